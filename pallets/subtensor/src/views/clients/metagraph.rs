//! A subnet with all its neurons, as `SubnetInfoRuntimeApi` gives it: whole, or by chosen fields.

use super::{Columns, Neurons, Snapshot, hyperparameters, subnet};
use crate::{
	BoundedChainIdentity, BoundedSubnetIdentity, Config, IdentitiesV2, MaxAllowedUids, MechanismRegistry,
	NetworkPowRegistrationAllowed, NeuronRecords, NeuronRegistry, Pallet,
};
use alloc::{collections::BTreeMap, vec::Vec};
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
			/// The fields with these numbers.
			fn select(self, numbers: &[u16], chosen: Chosen<AccountId>) -> SelectiveMetagraph<AccountId> {
				let is_chosen = |field| is_chosen(numbers, field);
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
	/// As in [`DynamicInfo`](super::subnet::DynamicInfo).
	alpha_in: Compact<Rao>,
	/// Rao staked on the subnet.
	alpha_out: Compact<Rao>,
	/// As in [`DynamicInfo`](super::subnet::DynamicInfo).
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
	/// Hotkeys by uid, with 0: dividends are paid into the stake.
	tao_dividends_per_hotkey: Vec<(AccountId, Compact<Rao>)>,
	/// Hotkeys by uid, with 0: dividends are paid into the stake.
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
	read::<T>(mechanism, |_field| true)
}

/// The fields that are asked for, and those that cost nothing beside them. What the subnet is comes from the views of subnets, what it
/// lets be set from that of hyperparameters, and its neurons from the columns that `get_subnet_state` gives.
fn read<T: Config>(mechanism: Mechanism, asked: impl Fn(Field) -> bool) -> Option<Metagraph<T::AccountId>> {
	MechanismRegistry::<T>::ensure_exists(mechanism).ok()?;
	let netuid = mechanism.netuid;
	let columns = Columns {
		coldkeys: asked(Field::coldkeys) || asked(Field::identities),
		axons: asked(Field::axons),
		prometheus: false,
		registrations: asked(Field::block_at_registration),
		influence: asked(Field::alpha_stake) || asked(Field::tao_stake) || asked(Field::total_stake),
	};
	let mut snapshot = Snapshot::<T>::of(mechanism, Neurons::All, columns)?;
	let axons = core::mem::take(&mut snapshot.axons);
	let neurons = subnet::columns_of(snapshot);
	let nothing_of_each = |field| -> Vec<_> {
		let hotkeys = neurons.hotkeys.iter().filter(|_hotkey| asked(field));
		hotkeys.map(|hotkey| (hotkey.clone(), Compact(0))).collect()
	};
	let tao_dividends_per_hotkey = nothing_of_each(Field::tao_dividends_per_hotkey);
	let alpha_dividends_per_hotkey = nothing_of_each(Field::alpha_dividends_per_hotkey);
	let identities = if asked(Field::identities) {
		identities::<T>(&neurons.coldkeys)
	} else {
		Vec::new()
	};
	let market = subnet::dynamic::<T>(netuid)?;
	let terms = hyperparameters::first::<T>(netuid)?;
	Some(Metagraph {
		netuid: market.netuid,
		name: market.subnet_name,
		symbol: market.token_symbol,
		identity: market.subnet_identity,
		network_registered_at: market.network_registered_at,
		owner_hotkey: market.owner_hotkey,
		owner_coldkey: market.owner_coldkey,
		block: Compact(Pallet::<T>::now()),
		tempo: market.tempo,
		last_step: market.last_step,
		blocks_since_last_step: market.blocks_since_last_step,
		subnet_emission: market.emission,
		alpha_in: market.alpha_in,
		alpha_out: market.alpha_out,
		tao_in: market.tao_in,
		alpha_out_emission: market.alpha_out_emission,
		alpha_in_emission: market.alpha_in_emission,
		tao_in_emission: market.tao_in_emission,
		pending_alpha_emission: market.pending_alpha_emission,
		pending_root_emission: market.pending_root_emission,
		subnet_volume: market.subnet_volume,
		moving_price: market.moving_price,
		rho: terms.rho,
		kappa: terms.kappa,
		min_allowed_weights: terms.min_allowed_weights,
		max_weights_limit: terms.max_weights_limit,
		weights_version: terms.weights_version,
		weights_rate_limit: terms.weights_rate_limit,
		activity_cutoff: terms.activity_cutoff,
		max_validators: terms.max_validators,
		num_uids: Compact(u16::try_from(neurons.hotkeys.len()).ok()?),
		max_uids: Compact(MaxAllowedUids::<T>::get(netuid)),
		burn: Compact(NeuronRegistry::<T>::price(netuid)),
		difficulty: terms.difficulty,
		registration_allowed: terms.registration_allowed,
		pow_registration_allowed: NetworkPowRegistrationAllowed::<T>::get(netuid),
		immunity_period: terms.immunity_period,
		min_difficulty: terms.min_difficulty,
		max_difficulty: terms.max_difficulty,
		min_burn: terms.min_burn,
		max_burn: terms.max_burn,
		adjustment_alpha: terms.adjustment_alpha,
		adjustment_interval: terms.adjustment_interval,
		target_regs_per_interval: terms.target_regs_per_interval,
		max_regs_per_block: terms.max_regs_per_block,
		serving_rate_limit: terms.serving_rate_limit,
		commit_reveal_weights_enabled: terms.commit_reveal_weights_enabled,
		commit_reveal_period: terms.commit_reveal_period,
		liquid_alpha_enabled: terms.liquid_alpha_enabled,
		alpha_high: terms.alpha_high,
		alpha_low: terms.alpha_low,
		bonds_moving_avg: terms.bonds_moving_avg,
		hotkeys: neurons.hotkeys,
		coldkeys: neurons.coldkeys,
		identities,
		axons,
		active: neurons.active,
		validator_permit: neurons.validator_permit,
		pruning_score: neurons.pruning_score,
		last_update: neurons.last_update,
		emission: neurons.emission,
		dividends: neurons.dividends,
		incentives: neurons.incentives,
		consensus: neurons.consensus,
		trust: neurons.trust,
		rank: neurons.rank,
		block_at_registration: neurons.block_at_registration,
		alpha_stake: neurons.alpha_stake,
		tao_stake: neurons.tao_stake,
		total_stake: neurons.total_stake,
		tao_dividends_per_hotkey,
		alpha_dividends_per_hotkey,
	})
}

