//! When weights open, in which order, and what becomes of those that cannot be set.

use super::*;
use crate::validator_weights::timelocked::opening::{MOST_OPENED, PART_OF_A_BLOCK};
use sp_runtime::DispatchError;

#[test]
fn weights_should_be_set_when_their_epoch_and_their_round_have_come() {
	hidden(|| {
		let block = Pallet::<Test>::now();
		assert_ok!(commit(1, &[(2, 1), (3, 3)], ROUND));
		run_to_epoch(FIRST);
		assert_eq!(waiting(), vec![hotkey(1)], "its round is not out");
		Beacon::emit(ROUND);
		run_blocks(1);
		assert!(events().contains(&Event::WeightsSet(index(), 0)));
		assert!(events().contains(&Event::TimelockedWeightsRevealed(index(), hotkey(1))));
		assert_eq!(row(0), vec![(2, 21_845), (3, 65_535)]);
		assert_eq!(WeightsAsOf::<Test>::get(index(), 0), Some(block));
		assert_nothing_left();
	});
}

#[test]
fn weights_should_not_count_before_their_epoch_when_the_round_is_out_before() {
	hidden(|| {
		RevealPeriodEpochs::<Test>::insert(FIRST, 2);
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		Beacon::emit(ROUND);
		run_to_epoch(FIRST);
		run_blocks(3);
		assert!(row(0).is_empty());
		run_to_epoch(FIRST);
		assert!(row(0).is_empty(), "openings come before epochs");
		run_blocks(1);
		assert_eq!(row(0), vec![(3, 65_535)]);
	});
}

#[test]
fn epoch_should_count_what_opens_in_its_block() {
	hidden(|| {
		for key in [1, 2] {
			assert_ok!(commit(key, &[(3, 1)], ROUND));
		}
		run_to_epoch(FIRST);
		let due = EpochDue::<Test>::get(FIRST).unwrap();
		run_blocks(due - Pallet::<Test>::now() - 1);
		Beacon::emit(ROUND);
		run_blocks(1);
		assert_eq!(LastEpochBlock::<Test>::get(FIRST), due);
		assert_eq!(Incentive::<Test>::get(index())[3], u16::MAX);
	});
}

#[test]
fn commit_of_an_epochs_own_block_should_belong_to_the_new_epoch() {
	hidden(|| {
		run_to_epoch(FIRST);
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		let commit = TimelockedCommits::<Test>::get(index(), hotkey(1)).unwrap();
		assert_eq!((commit.epoch, commit.reveal_epoch), (2, 3));
		Beacon::emit(ROUND);
		let due = EpochDue::<Test>::get(FIRST).unwrap();
		run_blocks(due - Pallet::<Test>::now());
		assert!(row(0).is_empty());
		run_blocks(1);
		assert_eq!(row(0), vec![(3, 65_535)]);
	});
}

#[test]
fn late_round_should_delay_weights_and_drop_none() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		for _ in 0..5 {
			run_to_epoch(FIRST);
		}
		Beacon::emit(ROUND - 1);
		run_blocks(1);
		assert_eq!(waiting(), vec![hotkey(1)]);
		Beacon::emit(ROUND);
		run_blocks(1);
		assert_eq!(row(0), vec![(3, 65_535)]);
		assert_nothing_left();
	});
}

#[test]
fn weights_should_fail_when_their_round_was_left_out_or_forgotten() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		assert_ok!(commit(2, &[(3, 1)], ROUND + 1));
		assert_ok!(commit(3, &[(3, 1)], ROUND + 2));
		Beacon::emit(ROUND + 1);
		Beacon::forget(ROUND + 1);
		Beacon::emit(ROUND + 2);
		run_to_epoch(FIRST);
		run_blocks(1);
		assert_eq!(failures(), vec![TimelockFailure::NoPulse; 2]);
		assert_eq!((row(0), row(1), row(2)), (vec![], vec![], vec![(3, 65_535)]));
		assert_nothing_left();
	});
}

#[test]
fn window_should_stay_when_tempo_or_period_change() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		RevealPeriodEpochs::<Test>::insert(FIRST, 7);
		assert_ok!(EpochCalendar::<Test>::change_tempo(FIRST, 15, 0));
		Tempo::<Test>::insert(FIRST, 15);
		assert_ok!(commit(2, &[(3, 1)], ROUND));
		Beacon::emit(ROUND);
		run_to_epoch(FIRST);
		run_blocks(1);
		assert_eq!(waiting(), vec![hotkey(2)]);
		RevealPeriodEpochs::<Test>::insert(FIRST, 1);
		for _ in 0..5 {
			run_to_epoch(FIRST);
			run_blocks(1);
			assert_eq!(waiting(), vec![hotkey(2)]);
		}
		run_to_epoch(FIRST);
		run_blocks(1);
		assert_nothing_left();
	});
}

