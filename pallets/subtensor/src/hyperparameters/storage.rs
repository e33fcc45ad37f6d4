//! Storage of hyperparameters. Written by [`HyperparameterTable`](super::HyperparameterTable) alone.

use frame_support::pallet_macros::pallet_section;

/// What an owner, or root, can set about a subnet; what root can set about the chain; what genesis fixes.
#[pallet_section]
mod hyperparameter_storage {
	/// What a new subnet starts with.
	#[pallet::storage]
	pub type SubnetDefaults<T: Config> = StorageValue<_, Hyperparameters, ValueQuery>;

	/// Subnet -> blocks between epochs.
	#[pallet::storage]
	pub type Tempo<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> majority that consensus needs, of stake, in u16 fraction.
	#[pallet::storage]
	pub type Kappa<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> steepness of the curve by which trust becomes consensus on root. Other subnets do not use it.
	#[pallet::storage]
	pub type Rho<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> blocks for which a new neuron is not replaced.
	#[pallet::storage]
	pub type ImmunityPeriod<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the least number of neurons that a validator must rate, or all where there are fewer.
	#[pallet::storage]
	pub type MinAllowedWeights<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the least number to which the owner can trim the neurons.
	#[pallet::storage]
	pub type MinAllowedUids<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the most neurons. Not below how many there are.
	#[pallet::storage]
	pub type MaxAllowedUids<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the most validator permits that an epoch gives.
	#[pallet::storage]
	pub type MaxAllowedValidators<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> lowest version of the validators' software whose weights are accepted. 0: any.
	#[pallet::storage]
	pub type WeightsVersionKey<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> blocks between two settings of weights by one neuron. Never twice in a block.
	#[pallet::storage]
	pub type WeightsSetRateLimit<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> tempos, in thousandths, after which a validator that set no weights counts as inactive.
	#[pallet::storage]
	pub type ActivityCutoffFactorMilli<T: Config> = StorageMap<_, Identity, NetUid, u32, ValueQuery>;

	/// Subnet -> whether weights are committed first, as a hash, and revealed later.
	#[pallet::storage]
	pub type CommitRevealWeightsEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> epochs between the commit of weights and the epoch in which they are revealed.
	#[pallet::storage]
	pub type RevealPeriodEpochs<T: Config> = StorageMap<_, Twox64Concat, NetUid, u64, ValueQuery>;

	/// Subnet -> part of the old bonds that an epoch keeps, in parts per million.
	#[pallet::storage]
	pub type BondsMovingAverage<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> how far bonds follow clipped rather than plain weights, in u16 fraction.
	#[pallet::storage]
	pub type BondsPenalty<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> whether bonds are kept per validator and capped by its stake (Yuma3) instead of per miner (classic).
	#[pallet::storage]
	pub type Yuma3On<T: Config> = StorageMap<_, Blake2_128Concat, NetUid, bool, ValueQuery>;

	/// Subnet -> whether bonds move faster the further a weight is from consensus. Needs Yuma3.
	#[pallet::storage]
	pub type LiquidAlphaOn<T: Config> = StorageMap<_, Blake2_128Concat, NetUid, bool, ValueQuery>;

	/// Subnet -> lowest and highest part of the way that bonds move in an epoch with liquid alpha, in u16 fractions, low and high.
	#[pallet::storage]
	pub type AlphaValues<T: Config> = StorageMap<_, Identity, NetUid, (u16, u16), ValueQuery>;

	/// Subnet -> slope of the sigmoid between the two alpha values, in hundredths.
	#[pallet::storage]
	pub type AlphaSigmoidSteepness<T: Config> = StorageMap<_, Identity, NetUid, i16, ValueQuery>;

	/// Subnet -> whether bonds to a neuron end when a commitment of its own asks for it.
	#[pallet::storage]
	pub type BondsResetOn<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> blocks between two announcements of an endpoint by one neuron. Never twice in a block.
	#[pallet::storage]
	pub type ServingRateLimit<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> whether new neurons are accepted by burning.
	#[pallet::storage]
	pub type NetworkRegistrationAllowed<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> whether new neurons are accepted by proof of work.
	#[pallet::storage]
	pub type NetworkPowRegistrationAllowed<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> lowest price of a registration, in rao.
	#[pallet::storage]
	pub type MinBurn<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> highest price of a registration, in rao.
	#[pallet::storage]
	pub type MaxBurn<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> blocks in which the price of a registration, and the difficulty of work, fall to a half.
	#[pallet::storage]
	pub type BurnHalfLife<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> factor by which a registration raises its price or difficulty, in units of 2^-64.
	#[pallet::storage]
	pub type BurnIncreaseMult<T: Config> = StorageMap<_, Identity, NetUid, U64F64, ValueQuery>;

