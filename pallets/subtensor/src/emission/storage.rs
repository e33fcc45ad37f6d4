//! Storage of emission. Written by the handlers in [`emission`](super) alone.

use frame_support::pallet_macros::pallet_section;

/// What is minted, how it is divided among subnets, and what waits for their epochs.
#[pallet_section]
mod emission_storage {
	/// Issuance, in rao, at which the block emission first halves. Written at genesis only.
	#[pallet::storage]
	pub type FirstHalving<T: Config> = StorageValue<_, Rao, ValueQuery>;

	/// How the block emission is divided now, and how much of it is not settled yet.
	#[pallet::storage]
	pub type Plan<T: Config> = StorageValue<_, EmissionPlan, ValueQuery>;

	/// Subnet -> rao that wait in its pot for its next epoch.
	#[pallet::storage]
	pub type PendingEmission<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> its share of the block emission, summed over the blocks that are settled, in units of 2^-64; each block's share is
	/// rounded down. Divided by its age it is the mean by which the weakest subnet is found.
	#[pallet::storage]
	pub type EmissionShareSum<T: Config> = StorageMap<_, Identity, NetUid, u128, ValueQuery>;

	/// Subnet -> rao of owner's cuts that reached its owner since its creation. They are not paid a second time out of the lock.
	#[pallet::storage]
	pub type OwnerCutsPaid<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Issuance in rao, a copy of `Balances.TotalIssuance` made at the end of each block for clients that ask here.
	#[pallet::storage]
	pub type TotalIssuance<T: Config> = StorageValue<_, Rao, ValueQuery>;
}
