//! Hidden weights of mechanisms, and the places of their free calls.

use super::*;

#[test]
fn commit_should_not_be_revealed_in_another_mechanism() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
		RevealPeriodEpochs::<Test>::insert(netuid, 1);
		let [first, second] = [0, 1].map(|mecid| mechanism(netuid, mecid));
		let reveal = Reveal {
			submission: Submission {
				dests: &[5],
				values: &[1],
				version_key: 0,
			},
			salt: &[7],
		};
		let hash = |mechanism| validator_weights::commit_hash(&hotkey(1), mechanism, reveal);
		assert_ne!(hash(first), hash(second));
		let commit = |mechanism: Mechanism, hash| {
			SubtensorModule::commit_mechanism_weights(signed(&hotkey(1)), netuid, mechanism.mecid, hash)
		};
		let reveal = |mechanism: Mechanism| {
			let (uids, values, salt) = (vec![5], vec![1], vec![7]);
			SubtensorModule::reveal_mechanism_weights(
				signed(&hotkey(1)),
				netuid,
				mechanism.mecid,
				uids,
				values,
				salt,
				0,
			)
		};
		assert_ok!(commit(second, hash(second)));
		assert!(events().contains(&Event::WeightsCommitted(hotkey(1), second.index(), hash(second))));
		// In the same block: they have rate limits of their own. The other's hash is worth nothing there.
		assert_ok!(commit(first, hash(second)));
		run_to_epoch(netuid);
		run_blocks(1);
		assert_noop!(reveal(first), Error::<Test>::InvalidRevealCommitHashNotMatch);
		assert_ok!(reveal(second));
		assert_eq!(row(second, 1), [(5, 65_535)]);
		assert_eq!(row(first, 1), []);
		assert_noop!(reveal(second), Error::<Test>::NoWeightsCommitFound);
		// Those that nobody reveals go, in every mechanism.
		assert_ok!(commit(second, hash(first)));
		for _ in 0..4 {
			run_to_epoch(netuid);
		}
		assert_eq!(WeightCommits::<Test>::iter_prefix(first.index()).count(), 0);
		assert_eq!(WeightCommits::<Test>::iter_prefix(second.index()).count(), 0);
	});
}

#[test]
fn free_calls_of_mechanisms_should_have_places_of_their_own() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let of = |mecid: u8| Call::<Test>::set_mechanism_weights {
			netuid,
			mecid: MechId(mecid),
			dests: vec![5],
			weights: vec![1],
			version_key: 0,
		};
		let commit = |mecid: u8| Call::<Test>::commit_mechanism_weights {
			netuid,
			mecid: MechId(mecid),
			commit_hash: H256::zero(),
		};
		let reveal = |mecid: u8| Call::<Test>::reveal_mechanism_weights {
			netuid,
			mecid: MechId(mecid),
			uids: vec![5],
			values: vec![1],
			salt: vec![],
			version_key: 0,
		};
		let plain = Call::<Test>::set_weights {
			netuid,
			dests: vec![5],
			weights: vec![1],
			version_key: 0,
		};
		let places = |call: &Call<Test>| guards::FreeCall::own(call).unwrap().places(&hotkey(1));
		assert_eq!(places(&of(0)), places(&plain));
		let all = [of(0), of(1), commit(0), commit(1), reveal(0), reveal(1)].map(|call| places(&call));
		let distinct: std::collections::BTreeSet<_> = all.iter().collect();
		assert_eq!(distinct.len(), all.len());

		let key = hotkey(1);
		let missing = Some(Err(guards::Refusal::MechanismDoesNotExist));
		assert_eq!(terms(&of(1), &key), Some(Ok(Terms::Free)));
		assert_eq!(terms(&of(2), &key), missing);
		assert_eq!(
			terms(&of(1), &hotkey(4)),
			Some(Err(guards::Refusal::NeuronNoValidatorPermit))
		);
		assert_ok!(rate(mechanism(netuid, 1), &key, &[(5, 1)]));
		assert_eq!(terms(&of(1), &key), Some(Err(guards::Refusal::RateLimitExceeded)));
		assert_eq!(terms(&of(0), &key), Some(Ok(Terms::Free)));
		CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
		assert_eq!(terms(&commit(2), &key), missing);
		assert_eq!(terms(&reveal(2), &key), missing);
		assert_eq!(terms(&commit(0), &key), Some(Ok(Terms::Free)));
		assert_eq!(
			terms(&reveal(1), &key),
			Some(Err(guards::Refusal::CommitNotFound))
		);
	});
}
