//! Storage of the weights that validators set. Written by [`WeightBook`](super::WeightBook) alone.

use frame_support::pallet_macros::pallet_section;

/// The scores that validators give, and root's scores for subnets.
#[pallet_section]
mod validator_weight_storage {
	/// Mechanism, uid of a validator -> (uid of a neuron, weight). On root: (netuid, weight). The largest weight is 65,535 as they are set;
	/// those for a neuron that a trimming removed go without the others being raised. Uids ascend.
	#[pallet::storage]
	pub type Weights<T: Config> =
		StorageDoubleMap<_, Identity, NetUidStorageIndex, Identity, Uid, PerUid<(u16, u16)>, ValueQuery>;

	/// Mechanism, uid of a validator -> block as of which its weights speak: in which it set them, or committed to them. Neurons
	/// that registered in it or later are not meant. Present with `Weights`.
	#[pallet::storage]
	pub type WeightsAsOf<T: Config> =
		StorageDoubleMap<_, Identity, NetUidStorageIndex, Identity, Uid, u64, OptionQuery>;

	/// Mechanism, hotkey of a neuron -> its commits to weights that it has not revealed, oldest first. Those that cannot be revealed
	/// any more go with the next commit, or at the second epoch after their own.
	#[pallet::storage]
	pub type WeightCommits<T: Config> = StorageDoubleMap<
		_,
		Identity,
		NetUidStorageIndex,
		Blake2_128Concat,
		T::AccountId,
		Bounded<WeightCommit, MaxWeightCommits>,
		ValueQuery,
	>;

	/// Mechanism, epoch of the commits -> time-locked weights that wait, oldest first: hotkey, block of the commit, ciphertext,
	/// round that opens it. At most one of each neuron.
	#[pallet::storage]
	pub type TimelockedWeightCommits<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		NetUidStorageIndex,
		Twox64Concat,
		u64,
		PerUid<(T::AccountId, u64, Bounded<u8, MaxTimelockedBytes>, RoundNumber)>,
		ValueQuery,
	>;

	/// Mechanism, hotkey of a neuron -> where its time-locked weights stand, and when they open.
	#[pallet::storage]
	pub type TimelockedCommits<T: Config> = StorageDoubleMap<
		_,
		Identity,
		NetUidStorageIndex,
		Blake2_128Concat,
		T::AccountId,
		TimelockedCommit,
		OptionQuery,
	>;

	/// Round as eight bytes, the highest first, mechanism, hotkey -> its weights wait for the round alone: their epoch has come.
	#[pallet::storage]
	pub type TimelockQueue<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, [u8; 8]>,
			NMapKey<Identity, NetUidStorageIndex>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		(),
		OptionQuery,
	>;
}
