//! Several mechanisms in one subnet: each has its own weights and bonds and so an epoch of its own; this is how
//! their results become one.
//!
//! An amount is first divided among the mechanisms by their shares, then within each among the neurons; both by
//! largest remainder, so that all parts together are the amount. What clients see of a neuron is the mean of the
//! mechanisms, weighed by the same shares.

use alloc::{vec, vec::Vec};

use crate::{
	apportion::apportion,
	emission::{Emission, exact_emission},
	error::YumaError,
	fixed::Fixed,
	output::EpochOutput,
	share::Share,
};

/// The epoch of one mechanism, and how much it counts.
#[derive(Clone, Copy, Debug)]
pub struct Mechanism<'a> {
	/// What the epoch decided.
	pub output: &'a EpochOutput,
	/// Its part in the amount and in the means; in any unit, the same for all mechanisms.
	pub share: u16,
}

/// What the mechanisms of a subnet decide together. All vectors have one value per neuron; the index is the uid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Combined {
	/// The mean of the weights that majorities support.
	pub consensus: Vec<Fixed>,
	/// The mean share of what is paid for being rated.
	pub incentive: Vec<Fixed>,
	/// The mean share of what is paid for rating.
	pub dividends: Vec<Fixed>,
	/// The mean of how much of each neuron's weights is supported.
	pub validator_trust: Vec<Fixed>,
	/// What everyone is paid, all mechanisms together.
	pub emission: Emission,
	/// What is left for nobody: the parts of mechanisms in which nobody has stake.
	pub unpaid: u64,
}

