//! What is locked to a round.

use crate::mock::*;
use frame_support::assert_ok;
use subtensor_timelock::encrypt::in_envelope;
use subtensor_types::{Timelock, TimelockError::*};

#[test]
fn lock_should_open_with_its_rounds_pulse_and_not_before() {
	on_chain(|| {
		let ciphertext = locked(7, NOW + 1);
		assert_ok!(write([NOW]));
		assert_eq!(Drand::open(&ciphertext, NOW + 1).text, Err(NoPulse));
		assert_eq!((Drand::last_round(), Drand::has_pulse(NOW + 1)), (NOW, false));
		assert_ok!(write([NOW + 1]));
		assert_eq!(
			Drand::open(&ciphertext, NOW + 1).text.as_deref(),
			Ok(&b"hello"[..])
		);
		assert_eq!((Drand::last_round(), Drand::has_pulse(NOW + 1)), (NOW + 1, true));
		assert_eq!(Drand::open(&ciphertext, NOW).text, Err(Broken));
	});
}

#[test]
fn envelope_should_name_the_round() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		let ciphertext = locked(7, NOW);
		let opened = Drand::open(&in_envelope(&ciphertext, NOW), NOW).text;
		assert_eq!(opened.as_deref(), Ok(&b"hello"[..]));
		assert_eq!(
			Drand::open(&in_envelope(&ciphertext, NOW + 1), NOW).text,
			Err(Broken)
		);
	});
}

#[test]
fn lock_should_be_broken_when_it_is_another_beacons_or_no_ciphertext() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		assert_eq!(Drand::open(&locked(8, NOW), NOW).text, Err(Broken));
		for bytes in [&[][..], &[0; 300], &locked(7, NOW)[1..]] {
			assert_eq!(Drand::open(bytes, NOW).text, Err(Broken));
		}
	});
}

#[test]
fn opening_should_weigh_by_its_length_and_next_to_nothing_without_a_ciphertext_or_a_pulse() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		let weight = |bytes: &[u8], round| Drand::open(bytes, round).weight.ref_time();
		let ciphertext = locked(7, NOW);
		let good = weight(&ciphertext, NOW);
		let mut changed = ciphertext.clone();
		*changed.first_mut().unwrap() ^= 1;
		assert_eq!(weight(&changed, NOW), good);
		assert!(weight(&in_envelope(&ciphertext, NOW), NOW) > good);
		for cheap in [weight(&[0; 300], NOW), weight(&ciphertext, NOW + 1)] {
			assert!(cheap > 0 && cheap < good / 10);
		}
	});
}
