//! Entering, leaving, cooling down, influence.

mod attacks;
mod automatic;
mod burning;
mod clearing;
mod laws;
mod relocation;
mod sweep;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn add(who: &AccountId, key: &AccountId, netuid: NetUid, rao: Rao) -> sp_runtime::DispatchResult {
	SubtensorModule::add_stake(signed(who), key.clone(), netuid, rao)
}

fn remove(who: &AccountId, key: &AccountId, netuid: NetUid, rao: Rao) -> sp_runtime::DispatchResult {
	SubtensorModule::remove_stake(signed(who), key.clone(), netuid, rao)
}

/// Gives stake on hotkey 1 to another coldkey, on the same subnet.
fn transfer(who: &AccountId, receiver: &AccountId, netuid: NetUid, rao: Rao) -> sp_runtime::DispatchResult {
	SubtensorModule::transfer_stake(signed(who), receiver.clone(), hotkey(1), netuid, netuid, rao)
}

fn staked(who: &AccountId, key: &AccountId, netuid: NetUid) -> Rao {
	StakeLedger::<Test>::stake(key, who, netuid)
}

#[test]
fn stake_should_move_rao_into_the_pot_and_out_again() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		let (before, pot) = (free(&coldkey(1)), free(&Ledger::<Test>::pot(FIRST)));
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, 5 * TAO));
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 5 * TAO);
		assert_eq!(free(&Ledger::<Test>::pot(FIRST)), pot + 5 * TAO);
		assert_eq!(
			(SubnetTAO::<Test>::get(FIRST), TotalStake::<Test>::get()),
			(5 * TAO, 5 * TAO)
		);
		assert_eq!(StakingHotkeys::<Test>::get(coldkey(1)).to_vec(), vec![hotkey(1)]);
		run_blocks(10);
		assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, 2 * TAO));
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 3 * TAO);
		assert_eq!(free(&coldkey(1)), before - 3 * TAO);
		let event = Event::StakeRemoved(coldkey(1), hotkey(1), 2 * TAO, 2 * TAO, FIRST, 0);
		assert!(events().contains(&event));
	});
}

#[test]
fn pools_should_be_apart_when_hotkey_or_subnet_differ() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, TAO));
		assert_ok!(add(&coldkey(1), &hotkey(1), NetUid::ROOT, 2 * TAO));
		assert_eq!(StakeLedger::<Test>::pool(&hotkey(1), FIRST).rao, TAO);
		assert_eq!(StakeLedger::<Test>::pool(&hotkey(1), NetUid::ROOT).rao, 2 * TAO);
		assert_eq!(TotalStake::<Test>::get(), 3 * TAO);
	});
}

#[test]
fn stake_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_noop!(
			add(&coldkey(1), &hotkey(1), NetUid(9), TAO),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			add(&coldkey(1), &hotkey(2), FIRST, TAO),
			Error::<Test>::HotKeyAccountNotExists
		);
		assert_noop!(
			add(&coldkey(1), &hotkey(1), FIRST, 0),
			Error::<Test>::AmountTooLow
		);
		assert_noop!(
			add(&coldkey(1), &hotkey(1), FIRST, 1_999_999),
			Error::<Test>::AmountTooLow
		);
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, 2_000_000));
		let all = free(&coldkey(1));
		assert_noop!(
			add(&coldkey(1), &hotkey(1), FIRST, all),
			Error::<Test>::NotEnoughBalanceToStake
		);
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, all - 500));
	});
}

#[test]
fn unstaking_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 1);
		run_blocks(10);
		assert_noop!(
			remove(&coldkey(1), &hotkey(1), NetUid(9), 1),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			remove(&coldkey(1), &hotkey(2), FIRST, 1),
			Error::<Test>::HotKeyAccountNotExists
		);
		assert_noop!(
			remove(&coldkey(1), &hotkey(1), FIRST, 0),
			Error::<Test>::AmountTooLow
		);
		assert_noop!(
			remove(&coldkey(1), &hotkey(1), FIRST, TAO + 1),
			Error::<Test>::NotEnoughStakeToWithdraw
		);
		assert_noop!(
			remove(&coldkey(2), &hotkey(1), FIRST, 1),
			Error::<Test>::NotEnoughStakeToWithdraw
		);
	});
}

