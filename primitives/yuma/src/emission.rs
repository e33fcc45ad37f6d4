//! Step 13, emission: one amount split between those who are rated and those who rate.
//!
//! Incentive and dividends are two claims on the same amount. Where nothing was rated there are no claims,
//! and all goes to the validators by stake: by active stake, or if nobody is active by all stake.

use alloc::vec::Vec;

use crate::{fixed::Fixed, output::EpochOutput};

/// An amount split among the neurons, in the amount's unit. The index is the uid.
///
/// Every part is rounded down for itself: parts never add up to more than the amount, and the rest is
/// nobody's. A combined part is never less than the sum of the other two, and more by at most one unit and
/// what one bit of a [`Fixed`] is worth, rounded up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emission {
	/// For being rated.
	pub server: Vec<u64>,
	/// For rating.
	pub validator: Vec<u64>,
	/// For both.
	pub combined: Vec<u64>,
}

/// Splits `rao` by what `output` decided.
pub fn emission(output: &EpochOutput, rao: u64) -> Emission {
	let claims = output.incentive.iter().zip(&output.dividends);
	let combined: Vec<Fixed> = claims
		.map(|(incentive, dividend)| incentive.plus(*dividend))
		.collect();
	let total: Fixed = combined.iter().copied().sum();
	if total == Fixed::ZERO {
		return by_stake(output, rao);
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

/// The split when there are no claims.
fn by_stake(output: &EpochOutput, rao: u64) -> Emission {
	let nobody_active = output.active_stake.iter().all(|stake| *stake == Fixed::ZERO);
	let stake = if nobody_active {
		&output.stake
	} else {
		&output.active_stake
	};
	let validator: Vec<u64> = stake.iter().map(|stake| stake.share_of(rao)).collect();
	Emission {
		server: stake.iter().map(|_| 0).collect(),
		combined: validator.clone(),
		validator,
	}
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
}
