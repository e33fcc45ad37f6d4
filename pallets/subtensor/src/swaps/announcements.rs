//! Announcing that a coldkey will be swapped, disputing it, taking it back.

use super::{KEY_SWAP_COST, KeySwapper};
use crate::{
	ColdkeySwapAnnouncementDelay, ColdkeySwapAnnouncements, ColdkeySwapDisputes,
	ColdkeySwapReannouncementDelay, Config, Error, Event, Ledger, Pallet, guards::Terms,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use frame_system::{
	ensure_signed,
	pallet_prelude::{BlockNumberFor, OriginFor},
};
use sp_runtime::SaturatedConversion;
use subtensor_types::NetUid;

impl<T: Config> KeySwapper<T> {
	/// The signer of a call that moves money or ownership; refused while a swap of that coldkey is announced.
	pub fn ensure_free_to_move(origin: OriginFor<T>) -> Result<T::AccountId, DispatchError> {
		let who = ensure_signed(origin)?;
		Self::ensure_not_announced(&who)?;
		Ok(who)
	}

	/// Refuses a coldkey whose swap is announced.
	pub fn ensure_not_announced(coldkey: &T::AccountId) -> DispatchResult {
		Self::ensure_not_disputed(coldkey)?;
		ensure!(
			!ColdkeySwapAnnouncements::<T>::contains_key(coldkey),
			Error::<T>::ColdkeySwapAnnounced
		);
		Ok(())
	}

	/// Notes the hash of the account that will take the place of a coldkey, and freezes that one.
	pub fn announce(coldkey: &T::AccountId, hash: T::Hash) -> DispatchResult {
		let terms = Self::announce_terms(coldkey)?;
		let executable = Pallet::<T>::now().checked_add(u64::from(ColdkeySwapAnnouncementDelay::<T>::get()));
		let executable = executable.ok_or(Error::<T>::Overflow)?;

		if terms == Terms::Paid {
			Ledger::<T>::charge(coldkey, NetUid::ROOT, KEY_SWAP_COST)?;
			Ledger::<T>::freeze(coldkey)?;
		}
		let executable: BlockNumberFor<T> = executable.saturated_into(); // clamp: a block that is never reached
		ColdkeySwapAnnouncements::<T>::insert(coldkey, (executable, hash));
		Pallet::<T>::deposit_event(Event::ColdkeySwapAnnounced {
			who: coldkey.clone(),
			new_coldkey_hash: hash,
		});
		Ok(())
	}

	/// Whether an announcement would be accepted in this block, and on which terms: another one costs nothing.
	pub fn announce_terms(coldkey: &T::AccountId) -> Result<Terms, DispatchError> {
		Self::ensure_not_disputed(coldkey)?;
		if ColdkeySwapAnnouncements::<T>::contains_key(coldkey) {
			Self::ensure_stood(coldkey, Error::<T>::ColdkeySwapReannouncedTooEarly)?;
			return Ok(Terms::Free);
		}
		ensure!(
			Ledger::<T>::spendable(coldkey) >= KEY_SWAP_COST,
			Error::<T>::NotEnoughBalanceToPaySwapColdKey
		);
		Ok(Terms::Paid)
	}

	/// Stops the announced swap of a coldkey until root decides.
	pub fn dispute(coldkey: &T::AccountId) -> DispatchResult {
		Self::check_dispute(coldkey)?;
		ColdkeySwapDisputes::<T>::insert(coldkey, frame_system::Pallet::<T>::block_number());
		Pallet::<T>::deposit_event(Event::ColdkeySwapDisputed {
			coldkey: coldkey.clone(),
		});
		Ok(())
	}

	/// Whether a dispute would be accepted in this block.
	pub fn check_dispute(coldkey: &T::AccountId) -> DispatchResult {
		Self::announced(coldkey)?;
		ensure!(
			!ColdkeySwapDisputes::<T>::contains_key(coldkey),
			Error::<T>::ColdkeySwapAlreadyDisputed
		);
		Ok(())
	}

	/// Takes an announcement back, once it could have been carried out for a while.
	pub fn clear(coldkey: &T::AccountId) -> DispatchResult {
		Self::check_clear(coldkey)?;
		Self::forget(coldkey)?;
		Pallet::<T>::deposit_event(Event::ColdkeySwapCleared { who: coldkey.clone() });
		Ok(())
	}

	/// Whether an announcement could be taken back in this block.
	pub fn check_clear(coldkey: &T::AccountId) -> DispatchResult {
		Self::ensure_not_disputed(coldkey)?;
		Self::ensure_stood(coldkey, Error::<T>::ColdkeySwapClearTooEarly)
	}

	/// Takes an announcement back, disputed or not. Root's decision.
	pub fn reset(coldkey: &T::AccountId) -> DispatchResult {
		Self::announced(coldkey)?;
		Self::forget(coldkey)?;
		Pallet::<T>::deposit_event(Event::ColdkeySwapReset { who: coldkey.clone() });
		Ok(())
	}

	/// The announcement of a coldkey: first block in which it can be carried out, and hash.
	pub(super) fn announced(coldkey: &T::AccountId) -> Result<(u64, T::Hash), Error<T>> {
		let (executable, hash) =
			ColdkeySwapAnnouncements::<T>::get(coldkey).ok_or(Error::<T>::ColdkeySwapAnnouncementNotFound)?;
		Ok((executable.saturated_into(), hash)) // clamp: block numbers are u32
	}

	/// Refuses a coldkey whose announced swap is disputed.
	pub(super) fn ensure_not_disputed(coldkey: &T::AccountId) -> DispatchResult {
		ensure!(
			!ColdkeySwapDisputes::<T>::contains_key(coldkey),
			Error::<T>::ColdkeySwapDisputed
		);
		Ok(())
	}

	/// Forgets an announcement and what it brought with it.
	pub(super) fn forget(coldkey: &T::AccountId) -> DispatchResult {
		ColdkeySwapAnnouncements::<T>::remove(coldkey);
		ColdkeySwapDisputes::<T>::remove(coldkey);
		Ledger::<T>::thaw(coldkey)
	}

	/// Refuses to replace an announcement that could not have been carried out for long enough: whoever waits for the day of a swap must
	/// not find it put off on that very day.
	fn ensure_stood(coldkey: &T::AccountId, too_early: Error<T>) -> DispatchResult {
		let (executable, _hash) = Self::announced(coldkey)?;
		let stood = executable.checked_add(u64::from(ColdkeySwapReannouncementDelay::<T>::get()));
		ensure!(stood.is_some_and(|stood| Pallet::<T>::now() >= stood), too_early);
		Ok(())
	}
}
