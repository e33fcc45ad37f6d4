//! What can be wrong with what goes into an epoch or a combination: its shape, or one of few values.

use core::fmt;

/// Why an [`EpochInput`](crate::EpochInput), or the [mechanisms](crate::combine) of a subnet, were refused; nothing
/// was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YumaError {
	/// There are more neurons than uids.
	TooManyNeurons {
		/// How many there are.
		neurons: usize,
	},
	/// A field has not exactly one value, or one row, per neuron.
	LengthMismatch {
		/// The field's name.
		field: &'static str,
		/// The number of neurons: the length of `stake`, of the first mechanism's incentives when combining.
		expected: usize,
		/// The field's length.
		found: usize,
	},
	/// An entry of a matrix points at a uid that does not exist.
	ColumnOutOfRange {
		/// The field's name.
		field: &'static str,
		/// The entry's row.
		row: usize,
		/// The uid that the entry points at.
		column: u16,
	},
	/// A row of a matrix has two entries for the same uid.
	DuplicateColumn {
		/// The field's name.
		field: &'static str,
		/// The row.
		row: usize,
		/// The uid that is there twice.
		column: u16,
	},
	/// The owner's uid does not exist.
	OwnerOutOfRange {
		/// The owner's uid.
		owner_uid: u16,
		/// The number of neurons.
		neurons: usize,
	},
	/// The moving average of the bonds would weigh the old bonds by more than one.
	BondsMovingAverageAboveOne {
		/// The value, in parts per million.
		parts_per_million: u64,
	},
	/// The lower end of liquid alpha is above the upper one.
	LiquidAlphaEndsSwapped {
		/// The lower end, over 65535.
		low: u16,
		/// The upper end, over 65535.
		high: u16,
	},
	/// There is no mechanism with a share.
	NoMechanism,
}

impl fmt::Display for YumaError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match *self {
			Self::TooManyNeurons { neurons } => write!(f, "{neurons} neurons, but only 65536 uids"),
			Self::LengthMismatch {
				field,
				expected,
				found,
			} => {
				write!(f, "{field} has length {found}, but there are {expected} neurons")
			}
			Self::ColumnOutOfRange { field, row, column } => {
				write!(
					f,
					"row {row} of {field} has an entry for uid {column}, which does not exist"
				)
			}
			Self::DuplicateColumn { field, row, column } => {
				write!(f, "row {row} of {field} has more than one entry for uid {column}")
			}
			Self::OwnerOutOfRange { owner_uid, neurons } => {
				write!(
					f,
					"the owner's uid is {owner_uid}, but there are {neurons} neurons"
				)
			}
			Self::BondsMovingAverageAboveOne { parts_per_million } => {
				write!(
					f,
					"the moving average of bonds is {parts_per_million} parts per million, which is above one"
				)
			}
			Self::LiquidAlphaEndsSwapped { low, high } => {
				write!(
					f,
					"liquid alpha goes from {low} down to {high}, but must not fall"
				)
			}
			Self::NoMechanism => write!(f, "there is no mechanism with a share above zero"),
		}
	}
}

impl core::error::Error for YumaError {}
