//! The burn price of a place in a subnet. Owns the curve: halving over a half-life of blocks, rising with every
//! registration, kept between two bounds. Never asks what a block or a subnet is.
//!
//! The difficulty of proof-of-work registration follows the same kind of curve, with terms of its own.
//!
//! # How a power of two with a fraction is computed
//!
//! `blocks / half_life = q + f`, with `q` whole and `0 <= f < 1`. `f` is cut to 32 bits (downwards: towards the
//! higher price). With `f = 0.b1 b2 .. b32` in binary,
//!
//! ```text
//! 2^-f = product of 2^-(2^-i) over all i with bi = 1
//! ```
//!
//! is multiplied up from a table of those 32 roots in units of 2^-64, from `b1` to `b32`, each entry and each
//! product rounded up. Then `price * 2^-f` is shifted right by `q` and rounded up, once.
//!
//! *Error.* Cutting `f` raises the result by a factor below `2^(2^-32) < 1 + 2^-32.5`; the roundings, at most
//! two units of 2^-64 per bit, add less than `2^-57` relative. So the result is never below the true value and
//! less than `true * 2^-32 + 1` above it.
//!
//! *Monotone.* Two values of the cut `f` that differ have powers that differ by at least `ln 2 * 2^-33 >
//! 2^-34`, while the computed powers exceed the true ones by less than 2^-57: the later one stays the smaller
//! one. At a whole half-life the table is left with a power above 1/2, and `q` takes over with exactly 1/2.

/// The least factor by which a registration raises a price, in units of 2^-64: 1.1, rounded down, as clients write
/// it. What it falls short of 1.1 vanishes where a raised price is rounded up, for all prices up to 10^18.
pub const MIN_INCREASE: u128 = ONE * 11 / 10;

/// One, in units of 2^-64.
const ONE: u128 = 1 << 64;

/// `ceil(2^(64 - 2^-i))` for i = 1..=32: the square root of a half, the root of that root, and so on, in units
/// of 2^-64, each rounded up.
const ROOTS: [u64; 32] = [
	0xB504_F333_F9DE_6485,
	0xD744_FCCA_D69D_6AF5,
	0xEAC0_C6E7_DD24_392F,
	0xF525_7D15_2486_CC2D,
	0xFA83_B2DB_722A_033B,
	0xFD3E_0C0C_F486_C175,
	0xFE9E_115C_7B8F_884C,
	0xFF4E_CB59_511E_C8A6,
	0xFFA7_5652_1C8D_AED2,
	0xFFD3_A751_C0F7_E10C,
	0xFFE9_D2B2_F7DB_2756,
	0xFFF4_E91B_FF1B_8C3E,
	0xFFFA_747E_A004_0665,
	0xFFFD_3A3B_7814_EB54,
	0xFFFE_9D1C_C60D_DAB2,
	0xFFFF_4E8E_2587_9BFB,
	0xFFFF_A747_0363_F452,
	0xFFFF_D3A3_7DDA_0314,
	0xFFFF_E9D1_BDF7_03AF,
	0xFFFF_F4E8_DEBE_025F,
	0xFFFF_FA74_6F4F_A151,
	0xFFFF_FD3A_37A3_F8B1,
	0xFFFF_FE9D_1BD1_065B,
	0xFFFF_FF4E_8DE8_45AE,
	0xFFFF_FFA7_46F4_1377,
	0xFFFF_FFD3_A37A_05E4,
	0xFFFF_FFE9_D1BD_01FC,
	0xFFFF_FFF4_E8DE_80C1,
	0xFFFF_FFFA_746F_4051,
	0xFFFF_FFFD_3A37_A025,
	0xFFFF_FFFE_9D1B_D012,
	0xFFFF_FFFF_4E8D_E809,
];

/// What `price` has come down to after so many `blocks`: `price * 2^-(blocks / half_life)`, rounded up.
///
/// At least the true value, and less than the true value times `2^-32`, plus 1, above it. Never rises with
/// `blocks`; never 0 unless `price` is. The unit is the caller's (rao for a burn). With a `half_life` of 0 the
/// price stands for 0 blocks and is at its least, 1 (0 for a price of 0), from then on.
///
/// ```
/// # use subtensor_registration::decayed;
/// assert_eq!(decayed(1_000_000_000, 360, 360), 500_000_000);
/// assert_eq!(decayed(1_000_000_000, 180, 360), 707_106_782); // 707,106,781.19
/// ```
pub fn decayed(price: u64, blocks: u64, half_life: u64) -> u64 {
	let halvings = match blocks.checked_div(half_life) {
		Some(halvings) => halvings,
		None if blocks == 0 => 0,
		None => u64::MAX,
	};
	let divisor = match halvings {
		0..64 => u32::try_from(halvings)
			.ok()
			.and_then(|halvings| ONE.checked_shl(halvings)),
		_ => None,
	};
	let Some(divisor) = divisor else {
		// After 64 halvings less than one is left, which rounds up to one.
		return price.min(1);
	};
	// clamp: never reached, the product is at most `(2^64 - 1) * 2^64`.
	let scaled = u128::from(price).saturating_mul(power(fraction(blocks, half_life)));
	// clamp: never reached, a price times at most one.
	u64::try_from(scaled.div_ceil(divisor)).unwrap_or(price)
}

