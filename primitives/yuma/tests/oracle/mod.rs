//! The epoch a second time: dense matrices of real numbers, written from the mathematics and independent of
//! the crate.
//!
//! Every formula is a function. Symbols: S stake, A active stake, W weights, c consensus, C clipped weights,
//! V the weights that bonds grow from, R rank, I incentive, B bonds, D dividends; i who rates, j who is
//! rated. Nothing is truncated; what truncation can change is in the slack of each [`Real`].

pub mod agreement;
pub mod bonds;
pub mod inputs;
pub mod median;
pub mod real;
pub mod vectors;

use bonds::{Listed, bonds_of};
use real::{BIT, Real, TRUNCATION, sum};
use yuma::{EpochInput, Rows};

/// One value for every pair of uids: `[i][j]`.
pub type Matrix<V = Real> = Vec<Vec<V>>;

/// What the mathematics say about an epoch.
#[derive(Clone, Debug)]
pub struct Oracle {
	pub active: Vec<bool>,
	pub stake: Vec<Real>,
	pub active_stake: Vec<Real>,
	pub consensus: Vec<Real>,
	pub incentive: Vec<Real>,
	pub dividends: Vec<Real>,
	pub validator_trust: Vec<Real>,
	/// `None` where 32 bits decide.
	pub new_permits: Vec<Option<bool>>,
	/// As parts of 65535, before rounding.
	pub bonds: Matrix,
}

/// Runs the epoch.
pub fn oracle(input: &EpochInput) -> Oracle {
	let permits = permits(input);
	let active = active(input);
	let stake = stake(input);
	let new_permits = new_permits(input, &stake);
	let a = active_stake(&stake, &active, &permits);
	let (w, listed) = weights(input, &permits);
	let c = median::consensus(&w, &a, input.kappa);
	let clipped = clipped(&w, &c);
	let incentive = incentive(&clipped, &a);
	let listed = listed_when_clipped(&listed, &w, &c, input.bonds_penalty);
	let v = penalised(&w, &clipped, input.bonds_penalty);
	let (dividends, bonds) = bonds_of(input, &Listed { v, listed }, &a, &c, &incentive);
	Oracle {
		validator_trust: clipped.iter().map(|row| sum(row.iter().copied())).collect(),
		bonds: kept(&bonds, &new_permits),
		consensus: c,
		active_stake: a,
		active,
		stake,
		incentive,
		dividends,
		new_permits,
	}
}

/// Step 1: `last_update_i + cutoff >= block`.
fn active(input: &EpochInput) -> Vec<bool> {
	let deadline = |&updated: &u64| u128::from(updated) + u128::from(input.activity_cutoff);
	let block = u128::from(input.current_block);
	input
		.last_update
		.iter()
		.map(|updated| deadline(updated) >= block)
		.collect()
}

/// Step 2: `S_i = stake_i / sum stake`, of those at or above the threshold and the owner.
fn stake(input: &EpochInput) -> Vec<Real> {
	let counted = (0..).zip(&input.stake).map(|(uid, &stake): (u16, _)| {
		let counts = stake >= input.stake_threshold || input.owner_uid == Some(uid);
		rao(if counts { stake } else { 0 })
	});
	shares(&counted.collect::<Vec<_>>())
}

/// An amount, with slack where f64 cannot hold it.
fn rao(amount: u64) -> Real {
	// Below this f64 also holds the sum of 32 amounts.
	let is_exact = amount <= 1 << 48;
	let value = amount as f64;
	Real {
		value,
		slack: if is_exact { 0.0 } else { value * f64::EPSILON },
	}
}

/// Every part over the sum of all.
pub fn shares(parts: &[Real]) -> Vec<Real> {
	let total = sum(parts.iter().copied());
	parts.iter().map(|part| part.share_of(total)).collect()
}

/// Who may validate now.
fn permits(input: &EpochInput) -> Vec<bool> {
	let stored = (0..).zip(&input.validator_permits);
	stored
		.map(|(uid, &permit): (u16, _)| permit || input.owner_uid == Some(uid))
		.collect()
}

/// Step 3: who has stake and fewer than `max_validators` before it, and the owner.
fn new_permits(input: &EpochInput, stake: &[Real]) -> Vec<Option<bool>> {
	let uids = 0..stake.len();
	let permit = |uid: usize| {
		if input.owner_uid.map(usize::from) == Some(uid) {
			return Some(true);
		}
		let others = uids.clone().filter(|&other| other != uid);
		let before: Vec<_> = others
			.map(|other| goes_before(input, stake, other, uid))
			.collect();
		let room = usize::from(input.max_validators);
		let surely_before = before.iter().filter(|before| **before == Some(true)).count();
		let maybe_before = before.iter().filter(|before| **before != Some(false)).count();
		let no_stake = stake[uid].value < BIT * 0.999;
		if surely_before >= room || no_stake {
			return Some(false);
		}
		(maybe_before < room && stake[uid].value > TRUNCATION).then_some(true)
	};
	uids.clone().map(permit).collect()
}

/// Whether `one` goes before `other`: the larger share does, of equal ones that of the higher uid.
///
/// Shares less than a bit apart can be equal in 32 bits, unless the amounts are equal: then they are.
fn goes_before(input: &EpochInput, stake: &[Real], one: usize, other: usize) -> Option<bool> {
	let difference = stake[one].value - stake[other].value;
	let amounts_equal = input.stake[one] == input.stake[other] && difference == 0.0;
	let by_uid = one > other;
	if amounts_equal || difference.abs() > TRUNCATION {
		return Some(difference > 0.0 || (amounts_equal && by_uid));
	}
	((difference > 0.0) == by_uid).then_some(by_uid)
}

