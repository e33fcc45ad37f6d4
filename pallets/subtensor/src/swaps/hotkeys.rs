//! Swaps of hotkeys.

use super::{
	HOTKEY_SWAP_ON_SUBNET_INTERVAL, KEY_SWAP_COST, KEY_SWAP_ON_SUBNET_COST, KeySwapper,
	MAX_SWAPPED_POSITIONS, MAX_SWAPPED_SUBNETS, count,
};
use crate::{
	ChildkeyRegistry, Config, Error, Event, HotkeysSwappedAt, KeyRegistry, Ledger, NeuronRegistry, Pace,
	Pallet, ProvisionalOwner, StakeLedger, SubnetCloser, SubnetRegistry, TotalHotkeyShares, TxRateLimit,
	Uids, WeightBook, WeightInfo,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Weight},
};
use subtensor_types::NetUid;

/// Whether stake goes along with a hotkey.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StakeOnSwap {
	/// The pools are the new hotkey's.
	Moves,
	/// The pools stay the old hotkey's, which stays owned as long as there is stake.
	Stays,
}

/// What a swap of a hotkey did, for its weight.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HotkeySwap {
	/// Subnets of which the hotkey was a neuron, or on which it had a pool, parents or children: the most of one kind.
	pub subnets: u32,
	/// Positions that went along.
	pub positions: u32,
}

impl HotkeySwap {
	/// What the dearest one costs.
	pub fn worst<T: Config>() -> Weight {
		let known = SubnetCloser::<T>::known().min(MAX_SWAPPED_SUBNETS);
		T::WeightInfo::swap_hotkey(known, MAX_SWAPPED_POSITIONS)
	}

	/// What it cost.
	pub fn weight<T: Config>(&self) -> Weight {
		T::WeightInfo::swap_hotkey(self.subnets, self.positions)
	}
}

/// What goes along with a hotkey.
struct Belongings<AccountId> {
	/// Subnets of which it is a neuron.
	neurons: Vec<NetUid>,
	/// Subnets of its pools.
	pools: Vec<NetUid>,
	/// Subnets on which it has parents, children or choices about them.
	relations: Vec<NetUid>,
	/// Coldkeys and subnets of the positions in its pools.
	positions: Vec<(AccountId, NetUid)>,
}

impl<AccountId> Belongings<AccountId> {
	/// The most subnets of one kind.
	fn subnets(&self) -> u32 {
		let kinds = [&self.neurons, &self.pools, &self.relations];
		kinds.into_iter().map(|netuids| count(netuids)).max().unwrap_or(0)
	}
}

impl<T: Config> KeySwapper<T> {
	/// Puts `new` in the place of the hotkey `old`, on one subnet of which that is a neuron or on all. Nothing of what an owner
	/// has to wait for - a take to stand, stake to cool, an endpoint to be published again - is shed.
	pub fn swap_hotkey(
		coldkey: &T::AccountId,
		old: &T::AccountId,
		new: &T::AccountId,
		only: Option<NetUid>,
		stake: StakeOnSwap,
	) -> Result<HotkeySwap, DispatchError> {
		ensure!(old != new, Error::<T>::NewHotKeyIsSameWithOld);
		KeyRegistry::<T>::ensure_owned(coldkey, old)?;
		KeyRegistry::<T>::ensure_owned_or_free(coldkey, new)?;
		Self::ensure_pace(coldkey, old, only)?;
		let belongings = Self::belongings(old, only, stake)?;
		Self::ensure_fits(coldkey, old, new, &belongings)?;
		let cost = match only {
			Some(_netuid) => KEY_SWAP_ON_SUBNET_COST,
			None => KEY_SWAP_COST,
		};
		ensure!(
			Ledger::<T>::spendable(coldkey) >= cost,
			Error::<T>::NotEnoughBalanceToPaySwapHotKey
		);

		Ledger::<T>::charge(coldkey, only.unwrap_or(NetUid::ROOT), cost)?;
		KeyRegistry::<T>::succeed(coldkey, old, new)?;
		for netuid in &belongings.neurons {
			NeuronRegistry::<T>::rename(*netuid, old, new)?;
			WeightBook::<T>::forget_commits_of(*netuid, old);
			SubnetRegistry::<T>::rename_owner_hotkey(*netuid, old, new);
		}
		for netuid in &belongings.relations {
			ChildkeyRegistry::<T>::rename(old, new, *netuid, stake);
		}
		StakeLedger::<T>::rename_hotkey(old, new, &belongings.pools, &belongings.positions)?;
		KeyRegistry::<T>::release_if_idle(old);
		Self::report(coldkey, old, new, only);
		Ok(HotkeySwap {
			subnets: belongings.subnets(),
			positions: count(&belongings.positions),
		})
	}

