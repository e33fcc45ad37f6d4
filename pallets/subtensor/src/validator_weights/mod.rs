//! The weights that validators set: how a validator scores the neurons of its subnet.
//!
//! Owns the items in `storage.rs`. Weights are set in the open, or where a subnet wants them hidden until an epoch has used
//! older ones, committed to by a hash and revealed later: that is in `commits`; or encrypted until a beacon's round opens them: that is in
//! `timelocked`. Several at once are in `batches`. Root's weights over subnets are kept here too; what they must satisfy is in [`root`](crate::root).

mod batches;
mod commits;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;
#[cfg(test)]
mod tests;
pub mod timelocked;

use crate::{
	CommitRevealWeightsEnabled, Config, Error, Event, KeyRegistry, MAX_UIDS, MechanismRegistry,
	MinAllowedWeights, NeuronRegistry, Pace, Pallet, PerUid, Renumbering, StakeLedger, StakeThreshold,
	SubnetRegistry, SubnetworkN, WeightCommits, Weights, WeightsAsOf, WeightsSetRateLimit, WeightsVersionKey,
	guards::Terms,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_types::{Mechanism, NetUid, Uid};

pub use batches::{CommitBatch, RevealBatch, SetBatch};
pub use commits::{Reveal, WeightCommit, commit_hash};
pub use timelocked::{Payload, Sealed, TIMELOCK_VERSION, TimelockFailure, TimelockedCommit};

/// Keeps the weights. Alone writes the items of this domain.
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

impl Submission<'_> {
	fn entries(&self) -> impl Iterator<Item = (u16, u16)> {
		self.dests.iter().copied().zip(self.values.iter().copied())
	}
}

