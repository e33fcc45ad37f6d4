//! Steps 6 to 8, column by column: what a majority supports, and what follows from it for those who are rated
//! and those who rate.

use alloc::vec::Vec;
use core::hint;

use crate::{
	bonds::{
		classic,
		penalty::{Clipping, Penalty},
	},
	by_uid::uids,
	columns::{Columns, Entry},
	consensus::Electorate,
	input::{BondsMode, EpochInput},
	share::{Factor, Share, normalised},
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
	///
	/// Bonds are all that weights are for after that. In classic mode each is left as the purchase that it makes:
	/// with full penalty this is the product that its rank takes already.
	pub(crate) fn new(weights: &mut Columns<Entry>, active_stake: &[Share], input: &EpochInput) -> Self {
		let mut electorate = Electorate::of(active_stake, input.kappa, weights.longest());
		let penalty = Penalty::from_proportion(input.bonds_penalty);
		let mut consensus = Vec::with_capacity(active_stake.len());
		let mut rank = Vec::with_capacity(active_stake.len());
		let rater = |&stake: &Share| Rater {
			stake: Factor::new(stake),
			trust: Share::ZERO,
		};
		let mut raters: Vec<Rater> = active_stake.iter().map(rater).collect();
		for (rated, _) in uids().zip(active_stake) {
			let column = weights.column_mut(rated);
			let median = electorate.median(column);
			consensus.push(median);
			let clipping = penalty.at(median);
			rank.push(match input.bonds_mode {
				BondsMode::Classic => ranked(column, clipping, &mut raters, classic::purchase),
				BondsMode::Yuma3 { .. } => ranked(column, clipping, &mut raters, |_, weight, _| weight),
			});
		}
		normalised(&mut rank);
		Self {
			consensus,
			validator_trust: raters.into_iter().map(|rater| rater.trust).collect(),
			incentive: rank,
		}
	}
}

/// One who rates.
#[derive(Clone, Copy)]
struct Rater {
	/// Its active stake.
	stake: Factor,
	/// What is left of its weights after clipping, so far.
	trust: Share,
}

/// The rank of a column; every rater's trust rises by its clipped weight. Of every weight and its rater's stake
/// `left` says what is left in the column.
///
/// A function that the compiler is told to keep, for the sake of registers.
#[inline(never)]
fn ranked(
	column: &mut [Entry],
	clipping: Clipping,
	raters: &mut [Rater],
	left: impl Fn(Clipping, Share, Factor) -> Share,
) -> Share {
	let mut rank = Share::ZERO;
	for entry in column {
		let (uid, weight) = (entry.uid(), entry.share());
		let clipped = weight.min(clipping.consensus);
		if let Some(rater) = raters.get_mut(usize::from(uid)) {
			// Neither exceeds one: stakes sum to at most one, and so do a rater's weights.
			rank = rank.plus(rater.stake.times(clipped));
			rater.trust = rater.trust.plus(clipped);
			*entry = Entry::new(uid, left(clipping, weight, rater.stake));
		} else {
			hint::cold_path(); // never: every rater has a uid
		}
	}
	rank
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;

	fn input() -> EpochInput {
		EpochInput {
			kappa: 32_767,
			..Default::default()
		}
	}

	#[test]
	fn ratings_should_clip_the_minority_and_rank_by_stake() {
		let half = Share::from_bits(1 << 31);
		let quarter = Share::from_bits(1 << 30);
		let mut weights = Columns::with_room(vec![0, 0, 2, 1]);
		weights.push(2, Entry::new(0, half));
		weights.push(2, Entry::new(1, Share::ONE));
		weights.push(3, Entry::new(2, Share::ONE));
		let ratings = Ratings::new(&mut weights, &[half, quarter, quarter, Share::ZERO], &input());
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
		let ratings = Ratings::new(&mut weights, &[Share::ZERO; 2], &input());
		assert_eq!(ratings.incentive, [Share::ZERO; 2]);
		assert_eq!(ratings.consensus, [Share::ZERO; 2]);
	}
}