	/// How often a coldkey can swap hotkeys on all subnets.
	pub fn hotkeys_pace(coldkey: &T::AccountId) -> Pace {
		Pace {
			limit: TxRateLimit::<T>::get(),
			last: HotkeysSwappedAt::<T>::get(coldkey),
		}
	}

	/// How often the hotkey of a neuron can be swapped on its subnet alone. A swap on all counts as well.
	pub fn on_subnet_pace(hotkey: &T::AccountId, netuid: NetUid) -> Pace {
		Pace {
			limit: HOTKEY_SWAP_ON_SUBNET_INTERVAL,
			last: NeuronRegistry::<T>::renamed_at(netuid, hotkey),
		}
	}

	/// Refuses a swap too soon after the last one.
	fn ensure_pace(coldkey: &T::AccountId, old: &T::AccountId, only: Option<NetUid>) -> DispatchResult {
		let now = Pallet::<T>::now();
		match only {
			Some(netuid) => {
				SubnetRegistry::<T>::ensure_exists(netuid)?;
				NeuronRegistry::<T>::uid(netuid, old)?;
				ensure!(
					Self::on_subnet_pace(old, netuid).allows(now),
					Error::<T>::HotKeySwapOnSubnetIntervalNotPassed
				);
			}
			None => ensure!(
				Self::hotkeys_pace(coldkey).allows(now),
				Error::<T>::HotKeySetTxRateLimitExceeded
			),
		}
		Ok(())
	}

	/// What goes along with a hotkey.
	fn belongings(
		old: &T::AccountId,
		only: Option<NetUid>,
		stake: StakeOnSwap,
	) -> Result<Belongings<T::AccountId>, DispatchError> {
		let neurons = only.map_or_else(|| NeuronRegistry::<T>::subnets_of(old), |netuid| vec![netuid]);
		let (pools, positions) = match stake {
			StakeOnSwap::Moves => StakeLedger::<T>::pools_of(old, only, MAX_SWAPPED_POSITIONS)?,
			StakeOnSwap::Stays => (vec![], vec![]),
		};
		let mut relations = ChildkeyRegistry::<T>::subnets_of(old);
		relations.retain(|netuid| only.is_none_or(|only| only == *netuid));
		Ok(Belongings {
			neurons,
			pools,
			relations,
			positions,
		})
	}

	/// Refuses a swap of nothing, and a new hotkey that has already what would come to it, or that others would not have chosen.
	fn ensure_fits(
		coldkey: &T::AccountId,
		old: &T::AccountId,
		new: &T::AccountId,
		belongings: &Belongings<T::AccountId>,
	) -> DispatchResult {
		ensure!(
			!belongings.neurons.is_empty() || !belongings.pools.is_empty(),
			Error::<T>::NothingToSwap
		);
		ensure!(
			belongings.subnets() <= MAX_SWAPPED_SUBNETS,
			Error::<T>::TooManyPositions
		);
		ChildkeyRegistry::<T>::ensure_can_succeed(old, new, &belongings.relations)?;
		let is_neuron = |netuid: &NetUid| Uids::<T>::contains_key(netuid, new);
		ensure!(
			!belongings.neurons.iter().any(is_neuron),
			Error::<T>::HotKeyAlreadyRegisteredInSubNet
		);
		let has_pool = |netuid: &NetUid| TotalHotkeyShares::<T>::contains_key(new, netuid);
		ensure!(
			!belongings.pools.iter().any(has_pool),
			Error::<T>::NewHotKeyHasStake
		);
		let others = belongings.positions.iter().any(|(holder, _)| holder != coldkey);
		if others {
			ensure!(
				!ProvisionalOwner::<T>::contains_key(old),
				Error::<T>::OwnerNotConfirmed
			);
			KeyRegistry::<T>::ensure_takes_no_more(old, new)?;
		}
		Ok(())
	}

	/// Notes the swap for the next one's sake, and reports it.
	fn report(coldkey: &T::AccountId, old: &T::AccountId, new: &T::AccountId, only: Option<NetUid>) {
		let (coldkey, old_hotkey, new_hotkey) = (coldkey.clone(), old.clone(), new.clone());
		match only {
			Some(netuid) => Pallet::<T>::deposit_event(Event::HotkeySwappedOnSubnet {
				coldkey,
				old_hotkey,
				new_hotkey,
				netuid,
			}),
			None => {
				HotkeysSwappedAt::<T>::insert(&coldkey, Pallet::<T>::now());
				Pallet::<T>::deposit_event(Event::HotkeySwapped {
					coldkey,
					old_hotkey,
					new_hotkey,
				});
			}
		}
	}
}
