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
		assert_ok!(KeyRegistry::<Test>::associate(&coldkey(0), &hotkey(1)));
		assert_ok!(KeyRegistry::<Test>::associate(&coldkey(0), &hotkey(1)));
		assert_eq!(OwnedHotkeys::<Test>::get(coldkey(0)).to_vec(), vec![hotkey(1)]);
		assert_eq!(System::sufficients(&hotkey(1)), 1);
		assert_noop!(
			KeyRegistry::<Test>::associate(&coldkey(1), &hotkey(1)),
			Error::<Test>::NonAssociatedColdKey
		);
	});
}

#[test]
fn association_should_fail_when_the_coldkey_owns_too_many() {
	TestChain::default().build_and_break(|| {
		let many = (0..MAX_HOTKEYS)
			.map(|n| AccountId::new(sp_io::hashing::blake2_256(&n.to_le_bytes())))
			.collect::<Vec<_>>();
		OwnedHotkeys::<Test>::insert(coldkey(0), Bounded::try_from(many).unwrap());
		assert_noop!(
			KeyRegistry::<Test>::associate(&coldkey(0), &hotkey(1)),
			Error::<Test>::TooManyHotkeys
		);
	});
}

#[test]
fn take_should_be_eighteen_percent_when_none_is_set() {
	TestChain::default().build_and_execute(|| assert_eq!(Delegates::<Test>::get(hotkey(1)), 11_796));
}
