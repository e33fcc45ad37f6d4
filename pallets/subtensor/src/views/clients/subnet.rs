//! Subnets and what their market looks like, as `SubnetInfoRuntimeApi` gives them.
//!
//! There is no market: a subnet's stake is TAO. `alpha_out` is what is staked, the price is one, and the reserves are equal and so deep
//! that clients that reckon with them come to the same.

use super::{Columns, Neurons, Snapshot, compact, swap::DEPTH, text};
use crate::{
	AutoStakeDestination, BoundedSubnetIdentity, Config, Emission, EmissionPlanner, EpochDue,
	HyperparameterTable, LastEpochBlock, Ledger, NetworkRegisteredAt, NeuronRegistry, Pallet,
	SubnetIdentitiesV3, SubnetOwner, SubnetOwnerHotkey, SubnetRegistry, SubnetTAO, SubnetworkN, TokenSymbol,
	Uids, zero_account,
};
use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use subtensor_types::{I96F32, NetUid, Rao};

two_versions! {
	/// A subnet's parameters and state.
	SubnetInfo<AccountId> {
		/// Rao that each block mints for the subnet.
		emission_values: Compact<u64>,
	}
	/// A subnet's parameters and state with its identity.
	SubnetInfov2 {
		/// Rao that each block mints for the subnet.
		emission_value: Compact<u64>,
	}
	both {
		/// The subnet.
		netuid: Compact<NetUid>,
		/// Steepness of root's consensus curve.
		rho: Compact<u16>,
		/// Majority that consensus needs, a u16 fraction of stake.
		kappa: Compact<u16>,
		/// Present difficulty of work.
		difficulty: Compact<u64>,
		/// Blocks for which a new neuron is not replaced.
		immunity_period: Compact<u16>,
		/// The most validators.
		max_allowed_validators: Compact<u16>,
		/// The least number of neurons that a validator must rate.
		min_allowed_weights: Compact<u16>,
		/// Always 65,535.
		max_weights_limit: Compact<u16>,
		/// Always 0.
		scaling_law_power: Compact<u16>,
		/// Number of neurons.
		subnetwork_n: Compact<u16>,
		/// The most neurons.
		max_allowed_uids: Compact<u16>,
		/// Blocks since the last epoch.
		blocks_since_last_step: Compact<u64>,
		/// Blocks between epochs.
		tempo: Compact<u16>,
		/// Always 0.
		network_modality: Compact<u16>,
		/// Always empty.
		network_connect: Vec<[u16; 2]>,
	}
	then {
		/// Price of a registration in this block, in rao.
		burn: Compact<Rao>,
		/// Coldkey of its owner; an account of zeros where there is none.
		owner: AccountId,
	}
	last {
		/// What its owner says of it.
		identity: Option<BoundedSubnetIdentity>,
	}
}

/// A subnet as a market.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct DynamicInfo<AccountId> {
	/// The subnet.
	pub netuid: Compact<NetUid>,
	/// Hotkey that its owner named; an account of zeros where there is none.
	pub owner_hotkey: AccountId,
	/// Coldkey of its owner; an account of zeros where there is none.
	pub owner_coldkey: AccountId,
	/// Its name.
	pub subnet_name: Vec<Compact<u8>>,
	/// Its symbol.
	pub token_symbol: Vec<Compact<u8>>,
	/// Blocks between epochs.
	pub tempo: Compact<u16>,
	/// Block of its last epoch.
	pub last_step: Compact<u64>,
	/// Blocks since then.
	pub blocks_since_last_step: Compact<u64>,
	/// Rao that each block mints for the subnet.
	pub emission: Compact<u64>,
	/// [`DEPTH`]: there is no pool. On root 0.
	pub alpha_in: Compact<Rao>,
	/// Rao staked on the subnet.
	pub alpha_out: Compact<Rao>,
	/// [`DEPTH`]: there is no pool. On root what is staked.
	pub tao_in: Compact<Rao>,
	/// Rao that each block mints for the subnet.
	pub alpha_out_emission: Compact<Rao>,
	/// Always 0.
	pub alpha_in_emission: Compact<Rao>,
	/// Rao that each block mints for the subnet.
	pub tao_in_emission: Compact<Rao>,
	/// Rao that wait for its next epoch.
	pub pending_alpha_emission: Compact<Rao>,
	/// Always 0: root's part is paid with the rest.
	pub pending_root_emission: Compact<Rao>,
	/// Always 0: nothing is traded.
	pub subnet_volume: Compact<u128>,
	/// Block of its creation.
	pub network_registered_at: Compact<u64>,
	/// What its owner says of it.
	pub subnet_identity: Option<BoundedSubnetIdentity>,
	/// Always 1.
	pub moving_price: I96F32,
}

