//! Keys and pulses of a beacon.

use crate::Curve;
use alloc::vec::Vec;
use ark_bls12_381::{Fr, G1Affine, G1Projective, g1};
use ark_ec::{
	AffineRepr, CurveGroup,
	hashing::{HashToCurve, curve_maps::wb::WBMap, map_to_curve_hasher::MapToCurveBasedHasher},
};
use ark_ff::{BigInteger, PrimeField, Zero, field_hashers::DefaultFieldHasher};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, Compress, Validate};
use core::ops::Neg;
use sha2::{Digest, Sha256};

/// What separates quicknet's hashes from others'. The scheme is RFC 9380's; the name says `G1` since the signatures are there.
const DOMAIN: &[u8] = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/// The bytes are no point of the group, not in its subgroup of prime order, or its zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// The public key of a beacon: in G2, in the right subgroup and not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey<E: Curve>(pub(crate) E::G2Affine);

impl<E: Curve> PublicKey<E> {
	/// Length of an encoded key.
	pub const LENGTH: usize = 96;

	/// The key that these bytes, a compressed point, are.
	///
	/// # Errors
	///
	/// [`Broken`].
	pub fn decode(bytes: &[u8; 96]) -> Result<Self, Broken> {
		point(bytes, Validate::Yes).map(Self)
	}

	/// The key that [`PublicKey::decode`] has found to be one before. Bytes that it has not seen verify nothing, or anything.
	///
	/// # Errors
	///
	/// [`Broken`] if the point is not on the curve, or is zero.
	pub fn decode_known(bytes: &[u8; 96]) -> Result<Self, Broken> {
		point(bytes, Validate::No).map(Self)
	}

	/// The key as a compressed point.
	pub fn encode(&self) -> [u8; 96] {
		compressed(&self.0)
	}

	/// Whether the beacon made this pulse in this round: `e(pulse, P) == e(H(round), key)`.
	pub fn verify(&self, round: u64, pulse: &Pulse<E>) -> bool {
		let Some(message) = hash_to_curve::<E>(round) else {
			return false;
		};
		let minus_generator: E::G2Affine = E::G2Affine::generator().into_group().neg().into_affine();
		let product = E::multi_miller_loop([pulse.0, message], [minus_generator, self.0]);
		E::final_exponentiation(product).is_some_and(|product| product.is_zero())
	}
}

/// What a beacon says in a round: its signature of the round's number. In G1, in the right subgroup and not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulse<E: Curve>(pub(crate) E::G1Affine);

impl<E: Curve> Pulse<E> {
	/// Length of an encoded pulse.
	pub const LENGTH: usize = 48;

	/// The pulse that these bytes, a compressed point, are. Whether a beacon made it is [`PublicKey::verify`]'s to say.
	///
	/// # Errors
	///
	/// [`Broken`].
	pub fn decode(bytes: &[u8; 48]) -> Result<Self, Broken> {
		point(bytes, Validate::Yes).map(Self)
	}

	/// The pulse that [`PublicKey::verify`] has accepted before.
	///
	/// # Errors
	///
	/// [`Broken`] if the point is not on the curve, or is zero.
	pub fn decode_known(bytes: &[u8; 48]) -> Result<Self, Broken> {
		point(bytes, Validate::No).map(Self)
	}

	/// The pulse as a compressed point.
	pub fn encode(&self) -> [u8; 48] {
		compressed(&self.0)
	}
}

/// What everybody takes a pulse's randomness to be: SHA-256 of the signature.
pub fn randomness(signature: &[u8; 48]) -> [u8; 32] {
	Sha256::digest(signature).into()
}

/// The secret of a beacon: not zero, below the group's order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SecretKey(Fr);

impl SecretKey {
	/// The secret that these bytes are, big end first.
	///
	/// # Errors
	///
	/// [`Broken`] for zero, and from the group's order on.
	pub fn decode(bytes: &[u8; 32]) -> Result<Self, Broken> {
		let secret = Fr::from_be_bytes_mod_order(bytes);
		let unchanged = secret.into_bigint().to_bytes_be() == bytes;
		(unchanged && !secret.is_zero())
			.then_some(Self(secret))
			.ok_or(Broken)
	}

	/// The public key.
	pub fn public<E: Curve>(&self) -> PublicKey<E> {
		let generator = E::G2Affine::generator();
		PublicKey(generator.mul_bigint(self.0.into_bigint()).into_affine())
	}

	/// The pulse of a round; `None` never happens.
	pub fn sign<E: Curve>(&self, round: u64) -> Option<Pulse<E>> {
		let message = hash_to_curve::<E>(round)?;
		Some(Pulse(message.mul_bigint(self.0.into_bigint()).into_affine()))
	}
}

/// `H(round)`. There is a point for every round; `None` is the hasher's way out.
pub(crate) fn hash_to_curve<E: Curve>(round: u64) -> Option<E::G1Affine> {
	type Hasher = MapToCurveBasedHasher<G1Projective, DefaultFieldHasher<Sha256, 128>, WBMap<g1::Config>>;
	let message: [u8; 32] = Sha256::digest(round.to_be_bytes()).into();
	let point: G1Affine = Hasher::new(DOMAIN)
		.and_then(|hasher| hasher.hash(&message))
		.ok()?;
	// Over its bytes into the type of the other pairing: no check, no root, so it costs next to nothing.
	let mut bytes = [0; 96];
	point.serialize_with_mode(&mut bytes[..], Compress::No).ok()?;
	E::G1Affine::deserialize_with_mode(&bytes[..], Compress::No, Validate::No).ok()
}

/// The point that exactly these bytes are, compressed; zero is none.
pub(crate) fn point<P: AffineRepr>(bytes: &[u8], validate: Validate) -> Result<P, Broken> {
	let point = P::deserialize_with_mode(bytes, Compress::Yes, validate).map_err(|_| Broken)?;
	if point.is_zero() { Err(Broken) } else { Ok(point) }
}

fn compressed<const N: usize>(point: &impl CanonicalSerialize) -> [u8; N] {
	let mut bytes = Vec::with_capacity(N);
	// A vector takes whatever is written.
	let _ = point.serialize_with_mode(&mut bytes, Compress::Yes);
	bytes.try_into().unwrap_or([0; N])
}
