//! Who may commit what, and writing it down. Owns the pallet's storage but `MaxSpace`.

use crate::{
	CommitmentInfo, CommitmentOf, Config, Data, Error, Event, LastBondsReset, MaxSpace, Pallet, Registration,
	RevealedCommitments, UsageTracker, UsedSpaceOf, WeightInfo, locks::rounds,
};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResultWithPostInfo, Weight},
};
use pallet_subtensor::{
	BondsResetOn, Config as SubtensorConfig, EpochRunner, KeyRegistry, LastEpochBlock, MechanismRegistry,
	NeuronRecords, SubnetEpochIndex, SubnetRegistry, SubnetworkN, Uids,
};
use sp_runtime::SaturatedConversion;
use subtensor_types::{NetUid, Timelock, Uid};

/// The least that a commitment takes of the budget, in bytes.
pub const LEAST_SPACE: u32 = 100;

/// How many rounds a locked field's may be out already: about as many as come while a client's commitment is on its way.
///
/// No more, because what is locked to an earlier round opens first: whoever could name any round would stand before all others for ever.
pub const ROUNDS_LATE: u64 = 20;

/// Keeps commitments. Alone writes all of the pallet's storage but `MaxSpace`.
pub struct CommitmentBook<T>(PhantomData<T>);

impl<T: Config> CommitmentBook<T> {
	/// What a commitment costs at most: where it asks for an end of bonds, every neuron may have some in every mechanism.
	pub fn weight(netuid: NetUid, info: &CommitmentInfo<T::MaxFields>) -> Weight {
		if info.fields.contains(&Data::ResetBondsFlag) {
			let neurons = u32::from(SubnetworkN::<T>::get(netuid));
			let rows = neurons.saturating_mul(MechanismRegistry::<T>::count(netuid)); // clamp: at most 4,096
			<T as Config>::WeightInfo::set_commitment_and_reset(rows)
		} else {
			<T as Config>::WeightInfo::set_commitment()
		}
	}

	/// Bytes that a commitment takes of the budget.
	pub(crate) fn space(info: &CommitmentInfo<T::MaxFields>) -> u32 {
		u32::try_from(info.encoded_size())
			.unwrap_or(u32::MAX) // clamp: no more than three fields
			.max(LEAST_SPACE)
	}

	/// Whether a hotkey may commit this now. Returns its uid, and what it has used then.
	pub(crate) fn check(
		hotkey: &T::AccountId,
		netuid: NetUid,
		info: &CommitmentInfo<T::MaxFields>,
	) -> Result<(Uid, UsageTracker), Error<T>> {
		ensure!(
			SubnetRegistry::<T>::ensure_exists(netuid).is_ok(),
			Error::<T>::AccountNotAllowedCommit
		);
		let uid = Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::AccountNotAllowedCommit)?;
		let mut fields = info.fields.iter();
		ensure!(
			!fields.any(|field| matches!(field, Data::TimelockRevealFailed { .. })),
			Error::<T>::TimelockRevealFailedNotAllowed
		);
		let newest = <T as SubtensorConfig>::Timelock::last_round();
		let mut locked = rounds(&info.fields);
		ensure!(
			locked.all(|round| newest < round.saturating_add(ROUNDS_LATE)), // clamp: then it is far ahead
			Error::<T>::InvalidRevealRound
		);

