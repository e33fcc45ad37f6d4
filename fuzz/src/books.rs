//! What a run counts, and its report.

use crate::{
	checks::{self, Block, HOOKS},
	dice::Dice,
};
use std::{
	collections::BTreeMap,
	io::{Result, Write},
};
use subtensor_runtime::RuntimeEvent;

/// How often a kind of call has to succeed before it is tried no more often than others.
const ENOUGH: u64 = 20;

/// What was tried, what happened, what it cost.
pub struct Books {
	tallies: BTreeMap<String, Tally>,
	costs: BTreeMap<String, Most>,
	/// How often each event of our pallets happened.
	events: BTreeMap<String, u64>,
}

/// How a kind of call fared.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
	tried: u64,
	succeeded: u64,
}

/// The most that one call of a kind, or the hooks of one block, have cost.
#[derive(Clone, Copy, Debug, Default)]
struct Most {
	reads: u64,
	writes: u64,
	/// Reads and writes, of what was declared.
	percent: u64,
}

impl Books {
	/// Books for these kinds of calls.
	pub fn new<'a>(kinds: impl Iterator<Item = &'a String>) -> Self {
		Self {
			tallies: kinds.map(|kind| (kind.clone(), Tally::default())).collect(),
			costs: BTreeMap::new(),
			events: BTreeMap::new(),
		}
	}

	/// What kind of call is tried next: any, rather one that has hardly succeeded yet, and mostly one of the market.
	pub fn next_kind(&self, dice: &mut Dice) -> String {
		let market_only = dice.chance(70);
		let kinds: Vec<(&String, u64)> = self
			.tallies
			.iter()
			.filter(|(kind, _)| !(market_only && kind.starts_with("AdminUtils.")))
			.map(|(kind, tally)| (kind, tally.succeeded.min(ENOUGH)))
			.collect();
		let two = [dice.pick(&kinds).copied(), dice.pick(&kinds).copied()];
		let rarer = two.into_iter().flatten().min_by_key(|(_, succeeded)| *succeeded);
		rarer.map(|(kind, _)| kind.clone()).unwrap_or_default()
	}

	/// Notes that a call is tried.
	pub fn note_try(&mut self, kind: &str) {
		if let Some(tally) = self.tallies.get_mut(kind) {
			tally.tried += 1;
		}
	}

	/// Notes what succeeded and happened in a block, and what it cost; runs on its state.
	pub fn note_block(&mut self, block: &Block) {
		for record in block.events {
			let event = match &record.event {
				RuntimeEvent::SubtensorModule(event) => format!("{event:?}"),
				RuntimeEvent::Commitments(event) => format!("{event:?}"),
				RuntimeEvent::Drand(event) => format!("{event:?}"),
				_ => continue,
			};
			let name = event
				.trim_start_matches("Event::")
				.split(|letter: char| !letter.is_alphanumeric())
				.next()
				.unwrap_or_default();
			*self.events.entry(name.to_string()).or_default() += 1;
		}
		for (index, applied) in block.applied.iter().enumerate() {
			if let Some(tally) = self.tallies.get_mut(&applied.name) {
				tally.succeeded += u64::from(checks::refusal(block, index).is_none());
			}
		}
		for part in checks::spent(block) {
			let most = self.costs.entry(part.name.clone()).or_default();
			most.reads = most.reads.max(part.reads);
			most.writes = most.writes.max(part.writes);
			most.percent = most.percent.max(part.percent());
		}
	}

	/// Kinds of calls that never succeeded.
	pub fn starved(&self) -> Vec<String> {
		let never = |(_, tally): &(&String, &Tally)| tally.succeeded == 0;
		self.tallies
			.iter()
			.filter(never)
			.map(|(kind, _)| kind.clone())
			.collect()
	}

	/// Writes it all down.
	pub fn write(&self, report: &mut dyn Write) -> Result<()> {
		for (kind, Tally { tried, succeeded }) in &self.tallies {
			writeln!(
				report,
				"{kind}: tried {tried}, succeeded {succeeded}; {}",
				self.cost(kind)
			)?;
		}
		writeln!(report, "{HOOKS}: {}", self.cost(HOOKS))?;
		self.events
			.iter()
			.try_for_each(|(event, count)| writeln!(report, "event {event}: {count}"))
	}

	fn cost(&self, name: &str) -> String {
		let Most {
			reads,
			writes,
			percent,
		} = self.costs.get(name).copied().unwrap_or_default();
		format!("at most {reads} reads, {writes} writes, {percent} % of the weight")
	}
}
