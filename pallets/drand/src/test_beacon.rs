//! A beacon within the chain, for development: everybody knows its secret, so it hides nothing from anybody, and needs nobody who brings pulses.

use crate::{
	BACKLOG, BeaconConfiguration, Config, LastStoredRound, MADE_PER_BLOCK, Pulse, PulseBook, TestSecret,
};
use alloc::vec::Vec;
use core::{marker::PhantomData, ops::RangeInclusive};
use subtensor_timelock::{Broken, SecretKey};
use subtensor_types::RoundNumber;

/// Makes the pulses where genesis has put a secret. Writes nothing itself.
pub struct TestBeacon<T>(PhantomData<T>);

impl<T: Config> TestBeacon<T> {
	/// The description of the beacon with this secret.
	///
	/// # Errors
	///
	/// [`Broken`] if the bytes are no secret.
	pub fn describe(timed: BeaconConfiguration, secret: &[u8; 32]) -> Result<BeaconConfiguration, Broken> {
		let public_key = SecretKey::decode(secret)?.public::<T::Curve>().encode();
		Ok(BeaconConfiguration {
			public_key,
			hash: [0; 32],
			..timed
		})
	}

	/// Makes the pulses that are due, a few at most. How many.
	pub(crate) fn make() -> u32 {
		let Some(secret) = TestSecret::<T>::get().and_then(|secret| SecretKey::decode(&secret).ok()) else {
			return 0;
		};
		if PulseBook::<T>::is_changing_beacons() {
			return 0;
		}
		let pulses: Vec<Pulse> = due(LastStoredRound::<T>::get(), PulseBook::<T>::clock_round())
			.map_while(|round| Some(Pulse::new(round, secret.sign::<T::Curve>(round)?.encode())))
			.collect();
		PulseBook::<T>::store(&pulses);
		u32::try_from(pulses.len()).unwrap_or(MADE_PER_BLOCK)
	}
}

/// The rounds to be made, where `last` was made and `now` is the newest by the clock: the next ones, and if that is too
/// many, or the first, the newest ones.
pub(crate) fn due(last: RoundNumber, now: RoundNumber) -> RangeInclusive<RoundNumber> {
	let most = u64::from(MADE_PER_BLOCK);
	let Some(behind @ 1..) = now.checked_sub(last) else {
		// A clock that stands still or was put back makes nothing; 0 is no round.
		return RangeInclusive::new(1, 0);
	};
	let newest = now.saturating_sub(most.saturating_sub(1)).max(1); // clamp: there is no round 0
	let first = if last == 0 || behind > BACKLOG {
		newest
	} else {
		last.saturating_add(1) // clamp: the last round of all never comes
	};
	first..=now.min(first.saturating_add(most.saturating_sub(1))) // clamp: as above
}
