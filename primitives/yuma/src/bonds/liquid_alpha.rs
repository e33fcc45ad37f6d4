//! Step 11, liquid alpha: how much of a bond is new depends on how far its weight is from what is known.
//!
//! A validator that rates above consensus, or below its own bond, moves faster: the part of the new goes from
//! `low` to `high` along a sigmoid of that distance.
//!
//! Roundings: the slope is steepness over -100, rounded towards zero; the exponent is slope times distance less a
//! half, rounded towards minus infinity; the exponential is [`exp`](crate::exp()); the quotient and the product
//! with `high - low` are rounded down.
//!
//! Where consensus is zero for everybody there is nothing to measure from, and the part is the same for all bonds,
//! as without liquid alpha.

use crate::{exp::logistic, fixed::Fixed, input::LiquidAlpha, share::Share};

/// The part of the new in a bond, by the distance of its weight.
#[derive(Clone, Copy)]
pub(crate) struct Sigmoid {
	low: Share,
	range: Share,
	/// How fast it falls, negative where it rises.
	slope: Fixed,
	/// The part where there is no distance, which is the case of most bonds.
	at_zero: Share,
}

impl Sigmoid {
	/// The sigmoid between the two ends, half-way at a distance of a half.
	pub(crate) fn new(alpha: LiquidAlpha) -> Self {
		let [low, high] = [alpha.low, alpha.high].map(Share::from_proportion);
		let steepness = Fixed::from_bits(i64::from(alpha.steepness) << 32);
		let mut sigmoid = Self {
			low,
			range: high.minus(low),
			slope: steepness.over(Fixed::from_bits(-100 << 32)),
			at_zero: Share::ZERO,
		};
		sigmoid.at_zero = sigmoid.at(Share::ZERO);
		sigmoid
	}

	/// The part for this weight and the old bond.
	///
	/// The distance is the weight's from consensus if it is at least the bond, the bond's from it otherwise;
	/// below zero it is zero.
	pub(crate) fn part(&self, weight: Share, bond: Share, consensus: Share) -> Share {
		let distance = if weight >= bond {
			weight.minus(consensus)
		} else {
			bond.minus(weight)
		};
		if distance == Share::ZERO {
			self.at_zero
		} else {
			self.at(distance)
		}
	}

	/// `low + (high - low) / (1 + e^(slope * (distance - 1/2)))`.
	fn at(&self, distance: Share) -> Share {
		const HALF: Fixed = Fixed::from_bits(1 << 31);
		let exponent = self.slope.times(Fixed::from(distance).minus(HALF));
		let rise = logistic(exponent);
		self.low.plus(rise.times(self.range))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sigmoid(low: u16, high: u16, steepness: i16) -> Sigmoid {
		Sigmoid::new(LiquidAlpha { low, high, steepness })
	}

	fn share(numerator: u64, denominator: u64) -> Share {
		Fixed::ratio(numerator, denominator.into()).into()
	}

	#[test]
	fn part_should_be_half_way_when_the_distance_is_a_half() {
		let half = share(1, 2);
		assert_eq!(
			sigmoid(0, u16::MAX, 1_000).part(Share::ONE, Share::ZERO, half),
			half
		);
	}

	#[test]
	fn slope_should_be_rounded_towards_zero() {
		assert_eq!(sigmoid(0, 1, 1).slope.bits(), -42_949_672);
		assert_eq!(sigmoid(0, 1, -1).slope.bits(), 42_949_672);
	}

	#[test]
	fn part_should_be_half_way_when_the_sigmoid_is_flat() {
		let flat = sigmoid(0, u16::MAX, 0);
		assert_eq!(flat.part(Share::ONE, Share::ZERO, Share::ZERO), share(1, 2));
		assert_eq!(flat.part(Share::ZERO, Share::ZERO, Share::ZERO), share(1, 2));
	}

	#[test]
	fn part_should_rise_with_the_distance_unless_steepness_is_negative() {
		let [near, far] = [share(1, 10), share(9, 10)];
		let rising = sigmoid(13_107, 52_428, 1_000);
		assert!(rising.part(near, Share::ZERO, Share::ZERO) < rising.part(far, Share::ZERO, Share::ZERO));
		let falling = sigmoid(13_107, 52_428, -1_000);
		assert!(falling.part(near, Share::ZERO, Share::ZERO) > falling.part(far, Share::ZERO, Share::ZERO));
	}

	#[test]
	fn part_should_be_by_the_bond_when_the_weight_is_below_it() {
		let sigmoid = sigmoid(0, u16::MAX, 1_000);
		let [low, high] = [share(1, 10), share(7, 10)];
		assert_eq!(sigmoid.part(low, high, Share::ONE), sigmoid.at(high.minus(low)));
		assert_eq!(sigmoid.part(high, low, Share::ONE), sigmoid.at(Share::ZERO));
	}

	#[test]
	fn part_should_stay_between_the_ends_when_the_slope_is_extreme() {
		for steepness in [i16::MIN, i16::MAX] {
			let sigmoid = sigmoid(10, 20, steepness);
			for distance in [Share::ZERO, share(1, 3), Share::ONE] {
				let part = sigmoid.at(distance);
				assert!(Share::from_proportion(10) <= part && part <= Share::from_proportion(20));
			}
		}
	}
}
