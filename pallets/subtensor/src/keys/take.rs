//! The take: what the owner of a hotkey keeps of the dividends of its nominators.

use super::KeyRegistry;
use crate::{
	Config, DelegateTakeChangedAt, Delegates, Error, Event, MaxDelegateTake, MinDelegateTake, Owner, Pace,
	Pallet, TxDelegateTakeRateLimit,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> KeyRegistry<T> {
	/// Lowers the take of a hotkey, at any time, down to the minimum.
	pub fn decrease_take(coldkey: &T::AccountId, hotkey: &T::AccountId, take: u16) -> DispatchResult {
		Self::ensure_owned(coldkey, hotkey)?;
		ensure!(
			take < Delegates::<T>::get(hotkey),
			Error::<T>::DelegateTakeTooHigh
		);
		ensure!(
			take >= MinDelegateTake::<T>::get(),
			Error::<T>::DelegateTakeTooLow
		);
		Self::write_take(hotkey, take);
		Pallet::<T>::deposit_event(Event::TakeDecreased(coldkey.clone(), hotkey.clone(), take));
		Ok(())
	}

	/// Raises the take of a hotkey, up to the maximum, once it has stood for a while: nominators must be able to see it coming.
	pub fn increase_take(coldkey: &T::AccountId, hotkey: &T::AccountId, take: u16) -> DispatchResult {
		Self::ensure_owned(coldkey, hotkey)?;
		ensure!(take > Delegates::<T>::get(hotkey), Error::<T>::DelegateTakeTooLow);
		ensure!(
			take <= MaxDelegateTake::<T>::get(),
			Error::<T>::DelegateTakeTooHigh
		);
		Self::ensure_take_stood(hotkey)?;
		Self::write_take(hotkey, take);
		Pallet::<T>::deposit_event(Event::TakeIncreased(coldkey.clone(), hotkey.clone(), take));
		Ok(())
	}

	/// Refuses to raise a take that was changed lately, in whichever direction: raising, lowering and raising again is no way around.
	fn ensure_take_stood(hotkey: &T::AccountId) -> DispatchResult {
		ensure!(
			Self::take_pace(hotkey).allows(Pallet::<T>::now()),
			Error::<T>::DelegateTxRateLimitExceeded
		);
		Ok(())
	}

	/// How often a take may be raised. Lowering it counts as well.
	pub fn take_pace(hotkey: &T::AccountId) -> Pace {
		Pace {
			limit: TxDelegateTakeRateLimit::<T>::get(),
			last: DelegateTakeChangedAt::<T>::get(hotkey),
		}
	}

	fn write_take(hotkey: &T::AccountId, take: u16) {
		Delegates::<T>::insert(hotkey, take);
		DelegateTakeChangedAt::<T>::insert(hotkey, Pallet::<T>::now());
	}

	/// Refuses a hotkey of which the take is higher: whoever has stake on `old` did not choose that one.
	pub fn ensure_takes_no_more(old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
		let higher = Owner::<T>::contains_key(new) && Delegates::<T>::get(new) > Delegates::<T>::get(old);
		ensure!(!higher, Error::<T>::DelegateTakeTooHigh);
		Ok(())
	}

	/// Gives a hotkey the take of another.
	pub(super) fn copy_take(old: &T::AccountId, new: &T::AccountId) {
		if Delegates::<T>::contains_key(old) {
			Delegates::<T>::insert(new, Delegates::<T>::get(old));
		}
	}

	/// Notes that the take of `new` was last changed when that of `old` was, if that is later.
	pub(super) fn keep_take_date(old: &T::AccountId, new: &T::AccountId) {
		let last = DelegateTakeChangedAt::<T>::get(old).max(DelegateTakeChangedAt::<T>::get(new));
		if let Some(block) = last {
			DelegateTakeChangedAt::<T>::insert(new, block);
		}
	}

	/// Forgets the take of a hotkey that has no owner any more: the next one starts at the default.
	pub(super) fn forget_take(hotkey: &T::AccountId) {
		Delegates::<T>::remove(hotkey);
		DelegateTakeChangedAt::<T>::remove(hotkey);
	}
}
