//! Dividing a whole number exactly, by the method of largest remainders. Every exact division of money goes through it.
//!
//! Everyone first gets its quota `total * weight / sum` rounded down. What that leaves, fewer units than there
//! are fractions, goes out one unit each to the largest fractions dropped, ties to the lower index. Nothing is
//! lost, nothing is made.
//!
//! The method is known from seats in parliaments, and so is its paradox: with a larger *total* a single part
//! can be one unit smaller. In rao that is of no account; parts of different totals must just not be expected
//! to add up.

use alloc::vec::Vec;

/// `total` divided in proportion to `weights`; the parts add up to `total` exactly.
///
/// Each part is its exact quota rounded down, or one more; a weight of 0 gets 0; of two weights the larger
/// never gets less, and of two equal ones the one with the lower index never gets less. Total and weights may
/// be in any units.
///
/// `None` if there is no weight above 0, so nobody to give to. Time is linear in the number of weights.
///
/// ```
/// # use yuma::apportion;
/// assert_eq!(apportion(10, &[1, 1, 1]), Some(vec![4, 3, 3]));
/// assert_eq!(apportion(10, &[0, 0]), None);
/// ```
pub fn apportion(total: u64, weights: &[u64]) -> Option<Vec<u64>> {
	// clamp: never reached, fewer than 2^64 numbers below 2^64.
	let sum = weights
		.iter()
		.fold(0_u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
	if sum == 0 {
		return None;
	}
	let quotas: Option<Vec<Quota>> = weights
		.iter()
		.map(|weight| Quota::new(total, *weight, sum))
		.collect();
	let quotas = quotas?;
	let mut parts: Vec<u64> = quotas.iter().map(|quota| quota.whole).collect();
	let given = parts
		.iter()
		.try_fold(0_u64, |given, part| given.checked_add(*part))?;
	let left = usize::try_from(total.checked_sub(given)?).ok()?;
	for index in largest(&quotas, left) {
		let part = parts.get_mut(index)?;
		*part = part.checked_add(1)?;
	}
	Some(parts)
}

/// What is due to one weight: a whole number, and a fraction in units of one over the sum of weights.
struct Quota {
	whole: u64,
	fraction: u128,
}

impl Quota {
	/// `total * weight / sum`; `None` if `sum` is 0.
	fn new(total: u64, weight: u64, sum: u128) -> Option<Self> {
		let product = u128::from(total).checked_mul(u128::from(weight))?;
		let whole = product.checked_div(sum)?;
		let fraction = product.checked_sub(whole.checked_mul(sum)?)?;
		Some(Self {
			whole: u64::try_from(whole).ok()?,
			fraction,
		})
	}
}

/// The indices of the `count` largest fractions, of equal ones the lowest indices; in no particular order.
fn largest(quotas: &[Quota], count: usize) -> impl Iterator<Item = usize> {
	let mut order: Vec<(u128, usize)> = quotas.iter().map(|quota| quota.fraction).zip(0..).collect();
	if let Some(last) = count.checked_sub(1).filter(|last| *last < order.len()) {
		order.select_nth_unstable_by(last, |(fraction, index), (other, place)| {
			other.cmp(fraction).then(index.cmp(place))
		});
	}
	order.into_iter().take(count).map(|(_, index)| index)
}
