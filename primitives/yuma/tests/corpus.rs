//! Every input that the fuzzer chose to keep, on the stable toolchain; `fuzz/fuzz_targets/epoch.rs` says how to
//! find more.

#[path = "../benches/plain/mod.rs"]
mod plain;
#[path = "../fuzz/src/subject.rs"]
mod subject;

use std::{collections::BTreeSet, fs, path::Path};

use arbitrary::{Arbitrary, Unstructured};
use subject::{Subject, Verdict};
use yuma::BondsMode;

/// The committed inputs, spelled out.
fn corpus() -> Vec<Subject> {
	let folder = Path::new("fuzz/corpus/epoch");
	let files = fs::read_dir(folder)
		.unwrap()
		.map(|file| fs::read(file.unwrap().path()));
	files
		.map(|bytes| Subject::arbitrary_take_rest(Unstructured::new(&bytes.unwrap())).unwrap())
		.collect()
}

/// The name of a mode.
fn mode(mode: BondsMode) -> &'static str {
	match mode {
		BondsMode::Classic => "classic",
		BondsMode::Yuma3 { liquid_alpha: None } => "yuma3",
		BondsMode::Yuma3 {
			liquid_alpha: Some(_),
		} => "liquid alpha",
	}
}

#[test]
fn epoch_should_obey_the_laws_when_the_input_is_of_the_corpus() {
	let seen: BTreeSet<_> = corpus()
		.iter()
		.map(|subject| (subject.check(), mode(subject.input().bonds_mode)))
		.collect();
	for mode in ["classic", "yuma3", "liquid alpha"] {
		assert!(seen.contains(&(Verdict::Agreed, mode)), "{mode}");
	}
	let verdicts: BTreeSet<_> = seen.iter().map(|&(verdict, _)| verdict).collect();
	assert_eq!(verdicts.len(), 3, "{verdicts:?}");
}
