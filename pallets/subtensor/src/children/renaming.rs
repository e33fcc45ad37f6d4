//! Parents and children under another hotkey.

use super::{ChildkeyChoice, ChildkeyRegistry};
use crate::{
	ChildKeys, ChildkeyChoices, ChildkeyHotkeys, ChildkeyQueue, ChildkeyTake, Config, Error, ParentKeys,
	PendingChildKeys, StakeOnSwap,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::NetUid;

impl<T: Config> ChildkeyRegistry<T> {
	/// The subnets on which something is kept of a hotkey.
	pub fn subnets_of(hotkey: &T::AccountId) -> Vec<NetUid> {
		let chosen = ChildkeyChoices::<T>::iter_key_prefix(hotkey);
		let all: BTreeSet<NetUid> = chosen.chain(ParentKeys::<T>::iter_key_prefix(hotkey)).collect();
		all.into_iter().collect()
	}

	/// Refuses a hotkey of which something is kept on one of these subnets already, and one of two whose relations are being ended.
	pub fn ensure_can_succeed(old: &T::AccountId, new: &T::AccountId, netuids: &[NetUid]) -> DispatchResult {
		ensure!(
			!Self::is_ending(old) && !Self::is_ending(new),
			Error::<T>::ChildkeysAreEnding
		);
		let is_kept = |netuid: &NetUid| {
			ChildkeyChoices::<T>::contains_key(new, netuid) || ParentKeys::<T>::contains_key(new, netuid)
		};
		ensure!(!netuids.iter().any(is_kept), Error::<T>::NewHotKeyHasChildkeys);
		Ok(())
	}

	/// Puts `new`, of which nothing is kept there, in the place of `old` on a subnet: as a child, with its take; and as a parent where its
	/// stake goes along, since that is what it lends. When something was last chosen counts for both.
	pub fn rename(old: &T::AccountId, new: &T::AccountId, netuid: NetUid, stake: StakeOnSwap) {
		Self::rename_child(old, new, netuid);
		let Some(choice) = ChildkeyChoices::<T>::get(old, netuid) else {
			return;
		};
		match stake {
			StakeOnSwap::Moves => {
				Self::rename_parent(old, new, netuid, choice);
				ChildkeyTake::<T>::remove(old, netuid);
				ChildkeyChoices::<T>::remove(old, netuid);
				ChildkeyHotkeys::<T>::remove(netuid, old);
				Self::note_choice(new, netuid, choice);
			}
			StakeOnSwap::Stays => Self::note_choice(
				new,
				netuid,
				ChildkeyChoice {
					queued: None,
					..choice
				},
			),
		}
	}

	/// The new hotkey has the parents and the take of the old one.
	fn rename_child(old: &T::AccountId, new: &T::AccountId, netuid: NetUid) {
		if ParentKeys::<T>::contains_key(old, netuid) {
			let parents = ParentKeys::<T>::take(old, netuid);
			for (_part, parent) in parents.iter() {
				let mut children = ChildKeys::<T>::get(parent, netuid);
				let place = children.iter().position(|(_part, child)| child == old);
				if let Some(entry) = place.and_then(|place| children.get_mut(place)) {
					entry.1 = new.clone();
				}
				Self::write_children(parent, netuid, children);
			}
			ParentKeys::<T>::insert(new, netuid, parents);
		}
		if ChildkeyTake::<T>::contains_key(old, netuid) {
			ChildkeyTake::<T>::insert(new, netuid, ChildkeyTake::<T>::get(old, netuid));
		}
	}

	/// The new hotkey has the children of the old one, and those that it chose and that do not count yet.
	fn rename_parent(old: &T::AccountId, new: &T::AccountId, netuid: NetUid, choice: ChildkeyChoice) {
		if ChildKeys::<T>::contains_key(old, netuid) {
			let children = ChildKeys::<T>::take(old, netuid);
			for (_part, child) in children.iter() {
				ParentKeys::<T>::mutate(child, netuid, |parents| {
					let place = parents.iter().position(|(_part, parent)| parent == old);
					if let Some(entry) = place.and_then(|place| parents.get_mut(place)) {
						entry.1 = new.clone();
					}
				});
			}
			Self::write_children(new, netuid, children);
		}
		if let Some(number) = choice.queued {
			let (mut children, due) = PendingChildKeys::<T>::take(netuid, old);
			children.retain(|(_part, child)| child != new);
			PendingChildKeys::<T>::insert(netuid, new, (children, due));
			ChildkeyQueue::<T>::insert(number, (netuid, new.clone()));
		}
	}
}
