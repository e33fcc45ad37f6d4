//! Which neuron makes room when a subnet is full, and which ones go when it shrinks. Owns the order of
//! replacement; who is immune or spared is the caller's to say.

extern crate alloc;

use alloc::vec::Vec;

/// How a neuron stands when a place is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
	/// Its place in the subnet.
	pub uid: u16,
	/// What it earned at the last epoch, in rao.
	pub emission: u64,
	/// The block in which it was registered.
	pub registered_at: u64,
	/// Is it within its immunity period? Then it goes only if nobody else can.
	pub immune: bool,
	/// Must it stay whatever happens? So it is with the owner's hotkey.
	pub spared: bool,
}

impl Standing {
	/// Who goes before whom: the lowest emission first, then the earliest registered, then the lowest uid.
	fn order(&self) -> (u64, u64, u16) {
		(self.emission, self.registered_at, self.uid)
	}
}

/// The uid that a newcomer takes over; `None` if nobody can go.
///
/// Of the neurons that are not spared: those not immune before those that are; then the lowest emission; then
/// the earliest registered; then the lowest uid. The order in which they are given does not matter.
///
/// Source: section 6 of the protocol.
pub fn replaced(standings: impl IntoIterator<Item = Standing>) -> Option<u16> {
	standings
		.into_iter()
		.filter(|standing| !standing.spared)
		.min_by_key(|standing| (standing.immune, standing.order()))
		.map(|standing| standing.uid)
}

/// The `count` uids that go when a subnet shrinks, ascending; `None` if not so many can go.
///
/// The order is that of replacement, but neither spared nor immune neurons go. The order in which they are given
/// does not matter.
///
/// ```
/// # use subtensor_registration::{Standing, trimmed};
/// let neuron = |uid, emission| Standing { uid, emission, registered_at: 0, immune: uid == 3, spared: false };
/// let neurons = [neuron(0, 7), neuron(1, 2), neuron(2, 5), neuron(3, 0)];
/// assert_eq!(trimmed(neurons, 2), Some(vec![1, 2]));
/// assert_eq!(trimmed(neurons, 4), None);
/// ```
pub fn trimmed(standings: impl IntoIterator<Item = Standing>, count: usize) -> Option<Vec<u16>> {
	let mut removable: Vec<Standing> = standings
		.into_iter()
		.filter(|standing| !standing.spared && !standing.immune)
		.collect();
	if removable.len() < count {
		return None;
	}
	removable.sort_unstable_by_key(Standing::order);
	let mut uids: Vec<u16> = removable
		.iter()
		.take(count)
		.map(|standing| standing.uid)
		.collect();
	uids.sort_unstable();
	Some(uids)
}
