//! Which pulses are taken, kept and forgotten.

use crate::{
	BeaconConfig, BeaconConfiguration, CATCH_UP, Config, Error, Event, FORGOTTEN_PER_BLOCK, ForgetBelow,
	Gaps, LastStoredRound, NEAR, OldestStoredRound, Pallet, Pulse, Pulses, RETENTION, TestSecret,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::*, traits::Time};
use subtensor_timelock::{PublicKey, Pulse as Signature, beacon::randomness};
use subtensor_types::RoundNumber;

/// Writes `Pulses`, `LastStoredRound`, `OldestStoredRound`, `ForgetBelow` and `Gaps`; `BeaconConfig` and `TestSecret` for root.
pub struct PulseBook<T>(PhantomData<T>);

impl<T: Config> PulseBook<T> {
	/// Stores pulses that are the next ones, and the beacon's.
	///
	/// # Errors
	///
	/// `InvalidRoundNumber`, `UnverifiedPulse`, `PulseVerificationError`.
	pub fn accept(pulses: &[Pulse]) -> DispatchResult {
		Self::ensure_next(pulses)?;
		Self::verify(pulses)?;
		Self::store(pulses);
		Ok(())
	}

	/// The pool's answer to pulses that somebody brings: one submission for each last round, the longer ones first.
	pub(crate) fn validate(pulses: &[Pulse]) -> TransactionValidity {
		let last = LastStoredRound::<T>::get();
		match pulses.first() {
			Some(first) if first.round > last => (),
			_ => return Err(InvalidTransaction::Stale.into()),
		}
		Self::ensure_next(pulses).map_err(|_| InvalidTransaction::Future)?;
		Self::verify(pulses).map_err(|_| InvalidTransaction::BadProof)?;
		let count = u64::try_from(pulses.len()).unwrap_or_default();
		ValidTransaction::with_tag_prefix("Drand")
			.priority(T::UnsignedPriority::get().saturating_add(count)) // clamp: at most 16
			.and_provides(last)
			.longevity(8)
			.propagate(true)
			.build()
	}

	/// Whether the rounds are those that come next. Costs next to nothing.
	///
	/// # Errors
	///
	/// `InvalidRoundNumber`.
	pub fn ensure_next(pulses: &[Pulse]) -> DispatchResult {
		let first = pulses.first().ok_or(Error::<T>::InvalidRoundNumber)?.round;
		let mut expected = Some(first);
		for pulse in pulses {
			ensure!(Some(pulse.round) == expected, Error::<T>::InvalidRoundNumber);
			expected = pulse.round.checked_add(1);
		}
		ensure!(Self::is_next(first), Error::<T>::InvalidRoundNumber);
		let horizon = Self::clock_round().saturating_add(NEAR); // clamp: then every round is below it
		let in_time = pulses.last().is_some_and(|last| last.round <= horizon);
		ensure!(in_time, Error::<T>::InvalidRoundNumber);
		Ok(())
	}

	/// Whether a round may be stored on what is stored: it follows the last one, or begins anew near the clock.
	fn is_next(round: RoundNumber) -> bool {
		let last = LastStoredRound::<T>::get();
		if round <= last || Self::is_changing_beacons() {
			return false;
		}
		let follows = last > 0 && last.checked_add(1) == Some(round);
		let now = Self::clock_round();
		let far_behind = last == 0 || now.saturating_sub(last) > CATCH_UP; // clamp: ahead of the clock is not behind
		follows || far_behind && round.saturating_add(NEAR) >= now // clamp: a round beyond all clocks is not old
	}

	/// The round that is the newest by the chain's clock.
	pub(crate) fn clock_round() -> RoundNumber {
		BeaconConfig::<T>::get().round_at(T::Clock::now())
	}

	/// Whether the pulses of another beacon have yet to go.
	pub(crate) fn is_changing_beacons() -> bool {
		ForgetBelow::<T>::get() > LastStoredRound::<T>::get()
	}

