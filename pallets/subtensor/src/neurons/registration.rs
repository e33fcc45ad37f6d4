//! How a hotkey becomes a neuron by burning TAO, and how a full subnet replaces its least useful neuron.

use super::NeuronRegistry;
use crate::{
	BlockAtRegistration, Config, Emission, EpochRunner, Error, Event, HotkeySwappedAt, ImmunityPeriod,
	IsNetworkMember, KeyRegistry, Keys, Ledger, MaxAllowedUids, NetworkRegistrationAllowed, NeuronRecords,
	Pallet, RegisteredByWork, SubnetOwnerHotkey, SubnetRegistry, SubnetworkN, Uids, WeightBook,
};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_registration::{Standing, replaced};
use subtensor_types::{NetUid, Rao, Uid};

impl<T: Config> NeuronRegistry<T> {
	/// Registers `hotkey` on a subnet for the present price, which is recycled; refused if that is above `limit`.
	pub fn register_by_burn(
		coldkey: &T::AccountId,
		netuid: NetUid,
		hotkey: &T::AccountId,
		limit: Rao,
	) -> DispatchResult {
		ensure!(
			!netuid.is_root(),
			Error::<T>::RegistrationNotPermittedOnRootSubnet
		);
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		ensure!(
			NetworkRegistrationAllowed::<T>::get(netuid),
			Error::<T>::SubNetRegistrationDisabled
		);
		ensure!(
			!Uids::<T>::contains_key(netuid, hotkey),
			Error::<T>::HotKeyAlreadyRegisteredInSubNet
		);
		KeyRegistry::<T>::ensure_owned_or_free(coldkey, hotkey)?;
		Self::ensure_room(netuid)?;
		let price = Self::price(netuid);
		ensure!(price <= limit, Error::<T>::RegistrationPriceLimitExceeded);
		ensure!(
			Ledger::<T>::spendable(coldkey) >= price,
			Error::<T>::NotEnoughBalanceToStake
		);

		Ledger::<T>::recycle(coldkey, price)?;
		Self::raise_price(netuid);
		KeyRegistry::<T>::associate(coldkey, hotkey)?;
		Self::admit(netuid, hotkey)?;
		Ok(())
	}

	/// Refuses newcomers to a full subnet in which nobody can be replaced.
	///
	/// A free call asks this before it enters the pool, so it must not look at every neuron. Only the owner's hotkey is spared: of
	/// two neurons one can always go.
	pub(super) fn ensure_room(netuid: NetUid) -> DispatchResult {
		let n = SubnetworkN::<T>::get(netuid);
		let full = n >= MaxAllowedUids::<T>::get(netuid);
		let replaceable = match n {
			0 => false,
			1 => Keys::<T>::get(netuid, 0) != SubnetOwnerHotkey::<T>::get(netuid),
			_ => true,
		};
		ensure!(!full || replaceable, Error::<T>::NoNeuronIdAvailable);
		Ok(())
	}

	/// Gives `hotkey` a uid: the next free one, or in a full subnet that of the neuron that has to go.
	pub fn admit(netuid: NetUid, hotkey: &T::AccountId) -> Result<Uid, sp_runtime::DispatchError> {
		let n = SubnetworkN::<T>::get(netuid);
		if n < MaxAllowedUids::<T>::get(netuid) {
			SubnetworkN::<T>::insert(netuid, n.checked_add(1).ok_or(Error::<T>::Overflow)?);
			Self::seat(netuid, n, hotkey)?;
			return Ok(n);
		}
		let uid = Self::to_be_replaced(netuid)?.ok_or(Error::<T>::NoNeuronIdAvailable)?;
		Self::replace(netuid, uid, hotkey)?;
		Ok(uid)
	}

	/// Gives the uid of a neuron to another hotkey, which inherits nothing.
	///
	/// Weights and bonds that others gave to the uid stay where they are; an epoch does not count those that are older than
	/// the uid's registration.
	pub fn replace(netuid: NetUid, uid: Uid, hotkey: &T::AccountId) -> DispatchResult {
		Self::unseat(netuid, uid)?;
		Self::seat(netuid, uid, hotkey)
	}

	/// Takes a neuron off its uid, with everything that is kept of it but its entries in the per-uid lists.
	pub(super) fn unseat(netuid: NetUid, uid: Uid) -> DispatchResult {
		let old = Keys::<T>::take(netuid, uid).ok_or(Error::<T>::Inconsistent)?;
		Uids::<T>::remove(netuid, &old);
		IsNetworkMember::<T>::remove(&old, netuid);
		BlockAtRegistration::<T>::remove(netuid, uid);
		RegisteredByWork::<T>::remove(netuid, uid);
		HotkeySwappedAt::<T>::remove(netuid, uid);
		Self::withdraw(netuid, &old);
		T::NeuronRecords::forget(netuid, &old);
		WeightBook::<T>::clear(netuid, uid, &old);
		EpochRunner::<T>::clear_bonds(netuid, uid);
		KeyRegistry::<T>::release_if_idle(&old);
		Ok(())
	}

	/// Puts a hotkey on a uid that is free.
	fn seat(netuid: NetUid, uid: Uid, hotkey: &T::AccountId) -> DispatchResult {
		Keys::<T>::insert(netuid, uid, hotkey);
		Uids::<T>::insert(netuid, hotkey, uid);
		IsNetworkMember::<T>::insert(hotkey, netuid, true);
		BlockAtRegistration::<T>::insert(netuid, uid, Pallet::<T>::now());
		Self::reset_columns(netuid, uid)?;
		Pallet::<T>::deposit_event(Event::NeuronRegistered(netuid, uid, hotkey.clone()));
		Ok(())
	}

	/// The neuron that a newcomer to a full subnet replaces.
	fn to_be_replaced(netuid: NetUid) -> Result<Option<Uid>, Error<T>> {
		Self::standings(netuid).map(replaced)
	}

	/// How each neuron stands when places are wanted, by uid.
	pub(super) fn standings(netuid: NetUid) -> Result<Vec<Standing>, Error<T>> {
		let now = Pallet::<T>::now();
		let immunity = u64::from(ImmunityPeriod::<T>::get(netuid));
		let paid = Emission::<T>::get(netuid);
		let owner_hotkey = SubnetOwnerHotkey::<T>::get(netuid);
		let standings = Self::hotkeys(netuid)?
			.into_iter()
			.zip(paid.iter())
			.zip(0u16..)
			.map(|((hotkey, &emission), uid)| {
				let registered_at = BlockAtRegistration::<T>::get(netuid, uid);
				Standing {
					uid,
					emission,
					registered_at,
					// clamp: a registration does not lie in the future
					immune: now.saturating_sub(registered_at) < immunity,
					spared: owner_hotkey.as_ref() == Some(&hotkey),
				}
			});
		Ok(standings.collect())
	}
}
