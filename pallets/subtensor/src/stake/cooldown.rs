//! Cooling down: stake that entered a pool stays there for a while.
//!
//! So one coin serves one epoch of one subnet at a time, and nobody stakes for one block. There is no queue for leaving. Rewards
//! are exempt: they never pass through here.

use super::StakeLedger;
use crate::{Config, Error, Pallet, StakeCooldown, StakeCooldownPeriod, Tempo};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::pallet_prelude::DispatchResult;
use scale_info::TypeInfo;
use subtensor_types::{NetUid, Rao};

/// Stake of a coldkey on a hotkey and subnet that entered lately.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct CoolingStake {
	/// Rao that cannot leave yet.
	pub rao: Rao,
	/// First block in which they can.
	pub until: u64,
}

impl<T: Config> StakeLedger<T> {
	/// Rao of a coldkey's stake that cannot leave in this block.
	pub fn cooling(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> Rao {
		match StakeCooldown::<T>::get((hotkey, coldkey, netuid)) {
			Some(cooling) if Pallet::<T>::now() < cooling.until => cooling.rao,
			_ => 0,
		}
	}

	/// Locks stake that just entered.
	///
	/// One lock is kept: what was still cooling joins the newcomer and waits with it, which the staker brought upon itself.
	pub(super) fn cool_down(
		hotkey: &T::AccountId,
		coldkey: &T::AccountId,
		netuid: NetUid,
		rao: Rao,
	) -> DispatchResult {
		let period = StakeCooldownPeriod::<T>::get().max(u64::from(Tempo::<T>::get(netuid)));
		let until = Pallet::<T>::now()
			.checked_add(period)
			.ok_or(Error::<T>::Overflow)?;
		let rao = Self::cooling(hotkey, coldkey, netuid)
			.checked_add(rao)
			.ok_or(Error::<T>::Overflow)?;
		StakeCooldown::<T>::insert((hotkey, coldkey, netuid), CoolingStake { rao, until });
		Ok(())
	}

	/// Forgets a lock that is over.
	pub(super) fn forget_cooldown(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) {
		if Self::cooling(hotkey, coldkey, netuid) == 0 {
			StakeCooldown::<T>::remove((hotkey, coldkey, netuid));
		}
	}
}
