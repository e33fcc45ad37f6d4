//! Stake: a share pool per hotkey and subnet.
//!
//! Owns the items in `storage.rs`. The rao lie in the subnet's pot, the arithmetic in `subtensor-stake-pool`; here they meet.
//!
//! | file | idea |
//! |---|---|
//! | `position` | where stake lies |
//! | `moves` | from the balance into a pool, and back |
//! | `relocation` | from one pool into another: hotkey, subnet, coldkey |
//! | `sweep` | leaving a hotkey on all subnets at once |
//! | `burning` | giving stake up |
//! | `price` | the limits that clients put on prices |
//! | `cooldown` | the lock of what entered lately |
//! | `renaming` | pools and positions under another key |
//! | `succession` | how many positions follow a hotkey's pools: some in each block |
//! | `automatic` | where a coldkey's miners' pay is staked |
//! | `closing` | how stakers leave a subnet that closes |
//! | `influence` | what stake weighs in an epoch |

mod automatic;
mod burning;
mod clearing;
mod closing;
mod cooldown;
mod influence;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod moves;
mod position;
pub mod price;
mod relocation;
mod renaming;
pub(crate) mod storage;
mod succession;
mod sweep;
#[cfg(test)]
mod tests;

use crate::{
	Alpha, Config, Error, MAX_HOTKEYS, MinStake, NominatorMinRequiredStake, OwnedHotkeys, Stakers,
	StakingHotkeys, SubnetTAO, TotalHotkeyAlpha, TotalHotkeyShares, TotalStake, owner_of,
};
use core::marker::PhantomData;
use frame_support::pallet_prelude::DispatchResult;
use subtensor_stake_pool::{Leaving, Pool, PoolError, Withdrawal};
use subtensor_types::{NetUid, Rao, Shares};

pub use cooldown::{Cooling, CoolingStake};
pub use influence::{Influence, Loan};
pub use position::Position;
pub use succession::POSITIONS_PER_BLOCK;

/// Keeps the share pools. Alone writes the items of this domain.
///
/// Its bookkeeping says whose part of a subnet's pot is whose. Whoever calls [`Self::credit`], [`Self::raise`] or
/// `debit` has moved the rao, or moves them in the same transaction.
pub struct StakeLedger<T>(PhantomData<T>);

