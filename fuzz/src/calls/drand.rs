//! Pulses of beacons, true ones and others, and what root says of beacons.

use super::{Draft, Generators, Scene, Signer};
use crate::chain::beacon_secret;
use pallet_drand::{
	BeaconConfig, BeaconConfiguration, BeaconConfigurationPayload, Call, LastStoredRound, MAX_PULSES, NEAR,
	OldestStoredRound, Pulse, PulsesPayload, TestBeacon,
};
use sp_runtime::MultiSignature;
use subtensor_runtime::{Runtime, Timestamp};
use subtensor_timelock::{Native, SecretKey};
use subtensor_types::RoundNumber;

pub(super) const GENERATORS: Generators = &[
	("Drand.set_beacon_config", set_beacon_config),
	("Drand.set_oldest_stored_round", set_oldest_stored_round),
	("Drand.write_pulse", write_pulse),
];

/// Beacons that there are.
const BEACONS: u8 = 3;

fn described(beacon: u8) -> Option<BeaconConfiguration> {
	let timed = BeaconConfiguration {
		genesis_time: 0,
		period: 1,
		..Default::default()
	};
	TestBeacon::<Runtime>::describe(timed, &beacon_secret(beacon)).ok()
}

/// The beacon that the chain listens to.
fn current_beacon() -> Option<u8> {
	let key = BeaconConfig::<Runtime>::get().public_key;
	(0..BEACONS).find(|beacon| described(*beacon).is_some_and(|one| one.public_key == key))
}

/// What a beacon says in a round.
fn said(beacon: u8, round: RoundNumber) -> Option<Pulse> {
	let key = SecretKey::decode(&beacon_secret(beacon)).ok()?;
	Some(Pulse::new(round, key.sign::<Native>(round)?.encode()))
}

fn write_pulse(scene: &mut Scene) -> Option<Draft> {
	let config = BeaconConfig::<Runtime>::get();
	let beacon = if scene.dice.chance(92) {
		current_beacon()?
	} else {
		scene.dice.below(BEACONS.into()) as u8
	};
	let last = LastStoredRound::<Runtime>::get();
	let now = config.round_at(Timestamp::get());
	let next = if last == 0 {
		(now + scene.dice.below(3)).saturating_sub(1) // clamp: 0 is as good
	} else {
		last + 1
	};
	let first = match scene.dice.below(20) {
		0 => scene.dice.one_of([
			0,
			1,
			last,
			last.wrapping_add(2),
			now + NEAR,
			now + NEAR + 1,
			u64::MAX,
		]),
		_ => next,
	};
	let count = match scene.dice.below(60) {
		0 => 0,
		1 => u64::from(MAX_PULSES),
		_ => scene.dice.between(1, 4),
	};
	let mut pulses = (0..count)
		.map(|offset| said(beacon, first.wrapping_add(offset)))
		.collect::<Option<Vec<Pulse>>>()?;
	if scene.dice.chance(20) {
		spoil(scene, &mut pulses);
	}
	let signature = scene
		.dice
		.chance(3)
		.then(|| MultiSignature::Ed25519([scene.dice.number() as u8; 64].into()));
	let call = Call::write_pulse {
		pulses_payload: PulsesPayload {
			pulses: pulses.try_into().ok()?,
		},
		signature,
	};
	if scene.dice.chance(3) {
		let who = scene.cast.anybody(scene.dice);
		return Draft::by(&who, call);
	}
	Some(Draft {
		signer: Signer::Nobody,
		call: call.into(),
	})
}

/// Makes one of the pulses another one.
fn spoil(scene: &mut Scene, pulses: &mut [Pulse]) {
	let at = scene.dice.below(pulses.len() as u64) as usize;
	let byte = scene.dice.below(48) as usize;
	let bit = 1 << scene.dice.below(8);
	let Some(pulse) = pulses.get_mut(at) else { return };
	match scene.dice.below(4) {
		0 => pulse.signature[byte] ^= bit,
		1 => pulse.randomness[byte % 32] ^= bit,
		2 => pulse.round = pulse.round.wrapping_add(1),
		_ => {
			let mut signature = pulse.signature;
			signature[byte] ^= bit;
			*pulse = Pulse::new(pulse.round, signature);
		}
	}
}

fn set_beacon_config(scene: &mut Scene) -> Option<Draft> {
	// Another one seldom: the pulses of the last go with it.
	let beacon = if scene.dice.chance(97) {
		current_beacon()?
	} else {
		scene.dice.below(BEACONS.into()) as u8
	};
	let mut config = described(beacon)?;
	match scene.dice.below(40) {
		0 => config.public_key[scene.dice.below(96) as usize] ^= 1,
		1 => config.period = scene.dice.one_of([0, 2, u32::MAX]),
		2 => config.genesis_time = scene.dice.one_of([1, u64::MAX]),
		_ => (),
	}
	let call = Call::set_beacon_config {
		config_payload: BeaconConfigurationPayload { config },
		signature: None,
	};
	Draft::by_root(scene, call)
}

fn set_oldest_stored_round(scene: &mut Scene) -> Option<Draft> {
	let (oldest, last) = (
		OldestStoredRound::<Runtime>::get(),
		LastStoredRound::<Runtime>::get(),
	);
	let oldest_round = match scene.dice.below(8) {
		0 => scene.dice.one_of([0, oldest.wrapping_sub(1), last + 1, u64::MAX]),
		_ => oldest + scene.dice.below(last - oldest + 1),
	};
	Draft::by_root(scene, Call::set_oldest_stored_round { oldest_round })
}
