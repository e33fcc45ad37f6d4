//! Checks files of golden vectors: `cargo run --release -p yuma --example check-vectors -- FILE...`
//!
//! Files have the format that `tests/vectors/README.md` describes, plain or gzipped. Prints a line for every
//! case that differs and the totals last; exits with 1 if any case failed or a file could not be read. A case
//! that is tagged `unsorted-rows` and differs in nothing but bonds and what follows from them differs by
//! decision (see the crate's front page): it is printed, but counts neither as passed nor as failed.

#[path = "../tests/support/ours.rs"]
mod ours;
#[path = "../tests/support/mod.rs"]
mod support;

use std::{env, path::Path, process::ExitCode};

use ours::OURS;
use support::Summary;

fn main() -> ExitCode {
	let mut summary = Summary::default();
	let mut readable = true;
	let mut files = 0;
	for file in env::args_os().skip(1) {
		files += 1;
		if let Err(error) = summary.check_file(Path::new(&file), &OURS) {
			eprintln!("{error}");
			readable = false;
		}
	}
	if files == 0 {
		eprintln!("usage: check-vectors FILE...");
		return ExitCode::FAILURE;
	}
	if !summary.decided.is_empty() {
		println!("{} differ by decision, see above", summary.decided.len());
	}
	println!("{summary}");
	if readable && summary.failed == 0 {
		ExitCode::SUCCESS
	} else {
		ExitCode::FAILURE
	}
}
