//! What time does: choices that begin to count, relations of hotkeys that lost their owner.
//!
//! A block applies choices until that took a [`PART_OF_A_BLOCK`], and ends a few relations; the rest waits for the next one. Choices are
//! applied in the order in which they were made, so a cooldown that was shortened does not let later ones overtake.

use super::ChildkeyRegistry;
use crate::{
	ChildKeys, ChildkeyChoices, ChildkeyHotkeys, ChildkeyQueue, ChildkeyQueueEnds, Config, EndingChildkeys,
	Error, MAX_CHILDREN, MAX_PARENTS, NetworksAdded, Pallet, ParentKeys, PendingChildKeys, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	pallet_prelude::{DispatchError, Get},
	storage::with_storage_layer,
	weights::Weight,
};
use sp_runtime::Perbill;
use subtensor_types::{Bounded, NetUid};

/// How much of a block's time choices take before no more are applied: the last one may exceed it.
pub const PART_OF_A_BLOCK: Perbill = Perbill::from_percent(2);
/// The most numbers of the queue at which a block looks, also of choices that were replaced.
pub const MOST_LOOKED_AT: u32 = 64;
/// The most hotkeys and subnets on which a block ends relations.
pub const MOST_ENDED: u32 = 4;

/// How much there was to do about a choice.
#[derive(Clone, Copy, Default)]
struct Applied {
	/// Hotkeys whose list of parents or children was written, or could have been.
	lists: u32,
	/// Children whose list of parents was full.
	full: u32,
}

impl Applied {
	/// Five children go and five others come, from whose full lists the least parent goes; the hotkey's own parents go.
	const MOST: Self = Self {
		lists: 2 * MAX_CHILDREN + MAX_PARENTS,
		full: MAX_CHILDREN,
	};

	/// Counts the hotkeys of a list.
	fn count<Hotkey>(&mut self, hotkeys: &[Hotkey]) -> &mut Self {
		let count = u32::try_from(hotkeys.len()).unwrap_or(u32::MAX);
		self.lists = self.lists.saturating_add(count); // clamp: a few short lists
		self
	}
}

impl<T: Config> ChildkeyRegistry<T> {
	/// What a block does. Returns what was done, as weight.
	pub fn run() -> Weight {
		let applying = Self::apply_due();
		let ending = T::WeightInfo::end_relations(Self::end_some());
		applying.saturating_add(ending) // clamp: a sum of weights
	}

	/// Applies the first choices of the queue, as far as their block has come. Returns what was done, as weight.
	fn apply_due() -> Weight {
		let most = PART_OF_A_BLOCK.mul_floor(T::BlockWeights::get().max_block.ref_time());
		let (first, end) = ChildkeyQueueEnds::<T>::get();
		let (mut spent, mut next) = (T::WeightInfo::childkeys_idle(), first);
		for number in (first..end).take(MOST_LOOKED_AT as usize) {
			if spent.ref_time() >= most {
				break;
			}
			spent = spent.saturating_add(T::WeightInfo::look_at_choice()); // clamp: a sum of weights
			if let Some((netuid, hotkey)) = ChildkeyQueue::<T>::get(number) {
				if PendingChildKeys::<T>::get(netuid, &hotkey).1 > Pallet::<T>::now() {
					break;
				}
				spent = spent.saturating_add(Self::try_apply(&hotkey, netuid)); // clamp: as above
			}
			next = number.saturating_add(1); // clamp: at most `end`
		}
		if next > first {
			ChildkeyQueueEnds::<T>::put((next, end));
		}
		spent
	}

	/// Applies a choice; one that cannot be applied is forgotten. Returns what was done, as weight.
	fn try_apply(parent: &T::AccountId, netuid: NetUid) -> Weight {
		let applied = with_storage_layer(|| Self::apply(parent, netuid)).unwrap_or_else(|error| {
			log::error!("children on subnet {netuid} are not set: {error:?}");
			Self::forget_pending(parent, netuid);
			Applied::MOST
		});
		T::WeightInfo::apply_choice(applied.lists, applied.full)
	}

	/// Makes the children that a hotkey chose its children. Those that cannot be any more are left out; for the others the hotkey's own
	/// parents go.
	fn apply(parent: &T::AccountId, netuid: NetUid) -> Result<Applied, DispatchError> {
		let (wanted, _due) = PendingChildKeys::<T>::get(netuid, parent);
		Self::forget_pending(parent, netuid);
		let mut applied = Applied::default();
		if Self::is_ending(parent) || !NetworksAdded::<T>::get(netuid) {
			return Ok(applied);
		}
		let former = ChildKeys::<T>::get(parent, netuid);
		applied.count(&former).count(&wanted);
		for (_part, child) in former.iter() {
			if !wanted.iter().any(|(_part, kept)| kept == child) {
				Self::strike_parent(child, netuid, parent);
			}
		}
		let mut children = Vec::new();
		for (part, child) in wanted.into_inner() {
			applied.full = applied
				.full
				.saturating_add(Self::has_no_room(&child, netuid).into()); // clamp: five children
			if Self::can_be_child(&child, netuid) && Self::admit(parent, &child, netuid, part)? {
				children.push((part, child));
			} else {
				Self::strike_parent(&child, netuid, parent);
			}
		}
		if !children.is_empty() {
			applied.count(&Self::end_parents(parent, netuid));
		}
		let children = Bounded::try_from(children).map_err(|_long| Error::<T>::Inconsistent)?;
		Self::write_children(parent, netuid, children);
		Ok(applied)
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
