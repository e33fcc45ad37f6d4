//! What holds of storage that nobody writes.

use crate::{invariants::Verdict, *};
use frame_support::{ensure, storage::storage_prefix};

/// The items, by their names in storage.
pub const ITEMS: [&str; 31] = [
	"AccountFlags",
	"AdjustmentAlpha",
	"AdjustmentInterval",
	"AssociatedEvmAddress",
	"BlocksSinceLastStep",
	"CollateralDrainRatio",
	"CollateralLockShare",
	"CommitRevealWeightsVersion",
	"DecayingHotkeyLock",
	"DecayingLock",
	"DecayingOwnerLock",
	"HotkeyLock",
	"ImmuneOwnerUidsLimit",
	"Lock",
	"LockingColdkeys",
	"MaturityRate",
	"MaxRegistrationsPerBlock",
	"MaxWeightsLimit",
	"OwnerCutAutoLockEnabled",
	"OwnerLock",
	"RootAlphaDividendsPerSubnet",
	"RootClaimType",
	"RootClaimable",
	"RootClaimableThreshold",
	"RootClaimed",
	"SubnetEmaTaoFlow",
	"SubnetEpochConsensus",
	"SubnetProtocolAlpha",
	"SubnetTaoInEmission",
	"TargetRegistrationsPerInterval",
	"UnlockRate",
];

/// Nothing is stored in any of them.
pub fn vacant_items_are_empty<T: Config>() -> Verdict {
	let pallet = <Pallet<T> as frame_support::traits::PalletInfoAccess>::name();
	let is_empty = |item: &&str| {
		let prefix = storage_prefix(pallet.as_bytes(), item.as_bytes());
		let next = sp_io::storage::next_key(&prefix);
		!sp_io::storage::exists(&prefix) && next.is_none_or(|key| !key.starts_with(&prefix))
	};
	ensure!(
		ITEMS.iter().all(is_empty),
		"an item that nobody writes is not empty"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn vacant_items_should_be_noticed_when_they_are_written() {
		assert_noticed("an item that nobody writes is not empty", || {
			BlocksSinceLastStep::<Test>::insert(NetUid(1), 7)
		});
		assert_noticed("an item that nobody writes is not empty", || {
			UnlockRate::<Test>::put(1)
		});
	}

	/// The items of `storage.rs` and those of the invariant are the same.
	#[test]
	fn vacant_items_should_all_be_checked() {
		let sheet = include_str!("storage.rs");
		let declared: Vec<&str> = sheet
			.lines()
			.filter_map(|line| line.trim().strip_prefix("pub type "))
			.filter_map(|rest| rest.split('<').next())
			.collect();
		assert_eq!(declared.len(), ITEMS.len());
		assert!(declared.iter().all(|item| ITEMS.contains(item)));
	}
}
