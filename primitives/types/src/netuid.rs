//! Ids of subnets.

use codec::{CompactAs, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Id of a subnet. 0 is the root network, whose members judge the others.
#[derive(
	Clone,
	Copy,
	CompactAs,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Deserialize,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	Serialize,
	TypeInfo,
)]
#[serde(transparent)]
pub struct NetUid(pub u16);

impl NetUid {
	/// The root network.
	pub const ROOT: Self = Self(0);

	/// Whether this is the root network.
	pub const fn is_root(self) -> bool {
		self.0 == Self::ROOT.0
	}
}

impl From<u16> for NetUid {
	fn from(netuid: u16) -> Self {
		Self(netuid)
	}
}

impl core::fmt::Display for NetUid {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		self.0.fmt(f)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::{Compact, Encode};

	#[test]
	fn netuid_should_encode_as_its_number() {
		assert_eq!(NetUid(258).encode(), vec![2, 1]);
		assert_eq!(Compact(NetUid(1)).encode(), vec![4]);
		assert_eq!(serde_json::to_string(&NetUid(7)).unwrap(), "7");
	}
}
