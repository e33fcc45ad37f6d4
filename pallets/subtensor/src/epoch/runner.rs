//! An epoch: gather -> compute -> apply -> pay. The computation runs once for each mechanism.

use super::{EpochCalendar, gather::epoch_inputs};
use crate::{
	Bonds, Config, Earnings, Error, Event, MechanismRegistry, NeuronRegistry, Pallet, Payout, PerUid,
	Renumbering, RootCouncil, SubnetworkN, WeightBook, WeightInfo, neurons::EpochColumns,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	pallet_prelude::{DispatchError, DispatchResult},
	storage::with_storage_layer,
	weights::Weight,
};
use subtensor_types::{Mechanism, NetUid, Rao, Uid};
use yuma::{EpochOutput, Fixed, YumaError};

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
			let loans = with_storage_layer(|| Self::run(netuid)).unwrap_or_else(|error| {
				log::error!("epoch of subnet {netuid} failed: {error:?}");
				Pallet::<T>::deposit_event(Event::EpochSkipped {
					netuid,
					block: Pallet::<T>::now(),
				});
				Self::most_loans(netuid)
			});
			spent = spent.saturating_add(T::WeightInfo::epoch_loans(loans)); // clamp: a sum of weights
			if let Err(error) = with_storage_layer(|| EpochCalendar::<T>::complete(netuid)) {
				log::error!("subnet {netuid} has no next epoch: {error:?}");
			}
			let commits = WeightBook::<T>::prune_commits(netuid);
			let pruned = T::WeightInfo::prune_commits(commits, MechanismRegistry::<T>::count(netuid));
			let ripened = T::WeightInfo::ripen_timelocked(
				WeightBook::<T>::ripen_timelocked(netuid),
				MechanismRegistry::<T>::count(netuid),
			);
			spent = spent.saturating_add(pruned).saturating_add(ripened); // clamp: a sum of weights
		}
		spent
	}

	/// Runs an epoch. Returns how many loans of parents counted in it.
	fn run(netuid: NetUid) -> Result<u32, DispatchError> {
		let loans = if netuid.is_root() {
			RootCouncil::<T>::run_epoch()?;
			0
		} else {
			Self::run_subnet(netuid)?
		};
		EpochCalendar::<T>::note_run(netuid);
		Ok(loans)
	}

	fn run_subnet(netuid: NetUid) -> Result<u32, DispatchError> {
		let (outputs, loans) = Self::outputs(netuid)?;
		let subnet = outputs.first().ok_or(Error::<T>::Inconsistent)?;
		let shares = MechanismRegistry::<T>::shares(netuid);
		let earnings = outputs.iter().zip(&shares).map(|(output, share)| Earnings {
			share: *share,
			incentive: bits(&output.incentive),
			dividends: bits(&output.dividends),
		});
		let earnings: Vec<Earnings> = earnings.collect();
		let paid = Payout::<T>::run(netuid, &earnings, &bits(&subnet.active_stake))?;
		for (mechanism, output) in MechanismRegistry::<T>::of(netuid).zip(&outputs) {
			Self::write_bonds(mechanism, output)?;
		}
		NeuronRegistry::<T>::write_epoch(netuid, columns::<T>(&outputs, &shares, paid)?)?;
		NeuronRegistry::<T>::show_prices(netuid);
		Ok(loans)
	}

	/// What each mechanism's epoch decides, by number, and how many loans of parents counted.
	fn outputs(netuid: NetUid) -> Result<(Vec<EpochOutput>, u32), Error<T>> {
		let (inputs, loans) = epoch_inputs::<T>(netuid)?;
		let outputs: Result<Vec<EpochOutput>, Error<T>> = inputs
			.into_iter()
			.map(|input| yuma::epoch(&input).map_err(inconsistent))
			.collect();
		Ok((outputs?, loans))
	}

	/// Forgets the bonds of a uid, in all mechanisms.
	pub fn clear_bonds(netuid: NetUid, uid: Uid) {
		for mechanism in MechanismRegistry::<T>::of(netuid) {
			Bonds::<T>::remove(mechanism.index(), uid);
		}
	}

	/// Forgets all bonds of a mechanism.
	pub fn forget_bonds(mechanism: Mechanism) {
		for uid in 0..SubnetworkN::<T>::get(mechanism.netuid) {
			Bonds::<T>::remove(mechanism.index(), uid);
		}
	}

	/// Forgets what validators hold in bonds of a uid, in all mechanisms.
	pub fn forget_bonds_to(netuid: NetUid, uid: Uid) {
		for mechanism in MechanismRegistry::<T>::of(netuid) {
			let index = mechanism.index();
			let rows: Vec<(Uid, PerUid<(Uid, u16)>)> = Bonds::<T>::iter_prefix(index).collect();
			for (validator, mut row) in rows {
				let before = row.len();
				row.retain(|(to, _bond)| *to != uid);
				if row.is_empty() {
					Bonds::<T>::remove(index, validator);
				} else if row.len() < before {
					Bonds::<T>::insert(index, validator, row);
				}
			}
		}
	}

	/// Gives all bonds of a subnet the new numbers of its neurons, and forgets those of and to the ones that are gone.
	pub fn renumber_bonds(netuid: NetUid, numbers: &Renumbering) -> DispatchResult {
		MechanismRegistry::<T>::of(netuid)
			.try_for_each(|mechanism| Self::renumber_mechanism(mechanism, numbers))
	}

	fn renumber_mechanism(mechanism: Mechanism, numbers: &Renumbering) -> DispatchResult {
		for (from, to) in numbers.iter() {
			let row = numbers.row(&Bonds::<T>::take(mechanism.index(), from));
			if let Some(to) = to {
				Self::write_row(mechanism, to, row, false)?;
			}
		}
		Ok(())
	}

	fn write_bonds(mechanism: Mechanism, output: &EpochOutput) -> DispatchResult {
		let rows = output.bonds.iter().zip(&output.new_validator_permits).zip(0u16..);
		for ((row, permit), uid) in rows {
			Self::write_row(mechanism, uid, row.collect(), *permit)?;
		}
		Ok(())
	}

	/// Writes the bonds of a uid. Where there are none, clients find an empty row for a permitted validator, and nothing for others.
	fn write_row(mechanism: Mechanism, uid: Uid, row: Vec<(Uid, u16)>, permit: bool) -> DispatchResult {
		if row.is_empty() && !permit {
			Bonds::<T>::remove(mechanism.index(), uid);
			return Ok(());
		}
		let row = PerUid::try_from(row).map_err(|_too_long| Error::<T>::Inconsistent)?;
		Bonds::<T>::insert(mechanism.index(), uid, row);
		Ok(())
	}

	/// The most loans that can count in an epoch of a subnet.
	fn most_loans(netuid: NetUid) -> u32 {
		u32::from(SubnetworkN::<T>::get(netuid)).saturating_mul(crate::MAX_PARENTS) // clamp: small numbers
	}

	/// What an epoch of this subnet costs, by the number of its neurons, of those that set weights, and of its mechanisms.
	fn epoch_weight(netuid: NetUid) -> Weight {
		let n = u32::from(SubnetworkN::<T>::get(netuid));
		if netuid.is_root() {
			return T::WeightInfo::root_epoch(n, u32::from(crate::TotalNetworks::<T>::get()));
		}
		let permits = crate::ValidatorPermit::<T>::get(netuid)
			.iter()
			.filter(|permit| **permit)
			.count();
		let validators = u32::try_from(permits).unwrap_or(n).saturating_add(1); // clamp: the owner may come on top
		T::WeightInfo::epoch(n, validators, MechanismRegistry::<T>::count(netuid))
	}
}

