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

use alloc::vec::Vec;

use crate::{
	by_uid::{at, uids},
	columns::{Columns, Entry},
	input::EpochInput,
	share::Divisor,
};

/// The weights that count by column, each rater's scaled to a sum of one, every value rounded down; an
/// explicit zero stays. `counts` has the number of submitted ones by column.
pub(crate) fn weights(input: &EpochInput, permits: &[bool], counts: Vec<usize>) -> Columns<Entry> {
	let mut columns = Columns::with_room(counts);
	let latest = input.block_at_registration.iter().max().copied().unwrap_or(0);
	for ((rater, row), &permit) in uids().zip(input.weights.slices()).zip(permits) {
		let Some(newest) = newest_counting(input, rater).filter(|_| permit) else {
			continue;
		};
		let rates_itself = !input.is_owner(rater) && lists(row, rater);
		if latest <= newest && !rates_itself {
			push_scaled(rater, row.iter(), &mut columns);
		} else {
			let counts = |&&(rated, _): &&(u16, u16)| {
				at(&input.block_at_registration, rated) <= newest && !(rates_itself && rated == rater)
			};
			push_scaled(rater, row.iter().filter(counts), &mut columns);
		}
	}
	columns
}

/// Whether a row lists a neuron. Looks at all of it, several entries at a time.
fn lists(row: &[(u16, u16)], uid: u16) -> bool {
	row.iter()
		.fold(false, |found, &(rated, _)| found | (rated == uid))
}

/// Adds the weights of one rater, scaled to a sum of one.
fn push_scaled<'a>(
	rater: u16,
	row: impl Iterator<Item = &'a (u16, u16)> + Clone,
	columns: &mut Columns<Entry>,
) {
	// Below 2^32 for all uids that there can be.
	let sum = row
		.clone()
		.fold(0_u32, |sum, &(_, weight)| sum.wrapping_add(weight.into()));
	let sum = Divisor::new(sum.into());
	columns
		.push_row(row.map(move |&(rated, weight)| (rated, Entry::new(rater, sum.quotient(weight.into())))));
}

/// The last block of registration on which the weights of `rater` count; `None` if they never do.
fn newest_counting(input: &EpochInput, rater: u16) -> Option<u64> {
	let before_set = at(&input.last_update, rater).checked_sub(1)?;
	let committed = input
		.commit_blocks
		.as_ref()
		.map_or(u64::MAX, |commit_blocks| at(commit_blocks, rater));
	Some(before_set.min(committed))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{rows::Rows, share::Share};
	use alloc::vec;

	const HALF: Share = Share::from_bits(1 << 31);

	fn input() -> EpochInput {
		EpochInput {
			stake: vec![1; 3],
			last_update: vec![10; 3],
			block_at_registration: vec![0; 3],
			weights: Rows::from_rows([vec![(2, 7), (0, 7), (1, 7)], vec![], vec![]]),
			..Default::default()
		}
	}

	/// The weights of the first rater, by ascending uid.
	fn first_row(input: &EpochInput) -> Vec<(u16, Share)> {
		let columns = weights(input, &[true; 3], vec![3; 3]);
		let listed = uids().zip(columns.iter()).filter_map(|(rated, column)| {
			let of_first = column.iter().find(|entry| entry.uid() == 0)?;
			Some((rated, of_first.share()))
		});
		listed.collect()
	}

	#[test]
	fn row_should_sum_to_one_without_the_diagonal() {
		assert_eq!(first_row(&input()), [(1, HALF), (2, HALF)]);
	}

	#[test]
	fn row_should_be_empty_when_without_permit() {
		assert_eq!(weights(&input(), &[false, true, true], vec![3; 3]).longest(), 0);
	}

	#[test]
	fn row_should_keep_the_diagonal_when_of_the_owner() {
		let third = Share::from_bits(0x5555_5555);
		let found = first_row(&EpochInput {
			owner_uid: Some(0),
			..input()
		});
		assert_eq!(found, [(0, third), (1, third), (2, third)]);
	}

	#[test]
	fn weight_should_not_count_when_set_in_the_block_of_registration() {
		let found = first_row(&EpochInput {
			block_at_registration: vec![0, 10, 9],
			..input()
		});
		assert_eq!(found, [(2, Share::ONE)]);
	}

	#[test]
	fn weight_should_count_when_committed_to_in_the_block_of_registration() {
		let commit_blocks = Some(vec![5, u64::MAX, u64::MAX]);
		let found = first_row(&EpochInput {
			commit_blocks,
			block_at_registration: vec![0, 5, 6],
			..input()
		});
		assert_eq!(found, [(1, Share::ONE)]);
	}

	#[test]
	fn weight_should_stay_when_explicitly_zero() {
		let weights = Rows::from_rows([vec![(1, 0), (2, 0)], vec![], vec![]]);
		assert_eq!(
			first_row(&EpochInput { weights, ..input() }),
			[(1, Share::ZERO), (2, Share::ZERO)]
		);
	}
}
