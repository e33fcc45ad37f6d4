//! Sparse matrices as compressed rows: two flat arrays, no allocation per row.

use alloc::{vec, vec::Vec};
use core::ops::Range;

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
	/// Where row `i` ends in the entries; it starts where the row before it ends.
	ends: Vec<usize>,
	entries: Vec<(u16, V)>,
}

impl<V> Default for Rows<V> {
	/// No rows.
	fn default() -> Self {
		Self {
			ends: Vec::new(),
			entries: Vec::new(),
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
		self.entries.extend(row);
		self.ends.push(self.entries.len());
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
		self.entries.len()
	}

	/// The entries of row `index` as `(column, value)`; none if there is no such row.
	pub fn row(&self, index: usize) -> impl ExactSizeIterator<Item = (u16, V)> + Clone {
		self.slice(index).iter().copied()
	}

	/// All rows, first to last.
	pub fn iter(&self) -> impl Iterator<Item = impl ExactSizeIterator<Item = (u16, V)> + Clone> + Clone {
		(0..self.len()).map(|index| self.row(index))
	}

	/// All rows as slices.
	pub(crate) fn slices(&self) -> impl Iterator<Item = &[(u16, V)]> {
		(0..self.len()).map(|index| self.slice(index))
	}

	fn slice(&self, index: usize) -> &[(u16, V)] {
		let before = index.checked_sub(1).and_then(|above| self.ends.get(above));
		let start = before.copied().unwrap_or(0);
		let end = self.ends.get(index).copied().unwrap_or(start);
		self.entries.get(start..end).unwrap_or_default()
	}
}

/// Where a row without room starts: beyond all entries.
const NOWHERE: usize = usize::MAX;

/// A matrix of rows that are filled side by side.
pub(crate) struct Filling<V> {
	/// Where every row starts, and where its next entry goes.
	spans: Vec<Range<usize>>,
	entries: Vec<(u16, V)>,
}

impl<V: Copy + Default> Filling<V> {
	/// Empty rows, each with room for as many entries as `room` says. One without room takes nothing.
	pub(crate) fn with_room(room: impl Iterator<Item = usize>) -> Self {
		let mut start = 0_usize;
		let spans = room.map(|room| {
			let place = if room > 0 { start } else { NOWHERE };
			start = start.wrapping_add(room); // entries in memory
			place..place
		});
		Self {
			spans: spans.collect(),
			entries: vec![(0, V::default()); start],
		}
	}

	/// Adds an entry to a row; the caller knows that there is room, or none at all.
	pub(crate) fn push(&mut self, row: u16, entry: (u16, V)) {
		if let Some(span) = self.spans.get_mut(usize::from(row))
			&& let Some(place) = self.entries.get_mut(span.end)
		{
			*place = entry;
			span.end = span.end.wrapping_add(1); // an entry in memory
		}
	}

	/// The rows, without the room that was left in them.
	pub(crate) fn finish(mut self) -> Rows<V> {
		let mut end = 0_usize;
		let ends = self.spans.into_iter().map(|span| {
			let start = end;
			end = end.wrapping_add(span.len()); // entries in memory
			if start < span.start && !span.is_empty() {
				self.entries.copy_within(span, start);
			}
			end
		});
		let ends = ends.collect();
		self.entries.truncate(end);
		Rows {
			ends,
			entries: self.entries,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn row_should_be_empty_when_there_is_none() {
		let rows = Rows::from_rows([[(0, 1)]]);
		assert_eq!(rows.row(1).count(), 0);
		assert_eq!(Rows::<u16>::empty(3).slices().collect::<Vec<_>>(), [[]; 3]);
	}

	#[test]
	fn filling_should_leave_no_room_between_rows() {
		let mut rows = Filling::with_room([3, 0, 2].into_iter());
		rows.push(2, (0, 'a'));
		rows.push(0, (1, 'b'));
		rows.push(1, (0, 'd'));
		rows.push(2, (5, 'c'));
		let expected = Rows::from_rows([vec![(1, 'b')], vec![], vec![(0, 'a'), (5, 'c')]]);
		assert_eq!(rows.finish(), expected);
	}
}
