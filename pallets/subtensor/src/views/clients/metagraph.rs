//! A subnet with all its neurons, as `SubnetInfoRuntimeApi` gives it: whole, or by chosen fields.

use super::{Snapshot, compact, subnet, text};
use crate::{
	BoundedChainIdentity, BoundedSubnetIdentity, Config, EmissionPlanner, HyperparameterTable, IdentitiesV2,
	LastEpochBlock, MechanismRegistry, NetworkRegisteredAt, NeuronRecords, NeuronRegistry, Pallet,
	SubnetIdentitiesV3, SubnetOwner, SubnetOwnerHotkey, SubnetTAO, TokenSymbol,
};
use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use subtensor_types::{AxonInfo, I96F32, Mechanism, NetUid, Rao, Uid};

/// The fields, in the order by which clients number them. Those of the second list are given only when chosen.
macro_rules! metagraph {
	(
		$( $(#[doc = $doc:literal])+ $field:ident: $type:ty, )+
		chosen { $( $(#[doc = $chosen_doc:literal])+ $chosen:ident: $chosen_type:ty, )+ }
	) => {
		/// A subnet with all its neurons.
		#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
		pub struct Metagraph<AccountId> {
			/// The subnet.
			pub netuid: Compact<NetUid>,
			$( $(#[doc = $doc])+ pub $field: $type, )+
		}

		/// Chosen fields of a subnet with all its neurons.
		#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
		pub struct SelectiveMetagraph<AccountId> {
			/// The subnet.
			pub netuid: Compact<NetUid>,
			$( $(#[doc = $doc])+ pub $field: Option<$type>, )+
			$( $(#[doc = $chosen_doc])+ pub $chosen: Option<$chosen_type>, )+
		}

		/// The fields after the first.
		#[allow(non_camel_case_types)]
		#[derive(Clone, Copy)]
		enum Field {
			$( $field, )+
			$( $chosen, )+
		}

		impl<AccountId> Metagraph<AccountId> {
			/// The fields with these numbers. Numbers that no field has choose nothing.
			fn select(self, numbers: &[u16], chosen: Chosen<AccountId>) -> SelectiveMetagraph<AccountId> {
				// Number 0 is the subnet, which is always given.
				let is_chosen = |field: Field| numbers.iter().any(|number| number.checked_sub(1) == Some(field as u16));
				SelectiveMetagraph {
					netuid: self.netuid,
					$( $field: is_chosen(Field::$field).then_some(self.$field), )+
					$( $chosen: is_chosen(Field::$chosen).then_some(chosen.$chosen), )+
				}
			}
		}

		/// What is given only when it is chosen.
		struct Chosen<AccountId> {
			$( $chosen: $chosen_type, )+
		}
	};
}

metagraph! {
	/// Its name.
	name: Vec<Compact<u8>>,
	/// Its symbol.
	symbol: Vec<Compact<u8>>,
	/// What its owner says of it.
	identity: Option<BoundedSubnetIdentity>,
	/// Block of its creation.
	network_registered_at: Compact<u64>,
	/// Hotkey that its owner named; an account of zeros where there is none.
	owner_hotkey: AccountId,
	/// Coldkey of its owner; an account of zeros where there is none.
	owner_coldkey: AccountId,
	/// The present block.
	block: Compact<u64>,
	/// Blocks between epochs.
	tempo: Compact<u16>,
	/// Block of its last epoch.
	last_step: Compact<u64>,
	/// Blocks since then.
	blocks_since_last_step: Compact<u64>,
	/// Rao that each block mints for the subnet.
	subnet_emission: Compact<u64>,
	/// Always 0: there is no pool.
	alpha_in: Compact<Rao>,
	/// Rao staked on the subnet.
	alpha_out: Compact<Rao>,
	/// Always 0: there is no pool.
	tao_in: Compact<Rao>,
	/// Rao that each block mints for the subnet.
	alpha_out_emission: Compact<Rao>,
	/// Always 0.
	alpha_in_emission: Compact<Rao>,
	/// Rao that each block mints for the subnet.
	tao_in_emission: Compact<Rao>,
	/// Rao that wait for its next epoch.
	pending_alpha_emission: Compact<Rao>,
	/// Always 0: root's part is paid with the rest.
	pending_root_emission: Compact<Rao>,
	/// Always 0: nothing is traded.
	subnet_volume: Compact<u128>,
	/// Always 1.
	moving_price: I96F32,
	/// Steepness of root's consensus curve.
	rho: Compact<u16>,
	/// Majority that consensus needs, a u16 fraction of stake.
	kappa: Compact<u16>,
	/// The least number of neurons that a validator must rate.
	min_allowed_weights: Compact<u16>,
	/// Always 65,535: no limit to a single weight.
	max_weights_limit: Compact<u16>,
	/// Lowest accepted version of validators' software.
	weights_version: Compact<u64>,
	/// Blocks between two settings of weights.
	weights_rate_limit: Compact<u64>,
	/// Blocks after which a silent validator is inactive.
	activity_cutoff: Compact<u64>,
	/// The most validators.
	max_validators: Compact<u16>,
	/// Number of neurons.
	num_uids: Compact<u16>,
	/// The most neurons.
	max_uids: Compact<u16>,
	/// Price of a registration in this block, in rao.
	burn: Compact<Rao>,
	/// Present difficulty of work.
	difficulty: Compact<u64>,
	/// Whether newcomers may burn their way in.
	registration_allowed: bool,
	/// Whether newcomers may work their way in.
	pow_registration_allowed: bool,
	/// Blocks for which a new neuron is not replaced.
	immunity_period: Compact<u16>,
	/// Lowest difficulty of work.
	min_difficulty: Compact<u64>,
	/// Highest difficulty of work.
	max_difficulty: Compact<u64>,
	/// Lowest price of a registration, in rao.
	min_burn: Compact<Rao>,
	/// Highest price of a registration, in rao.
	max_burn: Compact<Rao>,
	/// Always 0: prices fall continuously.
	adjustment_alpha: Compact<u64>,
	/// Always 0: prices fall continuously.
	adjustment_interval: Compact<u16>,
	/// Always 0: there is no target.
	target_regs_per_interval: Compact<u16>,
	/// Always 65,535: no limit but the price.
	max_regs_per_block: Compact<u16>,
	/// Blocks between two announcements of an endpoint.
	serving_rate_limit: Compact<u64>,
	/// Whether weights are committed first.
	commit_reveal_weights_enabled: bool,
	/// Epochs between commit and reveal.
	commit_reveal_period: Compact<u64>,
	/// Whether liquid alpha is on.
	liquid_alpha_enabled: bool,
	/// Highest part of the way of bonds, a u16 fraction.
	alpha_high: Compact<u16>,
	/// Lowest part of the way of bonds, a u16 fraction.
	alpha_low: Compact<u16>,
	/// Part of the old bonds that an epoch keeps, in millionths.
	bonds_moving_avg: Compact<u64>,
	/// Hotkeys by uid.
	hotkeys: Vec<AccountId>,
	/// Their owners.
	coldkeys: Vec<AccountId>,
	/// What these say of themselves.
	identities: Vec<Option<BoundedChainIdentity>>,
	/// Endpoints; empty ones where none is published.
	axons: Vec<AxonInfo>,
	/// Who set weights recently enough at the last epoch.
	active: Vec<bool>,
	/// Who may set weights.
	validator_permit: Vec<bool>,
	/// Always 0: who is replaced is decided by emission.
	pruning_score: Vec<Compact<u16>>,
	/// Block at which weights were last set.
	last_update: Vec<Compact<u64>>,
	/// Rao that the last epoch paid.
	emission: Vec<Compact<Rao>>,
	/// Dividends, u16 fractions.
	dividends: Vec<Compact<u16>>,
	/// Incentives, u16 fractions.
	incentives: Vec<Compact<u16>>,
	/// Consensus weights, u16 fractions.
	consensus: Vec<Compact<u16>>,
	/// Always 0: epochs keep no trust of miners.
	trust: Vec<Compact<u16>>,
	/// Always 0: epochs keep no rank.
	rank: Vec<Compact<u16>>,
	/// Block at which the hotkey took its uid.
	block_at_registration: Vec<Compact<u64>>,
	/// Rao staked on the subnet.
	alpha_stake: Vec<Compact<Rao>>,
	/// Thinned root stake, in rao.
	tao_stake: Vec<Compact<Rao>>,
	/// Stake weight, in rao.
	total_stake: Vec<Compact<Rao>>,
	/// Always empty: dividends are paid into the stake.
	tao_dividends_per_hotkey: Vec<(AccountId, Compact<Rao>)>,
	/// Always empty: dividends are paid into the stake.
	alpha_dividends_per_hotkey: Vec<(AccountId, Compact<Rao>)>,
	chosen {
		/// Uids that may set weights.
		validators: Vec<Compact<u16>>,
		/// What neurons have committed: hotkey, and the commitment as it is kept.
		commitments: Vec<(AccountId, Vec<Compact<u8>>)>,
	}
}

/// A subnet with all its neurons, with incentives and updates of the mechanism.
pub fn whole<T: Config>(mechanism: Mechanism) -> Option<Metagraph<T::AccountId>> {
	MechanismRegistry::<T>::ensure_exists(mechanism).ok()?;
	let netuid = mechanism.netuid;
	let snapshot = Snapshot::<T>::of(mechanism)?;
	let values = HyperparameterTable::<T>::read(netuid);
	let identity = SubnetIdentitiesV3::<T>::get(netuid);
	let per_block = EmissionPlanner::<T>::per_block(netuid);
	let zeros: Vec<Compact<u16>> = snapshot.hotkeys.iter().map(|_hotkey| Compact(0)).collect();
	Some(Metagraph {
		netuid: Compact(netuid),
		name: subnet::name(netuid, identity.as_ref()),
		symbol: text(&TokenSymbol::<T>::get(netuid)),
		identity,
		network_registered_at: Compact(NetworkRegisteredAt::<T>::get(netuid)),
		owner_hotkey: subnet::account_or_zeros::<T>(SubnetOwnerHotkey::<T>::get(netuid))?,
		owner_coldkey: subnet::account_or_zeros::<T>(SubnetOwner::<T>::get(netuid))?,
		block: Compact(Pallet::<T>::now()),
		tempo: Compact(values.tempo),
		last_step: Compact(LastEpochBlock::<T>::get(netuid)),
		blocks_since_last_step: Compact(subnet::blocks_since_last_step::<T>(netuid)),
		subnet_emission: Compact(per_block),
		alpha_in: Compact(0),
		alpha_out: Compact(SubnetTAO::<T>::get(netuid)),
		tao_in: Compact(0),
		alpha_out_emission: Compact(per_block),
		alpha_in_emission: Compact(0),
		tao_in_emission: Compact(per_block),
		pending_alpha_emission: Compact(EmissionPlanner::<T>::pending(netuid)),
		pending_root_emission: Compact(0),
		subnet_volume: Compact(0),
		moving_price: I96F32::ONE,
		rho: Compact(values.rho),
		kappa: Compact(values.kappa),
		min_allowed_weights: Compact(values.min_allowed_weights),
		max_weights_limit: Compact(u16::MAX),
		weights_version: Compact(values.weights_version_key),
		weights_rate_limit: Compact(values.weights_set_rate_limit),
		activity_cutoff: Compact(HyperparameterTable::<T>::activity_cutoff(netuid)),
		max_validators: Compact(values.max_allowed_validators),
		num_uids: Compact(u16::try_from(snapshot.hotkeys.len()).ok()?),
		max_uids: Compact(values.max_allowed_uids),
		burn: Compact(NeuronRegistry::<T>::price(netuid)),
		difficulty: Compact(NeuronRegistry::<T>::difficulty(netuid)),
		registration_allowed: values.network_registration_allowed,
		pow_registration_allowed: values.network_pow_registration_allowed,
		immunity_period: Compact(values.immunity_period),
		min_difficulty: Compact(values.min_difficulty),
		max_difficulty: Compact(values.max_difficulty),
		min_burn: Compact(values.min_burn),
		max_burn: Compact(values.max_burn),
		adjustment_alpha: Compact(0),
		adjustment_interval: Compact(0),
		target_regs_per_interval: Compact(0),
		max_regs_per_block: Compact(u16::MAX),
		serving_rate_limit: Compact(values.serving_rate_limit),
		commit_reveal_weights_enabled: values.commit_reveal_weights_enabled,
		commit_reveal_period: Compact(values.reveal_period_epochs),
		liquid_alpha_enabled: values.liquid_alpha_on,
		alpha_high: Compact(values.alpha_values.1),
		alpha_low: Compact(values.alpha_values.0),
		bonds_moving_avg: Compact(values.bonds_moving_average),
		identities: snapshot.coldkeys.iter().map(IdentitiesV2::<T>::get).collect(),
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
		tao_dividends_per_hotkey: Vec::new(),
		alpha_dividends_per_hotkey: Vec::new(),
		hotkeys: snapshot.hotkeys,
		coldkeys: snapshot.coldkeys,
		axons: snapshot.axons,
		active: snapshot.active,
		validator_permit: snapshot.validator_permit,
	})
}

/// Number of the field `commitments`.
const COMMITMENTS: u16 = 73;

/// What the neurons of a subnet have committed, as clients read bytes.
fn committed<T: Config>(netuid: NetUid) -> Vec<(T::AccountId, Vec<Compact<u8>>)> {
	let all = T::NeuronRecords::commitments(netuid).into_iter();
	all.map(|(hotkey, bytes)| (hotkey, bytes.into_iter().map(Compact).collect()))
		.collect()
}

/// Chosen fields of a subnet with all its neurons, by their numbers: 0 is `netuid`, which is always given, 1 is `name`, and so on.
pub fn selected<T: Config>(
	mechanism: Mechanism,
	numbers: &[u16],
) -> Option<SelectiveMetagraph<T::AccountId>> {
	let whole = whole::<T>(mechanism)?;
	let permits = whole.validator_permit.iter().zip(Uid::MIN..);
	let validators = permits
		.filter_map(|(permit, uid)| permit.then_some(Compact(uid)))
		.collect();
	// They are many bytes: only who asks for them gets them.
	let commitments = if numbers.contains(&COMMITMENTS) {
		committed::<T>(mechanism.netuid)
	} else {
		Vec::new()
	};
	let chosen = Chosen {
		validators,
		commitments,
	};
	Some(whole.select(numbers, chosen))
}
