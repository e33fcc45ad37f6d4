//! What holds of time-locked weights.

use crate::{
	invariants::{Verdict, closing},
	*,
};
use alloc::collections::BTreeMap;
use frame_support::ensure;

/// Each ciphertext is noted once and stands in one list; it is of a neuron, never on root, and no younger than the neuron's last update.
/// Those whose epoch has come, and no others, stand in the queue.
pub fn timelocks_are_complete<T: Config>() -> Verdict {
	let mut listed = BTreeMap::new();
	for (index, epoch, list) in TimelockedWeightCommits::<T>::iter() {
		ensure!(!list.is_empty(), "a list of no time-locked weights");
		let blocks = || list.iter().map(|(_, block, ..)| *block);
		ensure!(
			blocks().zip(blocks().skip(1)).all(|(a, b)| a <= b),
			"time-locked weights do not ascend"
		);
		for (hotkey, block, _ciphertext, round) in list.into_inner() {
			ensure!(
				listed.insert((index, hotkey), (epoch, block, round)).is_none(),
				"a neuron has two time-locked commits"
			);
		}
	}
	for (index, hotkey, commit) in TimelockedCommits::<T>::iter() {
		let known = (commit.epoch, commit.block, commit.round);
		ensure!(
			listed.remove(&(index, hotkey.clone())) == Some(known),
			"time-locked weights are not where they are said to be"
		);
		is_of_neuron::<T>(index, &hotkey, commit)?;
	}
	ensure!(
		listed.is_empty(),
		"time-locked weights are listed that are not noted"
	);
	for (round, index, hotkey) in TimelockQueue::<T>::iter_keys() {
		let commit = TimelockedCommits::<T>::get(index, hotkey);
		ensure!(
			commit.is_some_and(|commit| commit.round.to_be_bytes() == round),
			"the queue names time-locked weights that are not there"
		);
	}
	Ok(())
}

/// What holds of a commit and the neuron whose it is.
fn is_of_neuron<T: Config>(
	index: NetUidStorageIndex,
	hotkey: &T::AccountId,
	commit: TimelockedCommit,
) -> Verdict {
	let mechanism = Mechanism::from(index);
	let netuid = mechanism.netuid;
	ensure!(!netuid.is_root(), "time-locked weights on root");
	let uid = Uids::<T>::get(netuid, hotkey).ok_or("time-locked weights of who is no neuron")?;
	ensure!(
		commit.block <= NeuronRegistry::<T>::last_update(mechanism, uid)?,
		"time-locked weights are younger than the neuron's last update"
	);
	let epoch = SubnetEpochIndex::<T>::get(netuid);
	ensure!(
		commit.epoch <= epoch && commit.epoch < commit.reveal_epoch,
		"time-locked weights of an epoch that has not come"
	);
	let queued = TimelockQueue::<T>::contains_key((commit.round.to_be_bytes(), index, hotkey));
	ensure!(
		queued == (commit.reveal_epoch <= epoch) || closing::<T>().contains(&netuid),
		"time-locked weights wait where they do not belong"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		invariants::broken::{assert_noticed, check_after},
		mock::*,
		validator_weights::timelocked::TimelockedCommit,
	};

	const INDEX: NetUidStorageIndex = NetUidStorageIndex(1);

	/// Time-locked weights of a hotkey, made in block 1.
	fn put(index: NetUidStorageIndex, key: u8, epoch: u64, reveal_epoch: u64) {
		let commit = TimelockedCommit {
			epoch,
			reveal_epoch,
			block: 1,
			round: 9,
		};
		TimelockedCommits::<Test>::insert(index, hotkey(key), commit);
		list(index, key, epoch, 1);
	}

	fn list(index: NetUidStorageIndex, key: u8, epoch: u64, block: u64) {
		TimelockedWeightCommits::<Test>::mutate(index, epoch, |list| {
			list.try_push((hotkey(key), block, Bounded::default(), 9))
				.unwrap();
		});
	}

	fn queue(key: u8) {
		TimelockQueue::<Test>::insert((9u64.to_be_bytes(), INDEX, hotkey(key)), ());
	}

	#[test]
	fn timelocks_should_be_noticed_when_they_are_not_as_noted() {
		assert_eq!(check_after(|| put(INDEX, 1, 0, 1)), Ok(()));
		assert_noticed("a list of no time-locked weights", || {
			TimelockedWeightCommits::<Test>::insert(INDEX, 0, PerUid::default());
		});
		assert_noticed("time-locked weights do not ascend", || {
			put(INDEX, 1, 0, 1);
			list(INDEX, 2, 0, 0);
		});
		assert_noticed("a neuron has two time-locked commits", || {
			put(INDEX, 1, 0, 1);
			list(INDEX, 1, 7, 1);
		});
		assert_noticed("time-locked weights are not where they are said to be", || {
			put(INDEX, 1, 0, 1);
			TimelockedWeightCommits::<Test>::remove(INDEX, 0);
		});
		assert_noticed("time-locked weights are listed that are not noted", || {
			list(INDEX, 1, 0, 1)
		});
		assert_noticed("the queue names time-locked weights that are not there", || {
			queue(1)
		});
	}

	#[test]
	fn timelocks_should_be_noticed_when_they_are_of_nobody() {
		assert_noticed("time-locked weights on root", || {
			put(NetUidStorageIndex(0), 1, 0, 1)
		});
		assert_noticed("time-locked weights of who is no neuron", || put(INDEX, 2, 0, 1));
		assert_noticed(
			"time-locked weights are younger than the neuron's last update",
			|| {
				put(INDEX, 1, 0, 1);
				TimelockedCommits::<Test>::mutate(INDEX, hotkey(1), |commit| {
					commit.as_mut().unwrap().block = 3;
				});
				TimelockedWeightCommits::<Test>::remove(INDEX, 0);
				list(INDEX, 1, 0, 3);
			},
		);
		assert_noticed("time-locked weights of an epoch that has not come", || {
			put(INDEX, 1, 1, 2)
		});
	}

	#[test]
	fn timelocks_should_be_noticed_when_they_wait_in_the_wrong_place() {
		let wrong = "time-locked weights wait where they do not belong";
		assert_noticed(wrong, || {
			put(INDEX, 1, 0, 1);
			queue(1);
		});
		assert_noticed(wrong, || {
			put(INDEX, 1, 0, 1);
			SubnetEpochIndex::<Test>::insert(FIRST, 1);
		});
	}
}
