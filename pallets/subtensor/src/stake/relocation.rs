//! Moving stake from one pool into another: to another hotkey, another subnet, another coldkey.
//!
//! What leaves has cooled down, what arrives cools there. Between subnets the rao move from pot to pot.

use super::{Position, StakeLedger};
use crate::{
	Config, Error, Event, KeyRegistry, KeySwapper, Ledger, MAX_HOTKEYS, Pallet, StakingHotkeys,
	TransferToggle,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use subtensor_types::{NetUid, Rao};

/// The most entries of a coldkey's list of staking hotkeys to which others can add.
const MOST_SENT: usize = MAX_HOTKEYS as usize / 2;

impl<T: Config> StakeLedger<T> {
	/// Moves stake of a coldkey to another hotkey, subnet or both.
	pub fn move_to(
		coldkey: &T::AccountId,
		from: (&T::AccountId, NetUid),
		to: (&T::AccountId, NetUid),
		rao: Rao,
	) -> DispatchResult {
		let origin = Position::existing::<T>(from.0, coldkey, from.1)?;
		let destination = Position::existing::<T>(to.0, coldkey, to.1)?;
		let moved = Self::relocate(origin, destination, rao)?;
		Pallet::<T>::deposit_event(Event::StakeMoved(
			coldkey.clone(),
			from.0.clone(),
			from.1,
			to.0.clone(),
			to.1,
			moved,
		));
		Ok(())
	}

	/// Moves stake of a coldkey on a hotkey to another subnet.
	pub fn swap(
		coldkey: &T::AccountId,
		hotkey: &T::AccountId,
		from: NetUid,
		to: NetUid,
		rao: Rao,
	) -> DispatchResult {
		let origin = Position::existing::<T>(hotkey, coldkey, from)?;
		let destination = Position::existing::<T>(hotkey, coldkey, to)?;
		let moved = Self::relocate(origin, destination, rao)?;
		Pallet::<T>::deposit_event(Event::StakeSwapped(
			coldkey.clone(),
			hotkey.clone(),
			from,
			to,
			moved,
		));
		Ok(())
	}

	/// Gives stake of a coldkey on a hotkey to another coldkey, on the same subnet or another; both have to allow it.
	pub fn transfer(
		coldkey: &T::AccountId,
		receiver: &T::AccountId,
		hotkey: &T::AccountId,
		(from, to): (NetUid, NetUid),
		rao: Rao,
	) -> DispatchResult {
		let origin = Position::existing::<T>(hotkey, coldkey, from)?;
		let destination = Position::existing::<T>(hotkey, receiver, to)?;
		ensure!(
			TransferToggle::<T>::get(from) && TransferToggle::<T>::get(to),
			Error::<T>::TransferDisallowed
		);
		let moved = Self::relocate(origin, destination, rao)?;
		Pallet::<T>::deposit_event(Event::StakeTransferred(
			coldkey.clone(),
			receiver.clone(),
			hotkey.clone(),
			from,
			to,
			moved,
		));
		Ok(())
	}

	/// Moves stake from one position into another. A remainder under the minimum stake goes along. Returns what moved.
	fn relocate(
		from: Position<T::AccountId>,
		to: Position<T::AccountId>,
		rao: Rao,
	) -> Result<Rao, DispatchError> {
		ensure!(from != to, Error::<T>::SameNetuid);
		let given = from.coldkey != to.coldkey;
		if given {
			Self::ensure_can_be_sent(to)?;
		}
		let moved = Self::withdraw(from, rao)?;
		Self::ensure_enough(to, moved, given)?;
		if from.netuid != to.netuid {
			let (origin, destination) = (Ledger::<T>::pot(from.netuid), Ledger::<T>::pot(to.netuid));
			Ledger::<T>::transfer(&origin, &destination, moved)?;
		}
		Self::credit(to.hotkey, to.coldkey, to.netuid, moved)?;
		if given {
			Self::cool_received(to, moved)?;
		} else {
			Self::cool_own(to, moved)?;
		}
		KeyRegistry::<T>::release_if_idle(from.hotkey);
		Ok(moved)
	}

	/// Refuses a receiver whose swap is announced, and to lengthen the receiver's list of hotkeys beyond the half that is open to others.
	fn ensure_can_be_sent(to: Position<T::AccountId>) -> DispatchResult {
		KeySwapper::<T>::ensure_not_announced(to.coldkey)?;
		let listed = StakingHotkeys::<T>::get(to.coldkey);
		ensure!(
			listed.len() < MOST_SENT || listed.contains(to.hotkey),
			Error::<T>::TooManyHotkeys
		);
		Ok(())
	}

	/// Refuses what would be too little where it arrives: a gift by itself, one's own together with what is there.
	pub(super) fn ensure_enough(to: Position<T::AccountId>, rao: Rao, given: bool) -> DispatchResult {
		let there = if given {
			0
		} else {
			Self::stake(to.hotkey, to.coldkey, to.netuid)
		};
		let sum = there.checked_add(rao).ok_or(Error::<T>::Overflow)?;
		ensure!(sum >= Self::minimum(to), Error::<T>::AmountTooLow);
		Ok(())
	}
}
