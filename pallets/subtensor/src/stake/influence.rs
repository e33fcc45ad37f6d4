//! What stake weighs on a subnet, and where that weight comes from.
//!
//! ```text
//!   weight = subnet stake + root stake * tao_weight  - what the hotkey lends to its children + what its parents lend it  + lock
//! ```
//!
//! What a parent loses is exactly what its child gains: both sides take the same part of the parent's own stake and round it down
//! alike. So a subnet's weights always sum to its stake, all thinned root stake and the lock. What a child borrowed it cannot lend
//! on: a hotkey with parents has no children. The lock is never lent.

use super::StakeLedger;
use crate::{
	ChildKeys, ChildkeyHotkeys, Config, ParentKeys, SubnetLocked, SubnetOwnerHotkey, SubnetRegistry,
	TaoWeight, TotalHotkeyAlpha,
};
use alloc::{collections::BTreeMap, vec::Vec};
use subtensor_types::{NetUid, Rao};

/// The weight of a hotkey on a subnet by its sources, in rao. Dividends go back to the sources in these proportions.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Influence<AccountId> {
	/// Stake on the subnet itself, without what is lent.
	pub subnet: Rao,
	/// Root stake, thinned by the TAO weight, rounded down, without what is lent.
	pub root: Rao,
	/// The subnet's lock, which weighs for its owner's hotkey, so that a new subnet has a validator from the start.
	pub lock: Rao,
	/// What parents lend.
	pub loans: Vec<Loan<AccountId>>,
}

/// What a parent lends to a child on a subnet, in rao of weight.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Loan<AccountId> {
	/// The parent.
	pub parent: AccountId,
	/// Of its stake on the subnet.
	pub subnet: Rao,
	/// Of its root stake, thinned by the TAO weight.
	pub root: Rao,
}

impl<AccountId> Loan<AccountId> {
	/// All that is lent.
	pub fn total(&self) -> Rao {
		self.subnet.saturating_add(self.root) // clamp: at most the supply, 2^55
	}
}

impl<AccountId> Influence<AccountId> {
	/// All weight but the lock's, which is nobody's stake.
	pub fn staked(&self) -> Rao {
		self.total().saturating_sub(self.lock) // clamp: the lock is part of the total
	}

	/// The weight that is not borrowed.
	pub fn own(&self) -> Rao {
		// clamp: at most the supply, 2^55
		self.subnet.saturating_add(self.root).saturating_add(self.lock)
	}

	/// Stake on the subnet itself, its own and what parents lend of theirs.
	pub fn subnet_stake(&self) -> Rao {
		// clamp: at most the supply, 2^55
		self.loans
			.iter()
			.fold(self.subnet, |sum, loan| sum.saturating_add(loan.subnet))
	}

	/// Thinned root stake, its own and what parents lend of theirs.
	pub fn root_stake(&self) -> Rao {
		// clamp: at most the supply, 2^55
		self.loans
			.iter()
			.fold(self.root, |sum, loan| sum.saturating_add(loan.root))
	}

	/// The whole weight. All of it is part of the supply, which is far below the largest number.
	pub fn total(&self) -> Rao {
		// clamp: at most the supply, 2^55
		self.loans
			.iter()
			.fold(self.own(), |sum, loan| sum.saturating_add(loan.total()))
	}
}

/// What a hotkey's own stake weighs on a subnet, before anything is lent, in rao.
#[derive(Clone, Copy)]
struct Own {
	/// Stake on the subnet itself.
	subnet: Rao,
	/// Root stake, thinned by the TAO weight, rounded down.
	root: Rao,
}

impl Own {
	fn of<T: Config>(hotkey: &T::AccountId, netuid: NetUid, tao_weight: u64) -> Self {
		Self {
			subnet: TotalHotkeyAlpha::<T>::get(hotkey, netuid),
			root: fraction(TotalHotkeyAlpha::<T>::get(hotkey, NetUid::ROOT), tao_weight),
		}
	}

	/// What is lent if `part` is lent, as a fraction of `u64::MAX`.
	fn lend<AccountId: Clone>(self, part: u64, parent: &AccountId) -> Loan<AccountId> {
		Loan {
			parent: parent.clone(),
			subnet: fraction(self.subnet, part),
			root: fraction(self.root, part),
		}
	}

