//! What weights are accepted, and how they are stored.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn set(
	key: &AccountId,
	netuid: NetUid,
	dests: &[u16],
	weights: &[u16],
	version: u64,
) -> sp_runtime::DispatchResult {
	SubtensorModule::set_weights(signed(key), netuid, dests.to_vec(), weights.to_vec(), version)
}

/// Three neurons, uid 0 with a permit; one block has passed since.
fn chain_with_a_validator(test: impl FnOnce()) {
	TestChain::default().build_and_execute(|| {
		for key in 1..=3 {
			register(FIRST, &coldkey(0), &hotkey(key));
		}
		ValidatorPermit::<Test>::insert(FIRST, PerUid::try_from(vec![true, false, false]).unwrap());
		run_blocks(1);
		test();
	});
}

#[test]
fn weights_should_be_stored_sorted_and_brought_to_the_largest() {
	chain_with_a_validator(|| {
		assert_ok!(set(&hotkey(1), FIRST, &[2, 1], &[1, 3], 0));
		assert_eq!(
			WeightBook::<Test>::row(FIRST.into(), 0).to_vec(),
			vec![(1, 65_535), (2, 21_845)]
		);
		assert!(matches!(
			NeuronRegistry::<Test>::last_update(FIRST.into(), 0),
			Ok(2)
		));
		assert!(events().contains(&Event::WeightsSet(FIRST.into(), 0)));
	});
}

#[test]
fn weights_should_round_half_up_when_scaled() {
	chain_with_a_validator(|| {
		// 65,535 / 2 = 32,767.5
		assert_ok!(set(&hotkey(1), FIRST, &[0, 1, 2], &[0, 1, 2], 0));
		assert_eq!(
			WeightBook::<Test>::row(FIRST.into(), 0).to_vec(),
			vec![(0, 0), (1, 32_768), (2, 65_535)]
		);
	});
}

#[test]
fn zeros_should_stay_zeros() {
	chain_with_a_validator(|| {
		assert_ok!(set(&hotkey(1), FIRST, &[1, 2], &[0, 0], 0));
		assert_eq!(
			WeightBook::<Test>::row(FIRST.into(), 0).to_vec(),
			vec![(1, 0), (2, 0)]
		);
	});
}

