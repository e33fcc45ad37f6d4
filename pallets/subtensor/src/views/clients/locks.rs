//! Locks of stake and their conviction, as `StakeInfoRuntimeApi` gives them. There are none here, so the answers are empty; what cools
//! down is in [`staking`](super::staking).

use crate::{Config, HotkeyLock, Lock, LockState};
use subtensor_types::{NetUid, U64F64};

/// The lock of a coldkey's stake on a subnet.
pub fn of_coldkey<T: Config>(coldkey: &T::AccountId, netuid: NetUid) -> Option<LockState> {
	Lock::<T>::iter_prefix_values((coldkey, netuid)).next()
}

/// The conviction of all locks on a hotkey and subnet.
pub fn conviction<T: Config>(hotkey: &T::AccountId, netuid: NetUid) -> U64F64 {
	HotkeyLock::<T>::get(netuid, hotkey).map_or_else(U64F64::default, |lock| lock.conviction)
}

/// The hotkey of a subnet whose locks have most conviction.
pub fn most_convicted<T: Config>(netuid: NetUid) -> Option<T::AccountId> {
	HotkeyLock::<T>::iter_prefix(netuid)
		.max_by_key(|(_hotkey, lock)| lock.conviction)
		.map(|(hotkey, _lock)| hotkey)
}
