//! What holds of the weights that validators set.

use super::commits::EXPIRED_EPOCHS;
use crate::{
	invariants::{Verdict, closing},
	*,
};
use frame_support::ensure;

/// Destinations ascend and exist; each row speaks as of a block that is no later than the neuron's last update.
pub fn weights_are_in_shape<T: Config>() -> Verdict {
	let closing = closing::<T>();
	for (index, uid, row) in Weights::<T>::iter() {
		let mechanism = Mechanism::from(index);
		let netuid = mechanism.netuid;
		let n = SubnetworkN::<T>::get(netuid);
		ensure!(uid < n, "weights of a uid that does not exist");
		ensure!(
			row.iter().zip(row.iter().skip(1)).all(|(a, b)| a.0 < b.0),
			"destinations do not ascend"
		);
		let exists = |dest: u16| {
			if netuid.is_root() {
				NetworksAdded::<T>::get(NetUid(dest)) || closing.contains(&NetUid(dest))
			} else if closing.contains(&netuid) {
				true // while a subnet closes, its neurons go one by one
			} else {
				dest < n
			}
		};
		ensure!(
			row.iter().all(|(dest, _)| exists(*dest)),
			"weights name a destination that does not exist"
		);
		let as_of =
			WeightsAsOf::<T>::get(index, uid).ok_or("weights do not say as of which block they speak")?;
		ensure!(
			as_of <= NeuronRegistry::<T>::last_update(mechanism, uid)?,
			"weights are younger than the neuron's last update"
		);
	}
	ensure!(
		WeightsAsOf::<T>::iter_keys().all(|(index, uid)| Weights::<T>::contains_key(index, uid)),
		"there is a block of weights that do not exist"
	);
	Ok(())
}

/// Commits are of neurons, never on root, the oldest first, and none is kept longer than `EXPIRED_EPOCHS` epochs after its own.
pub fn commits_are_in_order<T: Config>() -> Verdict {
	for (index, hotkey, commits) in WeightCommits::<T>::iter() {
		let mechanism = Mechanism::from(index);
		let netuid = mechanism.netuid;
		ensure!(!netuid.is_root(), "a commit on root");
		let uid = Uids::<T>::get(netuid, &hotkey).ok_or("a commit of a hotkey that is no neuron")?;
		let newest = commits.last().ok_or("a list of no commits")?;
		ensure!(
			newest.block <= NeuronRegistry::<T>::last_update(mechanism, uid)?,
			"a commit is younger than the neuron's last update"
		);
		ensure!(
			commits
				.iter()
				.zip(commits.iter().skip(1))
				.all(|(a, b)| a.block < b.block),
			"commits do not ascend"
		);
		let epoch = SubnetEpochIndex::<T>::get(netuid);
		ensure!(
			commits.iter().all(|commit| epoch
				.checked_sub(commit.reveal_epoch)
				.is_none_or(|late| late <= EXPIRED_EPOCHS)),
			"a commit has outlived its epochs"
		);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		invariants::broken::{assert_noticed, check_after},
		mock::*,
	};

	#[test]
	fn weights_should_be_noticed_when_out_of_shape() {
		let put = |row: Vec<(u16, u16)>| {
			Weights::<Test>::insert(NetUidStorageIndex::from(FIRST), 0, PerUid::try_from(row).unwrap());
		};
		assert_noticed("destinations do not ascend", || put(vec![(0, 1), (0, 1)]));
		assert_noticed("weights name a destination that does not exist", || {
			put(vec![(3, 1)])
		});
		assert_noticed("weights of a uid that does not exist", || {
			Weights::<Test>::insert(NetUidStorageIndex::from(FIRST), 4, PerUid::default());
		});
	}

	#[test]
	fn weights_should_be_noticed_when_their_block_is_wrong() {
		let index = NetUidStorageIndex::from(FIRST);
		assert_noticed("weights do not say as of which block they speak", || {
			WeightsAsOf::<Test>::remove(index, 0)
		});
		assert_noticed("weights are younger than the neuron's last update", || {
			WeightsAsOf::<Test>::insert(index, 0, 3)
		});
		assert_noticed("there is a block of weights that do not exist", || {
			WeightsAsOf::<Test>::insert(index, 1, 1)
		});
	}

	#[test]
	fn commits_should_be_noticed_when_out_of_order() {
		let put = |netuid: NetUid, key: u8, commits: &[(u64, u64)]| {
			let commit = |(block, reveal_epoch): &(u64, u64)| WeightCommit {
				hash: H256::zero(),
				block: *block,
				reveal_epoch: *reveal_epoch,
			};
			let commits: Vec<_> = commits.iter().map(commit).collect();
			let commits = Bounded::try_from(commits).unwrap();
			WeightCommits::<Test>::insert(NetUidStorageIndex::from(netuid), hotkey(key), commits);
		};
		assert_eq!(check_after(|| put(FIRST, 1, &[(1, 1), (2, 1)])), Ok(()));
		assert_noticed("a commit on root", || put(NetUid::ROOT, 1, &[(1, 1)]));
		assert_noticed("a commit of a hotkey that is no neuron", || {
			put(FIRST, 2, &[(1, 1)])
		});
		assert_noticed("a list of no commits", || put(FIRST, 1, &[]));
		assert_noticed("commits do not ascend", || put(FIRST, 1, &[(2, 1), (2, 1)]));
		assert_noticed("a commit is younger than the neuron's last update", || {
			put(FIRST, 1, &[(3, 1)])
		});
		assert_noticed("a commit has outlived its epochs", || {
			put(FIRST, 1, &[(1, 1)]);
			SubnetEpochIndex::<Test>::insert(FIRST, 4);
		});
	}
}
