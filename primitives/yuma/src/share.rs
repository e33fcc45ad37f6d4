//! The number of the inner loops: from zero to one in 32 fraction bits, so that products and quotients fit 64
//! bits on every machine, WebAssembly included.
//!
//! Owns the fast forms of the two roundings. They give what [`Fixed`] gives, bit for bit; tests compare them.

use core::hint;

use crate::fixed::Fixed;

/// How many bits the fraction has.
const FRACTION_BITS: u32 = 32;

/// A number from zero to one, in units of 2^-32; both ends are included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(transparent)]
pub(crate) struct Share(u64);

impl Share {
	/// Zero.
	pub(crate) const ZERO: Self = Self(0);
	/// One.
	pub(crate) const ONE: Self = Self(1 << FRACTION_BITS);

	/// The number of `bits` units; the caller knows that they are at most those of one.
	pub(crate) const fn from_bits(bits: u64) -> Self {
		debug_assert!(bits <= Self::ONE.0);
		Self(bits)
	}

	/// How many units of 2^-32 this is.
	pub(crate) const fn bits(self) -> u64 {
		self.0
	}

	/// `proportion / 65535`, rounded down.
	pub(crate) const fn from_proportion(proportion: u16) -> Self {
		// 2^63 over 65535, rounded up, is too large by a half. That makes less than 2^-16 of a unit for any proportion,
		// and none but a whole result is as close to the next unit below.
		const OVER_65535: u64 = (1_u64 << 63).div_ceil(u16::MAX as u64);
		Self((proportion as u64).wrapping_mul(OVER_65535) >> 31)
	}

	/// The value times 65535, rounded down.
	pub(crate) const fn to_u16(self) -> u16 {
		// At most 65535 * 2^32 before the shift.
		(self.0.wrapping_mul(u16::MAX as u64) >> FRACTION_BITS) as u16
	}

	/// The product, rounded down.
	pub(crate) const fn times(self, other: Self) -> Self {
		// Only the product of one and one has 65 bits; it wraps to zero, and its bit is put in.
		let product = self.0.wrapping_mul(other.0) >> FRACTION_BITS;
		Self(product | (self.0 & other.0 & Self::ONE.0))
	}

	/// The product, rounded up.
	pub(crate) const fn times_up(self, other: Self) -> Self {
		// As above; no other product is above 2^64 - 2^32, so there is room for the rounding.
		let product = self.0.wrapping_mul(other.0).wrapping_add(Self::ONE.0 - 1) >> FRACTION_BITS;
		Self(product | (self.0 & other.0 & Self::ONE.0))
	}

	/// The sum; the caller knows that it is at most one.
	pub(crate) const fn plus(self, other: Self) -> Self {
		Self::from_bits(self.0.wrapping_add(other.0))
	}

	/// The difference, or zero if `other` is larger.
	pub(crate) const fn minus(self, other: Self) -> Self {
		// clamp: as documented
		Self(self.0.saturating_sub(other.0))
	}

	/// What is missing to one.
	pub(crate) const fn rest(self) -> Self {
		Self::ONE.minus(self)
	}

	/// One unit more, if so.
	const fn plus_if(self, more: bool) -> Self {
		Self(self.0.wrapping_add(more as u64))
	}
}

impl From<Share> for Fixed {
	fn from(share: Share) -> Self {
		// At most 2^32 units.
		Self::from_bits(share.0 as i64)
	}
}

impl From<Fixed> for Share {
	/// What lies outside of zero to one becomes the nearer end.
	fn from(number: Fixed) -> Self {
		let bits = u64::try_from(number.bits()).unwrap_or(0);
		Self(bits.min(Self::ONE.0))
	}
}

/// The sum of shares, in units of 2^-32: at most 2^48 for all uids that there can be.
pub(crate) fn total(shares: impl Iterator<Item = Share>) -> u64 {
	shares.fold(0, |total, share| total.wrapping_add(share.0))
}

/// A factor of many products.
///
/// Only the product of one and one has 65 bits. So a factor of one neither multiplies nor shifts; any other is below
/// 2^32 units, and its products are below 2^64.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Factor {
	multiplier: u64,
	shift: u32,
}

