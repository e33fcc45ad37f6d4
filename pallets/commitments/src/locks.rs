//! Fields that are locked until a round of a beacon: opened by the chain once the round is out, some in each block.
//!
//! They stand in a queue by round, then subnet, then hash of the hotkey. A block goes through it from where the last one stopped, up
//! to the newest round that is out; it looks at [`MOST_LOOKED_AT`] places at most, and opens no more once that took a
//! [`PART_OF_A_BLOCK`]. A round that is missing delays what is locked to it; what waits
//! for a round that never comes is looked at again each time round. What opened leaves the commitment and stands
//! among what the neuron has revealed, the last [`MOST_REVEALED`] of it; what will never open stays, marked.

use crate::{
	CommitmentBook, CommitmentOf, Config, Data, Event, LockCursor, LockQueue, MaxLockKey, MaxRevealed,
	Pallet, RevealedCommitments, WeightInfo,
	fields::{MAX_LOCKED, Registration},
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	BoundedVec,
	pallet_prelude::{ConstU32, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_subtensor::Config as SubtensorConfig;
use scale_info::TypeInfo;
use sp_runtime::{Perbill, SaturatedConversion};
use subtensor_types::{Bounded, NetUid, Rao, RoundNumber, Timelock, TimelockError};

/// The most places at which a block looks.
pub const MOST_LOOKED_AT: usize = 64;
/// How much of a block's time openings take before they stop: the last one may exceed it.
pub const PART_OF_A_BLOCK: Perbill = Perbill::from_percent(5);
/// How many of a neuron's revealed texts are kept.
pub const MOST_REVEALED: u32 = 10;

/// A text that was revealed.
pub type Text = Bounded<u8, ConstU32<MAX_LOCKED>>;

/// Why a locked field was not opened, and never will be.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum RevealFailure {
	/// The bytes are no ciphertext to this round.
	Broken,
}

/// A place in the queue.
type Place<T> = (RoundNumber, NetUid, <T as frame_system::Config>::AccountId);

/// A commitment as this chain keeps it.
type Kept<T> = Registration<Rao, <T as Config>::MaxFields, BlockNumberFor<T>>;

impl<T: Config> CommitmentBook<T> {
	/// Puts a commitment's locked fields into the queue.
	pub(crate) fn queue_locks(netuid: NetUid, hotkey: &T::AccountId, fields: &[Data]) {
		for round in rounds(fields) {
			LockQueue::<T>::insert((round.to_be_bytes(), netuid, hotkey), ());
		}
	}

	/// Takes a commitment's locked fields off the queue.
	pub(crate) fn unqueue_locks(netuid: NetUid, hotkey: &T::AccountId, fields: &[Data]) {
		for round in rounds(fields) {
			LockQueue::<T>::remove((round.to_be_bytes(), netuid, hotkey));
		}
	}

	/// Opens what can be opened in this block. Returns what was done, as weight.
	pub(crate) fn open_locks() -> Weight {
		let newest = <T as SubtensorConfig>::Timelock::last_round();
		let most = PART_OF_A_BLOCK.mul_floor(T::BlockWeights::get().max_block.ref_time());
		let before = LockCursor::<T>::get();
		let places = Self::places_from(before.clone(), newest);
		let goes_on = places.len() == MOST_LOOKED_AT;
		let mut spent = <T as Config>::WeightInfo::open_locks_idle();
		let mut left = places.into_iter();
		let mut last = None;
		for place in left.by_ref() {
			spent = spent.saturating_add(Self::open_place(&place)); // clamp: a sum of weights
			last = Some(place);
			if spent.ref_time() >= most {
				break;
			}
		}
		let stopped = goes_on || left.next().is_some();
		match last.filter(|_| stopped) {
			Some((round, netuid, hotkey)) => {
				let key = LockQueue::<T>::hashed_key_for((round.to_be_bytes(), netuid, hotkey));
				match BoundedVec::try_from(key) {
					Ok(key) => LockCursor::<T>::put(key),
					Err(_too_long) => LockCursor::<T>::kill(),
				}
			}
			None if before.is_some() => LockCursor::<T>::kill(),
			None => {}
		}
		spent
	}

	/// The places after the cursor, up to the newest round that is out.
	fn places_from(cursor: Option<BoundedVec<u8, MaxLockKey>>, newest: RoundNumber) -> Vec<Place<T>> {
		let keys = match cursor {
			Some(key) => LockQueue::<T>::iter_keys_from(key.into_inner()),
			None => LockQueue::<T>::iter_keys(),
		};
		keys.map(|(round, netuid, hotkey)| (RoundNumber::from_be_bytes(round), netuid, hotkey))
			.take_while(|(round, ..)| *round <= newest)
			.take(MOST_LOOKED_AT)
			.collect()
	}

	/// Opens the fields at a place if its round is out. Returns what was done, as weight.
	fn open_place((round, netuid, hotkey): &Place<T>) -> Weight {
		let looked = <T as Config>::WeightInfo::look_at_lock();
		if !<T as SubtensorConfig>::Timelock::has_pulse(*round) {
			return looked;
		}
		LockQueue::<T>::remove((round.to_be_bytes(), netuid, hotkey));
		let mut spent = looked.saturating_add(<T as Config>::WeightInfo::reveal()); // clamp: a sum of weights
		let Some(kept) = CommitmentOf::<T>::get(netuid, hotkey) else {
			return spent;
		};
		let mut fields = Vec::new();
		for field in &kept.info.fields {
			match field {
				Data::TimelockEncrypted {
					encrypted,
					reveal_round,
				} if reveal_round == round => {
					let length = u32::try_from(encrypted.len()).unwrap_or(u32::MAX);
					let opening = <T as SubtensorConfig>::Timelock::open_weight(length);
					spent = spent.saturating_add(opening); // clamp: a sum of weights
					fields.extend(Self::open_field(*netuid, hotkey, encrypted, *round));
				}
				other => fields.push(other.clone()),
			}
		}
		Self::keep(*netuid, hotkey, kept, fields);
		spent
	}

	/// Opens a field, and notes its text. What stays of the field, if anything does.
	fn open_field(
		netuid: NetUid,
		hotkey: &T::AccountId,
		encrypted: &BoundedVec<u8, ConstU32<MAX_LOCKED>>,
		reveal_round: RoundNumber,
	) -> Option<Data> {
		let opened = <T as SubtensorConfig>::Timelock::open(encrypted, reveal_round);
		// A text is shorter than its ciphertext, so that it fits.
		let text = opened.and_then(|text| Text::try_from(text).map_err(|_long| TimelockError::Broken));
		let who = hotkey.clone();
		match text {
			Ok(text) => {
				Self::reveal(netuid, hotkey, text);
				Pallet::<T>::deposit_event(Event::CommitmentRevealed { netuid, who });
				None
			}
			Err(_broken) => {
				Pallet::<T>::deposit_event(Event::CommitmentRevealFailed {
					netuid,
					who,
					reveal_round,
					error: RevealFailure::Broken,
				});
				Some(Data::TimelockRevealFailed {
					encrypted: encrypted.clone(),
					reveal_round,
				})
			}
		}
	}

	/// Adds a text to those that a neuron has revealed. The oldest makes room.
	fn reveal(netuid: NetUid, hotkey: &T::AccountId, text: Text) {
		let block: u64 = frame_system::Pallet::<T>::block_number().saturated_into(); // clamp: block numbers are u32
		let mut texts = RevealedCommitments::<T>::get(netuid, hotkey)
			.map(Bounded::into_inner)
			.unwrap_or_default();
		texts.push((text, block));
		let surplus = texts.len().saturating_sub(MOST_REVEALED as usize); // clamp: none is too many
		let newest = texts.split_off(surplus);
		if let Ok(newest) = Bounded::<_, MaxRevealed>::try_from(newest) {
			RevealedCommitments::<T>::insert(netuid, hotkey, newest);
		}
	}

	/// Keeps a commitment with what is left of its fields; nothing if all of them opened.
	fn keep(netuid: NetUid, hotkey: &T::AccountId, mut kept: Kept<T>, fields: Vec<Data>) {
		if fields.is_empty() {
			CommitmentOf::<T>::remove(netuid, hotkey);
		} else if let Ok(fields) = BoundedVec::try_from(fields) {
			kept.info.fields = fields;
			CommitmentOf::<T>::insert(netuid, hotkey, kept);
		}
	}
}

/// The rounds to which fields are locked.
pub(crate) fn rounds(fields: &[Data]) -> impl Iterator<Item = RoundNumber> {
	fields.iter().filter_map(|field| match field {
		Data::TimelockEncrypted { reveal_round, .. } => Some(*reveal_round),
		_ => None,
	})
}
