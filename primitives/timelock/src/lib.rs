//! Time locks: what was encrypted to a round of a randomness beacon opens with that round's pulse, for everybody, and not before.
//!
//! A beacon (drand, "quicknet") signs the number of each round when its time comes: the signature is the *pulse*. It is a BLS signature,
//! and at the same time the key that belongs to the round's number in identity-based encryption. So a text can be encrypted to a
//! round to come with the beacon's public key alone.
//!
//! | module | what |
//! |---|---|
//! | [`beacon`] | keys and pulses: [`PublicKey::verify`], [`SecretKey::sign`] |
//! | [`ciphertext`] | the bytes of a ciphertext, checked: [`Ciphertext::parse`] |
//! | [`ibe`] | the key within, out of a pulse: [`open`] |
//! | `encrypt` | making ciphertexts, with the feature of that name |
//!
//! ```text
//!  signature(round) = secret * H(round)              G1, 48 bytes
//!  public key       = secret * P                     G2, 96 bytes, P the generator
//!  e(signature, P) == e(H(round), public key)        a pulse proves itself
//!
//!  U = r * P, r = H3(sigma, key)                     a ciphertext
//!  V = sigma ^ H2(e(H(round), public key)^r)
//!  W = key ^ H4(sigma)
//!  body = AES-256-GCM(key, text)
//! ```
//!
//! `H` is hashing to the curve (RFC 9380, `BLS12381G1_XMD:SHA-256_SSWU_RO_`) of SHA-256 of the round's number in eight bytes, big end first.
//! `H2` is SHA-256 of the pairing's value as arkworks serialises it, `H3` SHA-256 as a number modulo the group's order, big end first, `H4`
//! SHA-256.
//!
//! Sources: drand's specification of quicknet (scheme `bls-unchained-g1-rfc9380`); Gailly, Melissaris, Romailler, "tlock: practical
//! timelock encryption from threshold BLS", 2023; the bytes are those of the Python package `bittensor_drand` 2.0.0, of which
//! `tests/vectors/real.json` has ciphertexts.
//!
//! # Decisions
//!
//! - **Own code over arkworks 0.6**, which the node has anyway. The published crate `timelock` brings a third arkworks (0.5), and
//!   believes lengths that a ciphertext claims.
//! - **Everything is generic over the pairing** ([`Curve`]): natively arkworks' own, in a runtime one whose slow parts the node computes.
//! - **`U` must be in the right subgroup**, although no other `U` would ever open: points of a small order lead the pairing to zero, which the
//!   host functions for runtimes answer with a panic.
//! - **Nothing but what the package makes is a ciphertext**: each length, the cipher's name and the end must be right, so no bytes can be
//!   added to one.
#![cfg_attr(not(any(feature = "std", test)), no_std)]
#![deny(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic
)]
#![cfg_attr(
	test,
	allow(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects
	)
)]

extern crate alloc;

pub mod beacon;
pub mod ciphertext;
#[cfg(any(test, feature = "encrypt"))]
pub mod encrypt;
pub mod ibe;
pub mod quicknet;
#[cfg(test)]
mod tests;

pub use beacon::{Broken, PublicKey, Pulse, SecretKey};
pub use ciphertext::Ciphertext;
#[cfg(any(test, feature = "encrypt"))]
pub use encrypt::{Entropy, encrypt};
pub use ibe::open;

use ark_bls12_381::Fr;
use ark_ec::pairing::Pairing;

/// A pairing on BLS12-381: arkworks' own, or one that computes elsewhere.
pub trait Curve: Pairing<ScalarField = Fr> {}

impl<E: Pairing<ScalarField = Fr>> Curve for E {}

/// The secret of the beacon that development chains have built in, a scalar with the big end first. Everybody knows it: what is
/// encrypted to that beacon hides nothing.
pub const TEST_SECRET: [u8; 32] = *b"//subtensor development beacon//";

/// Arkworks' own pairing.
pub type Native = ark_bls12_381::Bls12_381;
