//! The limits that clients put on prices. A subnet's price is 1 TAO, always: a limit is met or it is not, and nothing is ever filled
//! in part.

use crate::{Config, Error};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{RAO_PER_TAO, Rao};

/// Price of what is staked, in rao per unit: 1 TAO for 10^9.
pub const PRICE: Rao = RAO_PER_TAO;

/// Refuses to buy if at most `limit` is to be paid, and that is less than the price.
pub fn ensure_buys<T: Config>(limit: Rao) -> DispatchResult {
	ensure!(limit >= PRICE, Error::<T>::SlippageTooHigh);
	Ok(())
}

/// Refuses to sell if at least `limit` is wanted, and that is more than the price. The ratio of two subnets' prices is 1 as well.
pub fn ensure_sells<T: Config>(limit: Rao) -> DispatchResult {
	ensure!(limit <= PRICE, Error::<T>::SlippageTooHigh);
	Ok(())
}
