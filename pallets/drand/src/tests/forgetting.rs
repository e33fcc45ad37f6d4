//! What is kept, and what goes.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use subtensor_types::Timelock;

/// Stores pulses that nobody has to sign: what is kept does not depend on them.
fn fill(rounds: impl IntoIterator<Item = u64>) {
	let pulses: Vec<Pulse> = rounds
		.into_iter()
		.map(|round| Pulse::new(round, [round as u8; 48]))
		.collect();
	PulseBook::<Test>::store(&pulses);
}

#[test]
fn old_pulses_should_be_forgotten_a_few_in_each_block() {
	on_chain(|| {
		fill(NOW..NOW + 200);
		let newest = NOW + 150 + RETENTION - 1;
		set_clock(newest);
		assert_ok!(write([newest]));
		assert_eq!(ForgetBelow::<Test>::get(), NOW + 150);
		assert!(!Drand::has_pulse(NOW + 149) && Drand::has_pulse(NOW + 150));
		for oldest in [NOW + 64, NOW + 128, NOW + 150, NOW + 150] {
			next_block();
			assert_eq!(OldestStoredRound::<Test>::get(), oldest);
			assert_ok!(invariants::check::<Test>());
		}
		assert_eq!(stored().len(), 51);
	});
}

#[test]
fn forgetting_should_step_over_gaps() {
	on_chain(|| {
		fill([NOW, NOW + 1]);
		fill([NOW + 10, NOW + 11]);
		fill([NOW + 20]);
		assert_ok!(invariants::pulses_are_in_a_row::<Test>());
		let newest = NOW + 11 + RETENTION - 1;
		set_clock(newest);
		fill([newest]);
		next_block();
		assert_eq!(stored(), [NOW + 11, NOW + 20, newest]);
		assert_ok!(invariants::pulses_are_in_a_row::<Test>());
		fill([newest + 10 * RETENTION]);
		next_block();
		assert_eq!(stored(), [newest + 10 * RETENTION]);
		assert_eq!(OldestStoredRound::<Test>::get(), newest + 10 * RETENTION);
		assert_eq!(Gaps::<Test>::iter().count(), 0);
		PulseBook::<Test>::store(&[]);
		LastStoredRound::<Test>::kill();
		OldestStoredRound::<Test>::kill();
		ForgetBelow::<Test>::kill();
		let _ = Pulses::<Test>::clear(u32::MAX, None);
	});
}

#[test]
fn root_should_say_from_which_round_on_pulses_are_kept() {
	on_chain(|| {
		assert_ok!(write(NOW..NOW + 5));
		for round in [0, NOW - 1, NOW + 5] {
			assert_noop!(
				Drand::set_oldest_stored_round(RuntimeOrigin::root(), round),
				Error::<Test>::InvalidRoundNumber
			);
		}
		assert_noop!(
			Drand::set_oldest_stored_round(RuntimeOrigin::signed(1), NOW),
			DispatchError::BadOrigin
		);
		assert_ok!(Drand::set_oldest_stored_round(RuntimeOrigin::root(), NOW + 4));
		System::assert_last_event(Event::<Test>::SetOldestStoredRound(NOW + 4).into());
		assert!(!Drand::has_pulse(NOW + 3) && Drand::has_pulse(NOW + 4));
		next_block();
		assert_eq!(stored(), [NOW + 4]);
		assert_eq!(OldestStoredRound::<Test>::get(), NOW + 4);
		assert_eq!(LastStoredRound::<Test>::get(), NOW + 4);
		assert_noop!(write([NOW + 4]), Error::<Test>::InvalidRoundNumber);
		assert_ok!(write([NOW + 5]));
	});
}

#[test]
fn hook_should_weigh_more_when_it_forgets() {
	on_chain(|| {
		let idle = next_block();
		assert_ok!(write(NOW..NOW + 5));
		assert_eq!(next_block(), idle);
		assert_ok!(Drand::set_oldest_stored_round(RuntimeOrigin::root(), NOW + 2));
		assert!(next_block().ref_time() > idle.ref_time());
	});
}
