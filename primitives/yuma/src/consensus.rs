//! Step 6, consensus: for every neuron the weight that a majority of the stake supports.
//!
//! That is the stake-weighted median of its column: the largest weight that at least a part `kappa` of the
//! stake sets or exceeds. A rater who does not list a neuron gives it a zero.
//!
//! In exact terms: the shares of those with stake are scaled to a sum of one again. A majority is `kappa`, but at
//! least one unit of 2^-32 and no more than what roundings leave of that sum. The median is the highest score that
//! has a majority together with all higher ones. So where `kappa` meets a boundary between two scores exactly, a
//! share that was rounded down decides, in favour of the lower score.
//!
//! It is found by counting from the top. Each round spreads the ballots over buckets by score and adds up the
//! votes in these until there is a majority; only the ballots of the last of them stay. The first round guesses
//! where scores are; every other one knows, and leaves a range at least 32 times narrower. So the time is in
//! proportion to the ballots, whatever they say.

use alloc::{vec, vec::Vec};
use core::{hint, iter, mem};

use crate::{
	by_uid::{at, uids},
	columns::Entry,
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
	/// The votes that decide, in units of 2^-32: at least one, and no more than there are.
	majority: u64,
	/// The ballots among which the median is.
	ballots: Vec<Entry>,
	/// Room for those among which it is next.
	next: Vec<Entry>,
	/// For every ballot the place after that of the one before it in its bucket, zero for the first one.
	chain: Vec<usize>,
}

impl Electorate {
	/// The raters with active stake, for columns of at most `longest` entries.
	pub(crate) fn of(active_stake: &[Share], kappa: u16, longest: usize) -> Self {
		let mut votes = active_stake.to_vec();
		normalised(&mut votes);
		Self::new(votes, Share::from_proportion(kappa), longest)
	}

	fn new(votes: Vec<Share>, kappa: Share, longest: usize) -> Self {
		let all = total(votes.iter().copied());
		Self {
			votes,
			majority: kappa.bits().min(all).max(1),
			ballots: Vec::with_capacity(longest),
			next: Vec::with_capacity(longest),
			chain: vec![0; longest],
		}
	}

	/// The median of a column's weights; who is not listed gives a zero.
	pub(crate) fn median(&mut self, column: &[Entry]) -> Share {
		if column.is_empty() {
			return Share::ZERO;
		}
		let Self {
			votes,
			majority,
			ballots,
			next,
			chain,
		} = self;
		let mut missing = *majority;
		if !Buckets::around(middle(column)).narrow(column, votes, &mut missing, chain, ballots) {
			// It takes the zeros of those who are not listed.
			return Share::ZERO;
		}
		while ballots.len() > FEW {
			let [lowest, highest] = ends(ballots);
			if lowest == highest {
				return highest;
			}
			Buckets::between(lowest, highest).narrow(ballots, votes, &mut missing, chain, next);
			mem::swap(ballots, next);
		}
		ballots.sort_unstable_by(|one, other| other.cmp(one));
		let decides = |ballot: &&Entry| {
			let vote = at(votes, ballot.uid()).bits();
			let decides = vote >= missing;
			missing = missing.wrapping_sub(vote); // below zero only where it decides
			decides
		};
		ballots
			.iter()
			.find(decides)
			.map_or(Share::ZERO, |ballot| ballot.share())
	}
}

/// So many ballots are sorted rather than spread once more.
const FEW: usize = 16;
/// How many buckets there are.
const BUCKETS: usize = 64;
const LAST_BUCKET: u64 = BUCKETS as u64 - 1;

/// Buckets of equal width for scores, from the highest down.
struct Buckets {
	/// The first one is from here down, and takes all scores above.
	top: Share,
	/// The width is two to the power of this; the last one takes all scores below.
	width: u32,
}

