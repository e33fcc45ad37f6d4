//! Pools and positions under another key. Nothing is bought or sold: shares, rao and locks stay as they are.

use super::{Position, StakeLedger};
use crate::{
	Alpha, AutoStakeDestination, AutoStakers, Config, Error, StakeCooldown, Stakers, StakingHotkeys,
	TotalHotkeyShares,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_stake_pool::Pool;
use subtensor_types::NetUid;

impl<T: Config> StakeLedger<T> {
	/// The subnets of a hotkey's pools: one, if that is asked for and there, or all.
	pub fn pools_of(hotkey: &T::AccountId, only: Option<NetUid>) -> Vec<NetUid> {
		let asked = |netuid: &NetUid| only.is_none_or(|only| only == *netuid);
		TotalHotkeyShares::<T>::iter_key_prefix(hotkey)
			.filter(asked)
			.collect()
	}

	/// The coldkeys and subnets of the positions in a hotkey's pools, on one subnet or on all; nothing if there are more than `most`.
	pub fn positions_on(
		hotkey: &T::AccountId,
		only: Option<NetUid>,
		most: u32,
	) -> Option<Vec<(T::AccountId, NetUid)>> {
		match only {
			Some(netuid) => {
				let holders = Stakers::<T>::iter_key_prefix((netuid, hotkey));
				at_most(holders.map(|coldkey| (coldkey, netuid)), most)
			}
			None => at_most(Alpha::<T>::iter_key_prefix((hotkey,)), most),
		}
	}

	/// The positions of a coldkey; nothing if there are more than `most`.
	pub fn positions_of(coldkey: &T::AccountId, most: u32) -> Option<Vec<(T::AccountId, NetUid)>> {
		let hotkeys = StakingHotkeys::<T>::get(coldkey).into_inner();
		let positions = hotkeys.into_iter().flat_map(|hotkey| {
			let netuids = Alpha::<T>::iter_key_prefix((hotkey.clone(), coldkey));
			netuids.map(move |netuid| (hotkey.clone(), netuid))
		});
		at_most(positions, most)
	}

	/// Puts pools of the hotkey `old` under `new`, which has none there. The positions in them have to follow.
	pub fn rename_pools(old: &T::AccountId, new: &T::AccountId, pools: &[NetUid]) {
		for netuid in pools {
			let pool = Self::pool(old, *netuid);
			Self::write_pool(old, *netuid, Pool::EMPTY);
			Self::write_pool(new, *netuid, pool);
		}
	}

	/// Puts positions in pools of the hotkey `old` under `new`, whose pools they are now. Pay that these coldkeys let be staked on `old`
	/// there is staked on `new`.
	pub fn rename_positions(
		old: &T::AccountId,
		new: &T::AccountId,
		positions: &[(T::AccountId, NetUid)],
	) -> DispatchResult {
		for (coldkey, netuid) in positions {
			Self::shift(at(old, coldkey, *netuid), at(new, coldkey, *netuid))?;
			if AutoStakeDestination::<T>::get(coldkey, netuid).as_ref() == Some(old) {
				AutoStakeDestination::<T>::insert(coldkey, netuid, new);
			}
		}
		let coldkeys: BTreeSet<&T::AccountId> = positions.iter().map(|(coldkey, _)| coldkey).collect();
		coldkeys
			.into_iter()
			.try_for_each(|coldkey| Self::relist(old, new, coldkey))
	}

	/// Puts all positions of the coldkey `old`, which are these, and where its miners' pay is staked under `new`, which has none.
	pub fn rename_coldkey(
		old: &T::AccountId,
		new: &T::AccountId,
		positions: &[(T::AccountId, NetUid)],
	) -> DispatchResult {
		for (hotkey, netuid) in positions {
			Self::shift(at(hotkey, old, *netuid), at(hotkey, new, *netuid))?;
		}
		if StakingHotkeys::<T>::contains_key(old) {
			StakingHotkeys::<T>::insert(new, StakingHotkeys::<T>::take(old));
		}
		let destinations: Vec<(NetUid, T::AccountId)> = AutoStakeDestination::<T>::iter_prefix(old).collect();
		for (netuid, hotkey) in destinations {
			AutoStakeDestination::<T>::remove(old, netuid);
			AutoStakers::<T>::remove(netuid, old);
			AutoStakeDestination::<T>::insert(new, netuid, hotkey);
			AutoStakers::<T>::insert(netuid, new, ());
		}
		Ok(())
	}

	/// Moves the shares of a position, and what of it cools down, into one that is empty.
	pub(super) fn shift(from: Position<T::AccountId>, to: Position<T::AccountId>) -> DispatchResult {
		ensure!(!Alpha::<T>::contains_key(to.key()), Error::<T>::Inconsistent);
		let held = Alpha::<T>::get(from.key()).bits;
		Self::write_holding(from.hotkey, from.coldkey, from.netuid, 0);
		Self::write_holding(to.hotkey, to.coldkey, to.netuid, held);
		if let Some(cooling) = StakeCooldown::<T>::take(from.key()) {
			StakeCooldown::<T>::insert(to.key(), cooling);
		}
		Ok(())
	}

	/// Puts `new` on a coldkey's list of hotkeys, in the place of `old` if it has no stake there any more.
	fn relist(old: &T::AccountId, new: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
		let stays = Alpha::<T>::iter_key_prefix((old, coldkey)).next().is_some();
		let mut hotkeys = StakingHotkeys::<T>::get(coldkey);
		let known = hotkeys.contains(new);
		let place = hotkeys.iter().position(|listed| listed == old);
		let place = place.filter(|_place| !stays && !known);
		match place.and_then(|place| hotkeys.get_mut(place)) {
			Some(listed) => *listed = new.clone(),
			None => {
				hotkeys.retain(|listed| stays || listed != old);
				if !known {
					hotkeys
						.try_push(new.clone())
						.map_err(|_full| Error::<T>::TooManyHotkeys)?;
				}
			}
		}
		StakingHotkeys::<T>::insert(coldkey, hotkeys);
		Ok(())
	}
}

pub(super) fn at<'a, AccountId>(
	hotkey: &'a AccountId,
	coldkey: &'a AccountId,
	netuid: NetUid,
) -> Position<'a, AccountId> {
	Position {
		hotkey,
		coldkey,
		netuid,
	}
}

/// All items, unless there are more than `most`.
fn at_most<Item>(items: impl Iterator<Item = Item>, most: u32) -> Option<Vec<Item>> {
	let most = usize::try_from(most).unwrap_or(usize::MAX);
	let found: Vec<Item> = items.take(most.saturating_add(1)).collect(); // clamp: a bound
	(found.len() <= most).then_some(found)
}
