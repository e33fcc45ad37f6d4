//! Hotkeys and who owns them.
//!
//! Owns `Owner` and `OwnedHotkeys`. A hotkey is owned by one coldkey: the first that uses it, for as long as it is a neuron
//! somewhere or somebody has stake on it.
//!
//! `Owner` decides; `OwnedHotkeys` is a list for clients. It is bounded, and a proof of work names a coldkey that was not asked: so
//! such hotkeys fill half of a list at most and are owned unlisted beyond, and the other half is for what the coldkey signs itself.

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;
#[cfg(test)]
mod tests;

use crate::{Config, Error, IsNetworkMember, MAX_HOTKEYS, OwnedHotkeys, Owner, TotalHotkeyShares};
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// The most entries of a coldkey's list to which hotkeys are added that the coldkey has not signed for.
const MOST_UNASKED: usize = MAX_HOTKEYS as usize / 2;

/// Keeps the ownership of hotkeys. Alone writes [`Owner`] and [`OwnedHotkeys`].
pub struct KeyRegistry<T>(PhantomData<T>);

impl<T: Config> KeyRegistry<T> {
	/// Refuses a hotkey that belongs to another coldkey.
	pub fn ensure_not_anothers(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		let foreign = Owner::<T>::get(hotkey).is_some_and(|owner| owner != *coldkey);
		ensure!(!foreign, Error::<T>::NonAssociatedColdKey);
		Ok(())
	}

	/// Refuses a hotkey that belongs to another coldkey, and a new one for which the list of `coldkey`, which signs, has no room.
	pub fn ensure_owned_or_free(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		Self::ensure_not_anothers(coldkey, hotkey)?;
		ensure!(
			Owner::<T>::contains_key(hotkey) || !OwnedHotkeys::<T>::get(coldkey).is_full(),
			Error::<T>::TooManyHotkeys
		);
		Ok(())
	}

	/// Refuses a hotkey that is not `coldkey`'s.
	pub fn ensure_owned(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		let owner = Owner::<T>::get(hotkey).ok_or(Error::<T>::HotKeyAccountNotExists)?;
		ensure!(owner == *coldkey, Error::<T>::NonAssociatedColdKey);
		Ok(())
	}

	/// Refuses a hotkey that nobody owns.
	pub fn ensure_exists(hotkey: &T::AccountId) -> DispatchResult {
		ensure!(
			Owner::<T>::contains_key(hotkey),
			Error::<T>::HotKeyAccountNotExists
		);
		Ok(())
	}

	/// Makes `coldkey`, which signs, the owner of a hotkey that has none, and lists it; one that it owns stays its own.
	pub fn associate(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		Self::ensure_owned_or_free(coldkey, hotkey)?;
		Self::list(coldkey, hotkey, MAX_HOTKEYS as usize);
		Self::own(coldkey, hotkey);
		Ok(())
	}

	/// Makes `coldkey`, which was not asked, the owner of a hotkey that has none. Its list takes the hotkey while it is not half full.
	pub fn associate_unasked(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		Self::ensure_not_anothers(coldkey, hotkey)?;
		Self::list(coldkey, hotkey, MOST_UNASKED);
		Self::own(coldkey, hotkey);
		Ok(())
	}

	/// Takes the owner from a hotkey that is no neuron anywhere and has no stake: it is free again.
	pub fn release_if_idle(hotkey: &T::AccountId) {
		let registered = IsNetworkMember::<T>::iter_key_prefix(hotkey).next().is_some();
		if registered || TotalHotkeyShares::<T>::iter_key_prefix(hotkey).next().is_some() {
			return;
		}
		let Some(coldkey) = Owner::<T>::take(hotkey) else {
			return;
		};
		OwnedHotkeys::<T>::mutate_exists(coldkey, |list| {
			let Some(owned) = list else { return };
			owned.retain(|listed| listed != hotkey);
			if owned.is_empty() {
				*list = None;
			}
		});
	}

	/// Enters a hotkey in a coldkey's list, unless it stands there or the list has `most` entries.
	fn list(coldkey: &T::AccountId, hotkey: &T::AccountId, most: usize) {
		let mut owned = OwnedHotkeys::<T>::get(coldkey);
		if owned.len() < most && !owned.contains(hotkey) && owned.try_push(hotkey.clone()).is_ok() {
			OwnedHotkeys::<T>::insert(coldkey, owned);
		}
	}

	/// Writes the owner down.
	///
	/// From here on the hotkey can sign although it was never funded: its account holds a reference, and keeps it even when it is
	/// released, since an account that is reaped forgets its nonce and its old extrinsics could be replayed.
	fn own(coldkey: &T::AccountId, hotkey: &T::AccountId) {
		Owner::<T>::insert(hotkey, coldkey);
		if frame_system::Pallet::<T>::sufficients(hotkey) == 0 {
			frame_system::Pallet::<T>::inc_sufficients(hotkey);
		}
	}
}
