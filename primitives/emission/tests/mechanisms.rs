//! What several mechanisms of a subnet divide, and that nothing is lost.

use proptest::prelude::*;
use subtensor_emission::{Earned, OWNER_CUT, apportion, cut, divide};

const NEURONS: usize = 5;

fn earned<'a>(share: u64, incentive: &'a [u64], dividends: &'a [u64]) -> Earned<'a> {
	Earned {
		share,
		incentive,
		dividends,
	}
}

#[test]
fn one_mechanism_should_divide_as_if_there_were_none() {
	let (incentive, dividends) = ([0, 3, 4], [1, 1, 1]);
	let division = divide(1_001, OWNER_CUT, &[earned(9, &incentive, &dividends)], &[0; 3]).unwrap();
	let cuts = cut(1_001, OWNER_CUT);
	assert_eq!((division.recycled, division.cuts), (0, cuts));
	assert_eq!(Some(division.miners), apportion(cuts.miners, &incentive));
	assert_eq!(Some(division.validators), apportion(cuts.validators, &dividends));
}

#[test]
fn part_of_a_mechanism_should_be_recycled_with_its_owners_cut_when_no_miner_earned_in_it() {
	let mechanisms = [earned(1, &[0, 1], &[1, 0]), earned(1, &[0, 0], &[1, 0])];
	let division = divide(201, OWNER_CUT, &mechanisms, &[1, 0]).unwrap();
	// Of the odd rao, the lower mechanism's remainder goes first.
	assert_eq!(division.recycled, 100);
	assert_eq!(division.cuts, cut(101, OWNER_CUT));
	assert_eq!(division.miners, [0, 41]);
	assert_eq!(division.validators, [42, 0]);
}

#[test]
fn validators_part_should_follow_active_stake_in_the_mechanism_without_dividends() {
	let mechanisms = [earned(1, &[0, 0, 1], &[0, 1, 0]), earned(1, &[0, 0, 1], &[0; 3])];
	let division = divide(200, OWNER_CUT, &mechanisms, &[1, 0, 0]).unwrap();
	assert_eq!(division.validators, [41, 41, 0]);
}

#[test]
fn nothing_should_be_divided_when_no_miner_earned() {
	assert_eq!(divide(7, OWNER_CUT, &[], &[1]), None);
	assert_eq!(divide(7, OWNER_CUT, &[earned(1, &[0], &[1])], &[1]), None);
	let without_part = [earned(0, &[1], &[1]), earned(1, &[0], &[1])];
	assert_eq!(divide(7, OWNER_CUT, &without_part, &[1]), None);
	assert_eq!(
		divide(7, OWNER_CUT, &[earned(1, &[1], &[0])], &[0]),
		None,
		"nobody to pay as a validator"
	);
	assert_eq!(
		divide(7, OWNER_CUT, &[earned(1, &[1, 1], &[1])], &[1]),
		None,
		"not of the same neurons"
	);
}

/// Shares of neurons, often none at all.
fn shares() -> impl Strategy<Value = Vec<u64>> {
	let share = prop_oneof![Just(0), 1..=1u64 << 32];
	prop_oneof![
		1 => Just(vec![0; NEURONS]),
		4 => prop::collection::vec(share, NEURONS),
	]
}

fn mechanisms() -> impl Strategy<Value = Vec<(u64, Vec<u64>, Vec<u64>)>> {
	let share = prop_oneof![Just(0u64), Just(1), 1..=u64::from(u16::MAX)];
	prop::collection::vec((share, shares(), shares()), 1..=16)
}

proptest! {
	#[test]
	fn parts_should_sum_to_the_whole(
		pending in prop_oneof![0..=1_000u64, any::<u64>()],
		mechanisms in mechanisms(),
		active_stake in prop::collection::vec(1..=1u64 << 32, NEURONS),
	) {
		let earned: Vec<Earned> = mechanisms
			.iter()
			.map(|(share, incentive, dividends)| earned(*share, incentive, dividends))
			.collect();
		let works = |(share, incentive, _): &(u64, Vec<u64>, Vec<u64>)| {
			*share > 0 && incentive.iter().any(|share| *share > 0)
		};
		let Some(division) = divide(pending, OWNER_CUT, &earned, &active_stake) else {
			prop_assert!(!mechanisms.iter().any(works));
			return Ok(());
		};
		let cuts = division.cuts;
		prop_assert_eq!(cuts.owner + cuts.miners + cuts.validators + division.recycled, pending);
		prop_assert_eq!(division.miners.iter().sum::<u64>(), cuts.miners);
		prop_assert_eq!(division.validators.iter().sum::<u64>(), cuts.validators);
		// Who earned in no mechanism gets nothing; a mechanism without work loses its part, give or take a rao.
		for uid in 0..NEURONS {
			if mechanisms.iter().all(|(_, incentive, _)| incentive[uid] == 0) {
				prop_assert_eq!(division.miners[uid], 0);
			}
		}
		let all: u128 = mechanisms.iter().map(|(share, ..)| u128::from(*share)).sum();
		let idle: u128 = mechanisms.iter().filter(|mechanism| !works(mechanism)).map(|(share, ..)| u128::from(*share)).sum();
		let quota = u128::from(pending) * idle / all;
		prop_assert!(u128::from(division.recycled).abs_diff(quota) <= 16);
	}
}
