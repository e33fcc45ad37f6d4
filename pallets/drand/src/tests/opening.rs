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
		assert_eq!(Drand::open(&ciphertext, NOW + 1), Err(NoPulse));
		assert_eq!((Drand::last_round(), Drand::has_pulse(NOW + 1)), (NOW, false));
		assert_ok!(write([NOW + 1]));
		assert_eq!(Drand::open(&ciphertext, NOW + 1).as_deref(), Ok(&b"hello"[..]));
		assert_eq!((Drand::last_round(), Drand::has_pulse(NOW + 1)), (NOW + 1, true));
		assert_eq!(Drand::open(&ciphertext, NOW), Err(Broken));
	});
}

#[test]
fn envelope_should_name_the_round() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		let ciphertext = locked(7, NOW);
		let opened = Drand::open(&in_envelope(&ciphertext, NOW), NOW);
		assert_eq!(opened.as_deref(), Ok(&b"hello"[..]));
		assert_eq!(Drand::open(&in_envelope(&ciphertext, NOW + 1), NOW), Err(Broken));
	});
}

#[test]
fn lock_should_be_broken_when_it_is_another_beacons_or_no_ciphertext() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		assert_eq!(Drand::open(&locked(8, NOW), NOW), Err(Broken));
		for bytes in [&[][..], &[0; 300], &locked(7, NOW)[1..]] {
			assert_eq!(Drand::open(bytes, NOW), Err(Broken));
		}
	});
}

#[test]
fn opening_should_weigh_more_when_the_ciphertext_is_longer() {
	assert!(Drand::open_weight(5_000).ref_time() > Drand::open_weight(0).ref_time());
	assert!(Drand::open_weight(0).ref_time() > 0);
}
