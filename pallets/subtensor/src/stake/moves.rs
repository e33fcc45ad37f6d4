//! What stakers do with their balance: put stake in, take it out.

use super::{Position, StakeLedger};
use crate::{Config, Error, Event, KeyRegistry, Ledger, Pallet};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use subtensor_stake_pool::Withdrawal;
use subtensor_types::{NetUid, Rao};

impl<T: Config> StakeLedger<T> {
	/// Stakes `rao` of a coldkey's balance on a hotkey and subnet. A hotkey that nobody owns has to be claimed.
	pub fn add(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid, rao: Rao) -> DispatchResult {
		KeyRegistry::<T>::redeem_claim(coldkey, hotkey)?;
		let position = Position::existing::<T>(hotkey, coldkey, netuid)?;
		ensure!(rao >= Self::minimum(position), Error::<T>::AmountTooLow);
		Ledger::<T>::collect(coldkey, netuid, rao, Error::<T>::NotEnoughBalanceToStake)?;
		Self::credit(hotkey, coldkey, netuid, rao)?;
		Self::cool_own(position, rao)?;
		Pallet::<T>::deposit_event(Event::StakeAdded(
			coldkey.clone(),
			hotkey.clone(),
			rao,
			rao,
			netuid,
			0,
		));
		Ok(())
	}

	/// Pays `rao` of a coldkey's stake out to its balance. A remainder under the minimum stake goes along.
	pub fn remove(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid, rao: Rao) -> DispatchResult {
		let position = Position::existing::<T>(hotkey, coldkey, netuid)?;
		let paid = Self::withdraw(position, rao)?;
		KeyRegistry::<T>::release_if_idle(hotkey);
		Self::pay_out(position, paid)
	}

	/// Pays all of a coldkey's stake on a hotkey and subnet out to its balance; refused while any of what it brought itself cools.
	/// What others sent and still cools stays: a gift must not be able to hold back the rest.
	pub fn remove_full(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
		let position = Position::existing::<T>(hotkey, coldkey, netuid)?;
		ensure!(
			Self::stake(hotkey, coldkey, netuid) > 0,
			Error::<T>::NotEnoughStakeToWithdraw
		);
		ensure!(
			Self::still_cooling(position).own.rao == 0,
			Error::<T>::StakeCoolingDown
		);
		let paid = Self::withdraw_free(position)?.ok_or(Error::<T>::StakeCoolingDown)?;
		KeyRegistry::<T>::release_if_idle(hotkey);
		Self::pay_out(position, paid)
	}

	/// Takes `rao` of a position out of its pool. A remainder under the minimum stake goes along. Returns what left; it lies in the
	/// subnet's pot still, and the hotkey may be idle.
	pub(super) fn withdraw(position: Position<T::AccountId>, rao: Rao) -> Result<Rao, DispatchError> {
		ensure!(rao > 0, Error::<T>::AmountTooLow);
		let rest = Self::stake(position.hotkey, position.coldkey, position.netuid)
			.checked_sub(rao)
			.ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
		let cooling = Self::still_cooling(position).total();
		ensure!(rest >= cooling, Error::<T>::StakeCoolingDown);

		let everything = cooling == 0 && rest < Self::minimum(position);
		let withdrawal = if everything {
			Withdrawal::All
		} else {
			Withdrawal::Amount(rao)
		};
		Self::take_out(position, withdrawal)
	}

	/// Takes whatever is free to leave of a position out of its pool. Returns what left, as [`Self::withdraw`] does; nothing if all
	/// of it cools.
	pub(super) fn withdraw_free(position: Position<T::AccountId>) -> Result<Option<Rao>, DispatchError> {
		let cooling = Self::still_cooling(position).total();
		if cooling == 0 {
			return Self::take_out(position, Withdrawal::All).map(Some);
		}
		let free = Self::stake(position.hotkey, position.coldkey, position.netuid).checked_sub(cooling);
		match free {
			Some(rao) if rao > 0 => Self::take_out(position, Withdrawal::Amount(rao)).map(Some),
			_ => Ok(None),
		}
	}

	/// Pays what left a position to its coldkey, with an event.
	pub(super) fn pay_out(position: Position<T::AccountId>, rao: Rao) -> DispatchResult {
		let Position {
			hotkey,
			coldkey,
			netuid,
		} = position;
		Ledger::<T>::pay(netuid, coldkey, rao)?;
		Pallet::<T>::deposit_event(Event::StakeRemoved(
			coldkey.clone(),
			hotkey.clone(),
			rao,
			rao,
			netuid,
			0,
		));
		Ok(())
	}

	/// Sells shares of a position; recycles what is nobody's once the last holder left.
	pub(super) fn take_out(
		position: Position<T::AccountId>,
		withdrawal: Withdrawal,
	) -> Result<Rao, DispatchError> {
		let leaving = Self::debit(position.hotkey, position.coldkey, position.netuid, withdrawal)?;
		Self::forget_cooldown(position);
		Ledger::<T>::recycle_from_pot(position.netuid, leaving.left_over)?;
		Ok(leaving.paid)
	}
}