#[test]
fn small_remainder_should_be_paid_out_along() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		let before = free(&coldkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 1);
		run_blocks(10);
		assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, TAO - 1_999_999));
		assert_eq!(free(&coldkey(1)), before);
		assert!(!TotalHotkeyAlpha::<Test>::contains_key(hotkey(1), FIRST));
		assert!(!StakeCooldown::<Test>::contains_key((
			hotkey(1),
			coldkey(1),
			FIRST
		)));
	});
}

#[test]
fn stake_should_leave_at_once_when_the_chain_has_no_cooldown() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = None)
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(1), &hotkey(1), FIRST, 4);
			assert_eq!(StakeLedger::<Test>::cooling(&hotkey(1), &coldkey(1), FIRST), 0);
			assert_ok!(SubtensorModule::transfer_stake(
				signed(&coldkey(1)),
				coldkey(2),
				hotkey(1),
				FIRST,
				FIRST,
				TAO
			));
			for who in [1, 2] {
				assert_ok!(remove(&coldkey(who), &hotkey(1), FIRST, TAO));
			}
			assert_eq!(StakeCooldown::<Test>::iter().count(), 0);
		});
}

#[test]
fn stake_should_cool_down_for_the_longer_of_tempo_and_period() {
	for (period, wait) in [(0, u64::from(TEMPO)), (25, 25)] {
		TestChain::default()
			.with(|genesis| genesis.stake_cooldown = Some(period))
			.build_and_execute(|| {
				register(FIRST, &coldkey(0), &hotkey(1));
				stake(&coldkey(1), &hotkey(1), FIRST, 4);
				run_blocks(wait - 1);
				assert_noop!(
					remove(&coldkey(1), &hotkey(1), FIRST, TAO),
					Error::<Test>::StakeCoolingDown
				);
				run_blocks(1);
				assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, TAO));
			});
	}
}

#[test]
fn cooling_should_bind_only_what_entered_lately() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 4);
		run_blocks(10);
		stake(&coldkey(1), &hotkey(1), FIRST, 3);
		assert_noop!(
			remove(&coldkey(1), &hotkey(1), FIRST, 4 * TAO + 1),
			Error::<Test>::StakeCoolingDown
		);
		assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, 4 * TAO));
		assert_noop!(
			remove(&coldkey(1), &hotkey(1), FIRST, 1),
			Error::<Test>::StakeCoolingDown
		);
	});
}

#[test]
fn reward_should_not_cool_down() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 4);
		assert_ok!(Ledger::<Test>::transfer(
			&coldkey(5),
			&Ledger::<Test>::pot(FIRST),
			TAO
		));
		assert_ok!(StakeLedger::<Test>::raise(&hotkey(1), FIRST, TAO));
		assert_noop!(
			remove(&coldkey(1), &hotkey(1), FIRST, TAO + 1),
			Error::<Test>::StakeCoolingDown
		);
		let dividend = staked(&coldkey(1), &hotkey(1), FIRST) - 4 * TAO;
		assert!(dividend >= TAO - 1);
		assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, dividend));
	});
}

#[test]
fn dividend_should_be_shared_by_shares() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 3);
		stake(&coldkey(2), &hotkey(1), FIRST, 1);
		assert_ok!(Ledger::<Test>::transfer(
			&coldkey(5),
			&Ledger::<Test>::pot(FIRST),
			4 * TAO
		));
		assert_ok!(StakeLedger::<Test>::raise(&hotkey(1), FIRST, 4 * TAO));
		assert!(staked(&coldkey(1), &hotkey(1), FIRST).abs_diff(6 * TAO) <= 1);
		assert!(staked(&coldkey(2), &hotkey(1), FIRST).abs_diff(2 * TAO) <= 1);
	});
}

