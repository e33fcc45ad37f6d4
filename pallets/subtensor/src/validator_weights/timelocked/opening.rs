//! Opening time-locked weights: some in each block, by ascending round.
//!
//! Those whose epoch has come stand in a queue, by round, then mechanism, then hash of the hotkey. A block goes through it from where the
//! last one stopped, up to the newest round that is out; then the next begins with the lowest round again. It looks at
//! [`MOST_LOOKED_AT`] commits at most, and opens no more once that took a [`PART_OF_A_BLOCK`]. A round that is missing delays its
//! commits, and none that stand behind it.
//!
//! This comes before the block's epochs, so that an epoch sees all that could be opened before it.

use super::{super::WeightBook, Payload, TimelockedCommit};
use crate::{
	BlockAtRegistration, Config, Event, MaxTimelockKey, MaxTimelockedBytes, Pallet, TimelockCursor,
	TimelockQueue, TimelockedCommits, TimelockedWeightCommits, WeightInfo, WeightsAsOf,
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
use subtensor_types::{Bounded, Mechanism, NetUidStorageIndex, RoundNumber, Timelock, TimelockError};

/// The most commits at which a block looks.
pub const MOST_LOOKED_AT: usize = 128;

/// How much of a block's time openings take before they stop: the last one may exceed it.
pub const PART_OF_A_BLOCK: Perbill = Perbill::from_percent(10);

/// Why time-locked weights were not set when they opened. The commit is gone.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum TimelockFailure {
	/// The bytes are no ciphertext to this round.
	Broken,
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
		let newest = T::Timelock::last_round();
		let most = PART_OF_A_BLOCK.mul_floor(T::BlockWeights::get().max_block.ref_time());
		let before = TimelockCursor::<T>::get();
		let places = Self::places_from(before.clone(), newest);
		let goes_on = places.len() == MOST_LOOKED_AT;
		let mut spent = T::WeightInfo::open_timelocked_idle();
		let mut left = places.into_iter();
		let mut stopped_at = None;
		for place in left.by_ref() {
			spent = spent.saturating_add(Self::open_place(&place)); // clamp: a sum of weights
			stopped_at = Some(place);
			if spent.ref_time() >= most {
				break;
			}
		}
		let stopped = goes_on || left.next().is_some();
		Self::move_cursor(before, stopped_at.filter(|_| stopped));
		spent
	}

	/// The places after the cursor, up to the newest round that is out.
	fn places_from(cursor: Option<Bounded<u8, MaxTimelockKey>>, newest: RoundNumber) -> Vec<Place<T>> {
		let keys = match cursor {
			Some(key) => TimelockQueue::<T>::iter_keys_from(key.into_inner()),
			None => TimelockQueue::<T>::iter_keys(),
		};
		keys.map(|(round, index, hotkey)| (RoundNumber::from_be_bytes(round), index, hotkey))
			.take_while(|(round, ..)| *round <= newest)
			.take(MOST_LOOKED_AT)
			.collect()
	}

	/// Notes where the next block goes on: behind the last place, or with the lowest round.
	fn move_cursor(before: Option<Bounded<u8, MaxTimelockKey>>, last: Option<Place<T>>) {
		let key = last.map(|(round, index, hotkey)| {
			TimelockQueue::<T>::hashed_key_for((round.to_be_bytes(), index, hotkey))
		});
		match key.map(Bounded::try_from) {
			Some(Ok(key)) => TimelockCursor::<T>::put(key),
			Some(Err(_too_long)) => log::error!("a key of the queue of time-locked weights is too long"),
			None if before.is_some() => TimelockCursor::<T>::kill(),
			None => {}
		}
	}

	/// Opens the commit at a place if its round is out and weights are hidden there: else it waits. Returns what was done, as weight.
	fn open_place((round, index, hotkey): &Place<T>) -> Weight {
		let mechanism = Mechanism::from(*index);
		let looked = T::WeightInfo::look_at_timelocked();
		// What is void goes with the next epoch, or with the subnet.
		if !T::Timelock::has_pulse(*round) || Self::ensure_hidden(mechanism).is_err() {
			return looked;
		}
		let Some((commit, ciphertext, listed)) = Self::waiting(mechanism, hotkey) else {
			log::error!("the queue of time-locked weights names a commit that is not there");
			TimelockQueue::<T>::remove((round.to_be_bytes(), index, hotkey));
			return looked;
		};
		let length = u32::try_from(ciphertext.len()).unwrap_or(u32::MAX);
		let opening = T::Timelock::open_weight(length);
		let text = match T::Timelock::open(&ciphertext, *round) {
			Err(TimelockError::NoPulse) => return looked.saturating_add(opening), // clamp: a sum of weights
			Err(TimelockError::Broken) => Err(TimelockFailure::Broken),
			Ok(text) => Ok(text),
		};
		Self::forget_timelocked(mechanism, hotkey);
		let dests = Self::report_opened(hotkey, mechanism, commit, text);
		looked
			.saturating_add(opening) // clamp: a sum of weights
			.saturating_add(T::WeightInfo::set_timelocked(listed, dests)) // clamp: a sum of weights
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
