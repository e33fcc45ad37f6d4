//! Claims: hotkeys that a coldkey names as its own before it uses them.
//!
//! A hotkey that nobody registered or staked on has no owner, and only what has an owner can be staked on. A claim lets the coldkey
//! that made it be the first: the hotkey becomes its own, provisionally, in the moment in which it stakes on it.
//!
//! A claim is a note of one coldkey about itself. It is no ownership, others do not see it, and it gives way to whoever uses the
//! hotkey first; so nobody hinders anybody by claiming. It costs the fee of its transaction, and no more than a few are kept.

use super::KeyRegistry;
use crate::{Config, Error, Event, HotkeyClaims, Owner, Pallet};
use frame_support::pallet_prelude::DispatchResult;

impl<T: Config> KeyRegistry<T> {
	/// Notes that `coldkey`, which signs, will use a hotkey that nobody owns; the oldest of too many claims gives way. One that it owns
	/// already needs no claim.
	pub fn claim(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		Self::ensure_owned_or_free(coldkey, hotkey)?;
		let mut claims = HotkeyClaims::<T>::get(coldkey);
		if Owner::<T>::contains_key(hotkey) || claims.contains(hotkey) {
			return Ok(());
		}
		if let Some(oldest) = claims.first().filter(|_| claims.is_full()).cloned() {
			claims.retain(|claimed| *claimed != oldest);
		}
		claims
			.try_push(hotkey.clone())
			.map_err(|_full| Error::<T>::Inconsistent)?;
		HotkeyClaims::<T>::insert(coldkey, claims);
		Pallet::<T>::deposit_event(Event::HotkeyClaimed {
			coldkey: coldkey.clone(),
			hotkey: hotkey.clone(),
		});
		Ok(())
	}

	/// Makes `coldkey`, which signs and is about to stake on a hotkey, its provisional owner if it claimed it and nobody owns it.
	pub fn redeem_claim(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		if Owner::<T>::contains_key(hotkey) {
			return Ok(());
		}
		let mut claims = HotkeyClaims::<T>::get(coldkey);
		if !claims.contains(hotkey) {
			return Ok(());
		}
		claims.retain(|claimed| claimed != hotkey);
		if claims.is_empty() {
			HotkeyClaims::<T>::remove(coldkey);
		} else {
			HotkeyClaims::<T>::insert(coldkey, claims);
		}
		Self::associate(coldkey, hotkey)
	}

	/// Forgets the claims of a coldkey that another takes the place of.
	pub(super) fn forget_claims(coldkey: &T::AccountId) {
		HotkeyClaims::<T>::remove(coldkey);
	}
}
