//! Swaps of coldkeys, as announced.

use super::{KeySwapper, MAX_SWAPPED_POSITIONS, count};
use crate::{
	Config, Error, Event, HotkeysSwappedAt, IdentityRegistry, KeyRegistry, Ledger, MAX_HOTKEYS, OwnedHotkeys,
	Owner, Pallet, StakeLedger, StakingHotkeys, SubnetCloser, SubnetRegistry, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, Weight},
};
use sp_runtime::traits::Hash;
use subtensor_types::{NetUid, Rao};

/// What a swap of a coldkey did, for its weight.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ColdkeySwap {
	/// Hotkeys that it owned.
	pub hotkeys: u32,
	/// Positions that it held.
	pub positions: u32,
}

impl ColdkeySwap {
	/// What the dearest one costs.
	pub fn worst<T: Config>() -> Weight {
		let known = SubnetCloser::<T>::known();
		T::WeightInfo::swap_coldkey(MAX_HOTKEYS, MAX_SWAPPED_POSITIONS, known)
	}

	/// What it cost.
	pub fn weight<T: Config>(&self) -> Weight {
		T::WeightInfo::swap_coldkey(self.hotkeys, self.positions, SubnetCloser::<T>::known())
	}
}

impl<T: Config> KeySwapper<T> {
	/// Puts `new` in the place of a coldkey whose swap was announced: subnets, hotkeys, stake, destinations of pay, identity, balance.
	/// A hotkey that is owned but not listed stays with `old`, and so does what is reserved of the balance.
	pub fn swap_coldkey(old: &T::AccountId, new: &T::AccountId) -> Result<ColdkeySwap, DispatchError> {
		let positions = Self::check_coldkey_swap(old, new)?;
		Self::forget(old)?;
		Self::replace_coldkey(old, new, &positions)
	}

	/// Does so by root's decision: nothing need have been announced, and a dispute ends. `cost` rao of the old coldkey are burned first.
	pub fn swap_coldkey_by_root(
		old: &T::AccountId,
		new: &T::AccountId,
		cost: Rao,
	) -> Result<ColdkeySwap, DispatchError> {
		let positions = Self::check_new_coldkey(old, new)?;
		Self::forget(old)?;
		if cost > 0 {
			ensure!(
				Ledger::<T>::spendable(old) >= cost,
				Error::<T>::NotEnoughBalanceToPaySwapColdKey
			);
			Ledger::<T>::charge(old, NetUid::ROOT, cost)?;
		}
		Self::replace_coldkey(old, new, &positions)
	}

	/// `old` is not frozen.
	fn replace_coldkey(
		old: &T::AccountId,
		new: &T::AccountId,
		positions: &[(T::AccountId, NetUid)],
	) -> Result<ColdkeySwap, DispatchError> {
		SubnetRegistry::<T>::rename_owner(old, new);
		let hotkeys = KeyRegistry::<T>::rename_owner(old, new);
		StakeLedger::<T>::rename_coldkey(old, new, positions)?;
		IdentityRegistry::<T>::rename_coldkey(old, new);
		if let Some(block) = HotkeysSwappedAt::<T>::take(old) {
			HotkeysSwappedAt::<T>::insert(new, HotkeysSwappedAt::<T>::get(new).unwrap_or(0).max(block));
		}
		// What the old coldkey signed must not become valid again.
		KeyRegistry::<T>::keep_nonce(old);
		Ledger::<T>::hand_over(old, new)?;
		Pallet::<T>::deposit_event(Event::ColdkeySwapped {
			old_coldkey: old.clone(),
			new_coldkey: new.clone(),
		});
		Ok(ColdkeySwap {
			hotkeys,
			positions: count(positions),
		})
	}

	/// Whether the swap would be accepted in this block; then the hotkeys and subnets on which `old` has stake.
	pub fn check_coldkey_swap(
		old: &T::AccountId,
		new: &T::AccountId,
	) -> Result<Vec<(T::AccountId, NetUid)>, DispatchError> {
		Self::ensure_not_disputed(old)?;
		let (executable, hash) = Self::announced(old)?;
		ensure!(
			T::Hashing::hash_of(new) == hash,
			Error::<T>::AnnouncedColdkeyHashDoesNotMatch
		);
		ensure!(Pallet::<T>::now() >= executable, Error::<T>::ColdkeySwapTooEarly);
		Self::check_new_coldkey(old, new)
	}

	/// Whether `new` can take a coldkey's place; then the hotkeys and subnets on which `old` has stake.
	fn check_new_coldkey(
		old: &T::AccountId,
		new: &T::AccountId,
	) -> Result<Vec<(T::AccountId, NetUid)>, DispatchError> {
		KeyRegistry::<T>::ensure_somebody(new)?;
		ensure!(!Owner::<T>::contains_key(new), Error::<T>::NewColdKeyIsHotkey);
		let is_used = OwnedHotkeys::<T>::contains_key(new) || StakingHotkeys::<T>::contains_key(new);
		ensure!(!is_used && old != new, Error::<T>::ColdKeyAlreadyAssociated);
		Self::ensure_not_announced(new)?;
		let positions = StakeLedger::<T>::positions_of(old, MAX_SWAPPED_POSITIONS);
		Ok(positions.ok_or(Error::<T>::TooManyPositions)?)
	}
}
