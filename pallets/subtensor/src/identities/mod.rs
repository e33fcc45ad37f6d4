//! Identities: what subnets and coldkeys say of themselves, and the subnets' symbols.
//!
//! Owns the items in `storage.rs`. Nothing here has an effect on the market: clients show it. An identity costs no deposit; a coldkey
//! must have a neuron somewhere to have one, and a subnet's goes with the subnet.

mod fields;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;
pub mod symbols;
#[cfg(test)]
mod tests;

use crate::{
	Config, Error, Event, IdentitiesV2, IsNetworkMember, OwnedHotkeys, Pallet, SubnetIdentitiesV3,
	SubnetRegistry, TokenSymbol,
};
use alloc::collections::BTreeSet;
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::NetUid;

pub use fields::{BoundedChainIdentity, BoundedSubnetIdentity, ChainIdentityV2, SubnetIdentityV3};
pub use symbols::Symbol;

/// Keeps identities and symbols. Alone writes the items of this domain.
pub struct IdentityRegistry<T>(PhantomData<T>);

impl<T: Config> IdentityRegistry<T> {
	/// Sets what a subnet's owner says of it.
	pub fn set_of_subnet(
		coldkey: &T::AccountId,
		netuid: NetUid,
		identity: SubnetIdentityV3,
	) -> DispatchResult {
		SubnetRegistry::<T>::ensure_owner(coldkey, netuid)?;
		Self::write_of_subnet(netuid, identity.bounded::<T>()?);
		Ok(())
	}

	/// Writes the identity of a subnet whose owner is known to ask.
	pub(crate) fn write_of_subnet(netuid: NetUid, identity: BoundedSubnetIdentity) {
		SubnetIdentitiesV3::<T>::insert(netuid, identity);
		Pallet::<T>::deposit_event(Event::SubnetIdentitySet(netuid));
	}

	/// Sets what a coldkey says of itself. One of the hotkeys that it lists must be a neuron somewhere.
	pub fn set_of_coldkey(coldkey: &T::AccountId, identity: ChainIdentityV2) -> DispatchResult {
		let takes_part =
			|hotkey: &T::AccountId| IsNetworkMember::<T>::iter_key_prefix(hotkey).next().is_some();
		ensure!(
			OwnedHotkeys::<T>::get(coldkey).iter().any(takes_part),
			Error::<T>::HotKeyNotRegisteredInNetwork
		);
		IdentitiesV2::<T>::insert(coldkey, identity.bounded::<T>()?);
		Pallet::<T>::deposit_event(Event::ChainIdentitySet(coldkey.clone()));
		Ok(())
	}

	/// Puts what a coldkey said of itself under the one that takes its place.
	pub fn rename_coldkey(old: &T::AccountId, new: &T::AccountId) {
		if let Some(identity) = IdentitiesV2::<T>::take(old) {
			IdentitiesV2::<T>::insert(new, identity);
		}
	}

	/// Gives a subnet the symbol that its owner chose.
	pub fn choose_symbol(coldkey: &T::AccountId, netuid: NetUid, bytes: &[u8]) -> DispatchResult {
		SubnetRegistry::<T>::ensure_owner(coldkey, netuid)?;
		let symbol = symbols::find(bytes).ok_or(Error::<T>::SymbolDoesNotExist)?;
		ensure!(
			!TokenSymbol::<T>::iter_values().any(|used| used == symbol),
			Error::<T>::SymbolAlreadyInUse
		);
		TokenSymbol::<T>::insert(netuid, symbol.clone());
		Pallet::<T>::deposit_event(Event::SymbolUpdated {
			netuid,
			symbol: symbol.into_inner(),
		});
		Ok(())
	}

	/// Gives a new subnet the first symbol of the catalogue that is free; root gets its own.
	pub fn open(netuid: NetUid) {
		let used: BTreeSet<alloc::vec::Vec<u8>> =
			TokenSymbol::<T>::iter_values().map(Symbol::into_inner).collect();
		let symbol = if netuid.is_root() {
			Some(symbols::root())
		} else {
			symbols::catalogue().find(|symbol| !used.contains(symbol.as_slice()))
		};
		if let Some(symbol) = symbol {
			TokenSymbol::<T>::insert(netuid, symbol);
		}
	}

	/// Forgets what was said of a subnet that closes; its symbol is free.
	pub fn close(netuid: NetUid) {
		SubnetIdentitiesV3::<T>::remove(netuid);
		TokenSymbol::<T>::remove(netuid);
	}
}
