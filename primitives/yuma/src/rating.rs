//! Steps 6 to 8, column by column: what a majority supports, and what follows from it for those who are rated
//! and those who rate.

use alloc::{vec, vec::Vec};

use crate::{
	by_uid::at,
	columns::{Columns, Entry},
	consensus::Electorate,
	share::{Share, normalised},
};

/// What the raters say together. All vectors have one value per uid.
pub(crate) struct Ratings {
	/// The weight on each neuron that a majority supports.
	pub(crate) consensus: Vec<Share>,
	/// How much of each neuron's weights is left after clipping.
	pub(crate) validator_trust: Vec<Share>,
	/// Each neuron's share of all rank, rounded down; all zeros if there is none.
	pub(crate) incentive: Vec<Share>,
}

impl Ratings {
	/// Consensus is the median of the column; a neuron's rank is the sum of stake times clipped weight over the
	/// column, every product rounded down.
	pub(crate) fn new(weights: &Columns<Entry>, active_stake: &[Share], kappa: u16) -> Self {
		let mut electorate = Electorate::of(active_stake, kappa, weights.longest());
		let mut consensus = Vec::with_capacity(active_stake.len());
		let mut rank = Vec::with_capacity(active_stake.len());
		let mut trust = vec![Share::ZERO; active_stake.len()];
		for column in weights.iter() {
			let median = electorate.median(column);
			consensus.push(median);
			rank.push(ranked(column, median, active_stake, &mut trust));
		}
		normalised(&mut rank);
		Self {
			consensus,
			validator_trust: trust,
			incentive: rank,
		}
	}
}

/// The rank of a column; every rater's trust rises by its clipped weight.
fn ranked(column: &[Entry], consensus: Share, active_stake: &[Share], trust: &mut [Share]) -> Share {
	let mut rank = Share::ZERO;
	for entry in column {
		let clipped = entry.share().min(consensus);
		// Neither exceeds one: stakes sum to at most one, and so do a rater's weights.
		rank = rank.plus(at(active_stake, entry.uid()).times(clipped));
		if let Some(trust) = trust.get_mut(usize::from(entry.uid())) {
			*trust = trust.plus(clipped);
		}
	}
	rank
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ratings_should_clip_the_minority_and_rank_by_stake() {
		let half = Share::from_bits(1 << 31);
		let quarter = Share::from_bits(1 << 30);
		let mut weights = Columns::with_room(vec![0, 0, 2, 1]);
		weights.push(2, Entry::new(0, half));
		weights.push(2, Entry::new(1, Share::ONE));
		weights.push(3, Entry::new(2, Share::ONE));
		let ratings = Ratings::new(&weights, &[half, quarter, quarter, Share::ZERO], 32_767);
		assert_eq!(ratings.consensus, [Share::ZERO, Share::ZERO, half, Share::ZERO]);
		assert_eq!(ratings.validator_trust, [half, half, Share::ZERO, Share::ZERO]);
		assert_eq!(
			ratings.incentive,
			[Share::ZERO, Share::ZERO, Share::ONE, Share::ZERO]
		);
	}

	#[test]
	fn ratings_should_be_zero_when_nobody_has_stake() {
		let mut weights = Columns::with_room(vec![0, 1]);
		weights.push(1, Entry::new(0, Share::ONE));
		let ratings = Ratings::new(&weights, &[Share::ZERO; 2], 32_767);
		assert_eq!(ratings.incentive, [Share::ZERO; 2]);
		assert_eq!(ratings.consensus, [Share::ZERO; 2]);
	}
}
