//! An epoch: gather -> compute -> apply -> pay.

use super::{EpochCalendar, gather::epoch_input};
use crate::{
	Bonds, Config, Earnings, Error, Event, NeuronRegistry, Pallet, Payout, PerUid, Renumbering, RootCouncil,
	WeightBook, WeightInfo, neurons::EpochColumns,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{pallet_prelude::DispatchResult, storage::with_storage_layer, weights::Weight};
use subtensor_types::{NetUid, NetUidStorageIndex, Rao, Uid};
use yuma::{EpochOutput, Fixed};

/// Runs epochs. Alone writes [`Bonds`].
pub struct EpochRunner<T>(PhantomData<T>);

impl<T: Config> EpochRunner<T> {
	/// Runs the epochs that are due in this block. An epoch that fails changes nothing, is reported and leaves the others alone.
	/// Returns what was done, as weight.
	pub fn run_due() -> Weight {
		let due = EpochCalendar::<T>::take_due();
		let mut spent = T::WeightInfo::take_due(u32::try_from(due.deferred).unwrap_or(u32::MAX));
		for netuid in due.netuids {
			spent = spent.saturating_add(Self::epoch_weight(netuid)); // clamp: a sum of weights
			if let Err(error) = with_storage_layer(|| Self::run(netuid)) {
				log::error!("epoch of subnet {netuid} failed: {error:?}");
				Pallet::<T>::deposit_event(Event::EpochSkipped {
					netuid,
					block: Pallet::<T>::now(),
				});
			}
			if let Err(error) = with_storage_layer(|| EpochCalendar::<T>::complete(netuid)) {
				log::error!("subnet {netuid} has no next epoch: {error:?}");
			}
			let commits = WeightBook::<T>::prune_commits(netuid);
			spent = spent.saturating_add(T::WeightInfo::prune_commits(commits)); // clamp: a sum of weights
		}
		spent
	}

	fn run(netuid: NetUid) -> DispatchResult {
		if netuid.is_root() {
			RootCouncil::<T>::run_epoch()?;
		} else {
			Self::run_subnet(netuid)?;
		}
		EpochCalendar::<T>::note_run(netuid);
		Ok(())
	}

	fn run_subnet(netuid: NetUid) -> DispatchResult {
		let input = epoch_input::<T>(netuid)?;
		let output = yuma::epoch(&input).map_err(|error| {
			log::error!("subnet {netuid}: {error}");
			Error::<T>::Inconsistent
		})?;
		let paid = Payout::<T>::run(
			netuid,
			Earnings {
				incentive: &bits(&output.incentive),
				dividends: &bits(&output.dividends),
				active_stake: &bits(&output.active_stake),
			},
		)?;
		Self::write_bonds(netuid, &output)?;
		NeuronRegistry::<T>::write_epoch(netuid, columns(output, paid))?;
		NeuronRegistry::<T>::show_prices(netuid);
		Ok(())
	}

	/// Forgets the bonds of a uid.
	pub fn clear_bonds(netuid: NetUid, uid: Uid) {
		Bonds::<T>::remove(NetUidStorageIndex::from(netuid), uid);
	}

	/// Gives all bonds of a subnet the new numbers of its neurons, and forgets those of and to the ones that are gone.
	pub fn renumber_bonds(netuid: NetUid, numbers: &Renumbering) -> DispatchResult {
		let index = NetUidStorageIndex::from(netuid);
		for (from, to) in numbers.iter() {
			let row = numbers.row(&Bonds::<T>::take(index, from));
			if let Some(to) = to.filter(|_| !row.is_empty()) {
				let row = PerUid::try_from(row).map_err(|_too_long| Error::<T>::Inconsistent)?;
				Bonds::<T>::insert(index, to, row);
			}
		}
		Ok(())
	}

	fn write_bonds(netuid: NetUid, output: &EpochOutput) -> DispatchResult {
		for (row, uid) in output.bonds.iter().zip(0u16..) {
			let row =
				PerUid::try_from(row.collect::<Vec<_>>()).map_err(|_too_long| Error::<T>::Inconsistent)?;
			if row.is_empty() {
				Self::clear_bonds(netuid, uid);
			} else {
				Bonds::<T>::insert(NetUidStorageIndex::from(netuid), uid, row);
			}
		}
		Ok(())
	}

	/// What an epoch of this subnet costs, by the number of its neurons and of those that set weights.
	fn epoch_weight(netuid: NetUid) -> Weight {
		let n = u32::from(crate::SubnetworkN::<T>::get(netuid));
		if netuid.is_root() {
			return T::WeightInfo::root_epoch(n, u32::from(crate::TotalNetworks::<T>::get()));
		}
		let permits = crate::ValidatorPermit::<T>::get(netuid)
			.iter()
			.filter(|permit| **permit)
			.count();
		let validators = u32::try_from(permits).unwrap_or(n).saturating_add(1); // clamp: the owner may come on top
		T::WeightInfo::epoch(n, validators)
	}
}

fn bits(values: &[Fixed]) -> Vec<u64> {
	values.iter().map(|value| value.bits().unsigned_abs()).collect() // none is negative
}

fn columns(output: EpochOutput, paid: Vec<Rao>) -> EpochColumns {
	let u16s = |values: &[Fixed]| values.iter().map(|value| value.to_u16()).collect::<Vec<u16>>();
	EpochColumns {
		stake_weight: u16s(&output.stake),
		consensus: u16s(&output.consensus),
		incentive: u16s(&output.incentive),
		dividends: u16s(&output.dividends),
		validator_trust: u16s(&output.validator_trust),
		active: output.active,
		validator_permit: output.new_validator_permits,
		emission: paid,
	}
}
