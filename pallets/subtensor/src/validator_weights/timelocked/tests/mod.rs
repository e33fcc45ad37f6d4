//! Time-locked weights: committing, opening, what ends them, and what clients foresee.

mod committing;
mod ending;
mod foresight;
mod opening;

use super::*;
use crate::{mock::*, *};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};

/// A round that is not out in any of these tests, unless they say so.
const ROUND: RoundNumber = 100;

/// Three validators with 100, 80 and 60 TAO and a miner (uid 3) on a subnet that hides weights. It is the first block after an epoch; round 5
/// is out.
fn hidden(test: impl FnOnce()) {
	TestChain::default().build_and_execute(|| {
		for key in 1..=4 {
			register(FIRST, &coldkey(0), &hotkey(key));
		}
		for (key, tao) in [(1, 100), (2, 80), (3, 60)] {
			stake(&coldkey(0), &hotkey(key), FIRST, tao);
		}
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		RevealPeriodEpochs::<Test>::insert(FIRST, 1);
		run_to_epoch(FIRST);
		run_blocks(1);
		Beacon::emit(5);
		test();
	});
}

fn main_mechanism() -> Mechanism {
	FIRST.into()
}

fn index() -> NetUidStorageIndex {
	main_mechanism().index()
}

/// What a client hides.
fn payload(key: &AccountId, row: &[(u16, u16)]) -> Payload {
	let (uids, values) = row.iter().copied().unzip();
	Payload {
		hotkey: key.encode(),
		uids,
		values,
		version_key: 0,
	}
}

/// Commits to any text.
fn commit_text(key: &AccountId, text: &[u8], round: RoundNumber) -> DispatchResult {
	commit_bytes(key, Beacon::lock(text, round), round)
}

/// Commits to any bytes.
fn commit_bytes(
	key: &AccountId,
	commit: BoundedVec<u8, MaxTimelockedBytes>,
	round: RoundNumber,
) -> DispatchResult {
	SubtensorModule::commit_timelocked_weights(signed(key), FIRST, commit, round, TIMELOCK_VERSION)
}

/// Commits to weights.
fn commit(key: u8, row: &[(u16, u16)], round: RoundNumber) -> DispatchResult {
	let key = hotkey(key);
	commit_text(&key, &payload(&key, row).encode(), round)
}

fn row(uid: Uid) -> Vec<(u16, u16)> {
	WeightBook::<Test>::row(main_mechanism(), uid).into_inner()
}

/// The keys of hotkeys whose time-locked weights wait, in all mechanisms of all subnets.
fn waiting() -> Vec<AccountId> {
	let mut keys: Vec<AccountId> = TimelockedCommits::<Test>::iter_keys()
		.map(|(_index, key)| key)
		.collect();
	keys.sort();
	keys
}

/// Asserts that no time-locked weights are left anywhere.
fn assert_nothing_left() {
	assert_eq!(TimelockedCommits::<Test>::iter().count(), 0);
	assert_eq!(TimelockedWeightCommits::<Test>::iter().count(), 0);
	assert_eq!(TimelockQueue::<Test>::iter().count(), 0);
}

/// Why time-locked weights were not set in this block.
fn failures() -> Vec<TimelockFailure> {
	let failed = events().into_iter().filter_map(|event| match event {
		Event::TimelockedWeightsFailed { reason, .. } => Some(reason),
		_ => None,
	});
	failed.collect()
}

/// Hotkey 1 of four neurons validates with stake above the threshold, on a subnet that hides weights.
fn staked_validator() {
	for key in 1..=4 {
		register(FIRST, &coldkey(0), &hotkey(key));
	}
	stake(&coldkey(0), &hotkey(1), FIRST, 100);
	StakeThreshold::<Test>::put(TAO);
	CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
	run_to_epoch(FIRST);
}
