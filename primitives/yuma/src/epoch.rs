//! The order of the steps.

use crate::{
	activity::active,
	bonds::{classic, penalty::weights_for_bonds, storage::stored_bonds},
	clip::{clip, validator_trust},
	consensus::consensus,
	dividends::dividends,
	error::YumaError,
	incentive::incentive,
	input::EpochInput,
	output::EpochOutput,
	permits::{new_permits, permits},
	stake::{active_stake, stake},
	weights::weights,
};

/// Runs one epoch: decides incentives, dividends, permits and the next bonds.
///
/// Pure: the output depends on the input alone, bit for bit. Fails only if the input's shape is wrong, before
/// the first step. Work and memory are proportional to the entries of both matrices plus the neurons, but for
/// the sorting of columns and stakes.
pub fn epoch(input: &EpochInput) -> Result<EpochOutput, YumaError> {
	input.validate()?;

	let active = active(input);
	let stake = stake(input);
	let new_validator_permits = new_permits(input, &stake);
	let permits = permits(input);
	let active_stake = active_stake(&stake, &active, &permits);

	let weights = weights(input, &permits);
	let consensus = consensus(&weights, &active_stake, input.kappa);
	let clipped = clip(&weights, &consensus);
	let validator_trust = validator_trust(&clipped);
	let incentive = incentive(&clipped, &active_stake);

	let weights_for_bonds = weights_for_bonds(&weights, &clipped, &consensus, input.bonds_penalty);
	let bonds = classic::bonds(input, &weights_for_bonds, &active_stake);
	let dividends = dividends(&bonds, &incentive);
	let bonds = stored_bonds(&bonds, &new_validator_permits);

	Ok(EpochOutput {
		active,
		stake,
		active_stake,
		consensus,
		incentive,
		dividends,
		validator_trust,
		new_validator_permits,
		bonds,
	})
}
