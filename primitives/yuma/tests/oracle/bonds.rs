//! Steps 10 to 12: bonds and dividends in every mode.

use super::{
	Listing, Matrix, dense, each,
	real::{Real, TRUNCATION, sum},
	shares,
};
use yuma::{BondsMode, EpochInput, LiquidAlpha};

/// How far a sigmoid by a truncated power series is off. A relative error e of the exponential moves it by at
/// most e s (1 - s): 1e-8 / 4 up to a magnitude of 5; 3e-8 / 5 at one, where the series is replaced by a
/// constant of 23 bits; beyond, s (1 - s) falls faster than the error grows, and one bit of the exponential
/// is one of it.
const SIGMOID_ERROR: f64 = 1e-8;

/// The weights that bonds grow from, and which of them are entries of a sparse row.
pub struct Listed {
	pub v: Matrix,
	pub listed: Matrix<Listing>,
}

/// Dividends, and the new bonds as parts of 65535.
pub fn bonds_of(
	input: &EpochInput,
	weights: &Listed,
	a: &[Real],
	c: &[Real],
	incentive: &[Real],
) -> (Vec<Real>, Matrix) {
	let moving_average = Real::exact(input.bonds_moving_average as f64).over(1e6);
	let alpha = Real::ONE.minus(moving_average);
	let old = old_bonds(input);
	let BondsMode::Yuma3 { liquid_alpha } = input.bonds_mode else {
		let bonds = classic(&weights.v, a, &old, alpha);
		let paid = (0..a.len())
			.map(|i| paid(&bonds, incentive, i))
			.collect::<Vec<_>>();
		return (shares(&paid), max_upscaled(&bonds));
	};
	let old = each(&old, |_, _, b| b.over(65_535.0));
	let fixed = each(&weights.v, |i, j, v| Real::blend(alpha, v, old[i][j]));
	let bonds = match liquid_alpha {
		Some(liquid) => liquid_or(&fixed, &liquid_bonds(weights, c, &old, liquid), c),
		None => fixed,
	};
	(yuma3_dividends(&bonds, a, incentive), bonds)
}

/// Step 10: the old bonds in those who were there at the last epoch, as integers.
fn old_bonds(input: &EpochInput) -> Matrix {
	let last_tempo = match input.last_mechanism_step_block {
		0 => input.current_block.saturating_sub(input.tempo.into()),
		block => block.saturating_add(1),
	};
	let kept = dense(&input.bonds, |_, j, bond| {
		(last_tempo > input.block_at_registration[j]).then(|| Real::exact(bond.into()))
	});
	each(&kept, |_, _, bond| bond.unwrap_or_default())
}

/// `B = alpha D / sum_i D + (1 - alpha) Bold / sum_i Bold`, over the column sum; `D_ij = V_ij A_i`.
fn classic(v: &Matrix, a: &[Real], old: &Matrix, alpha: Real) -> Matrix {
	let bought = column_shares(&each(v, |i, _, v| v.times(a[i])));
	let held = column_shares(old);
	column_shares(&each(&bought, |i, j, d| Real::blend(alpha, d, held[i][j])))
}

/// `B = min(1, (1 - a) Bold + a V)` with `a_ij` for every entry of the row; none for others.
fn liquid_bonds(weights: &Listed, c: &[Real], old: &Matrix, liquid: LiquidAlpha) -> Matrix {
	each(&weights.v, |i, j, v| {
		let bond = || Real::blend(liquid_alpha(v, old[i][j], c[j], liquid), v, old[i][j]).clamped(0.0, 1.0);
		match weights.listed[i][j] {
			Listing::No => Real::ZERO,
			Listing::Yes => bond(),
			Listing::Maybe if v.value > 0.0 => bond().or(Real::ZERO),
			Listing::Maybe => Real::ZERO.or(bond()),
		}
	})
}

/// `low + s(d) (high - low)`, where d is how far the weight is above consensus if it buys, or below the bond
/// if it sells.
fn liquid_alpha(v: Real, old: Real, c: Real, liquid: LiquidAlpha) -> Real {
	let [low, high] = [liquid.low, liquid.high].map(|p| Real::exact(p.into()).over(65_535.0));
	let alpha = |d: Real| {
		let s = sigmoid(d.clamped(0.0, 1.0), liquid.steepness);
		low.plus(s.times(high.minus(low))).clamped(0.0, 1.0)
	};
	let (buys, sells) = (alpha(v.minus(c)), alpha(old.minus(v)));
	match v.minus(old) {
		gap if gap.value.abs() > gap.slack => {
			if gap.value > 0.0 {
				buys
			} else {
				sells
			}
		}
		gap if gap == Real::ZERO => buys,
		_ => buys.or(sells),
	}
}

/// `s(d) = 1 / (1 + exp(-steepness / 100 (d - 1/2)))`, the exponent held between -20 and 20.
fn sigmoid(d: Real, steepness: i16) -> Real {
	let slope = Real::exact(steepness.into()).over(-100.0);
	let z = slope.times(d.minus(Real::exact(0.5))).clamped(-20.0, 20.0);
	let s = |z: f64| 1.0 / (1.0 + z.exp());
	let error = SIGMOID_ERROR + TRUNCATION;
	Real::within(s(z.value), s(z.high()) - error, s(z.low()) + error)
}

/// Liquid bonds unless all of consensus is zero.
fn liquid_or(fixed: &Matrix, liquid: &Matrix, c: &[Real]) -> Matrix {
	let surely = c.iter().any(|c| c.low() > 0.0);
	let value = c.iter().any(|c| c.value > 0.0);
	let surely_not = c.iter().all(|c| c.high() <= 0.0);
	each(fixed, |i, j, fixed| match liquid[i][j] {
		liquid if surely => liquid,
		_ if surely_not => fixed,
		liquid if value => liquid.or(fixed),
		liquid => fixed.or(liquid),
	})
}

/// `sum_j I_j B_ij`.
fn paid(bonds: &Matrix, incentive: &[Real], i: usize) -> Real {
	sum(bonds[i].iter().zip(incentive).map(|(b, i)| b.times(*i)))
}

/// `D_i = A_i sum_j I_j B_ij / sum_i B_ij`, over the sum of all.
fn yuma3_dividends(bonds: &Matrix, a: &[Real], incentive: &[Real]) -> Vec<Real> {
	let of_column = column_shares(bonds);
	let earned = (0..a.len()).map(|i| paid(&of_column, incentive, i).times(a[i]));
	shares(&earned.collect::<Vec<_>>())
}

/// Every value over the sum of its column.
fn column_shares(matrix: &Matrix) -> Matrix {
	let total = |j: usize| sum(matrix.iter().map(|row| row[j]));
	let totals: Vec<_> = (0..matrix.len()).map(total).collect();
	each(matrix, |_, j, x| x.share_of(totals[j]))
}

/// Every value over the largest of its column.
fn max_upscaled(matrix: &Matrix) -> Matrix {
	let largest = |j: usize| matrix.iter().map(|row| row[j]).fold(Real::ZERO, Real::max);
	let largest: Vec<_> = (0..matrix.len()).map(largest).collect();
	each(matrix, |_, j, x| x.relative_to(largest[j]))
}
