//! Step 11, classic bonds: bought with stake times weight, a moving average over epochs.
//!
//! Each epoch every validator invests its stake, split by its weights, and gets a part of each neuron's new
//! bonds in proportion. What it holds is the exponential moving average of these parts.

use alloc::vec::Vec;
use core::iter;

use crate::{
	bonds::storage,
	fixed::Fixed,
	input::EpochInput,
	rows::{Rows, scaled},
};

/// The old bonds' full weight, in parts per million.
const MILLION: u128 = 1_000_000;

/// The bonds of this epoch by column, each column scaled to a sum of one.
///
/// Roundings: a purchase is stake times weight, rounded down; both it and the old bonds are scaled to column
/// sums of one, rounded down; both terms of the average are rounded down; bonds that are zero then are left
/// out, and the others scaled once more.
pub(crate) fn bonds(
	input: &EpochInput,
	weights_for_bonds: &Rows<Fixed>,
	active_stake: &[Fixed],
) -> Rows<Fixed> {
	let bought = bought(weights_for_bonds, active_stake);
	let held = storage::old_bonds(input);
	let keep = Fixed::ratio(input.bonds_moving_average, MILLION);
	let renew = Fixed::ONE.minus(keep);
	let mut bonds = Rows::default();
	let mut column = Vec::new();
	for (bought, held) in bought.iter().zip(held.iter()) {
		let averages = joined(scaled(bought), scaled(held))
			.map(|(holder, new, old)| (holder, renew.times(new).plus(keep.times(old))));
		column.clear();
		column.extend(averages.filter(|&(_, bond)| bond > Fixed::ZERO));
		bonds.push_row(scaled(column.iter().copied()));
	}
	bonds
}

/// Stake times weight by column, rounded down; what rounds to nothing is left out.
fn bought(weights_for_bonds: &Rows<Fixed>, active_stake: &[Fixed]) -> Rows<Fixed> {
	let purchases = weights_for_bonds.iter().zip(active_stake).map(|(row, &stake)| {
		let purchase = row.map(move |(rated, weight)| (rated, weight.times(stake)));
		purchase.filter(|&(_, bond)| bond > Fixed::ZERO)
	});
	Rows::from_rows(purchases).transposed(active_stake.len())
}

/// All entries of two columns, both by ascending holder: holder, new value, old value, zero where there is
/// none.
fn joined(
	new: impl Iterator<Item = (u16, Fixed)>,
	old: impl Iterator<Item = (u16, Fixed)>,
) -> impl Iterator<Item = (u16, Fixed, Fixed)> {
	let (mut new, mut old) = (new.peekable(), old.peekable());
	iter::from_fn(move || {
		let heads = [new.peek(), old.peek()];
		let holder = heads.into_iter().flatten().map(|&(holder, _)| holder).min()?;
		let new = new
			.next_if(|&(uid, _)| uid == holder)
			.map_or(Fixed::ZERO, |(_, value)| value);
		let old = old
			.next_if(|&(uid, _)| uid == holder)
			.map_or(Fixed::ZERO, |(_, value)| value);
		Some((holder, new, old))
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;

	const HALF: Fixed = Fixed::from_bits(1 << 31);

	/// Two validators, 0 and 1, and a miner, 2; validator 0 held all of the miner.
	fn input(bonds_moving_average: u64) -> EpochInput {
		EpochInput {
			current_block: 100,
			tempo: 10,
			bonds_moving_average,
			stake: vec![1; 3],
			block_at_registration: vec![0; 3],
			bonds: Rows::from_rows([vec![(2, u16::MAX)], vec![], vec![]]),
			..Default::default()
		}
	}

	fn of_miner(input: &EpochInput, weights: [Fixed; 2]) -> Vec<(u16, Fixed)> {
		let rows = weights
			.map(|weight| vec![(2, weight)])
			.into_iter()
			.chain([vec![]]);
		bonds(input, &Rows::from_rows(rows), &[HALF, HALF, Fixed::ZERO])
			.row(2)
			.collect()
	}

	#[test]
	fn bonds_should_move_by_the_new_part_when_average_is_partial() {
		let found = of_miner(&input(500_000), [Fixed::ONE; 2]);
		assert_eq!(found, [(0, Fixed::ratio(3, 4)), (1, Fixed::ratio(1, 4))]);
	}

	#[test]
	fn bonds_should_be_the_purchases_when_old_ones_do_not_count() {
		assert_eq!(of_miner(&input(0), [Fixed::ZERO, Fixed::ONE]), [(1, Fixed::ONE)]);
	}

	#[test]
	fn bonds_should_stay_when_new_ones_do_not_count() {
		assert_eq!(
			of_miner(&input(1_000_000), [Fixed::ZERO, Fixed::ONE]),
			[(0, Fixed::ONE)]
		);
	}

	#[test]
	fn bonds_should_be_kept_when_nothing_is_bought() {
		assert_eq!(of_miner(&input(900_000), [Fixed::ZERO; 2]), [(0, Fixed::ONE)]);
	}

	#[test]
	fn purchase_should_vanish_when_below_one_bit() {
		let ulp = Fixed::from_bits(1);
		assert_eq!(of_miner(&input(500_000), [ulp; 2]), [(0, Fixed::ONE)]);
	}
}
