//! The number of results: signed 32.32 fixed point, and the roundings that all nodes must share.
//!
//! Owns the four operations and the conversions to and from integers, for any values. The inner loops have a
//! narrower number of their own, with the same roundings: [`share`](crate::share).

use core::iter::Sum;

/// How many of the 64 bits are the fraction.
const FRACTION_BITS: u32 = 32;

/// A number with 32 integer bits (one of them the sign) and 32 fraction bits.
///
/// What [`epoch`](crate::epoch()) returns lies between zero and one. The type is signed for the argument of an
/// exponential, the one number that goes below zero.
///
/// ```
/// use yuma::Fixed;
///
/// let third = Fixed::ratio(1, 3);
/// assert_eq!(third.bits(), 0x5555_5555);
/// assert_eq!(third.to_u16(), 21_844);
/// assert_eq!(third.share_of(1_000_000_000), 333_333_333);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Fixed(i64);

impl Fixed {
	/// Zero.
	pub const ZERO: Self = Self(0);
	/// One.
	pub const ONE: Self = Self(1 << FRACTION_BITS);

	/// The number whose value times 2^32 is `bits`.
	pub const fn from_bits(bits: i64) -> Self {
		Self(bits)
	}

	/// The value times 2^32, exactly.
	pub const fn bits(self) -> i64 {
		self.0
	}

	/// `proportion / 65535`, rounded down.
	pub fn from_proportion(proportion: u16) -> Self {
		Self::ratio(proportion.into(), u16::MAX.into())
	}

	/// `numerator / denominator`, rounded down; zero where it does not exist or does not fit.
	pub fn ratio(numerator: u64, denominator: u128) -> Self {
		// Nearly every quotient of an epoch is of two numbers below 2^32, and dividing 64 bits is several
		// times faster than dividing 128.
		if let (Ok(small), Ok(denominator)) = (u32::try_from(numerator), u64::try_from(denominator)) {
			return Self::from_quotient((u64::from(small) << FRACTION_BITS).checked_div(denominator));
		}
		Self::from_quotient((u128::from(numerator) << FRACTION_BITS).checked_div(denominator))
	}

	/// The value times 65535, rounded down; what lies outside of zero to one becomes 0 or 65535.
	pub fn to_u16(self) -> u16 {
		u16::try_from(self.share_of(u16::MAX.into())).unwrap_or(u16::MAX)
	}

	/// The value times `amount`, rounded down to an integer; zero for negative values.
	pub fn share_of(self, amount: u64) -> u64 {
		let bits = u128::from(u64::try_from(self.0).unwrap_or(0));
		// clamp: never reached, the product of two numbers below 2^64 is below 2^128
		let product = bits.saturating_mul(amount.into()) >> FRACTION_BITS;
		u64::try_from(product).unwrap_or(u64::MAX)
	}

	/// The sum, held at the largest and smallest number.
	pub const fn plus(self, other: Self) -> Self {
		// clamp: as documented; at most 65,536 shares of at most one are added up
		Self(self.0.saturating_add(other.0))
	}

	/// The difference, held at the largest and smallest number.
	pub const fn minus(self, other: Self) -> Self {
		// clamp: as documented; what is subtracted is at most one
		Self(self.0.saturating_sub(other.0))
	}

	/// The product, rounded towards minus infinity, held at the largest and smallest number.
	pub fn times(self, other: Self) -> Self {
		// clamp: never reached, the product of two 64-bit numbers fits 127 bits and a sign
		Self::held(i128::from(self.0).saturating_mul(other.0.into()) >> FRACTION_BITS)
	}

	/// The quotient, rounded towards zero; zero where it does not exist or does not fit.
	pub fn over(self, other: Self) -> Self {
		if let (Ok(numerator), Ok(denominator)) = (u64::try_from(self.0), u64::try_from(other.0)) {
			return Self::ratio(numerator, denominator.into());
		}
		Self::from_quotient((i128::from(self.0) << FRACTION_BITS).checked_div(other.0.into()))
	}

	/// Zero for a division that failed, and for a quotient that does not fit.
	fn from_quotient<B: TryInto<i64>>(bits: Option<B>) -> Self {
		Self(bits.and_then(|bits| bits.try_into().ok()).unwrap_or(0))
	}

	fn held(bits: i128) -> Self {
		let end = if bits < 0 { i64::MIN } else { i64::MAX };
		Self(bits.try_into().unwrap_or(end))
	}
}

impl Sum for Fixed {
	fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
		values.fold(Self::ZERO, Self::plus)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ULP: Fixed = Fixed::from_bits(1);
	const HALF: Fixed = Fixed::from_bits(1 << 31);

	fn negative(value: Fixed) -> Fixed {
		Fixed::ZERO.minus(value)
	}

	#[test]
	fn product_should_round_towards_minus_infinity() {
		assert_eq!(ULP.times(HALF), Fixed::ZERO);
		assert_eq!(negative(ULP).times(HALF), negative(ULP));
		assert_eq!(Fixed::ONE.times(HALF), HALF);
	}

	#[test]
	fn product_should_hold_at_the_ends_when_too_large() {
		let largest = Fixed::from_bits(i64::MAX);
		assert_eq!(largest.times(largest), largest);
		assert_eq!(largest.times(negative(largest)), Fixed::from_bits(i64::MIN));
	}

	#[test]
	fn quotient_should_round_towards_zero() {
		let three = Fixed::from_bits(3);
		let two = Fixed::from_bits(2);
		assert_eq!(two.over(three).bits(), 0xAAAA_AAAA);
		assert_eq!(negative(two).over(three).bits(), -0xAAAA_AAAA);
		assert_eq!(Fixed::ONE.over(Fixed::ONE), Fixed::ONE);
	}

	#[test]
	fn quotient_should_be_zero_when_undefined_or_too_large() {
		assert_eq!(Fixed::ONE.over(Fixed::ZERO), Fixed::ZERO);
		assert_eq!(ULP.over(Fixed::ZERO), Fixed::ZERO);
		assert_eq!(Fixed::ONE.over(ULP), Fixed::ZERO);
		assert_eq!(Fixed::ratio(1, 0), Fixed::ZERO);
		assert_eq!(Fixed::ratio(u64::MAX, 1), Fixed::ZERO);
	}

	#[test]
	fn proportion_should_lose_one_when_read_and_written() {
		for proportion in 1..u16::MAX {
			assert_eq!(Fixed::from_proportion(proportion).to_u16(), proportion - 1);
		}
		assert_eq!(Fixed::from_proportion(0).to_u16(), 0);
		assert_eq!(Fixed::from_proportion(u16::MAX), Fixed::ONE);
	}

	#[test]
	fn share_should_hold_at_the_ends_when_outside() {
		assert_eq!(negative(HALF).share_of(10), 0);
		assert_eq!(negative(HALF).to_u16(), 0);
		assert_eq!(Fixed::from_bits(i64::MAX).share_of(u64::MAX), u64::MAX);
		assert_eq!(Fixed::from_bits(i64::MAX).to_u16(), u16::MAX);
		assert_eq!(HALF.share_of(u64::MAX), u64::MAX / 2);
	}
}
