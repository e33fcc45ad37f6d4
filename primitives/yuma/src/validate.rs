//! The check that an input fits together, before any step runs.

use alloc::{vec, vec::Vec};

use crate::{
	error::YumaError,
	input::{BondsMode, EpochInput, LiquidAlpha},
	rows::Rows,
};

/// How many uids a `u16` can tell apart.
const MAX_NEURONS: usize = 65_536;
/// Parts per million in one.
const MILLION: u64 = 1_000_000;

impl EpochInput {
	/// Checks the shape, so that every later look-up by uid finds a value.
	pub(crate) fn validate(&self) -> Result<(), YumaError> {
		let neurons = self.neurons();
		if neurons > MAX_NEURONS {
			return Err(YumaError::TooManyNeurons { neurons });
		}
		let commits = self.commit_blocks.as_ref().map_or(neurons, Vec::len);
		self.check_length("last_update", self.last_update.len())?;
		self.check_length("block_at_registration", self.block_at_registration.len())?;
		self.check_length("validator_permits", self.validator_permits.len())?;
		self.check_length("commit_blocks", commits)?;
		self.check_matrix("weights", &self.weights)?;
		self.check_matrix("bonds", &self.bonds)?;
		if let Some(owner_uid) = self.owner_uid
			&& usize::from(owner_uid) >= neurons
		{
			return Err(YumaError::OwnerOutOfRange { owner_uid, neurons });
		}
		if let BondsMode::Yuma3 {
			liquid_alpha: Some(LiquidAlpha { low, high, .. }),
		} = self.bonds_mode
			&& low > high
		{
			return Err(YumaError::LiquidAlphaEndsSwapped { low, high });
		}
		if self.bonds_moving_average > MILLION {
			let parts_per_million = self.bonds_moving_average;
			return Err(YumaError::BondsMovingAverageAboveOne { parts_per_million });
		}
		Ok(())
	}

	fn check_length(&self, field: &'static str, found: usize) -> Result<(), YumaError> {
		let expected = self.neurons();
		if found == expected {
			Ok(())
		} else {
			Err(YumaError::LengthMismatch {
				field,
				expected,
				found,
			})
		}
	}

	fn check_matrix(&self, field: &'static str, matrix: &Rows<u16>) -> Result<(), YumaError> {
		self.check_length(field, matrix.len())?;
		// The last row in which each column was seen, for rows in no order.
		let mut seen = vec![None; self.neurons()];
		for (row, entries) in matrix.slices().enumerate() {
			let in_order = entries.is_sorted_by(|(one, _), (next, _)| one < next);
			if in_order
				&& entries
					.last()
					.is_none_or(|&(last, _)| usize::from(last) < self.neurons())
			{
				continue;
			}
			for &(column, _) in entries {
				let Some(last) = seen.get_mut(usize::from(column)) else {
					return Err(YumaError::ColumnOutOfRange { field, row, column });
				};
				if last.replace(row) == Some(row) {
					return Err(YumaError::DuplicateColumn { field, row, column });
				}
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn input() -> EpochInput {
		EpochInput {
			stake: vec![1; 2],
			last_update: vec![0; 2],
			block_at_registration: vec![0; 2],
			validator_permits: vec![false; 2],
			weights: Rows::empty(2),
			bonds: Rows::empty(2),
			..Default::default()
		}
	}

	fn length(field: &'static str, found: usize) -> Result<(), YumaError> {
		Err(YumaError::LengthMismatch {
			field,
			expected: 2,
			found,
		})
	}

	#[test]
	fn input_should_be_valid_when_everything_fits() {
		let weights = Rows::from_rows([[(1, 5), (0, 5)], [(0, 0), (1, 0)]]);
		let commit_blocks = Some(vec![0; 2]);
		let full = EpochInput {
			weights: weights.clone(),
			bonds: weights,
			commit_blocks,
			..input()
		};
		assert_eq!(full.validate(), Ok(()));
		assert_eq!(EpochInput::default().validate(), Ok(()));
	}

	#[test]
	fn input_should_be_refused_when_a_length_differs() {
		let wrong = EpochInput {
			last_update: vec![0; 3],
			..input()
		};
		assert_eq!(wrong.validate(), length("last_update", 3));
		let wrong = EpochInput {
			block_at_registration: vec![],
			..input()
		};
		assert_eq!(wrong.validate(), length("block_at_registration", 0));
		let wrong = EpochInput {
			validator_permits: vec![true],
			..input()
		};
		assert_eq!(wrong.validate(), length("validator_permits", 1));
		let wrong = EpochInput {
			commit_blocks: Some(vec![]),
			..input()
		};
		assert_eq!(wrong.validate(), length("commit_blocks", 0));
		let wrong = EpochInput {
			weights: Rows::empty(1),
			..input()
		};
		assert_eq!(wrong.validate(), length("weights", 1));
		let wrong = EpochInput {
			bonds: Rows::empty(3),
			..input()
		};
		assert_eq!(wrong.validate(), length("bonds", 3));
	}

	#[test]
	fn input_should_be_refused_when_an_entry_points_nowhere() {
		let wrong = EpochInput {
			weights: Rows::from_rows([vec![], vec![(2, 1)]]),
			..input()
		};
		let expected = YumaError::ColumnOutOfRange {
			field: "weights",
			row: 1,
			column: 2,
		};
		assert_eq!(wrong.validate(), Err(expected));
	}

	#[test]
	fn input_should_be_refused_when_an_entry_is_there_twice() {
		let wrong = EpochInput {
			bonds: Rows::from_rows([vec![(1, 1)], vec![(1, 1), (1, 2)]]),
			..input()
		};
		let expected = YumaError::DuplicateColumn {
			field: "bonds",
			row: 1,
			column: 1,
		};
		assert_eq!(wrong.validate(), Err(expected));
	}

	#[test]
	fn input_should_be_refused_when_the_owner_does_not_exist() {
		let wrong = EpochInput {
			owner_uid: Some(2),
			..input()
		};
		assert_eq!(
			wrong.validate(),
			Err(YumaError::OwnerOutOfRange {
				owner_uid: 2,
				neurons: 2
			})
		);
	}

	#[test]
	fn input_should_be_refused_when_the_moving_average_is_above_one() {
		let wrong = EpochInput {
			bonds_moving_average: 1_000_001,
			..input()
		};
		let expected = YumaError::BondsMovingAverageAboveOne {
			parts_per_million: 1_000_001,
		};
		assert_eq!(wrong.validate(), Err(expected));
	}

	#[test]
	fn input_should_be_refused_when_the_ends_of_liquid_alpha_are_swapped() {
		let with_ends = |low, high| {
			let steepness = 1_000;
			let liquid_alpha = Some(LiquidAlpha { low, high, steepness });
			let bonds_mode = BondsMode::Yuma3 { liquid_alpha };
			EpochInput {
				bonds_mode,
				..input()
			}
			.validate()
		};
		assert_eq!(with_ends(7, 7), Ok(()));
		assert_eq!(
			with_ends(7, 6),
			Err(YumaError::LiquidAlphaEndsSwapped { low: 7, high: 6 })
		);
	}

	#[test]
	fn input_should_be_refused_when_neurons_outnumber_uids() {
		let wrong = EpochInput {
			stake: vec![0; 65_537],
			..Default::default()
		};
		assert_eq!(
			wrong.validate(),
			Err(YumaError::TooManyNeurons { neurons: 65_537 })
		);
	}
}
