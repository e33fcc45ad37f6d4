//! What stakers might try, and what it gets them.

use super::{add, remove, staked, transfer};
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

const DUST: Rao = 2_000_000;

fn swap(who: &AccountId, from: NetUid, to: NetUid, rao: Rao) -> sp_runtime::DispatchResult {
	SubtensorModule::swap_stake(signed(who), hotkey(1), from, to, rao)
}

#[test]
fn flash_stake_should_earn_nothing_and_be_stuck() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = Some(360))
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(1), &hotkey(1), FIRST, 1_000);
			assert_noop!(
				remove(&coldkey(1), &hotkey(1), FIRST, TAO),
				Error::<Test>::StakeCoolingDown
			);
			assert_noop!(
				swap(&coldkey(1), FIRST, NetUid::ROOT, TAO),
				Error::<Test>::StakeCoolingDown
			);
			assert_noop!(
				transfer(&coldkey(1), &coldkey(2), FIRST, TAO),
				Error::<Test>::StakeCoolingDown
			);
			let recycle = SubtensorModule::recycle_alpha(signed(&coldkey(1)), hotkey(1), TAO, FIRST);
			assert_noop!(recycle, Error::<Test>::StakeCoolingDown);
			assert_eq!(staked(&coldkey(1), &hotkey(1), FIRST), 1_000 * TAO);
		});
}

#[test]
fn coin_should_serve_one_subnet_per_epoch_however_it_hops() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		let second = create_subnet(&hotkey(9));
		stake(&coldkey(1), &hotkey(1), FIRST, 10);
		run_blocks(10);
		assert_ok!(swap(&coldkey(1), FIRST, second, 10 * TAO));
		for _ in 0..9 {
			run_blocks(1);
			assert_noop!(
				swap(&coldkey(1), second, FIRST, 10 * TAO),
				Error::<Test>::StakeCoolingDown
			);
			assert_noop!(
				transfer(&coldkey(1), &coldkey(2), second, 10 * TAO),
				Error::<Test>::StakeCoolingDown
			);
		}
		run_blocks(1);
		// Through another coldkey's hands it waits all the same.
		assert_ok!(transfer(&coldkey(1), &coldkey(2), second, 10 * TAO));
		run_blocks(9);
		assert_noop!(
			swap(&coldkey(2), second, FIRST, 10 * TAO),
			Error::<Test>::StakeCoolingDown
		);
		run_blocks(1);
		assert_ok!(swap(&coldkey(2), second, FIRST, 10 * TAO));
	});
}

#[test]
fn gifts_should_not_delay_what_the_receiver_has() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = Some(30))
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(2), &hotkey(1), FIRST, 1);
			run_blocks(20);
			let (staked_at, tao) = (Pallet::<Test>::now(), 10);
			stake(&coldkey(1), &hotkey(1), FIRST, tao);
			run_blocks(10);
			// The attacker sends dust in every block, before and after the victim's own stake is free.
			while Pallet::<Test>::now() < staked_at + 30 {
				assert_ok!(transfer(&coldkey(2), &coldkey(1), FIRST, DUST));
				assert_noop!(
					remove(&coldkey(1), &hotkey(1), FIRST, tao * TAO),
					Error::<Test>::StakeCoolingDown
				);
				run_blocks(1);
			}
			assert_ok!(transfer(&coldkey(2), &coldkey(1), FIRST, DUST));
			assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, tao * TAO));
			// What was sent first is free first, whatever is sent later.
			for _ in 0..40 {
				run_blocks(1);
				assert_ok!(transfer(&coldkey(2), &coldkey(1), FIRST, DUST));
			}
			let cooling = StakeLedger::<Test>::cooling(&hotkey(1), &coldkey(1), FIRST);
			let worth = staked(&coldkey(1), &hotkey(1), FIRST);
			assert!(
				cooling <= 33 * DUST,
				"what was sent within the last 30 to 32 blocks"
			);
			assert_ok!(remove(&coldkey(1), &hotkey(1), FIRST, worth - cooling));
			let entries = StakeCooldown::<Test>::get((hotkey(1), coldkey(1), FIRST)).unwrap();
			assert!(entries.received.len() <= 16);
		});
}

#[test]
fn gifts_should_not_keep_others_gifts_out() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = Some(360))
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(2), &hotkey(1), FIRST, 1);
			stake(&coldkey(3), &hotkey(1), FIRST, 1);
			System::set_block_number(1_000);
			for block in 1_000..1_360 {
				System::set_block_number(block);
				assert_ok!(transfer(&coldkey(2), &coldkey(1), FIRST, DUST));
			}
			assert_ok!(transfer(&coldkey(3), &coldkey(1), FIRST, DUST));
			System::set_block_number(1);
		});
}

#[test]
fn strangers_should_fill_half_of_a_list_of_staking_hotkeys_at_most() {
	TestChain::default().build_and_break(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		register(FIRST, &coldkey(0), &hotkey(2));
		stake(&coldkey(2), &hotkey(1), FIRST, 10);
		run_blocks(10);
		let many = |count: u32| {
			(0..count)
				.map(|n| AccountId::new(sp_io::hashing::blake2_256(&n.to_le_bytes())))
				.collect::<Vec<_>>()
		};
		let half = MAX_HOTKEYS / 2;
		StakingHotkeys::<Test>::insert(coldkey(1), Bounded::try_from(many(half)).unwrap());
		assert_noop!(
			transfer(&coldkey(2), &coldkey(1), FIRST, TAO),
			Error::<Test>::TooManyHotkeys
		);
		// The coldkey itself can go on, and what is listed can grow.
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, TAO));
		assert_ok!(transfer(&coldkey(2), &coldkey(1), FIRST, TAO));
		assert_ok!(add(&coldkey(1), &hotkey(2), FIRST, TAO));
	});
}

