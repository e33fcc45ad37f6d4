//! Commitments that are locked until a round of the beacon.

use super::*;
use frame_support::{assert_ok, traits::Hooks};
use pallet_commitments::book::ROUNDS_LATE;
use pallet_commitments::{
	CommitmentInfo, CommitmentOf, Data, Event, LockQueue, MOST_REVEALED, RevealFailure, RevealedCommitments,
};
use pallet_drand::{BeaconConfig, LastStoredRound, TestBeacon, TestSecret};
use pallet_subtensor::{NeuronRecords, NeuronRegistry};
use sp_keyring::Sr25519Keyring::Eve;
use subtensor_timelock::{Entropy, Native, SecretKey, TEST_SECRET, encrypt};
use subtensor_types::{NetUid, Timelock};

const SUBNET: NetUid = NetUid(1);
/// The newest round that is out when a test begins.
const ROUND: u64 = 1_000;

/// A chain with Eve as neuron and a beacon within, of which [`ROUND`] is the newest round.
fn with_beacon(test: impl FnOnce()) {
	chain_with_a_poor_neuron(false, || {
		let config = pallet_drand::BeaconConfiguration {
			genesis_time: 0,
			period: 1,
			..Default::default()
		};
		BeaconConfig::<Runtime>::put(
			TestBeacon::<Runtime>::describe(config, &TEST_SECRET).expect("a secret"),
		);
		TestSecret::<Runtime>::put(TEST_SECRET);
		emit_until(ROUND);
		test();
		pallet_commitments::invariants::check::<Runtime>().expect("commitments are in order");
	});
}

/// Rounds come out, up to this one.
fn emit_until(round: u64) {
	pallet_timestamp::Now::<Runtime>::put((round - 1) * 1_000);
	Drand::on_initialize(System::block_number());
	assert_eq!(LastStoredRound::<Runtime>::get(), round);
}

fn locked(text: &[u8], reveal_round: u64) -> Data {
	let key = SecretKey::decode(&TEST_SECRET).expect("a secret");
	let entropy = Entropy {
		key: [1; 32],
		sigma: [2; 32],
		nonce: [3; 12],
	};
	let public = key.public::<Native>();
	let encrypted = encrypt(&public, reveal_round, text, &entropy).expect("short");
	Data::TimelockEncrypted {
		encrypted: encrypted.try_into().expect("short"),
		reveal_round,
	}
}

fn commit(fields: Vec<Data>) {
	let info = Box::new(CommitmentInfo {
		fields: fields.try_into().expect("three at most"),
	});
	let origin = RuntimeOrigin::signed(Eve.to_account_id());
	assert_ok!(Commitments::set_commitment(origin, SUBNET, info));
}

/// The next block begins.
fn next_block() {
	let next = System::block_number() + 1;
	System::set_block_number(next);
	Commitments::on_initialize(next);
}

fn fields() -> Option<Vec<Data>> {
	CommitmentOf::<Runtime>::get(SUBNET, Eve.to_account_id()).map(|kept| kept.info.fields.into_inner())
}

fn revealed() -> Vec<(Vec<u8>, u64)> {
	let texts = RevealedCommitments::<Runtime>::get(SUBNET, Eve.to_account_id()).unwrap_or_default();
	texts
		.iter()
		.map(|(text, block)| (text.to_vec(), *block))
		.collect()
}

