//! A run: chains, blocks, calls, checks, and the report.

use crate::{
	breaks::{Break, Moment},
	calls::{Generator, Memory, Scene, Signer, generators},
	cast::Cast,
	chain::{Chain, variants},
	checks::{self, Applied, Block, Catalogue, Finding, budgeted},
	dice::Dice,
	state::{Mark, Touched},
};
use pallet_subtensor::{NetworksAdded, Plan};
use std::{
	collections::{BTreeMap, BTreeSet},
	io::Write,
	panic::{AssertUnwindSafe, catch_unwind},
	sync::{Arc, Mutex},
};
use subtensor_runtime::{
	AccountId, Balances, Runtime, RuntimeCall, RuntimeEvent, System, UncheckedExtrinsic,
};

/// The block from which on a violation is planted.
const BREAK_FROM: u32 = 6;

/// What to run.
pub struct Options {
	/// Decides everything.
	pub seed: u64,
	/// Blocks over all chains.
	pub blocks: u32,
	/// What to break.
	pub planted: Option<Break>,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
	/// Blocks made.
	pub blocks: u32,
	/// Calls tried.
	pub calls: u64,
	/// What did not hold.
	pub findings: Vec<Finding>,
	/// Kinds of calls that never succeeded.
	pub starved: Vec<String>,
}

impl Outcome {
	/// Whether all is well.
	pub fn is_clean(&self) -> bool {
		self.findings.is_empty() && self.starved.is_empty()
	}
}

/// How a kind of call fared.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
	tried: u64,
	succeeded: u64,
	/// The most reads and writes of one call.
	reads: u64,
	writes: u64,
}

/// Runs, and writes a report. An error is one of the fuzzer itself.
pub fn run(options: &Options, report: &mut dyn Write) -> Result<Outcome, String> {
	let generators = generators()?;
	let catalogue = Catalogue::new()?;
	let cast = Cast::default();
	let mut tallies: BTreeMap<String, Tally> = generators
		.keys()
		.map(|kind| (kind.clone(), Tally::default()))
		.collect();
	let mut outcome = Outcome::default();
	let mut events = BTreeMap::new();
	let variants = variants();
	let chains = variants.len() as u32;
	let written = |error: std::io::Error| error.to_string();
	for (index, (name, genesis)) in (0u32..).zip(variants) {
		let blocks = options.blocks / chains + u32::from(index < options.blocks % chains);
		let mut stage = Stage {
			chain: Chain::new(&cast, genesis),
			cast: &cast,
			dice: Dice::new(options.seed.wrapping_mul(31).wrapping_add(u64::from(index))),
			memory: Memory::default(),
			generators: &generators,
			catalogue: &catalogue,
			planted: options.planted,
			tallies: &mut tallies,
			events: &mut events,
			calls: 0,
		};
		for _ in 0..blocks {
			let findings = stage.guarded_block();
			outcome.blocks += 1;
			if !findings.is_empty() {
				for finding in &findings {
					let number = stage.chain.number();
					writeln!(
						report,
						"chain {name} block {number}: {}: {}",
						finding.invariant, finding.what
					)
					.map_err(written)?;
				}
				outcome.findings = findings;
				break;
			}
		}
		outcome.calls += stage.calls;
		writeln!(
			report,
			"chain {name}: {} blocks, head {:?}",
			stage.chain.number(),
			stage.chain.head()
		)
		.map_err(written)?;
		if !outcome.findings.is_empty() {
			break;
		}
	}
	for (kind, tally) in &tallies {
		let Tally {
			tried,
			succeeded,
			reads,
			writes,
		} = tally;
		writeln!(
			report,
			"{kind}: tried {tried}, succeeded {succeeded}; at most {reads} reads, {writes} writes"
		)
		.map_err(written)?;
	}
	for (event, count) in &events {
		writeln!(report, "event {event}: {count}").map_err(written)?;
	}
	// A run that ended early has not had its chance.
	let whole = outcome.findings.is_empty();
	outcome.starved = tallies
		.into_iter()
		.filter(|(_, tally)| whole && tally.succeeded == 0)
		.map(|(kind, _)| kind)
		.collect();
	for kind in &outcome.starved {
		writeln!(report, "{kind} never succeeded").map_err(written)?;
	}
	let Outcome {
		blocks,
		calls,
		findings,
		..
	} = &outcome;
	writeln!(
		report,
		"blocks {blocks} calls {calls} violations {}",
		findings.len()
	)
	.map_err(written)?;
	Ok(outcome)
}

/// A chain and what plays on it.
struct Stage<'a> {
	chain: Chain,
	cast: &'a Cast,
	dice: Dice,
	memory: Memory,
	generators: &'a BTreeMap<String, Generator>,
	catalogue: &'a Catalogue,
	planted: Option<Break>,
	tallies: &'a mut BTreeMap<String, Tally>,
	/// How often each event of SubtensorModule happened.
	events: &'a mut BTreeMap<String, u64>,
	calls: u64,
}

