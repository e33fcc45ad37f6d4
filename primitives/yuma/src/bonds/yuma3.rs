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
