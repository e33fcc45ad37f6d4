//! Storage of parents and children. Written by [`ChildkeyRegistry`](super::ChildkeyRegistry) alone.

use frame_support::pallet_macros::pallet_section;

/// Which hotkeys lend their weight to which.
#[pallet_section]
mod children_storage {
	/// Hotkey, subnet -> its children there: part of its weight that each gets, as a fraction of `u64::MAX`, and hotkey. The parts sum to
	/// `u64::MAX` at most.
	#[pallet::storage]
	pub type ChildKeys<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Children<T>, ValueQuery>;

	/// Hotkey, subnet -> its parents there: `ChildKeys` from the child's side. Whoever has parents has no children on the subnet.
	#[pallet::storage]
	pub type ParentKeys<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Parents<T>, ValueQuery>;

	/// Subnet, hotkey -> the children that it will have there, and the block from which on. Present while that lies ahead.
	#[pallet::storage]
	pub type PendingChildKeys<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, (Children<T>, u64), ValueQuery>;

	/// Hotkey, subnet -> take of its owner from what its parents earn there, as a u16 fraction, as it was set. The bounds of the subnet and
	/// of the chain count before it.
	#[pallet::storage]
	pub type ChildkeyTake<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, u16, ValueQuery>;

	/// Hotkey, subnet -> when its owner last chose children or a take there. Whatever else is kept of it as a parent there goes with this.
	#[pallet::storage]
	pub type ChildkeyChoices<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, ChildkeyChoice, OptionQuery>;

	/// Subnet, hotkey -> present if `ChildkeyChoices` has an entry: by subnet, so that a subnet can be closed in bounded steps.
	#[pallet::storage]
	pub type ChildkeyHotkeys<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// Number -> subnet and hotkey whose pending children are applied in this order, each when its block has come.
	#[pallet::storage]
	pub type ChildkeyQueue<T: Config> = StorageMap<_, Twox64Concat, u64, (NetUid, T::AccountId), OptionQuery>;

	/// First number of the queue that may be taken, and first that was never given. Those between may be missing.
	#[pallet::storage]
	pub type ChildkeyQueueEnds<T: Config> = StorageValue<_, (u64, u64), ValueQuery>;

	/// Hotkey -> present while its relations are being ended over the next blocks, because it lost its owner.
	#[pallet::storage]
	pub type EndingChildkeys<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// Blocks between two choices of children by one hotkey on one subnet. Written at genesis only.
	#[pallet::storage]
	pub type ChildkeyRateLimit<T: Config> = StorageValue<_, u64, ValueQuery>;
}
