//! What swaps must not be good for.

use super::*;
use frame_support::assert_noop;

#[test]
fn victims_hotkey_should_not_be_taken_by_a_swap() {
	let tiny = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.max_allowed_uids = 2;
		genesis.subnet_defaults.max_allowed_validators = 1;
	};
	TestChain::default().with(tiny).build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		confirm(0, 1);
		stake(&coldkey(0), &hotkey(1), FIRST, 5);
		register(FIRST, &coldkey(6), &hotkey(6));
		assert_noop!(swap(6, 6, 1, None), Error::<Test>::NonAssociatedColdKey);
		// Unregistered, but staked on: still its own.
		register(FIRST, &coldkey(2), &hotkey(2));
		assert!(!Uids::<Test>::contains_key(FIRST, hotkey(1)));
		for only in [None, Some(FIRST)] {
			assert_noop!(swap(6, 6, 1, only), Error::<Test>::NonAssociatedColdKey);
		}
		// Nobody's: its holder has the last word, and the neuron with it.
		assert_ok!(swap(6, 6, 3, None));
		assert_ok!(SubtensorModule::confirm_owner(signed(&hotkey(3)), coldkey(0)));
		assert_eq!(owner_of::<Test>(hotkey(3)), Some(coldkey(0)));
	});
}

#[test]
fn nominators_should_not_be_led_away_by_a_squatter() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(6), &hotkey(1));
		stake(&coldkey(6), &hotkey(1), FIRST, 1);
		assert_ok!(swap(6, 1, 2, None),);
		stake(&coldkey(0), &hotkey(2), FIRST, 5);
		assert_noop!(swap(6, 2, 3, None), Error::<Test>::OwnerNotConfirmed);
		assert_ok!(swap_without_stake(6, 2, 3, None));
		confirm(6, 2);
		assert_ok!(swap(6, 2, 4, None));
		assert_eq!(
			StakeLedger::<Test>::stake(&hotkey(4), &coldkey(0), FIRST),
			5 * TAO
		);
	});
}

#[test]
fn stake_should_cool_on_when_its_hotkey_was_swapped() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = Some(20))
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(0), &hotkey(1), FIRST, 5);
			run_blocks(10);
			assert_ok!(swap(0, 1, 2, None));
			let leave = || SubtensorModule::remove_stake(signed(&coldkey(0)), hotkey(2), FIRST, TAO);
			assert_noop!(leave(), Error::<Test>::StakeCoolingDown);
			assert_ok!(announce(&coldkey(0), &account(50)));
			run_blocks(9);
			assert_noop!(leave(), Error::<Test>::ColdkeySwapAnnounced);
			run_blocks(1);
			assert_ok!(carry_out(&coldkey(0), &account(50)));
			assert_ok!(SubtensorModule::remove_stake(
				signed(&account(50)),
				hotkey(2),
				FIRST,
				TAO
			));
		});
}

#[test]
fn stake_should_cool_on_when_its_coldkey_was_swapped() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = Some(20))
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(0), &hotkey(1), FIRST, 5);
			assert_ok!(announce(&coldkey(0), &account(50)));
			run_blocks(10);
			assert_ok!(carry_out(&coldkey(0), &account(50)));
			assert_noop!(
				SubtensorModule::remove_stake(signed(&account(50)), hotkey(1), FIRST, TAO),
				Error::<Test>::StakeCoolingDown
			);
		});
}

#[test]
fn take_should_not_rise_when_its_hotkey_was_swapped() {
	TestChain::default()
		.with(|genesis| {
			genesis.chain.tx_delegate_take_rate_limit = 100;
			genesis.chain.tx_rate_limit = 0;
		})
		.build_and_execute(|| {
			let take =
				|key: u8, take: u16| SubtensorModule::increase_take(signed(&coldkey(0)), hotkey(key), take);
			let lower =
				|key: u8, take: u16| SubtensorModule::decrease_take(signed(&coldkey(0)), hotkey(key), take);
			for key in [1, 2] {
				register(FIRST, &coldkey(0), &hotkey(key));
				confirm(0, key);
			}
			let second = create_subnet(&hotkey(9));
			register(second, &coldkey(0), &hotkey(3));
			confirm(0, 3);
			stake(&coldkey(5), &hotkey(1), FIRST, 5);
			assert_ok!(lower(1, 500));
			// Neither by way of a hotkey that takes more, nor of one of which the take has stood.
			assert_noop!(swap(0, 1, 3, None), Error::<Test>::DelegateTakeTooHigh);
			assert_ok!(lower(3, 100));
			run_blocks(100);
			assert_ok!(lower(1, 400));
			assert_ok!(swap(0, 1, 3, None));
			assert_noop!(take(3, 400), Error::<Test>::DelegateTxRateLimitExceeded);
			// A new one begins with the take of the old one.
			assert_ok!(swap(0, 3, 4, None));
			assert_eq!(Delegates::<Test>::get(hotkey(4)), 100);
			assert_noop!(take(4, 400), Error::<Test>::DelegateTxRateLimitExceeded);
			run_blocks(100);
			assert_ok!(take(4, 400));
		});
}

