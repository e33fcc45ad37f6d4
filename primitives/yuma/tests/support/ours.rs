//! The crate's own epoch, as an implementation that golden vectors can run.

use yuma::{EpochInput, Fixed, emission, epoch};

use crate::support::{Implementation, Outcome};

/// What this crate computes.
pub const OURS: Implementation = Implementation {
	any_order: true,
	epoch: outcome,
};

/// Runs an epoch.
pub fn outcome(input: &EpochInput, rao: u64) -> Result<Outcome, String> {
	let output = epoch(input).map_err(|error| error.to_string())?;
	let emission = emission(&output, rao);
	let flags = |values: &[bool]| values.iter().copied().map(u64::from).collect();
	let proportions = |values: &[Fixed]| values.iter().map(|x| x.to_u16().into()).collect();
	Ok(Outcome {
		vectors: [
			flags(&output.active),
			proportions(&output.stake),
			proportions(&output.consensus),
			proportions(&output.incentive),
			proportions(&output.dividends),
			proportions(&output.validator_trust),
			flags(&output.new_validator_permits),
			emission.server,
			emission.validator,
			emission.combined,
		],
		bonds: output.bonds.iter().map(Iterator::collect).collect(),
	})
}
