//! Storage of closing subnets. Written by [`SubnetCloser`](super::SubnetCloser) alone.

use frame_support::pallet_macros::pallet_section;

/// Which subnets are being taken apart, and which will be.
#[pallet_section]
mod closing_storage {
	/// Subnets that no longer exist but still have something left, oldest first. Their netuids are not free.
	#[pallet::storage]
	pub type DissolveCleanupQueue<T: Config> = StorageValue<_, Bounded<NetUid, MaxSubnets>, ValueQuery>;

	/// Subnets whose owners dissolve them, with the block in which it happens, by that block.
	#[pallet::storage]
	pub type ScheduledDissolutions<T: Config> =
		StorageValue<_, Bounded<(u64, NetUid), MaxSubnets>, ValueQuery>;
}