#[test]
fn raise_should_be_refused_when_nobody_holds_the_pool() {
	TestChain::default().build_and_execute(|| {
		assert_noop!(
			StakeLedger::<Test>::raise(&hotkey(1), FIRST, TAO),
			Error::<Test>::Inconsistent
		);
	});
}

#[test]
fn leftover_should_be_recycled_when_the_last_holder_leaves() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, 2_000_000));
		// A dividend much larger than the stake leaves the virtual shares a visible part of it.
		assert_ok!(Ledger::<Test>::transfer(
			&coldkey(5),
			&Ledger::<Test>::pot(FIRST),
			10_000 * TAO
		));
		assert_ok!(StakeLedger::<Test>::raise(&hotkey(1), FIRST, 10_000 * TAO));
		run_blocks(10);
		let worth = staked(&coldkey(1), &hotkey(1), FIRST);
		let left_over = 10_000 * TAO + 2_000_000 - worth;
		assert!(left_over > 0);
		assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, worth));
		assert!(events().contains(&Event::Recycled {
			netuid: FIRST,
			amount: left_over
		}));
		assert_eq!(TotalStake::<Test>::get(), 0);
	});
}

#[test]
fn influence_should_add_thinned_root_stake_and_the_owners_lock() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(1));
		stake(&coldkey(1), &hotkey(1), netuid, 10);
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 100);
		let influence = StakeLedger::<Test>::influence(&hotkey(1), netuid);
		// 0.18 of u64::MAX is no whole number: the weight is rounded down, and so is the product.
		let expected = crate::stake::Influence {
			subnet: 10 * TAO,
			root: 18 * TAO - 1,
			lock: 100 * TAO,
			loans: vec![],
		};
		assert_eq!(influence, expected);
		assert_eq!(
			StakeLedger::<Test>::influence(&hotkey(1), FIRST).total(),
			18 * TAO - 1
		);
	});
}

#[test]
fn list_of_staking_hotkeys_should_forget_those_that_were_left() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 1);
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 1);
		run_blocks(10);
		assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, TAO));
		assert_eq!(StakingHotkeys::<Test>::get(coldkey(1)).to_vec(), vec![hotkey(1)]);
		assert_ok!(remove(&coldkey(1), &hotkey(1), NetUid::ROOT, TAO));
		assert!(!StakingHotkeys::<Test>::contains_key(coldkey(1)));
	});
}

#[test]
fn stake_should_be_refused_when_the_coldkey_stakes_on_too_many_hotkeys() {
	TestChain::default().build_and_break(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		let many = (0..MAX_HOTKEYS)
			.map(|n| AccountId::new(sp_io::hashing::blake2_256(&n.to_le_bytes())))
			.collect::<Vec<_>>();
		StakingHotkeys::<Test>::insert(coldkey(1), Bounded::try_from(many).unwrap());
		assert_noop!(
			add(&coldkey(1), &hotkey(1), FIRST, TAO),
			Error::<Test>::TooManyHotkeys
		);
	});
}

#[test]
fn lock_should_be_forgotten_when_the_last_share_goes_before_it_ends() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, 2_000_000));
		// One share becomes worth more than all that cools.
		Alpha::<Test>::insert((hotkey(1), coldkey(1), FIRST), Shares::from(1));
		TotalHotkeyShares::<Test>::insert(hotkey(1), FIRST, Shares::from(1));
		let dividend = 1_000 * TAO;
		assert_ok!(Ledger::<Test>::transfer(
			&coldkey(5),
			&Ledger::<Test>::pot(FIRST),
			dividend
		));
		assert_ok!(StakeLedger::<Test>::raise(&hotkey(1), FIRST, dividend));
		let worth = staked(&coldkey(1), &hotkey(1), FIRST);
		assert!(worth > 2_000_000);
		assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, worth - 2_000_000));
		assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 0);
	});
}
