//! Step 6, consensus: for every neuron the weight that a majority of the stake supports.
//!
//! That is the stake-weighted median of its column: the largest weight that at least a part `kappa` of the
//! stake sets or exceeds. A rater who does not list a neuron gives it a zero.
//!
//! In exact terms: the shares of those with stake are scaled to a sum of one again, and what roundings leave
//! of it, less `kappa`, is the minority. The median is the score that lifts the stake of all scores up to it
//! above the minority, counted from the lowest; if none does, as with `kappa` zero, it is the highest score with
//! stake, and if the minority is negative the lowest. So where `kappa` meets a boundary between two scores exactly,
//! a share that was rounded down decides, in favour of the lower score.
//!
//! It is found by selection: the ballots are split at one of them, and the side that the median is not on is
//! dropped, with its stake counted. The sides shrink, so the time is in proportion to the ballots.

use alloc::vec::Vec;
use core::mem;

use crate::{
	by_uid::{at, uids},
	columns::{Buffer, Entry},
	fixed::Fixed,
	share::{Share, normalised, total},
};

/// The stake-weighted median of one list of scores: the largest score that at least a part `kappa` of the
/// stake gives or exceeds.
///
/// `stake` and `scores` go together by position: 65,536 of them at most, what comes after, or has no partner, is
/// left out. Stake is in any unit; what is negative counts as none. Scores and `kappa` are from zero to one; what
/// lies outside counts as the nearer end. Who has no stake has no say. With `kappa` zero the result is the largest
/// score, with more than all stake the smallest, without stake zero.
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
	let voters = || uids().zip(stake.iter().zip(scores));
	let stake_of = |stake: &Fixed| u64::try_from(stake.bits()).unwrap_or(0);
	let total: u128 = voters().map(|(_, (stake, _))| u128::from(stake_of(stake))).sum();
	let votes = voters().map(|(_, (stake, _))| Fixed::ratio(stake_of(stake), total).into());
	let ballots: Vec<Entry> = voters()
		.map(|(uid, (_, &score))| Entry::new(uid, score.into()))
		.collect();
	let mut electorate = Electorate::new(votes.collect(), kappa.into(), ballots.len());
	electorate.median(&ballots).into()
}

/// Everyone's share of the vote, and how much of it decides.
pub(crate) struct Electorate {
	votes: Vec<Share>,
	/// The sum of the votes, in units of 2^-32.
	total: u64,
	kappa: Share,
	/// The ballots among which the median is.
	ballots: Buffer,
	/// Room for those among which it is next.
	next: Buffer,
}

impl Electorate {
	/// The raters with active stake, for columns of at most `longest` entries.
	pub(crate) fn of(active_stake: &[Share], kappa: u16, longest: usize) -> Self {
		let mut votes = active_stake.to_vec();
		normalised(&mut votes);
		Self::new(votes, Share::from_proportion(kappa), longest)
	}

	fn new(votes: Vec<Share>, kappa: Share, longest: usize) -> Self {
		Self {
			total: total(votes.iter().copied()),
			votes,
			kappa,
			ballots: Buffer::with_room_for(longest),
			next: Buffer::with_room_for(longest),
		}
	}

	/// The median of a column's weights; who is not listed gives a zero.
	pub(crate) fn median(&mut self, column: &[Entry]) -> Share {
		let Some(pivot) = middle(column) else {
			return Share::ZERO;
		};
		let split = Split::at(pivot, column, &self.votes);
		// clamp: never reached, the votes cast are some of all votes
		let silent = self.total.saturating_sub(split.votes());
		if silent > 0 && self.decides(silent) {
			return Share::ZERO;
		}
		let (side, below) = self.side(&split, silent);
		side.copy(&split, column, &mut self.ballots);
		if side == Side::Pivot {
			split.pivot
		} else {
			self.select(below)
		}
	}

	/// Whether this much of the vote is more than the minority.
	const fn decides(&self, votes: u64) -> bool {
		// Neither is above 2^48, the most that shares can sum to.
		votes.wrapping_add(self.kappa.bits()) > self.total
	}

