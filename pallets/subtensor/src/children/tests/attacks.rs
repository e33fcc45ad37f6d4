//! What somebody could try.

use super::*;
use frame_support::assert_noop;

/// Hotkey 0 with 16 parents, hotkeys 11 to 26, that lend a bit more than a TAO each: the first one least.
fn crowd() {
	neurons(&[0]);
	for key in 11..27 {
		register(FIRST, &coldkey(1), &hotkey(key));
		stake(&coldkey(1), &hotkey(key), FIRST, u64::from(key) - 9);
		relate(key, &[(HALF, 0)]);
	}
	assert_eq!(parents_of(0).len(), 16);
}

/// A newcomer with so much stake chooses hotkey 0.
fn join(key: u8, tao: u64) {
	register(FIRST, &coldkey(2), &hotkey(key));
	stake(&coldkey(2), &hotkey(key), FIRST, tao);
	relate(key, &[(HALF, 0)]);
}

#[test]
fn dust_should_not_crowd_out_those_who_lend_more() {
	TestChain::default().build_and_execute(|| {
		crowd();
		join(30, 1);
		join(31, 2);
		assert_eq!(
			(children_of(30), children_of(31)),
			(vec![], vec![]),
			"not more than the least"
		);
		join(32, 3);
		assert_eq!(children_of(32), listed(&[(HALF, 0)]));
		assert_eq!(children_of(11), vec![], "it lent least");
		assert_eq!(parents_of(0).len(), 16);
		assert!(events().contains(&Event::SetChildren(hotkey(11), FIRST, vec![])));
	});
}

#[test]
fn parent_should_keep_its_place_when_it_changes_its_part() {
	TestChain::default().build_and_execute(|| {
		crowd();
		relate(11, &[(1, 0)]);
		assert_eq!(children_of(11), listed(&[(1, 0)]));
		assert_eq!(parents_of(0).len(), 16);
	});
}

#[test]
fn squatter_should_not_keep_a_hotkey_from_having_children() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3]);
		relate(3, &[(1, 1)]);
		assert_ok!(choose(1, &[(HALF, 2)]));
		// The squatter goes on as fast as it can.
		assert_ok!(choose(3, &[(1, 1)]));
		run_blocks(1);
		assert_eq!(children_of(1), listed(&[(HALF, 2)]));
		assert_eq!(children_of(3), vec![]);
		assert_noop!(choose(3, &[(1, 1)]), Error::<Test>::InvalidChild);
	});
}

#[test]
fn stake_should_count_once_when_it_moves_between_parents() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3, 4]);
		stake(&coldkey(1), &hotkey(1), FIRST, 100);
		relate(1, &[(u64::MAX, 3)]);
		relate(2, &[(u64::MAX, 4)]);
		let all = || [1, 2, 3, 4].map(weight);
		assert_eq!(all(), [0, 0, 100 * TAO, 0]);
		let moved = |from: u8, to: u8| {
			SubtensorModule::move_stake(
				signed(&coldkey(1)),
				hotkey(from),
				hotkey(to),
				FIRST,
				FIRST,
				100 * TAO,
			)
		};
		run_blocks(10);
		assert_ok!(moved(1, 2));
		assert_eq!(all(), [0, 0, 0, 100 * TAO]);
		assert_noop!(moved(2, 1), Error::<Test>::StakeCoolingDown);
	});
}

#[test]
fn borrowed_weight_should_not_be_lent_on() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3]);
		stake(&coldkey(1), &hotkey(1), FIRST, 100);
		relate(1, &[(u64::MAX, 2)]);
		relate(2, &[(u64::MAX, 3)]);
		assert_eq!([1, 2, 3].map(weight), [100 * TAO, 0, 0]);
	});
}
