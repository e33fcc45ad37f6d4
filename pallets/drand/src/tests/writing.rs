//! Pulses that somebody brings.
#![allow(deprecated)]

use crate::{mock::*, *};
use array_bytes::Dehexify;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	pallet_prelude::{
		DispatchClass, InvalidTransaction, TransactionSource, TransactionValidity, ValidateUnsigned,
	},
};
use sp_runtime::{DispatchError, MultiSignature};

fn call(pulses_payload: PulsesPayload) -> Call<Test> {
	Call::write_pulse {
		pulses_payload,
		signature: None,
	}
}

fn validity(call: &Call<Test>) -> TransactionValidity {
	Drand::validate_unsigned(TransactionSource::External, call)
}

#[test]
fn write_pulse_should_store_the_pulses_that_come_next() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		assert_ok!(write(NOW + 1..=NOW + 3));
		assert_eq!(stored(), [NOW, NOW + 1, NOW + 2, NOW + 3]);
		assert_eq!(LastStoredRound::<Test>::get(), NOW + 3);
		assert_eq!(OldestStoredRound::<Test>::get(), NOW);
		assert_eq!(Pulses::<Test>::get(NOW), Some(pulse(NOW)));
		System::assert_last_event(
			Event::<Test>::NewPulse {
				rounds: vec![NOW + 1, NOW + 2, NOW + 3],
			}
			.into(),
		);
	});
}

#[test]
fn write_pulse_should_store_quicknets_own_pulse() {
	const SIGNATURE: &str =
		"b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
	on_chain(|| {
		BeaconConfig::<Test>::put(BeaconConfiguration::default());
		Timestamp::set_timestamp((1_692_803_367 + 999 * 3) * 1_000);
		let pulse = Pulse::new(1_000, Dehexify::dehexify(SIGNATURE).unwrap());
		assert_ok!(Drand::write_pulse(RuntimeOrigin::none(), of(vec![pulse]), None));
		assert_eq!(LastStoredRound::<Test>::get(), 1_000);
	});
}

#[test]
fn write_pulse_should_refuse_rounds_that_are_not_the_next() {
	on_chain(|| {
		assert_ok!(write([NOW, NOW + 1]));
		for rounds in [
			vec![],
			vec![0],
			vec![NOW],
			vec![NOW + 1],
			vec![NOW + 3],
			vec![NOW + 1, NOW + 2],
			vec![NOW + 2, NOW + 4],
			vec![NOW + 2, NOW + 2],
			vec![NOW + 3, NOW + 2],
			vec![u64::MAX],
		] {
			assert_noop!(write(rounds.clone()), Error::<Test>::InvalidRoundNumber);
			assert!(validity(&call(payload(rounds))).is_err());
		}
	});
}

#[test]
fn first_pulse_should_be_near_the_clock() {
	on_chain(|| {
		for round in [1, NOW - NEAR - 1, NOW + NEAR + 1, u64::MAX] {
			assert_noop!(write([round]), Error::<Test>::InvalidRoundNumber);
		}
		assert_ok!(write([NOW - NEAR]));
	});
}

#[test]
fn pulse_should_be_refused_when_it_is_far_ahead_of_the_clock() {
	on_chain(|| {
		assert_ok!(write([NOW + NEAR]));
		assert_noop!(write([NOW + NEAR + 1]), Error::<Test>::InvalidRoundNumber);
		set_clock(NOW + 1);
		assert_ok!(write([NOW + NEAR + 1]));
	});
}

#[test]
fn rounds_should_be_left_out_only_when_the_chain_is_far_behind() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		set_clock(NOW + CATCH_UP);
		assert_noop!(write([NOW + CATCH_UP]), Error::<Test>::InvalidRoundNumber);
		let later = NOW + CATCH_UP + 1;
		set_clock(later);
		assert_noop!(write([later - NEAR - 1]), Error::<Test>::InvalidRoundNumber);
		assert_ok!(write([later, later + 1]));
		assert_eq!(Gaps::<Test>::get(NOW), Some(later));
		assert_noop!(write([NOW + 1]), Error::<Test>::InvalidRoundNumber);
		assert_eq!(stored(), [NOW, later, later + 1]);
	});
}