impl Stage<'_> {
	/// A block; a panic in it is a finding.
	fn guarded_block(&mut self) -> Vec<Finding> {
		let message = Arc::new(Mutex::new(String::new()));
		let heard = message.clone();
		let before = std::panic::take_hook();
		std::panic::set_hook(Box::new(move |panic| {
			if let Ok(mut heard) = heard.lock() {
				*heard = panic.to_string().replace('\n', " ");
			}
		}));
		let findings = catch_unwind(AssertUnwindSafe(|| self.block()));
		std::panic::set_hook(before);
		findings.unwrap_or_else(|_panic| {
			self.chain.state.undo_layers();
			let what = message.lock().map(|what| what.clone()).unwrap_or_default();
			vec![Finding::new(checks::NOTHING_PANICS, what)]
		})
	}

	fn block(&mut self) -> Vec<Finding> {
		let issuance_before = self.chain.state.run(Balances::total_issuance);
		let had_plan = self.chain.state.run(|| Plan::<Runtime>::get().per_block > 0);
		let mut hooks = self.chain.begin();
		merge(&mut hooks, self.plant(Moment::Begin));
		let mut findings = self.chain.state.run(checks::check_epochs);
		let mut applied = vec![];
		for inherent in self.chain.inherents() {
			let mark = self.chain.state.mark();
			findings.extend(self.apply("an inherent".into(), None, inherent, mark, &mut applied));
		}
		for _ in 0..self.dice.between(3, 24) {
			findings.extend(self.call(&mut applied));
		}
		self.plant(Moment::End);
		merge(&mut hooks, self.chain.end());
		let events: Vec<checks::Record> = self
			.chain
			.state
			.run(|| System::read_events_no_consensus().map(|record| *record).collect());
		let block = Block {
			applied: &applied,
			events: &events,
			hooks: &hooks,
			had_plan,
			issuance_before,
		};
		self.count(&block);
		findings.extend(self.chain.state.run(|| checks::check(&block)));
		let living: BTreeSet<u16> = self.chain.state.run(|| {
			NetworksAdded::<Runtime>::iter_keys()
				.map(|netuid| netuid.0)
				.collect()
		});
		findings.extend(self.catalogue.check(&self.chain.state, &living));
		findings
	}

	/// Somebody tries something.
	fn call(&mut self, applied: &mut Vec<Applied>) -> Option<Finding> {
		let kind = self.kind();
		let generator = self.generators.get(&kind)?;
		let mut scene = Scene {
			dice: &mut self.dice,
			cast: self.cast,
			memory: &mut self.memory,
			generators: self.generators,
		};
		let draft = self.chain.state.run(|| generator(&mut scene))?;
		let (who, call): (AccountId, RuntimeCall) = match draft.signer {
			Signer::Account(who) => (who, draft.call),
			Signer::Root => {
				let call = Box::new(draft.call);
				(self.cast.sudo.clone(), pallet_sudo::Call::sudo { call }.into())
			}
		};
		let tip = if self.dice.chance(3) {
			self.dice.below(5_000)
		} else {
			0
		};
		let extrinsic = self.chain.sign(self.cast, &who, call, tip)?;
		self.calls += 1;
		if let Some(tally) = self.tallies.get_mut(&kind) {
			tally.tried += 1;
		}
		let mark = self.chain.state.mark();
		self.apply(kind, Some(who), extrinsic, mark, applied)
	}

	/// What kind of call is tried next: any, rather one that has hardly succeeded yet, and mostly one of the market.
	fn kind(&mut self) -> String {
		let enough = |(_, tally): &(&String, &Tally)| tally.succeeded.min(20);
		let market_only = self.dice.chance(70);
		let kinds: Vec<(&String, &Tally)> = self
			.tallies
			.iter()
			.filter(|(kind, _)| !(market_only && kind.starts_with("AdminUtils.")))
			.collect();
		let mut pick = || self.dice.pick(&kinds).copied();
		let (one, other) = (pick(), pick());
		let rarer = one.into_iter().chain(other).min_by_key(enough);
		rarer.map(|(kind, _)| kind.clone()).unwrap_or_default()
	}

	fn apply(
		&mut self,
		name: String,
		signer: Option<AccountId>,
		extrinsic: UncheckedExtrinsic,
		mark: Mark,
		applied: &mut Vec<Applied>,
	) -> Option<Finding> {
		let is_sudo = matches!(extrinsic.function, RuntimeCall::Sudo(_));
		let price = self.chain.state.run(|| checks::price(&extrinsic.function));
		let (result, touched) = self.chain.apply(extrinsic);
		if let Ok(Err(_refused)) = result {
			self.plant(Moment::Refusal);
		}
		let changed = self.chain.state.changed_since(mark).into_keys().collect();
		match result {
			Ok(result) => {
				applied.push(Applied {
					name,
					signer,
					is_sudo,
					price,
					result,
					touched,
					changed,
				});
				None
			}
			Err(_invalid) => checks::check_invalid(&name, &changed),
		}
	}

	fn plant(&mut self, moment: Moment) -> Touched {
		match self.planted {
			Some(planted) if planted.moment == moment && self.chain.number() >= BREAK_FROM => {
				self.chain.state.watch(planted.plant).1
			}
			_ => Touched::default(),
		}
	}

	/// Counts what succeeded and what happened.
	fn count(&mut self, block: &Block) {
		for record in block.events {
			if let RuntimeEvent::SubtensorModule(event) = &record.event {
				let name = format!("{event:?}").replacen("Event::", "", 1);
				let name = name
					.split(|letter: char| !letter.is_alphanumeric())
					.next()
					.unwrap_or_default();
				*self.events.entry(name.to_string()).or_default() += 1;
			}
		}
		for (index, applied) in block.applied.iter().enumerate() {
			let Some(tally) = self.tallies.get_mut(&applied.name) else {
				continue;
			};
			let (reads, writes) = budgeted(&applied.touched);
			tally.reads = tally.reads.max(reads);
			tally.writes = tally.writes.max(writes);
			tally.succeeded += u64::from(checks::refusal(block, index).is_none());
		}
	}
}

fn merge(all: &mut Touched, more: Touched) {
	all.reads.extend(more.reads);
	all.writes.extend(more.writes);
}
