//! Storage of the root network's judgement. Written by [`RootCouncil`](super::RootCouncil) alone.

use frame_support::pallet_macros::pallet_section;

/// The shares of subnets in emission, as root's last epoch found them.
#[pallet_section]
mod root_storage {
	/// Shares by root's last epoch. Empty while root does not decide.
	#[pallet::storage]
	pub type RootShares<T: Config> = StorageValue<_, Bounded<RootShare, MaxSubnets>, ValueQuery>;

	/// Blocks after which weights of a root validator no longer count.
	#[pallet::storage]
	pub type RootWeightLifetime<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Who shares equally in emission while root does not decide.
	#[pallet::storage]
	pub type Bootstrap<T: Config> = StorageValue<_, BootstrapShares, ValueQuery>;
}
