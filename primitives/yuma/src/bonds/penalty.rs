//! Step 9, the weights that bonds grow from: between the submitted and the clipped ones.

use crate::share::Share;

/// How far bonds follow the clipped weights instead of the submitted ones.
#[derive(Clone, Copy)]
pub(crate) struct Penalty {
	part: Share,
	/// Whether it is neither nothing nor all.
	is_partial: bool,
}

impl Penalty {
	/// A penalty over 65535.
	pub(crate) fn from_proportion(proportion: u16) -> Self {
		Self {
			part: Share::from_proportion(proportion),
			is_partial: !matches!(proportion, 0 | u16::MAX),
		}
	}

	/// What the penalty makes of the weights of a column.
	pub(crate) const fn at(self, consensus: Share) -> Clipping {
		Clipping {
			penalty: self,
			consensus,
		}
	}
}

/// The correction of the weights of one column.
#[derive(Clone, Copy)]
pub(crate) struct Clipping {
	penalty: Penalty,
	/// The weight on the neuron that a majority supports.
	pub(crate) consensus: Share,
}

impl Clipping {
	/// `weight` moved towards its clipped form by the penalty, the correction rounded up: the weight itself
	/// without penalty, the clipped one with full penalty.
	pub(crate) fn corrected(self, weight: Share) -> Share {
		if self.penalty.part == Share::ONE {
			return weight.min(self.consensus);
		}
		weight.minus(self.penalty.part.times_up(weight.minus(self.consensus)))
	}

	/// Whether a weight that is now `corrected` is still listed, which is more than being zero where alpha is
	/// liquid.
	///
	/// One above a consensus of zero that was clipped disappears, an explicit zero stays. With a partial penalty
	/// only what is above zero stays.
	pub(crate) fn lists(self, weight: Share, corrected: Share) -> bool {
		corrected > Share::ZERO || (weight == Share::ZERO && !self.penalty.is_partial)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The corrected weight, if it is still listed.
	fn penalised(weight: u64, consensus: u64, bonds_penalty: u16) -> Option<u64> {
		let [weight, consensus] = [weight, consensus].map(Share::from_bits);
		let clipping = Penalty::from_proportion(bonds_penalty).at(consensus);
		let corrected = clipping.corrected(weight);
		clipping.lists(weight, corrected).then_some(corrected.bits())
	}

	#[test]
	fn weight_should_be_the_submitted_when_without_penalty() {
		assert_eq!(penalised(101, 40, 0), Some(101));
		assert_eq!(penalised(0, 40, 0), Some(0));
	}

	#[test]
	fn weight_should_be_the_clipped_when_penalty_is_full() {
		assert_eq!(penalised(101, 40, u16::MAX), Some(40));
		assert_eq!(penalised(101, 0, u16::MAX), None);
		assert_eq!(penalised(0, 0, u16::MAX), Some(0));
		assert_eq!(penalised(1 << 32, 0, u16::MAX), None);
	}

	#[test]
	fn weight_should_lose_the_rounded_up_correction_when_penalty_is_partial() {
		// 32768/65535 is a little more than a half: of the 61 above consensus 30.5 and a little go.
		assert_eq!(penalised(101, 40, 32_768), Some(101 - 31));
		assert_eq!(penalised(40, 40, 32_768), Some(40));
		assert_eq!(penalised(39, 40, 32_768), Some(39));
	}

	#[test]
	fn weight_should_disappear_when_penalty_is_partial_and_nothing_is_left() {
		assert_eq!(penalised(1, 0, 32_768), None);
		assert_eq!(penalised(0, 7, 32_768), None);
	}
}
