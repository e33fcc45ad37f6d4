//! Choices that begin to count, relations that end.

use super::*;
use crate::children::applying::{MOST_LOOKED_AT, PART_OF_A_BLOCK};
use frame_support::assert_noop;

#[test]
fn parents_should_go_when_a_hotkey_chooses_children() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3, 4]);
		relate(1, &[(HALF, 2), (HALF, 3)]);
		relate(4, &[(HALF, 2)]);
		relate(2, &[]);
		assert_eq!(parents_of(2).len(), 2, "none is no choice of children");
		relate(2, &[(HALF, 3)]);
		assert_eq!(parents_of(2), vec![]);
		assert_eq!((children_of(1), children_of(4)), (listed(&[(HALF, 3)]), vec![]));
		assert_eq!(parents_of(3), vec![hotkey(1), hotkey(2)]);
	});
}

#[test]
fn child_should_be_left_out_when_it_became_a_parent_meanwhile() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3, 4]);
		assert_ok!(choose(2, &[(HALF, 3)]));
		assert_ok!(choose(1, &[(1, 2), (2, 4)]));
		run_blocks(1);
		assert_eq!(children_of(1), listed(&[(2, 4)]));
		assert_eq!(children_of(2), listed(&[(HALF, 3)]));
		assert!(events().contains(&Event::SetChildren(hotkey(1), FIRST, listed(&[(2, 4)]))));
	});
}

#[test]
fn cycles_should_not_come_about_when_hotkeys_choose_each_other() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3]);
		assert_ok!(choose(1, &[(HALF, 2)]));
		assert_ok!(choose(2, &[(HALF, 3)]));
		assert_ok!(choose(3, &[(HALF, 1)]));
		run_blocks(1);
		// The second evicts its parent; the third names one that is a parent no more.
		assert_eq!(
			(children_of(1), children_of(2), children_of(3)),
			(vec![], vec![], listed(&[(HALF, 1)]))
		);

		assert_ok!(choose(1, &[(HALF, 2)]));
		assert_ok!(choose(2, &[(HALF, 1)]));
		run_blocks(1);
		assert_eq!(
			(children_of(1), children_of(2)),
			(listed(&[(HALF, 2)]), vec![]),
			"the first is a parent and cannot be a child"
		);
	});
}

#[test]
fn parts_should_change_when_the_same_children_are_chosen_again() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3, 4]);
		relate(1, &[(HALF, 2), (HALF, 3)]);
		relate(1, &[(7, 2), (8, 4)]);
		assert_eq!(children_of(1), listed(&[(7, 2), (8, 4)]));
		assert_eq!(ParentKeys::<Test>::get(hotkey(2), FIRST)[0].0, 7);
		assert_eq!((parents_of(3), parents_of(4)), (vec![], vec![hotkey(1)]));
	});
}

#[test]
fn relations_should_be_of_one_subnet() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2]);
		let second = create_subnet(&hotkey(9));
		relate(1, &[(HALF, 2)]);
		let set = SubtensorModule::set_children(signed(&coldkey(2)), hotkey(2), second, listed(&[(HALF, 1)]));
		assert_ok!(set);
		run_blocks(1);
		assert_eq!(
			ChildKeys::<Test>::get(hotkey(2), second).to_vec(),
			listed(&[(HALF, 1)])
		);
		assert_eq!(children_of(1), listed(&[(HALF, 2)]));
	});
}

#[test]
fn block_should_apply_choices_for_a_part_of_its_time_and_leave_the_rest_to_the_next() {
	TestChain::default().build_and_execute(|| {
		const CHILDREN: [u8; 5] = [71, 72, 73, 74, 75];
		let parents = 1..=24;
		for number in CHILDREN.into_iter().chain(parents.clone()) {
			register(FIRST, &coldkey(0), &hotkey(number));
		}
		let all: Vec<(u64, u8)> = CHILDREN.into_iter().map(|child| (1, child)).collect();
		for parent in parents {
			assert_ok!(choose(parent, &all));
		}
		let limits: frame_system::limits::BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
		let most: u64 = PART_OF_A_BLOCK * limits.max_block.ref_time();
		let last = <Test as Config>::WeightInfo::apply_choice(5, 5).ref_time();
		let spent = ChildkeyRegistry::<Test>::run().ref_time();
		assert!((most..most + 2 * last).contains(&spent), "{spent} of {most}");
		let (first, end) = ChildkeyQueueEnds::<Test>::get();
		assert!((8..end).contains(&first), "{first} of {end}");
		for _ in 0..2 {
			let _weight = ChildkeyRegistry::<Test>::run();
		}
		assert_eq!(ChildkeyQueueEnds::<Test>::get(), (end, end));
		assert_eq!(parents_of(71).len(), 16);
	});
}

