//! Shares of a stake pool, as clients read them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A number of shares of a stake pool.
///
/// Shares have no unit of their own: what counts is a holder's part of the pool's total. Clients know the field as a fixed-point
/// number and divide two of them, so it is a struct with one field `bits`.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub struct Shares {
	/// The number of shares.
	pub bits: u128,
}

impl From<u128> for Shares {
	fn from(bits: u128) -> Self {
		Self { bits }
	}
}
