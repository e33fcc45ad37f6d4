//! Step 12, dividends: a validator earns on the incentive of those in whom it holds bonds.

use alloc::{vec, vec::Vec};

use crate::fixed::{Fixed, normalised};
use crate::rows::Rows;

/// Each neuron's share of all dividends, rounded down; all zeros if there are none.
///
/// `bonds` are listed by column: for every neuron who holds which part of its bonds. A dividend is the sum of
/// incentive times bond over the holder's row, every product rounded down.
pub(crate) fn dividends(bonds: &Rows<Fixed>, incentive: &[Fixed]) -> Vec<Fixed> {
	let mut dividends = vec![Fixed::ZERO; incentive.len()];
	for (column, incentive) in bonds.iter().zip(incentive) {
		for (holder, bond) in column {
			if let Some(dividend) = dividends.get_mut(usize::from(holder)) {
				*dividend = dividend.plus(incentive.times(bond));
			}
		}
	}
	normalised(dividends)
}
