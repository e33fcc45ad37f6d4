//! The exponential function as a truncated power series: close, and the same on every node.

use core::num::NonZeroU64;

use crate::{fixed::Fixed, share::Share};

/// One, in units of 2^-32.
const ONE: u64 = 1 << 32;
/// Arguments beyond this, on either side, count as this; in units of 2^-32.
const LIMIT: u64 = 20 << 32;
/// Euler's number with the 23 fraction bits that it has where the argument is one, in units of 2^-32.
const E: u64 = 22_802_600 << 9;
/// The degrees of the terms after the first two.
const DEGREES: core::ops::RangeInclusive<u64> = 2..=31;

/// e to the power of `exponent`, for exponents between -20 and 20; those outside count as the nearer end.
///
/// The power series of the exponent's magnitude up to degree 31, every product and quotient rounded down; for
/// a negative exponent its reciprocal, rounded down. Up to a magnitude of 5 the relative error is below 1e-8,
/// or one bit if that is more; above 10 the series ends too early: the result for 20 is 0.8 % low, for -20 it
/// is 10 % low. The result for one is Euler's number to 23 bits.
///
/// ```
/// use yuma::{Fixed, exp};
///
/// assert_eq!(exp(Fixed::ZERO), Fixed::ONE);
/// ```
pub fn exp(exponent: Fixed) -> Fixed {
	// Below 2^62 units, as no exponent counts for more than 20.
	Fixed::from_bits(power(exponent) as i64)
}

/// `1 / (1 + e^exponent)`, rounded down.
pub(crate) fn logistic(exponent: Fixed) -> Share {
	Share::from_bits(inverse(ONE.wrapping_add(power(exponent))))
}

/// e to the power of `exponent`, in units of 2^-32.
fn power(exponent: Fixed) -> u64 {
	if exponent == Fixed::ONE {
		return E;
	}
	let grown = series(exponent.bits().unsigned_abs().min(LIMIT));
	if exponent < Fixed::ZERO {
		inverse(grown)
	} else {
		grown
	}
}

/// One over a number of at least one, both in units of 2^-32, rounded down.
fn inverse(number: u64) -> u64 {
	// 2^64 over the number is one more than 2^64 - 1 over it where it divides 2^64.
	let quotient = u64::MAX.checked_div(number).unwrap_or(0);
	quotient.wrapping_add(u64::from(number.is_power_of_two()))
}

/// The sum of the terms up to the last degree; each is the one before times the argument over the degree.
/// Argument, terms and sum are in units of 2^-32, and the sum is below 2^62, as the argument is at most 20.
fn series(x: u64) -> u64 {
	let mut term = x;
	let mut sum = ONE.wrapping_add(x);
	for degree in DEGREES.filter_map(NonZeroU64::new) {
		term = product(term, x) / degree;
		if term == 0 {
			// So are all that follow.
			break;
		}
		sum = sum.wrapping_add(term);
	}
	sum
}

/// `term * x / 2^32`, rounded down, without a 128-bit product, which WebAssembly does not have.
///
/// With both factors in halves only the product of the lower ones has a fraction. No term exceeds 2^58 and
/// no argument 2^37, so that everything fits.
fn product(term: u64, x: u64) -> u64 {
	const LOWER: u64 = u32::MAX as u64;
	let whole = term
		.wrapping_mul(x >> 32)
		.wrapping_add((term >> 32).wrapping_mul(x & LOWER));
	whole.wrapping_add((term & LOWER).wrapping_mul(x & LOWER) >> 32)
}

#[cfg(test)]
mod tests {
	use super::*;

	const BITS_OF_ONE: f64 = 4_294_967_296.0;

	fn value(fixed: Fixed) -> f64 {
		fixed.bits() as f64 / BITS_OF_ONE
	}

	#[test]
	fn exp_should_be_close_when_the_magnitude_is_at_most_five() {
		for step in -500..=500_i64 {
			let exponent = Fixed::from_bits(step * (5 << 32) / 500);
			if exponent == Fixed::ONE {
				continue;
			}
			let exact = libm_exp(value(exponent));
			let error = (value(exp(exponent)) - exact).abs();
			assert!(
				error <= exact * 1e-8 + 1.0 / BITS_OF_ONE,
				"exp({}) is off by {error}",
				value(exponent)
			);
		}
	}

	#[test]
	fn exp_should_be_low_when_the_series_ends_too_early() {
		let at = |exponent: i64| value(exp(Fixed::from_bits(exponent << 32))) / libm_exp(exponent as f64);
		assert!((0.991..0.993).contains(&at(20)));
		assert!((0.89..0.91).contains(&at(-20)));
		assert!((0.999_999..1.0).contains(&at(10)));
	}

	#[test]
	fn exp_should_be_one_when_exponent_is_zero() {
		assert_eq!(exp(Fixed::ZERO), Fixed::ONE);
	}

	#[test]
	fn exp_should_have_23_bits_when_exponent_is_one() {
		let exact = core::f64::consts::E;
		let found = value(exp(Fixed::ONE));
		assert!(found < exact && exact - found < 1.0 / f64::from(1 << 23));
		assert_eq!(exp(Fixed::ONE).bits() % (1 << 9), 0);
		assert!(exp(Fixed::ONE) < exp(Fixed::from_bits((1 << 32) + 1)));
	}

	#[test]
	fn exp_should_be_held_when_exponent_is_beyond_the_limit() {
		let twenty = Fixed::from_bits(20 << 32);
		let minus_twenty = Fixed::from_bits(-20 << 32);
		assert_eq!(exp(Fixed::from_bits(i64::MAX)), exp(twenty));
		assert_eq!(exp(Fixed::from_bits(i64::MIN)), exp(minus_twenty));
		assert_eq!(exp(minus_twenty).bits(), 8);
	}

	/// The exact function, to compare with.
	fn libm_exp(exponent: f64) -> f64 {
		extern crate std;
		exponent.exp()
	}
}