fn bits(values: &[Fixed]) -> Vec<u64> {
	values.iter().map(|value| value.bits().unsigned_abs()).collect() // none is negative
}

/// What clients see of each neuron. Of several mechanisms it is the mean by their shares; incentives are each mechanism's own.
fn columns<T: Config>(
	outputs: &[EpochOutput],
	shares: &[u16],
	paid: Vec<Rao>,
) -> Result<EpochColumns, Error<T>> {
	let mechanisms = outputs.iter().zip(shares).map(|(output, share)| yuma::Mechanism {
		output,
		share: *share,
	});
	// Only the means are wanted: the amount is paid already.
	let means = yuma::combine(&mechanisms.collect::<Vec<_>>(), 0).map_err(inconsistent)?;
	let subnet = outputs.first().ok_or(Error::<T>::Inconsistent)?;
	Ok(EpochColumns {
		stake_weight: u16s(&subnet.stake),
		consensus: u16s(&means.consensus),
		incentives: outputs.iter().map(|output| u16s(&output.incentive)).collect(),
		dividends: u16s(&means.dividends),
		validator_trust: u16s(&means.validator_trust),
		active: subnet.active.clone(),
		validator_permit: subnet.new_validator_permits.clone(),
		emission: paid,
	})
}

fn u16s(values: &[Fixed]) -> Vec<u16> {
	values.iter().map(|value| value.to_u16()).collect()
}

/// The crate refuses what cannot be.
fn inconsistent<T>(error: YumaError) -> Error<T> {
	log::error!("{error}");
	Error::Inconsistent
}
