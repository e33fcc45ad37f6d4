//! Weights of calls.
//!
//! Reads and writes are counted from the code, in the worst case; times are estimates on the safe side.

use core::marker::PhantomData;
use frame_support::{pallet_prelude::Get, weights::Weight};

/// What each call costs.
pub trait WeightInfo {
	/// `set_commitment` that ends no bonds.
	fn set_commitment() -> Weight;
	/// `set_commitment` that looks at `r` rows of bonds.
	fn set_commitment_and_reset(r: u32) -> Weight;
	/// Seeing which locked fields can be opened in a block.
	fn open_locks_idle() -> Weight;
	/// Taking a commitment off the queue, and noting what its fields revealed, which have been opened.
	fn reveal() -> Weight;
	/// `set_max_space`.
	fn set_max_space() -> Weight;
}

/// Weights for a runtime whose database is [`frame_system::Config::DbWeight`].
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_commitment() -> Weight {
		// The subnet, the neuron, two of the beacon, the epoch, what was used, the budget, whether bonds end, since when, and the former
		// commitment. Three fields that were locked leave the queue, and three others enter it.
		Weight::from_parts(80_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(12, 8)) // clamp: small weights
	}

	fn set_commitment_and_reset(r: u32) -> Weight {
		let r = u64::from(r);
		// A row of bonds has an entry per neuron: 20 microseconds for each row of 4,096.
		let rows = Weight::from_parts(20_000_000, 0).saturating_mul(r); // clamp: a weight that does not fit stops the block
		Self::set_commitment()
			.saturating_add(rows) // clamp: as above
			.saturating_add(T::DbWeight::get().reads_writes(r.saturating_add(17), r.saturating_add(1))) // clamp: as above
	}

	fn open_locks_idle() -> Weight {
		Weight::from_parts(10_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 1)) // clamp: small weights
	}

	fn reveal() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 3)) // clamp: small weights
	}

	fn set_max_space() -> Weight {
		Weight::from_parts(10_000_000, 0).saturating_add(T::DbWeight::get().writes(1)) // clamp: small weights
	}
}
