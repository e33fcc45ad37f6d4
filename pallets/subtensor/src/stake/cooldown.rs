//! Cooling down: stake that entered a pool stays there for a while.
//!
//! So one coin serves one epoch of one subnet at a time - unless root lets owners bring epochs forward - and nobody stakes for one
//! block. There is no queue for leaving. Rewards are exempt: they never pass through here.
//!
//! What a coldkey brings itself and what others send it cool apart, so that no gift can hold back what was there before.

use super::{Position, StakeLedger};
use crate::{
	Alpha, Config, Error, MAX_RECEIPTS, MaxReceipts, Pallet, StakeCooldown, StakeCooldownPeriod, Tempo,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::pallet_prelude::DispatchResult;
use scale_info::TypeInfo;
use subtensor_types::{Bounded, NetUid, Rao};

/// Rao that stay until a block.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Cooling {
	/// Rao that cannot leave yet.
	pub rao: Rao,
	/// First block in which they can.
	pub until: u64,
}

/// Stake of a coldkey on a hotkey and subnet that entered lately.
#[derive(Clone, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct CoolingStake {
	/// What the coldkey brought itself. One lock: what still cools waits with what comes after it.
	pub own: Cooling,
	/// What others sent, by ascending end. An entry's end never changes; it ends up to a fifteenth of the period late, and what is
	/// sent meanwhile shares it, so that the list has room for all of a period.
	pub received: Bounded<Cooling, MaxReceipts>,
}

impl CoolingStake {
	/// Rao that cannot leave.
	pub fn total(&self) -> Rao {
		let all = self.received.iter().map(|receipt| receipt.rao);
		all.fold(self.own.rao, Rao::saturating_add) // clamp: at most the supply, 2^55
	}

	/// Drops what is over in block `now`.
	fn drop_past(&mut self, now: u64) {
		if self.own.until <= now {
			self.own = Cooling::default();
		}
		self.received.retain(|receipt| now < receipt.until);
	}

	/// Locks what the coldkey brought: what still cools waits with it, which the coldkey brought upon itself.
	fn join_own(&mut self, rao: Rao, until: u64) -> Option<()> {
		self.own.rao = self.own.rao.checked_add(rao)?;
		self.own.until = self.own.until.max(until);
		Some(())
	}

	/// Locks what somebody else sent, at least until `earliest`: with the first entry that ends no sooner, else in an entry of its
	/// own, which ends with the fifteenth of a `period` in which `earliest` lies.
	fn receive(&mut self, rao: Rao, earliest: u64, period: u64) -> Result<(), ReceiveError> {
		let late_enough = self.received.iter().position(|receipt| receipt.until >= earliest);
		if let Some(receipt) = late_enough.and_then(|index| self.received.get_mut(index)) {
			receipt.rao = receipt.rao.checked_add(rao).ok_or(ReceiveError::TooLarge)?;
			return Ok(());
		}
		let grain = period.div_ceil(FULL_GRAINS).max(1);
		let until = earliest
			.checked_next_multiple_of(grain)
			.ok_or(ReceiveError::TooLarge)?;
		self.received
			.try_push(Cooling { rao, until })
			.map_err(|_full| ReceiveError::Full)
	}
}

/// Parts of a period, one less than there is room for: the present part has begun before and ends after the others.
const FULL_GRAINS: u64 = MAX_RECEIPTS as u64 - 1;

/// Why what was sent cannot be written down.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum ReceiveError {
	/// A number does not fit.
	TooLarge,
	/// The list is full, because the period grew lately.
	Full,
}

