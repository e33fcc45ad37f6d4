//! What holds at the end of every block. Each invariant stands in its domain's `invariants.rs`, with tests that break it and see it
//! noticed. All are checked after every unit test, by `try-runtime` and by the fuzzer.
//!
//! | invariant | in words |
//! |---|---|
//! | [`register_is_of_what_exists`] | as many subnets exist as are counted; what only an existing subnet has, no other has |
//! | [`closings_are_in_order`] | subnets that close do not exist; those that will be dissolved do |
//! | [`pots_hold_what_they_owe`] | each pot holds its existential deposit, its stake, its pending emission and its lock |
//! | [`plan_divides_exactly`] | the plan's parts sum to the block's emission, for eligible subnets only; what is not settled lies in the emission pot |
//! | [`issuance_is_capped`] | no more than 21,000,000 TAO exist |
//! | [`shares_sum_up`] | the shares of a pool sum to its total; pools sum to the subnet's stake, subnets to the total |
//! | [`cooling_is_staked`] | only stake that is there cools down; what others sent is listed by ascending end |
//! | [`successions_are_mutual`] | who takes the place of a hotkey knows it; that one has no pool and no owner |
//! | [`announced_are_frozen`] | the balance of a coldkey whose swap is announced is frozen |
//! | [`auto_stakes_are_indexed`] | where miners' pay is staked is listed by coldkey and by subnet alike |
//! | [`relations_are_mutual`] | parents and children know each other; on a subnet nobody is both; nobody lends more than all |
//! | [`childkeys_are_owned`] | parents and children have an owner, or are being ended, and are on subnets that exist |
//! | [`childkey_choices_are_complete`] | what is kept of a parent stands beside its choices; what does not count yet stands in the queue |
//! | [`identities_are_of_subnets`] | each subnet has a symbol of its own; identities and symbols are of subnets that exist |
//! | [`mechanisms_are_those_counted`] | each subnet has as many mechanisms as it may; nothing is stored of others; a split of emission is whole |
//! | [`neurons_are_consistent`] | uids and hotkeys map one to one; every list has one entry per neuron; no rows beyond |
//! | [`work_is_recent`] | seals are remembered for recent blocks only |
//! | [`owners_are_consistent`] | the hotkeys that are neurons or hold stake, and no others, have an owner and can sign; no others have a take |
//! | [`calendar_is_complete`] | each subnet stands on the agenda once, not before it is due |
//! | [`bonds_are_in_shape`] | bonds are of neurons, to neurons |
//! | [`hyperparameters_are_within_bounds`] | every value is within the bounds of its row, and none contradicts another |
//! | [`weights_are_in_shape`] | destinations ascend and exist; a row says as of which block it speaks |
//! | [`commits_are_in_order`] | commits are of neurons, never on root, the oldest first; none is kept longer than an epoch after its own |
//! | [`vacant_items_are_empty`] | what clients read in passing is empty, or the constant that it is |
//! | [`timelocks_are_complete`] | each neuron has one time-locked commit at most, in one list; those whose epoch has come stand in the queue |

use crate::*;
use alloc::vec;
use sp_runtime::TryRuntimeError;

pub use children::invariants::{childkey_choices_are_complete, childkeys_are_owned, relations_are_mutual};
pub use closing::invariants::{closings_are_in_order, register_is_of_what_exists};
pub use emission::invariants::{issuance_is_capped, plan_divides_exactly, pots_hold_what_they_owe};
pub use epoch::invariants::{bonds_are_in_shape, calendar_is_complete};
pub use hyperparameters::invariants::hyperparameters_are_within_bounds;
pub use identities::invariants::identities_are_of_subnets;
pub use keys::invariants::owners_are_consistent;
pub use mechanisms::invariants::mechanisms_are_those_counted;
pub use neurons::invariants::{neurons_are_consistent, work_is_recent};
pub use stake::invariants::{
	auto_stakes_are_indexed, cooling_is_staked, shares_sum_up, successions_are_mutual,
};
pub use swaps::invariants::announced_are_frozen;
pub use vacant::invariants::vacant_items_are_empty;
pub use validator_weights::{
	invariants::{commits_are_in_order, weights_are_in_shape},
	timelocked::invariants::timelocks_are_complete,
};

