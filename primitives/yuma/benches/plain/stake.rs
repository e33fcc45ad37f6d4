//! Who counts, and with how much stake: activity, permits and the shares of stake.

use substrate_fixed::types::{I32F32, I64F64};
use yuma::EpochInput;

use super::{
	ZERO,
	alloc::{vec, vec::Vec},
	normalise,
};

/// Who set weights within the activity cutoff.
pub fn active(input: &EpochInput) -> Vec<bool> {
	let within_cutoff = |updated: &u64| updated.saturating_add(input.activity_cutoff) >= input.current_block;
	input.last_update.iter().map(within_cutoff).collect()
}

/// Each neuron's share of all stake above the threshold.
pub fn shares(input: &EpochInput) -> Vec<I32F32> {
	let counted: Vec<I64F64> = input
		.stake
		.iter()
		.enumerate()
		.map(|(uid, stake)| {
			let counts = *stake >= input.stake_threshold || is_owner(input, uid);
			I64F64::saturating_from_num(if counts { *stake } else { 0 })
		})
		.collect();
	let zero = I64F64::from_bits(0);
	let total = counted
		.iter()
		.fold(zero, |total, stake| total.saturating_add(*stake));
	counted
		.iter()
		.map(|stake| stake.checked_div(total).unwrap_or(zero))
		.map(I32F32::saturating_from_num)
		.collect()
}

/// The permits in force: those given, and the owner's.
pub fn old_permits(input: &EpochInput) -> Vec<bool> {
	with_owner(input, input.validator_permits.clone())
}

/// The permits of the next epoch: the largest stakes, of equal ones the higher uid, and the owner.
pub fn new_permits(input: &EpochInput, stake: &[I32F32]) -> Vec<bool> {
	let mut permits: Vec<bool> = stake.iter().map(|stake| *stake > ZERO).collect();
	let most = usize::from(input.max_validators);
	if stake.len() >= most {
		let mut ascending: Vec<usize> = (0..stake.len()).collect();
		ascending.sort_by_key(|uid| stake[*uid]);
		for uid in &ascending[..stake.len() - most] {
			permits[*uid] = false;
		}
	}
	with_owner(input, permits)
}

/// Each neuron's share of the stake that is active and permitted.
pub fn active_shares(stake: &[I32F32], active: &[bool], permits: &[bool]) -> Vec<I32F32> {
	let mut shares = vec![ZERO; stake.len()];
	for uid in 0..stake.len() {
		if active[uid] && permits[uid] {
			shares[uid] = stake[uid];
		}
	}
	normalise(&mut shares);
	shares
}

/// Whether `uid` is the subnet's owner.
pub fn is_owner(input: &EpochInput, uid: usize) -> bool {
	input.owner_uid.map(usize::from) == Some(uid)
}

fn with_owner(input: &EpochInput, mut permits: Vec<bool>) -> Vec<bool> {
	if let Some(owner) = input.owner_uid {
		permits[usize::from(owner)] = true;
	}
	permits
}
