//! A validator's dividend: who gets which part of it.
//!
//! ```text
//!   dividend ─┬─ own part ────────────────────────────────┬─ take of the hotkey's owner
//!             │                                           └─ its pools on the subnet and on root, its owner for the lock
//!             └─ part of each parent ─┬─ the child's take, for the child's owner
//!                                     └─ the rest ────────┬─ take of the parent's owner
//!                                                         └─ the parent's pools on the subnet and on root
//! ```
//!
//! First the dividend goes back to those whose weight earned it, by largest remainder: the hotkey itself and the parents that lend to
//! it. A parent's part, less the child's take, is then its own dividend, and nobody's part is divided a second time. Of a hotkey's own
//! dividend its owner's take is set aside. The rest raises the hotkey's pools, in proportion to what each gave to the weight, and so
//! pays their nominators without visiting them; the part that the subnet's lock earned is the owner's. What belongs to a pool that
//! nobody holds is the owner's too.

use crate::{ChildkeyRegistry, Config, Delegates, Error, Ledger, StakeLedger, owner_of};
use alloc::vec::Vec;
use subtensor_emission::apportion;
use subtensor_types::{NetUid, Rao};

/// A dividend of one hotkey, divided.
pub struct Dividend<T: Config> {
	/// The hotkey: the validator or one of its parents.
	hotkey: T::AccountId,
	/// Raises the hotkey's pool on the subnet.
	subnet: Rao,
	/// Raises the hotkey's pool on root.
	root: Rao,
	/// Buys shares for the hotkey's owner: its takes and what the lock earned.
	own: Rao,
}

/// What a validator's dividend divides into: its own, then its parents'.
///
/// Only reads, so that the dividends of a subnet can all be divided by the stake that earned them, before the first one is paid.
pub fn divided<T: Config>(
	netuid: NetUid,
	hotkey: &T::AccountId,
	amount: Rao,
) -> Result<Vec<Dividend<T>>, Error<T>> {
	if amount == 0 {
		return Ok(Vec::new());
	}
	let influence = StakeLedger::<T>::influence(hotkey, netuid);
	let lent = influence.loans.iter().map(|loan| loan.total());
	let sources: Vec<Rao> = core::iter::once(influence.own()).chain(lent).collect();
	let mut parts = apportion(amount, &sources).unwrap_or_default().into_iter();
	let own = parts.next().unwrap_or(amount); // no weight, no parents: all of it is the hotkey's

	let mut takes: Rao = 0;
	let mut parents = Vec::with_capacity(influence.loans.len());
	for (loan, part) in influence.loans.into_iter().zip(parts) {
		let take = childkey_take::<T>(netuid, hotkey, &loan.parent, part)?;
		takes = takes.checked_add(take).ok_or(Error::<T>::Overflow)?;
		let rest = part.checked_sub(take).ok_or(Error::<T>::Overflow)?;
		parents.push(Dividend::of(loan.parent, rest, [loan.subnet, loan.root, 0])?);
	}
	let sources = [influence.subnet, influence.root, influence.lock];
	let mut own = Dividend::of(hotkey.clone(), own, sources)?;
	own.own = own.own.checked_add(takes).ok_or(Error::<T>::Overflow)?;
	Ok(core::iter::once(own).chain(parents).collect())
}

/// What a child's owner keeps of a parent's part, rounded down. Nothing if the parent is its own.
fn childkey_take<T: Config>(
	netuid: NetUid,
	child: &T::AccountId,
	parent: &T::AccountId,
	part: Rao,
) -> Result<Rao, Error<T>> {
	if owner_of::<T>(child) == owner_of::<T>(parent) {
		return Ok(0);
	}
	fraction(part, ChildkeyRegistry::<T>::take(child, netuid)).ok_or(Error::<T>::Overflow)
}

impl<T: Config> Dividend<T> {
	/// Divides `amount`: the take is `floor(amount * take / 65,535)`; the rest is apportioned to subnet stake, thinned root stake
	/// and lock by largest remainder, ties in this order.
	fn of(hotkey: T::AccountId, amount: Rao, sources: [Rao; 3]) -> Result<Self, Error<T>> {
		let take = fraction(amount, Delegates::<T>::get(&hotkey)).ok_or(Error::<T>::Overflow)?;
		let rest = amount.checked_sub(take).ok_or(Error::<T>::Overflow)?;
		let parts = apportion(rest, &sources);
		let (subnet, root) = match parts.as_deref() {
			Some([subnet, root, _lock]) => (*subnet, *root),
			_ => (0, 0), // no weight, no nominators: all of it is the owner's
		};
		let raised = subnet.checked_add(root).ok_or(Error::<T>::Overflow)?;
		let own = amount.checked_sub(raised).ok_or(Error::<T>::Overflow)?;
		Ok(Self {
			hotkey,
			subnet,
			root,
			own,
		})
	}

	/// Raises the pools. Returns the hotkey and what is its owner's own, in rao, still to be paid.
	pub fn raise_pools(self, netuid: NetUid) -> Result<(T::AccountId, Rao), sp_runtime::DispatchError> {
		let mut own = self.own;
		if self.subnet > 0 && !raise::<T>(&self.hotkey, netuid, self.subnet)? {
			own = own.checked_add(self.subnet).ok_or(Error::<T>::Overflow)?;
		}
		if self.root > 0 {
			if raise::<T>(&self.hotkey, NetUid::ROOT, self.root)? {
				let (from, to) = (Ledger::<T>::pot(netuid), Ledger::<T>::pot(NetUid::ROOT));
				Ledger::<T>::transfer(&from, &to, self.root)?;
			} else {
				own = own.checked_add(self.root).ok_or(Error::<T>::Overflow)?;
			}
		}
		Ok((self.hotkey, own))
	}
}

/// Raises a pool of a hotkey, unless nobody holds it.
fn raise<T: Config>(
	hotkey: &T::AccountId,
	netuid: NetUid,
	rao: Rao,
) -> Result<bool, sp_runtime::DispatchError> {
	if StakeLedger::<T>::pool(hotkey, netuid).is_empty() {
		return Ok(false);
	}
	StakeLedger::<T>::raise(hotkey, netuid, rao)?;
	Ok(true)
}

/// `amount * part / 65,535`, rounded down.
fn fraction(amount: Rao, part: u16) -> Option<Rao> {
	let product = u128::from(amount).checked_mul(u128::from(part))?;
	Rao::try_from(product.checked_div(u128::from(u16::MAX))?).ok()
}
