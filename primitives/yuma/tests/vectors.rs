//! Every golden vector of `tests/vectors`: no file may go unused, no mode may be skipped unknowingly.

mod support;

use std::{collections::BTreeSet, fs, path::Path};

use support::Summary;

#[test]
fn epoch_should_match_every_golden_vector_when_its_mode_is_built() {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
	let mut summary = Summary::default();
	let mut unused = BTreeSet::new();
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.file_name().is_some_and(|name| name == "README.md") {
			continue;
		}
		if summary.check_file(&path).unwrap() == 0 {
			unused.insert(path);
		}
	}
	println!("{summary}");
	println!(
		"passed {:?}, failed {:?}, not built {:?}",
		summary.passed, summary.failed, summary.not_built
	);
	assert!(summary.is_clean(), "{summary}");
	assert_eq!(unused, BTreeSet::new(), "files without a case that was run");
	let skipped: Vec<_> = summary.not_built.keys().collect();
	assert_eq!(skipped, ["yuma3", "yuma3+liquid"]);
	let run: Vec<_> = summary.passed.keys().collect();
	assert_eq!(run, ["classic", "classic+liquid-flag"]);
}
