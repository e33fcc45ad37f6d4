//! How neurons leave a subnet that closes.

use super::NeuronRegistry;
use crate::{
	Active, Burn, BurnAnchor, Config, Consensus, Difficulty, DifficultyAnchor, Dividends, Emission,
	Incentive, LastUpdate, StakeWeight, SubnetworkN, ValidatorPermit, ValidatorTrust,
};
use sp_runtime::DispatchError;
use subtensor_types::{NetUid, NetUidStorageIndex};

impl<T: Config> NeuronRegistry<T> {
	/// Takes up to `most` neurons of a closing subnet off their uids, the highest first. Returns how many there were.
	pub fn dismiss(netuid: NetUid, most: u32) -> Result<u32, DispatchError> {
		let n = SubnetworkN::<T>::get(netuid);
		let rest = n.saturating_sub(u16::try_from(most).unwrap_or(u16::MAX)); // clamp: all of them
		for uid in (rest..n).rev() {
			Self::unseat(netuid, uid)?;
		}
		SubnetworkN::<T>::insert(netuid, rest);
		Ok(u32::from(n.saturating_sub(rest))) // clamp: `rest` is at most `n`
	}

	/// Forgets what is kept of a subnet that has no neurons any more.
	pub fn forget_subnet(netuid: NetUid) {
		Self::forget_columns(netuid);
		SubnetworkN::<T>::remove(netuid);
		Burn::<T>::remove(netuid);
		BurnAnchor::<T>::remove(netuid);
		Difficulty::<T>::remove(netuid);
		DifficultyAnchor::<T>::remove(netuid);
	}

	/// Removes the lists that have one entry per uid.
	fn forget_columns(netuid: NetUid) {
		let index = NetUidStorageIndex::from(netuid);
		Active::<T>::remove(netuid);
		StakeWeight::<T>::remove(netuid);
		Consensus::<T>::remove(netuid);
		Incentive::<T>::remove(index);
		Dividends::<T>::remove(netuid);
		ValidatorTrust::<T>::remove(netuid);
		ValidatorPermit::<T>::remove(netuid);
		Emission::<T>::remove(netuid);
		LastUpdate::<T>::remove(index);
	}
}
