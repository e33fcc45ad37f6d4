//! How many subnets live, and which makes room when one more wants in.

use super::SubnetRegistry;
use crate::{
	Config, EmissionPlanner, Error, MAX_SUBNETS, NetworkRegisteredAt, NetworksAdded, Pallet, Plan,
	SubnetCloser, SubnetLimit, TotalNetworks,
};
use core::cmp::Reverse;
use subtensor_types::NetUid;

impl<T: Config> SubnetRegistry<T> {
	/// The lowest netuid under which nothing is, not even a subnet that closes.
	pub(super) fn free_netuid() -> Result<NetUid, Error<T>> {
		let closing = crate::DissolveCleanupQueue::<T>::get();
		let last = u16::try_from(MAX_SUBNETS).unwrap_or(u16::MAX);
		(1..last)
			.map(NetUid)
			.find(|netuid| !NetworksAdded::<T>::contains_key(netuid) && !closing.contains(netuid))
			.ok_or(Error::<T>::WaitingForDissolvedSubnetCleanup)
	}

	/// The subnet that has to close so that one more may live, if the limit is reached.
	pub(crate) fn to_make_room() -> Result<Option<NetUid>, Error<T>> {
		let living = TotalNetworks::<T>::get().saturating_sub(1); // clamp: root is not counted
		if living < SubnetLimit::<T>::get() {
			return Ok(None);
		}
		Self::weakest().map(Some).ok_or(Error::<T>::AllNetworksInImmunity)
	}

	/// Of the subnets past immunity the one with the lowest mean share of emission; of equal ones the youngest.
	fn weakest() -> Option<NetUid> {
		let plan = Plan::<T>::get();
		let candidates = NetworksAdded::<T>::iter_keys()
			.filter(|netuid| !netuid.is_root() && SubnetCloser::<T>::is_past_immunity(*netuid));
		candidates.min_by_key(|netuid| {
			let created = NetworkRegisteredAt::<T>::get(netuid);
			let age = Pallet::<T>::now().saturating_sub(created).max(1); // clamp: a creation is not in the future
			let mean = EmissionPlanner::<T>::share_sum(&plan, *netuid).checked_div(u128::from(age));
			(mean, Reverse(created), Reverse(*netuid))
		})
	}
}
