//! Entering, leaving, raising. Owns the three ways in which a pool changes; each returns the pool that follows
//! and leaves applying it, and moving the money, to the caller.
//!
//! Why the price `(R + 1) / (S + 2^16)` never falls, and with it no holder's worth:
//!
//! * *enter* adds `a` rao and at most `a / price` shares (rounded down);
//! * *leave* removes `a` rao and at least `a / price` shares (rounded up; or, for a whole holding,
//!   at most its worth, rounded down);
//! * *raise* adds rao and no shares.
//!
//! Only when the last share goes does the price start anew, at one rao for 2^16 shares: nobody is left to lose
//! by it.

use crate::pool::{MAX_RAO, Pool};

/// Why a pool refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
	/// The amount is less than the price of one share.
	ZeroShares,
	/// More was asked for than the shares held are worth.
	WorthLess,
	/// Nobody holds a share that a raise could be for.
	Empty,
	/// The pool would hold more than [`MAX_RAO`], or is already beyond what arithmetic can carry.
	TooLarge,
	/// More shares are held than exist: a defect of whoever keeps them.
	Inconsistent,
}

/// How much of a holding leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
	/// Exactly so many rao, and as few shares as pay for them.
	Amount(u64),
	/// All shares held, for the rao that they are worth.
	All,
}

/// What [`Pool::leave`] decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the pool has not changed yet, and nobody has been paid"]
pub struct Leaving {
	/// The pool that follows.
	pub pool: Pool,
	/// Shares that the holder loses; never more than were held.
	pub shares: u128,
	/// Rao that the holder is paid.
	pub paid: u64,
	/// Rao that nobody owns any more because the last share went; 0 otherwise. The caller recycles it.
	pub left_over: u64,
}

impl Pool {
	/// Put `rao` in; returns the pool that follows and the shares bought.
	///
	/// The shares are [`Pool::shares_for`], rounded down: what is bought is worth at most what was paid, and
	/// the difference belongs to all holders.
	///
	/// # Errors
	///
	/// * [`PoolError::TooLarge`]: the pool would hold more than [`MAX_RAO`].
	/// * [`PoolError::ZeroShares`]: `rao` does not buy one share (0 never does).
	pub fn enter(&self, rao: u64) -> Result<(Pool, u128), PoolError> {
		let grown = self.grown(rao)?;
		let bought = self.shares_for(rao).ok_or(PoolError::TooLarge)?;
		if bought == 0 {
			return Err(PoolError::ZeroShares);
		}
		let shares = self.shares.checked_add(bought).ok_or(PoolError::TooLarge)?;
		Ok((Pool { shares, ..grown }, bought))
	}

	/// Take out some or all of what `held` shares are worth.
	///
	/// [`Withdrawal::Amount`] pays that amount to the rao and burns [`Pool::price_in_shares`], rounded up; an
	/// amount of 0 changes nothing. [`Withdrawal::All`] burns `held` and pays [`Pool::rao_for`] them, rounded
	/// down, which may be 0 for dust. Either way the remainder belongs to those who stay; if nobody stays, the
	/// pool that follows is empty and the remainder is `left_over`.
	///
	/// # Errors
	///
	/// * [`PoolError::WorthLess`]: the amount exceeds what `held` shares are worth.
	/// * [`PoolError::Inconsistent`]: more shares are held than exist.
	/// * [`PoolError::TooLarge`]: not for a pool that was reached by transitions.
	pub fn leave(&self, held: u128, withdrawal: Withdrawal) -> Result<Leaving, PoolError> {
		if held > self.shares {
			return Err(PoolError::Inconsistent);
		}
		let worth = self.rao_for(held).ok_or(PoolError::TooLarge)?;
		let (burned, paid) = match withdrawal {
			Withdrawal::All => (held, worth),
			Withdrawal::Amount(rao) if rao > worth => return Err(PoolError::WorthLess),
			Withdrawal::Amount(rao) => (self.price_in_shares(rao).ok_or(PoolError::TooLarge)?, rao),
		};
		self.without(burned, paid)
	}

	/// Add `rao` for all holders, in proportion to their shares: a dividend. No shares are made.
	///
	/// The virtual shares take part, so that `2^16 / (S + 2^16)` of it goes to no holder for now; it is
	/// `left_over` when the last one leaves.
	///
	/// # Errors
	///
	/// * [`PoolError::Empty`]: nobody holds a share.
	/// * [`PoolError::TooLarge`]: the pool would hold more than [`MAX_RAO`].
	pub fn raise(&self, rao: u64) -> Result<Pool, PoolError> {
		if self.is_empty() {
			return Err(PoolError::Empty);
		}
		self.grown(rao)
	}

	/// The same shares with `rao` more.
	fn grown(&self, rao: u64) -> Result<Pool, PoolError> {
		match self.rao.checked_add(rao) {
			Some(sum) if sum <= MAX_RAO => Ok(Pool { rao: sum, ..*self }),
			_ => Err(PoolError::TooLarge),
		}
	}

	/// Remove shares and rao; whatever outlives the last share is left over.
	fn without(&self, shares: u128, paid: u64) -> Result<Leaving, PoolError> {
		let pool = Pool {
			rao: self.rao.checked_sub(paid).ok_or(PoolError::Inconsistent)?,
			shares: self.shares.checked_sub(shares).ok_or(PoolError::Inconsistent)?,
		};
		if pool.is_empty() {
			return Ok(Leaving {
				pool: Pool::EMPTY,
				shares,
				paid,
				left_over: pool.rao,
			});
		}
		Ok(Leaving {
			pool,
			shares,
			paid,
			left_over: 0,
		})
	}
}
