//! The TAO that creating a subnet locks. Owns one formula: the cost doubles at each creation and falls back
//! linearly.

/// What the cost depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockTerms {
	/// The least cost, in rao.
	pub min: u64,
	/// What the last creation cost, in rao; the opening cost where there was none.
	pub last_cost: u64,
	/// The block of the last creation; `None` if no subnet was ever created.
	pub last_block: Option<u64>,
	/// Blocks over which the cost falls by `last_cost`.
	pub interval: u64,
	/// The block in which the cost is asked for.
	pub now: u64,
}

/// What creating a subnet locks, in rao:
///
/// ```text
/// max(min, last_cost * m - floor(last_cost / interval) * (now - last_block))        m = 2; 1 if there was none yet
/// ```
///
/// The difference is at least 0. So right after a creation the cost is twice the last, one interval later it is
/// back at the last, and after two it is at `min`. The step per block rounds down, that is towards the higher
/// cost.
///
/// Without an earlier creation the opening cost falls from block 0. With an interval of 0 the cost falls to
/// `min` within one block. A cost above `u64::MAX` is `u64::MAX`.
///
/// Source: section 4.2 of the facts about the existing chain.
///
/// ```
/// # use subtensor_registration::{LockTerms, lock_cost};
/// let terms = LockTerms { min: 100, last_cost: 1_000, last_block: Some(7), interval: 50, now: 7 };
/// assert_eq!(lock_cost(terms), 2_000);
/// assert_eq!(lock_cost(LockTerms { now: 57, ..terms }), 1_000);
/// assert_eq!(lock_cost(LockTerms { now: 107, ..terms }), 100);
/// ```
pub fn lock_cost(terms: LockTerms) -> u64 {
	let LockTerms {
		min,
		last_cost,
		last_block,
		interval,
		now,
	} = terms;
	let start = if last_block.is_some() {
		u128::from(last_cost) << 1
	} else {
		u128::from(last_cost)
	};
	// clamp: time never runs backwards.
	let elapsed = now.saturating_sub(last_block.unwrap_or(0));
	let fallen = match last_cost.checked_div(interval) {
		// clamp: never reached, both factors are `u64`.
		Some(per_block) => u128::from(per_block).saturating_mul(u128::from(elapsed)),
		None if elapsed == 0 => 0,
		None => start,
	};
	// clamp: once it has fallen to nothing, the minimum holds.
	let cost = start.saturating_sub(fallen);
	// clamp: more than all the money there can be.
	u64::try_from(cost).unwrap_or(u64::MAX).max(min)
}
