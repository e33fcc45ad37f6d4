//! The table of hyperparameters: one row per value that is set for each subnet on its own.

use super::{HyperparameterTable, Row, Setter, setting::Authority};
use crate::{Config, Error, Event};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use subtensor_types::{NetUid, RAO_PER_TAO, Rao, U64F64};

/// The least factor by which a registration raises its price: 1.1.
const LEAST_INCREASE: U64F64 = U64F64 {
	bits: subtensor_registration::MIN_INCREASE,
};

/// The least part of the way that bonds move in an epoch with liquid alpha, as a u16 fraction.
const LEAST_ALPHA: u16 = 1_638;
/// The longest tempo, in blocks.
pub const MAX_TEMPO: u16 = 50_400;
/// The least number of tempos, in thousandths, for which a validator counts as active after it set weights.
pub const MIN_ACTIVITY_CUTOFF_FACTOR: u32 = 1_000;
/// The greatest such number.
pub const MAX_ACTIVITY_CUTOFF_FACTOR: u32 = 50_000;

/// Who may set a row, from the words of the table.
macro_rules! setter {
	(root) => {
		Setter::Root
	};
	(owner) => {
		Setter::Owner {
			frozen: false,
			cooldowns: 1,
		}
	};
	(owner frozen seldom) => {
		Setter::Owner {
			frozen: true,
			cooldowns: 3,
		}
	};
	(owner frozen) => {
		Setter::Owner {
			frozen: true,
			cooldowns: 1,
		}
	};
}

/// An event of a row: clients know some with a named value, most as tuples.
macro_rules! event {
	($event:ident, $netuid:expr, $value:expr) => {
		Event::$event($netuid, $value)
	};
	($event:ident, $netuid:expr, $value:expr, $field:ident) => {
		Event::$event {
			netuid: $netuid,
			$field: $value,
		}
	};
}

/// The bounds of a row as text, if it has any.
macro_rules! text {
	() => {
		None
	};
	($bounds:expr) => {
		Some(stringify!($bounds))
	};
}

/// Reads: name: type = default, unit, bounds; who may set it [within which narrower bounds]; setter and index [in another pallet
/// than AdminUtils]; storage item; event.
macro_rules! hyperparameter_table {
	($(
		#[doc = $doc:literal]
		$field:ident: $type:ty = $default:expr, $unit:literal $within:expr;
			$($who:ident)+ $([$narrow:expr])?, $setter:ident $index:literal $(in $pallet:ident)?
			=> $item:ident, $event:ident $(.$value_name:ident)?;
	)+) => {
		/// The hyperparameters of a subnet, as genesis and [`SubnetDefaults`](crate::SubnetDefaults) hold them.
		#[derive(
			Clone, Debug, Decode, Deserialize, Encode, Eq, MaxEncodedLen, PartialEq, Serialize, TypeInfo,
		)]
		#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
		pub struct Hyperparameters {
			$( #[doc = $doc] pub $field: $type, )+
		}

		impl Default for Hyperparameters {
			fn default() -> Self {
				Self { $( $field: $default, )+ }
			}
		}

		/// A value for one hyperparameter.
		#[derive(Clone, Copy, Debug, Eq, PartialEq)]
		pub enum Hyperparameter {
			$( #[doc = $doc] $item($type), )+
		}

		/// The rows, under the names of their storage items.
		#[allow(non_upper_case_globals)]
		mod rows {
			use super::*;
			$( pub(super) static $item: Row = Row {
				name: stringify!($field),
				item: stringify!($item),
				doc: $doc,
				value: stringify!($type),
				unit: $unit,
				bounds: stringify!($within),
				owner_bounds: text!($($narrow)?),
				setter: stringify!($setter),
				pallet: pallet!($($pallet)?),
				index: $index,
				setter_is: setter!($($who)+),
			}; )+
		}

		impl Hyperparameter {
			/// All rows of the table, in its order.
			pub const ROWS: &'static [&'static Row] = &[$( &rows::$item, )+];

			/// The row of this value.
			pub fn row(&self) -> &'static Row {
				match self {
					$( Self::$item(_) => &rows::$item, )+
				}
			}

			/// Whether whoever sets it may set it to this.
			pub(super) fn is_within(&self, authority: Authority) -> bool {
				let by_root = authority == Authority::Root;
				match self {
					$( Self::$item(value) => {
						($within).contains(value) $( && (by_root || ($narrow).contains(value)) )?
					} )+
				}
			}

			/// A subnet's hyperparameters with this one changed.
			pub(super) fn applied_to(self, mut values: Hyperparameters) -> Hyperparameters {
				match self {
					$( Self::$item(value) => values.$field = value, )+
				}
				values
			}

			pub(super) fn write<T: Config>(self, netuid: NetUid) {
				match self {
					$( Self::$item(value) => crate::$item::<T>::insert(netuid, value), )+
				}
			}

			pub(super) fn event<T: Config>(self, netuid: NetUid) -> Event<T> {
				match self {
					$( Self::$item(value) => event!($event, netuid, value $(, $value_name)?), )+
				}
			}
		}

		impl Hyperparameters {
			/// The first value that is out of its bounds.
			fn first_out_of_bounds(&self) -> Option<&'static str> {
				$( if !($within).contains(&self.$field) {
					return Some(concat!(stringify!($field), " must be within ", stringify!($within)));
				} )+
				None
			}
		}

		impl<T: Config> HyperparameterTable<T> {
			/// Writes every hyperparameter of a subnet.
			pub fn write(netuid: NetUid, values: &Hyperparameters) {
				$( crate::$item::<T>::insert(netuid, values.$field); )+
			}

			/// Removes every hyperparameter of a subnet that closed.
			pub(super) fn remove(netuid: NetUid) {
				$( crate::$item::<T>::remove(netuid); )+
			}

			/// The hyperparameters of a subnet.
			pub fn read(netuid: NetUid) -> Hyperparameters {
				Hyperparameters { $( $field: crate::$item::<T>::get(netuid), )+ }
			}
		}
	};
}