/// The neurons of a subnet in columns.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct SubnetState<AccountId> {
	/// The subnet.
	pub netuid: Compact<NetUid>,
	/// Hotkeys by uid.
	pub hotkeys: Vec<AccountId>,
	/// Their owners.
	pub coldkeys: Vec<AccountId>,
	/// Who set weights recently enough at the last epoch.
	pub active: Vec<bool>,
	/// Who may set weights.
	pub validator_permit: Vec<bool>,
	/// Always 0.
	pub pruning_score: Vec<Compact<u16>>,
	/// Block at which weights were last set.
	pub last_update: Vec<Compact<u64>>,
	/// Rao that the last epoch paid.
	pub emission: Vec<Compact<Rao>>,
	/// Dividends, u16 fractions.
	pub dividends: Vec<Compact<u16>>,
	/// Incentives, u16 fractions.
	pub incentives: Vec<Compact<u16>>,
	/// Consensus weights, u16 fractions.
	pub consensus: Vec<Compact<u16>>,
	/// Always 0.
	pub trust: Vec<Compact<u16>>,
	/// Always 0.
	pub rank: Vec<Compact<u16>>,
	/// Block at which the hotkey took its uid.
	pub block_at_registration: Vec<Compact<u64>>,
	/// Rao staked on the subnet.
	pub alpha_stake: Vec<Compact<Rao>>,
	/// Thinned root stake, in rao.
	pub tao_stake: Vec<Compact<Rao>>,
	/// Stake weight, in rao.
	pub total_stake: Vec<Compact<Rao>>,
	/// For each subnet in the order of netuids, rao that its last epoch paid to each of `hotkeys`; empty within a metagraph.
	pub emission_history: Vec<Vec<Compact<Rao>>>,
}

/// A subnet's parameters and state.
pub fn info<T: Config>(netuid: NetUid) -> Option<SubnetInfo<T::AccountId>> {
	SubnetRegistry::<T>::ensure_exists(netuid).ok()?;
	let values = HyperparameterTable::<T>::read(netuid);
	Some(SubnetInfo {
		netuid: Compact(netuid),
		rho: Compact(values.rho),
		kappa: Compact(values.kappa),
		difficulty: Compact(NeuronRegistry::<T>::difficulty(netuid)),
		immunity_period: Compact(values.immunity_period),
		max_allowed_validators: Compact(values.max_allowed_validators),
		min_allowed_weights: Compact(values.min_allowed_weights),
		max_weights_limit: Compact(u16::MAX),
		scaling_law_power: Compact(0),
		subnetwork_n: Compact(SubnetworkN::<T>::get(netuid)),
		max_allowed_uids: Compact(values.max_allowed_uids),
		blocks_since_last_step: Compact(blocks_since_last_step::<T>(netuid)),
		tempo: Compact(values.tempo),
		network_modality: Compact(0),
		network_connect: Vec::new(),
		emission_values: Compact(EmissionPlanner::<T>::per_block(netuid)),
		burn: Compact(NeuronRegistry::<T>::price(netuid)),
		owner: SubnetOwner::<T>::get(netuid).unwrap_or_else(zero_account::<T>),
	})
}

/// A subnet's parameters and state with its identity.
pub fn info_v2<T: Config>(netuid: NetUid) -> Option<SubnetInfov2<T::AccountId>> {
	let info = info::<T>(netuid)?;
	let emission_value = info.emission_values;
	Some(info.widened(emission_value, SubnetIdentitiesV3::<T>::get(netuid)))
}

/// A subnet as a market.
pub fn dynamic<T: Config>(netuid: NetUid) -> Option<DynamicInfo<T::AccountId>> {
	SubnetRegistry::<T>::ensure_exists(netuid).ok()?;
	let identity = SubnetIdentitiesV3::<T>::get(netuid);
	let per_block = EmissionPlanner::<T>::per_block(netuid);
	let staked = SubnetTAO::<T>::get(netuid);
	let (tao_in, alpha_in) = if netuid.is_root() {
		(staked, 0)
	} else {
		(DEPTH, DEPTH)
	};
	Some(DynamicInfo {
		netuid: Compact(netuid),
		owner_hotkey: SubnetOwnerHotkey::<T>::get(netuid).unwrap_or_else(zero_account::<T>),
		owner_coldkey: SubnetOwner::<T>::get(netuid).unwrap_or_else(zero_account::<T>),
		subnet_name: name(netuid, identity.as_ref()),
		token_symbol: text(&TokenSymbol::<T>::get(netuid)),
		tempo: Compact(crate::Tempo::<T>::get(netuid)),
		last_step: Compact(LastEpochBlock::<T>::get(netuid)),
		blocks_since_last_step: Compact(blocks_since_last_step::<T>(netuid)),
		emission: Compact(per_block),
		alpha_in: Compact(alpha_in),
		alpha_out: Compact(staked),
		tao_in: Compact(tao_in),
		alpha_out_emission: Compact(per_block),
		alpha_in_emission: Compact(0),
		tao_in_emission: Compact(per_block),
		pending_alpha_emission: Compact(EmissionPlanner::<T>::pending(netuid)),
		pending_root_emission: Compact(0),
		subnet_volume: Compact(0),
		network_registered_at: Compact(NetworkRegisteredAt::<T>::get(netuid)),
		subnet_identity: identity,
		moving_price: I96F32::ONE,
	})
}

