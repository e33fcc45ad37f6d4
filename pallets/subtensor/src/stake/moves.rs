//! What stakers do: put stake in, take it out.

use super::StakeLedger;
use crate::{Config, Error, Event, KeyRegistry, Ledger, MinStake, Pallet, SubnetRegistry};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_stake_pool::Withdrawal;
use subtensor_types::{NetUid, Rao};

impl<T: Config> StakeLedger<T> {
	/// Stakes `rao` of a coldkey's balance on a hotkey and subnet.
	pub fn add(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid, rao: Rao) -> DispatchResult {
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		KeyRegistry::<T>::ensure_exists(hotkey)?;
		Self::ensure_minimum(rao)?;
		Ledger::<T>::collect(coldkey, netuid, rao, Error::<T>::NotEnoughBalanceToStake)?;
		Self::credit(hotkey, coldkey, netuid, rao)?;
		Self::cool_down(hotkey, coldkey, netuid, rao)?;
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
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		KeyRegistry::<T>::ensure_exists(hotkey)?;
		ensure!(rao > 0, Error::<T>::AmountTooLow);
		let stake = Self::stake(hotkey, coldkey, netuid);
		let rest = stake
			.checked_sub(rao)
			.ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
		let cooling = Self::cooling(hotkey, coldkey, netuid);
		ensure!(rest >= cooling, Error::<T>::StakeCoolingDown);

		let everything = cooling == 0 && rest < MinStake::<T>::get();
		let withdrawal = if everything {
			Withdrawal::All
		} else {
			Withdrawal::Amount(rao)
		};
		let leaving = Self::debit(hotkey, coldkey, netuid, withdrawal)?;
		Self::forget_cooldown(hotkey, coldkey, netuid);
		KeyRegistry::<T>::release_if_idle(hotkey);
		Ledger::<T>::pay(netuid, coldkey, leaving.paid)?;
		Ledger::<T>::recycle_from_pot(netuid, leaving.left_over)?;
		Pallet::<T>::deposit_event(Event::StakeRemoved(
			coldkey.clone(),
			hotkey.clone(),
			leaving.paid,
			leaving.paid,
			netuid,
			0,
		));
		Ok(())
	}
}
