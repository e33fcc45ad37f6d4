//! Checks files of golden vectors: `cargo run --release -p yuma --example check-vectors -- FILE...`
//!
//! Files have the format that `tests/vectors/README.md` describes, plain or gzipped. Prints a line for every
//! case that fails and the totals last; exits with 1 if any case failed or a file could not be read.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{env, path::Path, process::ExitCode};

use support::Summary;

fn main() -> ExitCode {
	let mut summary = Summary::default();
	let mut readable = true;
	let mut files = 0;
	for file in env::args_os().skip(1) {
		files += 1;
		if let Err(error) = summary.check_file(Path::new(&file)) {
			eprintln!("{error}");
			readable = false;
		}
	}
	if files == 0 {
		eprintln!("usage: check-vectors FILE...");
		return ExitCode::FAILURE;
	}
	for (mode, cases) in &summary.not_built {
		println!("{mode}: {cases} cases not run, this mode is not built yet");
	}
	println!("{summary}");
	if readable && summary.is_clean() {
		ExitCode::SUCCESS
	} else {
		ExitCode::FAILURE
	}
}