		let last_epoch = SubnetEpochIndex::<T>::get(netuid);
		let used = UsedSpaceOf::<T>::get(netuid, hotkey)
			.filter(|usage| usage.last_epoch == last_epoch)
			.map_or(0, |usage| usage.used_space);
		let used_space = used
			.checked_add(u64::from(Self::space(info)))
			.filter(|used| *used <= u64::from(MaxSpace::<T>::get()))
			.ok_or(Error::<T>::SpaceLimitExceeded)?;
		Ok((
			uid,
			UsageTracker {
				last_epoch,
				used_space,
			},
		))
	}

	/// Writes down what a hotkey commits.
	pub(crate) fn set(
		hotkey: &T::AccountId,
		netuid: NetUid,
		info: CommitmentInfo<T::MaxFields>,
	) -> DispatchResultWithPostInfo {
		let (uid, usage) = Self::check(hotkey, netuid, &info)?;
		let block = frame_system::Pallet::<T>::block_number();
		let weight = if info.fields.contains(&Data::ResetBondsFlag) && Self::may_reset(hotkey, netuid) {
			EpochRunner::<T>::forget_bonds_to(netuid, uid);
			LastBondsReset::<T>::insert(netuid, hotkey, block);
			Self::weight(netuid, &info)
		} else {
			<T as Config>::WeightInfo::set_commitment()
		};
		UsedSpaceOf::<T>::insert(netuid, hotkey, usage);
		if let Some(former) = CommitmentOf::<T>::get(netuid, hotkey) {
			Self::unqueue_locks(netuid, hotkey, &former.info.fields);
		}
		Self::queue_locks(netuid, hotkey, &info.fields);
		let locked: Vec<u64> = rounds(&info.fields).collect();
		let registration = Registration {
			deposit: 0,
			block,
			info,
		};
		CommitmentOf::<T>::insert(netuid, hotkey, registration);
		KeyRegistry::<T>::confirm(hotkey);
		Pallet::<T>::deposit_event(Event::Commitment {
			netuid,
			who: hotkey.clone(),
		});
		for reveal_round in locked {
			Pallet::<T>::deposit_event(Event::TimelockCommitment {
				netuid,
				who: hotkey.clone(),
				reveal_round,
			});
		}
		Ok(Some(weight).into())
	}

	/// Whether bonds to a neuron end when it asks for it: the owner enabled that, and there was an epoch since it asked last.
	fn may_reset(hotkey: &T::AccountId, netuid: NetUid) -> bool {
		let last = LastBondsReset::<T>::get(netuid, hotkey);
		BondsResetOn::<T>::get(netuid)
			&& last.is_none_or(|block| {
				// clamp: block numbers are u32
				block.saturated_into::<u64>() < LastEpochBlock::<T>::get(netuid)
			})
	}
}

impl<T: Config> NeuronRecords<T::AccountId> for Pallet<T> {
	fn forget(netuid: NetUid, hotkey: &T::AccountId) {
		if let Some(commitment) = CommitmentOf::<T>::take(netuid, hotkey) {
			CommitmentBook::<T>::unqueue_locks(netuid, hotkey, &commitment.info.fields);
		}
		RevealedCommitments::<T>::remove(netuid, hotkey);
		UsedSpaceOf::<T>::remove(netuid, hotkey);
		LastBondsReset::<T>::remove(netuid, hotkey);
	}

	fn rename(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
		if let Some(commitment) = CommitmentOf::<T>::take(netuid, old) {
			CommitmentBook::<T>::unqueue_locks(netuid, old, &commitment.info.fields);
			CommitmentBook::<T>::queue_locks(netuid, new, &commitment.info.fields);
			CommitmentOf::<T>::insert(netuid, new, commitment);
		}
		if let Some(texts) = RevealedCommitments::<T>::take(netuid, old) {
			RevealedCommitments::<T>::insert(netuid, new, texts);
		}
		if let Some(used) = UsedSpaceOf::<T>::take(netuid, old) {
			UsedSpaceOf::<T>::insert(netuid, new, used);
		}
		if let Some(block) = LastBondsReset::<T>::take(netuid, old) {
			LastBondsReset::<T>::insert(netuid, new, block);
		}
	}

	fn commitments(netuid: NetUid) -> Vec<(T::AccountId, Vec<u8>)> {
		CommitmentOf::<T>::iter_prefix(netuid)
			.map(|(hotkey, registration)| (hotkey, registration.encode()))
			.collect()
	}
}