/// Step 4: `A_i = S_i / sum S`, of those who are active and permitted.
fn active_stake(stake: &[Real], active: &[bool], permits: &[bool]) -> Vec<Real> {
	let with_a_say = stake.iter().zip(active).zip(permits);
	let counted = with_a_say.map(|((&s, &active), &permit)| if active && permit { s } else { Real::ZERO });
	shares(&counted.collect::<Vec<_>>())
}

/// Step 5: `W_ij = w_ij / sum_j w_ij`, of what counts, and which entries there are.
fn weights(input: &EpochInput, permits: &[bool]) -> (Matrix, Matrix<Listing>) {
	let raw = dense(&input.weights, |i, j, weight| {
		(permits[i] && weight_counts(input, i, j)).then_some(weight)
	});
	let listed = raw
		.iter()
		.map(|row| row.iter().map(|entry| Listing::from(entry.is_some())).collect());
	let scaled = raw.iter().map(|row| {
		let row: Vec<_> = row
			.iter()
			.map(|entry| Real::exact(entry.unwrap_or(0).into()))
			.collect();
		shares(&row)
	});
	(scaled.collect(), listed.collect())
}

/// No self-weight but the owner's, none set up to the registration of j, none committed to before it.
fn weight_counts(input: &EpochInput, i: usize, j: usize) -> bool {
	let registered = input.block_at_registration[j];
	let committed = input.commit_blocks.as_ref().map_or(u64::MAX, |blocks| blocks[i]);
	(i != j || input.owner_uid.map(usize::from) == Some(i))
		&& input.last_update[i] > registered
		&& committed >= registered
}

/// Step 7: `C_ij = min(W_ij, c_j)`.
fn clipped(w: &Matrix, c: &[Real]) -> Matrix {
	w.iter()
		.map(|row| row.iter().zip(c).map(|(&w, &c)| w.min(c)).collect())
		.collect()
}

/// Step 8: `R_j = sum_i A_i C_ij`, `I_j = R_j / sum R`.
fn incentive(clipped: &Matrix, a: &[Real]) -> Vec<Real> {
	let rank = |j: usize| sum(clipped.iter().zip(a).map(|(row, a)| a.times(row[j])));
	shares(&(0..a.len()).map(rank).collect::<Vec<_>>())
}

/// Step 9: `V_ij = W_ij + p (C_ij - W_ij)`.
fn penalised(w: &Matrix, clipped: &Matrix, penalty: u16) -> Matrix {
	let p = Real::exact(penalty.into()).over(65_535.0);
	each(w, |i, j, w| match penalty {
		0 => w,
		u16::MAX => clipped[i][j],
		_ => Real::blend(p, clipped[i][j], w).clamped(0.0, f64::INFINITY),
	})
}

/// Whether a sparse row has an entry, which matters to liquid alpha alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
	No,
	Maybe,
	Yes,
}

impl From<bool> for Listing {
	fn from(is_listed: bool) -> Self {
		if is_listed { Self::Yes } else { Self::No }
	}
}

/// Which entries are left for bonds: without penalty all, with full penalty those not clipped to nothing, in
/// between those above zero.
fn listed_when_clipped(listed: &Matrix<Listing>, w: &Matrix, c: &[Real], penalty: u16) -> Matrix<Listing> {
	each(listed, |i, j, listed| {
		let is_zero = w[i][j] == Real::ZERO;
		match penalty {
			_ if listed == Listing::No => listed,
			0 => listed,
			u16::MAX if is_zero => listed,
			u16::MAX => positive(c[j]),
			_ if is_zero => Listing::No,
			_ => positive(Real::blend(
				Real::exact(penalty.into()).over(65_535.0),
				w[i][j].min(c[j]),
				w[i][j],
			)),
		}
	})
}

fn positive(x: Real) -> Listing {
	match x {
		_ if x.low() > 0.0 => Listing::Yes,
		_ if x.high() > 0.0 => Listing::Maybe,
		_ => Listing::No,
	}
}

/// Step 14: the rows of those with a new permit.
fn kept(bonds: &Matrix, new_permits: &[Option<bool>]) -> Matrix {
	each(bonds, |i, _, bond| match new_permits[i] {
		Some(true) => bond,
		Some(false) => Real::ZERO,
		None => bond.or(Real::ZERO),
	})
}

/// The matrix of what `value` makes of each entry; what it leaves out and what is not there is `None`.
pub fn dense<V: Clone>(
	rows: &Rows<u16>,
	value: impl Fn(usize, usize, u16) -> Option<V>,
) -> Matrix<Option<V>> {
	let mut matrix = vec![vec![None; rows.len()]; rows.len()];
	for (i, row) in rows.iter().enumerate() {
		for (j, entry) in row {
			matrix[i][usize::from(j)] = value(i, usize::from(j), entry);
		}
	}
	matrix
}

/// The matrix of what `value` makes of each `[i][j]`.
pub fn each<T: Copy, V>(matrix: &Matrix<T>, value: impl Fn(usize, usize, T) -> V) -> Matrix<V> {
	let rows = matrix.iter().enumerate();
	rows.map(|(i, row)| row.iter().enumerate().map(|(j, &x)| value(i, j, x)).collect())
		.collect()
}
