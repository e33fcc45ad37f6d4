//! Swaps of hotkeys.

use super::{
	HOTKEY_SWAP_ON_SUBNET_INTERVAL, KEY_SWAP_COST, KEY_SWAP_ON_SUBNET_COST, KeySwapper,
	MAX_SWAPPED_POSITIONS, MAX_SWAPPED_SUBNETS, POSITIONS_AT_ONCE, count,
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
	/// Positions that went along at once.
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
	/// Positions in its pools.
	followers: Followers<AccountId>,
}

/// The positions in pools that move.
enum Followers<AccountId> {
	/// Their coldkeys and subnets: they go along at once.
	Now(Vec<(AccountId, NetUid)>),
	/// There are more: they follow in the next blocks.
	Later,
}

impl<AccountId: PartialEq> Followers<AccountId> {
	/// Whether somebody else than `coldkey` has stake, as far as this can be told: of many it is taken for granted.
	fn include_others(&self, coldkey: &AccountId) -> bool {
		match self {
			Self::Now(positions) => positions.iter().any(|(holder, _netuid)| holder != coldkey),
			Self::Later => true,
		}
	}
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
			WeightBook::<T>::forget_all_commits_of(*netuid, old);
			SubnetRegistry::<T>::rename_owner_hotkey(*netuid, old, new);
		}
		for netuid in &belongings.relations {
			ChildkeyRegistry::<T>::rename(old, new, *netuid, stake);
		}
		StakeLedger::<T>::rename_pools(old, new, &belongings.pools);
		let positions = match &belongings.followers {
			Followers::Now(positions) => {
				StakeLedger::<T>::rename_positions(old, new, positions)?;
				count(positions)
			}
			Followers::Later => {
				StakeLedger::<T>::begin_succession(old, new);
				StakeLedger::<T>::bring(old, new, coldkey)? // the owner's are paid into
			}
		};
		KeyRegistry::<T>::release_if_idle(old);
		Self::report(coldkey, old, new, only);
		Ok(HotkeySwap {
			subnets: belongings.subnets(),
			positions,
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
		let (pools, followers) = match stake {
			StakeOnSwap::Moves => (StakeLedger::<T>::pools_of(old, only), Self::followers(old, only)?),
			StakeOnSwap::Stays => (vec![], Followers::Now(vec![])),
		};
		let mut relations = ChildkeyRegistry::<T>::subnets_of(old);
		relations.retain(|netuid| only.is_none_or(|only| only == *netuid));
		Ok(Belongings {
			neurons,
			pools,
			relations,
			followers,
		})
	}

	/// The positions in the pools of a hotkey that move.
	fn followers(old: &T::AccountId, only: Option<NetUid>) -> Result<Followers<T::AccountId>, DispatchError> {
		let most = match only {
			Some(_netuid) => MAX_SWAPPED_POSITIONS,
			None => POSITIONS_AT_ONCE,
		};
		match StakeLedger::<T>::positions_on(old, only, most) {
			Some(positions) => Ok(Followers::Now(positions)),
			// While they follow, nothing can be under the old key, which goes on elsewhere if it is swapped on one subnet.
			None if only.is_some() => Err(Error::<T>::TooManyPositions.into()),
			None => Ok(Followers::Later),
		}
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
		if !belongings.pools.is_empty() {
			StakeLedger::<T>::ensure_arrived(old)?;
			StakeLedger::<T>::ensure_arrived(new)?;
		}
		if belongings.followers.include_others(coldkey) {
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