#[test]
fn locked_field_should_be_revealed_when_its_round_comes() {
	with_beacon(|| {
		let (netuid, who) = (SUBNET, Eve.to_account_id());
		commit(vec![locked(b"soon", ROUND + 2), Data::None]);
		System::assert_has_event(
			Event::TimelockCommitment {
				netuid,
				who: who.clone(),
				reveal_round: ROUND + 2,
			}
			.into(),
		);
		next_block();
		assert!(revealed().is_empty());
		emit_until(ROUND + 2);
		next_block();
		System::assert_has_event(Event::CommitmentRevealed { netuid, who }.into());
		let block = u64::from(System::block_number());
		assert_eq!(revealed(), vec![(b"soon".to_vec(), block)]);
		assert_eq!(fields(), Some(vec![Data::None]), "what was open stays");
		assert_eq!(LockQueue::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn fields_should_open_each_with_its_round_and_the_last_take_the_commitment_along() {
	with_beacon(|| {
		commit(vec![
			locked(b"a", ROUND + 1),
			locked(b"b", ROUND + 3),
			locked(b"c", ROUND + 1),
		]);
		emit_until(ROUND + 1);
		next_block();
		let texts = |found: Vec<(Vec<u8>, u64)>| found.into_iter().map(|(text, _)| text).collect::<Vec<_>>();
		assert_eq!(texts(revealed()), vec![b"a".to_vec(), b"c".to_vec()]);
		assert_eq!(fields(), Some(vec![locked(b"b", ROUND + 3)]));
		emit_until(ROUND + 3);
		next_block();
		assert_eq!(
			texts(revealed()),
			vec![b"a".to_vec(), b"c".to_vec(), b"b".to_vec()]
		);
		assert_eq!(fields(), None);
	});
}

#[test]
fn broken_field_should_be_marked_and_stay() {
	with_beacon(|| {
		let (netuid, who) = (SUBNET, Eve.to_account_id());
		let encrypted: frame_support::BoundedVec<u8, _> = vec![7; 300].try_into().expect("it fits");
		let reveal_round = ROUND + 1;
		commit(vec![Data::TimelockEncrypted {
			encrypted: encrypted.clone(),
			reveal_round,
		}]);
		emit_until(reveal_round);
		next_block();
		let marked = Data::TimelockRevealFailed {
			encrypted,
			reveal_round,
		};
		assert_eq!(fields(), Some(vec![marked]));
		System::assert_has_event(
			Event::CommitmentRevealFailed {
				netuid,
				who,
				reveal_round,
				error: RevealFailure::Broken,
			}
			.into(),
		);
		assert!(revealed().is_empty());
	});
}

#[test]
fn field_should_be_marked_when_its_round_was_left_out() {
	with_beacon(|| {
		let round = ROUND + 1;
		commit(vec![locked(b"never", round)]);
		// The clock jumps by more than the beacon makes up for.
		emit_until(ROUND + 5_000);
		next_block();
		let kept = fields().expect("it stays");
		assert!(
			matches!(kept[..], [Data::TimelockRevealFailed { reveal_round, .. }] if reveal_round == round)
		);
		System::assert_has_event(
			Event::CommitmentRevealFailed {
				netuid: SUBNET,
				who: Eve.to_account_id(),
				reveal_round: round,
				error: RevealFailure::NoPulse,
			}
			.into(),
		);
		assert_eq!(LockQueue::<Runtime>::iter().count(), 0);
	});
}

/// Else one subnet's neurons could stand before everybody else in the queue for ever.
#[test]
fn field_should_be_refused_when_its_round_has_long_been_out() {
	with_beacon(|| {
		let origin = || RuntimeOrigin::signed(Eve.to_account_id());
		let with_round = |round| {
			let fields = vec![locked(b"late", ROUND + 1), locked(b"late", round)];
			Box::new(CommitmentInfo {
				fields: fields.try_into().expect("two fit"),
			})
		};
		for round in [0, 1, ROUND - ROUNDS_LATE] {
			let refused = Commitments::set_commitment(origin(), SUBNET, with_round(round));
			let reason = pallet_commitments::Error::<Runtime>::InvalidRevealRound;
			assert_eq!(refused.map_err(|error| error.error), Err(reason.into()));
		}
		assert_ok!(Commitments::set_commitment(
			origin(),
			SUBNET,
			with_round(ROUND - ROUNDS_LATE + 1)
		));
	});
}

#[test]
fn field_should_open_at_once_when_its_round_is_out() {
	with_beacon(|| {
		commit(vec![locked(b"now", ROUND)]);
		next_block();
		assert_eq!(revealed().len(), 1);
	});
}

#[test]
fn new_commitment_should_take_the_place_of_locked_fields() {
	with_beacon(|| {
		commit(vec![locked(b"old", ROUND + 1)]);
		commit(vec![locked(b"new", ROUND + 2)]);
		assert_eq!(LockQueue::<Runtime>::iter().count(), 1);
		emit_until(ROUND + 2);
		next_block();
		assert_eq!(revealed()[0].0, b"new".to_vec());
		assert_eq!(revealed().len(), 1);
	});
}

#[test]
fn oldest_text_should_make_room() {
	with_beacon(|| {
		for number in 0..MOST_REVEALED as u8 + 2 {
			// Its budget is for a few.
			pallet_commitments::UsedSpaceOf::<Runtime>::remove(SUBNET, Eve.to_account_id());
			commit(vec![locked(&[number], ROUND)]);
			next_block();
		}
		let texts: Vec<Vec<u8>> = revealed().into_iter().map(|(text, _)| text).collect();
		let expected: Vec<Vec<u8>> = (2..MOST_REVEALED as u8 + 2).map(|number| vec![number]).collect();
		assert_eq!(texts, expected);
	});
}

#[test]
fn locks_and_texts_should_follow_the_hotkey_and_go_with_the_neuron() {
	with_beacon(|| {
		let new = sp_keyring::Sr25519Keyring::Ferdie.to_account_id();
		commit(vec![locked(b"out", ROUND), locked(b"later", ROUND + 5)]);
		next_block();
		let old = Eve.to_account_id();
		assert_ok!(NeuronRegistry::<Runtime>::rename(SUBNET, &old, &new));
		pallet_commitments::invariants::check::<Runtime>().expect("all was renamed");
		assert!(RevealedCommitments::<Runtime>::get(SUBNET, &new).is_some());
		<Commitments as NeuronRecords<AccountId>>::forget(SUBNET, &new);
		assert_eq!(LockQueue::<Runtime>::iter().count(), 0);
		assert_eq!(RevealedCommitments::<Runtime>::iter().count(), 0);
		assert_eq!(CommitmentOf::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn openings_should_stop_when_a_part_of_the_block_is_spent_and_go_on_in_the_next() {
	with_beacon(|| {
		let Data::TimelockEncrypted { encrypted, .. } = locked(b"text", ROUND) else {
			panic!("it is locked");
		};
		let each = Drand::open(&encrypted, ROUND).weight.ref_time();
		let most = pallet_commitments::locks::PART_OF_A_BLOCK
			.mul_floor(crate::constants::MAXIMUM_BLOCK_WEIGHT.ref_time());
		let fit = most.div_ceil(each);
		let key = |number: u64| AccountId::new([number as u8; 32]);
		let total = fit + 5;
		assert!(total < 60, "a block looks at more");
		for number in 0..total {
			let info = CommitmentInfo {
				fields: vec![locked(b"text", ROUND)].try_into().expect("one fits"),
			};
			let kept = pallet_commitments::Registration {
				deposit: 0,
				block: 1,
				info,
			};
			CommitmentOf::<Runtime>::insert(SUBNET, key(number), kept);
			LockQueue::<Runtime>::insert((ROUND.to_be_bytes(), SUBNET, key(number)), ());
		}
		next_block();
		let left = LockQueue::<Runtime>::iter().count() as u64;
		assert!((5..total).contains(&left), "{left}");
		let mut blocks = 1;
		while LockQueue::<Runtime>::iter().next().is_some() {
			next_block();
			blocks += 1;
			assert!(blocks <= total.div_ceil(fit), "each block opens what fits");
		}
		let _all = RevealedCommitments::<Runtime>::clear(u32::MAX, None);
	});
}
