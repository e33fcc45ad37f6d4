//! Storage of who owns which hotkey. Written by [`KeyRegistry`](super::KeyRegistry) alone.

use frame_support::pallet_macros::pallet_section;

/// Hotkeys and the coldkeys that own them.
#[pallet_section]
mod key_storage {
	/// Whom clients take for nobody.
	#[pallet::type_value]
	pub fn ZeroAccount<T: Config>() -> T::AccountId {
		zero_account::<T>()
	}

	/// Hotkey -> coldkey that owns it. Present for hotkeys that are neurons or hold stake. Clients read the account of zeros where
	/// nobody does; [`owner_of`] tells the difference.
	#[pallet::storage]
	pub type Owner<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, ValueQuery, ZeroAccount<T>>;

	/// Hotkey -> present while its owner is provisional: the hotkey has not signed anything since it has an owner. Any call that it
	/// signs successfully confirms the owner; `confirm_owner` can name another.
	#[pallet::storage]
	pub type ProvisionalOwner<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// Coldkey -> hotkeys that it owns, for clients. Those that it did not sign for are listed up to half of the bound.
	#[pallet::storage]
	pub type OwnedHotkeys<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Bounded<T::AccountId, MaxHotkeys>, ValueQuery>;

	/// Coldkey -> hotkeys without an owner that it claimed, oldest first: each becomes its own when it stakes on it before anybody else
	/// uses it.
	#[pallet::storage]
	pub type HotkeyClaims<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Bounded<T::AccountId, MaxClaims>, ValueQuery>;

	/// Hotkey -> take of its owner from the dividends of its nominators, as a u16 fraction; 18 % where nothing is set.
	#[pallet::storage]
	pub type Delegates<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, u16, ValueQuery, ConstU16<DEFAULT_TAKE>>;

	/// Hotkey -> block in which its take was last changed. Absent while it is the default.
	#[pallet::storage]
	pub type DelegateTakeChangedAt<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, u64, OptionQuery>;
}
