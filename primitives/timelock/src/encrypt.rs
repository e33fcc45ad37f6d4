//! Making ciphertexts: for clients and tests.

use crate::{
	Ciphertext, Curve, PublicKey,
	beacon::hash_to_curve,
	ciphertext::CIPHER,
	ibe::{cipher, h2, h3, h4, xor},
};
use aes_gcm::{Nonce, aead::Aead};
use alloc::vec::Vec;
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::PrimeField;
use ark_serialize::CanonicalSerialize;

/// What has to be new, and unknown to others, for each ciphertext.
pub struct Entropy {
	/// The key of the text.
	pub key: [u8; 32],
	/// What blinds the key.
	pub sigma: [u8; 32],
	/// The cipher's nonce.
	pub nonce: [u8; 12],
}

/// A ciphertext of `text` to `round`, without an envelope: as of weights and commitments.
///
/// `None` never happens: there is a point for every round, and the cipher takes any text that fits into memory.
pub fn encrypt<E: Curve>(
	public: &PublicKey<E>,
	round: u64,
	text: &[u8],
	entropy: &Entropy,
) -> Option<Vec<u8>> {
	let Entropy { key, sigma, nonce } = entropy;
	let r = h3(sigma, key).into_bigint();
	let u = E::G2Affine::generator().mul_bigint(r).into_affine();
	let blinded = public.0.mul_bigint(r).into_affine();
	let shared = E::pairing(hash_to_curve::<E>(round)?, blinded);
	let v = xor(sigma, &h2(&shared));
	let w = xor(key, &h4(sigma));
	let text = cipher(key).encrypt(Nonce::from_slice(nonce), text).ok()?;
	let mut point = [0; 96];
	u.serialize_compressed(&mut point[..]).ok()?;
	Some(written(&Ciphertext {
		u: &point,
		v: &v,
		w: &w,
		text: &text,
		nonce,
		round: None,
	}))
}

/// The only bytes that [`Ciphertext::parse`] reads as these parts: in an envelope if they name a round.
pub fn written(parts: &Ciphertext<'_>) -> Vec<u8> {
	let body = [counted(parts.text), counted(parts.nonce)].concat();
	let mut bare = parts.u.to_vec();
	for part in [&parts.v[..], parts.w, &body, &CIPHER] {
		bare.extend(counted(part));
	}
	match parts.round {
		Some(round) => in_envelope(&bare, round),
		None => bare,
	}
}

/// In an envelope that names the round: as of the package's general functions.
pub fn in_envelope(bare: &[u8], round: u64) -> Vec<u8> {
	let length = bare.len() as u64;
	let length = match bare.len() {
		0..0x40 => (length as u8).wrapping_shl(2).to_le_bytes().to_vec(),
		0x40..0x4000 => ((length as u16).wrapping_shl(2) | 1).to_le_bytes().to_vec(),
		_ => ((length as u32).wrapping_shl(2) | 2).to_le_bytes().to_vec(),
	};
	[&length[..], bare, &round.to_le_bytes()].concat()
}

/// Behind their number.
fn counted(bytes: &[u8]) -> Vec<u8> {
	[&(bytes.len() as u64).to_le_bytes()[..], bytes].concat()
}
