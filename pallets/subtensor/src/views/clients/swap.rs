//! Prices and simulated swaps, as `SwapRuntimeApi` gives them: a subnet's stake is TAO, so one is one, without fee or slippage.

use crate::{Config, SubnetRegistry};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use subtensor_types::{NetUid, RAO_PER_TAO, Rao};

/// Price of a subnet's stake.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct SubnetPrice {
	/// The subnet.
	pub netuid: NetUid,
	/// Rao per staked TAO: always 1,000,000,000.
	pub price: u64,
}

/// What a swap would give.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct SimSwapResult {
	/// TAO paid or received, in rao.
	pub tao_amount: Rao,
	/// Stake received or given, in rao.
	pub alpha_amount: Rao,
	/// Always 0.
	pub tao_fee: Rao,
	/// Always 0.
	pub alpha_fee: Rao,
	/// Always 0.
	pub tao_slippage: Rao,
	/// Always 0.
	pub alpha_slippage: Rao,
}

/// The price of every subnet.
pub const PRICE: u64 = RAO_PER_TAO;

/// What stands for each of the two reserves of a subnet's pool, in rao: all TAO that there can be. There is no pool, but clients
/// divide by its reserves to learn what an exchange brings; with these they find one for one, to a part in 21 million for each TAO.
pub const DEPTH: Rao = subtensor_emission::CAP;

/// What staking, unstaking and moving stake costs beside the transaction's own fee, in rao: nothing.
pub const FEE: Rao = 0;

/// The prices of all subnets, root among them, by ascending netuid.
pub fn prices<T: Config>() -> Vec<SubnetPrice> {
	let subnets = SubnetRegistry::<T>::all().into_iter();
	subnets
		.map(|netuid| SubnetPrice { netuid, price: PRICE })
		.collect()
}

/// What swapping so many rao gives, in either direction.
pub fn simulate(rao: Rao) -> SimSwapResult {
	SimSwapResult {
		tao_amount: rao,
		alpha_amount: rao,
		tao_fee: FEE,
		alpha_fee: FEE,
		tao_slippage: 0,
		alpha_slippage: 0,
	}
}
