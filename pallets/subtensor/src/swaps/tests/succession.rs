//! Many positions follow a hotkey in the blocks after its swap.

use super::*;
use crate::stake::POSITIONS_PER_BLOCK;
use alloc::collections::BTreeSet;
use frame_support::{assert_noop, traits::fungible::Mutate};

/// How many coldkeys have stake on hotkey 1 beside its owner: they follow within three blocks.
const HOLDERS: u32 = 80;

fn holder(number: u32) -> AccountId {
	AccountId::new(sp_io::hashing::blake2_256(&number.encode()))
}

fn holders() -> impl Iterator<Item = AccountId> {
	(0..HOLDERS).map(holder)
}

/// Hotkey 1 of coldkey 0 is a neuron of subnets 1 and 2. Coldkey 0 has 3 TAO on it on both, and each holder 2 TAO.
fn nominated() -> NetUid {
	let second = create_subnet(&hotkey(9));
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), second));
	for netuid in [FIRST, second] {
		register(netuid, &coldkey(0), &hotkey(1));
		stake(&coldkey(0), &hotkey(1), netuid, 3);
	}
	confirm(0, 1);
	for holder in holders() {
		let funds = <Balances as Mutate<_>>::transfer(
			&coldkey(8),
			&holder,
			5 * TAO,
			frame_support::traits::tokens::Preservation::Preserve,
		);
		assert_ok!(funds);
		for netuid in [FIRST, second] {
			stake(&holder, &hotkey(1), netuid, 2);
		}
	}
	second
}

/// What a coldkey's stake is worth by subnet, on either key.
fn worth(coldkey: &AccountId) -> Vec<(NetUid, Rao)> {
	let mut found: Vec<(NetUid, Rao)> = views::clients::staking::stakes_of::<Test>(coldkey)
		.into_iter()
		.map(|info| (info.netuid.0, info.stake.0))
		.collect();
	found.sort_unstable();
	found
}

fn is_underway() -> bool {
	HotkeySuccessor::<Test>::contains_key(hotkey(1))
}

/// Positions under hotkey 1.
fn behind() -> usize {
	Alpha::<Test>::iter_key_prefix((hotkey(1),)).count()
}

#[test]
fn positions_should_follow_in_bounded_steps_when_they_are_many() {
	TestChain::default().build_and_execute(|| {
		let second = nominated();
		let before: Vec<_> = holders().map(|holder| worth(&holder)).collect();
		assert_eq!(before[0], vec![(FIRST, 2 * TAO), (second, 2 * TAO)]);
		assert_ok!(swap(0, 1, 2, None));

		assert!(is_underway());
		assert_eq!(behind(), 2 * HOLDERS as usize, "the owner's went along");
		assert!(Uids::<Test>::contains_key(second, hotkey(2)));
		assert_eq!(TotalHotkeyAlpha::<Test>::get(hotkey(1), second), 0);
		assert_eq!(TotalHotkeyAlpha::<Test>::get(hotkey(2), second), (3 + 160) * TAO);
		let mut blocks = 0;
		while is_underway() {
			let count = behind();
			assert_ok!(invariants::check::<Test>());
			for (holder, before) in holders().zip(&before) {
				assert_eq!(&worth(&holder), before, "after {blocks} blocks");
			}
			let nominators = views::clients::staking::delegate::<Test>(&hotkey(2))
				.unwrap()
				.nominators;
			assert_eq!(nominators.len(), HOLDERS as usize + 1);
			run_blocks(1);
			blocks += 1;
			let followed = count - behind();
			assert!(
				followed <= POSITIONS_PER_BLOCK as usize + 1,
				"{followed} in a block"
			);
		}
		assert_eq!(blocks, 3);
		assert!(!HotkeyPredecessor::<Test>::contains_key(hotkey(2)));
		let completed = Event::HotkeySwapCompleted {
			old_hotkey: hotkey(1),
			new_hotkey: hotkey(2),
		};
		assert!(events().contains(&completed));
		run_blocks(u64::from(TEMPO)); // it has cooled down
		for (holder, before) in holders().zip(before) {
			assert_eq!(worth(&holder), before);
			assert_eq!(StakingHotkeys::<Test>::get(&holder).to_vec(), vec![hotkey(2)]);
			assert_ok!(SubtensorModule::remove_stake(
				signed(&holder),
				hotkey(2),
				FIRST,
				2 * TAO
			));
		}
		run_to_epoch(FIRST);
	});
}

