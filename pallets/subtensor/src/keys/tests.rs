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
fn owner_should_be_the_account_of_zeros_to_clients_when_there_is_none() {
	TestChain::default().build_and_execute(|| {
		assert_eq!(Owner::<Test>::get(hotkey(1)), AccountId::new([0; 32]));
		assert_eq!(owner_of::<Test>(&hotkey(1)), None);
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
			assert_ok!(KeyRegistry::<Test>::name_owner(&hotkey(key), &coldkey(0)));
			assert_eq!(owner_of::<Test>(hotkey(key)), Some(coldkey(0)));
		}
		let listed = OwnedHotkeys::<Test>::get(coldkey(0));
		assert!(listed.contains(&hotkey(1)) && !listed.contains(&hotkey(2)));
		// What the coldkey signs is listed, be it new or unlisted so far.
		register(FIRST, &coldkey(0), &hotkey(2));
		register(FIRST, &coldkey(0), &hotkey(3));
		let listed = OwnedHotkeys::<Test>::get(coldkey(0));
		assert!(listed.contains(&hotkey(2)) && listed.contains(&hotkey(3)));
		assert_noop!(
			KeyRegistry::<Test>::name_owner(&hotkey(1), &coldkey(1)),
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
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(0)), "it has stake");
		assert_ok!(SubtensorModule::remove_stake(
			signed(&coldkey(5)),
			hotkey(1),
			FIRST,
			TAO
		));
		assert_eq!(owner_of::<Test>(hotkey(1)), None);
		assert_eq!(OwnedHotkeys::<Test>::get(coldkey(0)).to_vec(), vec![hotkey(2)]);
		assert_eq!(System::sufficients(&hotkey(1)), 1, "its nonce is remembered");

		register(FIRST, &coldkey(1), &hotkey(1));
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(1)));
		assert_eq!(owner_of::<Test>(hotkey(2)), None, "it was replaced");
		assert!(!OwnedHotkeys::<Test>::contains_key(coldkey(0)));
		assert_eq!(System::sufficients(&hotkey(1)), 1);
	});
}

#[test]
fn take_should_be_eighteen_percent_when_none_is_set() {
	TestChain::default().build_and_execute(|| assert_eq!(Delegates::<Test>::get(hotkey(1)), 11_796));
}

fn confirm_owner(key: &AccountId, owner: &AccountId) -> sp_runtime::DispatchResult {
	SubtensorModule::confirm_owner(signed(key), owner.clone())
}

fn is_provisional(key: &AccountId) -> bool {
	ProvisionalOwner::<Test>::contains_key(key)
}

/// The hotkey takes itself back from coldkey 1, which used it first, and goes to coldkey 2.
fn take_back(key: &AccountId) {
	assert_eq!(owner_of::<Test>(key), Some(coldkey(1)));
	assert!(is_provisional(key));
	assert_ok!(confirm_owner(key, &coldkey(2)));
	assert!(!is_provisional(key));
	assert_eq!(owner_of::<Test>(key), Some(coldkey(2)));
	assert!(!OwnedHotkeys::<Test>::contains_key(coldkey(1)));
	assert_eq!(OwnedHotkeys::<Test>::get(coldkey(2)).to_vec(), vec![key.clone()]);
	assert_eq!(
		events().last(),
		Some(&Event::OwnerReassigned {
			hotkey: key.clone(),
			from: coldkey(1),
			to: coldkey(2)
		})
	);
}

#[test]
fn holder_should_take_the_hotkey_back_when_a_squatter_burned() {
	TestChain::default().build_and_execute(|| {
		let uid = register(FIRST, &coldkey(1), &hotkey(1));
		Delegates::<Test>::insert(hotkey(1), 65_535);
		stake(&coldkey(1), &hotkey(1), FIRST, 5);
		take_back(&hotkey(1));
		assert_eq!(Keys::<Test>::get(FIRST, uid), Some(hotkey(1)));
		assert_eq!(
			Delegates::<Test>::get(hotkey(1)),
			DEFAULT_TAKE,
			"the squatter's take is gone"
		);
		// What the squatter staked is the squatter's, and it can take it out.
		assert_eq!(
			StakeLedger::<Test>::stake(&hotkey(1), &coldkey(1), FIRST),
			5 * TAO
		);
		run_blocks(10);
		assert_ok!(SubtensorModule::remove_stake(
			signed(&coldkey(1)),
			hotkey(1),
			FIRST,
			5 * TAO
		));
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(2)), "it is a neuron");
		// The squatter has no say any more.
		let second = create_subnet(&hotkey(9));
		assert_noop!(
			SubtensorModule::burned_register(signed(&coldkey(1)), second, hotkey(1)),
			Error::<Test>::NonAssociatedColdKey
		);
		assert_eq!(register(second, &coldkey(2), &hotkey(1)), 1);
	});
}