/// Combines the mechanisms of a subnet and splits `amount` among its neurons.
///
/// All that is paid and what is unpaid sum to `amount`. Of equal remainders the earlier mechanism's goes first.
/// Means are rounded down, by less than one bit.
///
/// Fails if there is no mechanism, if their outputs are not of the same neurons, or if all shares are zero.
///
/// ```
/// # use yuma::{EpochOutput, Fixed, Mechanism, combine};
/// let output = |incentive| EpochOutput {
///     stake: vec![Fixed::ZERO; 2],
///     active_stake: vec![Fixed::ZERO; 2],
///     consensus: vec![Fixed::ZERO; 2],
///     validator_trust: vec![Fixed::ZERO; 2],
///     dividends: vec![Fixed::ZERO; 2],
///     incentive,
///     ..Default::default()
/// };
/// let (first, second) = (output(vec![Fixed::ONE, Fixed::ZERO]), output(vec![Fixed::ZERO, Fixed::ONE]));
/// let combined = combine(
///     &[Mechanism { output: &first, share: 2 }, Mechanism { output: &second, share: 1 }],
///     100,
/// )?;
/// assert_eq!(combined.emission.server, [67, 33]);
/// assert_eq!(combined.incentive[1], Fixed::ratio(1, 3));
/// # Ok::<(), yuma::YumaError>(())
/// ```
pub fn combine(mechanisms: &[Mechanism<'_>], amount: u64) -> Result<Combined, YumaError> {
	let shares: Vec<u64> = mechanisms
		.iter()
		.map(|mechanism| mechanism.share.into())
		.collect();
	let amounts = apportion(amount, &shares).ok_or(YumaError::NoMechanism)?;
	let neurons = same_neurons(mechanisms)?;
	let mut combined = Combined {
		consensus: mean(mechanisms, |output| &output.consensus),
		incentive: mean(mechanisms, |output| &output.incentive),
		dividends: mean(mechanisms, |output| &output.dividends),
		validator_trust: mean(mechanisms, |output| &output.validator_trust),
		emission: Emission {
			server: vec![0; neurons],
			validator: vec![0; neurons],
			combined: vec![0; neurons],
		},
		unpaid: 0,
	};
	for (mechanism, amount) in mechanisms.iter().zip(amounts) {
		match exact_emission(mechanism.output, amount) {
			Some(paid) => combined.emission.add(&paid),
			// clamp: never reached, a part of the amount
			None => combined.unpaid = combined.unpaid.saturating_add(amount),
		}
	}
	Ok(combined)
}

impl Emission {
	fn add(&mut self, other: &Self) {
		let pairs = [
			(&mut self.server, &other.server),
			(&mut self.validator, &other.validator),
			(&mut self.combined, &other.combined),
		];
		for (sums, parts) in pairs {
			for (sum, part) in sums.iter_mut().zip(parts) {
				// clamp: never reached, a part of the amount
				*sum = sum.saturating_add(*part);
			}
		}
	}
}

/// The number of neurons of every output.
fn same_neurons(mechanisms: &[Mechanism<'_>]) -> Result<usize, YumaError> {
	let expected = mechanisms
		.first()
		.map_or(0, |mechanism| mechanism.output.incentive.len());
	for EpochOutput {
		stake,
		active_stake,
		consensus,
		incentive,
		dividends,
		validator_trust,
		..
	} in mechanisms.iter().map(|mechanism| mechanism.output)
	{
		let fields = [
			("stake", stake),
			("active_stake", active_stake),
			("consensus", consensus),
			("incentive", incentive),
			("dividends", dividends),
			("validator_trust", validator_trust),
		];
		for (field, values) in fields {
			let found = values.len();
			if found != expected {
				return Err(YumaError::LengthMismatch {
					field,
					expected,
					found,
				});
			}
		}
	}
	Ok(expected)
}

/// The mean of a field by share, every value rounded down.
fn mean(mechanisms: &[Mechanism<'_>], field: impl Fn(&EpochOutput) -> &[Fixed]) -> Vec<Fixed> {
	let neurons = mechanisms
		.first()
		.map_or(0, |mechanism| field(mechanism.output).len());
	let mut sums = vec![0_u128; neurons];
	let mut shares = 0_u128;
	for mechanism in mechanisms {
		let share = u128::from(mechanism.share);
		// clamp: never reached, these are fewer than 2^64 products of at most 49 bits
		shares = shares.saturating_add(share);
		for (sum, value) in sums.iter_mut().zip(field(mechanism.output)) {
			*sum = sum.saturating_add(share.saturating_mul(Share::from(*value).bits().into()));
		}
	}
	// The units cancel: a sum of shares times units, over the shares.
	let mean = |sum: u128| {
		sum.checked_div(shares)
			.and_then(|bits| bits.try_into().ok())
			.unwrap_or(0)
	};
	sums.into_iter().map(|sum| Fixed::from_bits(mean(sum))).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	const HALF: Fixed = Fixed::from_bits(1 << 31);

	fn output(incentive: [Fixed; 2]) -> EpochOutput {
		EpochOutput {
			stake: vec![Fixed::ZERO; 2],
			active_stake: vec![Fixed::ZERO; 2],
			consensus: incentive.to_vec(),
			dividends: vec![Fixed::ZERO; 2],
			validator_trust: vec![Fixed::ONE; 2],
			incentive: incentive.to_vec(),
			..Default::default()
		}
	}

	fn combined(outputs: &[(EpochOutput, u16)], amount: u64) -> Result<Combined, YumaError> {
		let mechanisms: Vec<_> = outputs
			.iter()
			.map(|(output, share)| Mechanism {
				output,
				share: *share,
			})
			.collect();
		combine(&mechanisms, amount)
	}

	#[test]
	fn combined_should_be_the_only_one_when_alone() {
		let found = combined(&[(output([HALF, HALF]), 9)], 7).unwrap();
		assert_eq!(found.incentive, [HALF, HALF]);
		assert_eq!(found.emission.combined, [4, 3]);
		assert_eq!(found.unpaid, 0);
	}

	#[test]
	fn combined_should_be_weighed_by_share_when_several() {
		let outputs = [
			(output([Fixed::ONE, Fixed::ZERO]), 3),
			(output([Fixed::ZERO, Fixed::ONE]), 1),
		];
		let found = combined(&outputs, 1_001).unwrap();
		assert_eq!(found.consensus, [Fixed::ratio(3, 4), Fixed::ratio(1, 4)]);
		assert_eq!(found.validator_trust, [Fixed::ONE; 2]);
		assert_eq!(found.emission.server, [751, 250]);
	}

	#[test]
	fn combined_should_leave_the_part_of_a_mechanism_without_stake() {
		let outputs = [
			(output([Fixed::ONE, Fixed::ZERO]), 1),
			(output([Fixed::ZERO; 2]), 1),
		];
		let found = combined(&outputs, 7).unwrap();
		assert_eq!((found.emission.combined, found.unpaid), (vec![4, 0], 3));
	}

	#[test]
	fn combined_should_be_refused_when_there_is_nothing_to_combine() {
		assert_eq!(combined(&[], 7), Err(YumaError::NoMechanism));
		assert_eq!(
			combined(&[(output([HALF; 2]), 0)], 7),
			Err(YumaError::NoMechanism)
		);
	}

	#[test]
	fn combined_should_be_refused_when_of_different_neurons() {
		let mut wrong = output([HALF; 2]);
		wrong.dividends.pop();
		let expected = YumaError::LengthMismatch {
			field: "dividends",
			expected: 2,
			found: 1,
		};
		assert_eq!(combined(&[(output([HALF; 2]), 1), (wrong, 1)], 7), Err(expected));
	}
}
