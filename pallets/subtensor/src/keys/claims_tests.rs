//! Claims of hotkeys that nobody owns.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn claim(owner: u8, key: u8) {
	assert_ok!(SubtensorModule::try_associate_hotkey(
		signed(&coldkey(owner)),
		hotkey(key)
	));
}

fn claims(owner: u8) -> Vec<AccountId> {
	HotkeyClaims::<Test>::get(coldkey(owner)).into_inner()
}

#[test]
fn claimed_hotkey_should_become_its_claimants_when_it_is_staked_on() {
	TestChain::default().build_and_execute(|| {
		let add = || SubtensorModule::add_stake(signed(&coldkey(5)), hotkey(1), FIRST, TAO);
		assert_noop!(add(), Error::<Test>::HotKeyAccountNotExists);
		claim(5, 1);
		System::assert_last_event(
			Event::HotkeyClaimed {
				coldkey: coldkey(5),
				hotkey: hotkey(1),
			}
			.into(),
		);
		assert_eq!(owner_of::<Test>(hotkey(1)), None, "a claim is no ownership");
		assert_ok!(add());
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(5)));
		assert!(ProvisionalOwner::<Test>::contains_key(hotkey(1)));
		assert_eq!(OwnedHotkeys::<Test>::get(coldkey(5)).to_vec(), [hotkey(1)]);
		assert!(!HotkeyClaims::<Test>::contains_key(coldkey(5)), "it has served");
		// From then on others can stake there, too, and the owner needs no claim.
		stake(&coldkey(6), &hotkey(1), FIRST, 1);
		claim(5, 1);
		assert_eq!(claims(5), []);
	});
}

#[test]
fn claims_should_hinder_nobody_when_others_make_them() {
	TestChain::default().build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		for key in 1..=4 {
			claim(5, key);
		}
		// Whoever uses the hotkey first owns it: by registering, by staking on a claim of its own, by being swapped to.
		register(FIRST, &coldkey(1), &hotkey(1));
		claim(2, 2);
		stake(&coldkey(2), &hotkey(2), second, 1);
		register(FIRST, &coldkey(3), &hotkey(8));
		assert_ok!(SubtensorModule::swap_hotkey(
			signed(&coldkey(3)),
			hotkey(8),
			hotkey(3),
			None
		));
		for key in 1..=3 {
			assert_eq!(owner_of::<Test>(hotkey(key)), Some(coldkey(key)));
			assert_noop!(
				SubtensorModule::try_associate_hotkey(signed(&coldkey(5)), hotkey(key)),
				Error::<Test>::NonAssociatedColdKey
			);
		}
		// Staking on another's hotkey is staking on another's hotkey, whatever was claimed.
		stake(&coldkey(5), &hotkey(1), FIRST, 1);
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(1)));
	});
}

#[test]
fn claims_should_not_keep_a_coldkey_from_taking_anothers_place() {
	TestChain::default().build_and_execute(|| {
		claim(5, 1);
		let (old, new) = (coldkey(1), coldkey(7));
		assert_ok!(SubtensorModule::try_associate_hotkey(
			signed(&coldkey(5)),
			new.clone()
		));
		claim(7, 2);
		claim(1, 3);
		use sp_runtime::traits::Hash;
		let hash = <Test as frame_system::Config>::Hashing::hash_of(&new);
		assert_ok!(SubtensorModule::announce_coldkey_swap(signed(&old), hash));
		run_blocks(u64::from(ColdkeySwapAnnouncementDelay::<Test>::get()));
		assert_ok!(SubtensorModule::swap_coldkey_announced(signed(&old), new));
		assert_eq!(claims(1), [], "who takes its place claims anew");
		assert_eq!(claims(7), [hotkey(2)]);
	});
}

#[test]
fn oldest_claim_should_give_way_when_there_are_too_many() {
	TestChain::default().build_and_execute(|| {
		let key = |number: u32| AccountId::new(sp_io::hashing::blake2_256(&number.to_le_bytes()));
		for number in 0..=MAX_CLAIMS {
			let claimed = SubtensorModule::try_associate_hotkey(signed(&coldkey(5)), key(number));
			assert_ok!(claimed);
		}
		let expected: Vec<AccountId> = (1..=MAX_CLAIMS).map(key).collect();
		assert_eq!(claims(5), expected);
		// The same again is nothing new.
		assert_ok!(SubtensorModule::try_associate_hotkey(signed(&coldkey(5)), key(1)));
		assert_eq!(claims(5), expected);
	});
}

#[test]
fn claim_should_fail_when_the_coldkey_owns_too_many() {
	TestChain::default().build_and_break(|| {
		let many: Vec<AccountId> = (0..MAX_HOTKEYS)
			.map(|number| AccountId::new(sp_io::hashing::blake2_256(&number.to_le_bytes())))
			.collect();
		OwnedHotkeys::<Test>::insert(coldkey(5), Bounded::try_from(many).unwrap());
		assert_noop!(
			SubtensorModule::try_associate_hotkey(signed(&coldkey(5)), hotkey(1)),
			Error::<Test>::TooManyHotkeys
		);
	});
}

#[test]
fn staking_on_a_claim_should_cost_no_more_than_its_weight() {
	let before = || {
		for key in 10..10 + MAX_CLAIMS as u8 {
			claim(5, key);
		}
	};
	let touched = TestChain::default().count_accesses(before, || {
		assert_ok!(SubtensorModule::add_stake(
			signed(&coldkey(5)),
			hotkey(10),
			FIRST,
			TAO
		));
	});
	let needed = touched.weight();
	let declared = <Test as Config>::WeightInfo::add_stake();
	assert!(needed.all_lte(declared), "{touched:?} {declared:?}");

	let touched = TestChain::default().count_accesses(before, || claim(5, 60));
	let needed = touched.weight();
	let declared = <Test as Config>::WeightInfo::try_associate_hotkey();
	assert!(needed.all_lte(declared), "{touched:?} {declared:?}");
}
