//! Stake that is given up.

use super::{add, staked};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn recycle(rao: Rao, netuid: NetUid) -> sp_runtime::DispatchResult {
	SubtensorModule::recycle_alpha(signed(&coldkey(1)), hotkey(1), rao, netuid)
}

fn burn(rao: Rao, netuid: NetUid) -> sp_runtime::DispatchResult {
	SubtensorModule::burn_alpha(signed(&coldkey(1)), hotkey(1), rao, netuid)
}

fn free_stake() {
	register(FIRST, &coldkey(0), &hotkey(1));
	stake(&coldkey(1), &hotkey(1), FIRST, 10);
	run_blocks(10);
}

#[test]
fn recycled_stake_should_leave_the_issuance() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let issuance = Balances::total_issuance();
		assert_ok!(recycle(4 * TAO, FIRST));
		assert_eq!(issuance - Balances::total_issuance(), 4 * TAO);
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 6 * TAO);
		let event = Event::AlphaRecycled(coldkey(1), hotkey(1), 4 * TAO, FIRST);
		assert!(events().contains(&event));
	});
}

#[test]
fn burned_stake_should_stay_in_the_issuance_where_nobody_can_use_it() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let issuance = Balances::total_issuance();
		assert_noop!(burn(499, FIRST), Error::<Test>::AmountTooLow);
		assert_ok!(burn(4 * TAO, FIRST));
		assert_ok!(burn(1, FIRST));
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(free(&Ledger::<Test>::graveyard()), 4 * TAO + 1);
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 6 * TAO - 1);
		let event = Event::AlphaBurned(coldkey(1), hotkey(1), 4 * TAO, FIRST);
		assert!(events().contains(&event));
	});
}

#[test]
fn remainder_should_be_paid_out_when_it_is_below_the_minimum() {
	TestChain::default().build_and_execute(|| {
		for give_up in [recycle, burn] {
			free_stake_again();
			let before = free(&coldkey(1));
			assert_ok!(give_up(10 * TAO - 1_000, FIRST));
			assert_eq!(free(&coldkey(1)) - before, 1_000);
			assert_eq!(TotalStake::<Test>::get(), 0);
			assert!(events().contains(&Event::StakeRemoved(
				coldkey(1),
				hotkey(1),
				1_000,
				1_000,
				FIRST,
				0
			)));
		}
	});
}

/// As `free_stake`, on a chain where the hotkey may be a neuron already.
fn free_stake_again() {
	if Uids::<Test>::contains_key(FIRST, hotkey(1)) {
		stake(&coldkey(1), &hotkey(1), FIRST, 10);
		run_blocks(10);
	} else {
		free_stake();
	}
}

#[test]
fn giving_up_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 10);
		for give_up in [recycle, burn] {
			assert_noop!(
				give_up(TAO, NetUid::ROOT),
				Error::<Test>::CannotBurnOrRecycleOnRootSubnet
			);
			assert_noop!(give_up(TAO, NetUid(9)), Error::<Test>::SubnetNotExists);
			assert_noop!(give_up(0, FIRST), Error::<Test>::AmountTooLow);
			assert_noop!(
				give_up(10 * TAO + 1, FIRST),
				Error::<Test>::NotEnoughStakeToWithdraw
			);
		}
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, TAO));
		for give_up in [recycle, burn] {
			assert_noop!(give_up(10 * TAO + 1, FIRST), Error::<Test>::StakeCoolingDown);
		}
		assert_noop!(
			SubtensorModule::burn_alpha(signed(&coldkey(1)), hotkey(2), TAO, FIRST),
			Error::<Test>::HotKeyAccountNotExists
		);
	});
}
