//! One relation: it begins, changes and ends on both sides at once.

use super::{ChildkeyRegistry, Children, Parents};
use crate::{
	ChildKeys, ChildkeyChoices, ChildkeyHotkeys, ChildkeyQueue, ChildkeyTake, Config, Error, Event, Owner,
	Pallet, ParentKeys, PendingChildKeys, StakeLedger,
};
use frame_support::pallet_prelude::DispatchError;
use subtensor_types::{NetUid, Rao};

impl<T: Config> ChildkeyRegistry<T> {
	/// Whether a hotkey can be somebody's child on a subnet: it has an owner, and no children itself.
	pub(super) fn can_be_child(hotkey: &T::AccountId, netuid: NetUid) -> bool {
		Owner::<T>::contains_key(hotkey)
			&& !Self::is_ending(hotkey)
			&& !ChildKeys::<T>::contains_key(hotkey, netuid)
	}

	/// Whether a hotkey has as many parents on a subnet as it can have.
	pub(super) fn has_no_room(child: &T::AccountId, netuid: NetUid) -> bool {
		ParentKeys::<T>::get(child, netuid).is_full()
	}

	/// Enters a parent on the side of its child, or changes its part. A full list gives the place of the parent that lends least to
	/// one that lends more. Returns whether the parent is there.
	pub(super) fn admit(
		parent: &T::AccountId,
		child: &T::AccountId,
		netuid: NetUid,
		part: u64,
	) -> Result<bool, DispatchError> {
		let parents = ParentKeys::<T>::get(child, netuid);
		let known = parents.iter().any(|(_part, known)| known == parent);
		if !known && parents.is_full() {
			let lent = |part: u64, parent: &T::AccountId| -> Rao {
				StakeLedger::<T>::loan(parent, netuid, part).total()
			};
			let least = parents
				.iter()
				.map(|(part, known)| (lent(*part, known), known))
				.min();
			match least {
				Some((least, smallest)) if lent(part, parent) > least => Self::end(smallest, child, netuid),
				_ => return Ok(false),
			}
		}
		let mut parents = ParentKeys::<T>::get(child, netuid);
		parents.retain(|(_part, known)| known != parent);
		parents
			.try_push((part, parent.clone()))
			.map_err(|_full| Error::<T>::Inconsistent)?;
		Self::write_parents(child, netuid, parents);
		Ok(true)
	}

	/// Ends the relation between a parent and a child.
	pub(super) fn end(parent: &T::AccountId, child: &T::AccountId, netuid: NetUid) {
		Self::strike_parent(child, netuid, parent);
		Self::strike_child(parent, netuid, child);
	}

	/// Ends the relations of a hotkey to all its parents on a subnet. Returns what they were.
	pub(super) fn end_parents(hotkey: &T::AccountId, netuid: NetUid) -> Parents<T> {
		let parents = ParentKeys::<T>::take(hotkey, netuid);
		for (_part, parent) in parents.iter() {
			Self::strike_child(parent, netuid, hotkey);
		}
		parents
	}

	/// Ends the relations of a hotkey to all its children on a subnet.
	fn end_children(hotkey: &T::AccountId, netuid: NetUid) {
		if !ChildKeys::<T>::contains_key(hotkey, netuid) {
			return;
		}
		for (_part, child) in ChildKeys::<T>::take(hotkey, netuid).iter() {
			Self::strike_parent(child, netuid, hotkey);
		}
		Self::report(hotkey, netuid, Children::<T>::default());
	}

	/// Forgets all of a hotkey on a subnet: its parents and children, what it chose and what of that does not count yet.
	pub(super) fn forget(hotkey: &T::AccountId, netuid: NetUid) {
		let _former = Self::end_parents(hotkey, netuid);
		Self::end_children(hotkey, netuid);
		Self::forget_pending(hotkey, netuid);
		ChildkeyTake::<T>::remove(hotkey, netuid);
		ChildkeyChoices::<T>::remove(hotkey, netuid);
		ChildkeyHotkeys::<T>::remove(netuid, hotkey);
	}

	/// Forgets the children that a hotkey chose and that do not count yet.
	pub(super) fn forget_pending(hotkey: &T::AccountId, netuid: NetUid) {
		PendingChildKeys::<T>::remove(netuid, hotkey);
		if let Some(mut choice) = ChildkeyChoices::<T>::get(hotkey, netuid)
			&& let Some(number) = choice.queued.take()
		{
			ChildkeyQueue::<T>::remove(number);
			Self::note_choice(hotkey, netuid, choice);
		}
	}

	/// Takes a parent off the list of its child.
	pub(super) fn strike_parent(child: &T::AccountId, netuid: NetUid, parent: &T::AccountId) {
		let mut parents = ParentKeys::<T>::get(child, netuid);
		parents.retain(|(_part, known)| known != parent);
		Self::write_parents(child, netuid, parents);
	}

	/// Takes a child off the list of its parent, which did not ask for it: reported.
	fn strike_child(parent: &T::AccountId, netuid: NetUid, child: &T::AccountId) {
		let mut children = ChildKeys::<T>::get(parent, netuid);
		children.retain(|(_part, known)| known != child);
		Self::write_children(parent, netuid, children);
	}

	/// Writes the children of a hotkey, and reports them.
	pub(super) fn write_children(parent: &T::AccountId, netuid: NetUid, children: Children<T>) {
		if children.is_empty() {
			ChildKeys::<T>::remove(parent, netuid);
		} else {
			ChildKeys::<T>::insert(parent, netuid, &children);
		}
		Self::report(parent, netuid, children);
	}

	fn write_parents(child: &T::AccountId, netuid: NetUid, parents: Parents<T>) {
		if parents.is_empty() {
			ParentKeys::<T>::remove(child, netuid);
		} else {
			ParentKeys::<T>::insert(child, netuid, parents);
		}
	}

	fn report(parent: &T::AccountId, netuid: NetUid, children: Children<T>) {
		Pallet::<T>::deposit_event(Event::SetChildren(parent.clone(), netuid, children.into_inner()));
	}
}
