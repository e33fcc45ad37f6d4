//! Mechanisms: several kinds of work in one subnet, each rated by itself.
//!
//! Owns the items in `storage.rs`: how many mechanisms a subnet has and how they share its emission. Each has weights, bonds, commits,
//! incentives and blocks of the last update of its own; those stand with their domains, under [`Mechanism::index`]. Neurons, stake,
//! permits and all hyperparameters are the subnet's. Mechanism 0 is always there; calls that name none mean it.
//!
//! ```text
//!   raised    a mechanism begins without weights, bonds, commits and incentives; each neuron may rate at once
//!   lowered   what the last ones had is gone: if they come back, they begin anew
//! ```

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;
#[cfg(test)]
mod tests;

use crate::{
	Config, EpochRunner, Error, Event, MAX_UIDS, MaxAllowedUids, MaxMechanismCount, MechanismCountCurrent,
	MechanismEmissionSplit, NeuronRegistry, Pallet, SubnetRegistry, WeightBook,
};
use alloc::{vec, vec::Vec};
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{Bounded, MechId, Mechanism, NetUid};

/// Keeps the subnets' mechanisms. Alone writes [`MechanismCountCurrent`] and [`MechanismEmissionSplit`].
pub struct MechanismRegistry<T>(PhantomData<T>);

impl<T: Config> MechanismRegistry<T> {
	/// Refuses a mechanism that does not exist.
	pub fn ensure_exists(mechanism: Mechanism) -> DispatchResult {
		SubnetRegistry::<T>::ensure_exists(mechanism.netuid)?;
		ensure!(
			mechanism.mecid < MechanismCountCurrent::<T>::get(mechanism.netuid),
			Error::<T>::MechanismDoesNotExist
		);
		Ok(())
	}

	/// The mechanisms of a subnet, by number.
	pub fn of(netuid: NetUid) -> impl Iterator<Item = Mechanism> {
		Self::numbered(netuid, MechId::MAIN, MechanismCountCurrent::<T>::get(netuid))
	}

	/// How many mechanisms a subnet has, as weights count.
	pub fn count(netuid: NetUid) -> u32 {
		u32::from(MechanismCountCurrent::<T>::get(netuid).0)
	}

	/// Each mechanism's part in the subnet's emission, by number: as the owner split it, or equal ones.
	pub fn shares(netuid: NetUid) -> Vec<u16> {
		MechanismEmissionSplit::<T>::get(netuid).map_or_else(
			|| vec![1; usize::from(MechanismCountCurrent::<T>::get(netuid).0)],
			Bounded::into_inner,
		)
	}

	/// Gives a subnet so many mechanisms. Those that are too many go with all that they have; new ones begin with nothing. Emission is
	/// shared equally from then on, if the number changed.
	pub fn set_count(netuid: NetUid, count: MechId) -> DispatchResult {
		let most = if netuid.is_root() {
			MechId(1)
		} else {
			MaxMechanismCount::<T>::get()
		};
		ensure!((MechId(1)..=most).contains(&count), Error::<T>::ValueNotInBounds);
		Self::ensure_room(MaxAllowedUids::<T>::get(netuid), count)?;

		let before = MechanismCountCurrent::<T>::get(netuid);
		for mechanism in Self::numbered(netuid, count, before) {
			WeightBook::<T>::forget_mechanism(mechanism);
			EpochRunner::<T>::forget_bonds(mechanism);
			NeuronRegistry::<T>::forget_mechanism(mechanism);
		}
		for mechanism in Self::numbered(netuid, before, count) {
			NeuronRegistry::<T>::open_mechanism(mechanism)?;
		}
		MechanismCountCurrent::<T>::insert(netuid, count);
		if count != before {
			MechanismEmissionSplit::<T>::remove(netuid);
		}
		Pallet::<T>::deposit_event(Event::MechanismCountSet { netuid, count });
		Ok(())
	}

	/// Splits a subnet's emission among its mechanisms, from the next epoch on; without a split they share it equally.
	pub fn set_split(netuid: NetUid, split: Option<Vec<u16>>) -> DispatchResult {
		match split.clone() {
			Some(split) => {
				let sum: u32 = split
					.iter()
					.copied()
					.take(usize::from(MechId::MOST.0))
					.map(u32::from)
					.sum();
				ensure!(
					split.len() == usize::from(MechanismCountCurrent::<T>::get(netuid).0)
						&& sum == u32::from(u16::MAX),
					Error::<T>::InvalidEmissionSplit
				);
				let split = Bounded::try_from(split).map_err(|_too_long| Error::<T>::InvalidEmissionSplit)?;
				MechanismEmissionSplit::<T>::insert(netuid, split);
			}
			None => MechanismEmissionSplit::<T>::remove(netuid),
		}
		Pallet::<T>::deposit_event(Event::MechanismEmissionSplitSet { netuid, split });
		Ok(())
	}

	/// Refuses more neurons times mechanisms than a subnet may have neurons at all: so an epoch with several mechanisms has no more rows
	/// than one with a single mechanism can have.
	pub fn ensure_room(max_uids: u16, count: MechId) -> DispatchResult {
		let rows = u32::from(max_uids).checked_mul(u32::from(count.0));
		ensure!(
			rows.is_some_and(|rows| rows <= MAX_UIDS),
			Error::<T>::TooManyUIDsPerMechanism
		);
		Ok(())
	}

	/// Forgets the mechanisms of a subnet that closed, after all that they have is gone.
	pub fn forget_subnet(netuid: NetUid) {
		MechanismCountCurrent::<T>::remove(netuid);
		MechanismEmissionSplit::<T>::remove(netuid);
	}

	/// The mechanisms with numbers from `first` up to before `end`.
	fn numbered(netuid: NetUid, first: MechId, end: MechId) -> impl Iterator<Item = Mechanism> {
		(first.0..end.0).map(move |mecid| Mechanism {
			netuid,
			mecid: MechId(mecid),
		})
	}
}
