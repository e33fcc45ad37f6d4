//! Creating a subnet, by its owner or at genesis.

use super::SubnetRegistry;
use crate::{
	Config, EpochCalendar, Error, Event, FirstEmissionBlockNumber, HyperparameterTable, Hyperparameters,
	IdentityRegistry, KeyRegistry, Ledger, MAX_SUBNETS, NetworkLastLockCost, NetworkLastRegistered,
	NetworkLockReductionInterval, NetworkMinLockCost, NetworkRateLimit, NetworkRegisteredAt, NetworksAdded,
	NeuronRegistry, Pace, Pallet, SubnetCloser, SubnetIdentityV3, SubnetLocked, SubnetOwner,
	SubnetOwnerHotkey, TotalNetworks,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_registration::{LockTerms, lock_cost};
use subtensor_types::{NetUid, Rao};

impl<T: Config> SubnetRegistry<T> {
	/// What creating a subnet costs in the next block, in rao: one existential deposit for the subnet's pot, and the lock.
	pub fn lock_cost() -> Rao {
		lock_cost(LockTerms {
			min: NetworkMinLockCost::<T>::get(),
			last_cost: NetworkLastLockCost::<T>::get(),
			last_block: NetworkLastRegistered::<T>::get(),
			interval: NetworkLockReductionInterval::<T>::get(),
			now: Pallet::<T>::now(),
		})
	}

	/// Creates a subnet for `coldkey`: its lock goes to the subnet's pot, `hotkey` becomes uid 0.
	pub fn create(
		coldkey: &T::AccountId,
		hotkey: &T::AccountId,
		identity: Option<SubnetIdentityV3>,
	) -> DispatchResult {
		let identity = identity.map(SubnetIdentityV3::bounded::<T>).transpose()?;
		KeyRegistry::<T>::ensure_owned_or_free(coldkey, hotkey)?;
		Self::ensure_rate()?;
		let netuid = Self::free_netuid()?;
		let weakest = Self::to_make_room()?;
		let endowment = Ledger::<T>::existential_deposit();
		let price = Self::lock_cost().max(endowment);
		let lock = price.checked_sub(endowment).ok_or(Error::<T>::Overflow)?;
		Ledger::<T>::collect(coldkey, netuid, price, Error::<T>::CannotAffordLockCost)?;

		if let Some(weakest) = weakest {
			SubnetCloser::<T>::begin(weakest)?;
		}
		let now = Pallet::<T>::now();
		Self::open(netuid, now)?;
		SubnetLocked::<T>::insert(netuid, lock);
		SubnetOwner::<T>::insert(netuid, coldkey);
		SubnetOwnerHotkey::<T>::insert(netuid, hotkey);
		NetworkLastLockCost::<T>::put(price);
		NetworkLastRegistered::<T>::put(now);
		HyperparameterTable::<T>::start_with_defaults(netuid);
		EpochCalendar::<T>::enter(netuid)?;
		Pallet::<T>::deposit_event(Event::NetworkAdded(netuid, 0));
		if let Some(identity) = identity {
			IdentityRegistry::<T>::write_of_subnet(netuid, identity);
		}

		KeyRegistry::<T>::associate(coldkey, hotkey)?;
		NeuronRegistry::<T>::open_prices(netuid);
		NeuronRegistry::<T>::admit(netuid, hotkey)?;
		Ok(())
	}

	/// Puts a subnet of genesis on the register. Its pot has been endowed.
	pub(crate) fn insert_at_genesis(
		netuid: NetUid,
		owner: Option<T::AccountId>,
		values: &Hyperparameters,
	) -> DispatchResult {
		Self::open(netuid, 0)?;
		HyperparameterTable::<T>::write(netuid, values);
		if let Some(owner) = owner {
			SubnetOwner::<T>::insert(netuid, owner);
			FirstEmissionBlockNumber::<T>::insert(netuid, 1);
		}
		if !netuid.is_root() {
			NeuronRegistry::<T>::open_prices(netuid);
		}
		EpochCalendar::<T>::enter(netuid)
	}

	/// Notes that a subnet exists since `block`.
	fn open(netuid: NetUid, block: u64) -> DispatchResult {
		let count = TotalNetworks::<T>::get()
			.checked_add(1)
			.ok_or(Error::<T>::Overflow)?;
		ensure!(u32::from(count) <= MAX_SUBNETS, Error::<T>::SubnetLimitReached);
		TotalNetworks::<T>::put(count);
		NetworksAdded::<T>::insert(netuid, true);
		NetworkRegisteredAt::<T>::insert(netuid, block);
		IdentityRegistry::<T>::open(netuid);
		Ok(())
	}

	/// Refuses a creation too soon after the last one.
	fn ensure_rate() -> DispatchResult {
		ensure!(
			Self::creation_pace().allows(Pallet::<T>::now()),
			Error::<T>::NetworkTxRateLimitExceeded
		);
		Ok(())
	}

	/// How often anybody at all may create a subnet.
	pub fn creation_pace() -> Pace {
		Pace {
			limit: NetworkRateLimit::<T>::get(),
			last: NetworkLastRegistered::<T>::get(),
		}
	}
}
