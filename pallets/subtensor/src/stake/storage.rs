//! Storage of stake. Written by [`StakeLedger`](super::StakeLedger) alone.

use frame_support::pallet_macros::pallet_section;

/// Share pools: one per hotkey and subnet. The rao themselves lie in the subnet's pot.
#[pallet_section]
mod stake_storage {
	/// Hotkey, subnet -> rao in the pool.
	#[pallet::storage]
	pub type TotalHotkeyAlpha<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Rao, ValueQuery>;

	/// Hotkey, subnet -> shares of the pool.
	#[pallet::storage]
	pub type TotalHotkeyShares<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Shares, ValueQuery>;

	/// Hotkey, coldkey, subnet -> shares that the coldkey holds.
	#[pallet::storage]
	pub type Alpha<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Identity, NetUid>,
		),
		Shares,
		ValueQuery,
	>;

	/// Subnet, hotkey, coldkey -> present if the coldkey holds shares: `Alpha` by subnet, so that a subnet can be closed in
	/// bounded steps.
	#[pallet::storage]
	pub type Stakers<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, NetUid>,
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		(),
		OptionQuery,
	>;

	/// Hotkey, coldkey, subnet -> stake that entered lately and cannot leave yet.
	#[pallet::storage]
	pub type StakeCooldown<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Identity, NetUid>,
		),
		CoolingStake,
		OptionQuery,
	>;

	/// Hotkey that was swapped -> hotkey that took its place, while positions in its pools have still to follow.
	#[pallet::storage]
	pub type HotkeySuccessor<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, OptionQuery>;

	/// Hotkey that took the place of another -> that one: `HotkeySuccessor` the other way round.
	#[pallet::storage]
	pub type HotkeyPredecessor<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, OptionQuery>;

	/// Coldkey, subnet -> hotkey on which the pay of the coldkey's miners there is staked for it, instead of on the miner itself.
	#[pallet::storage]
	pub type AutoStakeDestination<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, T::AccountId, OptionQuery>;

	/// Subnet, coldkey -> present if the coldkey has an `AutoStakeDestination`: that map by subnet, so that a subnet can be closed
	/// in bounded steps.
	#[pallet::storage]
	pub type AutoStakers<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// Coldkey -> hotkeys on which it has stake, on any subnet. Transfers by others fill half of the bound at most.
	#[pallet::storage]
	pub type StakingHotkeys<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Bounded<T::AccountId, MaxHotkeys>, ValueQuery>;

	/// Subnet -> rao staked on it, over all hotkeys.
	#[pallet::storage]
	pub type SubnetTAO<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Rao staked, over all subnets.
	#[pallet::storage]
	pub type TotalStake<T: Config> = StorageValue<_, Rao, ValueQuery>;

	/// The least stake, in rao, that a coldkey can have on a hotkey and subnet.
	#[pallet::storage]
	pub type MinStake<T: Config> = StorageValue<_, Rao, ValueQuery>;

	/// The key of the last position at which blocks looked for nominations that became too small; empty to begin with the first, nothing when none
	/// has to be looked for.
	#[pallet::storage]
	pub type ClearingCursor<T: Config> = StorageValue<_, Bounded<u8, MaxPositionKey>, OptionQuery>;

	/// Blocks for which stake that entered stays, unless the subnet's tempo is longer. None on chains where it can leave at once.
	#[pallet::storage]
	pub type StakeCooldownPeriod<T: Config> = StorageValue<_, u64, OptionQuery>;

	/// How much a rao of root stake weighs on every subnet, as a fraction of `u64::MAX`.
	#[pallet::storage]
	pub type TaoWeight<T: Config> = StorageValue<_, u64, ValueQuery>;
}
