//! Committing and revealing.

use super::{EXPIRED_EPOCHS, commit_hash};
use crate::{mock::*, *};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

const SALT: [u16; 2] = [7, 9];

/// The weights of a test: the second neuron gets all.
fn reveal_of<'a>(dests: &'a [u16], values: &'a [u16]) -> Reveal<'a> {
	Reveal {
		submission: Submission {
			dests,
			values,
			version_key: 0,
		},
		salt: &SALT,
	}
}

fn hash_of(key: &AccountId, dests: &[u16], values: &[u16]) -> H256 {
	commit_hash(key, FIRST.into(), reveal_of(dests, values))
}

fn commit(key: &AccountId, hash: H256) -> DispatchResult {
	SubtensorModule::commit_weights(signed(key), FIRST, hash)
}

fn commit_to(key: &AccountId, dests: &[u16], values: &[u16]) {
	assert_ok!(commit(key, hash_of(key, dests, values)));
}

fn reveal(key: &AccountId, dests: &[u16], values: &[u16]) -> DispatchResult {
	SubtensorModule::reveal_weights(
		signed(key),
		FIRST,
		dests.to_vec(),
		values.to_vec(),
		SALT.to_vec(),
		0,
	)
}

fn reveal_both(key: &AccountId, first: &[(u16, u16)], second: &[(u16, u16)]) -> DispatchResult {
	let (first_uids, first_values) = first.iter().copied().unzip();
	let (second_uids, second_values) = second.iter().copied().unzip();
	SubtensorModule::batch_reveal_weights(
		signed(key),
		FIRST,
		vec![first_uids, second_uids],
		vec![first_values, second_values],
		vec![SALT.to_vec(); 2],
		vec![0; 2],
	)
}

fn commits(key: &AccountId) -> Vec<WeightCommit> {
	WeightCommits::<Test>::get(NetUidStorageIndex::from(FIRST), key).into_inner()
}

fn row(uid: Uid) -> Vec<(u16, u16)> {
	WeightBook::<Test>::row(FIRST.into(), uid).into_inner()
}

/// Three neurons on a subnet that hides weights, uid 0 with a permit that its stake keeps. It is the first block after an epoch.
fn hidden(test: impl FnOnce()) {
	TestChain::default().build_and_execute(|| {
		for key in 1..=3 {
			register(FIRST, &coldkey(0), &hotkey(key));
		}
		stake(&coldkey(0), &hotkey(1), FIRST, 100);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		RevealPeriodEpochs::<Test>::insert(FIRST, 1);
		run_to_epoch(FIRST);
		assert!(NeuronRegistry::<Test>::has_permit(FIRST, 0));
		run_blocks(1);
		test();
	});
}

#[test]
fn hash_should_be_that_of_clients() {
	// blake2b-256, by Python's hashlib, of account 0x01.., netuid 1, uids [1, 2], values [3, 65535], salt [7, 0, 513], version 4, written
	// in SCALE by hand: lists begin with four times their length, numbers are little-endian.
	let reveal = Reveal {
		submission: Submission {
			dests: &[1, 2],
			values: &[3, 65_535],
			version_key: 4,
		},
		salt: &[7, 0, 513],
	};
	let expected = hex_literal("d13733fe385476e0bf383fa630850b5a86f9f526079399fe4083a175173d449e");
	assert_eq!(commit_hash(&account(1), FIRST.into(), reveal), expected);
}

fn hex_literal(digits: &str) -> H256 {
	let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
	H256::from_slice(&(0..64).step_by(2).map(byte).collect::<Vec<u8>>())
}

