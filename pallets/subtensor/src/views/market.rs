//! What taking part costs.

use super::Views;
use crate::{
	Config, NetworkPowRegistrationAllowed, NetworkRegistrationAllowed, NetworksAdded, NeuronRegistry,
	SubnetRegistry,
};
use subtensor_types::{NetUid, Rao};

impl<T: Config> Views<T> {
	/// Rao that creating a subnet locks in this block.
	pub fn creation_cost() -> Rao {
		SubnetRegistry::<T>::lock_cost()
	}

	/// What a registration by burning costs in this block; `None` where nobody can register so.
	pub fn registration_price(netuid: NetUid) -> Option<Rao> {
		let open = Self::is_market(netuid) && NetworkRegistrationAllowed::<T>::get(netuid);
		open.then(|| NeuronRegistry::<T>::price(netuid))
	}

	/// How many tries a proof of work takes on average in this block; `None` where nobody can register so.
	pub fn registration_difficulty(netuid: NetUid) -> Option<u64> {
		let open = Self::is_market(netuid) && NetworkPowRegistrationAllowed::<T>::get(netuid);
		open.then(|| NeuronRegistry::<T>::difficulty(netuid))
	}

	fn is_market(netuid: NetUid) -> bool {
		!netuid.is_root() && NetworksAdded::<T>::get(netuid)
	}
}
