//! Which beacon, and the built-in one.

use crate::{mock::*, test_beacon::due, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, MultiSignature};
use subtensor_types::Timelock;

fn set(config: BeaconConfiguration) -> sp_runtime::DispatchResult {
	Drand::set_beacon_config(RuntimeOrigin::root(), BeaconConfigurationPayload { config }, None)
}

#[test]
fn round_at_should_be_what_drand_counts() {
	let quicknet = BeaconConfiguration::default();
	for (seconds, round) in [
		(0, 0),
		(1_692_803_366, 0),
		(1_692_803_367, 1),
		(1_692_803_369, 1),
		(1_692_803_370, 2),
		(1_692_803_367 + 999 * 3, 1_000),
	] {
		assert_eq!(quicknet.round_at(seconds * 1_000), round);
		assert_eq!(quicknet.round_at(seconds * 1_000 + 999), round);
	}
	assert!(quicknet.round_at(u64::MAX) > 0);
}

#[test]
fn chain_should_begin_with_quicknet() {
	let key = subtensor_timelock::PublicKey::<subtensor_timelock::Native>::decode(
		&BeaconConfiguration::default().public_key,
	);
	assert!(key.is_ok());
	on_chain(|| {
		BeaconConfig::<Test>::kill();
		assert_eq!(
			BeaconConfig::<Test>::get().hash,
			subtensor_timelock::quicknet::CHAIN_HASH
		);
	});
}

#[test]
fn another_beacon_should_wait_until_the_pulses_of_the_first_are_gone() {
	on_chain(|| {
		for first in [0, 16, 32, 48] {
			assert_ok!(write(NOW + first..NOW + first + 16));
		}
		assert_ok!(write([NOW + 64]));
		assert_ok!(set(config(8)));
		System::assert_last_event(Event::<Test>::BeaconConfigChanged.into());
		let next = || {
			let pulses = of(vec![pulse_of(8, NOW + 65)]);
			Drand::write_pulse(RuntimeOrigin::none(), pulses, None)
		};
		assert_noop!(next(), Error::<Test>::InvalidRoundNumber);
		assert!(!Drand::has_pulse(NOW + 64));
		assert_eq!(Drand::last_round(), 0);
		next_block();
		assert_eq!(stored(), [NOW + 64]);
		assert_noop!(next(), Error::<Test>::InvalidRoundNumber);
		assert_ok!(invariants::check::<Test>());
		next_block();
		assert!(stored().is_empty());
		assert_eq!(LastStoredRound::<Test>::get(), 0);
		// Rounds of the new beacon may have the old ones' numbers.
		let earlier = of(vec![pulse_of(8, NOW)]);
		assert_ok!(Drand::write_pulse(RuntimeOrigin::none(), earlier, None));
		assert_eq!(stored(), [NOW]);
	});
}

#[test]
fn same_beacon_should_keep_its_pulses_when_it_is_described_anew() {
	on_chain(|| {
		assert_ok!(write([NOW]));
		let described = BeaconConfiguration {
			hash: [9; 32],
			..config(7)
		};
		assert_ok!(set(described));
		assert!(Drand::has_pulse(NOW));
		assert_ok!(write([NOW + 1]));
	});
}

#[test]
fn beacon_should_be_refused_when_no_pulse_could_be_verified() {
	on_chain(|| {
		let still = BeaconConfiguration {
			period: 0,
			..config(7)
		};
		let keyless = BeaconConfiguration {
			public_key: [7; 96],
			..config(7)
		};
		for config in [still, keyless] {
			assert_noop!(set(config), Error::<Test>::PulseVerificationError);
		}
		let payload = || BeaconConfigurationPayload { config: config(8) };
		assert_noop!(
			Drand::set_beacon_config(RuntimeOrigin::signed(1), payload(), None),
			DispatchError::BadOrigin
		);
		let signature = Some(MultiSignature::Sr25519([0; 64].into()));
		assert_noop!(
			Drand::set_beacon_config(RuntimeOrigin::root(), payload(), signature),
			Error::<Test>::SignatureNotExpected
		);
	});
}

