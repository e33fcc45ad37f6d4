//! A validator's dividend: who gets which part of it.
//!
//! The owner's take is set aside. The rest goes back to what gave the validator its weight: it raises the hotkey's pool on the
//! subnet and its pool on root, and so pays their nominators without visiting them; the part that the subnet's lock earned is the
//! owner's. What belongs to a pool that nobody holds is the owner's too.

use crate::{Config, Delegates, Error, Ledger, StakeLedger};
use core::marker::PhantomData;
use subtensor_emission::apportion;
use subtensor_types::{NetUid, Rao};

/// A dividend, divided.
pub struct Dividend<'a, T: Config> {
	netuid: NetUid,
	hotkey: &'a T::AccountId,
	/// Raises the hotkey's pool on the subnet.
	subnet: Rao,
	/// Raises the hotkey's pool on root.
	root: Rao,
	/// Buys shares for the hotkey's owner: the take and what the lock earned.
	own: Rao,
	config: PhantomData<T>,
}

impl<'a, T: Config> Dividend<'a, T> {
	/// Divides `amount`: the take is `floor(amount * take / 65,535)`; the rest is apportioned to subnet stake, thinned root stake
	/// and lock by largest remainder, ties in this order.
	pub fn of(netuid: NetUid, hotkey: &'a T::AccountId, amount: Rao) -> Result<Self, Error<T>> {
		let take = fraction(amount, Delegates::<T>::get(hotkey)).ok_or(Error::<T>::Overflow)?;
		let rest = amount.checked_sub(take).ok_or(Error::<T>::Overflow)?;
		let influence = StakeLedger::<T>::influence(hotkey, netuid);
		let parts = apportion(rest, &[influence.subnet, influence.root, influence.lock]);
		let (subnet, root) = match parts.as_deref() {
			Some([subnet, root, _lock]) => (*subnet, *root),
			_ => (0, 0), // no weight, no nominators: all of it is the owner's
		};
		let raised = subnet.checked_add(root).ok_or(Error::<T>::Overflow)?;
		let own = amount.checked_sub(raised).ok_or(Error::<T>::Overflow)?;
		Ok(Self {
			netuid,
			hotkey,
			subnet,
			root,
			own,
			config: PhantomData,
		})
	}

	/// Raises the pools. Returns what is the hotkey's owner's own, in rao, still to be paid.
	pub fn raise_pools(self) -> Result<Rao, sp_runtime::DispatchError> {
		let mut own = self.own;
		if self.subnet > 0 && !self.raise(self.netuid, self.subnet)? {
			own = own.checked_add(self.subnet).ok_or(Error::<T>::Overflow)?;
		}
		if self.root > 0 {
			if self.raise(NetUid::ROOT, self.root)? {
				let (from, to) = (Ledger::<T>::pot(self.netuid), Ledger::<T>::pot(NetUid::ROOT));
				Ledger::<T>::transfer(&from, &to, self.root)?;
			} else {
				own = own.checked_add(self.root).ok_or(Error::<T>::Overflow)?;
			}
		}
		Ok(own)
	}

	/// Raises a pool of the hotkey, unless nobody holds it.
	fn raise(&self, netuid: NetUid, rao: Rao) -> Result<bool, sp_runtime::DispatchError> {
		if StakeLedger::<T>::pool(self.hotkey, netuid).is_empty() {
			return Ok(false);
		}
		StakeLedger::<T>::raise(self.hotkey, netuid, rao)?;
		Ok(true)
	}
}

/// `amount * part / 65,535`, rounded down.
fn fraction(amount: Rao, part: u16) -> Option<Rao> {
	let product = u128::from(amount).checked_mul(u128::from(part))?;
	Rao::try_from(product.checked_div(u128::from(u16::MAX))?).ok()
}
