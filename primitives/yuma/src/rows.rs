//! Sparse matrices as compressed rows: two flat arrays, no allocation per row.

use alloc::{vec, vec::Vec};
use core::{mem, slice::IterMut};

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
		let mut start = 0_usize;
		self.ends.iter().map(move |&end| {
			let row = self.entries.get(start..end).unwrap_or_default();
			start = end;
			row
		})
	}

	fn slice(&self, index: usize) -> &[(u16, V)] {
		let before = index.checked_sub(1).and_then(|above| self.ends.get(above));
		let start = before.copied().unwrap_or(0);
		let end = self.ends.get(index).copied().unwrap_or(start);
		self.entries.get(start..end).unwrap_or_default()
	}
}

/// How many entries are left out between two rows: rows are filled in step, and at distances of powers of two they
/// would share few sets of the cache.
const SPARE: usize = 16;

/// A matrix of rows that are filled side by side.
pub(crate) struct Filling<V> {
	/// The entries that every row has room for.
	room: Vec<usize>,
	entries: Vec<(u16, V)>,
}

impl<V: Copy + Default> Filling<V> {
	/// Rows with room for as many entries as `room` says.
	pub(crate) fn with_room(room: Vec<usize>) -> Self {
		// Entries in memory.
		let with_spare = |all: usize, &room: &usize| all.wrapping_add(room).wrapping_add(spare(room));
		let all = room.iter().fold(0, with_spare);
		Self {
			room,
			entries: vec![(0, V::default()); all],
		}
	}

	/// The places of every row, to be filled from the first on.
	pub(crate) fn rows(&mut self) -> impl Iterator<Item = IterMut<'_, (u16, V)>> {
		let mut rest = self.entries.as_mut_slice();
		self.room.iter().map(move |&room| {
			let (row, others) = mem::take(&mut rest)
				.split_at_mut_checked(room)
				.unwrap_or_default();
			rest = others.get_mut(spare(room)..).unwrap_or_default();
			row.iter_mut()
		})
	}

	/// The rows, without the room that is `left` in them.
	pub(crate) fn finish(mut self, left: impl Iterator<Item = usize>) -> Rows<V> {
		// All of these are entries in memory.
		let (mut start, mut end) = (0_usize, 0_usize);
		let ends = self.room.iter().zip(left).map(|(&room, left)| {
			let len = room.wrapping_sub(left);
			if start > end && len > 0 {
				self.entries.copy_within(start..start.wrapping_add(len), end);
			}
			start = start.wrapping_add(room).wrapping_add(spare(room));
			end = end.wrapping_add(len);
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

/// What is left out after a row with so much room.
const fn spare(room: usize) -> usize {
	if room > 0 { SPARE } else { 0 }
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
		let mut filling = Filling::with_room(vec![3, 0, 2]);
		let mut rows: Vec<_> = filling.rows().collect();
		for (row, entry) in [(2, (0, 'a')), (0, (1, 'b')), (2, (5, 'c'))] {
			*rows[row].next().unwrap() = entry;
		}
		assert_eq!(rows[1].next(), None);
		let left: Vec<_> = rows.iter().map(IterMut::len).collect();
		let expected = Rows::from_rows([vec![(1, 'b')], vec![], vec![(0, 'a'), (5, 'c')]]);
		assert_eq!(filling.finish(left.into_iter()), expected);
	}
}
