//! Subnets: which exist, who owns them, what creating one costs, when they start.
//!
//! Owns the items in `storage.rs`. Emission starts with the owner's `start_call`; what a subnet can be set to is
//! [`hyperparameters`](crate::hyperparameters); how it ends is [`closing`](crate::closing).
//!
//! ```text
//!   register_network            start_call
//! ───────────────────▶ created ───────────▶ started (takes part in emission)
//! ```

mod creation;
mod limit;
#[cfg(test)]
mod limit_tests;
pub(crate) mod storage;
#[cfg(test)]
pub(crate) mod tests;

use crate::{
	Config, EmissionPlanner, Error, Event, FirstEmissionBlockNumber, KeyRegistry, NetworkRegisteredAt,
	NetworksAdded, NeuronRegistry, Pallet, StartCallDelay, SubnetEmissionEnabled, SubnetLocked, SubnetOwner,
	SubnetOwnerHotkey, TotalNetworks,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{NetUid, Rao};

/// Keeps the register of subnets. Alone writes the items of this domain.
pub struct SubnetRegistry<T>(PhantomData<T>);

impl<T: Config> SubnetRegistry<T> {
	/// Refuses a subnet that does not exist.
	pub fn ensure_exists(netuid: NetUid) -> DispatchResult {
		ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
		Ok(())
	}

	/// Refuses anybody but the subnet's owner.
	pub fn ensure_owner(coldkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
		Self::ensure_exists(netuid)?;
		ensure!(
			SubnetOwner::<T>::get(netuid).as_ref() == Some(coldkey),
			Error::<T>::NotSubnetOwner
		);
		Ok(())
	}

	/// Whether `hotkey` is the one that the subnet's owner named.
	pub fn is_owner_hotkey(netuid: NetUid, hotkey: &T::AccountId) -> bool {
		SubnetOwnerHotkey::<T>::get(netuid).as_ref() == Some(hotkey)
	}

	/// Names another hotkey of the owner as that of a subnet that exists: a neuron of it.
	pub fn set_owner_hotkey(netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
		let owner = SubnetOwner::<T>::get(netuid).ok_or(Error::<T>::NotSubnetOwner)?;
		KeyRegistry::<T>::ensure_owned(&owner, hotkey)?;
		NeuronRegistry::<T>::uid(netuid, hotkey)?;
		SubnetOwnerHotkey::<T>::insert(netuid, hotkey);
		Pallet::<T>::deposit_event(Event::SubnetOwnerHotkeySet(netuid, hotkey.clone()));
		Ok(())
	}

	/// Puts `new` in the place of `old` as the hotkey that the subnet's owner named, if it is that.
	pub fn rename_owner_hotkey(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
		if Self::is_owner_hotkey(netuid, old) {
			SubnetOwnerHotkey::<T>::insert(netuid, new);
			Pallet::<T>::deposit_event(Event::SubnetOwnerHotkeySet(netuid, new.clone()));
		}
	}

	/// Makes `new` the owner of all subnets of a coldkey.
	pub fn rename_owner(old: &T::AccountId, new: &T::AccountId) {
		let owned: Vec<NetUid> = SubnetOwner::<T>::iter()
			.filter_map(|(netuid, owner)| (owner == *old).then_some(netuid))
			.collect();
		for netuid in owned {
			SubnetOwner::<T>::insert(netuid, new);
			Pallet::<T>::deposit_event(Event::SubnetOwnerChanged {
				netuid,
				old_coldkey: old.clone(),
				new_coldkey: new.clone(),
			});
		}
	}

	/// Strikes a subnet off the register: it exists no more. Returns who owned it and what was locked for it, in rao.
	pub(crate) fn strike(netuid: NetUid) -> Result<(Option<T::AccountId>, Rao), Error<T>> {
		let count = TotalNetworks::<T>::get()
			.checked_sub(1)
			.ok_or(Error::<T>::Inconsistent)?;
		TotalNetworks::<T>::put(count);
		NetworksAdded::<T>::remove(netuid);
		NetworkRegisteredAt::<T>::remove(netuid);
		FirstEmissionBlockNumber::<T>::remove(netuid);
		SubnetOwnerHotkey::<T>::remove(netuid);
		Ok((SubnetOwner::<T>::take(netuid), SubnetLocked::<T>::take(netuid)))
	}

	/// Whether the subnet has been there since genesis.
	pub fn is_of_genesis(netuid: NetUid) -> bool {
		NetworksAdded::<T>::get(netuid) && NetworkRegisteredAt::<T>::get(netuid) == 0
	}

	/// The subnets that exist, root among them, by ascending netuid.
	pub fn all() -> Vec<NetUid> {
		let mut all: Vec<NetUid> = NetworksAdded::<T>::iter_keys().collect();
		all.sort_unstable();
		all
	}

	/// The subnets that take part in emission, by ascending netuid: started ones that root has not switched off, never root.
	pub fn eligible() -> Vec<NetUid> {
		let mut started: Vec<NetUid> = FirstEmissionBlockNumber::<T>::iter_keys()
			.filter(|netuid| !netuid.is_root() && SubnetEmissionEnabled::<T>::get(netuid))
			.collect();
		started.sort_unstable();
		started
	}

	/// Lets the owner start a subnet: it takes part in emission from the next block on.
	pub fn start(coldkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
		Self::ensure_owner(coldkey, netuid)?;
		ensure!(
			!FirstEmissionBlockNumber::<T>::contains_key(netuid),
			Error::<T>::FirstEmissionBlockNumberAlreadySet
		);
		let ready = NetworkRegisteredAt::<T>::get(netuid).checked_add(StartCallDelay::<T>::get());
		ensure!(
			ready.is_some_and(|ready| Pallet::<T>::now() >= ready),
			Error::<T>::NeedWaitingMoreBlocksToStarCall
		);
		let first = Pallet::<T>::now().checked_add(1).ok_or(Error::<T>::Overflow)?;
		FirstEmissionBlockNumber::<T>::insert(netuid, first);
		EmissionPlanner::<T>::replan()?;
		Pallet::<T>::deposit_event(Event::FirstEmissionBlockNumberSet(netuid, first));
		Ok(())
	}
}
