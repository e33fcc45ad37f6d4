//! Parents and children.

mod applying;
mod attacks;
mod choosing;
mod dividends;
mod weight;

use crate::{mock::*, *};
use frame_support::{assert_ok, pallet_prelude::DispatchResult};

/// Half of a weight.
const HALF: u64 = u64::MAX / 2;

/// Makes hotkeys neurons of subnet 1, each of the coldkey with its number.
fn neurons(keys: &[u8]) {
	for key in keys {
		register(FIRST, &coldkey(*key), &hotkey(*key));
	}
}

fn listed(children: &[(u64, u8)]) -> Vec<(u64, AccountId)> {
	let list = children.iter().map(|(part, key)| (*part, hotkey(*key)));
	list.collect()
}

/// The owner of a hotkey chooses its children on subnet 1.
fn choose(parent: u8, children: &[(u64, u8)]) -> DispatchResult {
	let owner = owner_of::<Test>(hotkey(parent)).unwrap();
	SubtensorModule::set_children(signed(&owner), hotkey(parent), FIRST, listed(children))
}

/// Lets a choice count.
fn relate(parent: u8, children: &[(u64, u8)]) {
	assert_ok!(choose(parent, children));
	run_blocks(1);
}

fn children_of(parent: u8) -> Vec<(u64, AccountId)> {
	ChildKeys::<Test>::get(hotkey(parent), FIRST).into_inner()
}

fn parents_of(child: u8) -> Vec<AccountId> {
	let parents = ParentKeys::<Test>::get(hotkey(child), FIRST);
	parents.iter().map(|(_part, parent)| parent.clone()).collect()
}

/// What a hotkey weighs on subnet 1.
fn weight(key: u8) -> Rao {
	StakeLedger::<Test>::influence(&hotkey(key), FIRST).total()
}
