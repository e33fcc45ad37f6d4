//! What holds of mechanisms.

use crate::{
	invariants::{Verdict, subnets},
	*,
};
use frame_support::ensure;

/// Each subnet has one mechanism at least, root no more, and none has more rows than neurons can have; a split has a part for each.
/// Nothing is stored under the index of a mechanism that does not exist.
pub fn mechanisms_are_those_counted<T: Config>() -> Verdict {
	for netuid in subnets::<T>() {
		let count = MechanismCountCurrent::<T>::get(netuid);
		ensure!(
			(MechId(1)..=MechId::MOST).contains(&count),
			"a subnet has no mechanism, or too many"
		);
		ensure!(
			!netuid.is_root() || count == MechId(1),
			"root has several mechanisms"
		);
		MechanismRegistry::<T>::ensure_room(MaxAllowedUids::<T>::get(netuid), count)
			.map_err(|_error| "neurons times mechanisms are too many")?;
		if let Some(split) = MechanismEmissionSplit::<T>::get(netuid) {
			ensure!(
				split.len() == usize::from(count.0),
				"a split of emission has not one part for each mechanism"
			);
			ensure!(
				split.iter().map(|part| u32::from(*part)).sum::<u32>() == u32::from(u16::MAX),
				"a split of emission is not whole"
			);
		}
	}
	let stored = Weights::<T>::iter_keys()
		.map(|(index, _uid)| index)
		.chain(WeightsAsOf::<T>::iter_keys().map(|(index, _uid)| index))
		.chain(WeightCommits::<T>::iter_keys().map(|(index, _hotkey)| index))
		.chain(TimelockedCommits::<T>::iter_keys().map(|(index, _hotkey)| index))
		.chain(TimelockedWeightCommits::<T>::iter_keys().map(|(index, _epoch)| index))
		.chain(Bonds::<T>::iter_keys().map(|(index, _uid)| index))
		.chain(Incentive::<T>::iter_keys())
		.chain(LastUpdate::<T>::iter_keys());
	let exists = |index: NetUidStorageIndex| {
		let Mechanism { netuid, mecid } = index.into();
		mecid < MechanismCountCurrent::<T>::get(netuid)
	};
	ensure!(
		stored.into_iter().all(exists),
		"something is stored of a mechanism that does not exist"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		invariants::broken::{assert_noticed, check_after},
		mock::*,
	};

	fn count(netuid: NetUid, count: u8) {
		MechanismCountCurrent::<Test>::insert(netuid, MechId(count));
	}

	fn split(parts: &[u16]) {
		MechanismEmissionSplit::<Test>::insert(FIRST, Bounded::try_from(parts.to_vec()).unwrap());
	}

	#[test]
	fn mechanisms_should_be_noticed_when_there_are_too_many_or_none() {
		for number in [0, 17] {
			assert_noticed("a subnet has no mechanism, or too many", || count(FIRST, number));
		}
		assert_noticed("root has several mechanisms", || {
			count(NetUid::ROOT, 2);
			NeuronRegistry::<Test>::open_mechanism(Mechanism {
				netuid: NetUid::ROOT,
				mecid: MechId(1),
			})
			.unwrap();
		});
		assert_noticed("neurons times mechanisms are too many", || {
			MaxAllowedUids::<Test>::insert(FIRST, 2_049);
			frame_support::assert_ok!(NeuronRegistry::<Test>::open_mechanism(Mechanism {
				netuid: FIRST,
				mecid: MechId(1),
			}));
			count(FIRST, 2);
		});
	}

	#[test]
	fn split_should_be_noticed_when_it_is_not_whole() {
		assert_eq!(check_after(|| split(&[u16::MAX])), Ok(()));
		assert_noticed("a split of emission is not whole", || split(&[65_534]));
		assert_noticed("a split of emission has not one part for each mechanism", || {
			split(&[65_534, 1])
		});
	}

	#[test]
	fn leftovers_of_a_mechanism_should_be_noticed() {
		let index = Mechanism {
			netuid: FIRST,
			mecid: MechId(1),
		}
		.index();
		let left = "something is stored of a mechanism that does not exist";
		assert_noticed(left, || {
			Bonds::<Test>::insert(index, 0, PerUid::try_from(vec![(0, 1)]).unwrap())
		});
		assert_noticed(left, || Incentive::<Test>::insert(index, PerUid::default()));
		assert_noticed(left, || LastUpdate::<Test>::insert(index, PerUid::default()));
	}
}
