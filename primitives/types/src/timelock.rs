use alloc::vec::Vec;
use sp_weights::Weight;

/// Number of a pulse of a randomness beacon (drand): one every few seconds, counted from 1.
pub type RoundNumber = u64;

/// What was encrypted to a round of a randomness beacon, and opens with that round's pulse.
///
/// Source: the time-lock encryption of drand (Gailly, Melissaris, Romailler, "tlock: practical timelock encryption
/// from threshold BLS", 2023).
pub trait Timelock {
	/// The newest round whose pulse the chain knows; 0 if none.
	fn last_round() -> RoundNumber;

	/// Whether the pulse of this round is known. Of a round up to the newest one it is known or never will be.
	fn has_pulse(round: RoundNumber) -> bool;

	/// Opens `ciphertext` with the pulse of `round`. Never panics, whatever the bytes.
	fn open(ciphertext: &[u8], round: RoundNumber) -> Opening;
}

/// What came of opening a ciphertext.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opening {
	/// The text that it hid, or why there is none.
	pub text: Result<Vec<u8>, TimelockError>,
	/// What it took: bytes that are no ciphertext take next to nothing.
	pub weight: Weight,
}

/// Why a ciphertext was not opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimelockError {
	/// The round's pulse is not known to the chain: not yet, no longer, or it was left out.
	NoPulse,
	/// The bytes are no ciphertext, or not one to this round under this beacon's key.
	Broken,
}
