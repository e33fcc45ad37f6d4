//! The weights that validators set: how a validator scores the neurons of its subnet.
//!
//! Owns `Weights`. Root's weights over subnets are kept here too; what they must satisfy is in [`root`](crate::root).

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;
#[cfg(test)]
mod tests;

use crate::{
	Config, Error, Event, KeyRegistry, MinAllowedWeights, NeuronRegistry, Pace, Pallet, PerUid, Renumbering,
	SubnetRegistry, SubnetworkN, Weights, WeightsSetRateLimit, WeightsVersionKey, guards::Terms,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{NetUid, NetUidStorageIndex, Uid};

/// Keeps the weights. Alone writes [`Weights`].
pub struct WeightBook<T>(PhantomData<T>);

/// Weights as a caller gives them: `values[k]` is for `dests[k]`.
#[derive(Clone, Copy)]
pub struct Submission<'a> {
	/// Who is scored: uids, or netuids on root.
	pub dests: &'a [u16],
	/// The scores, in any scale.
	pub values: &'a [u16],
	/// Version of the validator's software.
	pub version_key: u64,
}

impl<T: Config> WeightBook<T> {
	/// Stores the weights of a validator.
	pub fn set(hotkey: &T::AccountId, netuid: NetUid, submission: Submission) -> DispatchResult {
		let uid = Self::check(hotkey, netuid, submission)?;
		Self::store(netuid, uid, submission)?;
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::WeightsSet(netuid.into(), uid));
		Ok(())
	}

	/// Whether the weights would be accepted in this block; then the validator's uid.
	pub fn check(
		hotkey: &T::AccountId,
		netuid: NetUid,
		submission: Submission,
	) -> Result<Uid, sp_runtime::DispatchError> {
		ensure!(!netuid.is_root(), Error::<T>::CanNotSetRootNetworkWeights);
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		let n = SubnetworkN::<T>::get(netuid);
		Self::ensure_shape(submission, usize::from(n))?;
		let uid = NeuronRegistry::<T>::uid(netuid, hotkey)?;
		Self::ensure_version(netuid, submission.version_key)?;
		Self::ensure_rate(netuid, uid)?;
		let rates_itself = submission.dests == [uid];
		let permitted = Self::is_permitted(hotkey, netuid, uid);
		ensure!(permitted || rates_itself, Error::<T>::NeuronNoValidatorPermit);
		Self::ensure_unique(submission.dests)?;
		ensure!(
			submission.dests.iter().all(|dest| *dest < n),
			Error::<T>::UidVecContainInvalidOne
		);
		let enough = submission.dests.len() >= usize::from(MinAllowedWeights::<T>::get(netuid).min(n));
		ensure!(enough || rates_itself, Error::<T>::WeightVecLengthIsLow);
		Ok(uid)
	}

	/// Whether the weights would be accepted, and on which terms: free for who may rate others.
	pub fn terms(
		hotkey: &T::AccountId,
		netuid: NetUid,
		submission: Submission,
	) -> Result<Terms, sp_runtime::DispatchError> {
		let uid = Self::check(hotkey, netuid, submission)?;
		let permitted = Self::is_permitted(hotkey, netuid, uid);
		Ok(if permitted { Terms::Free } else { Terms::Paid })
	}

	/// Whether a neuron may rate others: by permit, or as the owner's hotkey.
	fn is_permitted(hotkey: &T::AccountId, netuid: NetUid, uid: Uid) -> bool {
		NeuronRegistry::<T>::has_permit(netuid, uid) || SubnetRegistry::<T>::is_owner_hotkey(netuid, hotkey)
	}

	/// Refuses lists of different lengths, and more than `most` entries.
	pub fn ensure_shape(submission: Submission, most: usize) -> DispatchResult {
		ensure!(
			submission.dests.len() == submission.values.len(),
			Error::<T>::WeightVecNotEqualSize
		);
		ensure!(
			submission.dests.len() <= most,
			Error::<T>::UidsLengthExceedUidsInSubNet
		);
		Ok(())
	}

	/// Refuses weights of software that is too old.
	pub fn ensure_version(netuid: NetUid, version_key: u64) -> DispatchResult {
		ensure!(
			version_key >= WeightsVersionKey::<T>::get(netuid),
			Error::<T>::IncorrectWeightVersionKey
		);
		Ok(())
	}

	/// Refuses weights too soon after the last ones, or after registration; never twice in a block.
	pub fn ensure_rate(netuid: NetUid, uid: Uid) -> DispatchResult {
		ensure!(
			Self::pace(netuid, uid)?.allows(Pallet::<T>::now()),
			Error::<T>::SettingWeightsTooFast
		);
		Ok(())
	}

	/// How often a neuron may set weights. Its registration counts as the first time.
	pub fn pace(netuid: NetUid, uid: Uid) -> Result<Pace, Error<T>> {
		let last = NeuronRegistry::<T>::last_update(netuid, uid)?;
		Ok(Pace::once_per_block(
			WeightsSetRateLimit::<T>::get(netuid),
			Some(last),
		))
	}

	/// Refuses a list that names somebody twice.
	pub fn ensure_unique(dests: &[u16]) -> DispatchResult {
		let mut sorted = dests.to_vec();
		sorted.sort_unstable();
		let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
		ensure!(pairs.all(|(a, b)| a != b), Error::<T>::DuplicateUids);
		Ok(())
	}

	/// Stores checked weights, the largest of them brought to 65,535, by ascending destination.
	pub(crate) fn store(netuid: NetUid, uid: Uid, submission: Submission) -> DispatchResult {
		let largest = submission.values.iter().copied().max().unwrap_or(0);
		let mut row: Vec<(u16, u16)> = submission
			.dests
			.iter()
			.zip(submission.values)
			.map(|(dest, value)| (*dest, upscaled(*value, largest)))
			.collect();
		row.sort_unstable();
		let row = PerUid::try_from(row).map_err(|_too_long| Error::<T>::UidsLengthExceedUidsInSubNet)?;
		Weights::<T>::insert(NetUidStorageIndex::from(netuid), uid, row);
		NeuronRegistry::<T>::touch(netuid, uid)
	}

	/// Forgets the weights of a uid.
	pub fn clear(netuid: NetUid, uid: Uid) {
		Weights::<T>::remove(NetUidStorageIndex::from(netuid), uid);
	}

	/// Gives all weights of a subnet the new numbers of its neurons, and forgets those of and for the ones that are gone.
	pub fn renumber(netuid: NetUid, numbers: &Renumbering) -> DispatchResult {
		let index = NetUidStorageIndex::from(netuid);
		for (from, to) in numbers.iter() {
			let row = numbers.row(&Weights::<T>::take(index, from));
			if let Some(to) = to.filter(|_| !row.is_empty()) {
				let row = PerUid::try_from(row).map_err(|_too_long| Error::<T>::Inconsistent)?;
				Weights::<T>::insert(index, to, row);
			}
		}
		Ok(())
	}

	/// The weights of a uid.
	pub fn row(netuid: NetUid, uid: Uid) -> PerUid<(u16, u16)> {
		Weights::<T>::get(NetUidStorageIndex::from(netuid), uid)
	}
}

/// `value * 65,535 / largest`, rounded to nearest, half up. All zeros stay zeros.
fn upscaled(value: u16, largest: u16) -> u16 {
	let scale = u64::from(u16::MAX);
	let double = u64::from(largest).checked_mul(2);
	let rounded = u64::from(value)
		.checked_mul(scale)
		.and_then(|product| product.checked_mul(2))
		.and_then(|product| product.checked_add(u64::from(largest)))
		.zip(double)
		.and_then(|(product, double)| product.checked_div(double));
	rounded
		.and_then(|rounded| u16::try_from(rounded).ok())
		.unwrap_or(0)
}
