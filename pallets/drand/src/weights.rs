//! Weights of calls, of the hook, and of opening a ciphertext.
//!
//! Reads and writes are counted from the code, in the worst case. Times of pulses and openings are about twice what `timelock_times`, an
//! example of the node, measures in the runtime's Wasm with the node's help for the curve: 2.4 ms to verify a pulse, 1.2 ms to sign a round,
//! 1.9 ms to open a ciphertext of 274 bytes. The others are estimates on the safe side.

use core::marker::PhantomData;
use frame_support::{pallet_prelude::Get, weights::Weight};

/// What each call and each part of the hook costs.
pub trait WeightInfo {
	/// `write_pulse` with `n` pulses.
	fn write_pulse(n: u32) -> Weight;
	/// `set_beacon_config`.
	fn set_beacon_config() -> Weight;
	/// `set_oldest_stored_round`.
	fn set_oldest_stored_round() -> Weight;
	/// Forgetting `n` pulses in a block.
	fn forget(n: u32) -> Weight;
	/// Seeing whether pulses are to be made, and making `n` of them.
	fn make(n: u32) -> Weight;
	/// Looking at `length` bytes that are no ciphertext, or whose pulse is not there.
	fn parse(length: u32) -> Weight;
	/// Opening a ciphertext of `length` bytes.
	fn open(length: u32) -> Weight;
}

/// Weights for a runtime whose database is [`frame_system::Config::DbWeight`].
pub struct SubstrateWeight<T>(PhantomData<T>);

/// Microseconds to verify a pulse.
const VERIFY: u64 = 5_000;
/// Microseconds to sign a round.
const SIGN: u64 = 2_500;
/// Microseconds to open a short ciphertext.
const OPEN: u64 = 4_000;
/// Nanoseconds for each byte of a ciphertext.
const OPEN_BYTE: u64 = 200;

/// `nanos` of computation with so many reads and writes of storage.
fn step<T: frame_system::Config>(nanos: u64, reads: u64, writes: u64) -> Weight {
	const PICOS_PER_NANO: u64 = 1_000;
	// clamp: a weight that does not fit stops the block from taking the call
	Weight::from_parts(nanos.saturating_mul(PICOS_PER_NANO), 0)
		.saturating_add(T::DbWeight::get().reads_writes(reads, writes)) // clamp: as above
}

/// `fixed + each * count` microseconds, in nanoseconds.
fn micros(fixed: u64, each: u64, count: u32) -> u64 {
	line(fixed, each, count).saturating_mul(1_000) // clamp: as in `line`
}

/// `fixed + each * count`.
fn line(fixed: u64, each: u64, count: u32) -> u64 {
	each.saturating_mul(u64::from(count)).saturating_add(fixed) // clamp: small constants times 32-bit numbers
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn write_pulse(n: u32) -> Weight {
		// Verified before the block takes the call and again by it.
		// The last round, what is forgotten, the beacon, the time; a gap, the oldest round.
		let verify = VERIFY.saturating_mul(2); // clamp: a small constant
		step::<T>(micros(50, verify, n), 5, line(5, 1, n))
	}

	fn set_beacon_config() -> Weight {
		step::<T>(micros(100, VERIFY, 1), 3, 3)
	}

	fn set_oldest_stored_round() -> Weight {
		step::<T>(micros(20, 0, 0), 2, 1)
	}

	fn forget(n: u32) -> Weight {
		step::<T>(
			micros(5, 5, n),
			line(3, 2, n),
			line(if n == 0 { 0 } else { 3 }, 2, n),
		)
	}

	fn make(n: u32) -> Weight {
		step::<T>(micros(10, SIGN, n), 6, if n == 0 { 0 } else { line(5, 1, n) })
	}

	fn parse(length: u32) -> Weight {
		step::<T>(line(20_000, 1, length), 2, 0)
	}

	fn open(length: u32) -> Weight {
		step::<T>(
			micros(OPEN, 0, 0).saturating_add(line(0, OPEN_BYTE, length)),
			2,
			0,
		) // clamp: as in `line`
	}
}
