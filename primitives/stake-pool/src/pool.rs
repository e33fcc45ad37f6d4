//! The pool and what a share of it is worth. Owns the offset, the size limit and the two conversions; changes
//! nothing.
//!
//! # Why `u128` suffices
//!
//! Write `R` for the rao, `S` for the shares, `V = 2^16` for the virtual shares. The price of a share is
//! `(R + 1) / (S + V)`: it starts at `1 / V` and never falls (`transition` says why, step by step). Hence
//!
//! ```text
//! (R + 1) / (S + V) >= 1 / V    so    S + V <= V * (R + 1)    so    S <= V * R
//! ```
//!
//! With `R + 1 <= 2^56` this gives `S + V <= 2^72`, and the products stay within 128 bits:
//!
//! ```text
//! leaving   held * (R + 1)  <=  S * (R + 1)  <  2^72 * 2^56  =  2^128
//! leaving   a * (S + V)     <=  R * (S + V)  <  2^56 * 2^72  =  2^128        a <= R
//! entering  a * (S + V)     <=  a * V * (R + 1)  <=  2^16 * 2^55 * 2^55  <  2^128   a + R + 1 <= 2^56
//! ```
//!
//! The pool can always pay: `S < S + V`, so all shares together are worth less than `R + 1`, and a whole number
//! of rao below `R + 1` is at most `R`. For `R` up to 2^64 the first product could reach 2^144; that is why
//! [`MAX_RAO`] exists.

/// Shares that nobody holds and that every pool behaves as if it had: 2^16.
///
/// They make a share cheap (a rao buys 65,536 of them in a fresh pool), so that roundings are far below a rao,
/// and they take part in every raise: whoever blows up the price of a share to make a later entry round down
/// pays the virtual shares at least 65,536 times what the rounding can win.
pub const VIRTUAL_SHARES: u128 = 1 << 16;

/// Rao that stand behind the virtual shares when a pool is empty: 1.
pub const VIRTUAL_RAO: u64 = 1;

/// The most rao that a pool may hold: 2^56 - 1, about 72 million TAO.
pub const MAX_RAO: u64 = (1 << 56) - 1;

/// A balance with its shares.
///
/// Reached only from [`Pool::EMPTY`] through the transitions, it satisfies `rao <= MAX_RAO` and `shares <= 2^16
/// * rao`. Any other pair of numbers is harmless too: it is met with an error or `None`, not a panic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
	/// Rao in the pool; what all holders share.
	pub rao: u64,
	/// Shares of all holders together; without the virtual ones.
	pub shares: u128,
}

impl Pool {
	/// The pool that nobody has entered yet, or that everybody has left.
	pub const EMPTY: Self = Self { rao: 0, shares: 0 };

	/// Does nobody hold a share?
	pub const fn is_empty(&self) -> bool {
		self.shares == 0
	}

	/// The shares that entering with `rao` buys: `floor(rao * (S + 2^16) / (R + 1))`.
	///
	/// Rounded down; the remainder belongs to the pool. `None` if the product exceeds 128 bits, which
	/// cannot happen while `R + rao <= MAX_RAO`.
	pub fn shares_for(&self, rao: u64) -> Option<u128> {
		u128::from(rao)
			.checked_mul(self.priced_shares()?)?
			.checked_div(self.priced_rao())
	}

	/// The rao that `shares` are worth: `floor(shares * (R + 1) / (S + 2^16))`.
	///
	/// Rounded down; the remainder stays in the pool. Meant for at most the shares in the pool, for which it is
	/// never more than `R`. `None` if a number does not fit, which cannot happen for those in a reachable pool.
	pub fn rao_for(&self, shares: u128) -> Option<u64> {
		let worth = shares
			.checked_mul(self.priced_rao())?
			.checked_div(self.priced_shares()?)?;
		u64::try_from(worth).ok()
	}

	/// The shares that pay for taking exactly `rao` out: `ceil(rao * (S + 2^16) / (R + 1))`.
	///
	/// Rounded up, so that the leaver pays for the fraction. Never more than the shares held by somebody whose
	/// shares are worth `rao`: if `rao <= held * (R + 1) / (S + 2^16)`, then `rao * (S + 2^16) / (R + 1) <=
	/// held`, and `held` is whole. `None` as for [`Self::shares_for`].
	pub fn price_in_shares(&self, rao: u64) -> Option<u128> {
		Some(
			u128::from(rao)
				.checked_mul(self.priced_shares()?)?
				.div_ceil(self.priced_rao()),
		)
	}

	/// `R + 1`; at least 1.
	fn priced_rao(&self) -> u128 {
		// clamp: never reached, both are `u64`.
		u128::from(self.rao).saturating_add(u128::from(VIRTUAL_RAO))
	}

	/// `S + 2^16`; at least 2^16.
	fn priced_shares(&self) -> Option<u128> {
		self.shares.checked_add(VIRTUAL_SHARES)
	}
}
