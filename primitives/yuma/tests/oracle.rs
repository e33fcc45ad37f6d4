//! The epoch against an oracle: the same mathematics in dense matrices of f64, without truncation.
//!
//! The bound of every single value is worked out by the oracle itself, from one bit for each truncation on
//! the way to it. So there are no cases to leave out: where support meets kappa or a purchase is a few bits,
//! the bound is as wide as it must be, and everywhere else it stays tight. How often it is tight is asserted
//! too.

#[path = "oracle/mod.rs"]
mod dense;
#[allow(dead_code, reason = "the other laws use the rest")]
mod subnets;
#[allow(dead_code, reason = "only the reading of golden vectors is used")]
mod support;

use dense::{
	agreement::{Agreement, Found},
	inputs::{Mode, calm, lively, strange},
	oracle,
	vectors::golden_vectors,
};
use proptest::{
	prelude::*,
	test_runner::{FileFailurePersistence, TestRunner},
};
use std::cell::Cell;
use yuma::{EpochInput, EpochOutput, epoch};

/// The modes to compare in.
const MODES: &[Mode] = &[Mode::Classic, Mode::Yuma3, Mode::Liquid];

/// How many of a hundred inputs must be compared in full, that is with every bound below one step of a
/// proportion. What is left of the strange ones has stakes so far apart that some are a few bits, and blocks
/// and kappas that meet.
const FULL_OF_LIVELY: usize = 99;
const FULL_OF_CALM: usize = 99;
const FULL_OF_STRANGE: usize = 80;
/// How many of a thousand values of the golden vectors must be compared in full. Many of these are made to
/// have ties and bonds of a few bits.
const FULL_OF_GOLDEN: usize = 980;
/// How many golden vectors have liquid alpha and rows that are not in the order of uids. The existing network
/// misreads these, which no mathematics tell.
const MISREAD: usize = 2;

fn run(input: &EpochInput) -> EpochOutput {
	epoch(input).expect("the generators make valid inputs")
}

/// Where failures are kept.
fn runner(cases: u32) -> TestRunner {
	let file = "proptest-regressions/oracle.txt";
	TestRunner::new(ProptestConfig {
		cases,
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(file))),
		..Default::default()
	})
}

/// Compares on random inputs; at least `full` of a hundred must have been compared in full.
fn agree_on(inputs: impl Strategy<Value = EpochInput>, cases: u32, full: usize) {
	let (compared, in_full) = (Cell::new(0), Cell::new(0));
	let compare = |input: EpochInput| {
		let agreement = Agreement::of(&oracle(&input), &Found::from(&run(&input)));
		compared.set(compared.get() + 1);
		in_full.set(in_full.get() + usize::from(agreement.is_full()));
		prop_assert!(agreement.differences.is_empty(), "{:#?}", agreement.differences);
		Ok(())
	};
	runner(cases).run(&inputs, compare).unwrap();
	let (compared, in_full) = (compared.get(), in_full.get());
	println!("{in_full} of {compared} in full");
	assert!(
		in_full * 100 >= compared * full,
		"only {in_full} of {compared} in full"
	);
}

#[test]
fn epoch_should_agree_with_the_oracle_when_validators_mostly_agree() {
	agree_on(lively(MODES), 256, FULL_OF_LIVELY);
}

#[test]
fn epoch_should_agree_with_the_oracle_when_nobody_agrees() {
	agree_on(calm(MODES), 256, FULL_OF_CALM);
}

#[test]
fn epoch_should_agree_with_the_oracle_when_anything_goes() {
	agree_on(strange(MODES), 512, FULL_OF_STRANGE);
}

#[test]
fn epoch_should_agree_with_the_oracle_on_every_golden_input() {
	let mut total = Agreement::default();
	for case in golden_vectors() {
		let found = Found::from(&run(&case.input));
		total.add_all(&case.name, Agreement::of(&oracle(&case.input), &found));
	}
	check_golden(&total);
}

#[test]
fn oracle_should_agree_with_every_golden_output() {
	let mut total = Agreement::default();
	let mut misread = 0;
	for case in golden_vectors() {
		let agreement = Agreement::of(&oracle(&case.input), &case.found);
		if case.is_unsorted && !agreement.differences.is_empty() {
			misread += 1;
		} else {
			total.add_all(&case.name, agreement);
		}
	}
	check_golden(&total);
	assert_eq!(misread, MISREAD);
}

fn check_golden(total: &Agreement) {
	println!("{} of {} values in full", total.in_full, total.values);
	assert!(total.differences.is_empty(), "{:#?}", total.differences);
	assert!(total.in_full * 1_000 >= total.values * FULL_OF_GOLDEN);
}

#[test]
fn oracle_should_notice_when_any_one_value_is_off() {
	let notice = |input: EpochInput| {
		let oracle = oracle(&input);
		let right = Found::from(&run(&input));
		for (wrong, what) in wrong_by_one(&right) {
			let differences = Agreement::of(&oracle, &wrong).differences;
			prop_assert_eq!(differences.len(), 1, "{}: {:?}", what, differences);
		}
		Ok(())
	};
	runner(16).run(&lively(MODES), notice).unwrap();
}

/// The same with one value wrong: any flag, any number by half a step up or down, any bond by three steps, as
/// it is known to one step only and its bound can be another.
fn wrong_by_one(right: &Found) -> Vec<(Found, String)> {
	let mut all = Vec::new();
	let mut add = |what: String, change: &dyn Fn(&mut Found)| {
		let mut wrong = right.clone();
		change(&mut wrong);
		all.push((wrong, what));
	};
	let neurons = right.active.len();
	let vectors = right.clone().vectors().count();
	for uid in 0..neurons {
		add(format!("active {uid}"), &|wrong| wrong.active[uid] ^= true);
		add(format!("permit {uid}"), &|wrong| wrong.new_permits[uid] ^= true);
		for (field, steps) in (0..vectors).flat_map(|field| [(field, -0.5), (field, 0.5)]) {
			add(format!("vector {field}, uid {uid}"), &|wrong| {
				let value = &mut wrong.vectors().nth(field).unwrap()[uid];
				*value = value.shifted(steps);
			});
		}
		for (holder, steps) in (0..neurons).flat_map(|holder| [(holder, -3.0), (holder, 3.0)]) {
			add(format!("bond of {holder} in {uid}"), &|wrong| {
				let value = &mut wrong.bonds[holder][uid];
				*value = value.shifted(steps);
			});
		}
	}
	all
}