	/// What is left when these children have their parts.
	fn without<AccountId>(self, children: &[(u64, AccountId)]) -> Self {
		children.iter().fold(self, |left, (part, _child)| Self {
			// clamp: the parts sum to the whole at most, and each is rounded down
			subnet: left.subnet.saturating_sub(fraction(self.subnet, *part)),
			root: left.root.saturating_sub(fraction(self.root, *part)), // clamp: as above
		})
	}
}

impl<T: Config> StakeLedger<T> {
	/// The weight of a hotkey on a subnet.
	pub fn influence(hotkey: &T::AccountId, netuid: NetUid) -> Influence<T::AccountId> {
		let owns = SubnetRegistry::<T>::is_owner_hotkey(netuid, hotkey);
		let own = Own::of::<T>(hotkey, netuid, TaoWeight::<T>::get());
		let left = own.without(&ChildKeys::<T>::get(hotkey, netuid));
		let loans = ParentKeys::<T>::get(hotkey, netuid)
			.into_inner()
			.into_iter()
			.map(|(part, parent)| Self::loan(&parent, netuid, part))
			.collect();
		Influence {
			subnet: left.subnet,
			root: left.root,
			lock: if owns { SubnetLocked::<T>::get(netuid) } else { 0 },
			loans,
		}
	}

	/// The weights of many hotkeys on a subnet, in their order: each as [`Self::influence`] has it, but for the order of the loans. What
	/// is the subnet's own is read once, and relations are found from the side of the parents, who are few.
	pub fn influences(hotkeys: &[T::AccountId], netuid: NetUid) -> Vec<Influence<T::AccountId>> {
		let owner_hotkey = SubnetOwnerHotkey::<T>::get(netuid);
		let tao_weight = TaoWeight::<T>::get();
		let mut lent = BTreeMap::new();
		let mut loans: BTreeMap<T::AccountId, Vec<Loan<T::AccountId>>> = BTreeMap::new();
		for parent in ChildkeyHotkeys::<T>::iter_key_prefix(netuid) {
			let children = ChildKeys::<T>::get(&parent, netuid);
			if children.is_empty() {
				continue;
			}
			let own = Own::of::<T>(&parent, netuid, tao_weight);
			for (part, child) in children.iter() {
				let loan = own.lend(*part, &parent);
				loans.entry(child.clone()).or_default().push(loan);
			}
			lent.insert(parent, children);
		}
		let influence = |hotkey: &T::AccountId| {
			let own = Own::of::<T>(hotkey, netuid, tao_weight);
			let left = lent.get(hotkey).map_or(own, |children| own.without(children));
			let owns = owner_hotkey.as_ref() == Some(hotkey);
			Influence {
				subnet: left.subnet,
				root: left.root,
				lock: if owns { SubnetLocked::<T>::get(netuid) } else { 0 },
				loans: loans.remove(hotkey).unwrap_or_default(),
			}
		};
		hotkeys.iter().map(influence).collect()
	}

	/// The part of its own stake's weight on a subnet that a hotkey lends if it lends `part`, as a fraction of `u64::MAX`.
	pub fn loan(parent: &T::AccountId, netuid: NetUid, part: u64) -> Loan<T::AccountId> {
		Own::of::<T>(parent, netuid, TaoWeight::<T>::get()).lend(part, parent)
	}
}

/// `rao * part / u64::MAX`, rounded down.
fn fraction(rao: Rao, part: u64) -> Rao {
	let product = u128::from(rao).checked_mul(u128::from(part));
	product
		.and_then(|product| product.checked_div(u128::from(u64::MAX)))
		.and_then(|quotient| Rao::try_from(quotient).ok())
		.unwrap_or(0) // not reached: two 64-bit numbers multiply within 128 bits, and the quotient is at most `rao`
}

#[cfg(test)]
mod fraction_tests {
	use super::*;

	#[test]
	fn fraction_should_round_down_when_inexact() {
		assert_eq!(fraction(1_000, u64::MAX), 1_000);
		assert_eq!(fraction(1_000, 0), 0);
		assert_eq!(fraction(3, u64::MAX / 2), 1);
		assert_eq!(fraction(u64::MAX, u64::MAX), u64::MAX);
	}
}