/// What coldkeys say of themselves. Many neurons can have one owner: each is read once.
fn identities<T: Config>(coldkeys: &[T::AccountId]) -> Vec<Option<BoundedChainIdentity>> {
	let mut known: BTreeMap<&T::AccountId, Option<BoundedChainIdentity>> = BTreeMap::new();
	let mut identity = |coldkey| {
		known
			.entry(coldkey)
			.or_insert_with(|| IdentitiesV2::<T>::get(coldkey))
			.clone()
	};
	coldkeys.iter().map(&mut identity).collect()
}

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
	let chosen = |field| is_chosen(numbers, field);
	// Validators come in the order of their weight.
	let asked = |field| chosen(field) || (matches!(field, Field::total_stake) && chosen(Field::validators));
	let whole = read::<T>(mechanism, asked)?;
	let permits = whole
		.validator_permit
		.iter()
		.zip(Uid::MIN..)
		.zip(&whole.total_stake);
	let mut validators: Vec<(Rao, Uid)> = permits
		.filter_map(|((permit, uid), weight)| permit.then_some((weight.0, uid)))
		.collect();
	validators.sort_unstable();
	let validators = validators
		.into_iter()
		.map(|(_weight, uid)| Compact(uid))
		.collect();
	// They are many bytes: only who asks for them gets them.
	let commitments = if asked(Field::commitments) {
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

/// Whether a field is among those with these numbers. Numbers that no field has choose nothing.
fn is_chosen(numbers: &[u16], field: Field) -> bool {
	// Number 0 is the subnet, which is always given.
	numbers
		.iter()
		.any(|number| number.checked_sub(1) == Some(field as u16))
}
