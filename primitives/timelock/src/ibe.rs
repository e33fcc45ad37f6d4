//! The key within a ciphertext, out of a pulse, and the text out of the key.

use crate::{
	Curve,
	beacon::{Broken, Pulse, point},
	ciphertext::Ciphertext,
};
use aes_gcm::{Aes256Gcm, Key, KeyInit, Nonce, aead::Aead};
use alloc::vec::Vec;
use ark_bls12_381::Fr;
use ark_ec::{AffineRepr, CurveGroup, pairing::PairingOutput};
use ark_ff::PrimeField;
use ark_serialize::{CanonicalSerialize, Validate};
use sha2::{Digest, Sha256};

/// The text of a ciphertext to the round of this pulse.
///
/// # Errors
///
/// [`Broken`] if the ciphertext is not one to this pulse, or was changed.
pub fn open<E: Curve>(ciphertext: &Ciphertext<'_>, pulse: &Pulse<E>) -> Result<Vec<u8>, Broken> {
	let u: E::G2Affine = point(ciphertext.u, Validate::Yes)?;
	let miller = E::multi_miller_loop([pulse.0], [u]);
	let shared = E::final_exponentiation(miller).ok_or(Broken)?;
	let sigma = xor(ciphertext.v, &h2(&shared));
	let key = xor(ciphertext.w, &h4(&sigma));
	let expected = E::G2Affine::generator().mul_bigint(h3(&sigma, &key).into_bigint());
	if expected.into_affine() != u {
		return Err(Broken);
	}
	cipher(&key)
		.decrypt(Nonce::from_slice(ciphertext.nonce), ciphertext.text)
		.map_err(|_| Broken)
}

/// The cipher of the text.
pub(crate) fn cipher(key: &[u8; 32]) -> Aes256Gcm {
	Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(key))
}

/// Of a pairing's value.
pub(crate) fn h2<E: Curve>(value: &PairingOutput<E>) -> [u8; 32] {
	let mut bytes = Vec::with_capacity(576);
	// A vector takes whatever is written.
	let _ = value.0.serialize_compressed(&mut bytes);
	Sha256::digest(bytes).into()
}

/// A scalar.
pub(crate) fn h3(sigma: &[u8; 32], key: &[u8; 32]) -> Fr {
	Fr::from_be_bytes_mod_order(&Sha256::new().chain_update(sigma).chain_update(key).finalize())
}

/// Of `sigma`.
pub(crate) fn h4(sigma: &[u8; 32]) -> [u8; 32] {
	Sha256::digest(sigma).into()
}

pub(crate) fn xor(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
	let mut both = *left;
	for (byte, other) in both.iter_mut().zip(right) {
		*byte ^= other;
	}
	both
}