impl Factor {
	pub(crate) const fn new(factor: Share) -> Self {
		let is_one = factor.0 == Share::ONE.0;
		Self {
			multiplier: if is_one { 1 } else { factor.0 },
			shift: if is_one { 0 } else { FRACTION_BITS },
		}
	}

	/// The product, rounded down.
	pub(crate) const fn times(self, share: Share) -> Share {
		Share(share.0.wrapping_mul(self.multiplier).wrapping_shr(self.shift))
	}
}

/// The moving average of many numbers: a part of the new and the rest of the old, each product rounded down.
///
/// Both factors have the same shift: where one of them is one, the other is zero, and so are its products, however
/// shifted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MovingAverage {
	renew: u64,
	keep: u64,
	shift: u32,
}

impl MovingAverage {
	/// With `renew` of the new.
	pub(crate) const fn new(renew: Share) -> Self {
		let (renew, keep) = (Factor::new(renew), Factor::new(renew.rest()));
		Self {
			renew: renew.multiplier,
			keep: keep.multiplier,
			shift: if renew.shift == 0 { 0 } else { keep.shift },
		}
	}

	/// The average of two numbers.
	pub(crate) const fn of(self, new: Share, old: Share) -> Share {
		self.factor(self.renew).times(new).plus(self.of_old(old))
	}

	/// The average of an old number and zero.
	pub(crate) const fn of_old(self, old: Share) -> Share {
		self.factor(self.keep).times(old)
	}

	const fn factor(self, multiplier: u64) -> Factor {
		Factor {
			multiplier,
			shift: self.shift,
		}
	}
}

/// Many numbers over one: a product each instead of a division, nearly always.
///
/// With `d` the divisor, `r` the least whole number that is not below `2^64 / d`, and a part `p` of at most `d` and at
/// most 2^32, the estimate `p * r` is not below `e = p * 2^64 / d`, and above it by less than `p`. So if its lower 32
/// bits are not below `p`, its upper ones are those of `e`, which are the quotient; if parts are small, they hardly ever
/// are. Where `p * r` has 65 bits, `e` is 2^64, and what is left of the estimate is below `p`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Divisor {
	divisor: u64,
	/// One over the divisor, in units of 2^-64, rounded up; zero, that is 2^64, for a divisor of one.
	reciprocal: u64,
}

impl Divisor {
	/// Division by `divisor`, at most 2^62; by zero it gives zero.
	pub(crate) fn new(divisor: u64) -> Self {
		Self {
			// Nothing but zero is ever divided by zero, and by one that stays zero.
			divisor: divisor.max(1),
			// One more than (2^64 - 1) / d rounded down: the least whole number that is not below 2^64 / d.
			reciprocal: u64::MAX.checked_div(divisor).unwrap_or(0).wrapping_add(1),
		}
	}

	/// `part` over the divisor, rounded down; `part` is neither above the divisor nor above 2^32.
	pub(crate) const fn quotient(&self, part: u64) -> Share {
		const LOWER: u64 = u32::MAX as u64;
		let estimate = part.wrapping_mul(self.reciprocal);
		if estimate & LOWER < part {
			hint::cold_path();
			return self.quotient_near_whole(part);
		}
		Share(estimate >> FRACTION_BITS)
	}

	/// The same where the quotient may be so close to a whole number of units that the remainder must tell.
	///
	/// With the reciprocal rounded down, the estimate is below the quotient by more than nothing and by at most
	/// `p / 2^32`, so at most one unit. Rounded down it is the quotient rounded down, or one less.
	const fn quotient_near_whole(&self, part: u64) -> Share {
		let estimate = part.wrapping_mul(self.reciprocal.wrapping_sub(1)) >> FRACTION_BITS;
		// Below twice the divisor, so it is right even where its terms wrapped.
		let remainder = (part << FRACTION_BITS).wrapping_sub(estimate.wrapping_mul(self.divisor));
		Share(estimate).plus_if(remainder >= self.divisor)
	}

	/// A share over the divisor, which is in units of 2^-32.
	pub(crate) const fn share(&self, part: Share) -> Share {
		self.quotient(part.0)
	}
}

