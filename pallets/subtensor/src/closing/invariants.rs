//! What holds of subnets that close, and of the register of those that exist.

use crate::{
	invariants::{Verdict, closing, subnets},
	*,
};
use alloc::collections::BTreeSet;
use frame_support::ensure;

/// Subnets that close do not exist and stand in the queue once; those that will be dissolved exist and stand on the list once.
pub fn closings_are_in_order<T: Config>() -> Verdict {
	let existing: BTreeSet<NetUid> = subnets::<T>().into_iter().collect();
	let queue = closing::<T>();
	ensure!(
		queue.iter().collect::<BTreeSet<_>>().len() == queue.len(),
		"a subnet closes twice"
	);
	ensure!(
		queue.iter().all(|netuid| !existing.contains(netuid)),
		"a subnet that closes exists"
	);
	let scheduled = ScheduledDissolutions::<T>::get();
	ensure!(
		scheduled.iter().all(|(_block, netuid)| existing.contains(netuid)),
		"a subnet that does not exist will be dissolved"
	);
	let netuids: BTreeSet<NetUid> = scheduled.iter().map(|(_block, netuid)| *netuid).collect();
	ensure!(
		netuids.len() == scheduled.len(),
		"a subnet will be dissolved twice"
	);
	ensure!(
		scheduled
			.iter()
			.zip(scheduled.iter().skip(1))
			.all(|(a, b)| a.0 <= b.0),
		"dissolutions are not in the order of their blocks"
	);
	Ok(())
}

/// As many subnets exist as are counted; what only an existing subnet has, no other has.
pub fn register_is_of_what_exists<T: Config>() -> Verdict {
	let existing: BTreeSet<NetUid> = subnets::<T>().into_iter().collect();
	ensure!(
		usize::from(TotalNetworks::<T>::get()) == existing.len(),
		"not as many subnets exist as are counted"
	);
	ensure!(
		NetworkRegisteredAt::<T>::iter_keys().collect::<BTreeSet<_>>() == existing,
		"the subnets with a date of creation are not those that exist"
	);
	let owned = SubnetOwner::<T>::iter_keys()
		.chain(SubnetOwnerHotkey::<T>::iter_keys())
		.chain(SubnetLocked::<T>::iter_keys())
		.chain(FirstEmissionBlockNumber::<T>::iter_keys())
		.chain(PendingEmission::<T>::iter_keys());
	ensure!(
		owned.into_iter().all(|netuid| existing.contains(&netuid)),
		"a subnet that does not exist is owned, locked, started or paid"
	);
	ensure!(
		RootShares::<T>::get()
			.iter()
			.all(|share| existing.contains(&share.netuid)),
		"root's shares name a subnet that does not exist"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn closings_should_be_noticed_when_out_of_order() {
		let queue =
			|netuids: Vec<NetUid>| DissolveCleanupQueue::<Test>::put(Bounded::try_from(netuids).unwrap());
		let list = |entries: Vec<(u64, NetUid)>| {
			ScheduledDissolutions::<Test>::put(Bounded::try_from(entries).unwrap())
		};
		assert_noticed("a subnet closes twice", || queue(vec![NetUid(7); 2]));
		assert_noticed("a subnet that closes exists", || queue(vec![FIRST]));
		assert_noticed("a subnet that does not exist will be dissolved", || {
			list(vec![(9, NetUid(7))])
		});
		assert_noticed("a subnet will be dissolved twice", || list(vec![(9, FIRST); 2]));
		assert_noticed("dissolutions are not in the order of their blocks", || {
			list(vec![(9, FIRST), (8, NetUid::ROOT)])
		});
	}

	#[test]
	fn register_should_be_noticed_when_it_names_what_does_not_exist() {
		assert_noticed("not as many subnets exist as are counted", || {
			TotalNetworks::<Test>::put(3)
		});
		assert_noticed(
			"the subnets with a date of creation are not those that exist",
			|| NetworkRegisteredAt::<Test>::insert(NetUid(7), 1),
		);
		let strange = "a subnet that does not exist is owned, locked, started or paid";
		assert_noticed(strange, || SubnetOwner::<Test>::insert(NetUid(7), coldkey(0)));
		assert_noticed(strange, || SubnetLocked::<Test>::insert(NetUid(7), 1));
		assert_noticed("root's shares name a subnet that does not exist", || {
			let share = RootShare {
				netuid: NetUid(7),
				created: 1,
				share: 1,
			};
			RootShares::<Test>::put(Bounded::try_from(vec![share]).unwrap());
		});
	}
}
