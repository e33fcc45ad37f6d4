//! The owner's 18 % and the halves of the rest. Owns the cut: **this is the one place on the chain where it is
//! taken**.
//!
//! Of a subnet's emission 18 % go to its owner, 41 % to its miners and 41 % to its validators. The cut is taken
//! once, from a subnet's pending emission at its epoch; whoever receives a part of [`Cuts`] divides it and
//! takes nothing off again.

use sp_arithmetic::Perbill;

/// What the owner of a subnet is cut from its emission unless the chain sets another part: 18 %, exactly.
pub const OWNER_CUT: Perbill = Perbill::from_percent(18);

/// One whole, in the unit of a `Perbill`.
const BILLION: u128 = 1_000_000_000;

/// A subnet's pending emission in three parts, in rao; they add up to the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
	/// For the subnet's owner.
	pub owner: u64,
	/// For its miners, by incentive.
	pub miners: u64,
	/// For its validators, by dividends.
	pub validators: u64,
}

/// `pending` rao in three parts: `owner = floor(owner_cut * pending)`, `miners = floor(rest / 2)`, `validators`
/// what remains.
///
/// So the owner's fraction of a rao falls to the others, and an odd rao to the validators. The parts add up
/// to `pending` exactly.
///
/// Source: section 3 of the protocol.
///
/// ```
/// # use subtensor_emission::{Cuts, OWNER_CUT, cut};
/// assert_eq!(cut(100, OWNER_CUT), Cuts { owner: 18, miners: 41, validators: 41 });
/// assert_eq!(cut(360, OWNER_CUT), Cuts { owner: 64, miners: 148, validators: 148 });
/// ```
pub fn cut(pending: u64, owner_cut: Perbill) -> Cuts {
	// clamp: never reached, the product has at most 96 bits.
	let owed = u128::from(pending).saturating_mul(u128::from(owner_cut.deconstruct())) / BILLION;
	// A `Perbill` that was decoded, not made, may exceed one: then the owner gets all that there is.
	let owner = u64::try_from(owed).unwrap_or(pending).min(pending);
	// clamp: never reached, `owner <= pending`.
	let rest = pending.saturating_sub(owner);
	let miners = rest / 2;
	// clamp: never reached, a half is no more than the whole.
	Cuts {
		owner,
		miners,
		validators: rest.saturating_sub(miners),
	}
}