#[test]
fn weights_should_be_set_when_revealed_in_their_epoch() {
	hidden(|| {
		let (key, hash) = (hotkey(1), hash_of(&hotkey(1), &[2, 1], &[1, 3]));
		let index = NetUidStorageIndex::from(FIRST);
		let at = Pallet::<Test>::now();
		assert_ok!(commit(&key, hash));
		assert!(events().contains(&Event::WeightsCommitted(key.clone(), index, hash)));
		assert!(!ProvisionalOwner::<Test>::contains_key(&key), "a call of its own");
		let noted = WeightCommit {
			hash,
			block: at,
			reveal_epoch: 2,
		};
		assert_eq!(commits(&key), vec![noted]);
		assert_eq!(
			noted.encode(),
			(hash, at, 2u64, 2u64).encode(),
			"as clients unpack it"
		);
		assert_eq!(
			NeuronRegistry::<Test>::last_update(FIRST.into(), 0).ok(),
			Some(at)
		);
		run_to_epoch(FIRST);
		assert_ok!(reveal(&key, &[2, 1], &[1, 3]));
		assert!(events().contains(&Event::WeightsSet(index, 0)));
		assert!(events().contains(&Event::WeightsRevealed(key.clone(), index, hash)));
		assert_eq!(row(0), vec![(1, 65_535), (2, 21_845)]);
		assert_eq!(WeightsAsOf::<Test>::get(index, 0), Some(at));
		assert_eq!(
			NeuronRegistry::<Test>::last_update(FIRST.into(), 0).ok(),
			Some(at)
		);
		assert!(!WeightCommits::<Test>::contains_key(index, &key));
		assert_noop!(
			reveal(&key, &[2, 1], &[1, 3]),
			Error::<Test>::NoWeightsCommitFound
		);
	});
}

#[test]
fn window_should_last_from_an_epochs_own_block_to_the_last_before_the_next() {
	// Committed to in the own block of an epoch, which has begun then, and revealed so many blocks later.
	let revealed_after = |blocks: u64| {
		let mut result = Ok(());
		hidden(|| {
			run_to_epoch(FIRST);
			commit_to(&hotkey(1), &[1], &[1]);
			run_blocks(blocks);
			result = reveal(&hotkey(1), &[1], &[1]);
		});
		result
	};
	let tempo = u64::from(TEMPO);
	assert_eq!(
		revealed_after(tempo - 1),
		Err(Error::<Test>::RevealTooEarly.into())
	);
	assert_eq!(revealed_after(tempo), Ok(()));
	assert_eq!(revealed_after(2 * tempo - 1), Ok(()));
	assert_eq!(
		revealed_after(2 * tempo),
		Err(Error::<Test>::ExpiredWeightCommit.into())
	);
}

#[test]
fn reveal_should_be_refused_when_its_epoch_is_over() {
	hidden(|| {
		let key = hotkey(1);
		commit_to(&key, &[1], &[1]);
		run_to_epoch(FIRST);
		for _ in 0..EXPIRED_EPOCHS {
			run_to_epoch(FIRST);
			assert_noop!(reveal(&key, &[1], &[1]), Error::<Test>::ExpiredWeightCommit);
		}
		run_to_epoch(FIRST);
		assert!(commits(&key).is_empty(), "forgotten");
		assert_noop!(reveal(&key, &[1], &[1]), Error::<Test>::NoWeightsCommitFound);
	});
}

#[test]
fn commits_should_still_be_found_when_two_tempos_have_passed() {
	let tempo = u64::from(TEMPO);
	for into_the_epoch in 0..tempo {
		hidden(|| {
			run_to_epoch(FIRST);
			run_blocks(into_the_epoch);
			commit_to(&hotkey(1), &[1], &[1]);
			run_blocks(2 * tempo + 1);
			assert_eq!(
				commits(&hotkey(1)).len(),
				1,
				"{into_the_epoch} blocks into an epoch"
			);
		});
	}
}

#[test]
fn window_should_stay_when_tempo_or_period_change() {
	hidden(|| {
		let key = hotkey(1);
		commit_to(&key, &[1], &[1]);
		RevealPeriodEpochs::<Test>::insert(FIRST, 5);
		Tempo::<Test>::insert(FIRST, 3);
		run_to_epoch(FIRST);
		assert_ok!(reveal(&key, &[1], &[1]));
	});
}