#[test]
fn numbers_of_replaced_choices_should_hold_up_others_by_little() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3, 4]);
		for _ in 0..2 * MOST_LOOKED_AT {
			assert_ok!(choose(1, &[(1, 3)]));
		}
		assert_ok!(choose(2, &[(1, 4)]));
		run_blocks(1);
		assert!(children_of(2).is_empty());
		run_blocks(2);
		assert_eq!((children_of(1).len(), children_of(2).len()), (1, 1));
		let (first, end) = ChildkeyQueueEnds::<Test>::get();
		assert_eq!(first, end);
	});
}

/// A subnet 1 of one neuron; hotkeys 1 to 3 with stake on root, hotkey 2 the child of the others.
fn staked_family() {
	for key in 1..=3 {
		register(FIRST, &coldkey(key), &hotkey(key));
		stake(&coldkey(key), &hotkey(key), FIRST, 10);
	}
	relate(1, &[(HALF, 2)]);
	relate(3, &[(HALF, 2)]);
	for key in [10, 11, 12] {
		register(FIRST, &coldkey(9), &hotkey(key));
	}
}

fn tiny() -> TestChain {
	TestChain::default().with(|genesis| {
		genesis.subnet_defaults.max_allowed_uids = 3;
		genesis.subnet_defaults.max_allowed_validators = 3;
	})
}

fn unstake(key: u8) {
	assert_ok!(SubtensorModule::remove_stake(
		signed(&coldkey(key)),
		hotkey(key),
		FIRST,
		10 * TAO
	));
}

#[test]
fn relations_should_stay_when_a_hotkey_is_no_neuron_any_more() {
	tiny().build_and_execute(|| {
		staked_family();
		assert!(!Uids::<Test>::contains_key(FIRST, hotkey(2)));
		run_blocks(1);
		assert_eq!(parents_of(2), vec![hotkey(1), hotkey(3)]);
		assert_eq!(children_of(1), listed(&[(HALF, 2)]));
	});
}

#[test]
fn relations_should_end_when_a_parent_is_idle() {
	tiny().build_and_execute(|| {
		staked_family();
		assert_ok!(SubtensorModule::set_childkey_take(
			signed(&coldkey(1)),
			hotkey(1),
			FIRST,
			9
		));
		run_blocks(10);
		assert_ok!(choose(1, &[(1, 2)]));
		unstake(1);
		assert_eq!(owner_of::<Test>(hotkey(1)), None);
		// Whoever owns it next gets nothing of that, and waits until it has ended.
		register(FIRST, &coldkey(4), &hotkey(1));
		assert_noop!(choose(1, &[]), Error::<Test>::ChildkeysAreEnding);
		run_blocks(1);
		assert_eq!(parents_of(2), vec![hotkey(3)]);
		assert_eq!(children_of(1), vec![]);
		assert_eq!(ChildkeyTake::<Test>::get(hotkey(1), FIRST), 0);
		assert!(!ChildkeyChoices::<Test>::contains_key(hotkey(1), FIRST));
		assert!(!PendingChildKeys::<Test>::contains_key(FIRST, hotkey(1)));
		run_blocks(1);
		assert!(!EndingChildkeys::<Test>::contains_key(hotkey(1)));
		assert_ok!(choose(1, &[(1, 2)]));
	});
}

#[test]
fn relations_should_end_when_a_child_is_idle() {
	tiny().build_and_execute(|| {
		staked_family();
		run_blocks(10);
		unstake(2);
		run_blocks(1);
		assert_eq!(parents_of(2), vec![]);
		assert_eq!((children_of(1), children_of(3)), (vec![], vec![]));
		assert!(!EndingChildkeys::<Test>::contains_key(hotkey(2)));
	});
}

#[test]
fn relations_should_end_when_a_hotkey_names_another_owner() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2]);
		relate(1, &[(HALF, 2)]);
		assert_ok!(SubtensorModule::confirm_owner(signed(&hotkey(1)), coldkey(5)));
		run_blocks(1);
		assert_eq!((children_of(1), parents_of(2)), (vec![], vec![]));
	});
}

#[test]
fn child_that_lost_its_owner_should_be_left_out() {
	tiny().build_and_execute(|| {
		assert_ok!(SubtensorModule::set_pending_childkey_cooldown(
			RuntimeOrigin::root(),
			3
		));
		neurons(&[1, 2]);
		assert_ok!(choose(1, &[(HALF, 2)]));
		stake(&coldkey(1), &hotkey(1), FIRST, 1);
		run_blocks(1);
		for key in [10, 11, 12] {
			register(FIRST, &coldkey(9), &hotkey(key));
		}
		assert_eq!(owner_of::<Test>(hotkey(2)), None);
		run_blocks(2);
		assert_eq!(children_of(1), vec![]);
	});
}
