//! What holds of the calendar and of bonds.

use crate::{
	invariants::{Verdict, closing, subnets},
	*,
};
use alloc::collections::BTreeMap;
use frame_support::ensure;

/// Each subnet stands on the agenda once, not before it is due.
pub fn calendar_is_complete<T: Config>() -> Verdict {
	let mut entries: BTreeMap<NetUid, u64> = BTreeMap::new();
	for (block, agenda) in EpochAgenda::<T>::iter() {
		for netuid in agenda.iter() {
			ensure!(
				entries.insert(*netuid, block).is_none(),
				"a subnet stands on the agenda twice"
			);
		}
	}
	for netuid in subnets::<T>() {
		let block = entries.remove(&netuid).ok_or("a subnet has no next epoch")?;
		let due = EpochDue::<T>::get(netuid).ok_or("an epoch on the agenda has no due block")?;
		ensure!(block >= due, "an epoch is on the agenda before it is due");
		let pending = PendingEpochAt::<T>::try_get(netuid);
		ensure!(
			pending.is_err() || pending == Ok(due),
			"an epoch that was brought forward is due at another block"
		);
	}
	ensure!(
		PendingEpochAt::<T>::iter_keys().all(EpochDue::<T>::contains_key),
		"an epoch was brought forward of a subnet that has none"
	);
	ensure!(
		entries.is_empty(),
		"the agenda names a subnet that does not exist"
	);
	Ok(())
}

/// Bonds are of neurons, to neurons.
pub fn bonds_are_in_shape<T: Config>() -> Verdict {
	let closing = closing::<T>();
	for (index, uid, row) in Bonds::<T>::iter() {
		let netuid = Mechanism::from(index).netuid;
		let n = SubnetworkN::<T>::get(netuid);
		ensure!(uid < n, "bonds of a uid that does not exist");
		// While a subnet closes, its neurons go one by one.
		let closes = closing.contains(&netuid);
		ensure!(
			closes || row.iter().all(|(dest, _)| *dest < n),
			"bonds name a neuron that does not exist"
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
	fn calendar_should_be_noticed_when_a_subnet_is_missing_or_double() {
		assert_noticed("a subnet has no next epoch", || EpochAgenda::<Test>::remove(11));
		assert_noticed("a subnet stands on the agenda twice", || {
			EpochAgenda::<Test>::mutate(12, |agenda| agenda.try_push(FIRST).unwrap());
		});
		assert_noticed("an epoch is on the agenda before it is due", || {
			EpochDue::<Test>::insert(FIRST, 12)
		});
		assert_noticed(
			"an epoch that was brought forward is due at another block",
			|| {
				PendingEpochAt::<Test>::insert(FIRST, 5);
			},
		);
		assert_noticed("an epoch was brought forward of a subnet that has none", || {
			PendingEpochAt::<Test>::insert(NetUid(9), 5);
		});
		assert_noticed("the agenda names a subnet that does not exist", || {
			EpochAgenda::<Test>::mutate(12, |agenda| agenda.try_push(NetUid(9)).unwrap());
		});
	}

	#[test]
	fn bonds_should_be_noticed_when_out_of_shape() {
		let put = |uid: Uid, dest: Uid| {
			let row = PerUid::try_from(vec![(dest, 1)]).unwrap();
			Bonds::<Test>::insert(NetUidStorageIndex::from(FIRST), uid, row);
		};
		assert_eq!(check_after(|| put(0, 0)), Ok(()));
		assert_noticed("bonds of a uid that does not exist", || put(1, 0));
		assert_noticed("bonds name a neuron that does not exist", || put(0, 1));
	}
}
