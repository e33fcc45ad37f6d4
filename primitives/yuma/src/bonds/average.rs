//! Step 11, the moving average of one column of bonds: a part of the new, the rest of the old.
//!
//! Both are lists by ascending holder, which are walked side by side.

use crate::{
	columns::{Buffer, Entry},
	share::{Divisor, Share},
};

/// A stored bond: its holder and how much it is.
pub(crate) type Stored = (u16, u16);

/// The bonds of one column, before any scaling.
#[derive(Default)]
pub(crate) struct Bonds {
	list: Buffer,
	total: u64,
	largest: Share,
}

impl Bonds {
	/// None, with room for as many.
	pub(crate) fn with_room_for(entries: usize) -> Self {
		Self {
			list: Buffer::with_room_for(entries),
			..Default::default()
		}
	}

	/// The bonds, none of them zero.
	pub(crate) fn list(&self) -> &[Entry] {
		self.list.as_slice()
	}

	/// For scaling them to a sum of one.
	pub(crate) fn total(&self) -> Divisor {
		Divisor::new(self.total)
	}

	/// The largest of them.
	pub(crate) const fn largest(&self) -> Share {
		self.largest
	}

	fn clear(&mut self) {
		self.list.clear();
		self.total = 0;
		self.largest = Share::ZERO;
	}

	/// Adds a bond; what is zero is none.
	fn put(&mut self, holder: u16, bond: Share) {
		self.list.put(Entry::new(holder, bond), bond > Share::ZERO);
		self.total = self.total.wrapping_add(bond.bits()); // at most 2^48
		self.largest = self.largest.max(bond);
	}
}

/// `renew` of every new bond and the rest of the old one, each rounded down; what is missing on one side counts
/// as zero there. `read` gives the value of an old bond.
pub(crate) fn by_part(
	renew: Share,
	new: impl Iterator<Item = Entry>,
	mut old: &[Stored],
	read: impl Fn(u16) -> Share,
	bonds: &mut Bonds,
) {
	let keep = renew.rest();
	bonds.clear();
	for bond in new {
		let mut held = Share::ZERO;
		while let [(holder, left), others @ ..] = old
			&& *holder <= bond.uid()
		{
			old = others;
			if *holder == bond.uid() {
				held = read(*left);
				break;
			}
			bonds.put(*holder, keep.times(read(*left)));
		}
		bonds.put(bond.uid(), renew.times(bond.share()).plus(keep.times(held)));
	}
	for &(holder, left) in old {
		bonds.put(holder, keep.times(read(left)));
	}
}

/// `average` of every new bond and its old one; an old bond without a new one ends.
pub(crate) fn of_new(
	average: impl Fn(Share, Share) -> Share,
	new: impl Iterator<Item = Entry>,
	mut old: &[Stored],
	read: impl Fn(u16) -> Share,
	bonds: &mut Bonds,
) {
	bonds.clear();
	for bond in new {
		let mut held = Share::ZERO;
		while let [(holder, left), others @ ..] = old
			&& *holder <= bond.uid()
		{
			old = others;
			if *holder == bond.uid() {
				held = read(*left);
				break;
			}
		}
		bonds.put(bond.uid(), average(bond.share(), held));
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const HALF: Share = Share::from_bits(1 << 31);
	const QUARTER: Share = Share::from_bits(1 << 30);

	fn read(bond: u16) -> Share {
		Share::from_bits(u64::from(bond) << 30)
	}

	#[test]
	fn average_by_part_should_match_holders_and_keep_those_of_one_side() {
		let new = [
			Entry::new(1, HALF),
			Entry::new(4, Share::ONE),
			Entry::new(5, Share::ZERO),
		];
		let old = [(0, 4), (1, 2), (3, 1), (9, 2)];
		let mut bonds = Bonds::with_room_for(7);
		by_part(HALF, new.into_iter(), &old, read, &mut bonds);
		let eighth = Share::from_bits(1 << 29);
		let expected = [(0, HALF), (1, HALF), (3, eighth), (4, HALF), (9, QUARTER)];
		assert_eq!(bonds.list(), expected.map(|(uid, bond)| Entry::new(uid, bond)));
	}

	#[test]
	fn average_of_new_should_end_what_is_not_listed() {
		let new = [Entry::new(1, HALF), Entry::new(4, HALF)];
		let mut bonds = Bonds::with_room_for(2);
		of_new(
			|new, old| new.max(old),
			new.into_iter(),
			&[(0, 4), (1, 3), (5, 4)],
			read,
			&mut bonds,
		);
		let three_quarters = Share::from_bits(3 << 30);
		assert_eq!(bonds.list(), [Entry::new(1, three_quarters), Entry::new(4, HALF)]);
	}
}
