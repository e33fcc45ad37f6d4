//! Ciphertexts and points that nobody honest makes.

use super::*;
use ark_bls12_381::{Fq, Fq2, Fr, G1Affine, G2Affine, g2};
use ark_ec::{AffineRepr, CurveConfig, CurveGroup, pairing::Pairing};
use ark_ff::PrimeField;
use ark_serialize::CanonicalSerialize;
use proptest::prelude::*;

fn compressed<const N: usize>(point: &impl CanonicalSerialize) -> [u8; N] {
	let mut bytes = Vec::new();
	point.serialize_compressed(&mut bytes).unwrap();
	bytes.try_into().unwrap()
}

/// Points of the curve, not of its subgroup.
fn strangers() -> impl Iterator<Item = G2Affine> {
	(1..).filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::new(Fq::from(x), Fq::from(1)), true))
}

/// A point of order 13: 13^2 divides the cofactor.
fn of_order_13() -> G2Affine {
	let mut rest = 0u128;
	let mut cofactor = g2::Config::COFACTOR.to_vec();
	for limb in cofactor.iter_mut().rev() {
		let whole = rest << 64 | u128::from(*limb);
		(*limb, rest) = ((whole / 169) as u64, whole % 169);
	}
	assert_eq!(rest, 0);
	for stranger in strangers() {
		let point = stranger
			.mul_bigint(&cofactor)
			.into_affine()
			.mul_bigint(Fr::MODULUS);
		let times_13 = point.into_affine().mul_bigint([13]).into_affine();
		if !times_13.is_zero() {
			return times_13;
		}
		if !point.into_affine().is_zero() {
			return point.into_affine();
		}
	}
	unreachable!()
}

#[test]
fn points_outside_the_subgroup_should_be_broken() {
	for point in strangers().take(5).chain([of_order_13(), G2Affine::zero()]) {
		let bytes = compressed(&point);
		assert_eq!(PublicKey::<Native>::decode(&bytes), Err(Broken));
		let mut ciphertext = sealed(b"hello", &secret(5).public(), 77);
		ciphertext[..96].copy_from_slice(&bytes);
		assert_eq!(opened(&ciphertext, &secret(5).sign(77).unwrap()), Err(Broken));
	}
	let stranger = (1..)
		.find_map(|x| G1Affine::get_point_from_x_unchecked(Fq::from(x), true))
		.unwrap();
	assert!(!stranger.is_in_correct_subgroup_assuming_on_curve());
	for point in [stranger, G1Affine::zero()] {
		assert_eq!(Pulse::<Native>::decode(&compressed(&point)), Err(Broken));
	}
	assert_eq!(
		Pulse::<Native>::decode_known(&compressed(&G1Affine::zero())),
		Err(Broken)
	);
}

/// Others test with its bytes: runtimes, whose pairing is computed elsewhere.
#[test]
fn point_of_order_13_should_be_the_one_that_is_written_down() {
	let written = include_str!("../../tests/vectors/order13.hex");
	assert_eq!(<[u8; 96]>::dehexify(written).unwrap(), compressed(&of_order_13()));
}

/// Why `U` has to be in the subgroup.
#[test]
fn pairing_should_lead_nowhere_when_a_point_has_a_small_order() {
	let point = of_order_13();
	assert!(!point.is_zero() && point.mul_bigint([13]).into_affine().is_zero());
	let miller = Native::multi_miller_loop([pulse().0], [point]);
	assert!(Native::final_exponentiation(miller).is_none());
}

#[test]
fn parse_should_refuse_every_beginning_of_a_ciphertext_and_what_goes_on() {
	let bare = sealed(b"hello", &secret(5).public(), 77);
	for mut bytes in [bare.clone(), encrypt::in_envelope(&bare, 77)] {
		for length in 0..bytes.len() {
			assert_eq!(Ciphertext::parse(&bytes[..length]), None, "{length}");
		}
		bytes.push(0);
		assert_eq!(Ciphertext::parse(&bytes), None);
	}
	// The round alone makes no envelope.
	assert_eq!(
		Ciphertext::parse(&[&bare[..], &77u64.to_le_bytes()].concat()),
		None
	);
}

