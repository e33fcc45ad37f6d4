//! Opening what is locked to a round.

use crate::{Config, LastStoredRound, Pallet, PulseBook, WeightInfo};
use subtensor_timelock::{Ciphertext, Pulse as Signature};
use subtensor_types::{Opening, RoundNumber, Timelock, TimelockError};

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
	fn open(ciphertext: &[u8], round: RoundNumber) -> Opening {
		let length = u32::try_from(ciphertext.len()).unwrap_or(u32::MAX);
		let unopened = |error| Opening {
			text: Err(error),
			weight: T::WeightInfo::parse(length),
		};
		let Some(pulse) = PulseBook::<T>::pulse(round) else {
			return unopened(TimelockError::NoPulse);
		};
		let is_to_round = |parts: &Ciphertext| parts.round.is_none_or(|named| named == round);
		let Some(ciphertext) = Ciphertext::parse(ciphertext).filter(is_to_round) else {
			return unopened(TimelockError::Broken);
		};
		let text = Signature::<T::Curve>::decode_known(&pulse.signature)
			.and_then(|signature| subtensor_timelock::open(&ciphertext, &signature))
			.map_err(|_broken| TimelockError::Broken);
		Opening {
			text,
			weight: T::WeightInfo::open(length),
		}
	}
}
