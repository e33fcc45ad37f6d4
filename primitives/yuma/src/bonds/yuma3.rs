//! Step 11, bonds of Yuma3: they follow the weights themselves, each validator's for itself.
//!
//! A bond is a number from zero to one, read as its `u16` over 65535 and not scaled to what others hold. Stake
//! comes in where dividends are paid. The moving average has one part for all, or by liquid alpha one for
//! every bond.

use crate::{
	bonds::{
		average::{self, Bonds, Stored},
		liquid_alpha::Sigmoid,
	},
	columns::Entry,
	share::Share,
};

/// Puts the averages of a column, with the same part `renew` for all, into `bonds`.
pub(crate) fn average(renew: Share, weights: impl Iterator<Item = Entry>, old: &[Stored], bonds: &mut Bonds) {
	average::by_part(renew, weights, old, Share::from_proportion, bonds);
}

/// Puts the averages of a column by liquid alpha into `bonds`. A bond in a neuron that its holder no longer
/// lists ends.
pub(crate) fn average_by_distance(
	sigmoid: &Sigmoid,
	weights: impl Iterator<Item = Entry>,
	consensus: Share,
	old: &[Stored],
	bonds: &mut Bonds,
) {
	let mean = |weight: Share, bond: Share| {
		let renew = sigmoid.part(weight, bond, consensus);
		renew.times(weight).plus(renew.rest().times(bond))
	};
	average::average(weights, old, Share::from_proportion, mean, |_| Share::ZERO, bonds);
}
