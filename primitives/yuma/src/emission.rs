//! Step 13, emission: one amount split between those who are rated and those who rate.
//!
//! Incentive and dividends are two claims on the same amount, equation (7) of the paper with an emission ratio
//! of a half. Where nothing was rated there are no claims, and all goes to the validators by stake: by active
//! stake, or if nobody is active by all stake.
//!
//! There are two ways to split. [`emission()`] is that of the existing network: every part is rounded down for
//! itself, and the rest is nobody's. [`exact_emission`] loses nothing and makes nothing.

use alloc::vec::Vec;

use crate::{apportion::apportion, fixed::Fixed, output::EpochOutput};

/// An amount split among the neurons, in the amount's unit. The index is the uid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emission {
	/// For being rated.
	pub server: Vec<u64>,
	/// For rating.
	pub validator: Vec<u64>,
	/// For both.
	pub combined: Vec<u64>,
}

/// Splits `rao` by what `output` decided, as the existing network does. All vectors of `output` are of the same
/// neurons.
///
/// Every part is rounded down for itself: parts never add up to more than the amount, and the rest is
/// nobody's. A combined part is never less than the sum of the other two, and more by at most one unit and
/// what one bit of a [`Fixed`] is worth, rounded up.
pub fn emission(output: &EpochOutput, rao: u64) -> Emission {
	let claims = output.incentive.iter().zip(&output.dividends);
	let combined: Vec<Fixed> = claims
		.map(|(incentive, dividend)| incentive.plus(*dividend))
		.collect();
	let total: Fixed = combined.iter().copied().sum();
	if total == Fixed::ZERO {
		return paid_to_validators(by_stake(output).iter().map(|stake| stake.share_of(rao)).collect());
	}
	let split = |claims: &[Fixed]| {
		claims
			.iter()
			.map(|claim| claim.over(total).share_of(rao))
			.collect()
	};
	Emission {
		server: split(&output.incentive),
		validator: split(&output.dividends),
		combined: split(&combined),
	}
}

/// Splits `amount` by what `output` decided, to the last unit; `None` if there is nobody to give it to, as
/// there is no stake at all. All vectors of `output` are of the same neurons.
///
/// By largest remainder over all claims, see [`apportion()`]: every part is its exact quota rounded down, or one
/// more. Of equal remainders those for being rated go first, then those of the lower uid. A combined part is
/// the sum of the other two.
///
/// ```
/// # use yuma::{EpochOutput, Fixed, exact_emission};
/// let third = Fixed::ratio(1, 3);
/// let output = EpochOutput {
///     incentive: vec![third; 3],
///     dividends: vec![Fixed::ONE, Fixed::ZERO, Fixed::ZERO],
///     ..Default::default()
/// };
/// let emission = exact_emission(&output, 100).unwrap();
/// assert_eq!(emission.server, [17, 17, 16]);
/// assert_eq!(emission.validator, [50, 0, 0]);
/// assert_eq!(emission.combined, [67, 17, 16]);
/// ```
pub fn exact_emission(output: &EpochOutput, amount: u64) -> Option<Emission> {
	let claims = output.incentive.iter().chain(&output.dividends).map(bits);
	let Some(mut server) = apportion(amount, &claims.collect::<Vec<_>>()) else {
		let stake = by_stake(output).iter().map(bits);
		return apportion(amount, &stake.collect::<Vec<_>>()).map(paid_to_validators);
	};
	let validator = server.split_off(output.incentive.len().min(server.len()));
	// clamp: never reached, the sum of two parts of an amount
	let both = server
		.iter()
		.zip(&validator)
		.map(|(server, validator)| server.saturating_add(*validator));
	Some(Emission {
		combined: both.collect(),
		server,
		validator,
	})
}

/// The stake that decides when there are no claims.
fn by_stake(output: &EpochOutput) -> &[Fixed] {
	let nobody_active = output.active_stake.iter().all(|stake| *stake == Fixed::ZERO);
	if nobody_active {
		&output.stake
	} else {
		&output.active_stake
	}
}

fn paid_to_validators(validator: Vec<u64>) -> Emission {
	Emission {
		server: validator.iter().map(|_| 0).collect(),
		combined: validator.clone(),
		validator,
	}
}

/// A share in units of 2^-32.
fn bits(share: &Fixed) -> u64 {
	share.bits().try_into().unwrap_or(0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;

	const HALF: Fixed = Fixed::from_bits(1 << 31);

	fn output() -> EpochOutput {
		EpochOutput {
			stake: vec![HALF, HALF],
			active_stake: vec![Fixed::ZERO; 2],
			incentive: vec![Fixed::ZERO; 2],
			dividends: vec![Fixed::ZERO; 2],
			..Default::default()
		}
	}

	#[test]
	fn emission_should_split_evenly_between_rated_and_raters() {
		let claims = |first, second| vec![first, second];
		let output = EpochOutput {
			incentive: claims(Fixed::ZERO, Fixed::ONE),
			dividends: claims(HALF, HALF),
			..output()
		};
		let found = emission(&output, 1_001);
		let expected = Emission {
			server: vec![0, 500],
			validator: vec![250, 250],
			combined: vec![250, 750],
		};
		assert_eq!(found, expected);
	}

	#[test]
	fn emission_should_follow_active_stake_when_nothing_was_rated() {
		let output = EpochOutput {
			active_stake: vec![Fixed::ONE, Fixed::ZERO],
			..output()
		};
		let expected = Emission {
			server: vec![0, 0],
			validator: vec![7, 0],
			combined: vec![7, 0],
		};
		assert_eq!(emission(&output, 7), expected);
	}

	#[test]
	fn emission_should_follow_all_stake_when_nobody_is_active() {
		let expected = Emission {
			server: vec![0, 0],
			validator: vec![3, 3],
			combined: vec![3, 3],
		};
		assert_eq!(emission(&output(), 7), expected);
	}

	#[test]
	fn emission_should_be_nothing_when_there_is_no_stake() {
		let output = EpochOutput {
			stake: vec![Fixed::ZERO; 2],
			..output()
		};
		let expected = Emission {
			server: vec![0, 0],
			validator: vec![0, 0],
			combined: vec![0, 0],
		};
		assert_eq!(emission(&output, 7), expected);
	}

	#[test]
	fn exact_emission_should_be_of_nobody_when_there_is_no_stake() {
		let output = EpochOutput {
			stake: vec![Fixed::ZERO; 2],
			..output()
		};
		assert_eq!(exact_emission(&output, 7), None);
	}

	#[test]
	fn exact_emission_should_leave_nothing_when_by_stake() {
		let emission = exact_emission(&output(), 7).unwrap();
		assert_eq!(emission.server, [0, 0]);
		assert_eq!(emission.validator, [4, 3]);
		assert_eq!(emission.combined, [4, 3]);
	}
}
