//! What owners ask for: children, a take, the end of a relation.

use super::{ChildkeyRegistry, Children};
use crate::{
	ChildkeyChoices, ChildkeyQueue, ChildkeyQueueEnds, ChildkeyRateLimit, ChildkeyTake, Config, Error, Event,
	KeyRegistry, MAX_CHILDREN, MaxChildkeyTake, Pace, Pallet, ParentKeys, PendingChildKeyCooldown,
	PendingChildKeys, StakeLedger, StakeThreshold, SubnetRegistry, TxChildkeyTakeRateLimit, owner_of,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use subtensor_types::{Bounded, NetUid};

impl<T: Config> ChildkeyRegistry<T> {
	/// Notes the children that a hotkey will have on a subnet once the cooldown is over. They replace what it chose before and
	/// does not count yet.
	pub fn choose(
		coldkey: &T::AccountId,
		hotkey: &T::AccountId,
		netuid: NetUid,
		children: Vec<(u64, T::AccountId)>,
	) -> DispatchResult {
		Self::ensure_can_choose(coldkey, hotkey, netuid)?;
		let mut choice = ChildkeyChoices::<T>::get(hotkey, netuid).unwrap_or_default();
		ensure!(
			Self::pace(hotkey, netuid).allows(Pallet::<T>::now()),
			Error::<T>::TxRateLimitExceeded
		);
		let children = Self::checked(hotkey, netuid, children)?;
		let now = Pallet::<T>::now();
		let due = now
			.checked_add(PendingChildKeyCooldown::<T>::get())
			.ok_or(Error::<T>::Overflow)?;

		choice.children_at = Some(now);
		choice.queued = Some(Self::enqueue(hotkey, netuid, choice.queued)?);
		Self::note_choice(hotkey, netuid, choice);
		PendingChildKeys::<T>::insert(netuid, hotkey, (children.clone(), due));
		Pallet::<T>::deposit_event(Event::SetChildrenScheduled(
			hotkey.clone(),
			netuid,
			due,
			children.into_inner(),
		));
		Ok(())
	}

	/// Sets the take of a hotkey's owner from what the hotkey's parents earn on a subnet.
	///
	/// It can be lowered at any time, and raised once it has stood for a while; a raise counts only after [`Self::notice`]. So parents see it
	/// coming. Raising, lowering and raising again is no way around.
	pub fn set_take(
		coldkey: &T::AccountId,
		hotkey: &T::AccountId,
		netuid: NetUid,
		take: u16,
	) -> DispatchResult {
		Self::ensure_can_choose(coldkey, hotkey, netuid)?;
		ensure!(
			take >= Self::least_take(netuid) && take <= MaxChildkeyTake::<T>::get(),
			Error::<T>::InvalidChildkeyTake
		);
		let mut choice = ChildkeyChoices::<T>::get(hotkey, netuid).unwrap_or_default();
		let now = Pallet::<T>::now();
		let raises = take > ChildkeyTake::<T>::get(hotkey, netuid);
		ensure!(
			!raises || Self::take_pace(hotkey, netuid).allows(now),
			Error::<T>::TxChildkeyTakeRateLimitExceeded
		);
		let counts = now.checked_add(Self::notice()).ok_or(Error::<T>::Overflow)?;
		let present = Self::take(hotkey, netuid);
		choice.standing = if raises {
			Some((present, counts))
		} else {
			choice.standing.filter(|_standing| take > present)
		};

		choice.take_at = Some(now);
		Self::note_choice(hotkey, netuid, choice);
		ChildkeyTake::<T>::insert(hotkey, netuid, take);
		Pallet::<T>::deposit_event(Event::ChildKeyTakeSet(hotkey.clone(), take));
		Ok(())
	}

	/// Ends the relation of a hotkey to one of its parents at once, and takes the hotkey out of what that parent chose and does not
	/// count yet. `signer` is the hotkey or its owner.
	pub fn reject_parent(
		signer: &T::AccountId,
		hotkey: &T::AccountId,
		netuid: NetUid,
		parent: &T::AccountId,
	) -> DispatchResult {
		let owner = owner_of::<T>(hotkey).ok_or(Error::<T>::HotKeyAccountNotExists)?;
		ensure!(
			signer == hotkey || *signer == owner,
			Error::<T>::NonAssociatedColdKey
		);
		let related = ParentKeys::<T>::get(hotkey, netuid)
			.iter()
			.any(|(_part, known)| known == parent);
		let chosen = PendingChildKeys::<T>::get(netuid, parent)
			.0
			.iter()
			.any(|(_part, child)| child == hotkey);
		ensure!(related || chosen, Error::<T>::ChildParentInconsistency);

		if chosen {
			PendingChildKeys::<T>::mutate(netuid, parent, |(children, _due)| {
				children.retain(|(_part, child)| child != hotkey)
			});
		}
		if related {
			Self::end(parent, hotkey, netuid);
		}
		if signer == hotkey {
			KeyRegistry::<T>::confirm(hotkey);
		}
		Pallet::<T>::deposit_event(Event::ParentRejected {
			netuid,
			child: hotkey.clone(),
			parent: parent.clone(),
		});
		Ok(())
	}

	/// Blocks from raising a take to when it counts: a parent that has just chosen children waits until it may choose again, then for its
	/// choice to count, and has as long again for noticing.
	pub fn notice() -> u64 {
		let cooldown = PendingChildKeyCooldown::<T>::get();
		cooldown
			.saturating_add(cooldown) // clamp: parameters are bounded far below 2^63
			.saturating_add(ChildkeyRateLimit::<T>::get()) // clamp: as above
	}

	/// Refuses root and subnets that do not exist, hotkeys of others, and a hotkey whose relations under a former owner still end.
	fn ensure_can_choose(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
		ensure!(
			!netuid.is_root(),
			Error::<T>::RegistrationNotPermittedOnRootSubnet
		);
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		// Clients expect no difference between somebody else's hotkey and nobody's.
		let owned = owner_of::<T>(hotkey).as_ref() == Some(coldkey);
		ensure!(owned, Error::<T>::NonAssociatedColdKey);
		ensure!(!Self::is_ending(hotkey), Error::<T>::ChildkeysAreEnding);
		Ok(())
	}

	/// How often children can be chosen, and when they were last.
	pub fn pace(hotkey: &T::AccountId, netuid: NetUid) -> Pace {
		Pace {
			limit: ChildkeyRateLimit::<T>::get(),
			last: ChildkeyChoices::<T>::get(hotkey, netuid).and_then(|choice| choice.children_at),
		}
	}

	/// How long a take has to stand before it is raised, and when it was last set.
	pub fn take_pace(hotkey: &T::AccountId, netuid: NetUid) -> Pace {
		Pace {
			limit: TxChildkeyTakeRateLimit::<T>::get(),
			last: ChildkeyChoices::<T>::get(hotkey, netuid).and_then(|choice| choice.take_at),
		}
	}

	/// The children that a hotkey can have on a subnet, or why it cannot have these.
	fn checked(
		hotkey: &T::AccountId,
		netuid: NetUid,
		children: Vec<(u64, T::AccountId)>,
	) -> Result<Children<T>, DispatchError> {
		let children: Children<T> =
			Bounded::try_from(children).map_err(|_long| Error::<T>::TooManyChildren)?;
		let sum = children
			.iter()
			.try_fold(0u64, |sum, (part, _child)| sum.checked_add(*part));
		ensure!(sum.is_some(), Error::<T>::ProportionOverflow);
		let twice = |(place, (_part, child)): (usize, &(u64, T::AccountId))| {
			children.iter().take(place).any(|(_part, before)| before == child)
		};
		ensure!(
			!children.iter().enumerate().any(twice),
			Error::<T>::DuplicateChild
		);
		ensure!(
			children
				.iter()
				.all(|(part, child)| *part > 0 && child != hotkey && Self::can_be_child(child, netuid)),
			Error::<T>::InvalidChild
		);
		let enough = StakeLedger::<T>::loan(hotkey, netuid, u64::MAX).total() >= StakeThreshold::<T>::get();
		ensure!(
			children.is_empty() || enough,
			Error::<T>::NotEnoughStakeToSetChildkeys
		);
		Ok(children)
	}

	/// Puts a hotkey at the end of the queue, and nowhere else. Returns its number.
	fn enqueue(hotkey: &T::AccountId, netuid: NetUid, before: Option<u64>) -> Result<u64, DispatchError> {
		let (first, number) = ChildkeyQueueEnds::<T>::get();
		let next = number.checked_add(1).ok_or(Error::<T>::Overflow)?;
		if let Some(before) = before {
			ChildkeyQueue::<T>::remove(before);
		}
		ChildkeyQueue::<T>::insert(number, (netuid, hotkey));
		ChildkeyQueueEnds::<T>::put((first, next));
		Ok(number)
	}
}

const _: () = assert!(MAX_CHILDREN <= 16, "duplicates are looked for pairwise");
