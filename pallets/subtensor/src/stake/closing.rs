//! How stakers leave a subnet that closes: nobody has to ask.

use super::StakeLedger;
use crate::{Config, Event, KeyRegistry, Ledger, Pallet, StakeCooldown, Stakers, SubnetTAO};
use alloc::vec::Vec;
use frame_support::pallet_prelude::DispatchResult;
use sp_runtime::DispatchError;
use subtensor_stake_pool::Withdrawal;
use subtensor_types::NetUid;

impl<T: Config> StakeLedger<T> {
	/// Pays up to `most` stakers of a closing subnet all that their shares are worth, cooling down or not. Returns how many there
	/// were.
	pub fn pay_out(netuid: NetUid, most: u32) -> Result<u32, DispatchError> {
		let most = usize::try_from(most).unwrap_or(usize::MAX);
		let stakers: Vec<_> = Stakers::<T>::iter_key_prefix((netuid,)).take(most).collect();
		for (hotkey, coldkey) in &stakers {
			Self::pay_out_one(hotkey, coldkey, netuid)?;
		}
		Ok(u32::try_from(stakers.len()).unwrap_or(u32::MAX)) // clamp: at most `most`
	}

	/// Pays a staker to its free balance, rounded down; what the last one leaves behind is recycled.
	fn pay_out_one(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
		let leaving = Self::debit(hotkey, coldkey, netuid, Withdrawal::All)?;
		StakeCooldown::<T>::remove((hotkey, coldkey, netuid));
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

	/// Forgets what is kept of a subnet on which nobody has stake any more.
	pub fn forget_subnet(netuid: NetUid) {
		SubnetTAO::<T>::remove(netuid);
	}
}