hyperparameter_table! {
	#[doc = "Blocks between epochs."]
	tempo: u16 = 360, "blocks" 1..=50_400;
		root, sudo_set_tempo 30 => Tempo, TempoSet;
	#[doc = "Majority that consensus needs, of stake."]
	kappa: u16 = 32_767, "u16 fraction" 0..=u16::MAX;
		root, sudo_set_kappa 16 => Kappa, KappaSet;
	#[doc = "Steepness of the curve by which trust becomes consensus on root. Other subnets do not use it."]
	rho: u16 = 10, "" 1..=100;
		root, sudo_set_rho 17 => Rho, RhoSet;
	#[doc = "Blocks for which a new neuron is not replaced."]
	immunity_period: u16 = 5_000, "blocks" 0..=u16::MAX;
		owner, sudo_set_immunity_period 13 => ImmunityPeriod, ImmunityPeriodSet;
	#[doc = "The least number of neurons that a validator must rate, or all where there are fewer."]
	min_allowed_weights: u16 = 1, "neurons" 0..=4_096;
		owner frozen, sudo_set_min_allowed_weights 14 => MinAllowedWeights, MinAllowedWeightSet;
	#[doc = "The least number to which the owner can trim the neurons."]
	min_allowed_uids: u16 = 64, "neurons" 1..=4_096;
		root, sudo_set_min_allowed_uids 79 => MinAllowedUids, MinAllowedUidsSet;
	#[doc = "The most neurons. Not below how many there are."]
	max_allowed_uids: u16 = 256, "neurons" 1..=4_096;
		owner [1..=256], sudo_set_max_allowed_uids 15 => MaxAllowedUids, MaxAllowedUidsSet;
	#[doc = "The most validator permits that an epoch gives; all neurons where there are fewer."]
	max_allowed_validators: u16 = 64, "neurons" 1..=4_096;
		root, sudo_set_max_allowed_validators 25 => MaxAllowedValidators, MaxAllowedValidatorsSet;
	#[doc = "Lowest version of the validators' software whose weights are accepted. 0: any."]
	weights_version_key: u64 = 0, "version" 0..=u64::MAX;
		owner frozen seldom, sudo_set_weights_version_key 6 => WeightsVersionKey, WeightsVersionKeySet;
	#[doc = "Blocks between two settings of weights by one neuron. Never twice in a block."]
	weights_set_rate_limit: u64 = 100, "blocks" 0..=100_000;
		root, sudo_set_weights_set_rate_limit 7 => WeightsSetRateLimit, WeightsSetRateLimitSet;
	#[doc = "Tempos, in thousandths, after which a validator that set no weights counts as inactive."]
	activity_cutoff_factor_milli: u32 = 13_889, "thousandths of a tempo" 1_000..=50_000;
		owner frozen, set_activity_cutoff_factor 140 in SubtensorModule => ActivityCutoffFactorMilli, ActivityCutoffFactorMilliSet.factor_milli;
	#[doc = "Whether weights are committed first, as a hash, and revealed later."]
	commit_reveal_weights_enabled: bool = false, "" false..=true;
		owner frozen, sudo_set_commit_reveal_weights_enabled 49 => CommitRevealWeightsEnabled, CommitRevealEnabled;
	#[doc = "Epochs between the commit of weights and the epoch in which they are revealed."]
	reveal_period_epochs: u64 = 1, "epochs" 1..=100;
		owner frozen, sudo_set_commit_reveal_weights_interval 57 => RevealPeriodEpochs, CommitRevealPeriodsSet;
	#[doc = "Part of the old bonds that an epoch keeps."]
	bonds_moving_average: u64 = 900_000, "parts per million" 0..=1_000_000;
		owner frozen [0..=975_000], sudo_set_bonds_moving_average 26 => BondsMovingAverage, BondsMovingAverageSet;
	#[doc = "How far bonds follow clipped rather than plain weights."]
	bonds_penalty: u16 = u16::MAX, "u16 fraction" 0..=u16::MAX;
		owner frozen, sudo_set_bonds_penalty 60 => BondsPenalty, BondsPenaltySet;
	#[doc = "Whether bonds are kept per validator and capped by its stake (Yuma3) instead of per miner (classic)."]
	yuma3_on: bool = false, "" false..=true;
		owner frozen, sudo_set_yuma3_enabled 69 => Yuma3On, Yuma3EnableToggled;
	#[doc = "Whether bonds move faster the further a weight is from consensus. Needs Yuma3."]
	liquid_alpha_on: bool = false, "" false..=true;
		owner frozen, sudo_set_liquid_alpha_enabled 50 => LiquidAlphaOn, LiquidAlphaEnableToggled;
	#[doc = "Lowest and highest part of the way that bonds move in an epoch with liquid alpha."]
	alpha_values: (u16, u16) = (45_875, 58_982), "u16 fractions, low and high" (1_638, 1_638)..=(u16::MAX, u16::MAX);
		owner frozen, sudo_set_alpha_values 51 => AlphaValues, AlphaValuesSet;
	#[doc = "Slope of the sigmoid between the two alpha values."]
	alpha_sigmoid_steepness: i16 = 1_000, "hundredths" i16::MIN..=i16::MAX;
		owner frozen [0..=i16::MAX], sudo_set_alpha_sigmoid_steepness 68 => AlphaSigmoidSteepness, AlphaSigmoidSteepnessSet;
	#[doc = "Whether bonds to a neuron end when a commitment of its own asks for it."]
	bonds_reset_on: bool = false, "" false..=true;
		owner frozen, sudo_set_bonds_reset_enabled 70 => BondsResetOn, BondsResetOnSet;
	#[doc = "Blocks between two announcements of an endpoint by one neuron. Never twice in a block."]
	serving_rate_limit: u64 = 50, "blocks" 0..=7_200;
		owner [10..=7_200], sudo_set_serving_rate_limit 3 => ServingRateLimit, ServingRateLimitSet;
	#[doc = "Whether new neurons are accepted by burning."]
	network_registration_allowed: bool = true, "" false..=true;
		root, sudo_set_network_registration_allowed 19 => NetworkRegistrationAllowed, RegistrationAllowed;
	#[doc = "Whether new neurons are accepted by proof of work."]
	network_pow_registration_allowed: bool = true, "" false..=true;
		owner, sudo_set_network_pow_registration_allowed 20 => NetworkPowRegistrationAllowed, PowRegistrationAllowed;
	#[doc = "Lowest price of a registration."]
	min_burn: Rao = 500_000, "rao" 1..=RAO_PER_TAO;
		owner [100_000..=RAO_PER_TAO], sudo_set_min_burn 22 => MinBurn, MinBurnSet;
	#[doc = "Highest price of a registration."]
	max_burn: Rao = 100 * RAO_PER_TAO, "rao" RAO_PER_TAO / 10..=21_000_000 * RAO_PER_TAO;
		owner, sudo_set_max_burn 23 => MaxBurn, MaxBurnSet;
	#[doc = "Blocks in which the price of a registration, and the difficulty of work, fall to a half."]
	burn_half_life: u16 = 360, "blocks" 1..=36_100;
		owner [60..=36_100], sudo_set_burn_half_life 89 => BurnHalfLife, BurnHalfLifeSet.burn_half_life;
	#[doc = "Factor by which a registration raises its price or difficulty."]
	burn_increase_mult: U64F64 = U64F64::ratio(126, 100), "units of 2^-64" LEAST_INCREASE..=U64F64::ratio(3, 1);
		owner, sudo_set_burn_increase_mult 90 => BurnIncreaseMult, BurnIncreaseMultSet.burn_increase_mult;
	#[doc = "Lowest difficulty of a proof of work: how many tries it takes on average."]
	min_difficulty: u64 = 10_000_000, "tries" 1..=u64::MAX / 4;
		root, sudo_set_min_difficulty 4 => MinDifficulty, MinDifficultySet;
	#[doc = "Highest difficulty of a proof of work."]
	max_difficulty: u64 = u64::MAX / 4, "tries" 1..=u64::MAX / 4;
		root, sudo_set_max_difficulty 5 => MaxDifficulty, MaxDifficultySet;
	#[doc = "The lowest take from parents on the subnet. Never above the highest that the chain allows."]
	min_childkey_take: u16 = 0, "u16 fraction" 0..=11_796;
		owner, sudo_set_min_childkey_take_per_subnet 93 => MinChildkeyTakePerSubnet, MinChildKeyTakePerSubnetSet;
	#[doc = "Whether stake on the subnet can be given to another coldkey."]
	transfer_toggle: bool = true, "" false..=true;
		owner, sudo_set_toggle_transfer 61 => TransferToggle, TransferToggle;
	#[doc = "Whether the owner takes its cut of the emission. If not, miners and validators share it."]
	owner_cut_enabled: bool = true, "" false..=true;
		owner frozen, sudo_set_owner_cut_enabled 92 => OwnerCutEnabled, OwnerCutEnabledSet;
	#[doc = "Whether the subnet takes part in emission once it is started."]
	subnet_emission_enabled: bool = true, "" false..=true;
		root, sudo_set_subnet_emission_enabled 94 => SubnetEmissionEnabled, SubnetEmissionEnabledSet.enabled;
}

