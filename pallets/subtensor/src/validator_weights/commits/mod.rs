//! Hidden weights: committed to by a hash, revealed some epochs later.
//!
//! Whoever copies the weights of others has to know them. Where a subnet hides weights, they become known only after the epochs
//! for which they were fresh: `RevealPeriodEpochs` epochs of the subnet after the commit, and only until the epoch after that.
//!
//! ```text
//! epochs of the subnet    ----|-------------|-------------|-------------|-------------|----
//! period 1                      commit      [   reveal    ]  expired       expired     gone
//! ```
//!
//! The window is fixed by the stored count of epochs when the commit is made, so that no later change of tempo or period moves
//! it. Epochs run before a block's transactions: in an epoch's own block the new count holds, for commits and reveals alike.

#[cfg(test)]
mod tests;

use super::{Submission, WeightBook};
use crate::{
	BlockAtRegistration, CommitRevealWeightsEnabled, Config, Error, Event, KeyRegistry, MaxWeightCommits,
	MechanismRegistry, NeuronRegistry, Pallet, RevealPeriodEpochs, SubnetEpochIndex, WeightCommits,
	guards::Terms,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::DispatchError;
use subtensor_types::{Bounded, Mechanism, NetUid, Uid};

/// A commit to weights that are not known yet.
///
/// Clients unpack four values: the hash, the block, and the first and the last count of epochs at which it can be revealed, which are
/// one here.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WeightCommit {
	/// What [`commit_hash`] makes of the weights.
	pub hash: H256,
	/// Block of the commit: the weights speak as of it.
	pub block: u64,
	/// The count of the subnet's epochs at which the weights can be revealed.
	pub reveal_epoch: u64,
}

/// A commit as it is stored and shown.
type Shown = (H256, u64, u64, u64);

impl Encode for WeightCommit {
	fn using_encoded<R, F: FnOnce(&[u8]) -> R>(&self, f: F) -> R {
		(self.hash, self.block, self.reveal_epoch, self.reveal_epoch).using_encoded(f)
	}
}

impl EncodeLike for WeightCommit {}

impl Decode for WeightCommit {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let (hash, block, reveal_epoch, _last) = Shown::decode(input)?;
		Ok(Self {
			hash,
			block,
			reveal_epoch,
		})
	}
}

impl DecodeWithMemTracking for WeightCommit {}

impl MaxEncodedLen for WeightCommit {
	fn max_encoded_len() -> usize {
		Shown::max_encoded_len()
	}
}

impl TypeInfo for WeightCommit {
	type Identity = Shown;

	fn type_info() -> scale_info::Type {
		Shown::type_info()
	}
}

impl WeightCommit {
	fn is_expired(&self, epoch: u64) -> bool {
		self.reveal_epoch < epoch
	}
}

/// Epochs for which an expired commit is kept, so that whoever comes too late is told so and a client that waited two tempos still
/// finds what it committed to.
pub(super) const EXPIRED_EPOCHS: u64 = 2;

/// The most numbers of a salt. A reveal is free, so nothing in it is without a bound; clients use a dozen.
pub const MAX_SALT: usize = 64;

/// Weights as they are revealed, with the salt that kept their hash from being guessed.
#[derive(Clone, Copy)]
pub struct Reveal<'a> {
	/// The weights.
	pub submission: Submission<'a>,
	/// The salt.
	pub salt: &'a [u16],
}

/// What a reveal would do: checked, and not done yet.
pub struct Opened {
	/// The validator's uid.
	pub uid: Uid,
	/// The commits that are opened, in the order of the reveals.
	pub commits: Vec<WeightCommit>,
	/// The commits that remain.
	rest: Bounded<WeightCommit, MaxWeightCommits>,
}

/// What is committed to: `blake2_256` of the SCALE encoding of hotkey, storage index of the mechanism, uids, values, salt and version
/// key. So what was committed to for one mechanism cannot be revealed in another.
pub fn commit_hash<AccountId: Encode>(hotkey: &AccountId, mechanism: Mechanism, reveal: Reveal) -> H256 {
	let Submission {
		dests,
		values,
		version_key,
	} = reveal.submission;
	(hotkey, mechanism.index(), dests, values, reveal.salt, version_key)
		.using_encoded(blake2_256)
		.into()
}

