//! The pots: accounts in which the pallet keeps staked, locked and pending TAO.
//!
//! Owns the moves of rao between accounts, minting and recycling. Never says whose part of a pot is whose: that is the business of
//! the other handlers. `pallet_balances` stays the only ledger.

use crate::{Config, Error, Event, FreezeReason, Pallet, PendingEmission, SubnetLocked, SubnetTAO};
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get},
	traits::{
		fungible::{Balanced, Inspect, Mutate, MutateFreeze},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use sp_runtime::traits::AccountIdConversion;
use subtensor_types::{NetUid, Rao};

/// Moves rao in and out of the pots.
///
/// A pot holds one existential deposit more than what is accounted for, so that it exists even when it is empty.
pub struct Ledger<T>(PhantomData<T>);

impl<T: Config> Ledger<T> {
	/// The account into which each block mints, until subnets' parts are settled.
	pub fn emission_pot() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// The account that keeps the stake, the lock and the pending emission of a subnet.
	pub fn pot(netuid: NetUid) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating((b"pot", netuid))
	}

	/// The account that owns the subnets of genesis. Nobody has its key.
	pub fn keyless_owner() -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(b"owner")
	}

	/// The account to which burned stake goes, for ever. Nobody has its key.
	pub fn graveyard() -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(b"burned")
	}

	/// The least that an account can hold.
	pub fn existential_deposit() -> Rao {
		T::Currency::minimum_balance()
	}

	/// What `who` can spend without its account being reaped.
	pub fn spendable(who: &T::AccountId) -> Rao {
		T::Currency::reducible_balance(who, Preservation::Preserve, Fortitude::Polite)
	}

	/// Mints into the emission pot.
	pub fn mint(amount: Rao) -> DispatchResult {
		let credit = T::Currency::issue(amount);
		T::Currency::resolve(&Self::emission_pot(), credit).map_err(|_refused| Error::<T>::PotClosed.into())
	}

	/// Mints the existential deposit of a pot of genesis.
	pub(crate) fn endow(pot: &T::AccountId) -> DispatchResult {
		let credit = T::Currency::issue(Self::existential_deposit());
		T::Currency::resolve(pot, credit).map_err(|_refused| Error::<T>::PotClosed.into())
	}

	/// Burns what lies in `from`, so that it can be mined again.
	pub fn recycle(from: &T::AccountId, amount: Rao) -> DispatchResult {
		let burned = T::Currency::withdraw(
			from,
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		drop(burned);
		Ok(())
	}

	/// Burns what a user pays for a service, with an event.
	pub fn charge(who: &T::AccountId, netuid: NetUid, amount: Rao) -> DispatchResult {
		Self::recycle(who, amount)?;
		Pallet::<T>::deposit_event(Event::Recycled { netuid, amount });
		Ok(())
	}

	/// Moves rao; `from` keeps existing.
	pub fn transfer(from: &T::AccountId, to: &T::AccountId, amount: Rao) -> DispatchResult {
		T::Currency::transfer(from, to, amount, Preservation::Preserve).map(|_moved| ())
	}

	/// Freezes all that an account has and will receive: it can spend nothing.
	pub fn freeze(who: &T::AccountId) -> DispatchResult {
		T::Currency::set_freeze(&Self::swap_reason(), who, Rao::MAX)
	}

	/// Ends the freeze of an account.
	pub fn thaw(who: &T::AccountId) -> DispatchResult {
		T::Currency::thaw(&Self::swap_reason(), who)
	}

	fn swap_reason() -> T::RuntimeFreezeReason {
		FreezeReason::ColdkeySwap.into()
	}

	/// Moves all that an account can give to another, unless that is too little to open it.
	pub fn hand_over(from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		let all = T::Currency::reducible_balance(from, Preservation::Expendable, Fortitude::Polite);
		let exists = T::Currency::balance(to) > 0;
		if all == 0 || (!exists && all < Self::existential_deposit()) {
			return Ok(());
		}
		T::Currency::transfer(from, to, all, Preservation::Expendable).map(|_moved| ())
	}

	/// Takes rao from a user's balance into a pot; `error` if the balance does not suffice.
	pub fn collect(who: &T::AccountId, netuid: NetUid, amount: Rao, error: Error<T>) -> DispatchResult {
		ensure!(Self::spendable(who) >= amount, error);
		Self::transfer(who, &Self::pot(netuid), amount)
	}

	/// Pays a user out of a pot.
	///
	/// An amount that cannot open an account, being under the existential deposit, is recycled instead. Returns what reached the
	/// user, in rao.
	pub fn pay(netuid: NetUid, who: &T::AccountId, amount: Rao) -> Result<Rao, DispatchError> {
		if amount == 0 {
			return Ok(0);
		}
		let exists = T::Currency::balance(who) > 0;
		if !exists && amount < Self::existential_deposit() {
			Self::recycle_from_pot(netuid, amount)?;
			return Ok(0);
		}
		Self::transfer(&Self::pot(netuid), who, amount)?;
		Ok(amount)
	}

	/// Burns rao that lie in a pot, with an event.
	pub fn recycle_from_pot(netuid: NetUid, amount: Rao) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::recycle(&Self::pot(netuid), amount)?;
		Pallet::<T>::deposit_event(Event::Recycled { netuid, amount });
		Ok(())
	}

	/// Moves rao of a pot to the account that nobody has the key of. What cannot open it, being under the existential deposit, is
	/// refused.
	pub fn bury(netuid: NetUid, amount: Rao) -> DispatchResult {
		let graveyard = Self::graveyard();
		ensure!(
			T::Currency::balance(&graveyard) > 0 || amount >= Self::existential_deposit(),
			Error::<T>::AmountTooLow
		);
		Self::transfer(&Self::pot(netuid), &graveyard, amount)
	}

	/// Burns all that the pot of a closed subnet holds, its existential deposit included: its account is no more.
	pub fn close(netuid: NetUid) -> DispatchResult {
		let pot = Self::pot(netuid);
		let amount = T::Currency::balance(&pot);
		let burned = T::Currency::withdraw(
			&pot,
			amount,
			Precision::Exact,
			Preservation::Expendable,
			Fortitude::Polite,
		)?;
		drop(burned);
		Pallet::<T>::deposit_event(Event::Recycled { netuid, amount });
		Ok(())
	}

	/// What a pot has to hold: its existential deposit, stake, pending emission and lock.
	pub fn owed(netuid: NetUid) -> Result<Rao, DispatchError> {
		Self::existential_deposit()
			.checked_add(SubnetTAO::<T>::get(netuid))
			.and_then(|sum| sum.checked_add(PendingEmission::<T>::get(netuid)))
			.and_then(|sum| sum.checked_add(SubnetLocked::<T>::get(netuid)))
			.ok_or_else(|| Error::<T>::Overflow.into())
	}

	/// Recycles what somebody sent to the emission pot as a gift, when nothing in it is unsettled. Reported as root's.
	pub fn recycle_emission_gifts() -> DispatchResult {
		let pot = Self::emission_pot();
		let held = T::Currency::balance(&pot);
		let Some(amount) = held
			.checked_sub(Self::existential_deposit())
			.filter(|gift| *gift > 0)
		else {
			return Ok(());
		};
		Self::recycle(&pot, amount)?;
		Pallet::<T>::deposit_event(Event::Recycled {
			netuid: NetUid::ROOT,
			amount,
		});
		Ok(())
	}

	/// Recycles what somebody sent to a pot as a gift: whatever it holds beyond what it owes.
	pub fn recycle_gifts(netuid: NetUid) -> DispatchResult {
		let gift = T::Currency::balance(&Self::pot(netuid)).checked_sub(Self::owed(netuid)?);
		Self::recycle_from_pot(netuid, gift.unwrap_or(0))
	}
}
