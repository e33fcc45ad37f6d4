//! What a neuron publishes about itself: the endpoint at which it answers, the certificate for it, the endpoint of its metrics.
//!
//! Each endpoint has a rate limit of its own, counted from its last announcement. A certificate comes with the endpoint and stays until another
//! comes.

#[cfg(test)]
mod tests;

use super::NeuronRegistry;
use crate::{
	Axons, Config, Error, Event, KeyRegistry, NeuronCertificates, Pace, Pallet, Prometheus, ServingRateLimit,
	SubnetRegistry,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_runtime::DispatchError;
use subtensor_types::{AxonInfo, Endpoint, EndpointError, NetUid, NeuronCertificate, PrometheusInfo};

impl<T: Config> NeuronRegistry<T> {
	/// Publishes the endpoint of a neuron, and its certificate if there is one. `axon.block` is filled in here.
	pub fn serve_axon(
		hotkey: &T::AccountId,
		netuid: NetUid,
		axon: AxonInfo,
		certificate: Option<&[u8]>,
	) -> DispatchResult {
		let certificate = Self::check_axon(hotkey, netuid, axon.endpoint(), certificate)?;
		let block = Pallet::<T>::now();
		Axons::<T>::insert(netuid, hotkey, AxonInfo { block, ..axon });
		if let Some(certificate) = certificate {
			NeuronCertificates::<T>::insert(netuid, hotkey, certificate);
		}
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::AxonServed(netuid, hotkey.clone()));
		Ok(())
	}

	/// Whether the endpoint would be accepted in this block; then the certificate.
	pub fn check_axon(
		hotkey: &T::AccountId,
		netuid: NetUid,
		endpoint: Endpoint,
		certificate: Option<&[u8]>,
	) -> Result<Option<NeuronCertificate>, DispatchError> {
		Self::check_endpoint(hotkey, netuid, endpoint)?;
		let certificate = certificate
			.map(|bytes| NeuronCertificate::parse(bytes).ok_or(Error::<T>::InvalidCertificate))
			.transpose()?;
		Self::ensure_pace(Self::axon_pace(netuid, hotkey))?;
		Ok(certificate)
	}

	/// Publishes the endpoint of a neuron's metrics. `prometheus.block` is filled in here.
	pub fn serve_prometheus(
		hotkey: &T::AccountId,
		netuid: NetUid,
		prometheus: PrometheusInfo,
	) -> DispatchResult {
		Self::check_prometheus(hotkey, netuid, prometheus.endpoint())?;
		let block = Pallet::<T>::now();
		Prometheus::<T>::insert(netuid, hotkey, PrometheusInfo { block, ..prometheus });
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::PrometheusServed(netuid, hotkey.clone()));
		Ok(())
	}

	/// Whether the endpoint of metrics would be accepted in this block.
	pub fn check_prometheus(hotkey: &T::AccountId, netuid: NetUid, endpoint: Endpoint) -> DispatchResult {
		Self::check_endpoint(hotkey, netuid, endpoint)?;
		Self::ensure_pace(Self::prometheus_pace(netuid, hotkey))
	}

	/// How often a neuron may publish its endpoint, with a certificate or without.
	pub fn axon_pace(netuid: NetUid, hotkey: &T::AccountId) -> Pace {
		let last = Axons::<T>::get(netuid, hotkey).map(|axon| axon.block);
		Pace::once_per_block(ServingRateLimit::<T>::get(netuid), last)
	}

	/// How often a neuron may publish the endpoint of its metrics.
	pub fn prometheus_pace(netuid: NetUid, hotkey: &T::AccountId) -> Pace {
		let last = Prometheus::<T>::get(netuid, hotkey).map(|prometheus| prometheus.block);
		Pace::once_per_block(ServingRateLimit::<T>::get(netuid), last)
	}

	/// Forgets all that a neuron published.
	pub(super) fn withdraw(netuid: NetUid, hotkey: &T::AccountId) {
		Axons::<T>::remove(netuid, hotkey);
		NeuronCertificates::<T>::remove(netuid, hotkey);
		Prometheus::<T>::remove(netuid, hotkey);
	}

	/// Refuses who is no neuron of that very subnet, and endpoints that nobody can reach.
	fn check_endpoint(hotkey: &T::AccountId, netuid: NetUid, endpoint: Endpoint) -> DispatchResult {
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		Self::uid(netuid, hotkey)?;
		endpoint.check().map_err(|wrong| match wrong {
			EndpointError::IpType => Error::<T>::InvalidIpType,
			EndpointError::IpAddress => Error::<T>::InvalidIpAddress,
			EndpointError::Port => Error::<T>::InvalidPort,
		})?;
		Ok(())
	}

	fn ensure_pace(pace: Pace) -> DispatchResult {
		ensure!(
			pace.allows(Pallet::<T>::now()),
			Error::<T>::ServingRateLimitExceeded
		);
		Ok(())
	}
}
