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
		storage::Holder,
	},
	columns::Entry,
	share::{Divisor, Factor, MovingAverage, Share, total},
};

/// What a weight buys of the neuron: stake times weight.
pub(crate) fn purchase(clipping: Clipping, weight: Share, stake: Factor) -> Share {
	stake.times(clipping.corrected(weight))
}

/// The averages of what was `bought` in a column and its old bonds, not yet scaled to a sum of one.
#[inline(never)]
pub(crate) fn average<'a>(
	moving_average: MovingAverage,
	bought: &'a mut [Entry],
	old: &[Stored],
	room: &'a mut Vec<Entry>,
) -> Bonds<'a> {
	let all_bought = Divisor::new(total(bought.iter().map(|bond| bond.share())));
	let all_held = Divisor::new(old.iter().map(|&(_, bond)| u64::from(bond)).sum());

	let read = move |bond: u16| all_held.quotient(bond.into());
	let of_both = move |bought, held| moving_average.of(all_bought.share(bought), held);
	average::average(
		bought,
		old,
		read,
		of_both,
		move |held| moving_average.of_old(held),
		room,
	)
}

/// Scales the bonds of a column to a sum of one, pays the dividends on them, and stores them as parts of the
/// largest.
#[inline(never)]
pub(crate) fn settle(bonds: &Bonds<'_>, rated: u16, incentive: Share, holders: &mut [Holder<'_>]) {
	let (all, incentive) = (bonds.total(), Factor::new(incentive));
	let largest = Divisor::new(all.share(bonds.largest()).bits());
	for bond in bonds.list.iter().filter(|bond| bond.share() > Share::ZERO) {
		let part = all.share(bond.share());
		let stored = largest.share(part).to_u16();
		if let Some(holder) = holders.get_mut(usize::from(bond.uid())) {
			holder.dividend.pay(part, incentive);
			holder.store((rated, stored));
		}
	}
}
