//! Step 5, weights: which of the submitted weights count, each row scaled to a sum of one.
//!
//! A weight does not count if
//! - its row has no permit,
//! - it is a neuron's weight on itself, unless that is the owner,
//! - it was set in or before the block in which the rated neuron got its uid, so it meant another neuron,
//! - it was committed to before the block in which the rated neuron got its uid, for the same reason.
//!
//! Mind the difference: a weight set in the very block of registration does not count, one committed to in it
//! does. Rows of inactive validators and of those without stake stay: they get a validator trust.

use crate::{
	by_uid::{at, uids},
	fixed::Fixed,
	input::EpochInput,
	rows::{Rows, scaled},
};

/// The weights that count, each row scaled to a sum of one, every value rounded down; an explicit zero stays.
pub(crate) fn weights(input: &EpochInput, permits: &[bool]) -> Rows<Fixed> {
	let rows = uids().zip(input.weights.iter()).zip(permits);
	Rows::from_rows(rows.map(|((rater, row), &permit)| {
		let counted = row.filter(move |&(rated, _)| permit && counts(input, rater, rated));
		// One bit of a Fixed for each unit of a weight: as only the quotient matters, any unit does.
		scaled(counted.map(|(rated, weight)| (rated, Fixed::from_bits(weight.into()))))
	}))
}

/// Whether a permitted rater's weight on `rated` counts.
fn counts(input: &EpochInput, rater: u16, rated: u16) -> bool {
	let registered = at(&input.block_at_registration, rated);
	let of_itself = rater == rated && !input.is_owner(rater);
	let stale = at(&input.last_update, rater) <= registered;
	let committed_before = input
		.commit_blocks
		.as_ref()
		.is_some_and(|commit_blocks| at(commit_blocks, rater) < registered);
	!of_itself && !stale && !committed_before
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{vec, vec::Vec};

	const HALF: Fixed = Fixed::from_bits(1 << 31);

	fn input() -> EpochInput {
		EpochInput {
			stake: vec![1; 3],
			last_update: vec![10; 3],
			block_at_registration: vec![0; 3],
			weights: Rows::from_rows([vec![(2, 7), (0, 7), (1, 7)], vec![], vec![]]),
			..Default::default()
		}
	}

	fn first_row(input: &EpochInput) -> Vec<(u16, Fixed)> {
		weights(input, &[true; 3]).row(0).collect()
	}

	#[test]
	fn row_should_sum_to_one_without_the_diagonal() {
		assert_eq!(first_row(&input()), [(2, HALF), (1, HALF)]);
	}

	#[test]
	fn row_should_be_empty_when_without_permit() {
		assert_eq!(weights(&input(), &[false, true, true]), Rows::empty(3));
	}

	#[test]
	fn row_should_keep_the_diagonal_when_of_the_owner() {
		let third = Fixed::ratio(1, 3);
		let found = first_row(&EpochInput {
			owner_uid: Some(0),
			..input()
		});
		assert_eq!(found, [(2, third), (0, third), (1, third)]);
	}

	#[test]
	fn weight_should_not_count_when_set_in_the_block_of_registration() {
		let found = first_row(&EpochInput {
			block_at_registration: vec![0, 10, 9],
			..input()
		});
		assert_eq!(found, [(2, Fixed::ONE)]);
	}

	#[test]
	fn weight_should_count_when_committed_to_in_the_block_of_registration() {
		let commit_blocks = Some(vec![5, u64::MAX, u64::MAX]);
		let found = first_row(&EpochInput {
			commit_blocks,
			block_at_registration: vec![0, 5, 6],
			..input()
		});
		assert_eq!(found, [(1, Fixed::ONE)]);
	}

	#[test]
	fn weight_should_stay_when_explicitly_zero() {
		let weights = Rows::from_rows([vec![(1, 0), (2, 0)], vec![], vec![]]);
		assert_eq!(
			first_row(&EpochInput { weights, ..input() }),
			[(1, Fixed::ZERO), (2, Fixed::ZERO)]
		);
	}
}
