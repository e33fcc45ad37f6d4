//! What other pallets keep of neurons: it goes when the neuron does, and clients read it with the neurons.

use alloc::vec::Vec;
use subtensor_types::NetUid;

/// Another pallet's records of neurons.
pub trait NeuronRecords<AccountId> {
	/// Forgets what is kept of a hotkey on a subnet, since it is no neuron of it any more: at most three items, unread.
	fn forget(netuid: NetUid, hotkey: &AccountId);

	/// Puts what is kept of a hotkey on a subnet under another, which takes its place as a neuron: at most three items.
	fn rename(netuid: NetUid, old: &AccountId, new: &AccountId);

	/// What the neurons of a subnet have committed, each as it is kept.
	fn commitments(netuid: NetUid) -> Vec<(AccountId, Vec<u8>)>;
}

/// Nothing is kept.
impl<AccountId> NeuronRecords<AccountId> for () {
	fn forget(_netuid: NetUid, _hotkey: &AccountId) {}

	fn rename(_netuid: NetUid, _old: &AccountId, _new: &AccountId) {}

	fn commitments(_netuid: NetUid) -> Vec<(AccountId, Vec<u8>)> {
		Vec::new()
	}
}
