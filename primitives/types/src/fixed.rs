//! A fixed-point number, as clients read it.

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
}