#[test]
fn window_should_open_when_the_epoch_fails() {
	hidden(|| {
		let key = hotkey(1);
		commit_to(&key, &[1], &[1]);
		// The lists of the subnet are of different lengths.
		let permits = ValidatorPermit::<Test>::take(FIRST);
		let index = SubnetEpochIndex::<Test>::get(FIRST);
		while SubnetEpochIndex::<Test>::get(FIRST) == index {
			let next = System::block_number() + 1;
			System::set_block_number(next);
			<SubtensorModule as frame_support::traits::Hooks<u64>>::on_initialize(next);
		}
		ValidatorPermit::<Test>::insert(FIRST, permits);
		assert_ok!(reveal(&key, &[1], &[1]));
	});
}

#[test]
fn commit_should_be_refused_when_the_rules_say_so() {
	hidden(|| {
		let (key, hash) = (hotkey(1), H256::repeat_byte(1));
		let on = |netuid: NetUid| SubtensorModule::commit_weights(signed(&key), netuid, hash);
		assert_noop!(on(NetUid::ROOT), Error::<Test>::CanNotSetRootNetworkWeights);
		assert_noop!(on(NetUid(9)), Error::<Test>::SubnetNotExists);
		assert_noop!(
			commit(&hotkey(8), hash),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		StakeThreshold::<Test>::put(100 * TAO + 1);
		assert_noop!(commit(&key, hash), Error::<Test>::NotEnoughStakeToSetWeights);
		StakeThreshold::<Test>::put(100 * TAO);
		WeightsSetRateLimit::<Test>::insert(FIRST, 2);
		assert_ok!(commit(&key, hash));
		run_blocks(1);
		assert_noop!(commit(&key, hash), Error::<Test>::CommittingWeightsTooFast);
		run_blocks(1);
		assert_ok!(commit(&key, hash));
		WeightsSetRateLimit::<Test>::insert(FIRST, 0);
		assert_noop!(commit(&key, hash), Error::<Test>::CommittingWeightsTooFast);
		run_blocks(1);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		assert_noop!(commit(&key, hash), Error::<Test>::CommitRevealDisabled);
	});
}

#[test]
fn commit_should_be_refused_when_ten_stand() {
	hidden(|| {
		let key = hotkey(1);
		RevealPeriodEpochs::<Test>::insert(FIRST, 2);
		for _ in 0..MAX_WEIGHT_COMMITS {
			commit_to(&key, &[1], &[1]);
			run_blocks(1);
		}
		assert_noop!(
			commit(&key, H256::zero()),
			Error::<Test>::TooManyUnrevealedCommits
		);
		// Nine of them expire; the tenth was made in the next epoch.
		for _ in 0..2 {
			run_to_epoch(FIRST);
		}
		run_blocks(1);
		assert_ok!(commit(&key, H256::zero()));
		assert!(commits(&key).len() < MAX_WEIGHT_COMMITS as usize);
	});
}

#[test]
fn reveal_should_be_refused_when_the_rules_say_so() {
	hidden(|| {
		let key = hotkey(1);
		assert_noop!(reveal(&key, &[1], &[1]), Error::<Test>::NoWeightsCommitFound);
		let wrong: [(&[u16], &[u16], Error<Test>); 5] = [
			(&[1, 2], &[1], Error::<Test>::WeightVecNotEqualSize),
			(
				&[0, 1, 2, 3],
				&[1; 4],
				Error::<Test>::UidsLengthExceedUidsInSubNet,
			),
			(&[1, 1], &[1, 2], Error::<Test>::DuplicateUids),
			(&[9], &[1], Error::<Test>::UidVecContainInvalidOne),
			(&[], &[], Error::<Test>::WeightVecLengthIsLow),
		];
		for (dests, values, _) in &wrong {
			commit_to(&key, dests, values);
			run_blocks(1);
		}
		commit_to(&key, &[1], &[1]);
		commit_to(&hotkey(2), &[0], &[1]);
		run_to_epoch(FIRST);
		for (dests, values, error) in wrong {
			assert_noop!(reveal(&key, dests, values), error);
		}
		assert_noop!(
			reveal(&hotkey(2), &[0], &[1]),
			Error::<Test>::NeuronNoValidatorPermit
		);
		assert_noop!(
			reveal(&key, &[1], &[2]),
			Error::<Test>::InvalidRevealCommitHashNotMatch
		);
		assert_noop!(
			reveal(&hotkey(3), &[1], &[1]),
			Error::<Test>::NoWeightsCommitFound
		);
		assert_noop!(
			reveal(&hotkey(8), &[1], &[1]),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		let on = |netuid| {
			SubtensorModule::reveal_weights(signed(&key), netuid, vec![1], vec![1], SALT.to_vec(), 0)
		};
		let salted = |salt: usize| {
			let salt = vec![7; salt];
			SubtensorModule::reveal_weights(signed(&key), FIRST, vec![1], vec![1], salt, 0)
		};
		assert_noop!(salted(65), Error::<Test>::SaltTooLong);
		assert_noop!(salted(64), Error::<Test>::InvalidRevealCommitHashNotMatch);
		assert_noop!(on(NetUid::ROOT), Error::<Test>::CanNotSetRootNetworkWeights);
		assert_noop!(on(NetUid(9)), Error::<Test>::SubnetNotExists);
		StakeThreshold::<Test>::put(101 * TAO);
		assert_noop!(
			reveal(&key, &[1], &[1]),
			Error::<Test>::NotEnoughStakeToSetWeights
		);
		StakeThreshold::<Test>::kill();
		WeightsVersionKey::<Test>::insert(FIRST, 1);
		assert_noop!(reveal(&key, &[1], &[1]), Error::<Test>::IncorrectWeightVersionKey);
		WeightsVersionKey::<Test>::insert(FIRST, 0);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		assert_noop!(reveal(&key, &[1], &[1]), Error::<Test>::CommitRevealDisabled);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		// A reveal has no rate limit of its own.
		WeightsSetRateLimit::<Test>::insert(FIRST, 1_000);
		assert_ok!(reveal(&key, &[1], &[1]));
	});
}

#[test]
fn commits_of_others_should_be_worth_nothing() {
	hidden(|| {
		let copied = hash_of(&hotkey(1), &[1], &[1]);
		assert_ok!(commit(&hotkey(2), copied));
		run_to_epoch(FIRST);
		assert_noop!(
			reveal(&hotkey(2), &[1], &[1]),
			Error::<Test>::InvalidRevealCommitHashNotMatch
		);
	});
}

#[test]
fn older_commits_should_go_when_a_younger_one_is_revealed() {
	hidden(|| {
		let key = hotkey(1);
		for value in 1..=3 {
			commit_to(&key, &[1, 2], &[value, 5]);
			run_blocks(1);
		}
		run_to_epoch(FIRST);
		assert_ok!(reveal(&key, &[1, 2], &[2, 5]));
		assert_eq!(commits(&key).len(), 1);
		assert_noop!(
			reveal(&key, &[1, 2], &[1, 5]),
			Error::<Test>::InvalidRevealCommitHashNotMatch
		);
		assert_ok!(reveal(&key, &[1, 2], &[3, 5]));
	});
}

#[test]
fn the_open_one_should_be_found_when_the_same_weights_are_committed_to_again() {
	hidden(|| {
		let key = hotkey(1);
		commit_to(&key, &[1], &[1]);
		let first = Pallet::<Test>::now();
		run_to_epoch(FIRST);
		commit_to(&key, &[1], &[1]);
		assert_ok!(reveal(&key, &[1], &[1]));
		assert_eq!(
			WeightsAsOf::<Test>::get(NetUidStorageIndex::from(FIRST), 0),
			Some(first)
		);
		assert_noop!(reveal(&key, &[1], &[1]), Error::<Test>::RevealTooEarly);
		run_to_epoch(FIRST);
		assert_ok!(reveal(&key, &[1], &[1]));
	});
}

#[test]
fn weights_should_be_dropped_when_the_neuron_came_with_the_commit_or_later() {
	hidden(|| {
		let key = hotkey(1);
		// Uid 3 comes in the commit's own block, uid 4 after it.
		register(FIRST, &coldkey(0), &hotkey(4));
		commit_to(&key, &[1, 3, 4], &[1, 2, 4]);
		run_blocks(1);
		register(FIRST, &coldkey(0), &hotkey(5));
		run_to_epoch(FIRST);
		assert_ok!(reveal(&key, &[1, 3, 4], &[1, 2, 4]));
		assert_eq!(row(0), vec![(1, u16::MAX)]);
	});
}

#[test]
fn neuron_should_earn_nothing_by_weights_that_meant_the_one_before() {
	hidden(|| {
		let key = hotkey(1);
		let index = NetUidStorageIndex::from(FIRST);
		commit_to(&key, &[1, 2], &[1, 1]);
		run_to_epoch(FIRST);
		assert_ok!(reveal(&key, &[1, 2], &[1, 1]));
		run_blocks(1);
		// Uid 2 changes hands after the reveal; a new commit, later still, makes the validator's last update younger than that.
		assert_ok!(KeyRegistry::<Test>::associate(&coldkey(1), &hotkey(6)));
		assert_ok!(NeuronRegistry::<Test>::replace(FIRST, 2, &hotkey(6)));
		run_blocks(1);
		commit_to(&key, &[1], &[1]);
		run_to_epoch(FIRST);
		let incentive = Incentive::<Test>::get(index);
		assert_eq!((incentive[1], incentive[2]), (u16::MAX, 0));
	});
}

#[test]
fn validator_should_count_as_active_from_the_commit() {
	hidden(|| {
		let key = hotkey(1);
		ActivityCutoffFactorMilli::<Test>::insert(FIRST, 1_000);
		run_to_epoch(FIRST);
		commit_to(&key, &[1], &[1]);
		run_to_epoch(FIRST);
		assert!(Active::<Test>::get(FIRST)[0]);
		assert_ok!(reveal(&key, &[1], &[1]));
		run_to_epoch(FIRST);
		assert!(!Active::<Test>::get(FIRST)[0], "the reveal is no sign of life");
	});
}

#[test]
fn commits_should_go_when_weights_are_no_longer_hidden() {
	hidden(|| {
		RevealPeriodEpochs::<Test>::insert(FIRST, 50);
		commit_to(&hotkey(1), &[1], &[1]);
		commit_to(&hotkey(2), &[1], &[1]);
		run_to_epoch(FIRST);
		assert_eq!(WeightCommits::<Test>::iter().count(), 2);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		run_to_epoch(FIRST);
		assert_eq!(WeightCommits::<Test>::iter().count(), 0);
	});
}

#[test]
fn commits_should_go_when_the_neuron_is_replaced() {
	hidden(|| {
		commit_to(&hotkey(2), &[1], &[1]);
		assert_ok!(KeyRegistry::<Test>::associate(&coldkey(1), &hotkey(6)));
		assert_ok!(NeuronRegistry::<Test>::replace(FIRST, 1, &hotkey(6)));
		assert_eq!(WeightCommits::<Test>::iter().count(), 0);
	});
}

#[test]
fn commits_should_go_when_the_neurons_are_numbered_anew() {
	hidden(|| {
		commit_to(&hotkey(1), &[1], &[1]);
		assert_ok!(NeuronRegistry::<Test>::trim(FIRST, 2));
		assert_eq!(WeightCommits::<Test>::iter().count(), 0);
	});
}

#[test]
fn weights_should_not_be_set_in_the_open_when_they_are_hidden() {
	hidden(|| {
		let set = || SubtensorModule::set_weights(signed(&hotkey(1)), FIRST, vec![1], vec![1], 0);
		assert_noop!(set(), Error::<Test>::CommitRevealEnabled);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		assert_ok!(set());
	});
}

#[test]
fn batch_of_reveals_should_set_the_last() {
	hidden(|| {
		let key = hotkey(1);
		for value in [1, 2] {
			commit_to(&key, &[1, 2], &[value, 2]);
			run_blocks(1);
		}
		run_to_epoch(FIRST);
		assert_ok!(reveal_both(&key, &[(1, 1), (2, 2)], &[(1, 2), (2, 2)]));
		assert_eq!(row(0), vec![(1, u16::MAX), (2, u16::MAX)]);
		let hashes = [1, 2].map(|value| hash_of(&key, &[1, 2], &[value, 2]));
		assert!(events().contains(&Event::WeightsBatchRevealed(key.clone(), FIRST, hashes.to_vec())));
		assert!(commits(&key).is_empty());
	});
}

#[test]
fn batch_of_reveals_should_set_nothing_when_one_fails() {
	hidden(|| {
		let key = hotkey(1);
		for value in [1, 2] {
			commit_to(&key, &[1, 2], &[value, 2]);
			run_blocks(1);
		}
		run_to_epoch(FIRST);
		assert_noop!(
			reveal_both(&key, &[(1, 1), (2, 2)], &[(1, 9), (2, 2)]),
			Error::<Test>::InvalidRevealCommitHashNotMatch
		);
		// The younger one takes the older one with it.
		assert_noop!(
			reveal_both(&key, &[(1, 2), (2, 2)], &[(1, 1), (2, 2)]),
			Error::<Test>::NoWeightsCommitFound
		);
		let unequal = SubtensorModule::batch_reveal_weights(
			signed(&key),
			FIRST,
			vec![vec![1, 2]],
			vec![vec![1, 2]],
			vec![],
			vec![0],
		);
		assert_noop!(unequal, Error::<Test>::InputLengthsUnequal);
		assert_eq!(commits(&key).len(), 2);
		assert!(row(0).is_empty());
	});
}

#[test]
fn commit_and_reveal_should_be_free_only_for_who_may_rate_others() {
	use crate::guards::{Refusal, Terms};
	hidden(|| {
		let (key, other) = (hotkey(1), hotkey(2));
		let commit_call = Call::<Test>::commit_weights {
			netuid: FIRST,
			commit_hash: hash_of(&key, &[1], &[1]),
		};
		let reveal_call = |value: u16| Call::<Test>::reveal_weights {
			netuid: FIRST,
			uids: vec![1],
			values: vec![value],
			salt: SALT.to_vec(),
			version_key: 0,
		};
		let batch = |items: usize| Call::<Test>::batch_reveal_weights {
			netuid: FIRST,
			uids_list: vec![vec![1]; items],
			values_list: vec![vec![1]; items],
			salts_list: vec![SALT.to_vec(); items],
			version_keys: vec![0; items],
		};
		let (free, paid) = (Some(Ok(Terms::Free)), Some(Ok(Terms::Paid)));
		let refused = |refusal| Some(Err(refusal));
		assert_eq!(terms(&commit_call, &key), free);
		assert_eq!(terms(&commit_call, &other), paid, "no permit");
		commit_to(&key, &[1], &[1]);
		commit_to(&other, &[1], &[1]);
		let fast = refused(Refusal::RateLimitExceeded);
		assert_eq!(terms(&commit_call, &key), fast, "once per block");
		let early = refused(Refusal::CommitBlockNotInRevealRange);
		assert_eq!(terms(&reveal_call(1), &key), early);
		run_to_epoch(FIRST);
		assert_eq!(terms(&reveal_call(1), &key), free);
		assert_eq!(
			terms(&reveal_call(1), &other),
			paid,
			"rating itself without a permit costs"
		);
		assert_eq!(terms(&batch(1), &key), free);
		assert_eq!(terms(&batch(0), &key), paid, "nothing to reveal");
		let none = refused(Refusal::CommitNotFound);
		assert_eq!(terms(&reveal_call(2), &key), none);
		assert_eq!(terms(&batch(2), &key), none, "the second has no commit");
		assert_ok!(reveal(&key, &[1], &[1]));
		assert_eq!(terms(&reveal_call(1), &key), none);
	});
}
