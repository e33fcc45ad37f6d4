//! Step 11, the moving average of one column of bonds: a part of the new, the rest of the old.
//!
//! Both are lists by ascending holder, which are walked side by side.

use core::mem;

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

	/// Takes the room, empty.
	fn take(&mut self) -> Self {
		let mut list = mem::take(&mut self.list);
		list.clear();
		Self {
			list,
			..Default::default()
		}
	}

	/// Adds a bond; what is zero is none.
	fn put(&mut self, holder: u16, bond: Share) {
		self.list.put(Entry::new(holder, bond), bond > Share::ZERO);
		self.total = self.total.wrapping_add(bond.bits()); // at most 2^48
		self.largest = self.largest.max(bond);
	}
}

/// Puts the averages of new and old bonds into `bonds`.
///
/// `read` gives the value of an old bond, `of_both` the average of a new and an old one, zero if there is none,
/// and `of_old` what is left of an old one without a new one.
pub(crate) fn average(
	new: impl Iterator<Item = Entry>,
	mut old: &[Stored],
	read: impl Fn(u16) -> Share,
	of_both: impl Fn(Share, Share) -> Share,
	of_old: impl Fn(Share) -> Share,
	bonds: &mut Bonds,
) {
	let mut averages = bonds.take();
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
			averages.put(*holder, of_old(read(*left)));
		}
		averages.put(bond.uid(), of_both(bond.share(), held));
	}
	for &(holder, left) in old {
		averages.put(holder, of_old(read(left)));
	}
	*bonds = averages;
}

/// The moving average with the same part `renew` for all: that part of the new and the rest of the old, each
/// rounded down.
pub(crate) fn by_part(
	renew: Share,
	new: impl Iterator<Item = Entry>,
	old: &[Stored],
	read: impl Fn(u16) -> Share,
	bonds: &mut Bonds,
) {
	let keep = renew.rest();
	let of_both = |new, old| renew.times(new).plus(keep.times(old));
	average(new, old, read, of_both, |old| keep.times(old), bonds);
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
	fn average_should_end_what_is_not_listed_when_nothing_is_left_of_it() {
		let new = [Entry::new(1, HALF), Entry::new(4, HALF)];
		let mut bonds = Bonds::with_room_for(2);
		let old = [(0, 4), (1, 3), (5, 4)];
		average(new.into_iter(), &old, read, Ord::max, |_| Share::ZERO, &mut bonds);
		let three_quarters = Share::from_bits(3 << 30);
		assert_eq!(bonds.list(), [Entry::new(1, three_quarters), Entry::new(4, HALF)]);
		assert_eq!(bonds.largest(), three_quarters);
	}
}
