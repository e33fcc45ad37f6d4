//! Step 8, incentive: what the stake, speaking with clipped weights, gives to each neuron.

use alloc::{vec, vec::Vec};

use crate::{
	fixed::{Fixed, normalised},
	rows::Rows,
};

/// Each neuron's share of all rank, rounded down; all zeros if there is none.
///
/// The rank is the sum of stake times clipped weight over the column, every product rounded down.
pub(crate) fn incentive(clipped: &Rows<Fixed>, active_stake: &[Fixed]) -> Vec<Fixed> {
	let mut rank = vec![Fixed::ZERO; active_stake.len()];
	for (row, stake) in clipped.iter().zip(active_stake) {
		for (rated, weight) in row {
			if let Some(rank) = rank.get_mut(usize::from(rated)) {
				*rank = rank.plus(stake.times(weight));
			}
		}
	}
	normalised(rank)
}