impl Buckets {
	/// Buckets for scores near this one: half of them for higher ones, up to one and a quarter of it or more.
	fn around(score: Share) -> Self {
		let width = bits(score).saturating_sub((BUCKETS << 1).ilog2());
		let half = BUCKETS as u64 / 2;
		// At most twice of what a share can be.
		let top = score.bits().wrapping_add(half << width);
		Self {
			top: Share::from_bits(top.min(Share::ONE.bits())),
			width,
		}
	}

	/// Buckets for scores between these, at least half of them used.
	fn between(lowest: Share, highest: Share) -> Self {
		Self {
			top: highest,
			width: bits(highest.minus(lowest)).saturating_sub(BUCKETS.ilog2()),
		}
	}

	/// The bucket of a score.
	fn of(&self, score: Share) -> usize {
		let below = self.top.minus(score).bits() >> self.width;
		below.min(LAST_BUCKET) as usize
	}

	/// Puts the ballots of the bucket that the median is in into `rest`, and takes the votes in all higher ones off
	/// those that are `missing` for the majority. False if all ballots have not as many.
	fn narrow(
		&self,
		ballots: &[Entry],
		votes: &[Share],
		missing: &mut u64,
		chain: &mut [usize],
		rest: &mut Vec<Entry>,
	) -> bool {
		let mut buckets = [Bucket::default(); BUCKETS];
		self.spread(ballots, votes, chain, &mut buckets);
		rest.clear();
		for bucket in &buckets {
			if bucket.votes >= *missing {
				rest.extend(chained(ballots, chain, bucket.last));
				return true;
			}
			*missing = missing.wrapping_sub(bucket.votes); // above it
		}
		false
	}

	/// Adds up the votes of every bucket, and chains its ballots. A function that the compiler is told to keep, for
	/// the sake of registers.
	#[inline(never)]
	fn spread(
		&self,
		ballots: &[Entry],
		votes: &[Share],
		chain: &mut [usize],
		buckets: &mut [Bucket; BUCKETS],
	) {
		for (index, (ballot, before)) in ballots.iter().zip(chain).enumerate() {
			if let Some(bucket) = buckets.get_mut(self.of(ballot.share()))
				&& let Some(vote) = votes.get(usize::from(ballot.uid()))
			{
				bucket.votes = bucket.votes.wrapping_add(vote.bits()); // at most 2^48
				*before = mem::replace(&mut bucket.last, index.wrapping_add(1)); // an entry in memory
			} else {
				hint::cold_path(); // never: every voter has a uid
			}
		}
	}
}

/// The ballots of one round in a bucket.
#[derive(Clone, Copy, Default)]
struct Bucket {
	/// Their votes, in units of 2^-32.
	votes: u64,
	/// The place after that of the last one, zero if there is none.
	last: usize,
}

/// The ballots from `last` back to the first in its bucket.
fn chained(ballots: &[Entry], chain: &[usize], last: usize) -> impl Iterator<Item = Entry> {
	let index = |place: usize| place.checked_sub(1);
	let indices = iter::successors(index(last), move |&of| index(chain.get(of).copied()?));
	indices.filter_map(|of| ballots.get(of).copied())
}

/// How many bits a share takes.
const fn bits(share: Share) -> u32 {
	u64::BITS.wrapping_sub(share.bits().leading_zeros())
}

/// The middle one of the first, the middle and the last score.
fn middle(ballots: &[Entry]) -> Share {
	let score = |ballot: Option<&Entry>| ballot.map_or(Share::ZERO, |ballot| ballot.share());
	let (first, last) = (score(ballots.first()), score(ballots.last()));
	score(ballots.get(ballots.len() / 2)).clamp(first.min(last), first.max(last))
}

/// The lowest and the highest score.
fn ends(ballots: &[Entry]) -> [Share; 2] {
	let first = ballots.first().copied().unwrap_or_default();
	let lowest = ballots.iter().fold(first, |lowest, &ballot| lowest.min(ballot));
	let highest = ballots.iter().fold(first, |highest, &ballot| highest.max(ballot));
	[lowest, highest].map(Entry::share)
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
