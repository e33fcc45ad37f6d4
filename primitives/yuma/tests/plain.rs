//! The plain epoch of the benchmark: against every golden vector, and against the crate's own epoch on random
//! subnets, to the last bit of everything that both have.

#[path = "support/ours.rs"]
#[allow(dead_code, reason = "only its function is called")]
mod ours;
#[path = "../benches/plain/mod.rs"]
mod plain;
#[allow(dead_code, reason = "the other laws use the rest")]
mod subnets;
mod support;

use proptest::prelude::*;
use subnets::subnet;
use support::{Implementation, MODES, Outcome, Summary, files, read};
use yuma::EpochInput;

const PLAIN: Implementation = Implementation {
	any_order: false,
	epoch: outcome,
};

fn outcome(input: &EpochInput, rao: u64) -> Result<Outcome, String> {
	let output = plain::epoch(input, rao);
	let flags = |values: &[bool]| values.iter().copied().map(u64::from).collect();
	let proportions = |values: &[u16]| values.iter().copied().map(u64::from).collect();
	Ok(Outcome {
		vectors: [
			flags(&output.active),
			proportions(&output.stake_weight),
			proportions(&output.consensus),
			proportions(&output.incentive),
			proportions(&output.dividends),
			proportions(&output.validator_trust),
			flags(&output.new_validator_permits),
			output.server_emission,
			output.validator_emission,
			output.combined_emission,
		],
		bonds: output.bonds,
	})
}

/// How the crate's own epoch differs from the plain one.
fn differences(input: EpochInput, rao: u64) -> Vec<String> {
	let found = ours::outcome(&input, rao).unwrap();
	let expected = outcome(&plain::in_order(input), rao).unwrap();
	expected
		.differences(&found)
		.iter()
		.map(ToString::to_string)
		.collect()
}

#[test]
fn plain_epoch_should_match_every_golden_vector() {
	let mut summary = Summary::default();
	summary.check_all(&PLAIN).unwrap();
	assert_eq!(summary.to_string(), "83 passed, 0 failed");
	assert!(MODES.iter().all(|mode| summary.modes.contains(mode)));
}

#[test]
fn epoch_should_be_the_plain_one_when_the_rows_of_golden_vectors_are_in_order() {
	for case in files().unwrap().iter().flat_map(|path| read(path).unwrap()) {
		assert_eq!(differences(case.input, case.rao), [""; 0], "{}", case.name);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn epoch_should_be_the_plain_one_when_the_subnet_is_random(mut input in subnet(), rao in 0..1_u64 << 60) {
		// What the plain epoch has room for in a sum of stakes is 63 bits.
		input.stake.iter_mut().for_each(|stake| *stake >>= 5);
		input.stake_threshold >>= 5;
		prop_assert_eq!(differences(input, rao), [""; 0]);
	}
}
