//! Hyperparameters of subnets.
//!
//! Owns the maps in `storage.rs`. One table, at the head of this file, lists them: what a new subnet starts with, what genesis can
//! say and what is written and removed come from it, so that none can be forgotten.

pub(crate) mod storage;
#[cfg(test)]
mod tests;

use crate::{Config, MAX_UIDS, SubnetDefaults};
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use subtensor_registration::MIN_INCREASE_PPM;
use subtensor_types::{NetUid, RAO_PER_TAO, Rao};

macro_rules! hyperparameter_table {
	($( $(#[doc = $doc:literal])+ $field:ident: $type:ty = $default:expr, $item:ident; )+) => {
		/// The hyperparameters of a subnet, as genesis and [`SubnetDefaults`] hold them. Each field is documented at its storage item.
		#[derive(
			Clone, Debug, Decode, Deserialize, Encode, Eq, MaxEncodedLen, PartialEq, Serialize, TypeInfo,
		)]
		#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
		pub struct Hyperparameters {
			$( $(#[doc = $doc])+ pub $field: $type, )+
		}

		impl Default for Hyperparameters {
			fn default() -> Self {
				Self { $( $field: $default, )+ }
			}
		}

		impl<T: Config> HyperparameterTable<T> {
			/// Writes every hyperparameter of a subnet.
			pub fn write(netuid: NetUid, values: &Hyperparameters) {
				$( crate::$item::<T>::insert(netuid, values.$field); )+
			}

			/// The hyperparameters of a subnet.
			pub fn read(netuid: NetUid) -> Hyperparameters {
				Hyperparameters { $( $field: crate::$item::<T>::get(netuid), )+ }
			}
		}
	};
}

hyperparameter_table! {
	/// Blocks between epochs.
	tempo: u16 = 360, Tempo;
	/// Majority that consensus needs, as a u16 fraction of stake.
	kappa: u16 = 32_767, Kappa;
	/// Steepness of root's consensus curve.
	rho: u16 = 10, Rho;
	/// Blocks for which a new neuron is not replaced.
	immunity_period: u16 = 5_000, ImmunityPeriod;
	/// The least number of neurons that a validator must rate.
	min_allowed_weights: u16 = 1, MinAllowedWeights;
	/// The most neurons.
	max_allowed_uids: u16 = 256, MaxAllowedUids;
	/// The most validator permits.
	max_allowed_validators: u16 = 64, MaxAllowedValidators;
	/// Lowest accepted version of the validators' software.
	weights_version_key: u64 = 0, WeightsVersionKey;
	/// Blocks between two settings of weights by one neuron.
	weights_set_rate_limit: u64 = 100, WeightsSetRateLimit;
	/// Tempos, in thousandths, after which a silent validator is inactive.
	activity_cutoff_factor_milli: u32 = 13_889, ActivityCutoffFactorMilli;
	/// Part of the old bonds that an epoch keeps, in parts per million.
	bonds_moving_average: u64 = 900_000, BondsMovingAverage;
	/// How far bonds follow clipped weights, as a u16 fraction.
	bonds_penalty: u16 = u16::MAX, BondsPenalty;
	/// Blocks between two announcements of an endpoint.
	serving_rate_limit: u64 = 50, ServingRateLimit;
	/// Lowest price of a registration, in rao.
	min_burn: Rao = 500_000, MinBurn;
	/// Highest price of a registration, in rao.
	max_burn: Rao = 100 * RAO_PER_TAO, MaxBurn;
	/// Blocks in which the price of a registration and the difficulty of work halve.
	burn_half_life: u16 = 360, BurnHalfLife;
	/// Factor by which a registration raises its price or difficulty, in parts per million.
	burn_increase: u32 = 1_260_000, BurnIncrease;
	/// Lowest difficulty of a proof of work.
	min_difficulty: u64 = 10_000_000, MinDifficulty;
	/// Highest difficulty of a proof of work.
	max_difficulty: u64 = u64::MAX / 4, MaxDifficulty;
	/// Whether new neurons are accepted by proof of work.
	network_pow_registration_allowed: bool = true, NetworkPowRegistrationAllowed;
	/// Whether new neurons are accepted by burning.
	network_registration_allowed: bool = true, NetworkRegistrationAllowed;
}

impl Hyperparameters {
	/// The first reason why these values cannot be used, in words.
	pub fn check(&self) -> Result<(), &'static str> {
		let rules = [
			(self.max_allowed_uids > 0, "maxAllowedUids must not be 0"),
			(
				u32::from(self.max_allowed_uids) <= MAX_UIDS,
				"maxAllowedUids must not exceed 4,096",
			),
			(
				self.max_allowed_validators <= self.max_allowed_uids,
				"maxAllowedValidators must not exceed maxAllowedUids",
			),
			(
				self.bonds_moving_average <= 1_000_000,
				"bondsMovingAverage is in parts per million",
			),
			(
				self.min_burn > 0 && self.min_burn <= self.max_burn,
				"minBurn must be positive and not exceed maxBurn",
			),
			(
				self.min_difficulty > 0 && self.min_difficulty <= self.max_difficulty,
				"minDifficulty must be positive and not exceed maxDifficulty",
			),
			(self.burn_half_life > 0, "burnHalfLife must not be 0"),
			(
				self.burn_increase >= MIN_INCREASE_PPM,
				"burnIncrease must be at least 1,100,000 parts per million",
			),
		];
		match rules.iter().find(|(holds, _reason)| !holds) {
			Some((_, reason)) => Err(reason),
			None => Ok(()),
		}
	}
}

/// Keeps the hyperparameters. Alone writes the maps of this domain.
pub struct HyperparameterTable<T>(PhantomData<T>);

impl<T: Config> HyperparameterTable<T> {
	/// Gives a new subnet the chain's defaults.
	pub fn start_with_defaults(netuid: NetUid) {
		Self::write(netuid, &SubnetDefaults::<T>::get());
	}

	/// Blocks of silence after which a validator of the subnet counts as inactive.
	pub fn activity_cutoff(netuid: NetUid) -> u64 {
		let factor = u64::from(crate::ActivityCutoffFactorMilli::<T>::get(netuid));
		let tempo = u64::from(crate::Tempo::<T>::get(netuid));
		// clamp: u32 * u16 fits in u64
		factor.saturating_mul(tempo) / 1_000
	}
}
