//! Weights hidden by time-lock encryption: their validator commits to a ciphertext, and the chain itself opens it when a beacon's
//! round is out.
//!
//! A commit of an epoch opens `RevealPeriodEpochs` epochs of the subnet later, or with its round if that comes after. So nobody has to
//! be there to reveal, and whoever locks to a round before that epoch cannot keep back what turned out ill. What is hidden names the hotkey: a copied ciphertext is
//! worth nothing.
//!
//! ```text
//!   commit ──▶ waits for its epoch ──▶ waits for its round ──▶ opened ──▶ weights are set
//!                      │                       │                  └─────▶ broken, another's, not acceptable, outdated: gone, with an event
//!                      │                       └─ a new commit takes its place
//!                      └─ replacement, swap or trimming of neurons, the end of the mechanism, the subnet or hiding: gone
//! ```
//!
//! One commit per neuron and mechanism waits at a time. The opening, in bounded steps per block, is in `opening`; the text that is hidden in
//! `payload`.

#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod opening;
mod payload;
#[cfg(test)]
mod tests;

use super::WeightBook;
use crate::{
	CommitRevealWeightsEnabled, Config, Error, Event, KeyRegistry, MaxAllowedValidators, MaxTimelockedBytes,
	MechanismRegistry, NeuronRegistry, Pallet, PerUid, RevealPeriodEpochs, SubnetEpochIndex, TimelockQueue,
	TimelockedCommits, TimelockedWeightCommits, WeightInfo, guards::Terms,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{BoundedVec, ensure, pallet_prelude::DispatchResult, weights::Weight};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::DispatchError;
use subtensor_types::{Bounded, Mechanism, NetUid, RoundNumber, Timelock, Uid};

pub use opening::TimelockFailure;
pub use payload::Payload;

/// The version of time-locked commits: what is hidden names the hotkey.
pub const TIMELOCK_VERSION: u16 = 4;

/// How far ahead of the newest round a commit's may lie: a year of rounds of three seconds. More is a mistake.
pub const MOST_ROUNDS_AHEAD: u64 = 365 * 24 * 60 * 20;

/// Weights that nobody can read yet, as a caller gives them.
#[derive(Clone, Copy)]
pub struct Sealed<'a> {
	/// The ciphertext.
	pub ciphertext: &'a BoundedVec<u8, MaxTimelockedBytes>,
	/// The round that opens it.
	pub round: RoundNumber,
	/// Which kind of ciphertext it is.
	pub version: u16,
}

impl<'a> Sealed<'a> {
	/// A ciphertext of the version that the chain takes.
	pub fn of_present_version(
		ciphertext: &'a BoundedVec<u8, MaxTimelockedBytes>,
		round: RoundNumber,
	) -> Self {
		Self {
			ciphertext,
			round,
			version: TIMELOCK_VERSION,
		}
	}
}

/// Where a neuron's time-locked weights stand, and when they open.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct TimelockedCommit {
	/// The count of the subnet's epochs at the commit: under it the ciphertext is kept.
	pub epoch: u64,
	/// The count of the subnet's epochs from which on they open.
	pub reveal_epoch: u64,
	/// Block of the commit: the weights speak as of it.
	pub block: u64,
	/// The round that opens them.
	pub round: RoundNumber,
}

