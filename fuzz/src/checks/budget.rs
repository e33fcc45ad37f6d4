//! Weights: what was declared covers the reads and writes that were made.
//!
//! Counted are distinct keys, at the prices of the runtime's database. What every block or extrinsic touches is part of the base
//! weights and not counted, as in FRAME's benchmarks: the books of `System`, the issuance, whether
//! there is safe mode, the mark that the time was set. Time cannot be compared here without
//! making a run depend on the machine.

use super::{Block, Finding, WEIGHTS_COVER_STORAGE};
use crate::state::{Key, Touched};
use frame_support::{dispatch::DispatchClass, storage::StoragePrefixedMap};
use frame_system::Event;
use sp_io::hashing::twox_128;
use subtensor_runtime::{Runtime, RuntimeEvent, configs::RuntimeBlockWeights};

/// Name of the hooks, beside the kinds of calls.
pub const HOOKS: &str = "hooks";

/// What part of a block touched, and what was declared for it.
pub struct Spent {
	/// What kind of call, or the hooks.
	pub name: String,
	/// Distinct keys read.
	pub reads: u64,
	/// Distinct keys written.
	pub writes: u64,
	/// What they cost, in picoseconds.
	cost: u64,
	/// What was declared, in picoseconds.
	declared: u64,
}

impl Spent {
	fn new(name: &str, declared: u64, touched: &Touched) -> Self {
		let (reads, writes) = budgeted(touched);
		let prices = <Runtime as frame_system::Config>::DbWeight::get();
		Self {
			name: name.to_string(),
			reads,
			writes,
			cost: prices.reads_writes(reads, writes).ref_time(),
			declared,
		}
	}

	/// How much of what was declared reads and writes cost, in percent, rounded up.
	pub fn percent(&self) -> u64 {
		(self.cost * 100).div_ceil(self.declared.max(1))
	}
}

/// What each extrinsic and the hooks touched.
pub fn spent(block: &Block) -> Vec<Spent> {
	let weights = RuntimeBlockWeights::get();
	let mut inherents = 0;
	let mut all = Vec::new();
	for (index, applied) in block.applied.iter().enumerate() {
		let info = block.events_of(index).find_map(|event| match event {
			RuntimeEvent::System(
				Event::ExtrinsicSuccess { dispatch_info } | Event::ExtrinsicFailed { dispatch_info, .. },
			) => Some(dispatch_info),
			_ => None,
		});
		let Some(info) = info else { continue };
		if info.class == DispatchClass::Mandatory {
			inherents += info.weight.ref_time();
		}
		let base = weights.get(info.class).base_extrinsic.ref_time();
		let declared = info.weight.ref_time().saturating_sub(base); // clamp: the base is part of it
		all.push(Spent::new(&applied.name, declared, &applied.touched));
	}
	let mandatory = frame_system::Pallet::<Runtime>::block_weight()
		.get(DispatchClass::Mandatory)
		.ref_time();
	// clamp: both are parts of it
	let declared = mandatory
		.saturating_sub(inherents)
		.saturating_sub(weights.base_block.ref_time());
	all.push(Spent::new(HOOKS, declared, block.hooks));
	all
}

pub(super) fn check(block: &Block) -> Vec<Finding> {
	let over = |part: &Spent| part.cost > part.declared;
	let excess = |part: Spent| {
		let Spent {
			name,
			reads,
			writes,
			cost,
			declared,
		} = part;
		let what =
			format!("{name}: {reads} reads and {writes} writes cost {cost} ps, declared are {declared} ps");
		Finding::new(WEIGHTS_COVER_STORAGE, what)
	};
	spent(block).into_iter().filter(over).map(excess).collect()
}

/// How many reads and writes have to be paid for by weight.
fn budgeted(touched: &Touched) -> (u64, u64) {
	let accounts = frame_system::Account::<Runtime>::final_prefix();
	let books = twox_128(b"System");
	let always = [
		("Balances", "TotalIssuance"),
		("SafeMode", "EnteredUntil"),
		("Timestamp", "DidUpdate"),
	]
	.map(|(pallet, item)| [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat());
	let counts = |key: &&Key| {
		let booked = key.starts_with(&books) && !key.starts_with(&accounts);
		!booked && !key.starts_with(b":") && !always.contains(key)
	};
	let count = |keys: &std::collections::BTreeSet<Key>| keys.iter().filter(counts).count() as u64;
	(count(&touched.reads), count(&touched.writes))
}