impl<T: Config> StakeLedger<T> {
	/// Rao of a coldkey's stake that cannot leave in this block.
	pub fn cooling(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> Rao {
		let position = Position {
			hotkey,
			coldkey,
			netuid,
		};
		Self::still_cooling(position).total()
	}

	/// What of a position cannot leave in this block, by where it came from.
	pub fn still_cooling(position: Position<T::AccountId>) -> CoolingStake {
		let mut cooling = StakeCooldown::<T>::get(position.key()).unwrap_or_default();
		cooling.drop_past(Pallet::<T>::now());
		cooling
	}

	/// Blocks for which stake that enters a subnet stays. 0 on chains without cooling down.
	pub fn cooling_period(netuid: NetUid) -> u64 {
		StakeCooldownPeriod::<T>::get().map_or(0, |period| period.max(u64::from(Tempo::<T>::get(netuid))))
	}

	/// Locks stake that its coldkey just brought.
	pub(super) fn cool_own(position: Position<T::AccountId>, rao: Rao) -> DispatchResult {
		if Self::cooling_period(position.netuid) == 0 {
			return Ok(());
		}
		let until = Self::cool_until(position.netuid)?;
		let mut cooling = Self::still_cooling(position);
		cooling.join_own(rao, until).ok_or(Error::<T>::Overflow)?;
		StakeCooldown::<T>::insert(position.key(), cooling);
		Ok(())
	}

	/// Locks stake that somebody else just sent. What was there before leaves when it would have left.
	pub(super) fn cool_received(position: Position<T::AccountId>, rao: Rao) -> DispatchResult {
		let period = Self::cooling_period(position.netuid);
		if period == 0 {
			return Ok(());
		}
		let earliest = Self::cool_until(position.netuid)?;
		let mut cooling = Self::still_cooling(position);
		cooling
			.receive(rao, earliest, period)
			.map_err(|reason| match reason {
				ReceiveError::TooLarge => Error::<T>::Overflow,
				ReceiveError::Full => Error::<T>::ReceiverStakeCoolingDown,
			})?;
		StakeCooldown::<T>::insert(position.key(), cooling);
		Ok(())
	}

	/// Forgets locks that are over, and those of a position that is gone: shares can be dearer than what still cools.
	pub(super) fn forget_cooldown(position: Position<T::AccountId>) {
		let cooling = Self::still_cooling(position);
		if cooling == CoolingStake::default() || !Alpha::<T>::contains_key(position.key()) {
			StakeCooldown::<T>::remove(position.key());
		} else {
			StakeCooldown::<T>::insert(position.key(), cooling);
		}
	}

	/// First block in which what enters a subnet now can leave.
	fn cool_until(netuid: NetUid) -> Result<u64, Error<T>> {
		Pallet::<T>::now()
			.checked_add(Self::cooling_period(netuid))
			.ok_or(Error::<T>::Overflow)
	}
}

#[cfg(test)]
mod receipts {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn list_should_have_room_for_a_whole_period_when_the_period_stays(
			period in 0u64..2_000, start in 0u64..10_000, every in 1u64..200,
		) {
			let mut cooling = CoolingStake::default();
			for step in 0..400 {
				let now = start + step * every;
				cooling.drop_past(now);
				let before = cooling.received.to_vec();
				prop_assert_eq!(cooling.receive(1, now + period, period), Ok(()));
				let late = period.div_ceil(FULL_GRAINS);
				let joined = cooling.received.iter().find(|receipt| receipt.until >= now + period).unwrap();
				prop_assert!(joined.until <= now + period + late);
				for (old, new) in before.iter().zip(cooling.received.iter()) {
					prop_assert_eq!(old.until, new.until, "no end changes");
				}
			}
		}
	}

	#[test]
	fn list_should_refuse_when_it_is_full_because_the_period_grew() {
		let mut cooling = CoolingStake::default();
		for now in 0..16 {
			assert_eq!(cooling.receive(1, now + 16, 0), Ok(()));
		}
		assert_eq!(cooling.receive(1, 100, 99), Err(ReceiveError::Full));
		assert_eq!(
			cooling.receive(1, 20, 16),
			Ok(()),
			"with one that ends late enough"
		);
		cooling.drop_past(16);
		assert_eq!(cooling.receive(1, 100, 99), Ok(()));
	}
}
