//! Several weights in one call, each of its subnet's main mechanism.
//!
//! A batch over several subnets takes each item by itself: one that fails changes nothing and is reported, the others go on. A
//! batch of reveals on one subnet is taken whole or not at all.

#[cfg(test)]
mod tests;

use super::{Reveal, Submission, WeightBook};
use crate::{Config, Error, Event, MAX_BATCH_ITEMS, Pallet, guards::Terms};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::Compact;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	storage::with_storage_layer,
};
use sp_core::H256;
use subtensor_types::NetUid;

/// Weights for several subnets, as parallel lists.
#[derive(Clone, Copy)]
pub struct SetBatch<'a> {
	/// The subnets.
	pub netuids: &'a [Compact<NetUid>],
	/// For each the uids and their scores.
	pub weights: &'a [Vec<(Compact<u16>, Compact<u16>)>],
	/// For each the version of the validator's software.
	pub version_keys: &'a [Compact<u64>],
}

/// Commits for several subnets, as parallel lists.
#[derive(Clone, Copy)]
pub struct CommitBatch<'a> {
	/// The subnets.
	pub netuids: &'a [Compact<NetUid>],
	/// For each the hash.
	pub hashes: &'a [H256],
}

/// Weights to be revealed on one subnet, as parallel lists.
#[derive(Clone, Copy)]
pub struct RevealBatch<'a> {
	/// The uids of each.
	pub uids: &'a [Vec<u16>],
	/// The scores of each.
	pub values: &'a [Vec<u16>],
	/// The salt of each.
	pub salts: &'a [Vec<u16>],
	/// The version of the validator's software of each.
	pub version_keys: &'a [u64],
}

impl<T: Config> WeightBook<T> {
	/// Stores the weights of a validator on several subnets.
	pub fn set_all(hotkey: &T::AccountId, batch: SetBatch) -> DispatchResult {
		ensure_batch::<T>(
			batch.netuids.len(),
			&[batch.weights.len(), batch.version_keys.len()],
		)?;
		let results = batch.items().map(|item| {
			let set = || Self::set(hotkey, item.netuid.into(), item.submission());
			(item.netuid, with_storage_layer(set))
		});
		Self::report(hotkey, batch.netuids, results);
		Ok(())
	}

	/// On which terms a batch of weights is accepted: free if each of its items would be.
	pub fn set_all_terms(hotkey: &T::AccountId, batch: SetBatch) -> Result<Terms, DispatchError> {
		ensure_batch::<T>(
			batch.netuids.len(),
			&[batch.weights.len(), batch.version_keys.len()],
		)?;
		let terms = |item: SetItem| Self::terms(hotkey, item.netuid.into(), item.submission());
		Ok(all_free(batch.netuids, batch.items().map(terms)))
	}

	/// Notes that a validator has weights for several subnets that it will reveal.
	pub fn commit_all(hotkey: &T::AccountId, batch: CommitBatch) -> DispatchResult {
		ensure_batch::<T>(batch.netuids.len(), &[batch.hashes.len()])?;
		let results = batch.netuids.iter().zip(batch.hashes).map(|(netuid, hash)| {
			let commit = || Self::commit(hotkey, netuid.0.into(), *hash);
			(netuid.0, with_storage_layer(commit))
		});
		Self::report(hotkey, batch.netuids, results);
		Ok(())
	}

	/// On which terms a batch of commits is accepted: free if each of its items would be.
	pub fn commit_all_terms(hotkey: &T::AccountId, batch: CommitBatch) -> Result<Terms, DispatchError> {
		ensure_batch::<T>(batch.netuids.len(), &[batch.hashes.len()])?;
		let terms = |netuid: &Compact<NetUid>| Self::commit_terms(hotkey, netuid.0.into());
		Ok(all_free(batch.netuids, batch.netuids.iter().map(terms)))
	}