	/// Whether the beacon made these pulses.
	pub(crate) fn verify(pulses: &[Pulse]) -> DispatchResult {
		for pulse in pulses {
			let consistent = randomness(&pulse.signature) == pulse.randomness;
			ensure!(consistent, Error::<T>::UnverifiedPulse);
		}
		let key = PublicKey::<T::Curve>::decode_known(&BeaconConfig::<T>::get().public_key)
			.map_err(|_| Error::<T>::PulseVerificationError)?;
		for pulse in pulses {
			let signature = Signature::decode(&pulse.signature).map_err(|_| Error::<T>::UnverifiedPulse)?;
			ensure!(key.verify(pulse.round, &signature), Error::<T>::UnverifiedPulse);
		}
		Ok(())
	}

	/// Stores the beacon's pulses of rounds that follow each other, the first of them not on the last one if some were left out.
	pub(crate) fn store(pulses: &[Pulse]) {
		let (Some(first), Some(last)) = (pulses.first(), pulses.last()) else {
			return;
		};
		let before = LastStoredRound::<T>::get();
		if before == 0 {
			OldestStoredRound::<T>::put(first.round);
		} else if before.checked_add(1) != Some(first.round) {
			Gaps::<T>::insert(before, first.round);
		}
		for pulse in pulses {
			Pulses::<T>::insert(pulse.round, pulse);
		}
		LastStoredRound::<T>::put(last.round);
		Self::forget_below(last.round.saturating_sub(RETENTION.saturating_sub(1))); // clamp: at first there is nothing to forget
		let rounds: Vec<RoundNumber> = pulses.iter().map(|pulse| pulse.round).collect();
		Pallet::<T>::deposit_event(Event::NewPulse { rounds });
	}

	/// The pulse of a round, if it is known and not being forgotten.
	pub(crate) fn pulse(round: RoundNumber) -> Option<Pulse> {
		if round < ForgetBelow::<T>::get() {
			return None;
		}
		Pulses::<T>::get(round)
	}

	/// Describes the beacon anew.
	///
	/// # Errors
	///
	/// `PulseVerificationError` if no pulse could be verified then.
	pub fn configure(config: BeaconConfiguration) -> DispatchResult {
		ensure!(config.period > 0, Error::<T>::PulseVerificationError);
		PublicKey::<T::Curve>::decode(&config.public_key).map_err(|_| Error::<T>::PulseVerificationError)?;
		if BeaconConfig::<T>::get().public_key != config.public_key {
			TestSecret::<T>::kill();
			let last = LastStoredRound::<T>::get();
			if last > 0 {
				Self::forget_below(last.saturating_add(1)); // clamp: then the last round of all stays, which never comes
			}
		}
		BeaconConfig::<T>::put(config);
		Pallet::<T>::deposit_event(Event::BeaconConfigChanged);
		Ok(())
	}

	/// Forgets what is below a round.
	///
	/// # Errors
	///
	/// `InvalidRoundNumber` if the round is not stored, or below what is being forgotten already.
	pub fn keep_from(round: RoundNumber) -> DispatchResult {
		ensure!(Self::pulse(round).is_some(), Error::<T>::InvalidRoundNumber);
		Self::forget_below(round);
		Pallet::<T>::deposit_event(Event::SetOldestStoredRound(round));
		Ok(())
	}

	fn forget_below(round: RoundNumber) {
		ForgetBelow::<T>::mutate(|below| *below = round.max(*below));
	}

	/// Forgets a few of the pulses that are no longer to be kept. How many.
	pub(crate) fn forget() -> u32 {
		let oldest = OldestStoredRound::<T>::get();
		let below = ForgetBelow::<T>::get();
		let mut round = oldest;
		let mut forgotten: u32 = 0;
		while round < below && round > 0 && forgotten < FORGOTTEN_PER_BLOCK {
			Pulses::<T>::remove(round);
			forgotten = forgotten.saturating_add(1); // clamp: at most 64
			round = Gaps::<T>::take(round).unwrap_or_else(|| round.saturating_add(1)); // clamp: the last round of all never comes
		}
		if forgotten == 0 {
			return 0;
		}
		if round <= LastStoredRound::<T>::get() {
			OldestStoredRound::<T>::put(round);
		} else {
			OldestStoredRound::<T>::kill();
			LastStoredRound::<T>::kill();
			ForgetBelow::<T>::kill();
		}
		forgotten
	}
}
