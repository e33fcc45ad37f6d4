//! Step 3, permits: who may validate now, and who may in the next epoch.

use alloc::{vec, vec::Vec};

use crate::{by_uid::uids, fixed::Fixed, input::EpochInput};

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
pub(crate) fn new_permits(input: &EpochInput, stake: &[Fixed]) -> Vec<bool> {
	let mut by_stake: Vec<(Fixed, u16)> = stake.iter().copied().zip(uids()).collect();
	by_stake.sort_unstable();
	let mut permits = vec![false; stake.len()];
	let largest = by_stake.into_iter().rev().take(input.max_validators.into());
	let winners = largest
		.filter(|&(stake, _)| stake > Fixed::ZERO)
		.map(|(_, uid)| uid);
	for uid in winners.chain(input.owner_uid) {
		if let Some(permit) = permits.get_mut(usize::from(uid)) {
			*permit = true;
		}
	}
	permits
}

#[cfg(test)]
mod tests {
	use super::*;

	fn new_permits_of(stake: &[i64], max_validators: u16, owner_uid: Option<u16>) -> Vec<bool> {
		let input = EpochInput {
			max_validators,
			owner_uid,
			..Default::default()
		};
		new_permits(
			&input,
			&stake
				.iter()
				.map(|&bits| Fixed::from_bits(bits))
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