/// What an invariant's check finds.
pub type Verdict = Result<(), TryRuntimeError>;

/// An invariant: its name and its check.
pub type Invariant = (&'static str, fn() -> Verdict);

/// All invariants.
pub fn all<T: Config>() -> Vec<Invariant> {
	vec![
		("register_is_of_what_exists", register_is_of_what_exists::<T>),
		("closings_are_in_order", closings_are_in_order::<T>),
		("pots_hold_what_they_owe", pots_hold_what_they_owe::<T>),
		("plan_divides_exactly", plan_divides_exactly::<T>),
		("issuance_is_capped", issuance_is_capped::<T>),
		("shares_sum_up", shares_sum_up::<T>),
		("cooling_is_staked", cooling_is_staked::<T>),
		("successions_are_mutual", successions_are_mutual::<T>),
		("relations_are_mutual", relations_are_mutual::<T>),
		("childkeys_are_owned", childkeys_are_owned::<T>),
		(
			"childkey_choices_are_complete",
			childkey_choices_are_complete::<T>,
		),
		("identities_are_of_subnets", identities_are_of_subnets::<T>),
		("announced_are_frozen", announced_are_frozen::<T>),
		("auto_stakes_are_indexed", auto_stakes_are_indexed::<T>),
		("mechanisms_are_those_counted", mechanisms_are_those_counted::<T>),
		("neurons_are_consistent", neurons_are_consistent::<T>),
		("work_is_recent", work_is_recent::<T>),
		("owners_are_consistent", owners_are_consistent::<T>),
		("calendar_is_complete", calendar_is_complete::<T>),
		("bonds_are_in_shape", bonds_are_in_shape::<T>),
		(
			"hyperparameters_are_within_bounds",
			hyperparameters_are_within_bounds::<T>,
		),
		("weights_are_in_shape", weights_are_in_shape::<T>),
		("commits_are_in_order", commits_are_in_order::<T>),
		("vacant_items_are_empty", vacant_items_are_empty::<T>),
		("timelocks_are_complete", timelocks_are_complete::<T>),
	]
}

/// Checks all invariants; says what does not hold.
pub fn check<T: Config>() -> Verdict {
	all::<T>().iter().try_for_each(|(_name, holds)| holds())
}

/// The subnets that exist, root among them.
pub(crate) fn subnets<T: Config>() -> Vec<NetUid> {
	NetworksAdded::<T>::iter()
		.filter_map(|(netuid, added)| added.then_some(netuid))
		.collect()
}

/// The subnets that exist no more but are not taken apart yet.
pub(crate) fn closing<T: Config>() -> Vec<NetUid> {
	DissolveCleanupQueue::<T>::get().into_inner()
}

/// The subnets that have a pot: those that exist and those that close.
pub(crate) fn with_pot<T: Config>() -> Vec<NetUid> {
	let mut netuids = subnets::<T>();
	netuids.extend(closing::<T>());
	netuids
}

#[cfg(test)]
pub(crate) mod broken {
	//! A sound chain, and what its invariants say once it is broken.

	use super::*;
	use crate::mock::*;
	use frame_support::assert_ok;

	/// A chain with a bit of everything, sound; then broken.
	pub fn check_after(breaking: impl FnOnce()) -> Verdict {
		let mut verdict = Ok(());
		TestChain::default().build_and_break(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(0), &hotkey(1), FIRST, 5);
			run_blocks(1);
			set_weights(FIRST, &hotkey(1), &[(0, 1)]);
			assert_ok!(check::<Test>());
			breaking();
			verdict = check::<Test>();
		});
		verdict
	}

	pub fn assert_noticed(expected: &'static str, breaking: impl FnOnce()) {
		assert_eq!(check_after(breaking), Err(TryRuntimeError::Other(expected)));
	}
}