#[test]
fn parse_should_refuse_lengths_that_are_not_what_there_is() {
	let bytes = sealed(b"hello", &secret(5).public(), 77);
	// Of V, W, the body, the text and the nonce within, the cipher's name.
	for at in [96, 136, 176, 184, 213, 233] {
		for change in [0, 1, 7, 1 << 31, 1 << 32, u64::MAX / 2, u64::MAX - 7, u64::MAX] {
			let mut bytes = bytes.clone();
			let length: &mut [u8; 8] = (&mut bytes[at..at + 8]).try_into().unwrap();
			assert!(u64::from_le_bytes(*length) < 100, "no length at {at}");
			*length = change.to_le_bytes();
			assert_eq!(Ciphertext::parse(&bytes), None, "{change} at {at}");
		}
	}
}

#[test]
fn parse_should_refuse_a_text_without_room_for_authentication_and_another_cipher() {
	let bytes = sealed(b"", &secret(5).public(), 77);
	assert!(Ciphertext::parse(&bytes).is_some());
	let mut other = bytes.clone();
	*other.last_mut().unwrap() = b'-';
	assert_eq!(Ciphertext::parse(&other), None);
	let mut short = bytes;
	short.remove(192);
	(short[176], short[184]) = (short[176] - 1, short[184] - 1);
	assert_eq!(Ciphertext::parse(&short), None);
}

#[test]
fn parse_should_refuse_an_envelope_whose_length_could_be_shorter() {
	let bare = sealed(b"hello", &secret(5).public(), 77);
	let length = ((bare.len() as u32) << 2 | 2).to_le_bytes();
	let long = [&length[..], &bare, &77u64.to_le_bytes()].concat();
	assert_eq!(Ciphertext::parse(&long), None);
}

/// A change of any byte of a ciphertext breaks it.
#[test]
fn open_should_fail_when_any_byte_was_changed() {
	let (public, pulse) = (secret(5).public(), secret(5).sign(77).unwrap());
	let bytes = sealed(b"hello", &public, 77);
	for at in 0..bytes.len() {
		let mut changed = bytes.clone();
		changed[at] ^= 1;
		assert_eq!(opened(&changed, &pulse), Err(Broken), "{at}");
	}
}

/// Bytes as a ciphertext has them, some of them others.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
	let bare = sealed(b"hello", &secret(5).public(), 77);
	let whole = prop_oneof![Just(bare.clone()), Just(encrypt::in_envelope(&bare, 77))];
	let change = (any::<prop::sample::Index>(), any::<u8>(), 0..4u8);
	(whole, prop::collection::vec(change, 0..6)).prop_map(|(mut bytes, changes)| {
		for (index, byte, kind) in changes {
			if bytes.is_empty() {
				break;
			}
			let at = index.index(bytes.len());
			match kind {
				0 => bytes[at] = byte,
				1 => bytes.insert(at, byte),
				2 => drop(bytes.remove(at)),
				_ => bytes.truncate(at),
			}
		}
		bytes
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(20_000))]

	#[test]
	fn parse_should_read_only_what_it_would_write(bytes in nearly()) {
		if let Some(parts) = Ciphertext::parse(&bytes) {
			prop_assert_eq!(encrypt::written(&parts), bytes);
		}
	}

	#[test]
	fn parse_should_stand_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
		prop_assert_eq!(Ciphertext::parse(&bytes), None);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	#[test]
	fn open_should_stand_any_point_and_bytes(
		u in any::<[u8; 48]>(), flags in any::<u8>(), v in any::<[u8; 32]>(), w in any::<[u8; 32]>(),
	) {
		let mut bytes = sealed(b"hello", &secret(5).public(), 77);
		bytes[48..96].copy_from_slice(&u);
		bytes[0] ^= flags;
		bytes[104..136].copy_from_slice(&v);
		bytes[144..176].copy_from_slice(&w);
		prop_assert_eq!(opened(&bytes, &secret(5).sign(77).unwrap()), Err(Broken));
	}

	#[test]
	fn points_should_stand_any_bytes(signature in any::<[u8; 48]>(), half in any::<[u8; 48]>()) {
		let key: [u8; 96] = [signature, half].concat().try_into().unwrap();
		if let Ok(pulse) = Pulse::<Native>::decode(&signature) {
			prop_assert_eq!(pulse.encode(), signature);
			prop_assert!(!quicknet().verify(ROUND, &pulse));
		}
		if let Ok(public) = PublicKey::<Native>::decode(&key) {
			prop_assert_eq!(public.encode(), key);
		}
	}
}
