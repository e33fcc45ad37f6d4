//! Mechanisms of subnets: each has weights, bonds and incentives of its own.

use crate::NetUid;
use codec::{CompactAs, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// How many netuids there can be: the distance between the keys of two mechanisms of a subnet.
const NETUIDS: u16 = 4_096;

/// Number of a mechanism within its subnet, from 0; or how many there are.
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
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	Serialize,
	TypeInfo,
)]
#[serde(transparent)]
pub struct MechId(pub u8);

impl MechId {
	/// The mechanism that every subnet has.
	pub const MAIN: Self = Self(0);
	/// How many mechanisms a subnet can have: so many keys there are.
	pub const MOST: Self = Self(16);
}

/// A mechanism of a subnet, whether it exists or not.
#[derive(Clone, Copy, Debug, Encode, Eq, Ord, PartialEq, PartialOrd)]
pub struct Mechanism {
	/// The subnet.
	pub netuid: NetUid,
	/// Its number there.
	pub mecid: MechId,
}

impl Mechanism {
	/// The key under which its things are stored. No other mechanism has it; those that are beyond the keys, and cannot exist, share
	/// the last.
	pub fn index(self) -> NetUidStorageIndex {
		let within = self.netuid.0 < NETUIDS;
		let index = u16::from(self.mecid.0)
			.checked_mul(NETUIDS)
			.and_then(|base| base.checked_add(self.netuid.0));
		NetUidStorageIndex(index.filter(|_| within).unwrap_or(u16::MAX))
	}
}

impl From<NetUid> for Mechanism {
	/// The subnet's main mechanism.
	fn from(netuid: NetUid) -> Self {
		Self {
			netuid,
			mecid: MechId::MAIN,
		}
	}
}

/// Key of what exists once per mechanism of a subnet: `mechanism * 4096 + netuid`.
///
/// Weights, bonds, commits, incentives and update blocks are stored under it. For a subnet's main mechanism, number 0, it is the netuid.
#[derive(
	Clone,
	Copy,
	CompactAs,
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
pub struct NetUidStorageIndex(pub u16);

impl From<NetUid> for NetUidStorageIndex {
	/// The key of the subnet's main mechanism.
	fn from(netuid: NetUid) -> Self {
		Mechanism::from(netuid).index()
	}
}

impl From<NetUidStorageIndex> for Mechanism {
	fn from(index: NetUidStorageIndex) -> Self {
		let [low, high] = index.0.to_le_bytes();
		// The netuid has 12 bits, the mechanism the upper four.
		Self {
			netuid: NetUid(u16::from_le_bytes([low, high & 0x0f])),
			mecid: MechId(high >> 4),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn mechanism(netuid: u16, mecid: u8) -> Mechanism {
		Mechanism {
			netuid: NetUid(netuid),
			mecid: MechId(mecid),
		}
	}

	#[test]
	fn storage_index_should_be_the_netuid_for_the_main_mechanism() {
		assert_eq!(NetUidStorageIndex::from(NetUid(3)).0, 3);
	}

	#[test]
	fn storage_index_should_tell_each_mechanism_of_each_subnet() {
		assert_eq!(mechanism(3, 2).index().0, 2 * 4_096 + 3);
		for mecid in 0..MechId::MOST.0 {
			for netuid in 0..NETUIDS {
				let mechanism = mechanism(netuid, mecid);
				assert_eq!(Mechanism::from(mechanism.index()), mechanism);
			}
		}
	}

	#[test]
	fn storage_index_should_be_nobody_elses_when_beyond_the_keys() {
		for (netuid, mecid) in [(4_097, 0), (u16::MAX, 0), (1, 16), (1, u8::MAX), (4_097, 1)] {
			assert_eq!(mechanism(netuid, mecid).index().0, u16::MAX);
		}
	}
}