#[test]
fn due_should_be_the_next_rounds_or_the_newest() {
	let most = u64::from(MADE_PER_BLOCK);
	assert!(due(0, 0).is_empty());
	assert_eq!(due(0, 1), 1..=1);
	assert_eq!(due(0, 1_000), 1_001 - most..=1_000);
	assert_eq!(due(1_000, 1_003), 1_001..=1_003);
	assert_eq!(due(1_000, 1_000 + BACKLOG), 1_001..=1_000 + most);
	let later = 1_001 + BACKLOG;
	assert_eq!(due(1_000, later), later + 1 - most..=later);
	for (last, now) in [(1_000, 1_000), (1_000, 999), (1_000, 0), (u64::MAX, u64::MAX)] {
		assert_eq!(due(last, now).count(), 0, "{last} {now}");
	}
	assert_eq!(due(0, u64::MAX).count() as u64, most);
}

#[test]
fn built_in_beacon_should_make_the_pulses_by_the_clock() {
	on_test_chain(|| {
		let most = u64::from(MADE_PER_BLOCK);
		let idle = TestBeacon::<Test>::make as fn() -> u32;
		next_block();
		assert_eq!(stored(), Vec::from_iter(NOW + 1 - most..=NOW));
		assert_eq!(Pulses::<Test>::get(NOW), Some(pulse(NOW)));
		assert_eq!(idle(), 0);
		set_clock(NOW + 2);
		next_block();
		assert_eq!(LastStoredRound::<Test>::get(), NOW + 2);
		System::assert_last_event(
			Event::<Test>::NewPulse {
				rounds: vec![NOW + 1, NOW + 2],
			}
			.into(),
		);
		// What the clock jumped over is made up for in steps.
		set_clock(NOW + 40);
		for last in [NOW + 18, NOW + 34, NOW + 40] {
			next_block();
			assert_eq!(LastStoredRound::<Test>::get(), last);
		}
		assert_eq!(Gaps::<Test>::iter().count(), 0);
		// A long jump leaves a gap.
		let later = NOW + 41 + BACKLOG;
		set_clock(later);
		next_block();
		assert_eq!(LastStoredRound::<Test>::get(), later);
		assert_eq!(Gaps::<Test>::get(NOW + 40), Some(later + 1 - most));
	});
}

#[test]
fn built_in_beacon_should_do_nothing_when_the_clock_does_not_run() {
	on_test_chain(|| {
		Timestamp::set_timestamp(0);
		let weight = next_block();
		assert!(stored().is_empty());
		set_clock(NOW);
		assert!(next_block().ref_time() > weight.ref_time());
		set_clock(NOW - 1_000);
		assert_eq!(next_block(), weight);
		assert_eq!(LastStoredRound::<Test>::get(), NOW);
	});
}

#[test]
fn built_in_beacon_should_end_when_root_names_another() {
	on_test_chain(|| {
		next_block();
		assert_ok!(set(config(7)));
		assert_eq!(TestSecret::<Test>::get(), Some(secret(7)));
		assert_ok!(set(config(8)));
		assert_eq!(TestSecret::<Test>::get(), None);
		next_block();
		set_clock(NOW + 1);
		next_block();
		assert!(stored().is_empty());
	});
}

#[test]
fn pulses_of_the_built_in_beacon_should_be_taken_from_anybody() {
	on_test_chain(|| {
		assert_ok!(write([NOW, NOW + 1]));
		next_block();
		assert_eq!(stored(), [NOW, NOW + 1]);
	});
}

#[test]
#[should_panic(expected = "above 0 and below the group's order")]
fn genesis_should_refuse_a_secret_that_is_none() {
	use sp_runtime::BuildStorage;
	let genesis = GenesisConfig::<Test> {
		test_secret: Some([0; 32]),
		..Default::default()
	};
	let _ = genesis.build_storage();
}
