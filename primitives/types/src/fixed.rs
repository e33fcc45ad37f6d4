//! Fixed-point numbers, as clients read them: structs with one field `bits`.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A non-negative number in units of 2^-64. Clients know it as a struct with one field `bits`.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Deserialize,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	Serialize,
	TypeInfo,
)]
pub struct U64F64 {
	/// The number times 2^64.
	pub bits: u128,
}

impl U64F64 {
	/// `numerator / denominator`, rounded down; 0 for a denominator of 0.
	pub const fn ratio(numerator: u64, denominator: u64) -> Self {
		match ((numerator as u128) << 64).checked_div(denominator as u128) {
			Some(bits) => Self { bits },
			None => Self { bits: 0 },
		}
	}
}

/// A number in units of 2^-32.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct I32F32 {
	/// The number times 2^32.
	pub bits: i64,
}

impl I32F32 {
	/// A whole number.
	pub const fn whole(number: i32) -> Self {
		Self {
			bits: (number as i64) << 32,
		}
	}
}

/// A number in units of 2^-64 that can be negative.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct I64F64 {
	/// The number times 2^64.
	pub bits: i128,
}

/// A number in units of 2^-32, with more room.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct I96F32 {
	/// The number times 2^32.
	pub bits: i128,
}

impl I96F32 {
	/// One.
	pub const ONE: Self = Self { bits: 1 << 32 };
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ratio_should_round_down_when_inexact() {
		assert_eq!(U64F64::ratio(3, 1).bits, 3 << 64);
		assert_eq!(U64F64::ratio(1, 3).bits, (1 << 64) / 3);
		assert_eq!(U64F64::ratio(11, 10).bits, 20_291_418_481_080_506_777);
		assert_eq!(U64F64::ratio(1, 0).bits, 0);
	}

	#[test]
	fn whole_should_keep_its_sign() {
		assert_eq!(I32F32::whole(-3).bits, -3 << 32);
		assert_eq!(I32F32::whole(i32::MIN).bits, i64::MIN);
	}
}