#[test]
fn holder_should_take_the_hotkey_back_when_a_squatter_took_a_seat() {
	TestChain::default().build_and_execute(|| {
		assert_ok!(SubtensorModule::root_register(signed(&coldkey(1)), hotkey(1)));
		take_back(&hotkey(1));
		let vote = |owner: &AccountId| {
			SubtensorModule::set_root_weights(signed(owner), NetUid::ROOT, hotkey(1), vec![1], vec![1], 0)
		};
		run_blocks(1);
		assert_noop!(vote(&coldkey(1)), Error::<Test>::NonAssociatedColdKey);
		assert_ok!(vote(&coldkey(2)));
	});
}

#[test]
fn holder_should_take_the_hotkey_back_when_a_squatter_made_a_subnet_with_it() {
	TestChain::default().build_and_execute(|| {
		assert_ok!(SubtensorModule::register_network(signed(&coldkey(1)), hotkey(1)));
		let netuid = NetUid(2);
		take_back(&hotkey(1));
		assert_eq!(SubnetOwner::<Test>::get(netuid), Some(coldkey(1)));
		assert_eq!(SubnetOwnerHotkey::<Test>::get(netuid), Some(hotkey(1)));
		assert_eq!(Keys::<Test>::get(netuid, 0), Some(hotkey(1)));
	});
}

#[test]
fn pay_should_go_to_the_new_owner_when_the_hotkey_named_it() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(0));
		register(FIRST, &coldkey(1), &hotkey(1));
		stake(&coldkey(0), &hotkey(0), FIRST, 10);
		run_to_epoch(FIRST);
		set_weights(FIRST, &hotkey(0), &[(1, 1)]);
		run_to_epoch(FIRST);
		let squatted = StakeLedger::<Test>::stake(&hotkey(1), &coldkey(1), FIRST);
		assert!(squatted > 0);
		take_back(&hotkey(1));
		run_to_epoch(FIRST);
		assert!(StakeLedger::<Test>::stake(&hotkey(1), &coldkey(2), FIRST) > 0);
		assert_eq!(
			StakeLedger::<Test>::stake(&hotkey(1), &coldkey(1), FIRST),
			squatted,
			"what was paid before stays"
		);
	});
}

#[test]
fn owner_should_be_confirmed_when_the_hotkey_says_so() {
	TestChain::default().build_and_execute(|| {
		assert_noop!(
			confirm_owner(&hotkey(1), &coldkey(1)),
			Error::<Test>::HotKeyAccountNotExists
		);
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_noop!(
			confirm_owner(&hotkey(1), &zero_account::<Test>()),
			Error::<Test>::CannotUseSystemAccount
		);
		// Nobody else speaks for the hotkey, its owner neither.
		assert_noop!(
			confirm_owner(&coldkey(1), &coldkey(1)),
			Error::<Test>::HotKeyAccountNotExists
		);
		assert_ok!(confirm_owner(&hotkey(1), &coldkey(1)));
		let confirmed = Event::OwnerConfirmed {
			hotkey: hotkey(1),
			coldkey: coldkey(1),
		};
		assert_eq!(events().last(), Some(&confirmed));
		for owner in [1, 2] {
			assert_noop!(
				confirm_owner(&hotkey(1), &coldkey(owner)),
				Error::<Test>::OwnerAlreadyConfirmed
			);
		}
	});
}

#[test]
fn owner_should_be_confirmed_by_whatever_the_hotkey_signs() {
	let publish = || SubtensorModule::serve_axon(signed(&hotkey(1)), FIRST, 1, 0x0808_0808, 1, 4, 0, 0, 0);
	let weigh = || SubtensorModule::set_weights(signed(&hotkey(1)), FIRST, vec![0], vec![1], 0);
	let acts: [&dyn Fn() -> sp_runtime::DispatchResult; 2] = [&publish, &weigh];
	for act in acts {
		TestChain::default().build_and_execute(|| {
			register(FIRST, &coldkey(1), &hotkey(1));
			run_blocks(1);
			let failing = SubtensorModule::serve_axon(signed(&hotkey(1)), FIRST, 1, 0, 1, 5, 0, 0, 0);
			assert!(failing.is_err());
			assert!(is_provisional(&hotkey(1)), "a call that fails says nothing");
			assert_ok!(act());
			assert!(!is_provisional(&hotkey(1)));
			assert_noop!(
				confirm_owner(&hotkey(1), &coldkey(2)),
				Error::<Test>::OwnerAlreadyConfirmed
			);
		});
	}
}

#[test]
fn owner_should_stay_confirmed_when_it_registers_the_hotkey_again() {
	let tiny = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.max_allowed_uids = 1;
		genesis.subnet_defaults.max_allowed_validators = 1;
	};
	TestChain::default().with(tiny).build_and_execute(|| {
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_ok!(confirm_owner(&hotkey(1), &coldkey(1)));
		assert_ok!(SubtensorModule::root_register(signed(&coldkey(1)), hotkey(1)));
		register(FIRST, &coldkey(0), &hotkey(2));
		register(FIRST, &coldkey(1), &hotkey(1));
		assert!(!is_provisional(&hotkey(1)), "it was owned all the time");
		// Hotkey 2 was released with its marker; whoever is next is provisional again.
		assert!(!is_provisional(&hotkey(2)));
		register(FIRST, &coldkey(3), &hotkey(2));
		assert!(is_provisional(&hotkey(2)));
	});
}

