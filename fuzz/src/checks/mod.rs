//! What must hold of every block: the pallets' invariants, and what can only be seen from outside them.

mod budget;
mod keys;
mod ledger;
mod outcomes;

pub use budget::{HOOKS, spent};
pub use keys::Catalogue;
pub use outcomes::{check_epochs, check_invalid, refusal};

use crate::state::{Key, Touched};
use frame_system::{EventRecord, Phase};
use pallet_subtensor::{Call, NeuronRegistry, invariants::Invariant};
use sp_runtime::DispatchResult;
use std::collections::BTreeSet;
use subtensor_runtime::{AccountId, Hash, Runtime, RuntimeCall, RuntimeEvent};
use subtensor_types::Rao;

/// Each account's money sums to the issuance.
pub const ACCOUNTS_SUM_UP: &str = "accounts_sum_up";
/// Issuance changes by what the schedule mints, and by what is said to be recycled, burned or paid as fee; by nothing else.
pub const ISSUANCE_IS_EXPLAINED: &str = "issuance_is_explained";
/// An epoch gives no more permits than the subnet allows.
pub const PERMITS_ARE_CAPPED: &str = "permits_are_capped";
/// Every key belongs to a storage item, decodes, and is about a subnet that exists.
pub const KEYS_ARE_KNOWN: &str = "keys_are_known";
/// A refused call changes nothing but its signer's nonce and fee; an invalid one nothing at all.
pub const REFUSALS_CHANGE_NOTHING: &str = "refusals_change_nothing";
/// A call that paid nothing has succeeded.
pub const FREE_CALLS_SUCCEED: &str = "free_calls_succeed";
/// No call reports a defect of the chain, no epoch fails.
pub const NO_DEFECT_IS_REPORTED: &str = "no_defect_is_reported";
/// Reads and writes cost no more than the weight that was declared for them.
pub const WEIGHTS_COVER_STORAGE: &str = "weights_cover_storage";
/// A block that its author made is one that every node imports.
pub const BLOCKS_ARE_IMPORTED: &str = "blocks_are_imported";
/// Nothing panics.
pub const NOTHING_PANICS: &str = "nothing_panics";

/// The fuzzer's own checks, beside the pallet's invariants.
pub const OWN: [&str; 10] = [
	ACCOUNTS_SUM_UP,
	ISSUANCE_IS_EXPLAINED,
	PERMITS_ARE_CAPPED,
	KEYS_ARE_KNOWN,
	REFUSALS_CHANGE_NOTHING,
	FREE_CALLS_SUCCEED,
	NO_DEFECT_IS_REPORTED,
	WEIGHTS_COVER_STORAGE,
	BLOCKS_ARE_IMPORTED,
	NOTHING_PANICS,
];

/// Something that should hold and does not.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
	/// The invariant.
	pub invariant: String,
	/// What was found.
	pub what: String,
}

impl Finding {
	/// A finding.
	pub fn new(invariant: &str, what: impl Into<String>) -> Self {
		Self {
			invariant: invariant.to_string(),
			what: what.into(),
		}
	}
}

/// An event with its place in the block.
pub type Record = EventRecord<RuntimeEvent, Hash>;

/// An extrinsic that is part of the block.
pub struct Applied {
	/// What it was, for reports.
	pub name: String,
	/// Who signed; nobody signs an inherent.
	pub signer: Option<AccountId>,
	/// Whether the call is of `Sudo`, which succeeds although what it wraps does not.
	pub is_sudo: bool,
	/// What it would burn as a registration, in rao.
	pub price: Option<Rao>,
	/// How the call ended.
	pub result: DispatchResult,
	/// What it touched.
	pub touched: Touched,
	/// The keys whose values it changed.
	pub changed: BTreeSet<Key>,
}

/// A block, as the checks look at it.
pub struct Block<'a> {
	/// Its extrinsics, in order.
	pub applied: &'a [Applied],
	/// Its events, in order.
	pub events: &'a [Record],
	/// What the hooks touched.
	pub hooks: &'a Touched,
	/// Whether emission was divided among subnets before it.
	pub had_plan: bool,
	/// Issuance before it.
	pub issuance_before: u64,
}

impl Block<'_> {
	/// The events of an extrinsic.
	fn events_of(&self, index: usize) -> impl Iterator<Item = &RuntimeEvent> {
		self.events
			.iter()
			.filter(move |record| record.phase == Phase::ApplyExtrinsic(index as u32))
			.map(|record| &record.event)
	}
}

/// The invariants of the chain's own pallets.
pub fn invariants() -> Vec<Invariant> {
	let mut all = pallet_subtensor::invariants::all::<Runtime>();
	all.extend(pallet_commitments::invariants::all::<Runtime>());
	all.extend(pallet_drand::invariants::all::<Runtime>());
	all
}

/// Looks at a block that has just ended; runs on its state.
pub fn check(block: &Block) -> Vec<Finding> {
	let mut findings: Vec<Finding> = invariants()
		.into_iter()
		.filter_map(|(name, holds)| Some(Finding::new(name, <&str>::from(holds().err()?))))
		.collect();
	findings.extend(ledger::check(block));
	findings.extend(outcomes::check(block));
	findings.extend(budget::check(block));
	findings
}

/// What a call would burn as a registration in this moment.
pub fn price(call: &RuntimeCall) -> Option<Rao> {
	match call {
		RuntimeCall::SubtensorModule(
			Call::burned_register { netuid, .. } | Call::register_limit { netuid, .. },
		) => Some(NeuronRegistry::<Runtime>::price(*netuid)),
		RuntimeCall::SubtensorModule(_) => Some(0),
		_ => None,
	}
}