impl<T: Config> StakeLedger<T> {
	/// What a coldkey's stake on a hotkey and subnet is worth, in rao, rounded down.
	pub fn stake(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> Rao {
		let held = Alpha::<T>::get((hotkey, coldkey, netuid)).bits;
		let pool = match Self::pool(hotkey, netuid) {
			Pool::EMPTY if held > 0 => Self::pool(&Self::keeper(hotkey), netuid),
			pool => pool,
		};
		pool.rao_for(held).unwrap_or(0)
	}

	/// The pool of a hotkey on a subnet.
	pub fn pool(hotkey: &T::AccountId, netuid: NetUid) -> Pool {
		Pool {
			rao: TotalHotkeyAlpha::<T>::get(hotkey, netuid),
			shares: TotalHotkeyShares::<T>::get(hotkey, netuid).bits,
		}
	}

	/// Buys shares of a pool for a coldkey: with what it pays in, or with a reward.
	pub fn credit(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid, rao: Rao) -> DispatchResult {
		let (pool, bought) = Self::pool(hotkey, netuid).enter(rao).map_err(pool_error::<T>)?;
		let held = Alpha::<T>::get((hotkey, coldkey, netuid)).bits;
		let held = held.checked_add(bought).ok_or(Error::<T>::Overflow)?;
		Self::grow_totals(netuid, rao)?;
		Self::note_staker(hotkey, coldkey)?;
		Self::write_pool(hotkey, netuid, pool);
		Self::write_holding(hotkey, coldkey, netuid, held);
		Ok(())
	}

	/// Raises a pool: all its holders grow in proportion. Refused for a pool that nobody holds.
	pub fn raise(hotkey: &T::AccountId, netuid: NetUid, rao: Rao) -> DispatchResult {
		let pool = Self::pool(hotkey, netuid).raise(rao).map_err(pool_error::<T>)?;
		Self::grow_totals(netuid, rao)?;
		Self::write_pool(hotkey, netuid, pool);
		Ok(())
	}

	/// Sells shares of a coldkey. What is returned says how many rao are its own and how many nobody's.
	fn debit(
		hotkey: &T::AccountId,
		coldkey: &T::AccountId,
		netuid: NetUid,
		withdrawal: Withdrawal,
	) -> Result<Leaving, sp_runtime::DispatchError> {
		let held = Alpha::<T>::get((hotkey, coldkey, netuid)).bits;
		let leaving = Self::pool(hotkey, netuid)
			.leave(held, withdrawal)
			.map_err(pool_error::<T>)?;
		let gone = leaving
			.paid
			.checked_add(leaving.left_over)
			.ok_or(Error::<T>::Overflow)?;
		let rest = held.checked_sub(leaving.shares).ok_or(Error::<T>::Inconsistent)?;
		Self::shrink_totals(netuid, gone)?;
		Self::write_pool(hotkey, netuid, leaving.pool);
		Self::write_holding(hotkey, coldkey, netuid, rest);
		if rest == 0 {
			Self::forget_staker(hotkey, coldkey);
		}
		Ok(leaving)
	}

	/// Writes the shares that a coldkey holds, and who stakes on the subnet with them.
	fn write_holding(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid, shares: u128) {
		if shares == 0 {
			Alpha::<T>::remove((hotkey, coldkey, netuid));
			Stakers::<T>::remove((netuid, hotkey, coldkey));
		} else {
			Alpha::<T>::insert((hotkey, coldkey, netuid), Shares::from(shares));
			Stakers::<T>::insert((netuid, hotkey, coldkey), ());
		}
	}

	fn write_pool(hotkey: &T::AccountId, netuid: NetUid, pool: Pool) {
		if pool == Pool::EMPTY {
			TotalHotkeyAlpha::<T>::remove(hotkey, netuid);
			TotalHotkeyShares::<T>::remove(hotkey, netuid);
		} else {
			TotalHotkeyAlpha::<T>::insert(hotkey, netuid, pool.rao);
			TotalHotkeyShares::<T>::insert(hotkey, netuid, Shares::from(pool.shares));
		}
	}

	fn grow_totals(netuid: NetUid, rao: Rao) -> DispatchResult {
		let subnet = SubnetTAO::<T>::get(netuid)
			.checked_add(rao)
			.ok_or(Error::<T>::Overflow)?;
		let total = TotalStake::<T>::get()
			.checked_add(rao)
			.ok_or(Error::<T>::Overflow)?;
		SubnetTAO::<T>::insert(netuid, subnet);
		TotalStake::<T>::put(total);
		Ok(())
	}

	fn shrink_totals(netuid: NetUid, rao: Rao) -> DispatchResult {
		let subnet = SubnetTAO::<T>::get(netuid)
			.checked_sub(rao)
			.ok_or(Error::<T>::Inconsistent)?;
		let total = TotalStake::<T>::get()
			.checked_sub(rao)
			.ok_or(Error::<T>::Inconsistent)?;
		SubnetTAO::<T>::insert(netuid, subnet);
		TotalStake::<T>::put(total);
		Ok(())
	}

	/// Whether a coldkey can be paid a reward as stake on this hotkey: not while its positions have to follow there, nor if the hotkey
	/// cannot be listed for it. Others can make a coldkey the owner of hotkeys that it does not
	/// list as its own: those fill half of the list at most.
	pub fn can_list_reward(hotkey: &T::AccountId, coldkey: &T::AccountId) -> bool {
		if Self::has_to_follow(hotkey, coldkey) {
			return false;
		}
		let hotkeys = StakingHotkeys::<T>::get(coldkey);
		let most = if OwnedHotkeys::<T>::get(coldkey).contains(hotkey) {
			MAX_HOTKEYS as usize
		} else {
			MAX_HOTKEYS as usize / 2
		};
		hotkeys.len() < most || hotkeys.contains(hotkey)
	}

	/// Takes a hotkey on which a coldkey has no stake any more off its list.
	fn forget_staker(hotkey: &T::AccountId, coldkey: &T::AccountId) {
		if Alpha::<T>::iter_key_prefix((hotkey, coldkey)).next().is_some() {
			return;
		}
		StakingHotkeys::<T>::mutate_exists(coldkey, |list| {
			let Some(hotkeys) = list else { return };
			hotkeys.retain(|listed| listed != hotkey);
			if hotkeys.is_empty() {
				*list = None;
			}
		});
	}

	/// Notes that a coldkey has stake on a hotkey, for clients that list it.
	fn note_staker(hotkey: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
		StakingHotkeys::<T>::try_mutate(coldkey, |hotkeys| {
			if hotkeys.contains(hotkey) {
				return Ok(());
			}
			hotkeys
				.try_push(hotkey.clone())
				.map_err(|_full| Error::<T>::TooManyHotkeys)
		})?;
		Ok(())
	}

	/// The least stake, in rao, that a position can have: more may be asked of nominators than of the hotkey's owner. Never 0.
	fn minimum(position: Position<T::AccountId>) -> Rao {
		let everybody = MinStake::<T>::get().max(1);
		if owner_of::<T>(position.hotkey).as_ref() == Some(position.coldkey) {
			return everybody;
		}
		everybody.max(NominatorMinRequiredStake::<T>::get())
	}
}

/// The pool's reason as an error of the pallet.
fn pool_error<T: Config>(error: PoolError) -> Error<T> {
	match error {
		PoolError::ZeroShares => Error::<T>::AmountTooLow,
		PoolError::WorthLess => Error::<T>::NotEnoughStakeToWithdraw,
		PoolError::Empty | PoolError::Inconsistent => Error::<T>::Inconsistent,
		PoolError::TooLarge => Error::<T>::Overflow,
	}
}