	/// Subnet -> lowest difficulty of a proof of work: how many tries it takes on average.
	#[pallet::storage]
	pub type MinDifficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> highest difficulty of a proof of work.
	#[pallet::storage]
	pub type MaxDifficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> whether stake on the subnet can be given to another coldkey.
	#[pallet::storage]
	pub type TransferToggle<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> whether the owner takes its cut of the emission. If not, miners and validators share it.
	#[pallet::storage]
	pub type OwnerCutEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> whether the subnet takes part in emission once it is started.
	#[pallet::storage]
	pub type SubnetEmissionEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet, index of a setter in its pallet -> block in which the subnet's owner last used it.
	#[pallet::storage]
	pub type LastHyperparameterUpdate<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Identity, u8, u64, OptionQuery>;

	/// The most subnets, root not counted.
	#[pallet::storage]
	pub type SubnetLimit<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// The least that creating a subnet locks, in rao.
	#[pallet::storage]
	pub type NetworkMinLockCost<T: Config> = StorageValue<_, Rao, ValueQuery>;

	/// Blocks within which the cost of creating a subnet falls by the last cost.
	#[pallet::storage]
	pub type NetworkLockReductionInterval<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Blocks that must pass between two creations of subnets.
	#[pallet::storage]
	pub type NetworkRateLimit<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Blocks after its creation for which a subnet is not closed to make room, and its lock is not given back.
	#[pallet::storage]
	pub type NetworkImmunityPeriod<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Blocks between the creation of a subnet and the first moment at which its owner can start it.
	#[pallet::storage]
	pub type StartCallDelay<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Blocks between an owner's decision to dissolve its subnet and the moment at which that begins.
	#[pallet::storage]
	pub type DissolveNetworkScheduleDuration<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The owner's cut of a subnet's emission.
	#[pallet::storage]
	pub type OwnerCut<T: Config> = StorageValue<_, Perbill, ValueQuery>;

	/// The most epochs that run in one block; others wait for the next.
	#[pallet::storage]
	pub type MaxEpochsPerBlock<T: Config> = StorageValue<_, u8, ValueQuery>;

	/// The most mechanisms that a subnet can be given; those that have more keep them.
	#[pallet::storage]
	pub type MaxMechanismCount<T: Config> = StorageValue<_, MechId, ValueQuery>;

	/// Blocks before an epoch in which a subnet's owner cannot change what the epoch makes of the weights.
	#[pallet::storage]
	pub type AdminFreezeWindow<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// Tempos that an owner has to wait before it sets the same hyperparameter again.
	#[pallet::storage]
	pub type OwnerHyperparamRateLimit<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// Whether owners of subnets can set tempos and bring epochs forward.
	#[pallet::storage]
	pub type OwnerTempoControl<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// The least stake weight with which a validator can set weights and get a permit, in rao.
	#[pallet::storage]
	pub type StakeThreshold<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The least stake of somebody who does not own the hotkey, where it is more than the minimum for all, in rao.
	#[pallet::storage]
	pub type NominatorMinRequiredStake<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The lowest take, as a u16 fraction.
	#[pallet::storage]
	pub type MinDelegateTake<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// The highest take that an owner can set, as a u16 fraction.
	#[pallet::storage]
	pub type MaxDelegateTake<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// Blocks between two changes of a take of which the second raises it.
	#[pallet::storage]
	pub type TxDelegateTakeRateLimit<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The lowest take from parents, as a u16 fraction.
	#[pallet::storage]
	pub type MinChildkeyTake<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// The highest take from parents, as a u16 fraction.
	#[pallet::storage]
	pub type MaxChildkeyTake<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// Subnet -> the lowest take from parents on it, as a u16 fraction. Never above the highest that the chain allows.
	#[pallet::storage]
	pub type MinChildkeyTakePerSubnet<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Blocks between two changes of a take from parents of which the second raises it.
	#[pallet::storage]
	pub type TxChildkeyTakeRateLimit<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Blocks between the choice of children and the moment from which it counts.
	#[pallet::storage]
	pub type PendingChildKeyCooldown<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Blocks between two swaps of hotkeys on all subnets by one coldkey.
	#[pallet::storage]
	pub type TxRateLimit<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Blocks between the announcement of a coldkey's swap and the first moment at which it can be carried out.
	#[pallet::storage]
	pub type ColdkeySwapAnnouncementDelay<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Blocks after that moment until the announcement can be replaced or taken back.
	#[pallet::storage]
	pub type ColdkeySwapReannouncementDelay<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Milliseconds between blocks. Written at genesis only.
	#[pallet::storage]
	pub type SlotDuration<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<DEFAULT_SLOT_DURATION>>;

	/// Blocks in a session. Written at genesis only.
	#[pallet::storage]
	pub type SessionLength<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_SESSION_LENGTH>>;
}