#[test]
fn weights_should_open_when_the_epoch_fails() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		Beacon::emit(ROUND);
		let due = EpochDue::<Test>::get(FIRST).unwrap();
		run_blocks(due - Pallet::<Test>::now() - 1);
		// No calendar would say so: the stakes of an epoch that fails are its list of hotkeys and of permits, of different lengths.
		let permits = ValidatorPermit::<Test>::take(FIRST);
		SubtensorModule::on_finalize(due - 1);
		System::initialize(&due, &H256::zero(), &Default::default());
		SubtensorModule::on_initialize(due);
		assert!(events().contains(&Event::EpochSkipped {
			netuid: FIRST,
			block: due
		}));
		ValidatorPermit::<Test>::insert(FIRST, permits);
		run_blocks(1);
		assert_eq!(row(0), vec![(3, 65_535)]);
	});
}

#[test]
fn broken_commits_should_cost_their_sender_the_commit_alone() {
	hidden(|| {
		let name = |key: u8| hotkey(key).encode();
		let good = payload(&hotkey(1), &[(3, 1)]).encode();
		let texts = [
			(vec![], TimelockFailure::NoWeights),
			(good[..good.len() - 1].to_vec(), TimelockFailure::NoWeights),
			([&good[..], &[0]].concat(), TimelockFailure::NoWeights),
			// Lists that say that they are a gigabyte long.
			(
				[&name(1)[..], &[0xfe, 0xff, 0xff, 0xff, 0xff]].concat(),
				TimelockFailure::NoWeights,
			),
			(
				payload(&hotkey(2), &[(3, 1)]).encode(),
				TimelockFailure::AnothersWeights,
			),
			(
				(name(1)[..31].to_vec(), vec![3u16], vec![1u16], 0u64).encode(),
				TimelockFailure::AnothersWeights,
			),
			(
				(name(1), vec![3u16, 2], vec![1u16], 0u64).encode(),
				refused(Error::<Test>::WeightVecNotEqualSize),
			),
			(
				payload(&hotkey(1), &[(3, 1), (3, 1)]).encode(),
				refused(Error::<Test>::DuplicateUids),
			),
			(
				payload(&hotkey(1), &[(4, 1)]).encode(),
				refused(Error::<Test>::UidVecContainInvalidOne),
			),
			(
				payload(&hotkey(1), &[(0, 1); 5]).encode(),
				refused(Error::<Test>::UidsLengthExceedUidsInSubNet),
			),
		];
		for (round, (text, reason)) in (ROUND..).zip(texts) {
			assert_ok!(commit_text(&hotkey(1), &text, round));
			run_to_epoch(FIRST);
			Beacon::emit(round);
			run_blocks(1);
			assert_eq!(failures(), vec![reason]);
			assert_nothing_left();
		}
		let bytes = Beacon::lock(&good, 7);
		assert_ok!(commit_bytes(&hotkey(1), bytes, 2 * ROUND));
		run_to_epoch(FIRST);
		Beacon::emit(2 * ROUND);
		run_blocks(1);
		assert_eq!(failures(), vec![TimelockFailure::Broken]);
		assert!(row(0).is_empty());
	});
}

fn refused(error: impl Into<DispatchError>) -> TimelockFailure {
	TimelockFailure::Refused(error.into())
}

#[test]
fn weights_should_be_refused_when_their_validator_may_not_give_them_any_more() {
	hidden(|| {
		for key in 1..=3 {
			assert_ok!(commit(key, &[(3, 1)], ROUND + u64::from(key)));
		}
		run_to_epoch(FIRST);
		WeightsVersionKey::<Test>::insert(FIRST, 1);
		Beacon::emit(ROUND + 1);
		run_blocks(1);
		assert_eq!(
			failures(),
			vec![refused(Error::<Test>::IncorrectWeightVersionKey)]
		);
		WeightsVersionKey::<Test>::insert(FIRST, 0);
		ValidatorPermit::<Test>::mutate(FIRST, |permits| *permits.get_mut(1).unwrap() = false);
		Beacon::emit(ROUND + 2);
		run_blocks(1);
		assert_eq!(failures(), vec![refused(Error::<Test>::NeuronNoValidatorPermit)]);
		StakeThreshold::<Test>::put(90 * TAO);
		Beacon::emit(ROUND + 3);
		run_blocks(1);
		assert_eq!(
			failures(),
			vec![refused(Error::<Test>::NotEnoughStakeToSetWeights)]
		);
		assert_nothing_left();
	});
}

