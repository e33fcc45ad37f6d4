//! What is kept of a commit, and what is refused.

use super::*;
use crate::guards::{Refusal, Terms};
use subtensor_types::Bounded;

#[test]
fn commit_should_be_kept_as_clients_read_it() {
	hidden(|| {
		let key = hotkey(1);
		let text = payload(&key, &[(3, 1)]).encode();
		let sealed = Beacon::lock(&text, ROUND);
		let (block, hash) = (Pallet::<Test>::now(), H256(blake2_256(&sealed)));
		assert_ok!(commit_text(&key, &text, ROUND));
		let list = TimelockedWeightCommits::<Test>::get(index(), 1);
		assert_eq!(
			list.into_inner(),
			vec![(key.clone(), block, Bounded::from(sealed), ROUND)]
		);
		let noted = TimelockedCommit {
			epoch: 1,
			reveal_epoch: 2,
			block,
			round: ROUND,
		};
		assert_eq!(TimelockedCommits::<Test>::get(index(), &key), Some(noted));
		assert!(events().contains(&Event::TimelockedWeightsCommitted(
			key.clone(),
			index(),
			hash,
			ROUND
		)));
		assert_eq!(
			NeuronRegistry::<Test>::last_update(main_mechanism(), 0).ok(),
			Some(block)
		);
		assert!(!ProvisionalOwner::<Test>::contains_key(&key), "a call of its own");
		assert!(row(0).is_empty());
	});
}

#[test]
fn commits_of_all_calls_should_be_alike() {
	hidden(|| {
		assert_ok!(MechanismRegistry::<Test>::set_count(FIRST, MechId(2)));
		let key = hotkey(1);
		let text = payload(&key, &[(3, 1)]).encode();
		let sealed = || Beacon::lock(&text, ROUND);
		let by_crv3 = |mecid| {
			SubtensorModule::commit_crv3_mechanism_weights(
				signed(&key),
				FIRST,
				MechId(mecid),
				sealed(),
				ROUND,
			)
		};
		let in_mechanism = |mecid| {
			SubtensorModule::commit_timelocked_mechanism_weights(
				signed(&key),
				FIRST,
				MechId(mecid),
				sealed(),
				ROUND,
				TIMELOCK_VERSION,
			)
		};
		assert_ok!(by_crv3(0));
		assert_ok!(in_mechanism(1));
		let stored = |mecid| {
			let netuid = FIRST;
			let mechanism = Mechanism {
				netuid,
				mecid: MechId(mecid),
			};
			TimelockedWeightCommits::<Test>::get(mechanism.index(), 1).into_inner()
		};
		assert_eq!(stored(0), stored(1));
		assert_eq!(stored(0).len(), 1);
		assert_noop!(by_crv3(2), Error::<Test>::MechanismDoesNotExist);
		assert_noop!(in_mechanism(2), Error::<Test>::MechanismDoesNotExist);
	});
}

#[test]
fn commit_should_be_refused_when_the_rules_say_so() {
	hidden(|| {
		let key = hotkey(1);
		let sealed = || Beacon::lock(&payload(&key, &[(3, 1)]).encode(), ROUND);
		let commit_as = |signer: &AccountId, netuid, round, version| {
			SubtensorModule::commit_timelocked_weights(signed(signer), netuid, sealed(), round, version)
		};
		for version in [0, 3, 5] {
			assert_noop!(
				commit_as(&key, FIRST, ROUND, version),
				Error::<Test>::IncorrectCommitRevealVersion
			);
		}
		for round in [0, 4, 5, 5 + MOST_ROUNDS_AHEAD + 1, u64::MAX] {
			assert_noop!(
				commit_as(&key, FIRST, round, 4),
				Error::<Test>::InvalidRevealRound
			);
		}
		assert_noop!(
			commit_as(&hotkey(4), FIRST, ROUND, 4),
			Error::<Test>::NeuronNoValidatorPermit
		);
		assert_noop!(
			commit_as(&hotkey(8), FIRST, ROUND, 4),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		assert_noop!(
			commit_as(&key, NetUid(7), ROUND, 4),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			commit_as(&key, NetUid::ROOT, ROUND, 4),
			Error::<Test>::CanNotSetRootNetworkWeights
		);
		StakeThreshold::<Test>::put(90 * TAO);
		assert_noop!(
			commit(2, &[(3, 1)], ROUND),
			Error::<Test>::NotEnoughStakeToSetWeights
		);
		WeightsSetRateLimit::<Test>::insert(FIRST, 100);
		assert_noop!(
			commit_as(&key, FIRST, ROUND, 4),
			Error::<Test>::CommittingWeightsTooFast
		);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		assert_noop!(
			commit_as(&key, FIRST, ROUND, 4),
			Error::<Test>::CommitRevealDisabled
		);
	});
}

#[test]
fn rounds_should_not_be_judged_when_the_chain_knows_none() {
	hidden(|| {
		Beacon::forget(5);
		assert_noop!(commit(1, &[(3, 1)], 0), Error::<Test>::InvalidRevealRound);
		assert_ok!(commit(1, &[(3, 1)], 32_000_000));
	});
}

#[test]
fn the_furthest_round_should_be_a_year_ahead() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], 5 + MOST_ROUNDS_AHEAD));
		assert_eq!(MOST_ROUNDS_AHEAD * 3, 365 * 24 * 60 * 60);
	});
}

