//! The lists of a subnet that have one entry per uid.
//!
//! Clients dictate that they are lists; here is the one place that keeps them as long as each other.

use super::{NeuronRegistry, Renumbering};
use crate::{
	Active, BlockAtRegistration, Config, Consensus, Dividends, Emission, Error, Incentive, LastUpdate,
	MechanismRegistry, Pallet, PerUid, StakeWeight, SubnetworkN, ValidatorPermit, ValidatorTrust,
};
use alloc::{vec, vec::Vec};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{Mechanism, NetUid, Rao, Uid};

/// What an epoch says of each neuron, by uid. Every list has one entry per neuron.
pub struct EpochColumns {
	/// Who set weights recently enough.
	pub active: Vec<bool>,
	/// Normalised stake weight as a u16 fraction.
	pub stake_weight: Vec<u16>,
	/// Consensus weight as a u16 fraction.
	pub consensus: Vec<u16>,
	/// Incentive in each mechanism, by number, as a u16 fraction.
	pub incentives: Vec<Vec<u16>>,
	/// Dividends as a u16 fraction.
	pub dividends: Vec<u16>,
	/// Validator trust as a u16 fraction.
	pub validator_trust: Vec<u16>,
	/// Who may set weights from now on.
	pub validator_permit: Vec<bool>,
	/// Rao paid.
	pub emission: Vec<Rao>,
}

impl<T: Config> NeuronRegistry<T> {
	/// Sets the entries of one uid to those of a neuron that has just arrived. `uid` is at most the number of neurons: then the
	/// lists grow by one.
	pub(super) fn reset_columns(netuid: NetUid, uid: Uid) -> DispatchResult {
		let now = Pallet::<T>::now();
		Active::<T>::try_mutate(netuid, |column| put::<T, _>(column, uid, true))?;
		StakeWeight::<T>::try_mutate(netuid, |column| put::<T, _>(column, uid, 0))?;
		Consensus::<T>::try_mutate(netuid, |column| put::<T, _>(column, uid, 0))?;
		Dividends::<T>::try_mutate(netuid, |column| put::<T, _>(column, uid, 0))?;
		ValidatorTrust::<T>::try_mutate(netuid, |column| put::<T, _>(column, uid, 0))?;
		ValidatorPermit::<T>::try_mutate(netuid, |column| put::<T, _>(column, uid, false))?;
		Emission::<T>::try_mutate(netuid, |column| put::<T, _>(column, uid, 0))?;
		MechanismRegistry::<T>::of(netuid).try_for_each(|mechanism| {
			Incentive::<T>::try_mutate(mechanism.index(), |column| put::<T, _>(column, uid, 0))?;
			LastUpdate::<T>::try_mutate(mechanism.index(), |column| put::<T, _>(column, uid, now))
		})
	}

	/// Gives each neuron an entry in the lists of a new mechanism: no incentive, and nothing set since its registration, so that the
	/// mechanism neither has to be waited for nor makes anybody active.
	pub fn open_mechanism(mechanism: Mechanism) -> DispatchResult {
		let n = SubnetworkN::<T>::get(mechanism.netuid);
		let registered_at = |uid| BlockAtRegistration::<T>::get(mechanism.netuid, uid);
		let last_update: Vec<u64> = (0..n).map(registered_at).collect();
		let none = last_update.iter().map(|_block| 0).collect();
		let n = usize::from(n);
		Incentive::<T>::insert(mechanism.index(), column::<T, _>(none, n)?);
		LastUpdate::<T>::insert(mechanism.index(), column::<T, _>(last_update, n)?);
		Ok(())
	}

	/// Removes the lists of a mechanism.
	pub fn forget_mechanism(mechanism: Mechanism) {
		Incentive::<T>::remove(mechanism.index());
		LastUpdate::<T>::remove(mechanism.index());
	}

