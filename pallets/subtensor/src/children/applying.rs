//! What time does: choices that begin to count, relations of hotkeys that lost their owner.
//!
//! A block applies a few choices and ends a few relations; the rest waits for the next one. Choices are applied in the order in which
//! they were made, so a cooldown that was shortened does not let later ones overtake.

use super::ChildkeyRegistry;
use crate::{
	ChildKeys, ChildkeyChoices, ChildkeyHotkeys, ChildkeyQueue, ChildkeyQueueEnds, Config, EndingChildkeys,
	Error, NetworksAdded, Pallet, ParentKeys, PendingChildKeys, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	pallet_prelude::{DispatchError, DispatchResult},
	storage::with_storage_layer,
	weights::Weight,
};
use subtensor_types::{Bounded, NetUid};

/// The most choices of children that a block applies; a number of the queue that is missing counts as one.
pub const MOST_APPLIED: u32 = 4;
/// The most hotkeys and subnets on which a block ends relations.
pub const MOST_ENDED: u32 = 4;

impl<T: Config> ChildkeyRegistry<T> {
	/// What a block does. Returns what was done, as weight.
	pub fn run() -> Weight {
		let (applied, ended) = (Self::apply_due(), Self::end_some());
		T::WeightInfo::childkeys(applied, ended)
	}

	/// Applies the first choices of the queue, as far as their block has come. Returns how many numbers it took.
	fn apply_due() -> u32 {
		let (first, end) = ChildkeyQueueEnds::<T>::get();
		let mut taken: u32 = 0;
		for number in (first..end).take(MOST_APPLIED as usize) {
			if let Some((netuid, hotkey)) = ChildkeyQueue::<T>::get(number) {
				if PendingChildKeys::<T>::get(netuid, &hotkey).1 > Pallet::<T>::now() {
					break;
				}
				if let Err(error) = with_storage_layer(|| Self::apply(&hotkey, netuid)) {
					log::error!("children on subnet {netuid} are not set: {error:?}");
					Self::forget_pending(&hotkey, netuid);
				}
			}
			ChildkeyQueueEnds::<T>::put((number.saturating_add(1), end)); // clamp: at most `end`
			taken = taken.saturating_add(1); // clamp: at most MOST_APPLIED
		}
		taken
	}

	/// Makes the children that a hotkey chose its children. Those that cannot be any more are left out; for the others the hotkey's own
	/// parents go.
	fn apply(parent: &T::AccountId, netuid: NetUid) -> DispatchResult {
		let (wanted, _due) = PendingChildKeys::<T>::get(netuid, parent);
		Self::forget_pending(parent, netuid);
		if Self::is_ending(parent) || !NetworksAdded::<T>::get(netuid) {
			return Ok(());
		}
		for (_part, child) in ChildKeys::<T>::get(parent, netuid).iter() {
			if !wanted.iter().any(|(_part, kept)| kept == child) {
				Self::strike_parent(child, netuid, parent);
			}
		}
		let mut children = Vec::new();
		for (part, child) in wanted.into_inner() {
			if Self::can_be_child(&child, netuid) && Self::admit(parent, &child, netuid, part)? {
				children.push((part, child));
			} else {
				Self::strike_parent(&child, netuid, parent);
			}
		}
		if !children.is_empty() {
			Self::end_parents(parent, netuid);
		}
		let children = Bounded::try_from(children).map_err(|_long| Error::<T>::Inconsistent)?;
		Self::write_children(parent, netuid, children);
		Ok(())
	}

	/// Notes that a hotkey lost its owner: over the next blocks everything that it is to others as a parent or a child ends, and what
	/// the owner chose is forgotten.
	pub fn end_all(hotkey: &T::AccountId) {
		if Self::some_subnet(hotkey).is_some() {
			EndingChildkeys::<T>::insert(hotkey, ());
		}
	}

	/// Ends relations of hotkeys that lost their owner. Returns how many steps it took.
	fn end_some() -> u32 {
		for step in 0..MOST_ENDED {
			let Some(hotkey) = EndingChildkeys::<T>::iter_keys().next() else {
				return step;
			};
			match Self::some_subnet(&hotkey) {
				Some(netuid) => Self::forget(&hotkey, netuid),
				None => EndingChildkeys::<T>::remove(&hotkey),
			}
		}
		MOST_ENDED
	}

	/// A subnet on which something is kept of a hotkey.
	fn some_subnet(hotkey: &T::AccountId) -> Option<NetUid> {
		ChildkeyChoices::<T>::iter_key_prefix(hotkey)
			.next()
			.or_else(|| ParentKeys::<T>::iter_key_prefix(hotkey).next())
	}

	/// Forgets what is kept of up to `most` hotkeys on a subnet that closes. Returns how many there were.
	pub fn forget_some(netuid: NetUid, most: u32) -> Result<u32, DispatchError> {
		let hotkeys: Vec<T::AccountId> = ChildkeyHotkeys::<T>::iter_key_prefix(netuid)
			.take(most as usize)
			.collect();
		for hotkey in &hotkeys {
			Self::forget(hotkey, netuid);
		}
		Ok(u32::try_from(hotkeys.len()).unwrap_or(most))
	}
}