#[test]
fn second_commit_should_be_refused_while_the_first_waits_for_its_epoch() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		run_blocks(1);
		let too_many = Error::<Test>::TooManyUnrevealedCommits;
		assert_noop!(commit(1, &[(2, 1)], ROUND), too_many);
		// Others and hashes have places of their own.
		assert_ok!(commit(2, &[(3, 1)], ROUND));
		assert_ok!(SubtensorModule::commit_weights(
			signed(&hotkey(1)),
			FIRST,
			H256::zero()
		));
		run_to_epoch(FIRST);
		assert_ok!(commit(1, &[(2, 1)], ROUND + 50));
		assert_eq!(TimelockedWeightCommits::<Test>::get(index(), 1).len(), 1);
		assert_eq!(TimelockedWeightCommits::<Test>::get(index(), 2).len(), 1);
		assert_eq!(waiting(), vec![hotkey(1), hotkey(2)]);
		// The first one is gone for good: its round comes, and nothing opens.
		Beacon::emit(ROUND);
		run_blocks(1);
		assert!(row(0).is_empty());
		assert_eq!(row(1), vec![(3, 65_535)]);
		run_to_epoch(FIRST);
		Beacon::emit(ROUND + 50);
		run_blocks(1);
		assert_eq!(row(0), vec![(2, 65_535)]);
		assert_nothing_left();
	});
}

#[test]
fn second_commit_should_be_refused_while_the_first_is_about_to_be_opened() {
	hidden(|| {
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		run_to_epoch(FIRST);
		Beacon::emit(ROUND);
		assert_noop!(
			commit(1, &[(2, 1)], ROUND + 50),
			Error::<Test>::TooManyUnrevealedCommits
		);
		run_blocks(1);
		assert_eq!(row(0), vec![(3, 65_535)]);
		assert_ok!(commit(1, &[(2, 1)], ROUND + 50));
	});
}

#[test]
fn commit_should_be_free_or_refused_in_the_pool() {
	hidden(|| {
		let key = hotkey(1);
		let sealed = Beacon::lock(&payload(&key, &[(3, 1)]).encode(), ROUND);
		let call = |reveal_round, commit_reveal_version| Call::<Test>::commit_timelocked_weights {
			netuid: FIRST,
			commit: sealed.clone(),
			reveal_round,
			commit_reveal_version,
		};
		let crv3 = |mecid| Call::<Test>::commit_crv3_mechanism_weights {
			netuid: FIRST,
			mecid: MechId(mecid),
			commit: sealed.clone(),
			reveal_round: ROUND,
		};
		let mechanism = |mecid| Call::<Test>::commit_timelocked_mechanism_weights {
			netuid: FIRST,
			mecid: MechId(mecid),
			commit: sealed.clone(),
			reveal_round: ROUND,
			commit_reveal_version: 4,
		};
		let refused = |refusal| Some(Err(refusal));
		for free in [call(ROUND, 4), crv3(0), mechanism(0)] {
			assert_eq!(terms(&free, &key), Some(Ok(Terms::Free)));
			assert_eq!(
				terms(&free, &hotkey(4)),
				refused(Refusal::NeuronNoValidatorPermit)
			);
			assert_eq!(
				terms(&free, &hotkey(8)),
				refused(Refusal::HotKeyNotRegisteredInSubNet)
			);
		}
		for missing in [crv3(1), mechanism(1)] {
			assert_eq!(terms(&missing, &key), refused(Refusal::MechanismDoesNotExist));
		}
		assert_eq!(
			terms(&call(ROUND, 3), &key),
			refused(Refusal::IncorrectCommitRevealVersion)
		);
		for round in [5, u64::MAX] {
			assert_eq!(terms(&call(round, 4), &key), refused(Refusal::InvalidRevealRound));
		}
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		assert_eq!(terms(&call(ROUND, 4), &key), refused(Refusal::RateLimitExceeded));
		run_blocks(1);
		assert_eq!(
			terms(&call(ROUND, 4), &key),
			refused(Refusal::TooManyUnrevealedCommits)
		);
	});
}

#[test]
fn places_in_the_pool_should_be_those_of_commits() {
	hidden(|| {
		let key = hotkey(1);
		let places = |call: &Call<Test>| guards::FreeCall::own(call).unwrap().places(&key);
		let locked = |mecid| Call::<Test>::commit_crv3_mechanism_weights {
			netuid: FIRST,
			mecid: MechId(mecid),
			commit: BoundedVec::default(),
			reveal_round: ROUND,
		};
		let hashed = Call::<Test>::commit_weights {
			netuid: FIRST,
			commit_hash: H256::zero(),
		};
		assert_eq!(places(&locked(0)), places(&hashed));
		assert_ne!(places(&locked(1)), places(&hashed));
	});
}

#[test]
fn weight_should_cover_what_a_commit_reads_and_writes() {
	let before = || {
		staked_validator();
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		run_to_epoch(FIRST);
	};
	let touched = TestChain::default().count_accesses(before, || {
		assert_ok!(commit(1, &[(2, 1)], ROUND + 1));
	});
	let weight = <Test as Config>::WeightInfo::commit_timelocked_weights(0);
	let cost = touched.weight();
	assert!(weight.all_gte(cost), "{touched:?}");
}