impl<T: Config> WeightBook<T> {
	/// Stores the weights of a validator.
	pub fn set(hotkey: &T::AccountId, mechanism: Mechanism, submission: Submission) -> DispatchResult {
		let uid = Self::check(hotkey, mechanism, submission)?;
		Self::store_as_of_now(mechanism, uid, submission)?;
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::WeightsSet(mechanism.index(), uid));
		Ok(())
	}

	/// Whether the weights would be accepted in this block; then the validator's uid.
	pub fn check(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		submission: Submission,
	) -> Result<Uid, sp_runtime::DispatchError> {
		let netuid = mechanism.netuid;
		Self::ensure_mechanism(mechanism)?;
		ensure!(
			!CommitRevealWeightsEnabled::<T>::get(netuid),
			Error::<T>::CommitRevealEnabled
		);
		let uid = Self::ensure_staked_neuron(hotkey, netuid)?;
		Self::ensure_rate(mechanism, uid, Error::<T>::SettingWeightsTooFast)?;
		Self::ensure_acceptable(hotkey, netuid, uid, submission)?;
		Ok(uid)
	}

	/// Whether the weights would be accepted, and on which terms: free for who may rate others.
	pub fn terms(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		submission: Submission,
	) -> Result<Terms, sp_runtime::DispatchError> {
		let uid = Self::check(hotkey, mechanism, submission)?;
		Ok(Self::terms_of(hotkey, mechanism.netuid, uid))
	}

	/// Refuses root, whose weights are set otherwise, and mechanisms that do not exist.
	fn ensure_mechanism(mechanism: Mechanism) -> DispatchResult {
		ensure!(
			!mechanism.netuid.is_root(),
			Error::<T>::CanNotSetRootNetworkWeights
		);
		MechanismRegistry::<T>::ensure_exists(mechanism)
	}

	/// The uid of a neuron whose stake counts in epochs: it weighs the threshold at least, or is the owner's.
	fn ensure_staked_neuron(hotkey: &T::AccountId, netuid: NetUid) -> Result<Uid, Error<T>> {
		let uid = NeuronRegistry::<T>::uid(netuid, hotkey)?;
		let threshold = StakeThreshold::<T>::get();
		let counts = threshold == 0
			|| SubnetRegistry::<T>::is_owner_hotkey(netuid, hotkey)
			|| StakeLedger::<T>::influence(hotkey, netuid).total() >= threshold;
		ensure!(counts, Error::<T>::NotEnoughStakeToSetWeights);
		Ok(uid)
	}

	/// Refuses weights that a neuron may not give, whenever it does.
	fn ensure_acceptable(
		hotkey: &T::AccountId,
		netuid: NetUid,
		uid: Uid,
		submission: Submission,
	) -> DispatchResult {
		let n = SubnetworkN::<T>::get(netuid);
		Self::ensure_shape(submission, usize::from(n))?;
		Self::ensure_version(netuid, submission.version_key)?;
		let rates_itself = submission.dests == [uid];
		ensure!(
			rates_itself || Self::is_permitted(hotkey, netuid, uid),
			Error::<T>::NeuronNoValidatorPermit
		);
		Self::ensure_unique(submission.dests)?;
		ensure!(
			submission.dests.iter().all(|dest| *dest < n),
			Error::<T>::UidVecContainInvalidOne
		);
		let enough = submission.dests.len() >= usize::from(MinAllowedWeights::<T>::get(netuid).min(n));
		ensure!(enough || rates_itself, Error::<T>::WeightVecLengthIsLow);
		Ok(())
	}

	/// On which terms weights of a neuron are accepted.
	fn terms_of(hotkey: &T::AccountId, netuid: NetUid, uid: Uid) -> Terms {
		if Self::is_permitted(hotkey, netuid, uid) {
			Terms::Free
		} else {
			Terms::Paid
		}
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

	/// Refuses weights, or commits, too soon after the last ones of the mechanism or after registration; never twice in a block.
	pub fn ensure_rate(mechanism: Mechanism, uid: Uid, too_fast: Error<T>) -> DispatchResult {
		ensure!(Self::pace(mechanism, uid)?.allows(Pallet::<T>::now()), too_fast);
		Ok(())
	}

	/// How often a neuron may set weights in a mechanism. Its registration counts as the first time.
	pub fn pace(mechanism: Mechanism, uid: Uid) -> Result<Pace, Error<T>> {
		let last = NeuronRegistry::<T>::last_update(mechanism, uid)?;
		Ok(Pace::once_per_block(
			WeightsSetRateLimit::<T>::get(mechanism.netuid),
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

	/// Stores checked weights that are set in this block.
	pub(crate) fn store_as_of_now(mechanism: Mechanism, uid: Uid, submission: Submission) -> DispatchResult {
		Self::store(mechanism, uid, submission.entries(), Pallet::<T>::now())?;
		NeuronRegistry::<T>::touch(mechanism, uid)
	}

	/// Stores checked weights, the largest of them brought to 65,535, by ascending destination. They speak as of `block`.
	fn store(
		mechanism: Mechanism,
		uid: Uid,
		entries: impl Iterator<Item = (u16, u16)>,
		block: u64,
	) -> DispatchResult {
		let mut row: Vec<(u16, u16)> = entries.collect();
		let largest = row.iter().map(|(_, value)| *value).max().unwrap_or(0);
		for (_, value) in &mut row {
			*value = upscaled(*value, largest);
		}
		row.sort_unstable();
		let row = PerUid::try_from(row).map_err(|_too_long| Error::<T>::UidsLengthExceedUidsInSubNet)?;
		Weights::<T>::insert(mechanism.index(), uid, row);
		WeightsAsOf::<T>::insert(mechanism.index(), uid, block);
		Ok(())
	}

	/// Takes a subnet that closed out of root's weights.
	pub fn forget_subnet(netuid: NetUid) {
		let root = Mechanism::from(NetUid::ROOT).index();
		for uid in 0..SubnetworkN::<T>::get(NetUid::ROOT) {
			Weights::<T>::mutate_exists(root, uid, |row| {
				if let Some(weights) = row {
					weights.retain(|(dest, _weight)| *dest != netuid.0);
				}
			});
		}
	}

	/// Forgets what a neuron set and committed to, in all mechanisms.
	pub fn clear(netuid: NetUid, uid: Uid, hotkey: &T::AccountId) {
		for mechanism in MechanismRegistry::<T>::of(netuid) {
			let index = mechanism.index();
			Weights::<T>::remove(index, uid);
			WeightsAsOf::<T>::remove(index, uid);
			Self::forget_commits_of(mechanism, hotkey);
		}
	}

	/// Forgets what all neurons set and committed to in a mechanism.
	pub fn forget_mechanism(mechanism: Mechanism) {
		let index = mechanism.index();
		for uid in 0..SubnetworkN::<T>::get(mechanism.netuid) {
			Weights::<T>::remove(index, uid);
			WeightsAsOf::<T>::remove(index, uid);
		}
		Self::forget_commits(mechanism);
	}

	/// Forgets all commits in a mechanism: at most one list of hashes and one ciphertext per neuron.
	fn forget_commits(mechanism: Mechanism) {
		let _all_at_once = WeightCommits::<T>::clear_prefix(mechanism.index(), MAX_UIDS, None);
		let _count = Self::forget_all_timelocked(mechanism);
	}

	/// Forgets what a hotkey committed to in a mechanism.
	fn forget_commits_of(mechanism: Mechanism, hotkey: &T::AccountId) {
		WeightCommits::<T>::remove(mechanism.index(), hotkey);
		Self::forget_timelocked(mechanism, hotkey);
	}

	/// Forgets what a hotkey committed to, in all mechanisms: hashes and ciphertexts name it, and it is the neuron no longer.
	pub fn forget_all_commits_of(netuid: NetUid, hotkey: &T::AccountId) {
		for mechanism in MechanismRegistry::<T>::of(netuid) {
			Self::forget_commits_of(mechanism, hotkey);
		}
	}

	/// Gives all weights of a subnet the new numbers of its neurons, and forgets those of and for the ones that are gone. Commits go:
	/// what they hide are the old numbers.
	pub fn renumber(netuid: NetUid, numbers: &Renumbering) -> DispatchResult {
		MechanismRegistry::<T>::of(netuid)
			.try_for_each(|mechanism| Self::renumber_mechanism(mechanism, numbers))
	}

	fn renumber_mechanism(mechanism: Mechanism, numbers: &Renumbering) -> DispatchResult {
		let index = mechanism.index();
		for (from, to) in numbers.iter() {
			let row = numbers.row(&Weights::<T>::take(index, from));
			let block = WeightsAsOf::<T>::take(index, from);
			if let Some(((to, block), row)) = to.zip(block).zip((!row.is_empty()).then_some(row)) {
				let row = PerUid::try_from(row).map_err(|_too_long| Error::<T>::Inconsistent)?;
				Weights::<T>::insert(index, to, row);
				WeightsAsOf::<T>::insert(index, to, block);
			}
		}
		Self::forget_commits(mechanism);
		Ok(())
	}

	/// The weights of a uid in a mechanism.
	pub fn row(mechanism: Mechanism, uid: Uid) -> PerUid<(u16, u16)> {
		Weights::<T>::get(mechanism.index(), uid)
	}

	/// The last block of registration at which the weights of a uid mean the neuron that has the rated uid: the block before
	/// they were set, or committed to. None if it set no weights.
	pub fn newest_meant(mechanism: Mechanism, uid: Uid) -> Option<u64> {
		WeightsAsOf::<T>::get(mechanism.index(), uid).map(|block| block.saturating_sub(1)) // clamp: no block before 0
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
