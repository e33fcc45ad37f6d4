//! Where stake lies.

use crate::{Config, KeyRegistry, StakeLedger, SubnetRegistry};
use frame_support::pallet_prelude::DispatchError;
use subtensor_types::NetUid;

/// Where stake lies: on which hotkey, whose it is, on which subnet.
#[derive(Debug, Eq, PartialEq)]
pub struct Position<'a, AccountId> {
	/// The hotkey that is staked on.
	pub hotkey: &'a AccountId,
	/// The coldkey that holds it.
	pub coldkey: &'a AccountId,
	/// The subnet.
	pub netuid: NetUid,
}

impl<AccountId> Clone for Position<'_, AccountId> {
	fn clone(&self) -> Self {
		*self
	}
}

impl<AccountId> Copy for Position<'_, AccountId> {}

impl<'a, AccountId> Position<'a, AccountId> {
	/// A position on a subnet that exists and a hotkey that has an owner; whether there is stake is not asked.
	/// Refused while positions have to follow from a hotkey that was swapped.
	pub(super) fn existing<T: Config<AccountId = AccountId>>(
		hotkey: &'a AccountId,
		coldkey: &'a AccountId,
		netuid: NetUid,
	) -> Result<Self, DispatchError> {
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		StakeLedger::<T>::ensure_followed(hotkey, coldkey)?;
		KeyRegistry::<T>::ensure_exists(hotkey)?;
		Ok(Self {
			hotkey,
			coldkey,
			netuid,
		})
	}

	/// As key of storage.
	pub(super) fn key(self) -> (&'a AccountId, &'a AccountId, NetUid) {
		(self.hotkey, self.coldkey, self.netuid)
	}
}
