//! Stake that moves from pool to pool.

use super::{add, remove, staked};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn move_stake(
	who: &AccountId,
	(from, origin): (&AccountId, NetUid),
	(to, destination): (&AccountId, NetUid),
	rao: Rao,
) -> sp_runtime::DispatchResult {
	SubtensorModule::move_stake(signed(who), from.clone(), to.clone(), origin, destination, rao)
}

fn swap(who: &AccountId, key: &AccountId, from: NetUid, to: NetUid, rao: Rao) -> sp_runtime::DispatchResult {
	SubtensorModule::swap_stake(signed(who), key.clone(), from, to, rao)
}

fn transfer(
	who: &AccountId,
	receiver: &AccountId,
	key: &AccountId,
	(from, to): (NetUid, NetUid),
	rao: Rao,
) -> sp_runtime::DispatchResult {
	SubtensorModule::transfer_stake(signed(who), receiver.clone(), key.clone(), from, to, rao)
}

/// Coldkey 1 has 10 TAO of stake on hotkey 1 and subnet 1, free to leave. Hotkey 2 exists as well.
fn free_stake() {
	register(FIRST, &coldkey(0), &hotkey(1));
	register(FIRST, &coldkey(0), &hotkey(2));
	stake(&coldkey(1), &hotkey(1), FIRST, 10);
	run_blocks(10);
}

#[test]
fn move_should_take_the_rao_to_the_other_subnets_pot() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let pots = [FIRST, NetUid::ROOT].map(|netuid| free(&Ledger::<Test>::pot(netuid)));
		let (from, to) = ((&hotkey(1), FIRST), (&hotkey(2), NetUid::ROOT));
		assert_ok!(move_stake(&coldkey(1), from, to, 4 * TAO));
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 6 * TAO);
		assert_eq!(staked(&coldkey(1), &hotkey(2), NetUid::ROOT), 4 * TAO);
		assert_eq!(free(&Ledger::<Test>::pot(FIRST)), pots[0] - 4 * TAO);
		assert_eq!(free(&Ledger::<Test>::pot(NetUid::ROOT)), pots[1] + 4 * TAO);
		assert_eq!(TotalStake::<Test>::get(), 10 * TAO);
		let event = Event::StakeMoved(coldkey(1), hotkey(1), FIRST, hotkey(2), NetUid::ROOT, 4 * TAO);
		assert!(events().contains(&event));
	});
}

#[test]
fn stake_should_cool_where_it_arrives() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		assert_ok!(move_stake(
			&coldkey(1),
			(&hotkey(1), FIRST),
			(&hotkey(2), FIRST),
			4 * TAO
		));
		assert_ok!(swap(&coldkey(1), &hotkey(1), FIRST, NetUid::ROOT, 2 * TAO));
		assert_ok!(transfer(
			&coldkey(1),
			&coldkey(2),
			&hotkey(1),
			(FIRST, FIRST),
			TAO
		));
		let places = [
			(coldkey(1), hotkey(2), FIRST),
			(coldkey(1), hotkey(1), NetUid::ROOT),
			(coldkey(2), hotkey(1), FIRST),
		];
		run_blocks(9);
		for (who, key, netuid) in &places {
			assert_noop!(remove(who, key, *netuid, TAO), Error::<Test>::StakeCoolingDown);
			let elsewhere = if netuid.is_root() { FIRST } else { NetUid::ROOT };
			assert_noop!(
				swap(who, key, *netuid, elsewhere, TAO),
				Error::<Test>::StakeCoolingDown
			);
		}
		run_blocks(1);
		for (who, key, netuid) in &places {
			assert_ok!(remove(who, key, *netuid, TAO));
		}
	});
}

#[test]
fn swap_should_go_to_another_subnet_on_the_same_hotkey() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		assert_ok!(swap(&coldkey(1), &hotkey(1), FIRST, NetUid::ROOT, 10 * TAO));
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 0);
		assert_eq!(staked(&coldkey(1), &hotkey(1), NetUid::ROOT), 10 * TAO);
		assert_eq!(StakingHotkeys::<Test>::get(coldkey(1)).to_vec(), vec![hotkey(1)]);
		let event = Event::StakeSwapped(coldkey(1), hotkey(1), FIRST, NetUid::ROOT, 10 * TAO);
		assert!(events().contains(&event));
	});
}

