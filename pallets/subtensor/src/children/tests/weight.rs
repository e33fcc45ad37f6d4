//! What parents and children weigh.

use super::*;
use crate::stake::{Influence, Loan};
use proptest::prelude::*;

#[test]
fn parent_should_lose_what_its_child_gains() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3]);
		stake(&coldkey(1), &hotkey(1), FIRST, 10);
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 100);
		stake(&coldkey(2), &hotkey(2), FIRST, 1);
		relate(1, &[(HALF, 2), (HALF / 2, 3)]);
		let child = StakeLedger::<Test>::influence(&hotkey(2), FIRST);
		let expected = Influence {
			subnet: TAO,
			root: 0,
			lock: 0,
			loans: vec![Loan {
				parent: hotkey(1),
				subnet: 5 * TAO - 1,
				root: 9 * TAO - 1,
			}],
		};
		assert_eq!(child, expected);
		assert_eq!(
			(child.subnet_stake(), child.root_stake()),
			(6 * TAO - 1, 9 * TAO - 1)
		);
		assert_eq!(weight(1) + weight(2) + weight(3), 10 * TAO + 18 * TAO - 1 + TAO);
	});
}

#[test]
fn lock_should_not_be_lent() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(1), &hotkey(1));
		stake(&coldkey(9), &hotkey(9), netuid, 7);
		let all = vec![(u64::MAX, hotkey(1))];
		assert_ok!(SubtensorModule::set_children(
			signed(&coldkey(9)),
			hotkey(9),
			netuid,
			all
		));
		run_blocks(1);
		let weight = |key: u8| StakeLedger::<Test>::influence(&hotkey(key), netuid).total();
		assert_eq!((weight(9), weight(1)), (100 * TAO, 7 * TAO));
	});
}

#[test]
fn borrowed_weight_should_reach_a_permit() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2]);
		stake(&coldkey(1), &hotkey(1), FIRST, 10);
		relate(1, &[(u64::MAX, 2)]);
		run_to_epoch(FIRST);
		assert_eq!(ValidatorPermit::<Test>::get(FIRST).to_vec(), vec![false, true]);
	});
}

/// The most hotkeys of a random family.
const KEYS: u8 = 9;

/// What hotkeys choose: each a few others, with parts that may sum to all.
pub fn choices() -> impl Strategy<Value = Vec<(u8, Vec<(u64, u8)>)>> {
	let child = (1..=u64::MAX / 5, 1..=KEYS);
	proptest::collection::vec((1..=KEYS, proptest::collection::vec(child, 0..=5)), 0..16)
}

/// Stake in rao on the subnet and on root, per hotkey.
pub fn stakes() -> impl Strategy<Value = Vec<(u64, u64)>> {
	let rao = || prop_oneof![Just(0), 2_000_000..5_000 * TAO];
	proptest::collection::vec((rao(), rao()), usize::from(KEYS))
}

/// A family: hotkeys 1 to 9 of coldkeys 1 to 9, with that stake, and what became of those choices.
pub fn family(stakes: &[(u64, u64)], choices: &[(u8, Vec<(u64, u8)>)]) {
	for (key, (subnet, root)) in (1..=KEYS).zip(stakes) {
		register(FIRST, &coldkey(key), &hotkey(key));
		for (netuid, rao) in [(FIRST, *subnet), (NetUid::ROOT, *root)] {
			if rao > 0 {
				let add = SubtensorModule::add_stake(signed(&coldkey(key)), hotkey(key), netuid, rao);
				assert_ok!(add);
			}
		}
	}
	for (parent, children) in choices {
		let _refused = choose(*parent, children);
		run_blocks(1); // checks the invariants
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn weights_should_sum_to_all_stake_whoever_lends(stakes in stakes(), choices in choices()) {
		TestChain::default().build_and_execute(|| {
			family(&stakes, &choices);
			let influence = |key| StakeLedger::<Test>::influence(&hotkey(key), FIRST);
			let weights: Rao = (1..=KEYS).map(|key| influence(key).total()).sum();
			let own: Rao = (1..=KEYS)
				.map(|key| StakeLedger::<Test>::loan(&hotkey(key), FIRST, u64::MAX).total())
				.sum();
			assert_eq!(weights, own);
			let related = (1..=KEYS).filter(|key| !children_of(*key).is_empty()).count();
			assert!(related < usize::from(KEYS), "somebody has to be a child");
		});
	}
}
