//! When epochs run.
//!
//! Each subnet's next epoch is due at a stored block, one tempo after the last was due. A list per block says whose epoch runs in
//! it, so that a block without epochs costs one read. No more than a few run in one block; the others move to the next block,
//! ahead of those that are due there, which does not shift when they are due again.

use crate::{
	Config, EpochAgenda, EpochDue, Error, Event, LastEpochBlock, MAX_SUBNETS, MaxEpochsPerBlock, MaxSubnets,
	NetworksAdded, Pallet, PendingEpochAt, SubnetEpochIndex, Tempo,
};
use alloc::{collections::BTreeSet, vec::Vec};
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use subtensor_types::{Bounded, NetUid};

/// Whose turn it is in a block.
pub struct Due {
	/// The subnets whose epoch runs, in order.
	pub netuids: Vec<NetUid>,
	/// How many had to wait for the next block.
	pub deferred: usize,
}

/// Keeps the dates of epochs. Alone writes [`EpochDue`], [`EpochAgenda`], [`SubnetEpochIndex`], [`LastEpochBlock`] and
/// [`PendingEpochAt`].
pub struct EpochCalendar<T>(PhantomData<T>);

impl<T: Config> EpochCalendar<T> {
	/// Enters a new subnet: its first epoch is due after one tempo and a stagger by netuid, which is less than another.
	pub fn enter(netuid: NetUid) -> DispatchResult {
		let tempo = u64::from(Tempo::<T>::get(netuid));
		let stagger = u64::from(netuid.0)
			.checked_rem(tempo)
			.ok_or(Error::<T>::Inconsistent)?;
		let begin = Pallet::<T>::now()
			.checked_add(stagger)
			.ok_or(Error::<T>::Overflow)?;
		let due = begin.checked_add(tempo).ok_or(Error::<T>::Overflow)?;
		LastEpochBlock::<T>::insert(netuid, begin);
		Self::schedule(netuid, due)
	}

	/// The subnets whose epoch runs in this block, in order. Those beyond the limit move to the next block.
	///
	/// It cannot fail: who is on the list and neither runs nor moves would never run again.
	pub fn take_due() -> Due {
		let now = Pallet::<T>::now();
		let mut due = EpochAgenda::<T>::take(now).into_inner();
		let most = usize::from(MaxEpochsPerBlock::<T>::get());
		let late = due.split_off(most.min(due.len()));
		let deferred = late.len();
		if deferred > 0 {
			Self::defer(now, late);
		}
		Due {
			netuids: due,
			deferred,
		}
	}

	/// Notes that a subnet's epoch ran in this block.
	pub fn note_run(netuid: NetUid) {
		LastEpochBlock::<T>::insert(netuid, Pallet::<T>::now());
	}

	/// Enters the next epoch of a subnet whose turn it was, whether the epoch ran or failed.
	pub fn complete(netuid: NetUid) -> DispatchResult {
		let index = SubnetEpochIndex::<T>::get(netuid)
			.checked_add(1)
			.ok_or(Error::<T>::Overflow)?;
		SubnetEpochIndex::<T>::insert(netuid, index);
		PendingEpochAt::<T>::remove(netuid);
		let tempo = u64::from(Tempo::<T>::get(netuid));
		let was_due = EpochDue::<T>::get(netuid).ok_or(Error::<T>::Inconsistent)?;
		let due = was_due.checked_add(tempo).ok_or(Error::<T>::Overflow)?;
		Self::schedule(netuid, due)
	}

	/// Moves the next epoch of a subnet whose tempo is about to change: it is due one new tempo after the last one was, but not before so
	/// many blocks from now, nor in this one. One that was brought forward stays where it is.
	pub fn change_tempo(netuid: NetUid, tempo: u16, notice: u64) -> DispatchResult {
		if PendingEpochAt::<T>::contains_key(netuid) {
			return Ok(());
		}
		let due = EpochDue::<T>::get(netuid).ok_or(Error::<T>::Inconsistent)?;
		let soonest = Self::in_blocks(notice)?;
		Self::strike(netuid, due)?;
		let last = due.saturating_sub(u64::from(Tempo::<T>::get(netuid))); // clamp: a first epoch may be due earlier
		let due = last.checked_add(u64::from(tempo)).ok_or(Error::<T>::Overflow)?;
		Self::schedule(netuid, due.max(soonest))
	}