#[test]
fn neither_key_should_take_calls_of_a_coldkey_while_its_positions_follow() {
	TestChain::default().build_and_execute(|| {
		let second = nominated();
		assert_ok!(swap(0, 1, 2, None));
		let underway = || Error::<Test>::HotkeySwapUnderway;
		let last = Alpha::<Test>::iter_key_prefix((hotkey(1),)).last().unwrap().0;
		for key in [hotkey(1), hotkey(2)] {
			let who = signed(&last);
			assert_noop!(
				SubtensorModule::add_stake(who.clone(), key.clone(), FIRST, TAO),
				underway()
			);
			assert_noop!(
				SubtensorModule::remove_stake(who.clone(), key.clone(), FIRST, TAO),
				underway()
			);
			assert_noop!(SubtensorModule::unstake_all(who.clone(), key.clone()), underway());
			assert_noop!(
				SubtensorModule::move_stake(who, key, hotkey(9), FIRST, second, TAO),
				underway()
			);
		}
		// Nobody can have the old key, not even who had it.
		for owner in [coldkey(0), coldkey(5)] {
			assert_noop!(
				SubtensorModule::burned_register(signed(&owner), FIRST, hotkey(1)),
				underway()
			);
			assert_noop!(
				SubtensorModule::register_network(signed(&owner), hotkey(1)),
				underway()
			);
		}
		assert_noop!(
			KeyRegistry::<Test>::name_owner(&hotkey(1), &coldkey(5)),
			underway()
		);
		// The new key goes on for its owner and for strangers; it cannot be swapped with its stake.
		confirm(0, 2);
		assert_noop!(swap(0, 2, 3, None), underway());
		assert_noop!(swap(0, 2, 1, None), underway());
		assert_ok!(swap_without_stake(0, 2, 3, None));
		stake(&coldkey(0), &hotkey(2), FIRST, 1);
		stake(&coldkey(5), &hotkey(2), FIRST, 1);
		while is_underway() {
			run_blocks(1);
		}
		register(FIRST, &coldkey(5), &hotkey(1));
		assert_ok!(swap(0, 2, 4, None));
	});
}

#[test]
fn pay_should_reach_the_balance_when_the_position_has_to_follow() {
	TestChain::default().build_and_execute(|| {
		nominated();
		let miner = Alpha::<Test>::iter_key_prefix((hotkey(1),)).last().unwrap().0;
		register(FIRST, &miner, &hotkey(5));
		assert_ok!(SubtensorModule::set_coldkey_auto_stake_hotkey(
			signed(&miner),
			FIRST,
			hotkey(1)
		));
		assert_ok!(swap(0, 1, 2, None));
		assert_eq!(
			StakeLedger::<Test>::auto_stake(&miner, FIRST),
			Some(hotkey(2)),
			"the place is taken over before the position follows"
		);
		assert!(!StakeLedger::<Test>::can_list_reward(&hotkey(2), &miner));
		while is_underway() {
			run_blocks(1);
		}
		assert_eq!(AutoStakeDestination::<Test>::get(&miner, FIRST), Some(hotkey(2)));
		assert!(StakeLedger::<Test>::can_list_reward(&hotkey(2), &miner));
	});
}

#[test]
fn holders_should_be_paid_when_the_subnet_closes_meanwhile() {
	TestChain::default().build_and_execute(|| {
		let second = nominated();
		let before: Vec<Rao> = holders().map(|holder| free(&holder)).collect();
		assert_ok!(swap(0, 1, 2, None));
		assert_ok!(SubtensorModule::root_dissolve_network(
			RuntimeOrigin::root(),
			second
		));
		while is_underway() || !DissolveCleanupQueue::<Test>::get().is_empty() {
			run_blocks(1);
		}
		for (holder, before) in holders().zip(before) {
			assert_eq!(free(&holder) - before, 2 * TAO);
			assert_eq!(worth(&holder), vec![(FIRST, 2 * TAO)]);
		}
	});
}

#[test]
fn coldkey_should_be_swapped_with_what_has_to_follow() {
	TestChain::default().build_and_execute(|| {
		let second = nominated();
		let last = Alpha::<Test>::iter_key_prefix((hotkey(1),)).last().unwrap().0;
		assert_ok!(announce(&last, &account(250)));
		run_blocks(10);
		assert_ok!(swap(0, 1, 2, None));
		assert_ok!(carry_out(&last, &account(250)));
		while is_underway() {
			run_blocks(1);
		}
		assert_eq!(worth(&last), vec![]);
		assert_eq!(worth(&account(250)), vec![(FIRST, 2 * TAO), (second, 2 * TAO)]);
	});
}

#[test]
fn followers_should_touch_no_more_than_a_block_says() {
	for blocks in [0, 1, 2] {
		let before = || {
			nominated();
			assert_ok!(swap(0, 1, 2, None));
			run_blocks(blocks);
			register(FIRST, &coldkey(9), &hotkey(9));
			for holder in holders() {
				let destination =
					SubtensorModule::set_coldkey_auto_stake_hotkey(signed(&holder), FIRST, hotkey(9));
				assert_ok!(destination);
			}
		};
		let mut weight = Weight::zero();
		let touched = TestChain::default().count_accesses(before, || {
			weight = StakeLedger::<Test>::run_succession();
		});
		let measured = touched.weight();
		assert!(weight.all_gte(measured), "{blocks}: {touched:?}");
	}
}

#[test]
fn lists_should_name_the_new_key_in_the_place_of_the_old_one() {
	TestChain::default().build_and_execute(|| {
		nominated();
		stake(&coldkey(8), &hotkey(9), FIRST, 1);
		stake(&coldkey(8), &hotkey(1), FIRST, 1);
		assert_ok!(swap(0, 1, 2, None));
		while is_underway() {
			run_blocks(1);
		}
		let listed: BTreeSet<AccountId> = StakingHotkeys::<Test>::get(coldkey(8)).iter().cloned().collect();
		assert_eq!(listed, BTreeSet::from([hotkey(9), hotkey(2)]));
	});
}
