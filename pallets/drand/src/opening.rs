//! Opening what is locked to a round.

use crate::{Config, LastStoredRound, Pallet, PulseBook, WeightInfo};
use alloc::vec::Vec;
use frame_support::weights::Weight;
use subtensor_timelock::{Ciphertext, Pulse as Signature};
use subtensor_types::{RoundNumber, Timelock, TimelockError};

impl<T: Config> Timelock for Pallet<T> {
	/// 0 as well while the beacon changes.
	fn last_round() -> RoundNumber {
		if PulseBook::<T>::is_changing_beacons() {
			return 0;
		}
		LastStoredRound::<T>::get()
	}

	fn has_pulse(round: RoundNumber) -> bool {
		PulseBook::<T>::pulse(round).is_some()
	}

	/// With or without an envelope; one that names another round is broken.
	fn open(ciphertext: &[u8], round: RoundNumber) -> Result<Vec<u8>, TimelockError> {
		let pulse = PulseBook::<T>::pulse(round).ok_or(TimelockError::NoPulse)?;
		let ciphertext = Ciphertext::parse(ciphertext)
			.filter(|parts| parts.round.is_none_or(|named| named == round))
			.ok_or(TimelockError::Broken)?;
		let signature =
			Signature::<T::Curve>::decode_known(&pulse.signature).map_err(|_| TimelockError::Broken)?;
		subtensor_timelock::open(&ciphertext, &signature).map_err(|_| TimelockError::Broken)
	}

	fn open_weight(length: u32) -> Weight {
		T::WeightInfo::open(length)
	}
}
