//! Sparse matrices as compressed rows: three flat arrays, no allocation per row.

use alloc::{vec, vec::Vec};

use crate::fixed::Fixed;

/// A sparse matrix: row `i` lists `(column, value)` pairs, in the order in which they were given.
///
/// In the matrices of an epoch a row is who rates, a column who is rated. A missing entry means zero; an
/// entry may also be zero explicitly.
///
/// ```
/// use yuma::Rows;
///
/// let rows = Rows::from_rows([vec![(1, 10), (2, 20)], vec![], vec![(0, 30)]]);
/// assert_eq!(rows.len(), 3);
/// assert_eq!(rows.row(0).collect::<Vec<_>>(), [(1, 10), (2, 20)]);
/// assert_eq!(rows.row(1).count(), 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows<V> {
	/// Where row `i` ends in the two arrays below; it starts where the row before it ends.
	ends: Vec<usize>,
	columns: Vec<u16>,
	values: Vec<V>,
}

impl<V> Default for Rows<V> {
	/// No rows.
	fn default() -> Self {
		Self {
			ends: Vec::new(),
			columns: Vec::new(),
			values: Vec::new(),
		}
	}
}

impl<V: Copy> Rows<V> {
	/// The matrix of these rows.
	pub fn from_rows<R: IntoIterator<Item = (u16, V)>>(rows: impl IntoIterator<Item = R>) -> Self {
		let mut matrix = Self::default();
		for row in rows {
			matrix.push_row(row);
		}
		matrix
	}

	/// A matrix of `len` empty rows.
	pub fn empty(len: usize) -> Self {
		Self {
			ends: vec![0; len],
			..Self::default()
		}
	}

	/// Adds a row below the last.
	pub fn push_row(&mut self, row: impl IntoIterator<Item = (u16, V)>) {
		for (column, value) in row {
			self.columns.push(column);
			self.values.push(value);
		}
		self.ends.push(self.columns.len());
	}

	/// How many rows there are.
	pub fn len(&self) -> usize {
		self.ends.len()
	}

	/// Whether there is no row at all.
	pub fn is_empty(&self) -> bool {
		self.ends.is_empty()
	}

	/// How many entries all rows have together.
	pub fn entries(&self) -> usize {
		self.columns.len()
	}

	/// The entries of row `index` as `(column, value)`; none if there is no such row.
	pub fn row(&self, index: usize) -> impl Iterator<Item = (u16, V)> + Clone {
		let start = index
			.checked_sub(1)
			.and_then(|above| self.ends.get(above))
			.copied()
			.unwrap_or(0);
		let end = self.ends.get(index).copied().unwrap_or(start);
		let columns = self.columns.get(start..end).unwrap_or_default();
		let values = self.values.get(start..end).unwrap_or_default();
		columns.iter().copied().zip(values.iter().copied())
	}

	/// All rows, first to last.
	pub fn iter(&self) -> impl Iterator<Item = impl Iterator<Item = (u16, V)> + Clone> + Clone {
		(0..self.len()).map(|index| self.row(index))
	}
}

impl<V: Copy + Default> Rows<V> {
	/// The columns as rows: row `j` of the result lists `(i, value)` for every entry `(j, value)` of row `i`,
	/// by ascending `i`.
	///
	/// The result has `len` rows; columns beyond that are left out. There can be 65,536 rows at the most.
	pub(crate) fn transposed(&self, len: usize) -> Self {
		let mut next = starts(&self.columns, len);
		let mut columns = vec![0; self.entries()];
		let mut values = vec![V::default(); self.entries()];
		for (index, row) in (0..=u16::MAX).zip(self.iter()) {
			for (column, value) in row {
				let Some(place) = next.get_mut(usize::from(column)) else {
					continue;
				};
				if let (Some(to_column), Some(to_value)) = (columns.get_mut(*place), values.get_mut(*place)) {
					(*to_column, *to_value) = (index, value);
				}
				// clamp: never reached, a place counts entries in memory
				*place = place.saturating_add(1);
			}
		}
		// Every column is filled, so its next place is where it ends.
		let filled = next.last().copied().unwrap_or(0);
		columns.truncate(filled);
		values.truncate(filled);
		Self {
			ends: next,
			columns,
			values,
		}
	}
}

/// Where each of `len` columns starts once the entries are grouped by column.
fn starts(columns: &[u16], len: usize) -> Vec<usize> {
	let mut counts = vec![0_usize; len];
	for &column in columns {
		if let Some(count) = counts.get_mut(usize::from(column)) {
			// clamp: never reached, this counts entries in memory
			*count = count.saturating_add(1);
		}
	}
	let mut start = 0_usize;
	for place in &mut counts {
		let count = core::mem::replace(place, start);
		// clamp: never reached, the sum counts entries in memory
		start = start.saturating_add(count);
	}
	counts
}

/// The entries of a row, scaled to a sum of one, every value rounded towards zero; all zeros stay zeros.
pub(crate) fn scaled(
	row: impl Iterator<Item = (u16, Fixed)> + Clone,
) -> impl Iterator<Item = (u16, Fixed)> + Clone {
	let total = row.clone().map(|(_, value)| value).sum();
	row.map(move |(column, value)| (column, value.over(total)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn row_should_be_empty_when_there_is_none() {
		let rows = Rows::from_rows([[(0, 1)]]);
		assert_eq!(rows.row(1).count(), 0);
		assert_eq!(
			Rows::<u16>::empty(3)
				.iter()
				.map(Iterator::count)
				.collect::<Vec<_>>(),
			[0, 0, 0]
		);
	}

	#[test]
	fn transposed_should_list_columns_by_ascending_row_when_rows_are_unsorted() {
		let rows = Rows::from_rows([vec![(2, 'a'), (0, 'b')], vec![], vec![(0, 'c')]]);
		let columns = rows.transposed(3);
		assert_eq!(
			columns,
			Rows::from_rows([vec![(0, 'b'), (2, 'c')], vec![], vec![(0, 'a')]])
		);
		assert_eq!(
			columns.transposed(3).row(0).collect::<Vec<_>>(),
			[(0, 'b'), (2, 'a')]
		);
		assert_eq!(rows.transposed(1), Rows::from_rows([vec![(0, 'b'), (2, 'c')]]));
	}
}