#[test]
fn limits_of_neurons_should_stand_when_their_hotkey_was_swapped() {
	let slow = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.serving_rate_limit = 50;
		genesis.subnet_defaults.weights_set_rate_limit = 50;
	};
	TestChain::default().with(slow).build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		run_blocks(50);
		let serve = |key: u8| SubtensorModule::serve_axon(signed(&hotkey(key)), FIRST, 0, 1, 1, 4, 0, 0, 0);
		let weigh = |key: u8| SubtensorModule::set_weights(signed(&hotkey(key)), FIRST, vec![0], vec![1], 0);
		assert_ok!(serve(1));
		assert_ok!(weigh(1));
		assert_ok!(swap(0, 1, 2, None));
		assert_noop!(serve(2), Error::<Test>::ServingRateLimitExceeded);
		assert_noop!(weigh(2), Error::<Test>::SettingWeightsTooFast);
		assert_noop!(serve(1), Error::<Test>::HotKeyNotRegisteredInSubNet);
	});
}

#[test]
fn interval_should_go_with_the_uid_when_the_subnet_is_trimmed_or_the_neuron_replaced() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.max_allowed_uids = 3)
		.with(|genesis| genesis.subnet_defaults.max_allowed_validators = 1)
		.build_and_execute(|| {
			for key in 0..3 {
				register(FIRST, &coldkey(key), &hotkey(key));
			}
			assert_ok!(swap(2, 2, 20, Some(FIRST)));
			assert_eq!(HotkeySwappedAt::<Test>::get(FIRST, 2), Some(1));
			run_blocks(1);
			assert_ok!(HyperparameterTable::<Test>::trim(RuntimeOrigin::root(), FIRST, 2));
			let uid = Uids::<Test>::get(FIRST, hotkey(20)).unwrap();
			assert_eq!(
				HotkeySwappedAt::<Test>::iter().collect::<Vec<_>>(),
				vec![(FIRST, uid, 1)]
			);
			assert_noop!(
				swap(2, 20, 21, Some(FIRST)),
				Error::<Test>::HotKeySwapOnSubnetIntervalNotPassed
			);
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(7), &hotkey(7)));
			assert_ok!(NeuronRegistry::<Test>::replace(FIRST, uid, &hotkey(7)));
			assert_eq!(HotkeySwappedAt::<Test>::iter().count(), 0);
		});
}

#[test]
fn keys_should_be_as_before_when_they_were_swapped_in_a_circle() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		confirm(0, 1);
		for owner in [0, 5] {
			stake(&coldkey(owner), &hotkey(1), FIRST, 5);
		}
		let before = dump();
		for (old, new) in [(1, 2), (2, 3), (3, 1)] {
			assert_ok!(swap(0, old, new, None));
			confirm(0, new);
		}
		let known = [
			"HotkeySwappedAt".into(),
			"HotkeysSwappedAt".into(),
			account_of(&coldkey(0)),
			account_of(&hotkey(2)),
			account_of(&hotkey(3)),
		];
		assert_eq!(
			crate::closing::traces::differences(&before, &dump()),
			known.into_iter().collect()
		);
	});
}

#[test]
fn everybody_should_be_paid_when_keys_are_swapped_while_a_subnet_closes() {
	TestChain::default().build_and_execute(|| {
		let netuid = crate::closing::traces::full_subnet();
		let worth = |owner: &AccountId, key: u8| StakeLedger::<Test>::stake(&hotkey(key), owner, netuid);
		let stakes = worth(&coldkey(4), 1) + worth(&coldkey(4), 2) + worth(&coldkey(4), 3);
		assert_ok!(announce(&coldkey(4), &account(77)));
		run_blocks(10);
		let grown = worth(&coldkey(4), 1) + worth(&coldkey(4), 2) + worth(&coldkey(4), 3);
		assert!(grown >= stakes && stakes > 0);
		assert_ok!(SubtensorModule::root_dissolve_network(
			RuntimeOrigin::root(),
			netuid
		));
		ProvisionalOwner::<Test>::remove(hotkey(1));
		assert_noop!(swap(1, 1, 51, Some(netuid)), Error::<Test>::SubnetNotExists);
		assert_ok!(swap(1, 1, 51, None));
		let rich = free(&coldkey(4));
		assert_ok!(carry_out(&coldkey(4), &account(77)));
		assert_eq!((free(&coldkey(4)), free(&account(77))), (0, rich));
		while !DissolveCleanupQueue::<Test>::get().is_empty() {
			run_blocks(1);
		}
		assert_eq!(free(&account(77)), rich + grown);
		assert_eq!(owner_of::<Test>(hotkey(51)), None);
		assert!(!StakingHotkeys::<Test>::contains_key(account(77)));
	});
}
