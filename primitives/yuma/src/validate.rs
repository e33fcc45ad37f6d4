//! The check that an input fits together, before any step runs, which counts the entries of every column on its
//! way.

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

/// How many entries every column of both matrices has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Census {
	pub(crate) weights: Vec<usize>,
	pub(crate) bonds: Vec<usize>,
}

impl EpochInput {
	/// Checks the shape, so that every later look-up by uid finds a value.
	pub(crate) fn validate(&self) -> Result<Census, YumaError> {
		let neurons = self.neurons();
		if neurons > MAX_NEURONS {
			return Err(YumaError::TooManyNeurons { neurons });
		}
		let commits = self.commit_blocks.as_ref().map_or(neurons, Vec::len);
		self.check_length("last_update", self.last_update.len())?;
		self.check_length("block_at_registration", self.block_at_registration.len())?;
		self.check_length("validator_permits", self.validator_permits.len())?;
		self.check_length("commit_blocks", commits)?;
		let census = Census {
			weights: self.check_matrix("weights", &self.weights)?,
			bonds: self.check_matrix("bonds", &self.bonds)?,
		};
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
		Ok(census)
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

	/// Checks a matrix, and counts the entries of every column.
	fn check_matrix(&self, field: &'static str, matrix: &Rows<u16>) -> Result<Vec<usize>, YumaError> {
		self.check_length(field, matrix.len())?;
		let mut counts = vec![0_usize; self.neurons()];
		let mut runs = Runs::new(self.neurons());
		// The last row in which each column was seen, of rows in no order.
		let mut seen = Vec::new();
		for (row, entries) in matrix.slices().enumerate() {
			let ([(first, _), ..], [.., (last, _)]) = (entries, entries) else {
				continue;
			};
			let order = Order::of(entries);
			if order == Order::Run && runs.add(*first, *last) {
				continue;
			}
			let is_in_order = order != Order::None && usize::from(*last) < self.neurons();
			if !is_in_order {
				seen.resize(self.neurons(), None);
			}
			for &(column, _) in entries {
				let index = usize::from(column);
				let Some(count) = counts.get_mut(index) else {
					return Err(YumaError::ColumnOutOfRange { field, row, column });
				};
				*count = count.wrapping_add(1); // an entry in memory
				let last = seen.get_mut(index).filter(|_| !is_in_order);
				if last.is_some_and(|last| last.replace(row) == Some(row)) {
					return Err(YumaError::DuplicateColumn { field, row, column });
				}
			}
		}
		runs.add_to(&mut counts);
		Ok(counts)
	}
}

/// How the columns of a row follow each other.
#[derive(PartialEq, Eq)]
enum Order {
	/// Each is the next after the one before it.
	Run,
	/// Each is higher than the one before it.
	Ascending,
	/// Any.
	None,
}

impl Order {
	fn of(row: &[(u16, u16)]) -> Self {
		let pairs = row.iter().zip(row.iter().skip(1));
		// How many columns are left out; where the next is not higher this wraps to one of the largest numbers.
		let gap = |one: u16, next: u16| u32::from(next).wrapping_sub(one.into()).wrapping_sub(1);
		match pairs.fold(0, |gaps, (&(one, _), &(next, _))| gaps | gap(one, next)) {
			0 => Self::Run,
			gaps if gaps <= u16::MAX.into() => Self::Ascending,
			_ => Self::None,
		}
	}
}

/// The entries of rows that list all columns from one to another, which most do where everybody rates everybody:
/// counted by their ends.
struct Runs {
	/// By how much more columns each has than the one before it, which wraps where it is fewer.
	steps: Vec<usize>,
}

impl Runs {
	fn new(columns: usize) -> Self {
		Self {
			steps: vec![0; columns],
		}
	}

	/// Counts a row from `first` to `last`; false if there is no column `last`.
	fn add(&mut self, first: u16, last: u16) -> bool {
		let [first, last] = [first, last].map(usize::from);
		if last >= self.steps.len() {
			return false;
		}
		// Wraps, and back again in the sum.
		if let Some(up) = self.steps.get_mut(first) {
			*up = up.wrapping_add(1);
		}
		if let Some(down) = self.steps.get_mut(last.wrapping_add(1)) {
			*down = down.wrapping_sub(1);
		}
		true
	}

	/// Adds what was counted to the other entries of every column.
	fn add_to(&self, counts: &mut [usize]) {
		let mut runs = 0_usize;
		for (count, step) in counts.iter_mut().zip(&self.steps) {
			runs = runs.wrapping_add(*step);
			*count = count.wrapping_add(runs); // entries in memory
		}
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

	fn checked(input: &EpochInput) -> Result<(), YumaError> {
		input.validate().map(drop)
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
		assert_eq!(checked(&full), Ok(()));
		assert_eq!(checked(&EpochInput::default()), Ok(()));
	}

	#[test]
	fn entries_should_be_counted_by_column_whatever_their_order() {
		let input = EpochInput {
			stake: vec![1; 4],
			..EpochInput::default()
		};
		let rows = [
			vec![(1, 5), (2, 5), (3, 5)],
			vec![(0, 5), (3, 5)],
			vec![(3, 5), (1, 5)],
			vec![(2, 5)],
		];
		let counts = input.check_matrix("weights", &Rows::from_rows(rows));
		assert_eq!(counts, Ok(vec![1, 2, 2, 3]));
	}

	#[test]
	fn input_should_be_refused_when_a_length_differs() {
		let wrong = EpochInput {
			last_update: vec![0; 3],
			..input()
		};
		assert_eq!(checked(&wrong), length("last_update", 3));
		let wrong = EpochInput {
			block_at_registration: vec![],
			..input()
		};
		assert_eq!(checked(&wrong), length("block_at_registration", 0));
		let wrong = EpochInput {
			validator_permits: vec![true],
			..input()
		};
		assert_eq!(checked(&wrong), length("validator_permits", 1));
		let wrong = EpochInput {
			commit_blocks: Some(vec![]),
			..input()
		};
		assert_eq!(checked(&wrong), length("commit_blocks", 0));
		let wrong = EpochInput {
			weights: Rows::empty(1),
			..input()
		};
		assert_eq!(checked(&wrong), length("weights", 1));
		let wrong = EpochInput {
			bonds: Rows::empty(3),
			..input()
		};
		assert_eq!(checked(&wrong), length("bonds", 3));
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
		assert_eq!(checked(&wrong), Err(expected));
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
		assert_eq!(checked(&wrong), Err(expected));
	}

	#[test]
	fn input_should_be_refused_when_the_owner_does_not_exist() {
		let wrong = EpochInput {
			owner_uid: Some(2),
			..input()
		};
		assert_eq!(
			checked(&wrong),
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
		assert_eq!(checked(&wrong), Err(expected));
	}

	#[test]
	fn input_should_be_refused_when_the_ends_of_liquid_alpha_are_swapped() {
		let with_ends = |low, high| {
			let steepness = 1_000;
			let liquid_alpha = Some(LiquidAlpha { low, high, steepness });
			let bonds_mode = BondsMode::Yuma3 { liquid_alpha };
			checked(&EpochInput {
				bonds_mode,
				..input()
			})
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
			checked(&wrong),
			Err(YumaError::TooManyNeurons { neurons: 65_537 })
		);
	}
}
