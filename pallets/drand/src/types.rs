//! Pulses and the beacon's description, as clients encode them.

use crate::MaxPulses;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use subtensor_timelock::{beacon::randomness, quicknet};
use subtensor_types::{Bounded, RoundNumber};

/// What a beacon said in a round.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Pulse {
	/// The round.
	pub round: RoundNumber,
	/// SHA-256 of the signature.
	pub randomness: [u8; 32],
	/// The beacon's signature of the round, a compressed point of G1.
	pub signature: [u8; 48],
}

impl Pulse {
	/// The pulse with this signature.
	pub fn new(round: RoundNumber, signature: [u8; 48]) -> Self {
		Self {
			round,
			randomness: randomness(&signature),
			signature,
		}
	}
}

/// Pulses that somebody brings.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct PulsesPayload {
	/// In the order of their rounds, at most [`crate::MAX_PULSES`].
	pub pulses: Bounded<Pulse, MaxPulses>,
}

/// A beacon whose scheme is quicknet's: signatures in G1, unchained.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct BeaconConfiguration {
	/// The public key, a compressed point of G2.
	pub public_key: [u8; 96],
	/// Seconds from round to round, at least 1.
	pub period: u32,
	/// When round 1 was, in seconds since 1970.
	pub genesis_time: u64,
	/// The hash that names the beacon where its pulses are fetched; zeros if they cannot be.
	pub hash: [u8; 32],
}

impl Default for BeaconConfiguration {
	/// Quicknet.
	fn default() -> Self {
		Self {
			public_key: quicknet::PUBLIC_KEY,
			period: quicknet::PERIOD,
			genesis_time: quicknet::GENESIS_TIME,
			hash: quicknet::CHAIN_HASH,
		}
	}
}

impl BeaconConfiguration {
	/// The round that is the newest at a time in milliseconds since 1970; 0 before the first.
	pub fn round_at(&self, milliseconds: u64) -> RoundNumber {
		let since = (milliseconds / 1_000).checked_sub(self.genesis_time);
		since
			.and_then(|seconds| seconds.checked_div(self.period.into()))
			.map_or(0, |periods| periods.saturating_add(1)) // clamp: below 2^54 by the division
	}
}

/// A description of the beacon.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct BeaconConfigurationPayload {
	/// The beacon.
	pub config: BeaconConfiguration,
}