/// Every part over the sum of all, rounded down; all zeros stay zeros.
pub(crate) fn normalised(parts: &mut [Share]) {
	let divisor = Divisor::new(total(parts.iter().copied()));
	for part in parts {
		*part = divisor.share(*part);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Any share, with the ends more often.
	fn share() -> impl Strategy<Value = Share> {
		let one = Share::ONE.0;
		prop_oneof![
			0..=2_u64,
			one - 2..=one,
			0..=one,
			(0..=32_u32).prop_map(|bit| 1 << bit)
		]
		.prop_map(Share::from_bits)
	}

	/// Any divisor that a sum can be, with those near powers of two more often.
	fn divisor() -> impl Strategy<Value = u64> {
		let beside = (0..=48_u32, -2..=2_i64).prop_map(|(bit, by)| (1_i64 << bit).saturating_add(by).max(1));
		prop_oneof![
			beside.prop_map(|divisor| divisor as u64),
			1..=1_u64 << 48,
			1..=1_u64 << 33
		]
	}

	proptest! {
		#[test]
		fn product_should_be_that_of_fixed(one in share(), other in share()) {
			let [one_fixed, other_fixed] = [one, other].map(Fixed::from);
			prop_assert_eq!(Fixed::from(one.times(other)), one_fixed.times(other_fixed));
		}

		#[test]
		fn product_should_round_up_when_asked(one in share(), other in share()) {
			let exact = u128::from(one.0) * u128::from(other.0);
			prop_assert_eq!(u128::from(one.times_up(other).0), exact.div_ceil(1 << 32));
		}

		#[test]
		fn factor_should_give_the_product(one in share(), other in share()) {
			prop_assert_eq!(Factor::new(one).times(other), one.times(other));
		}

		#[test]
		fn moving_average_should_be_the_sum_of_both_products(renew in share(), new in share(), old in share()) {
			let average = MovingAverage::new(renew);
			let [of_new, of_old] = [renew.times(new), renew.rest().times(old)];
			prop_assert_eq!(average.of(new, old), of_new.plus(of_old));
			prop_assert_eq!(average.of_old(old), of_old);
		}

		#[test]
		fn quotient_should_be_exact(divisor in divisor(), part in any::<u64>(), near in 0..4_u64) {
			let largest = divisor.min(Share::ONE.0);
			let any_part = part % (largest + 1);
			for part in [any_part, largest - near.min(largest), near.min(largest)] {
				prop_assert_eq!(Divisor::new(divisor).quotient(part), by_division(part, divisor));
			}
		}

		#[test]
		fn quotient_should_be_exact_when_near_a_whole_number(divisor in divisor(), quotient in share(), by in -1..=1_i64) {
			// The least part with this quotient, and those beside it.
			let least = (u128::from(quotient.0) * u128::from(divisor)).div_ceil(1 << 32) as u64;
			let part = least.saturating_add_signed(by).min(divisor).min(Share::ONE.0);
			prop_assert_eq!(Divisor::new(divisor).quotient(part), by_division(part, divisor));
		}
	}

	/// The quotient by its definition.
	fn by_division(part: u64, divisor: u64) -> Share {
		Share(((u128::from(part) << 32) / u128::from(divisor)) as u64)
	}

	#[test]
	fn quotient_should_be_exact_for_every_small_part() {
		let beside_powers = (0..=32).flat_map(|bit| (-2..=2).map(move |by| (1_i64 << bit) + by));
		let divisors = beside_powers.chain([3 * 65_535, 64 * 65_535, 65_535 * 65_535]);
		for divisor in divisors.filter_map(|divisor| u64::try_from(divisor).ok()) {
			let over = Divisor::new(divisor);
			for part in 0..=divisor.min(u16::MAX.into()) {
				let expected = if divisor == 0 {
					Share::ZERO
				} else {
					by_division(part, divisor)
				};
				assert_eq!(over.quotient(part), expected);
			}
		}
	}

	#[test]
	fn quotient_should_be_zero_when_divided_by_zero() {
		assert_eq!(Divisor::new(0).quotient(0), Share::ZERO);
	}

	#[test]
	fn proportion_should_be_that_of_fixed() {
		for proportion in 0..=u16::MAX {
			let share = Share::from_proportion(proportion);
			assert_eq!(Fixed::from(share), Fixed::from_proportion(proportion));
			assert_eq!(share.to_u16(), Fixed::from(share).to_u16());
		}
	}
}
