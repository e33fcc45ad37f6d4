//! Nominations that are less than is asked of them now, because root asks for more: the next blocks pay them out, some in each.

use super::{Position, StakeLedger};
use crate::{
	Alpha, ClearingCursor, Config, KeyRegistry, MaxPositionKey, NominatorMinRequiredStake, SubnetRegistry,
	WeightInfo, owner_of,
};
use alloc::vec::Vec;
use frame_support::{pallet_prelude::DispatchError, storage::with_storage_layer, weights::Weight};
use subtensor_stake_pool::Withdrawal;
use subtensor_types::{Bounded, NetUid};

/// The most positions at which a block looks.
pub const POSITIONS_PER_BLOCK: usize = 32;

/// A position: hotkey, coldkey, subnet.
type Key<T> = (
	<T as frame_system::Config>::AccountId,
	<T as frame_system::Config>::AccountId,
	NetUid,
);

impl<T: Config> StakeLedger<T> {
	/// Lets the next blocks look at all positions.
	pub fn begin_clearing() {
		ClearingCursor::<T>::put(Bounded::<u8, MaxPositionKey>::default());
	}

	/// What a block does: it looks at some positions. Returns what was done, as weight.
	pub fn run_clearing() -> Weight {
		let Some(cursor) = ClearingCursor::<T>::get() else {
			return T::WeightInfo::clear_nominations(0, 0);
		};
		let keys = if cursor.is_empty() {
			Alpha::<T>::iter_keys()
		} else {
			Alpha::<T>::iter_keys_from(cursor.into_inner())
		};
		let positions: Vec<Key<T>> = keys.take(POSITIONS_PER_BLOCK).collect();
		let cleared = positions
			.iter()
			.filter(|position| Self::try_clear(position))
			.count();
		let last = positions
			.last()
			.filter(|_last| positions.len() == POSITIONS_PER_BLOCK);
		match last.map(|last| Bounded::try_from(Alpha::<T>::hashed_key_for(last))) {
			Some(Ok(key)) => ClearingCursor::<T>::put(key),
			Some(Err(_too_long)) => log::error!("the key of a position is too long"),
			None => ClearingCursor::<T>::kill(),
		}
		let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
		T::WeightInfo::clear_nominations(count(positions.len()), count(cleared))
	}

	/// Pays a position out if it is too small. Whether it did.
	fn try_clear((hotkey, coldkey, netuid): &Key<T>) -> bool {
		let position = Position {
			hotkey,
			coldkey,
			netuid: *netuid,
		};
		with_storage_layer(|| Self::clear(position)).unwrap_or_else(|error| {
			log::error!("a nomination is not paid out: {error:?}");
			false
		})
	}

	/// Pays out a nomination that is too small. Left alone are owners' stake, positions on subnets that close, those of which a part cools, and
	/// those that have to follow a hotkey that was swapped.
	fn clear(position: Position<T::AccountId>) -> Result<bool, DispatchError> {
		let Position {
			hotkey,
			coldkey,
			netuid,
		} = position;
		let is_nomination = owner_of::<T>(hotkey).is_some_and(|owner| owner != *coldkey);
		let stays = !is_nomination
			|| Self::stake(hotkey, coldkey, netuid) >= NominatorMinRequiredStake::<T>::get()
			|| SubnetRegistry::<T>::ensure_exists(netuid).is_err()
			|| Self::ensure_followed(hotkey, coldkey).is_err()
			|| Self::still_cooling(position).total() > 0;
		if stays {
			return Ok(false);
		}
		let paid = Self::take_out(position, Withdrawal::All)?;
		KeyRegistry::<T>::release_if_idle(hotkey);
		Self::pay_out(position, paid)?;
		Ok(true)
	}
}
