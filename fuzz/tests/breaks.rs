//! The fuzzer notices each violation that is planted, and repeats itself.

use subtensor_fuzz::{Options, breaks, run};

fn report(seed: u64, blocks: u32, planted: Option<&str>) -> (String, subtensor_fuzz::Outcome) {
	let options = Options {
		seed,
		blocks,
		planted: planted.map(|name| breaks::find(name).unwrap()),
	};
	let mut report = vec![];
	let outcome = run(&options, &mut report).unwrap();
	(String::from_utf8(report).unwrap(), outcome)
}

#[test]
fn violation_should_be_named_when_planted() {
	for name in breaks::names() {
		let (report, outcome) = report(1, 60, Some(name));
		assert!(
			outcome.findings.iter().any(|finding| finding.invariant == name),
			"{name} was not noticed: {report}"
		);
		let last = format!(
			"blocks {} calls {} violations {}",
			outcome.blocks,
			outcome.calls,
			outcome.findings.len()
		);
		assert_eq!(report.lines().last(), Some(last.as_str()));
		assert!(report.contains(&format!(": {name}: ")), "{report}");
	}
}

#[test]
fn report_should_be_the_same_when_the_seed_is() {
	let (first, _) = report(7, 30, None);
	assert_eq!(first, report(7, 30, None).0);
	assert_ne!(first, report(8, 30, None).0);
}

#[test]
fn unknown_violation_should_be_refused() {
	assert_eq!(
		breaks::find("nothing").err().as_deref(),
		Some("there is no invariant nothing; --list shows all")
	);
}
