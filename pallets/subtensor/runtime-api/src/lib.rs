//! What clients can ask SubtensorModule without a transaction.
//!
//! The answers are computed in [`pallet_subtensor::views`] by the functions that the calls themselves use, from the state of the block
//! that is asked. [`MarketRuntimeApi`] is this chain's own; all others have the names and types that clients know.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod clients;

pub use clients::*;

use alloc::vec::Vec;
use codec::Codec;
use pallet_subtensor::views::RateLimit;
use subtensor_types::{NetUid, Rao};

sp_api::decl_runtime_apis! {
	/// What creating a subnet costs.
	pub trait SubnetRegistrationRuntimeApi {
		/// Rao that creating a subnet locks in this block, before the existential deposit of its pot.
		fn get_network_registration_cost() -> Rao;
	}

	/// What taking part costs, and when somebody may act again.
	pub trait MarketRuntimeApi<AccountId>
	where
		AccountId: Codec,
	{
		/// Rao that a registration by burning costs in this block, exactly. `None` where nobody can register so: there is no such
		/// subnet, it is root, or it does not accept new neurons.
		fn registration_price(netuid: NetUid) -> Option<Rao>;

		/// How many tries a proof of work takes on average in this block. `None` where nobody can register so.
		fn registration_difficulty(netuid: NetUid) -> Option<u64>;

		/// The calls about a subnet that `who`, a hotkey or a coldkey, can make only so often; with when it did last and may again.
		fn rate_limits(who: AccountId, netuid: NetUid) -> Vec<RateLimit>;
	}
}