impl<T: Config> WeightBook<T> {
	/// Notes that a validator has weights that it will reveal. From here on it counts as active.
	pub fn commit(hotkey: &T::AccountId, mechanism: Mechanism, hash: H256) -> DispatchResult {
		let (uid, mut commits) = Self::check_commit(hotkey, mechanism)?;
		let netuid = mechanism.netuid;
		let commit = WeightCommit {
			hash,
			block: Pallet::<T>::now(),
			reveal_epoch: SubnetEpochIndex::<T>::get(netuid)
				.checked_add(RevealPeriodEpochs::<T>::get(netuid))
				.ok_or(Error::<T>::Overflow)?,
		};
		commits
			.try_push(commit)
			.map_err(|_full| Error::<T>::TooManyUnrevealedCommits)?;
		NeuronRegistry::<T>::touch(mechanism, uid)?;
		WeightCommits::<T>::insert(mechanism.index(), hotkey, commits);
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::WeightsCommitted(hotkey.clone(), mechanism.index(), hash));
		Ok(())
	}

	/// Whether a commit would be accepted in this block; then the neuron's uid and those of its commits that still stand.
	fn check_commit(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
	) -> Result<(Uid, Bounded<WeightCommit, MaxWeightCommits>), DispatchError> {
		Self::ensure_hidden(mechanism)?;
		let uid = Self::ensure_staked_neuron(hotkey, mechanism.netuid)?;
		Self::ensure_rate(mechanism, uid, Error::<T>::CommittingWeightsTooFast)?;
		let epoch = SubnetEpochIndex::<T>::get(mechanism.netuid);
		let mut commits = WeightCommits::<T>::get(mechanism.index(), hotkey);
		commits.retain(|commit| !commit.is_expired(epoch));
		ensure!(!commits.is_full(), Error::<T>::TooManyUnrevealedCommits);
		Ok((uid, commits))
	}

	/// Whether a commit would be accepted, and on which terms: free for who may rate others.
	pub fn commit_terms(hotkey: &T::AccountId, mechanism: Mechanism) -> Result<Terms, DispatchError> {
		let (uid, _commits) = Self::check_commit(hotkey, mechanism)?;
		Ok(Self::terms_of(hotkey, mechanism.netuid, uid))
	}

	/// Stores weights that were committed to.
	pub fn reveal(hotkey: &T::AccountId, mechanism: Mechanism, reveal: Reveal) -> DispatchResult {
		let opened = Self::open(hotkey, mechanism, &[reveal])?;
		for commit in &opened.commits {
			Pallet::<T>::deposit_event(Event::WeightsRevealed(
				hotkey.clone(),
				mechanism.index(),
				commit.hash,
			));
		}
		Ok(())
	}

	/// Stores several weights that were committed to, or none. Each replaces the one before, so that the last one stays.
	pub(super) fn open(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		reveals: &[Reveal],
	) -> Result<Opened, DispatchError> {
		let opened = Self::check_reveals(hotkey, mechanism, reveals)?;
		let (netuid, index) = (mechanism.netuid, mechanism.index());
		if let Some((reveal, commit)) = reveals.last().zip(opened.commits.last()) {
			let meant = |(dest, _): &(u16, u16)| BlockAtRegistration::<T>::get(netuid, *dest) < commit.block;
			let entries = reveal.submission.entries().filter(meant);
			Self::store(mechanism, opened.uid, entries, commit.block)?;
			Pallet::<T>::deposit_event(Event::WeightsSet(index, opened.uid));
		}
		if opened.rest.is_empty() {
			WeightCommits::<T>::remove(index, hotkey);
		} else {
			WeightCommits::<T>::insert(index, hotkey, &opened.rest);
		}
		KeyRegistry::<T>::confirm(hotkey);
		Ok(opened)
	}

	/// Whether all the weights would be accepted in this block, one after the other; then what that would do.
	pub fn check_reveals(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		reveals: &[Reveal],
	) -> Result<Opened, DispatchError> {
		Self::ensure_hidden(mechanism)?;
		let netuid = mechanism.netuid;
		let uid = Self::ensure_staked_neuron(hotkey, netuid)?;
		let epoch = SubnetEpochIndex::<T>::get(netuid);
		let mut rest = WeightCommits::<T>::get(mechanism.index(), hotkey);
		let mut commits = Vec::new();
		for reveal in reveals {
			ensure!(!rest.is_empty(), Error::<T>::NoWeightsCommitFound);
			ensure!(reveal.salt.len() <= MAX_SALT, Error::<T>::SaltTooLong);
			Self::ensure_acceptable(hotkey, netuid, uid, reveal.submission)?;
			let hash = commit_hash(hotkey, mechanism, *reveal);
			let commit = Self::find(&rest, hash, epoch)?;
			rest.retain(|other| other.block > commit.block);
			commits.push(commit);
		}
		Ok(Opened { uid, commits, rest })
	}

	/// Whether the weights would be accepted, and on which terms: free for who may rate others, if there is something to reveal.
	pub fn reveal_terms(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		reveals: &[Reveal],
	) -> Result<Terms, DispatchError> {
		let opened = Self::check_reveals(hotkey, mechanism, reveals)?;
		if opened.commits.is_empty() {
			return Ok(Terms::Paid);
		}
		Ok(Self::terms_of(hotkey, mechanism.netuid, opened.uid))
	}

	/// The youngest commit with this hash that can be revealed.
	fn find(commits: &[WeightCommit], hash: H256, epoch: u64) -> Result<WeightCommit, Error<T>> {
		let with_hash = || commits.iter().rev().filter(|commit| commit.hash == hash);
		let youngest = with_hash()
			.next()
			.ok_or(Error::<T>::InvalidRevealCommitHashNotMatch)?;
		let open = with_hash().find(|commit| commit.reveal_epoch == epoch);
		open.copied().ok_or(if youngest.is_expired(epoch) {
			Error::<T>::ExpiredWeightCommit
		} else {
			Error::<T>::RevealTooEarly
		})
	}

	/// Refuses mechanisms of subnets on which weights are set in the open.
	pub(super) fn ensure_hidden(mechanism: Mechanism) -> DispatchResult {
		Self::ensure_mechanism(mechanism)?;
		ensure!(
			CommitRevealWeightsEnabled::<T>::get(mechanism.netuid),
			Error::<T>::CommitRevealDisabled
		);
		Ok(())
	}

	/// Forgets the commits of a subnet that expired `EXPIRED_EPOCHS` epochs ago, or all if it no longer hides weights. Returns how many
	/// lists of commits it looked at: at most one per neuron and mechanism.
	pub fn prune_commits(netuid: NetUid) -> u32 {
		let hidden = CommitRevealWeightsEnabled::<T>::get(netuid);
		let epoch = SubnetEpochIndex::<T>::get(netuid);
		let before = epoch.saturating_sub(EXPIRED_EPOCHS); // clamp: no epoch before the first
		let keeps = |commit: &WeightCommit| hidden && !commit.is_expired(before);
		MechanismRegistry::<T>::of(netuid).fold(0, |sum, mechanism| {
			sum.saturating_add(Self::retain_commits(mechanism, keeps)) // clamp: few mechanisms of few neurons
		})
	}

	/// Forgets the hashes that a validator committed to in a mechanism up to a block, and in it.
	pub(super) fn forget_hashes_until(mechanism: Mechanism, hotkey: &T::AccountId, block: u64) {
		WeightCommits::<T>::mutate_exists(mechanism.index(), hotkey, |commits| {
			let Some(list) = commits else { return };
			list.retain(|commit| commit.block > block);
			if list.is_empty() {
				*commits = None;
			}
		});
	}

	/// Keeps the commits of a mechanism that satisfy `keeps`. Returns how many lists of commits there were.
	fn retain_commits(mechanism: Mechanism, keeps: impl Fn(&WeightCommit) -> bool) -> u32 {
		let index = mechanism.index();
		let of_neurons: Vec<_> = WeightCommits::<T>::iter_prefix(index).collect();
		for (hotkey, commits) in &of_neurons {
			let mut kept = commits.clone();
			kept.retain(&keeps);
			if kept.is_empty() {
				WeightCommits::<T>::remove(index, hotkey);
			} else if kept.len() < commits.len() {
				WeightCommits::<T>::insert(index, hotkey, kept);
			}
		}
		u32::try_from(of_neurons.len()).unwrap_or(u32::MAX)
	}
}