	/// Stores several weights of one subnet that were committed to, or none.
	pub fn reveal_all(hotkey: &T::AccountId, netuid: NetUid, batch: RevealBatch) -> DispatchResult {
		let opened = Self::open(hotkey, netuid.into(), &batch.reveals::<T>()?)?;
		let hashes = opened.commits.iter().map(|commit| commit.hash).collect();
		Pallet::<T>::deposit_event(Event::WeightsBatchRevealed(hotkey.clone(), netuid, hashes));
		Ok(())
	}

	/// Whether a batch of reveals would be accepted, and on which terms.
	pub fn reveal_all_terms(
		hotkey: &T::AccountId,
		netuid: NetUid,
		batch: RevealBatch,
	) -> Result<Terms, DispatchError> {
		Self::reveal_terms(hotkey, netuid.into(), &batch.reveals::<T>()?)
	}

	/// Says which items failed, and how the batch ended.
	fn report(
		hotkey: &T::AccountId,
		netuids: &[Compact<NetUid>],
		results: impl Iterator<Item = (NetUid, DispatchResult)>,
	) {
		let mut complete = true;
		for (netuid, result) in results {
			if let Err(error) = result {
				complete = false;
				Pallet::<T>::deposit_event(Event::BatchWeightItemFailed(netuid, error));
			}
		}
		Pallet::<T>::deposit_event(if complete {
			Event::BatchWeightsCompleted(netuids.to_vec(), hotkey.clone())
		} else {
			Event::BatchCompletedWithErrors()
		});
	}
}

/// An item of a [`SetBatch`].
struct SetItem {
	netuid: NetUid,
	dests: Vec<u16>,
	values: Vec<u16>,
	version_key: u64,
}

impl SetItem {
	fn submission(&self) -> Submission<'_> {
		Submission {
			dests: &self.dests,
			values: &self.values,
			version_key: self.version_key,
		}
	}
}

impl SetBatch<'_> {
	fn items(&self) -> impl Iterator<Item = SetItem> {
		let lists = self.netuids.iter().zip(self.weights).zip(self.version_keys);
		lists.map(|((netuid, row), version_key)| {
			let (dests, values) = row.iter().map(|(dest, value)| (dest.0, value.0)).unzip();
			SetItem {
				netuid: netuid.0,
				dests,
				values,
				version_key: version_key.0,
			}
		})
	}
}

impl RevealBatch<'_> {
	fn reveals<T: Config>(&self) -> Result<Vec<Reveal<'_>>, Error<T>> {
		ensure_batch::<T>(
			self.uids.len(),
			&[self.values.len(), self.salts.len(), self.version_keys.len()],
		)?;
		let weights = self.uids.iter().zip(self.values);
		let keys = self.salts.iter().zip(self.version_keys);
		let reveals = weights
			.zip(keys)
			.map(|((dests, values), (salt, version_key))| Reveal {
				submission: Submission {
					dests,
					values,
					version_key: *version_key,
				},
				salt,
			});
		Ok(reveals.collect())
	}
}

/// Refuses lists of different lengths, and more items than a batch can have.
fn ensure_batch<T: Config>(items: usize, others: &[usize]) -> Result<(), Error<T>> {
	ensure!(
		others.iter().all(|len| *len == items),
		Error::<T>::InputLengthsUnequal
	);
	ensure!(items <= MAX_BATCH_ITEMS as usize, Error::<T>::BatchTooLong);
	Ok(())
}

/// Free if there are items, each for another subnet, and all of them are free: of two for one subnet the second would fail. A batch
/// with an item that fails is taken, but pays.
fn all_free(
	netuids: &[Compact<NetUid>],
	mut items: impl Iterator<Item = Result<Terms, DispatchError>>,
) -> Terms {
	let mut seen = BTreeSet::new();
	let distinct = netuids.iter().all(|netuid| seen.insert(netuid.0));
	if distinct && !netuids.is_empty() && items.all(|terms| terms == Ok(Terms::Free)) {
		Terms::Free
	} else {
		Terms::Paid
	}
}
