//! How neurons leave a subnet that closes.

use super::NeuronRegistry;
use crate::{
	Active, Burn, BurnAnchor, Config, Consensus, Difficulty, DifficultyAnchor, Dividends, Emission,
	MechanismRegistry, StakeWeight, SubnetworkN, ValidatorPermit, ValidatorTrust,
};
use sp_runtime::DispatchError;
use subtensor_types::NetUid;

impl<T: Config> NeuronRegistry<T> {
	/// Takes neurons of a closing subnet off their uids, the highest first: up to `most`, each counted once for each mechanism. Returns how
	/// many that were.
	pub fn dismiss(netuid: NetUid, most: u32) -> Result<u32, DispatchError> {
		let n = SubnetworkN::<T>::get(netuid);
		let mechanisms = MechanismRegistry::<T>::count(netuid);
		let neurons = most.checked_div(mechanisms).unwrap_or(most).max(1);
		let rest = n.saturating_sub(u16::try_from(neurons).unwrap_or(u16::MAX)); // clamp: all of them
		for uid in (rest..n).rev() {
			Self::unseat(netuid, uid)?;
		}
		SubnetworkN::<T>::insert(netuid, rest);
		let gone = u32::from(n.saturating_sub(rest)); // clamp: `rest` is at most `n`
		Ok(gone.saturating_mul(mechanisms)) // clamp: at most 4,096
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
		Active::<T>::remove(netuid);
		StakeWeight::<T>::remove(netuid);
		Consensus::<T>::remove(netuid);
		Dividends::<T>::remove(netuid);
		ValidatorTrust::<T>::remove(netuid);
		ValidatorPermit::<T>::remove(netuid);
		Emission::<T>::remove(netuid);
		MechanismRegistry::<T>::of(netuid).for_each(Self::forget_mechanism);
	}
}
