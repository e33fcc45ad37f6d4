//! Step 3, permits: who may validate now, and who may in the next epoch.

use alloc::{vec, vec::Vec};

use crate::{by_uid::uids, columns::Entry, input::EpochInput, share::Share};

/// Who may validate in this epoch: the stored permits, and the owner.
pub(crate) fn permits(input: &EpochInput) -> Vec<bool> {
	let stored = uids().zip(&input.validator_permits);
	stored
		.map(|(uid, &permit)| permit || input.is_owner(uid))
		.collect()
}

/// Who may validate in the next epoch: the `max_validators` largest stakes, none of them zero, and the owner.
///
/// Of equal stakes the higher uid goes first. Equal means equal as a share of all stake in 32 bits.
pub(crate) fn new_permits(input: &EpochInput, stake: &[Share]) -> Vec<bool> {
	let mut candidates = Vec::with_capacity(stake.len());
	let with_stake = uids().zip(stake).filter(|(_, stake)| **stake > Share::ZERO);
	candidates.extend(with_stake.map(|(uid, &stake)| Entry::new(uid, stake)));
	// An entry is larger by its stake and then by its uid, which is the order wanted.
	let losers = candidates.len().saturating_sub(input.max_validators.into()); // clamp: there may be room for all
	if let Some(last_loser) = losers.checked_sub(1) {
		candidates.select_nth_unstable(last_loser);
		candidates.drain(..losers);
	}
	let mut permits = vec![false; stake.len()];
	for uid in candidates.into_iter().map(Entry::uid).chain(input.owner_uid) {
		if let Some(permit) = permits.get_mut(usize::from(uid)) {
			*permit = true;
		}
	}
	permits
}

#[cfg(test)]
mod tests {
	use super::*;

	fn new_permits_of(stake: &[u64], max_validators: u16, owner_uid: Option<u16>) -> Vec<bool> {
		let input = EpochInput {
			max_validators,
			owner_uid,
			..Default::default()
		};
		new_permits(
			&input,
			&stake
				.iter()
				.map(|&bits| Share::from_bits(bits))
				.collect::<Vec<_>>(),
		)
	}

	#[test]
	fn new_permits_should_go_to_the_higher_uid_when_stakes_tie() {
		assert_eq!(new_permits_of(&[5, 5, 5, 9], 2, None), [false, false, true, true]);
	}

	#[test]
	fn new_permits_should_go_to_all_with_stake_when_there_is_room() {
		assert_eq!(new_permits_of(&[5, 0, 7], 9, None), [true, false, true]);
		assert_eq!(new_permits_of(&[5, 0, 7], 3, None), [true, false, true]);
	}

	#[test]
	fn new_permits_should_go_to_none_when_none_are_left() {
		assert_eq!(new_permits_of(&[5, 6], 0, None), [false, false]);
	}

	#[test]
	fn new_permits_should_include_the_owner_when_without_stake() {
		assert_eq!(new_permits_of(&[5, 6, 0], 1, Some(2)), [false, true, true]);
	}

	#[test]
	fn permits_should_include_the_owner_when_not_stored() {
		let input = EpochInput {
			validator_permits: vec![true, false, false],
			owner_uid: Some(2),
			..Default::default()
		};
		assert_eq!(permits(&input), [true, false, true]);
	}
}
