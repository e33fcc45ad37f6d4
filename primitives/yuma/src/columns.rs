//! A matrix by column: for every neuron, who says something about it.
//!
//! Almost every step works on one column at a time, so both matrices of an epoch are turned around once, and
//! the new bonds turned back at the end. A column lists its entries by ascending row.

use alloc::{vec, vec::Vec};
use core::{hint, mem};

use crate::share::Share;

/// How many bits of an entry the uid takes.
const UID_BITS: u32 = 16;

/// A uid and a share in one word; entries are ordered by share, then by uid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(transparent)]
pub(crate) struct Entry(u64);

impl Entry {
	/// What `uid` holds or gives.
	pub(crate) const fn new(uid: u16, share: Share) -> Self {
		// A share has 33 bits, so both fit.
		Self((share.bits() << UID_BITS) | uid as u64)
	}

	/// Whose it is.
	pub(crate) const fn uid(self) -> u16 {
		// The lower 16 bits.
		self.0 as u16
	}

	/// How much it is.
	pub(crate) const fn share(self) -> Share {
		Share::from_bits(self.0 >> UID_BITS)
	}
}

/// A sparse matrix by column.
pub(crate) struct Columns<E> {
	/// Where every column starts in the entries.
	starts: Vec<usize>,
	/// Where every column ends.
	ends: Vec<usize>,
	entries: Vec<E>,
}

impl<E: Copy + Default> Columns<E> {
	/// No entries yet, and room in every column for as many as `counts` says.
	pub(crate) fn with_room(mut counts: Vec<usize>) -> Self {
		let mut start = 0_usize;
		for place in &mut counts {
			let count = mem::replace(place, start);
			// A spare one: at distances of powers of two columns would share few sets of the cache.
			start = start.wrapping_add(count).wrapping_add(1); // entries in memory
		}
		Self {
			ends: counts.clone(),
			starts: counts,
			entries: vec![E::default(); start],
		}
	}

	/// Puts an entry below the last one of `column`.
	pub(crate) fn push(&mut self, column: u16, entry: E) {
		if let Some(end) = self.ends.get_mut(usize::from(column))
			&& let Some(place) = self.entries.get_mut(*end)
		{
			*place = entry;
			*end = end.wrapping_add(1); // an entry in memory
		} else {
			hint::cold_path(); // never: there is room for all that were counted
		}
	}

	/// Puts a row below the last one; a function that the compiler is told to keep, for the sake of registers.
	#[inline(never)]
	pub(crate) fn push_row(&mut self, row: impl Iterator<Item = (u16, E)>) {
		for (column, entry) in row {
			self.push(column, entry);
		}
	}

	/// The number of entries of the longest column.
	pub(crate) fn longest(&self) -> usize {
		self.iter().map(<[E]>::len).max().unwrap_or(0)
	}

	/// The entries of a column, to be changed.
	pub(crate) fn column_mut(&mut self, column: u16) -> &mut [E] {
		let column = usize::from(column);
		let span = self.starts.get(column).zip(self.ends.get(column));
		span.and_then(|(&start, &end)| self.entries.get_mut(start..end))
			.unwrap_or_default()
	}

	/// All columns, first to last.
	pub(crate) fn iter(&self) -> impl Iterator<Item = &[E]> {
		self.starts
			.iter()
			.zip(&self.ends)
			.map(|(&start, &end)| self.entries.get(start..end).unwrap_or_default())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn columns_should_list_what_was_pushed_when_there_was_room_for_more() {
		let mut columns = Columns::with_room(vec![2, 0, 2]);
		columns.push(2, 'a');
		columns.push(0, 'b');
		columns.push(2, 'c');
		assert_eq!(columns.iter().collect::<Vec<_>>(), [&['b'][..], &[], &['a', 'c']]);
		assert_eq!(columns.longest(), 2);
	}

	#[test]
	fn entry_should_keep_both_and_be_ordered_by_share() {
		let entry = Entry::new(u16::MAX, Share::ONE);
		assert_eq!((entry.uid(), entry.share()), (u16::MAX, Share::ONE));
		assert!(Entry::new(9, Share::ZERO) < Entry::new(0, Share::from_bits(1)));
	}
}
