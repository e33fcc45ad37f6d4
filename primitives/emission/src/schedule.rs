//! How much a block mints. Owns the cap and the halvings; a function of the issuance alone, never of the
//! block's number.
//!
//! With `F` the first halving, threshold `i` is `2F - (2F >> i)`: `F`, then `F` and half of `F`, then a quarter
//! more, and so on towards `2F`. Every threshold that the issuance has reached halves the emission.
//!
//! ```text
//! F = 11.5 M TAO (default)                         F = 10.5 M TAO (Bittensor's main network)
//! issuance from       emission                     issuance from      emission
//!  0      M           1     TAO                     0      M          1     TAO
//! 11.5    M           0.5                          10.5    M          0.5
//! 17.25   M           0.25                         15.75   M          0.25
//! 20.125  M           0.125                        18.375  M          0.125
//! 21      M           0, the cap                   ... halving on and on towards 21 M
//! ```
//!
//! Burned TAO lowers the issuance, so it can be mined again; an issuance that falls below a threshold brings
//! the greater emission back.

/// One TAO in rao.
pub const TAO: u64 = 1_000_000_000;

/// The most rao that can ever exist at a time: 21 million TAO.
pub const CAP: u64 = 21_000_000 * TAO;

/// What a block mints before the first halving, in rao: 1 TAO.
pub const INITIAL_BLOCK_EMISSION: u64 = TAO;

/// The issuance at which the first halving falls unless genesis says otherwise, in rao: 11.5 million TAO.
pub const DEFAULT_FIRST_HALVING: u64 = 11_500_000 * TAO;

/// The halvings after which nothing is left of a TAO: 10^9 is less than 2^30.
pub const MAX_HALVINGS: u32 = 30;

/// When the emission halves.
///
/// ```
/// use subtensor_emission::{Schedule, TAO};
///
/// let schedule = Schedule::default();
/// assert_eq!(schedule.block_emission(0), TAO);
/// assert_eq!(schedule.block_emission(11_500_000 * TAO), TAO / 2);
/// assert_eq!(schedule.block_emission(21_000_000 * TAO), 0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
	/// The issuance at the first halving, in rao; from 1 to [`CAP`].
	first_halving: u64,
}

impl Default for Schedule {
	/// The first halving at [`DEFAULT_FIRST_HALVING`].
	fn default() -> Self {
		Self {
			first_halving: DEFAULT_FIRST_HALVING,
		}
	}
}

impl Schedule {
	/// The schedule whose first halving is at an issuance of `first_halving` rao.
	///
	/// `None` for 0, at which nothing would ever be minted, and above [`CAP`], where no halving would ever be
	/// reached: both are mistakes in a genesis. Below 10.5 million TAO the emission ends by itself at twice
	/// `first_halving`, short of the cap; that is allowed, for test networks.
	pub const fn new(first_halving: u64) -> Option<Self> {
		if first_halving == 0 || first_halving > CAP {
			None
		} else {
			Some(Self { first_halving })
		}
	}

	/// The issuance at the first halving, in rao.
	pub const fn first_halving(&self) -> u64 {
		self.first_halving
	}

	/// The issuance in rao at which halving `i` falls: `2F - (2F >> i)`, so 0 for `i = 0`.
	///
	/// Never falls with `i`, and never passes `2F`. The shift rounds down, so a threshold that is no whole
	/// number of rao lies at the next one above.
	pub fn threshold(&self, i: u32) -> u64 {
		// clamp: never reached, `F <= CAP < 2^55`.
		let end = self.first_halving.saturating_mul(2);
		let ahead = end.checked_shr(i).unwrap_or(0);
		// clamp: never reached, a number shifted right is no greater than it was.
		end.saturating_sub(ahead)
	}

	/// How many halvings an issuance of `issuance` rao has reached: 0 to [`MAX_HALVINGS`].
	pub fn halvings(&self, issuance: u64) -> u32 {
		let reached = |i: &u32| self.threshold(*i) <= issuance;
		(1..=MAX_HALVINGS).take_while(reached).last().unwrap_or(0)
	}

	/// The rao that a block mints when so many exist: `10^9 >> halvings`, and never more than the cap leaves
	/// room for.
	///
	/// The shift rounds down; what it drops stays to be mined by later blocks. 0 at [`MAX_HALVINGS`] and from
	/// [`CAP`] on.
	pub fn block_emission(&self, issuance: u64) -> u64 {
		let emission = INITIAL_BLOCK_EMISSION
			.checked_shr(self.halvings(issuance))
			.unwrap_or(0);
		// clamp: at the cap and above nothing may be minted.
		emission.min(CAP.saturating_sub(issuance))
	}
}
