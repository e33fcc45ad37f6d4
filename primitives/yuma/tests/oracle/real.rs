//! A real number, and how far the same number in 32.32 fixed point may be from it.
//!
//! Values are computed without truncation. Beside every value runs its slack: how far a computation that
//! truncates each product and each quotient to 32 bits can be off by then. So every result comes with the
//! bound that holds for it, large where truncation matters, such as for the purchase of a few bits or for a
//! median whose support meets kappa.

/// One bit of a 32.32 number.
pub const BIT: f64 = 1.0 / 4_294_967_296.0;
/// What one truncation can cost: a bit, and for the error of this model's own f64 a thousandth of one (a
/// value below 32 is off by 2^-48 of it at the most, 16 operations deep).
pub const TRUNCATION: f64 = BIT * 1.001;

/// A value, and a bound for the distance of its fixed point twin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Real {
	/// The value without any truncation.
	pub value: f64,
	/// How far off truncation can be.
	pub slack: f64,
}

impl Real {
	pub const ZERO: Self = Self::exact(0.0);
	pub const ONE: Self = Self::exact(1.0);

	/// A value that fixed point has without error.
	pub const fn exact(value: f64) -> Self {
		Self { value, slack: 0.0 }
	}

	/// `value`, whose twin is between `low` and `high`.
	pub fn within(value: f64, low: f64, high: f64) -> Self {
		let slack = (value - low).max(high - value).max(0.0);
		Self { value, slack }
	}

	/// The smallest that the twin can be.
	pub fn low(self) -> f64 {
		self.value - self.slack
	}

	/// The largest that the twin can be.
	pub fn high(self) -> f64 {
		self.value + self.slack
	}

	/// This value, if the twin can also be `other`.
	pub fn or(self, other: Self) -> Self {
		Self::within(
			self.value,
			self.low().min(other.low()),
			self.high().max(other.high()),
		)
	}

	pub fn plus(self, other: Self) -> Self {
		Self {
			value: self.value + other.value,
			slack: self.slack + other.slack,
		}
	}

	pub fn minus(self, other: Self) -> Self {
		Self {
			value: self.value - other.value,
			slack: self.slack + other.slack,
		}
	}

	/// The product. Zero times anything and one times anything need no truncation.
	pub fn times(self, other: Self) -> Self {
		if self == Self::ZERO || other == Self::ONE {
			return self;
		}
		if other == Self::ZERO || self == Self::ONE {
			return other;
		}
		let carried = self.value.abs() * other.slack + other.value.abs() * self.slack;
		Self {
			value: self.value * other.value,
			slack: carried + self.slack * other.slack + TRUNCATION,
		}
	}

	/// The quotient by an exact number that is not zero.
	pub fn over(self, divisor: f64) -> Self {
		let value = self.value / divisor;
		if self.slack == 0.0 && fits(self.value, divisor) {
			return Self::exact(value);
		}
		Self {
			value,
			slack: self.slack / divisor.abs() + TRUNCATION,
		}
	}

	pub fn min(self, other: Self) -> Self {
		let (low, high) = (self.low().min(other.low()), self.high().min(other.high()));
		Self::within(self.value.min(other.value), low, high)
	}

	pub fn max(self, other: Self) -> Self {
		let (low, high) = (self.low().max(other.low()), self.high().max(other.high()));
		Self::within(self.value.max(other.value), low, high)
	}

	/// Held between zero and one, or whatever other exact ends.
	pub fn clamped(self, low: f64, high: f64) -> Self {
		self.max(Self::exact(low)).min(Self::exact(high))
	}

	/// This value's share of `total`, of which it is a part: zero if there is nothing to share.
	///
	/// A part that is larger makes the total larger too, so the ends are where the part and the rest are at
	/// opposite ends. If the total can be zero, any share is possible.
	pub fn share_of(self, total: Self) -> Self {
		if self == Self::ZERO {
			return self;
		}
		let value = ratio(self.value, total.value, 0.0);
		if self.slack == 0.0 && total.slack == 0.0 && fits(self.value, total.value) {
			return Self::exact(value);
		}
		let rest = (total.value - self.value).max(0.0);
		let rest_slack = (total.slack - self.slack).max(0.0);
		let (small, large) = (self.low().max(0.0), self.high());
		let low = ratio(small, small + rest + rest_slack, 0.0);
		let high = ratio(large, large + (rest - rest_slack).max(0.0), 1.0);
		Self::within(value, low - TRUNCATION, high + TRUNCATION)
	}

	/// The quotient by the largest of a column to which the value belongs.
	pub fn relative_to(self, largest: Self) -> Self {
		if self == Self::ZERO {
			return self;
		}
		let value = ratio(self.value, largest.value, 0.0);
		let low = ratio(self.low().max(0.0), largest.high(), 0.0);
		let high = ratio(self.high(), largest.low().max(0.0), 1.0).min(1.0);
		Self::within(value, low - TRUNCATION, high)
	}

	/// `part` of `new` and the rest of `old`: where both are alike, an error of the part does not matter.
	pub fn blend(part: Self, new: Self, old: Self) -> Self {
		if part == Self::ONE || (new == Self::ZERO && old == Self::ZERO) {
			return new;
		}
		if part == Self::ZERO {
			return old;
		}
		let carried = new.slack.max(old.slack) + part.slack * (new.value - old.value).abs();
		Self {
			value: old.value + part.value * (new.value - old.value),
			slack: carried + 2.0 * TRUNCATION,
		}
	}
}

/// The sum. An exact zero adds no slack.
pub fn sum(values: impl IntoIterator<Item = Real>) -> Real {
	values.into_iter().fold(Real::ZERO, Real::plus)
}

/// Whether a quotient of two exact numbers needs no truncation to 32 bits. The remainder of f64 is exact.
fn fits(numerator: f64, denominator: f64) -> bool {
	denominator != 0.0 && (numerator / BIT) % denominator == 0.0
}

fn ratio(numerator: f64, denominator: f64, otherwise: f64) -> f64 {
	if denominator > 0.0 {
		numerator / denominator
	} else {
		otherwise
	}
}
