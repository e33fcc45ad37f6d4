//! What holds of hyperparameters.

use crate::{
	invariants::{Verdict, subnets},
	*,
};

/// Every value is within the bounds of its row, and none contradicts another.
pub fn hyperparameters_are_within_bounds<T: Config>() -> Verdict {
	for netuid in subnets::<T>() {
		HyperparameterTable::<T>::read(netuid).check()?;
	}
	HyperparameterTable::<T>::read_chain().check()?;
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn hyperparameters_should_be_noticed_when_out_of_bounds() {
		assert_noticed("tempo must be within 1..=50_400", || {
			Tempo::<Test>::insert(FIRST, 0)
		});
		assert_noticed("minBurn must not exceed maxBurn", || {
			MinBurn::<Test>::insert(FIRST, TAO);
			MaxBurn::<Test>::insert(FIRST, TAO / 2);
		});
		assert_noticed("max_epochs_per_block must be within 1..=8", || {
			MaxEpochsPerBlock::<Test>::put(0)
		});
	}
}