#[test]
fn transfer_should_give_stake_to_another_coldkey() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let receiver = account(50);
		assert_ok!(transfer(
			&coldkey(1),
			&receiver,
			&hotkey(1),
			(FIRST, NetUid::ROOT),
			3 * TAO
		));
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 7 * TAO);
		assert_eq!(staked(&receiver, &hotkey(1), NetUid::ROOT), 3 * TAO);
		let event = Event::StakeTransferred(coldkey(1), receiver, hotkey(1), FIRST, NetUid::ROOT, 3 * TAO);
		assert!(events().contains(&event));
	});
}

#[test]
fn relocation_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let here = (&hotkey(1), FIRST);
		let who = coldkey(1);
		assert_noop!(move_stake(&who, here, here, TAO), Error::<Test>::SameNetuid);
		assert_noop!(
			swap(&who, &hotkey(1), FIRST, FIRST, TAO),
			Error::<Test>::SameNetuid
		);
		assert_noop!(
			transfer(&who, &who, &hotkey(1), (FIRST, FIRST), TAO),
			Error::<Test>::SameNetuid
		);
		assert_noop!(
			move_stake(&who, here, (&hotkey(1), NetUid(9)), TAO),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			swap(&who, &hotkey(1), NetUid(9), FIRST, TAO),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			move_stake(&who, here, (&hotkey(3), FIRST), TAO),
			Error::<Test>::HotKeyAccountNotExists
		);
		assert_noop!(
			move_stake(&who, (&hotkey(3), FIRST), here, TAO),
			Error::<Test>::HotKeyAccountNotExists
		);
		assert_noop!(
			swap(&who, &hotkey(1), FIRST, NetUid::ROOT, 0),
			Error::<Test>::AmountTooLow
		);
		assert_noop!(
			swap(&who, &hotkey(1), FIRST, NetUid::ROOT, 1_999_999),
			Error::<Test>::AmountTooLow
		);
		assert_noop!(
			swap(&who, &hotkey(1), FIRST, NetUid::ROOT, 10 * TAO + 1),
			Error::<Test>::NotEnoughStakeToWithdraw
		);
		assert_noop!(
			transfer(&coldkey(2), &who, &hotkey(1), (FIRST, FIRST), TAO),
			Error::<Test>::NotEnoughStakeToWithdraw
		);
	});
}

#[test]
fn transfer_should_be_refused_when_either_subnet_does_not_allow_it() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let (give, who) = (
			|netuids| transfer(&coldkey(1), &coldkey(2), &hotkey(1), netuids, TAO),
			coldkey(1),
		);
		for netuid in [FIRST, NetUid::ROOT] {
			TransferToggle::<Test>::insert(netuid, false);
			assert_noop!(give((FIRST, NetUid::ROOT)), Error::<Test>::TransferDisallowed);
			assert_ok!(swap(&who, &hotkey(1), FIRST, NetUid::ROOT, TAO));
			TransferToggle::<Test>::insert(netuid, true);
		}
		assert_ok!(give((FIRST, NetUid::ROOT)));
	});
}

#[test]
fn remainder_should_move_along_when_it_is_below_the_minimum() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let most = 10 * TAO - 1_999_999;
		assert_ok!(swap(&coldkey(1), &hotkey(1), FIRST, NetUid::ROOT, most));
		assert_eq!(staked(&coldkey(1), &hotkey(1), NetUid::ROOT), 10 * TAO);
		assert!(!TotalHotkeyShares::<Test>::contains_key(hotkey(1), FIRST));
		assert!(events().contains(&Event::StakeSwapped(
			coldkey(1),
			hotkey(1),
			FIRST,
			NetUid::ROOT,
			10 * TAO
		)));
	});
}

