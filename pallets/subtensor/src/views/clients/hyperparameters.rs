//! Hyperparameters by name, as `SubnetInfoRuntimeApi` gives them in three versions.
//!
//! The newest is a list of names and values, in the order that clients know; the older ones are structs with a field for everything
//! that there ever was. What this chain does not have is constant in those: no limit to a single weight, no intervals of adjustment.

use crate::{
	Config, FirstEmissionBlockNumber, HyperparameterTable, Hyperparameters, NeuronRegistry, SubnetRegistry,
};
use alloc::{vec, vec::Vec};
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use subtensor_types::{I32F32, NetUid, Rao, U64F64};

/// A value of a hyperparameter.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum HyperparamValue {
	/// On or off.
	Bool(bool),
	/// A number.
	U16(Compact<u16>),
	/// A number.
	U32(Compact<u32>),
	/// A number.
	U64(Compact<u64>),
	/// A number.
	U128(Compact<u128>),
	/// Rao.
	TaoBalance(Compact<Rao>),
	/// A number in units of 2^-32.
	I32F32(I32F32),
	/// A number in units of 2^-64.
	U64F64(U64F64),
}

/// A hyperparameter by its client's name.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct HyperparamEntry {
	/// The name, in ASCII.
	pub name: Vec<u8>,
	/// The value.
	pub value: HyperparamValue,
}

/// The hyperparameters of a subnet, in the order that clients know.
pub fn entries<T: Config>(netuid: NetUid) -> Option<Vec<HyperparamEntry>> {
	use HyperparamValue::{Bool, TaoBalance};
	let values = read::<T>(netuid)?;
	let u16 = |value: u16| HyperparamValue::U16(Compact(value));
	let u64 = |value: u64| HyperparamValue::U64(Compact(value));
	let named = vec![
		("kappa", u16(values.kappa)),
		("immunity_period", u16(values.immunity_period)),
		("min_allowed_weights", u16(values.min_allowed_weights)),
		("max_weights_limit", u16(u16::MAX)),
		("tempo", u16(values.tempo)),
		("weights_version", u64(values.weights_version_key)),
		("weights_rate_limit", u64(values.weights_set_rate_limit)),
		(
			"activity_cutoff",
			u64(HyperparameterTable::<T>::activity_cutoff(netuid)),
		),
		(
			"activity_cutoff_factor",
			HyperparamValue::U32(Compact(values.activity_cutoff_factor_milli)),
		),
		("registration_allowed", Bool(values.network_registration_allowed)),
		("min_burn", TaoBalance(Compact(values.min_burn))),
		("max_burn", TaoBalance(Compact(values.max_burn))),
		("burn_half_life", u16(values.burn_half_life)),
		(
			"burn_increase_mult",
			HyperparamValue::U64F64(values.burn_increase_mult),
		),
		("bonds_moving_avg", u64(values.bonds_moving_average)),
		("serving_rate_limit", u64(values.serving_rate_limit)),
		("max_validators", u16(values.max_allowed_validators)),
		("commit_reveal_period", u64(values.reveal_period_epochs)),
		(
			"commit_reveal_weights_enabled",
			Bool(values.commit_reveal_weights_enabled),
		),
		("alpha_high", u16(values.alpha_values.1)),
		("alpha_low", u16(values.alpha_values.0)),
		("liquid_alpha_enabled", Bool(values.liquid_alpha_on)),
		(
			"alpha_sigmoid_steepness",
			HyperparamValue::I32F32(steepness(&values)),
		),
		("yuma_version", u16(yuma_version(&values))),
		("subnet_is_active", Bool(is_started::<T>(netuid))),
		("transfers_enabled", Bool(values.transfer_toggle)),
		("bonds_reset_enabled", Bool(values.bonds_reset_on)),
		("user_liquidity_enabled", Bool(false)),
		("owner_cut_enabled", Bool(values.owner_cut_enabled)),
		("owner_cut_auto_lock_enabled", Bool(false)),
		("min_childkey_take", u16(values.min_childkey_take)),
		// Names of this chain's own, after those that clients know.
		("bonds_penalty", u16(values.bonds_penalty)),
		("min_difficulty", u64(values.min_difficulty)),
		("max_difficulty", u64(values.max_difficulty)),
		(
			"pow_registration_allowed",
			Bool(values.network_pow_registration_allowed),
		),
		("min_allowed_uids", u16(values.min_allowed_uids)),
		("max_allowed_uids", u16(values.max_allowed_uids)),
		("subnet_emission_enabled", Bool(values.subnet_emission_enabled)),
	];
	let entry = |(name, value): (&str, HyperparamValue)| HyperparamEntry {
		name: name.as_bytes().to_vec(),
		value,
	};
	Some(named.into_iter().map(entry).collect())
}

