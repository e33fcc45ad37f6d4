//! How stakers leave a subnet that closes: nobody has to ask.

use super::{Position, StakeLedger};
use crate::{AutoStakeDestination, AutoStakers, Config, KeyRegistry, StakeCooldown, Stakers, SubnetTAO};
use alloc::vec::Vec;
use sp_runtime::DispatchError;
use subtensor_stake_pool::Withdrawal;
use subtensor_types::NetUid;

impl<T: Config> StakeLedger<T> {
	/// Pays up to `most` stakers of a closing subnet all that their shares are worth, rounded down, cooling down or not; what the
	/// last one leaves behind is recycled. Returns how many there were.
	pub fn pay_stakers(netuid: NetUid, most: u32) -> Result<u32, DispatchError> {
		let most = usize::try_from(most).unwrap_or(usize::MAX);
		let stakers: Vec<_> = Stakers::<T>::iter_key_prefix((netuid,)).take(most).collect();
		for (hotkey, coldkey) in &stakers {
			let hotkey = &Self::keeper_of_position(hotkey, coldkey, netuid)?;
			let position = Position {
				hotkey,
				coldkey,
				netuid,
			};
			StakeCooldown::<T>::remove(position.key());
			let paid = Self::take_out(position, Withdrawal::All)?;
			KeyRegistry::<T>::release_if_idle(hotkey);
			Self::pay_out(position, paid)?;
		}
		Ok(u32::try_from(stakers.len()).unwrap_or(u32::MAX)) // clamp: at most `most`
	}

	/// Forgets up to `most` hotkeys on which the pay of miners of a closing subnet was to be staked. Returns how many there were.
	pub fn forget_auto_stakes(netuid: NetUid, most: u32) -> Result<u32, DispatchError> {
		let most = usize::try_from(most).unwrap_or(usize::MAX);
		let coldkeys: Vec<_> = AutoStakers::<T>::iter_key_prefix(netuid).take(most).collect();
		for coldkey in &coldkeys {
			AutoStakers::<T>::remove(netuid, coldkey);
			AutoStakeDestination::<T>::remove(coldkey, netuid);
		}
		Ok(u32::try_from(coldkeys.len()).unwrap_or(u32::MAX)) // clamp: at most `most`
	}

	/// Forgets what is kept of a subnet on which nobody has stake any more.
	pub fn forget_subnet(netuid: NetUid) {
		SubnetTAO::<T>::remove(netuid);
	}
}