#[test]
fn first_depositor_should_lose_when_it_inflates_the_price_of_shares() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(add(&coldkey(1), &hotkey(1), FIRST, DUST));
		// The most that it can do is to have its own pool raised with its own money.
		assert_ok!(Ledger::<Test>::transfer(
			&coldkey(1),
			&Ledger::<Test>::pot(FIRST),
			50_000 * TAO
		));
		assert_ok!(StakeLedger::<Test>::raise(&hotkey(1), FIRST, 50_000 * TAO));
		let price = 50_000 * TAO - (staked(&coldkey(1), &hotkey(1), FIRST) - DUST);
		assert_ok!(add(&coldkey(2), &hotkey(1), FIRST, DUST));
		let lost = DUST - staked(&coldkey(2), &hotkey(1), FIRST);
		let price_left = 50_000 * TAO - (staked(&coldkey(1), &hotkey(1), FIRST) - DUST);
		assert!(lost <= 400, "at most one share: {lost}");
		assert!(
			price - price_left <= lost && price_left > 50_000 * lost,
			"{price_left} paid for {lost}"
		);
	});
}

#[test]
fn dividend_should_cost_the_same_however_many_nominators_there_are() {
	let cost = |nominators: u32| {
		let before = move || {
			register(FIRST, &coldkey(0), &hotkey(1));
			register(FIRST, &coldkey(2), &hotkey(2));
			run_blocks(3);
			let sum = u64::from(nominators) * TAO;
			assert_ok!(Ledger::<Test>::transfer(
				&coldkey(5),
				&Ledger::<Test>::pot(FIRST),
				sum
			));
			for n in 0..nominators {
				let nominator = AccountId::new(sp_io::hashing::blake2_256(&n.to_le_bytes()));
				assert_ok!(StakeLedger::<Test>::credit(&hotkey(1), &nominator, FIRST, TAO));
			}
		};
		TestChain::default().count_accesses(before, || {
			let one = 1 << 32;
			let earnings = Earnings {
				share: 1,
				incentive: vec![0, one],
				dividends: vec![one, 0],
			};
			assert_ok!(Payout::<Test>::run(FIRST, &[earnings], &[0, 0]));
		})
	};
	let few = cost(10);
	assert_eq!(cost(10_000), few);
	assert!(few.reads < 60 && few.writes < 30, "{few:?}");
}

#[test]
fn calls_should_touch_no_more_than_they_weigh() {
	let before = || {
		register(FIRST, &coldkey(0), &hotkey(1));
		register(FIRST, &coldkey(0), &hotkey(2));
		create_subnet(&hotkey(9));
		for netuid in [FIRST, NetUid(2), NetUid::ROOT] {
			stake(&coldkey(1), &hotkey(1), netuid, 10);
			stake(&coldkey(2), &hotkey(1), netuid, 10);
		}
		run_blocks(10);
		assert_ok!(transfer(&coldkey(2), &coldkey(1), FIRST, TAO));
		run_blocks(10);
	};
	let (key, netuid) = (hotkey(1), FIRST);
	let calls: [Call<Test>; 9] = [
		Call::add_stake {
			hotkey: hotkey(2),
			netuid,
			amount_staked: TAO,
		},
		Call::remove_stake {
			hotkey: key.clone(),
			netuid,
			amount_unstaked: 11 * TAO,
		},
		Call::move_stake {
			origin_hotkey: key.clone(),
			destination_hotkey: hotkey(2),
			origin_netuid: FIRST,
			destination_netuid: NetUid::ROOT,
			alpha_amount: 11 * TAO,
		},
		Call::transfer_stake {
			destination_coldkey: account(50),
			hotkey: key.clone(),
			origin_netuid: FIRST,
			destination_netuid: NetUid::ROOT,
			alpha_amount: 11 * TAO,
		},
		Call::unstake_all { hotkey: key.clone() },
		Call::unstake_all_alpha { hotkey: key.clone() },
		Call::recycle_alpha {
			hotkey: key.clone(),
			amount: 11 * TAO - 1_000,
			netuid,
		},
		Call::burn_alpha {
			hotkey: key.clone(),
			amount: 11 * TAO - 1_000,
			netuid,
		},
		Call::set_coldkey_auto_stake_hotkey { netuid, hotkey: key },
	];
	for call in calls {
		use frame_support::{dispatch::GetDispatchInfo, traits::UnfilteredDispatchable};
		let mut declared = frame_support::weights::Weight::zero();
		let touched = TestChain::default().count_accesses(before, || {
			declared = call.get_dispatch_info().call_weight;
			assert_ok!(call.clone().dispatch_bypass_filter(signed(&coldkey(1))));
		});
		let needed = touched.weight();
		assert!(needed.all_lte(declared), "{call:?} {touched:?} {declared:?}");
	}
}