impl Hyperparameter {
	/// Why whoever sets it may not set it to this, if so.
	pub(super) fn refusal<T>(&self, authority: Authority) -> Option<Error<T>> {
		match self {
			Self::AlphaValues((_low, high)) if *high < LEAST_ALPHA => Some(Error::AlphaHighTooLow),
			Self::AlphaValues((low, high)) => {
				(!(LEAST_ALPHA..=*high).contains(low)).then_some(Error::AlphaLowOutOfRange)
			}
			_ => (!self.is_within(authority)).then_some(Error::ValueNotInBounds),
		}
	}

	/// Whether it is one of the terms by which the price of a registration or the difficulty of work moves.
	pub(super) fn moves_prices(&self) -> bool {
		matches!(
			self,
			Self::MinBurn(_)
				| Self::MaxBurn(_)
				| Self::BurnHalfLife(_)
				| Self::BurnIncreaseMult(_)
				| Self::MinDifficulty(_)
				| Self::MaxDifficulty(_)
		)
	}
}

impl Hyperparameters {
	/// The first reason why these values cannot be used together, in words.
	pub fn check(&self) -> Result<(), &'static str> {
		if let Some(reason) = self.first_out_of_bounds() {
			return Err(reason);
		}
		let rules = [
			(
				self.min_allowed_uids <= self.max_allowed_uids,
				"minAllowedUids must not exceed maxAllowedUids",
			),
			(self.min_burn <= self.max_burn, "minBurn must not exceed maxBurn"),
			(
				self.min_difficulty <= self.max_difficulty,
				"minDifficulty must not exceed maxDifficulty",
			),
			(
				self.alpha_values.0 <= self.alpha_values.1,
				"the low alpha value must not exceed the high one",
			),
		];
		match rules.iter().find(|(holds, _reason)| !holds) {
			Some((_, reason)) => Err(reason),
			None => Ok(()),
		}
	}
}
