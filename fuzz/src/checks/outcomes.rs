//! What calls left behind, and what epochs gave.

use super::{
	Applied, Block, FREE_CALLS_SUCCEED, Finding, NO_DEFECT_IS_REPORTED, PERMITS_ARE_CAPPED,
	REFUSALS_CHANGE_NOTHING,
};
use crate::state::Key;
use frame_support::storage::StoragePrefixedMap;
use pallet_subtensor::{
	Error, Event, LastEpochBlock, MaxAllowedValidators, NetworksAdded, SubnetOwnerHotkey, Uids,
	ValidatorPermit,
};
use sp_io::hashing::twox_128;
use sp_runtime::DispatchError;
use std::collections::BTreeSet;
use subtensor_runtime::{Runtime, RuntimeEvent, System};

pub(super) fn check(block: &Block) -> Vec<Finding> {
	let mut findings = Vec::new();
	for (index, applied) in block.applied.iter().enumerate() {
		let refused = refusal(block, index);
		if let Some(error) = &refused {
			let strange = strange_changes(applied);
			if !strange.is_empty() {
				let what = format!("{} was refused ({error:?}) and changed {strange:?}", applied.name);
				findings.push(Finding::new(REFUSALS_CHANGE_NOTHING, what));
			}
		}
	}
	findings.extend(failures_for_free(block));
	findings.extend(block.events.iter().filter_map(|record| defect(&record.event)));
	findings
}

/// Why a call was refused, wrapped in sudo or not.
pub fn refusal(block: &Block, index: usize) -> Option<DispatchError> {
	let applied = block.applied.get(index)?;
	// The outermost speaks last.
	let by_sudo = block.events_of(index).filter_map(|event| match event {
		RuntimeEvent::Sudo(
			pallet_sudo::Event::Sudid { sudo_result } | pallet_sudo::Event::SudoAsDone { sudo_result },
		) if applied.is_sudo => Some(*sudo_result),
		_ => None,
	});
	applied.result.err().or(by_sudo.last().and_then(Result::err))
}

/// The keys that a refused call should not have changed, in hexadecimal.
fn strange_changes(applied: &Applied) -> Vec<String> {
	let account = applied
		.signer
		.as_ref()
		.map(frame_system::Account::<Runtime>::hashed_key_for);
	let issuance = pallet_balances::TotalIssuance::<Runtime>::hashed_key().to_vec();
	let accounts = frame_system::Account::<Runtime>::final_prefix();
	let books = twox_128(b"System");
	let usual = |key: &&Key| {
		Some(*key) == account.as_ref()
			|| **key == issuance
			|| key.starts_with(b":")
			|| (key.starts_with(&books) && !key.starts_with(&accounts))
	};
	applied
		.changed
		.iter()
		.filter(|key| !usual(key))
		.map(|key| sp_core::hexdisplay::HexDisplay::from(key).to_string())
		.collect()
}

/// Failed extrinsics without a fee.
fn failures_for_free(block: &Block) -> Vec<Finding> {
	let paid: BTreeSet<_> = block
		.events
		.iter()
		.filter(|record| {
			matches!(
				record.event,
				RuntimeEvent::TransactionPayment(
					pallet_transaction_payment::Event::TransactionFeePaid { .. }
				)
			)
		})
		.map(|record| format!("{:?}", record.phase))
		.collect();
	block
		.events
		.iter()
		.filter(|record| !paid.contains(&format!("{:?}", record.phase)))
		.filter_map(|record| match &record.event {
			RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { dispatch_error, .. }) => {
				Some(Finding::new(
					FREE_CALLS_SUCCEED,
					format!("{:?} failed ({dispatch_error:?}) and paid nothing", record.phase),
				))
			}
			_ => None,
		})
		.collect()
}

/// An event that says that the chain is not sound.
fn defect(event: &RuntimeEvent) -> Option<Finding> {
	let error = match event {
		RuntimeEvent::SubtensorModule(Event::EpochSkipped { netuid, block }) => {
			let what = format!("the epoch of subnet {netuid} in block {block} failed");
			return Some(Finding::new(NO_DEFECT_IS_REPORTED, what));
		}
		RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { dispatch_error, .. }) => *dispatch_error,
		RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result }) => sudo_result.err()?,
		RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted { error, .. }) => *error,
		RuntimeEvent::Utility(pallet_utility::Event::ItemFailed { error }) => *error,
		_ => return None,
	};
	let defects: [DispatchError; 2] = [
		Error::<Runtime>::PotClosed.into(),
		Error::<Runtime>::Inconsistent.into(),
	];
	defects
		.contains(&error)
		.then(|| Finding::new(NO_DEFECT_IS_REPORTED, format!("a call failed with {error:?}")))
}

/// Permits of the epochs that ran in the hooks of this block; runs before its extrinsics. The owner's neuron has one on top.
pub fn check_epochs() -> Vec<Finding> {
	let now = u64::from(System::block_number());
	let mut findings = Vec::new();
	for netuid in NetworksAdded::<Runtime>::iter_keys().filter(|netuid| !netuid.is_root()) {
		let owner =
			SubnetOwnerHotkey::<Runtime>::get(netuid).and_then(|hotkey| Uids::<Runtime>::get(netuid, hotkey));
		let permits = ValidatorPermit::<Runtime>::get(netuid);
		let others = (0u16..)
			.zip(permits.iter())
			.filter(|(uid, permit)| **permit && Some(*uid) != owner)
			.count();
		let most = MaxAllowedValidators::<Runtime>::get(netuid);
		if LastEpochBlock::<Runtime>::get(netuid) == now && others > usize::from(most) {
			let what = format!("subnet {netuid} has {others} permits beside the owner's, allowed are {most}");
			findings.push(Finding::new(PERMITS_ARE_CAPPED, what));
		}
	}
	findings
}

/// What an extrinsic that is no part of the block has changed: nothing.
pub fn check_invalid(name: &str, changed: &BTreeSet<Key>) -> Option<Finding> {
	(!changed.is_empty()).then(|| {
		let what = format!("{name} was invalid and changed {} keys", changed.len());
		Finding::new(REFUSALS_CHANGE_NOTHING, what)
	})
}
