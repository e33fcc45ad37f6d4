//! The halvings, the cap, and the whole history from the first TAO to the last.

use proptest::{collection::vec, prelude::*};
use subtensor_emission::{CAP, DEFAULT_FIRST_HALVING, MAX_HALVINGS, Schedule, TAO};

/// Bittensor's main network.
fn main_network() -> Schedule {
	Schedule::new(10_500_000 * TAO).unwrap()
}

#[test]
fn thresholds_should_add_half_of_the_last_step_when_counted_up() {
	let schedule = Schedule::default();
	assert_eq!(schedule.first_halving(), DEFAULT_FIRST_HALVING);
	let in_milli_tao = [0, 1, 2, 3, 4].map(|i| schedule.threshold(i) / (TAO / 1_000));
	assert_eq!(
		in_milli_tao,
		[0, 11_500_000_000, 17_250_000_000, 20_125_000_000, 21_562_500_000]
	);
	assert_eq!(schedule.threshold(64), 23_000_000 * TAO);
	assert_eq!(schedule.threshold(u32::MAX), 23_000_000 * TAO);
}

#[test]
fn emission_should_halve_when_a_threshold_is_reached() {
	let emission = |issuance| Schedule::default().block_emission(issuance);
	let at = |milli_tao: u64| milli_tao * (TAO / 1_000);
	assert_eq!(emission(0), TAO);
	for (threshold, after) in [
		(at(11_500_000_000), 500_000_000),
		(at(17_250_000_000), 250_000_000),
		(at(20_125_000_000), 125_000_000),
	] {
		assert_eq!(emission(threshold - 1), 2 * after);
		assert_eq!(emission(threshold), after);
	}
}

#[test]
fn emission_should_fill_the_cap_and_stop_when_little_room_is_left() {
	let emission = |issuance| Schedule::default().block_emission(issuance);
	assert_eq!(emission(CAP - 125_000_001), 125_000_000);
	assert_eq!(emission(CAP - 125_000_000), 125_000_000);
	assert_eq!(emission(CAP - 124_999_999), 124_999_999);
	assert_eq!(emission(CAP - 1), 1);
	assert_eq!(emission(CAP), 0);
	assert_eq!(emission(CAP + 1), 0);
	assert_eq!(emission(u64::MAX), 0);
}

#[test]
fn emission_should_equal_that_of_the_main_network_when_the_first_halving_does() {
	for (issuance, emission) in [
		(0, 1_000_000_000),
		(10_500_000_000_000_000, 500_000_000),
		(15_749_999_000_000_000, 500_000_000),
		(15_800_000_000_000_000, 250_000_000),
		(18_400_000_000_000_000, 125_000_000),
		(19_700_000_000_000_000, 62_500_000),
		(20_979_493_000_000_000, 976_562),
		(20_999_999_000_000_000, 59),
		(21_000_000_000_000_000, 0),
	] {
		assert_eq!(main_network().block_emission(issuance), emission, "at {issuance}");
	}
}

#[test]
fn emission_should_be_nothing_when_all_halvings_are_done() {
	let end = main_network().threshold(MAX_HALVINGS);
	assert_eq!(main_network().block_emission(end - 1), 1);
	assert_eq!(main_network().halvings(end), MAX_HALVINGS);
	assert_eq!(main_network().block_emission(end), 0);
}

#[test]
fn schedule_should_be_refused_when_first_halving_is_nothing_or_beyond_the_cap() {
	assert_eq!(Schedule::new(0), None);
	assert_eq!(Schedule::new(CAP + 1), None);
	assert_eq!(Schedule::new(u64::MAX), None);
	// At the cap itself: one TAO a block up to the end.
	assert_eq!(Schedule::new(CAP).unwrap().block_emission(CAP - TAO), TAO);
	// And a tiny one ends after a handful of rao.
	assert_eq!(Schedule::new(1).unwrap().block_emission(2), 0);
}

/// Mints to the end, in leaps of equal blocks; the final issuance, and the blocks it took.
fn mine_out(schedule: Schedule, mut issuance: u64) -> (u64, u64) {
	let mut blocks = 0;
	loop {
		let emission = schedule.block_emission(issuance);
		if emission == 0 {
			return (issuance, blocks);
		}
		let next = schedule.threshold(schedule.halvings(issuance) + 1).min(CAP);
		let leap = ((next - issuance) / emission).max(1);
		// Every block of the leap mints the same: the last one still starts below the threshold.
		assert_eq!(
			schedule.block_emission(issuance + (leap - 1) * emission),
			emission
		);
		issuance += leap * emission;
		blocks += leap;
		assert!(issuance <= CAP);
	}
}

#[test]
fn history_should_end_at_the_cap_when_mined_out() {
	// Three times 11.5 M blocks at 1, 0.5 and 0.25 TAO, then 0.875 M TAO at 0.125: 15.8 years.
	assert_eq!(mine_out(Schedule::default(), 0), (CAP, 41_500_000));
	// The main network's thirty halvings stop 0.02 TAO short of it: 125 years.
	assert_eq!(mine_out(main_network(), 0), (20_999_999_980_442_226, 328_414_167));
	assert_eq!(mine_out(Schedule::new(CAP).unwrap(), 0), (CAP, 21_000_000));
}

#[test]
fn history_should_end_at_the_cap_when_genesis_holds_an_odd_endowment() {
	assert_eq!(mine_out(Schedule::default(), 1_234_567_891).0, CAP);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn issuance_should_never_pass_the_cap_when_burns_are_random(
		first in 1u64..=CAP,
		start in 0u64..=CAP,
		steps in vec((1u64..5_000_000, 0u64..1_000_000 * TAO), 1..100),
	) {
		let schedule = Schedule::new(first).unwrap();
		let mut issuance = start;
		for (blocks, burned) in steps {
			// As many equal blocks as fit below the next threshold, then one block by itself.
			let emission = schedule.block_emission(issuance);
			let next = schedule.threshold(schedule.halvings(issuance) + 1).min(CAP);
			let fit = next.saturating_sub(issuance).checked_div(emission).unwrap_or(0);
			issuance += fit.min(blocks) * emission;
			issuance += schedule.block_emission(issuance);
			prop_assert!(issuance <= CAP);
			issuance = issuance.saturating_sub(burned);
		}
	}

	#[test]
	fn emission_should_never_rise_when_issuance_does(first in 1u64..=CAP, a in any::<u64>(), b in 0u64..=CAP) {
		let schedule = Schedule::new(first).unwrap();
		for (low, high) in [(a.min(b), a.max(b)), (b, b + 1)] {
			prop_assert!(schedule.block_emission(low) >= schedule.block_emission(high));
			prop_assert!(schedule.block_emission(low) <= CAP.saturating_sub(low));
		}
	}

	#[test]
	fn halvings_should_count_the_thresholds_reached_when_asked_anywhere(first in 1u64..=CAP, issuance in any::<u64>()) {
		let schedule = Schedule::new(first).unwrap();
		let count = (1..=MAX_HALVINGS).filter(|i| 2 * first - ((2 * first) >> i) <= issuance).count();
		prop_assert_eq!(schedule.halvings(issuance) as usize, count);
	}
}
