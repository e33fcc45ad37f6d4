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
	bonds::{
		average::{self, Bonds, Stored},
		penalty::Clipping,
	},
	by_uid::at,
	columns::Entry,
	share::{Divisor, Share, total},
};

/// Puts the averages of a column, not yet scaled to a sum of one, into `bonds`. `bought` is room to work in.
pub(crate) fn average(
	renew: Share,
	column: &[Entry],
	clipping: Clipping,
	active_stake: &[Share],
	old: &[Stored],
	bought: &mut Vec<Entry>,
	bonds: &mut Bonds,
) {
	let keep = renew.rest();
	let buy = |entry: &Entry| {
		let weight = clipping.corrected(entry.share());
		Entry::new(entry.uid(), weight.times(at(active_stake, entry.uid())))
	};
	bought.clear();
	bought.extend(column.iter().map(buy));
	let all_bought = Divisor::new(total(bought.iter().map(|bond| bond.share())));
	let all_held = Divisor::new(old.iter().map(|&(_, bond)| u64::from(bond)).sum());

	let read = move |bond: u16| all_held.quotient_of_u16(bond);
	let of_both = move |bought, held| renew.times(all_bought.share(bought)).plus(keep.times(held));
	average::average(bought, old, read, of_both, move |held| keep.times(held), bonds);
}