	/// The lowest score of the ballots that decides, with all lower ones and the votes `below`; the highest if
	/// none does. Ballots without votes are not there.
	fn select(&mut self, mut below: u64) -> Share {
		for round in 0_usize.. {
			let pivot = if round < GUESSES {
				middle(self.ballots.as_slice())
			} else {
				exact_middle(self.ballots.as_mut_slice())
			};
			let Some(pivot) = pivot else { break };
			let split = Split::at(pivot, self.ballots.as_slice(), &self.votes);
			let (side, counted) = self.side(&split, below);
			if side == Side::Pivot {
				return pivot;
			}
			side.copy(&split, self.ballots.as_slice(), &mut self.next);
			mem::swap(&mut self.ballots, &mut self.next);
			below = counted;
		}
		Share::ZERO
	}

	/// On which side of the pivot the median is, and the votes that are counted before that side.
	fn side(&self, split: &Split, below: u64) -> (Side, u64) {
		// Sums of votes, at most 2^48.
		let up_to_lower = below.wrapping_add(split.lower_votes);
		let up_to_pivot = up_to_lower.wrapping_add(split.pivot_votes);
		if split.lower_votes > 0 && self.decides(up_to_lower) {
			(Side::Lower, below)
		} else if split.pivot_votes > 0 && self.decides(up_to_pivot) {
			(Side::Pivot, below)
		} else if split.higher_votes > 0 {
			(Side::Higher, up_to_pivot)
		} else if split.pivot_votes > 0 {
			(Side::Pivot, below)
		} else {
			// None decides, and the highest with votes is below the pivot.
			(Side::Lower, below)
		}
	}
}

/// After so many splits at a guessed ballot those left are split at their exact middle, so that no choice of
/// weights makes this take long.
const GUESSES: usize = 4;

/// The votes around one of the scores, in units of 2^-32.
struct Split {
	pivot: Share,
	lower_votes: u64,
	pivot_votes: u64,
	higher_votes: u64,
}

impl Split {
	fn at(pivot: Share, ballots: &[Entry], votes: &[Share]) -> Self {
		let (lowest, highest) = (Entry::new(0, pivot), Entry::new(u16::MAX, pivot));
		let (mut all, mut up_to_pivot, mut lower) = (0_u64, 0_u64, 0_u64);
		for &ballot in ballots {
			let vote = at(votes, ballot.uid()).bits();
			// Sums of votes, at most 2^48.
			all = all.wrapping_add(vote);
			up_to_pivot = up_to_pivot.wrapping_add(if ballot <= highest { vote } else { 0 });
			lower = lower.wrapping_add(if ballot < lowest { vote } else { 0 });
		}
		Self {
			pivot,
			lower_votes: lower,
			// Each is a part of what it is taken from.
			pivot_votes: up_to_pivot.wrapping_sub(lower),
			higher_votes: all.wrapping_sub(up_to_pivot),
		}
	}

	/// All votes.
	const fn votes(&self) -> u64 {
		// At most 2^48.
		self.lower_votes
			.wrapping_add(self.pivot_votes)
			.wrapping_add(self.higher_votes)
	}
}

/// Where the median can be.
#[derive(PartialEq, Eq)]
enum Side {
	Lower,
	Pivot,
	Higher,
}

impl Side {
	/// Copies the ballots of this side.
	fn copy(&self, split: &Split, ballots: &[Entry], to: &mut Buffer) {
		let (lowest, highest) = (Entry::new(0, split.pivot), Entry::new(u16::MAX, split.pivot));
		to.clear();
		match self {
			Self::Lower => ballots.iter().for_each(|&ballot| to.put(ballot, ballot < lowest)),
			Self::Pivot => {}
			Self::Higher => ballots
				.iter()
				.for_each(|&ballot| to.put(ballot, ballot > highest)),
		}
	}
}