impl<T: Config> WeightBook<T> {
	/// Keeps weights that open later. From here on the validator counts as active.
	pub fn commit_timelocked(hotkey: &T::AccountId, mechanism: Mechanism, sealed: Sealed) -> DispatchResult {
		let uid = Self::check_timelocked(hotkey, mechanism, sealed)?;
		let (netuid, index, round) = (mechanism.netuid, mechanism.index(), sealed.round);
		let (epoch, block) = (SubnetEpochIndex::<T>::get(netuid), Pallet::<T>::now());
		let reveal_epoch = epoch
			.checked_add(RevealPeriodEpochs::<T>::get(netuid))
			.ok_or(Error::<T>::Overflow)?;
		let ciphertext = Bounded::from(sealed.ciphertext.clone());
		let hash = H256(blake2_256(sealed.ciphertext));

		Self::forget_timelocked(mechanism, hotkey);
		TimelockedWeightCommits::<T>::try_mutate(index, epoch, |waiting| {
			waiting.try_push((hotkey.clone(), block, ciphertext, round))
		})
		.map_err(|_full| Error::<T>::Inconsistent)?; // one of each neuron fits
		let commit = TimelockedCommit {
			epoch,
			reveal_epoch,
			block,
			round,
		};
		TimelockedCommits::<T>::insert(index, hotkey, commit);
		NeuronRegistry::<T>::touch(mechanism, uid)?;
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::TimelockedWeightsCommitted(
			hotkey.clone(),
			index,
			hash,
			round,
		));
		Ok(())
	}

	/// What a time-locked commit costs: its list, and that of the commit whose place it takes, has one of each validator.
	pub fn commit_timelocked_weight(netuid: NetUid) -> Weight {
		T::WeightInfo::commit_timelocked_weights(u32::from(MaxAllowedValidators::<T>::get(netuid)))
	}

	/// Whether a time-locked commit would be accepted in this block; then the neuron's uid.
	///
	/// Whoever has no permit could only rate itself, which counts for nothing, and the chain would have to open it: so that is refused.
	fn check_timelocked(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		sealed: Sealed,
	) -> Result<Uid, DispatchError> {
		let netuid = mechanism.netuid;
		Self::ensure_hidden(mechanism)?;
		ensure!(
			sealed.version == TIMELOCK_VERSION,
			Error::<T>::IncorrectCommitRevealVersion
		);
		Self::ensure_round_to_come(sealed.round)?;
		let uid = Self::ensure_staked_neuron(hotkey, netuid)?;
		ensure!(
			Self::is_permitted(hotkey, netuid, uid),
			Error::<T>::NeuronNoValidatorPermit
		);
		Self::ensure_rate(mechanism, uid, Error::<T>::CommittingWeightsTooFast)?;
		let waiting = TimelockedCommits::<T>::get(mechanism.index(), hotkey);
		ensure!(
			waiting.is_none_or(|commit| Self::is_overdue(netuid, commit)),
			Error::<T>::TooManyUnrevealedCommits
		);
		Ok(uid)
	}

	/// Whether a time-locked commit would be accepted; then it is free.
	pub fn timelocked_terms(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		sealed: Sealed,
	) -> Result<Terms, DispatchError> {
		Self::check_timelocked(hotkey, mechanism, sealed).map(|_uid| Terms::Free)
	}

	/// Refuses a round that is out, so that the weights are hidden from nobody, and one that cannot be meant.
	fn ensure_round_to_come(round: RoundNumber) -> DispatchResult {
		let newest = T::Timelock::last_round();
		// Where the chain knows no round yet, it cannot tell which ones are near.
		let near = newest == 0
			|| round
				.checked_sub(newest)
				.is_some_and(|ahead| ahead <= MOST_ROUNDS_AHEAD);
		ensure!(
			round > newest && near && !T::Timelock::has_pulse(round),
			Error::<T>::InvalidRevealRound
		);
		Ok(())
	}

	/// Whether the epoch of a commit has come, but not its round: then another may take its place. One whose round is out will be
	/// opened in one of the next blocks.
	fn is_overdue(netuid: NetUid, commit: TimelockedCommit) -> bool {
		commit.reveal_epoch <= SubnetEpochIndex::<T>::get(netuid) && !T::Timelock::has_pulse(commit.round)
	}

	/// Forgets the time-locked weights of a hotkey in a mechanism, if there are any.
	pub(super) fn forget_timelocked(mechanism: Mechanism, hotkey: &T::AccountId) {
		let index = mechanism.index();
		let Some(commit) = TimelockedCommits::<T>::take(index, hotkey) else {
			return;
		};
		TimelockQueue::<T>::remove((commit.round.to_be_bytes(), index, hotkey));
		TimelockedWeightCommits::<T>::mutate_exists(index, commit.epoch, |waiting| {
			let Some(list) = waiting else { return };
			list.retain(|(other, ..)| other != hotkey);
			if list.is_empty() {
				*waiting = None;
			}
		});
	}

	/// Forgets all time-locked weights in a mechanism. Returns how many there were: one per neuron at most.
	pub(super) fn forget_all_timelocked(mechanism: Mechanism) -> u32 {
		let index = mechanism.index();
		let mut count: u32 = 0;
		for (hotkey, commit) in TimelockedCommits::<T>::drain_prefix(index) {
			TimelockQueue::<T>::remove((commit.round.to_be_bytes(), index, hotkey));
			TimelockedWeightCommits::<T>::remove(index, commit.epoch);
			count = count.saturating_add(1); // clamp: one per neuron
		}
		count
	}

	/// Forgets up to `most` time-locked weights of a subnet that closes; returns how many there were.
	pub fn forget_some_timelocked(netuid: NetUid, most: u32) -> Result<u32, DispatchError> {
		let lists = MechanismRegistry::<T>::of(netuid).flat_map(|mechanism| {
			let index = mechanism.index();
			TimelockedWeightCommits::<T>::iter_prefix(index).map(move |(epoch, list)| (index, epoch, list))
		});
		let Some((index, epoch, list)) = { lists }.next() else {
			return Ok(0);
		};
		let mut list = list.into_inner();
		let kept = list
			.len()
			.saturating_sub(usize::try_from(most).unwrap_or(usize::MAX)); // clamp: no more than there are
		let gone = list.split_off(kept);
		for (hotkey, _block, _ciphertext, round) in &gone {
			TimelockedCommits::<T>::remove(index, hotkey);
			TimelockQueue::<T>::remove((round.to_be_bytes(), index, hotkey));
		}
		if list.is_empty() {
			TimelockedWeightCommits::<T>::remove(index, epoch);
		} else {
			let list = PerUid::try_from(list).map_err(|_too_long| Error::<T>::Inconsistent)?;
			TimelockedWeightCommits::<T>::insert(index, epoch, list);
		}
		Ok(u32::try_from(gone.len()).unwrap_or(u32::MAX))
	}

	/// After an epoch of a subnet: commits whose epoch has come wait for their round alone from here on; where weights are no longer
	/// hidden, all go. Returns how many commits it looked at.
	pub fn ripen_timelocked(netuid: NetUid) -> u32 {
		let hidden = CommitRevealWeightsEnabled::<T>::get(netuid);
		let epoch = SubnetEpochIndex::<T>::get(netuid);
		MechanismRegistry::<T>::of(netuid).fold(0, |sum, mechanism| {
			let looked_at = if hidden {
				Self::ripen_mechanism(mechanism, epoch)
			} else {
				Self::forget_all_timelocked(mechanism)
			};
			sum.saturating_add(looked_at) // clamp: few mechanisms of few neurons
		})
	}

	fn ripen_mechanism(mechanism: Mechanism, epoch: u64) -> u32 {
		let index = mechanism.index();
		let mut count: u32 = 0;
		for (hotkey, commit) in TimelockedCommits::<T>::iter_prefix(index) {
			if commit.reveal_epoch == epoch {
				TimelockQueue::<T>::insert((commit.round.to_be_bytes(), index, hotkey), ());
			}
			count = count.saturating_add(1); // clamp: one per neuron
		}
		count
	}
}