#[test]
fn copied_commits_should_be_worth_nothing() {
	hidden(|| {
		let sealed = Beacon::lock(&payload(&hotkey(1), &[(3, 1)]).encode(), ROUND);
		for key in [1, 2] {
			assert_ok!(commit_bytes(&hotkey(key), sealed.clone(), ROUND));
		}
		run_to_epoch(FIRST);
		Beacon::emit(ROUND);
		run_blocks(1);
		assert_eq!(failures(), vec![TimelockFailure::AnothersWeights]);
		assert_eq!((row(0), row(1)), (vec![(3, 65_535)], vec![]));
	});
}

#[test]
fn weights_should_not_replace_younger_ones() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		run_blocks(1);
		let submission = Submission {
			dests: &[2],
			values: &[1],
			version_key: 0,
		};
		let salt = &[];
		let reveal = Reveal { submission, salt };
		let key = hotkey(1);
		let hash = validator_weights::commit_hash(&key, main_mechanism(), reveal);
		assert_ok!(WeightBook::<Test>::commit(&key, main_mechanism(), hash));
		run_to_epoch(FIRST);
		assert_ok!(WeightBook::<Test>::reveal(&key, main_mechanism(), reveal));
		Beacon::emit(ROUND);
		run_blocks(1);
		assert_eq!(failures(), vec![TimelockFailure::Outdated]);
		assert_eq!(row(0), vec![(2, 65_535)]);
	});
}

#[test]
fn older_hashes_should_go_when_weights_open() {
	hidden(|| {
		let key = hotkey(1);
		let commit_hash = || SubtensorModule::commit_weights(signed(&key), FIRST, H256::repeat_byte(1));
		assert_ok!(commit_hash());
		run_blocks(1);
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		run_to_epoch(FIRST);
		assert_ok!(commit_hash());
		Beacon::emit(ROUND);
		run_blocks(1);
		assert_eq!(row(0), vec![(3, 65_535)]);
		assert_eq!(WeightCommits::<Test>::get(index(), &key).len(), 1);
	});
}

#[test]
fn weights_should_be_dropped_when_the_neuron_came_with_the_commit_or_later() {
	hidden(|| {
		assert_ok!(commit(1, &[(1, 1), (2, 1), (3, 1)], ROUND));
		for (uid, key) in [(2, 6), (3, 7)] {
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(1), &hotkey(key)));
			assert_ok!(NeuronRegistry::<Test>::replace(FIRST, uid, &hotkey(key)));
			run_blocks(1);
		}
		run_to_epoch(FIRST);
		Beacon::emit(ROUND);
		run_blocks(1);
		assert_eq!(row(0), vec![(1, 65_535)]);
	});
}

#[test]
fn openings_should_go_by_round_and_stop_when_a_part_of_the_block_is_spent() {
	hidden(|| {
		let limits: frame_system::limits::BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
		let most: u64 = PART_OF_A_BLOCK * limits.max_block.ref_time();
		for (key, round) in [(1, ROUND + 2), (2, ROUND), (3, ROUND + 1)] {
			assert_ok!(commit(key, &[(3, 1)], round));
		}
		run_to_epoch(FIRST);
		for round in ROUND..=ROUND + 2 {
			Beacon::emit(round);
		}
		// Each takes a block's part to open.
		Beacon::make_dear(most);
		for left in [vec![1, 3], vec![1], vec![]] {
			run_blocks(1);
			assert_eq!(waiting(), left.into_iter().map(hotkey).collect::<Vec<_>>());
		}
		assert_nothing_left();
	});
}

#[test]
fn block_should_open_so_many_and_the_next_go_on() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		run_to_epoch(FIRST);
		Beacon::emit(ROUND);
		// No commit stands there; places before the one of the commit all the same.
		for number in 0..MOST_OPENED as u8 + 20 {
			let key = AccountId::new([100 + number; 32]);
			TimelockQueue::<Test>::insert((7u64.to_be_bytes(), index(), key), ());
		}
		let open = || WeightBook::<Test>::open_timelocked();
		let _looked = open();
		assert!(row(0).is_empty());
		assert_eq!(TimelockQueue::<Test>::iter().count(), 21);
		let _looked = open();
		assert_eq!(row(0), vec![(3, 65_535)]);
		assert_nothing_left();
	});
}

#[test]
fn weight_should_cover_what_opening_reads_and_writes() {
	let before = || {
		staked_validator();
		let commit_hash = || SubtensorModule::commit_weights(signed(&hotkey(1)), FIRST, H256::zero());
		assert_ok!(commit_hash());
		run_blocks(1);
		assert_ok!(commit(1, &[(1, 1), (2, 1), (3, 1)], ROUND));
		run_to_epoch(FIRST);
		Beacon::emit(ROUND);
	};
	let mut declared = Weight::zero();
	let touched = TestChain::default().count_accesses(before, || {
		declared = WeightBook::<Test>::open_timelocked();
		assert_eq!(row(0).len(), 3);
	});
	let cost = touched.weight();
	assert!(declared.all_gte(cost), "{touched:?}");
}