/// `price` after a registration: times `increase` units of 2^-64, but at least [`MIN_INCREASE`]; rounded up.
///
/// A price of 0 is raised as if it were 1. `u64::MAX` where the product exceeds it.
pub fn raised(price: u64, increase: u128) -> u64 {
	let increase = increase.max(MIN_INCREASE);
	let (whole, part) = (increase >> 64, increase & (ONE - 1));
	let price = u128::from(price.max(1));
	// clamp: never reached, two numbers of 64 bits each; the sum is clamped below.
	let (whole, part) = (
		price.saturating_mul(whole),
		price.saturating_mul(part).div_ceil(ONE),
	);
	// clamp: a price that nobody can pay; the caller's maximum brings it down.
	u64::try_from(whole.saturating_add(part)).unwrap_or(u64::MAX)
}

/// The rules by which a price moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceTerms {
	/// Blocks over which the price halves.
	pub half_life: u64,
	/// Factor by which a registration raises it, in units of 2^-64; taken as [`MIN_INCREASE`] where less.
	pub increase: u128,
	/// The price never shown below this; wins over `max` where it is greater.
	pub min: u64,
	/// The price never shown above this.
	pub max: u64,
}

impl PriceTerms {
	/// `price` brought between the bounds.
	fn bounded(&self, price: u64) -> u64 {
		price.min(self.max).max(self.min)
	}
}

/// A price as it stood after the last registration; all that needs to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BurnPrice {
	/// The price right after that registration, in rao.
	pub last: u64,
	/// The block of that registration.
	pub at: u64,
}

impl BurnPrice {
	/// What registering costs in block `now`, within the bounds.
	pub fn current(&self, now: u64, terms: &PriceTerms) -> u64 {
		// clamp: time never runs backwards.
		let blocks = now.saturating_sub(self.at);
		terms.bounded(decayed(self.last, blocks, terms.half_life))
	}

	/// The price that follows a registration in block `now`: the current one, raised, within the bounds.
	#[must_use = "the price is not stored yet"]
	pub fn after_registration(&self, now: u64, terms: &PriceTerms) -> Self {
		let price = raised(self.current(now, terms), terms.increase);
		Self {
			last: terms.bounded(price),
			at: now.max(self.at),
		}
	}
}

/// `blocks / half_life` without its whole part, in units of 2^-32, rounded down; 0 for a half-life of 0.
fn fraction(blocks: u64, half_life: u64) -> u32 {
	let part = blocks.checked_rem(half_life).unwrap_or(0);
	let scaled = (u128::from(part) << 32)
		.checked_div(u128::from(half_life))
		.unwrap_or(0);
	// clamp: never reached, `part < half_life`.
	u32::try_from(scaled).unwrap_or(u32::MAX)
}

/// `2^-f` in units of 2^-64, rounded up, for `f` in units of 2^-32; above 2^63, at most 2^64.
fn power(fraction: u32) -> u128 {
	let mut power = ONE;
	for (position, root) in (0_u32..32).zip(ROOTS) {
		let bit = (1_u32 << 31).checked_shr(position).unwrap_or(0);
		if fraction & bit != 0 {
			// clamp: never reached, `power <= 2^64` and `root < 2^64`.
			power = power.saturating_mul(u128::from(root)).div_ceil(ONE);
		}
	}
	power
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn root_should_square_to_the_one_before_when_a_unit_is_allowed() {
		// With r true and R = ceil(r): the square of R - 1 is below, that of R is at least, what r squares to;
		// and the one before, itself rounded up, is less than a unit above that.
		let mut before = ONE / 2;
		for root in ROOTS.map(u128::from) {
			assert!((root - 1) * (root - 1) < before * ONE);
			assert!(root * root > (before - 1) * ONE);
			before = root;
		}
		assert_eq!(ROOTS[0], 13_043_817_825_332_782_213); // 2^63.5 = 13,043,817,825,332,782,212.35
		assert_eq!(ROOTS[31], 18_446_744_070_732_507_145);
	}

	#[test]
	fn power_should_fall_when_fraction_grows() {
		// All places where a carry flips many bits, and their neighbours.
		for bit in 0..32 {
			let at = 1_u32 << bit;
			assert!(power(at - 1) > power(at), "{at}");
			assert!(power(u32::MAX - at) > power(u32::MAX - (at - 1)), "{at}");
		}
		assert_eq!(power(0), ONE);
		assert!(power(u32::MAX) > ONE / 2);
	}

	#[test]
	fn power_should_never_be_below_the_true_one_when_its_complement_is_not() {
		// 2^-f * 2^-(1 - f) is a half. Both rounded up, they make a half or a little more.
		for step in 1..10_000_u32 {
			let fraction = step.wrapping_mul(0x9E37_79B9);
			let product = power(fraction) * power(fraction.wrapping_neg());
			assert!(product >= 1 << 127, "{fraction}");
			assert!(product - (1 << 127) < 1 << 71, "{fraction}");
		}
	}
}
