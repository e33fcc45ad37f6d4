//! Fields that are locked until a round of a beacon: opened by the chain once the round is out, some in each block.
//!
//! They stand in a queue by round, then by the bytes of the subnet's number, then by a hash of the hotkey. A block takes from its beginning what is locked to rounds up
//! to the newest one that is out: of [`MOST_OPENED`] commitments at most, and no more once that took a [`PART_OF_A_BLOCK`]. A round that is
//! late delays what is locked to it. What opened leaves the commitment and stands among what the neuron has revealed, the last
//! [`MOST_REVEALED`] of it; what will never open stays, marked.

use crate::{
	CommitmentBook, CommitmentOf, Config, Data, Event, LockQueue, MaxRevealed, Pallet, RevealedCommitments,
	WeightInfo,
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
use subtensor_types::{Bounded, NetUid, Opening, Rao, RoundNumber, Timelock, TimelockError};

/// The most commitments whose fields a block opens.
pub const MOST_OPENED: usize = 64;
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
	/// The chain left the round out, or has forgotten its pulse: nobody can open what is locked to it.
	NoPulse,
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
		let most = PART_OF_A_BLOCK.mul_floor(T::BlockWeights::get().max_block.ref_time());
		let mut spent = <T as Config>::WeightInfo::open_locks_idle();
		for place in Self::places_until(<T as SubtensorConfig>::Timelock::last_round()) {
			if spent.ref_time() >= most {
				break;
			}
			spent = spent.saturating_add(Self::open_place(&place)); // clamp: a sum of weights
		}
		spent
	}

	/// The first places, up to a round.
	fn places_until(newest: RoundNumber) -> Vec<Place<T>> {
		LockQueue::<T>::iter_keys()
			.map(|(round, netuid, hotkey)| (RoundNumber::from_be_bytes(round), netuid, hotkey))
			.take_while(|(round, ..)| *round <= newest)
			.take(MOST_OPENED)
			.collect()
	}

	/// Opens the fields at a place, which leaves the queue. Returns what was done, as weight.
	fn open_place((round, netuid, hotkey): &Place<T>) -> Weight {
		LockQueue::<T>::remove((round.to_be_bytes(), netuid, hotkey));
		let mut spent = <T as Config>::WeightInfo::reveal();
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
					let Opening { text, weight } = <T as SubtensorConfig>::Timelock::open(encrypted, *round);
					spent = spent.saturating_add(weight); // clamp: a sum of weights
					// A text is shorter than its ciphertext, so that it fits.
					match text.and_then(|text| Text::try_from(text).map_err(|_long| TimelockError::Broken)) {
						Ok(text) => Self::reveal(*netuid, hotkey, text),
						Err(error) => {
							Self::report_failure(*netuid, hotkey, *round, error);
							fields.push(Data::TimelockRevealFailed {
								encrypted: encrypted.clone(),
								reveal_round: *round,
							});
						}
					}
				}
				other => fields.push(other.clone()),
			}
		}
		Self::keep(*netuid, hotkey, kept, fields);
		spent
	}

	fn report_failure(
		netuid: NetUid,
		hotkey: &T::AccountId,
		reveal_round: RoundNumber,
		error: TimelockError,
	) {
		Pallet::<T>::deposit_event(Event::CommitmentRevealFailed {
			netuid,
			who: hotkey.clone(),
			reveal_round,
			error: match error {
				TimelockError::Broken => RevealFailure::Broken,
				TimelockError::NoPulse => RevealFailure::NoPulse,
			},
		});
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
		let who = hotkey.clone();
		Pallet::<T>::deposit_event(Event::CommitmentRevealed { netuid, who });
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
