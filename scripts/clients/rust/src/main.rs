//! `subxt` against a node of ours, from metadata alone: `subtensor-clients --url ws://127.0.0.1:PORT --results FOLDER`.

mod report;
mod state;
mod workflows;

use report::Report;
use std::{path::PathBuf, process::ExitCode};

/// The version that Cargo.toml pins.
const VERSION: &str = "0.51.1";

/// What the command line asks for.
struct Options {
	url: String,
	results: PathBuf,
}

impl Options {
	fn parse() -> Result<Self, String> {
		let (mut url, mut results) = (None, None);
		let mut arguments = std::env::args().skip(1);
		while let Some(name) = arguments.next() {
			let value = arguments.next().ok_or(format!("{name} needs a value"))?;
			match name.as_str() {
				"--url" => url = Some(value),
				"--results" => results = Some(PathBuf::from(value)),
				_ => return Err(format!("unknown option: {name} (known: --url, --results)")),
			}
		}
		Ok(Self {
			url: url.ok_or("--url is missing")?,
			results: results.ok_or("--results is missing")?,
		})
	}
}

#[tokio::main]
async fn main() -> ExitCode {
	let options = match Options::parse() {
		Ok(options) => options,
		Err(error) => {
			eprintln!("{error}");
			return ExitCode::FAILURE;
		}
	};
	let mut report = Report::new("subxt", VERSION);
	workflows::run(&options.url, &mut report).await;
	if let Err(error) = report.write(&options.results) {
		eprintln!("results: {error}");
		return ExitCode::FAILURE;
	}
	match report.surprises() {
		0 => ExitCode::SUCCESS,
		_ => ExitCode::FAILURE,
	}
}