	/// Writes what an epoch found. Refuses lists that are not as long as the subnet has neurons.
	pub fn write_epoch(netuid: NetUid, columns: EpochColumns) -> DispatchResult {
		let n = usize::from(SubnetworkN::<T>::get(netuid));
		Active::<T>::insert(netuid, column::<T, _>(columns.active, n)?);
		StakeWeight::<T>::insert(netuid, column::<T, _>(columns.stake_weight, n)?);
		Consensus::<T>::insert(netuid, column::<T, _>(columns.consensus, n)?);
		ensure!(
			columns.incentives.len() == MechanismRegistry::<T>::of(netuid).count(),
			Error::<T>::Inconsistent
		);
		for (mechanism, incentive) in MechanismRegistry::<T>::of(netuid).zip(columns.incentives) {
			Incentive::<T>::insert(mechanism.index(), column::<T, _>(incentive, n)?);
		}
		Dividends::<T>::insert(netuid, column::<T, _>(columns.dividends, n)?);
		ValidatorTrust::<T>::insert(netuid, column::<T, _>(columns.validator_trust, n)?);
		ValidatorPermit::<T>::insert(netuid, column::<T, _>(columns.validator_permit, n)?);
		Emission::<T>::insert(netuid, column::<T, _>(columns.emission, n)?);
		Ok(())
	}

	/// Takes the entries of neurons that go out of every list.
	pub(super) fn trim_columns(netuid: NetUid, numbers: &Renumbering) {
		Active::<T>::mutate(netuid, |column| trim(column, numbers));
		StakeWeight::<T>::mutate(netuid, |column| trim(column, numbers));
		Consensus::<T>::mutate(netuid, |column| trim(column, numbers));
		Dividends::<T>::mutate(netuid, |column| trim(column, numbers));
		ValidatorTrust::<T>::mutate(netuid, |column| trim(column, numbers));
		ValidatorPermit::<T>::mutate(netuid, |column| trim(column, numbers));
		Emission::<T>::mutate(netuid, |column| trim(column, numbers));
		for mechanism in MechanismRegistry::<T>::of(netuid) {
			Incentive::<T>::mutate(mechanism.index(), |column| trim(column, numbers));
			LastUpdate::<T>::mutate(mechanism.index(), |column| trim(column, numbers));
		}
	}

	/// The block at which a neuron last set weights in a mechanism, or registered.
	pub fn last_update(mechanism: Mechanism, uid: Uid) -> Result<u64, Error<T>> {
		LastUpdate::<T>::get(mechanism.index())
			.get(usize::from(uid))
			.copied()
			.ok_or(Error::<T>::Inconsistent)
	}

	/// The block at which each neuron last set weights in any mechanism, or registered, by uid.
	pub fn last_updates(netuid: NetUid) -> Result<Vec<u64>, Error<T>> {
		let n = usize::from(SubnetworkN::<T>::get(netuid));
		let mut latest = vec![0; n];
		for mechanism in MechanismRegistry::<T>::of(netuid) {
			let column = LastUpdate::<T>::get(mechanism.index());
			ensure!(column.len() == n, Error::<T>::Inconsistent);
			for (latest, block) in latest.iter_mut().zip(column.iter()) {
				*latest = *block.max(latest);
			}
		}
		Ok(latest)
	}

	/// Notes that a neuron set weights in a mechanism in this block.
	pub fn touch(mechanism: Mechanism, uid: Uid) -> DispatchResult {
		LastUpdate::<T>::try_mutate(mechanism.index(), |column| {
			put::<T, _>(column, uid, Pallet::<T>::now())
		})
	}

	/// Whether a neuron may validate.
	pub fn has_permit(netuid: NetUid, uid: Uid) -> bool {
		ValidatorPermit::<T>::get(netuid)
			.get(usize::from(uid))
			.copied()
			.unwrap_or(false)
	}
}

/// Writes the entry of `uid`, which exists or is the next one.
fn put<T: Config, V>(column: &mut PerUid<V>, uid: Uid, value: V) -> DispatchResult {
	match column.get_mut(usize::from(uid)) {
		Some(entry) => *entry = value,
		None => {
			ensure!(column.len() == usize::from(uid), Error::<T>::Inconsistent);
			column
				.try_push(value)
				.map_err(|_full| Error::<T>::NoNeuronIdAvailable)?;
		}
	}
	Ok(())
}

/// Keeps the entries of neurons that stay.
fn trim<V>(column: &mut PerUid<V>, numbers: &Renumbering) {
	let mut places = 0usize..;
	column.retain(|_entry| places.next().is_some_and(|place| numbers.keeps(place)));
}

/// A list of exactly `n` entries, ready to be stored.
fn column<T: Config, V>(entries: Vec<V>, n: usize) -> Result<PerUid<V>, Error<T>> {
	ensure!(entries.len() == n, Error::<T>::Inconsistent);
	PerUid::try_from(entries).map_err(|_too_long| Error::<T>::Inconsistent)
}
