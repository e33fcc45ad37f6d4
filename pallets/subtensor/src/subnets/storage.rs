//! Storage of the subnets themselves. Written by [`SubnetRegistry`](super::SubnetRegistry) alone.

use frame_support::pallet_macros::pallet_section;

/// Which subnets exist, whose they are, what was locked for them.
#[pallet_section]
mod subnet_storage {
	/// Subnet -> whether it exists. Root is one of them.
	#[pallet::storage]
	pub type NetworksAdded<T: Config> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

	/// Number of subnets, root included.
	#[pallet::storage]
	pub type TotalNetworks<T: Config> = StorageValue<_, u16, ValueQuery>;

	/// Subnet -> block at which it was created, 0 for those of genesis. Root's judgement and votes about a subnet count only if they
	/// are younger, so that a successor under the same id inherits nothing.
	#[pallet::storage]
	pub type NetworkRegisteredAt<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> coldkey of its owner. Root has none.
	#[pallet::storage]
	pub type SubnetOwner<T: Config> = StorageMap<_, Identity, NetUid, T::AccountId>;

	/// Subnet -> hotkey that its owner named when creating it, or later. It receives the owner's cut as stake, may always validate and is
	/// never replaced.
	#[pallet::storage]
	pub type SubnetOwnerHotkey<T: Config> = StorageMap<_, Identity, NetUid, T::AccountId>;

	/// Subnet -> rao that its creator locked; they lie in the subnet's pot.
	#[pallet::storage]
	pub type SubnetLocked<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> first block in which it takes part in emission. Absent until it is started.
	#[pallet::storage]
	pub type FirstEmissionBlockNumber<T: Config> = StorageMap<_, Identity, NetUid, u64>;

	/// Rao that the last creation of a subnet locked.
	#[pallet::storage]
	pub type NetworkLastLockCost<T: Config> = StorageValue<_, Rao, ValueQuery>;

	/// Block of the last creation of a subnet. Absent before the first one.
	#[pallet::storage]
	pub type NetworkLastRegistered<T: Config> = StorageValue<_, u64>;
}
