//! The cast: who signs.
//!
//! Keys are Ed25519, whose signatures depend on nothing but key and message: with sr25519 a run could not be repeated.

use crate::dice::Dice;
use sp_core::{Pair, ed25519};
use std::collections::BTreeMap;
use subtensor_runtime::{AccountId, Signature};
use subtensor_types::{RAO_PER_TAO, Rao};

/// Coldkeys with a lot.
const RICH: u8 = 8;
/// Coldkeys with a little.
const POOR: u8 = 4;
/// Hotkeys, and strangers without anything.
const HOTKEYS: u8 = 56;

/// All accounts that have a key.
pub struct Cast {
	pairs: BTreeMap<AccountId, ed25519::Pair>,
	/// Coldkeys, the rich ones first.
	pub coldkeys: Vec<AccountId>,
	/// Hotkeys.
	pub hotkeys: Vec<AccountId>,
	/// The account that may act as root.
	pub sudo: AccountId,
}

impl Default for Cast {
	fn default() -> Self {
		let mut pairs = BTreeMap::new();
		let mut enter = |number: u8| {
			let pair = ed25519::Pair::from_seed(&[number; 32]);
			let account = AccountId::from(pair.public());
			pairs.insert(account.clone(), pair);
			account
		};
		let sudo = enter(0);
		let coldkeys: Vec<AccountId> = (1..=RICH + POOR).map(&mut enter).collect();
		let hotkeys = (0..HOTKEYS).map(|number| enter(100 + number)).collect();
		Self {
			pairs,
			coldkeys,
			hotkeys,
			sudo,
		}
	}
}

impl Cast {
	/// What genesis gives.
	pub fn balances(&self) -> Vec<(AccountId, Rao)> {
		let riches = self.coldkeys.iter().take(usize::from(RICH)).cloned();
		let crumbs = self.coldkeys.iter().skip(usize::from(RICH)).cloned();
		riches
			.chain([self.sudo.clone()])
			.map(|who| (who, 20_000 * RAO_PER_TAO))
			.chain(crumbs.map(|who| (who, RAO_PER_TAO / 10)))
			.collect()
	}

	/// Anybody.
	pub fn anybody(&self, dice: &mut Dice) -> AccountId {
		let all = if dice.chance(50) {
			&self.coldkeys
		} else {
			&self.hotkeys
		};
		dice.pick(all).unwrap_or(&self.sudo).clone()
	}

	/// The signature of an account of the cast.
	pub fn sign(&self, who: &AccountId, message: &[u8]) -> Option<Signature> {
		Some(self.pairs.get(who)?.sign(message).into())
	}
}
