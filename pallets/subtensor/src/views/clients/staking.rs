//! Stakes of coldkeys, and hotkeys as delegates, as `StakeInfoRuntimeApi` and `DelegateInfoRuntimeApi` give them.

use crate::{
	Alpha, Config, Delegates, HotkeyPredecessor, IsNetworkMember, NeuronRegistry, Owner, StakeLedger,
	Stakers, StakingHotkeys, TotalHotkeyAlpha, Uids, owner_of,
};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use subtensor_types::{NetUid, Rao};

/// The stake of a coldkey on a hotkey and subnet.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct StakeInfo<AccountId> {
	/// The hotkey.
	pub hotkey: AccountId,
	/// The coldkey.
	pub coldkey: AccountId,
	/// The subnet.
	pub netuid: Compact<NetUid>,
	/// Worth of the stake, in rao.
	pub stake: Compact<Rao>,
	/// Rao of it that cool down.
	pub locked: Compact<u64>,
	/// Always 0: pay is in the stake.
	pub emission: Compact<Rao>,
	/// Always 0.
	pub tao_emission: Compact<Rao>,
	/// Always 0.
	pub drain: Compact<u64>,
	/// Whether the hotkey is a neuron of the subnet.
	pub is_registered: bool,
}

/// How much of a coldkey's stake on a subnet can leave.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct StakeAvailability {
	/// Worth of the stake, in rao.
	pub total: Compact<Rao>,
	/// Rao of it that cool down.
	pub locked: Compact<Rao>,
	/// The rest.
	pub available: Compact<Rao>,
}

/// What a coldkey holds on a hotkey: per subnet, rao.
pub type Holdings = Vec<(Compact<NetUid>, Compact<u64>)>;

/// A hotkey as a delegate.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct DelegateInfo<AccountId> {
	/// The hotkey.
	pub delegate_ss58: AccountId,
	/// Its owner's take, a u16 fraction.
	pub take: Compact<u16>,
	/// Who stakes on it, and how much on which subnet.
	pub nominators: Vec<(AccountId, Holdings)>,
	/// Its owner.
	pub owner_ss58: AccountId,
	/// Subnets of which it is a neuron.
	pub registrations: Vec<Compact<NetUid>>,
	/// Subnets on which it may set weights.
	pub validator_permits: Vec<Compact<NetUid>>,
	/// Always 0: the chain keeps no history of pay.
	pub return_per_1000: Compact<u64>,
	/// Always 0: the chain keeps no history of pay.
	pub total_daily_return: Compact<u64>,
}

/// A delegate as one of its nominators sees it.
pub type Delegated<AccountId> = (DelegateInfo<AccountId>, (Compact<NetUid>, Compact<u64>));

/// The stake of a coldkey on a hotkey and subnet, be it nothing.
pub fn stake_info<T: Config>(
	hotkey: &T::AccountId,
	coldkey: &T::AccountId,
	netuid: NetUid,
) -> StakeInfo<T::AccountId> {
	StakeInfo {
		hotkey: hotkey.clone(),
		coldkey: coldkey.clone(),
		netuid: Compact(netuid),
		stake: Compact(StakeLedger::<T>::stake(hotkey, coldkey, netuid)),
		locked: Compact(StakeLedger::<T>::cooling(hotkey, coldkey, netuid)),
		emission: Compact(0),
		tao_emission: Compact(0),
		drain: Compact(0),
		is_registered: IsNetworkMember::<T>::get(hotkey, netuid),
	}
}

/// All stakes of a coldkey.
pub fn stakes_of<T: Config>(coldkey: &T::AccountId) -> Vec<StakeInfo<T::AccountId>> {
	let mut stakes = Vec::new();
	for hotkey in StakingHotkeys::<T>::get(coldkey).iter() {
		let subnets = Alpha::<T>::iter_key_prefix((hotkey, coldkey));
		let mut subnets: Vec<NetUid> = subnets.collect();
		subnets.sort_unstable();
		stakes.extend(
			subnets
				.into_iter()
				.map(|netuid| stake_info::<T>(hotkey, coldkey, netuid)),
		);
	}
	stakes
}

