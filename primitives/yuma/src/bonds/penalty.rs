//! Step 9, the weights that bonds grow from: between the submitted and the clipped ones.

use alloc::borrow::Cow;

use crate::{by_uid::at, fixed::Fixed, rows::Rows};

/// `weights` moved towards their clipped form by `bonds_penalty` over 65535, the correction rounded away from
/// zero.
///
/// Without penalty these are the weights, with full penalty the clipped weights, both untouched; in between
/// only what stays above zero is kept.
pub(crate) fn weights_for_bonds<'a>(
	weights: &'a Rows<Fixed>,
	clipped: &'a Rows<Fixed>,
	consensus: &[Fixed],
	bonds_penalty: u16,
) -> Cow<'a, Rows<Fixed>> {
	match bonds_penalty {
		0 => Cow::Borrowed(weights),
		u16::MAX => Cow::Borrowed(clipped),
		_ => Cow::Owned(between(weights, consensus, Fixed::from_proportion(bonds_penalty))),
	}
}

fn between(weights: &Rows<Fixed>, consensus: &[Fixed], penalty: Fixed) -> Rows<Fixed> {
	Rows::from_rows(weights.iter().map(|row| {
		let corrected = row.map(|(rated, weight)| {
			let clipped = weight.min(at(consensus, rated));
			// The correction is zero or negative, so rounding it down makes it larger.
			(rated, weight.plus(penalty.times(clipped.minus(weight))))
		});
		corrected.filter(|&(_, weight)| weight > Fixed::ZERO)
	}))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::clip::clip;

	fn penalised(weight: i64, consensus: i64, bonds_penalty: u16) -> Option<i64> {
		let weights = Rows::from_rows([[(0, Fixed::from_bits(weight))]]);
		let consensus = [Fixed::from_bits(consensus)];
		let clipped = clip(&weights, &consensus);
		let row = weights_for_bonds(&weights, &clipped, &consensus, bonds_penalty);
		row.row(0).next().map(|(_, weight)| weight.bits())
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
	}

	#[test]
	fn weight_should_lose_the_rounded_up_correction_when_penalty_is_partial() {
		// 32768/65535 is a little more than a half: of the 61 above consensus 30.5 and a little go.
		assert_eq!(penalised(101, 40, 32_768), Some(101 - 31));
		assert_eq!(penalised(40, 40, 32_768), Some(40));
	}

	#[test]
	fn weight_should_disappear_when_penalty_is_partial_and_nothing_is_left() {
		assert_eq!(penalised(1, 0, 32_768), None);
		assert_eq!(penalised(0, 7, 32_768), None);
	}
}
