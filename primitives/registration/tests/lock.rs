//! The cost of a subnet: doubling, the fall, the edges.

use proptest::prelude::*;
use subtensor_registration::{LockTerms, lock_cost};

const TAO: u64 = 1_000_000_000;
const INTERVAL: u64 = 100_800;

fn terms(last_block: Option<u64>, now: u64) -> LockTerms {
	LockTerms {
		min: 1_000 * TAO,
		last_cost: 4_000 * TAO,
		last_block,
		interval: INTERVAL,
		now,
	}
}

#[test]
fn cost_should_double_when_asked_in_the_block_of_the_last_creation() {
	assert_eq!(lock_cost(terms(Some(500), 500)), 8_000 * TAO);
}

#[test]
fn cost_should_fall_to_the_last_when_an_interval_has_passed() {
	// The step is floor(4 * 10^12 / 100,800) = 39,682,539 rao; 100,800 of them are 68,800 rao short of 4,000
	// TAO.
	assert_eq!(lock_cost(terms(Some(500), 500 + INTERVAL)), 4_000 * TAO + 68_800);
	assert_eq!(lock_cost(terms(Some(500), 501)), 8_000 * TAO - 39_682_539);
}

#[test]
fn cost_should_be_the_minimum_when_two_intervals_have_passed() {
	assert_eq!(lock_cost(terms(Some(500), 500 + 2 * INTERVAL)), 1_000 * TAO);
	assert_eq!(lock_cost(terms(Some(500), u64::MAX)), 1_000 * TAO);
}

#[test]
fn cost_should_not_double_when_there_was_no_subnet_yet() {
	assert_eq!(lock_cost(terms(None, 0)), 4_000 * TAO);
	assert_eq!(lock_cost(terms(None, INTERVAL)), 1_000 * TAO);
}

#[test]
fn cost_should_fall_at_once_when_interval_is_zero() {
	let at_once = LockTerms {
		interval: 0,
		..terms(Some(500), 500)
	};
	assert_eq!(lock_cost(at_once), 8_000 * TAO);
	assert_eq!(lock_cost(LockTerms { now: 501, ..at_once }), 1_000 * TAO);
}

#[test]
fn cost_should_stand_when_now_lies_before_the_last_creation() {
	assert_eq!(lock_cost(terms(Some(500), 3)), 8_000 * TAO);
}

#[test]
fn cost_should_stop_at_the_largest_number_when_it_doubles_beyond() {
	assert_eq!(
		lock_cost(LockTerms {
			last_cost: u64::MAX,
			..terms(Some(1), 1)
		}),
		u64::MAX
	);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn cost_should_stay_between_minimum_and_double_when_blocks_pass(
		min in any::<u64>(), last_cost in any::<u64>(), last_block in any::<Option<u64>>(), interval in any::<u64>(), now in any::<u64>(),
	) {
		let terms = LockTerms { min, last_cost, last_block, interval, now };
		let cost = lock_cost(terms);
		prop_assert!(cost >= min);
		prop_assert!(cost <= min.max(last_cost.saturating_mul(2)));
		let next = lock_cost(LockTerms { now: now.saturating_add(1), ..terms });
		prop_assert!(next <= cost);
	}
}
