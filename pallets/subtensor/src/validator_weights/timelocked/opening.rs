//! Opening time-locked weights: some in each block, by ascending round.
//!
//! Those whose epoch has come stand in a queue, by round, then by the bytes of the mechanism's index, then by a hash of the
//! hotkey. A block takes from its beginning what is
//! locked to rounds up to the newest one that is out: [`MOST_OPENED`] commits at most, and no more once that took a [`PART_OF_A_BLOCK`].
//! A round that is late delays its commits. One that was left out while a later one is out never comes: its commits fail.
//!
//! This comes before the block's epochs, so that an epoch sees all that could be opened before it.

use super::{super::WeightBook, Payload, TimelockedCommit};
use crate::{
	BlockAtRegistration, Config, Event, MaxTimelockedBytes, Pallet, TimelockQueue, TimelockedCommits,
	TimelockedWeightCommits, WeightInfo, WeightsAsOf,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, Get},
	weights::Weight,
};
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use subtensor_types::{
	Bounded, Mechanism, NetUidStorageIndex, Opening, RoundNumber, Timelock, TimelockError,
};

/// The most commits that a block opens.
pub const MOST_OPENED: usize = 128;

/// How much of a block's time openings take before they stop: the last one may exceed it.
pub const PART_OF_A_BLOCK: Perbill = Perbill::from_percent(10);

/// Why time-locked weights were not set when they opened. The commit is gone.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum TimelockFailure {
	/// The bytes are no ciphertext to this round.
	Broken,
	/// The chain left the round out, or has forgotten its pulse: nobody can open what is locked to it.
	NoPulse,
	/// What was hidden are no weights.
	NoWeights,
	/// The weights name another hotkey: they were copied.
	AnothersWeights,
	/// The validator has set weights since that speak as of the commit's block or later.
	Outdated,
	/// They are weights that the validator may not give.
	Refused(DispatchError),
}

/// A place in the queue.
type Place<T> = (
	RoundNumber,
	NetUidStorageIndex,
	<T as frame_system::Config>::AccountId,
);

impl<T: Config> WeightBook<T> {
	/// Opens what can be opened in this block. Returns what was done, as weight.
	pub fn open_timelocked() -> Weight {
		let most = PART_OF_A_BLOCK.mul_floor(T::BlockWeights::get().max_block.ref_time());
		let mut spent = T::WeightInfo::open_timelocked_idle();
		for place in Self::places_until(T::Timelock::last_round()) {
			if spent.ref_time() >= most {
				break;
			}
			spent = spent.saturating_add(Self::open_place(&place)); // clamp: a sum of weights
		}
		spent
	}

	/// The first places, up to a round.
	fn places_until(newest: RoundNumber) -> Vec<Place<T>> {
		TimelockQueue::<T>::iter_keys()
			.map(|(round, index, hotkey)| (RoundNumber::from_be_bytes(round), index, hotkey))
			.take_while(|(round, ..)| *round <= newest)
			.take(MOST_OPENED)
			.collect()
	}

	/// Opens the commit at a place, which leaves the queue. Returns what was done, as weight.
	fn open_place((round, index, hotkey): &Place<T>) -> Weight {
		let mechanism = Mechanism::from(*index);
		let looked = T::WeightInfo::look_at_timelocked();
		let Some((commit, ciphertext, listed)) = Self::waiting(mechanism, hotkey) else {
			log::error!("the queue of time-locked weights names a commit that is not there");
			TimelockQueue::<T>::remove((round.to_be_bytes(), index, hotkey));
			return looked;
		};
		Self::forget_timelocked(mechanism, hotkey);
		let (text, opening) = Self::open_hidden(mechanism, &ciphertext, *round);
		let dests = Self::report_opened(hotkey, mechanism, commit, text);
		looked
			.saturating_add(opening) // clamp: a sum of weights
			.saturating_add(T::WeightInfo::set_timelocked(listed, dests)) // clamp: a sum of weights
	}

	/// The text of a ciphertext, and what it took to open it: nothing where weights are no longer hidden.
	fn open_hidden(
		mechanism: Mechanism,
		ciphertext: &[u8],
		round: RoundNumber,
	) -> (Result<Vec<u8>, TimelockFailure>, Weight) {
		if let Err(reason) = Self::ensure_hidden(mechanism) {
			return (Err(TimelockFailure::Refused(reason)), Weight::zero());
		}
		let Opening { text, weight } = T::Timelock::open(ciphertext, round);
		let text = text.map_err(|error| match error {
			TimelockError::NoPulse => TimelockFailure::NoPulse,
			TimelockError::Broken => TimelockFailure::Broken,
		});
		(text, weight)
	}

	/// A commit with its ciphertext, and how many stand in its list.
	fn waiting(
		mechanism: Mechanism,
		hotkey: &T::AccountId,
	) -> Option<(TimelockedCommit, Bounded<u8, MaxTimelockedBytes>, u32)> {
		let index = mechanism.index();
		let commit = TimelockedCommits::<T>::get(index, hotkey)?;
		let list = TimelockedWeightCommits::<T>::get(index, commit.epoch).into_inner();
		let listed = u32::try_from(list.len()).unwrap_or(u32::MAX);
		let (.., ciphertext, _round) = list.into_iter().find(|(other, ..)| other == hotkey)?;
		Some((commit, ciphertext, listed))
	}

	/// Sets weights that were opened, or says why not. Returns how many destinations they had.
	fn report_opened(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		commit: TimelockedCommit,
		text: Result<Vec<u8>, TimelockFailure>,
	) -> u32 {
		let payload = text.and_then(|text| Payload::read(&text).ok_or(TimelockFailure::NoWeights));
		let dests = payload.as_ref().map_or(0, |payload| payload.uids.len());
		let set = payload.and_then(|payload| Self::set_opened(hotkey, mechanism, commit, &payload));
		let index = mechanism.index();
		Pallet::<T>::deposit_event(match set {
			Ok(()) => Event::TimelockedWeightsRevealed(index, hotkey.clone()),
			Err(reason) => Event::TimelockedWeightsFailed {
				netuid_index: index,
				hotkey: hotkey.clone(),
				reason,
			},
		});
		u32::try_from(dests).unwrap_or(u32::MAX)
	}

	/// Sets weights that were opened, as a reveal of hashed ones would. The validator's older hashes are forgotten.
	fn set_opened(
		hotkey: &T::AccountId,
		mechanism: Mechanism,
		commit: TimelockedCommit,
		payload: &Payload,
	) -> Result<(), TimelockFailure> {
		ensure!(payload.is_of(hotkey), TimelockFailure::AnothersWeights);
		let (netuid, index) = (mechanism.netuid, mechanism.index());
		let refused = TimelockFailure::Refused;
		let uid = Self::ensure_staked_neuron(hotkey, netuid).map_err(|error| refused(error.into()))?;
		let present = WeightsAsOf::<T>::get(index, uid);
		ensure!(
			present.is_none_or(|block| block < commit.block),
			TimelockFailure::Outdated
		);
		let submission = payload.submission();
		Self::ensure_acceptable(hotkey, netuid, uid, submission).map_err(refused)?;
		let meant = |(dest, _): &(u16, u16)| BlockAtRegistration::<T>::get(netuid, *dest) < commit.block;
		let entries = submission.entries().filter(meant);
		Self::store(mechanism, uid, entries, commit.block).map_err(refused)?;
		Self::forget_hashes_until(mechanism, hotkey, commit.block);
		Pallet::<T>::deposit_event(Event::WeightsSet(index, uid));
		Ok(())
	}
}
