//! Leaving altogether: a subnet, or all of them.

use super::{staked, transfer};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn unstake_all(who: &AccountId) -> frame_support::dispatch::DispatchResultWithPostInfo {
	SubtensorModule::unstake_all(signed(who), hotkey(1))
}

fn unstake_all_alpha(who: &AccountId) -> frame_support::dispatch::DispatchResultWithPostInfo {
	SubtensorModule::unstake_all_alpha(signed(who), hotkey(1))
}

fn leave(who: &AccountId, netuid: NetUid) -> sp_runtime::DispatchResult {
	SubtensorModule::remove_stake_full_limit(signed(who), hotkey(1), netuid, None)
}

/// Coldkey 1 has 5 TAO on hotkey 1 and subnet 1, 3 on a second subnet, 2 on root, all free to leave.
fn stake_everywhere() -> NetUid {
	register(FIRST, &coldkey(0), &hotkey(1));
	let second = create_subnet(&hotkey(9));
	for (netuid, tao) in [(FIRST, 5), (second, 3), (NetUid::ROOT, 2)] {
		stake(&coldkey(1), &hotkey(1), netuid, tao);
	}
	run_blocks(10);
	second
}

#[test]
fn unstaking_all_should_pay_out_what_lies_on_every_subnet_and_root() {
	TestChain::default().build_and_execute(|| {
		let second = stake_everywhere();
		let before = free(&coldkey(1));
		let post = unstake_all(&coldkey(1)).unwrap();
		assert_eq!(free(&coldkey(1)) - before, 10 * TAO);
		assert!(!StakingHotkeys::<Test>::contains_key(coldkey(1)));
		for (netuid, tao) in [(FIRST, 5), (second, 3), (NetUid::ROOT, 2)] {
			let event = Event::StakeRemoved(coldkey(1), hotkey(1), tao * TAO, tao * TAO, netuid, 0);
			assert!(events().contains(&event));
		}
		let weight = <Test as Config>::WeightInfo::unstake_all(3);
		assert_eq!(post.actual_weight, Some(weight));
	});
}

#[test]
fn unstaking_all_should_skip_what_cools() {
	TestChain::default().build_and_execute(|| {
		let second = stake_everywhere();
		stake(&coldkey(1), &hotkey(1), second, 1);
		stake(&coldkey(1), &hotkey(1), FIRST, 7);
		assert_ok!(SubtensorModule::remove_stake(
			signed(&coldkey(1)),
			hotkey(1),
			FIRST,
			5 * TAO
		));
		let before = free(&coldkey(1));
		assert_ok!(unstake_all(&coldkey(1)));
		assert_eq!(
			free(&coldkey(1)) - before,
			5 * TAO,
			"3 of the second subnet, 2 of root"
		);
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 7 * TAO);
		assert_eq!(staked(&coldkey(1), &hotkey(1), second), TAO);
	});
}

#[test]
fn unstaking_all_should_be_refused_when_nothing_can_leave() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		let nothing = Error::<Test>::NotEnoughStakeToWithdraw;
		assert_noop!(unstake_all(&coldkey(1)), nothing);
		let nothing = Error::<Test>::NotEnoughStakeToWithdraw;
		assert_noop!(unstake_all_alpha(&coldkey(1)), nothing);
		stake(&coldkey(1), &hotkey(1), FIRST, 1);
		assert_noop!(unstake_all(&coldkey(1)), Error::<Test>::StakeCoolingDown);
		assert_noop!(unstake_all_alpha(&coldkey(1)), Error::<Test>::StakeCoolingDown);
		assert_noop!(
			SubtensorModule::unstake_all(signed(&coldkey(1)), hotkey(2)),
			Error::<Test>::HotKeyAccountNotExists
		);
		assert_noop!(
			SubtensorModule::unstake_all_alpha(signed(&coldkey(1)), hotkey(2)),
			Error::<Test>::HotKeyAccountNotExists
		);
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 1);
		run_blocks(10);
		assert_ok!(leave(&coldkey(1), FIRST));
		let nothing = Error::<Test>::NotEnoughStakeToWithdraw;
		assert_noop!(unstake_all_alpha(&coldkey(1)), nothing);
	});
}

#[test]
fn all_should_move_to_root_and_cool_there() {
	TestChain::default().build_and_execute(|| {
		let second = stake_everywhere();
		assert_ok!(unstake_all_alpha(&coldkey(1)));
		assert_eq!(staked(&coldkey(1), &hotkey(1), NetUid::ROOT), 10 * TAO);
		for (netuid, tao) in [(FIRST, 5), (second, 3)] {
			assert_eq!(staked(&coldkey(1), &hotkey(1), netuid), 0);
			let event = Event::StakeSwapped(coldkey(1), hotkey(1), netuid, NetUid::ROOT, tao * TAO);
			assert!(events().contains(&event));
		}
		// What lay on root before is free; what came cools.
		assert_ok!(SubtensorModule::remove_stake(
			signed(&coldkey(1)),
			hotkey(1),
			NetUid::ROOT,
			2 * TAO
		));
		assert_noop!(unstake_all(&coldkey(1)), Error::<Test>::StakeCoolingDown);
	});
}

#[test]
fn all_should_be_refused_when_it_would_be_too_little_on_root() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(SubtensorModule::add_stake(
			signed(&coldkey(1)),
			hotkey(1),
			FIRST,
			2_000_000
		));
		run_blocks(10);
		MinStake::<Test>::put(3_000_000);
		assert_noop!(unstake_all_alpha(&coldkey(1)), Error::<Test>::AmountTooLow);
		assert_ok!(unstake_all(&coldkey(1)));
	});
}

#[test]
fn leaving_should_pay_out_everything_when_nothing_cools() {
	TestChain::default().build_and_execute(|| {
		let second = stake_everywhere();
		let before = free(&coldkey(1));
		assert_ok!(leave(&coldkey(1), second));
		assert_eq!(free(&coldkey(1)) - before, 3 * TAO);
		assert_noop!(
			leave(&coldkey(1), second),
			Error::<Test>::NotEnoughStakeToWithdraw
		);
		assert_noop!(leave(&coldkey(1), NetUid(9)), Error::<Test>::SubnetNotExists);
		stake(&coldkey(1), &hotkey(1), FIRST, 1);
		assert_noop!(leave(&coldkey(1), FIRST), Error::<Test>::StakeCoolingDown);
	});
}

#[test]
fn leaving_should_not_wait_for_what_others_sent() {
	TestChain::default().build_and_execute(|| {
		stake_everywhere();
		stake(&coldkey(2), &hotkey(1), FIRST, 1);
		run_blocks(10);
		assert_ok!(transfer(&coldkey(2), &coldkey(1), FIRST, TAO));
		let before = free(&coldkey(1));
		assert_ok!(leave(&coldkey(1), FIRST));
		assert_eq!(free(&coldkey(1)) - before, 5 * TAO);
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), TAO);
		assert_noop!(leave(&coldkey(1), FIRST), Error::<Test>::StakeCoolingDown);
		run_blocks(10);
		assert_ok!(leave(&coldkey(1), FIRST));
		assert!(!StakeCooldown::<Test>::contains_key((
			hotkey(1),
			coldkey(1),
			FIRST
		)));
	});
}
