//! # AdminUtils
//!
//! The setters of hyperparameters and of the chain's parameters, under the names and indices that clients know.
//!
//! This pallet has no storage and takes no decision: each setter names one row of the tables in
//! [`pallet_subtensor::hyperparameters`], which say who may set it, when, and within which bounds. A test of the
//! runtime checks every call against its row, and that no row is without a call.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use pallet::*;

// What FRAME expands to is not ours to mend.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[frame_support::pallet]
pub mod pallet {
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pallet_subtensor::{
		ChainParameter, Hyperparameter, HyperparameterTable, MechanismRegistry, SubnetworkN, TotalNetworks,
		WeightInfo,
	};
	use sp_runtime::Perbill;
	use subtensor_types::{MechId, NetUid, Rao, U64F64};

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime: what is set belongs to SubtensorModule.
	#[pallet::config]
	pub trait Config: frame_system::Config + pallet_subtensor::Config {}

	/// What a hyperparameter costs to set. Emission may have to be divided anew.
	fn subnet_weight<T: Config>() -> Weight {
		<T as pallet_subtensor::Config>::WeightInfo::set_hyperparameter(u32::from(TotalNetworks::<T>::get()))
	}

	/// What trimming a subnet costs.
	fn trim_weight<T: Config>(netuid: NetUid) -> Weight {
		<T as pallet_subtensor::Config>::WeightInfo::trim(
			u32::from(SubnetworkN::<T>::get(netuid)),
			MechanismRegistry::<T>::count(netuid),
		)
	}

	/// What another number of mechanisms costs.
	fn mechanism_weight<T: Config>(netuid: NetUid, count: MechId) -> Weight {
		let by = MechanismRegistry::<T>::count(netuid).abs_diff(u32::from(count.0));
		<T as pallet_subtensor::Config>::WeightInfo::set_mechanism_count(
			u32::from(SubnetworkN::<T>::get(netuid)),
			by.min(u32::from(MechId::MOST.0)),
		)
	}

	/// What splitting emission costs.
	fn split_weight<T: Config>() -> Weight {
		<T as pallet_subtensor::Config>::WeightInfo::split_emission()
	}

	/// What a parameter of the chain costs to set.
	fn chain_weight<T: Config>() -> Weight {
		<T as pallet_subtensor::Config>::WeightInfo::set_chain_parameter()
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// The highest take that an owner can set.
		///
		/// Origin: root. In u16 fraction. Emits `MaxDelegateTakeSet`.
		#[pallet::call_index(1)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_default_take(origin: OriginFor<T>, default_take: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::MaxDelegateTake(default_take))
		}

