//! Ownership of hotkeys.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn hotkey_should_be_able_to_sign_when_it_has_an_owner() {
	TestChain::default().build_and_execute(|| {
		assert!(!frame_system::Account::<Test>::contains_key(hotkey(1)));
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_eq!(System::sufficients(&hotkey(1)), 1);
		assert_eq!(free(&hotkey(1)), 0);
	});
}

#[test]
fn association_should_happen_once_when_repeated() {
	TestChain::default().build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		register(FIRST, &coldkey(0), &hotkey(1));
		register(second, &coldkey(0), &hotkey(1));
		assert_eq!(OwnedHotkeys::<Test>::get(coldkey(0)).to_vec(), vec![hotkey(1)]);
		assert_eq!(System::sufficients(&hotkey(1)), 1);
		assert_noop!(
			KeyRegistry::<Test>::associate(&coldkey(1), &hotkey(1)),
			Error::<Test>::NonAssociatedColdKey
		);
	});
}

/// Makes coldkey 0 the owner of so many hotkeys that nobody uses.
fn own_many(count: u32) {
	let many = (0..count)
		.map(|n| AccountId::new(sp_io::hashing::blake2_256(&n.to_le_bytes())))
		.collect::<Vec<_>>();
	for hotkey in &many {
		Owner::<Test>::insert(hotkey, coldkey(0));
	}
	OwnedHotkeys::<Test>::insert(coldkey(0), Bounded::try_from(many).unwrap());
}

#[test]
fn registration_should_fail_when_the_coldkey_owns_too_many() {
	TestChain::default().build_and_break(|| {
		register(FIRST, &coldkey(0), &hotkey(2));
		own_many(MAX_HOTKEYS);
		let (owner, key) = (coldkey(0), hotkey(1));
		assert_noop!(
			SubtensorModule::burned_register(signed(&owner), FIRST, key.clone()),
			Error::<Test>::TooManyHotkeys
		);
		assert_noop!(
			SubtensorModule::register_network(signed(&owner), key.clone()),
			Error::<Test>::TooManyHotkeys
		);
		assert_noop!(
			SubtensorModule::root_register(signed(&owner), key),
			Error::<Test>::TooManyHotkeys
		);
		// One that it owns already needs no room, even if it is not listed.
		assert_ok!(SubtensorModule::root_register(signed(&owner), hotkey(2)));
		assert!(OwnedHotkeys::<Test>::get(owner).is_full());
	});
}

#[test]
fn hotkey_should_be_owned_unlisted_when_half_of_the_list_was_not_asked_for() {
	TestChain::default().build_and_break(|| {
		own_many(MAX_HOTKEYS / 2 - 1);
		for key in [1, 2] {
			assert_ok!(KeyRegistry::<Test>::associate_unasked(&coldkey(0), &hotkey(key)));
			assert_eq!(Owner::<Test>::get(hotkey(key)), Some(coldkey(0)));
		}
		let listed = OwnedHotkeys::<Test>::get(coldkey(0));
		assert!(listed.contains(&hotkey(1)) && !listed.contains(&hotkey(2)));
		// What the coldkey signs is listed, be it new or unlisted so far.
		register(FIRST, &coldkey(0), &hotkey(2));
		register(FIRST, &coldkey(0), &hotkey(3));
		let listed = OwnedHotkeys::<Test>::get(coldkey(0));
		assert!(listed.contains(&hotkey(2)) && listed.contains(&hotkey(3)));
		assert_noop!(
			KeyRegistry::<Test>::associate_unasked(&coldkey(1), &hotkey(1)),
			Error::<Test>::NonAssociatedColdKey
		);
	});
}

#[test]
fn hotkey_should_be_free_again_when_it_is_neither_neuron_nor_staked_on() {
	let tiny = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.max_allowed_uids = 1;
		genesis.subnet_defaults.max_allowed_validators = 1;
	};
	TestChain::default().with(tiny).build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(5), &hotkey(1), FIRST, 1);
		run_blocks(10);
		register(FIRST, &coldkey(0), &hotkey(2));
		assert_eq!(Owner::<Test>::get(hotkey(1)), Some(coldkey(0)), "it has stake");
		assert_ok!(SubtensorModule::remove_stake(
			signed(&coldkey(5)),
			hotkey(1),
			FIRST,
			TAO
		));
		assert_eq!(Owner::<Test>::get(hotkey(1)), None);
		assert_eq!(OwnedHotkeys::<Test>::get(coldkey(0)).to_vec(), vec![hotkey(2)]);
		assert_eq!(System::sufficients(&hotkey(1)), 1, "its nonce is remembered");

		register(FIRST, &coldkey(1), &hotkey(1));
		assert_eq!(Owner::<Test>::get(hotkey(1)), Some(coldkey(1)));
		assert_eq!(Owner::<Test>::get(hotkey(2)), None, "it was replaced");
		assert!(!OwnedHotkeys::<Test>::contains_key(coldkey(0)));
		assert_eq!(System::sufficients(&hotkey(1)), 1);
	});
}

#[test]
fn take_should_be_eighteen_percent_when_none_is_set() {
	TestChain::default().build_and_execute(|| assert_eq!(Delegates::<Test>::get(hotkey(1)), 11_796));
}
