//! Closing a subnet: root or its owner dissolves it, or another takes its place at the limit.
//!
//! Owns the items in `storage.rs`. A subnet stops to exist at once: no call finds it, no emission reaches it, and what was pending is
//! recycled. Then it is taken apart in bounded steps, one kind of thing per block, in `steps`. Only when nothing is left is its netuid
//! free.
//!
//! ```text
//!   root_dissolve_network ───────────────────────────┐
//!   schedule_dissolve_network ── waiting time ───────┤            stakers        neurons       the rest
//!   register_network, at the limit ──────────────────┴─▶ closing ─────────▶ · ───────────▶ · ─────────▶ netuid is free
//! ```

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod steps;
pub(crate) mod storage;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod traces;

use crate::{
	Config, DissolveCleanupQueue, DissolveNetworkScheduleDuration, EmissionPlanner, EpochCalendar, Error,
	Event, IdentityRegistry, Ledger, NetworkImmunityPeriod, NetworkRegisteredAt, OwnerCutsPaid, Pallet,
	RootCouncil, ScheduledDissolutions, SubnetRegistry, TotalNetworks,
};
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_runtime::SaturatedConversion;
use subtensor_types::{Bounded, NetUid, Rao};

/// Closes subnets. Alone writes [`DissolveCleanupQueue`] and [`ScheduledDissolutions`].
pub struct SubnetCloser<T>(PhantomData<T>);

impl<T: Config> SubnetCloser<T> {
	/// Whether a subnet of this netuid is being taken apart.
	pub fn is_closing(netuid: NetUid) -> bool {
		DissolveCleanupQueue::<T>::get().contains(&netuid)
	}

	/// How many subnets there are, those that close included.
	pub fn known() -> u32 {
		let closing = DissolveCleanupQueue::<T>::get().len();
		// clamp: both are at most the number of netuids
		u32::from(TotalNetworks::<T>::get()).saturating_add(u32::try_from(closing).unwrap_or(u32::MAX))
	}

	/// Notes that the owner dissolves its subnet after the waiting time, and not while the subnet is immune.
	///
	/// That cannot be taken back: stakers and miners have to be able to rely on it.
	pub fn schedule(coldkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
		SubnetRegistry::<T>::ensure_owner(coldkey, netuid)?;
		let mut scheduled = ScheduledDissolutions::<T>::get().into_inner();
		ensure!(
			scheduled.iter().all(|(_block, other)| *other != netuid),
			Error::<T>::NetworkDissolveAlreadyQueued
		);
		let waited = Pallet::<T>::now().checked_add(u64::from(DissolveNetworkScheduleDuration::<T>::get()));
		let block = waited
			.zip(Self::immune_until(netuid))
			.map(|(waited, immune)| waited.max(immune))
			.ok_or(Error::<T>::Overflow)?;

		let place = scheduled.partition_point(|(other, _netuid)| *other <= block);
		scheduled.insert(place, (block, netuid));
		let scheduled = Bounded::try_from(scheduled).map_err(|_too_many| Error::<T>::Inconsistent)?;
		ScheduledDissolutions::<T>::put(scheduled);
		Pallet::<T>::deposit_event(Event::DissolveNetworkScheduled {
			account: coldkey.clone(),
			netuid,
			execution_block: block.saturated_into(), // clamp: a block that is never reached
		});
		Ok(())
	}

	/// Ends the existence of a subnet: from here on no call finds it, and steps over blocks take it apart.
	pub fn begin(netuid: NetUid) -> DispatchResult {
		ensure!(!netuid.is_root(), Error::<T>::RootNetworkNeverCloses);
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		let refundable = Self::refundable(netuid);

		let (owner, lock) = SubnetRegistry::<T>::strike(netuid)?;
		Self::unschedule(netuid);
		IdentityRegistry::<T>::close(netuid);
		EpochCalendar::<T>::leave(netuid)?;
		RootCouncil::<T>::forget_share(netuid);
		EmissionPlanner::<T>::replan()?;
		EmissionPlanner::<T>::recycle_pending(netuid)?;
		let refund = owner.as_ref().map_or(0, |_owner| refundable);
		if let Some(owner) = owner {
			Ledger::<T>::pay(netuid, &owner, refund)?;
		}
		let kept = lock.checked_sub(refund).ok_or(Error::<T>::Inconsistent)?;
		Ledger::<T>::recycle_from_pot(netuid, kept)?;
		DissolveCleanupQueue::<T>::mutate(|queue| queue.try_push(netuid))
			.map_err(|_full| Error::<T>::Inconsistent)?;
		Pallet::<T>::deposit_event(Event::NetworkRemoved(netuid));
		Ok(())
	}

	/// First block in which a subnet is no longer immune. None beyond all blocks.
	pub fn immune_until(netuid: NetUid) -> Option<u64> {
		NetworkRegisteredAt::<T>::get(netuid).checked_add(NetworkImmunityPeriod::<T>::get())
	}

	/// Whether a subnet may close to make room.
	pub fn is_past_immunity(netuid: NetUid) -> bool {
		Self::immune_until(netuid).is_some_and(|until| Pallet::<T>::now() >= until)
	}

	/// What the owner gets back of the lock, in rao: what it has not received as cuts. Nothing while the subnet is immune, so that
	/// nobody opens a subnet for a moment.
	fn refundable(netuid: NetUid) -> Rao {
		if !Self::is_past_immunity(netuid) {
			return 0;
		}
		let lock = crate::SubnetLocked::<T>::get(netuid);
		lock.saturating_sub(OwnerCutsPaid::<T>::get(netuid)) // clamp: who received more than its lock gets nothing
	}

	/// Takes a subnet off the list of those that will be dissolved.
	fn unschedule(netuid: NetUid) {
		ScheduledDissolutions::<T>::mutate(|scheduled| scheduled.retain(|(_block, other)| *other != netuid));
	}
}
