//! The beacon of each chain, and what is locked to its rounds.

use super::*;
use crate::genesis::{DEVELOPMENT, LOCAL, LOCAL_FAST, MAIN, tests::chain};
use frame_support::traits::Hooks;
use pallet_drand::{
	BeaconConfig, BeaconConfiguration, Call, LastStoredRound, Pulse, PulsesPayload, TestSecret,
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity};
use subtensor_timelock::{Entropy, Native, PublicKey, SecretKey, TEST_SECRET, encrypt, quicknet};
use subtensor_types::{Timelock, TimelockError};

/// A round that is the newest at [`MILLISECONDS`].
const ROUND: u64 = 20_000_000;
const MILLISECONDS: u64 = (quicknet::GENESIS_TIME + (ROUND - 1) * 3) * 1_000;

fn test_key() -> SecretKey {
	SecretKey::decode(&TEST_SECRET).expect("a secret")
}

/// A block at a time, and the beginning of the next.
fn block_at(milliseconds: u64) {
	pallet_timestamp::Now::<Runtime>::put(milliseconds);
	Drand::on_initialize(System::block_number());
}

fn write(rounds: &[u64]) -> UncheckedExtrinsic {
	let pulses: Vec<Pulse> = rounds
		.iter()
		.map(|round| {
			Pulse::new(
				*round,
				test_key().sign::<Native>(*round).expect("a point").encode(),
			)
		})
		.collect();
	UncheckedExtrinsic::new_bare(
		Call::write_pulse {
			pulses_payload: PulsesPayload {
				pulses: pulses.try_into().expect("a few"),
			},
			signature: None,
		}
		.into(),
	)
}

fn validity(extrinsic: UncheckedExtrinsic) -> TransactionValidity {
	Executive::validate_transaction(TransactionSource::External, extrinsic, Hash::zero())
}

#[test]
fn development_chains_should_have_a_beacon_within_that_keeps_quicknets_time() {
	for name in [DEVELOPMENT, LOCAL, LOCAL_FAST] {
		chain(name).execute_with(|| {
			let config = BeaconConfig::<Runtime>::get();
			assert_eq!(TestSecret::<Runtime>::get(), Some(TEST_SECRET), "{name}");
			assert_eq!(
				config.public_key,
				test_key().public::<Native>().encode(),
				"{name}"
			);
			assert_eq!((config.genesis_time, config.period), (1_692_803_367, 3), "{name}");
		});
	}
}

#[test]
fn real_chain_should_listen_to_quicknet() {
	chain(MAIN).execute_with(|| {
		assert_eq!(BeaconConfig::<Runtime>::get(), BeaconConfiguration::default());
		assert_eq!(BeaconConfig::<Runtime>::get().public_key, quicknet::PUBLIC_KEY);
		assert_eq!(TestSecret::<Runtime>::get(), None);
		block_at(MILLISECONDS);
		assert_eq!(LastStoredRound::<Runtime>::get(), 0);
	});
}

#[test]
fn lock_to_the_built_in_beacon_should_open_when_its_round_comes() {
	chain(DEVELOPMENT).execute_with(|| {
		let public = PublicKey::<Native>::decode(&BeaconConfig::<Runtime>::get().public_key).expect("a key");
		let entropy = Entropy {
			key: [1; 32],
			sigma: [2; 32],
			nonce: [3; 12],
		};
		let ciphertext = encrypt(&public, ROUND + 1, b"weights", &entropy).expect("short");
		block_at(MILLISECONDS);
		assert_eq!(Drand::last_round(), ROUND);
		assert_eq!(
			Drand::open(&ciphertext, ROUND + 1).text,
			Err(TimelockError::NoPulse)
		);
		block_at(MILLISECONDS + 3_000);
		assert_eq!(
			Drand::open(&ciphertext, ROUND + 1).text.as_deref(),
			Ok(&b"weights"[..])
		);
	});
}

/// Its pairing would be zero, and whoever computes it for the runtime answers that with a panic, in the hook of a block.
#[test]
fn lock_should_be_broken_when_its_point_has_a_small_order() {
	chain(DEVELOPMENT).execute_with(|| {
		block_at(MILLISECONDS);
		let public = PublicKey::<Native>::decode(&BeaconConfig::<Runtime>::get().public_key).expect("a key");
		let entropy = Entropy {
			key: [1; 32],
			sigma: [2; 32],
			nonce: [3; 12],
		};
		let mut ciphertext = encrypt(&public, ROUND, b"weights", &entropy).expect("short");
		assert!(Drand::open(&ciphertext, ROUND).text.is_ok());
		let point = include_str!("../../../primitives/timelock/tests/vectors/order13.hex");
		let point = sp_core::bytes::from_hex(point).expect("hexadecimal");
		ciphertext[..96].copy_from_slice(&point);
		assert_eq!(Drand::open(&ciphertext, ROUND).text, Err(TimelockError::Broken));
	});
}

#[test]
fn pulses_should_enter_pool_and_block_unsigned_when_they_come_next() {
	chain(DEVELOPMENT).execute_with(|| {
		System::set_block_number(1);
		block_at(MILLISECONDS);
		let valid = validity(write(&[ROUND + 1, ROUND + 2])).expect("the next ones");
		assert_eq!(valid.provides.len(), 1);
		assert!(valid.priority < u64::MAX / 2, "what is operational comes first");
		assert_eq!(validity(write(&[ROUND])), Err(InvalidTransaction::Stale.into()));
		assert_eq!(
			Executive::apply_extrinsic(write(&[ROUND + 1, ROUND + 2])),
			Ok(Ok(()))
		);
		assert_eq!(LastStoredRound::<Runtime>::get(), ROUND + 2);
		let again = Executive::apply_extrinsic(write(&[ROUND + 1, ROUND + 2]));
		assert_eq!(again, Err(InvalidTransaction::Stale.into()));
	});
}

#[test]
fn pulses_should_come_in_safe_mode() {
	chain(DEVELOPMENT).execute_with(|| {
		System::set_block_number(1);
		block_at(MILLISECONDS);
		pallet_safe_mode::EnteredUntil::<Runtime>::put(1_000);
		assert_eq!(Executive::apply_extrinsic(write(&[ROUND + 1])), Ok(Ok(())));
	});
}

/// A full call fits into a block, so that a chain that was away can catch up.
#[test]
fn block_should_hold_as_many_pulses_as_a_call_can() {
	use pallet_drand::WeightInfo;
	let call = <Runtime as pallet_drand::Config>::WeightInfo::write_pulse(pallet_drand::MAX_PULSES);
	let half = crate::constants::MAXIMUM_BLOCK_WEIGHT.ref_time() / 2;
	assert!(call.ref_time() < half);
}