#[test]
fn little_should_join_what_is_there_when_it_is_not_a_gift() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 1);
		stake(&coldkey(2), &hotkey(1), NetUid::ROOT, 1);
		assert_ok!(swap(&coldkey(1), &hotkey(1), FIRST, NetUid::ROOT, 1_000));
		assert_eq!(staked(&coldkey(1), &hotkey(1), NetUid::ROOT), TAO + 1_000);
		assert_noop!(
			transfer(
				&coldkey(1),
				&coldkey(2),
				&hotkey(1),
				(FIRST, NetUid::ROOT),
				1_999_999
			),
			Error::<Test>::AmountTooLow
		);
	});
}

#[test]
fn nominators_should_need_more_when_root_demands_it() {
	TestChain::default()
		.with(|genesis| genesis.chain.nominator_min_required_stake = TAO)
		.build_and_execute(|| {
			free_stake();
			assert_noop!(
				add(&coldkey(2), &hotkey(1), FIRST, TAO - 1),
				Error::<Test>::AmountTooLow
			);
			assert_noop!(
				swap(&coldkey(1), &hotkey(1), FIRST, NetUid::ROOT, TAO - 1),
				Error::<Test>::AmountTooLow
			);
			assert_ok!(add(&coldkey(0), &hotkey(1), FIRST, 2_000_000));
			assert_noop!(
				add(&coldkey(0), &hotkey(1), FIRST, 1_999_999),
				Error::<Test>::AmountTooLow
			);
			// What would remain is too little for a nominator: all of it leaves.
			let before = free(&coldkey(1));
			assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, 9 * TAO + 1));
			assert_eq!(free(&coldkey(1)) - before, 10 * TAO);
		});
}

#[test]
fn hotkey_should_be_released_when_the_last_stake_moves_away() {
	let tiny = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.max_allowed_uids = 1;
		genesis.subnet_defaults.max_allowed_validators = 1;
	};
	TestChain::default().with(tiny).build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 10);
		run_blocks(10);
		register(FIRST, &coldkey(0), &hotkey(2));
		assert_ok!(move_stake(
			&coldkey(1),
			(&hotkey(1), FIRST),
			(&hotkey(2), FIRST),
			10 * TAO
		));
		assert_eq!(owner_of::<Test>(hotkey(1)), None);
	});
}

#[test]
fn limits_should_be_met_by_all_or_by_nothing() {
	TestChain::default().build_and_execute(|| {
		free_stake();
		let (who, key) = (coldkey(1), hotkey(1));
		let buy = |limit, partial| {
			SubtensorModule::add_stake_limit(signed(&who), key.clone(), FIRST, TAO, limit, partial)
		};
		let sell = |limit, partial| {
			SubtensorModule::remove_stake_limit(signed(&who), key.clone(), FIRST, TAO, limit, partial)
		};
		let swap = |limit, partial| {
			let (from, to) = (FIRST, NetUid::ROOT);
			SubtensorModule::swap_stake_limit(signed(&who), key.clone(), from, to, TAO, limit, partial)
		};
		let leave = |limit| SubtensorModule::remove_stake_full_limit(signed(&who), key.clone(), FIRST, limit);
		for partial in [false, true] {
			assert_noop!(buy(TAO - 1, partial), Error::<Test>::SlippageTooHigh);
			assert_noop!(sell(TAO + 1, partial), Error::<Test>::SlippageTooHigh);
			assert_noop!(swap(TAO + 1, partial), Error::<Test>::SlippageTooHigh);
			assert_ok!(sell(TAO, partial));
			assert_ok!(swap(TAO, partial));
			assert_ok!(sell(0, partial));
		}
		assert_noop!(leave(Some(TAO + 1)), Error::<Test>::SlippageTooHigh);
		assert_ok!(leave(Some(TAO)));
		assert_ok!(buy(TAO, false));
		assert_ok!(buy(u64::MAX, true));
		assert_eq!(staked(&who, &key, FIRST), 2 * TAO);
		assert_eq!(staked(&who, &key, NetUid::ROOT), 2 * TAO);
	});
}
