//! The shares of the subnets in emission. Owns how the weights of root's validators become shares, and nothing
//! about who is a validator, which weights are fresh, or what holds until there are enough.
//!
//! A subnet's share rises with the stake-weighted mean of its weights (*rank*), where no weight counts for more
//! than what a majority by stake supports, and falls off steeply for a subnet that less than about half of the
//! stake votes for at all (*consensus*, a sigmoid of *trust*). So a minority can neither feed a subnet of its
//! own nor inflate one.
//!
//! # To the bit
//!
//! All numbers are integers in units of 2^-32. `/` rounds towards zero, which for these is down. `ONE = 2^32`.
//! Voters `i` are those with stake and with at least one weight above 0 on one of the columns `j`.
//!
//! ```text
//! k    = kappa * ONE / 65535
//! s_i  = stake_i * ONE / sum(stake)                   stake, exact sum in rao
//! w_ij = raw_ij * ONE / sum_j(raw_ij)                 weights, a missing one is 0
//! a_i  = s_i * ONE / sum(s)                           scaled once more, for the median only
//! m_j  = the least of the w_ij with                   median over the voters with a_i > 0;
//!        sum of a over {w <= it} > sum(a) - k         the greatest w_ij if there is none such
//! r_j  = sum_i( s_i * min(w_ij, m_j) / ONE )          rank, each term rounded
//! t_j  = sum of s_i over {w_ij > 0}                   trust
//! z_j  = rho * (k - t_j)                              exact, may be negative
//! c_j  = ONE * ONE / (ONE + exp(z_j))                 consensus = 1 / (1 + e^(-rho (t - kappa)))
//! p_j  = r_j * c_j / ONE
//! share_j = p_j * ONE / sum(p)
//! ```
//!
//! `exp(z)` as [`yuma::exp`] computes it: `|z|` is held at 20; `e = ONE + |z| + sum of term_n, n = 2..31`, with
//! `term_1 = |z|` and `term_n = (term_{n-1} * |z| / ONE) / n`; for `z < 0` the result is `ONE * ONE / e`. Two
//! exceptions: `exp(0) = ONE`, and `exp(ONE) = 22802600 * 512`.
//!
//! The fractions of a unit that every `/` drops belong to nobody; that the shares add up to slightly less than
//! `ONE` is of no account, because emission is apportioned by their proportions.

use alloc::{collections::BTreeMap, vec::Vec};
use yuma::{Fixed, exp, weighted_median};

/// A seat on root: its stake and the weights that it gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voter {
	/// Root stake, in rao.
	pub stake: u64,
	/// Column and weight, in any order and of any scale; only those that count.
	pub weights: Vec<(u16, u16)>,
}

/// All that the shares depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RootVotes {
	/// The seats of root; those without stake or weights do not vote. At most some hundreds.
	pub voters: Vec<Voter>,
	/// How many subnets there are to share; columns are numbered from 0.
	pub columns: u16,
	/// The part of stake that makes a majority, as a u16 fraction.
	pub kappa: u16,
	/// How steep consensus is.
	pub rho: u16,
}

impl RootVotes {
	/// Do the voters hold more than half of `root_stake`, the rao staked on all seats?
	pub fn hold_majority(&self, root_stake: u64) -> bool {
		let voting = total(&self.ballots());
		// clamp: never reached, fewer than 2^63 voters.
		voting.saturating_mul(2) > u128::from(root_stake)
	}

	/// What every voter says.
	fn ballots(&self) -> Vec<Ballot> {
		self.voters
			.iter()
			.filter_map(|voter| Ballot::new(voter, self.columns))
			.collect()
	}
}

/// Each column's share in emission, in units of 2^-32.
///
/// As many as there are columns; they add up to at most 2^32, and to less by fewer units than there are
/// columns. A column that no majority supports has 0. `None` if nobody votes, or if there is no column that a
/// majority supports.
///
/// The order of voters and of their weights does not matter, nor does the unit of stake.
pub fn root_shares(votes: &RootVotes) -> Option<Vec<u64>> {
	let ballots = votes.ballots();
	let total = total(&ballots);
	let stake: Vec<Fixed> = ballots
		.iter()
		.map(|ballot| Fixed::ratio(ballot.stake, total))
		.collect();
	let kappa = Fixed::from_proportion(votes.kappa);
	let judge = |column: u16| {
		let weights: Vec<Fixed> = ballots.iter().map(|ballot| ballot.weight(column)).collect();
		rank(&stake, &weights, kappa).times(consensus(trust(&stake, &weights), kappa, votes.rho))
	};
	let products: Vec<Fixed> = (0..votes.columns).map(judge).collect();
	let sum: Fixed = products.iter().copied().sum();
	if sum <= Fixed::ZERO {
		return None;
	}
	// Never negative: a quotient of numbers that are not.
	Some(
		products
			.iter()
			.map(|product| u64::try_from(product.over(sum).bits()).unwrap_or(0))
			.collect(),
	)
}

/// A voter whose weights add up to one.
struct Ballot {
	stake: u64,
	weights: BTreeMap<u16, Fixed>,
}

impl Ballot {
	/// `None` if the voter has no stake or no weight on any of the columns.
	fn new(voter: &Voter, columns: u16) -> Option<Self> {
		let mut raw = BTreeMap::<u16, u64>::new();
		for (column, weight) in voter.weights.iter().filter(|(column, _)| *column < columns) {
			let sum = raw.entry(*column).or_default();
			// clamp: never reached, fewer than 2^48 weights.
			*sum = sum.saturating_add(u64::from(*weight));
		}
		// clamp: never reached, as above.
		let sum = raw
			.values()
			.fold(0_u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
		if voter.stake == 0 || sum == 0 {
			return None;
		}
		let weights = raw
			.into_iter()
			.map(|(column, weight)| (column, Fixed::ratio(weight, sum)))
			.collect();
		Some(Self {
			stake: voter.stake,
			weights,
		})
	}

	fn weight(&self, column: u16) -> Fixed {
		self.weights.get(&column).copied().unwrap_or(Fixed::ZERO)
	}
}

/// The stake of all voters, in rao.
fn total(ballots: &[Ballot]) -> u128 {
	// clamp: never reached, fewer than 2^64 voters.
	ballots
		.iter()
		.fold(0, |sum, ballot| sum.saturating_add(u128::from(ballot.stake)))
}

/// `r_j`: the mean of a column's weights by stake, each held at the median.
fn rank(stake: &[Fixed], weights: &[Fixed], kappa: Fixed) -> Fixed {
	let median = weighted_median(stake, weights, kappa);
	stake
		.iter()
		.zip(weights)
		.map(|(stake, weight)| stake.times((*weight).min(median)))
		.sum()
}

/// `t_j`: the stake that gives a column any weight.
fn trust(stake: &[Fixed], weights: &[Fixed]) -> Fixed {
	let votes = stake
		.iter()
		.zip(weights)
		.filter(|(_, weight)| **weight > Fixed::ZERO);
	votes.map(|(stake, _)| *stake).sum()
}

/// `c_j = 1 / (1 + e^(-rho (t_j - kappa)))`.
fn consensus(trust: Fixed, kappa: Fixed, rho: u16) -> Fixed {
	// clamp: never reached, the difference is at most one, so the product has at most 49 bits.
	let exponent = Fixed::from_bits(kappa.minus(trust).bits().saturating_mul(i64::from(rho)));
	Fixed::ONE.over(Fixed::ONE.plus(exp(exponent)))
}
