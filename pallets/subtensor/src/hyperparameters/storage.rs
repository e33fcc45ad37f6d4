//! Storage of hyperparameters. Written by [`HyperparameterTable`](super::HyperparameterTable) alone.

use frame_support::pallet_macros::pallet_section;

/// What an owner, or root, can set about a subnet; and the chain's own parameters that genesis fixes.
#[pallet_section]
mod hyperparameter_storage {
	/// What a new subnet starts with.
	#[pallet::storage]
	pub type SubnetDefaults<T: Config> = StorageValue<_, Hyperparameters, ValueQuery>;

	/// Subnet -> blocks between its epochs. 0: no epochs.
	#[pallet::storage]
	pub type Tempo<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> majority that consensus needs, as a u16 fraction of stake.
	#[pallet::storage]
	pub type Kappa<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> steepness of root's consensus curve.
	#[pallet::storage]
	pub type Rho<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> blocks for which a new neuron is not replaced.
	#[pallet::storage]
	pub type ImmunityPeriod<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the least number of neurons that a validator must rate.
	#[pallet::storage]
	pub type MinAllowedWeights<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the most neurons that it has.
	#[pallet::storage]
	pub type MaxAllowedUids<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the most validator permits that an epoch gives.
	#[pallet::storage]
	pub type MaxAllowedValidators<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> lowest version of the validators' software whose weights are accepted. 0: any.
	#[pallet::storage]
	pub type WeightsVersionKey<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> blocks between two settings of weights by one neuron.
	#[pallet::storage]
	pub type WeightsSetRateLimit<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> tempos, in thousandths, after which a validator that set no weights counts as inactive.
	#[pallet::storage]
	pub type ActivityCutoffFactorMilli<T: Config> = StorageMap<_, Identity, NetUid, u32, ValueQuery>;

	/// Subnet -> part of the old bonds that an epoch keeps, in parts per million.
	#[pallet::storage]
	pub type BondsMovingAverage<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> how far bonds follow clipped rather than plain weights, as a u16 fraction.
	#[pallet::storage]
	pub type BondsPenalty<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> blocks between two announcements of an endpoint by one neuron. 0: no limit.
	#[pallet::storage]
	pub type ServingRateLimit<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> lowest price of a registration, in rao.
	#[pallet::storage]
	pub type MinBurn<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> highest price of a registration, in rao.
	#[pallet::storage]
	pub type MaxBurn<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> blocks in which the price of a registration, and the difficulty of work, fall to a half.
	#[pallet::storage]
	pub type BurnHalfLife<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> factor by which a registration raises its price or difficulty, in parts per million.
	#[pallet::storage]
	pub type BurnIncrease<T: Config> = StorageMap<_, Identity, NetUid, u32, ValueQuery>;

	/// Subnet -> lowest difficulty of a proof of work.
	#[pallet::storage]
	pub type MinDifficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> highest difficulty of a proof of work.
	#[pallet::storage]
	pub type MaxDifficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> whether new neurons are accepted by proof of work.
	#[pallet::storage]
	pub type NetworkPowRegistrationAllowed<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> whether new neurons are accepted by burning.
	#[pallet::storage]
	pub type NetworkRegistrationAllowed<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Milliseconds between blocks. Written at genesis only.
	#[pallet::storage]
	pub type SlotDuration<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<DEFAULT_SLOT_DURATION>>;

	/// Blocks in a session. Written at genesis only.
	#[pallet::storage]
	pub type SessionLength<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_SESSION_LENGTH>>;
}
