//! Where a coldkey's miners' pay is staked.
//!
//! A coldkey can name, for each subnet, a hotkey: what its miners there earn then buys shares of that hotkey's pool for it.

use super::StakeLedger;
use crate::{
	AutoStakeDestination, AutoStakers, Config, Error, Event, NeuronRegistry, Owner, Pallet, SubnetRegistry,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::NetUid;

impl<T: Config> StakeLedger<T> {
	/// Names the hotkey on which the pay of a coldkey's miners on a subnet is staked.
	pub fn set_auto_stake(coldkey: &T::AccountId, netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		ensure!(!netuid.is_root(), Error::<T>::RootHasNoMiners);
		NeuronRegistry::<T>::uid(netuid, hotkey)?;
		ensure!(
			AutoStakeDestination::<T>::get(coldkey, netuid).as_ref() != Some(hotkey),
			Error::<T>::SameAutoStakeHotkeyAlreadySet
		);
		AutoStakeDestination::<T>::insert(coldkey, netuid, hotkey);
		AutoStakers::<T>::insert(netuid, coldkey, ());
		Pallet::<T>::deposit_event(Event::AutoStakeDestinationSet {
			coldkey: coldkey.clone(),
			netuid,
			hotkey: hotkey.clone(),
		});
		Ok(())
	}

	/// The hotkey on which a coldkey's miners' pay on a subnet is to be staked, if it named one that has an owner still.
	pub fn auto_stake(coldkey: &T::AccountId, netuid: NetUid) -> Option<T::AccountId> {
		AutoStakeDestination::<T>::get(coldkey, netuid)
			.map(|hotkey| Self::keeper(&hotkey))
			.filter(|hotkey| Owner::<T>::contains_key(hotkey))
	}
}
