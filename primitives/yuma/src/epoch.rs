//! The order of the steps.

use alloc::vec::Vec;

use crate::{
	activity::active,
	bonds::{Returns, returns},
	error::YumaError,
	fixed::Fixed,
	input::EpochInput,
	output::EpochOutput,
	permits::{new_permits, permits},
	rating::Ratings,
	share::Share,
	stake::{active_stake, stake},
	weights::weights,
};

/// Runs one epoch: decides incentives, dividends, permits and the next bonds.
///
/// Pure: the output depends on the input alone, bit for bit. Fails only if the input's shape is wrong, or
/// one of two values out of range, before the first step. Work and memory are proportional to the entries of both matrices plus the neurons.
pub fn epoch(input: &EpochInput) -> Result<EpochOutput, YumaError> {
	let counts = input.validate()?;

	let active = active(input);
	let stake = stake(input);
	let new_validator_permits = new_permits(input, &stake);
	let permits = permits(input);
	let active_stake = active_stake(&stake, &active, &permits);

	let mut weights = weights(input, &permits, counts.weights);
	let ratings = Ratings::new(&mut weights, &active_stake, input);
	let Returns { dividends, bonds } = returns(
		input,
		counts.bonds,
		&mut weights,
		&ratings,
		&active_stake,
		&new_validator_permits,
	);

	Ok(EpochOutput {
		active,
		stake: fixed(stake),
		active_stake: fixed(active_stake),
		consensus: fixed(ratings.consensus),
		incentive: fixed(ratings.incentive),
		dividends: fixed(dividends),
		validator_trust: fixed(ratings.validator_trust),
		new_validator_permits,
		bonds,
	})
}

fn fixed(shares: Vec<Share>) -> Vec<Fixed> {
	shares.into_iter().map(Fixed::from).collect()
}
