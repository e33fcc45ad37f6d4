//! Neurons: the miners and validators of a subnet, each a hotkey with a uid.
//!
//! Owns the items in `storage.rs`. How a neuron gets in is in `registration` and `work`, what
//! that costs in `pricing`, what it publishes in `serving`, the lists with one
//! entry per uid in `columns`, how a subnet shrinks in `trimming`,
//! what other pallets keep of neurons in `records`.

mod closing;
mod columns;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod pricing;
mod records;
mod registration;
mod renaming;
mod serving;
pub(crate) mod storage;
#[cfg(test)]
mod tests;
mod trimming;
mod work;

use crate::{Config, Error, Keys, SubnetworkN, Uids};
use alloc::vec::Vec;
use core::marker::PhantomData;
use subtensor_types::{NetUid, Uid};

pub use columns::EpochColumns;
pub use pricing::Anchor;
pub use records::NeuronRecords;
pub use trimming::Renumbering;
pub use work::{Work, seal};

/// Keeps the neurons. Alone writes the items of this domain.
pub struct NeuronRegistry<T>(PhantomData<T>);

impl<T: Config> NeuronRegistry<T> {
	/// The uid of a hotkey on a subnet.
	pub fn uid(netuid: NetUid, hotkey: &T::AccountId) -> Result<Uid, Error<T>> {
		Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)
	}

	/// The hotkeys of a subnet, by uid.
	pub fn hotkeys(netuid: NetUid) -> Result<Vec<T::AccountId>, Error<T>> {
		(0..SubnetworkN::<T>::get(netuid))
			.map(|uid| Keys::<T>::get(netuid, uid).ok_or(Error::<T>::Inconsistent))
			.collect()
	}
}