#[test]
fn weights_should_be_refused_when_the_rules_say_so() {
	chain_with_a_validator(|| {
		let key = hotkey(1);
		assert_noop!(
			set(&key, NetUid::ROOT, &[1], &[1], 0),
			Error::<Test>::CanNotSetRootNetworkWeights
		);
		assert_noop!(
			set(&key, NetUid(9), &[1], &[1], 0),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			set(&key, FIRST, &[1, 2], &[1], 0),
			Error::<Test>::WeightVecNotEqualSize
		);
		assert_noop!(
			set(&key, FIRST, &[0, 1, 2, 3], &[1; 4], 0),
			Error::<Test>::UidsLengthExceedUidsInSubNet
		);
		assert_noop!(
			set(&hotkey(8), FIRST, &[1], &[1], 0),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		assert_noop!(
			set(&coldkey(0), FIRST, &[1], &[1], 0),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		assert_noop!(
			set(&hotkey(2), FIRST, &[0], &[1], 0),
			Error::<Test>::NeuronNoValidatorPermit
		);
		assert_noop!(
			set(&key, FIRST, &[1, 1], &[1, 2], 0),
			Error::<Test>::DuplicateUids
		);
		assert_noop!(
			set(&key, FIRST, &[3], &[1], 0),
			Error::<Test>::UidVecContainInvalidOne
		);
		assert_noop!(set(&key, FIRST, &[], &[], 0), Error::<Test>::WeightVecLengthIsLow);
		MinAllowedWeights::<Test>::insert(FIRST, 2);
		assert_noop!(
			set(&key, FIRST, &[1], &[1], 0),
			Error::<Test>::WeightVecLengthIsLow
		);
		WeightsVersionKey::<Test>::insert(FIRST, 7);
		assert_noop!(
			set(&key, FIRST, &[1, 2], &[1, 1], 6),
			Error::<Test>::IncorrectWeightVersionKey
		);
		assert_ok!(set(&key, FIRST, &[1, 2], &[1, 1], 7));
	});
}

#[test]
fn weights_should_be_refused_when_set_too_fast() {
	chain_with_a_validator(|| {
		WeightsSetRateLimit::<Test>::insert(FIRST, 3);
		assert_noop!(
			set(&hotkey(1), FIRST, &[1], &[1], 0),
			Error::<Test>::SettingWeightsTooFast
		);
		run_blocks(2);
		assert_ok!(set(&hotkey(1), FIRST, &[1], &[1], 0));
		WeightsSetRateLimit::<Test>::insert(FIRST, 0);
		assert_noop!(
			set(&hotkey(1), FIRST, &[2], &[1], 0),
			Error::<Test>::SettingWeightsTooFast
		);
		run_blocks(1);
		assert_ok!(set(&hotkey(1), FIRST, &[2], &[1], 0));
	});
}

#[test]
fn weights_should_be_refused_when_too_little_stake_is_behind_them() {
	chain_with_a_validator(|| {
		stake(&coldkey(0), &hotkey(1), FIRST, 10);
		stake(&coldkey(0), &hotkey(1), NetUid::ROOT, 100);
		// Root stake counts as far as it weighs: 18 of 100 TAO, and the weight is rounded down.
		StakeThreshold::<Test>::put(28 * TAO);
		assert_noop!(
			set(&hotkey(1), FIRST, &[1], &[1], 0),
			Error::<Test>::NotEnoughStakeToSetWeights
		);
		StakeThreshold::<Test>::put(28 * TAO - 1);
		assert_ok!(set(&hotkey(1), FIRST, &[1], &[1], 0));
	});
}

#[test]
fn stake_below_the_threshold_should_not_count_in_epochs() {
	TestChain::default().build_and_execute(|| {
		for key in 1..=2 {
			register(FIRST, &coldkey(0), &hotkey(key));
		}
		stake(&coldkey(0), &hotkey(1), FIRST, 10);
		stake(&coldkey(0), &hotkey(2), FIRST, 20);
		StakeThreshold::<Test>::put(15 * TAO);
		run_to_epoch(FIRST);
		assert_eq!(StakeWeight::<Test>::get(FIRST).to_vec(), vec![0, u16::MAX]);
		assert_eq!(ValidatorPermit::<Test>::get(FIRST).to_vec(), vec![false, true]);
	});
}

#[test]
fn owner_should_set_weights_whatever_the_threshold() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(0), &hotkey(1));
		run_blocks(1);
		StakeThreshold::<Test>::put(1_000_000 * TAO);
		assert_ok!(set(&hotkey(9), netuid, &[1], &[1], 0));
	});
}

#[test]
fn neuron_should_rate_itself_without_a_permit() {
	chain_with_a_validator(|| {
		MinAllowedWeights::<Test>::insert(FIRST, 2);
		assert_ok!(set(&hotkey(2), FIRST, &[1], &[1], 0));
	});
}

#[test]
fn owner_should_rate_without_a_permit() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(0), &hotkey(1));
		run_blocks(1);
		assert_ok!(set(&hotkey(9), netuid, &[1], &[1], 0));
	});
}

#[test]
fn call_should_be_free_only_for_who_may_rate_others() {
	use crate::guards::{Refusal, Terms};
	chain_with_a_validator(|| {
		let call = |dests: Vec<u16>| Call::<Test>::set_weights {
			netuid: FIRST,
			dests,
			weights: vec![1],
			version_key: 0,
		};
		let (validator, other) = (hotkey(1), hotkey(2));
		assert_eq!(terms(&call(vec![1]), &validator), Some(Ok(Terms::Free)));
		assert_eq!(
			terms(&call(vec![1]), &other),
			Some(Ok(Terms::Paid)),
			"rating itself without a permit costs"
		);
		set_weights(FIRST, &validator, &[(1, 1)]);
		let again = terms(&call(vec![1]), &validator);
		assert_eq!(again, Some(Err(Refusal::RateLimitExceeded)), "once per block");
	});
}
