//! Step 11, classic bonds: bought with stake times weight, a moving average over epochs.
//!
//! Each epoch every validator invests its stake, split by its weights, and gets a part of each neuron's new
//! bonds in proportion. What it holds is the exponential moving average of these parts.
//!
//! Roundings: a purchase is stake times weight, rounded down; both it and the old bonds are scaled to column
//! sums of one, rounded down; both terms of the average are rounded down; bonds that are zero then are left
//! out, and the others scaled once more.

use alloc::vec::Vec;

use crate::{
	bonds::average::{self, Bonds, Stored},
	by_uid::at,
	columns::Entry,
	share::{Divisor, Share, total},
};

/// Puts the averages of a column, not yet scaled to a sum of one, into `bonds`. `bought` is room to work in.
pub(crate) fn average(
	renew: Share,
	weights: impl Iterator<Item = Entry>,
	active_stake: &[Share],
	old: &[Stored],
	bought: &mut Vec<Entry>,
	bonds: &mut Bonds,
) {
	let buy = |weight: Entry| {
		let bond = weight.share().times(at(active_stake, weight.uid()));
		Entry::new(weight.uid(), bond)
	};
	bought.clear();
	bought.extend(weights.map(buy));
	let all_bought = Divisor::new(total(bought.iter().map(|bond| bond.share())));
	let all_held = Divisor::new(old.iter().map(|&(_, bond)| u64::from(bond)).sum());

	let new = bought
		.iter()
		.map(|bond| Entry::new(bond.uid(), all_bought.share(bond.share())));
	average::by_part(renew, new, old, |bond| all_held.quotient(bond.into()), bonds);
}
