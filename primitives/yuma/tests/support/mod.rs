//! Golden vectors: running every case of a file through an implementation and counting what passes.
//!
//! `case` owns the format and the comparison.

mod case;

use std::{collections::BTreeSet, fmt, fs, path::Path};

use yuma::EpochInput;

pub use case::{Case, Outcome};
#[allow(unused_imports, reason = "the example counts cases only")]
pub use case::{MODES, read};

/// What runs the cases.
pub struct Implementation {
	/// Whether a row means the same in any order. The reference misreads some weights of rows that are not
	/// sorted by uid, and its bonds and what follows from them then differ: cases that have this tag.
	pub any_order: bool,
	/// One epoch that shares out an amount in rao.
	pub epoch: fn(&EpochInput, u64) -> Result<Outcome, String>,
}

/// The tag of cases whose rows are not sorted by uid.
pub const UNSORTED: &str = "unsorted-rows";

/// What became of the cases.
#[derive(Default)]
pub struct Summary {
	/// How many agreed with the record in every field.
	pub passed: usize,
	/// How many did not.
	pub failed: usize,
	/// Those that differ from the record by decision, with both values.
	pub decided: Vec<String>,
	/// The modes of those that agreed.
	pub modes: BTreeSet<&'static str>,
}

impl Summary {
	/// Runs every vector file of `tests/vectors`; an error for a file without a case.
	#[allow(dead_code, reason = "the example runs the files that it is given")]
	pub fn check_all(&mut self, implementation: &Implementation) -> Result<(), String> {
		for path in files()? {
			if self.check_file(&path, implementation)? == 0 {
				return Err(format!("{}: no case was run", path.display()));
			}
		}
		Ok(())
	}

	/// Runs every case of a file, with a line on stdout for each that differs; gives back how many ran.
	pub fn check_file(&mut self, path: &Path, implementation: &Implementation) -> Result<usize, String> {
		let cases = case::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
		for case in &cases {
			match verdict(case, implementation) {
				Verdict::Passed => {
					self.passed += 1;
					self.modes.insert(case.mode);
				}
				Verdict::Failed(how) => {
					self.failed += 1;
					println!("{} {}: {how}", path.display(), case.name);
				}
				Verdict::Decided(how) => {
					println!("{} {}: {how} (decided otherwise)", path.display(), case.name);
					self.decided.push(format!("{}: {how}", case.name));
				}
			}
		}
		Ok(cases.len())
	}
}

impl fmt::Display for Summary {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{} passed, {} failed", self.passed, self.failed)
	}
}

/// The vector files of the crate, sorted by name.
#[allow(dead_code, reason = "the example runs the files that it is given")]
pub fn files() -> Result<BTreeSet<std::path::PathBuf>, String> {
	let folder = Path::new("tests/vectors");
	let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
	let paths = entries.map(|entry| Ok(entry.map_err(|error| error.to_string())?.path()));
	paths
		.filter(|path: &Result<_, String>| !path.as_ref().is_ok_and(|path| path.ends_with("README.md")))
		.collect()
}

/// What a case shows, with the first difference of every field.
enum Verdict {
	Passed,
	Failed(String),
	Decided(String),
}

/// Runs one case.
fn verdict(case: &Case, implementation: &Implementation) -> Verdict {
	let outcome = match (implementation.epoch)(&case.input, case.rao) {
		Ok(outcome) => outcome,
		Err(error) => return Verdict::Failed(error),
	};
	let differences = case.expected.differences(&outcome);
	let how = differences
		.iter()
		.map(ToString::to_string)
		.collect::<Vec<_>>()
		.join("; ");
	let unsorted = implementation.any_order && case.tags.iter().any(|tag| tag == UNSORTED);
	if differences.is_empty() {
		Verdict::Passed
	} else if unsorted && differences.iter().all(|difference| difference.is_from_bonds()) {
		Verdict::Decided(how)
	} else {
		Verdict::Failed(how)
	}
}
