//! What a neuron publishes about itself: the endpoint at which it answers.

use super::NeuronRegistry;
use crate::{Axons, Config, Error, Event, KeyRegistry, Pallet, ServingRateLimit};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{AxonInfo, Endpoint, EndpointError, NetUid};

impl<T: Config> NeuronRegistry<T> {
	/// Publishes the endpoint of a neuron. `axon.block` is filled in here.
	pub fn serve(hotkey: &T::AccountId, netuid: NetUid, axon: AxonInfo) -> DispatchResult {
		Self::check_axon(hotkey, netuid, &axon)?;
		Axons::<T>::insert(
			netuid,
			hotkey,
			AxonInfo {
				block: Pallet::<T>::now(),
				..axon
			},
		);
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::AxonServed(netuid, hotkey.clone()));
		Ok(())
	}

	/// Whether the endpoint would be accepted in this block.
	pub fn check_axon(hotkey: &T::AccountId, netuid: NetUid, axon: &AxonInfo) -> DispatchResult {
		crate::SubnetRegistry::<T>::ensure_exists(netuid)?;
		Self::uid(netuid, hotkey)?;
		let endpoint = Endpoint {
			ip: axon.ip,
			port: axon.port,
			ip_type: axon.ip_type,
		};
		endpoint.check().map_err(|wrong| match wrong {
			EndpointError::IpType => Error::<T>::InvalidIpType,
			EndpointError::IpAddress => Error::<T>::InvalidIpAddress,
			EndpointError::Port => Error::<T>::InvalidPort,
		})?;
		let Some(last) = Axons::<T>::get(netuid, hotkey) else {
			return Ok(());
		};
		let passed = Pallet::<T>::now()
			.checked_sub(last.block)
			.ok_or(Error::<T>::Inconsistent)?;
		// Within one block the second announcement is refused even where there is no limit, so that a free call cannot fill a
		// block.
		ensure!(
			passed >= ServingRateLimit::<T>::get(netuid).max(1),
			Error::<T>::ServingRateLimitExceeded
		);
		Ok(())
	}
}
