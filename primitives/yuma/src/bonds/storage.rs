//! Steps 10 and 14, bonds between epochs: which stored ones still count, and which new ones are stored in
//! what form.
//!
//! Stored bonds are `u16`: classic ones scaled such that the largest of each column is 65535, those of Yuma3
//! over 65535.

use alloc::vec::Vec;
use core::slice::IterMut;

use crate::{
	bonds::average::Stored, by_uid::uids, columns::Columns, dividends::Dividend, input::EpochInput,
	rows::Filling,
};

/// All old bonds by column, of which there are as many as `counts` says.
pub(crate) fn old_bonds(input: &EpochInput, counts: Vec<usize>) -> Columns<Stored> {
	let mut columns = Columns::with_room(counts);
	for (holder, row) in uids().zip(input.bonds.slices()) {
		columns.push_row(row.iter().map(move |&(rated, bond)| (rated, (holder, bond))));
	}
	columns
}

/// For every neuron whether old bonds in it count.
///
/// Bonds in a uid that changed hands after the last epoch were in somebody else and do not count. Where the
/// block of that epoch is only assumed, those in a uid that changed hands in that very block do not count
/// either.
pub(crate) fn old_bonds_count(input: &EpochInput) -> impl Iterator<Item = bool> {
	let last_tempo = last_tempo(input);
	input
		.block_at_registration
		.iter()
		.map(move |&block| block < last_tempo)
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

/// Who can hold bonds: what it is paid, and where its bonds for the next epoch go.
pub(crate) struct Holder<'a> {
	pub(crate) dividend: Dividend,
	room: IterMut<'a, (u16, u16)>,
}

impl Holder<'_> {
	/// Adds a bond for the next epoch, if this holder has room for any.
	pub(crate) fn store(&mut self, bond: (u16, u16)) {
		if let Some(place) = self.room.next() {
			*place = bond;
		}
	}

	/// How many more there is room for.
	pub(crate) fn room(&self) -> usize {
		self.room.len()
	}
}

/// All who can hold bonds, by uid.
pub(crate) fn holders(room: &mut Filling<u16>) -> Vec<Holder<'_>> {
	let holder = |room| Holder {
		dividend: Dividend::default(),
		room,
	};
	room.rows().map(holder).collect()
}

/// Room for the bonds that go to the next epoch: none for who has no new permit.
///
/// A holder can have as many as it has weights and old bonds, and one in each neuron at the most.
pub(crate) fn room_for_bonds(input: &EpochInput, new_permits: &[bool]) -> Filling<u16> {
	let entries = input.weights.slices().zip(input.bonds.slices());
	let room = new_permits.iter().zip(entries).map(|(permit, (weights, bonds))| {
		// clamp: never reached, these are entries in memory
		let most = weights.len().saturating_add(bonds.len());
		if *permit { most.min(input.neurons()) } else { 0 }
	});
	Filling::with_room(room.collect())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::rows::Rows;
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

	fn counted(input: &EpochInput) -> Vec<Vec<(u16, u16)>> {
		let old = old_bonds(input, vec![1; 3]);
		let columns = old.iter().zip(old_bonds_count(input));
		columns
			.map(|(column, counts)| if counts { column.to_vec() } else { vec![] })
			.collect()
	}

	#[test]
	fn old_bond_should_not_count_when_registered_since_a_tempo_ago() {
		assert_eq!(counted(&input()), [vec![(0, 7)], vec![], vec![]]);
	}

	#[test]
	fn old_bond_should_count_when_registered_in_the_known_last_step() {
		let found = counted(&EpochInput {
			last_mechanism_step_block: 90,
			..input()
		});
		assert_eq!(found, [vec![(0, 7)], vec![(0, 6)], vec![]]);
	}

	#[test]
	fn new_bonds_should_be_of_those_with_a_permit_and_listed_by_holder() {
		let row = || vec![(0, 1), (2, 1)];
		let input = EpochInput {
			stake: vec![1; 3],
			weights: Rows::from_rows([row(), row(), vec![]]),
			bonds: Rows::from_rows([vec![], row(), row()]),
			..Default::default()
		};
		let permits = [true, false, true];
		let mut room = room_for_bonds(&input, &permits);
		let mut holders = holders(&mut room);
		for (holder, bond) in [(2, (0, 5)), (0, (0, 6)), (1, (0, 7)), (0, (2, 8))] {
			holders[holder].store(bond);
		}
		let left: Vec<_> = holders.iter().map(Holder::room).collect();
		let expected = Rows::from_rows([vec![(0, 6), (2, 8)], vec![], vec![(0, 5)]]);
		assert_eq!(room.finish(left.into_iter()), expected);
	}
}
