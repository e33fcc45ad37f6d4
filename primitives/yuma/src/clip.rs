//! Step 7, clip: weights count up to consensus and no further.

use alloc::vec::Vec;

use crate::{by_uid::at, fixed::Fixed, rows::Rows};

/// Every weight, held at the consensus of its column.
///
/// A weight above a consensus of zero disappears; an explicit zero stays.
pub(crate) fn clip(weights: &Rows<Fixed>, consensus: &[Fixed]) -> Rows<Fixed> {
	Rows::from_rows(weights.iter().map(|row| {
		let held = row.map(|(rated, weight)| (rated, weight, weight.min(at(consensus, rated))));
		let kept = held.filter(|&(_, weight, clipped)| clipped > Fixed::ZERO || weight == Fixed::ZERO);
		kept.map(|(rated, _, clipped)| (rated, clipped))
	}))
}

/// How much of every validator's weights is left after clipping: the row sums.
pub(crate) fn validator_trust(clipped: &Rows<Fixed>) -> Vec<Fixed> {
	clipped
		.iter()
		.map(|row| row.map(|(_, weight)| weight).sum())
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn clip_should_hold_drop_and_keep() {
		let [zero, one, two, three] = [0, 1, 2, 3].map(Fixed::from_bits);
		let weights = Rows::from_rows([[(0, one), (1, three), (2, two), (3, zero)]]);
		let clipped = clip(&weights, &[two, two, zero, zero]);
		assert_eq!(clipped, Rows::from_rows([[(0, one), (1, two), (3, zero)]]));
		assert_eq!(validator_trust(&clipped), [three]);
	}
}
