//! What holds of parents and children.

use crate::{
	invariants::{Verdict, subnets},
	*,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;

/// The two sides of each relation agree; on a subnet nobody is both parent and child; parts of a hotkey sum to the whole at most.
pub fn relations_are_mutual<T: Config>() -> Verdict {
	let mut lent = BTreeMap::new();
	for (parent, netuid, children) in ChildKeys::<T>::iter() {
		ensure!(!children.is_empty(), "an empty list of children is stored");
		let sum = children
			.iter()
			.try_fold(0u64, |sum, (part, _)| sum.checked_add(*part));
		ensure!(sum.is_some(), "a hotkey lends more than it has");
		ensure!(
			!ParentKeys::<T>::contains_key(&parent, netuid),
			"a hotkey is both parent and child on a subnet"
		);
		for (part, child) in children.into_inner() {
			ensure!(part > 0, "a parent lends nothing");
			let before = lent.insert((netuid, parent.clone(), child), part);
			ensure!(before.is_none(), "a hotkey has a child twice");
		}
	}
	let mut borrowed = BTreeMap::new();
	for (child, netuid, parents) in ParentKeys::<T>::iter() {
		ensure!(!parents.is_empty(), "an empty list of parents is stored");
		for (part, parent) in parents.into_inner() {
			let before = borrowed.insert((netuid, parent, child.clone()), part);
			ensure!(before.is_none(), "a hotkey has a parent twice");
		}
	}
	ensure!(lent == borrowed, "parents and children do not know each other");
	Ok(())
}

/// Relations and choices are of hotkeys that have an owner, or whose relations are being ended, and of subnets that exist, or are
/// being taken apart.
pub fn childkeys_are_owned<T: Config>() -> Verdict {
	let known = subnets::<T>();
	for (hotkey, netuid) in relations::<T>() {
		ensure!(
			Owner::<T>::contains_key(&hotkey) || EndingChildkeys::<T>::contains_key(&hotkey),
			"a parent or child has no owner"
		);
		ensure!(
			!netuid.is_root() && (known.contains(&netuid) || SubnetCloser::<T>::is_closing(netuid)),
			"parents or children are on a subnet that does not exist"
		);
	}
	Ok(())
}

/// All hotkeys and subnets of which something is kept.
fn relations<T: Config>() -> BTreeSet<(T::AccountId, NetUid)> {
	ParentKeys::<T>::iter_keys()
		.chain(ChildkeyChoices::<T>::iter_keys())
		.collect()
}

/// What is kept of a parent stands beside its choices; what does not count yet stands in the queue, once.
pub fn childkey_choices_are_complete<T: Config>() -> Verdict {
	let chosen: BTreeSet<(T::AccountId, NetUid)> = ChildkeyChoices::<T>::iter_keys().collect();
	let by_subnet = ChildkeyHotkeys::<T>::iter_keys().map(|(netuid, hotkey)| (hotkey, netuid));
	ensure!(
		by_subnet.collect::<BTreeSet<_>>() == chosen,
		"choices by subnet are not those by hotkey"
	);
	let parents = ChildKeys::<T>::iter_keys().chain(ChildkeyTake::<T>::iter_keys());
	ensure!(
		parents.collect::<BTreeSet<_>>().is_subset(&chosen),
		"children or a take were not chosen"
	);
	let queue: BTreeMap<u64, (NetUid, T::AccountId)> = ChildkeyQueue::<T>::iter().collect();
	let (first, end) = ChildkeyQueueEnds::<T>::get();
	ensure!(
		queue.keys().all(|number| (first..end).contains(number)),
		"the queue has an entry beyond its ends"
	);
	let queued = ChildkeyChoices::<T>::iter()
		.filter_map(|(hotkey, netuid, choice)| choice.queued.map(|number| (number, (netuid, hotkey))));
	ensure!(
		queued.collect::<BTreeMap<_, _>>() == queue,
		"the queue is not of those who chose"
	);
	let pending: BTreeSet<(NetUid, T::AccountId)> = PendingChildKeys::<T>::iter_keys().collect();
	ensure!(
		pending.len() == queue.len() && queue.into_values().collect::<BTreeSet<_>>() == pending,
		"pending children are not those of the queue"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};
	use frame_support::assert_ok;

	/// Hotkey 1 is the parent of hotkey 2, and hotkey 3 chose it too.
	fn relate() {
		for key in [2, 3] {
			register(FIRST, &coldkey(key), &hotkey(key));
		}
		choose(0, 1);
		run_blocks(1);
		assert_ok!(SubtensorModule::set_pending_childkey_cooldown(
			RuntimeOrigin::root(),
			100
		));
		choose(3, 3);
	}

	fn choose(owner: u8, parent: u8) {
		assert_ok!(SubtensorModule::set_children(
			signed(&coldkey(owner)),
			hotkey(parent),
			FIRST,
			vec![(1, hotkey(2))]
		));
	}

	#[test]
	fn relations_should_be_noticed_when_they_are_not_mutual() {
		assert_noticed("parents and children do not know each other", || {
			relate();
			ParentKeys::<Test>::mutate(hotkey(2), FIRST, |parents| parents.get_mut(0).unwrap().0 = 2);
		});
		assert_noticed("an empty list of children is stored", || {
			ChildKeys::<Test>::insert(hotkey(1), FIRST, children::Children::<Test>::default());
		});
		assert_noticed("an empty list of parents is stored", || {
			ParentKeys::<Test>::insert(hotkey(1), FIRST, children::Parents::<Test>::default());
		});
		assert_noticed("a hotkey is both parent and child on a subnet", || {
			relate();
			let parents = ParentKeys::<Test>::take(hotkey(2), FIRST);
			ParentKeys::<Test>::insert(hotkey(1), FIRST, parents);
		});
		let children = |list: &[(u64, u8)]| {
			relate();
			let list: Vec<_> = list.iter().map(|(part, key)| (*part, hotkey(*key))).collect();
			ChildKeys::<Test>::insert(hotkey(1), FIRST, Bounded::try_from(list).unwrap());
		};
		assert_noticed("a hotkey lends more than it has", || {
			children(&[(u64::MAX, 2), (1, 3)])
		});
		assert_noticed("a parent lends nothing", || children(&[(0, 2)]));
		assert_noticed("a hotkey has a child twice", || children(&[(1, 2), (1, 2)]));
		assert_noticed("a hotkey has a parent twice", || {
			relate();
			ParentKeys::<Test>::mutate(hotkey(2), FIRST, |parents| {
				parents.try_push((1, hotkey(1))).unwrap()
			});
		});
	}

	#[test]
	fn childkeys_should_be_noticed_when_they_are_nobodys() {
		let choice = children::ChildkeyChoice::default();
		assert_noticed("a parent or child has no owner", || {
			ChildkeyChoices::<Test>::insert(hotkey(5), FIRST, choice);
			ChildkeyHotkeys::<Test>::insert(FIRST, hotkey(5), ());
		});
		for netuid in [NetUid::ROOT, NetUid(9)] {
			assert_noticed("parents or children are on a subnet that does not exist", || {
				ChildkeyChoices::<Test>::insert(hotkey(1), netuid, choice);
				ChildkeyHotkeys::<Test>::insert(netuid, hotkey(1), ());
			});
		}
	}

	#[test]
	fn choices_should_be_noticed_when_they_are_incomplete() {
		assert_noticed("choices by subnet are not those by hotkey", || {
			relate();
			ChildkeyHotkeys::<Test>::remove(FIRST, hotkey(1));
		});
		assert_noticed("children or a take were not chosen", || {
			ChildkeyTake::<Test>::insert(hotkey(1), FIRST, 1);
		});
		assert_noticed("the queue has an entry beyond its ends", || {
			ChildkeyQueue::<Test>::insert(7, (FIRST, hotkey(1)));
		});
		assert_noticed("the queue is not of those who chose", || {
			relate();
			ChildkeyQueue::<Test>::remove(1);
		});
		assert_noticed("pending children are not those of the queue", || {
			relate();
			PendingChildKeys::<Test>::remove(FIRST, hotkey(3));
		});
	}
}
