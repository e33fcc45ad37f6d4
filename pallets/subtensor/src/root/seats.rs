//! Who sits on root: the hotkeys with most root stake.

use super::RootCouncil;
use crate::{
	Config, Error, KeyRegistry, MaxAllowedUids, NeuronRegistry, SubnetworkN, TotalHotkeyAlpha, Uid, Uids,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{NetUid, Rao};

impl<T: Config> RootCouncil<T> {
	/// Gives `hotkey` a seat: a free one, or that of the holder with least root stake if `hotkey` has more.
	pub fn register(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
		ensure!(
			!Uids::<T>::contains_key(NetUid::ROOT, hotkey),
			Error::<T>::HotKeyAlreadyRegisteredInSubNet
		);
		KeyRegistry::<T>::ensure_owned_or_free(coldkey, hotkey)?;
		if SubnetworkN::<T>::get(NetUid::ROOT) < MaxAllowedUids::<T>::get(NetUid::ROOT) {
			KeyRegistry::<T>::associate(coldkey, hotkey)?;
			return NeuronRegistry::<T>::admit(NetUid::ROOT, hotkey).map(|_uid| ());
		}
		let (uid, weakest) = Self::weakest_seat()?;
		ensure!(Self::stake(hotkey) > weakest, Error::<T>::StakeTooLowForRoot);

		KeyRegistry::<T>::associate(coldkey, hotkey)?;
		NeuronRegistry::<T>::replace(NetUid::ROOT, uid, hotkey)
	}

	/// Root stake of a hotkey, all nominators', in rao.
	pub(super) fn stake(hotkey: &T::AccountId) -> Rao {
		TotalHotkeyAlpha::<T>::get(hotkey, NetUid::ROOT)
	}

	/// The seat with least stake; of equal ones the last uid's.
	fn weakest_seat() -> Result<(Uid, Rao), Error<T>> {
		NeuronRegistry::<T>::hotkeys(NetUid::ROOT)?
			.iter()
			.zip(0u16..)
			.map(|(holder, uid)| (uid, Self::stake(holder)))
			.min_by_key(|(uid, stake)| (*stake, core::cmp::Reverse(*uid)))
			.ok_or(Error::<T>::NoNeuronIdAvailable)
	}
}