	/// Brings the next epoch of a subnet forward to so many blocks from now; the next but one is due a tempo after that. Gives the block.
	pub fn bring_forward(netuid: NetUid, notice: u64) -> Result<u64, DispatchError> {
		let due = EpochDue::<T>::get(netuid).ok_or(Error::<T>::Inconsistent)?;
		ensure!(
			!PendingEpochAt::<T>::contains_key(netuid),
			Error::<T>::EpochTriggerAlreadyPending
		);
		let block = Self::in_blocks(notice)?;
		ensure!(block < due, Error::<T>::AutoEpochAlreadyImminent);
		Self::strike(netuid, due)?;
		PendingEpochAt::<T>::insert(netuid, block);
		Self::schedule(netuid, block)?;
		Ok(block)
	}

	/// The block that is so many blocks from now: at least the next.
	fn in_blocks(blocks: u64) -> Result<u64, DispatchError> {
		let block = Pallet::<T>::now().checked_add(blocks.max(1));
		Ok(block.ok_or(Error::<T>::Overflow)?)
	}

	/// Takes a subnet that closes off the agenda. This comes after the present block's epochs.
	pub fn leave(netuid: NetUid) -> DispatchResult {
		let Some(due) = EpochDue::<T>::take(netuid) else {
			return Ok(());
		};
		PendingEpochAt::<T>::remove(netuid);
		Self::strike(netuid, due)
	}

	/// Forgets what is kept of a subnet that closed.
	pub fn forget_subnet(netuid: NetUid) {
		SubnetEpochIndex::<T>::remove(netuid);
		LastEpochBlock::<T>::remove(netuid);
	}

	/// Takes a subnet off the agenda: it stands at its due block, or at the next block if that is over.
	fn strike(netuid: NetUid, due: u64) -> DispatchResult {
		let next = Self::in_blocks(1)?;
		EpochAgenda::<T>::mutate_exists(due.max(next), |list| {
			let Some(agenda) = list else { return };
			agenda.retain(|other| *other != netuid);
			if agenda.is_empty() {
				*list = None;
			}
		});
		Ok(())
	}

	/// Enters an epoch at its due block, or at the next block if that is over.
	fn schedule(netuid: NetUid, due: u64) -> DispatchResult {
		let next = Self::in_blocks(1)?;
		EpochDue::<T>::insert(netuid, due);
		let block = due.max(next);
		let mut agenda = EpochAgenda::<T>::get(block).into_inner();
		agenda.push(netuid);
		Self::write(block, agenda);
		Ok(())
	}

	fn defer(now: u64, late: Vec<NetUid>) {
		let next = now.saturating_add(1); // clamp: block numbers are u32
		let on_time = |netuid: &&NetUid| EpochDue::<T>::get(netuid) == Some(now);
		for netuid in late.iter().filter(on_time) {
			Pallet::<T>::deposit_event(Event::EpochDeferred {
				netuid: *netuid,
				from_block: now,
				to_block: next,
			});
		}
		let mut agenda = late;
		agenda.extend(EpochAgenda::<T>::get(next).into_inner());
		Self::write(next, agenda);
	}

	fn write(block: u64, agenda: Vec<NetUid>) {
		EpochAgenda::<T>::insert(block, Bounded::try_from(agenda).unwrap_or_else(Self::mended));
	}

	/// A list that is too long, without subnets that do not exist and without repetition. Then it fits, since no more than its bound
	/// exist.
	fn mended(mut agenda: Vec<NetUid>) -> Bounded<NetUid, MaxSubnets> {
		log::error!("the agenda names more subnets than there can be");
		let mut seen = BTreeSet::new();
		agenda.retain(|netuid| NetworksAdded::<T>::get(netuid) && seen.insert(*netuid));
		agenda.truncate(MAX_SUBNETS as usize);
		Bounded::try_from(agenda).unwrap_or_default()
	}
}
