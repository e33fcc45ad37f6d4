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

	/// Whether the pulse of this round is known, so that [`Timelock::open`] can tell.
	fn has_pulse(round: RoundNumber) -> bool;

	/// The text that `ciphertext` hides, with the pulse of `round`. Never panics, whatever the bytes.
	///
	/// # Errors
	///
	/// [`TimelockError::NoPulse`] while the pulse is not known, [`TimelockError::Broken`] if no text will ever come out.
	fn open(ciphertext: &[u8], round: RoundNumber) -> Result<Vec<u8>, TimelockError>;

	/// Weight of opening a ciphertext of `length` bytes, also of one that turns out to be broken.
	fn open_weight(length: u32) -> Weight;
}

/// Why a ciphertext was not opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimelockError {
	/// The round's pulse is not known to the chain: not yet, or no longer.
	NoPulse,
	/// The bytes are no ciphertext, or not one to this round under this beacon's key.
	Broken,
}