/// The middle one of the first, the middle and the last ballot.
fn middle(ballots: &[Entry]) -> Option<Share> {
	let (first, last) = (ballots.first()?.share(), ballots.last()?.share());
	let middle = ballots.get(ballots.len() / 2)?.share();
	Some(middle.clamp(first.min(last), first.max(last)))
}

/// The middle one of all ballots.
fn exact_middle(ballots: &mut [Entry]) -> Option<Share> {
	let middle = ballots.len() / 2;
	let is_empty = ballots.is_empty();
	(!is_empty).then(|| ballots.select_nth_unstable(middle).1.share())
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

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
	fn median_should_count_each_stake_in_full_when_they_are_the_largest() {
		assert_eq!(median(&[i64::MAX; 2], &[1, 2], u16::MAX), 1);
		assert_eq!(median(&[i64::MAX; 2], &[1, 2], 0), 2);
	}

	#[test]
	fn median_should_leave_out_stake_without_a_score() {
		assert_eq!(median(&[1, 1, 5], &[7, 8], 32_767), 8);
		assert_eq!(median(&[1, -5], &[7, 8], 32_767), 7);
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

	/// The median by its definition: the ballots with votes in order, counted from the lowest.
	fn by_sorting(votes: &[u64], scores: &[u64], kappa: Share) -> u64 {
		let mut ballots: Vec<_> = scores
			.iter()
			.zip(votes)
			.filter(|(_, votes)| **votes > 0)
			.collect();
		ballots.sort_unstable();
		let total: u64 = votes.iter().sum();
		let mut counted = 0;
		let decides = |&&(_, votes): &&(&u64, &u64)| {
			counted += votes;
			counted + kappa.bits() > total
		};
		let decisive = ballots.iter().find(decides).or(ballots.last());
		decisive.map_or(0, |(score, _)| **score)
	}

	proptest! {
		#[test]
		fn median_should_be_that_by_sorting_when_there_are_many_ballots(
			ballots in prop::collection::vec((0..3_u64, prop_oneof![0..9_u64, 0..=1_u64 << 32]), 1..300),
			kappa in any::<u16>(),
		) {
			let (stake, scores): (Vec<_>, Vec<_>) = ballots.into_iter().unzip();
			let shares: Vec<_> = stake.iter().map(|&stake| Share::from_bits(stake)).collect();
			let mut electorate = Electorate::of(&shares, kappa, scores.len());
			let column: Vec<_> = uids().zip(&scores).map(|(uid, &score)| Entry::new(uid, Share::from_bits(score))).collect();
			let votes: Vec<_> = electorate.votes.iter().map(|vote| vote.bits()).collect();
			let expected = by_sorting(&votes, &scores, Share::from_proportion(kappa));
			prop_assert_eq!(electorate.median(&column).bits(), expected);
		}
	}

	#[test]
	fn median_should_be_the_smallest_listed_when_kappa_is_one_and_all_list_it() {
		let third = Share::from_bits(0x5555_5555);
		let half = Share::from_bits(1 << 31);
		let mut electorate = Electorate::of(&[third, third], u16::MAX, 2);
		assert_eq!(
			electorate.median(&[Entry::new(0, half), Entry::new(1, third)]),
			third
		);
		assert_eq!(electorate.median(&[Entry::new(0, half)]), Share::ZERO);
	}

	#[test]
	fn median_should_be_zero_when_the_majority_does_not_list_the_neuron() {
		let stake = [3, 2].map(Share::from_bits);
		let mut electorate = Electorate::of(&stake, 32_767, 2);
		assert_eq!(electorate.median(&[Entry::new(1, Share::ONE)]), Share::ZERO);
		assert_eq!(electorate.median(&[Entry::new(0, Share::ONE)]), Share::ONE);
	}

	#[test]
	fn median_should_leave_out_ballots_when_without_stake() {
		let mut electorate = Electorate::of(&[Share::ZERO, Share::ONE], 0, 2);
		let half = Share::from_bits(1 << 31);
		assert_eq!(
			electorate.median(&[Entry::new(0, Share::ONE), Entry::new(1, half)]),
			half
		);
	}
}
