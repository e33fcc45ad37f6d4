//! Leaving a hotkey on all subnets at once: into the balance, or into root stake.

use super::{Position, StakeLedger};
use crate::{Alpha, Config, Error, Event, KeyRegistry, Ledger, Pallet, SubnetRegistry};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchError};
use subtensor_types::{NetUid, Rao};

impl<T: Config> StakeLedger<T> {
	/// Pays out what is free to leave of a coldkey's stake on a hotkey, on every subnet and root. What cools stays. Returns on how
	/// many subnets there was stake.
	pub fn remove_everywhere(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<u32, DispatchError> {
		Self::ensure_followed(hotkey, coldkey)?;
		KeyRegistry::<T>::ensure_exists(hotkey)?;
		let netuids = Self::staked_subnets(hotkey, coldkey);
		for (netuid, rao) in Self::sweep(hotkey, coldkey, &netuids)? {
			let position = Position {
				hotkey,
				coldkey,
				netuid,
			};
			Self::pay_out(position, rao)?;
		}
		KeyRegistry::<T>::release_if_idle(hotkey);
		Ok(count(&netuids))
	}

	/// Moves what is free to leave of a coldkey's stake on a hotkey, on every subnet, into its root stake on that hotkey. What cools
	/// stays. Returns on how many subnets there was stake.
	pub fn move_all_to_root(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<u32, DispatchError> {
		let root = Position::existing::<T>(hotkey, coldkey, NetUid::ROOT)?;
		let mut netuids = Self::staked_subnets(hotkey, coldkey);
		netuids.retain(|netuid| !netuid.is_root());
		let mut sum: Rao = 0;
		for (netuid, rao) in Self::sweep(hotkey, coldkey, &netuids)? {
			Ledger::<T>::transfer(&Ledger::<T>::pot(netuid), &Ledger::<T>::pot(NetUid::ROOT), rao)?;
			sum = sum.checked_add(rao).ok_or(Error::<T>::Overflow)?;
			Pallet::<T>::deposit_event(Event::StakeSwapped(
				coldkey.clone(),
				hotkey.clone(),
				netuid,
				NetUid::ROOT,
				rao,
			));
		}
		Self::ensure_enough(root, sum, false)?;
		Self::credit(hotkey, coldkey, NetUid::ROOT, sum)?;
		Self::cool_own(root, sum)?;
		Ok(count(&netuids))
	}

	/// The subnets on which a coldkey has stake on a hotkey, root among them, ascending: at most all that exist.
	fn staked_subnets(hotkey: &T::AccountId, coldkey: &T::AccountId) -> Vec<NetUid> {
		let mut netuids: Vec<NetUid> = Alpha::<T>::iter_key_prefix((hotkey, coldkey)).collect();
		netuids.retain(|netuid| SubnetRegistry::<T>::ensure_exists(*netuid).is_ok());
		netuids.sort_unstable();
		netuids
	}

	/// Takes what is free to leave out of the pools of a hotkey. Returns what left which subnet; refused if nothing could.
	fn sweep(
		hotkey: &T::AccountId,
		coldkey: &T::AccountId,
		netuids: &[NetUid],
	) -> Result<Vec<(NetUid, Rao)>, DispatchError> {
		ensure!(!netuids.is_empty(), Error::<T>::NotEnoughStakeToWithdraw);
		let mut swept = Vec::with_capacity(netuids.len());
		for &netuid in netuids {
			let position = Position {
				hotkey,
				coldkey,
				netuid,
			};
			if let Some(rao) = Self::withdraw_free(position)? {
				swept.push((netuid, rao));
			}
		}
		ensure!(!swept.is_empty(), Error::<T>::StakeCoolingDown);
		Ok(swept)
	}
}

/// How many subnets these are.
fn count(netuids: &[NetUid]) -> u32 {
	u32::try_from(netuids.len()).unwrap_or(u32::MAX) // not reached: netuids are 16 bits
}
