//! Hotkeys and who owns them.
//!
//! Owns the items in `storage.rs`. A hotkey is owned by one coldkey: the first that uses it, for as long as it is a neuron
//! somewhere or somebody has stake on it.
//!
//! Clients register a hotkey with the coldkey's signature alone, so anybody could be first with somebody else's hotkey. Ownership
//! is therefore provisional until the hotkey signs: whatever call of this pallet it signs confirms its owner, unless it names another.
//!
//! ```text
//!            coldkey uses it                  hotkey signs any call, or names this coldkey
//!   unowned ────────────────▶ provisional ───────────────────────────────────────────────▶ confirmed
//!      │                                  hotkey names another coldkey: reassigned            ▲
//!      └──────────────────────── hotkey registers by work, naming a coldkey ──────────────────┘
//! ```
//!
//! No longer neuron nor staked on, a hotkey is unowned again, whatever it was.
//!
//! `Owner` decides; `OwnedHotkeys` is a list for clients. It is bounded, and a hotkey names a coldkey that was not asked: so
//! such hotkeys fill half of a list at most and are owned unlisted beyond, and the other half is for what the coldkey signs itself.
//!
//! What the owner keeps of its nominators' dividends is in `take`; hotkeys that a coldkey will use, in `claims`.

mod claims;
#[cfg(test)]
mod claims_tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;
mod take;
#[cfg(test)]
mod tests;

use crate::{
	ChildkeyRegistry, Config, Error, Event, IsNetworkMember, MAX_HOTKEYS, OwnedHotkeys, Owner, Pallet,
	ProvisionalOwner, StakeLedger, TotalHotkeyShares,
};
use codec::{Decode, EncodeLike};
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_runtime::traits::TrailingZeroInput;

/// The most entries of a coldkey's list to which hotkeys are added that the coldkey has not signed for.
const MOST_UNASKED: usize = MAX_HOTKEYS as usize / 2;

/// The coldkey that owns a hotkey.
pub fn owner_of<T: Config>(hotkey: impl EncodeLike<T::AccountId>) -> Option<T::AccountId> {
	Owner::<T>::try_get(hotkey).ok()
}

/// The account of zeros, whose key nobody has.
#[allow(clippy::expect_used)]
pub fn zero_account<T: Config>() -> T::AccountId {
	T::AccountId::decode(&mut TrailingZeroInput::zeroes()).expect("zeros are an account; qed")
}

/// Keeps the ownership of hotkeys and their takes. Alone writes the items of this domain.
pub struct KeyRegistry<T>(PhantomData<T>);

impl<T: Config> KeyRegistry<T> {
	/// Refuses the account of zeros.
	pub fn ensure_somebody(account: &T::AccountId) -> DispatchResult {
		ensure!(
			*account != zero_account::<T>(),
			Error::<T>::CannotUseSystemAccount
		);
		Ok(())
	}

