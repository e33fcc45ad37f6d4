//! Storage of the weights that validators set. Written by [`WeightBook`](super::WeightBook) alone.

use frame_support::pallet_macros::pallet_section;

/// The scores that validators give, and root's scores for subnets.
#[pallet_section]
mod validator_weight_storage {
	/// Subnet, uid of a validator -> (uid of a neuron, weight). On root: (netuid, weight). The largest weight is 65,535 as they are set;
	/// those for a neuron that a trimming removed go without the others being raised. Uids ascend.
	#[pallet::storage]
	pub type Weights<T: Config> =
		StorageDoubleMap<_, Identity, NetUidStorageIndex, Identity, Uid, PerUid<(u16, u16)>, ValueQuery>;
}
