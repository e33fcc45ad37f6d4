//! Neurons under another hotkey.

use super::NeuronRegistry;
use crate::{
	Axons, Config, HotkeySwappedAt, IsNetworkMember, Keys, NeuronCertificates, NeuronRecords, Pallet,
	Prometheus, Uids,
};
use alloc::vec::Vec;
use frame_support::pallet_prelude::DispatchResult;
use subtensor_types::NetUid;

impl<T: Config> NeuronRegistry<T> {
	/// The subnets of which a hotkey is a neuron, those that close included.
	pub fn subnets_of(hotkey: &T::AccountId) -> Vec<NetUid> {
		IsNetworkMember::<T>::iter_key_prefix(hotkey).collect()
	}

	/// Puts `new`, which is no neuron of the subnet, in the place of `old`, with all that this one published, and notes when.
	pub fn rename(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
		let uid = Self::uid(netuid, old)?;
		Uids::<T>::remove(netuid, old);
		Uids::<T>::insert(netuid, new, uid);
		Keys::<T>::insert(netuid, uid, new);
		IsNetworkMember::<T>::remove(old, netuid);
		IsNetworkMember::<T>::insert(new, netuid, true);
		if let Some(axon) = Axons::<T>::take(netuid, old) {
			Axons::<T>::insert(netuid, new, axon);
		}
		if let Some(certificate) = NeuronCertificates::<T>::take(netuid, old) {
			NeuronCertificates::<T>::insert(netuid, new, certificate);
		}
		if let Some(prometheus) = Prometheus::<T>::take(netuid, old) {
			Prometheus::<T>::insert(netuid, new, prometheus);
		}
		T::NeuronRecords::rename(netuid, old, new);
		HotkeySwappedAt::<T>::insert(netuid, uid, Pallet::<T>::now());
		Ok(())
	}

	/// The block in which the neuron last changed its hotkey.
	pub fn renamed_at(netuid: NetUid, hotkey: &T::AccountId) -> Option<u64> {
		HotkeySwappedAt::<T>::get(netuid, Uids::<T>::get(netuid, hotkey)?)
	}
}
