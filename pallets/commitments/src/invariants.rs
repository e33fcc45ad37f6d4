//! What holds of commitments at the end of every block.

use crate::{
	CommitmentBook, CommitmentOf, Config, LastBondsReset, LockQueue, RevealedCommitments, UsedSpaceOf,
	locks::rounds,
};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use frame_support::ensure;
use pallet_subtensor::{
	SubnetEpochIndex, Uids,
	invariants::{Invariant, Verdict},
};

/// All invariants.
pub fn all<T: Config>() -> Vec<Invariant> {
	vec![
		("commitments_are_of_neurons", commitments_are_of_neurons::<T>),
		("commitments_are_counted", commitments_are_counted::<T>),
		("locks_are_queued", locks_are_queued::<T>),
	]
}

/// Checks all invariants; says what does not hold.
pub fn check<T: Config>() -> Verdict {
	all::<T>().iter().try_for_each(|(_name, holds)| holds())
}

/// Commitments, what was used for them and ends of bonds are of neurons.
pub fn commitments_are_of_neurons<T: Config>() -> Verdict {
	let keys = CommitmentOf::<T>::iter_keys()
		.chain(UsedSpaceOf::<T>::iter_keys())
		.chain(LastBondsReset::<T>::iter_keys())
		.chain(RevealedCommitments::<T>::iter_keys());
	for (netuid, hotkey) in keys {
		ensure!(
			Uids::<T>::contains_key(netuid, hotkey),
			"somebody who is no neuron has committed"
		);
	}
	Ok(())
}

/// What a neuron has committed last is part of what it has used, in an epoch that began.
pub fn commitments_are_counted<T: Config>() -> Verdict {
	for (netuid, hotkey, registration) in CommitmentOf::<T>::iter() {
		let usage = UsedSpaceOf::<T>::get(netuid, hotkey);
		let space = u64::from(CommitmentBook::<T>::space(&registration.info));
		ensure!(
			usage.is_some_and(|usage| space <= usage.used_space),
			"a commitment is not counted"
		);
	}
	for (netuid, _hotkey, usage) in UsedSpaceOf::<T>::iter() {
		ensure!(
			usage.last_epoch <= SubnetEpochIndex::<T>::get(netuid),
			"a commitment was counted in an epoch to come"
		);
	}
	Ok(())
}

/// The queue names the rounds to which fields of commitments are locked, and no others.
pub fn locks_are_queued<T: Config>() -> Verdict {
	let mut locked = BTreeSet::new();
	for (netuid, hotkey, registration) in CommitmentOf::<T>::iter() {
		for round in rounds(&registration.info.fields) {
			locked.insert((round.to_be_bytes(), netuid, hotkey.clone()));
		}
	}
	let queued: BTreeSet<_> = LockQueue::<T>::iter_keys().collect();
	ensure!(locked == queued, "locked fields are not those that are queued");
	Ok(())
}
