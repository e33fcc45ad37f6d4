//! Step 6, consensus: for every neuron the weight that a majority of the stake supports.
//!
//! That is the stake-weighted median of its column: the largest weight that at least a part `kappa` of the
//! stake sets or exceeds. A rater who does not list a neuron gives it a zero.
//!
//! In exact terms: the shares of those with stake are scaled to a sum of one again, and what roundings leave
//! of it, less `kappa`, is the minority. The median is the score that lifts the stake of all scores up to it
//! above the minority, counted from the lowest. So where `kappa` meets a boundary between two scores exactly,
//! a share that was rounded down decides, in favour of the lower score.

use alloc::vec::Vec;

use crate::{
	by_uid::at,
	fixed::{Fixed, normalised},
	rows::Rows,
};

/// The stake-weighted median of every column of `weights`, zero without any stake.
pub(crate) fn consensus(weights: &Rows<Fixed>, active_stake: &[Fixed], kappa: u16) -> Vec<Fixed> {
	let electorate = Electorate::new(active_stake, Fixed::from_proportion(kappa));
	let voters = weights
		.iter()
		.zip(active_stake)
		.map(|(row, &stake)| row.filter(move |_| stake > Fixed::ZERO));
	let columns = Rows::from_rows(voters).transposed(active_stake.len());
	let mut ballots = Vec::new();
	let medians = columns.iter().map(|column| {
		ballots.clear();
		ballots.extend(column.map(|(rater, score)| Ballot {
			score,
			stake: at(&electorate.stake, rater),
		}));
		electorate.median(&mut ballots)
	});
	medians.collect()
}

/// The stake-weighted median of one list of scores: the largest score that at least a part `kappa` of the
/// stake gives or exceeds.
///
/// `stake` and `scores` go together by position, `stake` in any unit, none of them negative. Who has no stake
/// has no say. With `kappa` zero the result is the largest score, with more than all stake the smallest,
/// without stake zero.
///
/// ```
/// use yuma::{Fixed, weighted_median};
///
/// let stake = [1, 1, 2].map(Fixed::from_bits);
/// let scores = [10, 20, 30].map(Fixed::from_bits);
/// assert_eq!(weighted_median(&stake, &scores, Fixed::ratio(49, 100)).bits(), 30);
/// assert_eq!(weighted_median(&stake, &scores, Fixed::ratio(51, 100)).bits(), 20);
/// ```
pub fn weighted_median(stake: &[Fixed], scores: &[Fixed], kappa: Fixed) -> Fixed {
	let electorate = Electorate::new(stake, kappa);
	let ballots = electorate
		.stake
		.iter()
		.zip(scores)
		.map(|(&stake, &score)| Ballot { score, stake });
	electorate.median(
		&mut ballots
			.filter(|ballot| ballot.stake > Fixed::ZERO)
			.collect::<Vec<_>>(),
	)
}

/// Everyone's share of the vote, and how much of it is not enough.
struct Electorate {
	stake: Vec<Fixed>,
	total: Fixed,
	minority: Fixed,
}

/// What one rater gives, and the rater's share of the vote.
struct Ballot {
	score: Fixed,
	stake: Fixed,
}

impl Electorate {
	fn new(stake: &[Fixed], kappa: Fixed) -> Self {
		let stake = normalised(stake.iter().copied());
		let total: Fixed = stake.iter().copied().sum();
		Self {
			stake,
			total,
			minority: total.minus(kappa),
		}
	}

	/// The median of these ballots; everyone else gives a zero.
	fn median(&self, ballots: &mut [Ballot]) -> Fixed {
		let cast = ballots.iter().map(|ballot| ballot.stake).sum();
		let mut counted = self.total.minus(cast);
		if counted > Fixed::ZERO && counted > self.minority {
			return Fixed::ZERO;
		}
		ballots.sort_unstable_by_key(|ballot| ballot.score);
		let lifts = |ballot: &&Ballot| {
			counted = counted.plus(ballot.stake);
			counted > self.minority
		};
		let decisive = ballots.iter().find(lifts).or(ballots.last());
		decisive.map_or(Fixed::ZERO, |ballot| ballot.score)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn median(stake: &[i64], scores: &[i64], kappa: u16) -> i64 {
		let fixed = |bits: &[i64]| {
			bits.iter()
				.map(|&bits| Fixed::from_bits(bits))
				.collect::<Vec<_>>()
		};
		weighted_median(&fixed(stake), &fixed(scores), Fixed::from_proportion(kappa)).bits()
	}

	#[test]
	fn median_should_be_the_only_score_whatever_kappa() {
		for kappa in [0, 1, 32_767, u16::MAX] {
			assert_eq!(median(&[3], &[7], kappa), 7);
		}
	}

	#[test]
	fn median_should_be_the_largest_when_kappa_is_zero() {
		assert_eq!(median(&[1, 5, 1, 0], &[3, 8, 9, 10], 0), 9);
	}

	#[test]
	fn median_should_be_the_smallest_when_kappa_is_one() {
		assert_eq!(median(&[1, 5, 1, 0], &[3, 8, 9, 1], u16::MAX), 3);
	}

	#[test]
	fn median_should_be_zero_when_without_stake() {
		assert_eq!(median(&[0, 0], &[3, 8], 32_767), 0);
		assert_eq!(median(&[], &[], 0), 0);
	}

	#[test]
	fn median_should_be_the_lower_score_when_rounding_decides() {
		// Exactly a half, by two of four and by three of six: sixths do not fit 32 bits, fourths do.
		let half = Fixed::from_bits(1 << 31);
		let [low, high] = [1, 2].map(Fixed::from_bits);
		assert_eq!(weighted_median(&[half; 4], &[low, low, high, high], half), high);
		assert_eq!(
			weighted_median(&[half; 6], &[low, low, low, high, high, high], half),
			low
		);
	}

	#[test]
	fn consensus_should_be_the_smallest_listed_when_kappa_is_one_and_all_list_it() {
		let third = Fixed::ratio(1, 3);
		let half = Fixed::from_bits(1 << 31);
		let weights = Rows::from_rows([vec_of(third), vec_of(half)]);
		assert_eq!(
			consensus(&weights, &[third, third], u16::MAX),
			[third, Fixed::ZERO]
		);
	}

	fn vec_of(weight: Fixed) -> Vec<(u16, Fixed)> {
		alloc::vec![(0, weight)]
	}

	#[test]
	fn consensus_should_be_zero_when_the_majority_does_not_list_the_neuron() {
		let stake = [3, 2].map(Fixed::from_bits);
		let weights = Rows::from_rows([alloc::vec![], vec_of(Fixed::ONE)]);
		assert_eq!(consensus(&weights, &stake, 32_767), [Fixed::ZERO; 2]);
	}
}
