//! Step 11, bonds of Yuma3: they follow the weights themselves, each validator's for itself.
//!
//! A bond is a number from zero to one, read as its `u16` over 65535 and not scaled to what others hold. Stake
//! comes in where dividends are paid. The moving average has one part for all, or by liquid alpha one for
//! every bond.

use crate::{
	bonds::{
		average::{self, Bonds, Stored},
		liquid_alpha::Sigmoid,
		penalty::Clipping,
	},
	columns::Entry,
	share::Share,
};

/// Puts the averages of a column, with the same part `renew` for all, into `bonds`.
pub(crate) fn average(renew: Share, column: &[Entry], clipping: Clipping, old: &[Stored], bonds: &mut Bonds) {
	let keep = renew.rest();
	let of_both = move |weight, held| renew.times(clipping.corrected(weight)).plus(keep.times(held));
	average::average(
		column,
		old,
		Share::from_proportion,
		of_both,
		|held| keep.times(held),
		bonds,
	);
}

/// Puts the averages of a column by liquid alpha into `bonds`. A bond in a neuron that its holder no longer
/// lists ends.
pub(crate) fn average_by_distance(
	sigmoid: &Sigmoid,
	column: &[Entry],
	clipping: Clipping,
	old: &[Stored],
	bonds: &mut Bonds,
) {
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
		bonds,
	);
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
		let mut bonds = Bonds::with_room_for(2);
		average_by_distance(&sigmoid, column, clipping, &[(3, 30_000)], &mut bonds);
		!bonds.list().is_empty()
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
		let mut bonds = Bonds::with_room_for(1);
		average(HALF, &[], clipping, &[(3, u16::MAX)], &mut bonds);
		assert_eq!(bonds.list(), [Entry::new(3, HALF)]);
	}
}
