//! Storage of identities. Written by [`IdentityRegistry`](super::IdentityRegistry) alone.

use frame_support::pallet_macros::pallet_section;

/// What subnets and coldkeys say of themselves.
#[pallet_section]
mod identity_storage {
	/// Subnet -> what its owner says of it.
	#[pallet::storage]
	pub type SubnetIdentitiesV3<T: Config> =
		StorageMap<_, Blake2_128Concat, NetUid, BoundedSubnetIdentity, OptionQuery>;

	/// Coldkey -> what it says of itself.
	#[pallet::storage]
	pub type IdentitiesV2<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, BoundedChainIdentity, OptionQuery>;

	/// Subnet -> its symbol, a letter of the catalogue in UTF-8. No two subnets have the same. Empty if there is no such subnet.
	#[pallet::storage]
	pub type TokenSymbol<T: Config> = StorageMap<_, Identity, NetUid, Symbol, ValueQuery>;
}
