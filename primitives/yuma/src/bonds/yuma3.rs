//! Step 11, bonds of Yuma3: they follow the weights themselves, each validator's for itself.
//!
//! A bond is a number from zero to one, read as its `u16` over 65535 and not scaled to what others hold. Stake
//! comes in where dividends are paid. The moving average has one part for all, or by liquid alpha one for
//! every bond.

use alloc::vec::Vec;

use crate::{
	bonds::{
		average::{self, Bonds, Stored},
		liquid_alpha::Sigmoid,
		penalty::Clipping,
		storage::Holder,
	},
	columns::Entry,
	share::{Factor, MovingAverage, Share},
};

/// The averages of a column's weights and old bonds, with the same part of the new for all.
#[inline(never)]
pub(crate) fn average<'a>(
	moving_average: MovingAverage,
	column: &'a mut [Entry],
	clipping: Clipping,
	old: &[Stored],
	room: &'a mut Vec<Entry>,
) -> Bonds<'a> {
	let of_both = |weight, held| moving_average.of(clipping.corrected(weight), held);
	let of_old = |held| moving_average.of_old(held);
	average::average(column, old, Share::from_proportion, of_both, of_old, room)
}

/// The averages of a column's weights and old bonds by liquid alpha. A bond in a neuron that its holder no longer lists ends.
#[inline(never)]
pub(crate) fn average_by_distance<'a>(
	sigmoid: &Sigmoid,
	column: &'a mut [Entry],
	clipping: Clipping,
	old: &[Stored],
	room: &'a mut Vec<Entry>,
) -> Bonds<'a> {
	let of_both = |weight, held| {
		let corrected = clipping.corrected(weight);
		if !clipping.lists(weight, corrected) {
			return Share::ZERO;
		}
		let renew = sigmoid.part(corrected, held, clipping.consensus);
		renew.times(corrected).plus(renew.rest().times(held))
	};
	average::average(
		column,
		old,
		Share::from_proportion,
		of_both,
		|_| Share::ZERO,
		room,
	)
}

/// Pays the dividends on the bonds of a column, scaled to a sum of one, and stores the bonds as they are.
#[inline(never)]
pub(crate) fn settle(bonds: &Bonds<'_>, rated: u16, incentive: Share, holders: &mut [Holder<'_>]) {
	let (all, incentive) = (bonds.total(), Factor::new(incentive));
	for bond in bonds.list.iter().filter(|bond| bond.share() > Share::ZERO) {
		if let Some(holder) = holders.get_mut(usize::from(bond.uid())) {
			holder.dividend.pay(all.share(bond.share()), incentive);
			holder.store((rated, bond.share().to_u16()));
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{bonds::penalty::Penalty, input::LiquidAlpha};

	const HALF: Share = Share::from_bits(1 << 31);

	/// Whether an old bond of uid 3 goes on by liquid alpha.
	fn goes_on(column: &[Entry], bonds_penalty: u16, consensus: Share) -> bool {
		let sigmoid = Sigmoid::new(LiquidAlpha {
			low: 45_875,
			high: 58_982,
			steepness: 1_000,
		});
		let clipping = Penalty::from_proportion(bonds_penalty).at(consensus);
		let (mut column, mut room) = (column.to_vec(), Vec::new());
		let bonds = average_by_distance(&sigmoid, &mut column, clipping, &[(3, 30_000)], &mut room);
		bonds.largest() > Share::ZERO
	}

	#[test]
	fn bond_should_end_by_liquid_alpha_when_its_neuron_is_not_listed() {
		assert!(goes_on(&[Entry::new(3, HALF)], u16::MAX, HALF));
		assert!(!goes_on(&[], u16::MAX, HALF));
	}

	#[test]
	fn bond_should_go_on_by_liquid_alpha_when_an_explicit_zero_lists_its_neuron() {
		let zero = [Entry::new(3, Share::ZERO)];
		assert!(goes_on(&zero, u16::MAX, HALF));
		assert!(goes_on(&zero, 0, HALF));
		assert!(!goes_on(&zero, 32_767, HALF), "a partial penalty drops zeros");
	}

	#[test]
	fn bond_should_end_by_liquid_alpha_when_clipping_leaves_nothing_of_a_weight() {
		assert!(!goes_on(&[Entry::new(3, HALF)], u16::MAX, Share::ZERO));
		assert!(goes_on(&[Entry::new(3, HALF)], 0, Share::ZERO));
	}

	#[test]
	fn bond_should_fade_when_its_neuron_is_not_listed_and_the_part_is_the_same_for_all() {
		let clipping = Penalty::from_proportion(0).at(HALF);
		let mut room = Vec::new();
		let bonds = average(
			MovingAverage::new(HALF),
			&mut [],
			clipping,
			&[(3, u16::MAX)],
			&mut room,
		);
		assert_eq!(bonds.list, [Entry::new(3, HALF)]);
	}
}