/// Per coldkey and subnet, how much can leave; on the named subnets, or on all where it has stake.
pub fn availability<T: Config>(
	coldkeys: Vec<T::AccountId>,
	netuids: Option<Vec<NetUid>>,
) -> BTreeMap<T::AccountId, BTreeMap<NetUid, StakeAvailability>> {
	let asked = |netuid: &NetUid| netuids.as_ref().is_none_or(|netuids| netuids.contains(netuid));
	let sums_of = |coldkey: T::AccountId| {
		let mut sums: BTreeMap<NetUid, (Rao, Rao)> = BTreeMap::new();
		for info in stakes_of::<T>(&coldkey) {
			if asked(&info.netuid.0) {
				let (total, locked) = sums.entry(info.netuid.0).or_default();
				// clamp: parts of the supply, which is far below the largest number
				*total = total.saturating_add(info.stake.0);
				*locked = locked.saturating_add(info.locked.0.min(info.stake.0)); // clamp: as above
			}
		}
		let available = |(total, locked): (Rao, Rao)| StakeAvailability {
			total: Compact(total),
			locked: Compact(locked),
			available: Compact(total.saturating_sub(locked)), // clamp: no position has more locked than staked
		};
		let by_subnet = sums.into_iter().map(|(netuid, sums)| (netuid, available(sums)));
		(coldkey, by_subnet.collect())
	};
	coldkeys.into_iter().map(sums_of).collect()
}

/// A hotkey as a delegate, if it has an owner.
pub fn delegate<T: Config>(hotkey: &T::AccountId) -> Option<DelegateInfo<T::AccountId>> {
	let owner = owner_of::<T>(hotkey)?;
	let mut nominators: BTreeMap<T::AccountId, Holdings> = BTreeMap::new();
	let mut pools: Vec<NetUid> = TotalHotkeyAlpha::<T>::iter_key_prefix(hotkey).collect();
	pools.sort_unstable();
	// Those who have to follow yet stand under the key that it had before.
	let keys = core::iter::once(hotkey.clone()).chain(HotkeyPredecessor::<T>::get(hotkey));
	for (netuid, key) in keys.flat_map(|key| pools.iter().map(move |netuid| (*netuid, key.clone()))) {
		for coldkey in Stakers::<T>::iter_key_prefix((netuid, &key)) {
			let worth = StakeLedger::<T>::stake(&key, &coldkey, netuid);
			nominators
				.entry(coldkey)
				.or_default()
				.push((Compact(netuid), Compact(worth)));
		}
	}
	let mut registrations: Vec<NetUid> = IsNetworkMember::<T>::iter_key_prefix(hotkey).collect();
	registrations.sort_unstable();
	let permitted = |netuid: &&NetUid| {
		Uids::<T>::get(**netuid, hotkey).is_some_and(|uid| NeuronRegistry::<T>::has_permit(**netuid, uid))
	};
	Some(DelegateInfo {
		delegate_ss58: hotkey.clone(),
		take: Compact(Delegates::<T>::get(hotkey)),
		nominators: nominators.into_iter().collect(),
		owner_ss58: owner,
		validator_permits: registrations
			.iter()
			.filter(permitted)
			.copied()
			.map(Compact)
			.collect(),
		registrations: registrations.into_iter().map(Compact).collect(),
		return_per_1000: Compact(0),
		total_daily_return: Compact(0),
	})
}

/// All hotkeys that have an owner, as delegates.
pub fn delegates<T: Config>() -> Vec<DelegateInfo<T::AccountId>> {
	Owner::<T>::iter_keys()
		.filter_map(|hotkey| delegate::<T>(&hotkey))
		.collect()
}

/// The delegates on which a coldkey stakes, once per subnet, with its stake there.
pub fn delegated<T: Config>(coldkey: &T::AccountId) -> Vec<Delegated<T::AccountId>> {
	let mut known: BTreeMap<T::AccountId, Option<DelegateInfo<T::AccountId>>> = BTreeMap::new();
	let with_delegate = |info: StakeInfo<T::AccountId>| {
		let delegate = known
			.entry(info.hotkey)
			.or_insert_with_key(|hotkey| delegate::<T>(hotkey));
		Some((delegate.clone()?, (info.netuid, info.stake)))
	};
	stakes_of::<T>(coldkey)
		.into_iter()
		.filter_map(with_delegate)
		.collect()
}