#[test]
fn rounds_should_be_made_up_for_when_the_chain_is_far_behind() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		set_clock(NOW + 2 * CATCH_UP);
		assert_ok!(write([NOW + 1]));
		assert_eq!(Gaps::<Test>::iter().count(), 0);
	});
}

#[test]
fn write_pulse_should_refuse_what_the_beacon_did_not_sign() {
	on_chain(|| {
		let others = pulse_of(8, NOW);
		let anothers_rounds = Pulse {
			round: NOW,
			..pulse(NOW + 1)
		};
		let random = Pulse {
			randomness: [1; 32],
			..pulse(NOW)
		};
		let no_point = Pulse::new(NOW, [255; 48]);
		let zero = Pulse::new(NOW, {
			let mut zero = [0; 48];
			zero[0] = 0b1100_0000;
			zero
		});
		for pulse in [others, anothers_rounds, random, no_point, zero] {
			let payload = of(vec![pulse.clone()]);
			assert_noop!(
				Drand::write_pulse(RuntimeOrigin::none(), payload.clone(), None),
				Error::<Test>::UnverifiedPulse
			);
			assert_eq!(validity(&call(payload)), Err(InvalidTransaction::BadProof.into()));
		}
		let mut last_is_bad = vec![pulse(NOW), pulse(NOW + 1)];
		last_is_bad[1].signature = last_is_bad[0].signature;
		last_is_bad[1].randomness = last_is_bad[0].randomness;
		assert_noop!(
			Drand::write_pulse(RuntimeOrigin::none(), of(last_is_bad), None),
			Error::<Test>::UnverifiedPulse
		);
	});
}

#[test]
fn write_pulse_should_be_nobodys() {
	on_chain(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::signed(1)] {
			assert_noop!(
				Drand::write_pulse(origin, payload([NOW]), None),
				DispatchError::BadOrigin
			);
		}
		let signature = Some(MultiSignature::Sr25519([0; 64].into()));
		assert_noop!(
			Drand::write_pulse(RuntimeOrigin::none(), payload([NOW]), signature.clone()),
			Error::<Test>::SignatureNotExpected
		);
		let signed = Call::write_pulse {
			pulses_payload: payload([NOW]),
			signature,
		};
		assert_eq!(validity(&signed), Err(InvalidTransaction::Call.into()));
	});
}

#[test]
fn pool_should_hold_one_submission_for_each_last_round_and_prefer_the_longer() {
	on_chain(|| {
		let one = validity(&call(payload([NOW]))).unwrap();
		let other = validity(&call(payload([NOW + 1, NOW + 2]))).unwrap();
		assert_eq!(one.provides, other.provides);
		assert_eq!((one.priority, other.priority), (1_001, 1_002));
		assert!(one.requires.is_empty() && one.propagate && one.longevity < 100);
		assert_ok!(write([NOW]));
		assert_eq!(
			validity(&call(payload([NOW]))),
			Err(InvalidTransaction::Stale.into())
		);
		assert_eq!(
			validity(&call(payload([NOW + 2]))),
			Err(InvalidTransaction::Future.into())
		);
		assert_ne!(
			validity(&call(payload([NOW + 1]))).unwrap().provides,
			one.provides
		);
	});
}

#[test]
fn block_should_not_take_what_would_fail() {
	fn pre_dispatch(call: Call<Test>) -> bool {
		Drand::pre_dispatch(&call).is_ok()
	}
	on_chain(|| {
		assert!(pre_dispatch(call(payload([NOW]))));
		assert_ok!(write([NOW]));
		assert!(!pre_dispatch(call(payload([NOW]))));
		assert!(!pre_dispatch(call(of(vec![pulse_of(8, NOW + 1)]))));
		assert!(!pre_dispatch(Call::set_oldest_stored_round { oldest_round: NOW }));
	});
}

#[test]
fn call_should_weigh_by_its_pulses_and_hold_no_more_than_fit() {
	let info = |rounds| call(payload(rounds)).get_dispatch_info();
	let time = |rounds| info(rounds).call_weight.ref_time();
	assert!(time(0..2) > time(0..1));
	assert_eq!(info(0..1).class, DispatchClass::Operational);
	let too_many: Vec<Pulse> = vec![pulse(1); MAX_PULSES as usize + 1];
	let bytes = codec::Encode::encode(&too_many);
	assert!(<PulsesPayload as codec::Decode>::decode(&mut &bytes[..]).is_err());
}
