//! What was tried and what came of it; a failure does not stop the next workflow.

use serde_json::{Value, json};
use std::{
	error::Error,
	future::Future,
	path::Path,
	time::{Duration, Instant},
};

/// What a workflow, or a step of it, ends with.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// The longest that a workflow takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// The outcomes of the client.
pub struct Report {
	client: &'static str,
	version: &'static str,
	outcomes: Vec<Value>,
	surprises: usize,
}

impl Report {
	/// A report on a client without outcomes.
	pub fn new(client: &'static str, version: &'static str) -> Self {
		Self {
			client,
			version,
			outcomes: Vec::new(),
			surprises: 0,
		}
	}

	/// Runs a workflow.
	pub async fn run(&mut self, name: &str, workflow: impl Future<Output = Outcome>) {
		let begin = Instant::now();
		let outcome = match tokio::time::timeout(PATIENCE, workflow).await {
			Ok(outcome) => outcome,
			Err(late) => Err(late.into()),
		};
		let seconds = begin.elapsed().as_secs_f64();
		let client = self.client;
		match &outcome {
			Ok(()) => println!("{client}: {name}: ok, {seconds:.1} s"),
			Err(error) => {
				eprintln!("{client}: {name}: FAILED, {seconds:.1} s: {error}");
				self.surprises += 1;
			}
		}
		self.outcomes
			.push(json!({ "name": name, "ok": outcome.is_ok(), "why": "", "seconds": seconds }));
	}

	/// How many workflows failed.
	pub fn surprises(&self) -> usize {
		self.surprises
	}

	/// Writes the outcomes as `<client>.json` into `folder`.
	pub fn write(&self, folder: &Path) -> std::io::Result<()> {
		let document = json!({ "client": self.client, "version": self.version, "workflows": self.outcomes });
		std::fs::write(folder.join(format!("{}.json", self.client)), document.to_string())
	}
}

/// Fails with `what` unless `condition` holds.
pub fn expect(condition: bool, what: impl Into<String>) -> Outcome {
	if condition {
		Ok(())
	} else {
		Err(what.into().into())
	}
}
