//! Steps 10 and 14, bonds between epochs: which stored ones still count, and which new ones are stored in
//! what form.
//!
//! Stored bonds are `u16`, scaled such that the largest of each column is 65535.

use crate::{by_uid::at, fixed::Fixed, input::EpochInput, rows::Rows};

/// The old bonds that count, by column and in units of one bit of a [`Fixed`].
///
/// Bonds in a uid that changed hands after the last epoch were in somebody else and do not count. Where the
/// block of that epoch is only assumed, those in a uid that changed hands in that very block do not count
/// either.
pub(crate) fn old_bonds(input: &EpochInput) -> Rows<Fixed> {
	let last_tempo = last_tempo(input);
	let counted = input.bonds.iter().map(|row| {
		let kept = row.filter(|&(rated, _)| last_tempo > at(&input.block_at_registration, rated));
		kept.map(|(rated, bond)| (rated, Fixed::from_bits(bond.into())))
	});
	Rows::from_rows(counted).transposed(input.neurons())
}

/// The first block after the last epoch, or what is assumed to be the block of the last epoch if that is
/// unknown.
fn last_tempo(input: &EpochInput) -> u64 {
	match input.last_mechanism_step_block {
		// clamp: in the first blocks of a chain there is no epoch to look back on
		0 => input.current_block.saturating_sub(input.tempo.into()),
		// clamp: no block comes after the last that can be
		block => block.saturating_add(1),
	}
}

/// The form in which bonds go to the next epoch: `bonds`, which are by column, scaled to a largest of 65535
/// per column, rounded down, by row, and only the rows of holders with a new permit.
pub(crate) fn stored_bonds(bonds: &Rows<Fixed>, new_permits: &[bool]) -> Rows<u16> {
	let columns = bonds.iter().map(|column| {
		let largest = column.clone().map(|(_, bond)| bond).max().unwrap_or_default();
		let kept = column.filter(|&(holder, _)| at(new_permits, holder));
		kept.map(move |(holder, bond)| (holder, bond.over(largest).to_u16()))
	});
	Rows::from_rows(columns).transposed(bonds.len())
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;

	fn input() -> EpochInput {
		EpochInput {
			current_block: 100,
			tempo: 10,
			stake: vec![1; 3],
			block_at_registration: vec![89, 90, 91],
			bonds: Rows::from_rows([vec![(2, 5), (1, 6), (0, 7)], vec![], vec![]]),
			..Default::default()
		}
	}

	fn counted(input: &EpochInput) -> Rows<i64> {
		Rows::from_rows(
			old_bonds(input)
				.iter()
				.map(|row| row.map(|(holder, bond)| (holder, bond.bits()))),
		)
	}

	#[test]
	fn old_bond_should_not_count_when_registered_since_a_tempo_ago() {
		assert_eq!(counted(&input()), Rows::from_rows([vec![(0, 7)], vec![], vec![]]));
	}

	#[test]
	fn old_bond_should_count_when_registered_in_the_known_last_step() {
		let found = counted(&EpochInput {
			last_mechanism_step_block: 90,
			..input()
		});
		assert_eq!(found, Rows::from_rows([vec![(0, 7)], vec![(0, 6)], vec![]]));
	}

	#[test]
	fn stored_bonds_should_scale_before_leaving_rows_out() {
		let [one, two] = [1, 2].map(Fixed::from_bits);
		let bonds = Rows::from_rows([vec![(0, one), (1, two)], vec![(0, two)]]);
		let stored = stored_bonds(&bonds, &[true, false]);
		assert_eq!(
			stored,
			Rows::from_rows([vec![(0, 32_767), (1, u16::MAX)], vec![]])
		);
	}
}
