//! What holds of pulses at the end of every block.

use crate::{
	BeaconConfig, Config, ForgetBelow, Gaps, LastStoredRound, OldestStoredRound, PulseBook, Pulses,
	TestBeacon, TestSecret,
};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use subtensor_timelock::{PublicKey, Pulse as Signature, beacon::randomness};

/// What an invariant says.
pub type Verdict = Result<(), TryRuntimeError>;

/// An invariant: its name and its check.
pub type Invariant = (&'static str, fn() -> Verdict);

/// All invariants.
pub fn all<T: Config>() -> Vec<Invariant> {
	vec![
		("pulses_are_in_a_row", pulses_are_in_a_row::<T>),
		("pulses_are_the_beacons", pulses_are_the_beacons::<T>),
		("test_beacon_has_the_key", test_beacon_has_the_key::<T>),
	]
}

/// Checks all invariants; says what does not hold.
pub fn check<T: Config>() -> Verdict {
	all::<T>().iter().try_for_each(|(_name, holds)| holds())
}

/// From the oldest to the last, over the gaps, each round has a pulse, and no other has; no gap is anywhere else.
pub fn pulses_are_in_a_row<T: Config>() -> Verdict {
	let (oldest, last) = (OldestStoredRound::<T>::get(), LastStoredRound::<T>::get());
	let mut stored: BTreeSet<_> = Pulses::<T>::iter_keys().collect();
	let mut gaps: BTreeSet<_> = Gaps::<T>::iter_keys().collect();
	if last == 0 {
		ensure!(
			oldest == 0 && stored.is_empty() && gaps.is_empty() && ForgetBelow::<T>::get() == 0,
			"there is no last round, but there are pulses"
		);
		return Ok(());
	}
	let mut round = oldest;
	loop {
		ensure!(stored.remove(&round), "a round has no pulse");
		if round == last {
			break;
		}
		let next = round.checked_add(1).ok_or("rounds go on beyond the last")?;
		round = match Gaps::<T>::get(round) {
			Some(after) => {
				gaps.remove(&round);
				ensure!(after > next, "a gap leaves nothing out");
				after
			}
			None => next,
		};
	}
	ensure!(stored.is_empty(), "a pulse is out of the row");
	ensure!(gaps.is_empty(), "a gap is out of the row");
	ensure!(
		ForgetBelow::<T>::get() <= last.saturating_add(1), // clamp: the last round of all
		"rounds are forgotten that are yet to come"
	);
	Ok(())
}

/// Each pulse is stored as its round's, with the randomness of its signature, and the newest one is the beacon's.
pub fn pulses_are_the_beacons<T: Config>() -> Verdict {
	for (round, pulse) in Pulses::<T>::iter() {
		ensure!(
			pulse.round == round && pulse.randomness == randomness(&pulse.signature),
			"a pulse is not what it says"
		);
	}
	let Some(newest) = PulseBook::<T>::pulse(LastStoredRound::<T>::get()) else {
		return Ok(());
	};
	let key = PublicKey::<T::Curve>::decode(&BeaconConfig::<T>::get().public_key)
		.map_err(|_| "the beacon's key is none")?;
	let signature = Signature::decode(&newest.signature).map_err(|_| "a signature is none")?;
	ensure!(
		key.verify(newest.round, &signature),
		"the newest pulse is not the beacon's"
	);
	Ok(())
}

/// Where the chain makes the pulses, it does so with the beacon's secret.
pub fn test_beacon_has_the_key<T: Config>() -> Verdict {
	let Some(secret) = TestSecret::<T>::get() else {
		return Ok(());
	};
	let config = BeaconConfig::<T>::get();
	let described = TestBeacon::<T>::describe(config.clone(), &secret).map_err(|_| "the secret is none")?;
	ensure!(
		described.public_key == config.public_key,
		"the built-in beacon has another key"
	);
	Ok(())
}
