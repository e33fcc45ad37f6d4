//! Step 11, the moving average of one column of bonds: a part of the new, the rest of the old.
//!
//! Both are lists by ascending holder.

use alloc::vec::Vec;

use crate::{
	columns::Entry,
	share::{Divisor, Share},
};

/// A stored bond: its holder and how much it is.
pub(crate) type Stored = (u16, u16);

/// The bonds of one column, before any scaling.
pub(crate) struct Bonds<'a> {
	/// By ascending holder; what is zero is none.
	pub(crate) list: &'a [Entry],
	/// Their sum, in units of 2^-32: at most 2^48.
	total: u64,
}

impl Bonds<'_> {
	/// For scaling them to a sum of one.
	pub(crate) fn total(&self) -> Divisor {
		Divisor::new(self.total)
	}

	/// The largest of them.
	pub(crate) fn largest(&self) -> Share {
		let largest = self.list.iter().max();
		largest.map_or(Share::ZERO, |bond| bond.share())
	}
}

/// The averages of new and old bonds, which take the place of the new ones, or `room` where holders differ.
///
/// `read` gives the value of an old bond, `of_both` the average of what is new and an old bond, zero if there is
/// none, and `of_old` what is left of an old bond with nothing new.
#[inline]
pub(crate) fn average<'a>(
	new: &'a mut [Entry],
	old: &[Stored],
	read: impl Fn(u16) -> Share,
	of_both: impl Fn(Share, Share) -> Share,
	of_old: impl Fn(Share) -> Share,
	room: &'a mut Vec<Entry>,
) -> Bonds<'a> {
	let mut total = 0_u64;
	// Holders are the same where nobody changed whom it rates.
	let mut same = 0_usize;
	for (new, &(holder, old)) in new.iter_mut().zip(old) {
		if new.uid() != holder {
			break;
		}
		let average = of_both(new.share(), read(old));
		total = total.wrapping_add(average.bits());
		*new = Entry::new(holder, average);
		same = same.wrapping_add(1); // an entry in memory
	}
	if same == new.len() && same == old.len() {
		return Bonds { list: new, total };
	}
	let (averages, new) = new.split_at(same);
	room.clear();
	room.extend(averages);
	let put = |holder, average: Share| {
		total = total.wrapping_add(average.bits());
		room.push(Entry::new(holder, average));
	};
	join(
		new,
		old.get(same..).unwrap_or_default(),
		read,
		of_both,
		of_old,
		put,
	);
	Bonds { list: room, total }
}

/// Walks new and old bonds side by side and gives every holder's average.
fn join(
	new: &[Entry],
	mut old: &[Stored],
	read: impl Fn(u16) -> Share,
	of_both: impl Fn(Share, Share) -> Share,
	of_old: impl Fn(Share) -> Share,
	mut put: impl FnMut(u16, Share),
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
			put(*holder, of_old(read(*left)));
		}
		put(new.uid(), of_both(new.share(), held));
	}
	for &(holder, left) in old {
		put(holder, of_old(read(left)));
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

	/// The bonds, without those that are zero.
	fn list(bonds: &Bonds<'_>) -> Vec<(u16, Share)> {
		let pairs = bonds.list.iter().map(|bond| (bond.uid(), bond.share()));
		pairs.filter(|(_, bond)| *bond > Share::ZERO).collect()
	}

	/// Averages of three new bonds and some old ones: the larger of two, and a half of an old one alone.
	fn averaged(old: &[Stored]) -> Vec<(u16, Share)> {
		let mut new =
			[(1, HALF), (4, Share::ONE), (5, Share::ZERO)].map(|(uid, share)| Entry::new(uid, share));
		let mut room = Vec::new();
		list(&average(
			&mut new,
			old,
			read,
			Ord::max,
			|old| HALF.times(old),
			&mut room,
		))
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
		let mut room = Vec::new();
		let bonds = average(&mut [], &[(0, 1), (1, 3)], read, Ord::max, |old| old, &mut room);
		assert_eq!(bonds.largest(), read(3));
		assert_eq!(bonds.total().share(read(3)), read(3));
	}
}
