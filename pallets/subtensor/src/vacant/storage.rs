//! Storage that clients read in passing. Written by nobody; [`vacant`](super) says why.

use frame_support::pallet_macros::pallet_section;

/// Items that stay as they are.
#[pallet_section]
mod vacant_storage {
	/// Coldkey, subnet, hotkey -> a lock of stake. Empty: there are none.
	#[pallet::storage]
	pub type Lock<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Identity, NetUid>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		LockState,
		OptionQuery,
	>;

	/// Subnet, hotkey, coldkey -> present if there is a lock. Empty: there are none.
	#[pallet::storage]
	pub type LockingColdkeys<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, NetUid>,
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		(),
		OptionQuery,
	>;

	/// Coldkey, subnet -> whether its locks decay. Empty: there are none.
	#[pallet::storage]
	pub type DecayingLock<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool, OptionQuery>;

	/// Subnet, hotkey -> the sum of locks on it. Empty: there are none.
	#[pallet::storage]
	pub type HotkeyLock<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, LockState, OptionQuery>;

	/// Subnet, hotkey -> the sum of locks on it that decay. Empty: there are none.
	#[pallet::storage]
	pub type DecayingHotkeyLock<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, LockState, OptionQuery>;

	/// Subnet -> the sum of locks on its owner's hotkey. Empty: there are none.
	#[pallet::storage]
	pub type OwnerLock<T: Config> = StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

	/// Subnet -> the sum of locks on its owner's hotkey that decay. Empty: there are none.
	#[pallet::storage]
	pub type DecayingOwnerLock<T: Config> = StorageMap<_, Identity, NetUid, LockState, OptionQuery>;

	/// Blocks in which a lock would decay to 1/e. Constant: clients divide by it.
	#[pallet::storage]
	pub type UnlockRate<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<{ vacant::LOCK_RATE }>>;

	/// Blocks in which the conviction of a lock would grow to all but 1/e. Constant: clients divide by it.
	#[pallet::storage]
	pub type MaturityRate<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<{ vacant::LOCK_RATE }>>;

	/// Coldkey -> what becomes of its dividends of root stake. Constant: they are TAO.
	#[pallet::storage]
	#[pallet::unbounded]
	pub type RootClaimType<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, RootClaimTypeEnum, ValueQuery>;

	/// Hotkey -> what each unit of root stake on it can claim, by subnet. Empty: there is nothing to claim.
	#[pallet::storage]
	#[pallet::unbounded]
	pub type RootClaimable<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, BTreeMap<NetUid, I96F32>, ValueQuery>;

	/// Subnet, hotkey, coldkey -> what was claimed. Empty: there is nothing to claim.
	#[pallet::storage]
	pub type RootClaimed<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, NetUid>,
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		u128,
		ValueQuery,
	>;

	/// Subnet -> the least that can be claimed. Constant 0: there is nothing to claim.
	#[pallet::storage]
	pub type RootClaimableThreshold<T: Config> = StorageMap<_, Blake2_128Concat, NetUid, I96F32, ValueQuery>;

	/// Subnet, hotkey -> rao of dividends for root stake that are kept apart. Constant 0: they are paid into the stake.
	#[pallet::storage]
	pub type RootAlphaDividendsPerSubnet<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, Rao, ValueQuery>;

	/// Subnet -> mean flow of TAO into its market. Empty: it has none.
	#[pallet::storage]
	pub type SubnetEmaTaoFlow<T: Config> = StorageMap<_, Identity, NetUid, (u64, I64F64), OptionQuery>;

	/// Subnet -> rao of stake that belong to its market. Constant 0: it has none.
	#[pallet::storage]
	pub type SubnetProtocolAlpha<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> the most that a single weight can be, as a u16 fraction. Constant: all.
	#[pallet::storage]
	pub type MaxWeightsLimit<T: Config> =
		StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<{ u16::MAX }>>;

	/// Subnet -> smoothing of its price by intervals. Constant 0: it falls continuously.
	#[pallet::storage]
	pub type AdjustmentAlpha<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> blocks between adjustments of its price. Constant 0: it falls continuously.
	#[pallet::storage]
	pub type AdjustmentInterval<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> registrations at which its price would stay. Constant 0: there is no such target.
	#[pallet::storage]
	pub type TargetRegistrationsPerInterval<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> the most registrations in a block. Constant: nothing but the price limits them.
	#[pallet::storage]
	pub type MaxRegistrationsPerBlock<T: Config> =
		StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<{ u16::MAX }>>;

	/// Subnet -> uids of its owner that are never replaced. Constant: that of its hotkey.
	#[pallet::storage]
	pub type ImmuneOwnerUidsLimit<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

	/// Subnet -> whether the owner's cut is locked. Constant: it is not.
	#[pallet::storage]
	pub type OwnerCutAutoLockEnabled<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Subnet -> part of a registration's price that is kept as collateral. Constant: none.
	#[pallet::storage]
	pub type CollateralLockShare<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet -> how fast collateral is given back. Constant: there is none.
	#[pallet::storage]
	pub type CollateralDrainRatio<T: Config> = StorageMap<_, Identity, NetUid, U64F64, ValueQuery>;

	/// Subnet -> rao that a block pays into its pool. Constant 0: there are no pools; `get_dynamic_info` says what it mints for the subnet.
	#[pallet::storage]
	pub type SubnetTaoInEmission<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Account -> its settings about locks, as bits. Constant: none.
	#[pallet::storage]
	pub type AccountFlags<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u128, ValueQuery>;

	/// Subnet, uid -> the neuron's address on the EVM. Empty: there is no EVM.
	#[pallet::storage]
	pub type AssociatedEvmAddress<T: Config> =
		StorageDoubleMap<_, Twox64Concat, NetUid, Twox64Concat, Uid, (H160, u64), OptionQuery>;

	/// Subnet -> how it finds consensus. Constant: by Yuma.
	#[pallet::storage]
	pub type SubnetEpochConsensus<T: Config> = StorageMap<_, Identity, NetUid, EpochConsensus, ValueQuery>;

	/// Subnet -> blocks since its last epoch, for clients that do not find the block of the next one. Constant 0: counting would
	/// write every subnet in every block.
	#[pallet::storage]
	pub type BlocksSinceLastStep<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// The version of time-locked commits that the chain takes. Constant: 4.
	#[pallet::storage]
	pub type CommitRevealWeightsVersion<T: Config> =
		StorageValue<_, u16, ValueQuery, ConstU16<{ validator_weights::TIMELOCK_VERSION }>>;
}
