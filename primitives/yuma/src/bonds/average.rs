//! Step 11, the moving average of one column of bonds: a part of the new, the rest of the old.
//!
//! Both are lists by ascending holder.

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
/// `read` gives the value of an old bond, `of_both` the average of what is new and an old bond, zero if there is
/// none, and `of_old` what is left of an old bond with nothing new.
pub(crate) fn average(
	new: &[Entry],
	old: &[Stored],
	read: impl Fn(u16) -> Share,
	of_both: impl Fn(Share, Share) -> Share,
	of_old: impl Fn(Share) -> Share,
	bonds: &mut Bonds,
) {
	let mut averages = bonds.take();
	if have_same_holders(new, old) {
		for (new, &(holder, old)) in new.iter().zip(old) {
			averages.put(holder, of_both(new.share(), read(old)));
		}
	} else {
		join(new, old, read, of_both, of_old, &mut averages);
	}
	*bonds = averages;
}

/// Whether both list the same holders, as they do where nobody changed whom it rates.
fn have_same_holders(new: &[Entry], old: &[Stored]) -> bool {
	let pairs = new.iter().zip(old);
	new.len() == old.len() && pairs.fold(true, |same, (new, (holder, _))| same & (new.uid() == *holder))
}

/// The same for any lists, walked side by side.
fn join(
	new: &[Entry],
	mut old: &[Stored],
	read: impl Fn(u16) -> Share,
	of_both: impl Fn(Share, Share) -> Share,
	of_old: impl Fn(Share) -> Share,
	averages: &mut Bonds,
) {
	for new in new {
		let mut held = Share::ZERO;
		while let [(holder, left), others @ ..] = old
			&& *holder <= new.uid()
		{
			old = others;
			if *holder == new.uid() {
				held = read(*left);
				break;
			}
			averages.put(*holder, of_old(read(*left)));
		}
		averages.put(new.uid(), of_both(new.share(), held));
	}
	for &(holder, left) in old {
		averages.put(holder, of_old(read(left)));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec::Vec;

	const HALF: Share = Share::from_bits(1 << 31);
	const QUARTER: Share = Share::from_bits(1 << 30);

	fn read(bond: u16) -> Share {
		Share::from_bits(u64::from(bond) << 30)
	}

	fn list(bonds: &Bonds) -> Vec<(u16, Share)> {
		bonds
			.list()
			.iter()
			.map(|bond| (bond.uid(), bond.share()))
			.collect()
	}

	/// Averages of three new bonds and some old ones: the larger of two, and a half of an old one alone.
	fn averaged(old: &[Stored]) -> Vec<(u16, Share)> {
		let new = [(1, HALF), (4, Share::ONE), (5, Share::ZERO)].map(|(uid, share)| Entry::new(uid, share));
		let mut bonds = Bonds::with_room_for(7);
		average(&new, old, read, Ord::max, |old| HALF.times(old), &mut bonds);
		list(&bonds)
	}

	#[test]
	fn average_should_match_holders_and_keep_those_of_one_side() {
		let eighth = Share::from_bits(1 << 29);
		let expected = [(0, HALF), (1, HALF), (3, eighth), (4, Share::ONE), (9, QUARTER)];
		assert_eq!(averaged(&[(0, 4), (1, 2), (3, 1), (9, 2)]), expected);
		assert_eq!(averaged(&[]), [(1, HALF), (4, Share::ONE)]);
	}

	#[test]
	fn average_should_match_holders_when_they_are_the_same() {
		assert_eq!(
			averaged(&[(1, 3), (4, 0), (5, 1)]),
			[(1, read(3)), (4, Share::ONE), (5, QUARTER)]
		);
		assert_eq!(
			averaged(&[(1, 3), (4, 0), (6, 0)]),
			[(1, read(3)), (4, Share::ONE)]
		);
	}

	#[test]
	fn bonds_should_know_their_sum_and_the_largest() {
		let mut bonds = Bonds::with_room_for(2);
		average(&[], &[(0, 1), (1, 3)], read, Ord::max, |old| old, &mut bonds);
		assert_eq!(bonds.largest(), read(3));
		assert_eq!(bonds.total().share(read(3)), read(3));
	}
}