two_versions! {
	/// Hyperparameters as the first version has them.
	SubnetHyperparams {
	}
	/// Hyperparameters as the second version has them.
	SubnetHyperparamsV2 {
		/// Slope of the sigmoid between the alpha values.
		alpha_sigmoid_steepness: I32F32,
		/// 3 for Yuma3, else 2.
		yuma_version: Compact<u16>,
		/// Whether the subnet is started.
		subnet_is_active: bool,
		/// Whether stake can be given to another coldkey.
		transfers_enabled: bool,
		/// Whether bonds to a neuron end when a commitment of its own asks for it.
		bonds_reset_enabled: bool,
		/// Always off: there is no market with liquidity.
		user_liquidity_enabled: bool,
	}
	both {
		/// Steepness of root's consensus curve.
		rho: Compact<u16>,
		/// Majority that consensus needs, a u16 fraction of stake.
		kappa: Compact<u16>,
		/// Blocks for which a new neuron is not replaced.
		immunity_period: Compact<u16>,
		/// The least number of neurons that a validator must rate.
		min_allowed_weights: Compact<u16>,
		/// Always 65,535: no limit to a single weight.
		max_weights_limit: Compact<u16>,
		/// Blocks between epochs.
		tempo: Compact<u16>,
		/// Lowest difficulty of work.
		min_difficulty: Compact<u64>,
		/// Highest difficulty of work.
		max_difficulty: Compact<u64>,
		/// Lowest accepted version of validators' software.
		weights_version: Compact<u64>,
		/// Blocks between two settings of weights.
		weights_rate_limit: Compact<u64>,
		/// Always 0: prices fall continuously.
		adjustment_interval: Compact<u16>,
		/// Blocks after which a silent validator is inactive.
		activity_cutoff: Compact<u64>,
		/// Whether newcomers may burn their way in.
		registration_allowed: bool,
		/// Always 0: there is no target.
		target_regs_per_interval: Compact<u16>,
		/// Lowest price of a registration, in rao.
		min_burn: Compact<Rao>,
		/// Highest price of a registration, in rao.
		max_burn: Compact<Rao>,
		/// Part of the old bonds that an epoch keeps, in millionths.
		bonds_moving_avg: Compact<u64>,
		/// Always 65,535: no limit but the price.
		max_regs_per_block: Compact<u16>,
		/// Blocks between two announcements of an endpoint.
		serving_rate_limit: Compact<u64>,
		/// The most validators.
		max_validators: Compact<u16>,
		/// Always 0: prices fall continuously.
		adjustment_alpha: Compact<u64>,
		/// Present difficulty of work.
		difficulty: Compact<u64>,
		/// Epochs between commit and reveal.
		commit_reveal_period: Compact<u64>,
		/// Whether weights are committed first.
		commit_reveal_weights_enabled: bool,
		/// Highest part of the way of bonds, a u16 fraction.
		alpha_high: Compact<u16>,
		/// Lowest part of the way of bonds, a u16 fraction.
		alpha_low: Compact<u16>,
		/// Whether liquid alpha is on.
		liquid_alpha_enabled: bool,
	}
}

/// Hyperparameters in the first version.
pub fn first<T: Config>(netuid: NetUid) -> Option<SubnetHyperparams> {
	let values = read::<T>(netuid)?;
	Some(SubnetHyperparams {
		rho: Compact(values.rho),
		kappa: Compact(values.kappa),
		immunity_period: Compact(values.immunity_period),
		min_allowed_weights: Compact(values.min_allowed_weights),
		max_weights_limit: Compact(u16::MAX),
		tempo: Compact(values.tempo),
		min_difficulty: Compact(values.min_difficulty),
		max_difficulty: Compact(values.max_difficulty),
		weights_version: Compact(values.weights_version_key),
		weights_rate_limit: Compact(values.weights_set_rate_limit),
		adjustment_interval: Compact(0),
		activity_cutoff: Compact(HyperparameterTable::<T>::activity_cutoff(netuid)),
		registration_allowed: values.network_registration_allowed,
		target_regs_per_interval: Compact(0),
		min_burn: Compact(values.min_burn),
		max_burn: Compact(values.max_burn),
		bonds_moving_avg: Compact(values.bonds_moving_average),
		max_regs_per_block: Compact(u16::MAX),
		serving_rate_limit: Compact(values.serving_rate_limit),
		max_validators: Compact(values.max_allowed_validators),
		adjustment_alpha: Compact(0),
		difficulty: Compact(NeuronRegistry::<T>::difficulty(netuid)),
		commit_reveal_period: Compact(values.reveal_period_epochs),
		commit_reveal_weights_enabled: values.commit_reveal_weights_enabled,
		alpha_high: Compact(values.alpha_values.1),
		alpha_low: Compact(values.alpha_values.0),
		liquid_alpha_enabled: values.liquid_alpha_on,
	})
}

/// Hyperparameters in the second version.
pub fn second<T: Config>(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
	let values = read::<T>(netuid)?;
	Some(first::<T>(netuid)?.widened(
		steepness(&values),
		Compact(yuma_version(&values)),
		is_started::<T>(netuid),
		values.transfer_toggle,
		values.bonds_reset_on,
		false,
	))
}

fn read<T: Config>(netuid: NetUid) -> Option<Hyperparameters> {
	SubnetRegistry::<T>::ensure_exists(netuid).ok()?;
	Some(HyperparameterTable::<T>::read(netuid))
}

fn is_started<T: Config>(netuid: NetUid) -> bool {
	FirstEmissionBlockNumber::<T>::contains_key(netuid)
}

fn yuma_version(values: &Hyperparameters) -> u16 {
	if values.yuma3_on { 3 } else { 2 }
}

fn steepness(values: &Hyperparameters) -> I32F32 {
	I32F32::whole(i32::from(values.alpha_sigmoid_steepness))
}
