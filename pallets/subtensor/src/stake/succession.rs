//! How positions follow the pools of a hotkey that was swapped.
//!
//! Pools are few, positions can be any number. So pools change their key at once, and positions follow, some in each block. One that has
//! not followed yet is worth what it was, in the pool that is the new hotkey's. Meanwhile its coldkey can do nothing with stake on either
//! key, and what it would be paid as stake goes to its balance; nobody can own the old key until all have followed.

use super::{StakeLedger, renaming::at};
use crate::{Alpha, Config, Error, Event, HotkeyPredecessor, HotkeySuccessor, Pallet, WeightInfo};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	storage::with_storage_layer,
	weights::Weight,
};
use subtensor_types::NetUid;

/// As many positions follow in a block, and the rest of the last one's coldkey, which are as many as there are subnets at most.
pub const POSITIONS_PER_BLOCK: u32 = 64;

impl<T: Config> StakeLedger<T> {
	/// Lets the positions under `old` follow its pools, which are `new`'s already.
	pub fn begin_succession(old: &T::AccountId, new: &T::AccountId) {
		HotkeySuccessor::<T>::insert(old, new);
		HotkeyPredecessor::<T>::insert(new, old);
	}

	/// Refuses a hotkey that was swapped while positions under it have to follow.
	pub fn ensure_settled(hotkey: &T::AccountId) -> DispatchResult {
		ensure!(
			!HotkeySuccessor::<T>::contains_key(hotkey),
			Error::<T>::HotkeySwapUnderway
		);
		Ok(())
	}

	/// Refuses a hotkey to which positions have still to follow.
	pub fn ensure_arrived(hotkey: &T::AccountId) -> DispatchResult {
		ensure!(
			!HotkeyPredecessor::<T>::contains_key(hotkey),
			Error::<T>::HotkeySwapUnderway
		);
		Ok(())
	}

	/// The hotkey whose pools hold the positions under this one: itself, or the one that took its place.
	pub(super) fn keeper(hotkey: &T::AccountId) -> T::AccountId {
		HotkeySuccessor::<T>::get(hotkey).unwrap_or_else(|| hotkey.clone())
	}

	/// Whether positions of a coldkey have still to follow to this hotkey.
	pub(super) fn has_to_follow(hotkey: &T::AccountId, coldkey: &T::AccountId) -> bool {
		HotkeyPredecessor::<T>::get(hotkey)
			.is_some_and(|old| Alpha::<T>::iter_key_prefix((&old, coldkey)).next().is_some())
	}

	/// Refuses a hotkey that was swapped, and the one in its place to a coldkey, while positions have to follow.
	pub(super) fn ensure_followed(hotkey: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
		Self::ensure_settled(hotkey)?;
		ensure!(
			!Self::has_to_follow(hotkey, coldkey),
			Error::<T>::HotkeySwapUnderway
		);
		Ok(())
	}

	/// Brings one position of a closing subnet along, if it has to follow, so that it can leave. Returns the hotkey that it is on then.
	pub(super) fn keeper_of_position(
		hotkey: &T::AccountId,
		coldkey: &T::AccountId,
		netuid: NetUid,
	) -> Result<T::AccountId, DispatchError> {
		let keeper = Self::keeper(hotkey);
		if keeper != *hotkey {
			Self::shift(at(hotkey, coldkey, netuid), at(&keeper, coldkey, netuid))?;
			Self::forget_staker(hotkey, coldkey);
		}
		Ok(keeper)
	}

	/// What a block does: some positions follow. Returns what was done, as weight.
	pub fn run_succession() -> Weight {
		let Some((old, new)) = HotkeySuccessor::<T>::iter().next() else {
			return T::WeightInfo::succession_idle();
		};
		let followed = with_storage_layer(|| Self::follow(&old, &new)).unwrap_or_else(|error| {
			log::error!("positions do not follow their hotkey: {error:?}");
			POSITIONS_PER_BLOCK
		});
		T::WeightInfo::succession(followed)
	}

	/// Lets some positions follow; ends the succession after the last one. Returns how many did.
	fn follow(old: &T::AccountId, new: &T::AccountId) -> Result<u32, DispatchError> {
		let mut followed: u32 = 0;
		while followed < POSITIONS_PER_BLOCK {
			let Some((coldkey, _netuid)) = Alpha::<T>::iter_key_prefix((old,)).next() else {
				HotkeySuccessor::<T>::remove(old);
				HotkeyPredecessor::<T>::remove(new);
				Pallet::<T>::deposit_event(Event::HotkeySwapCompleted {
					old_hotkey: old.clone(),
					new_hotkey: new.clone(),
				});
				break;
			};
			let brought = Self::bring(old, new, &coldkey)?;
			followed = followed.saturating_add(brought); // clamp: few more than POSITIONS_PER_BLOCK
		}
		Ok(followed)
	}

	/// Puts all positions of a coldkey under `old` under `new`. Returns how many there were.
	pub fn bring(
		old: &T::AccountId,
		new: &T::AccountId,
		coldkey: &T::AccountId,
	) -> Result<u32, DispatchError> {
		let netuids = Alpha::<T>::iter_key_prefix((old, coldkey));
		let positions: Vec<(T::AccountId, NetUid)> =
			netuids.map(|netuid| (coldkey.clone(), netuid)).collect();
		if !positions.is_empty() {
			Self::rename_positions(old, new, &positions)?;
		}
		Ok(u32::try_from(positions.len()).unwrap_or(u32::MAX)) // not reached: netuids are 16 bits
	}
}
