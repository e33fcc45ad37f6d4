//! The parts of a subnet's mechanisms. Owns how pending emission is divided among several, and what becomes of
//! the part of one in which nobody worked.
//!
//! ```text
//!   pending ── by share ──▶ a part for each mechanism
//!      ├─ no miner earned in it: recycled
//!      └─ all others together: cut once ─┬─ owner
//!                                        ├─ miners      by share, then by incentive
//!                                        └─ validators  by share, then by dividends
//! ```

use crate::{Cuts, apportion, cut};
use alloc::{vec, vec::Vec};
use sp_arithmetic::Perbill;

/// What the neurons earned in one mechanism, by uid, in any unit: only proportions count.
#[derive(Clone, Copy, Debug)]
pub struct Earned<'a> {
	/// The mechanism's part in the subnet's emission; in any unit, the same for all mechanisms.
	pub share: u64,
	/// Shares of the miners' part.
	pub incentive: &'a [u64],
	/// Shares of the validators' part.
	pub dividends: &'a [u64],
}

impl Earned<'_> {
	/// Whether it has a part, and somebody's work to pay with it.
	fn pays(&self) -> bool {
		self.share > 0 && self.incentive.iter().any(|share| *share > 0)
	}
}

/// A subnet's pending emission, divided; `recycled` and the cuts are the whole, in rao.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Division {
	/// The parts of mechanisms in which no miner earned.
	pub recycled: u64,
	/// The others' parts, cut.
	pub cuts: Cuts,
	/// What each neuron gets as a miner, by uid; together `cuts.miners`.
	pub miners: Vec<u64>,
	/// What each neuron gets as a validator, by uid; together `cuts.validators`.
	pub validators: Vec<u64>,
}

/// Divides `pending` rao among the neurons of a subnet by what they earned in its mechanisms; `None` if no miner
/// earned in any that has a part, or if nobody has active stake where it decides.
///
/// Every division is by largest remainder, ties to the lower mechanism and uid. In a mechanism in which miners
/// earned and nobody has dividends, its validators' part goes by `active_stake`. All lists are of the same
/// neurons.
///
/// ```
/// # use subtensor_emission::{Earned, OWNER_CUT, divide};
/// let (first, second) = ([1, 0], [0, 1]);
/// let mechanisms = [
///     Earned { share: 3, incentive: &first, dividends: &second },
///     Earned { share: 1, incentive: &second, dividends: &first },
/// ];
/// let division = divide(400, OWNER_CUT, &mechanisms, &[1, 1]).unwrap();
/// assert_eq!((division.recycled, division.cuts.owner), (0, 72));
/// assert_eq!((division.miners, division.validators), (vec![123, 41], vec![41, 123]));
/// ```
pub fn divide(
	pending: u64,
	owner_cut: Perbill,
	mechanisms: &[Earned],
	active_stake: &[u64],
) -> Option<Division> {
	let shares: Vec<u64> = mechanisms.iter().map(|mechanism| mechanism.share).collect();
	let parts = apportion(pending, &shares)?;
	let idle = mechanisms
		.iter()
		.zip(parts)
		.filter(|(mechanism, _)| !mechanism.pays());
	let recycled = idle.map(|(_, part)| part).try_fold(0u64, u64::checked_add)?;
	let cuts = cut(pending.checked_sub(recycled)?, owner_cut);

	let paying: Vec<&Earned> = mechanisms.iter().filter(|mechanism| mechanism.pays()).collect();
	let shares: Vec<u64> = paying.iter().map(|mechanism| mechanism.share).collect();
	let for_miners = apportion(cuts.miners, &shares)?;
	let for_validators = apportion(cuts.validators, &shares)?;
	let (mut miners, mut validators) = (vec![0; active_stake.len()], vec![0; active_stake.len()]);
	for ((mechanism, miner_part), validator_part) in paying.iter().zip(for_miners).zip(for_validators) {
		add(&mut miners, &apportion(miner_part, mechanism.incentive)?)?;
		let by_dividends = apportion(validator_part, mechanism.dividends);
		let parts = by_dividends.or_else(|| apportion(validator_part, active_stake))?;
		add(&mut validators, &parts)?;
	}
	Some(Division {
		recycled,
		cuts,
		miners,
		validators,
	})
}

/// Adds a mechanism's parts; `None` if they are not of the same neurons.
fn add(sums: &mut [u64], parts: &[u64]) -> Option<()> {
	if sums.len() != parts.len() {
		return None;
	}
	for (sum, part) in sums.iter_mut().zip(parts) {
		*sum = sum.checked_add(*part)?;
	}
	Some(())
}