#[test]
fn owner_should_be_confirmed_at_once_when_it_is_the_hotkey_itself() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(1), &coldkey(1));
		assert!(!is_provisional(&coldkey(1)));
	});
}

#[test]
fn hotkey_should_be_reassigned_unlisted_when_the_named_coldkeys_list_is_half_full() {
	TestChain::default().build_and_break(|| {
		own_many(MAX_HOTKEYS / 2);
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_ok!(confirm_owner(&hotkey(1), &coldkey(0)));
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(0)));
		assert!(!OwnedHotkeys::<Test>::get(coldkey(0)).contains(&hotkey(1)));
		assert!(!OwnedHotkeys::<Test>::contains_key(coldkey(1)));
	});
}

#[test]
fn confirmation_should_be_free_when_it_would_succeed() {
	use crate::guards::{Refusal, Terms};
	TestChain::default().build_and_execute(|| {
		let call = Call::<Test>::confirm_owner { coldkey: coldkey(2) };
		let nobody = Some(Err(Refusal::HotKeyAccountNotExists));
		assert_eq!(terms(&call, &hotkey(1)), nobody);
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_eq!(terms(&call, &hotkey(1)), Some(Ok(Terms::Free)));
		assert_ok!(confirm_owner(&hotkey(1), &coldkey(2)));
		let once = Some(Err(Refusal::OwnerAlreadyConfirmed));
		assert_eq!(terms(&call, &hotkey(1)), once);
	});
}

fn decrease(take: u16) -> sp_runtime::DispatchResult {
	SubtensorModule::decrease_take(signed(&coldkey(0)), hotkey(1), take)
}

fn increase(take: u16) -> sp_runtime::DispatchResult {
	SubtensorModule::increase_take(signed(&coldkey(0)), hotkey(1), take)
}

#[test]
fn take_should_fall_at_any_time_and_rise_once_it_has_stood() {
	TestChain::default()
		.with(|genesis| genesis.chain.tx_delegate_take_rate_limit = 5)
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			assert_ok!(decrease(5_000));
			assert!(events().contains(&Event::TakeDecreased(coldkey(0), hotkey(1), 5_000)));
			assert_ok!(decrease(1_000));
			assert_noop!(increase(2_000), Error::<Test>::DelegateTxRateLimitExceeded);
			run_blocks(4);
			assert_noop!(increase(2_000), Error::<Test>::DelegateTxRateLimitExceeded);
			run_blocks(1);
			assert_ok!(increase(2_000));
			assert!(events().contains(&Event::TakeIncreased(coldkey(0), hotkey(1), 2_000)));
			assert_eq!(Delegates::<Test>::get(hotkey(1)), 2_000);
			// Raising, lowering and raising again waits as long as raising twice.
			run_blocks(4);
			assert_ok!(decrease(1_000));
			run_blocks(4);
			assert_noop!(increase(3_000), Error::<Test>::DelegateTxRateLimitExceeded);
			run_blocks(1);
			assert_ok!(increase(3_000));
		});
}

#[test]
fn take_should_be_refused_when_the_rules_say_so() {
	TestChain::default()
		.with(|genesis| genesis.chain.min_delegate_take = 100)
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			assert_noop!(decrease(DEFAULT_TAKE), Error::<Test>::DelegateTakeTooHigh);
			assert_noop!(decrease(99), Error::<Test>::DelegateTakeTooLow);
			assert_noop!(increase(DEFAULT_TAKE), Error::<Test>::DelegateTakeTooLow);
			assert_noop!(increase(DEFAULT_TAKE + 1), Error::<Test>::DelegateTakeTooHigh);
			assert_ok!(decrease(100));
			assert_noop!(increase(100), Error::<Test>::DelegateTakeTooLow);
			assert_ok!(increase(DEFAULT_TAKE));
			for change in [SubtensorModule::decrease_take, SubtensorModule::increase_take] {
				assert_noop!(
					change(signed(&coldkey(1)), hotkey(1), 500),
					Error::<Test>::NonAssociatedColdKey
				);
				assert_noop!(
					change(signed(&coldkey(0)), hotkey(2), 500),
					Error::<Test>::HotKeyAccountNotExists
				);
			}
		});
}

#[test]
fn take_should_start_anew_when_the_hotkey_finds_another_owner() {
	TestChain::default()
		.with(|genesis| genesis.chain.tx_delegate_take_rate_limit = 1_000)
		.build_and_execute(|| {
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(0), &hotkey(1)));
			assert_ok!(decrease(5_000));
			KeyRegistry::<Test>::release_if_idle(&hotkey(1));
			register(FIRST, &coldkey(1), &hotkey(1));
			assert_eq!(Delegates::<Test>::get(hotkey(1)), DEFAULT_TAKE);
			assert_eq!(DelegateTakeChangedAt::<Test>::get(hotkey(1)), None);
		});
}