/// The neurons of a subnet in columns.
pub fn state<T: Config>(netuid: NetUid) -> Option<SubnetState<T::AccountId>> {
	SubnetRegistry::<T>::ensure_exists(netuid).ok()?;
	let columns = Columns {
		axons: false,
		prometheus: false,
		..Columns::ALL
	};
	let state = Snapshot::<T>::of(netuid.into(), Neurons::All, columns).map(columns_of)?;
	let emission_history = earned_everywhere::<T>(&state.hotkeys);
	Some(SubnetState {
		emission_history,
		..state
	})
}

/// For each subnet, rao that its last epoch paid to each of `hotkeys`.
fn earned_everywhere<T: Config>(hotkeys: &[T::AccountId]) -> Vec<Vec<Compact<Rao>>> {
	let on = |netuid: NetUid| {
		let emission = Emission::<T>::get(netuid);
		let earned = |hotkey| {
			emission
				.get(usize::from(Uids::<T>::get(netuid, hotkey)?))
				.copied()
		};
		let each = hotkeys.iter().map(earned).map(Option::unwrap_or_default);
		each.map(Compact).collect()
	};
	SubnetRegistry::<T>::all().into_iter().map(on).collect()
}

/// A snapshot in columns.
pub(super) fn columns_of<T: Config>(snapshot: Snapshot<T>) -> SubnetState<T::AccountId> {
	let zeros: Vec<Compact<u16>> = snapshot.uids.iter().map(|_uid| Compact(0)).collect();
	SubnetState {
		netuid: Compact(snapshot.netuid),
		pruning_score: zeros.clone(),
		last_update: compact(&snapshot.last_update),
		emission: compact(&snapshot.emission),
		dividends: compact(&snapshot.dividends),
		incentives: compact(&snapshot.incentive),
		consensus: compact(&snapshot.consensus),
		trust: zeros.clone(),
		rank: zeros,
		block_at_registration: compact(&snapshot.block_at_registration),
		alpha_stake: compact(&snapshot.subnet_stakes()),
		tao_stake: compact(&snapshot.root_stakes()),
		total_stake: compact(&snapshot.stake_weights()),
		emission_history: Vec::new(),
		hotkeys: snapshot.hotkeys,
		coldkeys: snapshot.coldkeys,
		active: snapshot.active,
		validator_permit: snapshot.validator_permit,
	}
}

/// The subnet that the next creation of one would close, if that needs room.
pub fn to_prune<T: Config>() -> Option<NetUid> {
	SubnetRegistry::<T>::to_make_room().ok().flatten()
}

/// The block of a subnet's next epoch, if no other delays it.
pub fn next_epoch_start_block<T: Config>(netuid: NetUid) -> Option<u64> {
	EpochDue::<T>::get(netuid)
}

/// The account that keeps a subnet's stake, lock and pending emission.
pub fn account<T: Config>(netuid: NetUid) -> Option<T::AccountId> {
	SubnetRegistry::<T>::ensure_exists(netuid).ok()?;
	Some(Ledger::<T>::pot(netuid))
}

/// Where the miners' pay of a coldkey is staked on a subnet, if it chose so.
pub fn auto_stake_hotkey<T: Config>(coldkey: &T::AccountId, netuid: NetUid) -> Option<T::AccountId> {
	AutoStakeDestination::<T>::get(coldkey, netuid)
}

/// Blocks since a subnet's last epoch, or its creation.
fn blocks_since_last_step<T: Config>(netuid: NetUid) -> u64 {
	let last = LastEpochBlock::<T>::get(netuid).max(NetworkRegisteredAt::<T>::get(netuid));
	Pallet::<T>::now().saturating_sub(last) // clamp: an epoch does not lie in the future
}

/// The name of a subnet: its owner's choice, else `root` or `unknown`, as clients expect.
fn name(netuid: NetUid, identity: Option<&BoundedSubnetIdentity>) -> Vec<Compact<u8>> {
	match identity {
		Some(identity) if !identity.subnet_name.is_empty() => text(&identity.subnet_name),
		_ if netuid.is_root() => text(b"root"),
		_ => text(b"unknown"),
	}
}
