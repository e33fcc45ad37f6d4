//! Hotkeys and who owns them.
//!
//! Owns `Owner` and `OwnedHotkeys`. A hotkey is owned by one coldkey; the first one that uses it becomes its owner.

pub(crate) mod storage;
#[cfg(test)]
mod tests;

use crate::{Config, Error, OwnedHotkeys, Owner};
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// Keeps the ownership of hotkeys. Alone writes [`Owner`] and [`OwnedHotkeys`].
pub struct KeyRegistry<T>(PhantomData<T>);

impl<T: Config> KeyRegistry<T> {
	/// Refuses a hotkey that belongs to another coldkey.
	pub fn ensure_owned_or_free(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		match Owner::<T>::get(hotkey) {
			Some(owner) => ensure!(owner == *coldkey, Error::<T>::NonAssociatedColdKey),
			None => ensure!(
				!OwnedHotkeys::<T>::get(coldkey).is_full(),
				Error::<T>::TooManyHotkeys
			),
		}
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

	/// Makes `coldkey` the owner of a hotkey that has none; one that it owns already stays as it is.
	///
	/// From here on the hotkey can sign although it was never funded: its account holds a reference, and keeps it, since an
	/// account that is reaped forgets its nonce and its old extrinsics could be replayed.
	pub fn associate(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		Self::ensure_owned_or_free(coldkey, hotkey)?;
		if Owner::<T>::contains_key(hotkey) {
			return Ok(());
		}
		OwnedHotkeys::<T>::try_mutate(coldkey, |owned| owned.try_push(hotkey.clone()))
			.map_err(|_full| Error::<T>::TooManyHotkeys)?;
		Owner::<T>::insert(hotkey, coldkey);
		frame_system::Pallet::<T>::inc_sufficients(hotkey);
		Ok(())
	}
}