	/// Refuses a hotkey that belongs to another coldkey.
	pub fn ensure_not_anothers(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		let foreign = owner_of::<T>(hotkey).is_some_and(|owner| owner != *coldkey);
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
		let owner = owner_of::<T>(hotkey).ok_or(Error::<T>::HotKeyAccountNotExists)?;
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
	///
	/// A new owner is provisional, unless the hotkey is the coldkey itself. Nobody can own a hotkey that was swapped while positions under
	/// it have to follow.
	pub fn associate(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		Self::ensure_owned_or_free(coldkey, hotkey)?;
		StakeLedger::<T>::ensure_settled(hotkey)?;
		if !Owner::<T>::contains_key(hotkey) && coldkey != hotkey {
			ProvisionalOwner::<T>::insert(hotkey, ());
		}
		Self::list(coldkey, hotkey, MAX_HOTKEYS as usize);
		Self::own(coldkey, hotkey);
		Ok(())
	}

	/// Notes that the hotkey signed a call that succeeded: its owner is confirmed. Whoever acts for a hotkey calls this.
	pub fn confirm(hotkey: &T::AccountId) {
		let provisional = ProvisionalOwner::<T>::take(hotkey).is_some();
		if let Some(coldkey) = owner_of::<T>(hotkey).filter(|_owner| provisional) {
			Pallet::<T>::deposit_event(Event::OwnerConfirmed {
				hotkey: hotkey.clone(),
				coldkey,
			});
		}
	}

	/// Lets a hotkey whose owner is provisional confirm it, or name another.
	pub fn confirm_owner(hotkey: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
		Self::ensure_provisional(hotkey)?;
		Self::name_owner(hotkey, coldkey)
	}

	/// Refuses a hotkey that nobody owns, and one whose owner is confirmed.
	pub fn ensure_provisional(hotkey: &T::AccountId) -> DispatchResult {
		Self::ensure_exists(hotkey)?;
		ensure!(
			ProvisionalOwner::<T>::contains_key(hotkey),
			Error::<T>::OwnerAlreadyConfirmed
		);
		Ok(())
	}

	/// Refuses a coldkey that the hotkey, which signs, cannot name as its owner: nobody has its key, another one is confirmed, or the
	/// hotkey was swapped and positions under it have to follow.
	pub fn ensure_can_name(hotkey: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
		Self::ensure_somebody(coldkey)?;
		StakeLedger::<T>::ensure_settled(hotkey)?;
		if ProvisionalOwner::<T>::contains_key(hotkey) {
			return Ok(());
		}
		Self::ensure_not_anothers(coldkey, hotkey)
	}

	/// Makes `coldkey`, which was not asked, the confirmed owner of a hotkey, which signs. Its list takes the hotkey while it is not
	/// half full.
	///
	/// From a provisional owner the hotkey parts with everything that this one chose for it. Stake stays with those who hold it, the
	/// neuron with its uid, a subnet with its owner.
	pub fn name_owner(hotkey: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
		Self::ensure_can_name(hotkey, coldkey)?;
		let before = owner_of::<T>(hotkey);
		if before.as_ref() == Some(coldkey) {
			Self::confirm(hotkey);
			return Ok(());
		}
		if let Some(before) = before {
			Self::disown(hotkey, &before);
			Pallet::<T>::deposit_event(Event::OwnerReassigned {
				hotkey: hotkey.clone(),
				from: before,
				to: coldkey.clone(),
			});
		}
		Self::list(coldkey, hotkey, MOST_UNASKED);
		Self::own(coldkey, hotkey);
		Ok(())
	}

	/// Makes `new` a hotkey of the coldkey that owns `old`, to take its place. The block in which a take was last changed counts for it
	/// too; and the take, if nobody owned `new`.
	pub fn succeed(coldkey: &T::AccountId, old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
		if !Owner::<T>::contains_key(new) {
			Self::copy_take(old, new);
		}
		Self::keep_take_date(old, new);
		Self::associate(coldkey, new)
	}

	/// Makes `new` the owner of all hotkeys that a coldkey lists. Returns how many there were. `new` lists none.
	pub fn rename_owner(old: &T::AccountId, new: &T::AccountId) -> u32 {
		Self::forget_claims(old);
		if !OwnedHotkeys::<T>::contains_key(old) {
			return 0;
		}
		let owned = OwnedHotkeys::<T>::take(old);
		for hotkey in owned.iter() {
			Owner::<T>::insert(hotkey, new);
		}
		let count = u32::try_from(owned.len()).unwrap_or(u32::MAX); // not reached: the list is bounded
		OwnedHotkeys::<T>::insert(new, owned);
		count
	}

	/// Takes the owner from a hotkey that is no neuron anywhere and has no stake: it is free again, and its take forgotten.
	pub fn release_if_idle(hotkey: &T::AccountId) {
		let registered = IsNetworkMember::<T>::iter_key_prefix(hotkey).next().is_some();
		if registered || TotalHotkeyShares::<T>::iter_key_prefix(hotkey).next().is_some() {
			return;
		}
		if let Some(coldkey) = owner_of::<T>(hotkey) {
			Self::disown(hotkey, &coldkey);
		}
	}

	/// Takes a hotkey from its owner, with what the owner chose for it.
	fn disown(hotkey: &T::AccountId, coldkey: &T::AccountId) {
		Owner::<T>::remove(hotkey);
		ProvisionalOwner::<T>::remove(hotkey);
		Self::forget_take(hotkey);
		ChildkeyRegistry::<T>::end_all(hotkey);
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
		Self::keep_nonce(hotkey);
	}

	/// Lets an account be, with its nonce, whatever its balance.
	pub(crate) fn keep_nonce(who: &T::AccountId) {
		if frame_system::Pallet::<T>::sufficients(who) == 0 {
			frame_system::Pallet::<T>::inc_sufficients(who);
		}
	}
}
