//! Where the pay of a coldkey's miners is staked.

use super::staked;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

/// One as a 32.32 share.
const ONE: u64 = 1 << 32;

fn choose(who: &AccountId, netuid: NetUid, key: &AccountId) -> sp_runtime::DispatchResult {
	SubtensorModule::set_coldkey_auto_stake_hotkey(signed(who), netuid, key.clone())
}

/// Pays the emission of ten blocks and more of subnet 1: uid 0 earned as a validator, uid 1 as a miner.
fn pay_ten_tao() {
	let never = Hyperparameter::Tempo(10_000);
	assert_ok!(HyperparameterTable::<Test>::set(
		RuntimeOrigin::root(),
		FIRST,
		never
	));
	run_blocks(9);
	let n = usize::from(SubnetworkN::<Test>::get(FIRST));
	let one_at = |uid: usize| {
		(0..n)
			.map(|at| if at == uid { ONE } else { 0 })
			.collect::<Vec<_>>()
	};
	let earnings = Earnings {
		share: 1,
		incentive: one_at(1),
		dividends: one_at(0),
	};
	assert_ok!(Payout::<Test>::run(FIRST, &[earnings], &vec![0; n]));
}

/// Hotkey 1 of coldkey 1 validates subnet 1 and has stake; hotkey 2 of coldkey 2 mines.
fn validator_and_miner() {
	register(FIRST, &coldkey(1), &hotkey(1));
	register(FIRST, &coldkey(2), &hotkey(2));
	stake(&coldkey(3), &hotkey(1), FIRST, 50);
}

#[test]
fn miners_pay_should_be_staked_on_the_hotkey_that_its_coldkey_chose() {
	TestChain::default().build_and_execute(|| {
		validator_and_miner();
		assert_ok!(choose(&coldkey(2), FIRST, &hotkey(1)));
		let event = Event::AutoStakeDestinationSet {
			coldkey: coldkey(2),
			netuid: FIRST,
			hotkey: hotkey(1),
		};
		assert!(events().contains(&event));
		pay_ten_tao();
		assert_eq!(staked(&coldkey(2), &hotkey(2), FIRST), 0);
		let pay = staked(&coldkey(2), &hotkey(1), FIRST);
		let added = events().into_iter().find_map(|event| match event {
			Event::AutoStakeAdded {
				netuid: FIRST,
				destination,
				hotkey: earner,
				owner,
				incentive,
			} if destination == hotkey(1) && earner == hotkey(2) && owner == coldkey(2) => Some(incentive),
			_ => None,
		});
		assert!(pay >= 4 * TAO && added.unwrap().abs_diff(pay) <= 1, "{pay}");
	});
}

#[test]
fn miners_pay_should_stay_on_the_miner_when_the_chosen_hotkey_has_no_owner_any_more() {
	TestChain::default().build_and_execute(|| {
		validator_and_miner();
		AutoStakeDestination::<Test>::insert(coldkey(2), FIRST, hotkey(4));
		AutoStakers::<Test>::insert(FIRST, coldkey(2), ());
		pay_ten_tao();
		assert_eq!(staked(&coldkey(2), &hotkey(4), FIRST), 0);
		assert!(staked(&coldkey(2), &hotkey(2), FIRST) >= 4 * TAO);
	});
}

#[test]
fn take_should_stay_on_the_validator_whatever_is_chosen_for_miners() {
	TestChain::default().build_and_execute(|| {
		validator_and_miner();
		assert_ok!(choose(&coldkey(1), FIRST, &hotkey(2)));
		pay_ten_tao();
		assert_eq!(staked(&coldkey(1), &hotkey(2), FIRST), 0);
		assert!(staked(&coldkey(1), &hotkey(1), FIRST) > TAO / 2);
	});
}

#[test]
fn choice_should_be_refused_when_it_is_none() {
	TestChain::default().build_and_execute(|| {
		validator_and_miner();
		let who = coldkey(2);
		assert_noop!(
			choose(&who, NetUid(9), &hotkey(1)),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			choose(&who, NetUid::ROOT, &hotkey(1)),
			Error::<Test>::RootHasNoMiners
		);
		assert_noop!(
			choose(&who, FIRST, &hotkey(3)),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		assert_ok!(choose(&who, FIRST, &hotkey(1)));
		assert_noop!(
			choose(&who, FIRST, &hotkey(1)),
			Error::<Test>::SameAutoStakeHotkeyAlreadySet
		);
		assert_ok!(choose(&who, FIRST, &hotkey(2)));
		assert_eq!(AutoStakeDestination::<Test>::get(&who, FIRST), Some(hotkey(2)));
	});
}

#[test]
fn epoch_should_touch_no_more_than_it_weighs_when_every_coldkey_chose_another_hotkey() {
	const N: u8 = 40;
	const VALIDATORS: u8 = 10;
	let owner = |n: u8| account(150 + n);
	let before = || {
		for n in 0..N {
			assert_ok!(KeyRegistry::<Test>::associate(&owner(n), &hotkey(n)));
			assert_ok!(NeuronRegistry::<Test>::admit(FIRST, &hotkey(n)));
		}
		for n in 0..N {
			assert_ok!(choose(&owner(n), FIRST, &hotkey((n + 1) % N)));
		}
		for n in 0..VALIDATORS {
			stake(&coldkey(1), &hotkey(n), FIRST, 10);
			stake(&coldkey(1), &hotkey(n), NetUid::ROOT, 10);
		}
		let row: Vec<(u16, u16)> = (0..u16::from(N)).map(|uid| (uid, 1)).collect();
		for _ in 0..2 {
			run_to_epoch(FIRST);
			run_blocks(1);
			for n in 0..VALIDATORS {
				set_weights(FIRST, &hotkey(n), &row);
			}
		}
		while EpochDue::<Test>::get(FIRST) > Some(Pallet::<Test>::now() + 1) {
			run_blocks(1);
		}
	};
	let mut declared = frame_support::weights::Weight::zero();
	let touched = TestChain::default().count_accesses(before, || {
		let index = SubnetEpochIndex::<Test>::get(FIRST);
		System::set_block_number(System::block_number() + 1);
		declared = BlockStep::<Test>::start();
		assert_eq!(SubnetEpochIndex::<Test>::get(FIRST), index + 1);
		let paid = events()
			.into_iter()
			.filter(|event| matches!(event, Event::AutoStakeAdded { .. }));
		assert!(paid.count() >= usize::from(N - VALIDATORS));
	});
	let needed = touched.weight();
	assert!(needed.all_lte(declared), "{touched:?} {declared:?}");
}
