//! Step 6, consensus: the largest weight that a part kappa of the active stake sets or exceeds.
//!
//! Where the support of a weight is closer to kappa than truncation can move it, either of two weights can be
//! the median. The slack then reaches to the other one, so a tie costs nothing where both agree.

use super::{
	Matrix,
	real::{BIT, Real},
	shares,
};

/// `c_j`: the weighted median of column j of `w`.
pub fn consensus(w: &Matrix, a: &[Real], kappa: u16) -> Vec<Real> {
	// Shares are scaled to a sum of one a second time.
	let a = shares(a);
	let kappa = Real::exact(kappa.into()).over(65_535.0);
	(0..a.len())
		.map(|j| {
			let scores: Vec<_> = w.iter().map(|row| row[j]).collect();
			median(&a, &scores, kappa)
		})
		.collect()
}

/// `max { w : sum of a_i with w_i >= w is at least kappa }` of those with stake; the smallest if there is
/// none.
///
/// It grows with every score and with the support, so the ends are where all of these are at the same ends.
pub fn median(a: &[Real], scores: &[Real], kappa: Real) -> Real {
	// Nobody has a share between zero and a bit.
	let possible: Vec<_> = a.iter().zip(scores).filter(|(a, _)| a.high() >= BIT).collect();
	let certain: Vec<_> = possible.iter().copied().filter(|(a, _)| a.low() > 0.0).collect();
	let smallest = |end: fn(Real) -> f64| {
		possible
			.iter()
			.map(|(_, w)| end(**w))
			.fold(f64::INFINITY, f64::min)
	};
	let supported = |voters: &[(&Real, &Real)], end: fn(Real) -> f64, kappa: f64| {
		let voters = voters.iter().map(|(a, w)| (end(**a), end(**w)));
		largest_supported(voters, kappa).unwrap_or_else(|| smallest(end))
	};
	if possible.is_empty() {
		return Real::ZERO;
	}
	let value = supported(&possible, |x| x.value, kappa.value);
	let high = supported(&possible, Real::high, kappa.low());
	let low = supported(&certain, Real::low, kappa.high());
	Real::within(value, if certain.is_empty() { 0.0 } else { low }, high)
}

/// The largest score that those who give it or more support with `kappa`.
fn largest_supported(voters: impl Iterator<Item = (f64, f64)> + Clone, kappa: f64) -> Option<f64> {
	let support = |score: f64| {
		voters
			.clone()
			.filter(|&(_, w)| w >= score)
			.map(|(a, _)| a)
			.sum::<f64>()
	};
	let scores = voters.clone().map(|(_, w)| w);
	scores.filter(|&score| support(score) >= kappa).reduce(f64::max)
}
