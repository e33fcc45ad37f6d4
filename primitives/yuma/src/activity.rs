//! Step 1, activity: a neuron that has not set weights for longer than the cut-off is inactive.
//!
//! Exactly at the cut-off it is still active. An inactive validator has no say in consensus and buys no bonds,
//! but its weights still get a validator trust. In Yuma3 it is paid no dividends; classic bonds that it has still
//! pay while they fade.

use alloc::vec::Vec;

use crate::input::EpochInput;

/// Who is active.
pub(crate) fn active(input: &EpochInput) -> Vec<bool> {
	let is_active = |&last_update: &u64| {
		// clamp: a cut-off beyond the last block there can be is never reached
		last_update.saturating_add(input.activity_cutoff) >= input.current_block
	};
	input.last_update.iter().map(is_active).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;

	#[test]
	fn neuron_should_be_active_up_to_the_cutoff() {
		let input = EpochInput {
			current_block: 100,
			activity_cutoff: 10,
			last_update: vec![89, 90, 100, 200, u64::MAX],
			..Default::default()
		};
		assert_eq!(active(&input), [false, true, true, true, true]);
	}
}
