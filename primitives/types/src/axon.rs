//! The endpoints that a neuron publishes, and which ones are sensible.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Where a neuron answers requests, as stored and as clients read it.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct AxonInfo {
	/// Block at which it was published.
	pub block: u64,
	/// Version of the miner's software.
	pub version: u32,
	/// Address: an IPv4 one in the low 32 bits, or an IPv6 one. 0 means that the neuron does not serve.
	pub ip: u128,
	/// Port, never 0.
	pub port: u16,
	/// 4 or 6.
	pub ip_type: u8,
	/// Protocol by the client's own numbering.
	pub protocol: u8,
	/// Free for clients.
	pub placeholder1: u8,
	/// Free for clients.
	pub placeholder2: u8,
}

impl AxonInfo {
	/// Where it is.
	pub fn endpoint(&self) -> Endpoint {
		Endpoint {
			ip: self.ip,
			port: self.port,
			ip_type: self.ip_type,
		}
	}
}

/// Where a neuron's metrics can be fetched, as stored and as clients read it.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct PrometheusInfo {
	/// Block at which it was published.
	pub block: u64,
	/// Version of the neuron's software.
	pub version: u32,
	/// Address as in [`AxonInfo::ip`].
	pub ip: u128,
	/// Port, never 0.
	pub port: u16,
	/// 4 or 6.
	pub ip_type: u8,
}

impl PrometheusInfo {
	/// Where it is.
	pub fn endpoint(&self) -> Endpoint {
		Endpoint {
			ip: self.ip,
			port: self.port,
			ip_type: self.ip_type,
		}
	}
}

/// An address and a port to be judged.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Endpoint {
	/// Address as in [`AxonInfo::ip`].
	pub ip: u128,
	/// Port.
	pub port: u16,
	/// 4 or 6.
	pub ip_type: u8,
}

/// Why an endpoint is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EndpointError {
	/// The kind of address is neither 4 nor 6.
	IpType,
	/// The address is a loopback or broadcast one, or does not fit its kind.
	IpAddress,
	/// The port is 0.
	Port,
}

impl Endpoint {
	const IPV4_BROADCAST: u128 = 0xFFFF_FFFF;
	const IPV4_LOOPBACK: u128 = 0x7F00_0001;
	const IPV6_LOOPBACK: u128 = 1;

	/// Whether somebody else can reach this endpoint. Address 0 passes: it takes a neuron off the list of those that serve.
	pub fn check(&self) -> Result<(), EndpointError> {
		let reachable = match self.ip_type {
			4 => self.ip < Self::IPV4_BROADCAST && self.ip != Self::IPV4_LOOPBACK,
			6 => self.ip != u128::MAX && self.ip != Self::IPV6_LOOPBACK,
			_ => return Err(EndpointError::IpType),
		};
		if !reachable {
			return Err(EndpointError::IpAddress);
		}
		if self.port == 0 {
			return Err(EndpointError::Port);
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn check(ip: u128, port: u16, ip_type: u8) -> Result<(), EndpointError> {
		Endpoint { ip, port, ip_type }.check()
	}

	#[test]
	fn endpoint_should_pass_when_reachable() {
		assert_eq!(check(0x0808_0808, 8091, 4), Ok(()));
		assert_eq!(check(0x2001_0db8 << 96, 8091, 6), Ok(()));
		assert_eq!(check(0, 1, 4), Ok(()));
	}

	#[test]
	fn endpoint_should_fail_when_unreachable() {
		assert_eq!(check(1, 1, 5), Err(EndpointError::IpType));
		assert_eq!(check(0x7F00_0001, 1, 4), Err(EndpointError::IpAddress));
		assert_eq!(check(0xFFFF_FFFF, 1, 4), Err(EndpointError::IpAddress));
		assert_eq!(check(1 << 32, 1, 4), Err(EndpointError::IpAddress));
		assert_eq!(check(1, 1, 6), Err(EndpointError::IpAddress));
		assert_eq!(check(u128::MAX, 1, 6), Err(EndpointError::IpAddress));
		assert_eq!(check(9, 0, 4), Err(EndpointError::Port));
	}
}
