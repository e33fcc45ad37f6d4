//! A run: chains, blocks, calls, checks, and the report.

use crate::{
	books::Books,
	breaks::{Break, Moment},
	calls::{Generator, Memory, Scene, Signer, generators},
	cast::Cast,
	chain::{Chain, variants},
	checks::{self, Applied, Block, Catalogue, Finding},
	dice::Dice,
	state::{Mark, Touched},
};
use pallet_subtensor::{DissolveCleanupQueue, NetworksAdded, Plan};
use std::{
	collections::{BTreeMap, BTreeSet},
	io::Write,
	panic::{AssertUnwindSafe, catch_unwind},
	sync::{Arc, Mutex},
};
use subtensor_runtime::{AccountId, Balances, Runtime, RuntimeCall, System, UncheckedExtrinsic};

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
	/// The end of the report.
	fn write(&self, report: &mut dyn Write) -> std::io::Result<()> {
		self.starved
			.iter()
			.try_for_each(|kind| writeln!(report, "{kind} never succeeded"))?;
		let Self { blocks, calls, .. } = self;
		writeln!(
			report,
			"blocks {blocks} calls {calls} violations {}",
			self.findings.len()
		)
	}

	/// Whether all is well.
	pub fn is_clean(&self) -> bool {
		self.findings.is_empty() && self.starved.is_empty()
	}
}

/// Runs, and writes a report. An error is one of the fuzzer itself.
pub fn run(options: &Options, report: &mut dyn Write) -> Result<Outcome, String> {
	let generators = generators()?;
	let catalogue = Catalogue::new()?;
	let cast = Cast::default();
	let mut books = Books::new(generators.keys());
	let mut outcome = Outcome::default();
	let variants = variants();
	let chains = variants.len() as u32;
	for (index, (name, genesis)) in (0u32..).zip(variants) {
		let mut stage = Stage {
			chain: Chain::new(&cast, genesis),
			cast: &cast,
			dice: Dice::new(options.seed.wrapping_mul(31).wrapping_add(u64::from(index))),
			memory: Memory::default(),
			generators: &generators,
			catalogue: &catalogue,
			planted: options.planted,
			books: &mut books,
			calls: 0,
		};
		let blocks = options.blocks / chains + u32::from(index < options.blocks % chains);
		outcome.findings = stage
			.play(name, blocks, report)
			.map_err(|error| error.to_string())?;
		outcome.blocks += stage.chain.number();
		outcome.calls += stage.calls;
		if !outcome.findings.is_empty() {
			break;
		}
	}
	if outcome.findings.is_empty() {
		outcome.starved = books.starved(); // what ended early has not had its chance
	}
	books
		.write(report)
		.and_then(|()| outcome.write(report))
		.map_err(|error| error.to_string())?;
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
	books: &'a mut Books,
	calls: u64,
}

impl Stage<'_> {
	/// Makes blocks until one violates something. What it violates.
	fn play(&mut self, name: &str, blocks: u32, report: &mut dyn Write) -> std::io::Result<Vec<Finding>> {
		let mut findings = vec![];
		while findings.is_empty() && self.chain.number() < blocks {
			findings = self.guarded_block();
		}
		let number = self.chain.number();
		for Finding { invariant, what } in &findings {
			writeln!(report, "chain {name} block {number}: {invariant}: {what}")?;
		}
		writeln!(
			report,
			"chain {name}: {number} blocks, head {:?}",
			self.chain.head()
		)?;
		Ok(findings)
	}

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
		self.chain.state.run(|| self.books.note_block(&block));
		findings.extend(self.chain.state.run(|| checks::check(&block)));
		let living = self.chain.state.run(living);
		let tamper = self.planted.filter(|planted| planted.moment == Moment::Import);
		let refused = self
			.chain
			.import(|| tamper.into_iter().for_each(|planted| (planted.plant)()));
		findings.extend(refused.map(|why| Finding::new(checks::BLOCKS_ARE_IMPORTED, why)));
		findings.extend(self.catalogue.check(&self.chain.state, &living));
		findings
	}

	/// Somebody tries something.
	fn call(&mut self, applied: &mut Vec<Applied>) -> Option<Finding> {
		let kind = self.books.next_kind(&mut self.dice);
		let generator = self.generators.get(&kind)?;
		let mut scene = Scene {
			dice: &mut self.dice,
			cast: self.cast,
			memory: &mut self.memory,
			generators: self.generators,
		};
		let draft = self.chain.state.run(|| generator(&mut scene))?;
		let (who, call): (Option<AccountId>, RuntimeCall) = match draft.signer {
			Signer::Account(who) => (Some(who), draft.call),
			Signer::Root => {
				let call = Box::new(draft.call);
				(
					Some(self.cast.sudo.clone()),
					pallet_sudo::Call::sudo { call }.into(),
				)
			}
			Signer::Nobody => (None, draft.call),
		};
		let tip = if self.dice.chance(3) {
			self.dice.below(5_000)
		} else {
			0
		};
		let extrinsic = match &who {
			Some(who) => self.chain.sign(self.cast, who, call, tip)?,
			None => UncheckedExtrinsic::new_bare(call),
		};
		self.calls += 1;
		self.books.note_try(&kind);
		let mark = self.chain.state.mark();
		self.apply(kind, who, extrinsic, mark, applied)
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
}

/// The subnets of which something may be stored: those that exist and those that are being taken apart.
fn living() -> BTreeSet<u16> {
	let closing = DissolveCleanupQueue::<Runtime>::get().into_inner();
	NetworksAdded::<Runtime>::iter_keys()
		.chain(closing)
		.map(|netuid| netuid.0)
		.collect()
}

fn merge(all: &mut Touched, more: Touched) {
	all.reads.extend(more.reads);
	all.writes.extend(more.writes);
}
