//! Which neuron makes room when a subnet is full. Owns the order of replacement; who is immune or spared is the
//! caller's to say.

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
		.min_by_key(|standing| {
			(
				standing.immune,
				standing.emission,
				standing.registered_at,
				standing.uid,
			)
		})
		.map(|standing| standing.uid)
}
