//! What clients read in passing and what has no meaning here.
//!
//! A client that does not find a storage item in the metadata gives up the whole command, whatever the item is for. So the items in
//! `storage.rs` exist, with the shape that clients know, and nothing ever writes them: they are empty, or the one value that is true
//! of this chain.
//!
//! | items | why there is nothing |
//! |---|---|
//! | `Lock`, `HotkeyLock`, `OwnerLock`, their `Decaying` twins, `LockingColdkeys`, `UnlockRate`, `MaturityRate` | stake cools down; there is no conviction, and no owner is voted out by it |
//! | `RootClaimType`, `RootClaimable`, `RootClaimed`, `RootClaimableThreshold`, `RootAlphaDividendsPerSubnet` | dividends of root stake are paid into it, so there is nothing to claim |
//! | `SubnetEmaTaoFlow`, `SubnetProtocolAlpha`, `SubnetTaoInEmission` | subnets have no market: root judges them |
//! | `MaxWeightsLimit`, `AdjustmentAlpha`, `AdjustmentInterval`, `TargetRegistrationsPerInterval`, `MaxRegistrationsPerBlock` | no limit to a single weight; prices fall continuously, and nothing but the price limits registrations |
//! | `ImmuneOwnerUidsLimit` | the owner's hotkey is spared, and it has one uid |
//! | `OwnerCutAutoLockEnabled`, `AccountFlags`, `CollateralLockShare`, `CollateralDrainRatio`, `AssociatedEvmAddress`, `SubnetEpochConsensus` | no locks, no collateral, no EVM, no other consensus than Yuma |
//! | `BlocksSinceLastStep` | counting it would write each subnet in each block; `get_dynamic_info` has the number |
//! | `CommitRevealWeightsVersion` | the chain knows one version |
//!
//! What is asked by runtime APIs about locks answers from these items, in [`views`](crate::views::clients::locks).

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;

use alloc::collections::BTreeSet;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use subtensor_types::{NetUid, Rao, U64F64};

/// The blocks by which clients divide the age of a lock: that of the chain that has them. There are no locks here.
pub const LOCK_RATE: u64 = 934_866;

/// A lock of stake, as clients decode it.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct LockState {
	/// Rao that are locked.
	pub locked_mass: Rao,
	/// What the lock has gained by its age.
	pub conviction: U64F64,
	/// Block as of which both are given.
	pub last_update: u64,
}

/// What becomes of a coldkey's dividends of root stake, as clients decode it. Here they are TAO from the start.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo)]
pub enum RootClaimTypeEnum {
	/// They are TAO.
	#[default]
	Swap,
	/// They stay alpha.
	Keep,
	/// They stay alpha on some subnets.
	KeepSubnets {
		/// These.
		subnets: BTreeSet<NetUid>,
	},
}

/// How a subnet finds consensus, as clients decode it.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub enum EpochConsensus {
	/// By Yuma.
	#[default]
	Yuma,
	/// Not at all.
	Null,
}
