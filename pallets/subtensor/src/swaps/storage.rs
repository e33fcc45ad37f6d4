//! Storage of swaps of keys. Written by [`KeySwapper`](super::KeySwapper) alone.

use frame_support::pallet_macros::pallet_section;

/// Swaps of keys that are announced, and when the last ones were made.
#[pallet_section]
mod swap_storage {
	/// Coldkey -> first block in which it can be swapped, and the hash of the account that takes its place. Meanwhile its balance is frozen
	/// and it can move nothing.
	#[pallet::storage]
	pub type ColdkeySwapAnnouncements<T: Config> =
		StorageMap<_, Twox64Concat, T::AccountId, (BlockNumberFor<T>, T::Hash), OptionQuery>;

	/// Coldkey -> block in which its announced swap was disputed. From then on only root can go on.
	#[pallet::storage]
	pub type ColdkeySwapDisputes<T: Config> =
		StorageMap<_, Twox64Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

	/// Coldkey -> block in which it last swapped a hotkey on all subnets.
	#[pallet::storage]
	pub type HotkeysSwappedAt<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64, OptionQuery>;
}
