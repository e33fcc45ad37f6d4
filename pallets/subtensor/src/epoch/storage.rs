//! Storage of epochs. Written by the handlers in [`epoch`](super) alone.

use frame_support::pallet_macros::pallet_section;

/// When epochs run, and what one hands to the next.
#[pallet_section]
mod epoch_storage {
	/// Subnet -> block at which its next epoch is due. It grows by the tempo at each epoch, however late that one ran.
	#[pallet::storage]
	pub type EpochDue<T: Config> = StorageMap<_, Identity, NetUid, u64, OptionQuery>;

	/// Block -> subnets whose epoch runs in it, in order. A subnet stands in exactly one block's list.
	#[pallet::storage]
	pub type EpochAgenda<T: Config> =
		StorageMap<_, Twox64Concat, u64, Bounded<NetUid, MaxSubnets>, ValueQuery>;

	/// Subnet -> number of epochs that it has been through.
	#[pallet::storage]
	pub type SubnetEpochIndex<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> block of its last epoch; before the first, one tempo before that is due.
	#[pallet::storage]
	pub type LastEpochBlock<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> block to which its owner brought its next epoch forward, until that epoch has run; else 0. It is due in that block.
	#[pallet::storage]
	pub type PendingEpochAt<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Mechanism, uid of a validator -> (uid of a neuron, bond as a u16 fraction).
	#[pallet::storage]
	pub type Bonds<T: Config> =
		StorageDoubleMap<_, Identity, NetUidStorageIndex, Identity, Uid, PerUid<(u16, u16)>, ValueQuery>;
}
