//! Giving stake up: recycled, so that it can be mined again, or burned, so that nobody ever has it.

use super::{Position, StakeLedger};
use crate::{Config, Error, Event, KeyRegistry, Ledger, Pallet};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use subtensor_types::{NetUid, Rao};

impl<T: Config> StakeLedger<T> {
	/// Recycles `rao` of a coldkey's stake: they leave the issuance.
	pub fn recycle(
		coldkey: &T::AccountId,
		hotkey: &T::AccountId,
		netuid: NetUid,
		rao: Rao,
	) -> DispatchResult {
		let (position, rest) = Self::give_up(coldkey, hotkey, netuid, rao)?;
		Ledger::<T>::recycle_from_pot(netuid, rao)?;
		Self::return_remainder(position, rest)?;
		Pallet::<T>::deposit_event(Event::AlphaRecycled(coldkey.clone(), hotkey.clone(), rao, netuid));
		Ok(())
	}

	/// Burns `rao` of a coldkey's stake: they stay part of the issuance, on an account without a key.
	pub fn burn(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid, rao: Rao) -> DispatchResult {
		let (position, rest) = Self::give_up(coldkey, hotkey, netuid, rao)?;
		Ledger::<T>::bury(netuid, rao)?;
		Self::return_remainder(position, rest)?;
		Pallet::<T>::deposit_event(Event::AlphaBurned(coldkey.clone(), hotkey.clone(), rao, netuid));
		Ok(())
	}

	/// Takes what is given up out of its pool. Returns what came along because it is under the minimum stake.
	fn give_up<'a>(
		coldkey: &'a T::AccountId,
		hotkey: &'a T::AccountId,
		netuid: NetUid,
		rao: Rao,
	) -> Result<(Position<'a, T::AccountId>, Rao), DispatchError> {
		ensure!(!netuid.is_root(), Error::<T>::CannotBurnOrRecycleOnRootSubnet);
		let position = Position::existing::<T>(hotkey, coldkey, netuid)?;
		let left = Self::withdraw(position, rao)?;
		KeyRegistry::<T>::release_if_idle(hotkey);
		let rest = left.checked_sub(rao).ok_or(Error::<T>::Inconsistent)?;
		Ok((position, rest))
	}

	/// Pays the remainder out: nobody asked to give it up.
	fn return_remainder(position: Position<T::AccountId>, rest: Rao) -> DispatchResult {
		if rest == 0 {
			return Ok(());
		}
		Self::pay_out(position, rest)
	}
}