		/// Blocks between two swaps of hotkeys on all subnets by one coldkey.
		///
		/// Origin: root. In blocks. Emits `TxRateLimitSet`.
		#[pallet::call_index(2)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_tx_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::TxRateLimit(tx_rate_limit))
		}

		/// Blocks between two announcements of an endpoint by one neuron. Never twice in a block.
		///
		/// Origin: the subnet's owner or root. In blocks. Emits `ServingRateLimitSet`.
		#[pallet::call_index(3)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_serving_rate_limit(
			origin: OriginFor<T>,
			netuid: NetUid,
			serving_rate_limit: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::ServingRateLimit(serving_rate_limit),
			)
		}

		/// Lowest difficulty of a proof of work: how many tries it takes on average.
		///
		/// Origin: the subnet's owner or root. Emits `MinDifficultySet`.
		#[pallet::call_index(4)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_min_difficulty(
			origin: OriginFor<T>,
			netuid: NetUid,
			min_difficulty: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::MinDifficulty(min_difficulty))
		}

		/// Highest difficulty of a proof of work.
		///
		/// Origin: the subnet's owner or root. Emits `MaxDifficultySet`.
		#[pallet::call_index(5)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_max_difficulty(
			origin: OriginFor<T>,
			netuid: NetUid,
			max_difficulty: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::MaxDifficulty(max_difficulty))
		}

		/// Lowest version of the validators' software whose weights are accepted. 0: any.
		///
		/// Origin: the subnet's owner or root. Emits `WeightsVersionKeySet`.
		#[pallet::call_index(6)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_weights_version_key(
			origin: OriginFor<T>,
			netuid: NetUid,
			weights_version_key: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::WeightsVersionKey(weights_version_key),
			)
		}

		/// Blocks between two settings of weights by one neuron. Never twice in a block.
		///
		/// Origin: root. In blocks. Emits `WeightsSetRateLimitSet`.
		#[pallet::call_index(7)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_weights_set_rate_limit(
			origin: OriginFor<T>,
			netuid: NetUid,
			weights_set_rate_limit: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::WeightsSetRateLimit(weights_set_rate_limit),
			)
		}

		/// Blocks for which a new neuron is not replaced.
		///
		/// Origin: the subnet's owner or root. In blocks. Emits `ImmunityPeriodSet`.
		#[pallet::call_index(13)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_immunity_period(
			origin: OriginFor<T>,
			netuid: NetUid,
			immunity_period: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::ImmunityPeriod(immunity_period))
		}

		/// The least number of neurons that a validator must rate, or all where there are fewer.
		///
		/// Origin: the subnet's owner or root. Emits `MinAllowedWeightSet`.
		#[pallet::call_index(14)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_min_allowed_weights(
			origin: OriginFor<T>,
			netuid: NetUid,
			min_allowed_weights: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::MinAllowedWeights(min_allowed_weights),
			)
		}

		/// The most neurons. Not below how many there are.
		///
		/// Origin: the subnet's owner or root. Emits `MaxAllowedUidsSet`.
		#[pallet::call_index(15)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_max_allowed_uids(
			origin: OriginFor<T>,
			netuid: NetUid,
			max_allowed_uids: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::MaxAllowedUids(max_allowed_uids))
		}

		/// Majority that consensus needs, of stake.
		///
		/// Origin: root. In u16 fraction. Emits `KappaSet`.
		#[pallet::call_index(16)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_kappa(origin: OriginFor<T>, netuid: NetUid, kappa: u16) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::Kappa(kappa))
		}

		/// Steepness of the curve by which trust becomes consensus on root. Other subnets do not use it.
		///
		/// Origin: root. Emits `RhoSet`.
		#[pallet::call_index(17)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_rho(origin: OriginFor<T>, netuid: NetUid, rho: u16) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::Rho(rho))
		}

		/// Whether new neurons are accepted by burning.
		///
		/// Origin: root. Emits `RegistrationAllowed`.
		#[pallet::call_index(19)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_network_registration_allowed(
			origin: OriginFor<T>,
			netuid: NetUid,
			registration_allowed: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::NetworkRegistrationAllowed(registration_allowed),
			)
		}

		/// Whether new neurons are accepted by proof of work.
		///
		/// Origin: the subnet's owner or root. Emits `PowRegistrationAllowed`.
		#[pallet::call_index(20)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_network_pow_registration_allowed(
			origin: OriginFor<T>,
			netuid: NetUid,
			registration_allowed: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::NetworkPowRegistrationAllowed(registration_allowed),
			)
		}

		/// Lowest price of a registration.
		///
		/// Origin: the subnet's owner or root. In rao. Emits `MinBurnSet`.
		#[pallet::call_index(22)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_min_burn(origin: OriginFor<T>, netuid: NetUid, min_burn: Rao) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::MinBurn(min_burn))
		}

		/// Highest price of a registration.
		///
		/// Origin: the subnet's owner or root. In rao. Emits `MaxBurnSet`.
		#[pallet::call_index(23)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_max_burn(origin: OriginFor<T>, netuid: NetUid, max_burn: Rao) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::MaxBurn(max_burn))
		}

		/// The present difficulty of proofs of work, within the subnet's bounds. It falls from here on and rises with registrations.
		///
		/// Origin: root. Emits `DifficultySet`.
		#[pallet::call_index(24)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_difficulty(origin: OriginFor<T>, netuid: NetUid, difficulty: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_difficulty(origin, netuid, difficulty)
		}

		/// The most validator permits that an epoch gives.
		///
		/// Origin: root. Emits `MaxAllowedValidatorsSet`.
		#[pallet::call_index(25)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_max_allowed_validators(
			origin: OriginFor<T>,
			netuid: NetUid,
			max_allowed_validators: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::MaxAllowedValidators(max_allowed_validators),
			)
		}

		/// Part of the old bonds that an epoch keeps.
		///
		/// Origin: the subnet's owner or root. In parts per million. Emits `BondsMovingAverageSet`.
		#[pallet::call_index(26)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_bonds_moving_average(
			origin: OriginFor<T>,
			netuid: NetUid,
			bonds_moving_average: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::BondsMovingAverage(bonds_moving_average),
			)
		}

		/// The owner's cut of a subnet's emission.
		///
		/// Origin: root. As a u16 fraction; stored in parts per billion, rounded down. Emits `SubnetOwnerCutSet`.
		#[pallet::call_index(28)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_subnet_owner_cut(origin: OriginFor<T>, subnet_owner_cut: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::OwnerCut(Perbill::from_rational(
					u32::from(subnet_owner_cut),
					u32::from(u16::MAX),
				)),
			)
		}

		/// Blocks that must pass between two creations of subnets.
		///
		/// Origin: root. In blocks. Emits `NetworkRateLimitSet`.
		#[pallet::call_index(29)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_network_rate_limit(origin: OriginFor<T>, rate_limit: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::NetworkRateLimit(rate_limit))
		}

		/// Blocks between epochs.
		///
		/// Origin: root. In blocks. Emits `TempoSet`.
		#[pallet::call_index(30)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::Tempo(tempo))
		}

		/// Blocks after its creation for which a subnet is not closed to make room, and its lock is not given back.
		///
		/// Origin: root. In blocks. Emits `NetworkImmunityPeriodSet`.
		#[pallet::call_index(35)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_network_immunity_period(
			origin: OriginFor<T>,
			immunity_period: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::NetworkImmunityPeriod(immunity_period),
			)
		}

		/// The least that creating a subnet locks.
		///
		/// Origin: root. In rao. Emits `NetworkMinLockCostSet`.
		#[pallet::call_index(36)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_network_min_lock_cost(origin: OriginFor<T>, lock_cost: Rao) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::NetworkMinLockCost(lock_cost))
		}

		/// The most subnets, root not counted.
		///
		/// Origin: root. Emits `SubnetLimitSet`.
		#[pallet::call_index(37)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_subnet_limit(origin: OriginFor<T>, max_subnets: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::SubnetLimit(max_subnets))
		}

		/// Blocks within which the cost of creating a subnet falls by the last cost.
		///
		/// Origin: root. In blocks. Emits `NetworkLockCostReductionIntervalSet`.
		#[pallet::call_index(38)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_lock_reduction_interval(origin: OriginFor<T>, interval: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::NetworkLockReductionInterval(interval),
			)
		}

		/// The least stake weight with which a validator can set weights and get a permit.
		///
		/// Origin: root. In rao. Emits `StakeThresholdSet`.
		#[pallet::call_index(42)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_stake_threshold(origin: OriginFor<T>, min_stake: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::StakeThreshold(min_stake))
		}

		/// The least stake of somebody who does not own the hotkey, where it is more than the minimum for all. What is less is paid out in the
		/// next blocks; what cools down stays.
		///
		/// Origin: root. In rao. Emits `NominatorMinRequiredStakeSet`.
		#[pallet::call_index(43)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_nominator_min_required_stake(origin: OriginFor<T>, min_stake: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::NominatorMinRequiredStake(min_stake))
		}

		/// Blocks between two changes of a take of which the second raises it.
		///
		/// Origin: root. In blocks. Emits `TxDelegateTakeRateLimitSet`.
		#[pallet::call_index(45)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_tx_delegate_take_rate_limit(
			origin: OriginFor<T>,
			tx_rate_limit: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::TxDelegateTakeRateLimit(tx_rate_limit),
			)
		}

		/// The lowest take.
		///
		/// Origin: root. In u16 fraction. Emits `MinDelegateTakeSet`.
		#[pallet::call_index(46)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_min_delegate_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::MinDelegateTake(take))
		}

		/// Whether weights are committed first, as a hash, and revealed later.
		///
		/// Origin: the subnet's owner or root. Emits `CommitRevealEnabled`.
		#[pallet::call_index(49)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_commit_reveal_weights_enabled(
			origin: OriginFor<T>,
			netuid: NetUid,
			enabled: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::CommitRevealWeightsEnabled(enabled),
			)
		}

		/// Whether bonds move faster the further a weight is from consensus. Needs Yuma3.
		///
		/// Origin: the subnet's owner or root. Emits `LiquidAlphaEnableToggled`.
		#[pallet::call_index(50)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_liquid_alpha_enabled(
			origin: OriginFor<T>,
			netuid: NetUid,
			enabled: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::LiquidAlphaOn(enabled))
		}

		/// Lowest and highest part of the way that bonds move in an epoch with liquid alpha.
		///
		/// Origin: the subnet's owner or root. Emits `AlphaValuesSet`.
		#[pallet::call_index(51)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_alpha_values(
			origin: OriginFor<T>,
			netuid: NetUid,
			alpha_low: u16,
			alpha_high: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::AlphaValues((alpha_low, alpha_high)),
			)
		}

		/// Blocks between an owner's decision to dissolve its subnet and the moment at which that begins.
		///
		/// Origin: root. In blocks. Emits `DissolveNetworkScheduleDurationSet`.
		#[pallet::call_index(55)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_dissolve_network_schedule_duration(
			origin: OriginFor<T>,
			duration: u32,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::DissolveNetworkScheduleDuration(duration),
			)
		}

		/// Epochs between the commit of weights and the epoch in which they are revealed.
		///
		/// Origin: the subnet's owner or root. Emits `CommitRevealPeriodsSet`.
		#[pallet::call_index(57)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_commit_reveal_weights_interval(
			origin: OriginFor<T>,
			netuid: NetUid,
			interval: u64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::RevealPeriodEpochs(interval))
		}

		/// How far bonds follow clipped rather than plain weights.
		///
		/// Origin: the subnet's owner or root. In u16 fraction. Emits `BondsPenaltySet`.
		#[pallet::call_index(60)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_bonds_penalty(
			origin: OriginFor<T>,
			netuid: NetUid,
			bonds_penalty: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::BondsPenalty(bonds_penalty))
		}

		/// Whether stake on the subnet can be given to another coldkey.
		///
		/// Origin: the subnet's owner or root. Emits `TransferToggle`.
		#[pallet::call_index(61)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_toggle_transfer(
			origin: OriginFor<T>,
			netuid: NetUid,
			toggle: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::TransferToggle(toggle))
		}

		/// Names the hotkey that receives the owner's cut as stake, may always validate and is never replaced: one of the owner's, and a
		/// neuron of the subnet.
		///
		/// Origin: the subnet's owner or root. Emits `SubnetOwnerHotkeySet`.
		#[pallet::call_index(67)]
		#[pallet::weight(<T as pallet_subtensor::Config>::WeightInfo::set_owner_hotkey())]
		pub fn sudo_set_sn_owner_hotkey(
			origin: OriginFor<T>,
			netuid: NetUid,
			hotkey: T::AccountId,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_owner_hotkey(origin, netuid, &hotkey)
		}

		/// Slope of the sigmoid between the two alpha values.
		///
		/// Origin: the subnet's owner or root. Emits `AlphaSigmoidSteepnessSet`.
		#[pallet::call_index(68)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_alpha_sigmoid_steepness(
			origin: OriginFor<T>,
			netuid: NetUid,
			steepness: i16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::AlphaSigmoidSteepness(steepness))
		}

		/// Whether bonds are kept per validator and capped by its stake (Yuma3) instead of per miner (classic).
		///
		/// Origin: the subnet's owner or root. Emits `Yuma3EnableToggled`.
		#[pallet::call_index(69)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_yuma3_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::Yuma3On(enabled))
		}

		/// Whether bonds to a neuron end when a commitment of its own asks for it.
		///
		/// Origin: the subnet's owner or root. Emits `BondsResetOnSet`.
		#[pallet::call_index(70)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_bonds_reset_enabled(
			origin: OriginFor<T>,
			netuid: NetUid,
			enabled: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::BondsResetOn(enabled))
		}

		/// Blocks before an epoch in which a subnet's owner cannot change what the epoch makes of the weights.
		///
		/// Origin: root. In blocks. Emits `AdminFreezeWindowSet`.
		#[pallet::call_index(74)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_admin_freeze_window(origin: OriginFor<T>, window: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::AdminFreezeWindow(window))
		}

		/// Tempos that an owner has to wait before it sets the same hyperparameter again.
		///
		/// Origin: root. Emits `OwnerHyperparamRateLimitSet`.
		#[pallet::call_index(75)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_owner_hparam_rate_limit(origin: OriginFor<T>, epochs: u16) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::OwnerHyperparamRateLimit(epochs))
		}

		/// How many mechanisms a subnet has.
		///
		/// Origin: the subnet's owner or root. 1 to `MaxMechanismCount`, and no more than 4,096 over the most neurons. What mechanisms that go
		/// had is gone; new ones begin with nothing. Emits `MechanismCountSet`.
		#[pallet::call_index(76)]
		#[pallet::weight(mechanism_weight::<T>(*netuid, *mechanism_count))]
		pub fn sudo_set_mechanism_count(
			origin: OriginFor<T>,
			netuid: NetUid,
			mechanism_count: MechId,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_mechanism_count(origin, netuid, mechanism_count)
		}

		/// How a subnet's mechanisms share its emission.
		///
		/// Origin: the subnet's owner or root. A u16 fraction for each mechanism, 65,535 together; `None` for equal parts. Emits
		/// `MechanismEmissionSplitSet`.
		#[pallet::call_index(77)]
		#[pallet::weight(split_weight::<T>())]
		pub fn sudo_set_mechanism_emission_split(
			origin: OriginFor<T>,
			netuid: NetUid,
			maybe_split: Option<Vec<u16>>,
		) -> DispatchResult {
			HyperparameterTable::<T>::split_emission(origin, netuid, maybe_split)
		}

		/// Gives a subnet `max_n` places, no more than it has; neurons beyond that go, those that earned least first, and the others are
		/// numbered anew in the same order. The owner's hotkey and immune neurons stay.
		///
		/// Origin: the subnet's owner, not shortly before an epoch, or root. Emits `SubnetTrimmed` and `MaxAllowedUidsSet`.
		#[pallet::call_index(78)]
		#[pallet::weight(trim_weight::<T>(*netuid))]
		pub fn sudo_trim_to_max_allowed_uids(
			origin: OriginFor<T>,
			netuid: NetUid,
			max_n: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::trim(origin, netuid, max_n)
		}

		/// The least number to which the owner can trim the neurons.
		///
		/// Origin: root. Emits `MinAllowedUidsSet`.
		#[pallet::call_index(79)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_min_allowed_uids(
			origin: OriginFor<T>,
			netuid: NetUid,
			min_allowed_uids: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::MinAllowedUids(min_allowed_uids))
		}

		/// Blocks between the creation of a subnet and the first moment at which its owner can start it.
		///
		/// Origin: root. In blocks. Emits `StartCallDelaySet`.
		#[pallet::call_index(85)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_start_call_delay(origin: OriginFor<T>, delay: u64) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::StartCallDelay(delay))
		}

		/// Blocks between the announcement of a coldkey's swap and the first moment at which it can be carried out.
		///
		/// Origin: root. In blocks. Emits `ColdkeySwapAnnouncementDelaySet`.
		#[pallet::call_index(86)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_coldkey_swap_announcement_delay(
			origin: OriginFor<T>,
			duration: u32,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::ColdkeySwapAnnouncementDelay(duration),
			)
		}

		/// Blocks after that moment until the announcement can be replaced or taken back.
		///
		/// Origin: root. In blocks. Emits `ColdkeySwapReannouncementDelaySet`.
		#[pallet::call_index(87)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_coldkey_swap_reannouncement_delay(
			origin: OriginFor<T>,
			duration: u32,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::ColdkeySwapReannouncementDelay(duration),
			)
		}

		/// The most mechanisms that a subnet can be given; those that have more keep them.
		///
		/// Origin: root. Emits `MaxMechanismCountSet`.
		#[pallet::call_index(88)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_max_mechanism_count(
			origin: OriginFor<T>,
			max_mechanism_count: MechId,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::MaxMechanismCount(max_mechanism_count),
			)
		}

		/// Blocks in which the price of a registration, and the difficulty of work, fall to a half.
		///
		/// Origin: the subnet's owner or root. In blocks. Emits `BurnHalfLifeSet`.
		#[pallet::call_index(89)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_burn_half_life(
			origin: OriginFor<T>,
			netuid: NetUid,
			burn_half_life: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::BurnHalfLife(burn_half_life))
		}

		/// Factor by which a registration raises its price or difficulty.
		///
		/// Origin: the subnet's owner or root. In units of 2^-64. Emits `BurnIncreaseMultSet`.
		#[pallet::call_index(90)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_burn_increase_mult(
			origin: OriginFor<T>,
			netuid: NetUid,
			burn_increase_mult: U64F64,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(
				origin,
				netuid,
				Hyperparameter::BurnIncreaseMult(burn_increase_mult),
			)
		}

		/// Whether the owner takes its cut of the emission. If not, miners and validators share it.
		///
		/// Origin: the subnet's owner or root. Emits `OwnerCutEnabledSet`.
		#[pallet::call_index(92)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_owner_cut_enabled(
			origin: OriginFor<T>,
			netuid: NetUid,
			enabled: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::OwnerCutEnabled(enabled))
		}

		/// The lowest take from parents on the subnet. Never above the highest that the chain allows.
		///
		/// Origin: the subnet's owner or root. In u16 fraction. Emits `MinChildKeyTakePerSubnetSet`.
		#[pallet::call_index(93)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_min_childkey_take_per_subnet(
			origin: OriginFor<T>,
			netuid: NetUid,
			take: u16,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::MinChildkeyTakePerSubnet(take))
		}

		/// Whether the subnet takes part in emission once it is started.
		///
		/// Origin: root. Emits `SubnetEmissionEnabledSet`.
		#[pallet::call_index(94)]
		#[pallet::weight(subnet_weight::<T>())]
		pub fn sudo_set_subnet_emission_enabled(
			origin: OriginFor<T>,
			netuid: NetUid,
			enabled: bool,
		) -> DispatchResult {
			HyperparameterTable::<T>::set(origin, netuid, Hyperparameter::SubnetEmissionEnabled(enabled))
		}

		/// The most epochs that run in one block; others wait for the next.
		///
		/// Origin: root. Emits `MaxEpochsPerBlockSet`.
		#[pallet::call_index(96)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_max_epochs_per_block(
			origin: OriginFor<T>,
			max_epochs_per_block: u8,
		) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(
				origin,
				ChainParameter::MaxEpochsPerBlock(max_epochs_per_block),
			)
		}

		/// Whether owners of subnets can set their tempo (`set_tempo`) and bring their next epoch forward (`trigger_epoch`).
		///
		/// Origin: root. Emits `OwnerTempoControlSet`.
		#[pallet::call_index(200)]
		#[pallet::weight(chain_weight::<T>())]
		pub fn sudo_set_owner_tempo_control(origin: OriginFor<T>, enabled: bool) -> DispatchResult {
			HyperparameterTable::<T>::set_chain(origin, ChainParameter::OwnerTempoControl(enabled))
		}
	}
}
