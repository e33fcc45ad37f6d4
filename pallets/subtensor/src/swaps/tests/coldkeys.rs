//! Swapping coldkeys: announcing, disputing, what follows, what stands still meanwhile.

use super::*;
use crate::{
	closing::traces::{differences, full_subnet},
	guards::{Refusal, Terms},
	subnets::tests::one_of_each_call,
};
use alloc::collections::BTreeSet;
use frame_support::{
	assert_noop,
	traits::{UnfilteredDispatchable, tokens::Preservation},
};

/// Nobody yet.
fn fresh() -> AccountId {
	account(50)
}

#[test]
fn state_should_be_as_before_with_the_coldkey_renamed() {
	for owner in [9, 4, 0] {
		TestChain::default().build_and_execute(|| {
			let netuid = full_subnet();
			let old = coldkey(owner);
			if owner != 4 {
				IdentityRegistry::<Test>::set_of_coldkey(&old, ChainIdentityV2::default()).unwrap();
			}
			register(FIRST, &coldkey(1), &hotkey(1));
			for netuid in [FIRST, netuid] {
				assert_ok!(SubtensorModule::set_coldkey_auto_stake_hotkey(
					signed(&old),
					netuid,
					hotkey(1)
				));
			}
			HotkeysSwappedAt::<Test>::insert(&old, 3);
			let before = free(&old);
			assert_ok!(announce(&old, &fresh()));
			assert_eq!(before - free(&old), TAO / 10);
			run_blocks(10);
			let (expected, all) = (renamed(&old, &fresh()), free(&old));
			assert_ok!(carry_out(&old, &fresh()));
			// Both accounts: the nonce of the old one, and its reference, stay with it.
			let known = BTreeSet::from([
				"ColdkeySwapAnnouncements".into(),
				account_of(&old),
				account_of(&fresh()),
			]);
			assert_eq!(differences(&expected, &dump()), known);
			assert_eq!((free(&old), free(&fresh())), (0, all));
			assert_eq!(System::sufficients(&old), 1);
			assert!(!pallet_balances::Freezes::<Test>::contains_key(&old));
			let swapped = Event::ColdkeySwapped {
				old_coldkey: old.clone(),
				new_coldkey: fresh(),
			};
			assert_eq!(events().last(), Some(&swapped));
			if owner == 9 {
				assert_eq!(SubnetOwner::<Test>::get(netuid), Some(fresh()));
				assert!(events().contains(&Event::SubnetOwnerChanged {
					netuid,
					old_coldkey: old.clone(),
					new_coldkey: fresh(),
				}));
			}
			assert_ok!(Balances::transfer_all(signed(&fresh()), coldkey(8), false));
			run_blocks(2 * u64::from(TEMPO));
		});
	}
}

#[test]
fn coldkey_should_move_nothing_while_its_swap_is_announced() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(0), &hotkey(1), FIRST, 5);
		assert_ok!(announce(&coldkey(0), &fresh()));
		let going_on = [
			"set_weights",
			"serve_axon",
			"serve_prometheus",
			"set_root_weights",
			"serve_axon_tls",
			"batch_set_weights",
			"commit_weights",
			"reveal_weights",
			"batch_reveal_weights",
			"batch_commit_weights",
			"set_mechanism_weights",
			"commit_mechanism_weights",
			"reveal_mechanism_weights",
			"commit_timelocked_weights",
			"commit_crv3_mechanism_weights",
			"commit_timelocked_mechanism_weights",
			"register",
			"sudo_set_tx_childkey_take_rate_limit",
			"sudo_set_min_childkey_take",
			"sudo_set_max_childkey_take",
			"set_pending_childkey_cooldown",
			"announce_coldkey_swap",
			"swap_coldkey_announced",
			"swap_coldkey",
			"dispute_coldkey_swap",
			"reset_coldkey_swap",
			"clear_coldkey_swap_announcement",
			"root_dissolve_network",
			"set_activity_cutoff_factor",
			"set_tempo",
			"trigger_epoch",
		];
		use frame_support::traits::GetCallName;
		for disputed in [false, true] {
			let error: sp_runtime::DispatchError = if disputed {
				assert_ok!(SubtensorModule::dispute_coldkey_swap(signed(&coldkey(0))));
				Error::<Test>::ColdkeySwapDisputed.into()
			} else {
				Error::<Test>::ColdkeySwapAnnounced.into()
			};
			for call in one_of_each_call() {
				if going_on.contains(&call.get_call_name()) {
					continue;
				}
				let name = call.get_call_name();
				let refused = call
					.dispatch_bypass_filter(signed(&coldkey(0)))
					.unwrap_err()
					.error;
				assert_eq!(refused, error, "{name}");
			}
			let pay = Balances::transfer_allow_death(signed(&coldkey(0)), coldkey(1), 1);
			assert_eq!(pay, Err(sp_runtime::TokenError::Frozen.into()));
			assert_noop!(
				SubtensorModule::burned_register(signed(&coldkey(0)), FIRST, hotkey(7)),
				error
			);
		}
		use frame_support::traits::fungible::Inspect;
		let spendable = |preservation| {
			Balances::reducible_balance(
				&coldkey(0),
				preservation,
				frame_support::traits::tokens::Fortitude::Polite,
			)
		};
		assert_eq!(spendable(Preservation::Expendable), 0);
		assert_ok!(Balances::transfer_allow_death(
			signed(&coldkey(1)),
			coldkey(0),
			TAO
		));
		assert_eq!(
			spendable(Preservation::Expendable),
			0,
			"what comes in is frozen, too"
		);
	});
}

#[test]
fn stake_should_not_be_sent_when_the_receiver_is_about_to_be_swapped() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 5);
		assert_ok!(announce(&coldkey(0), &fresh()));
		assert_noop!(
			SubtensorModule::transfer_stake(signed(&coldkey(1)), coldkey(0), hotkey(1), FIRST, FIRST, TAO),
			Error::<Test>::ColdkeySwapAnnounced
		);
	});
}

#[test]
fn swap_should_be_carried_out_when_its_time_has_come_and_the_hash_is_its_own() {
	TestChain::default().build_and_execute(|| {
		let (old, new) = (coldkey(0), fresh());
		assert_noop!(
			carry_out(&old, &new),
			Error::<Test>::ColdkeySwapAnnouncementNotFound
		);
		assert_ok!(announce(&old, &new));
		assert_eq!(
			ColdkeySwapAnnouncements::<Test>::get(&old),
			Some((11, hash(&new)))
		);
		let announced = Event::ColdkeySwapAnnounced {
			who: old.clone(),
			new_coldkey_hash: hash(&new),
		};
		assert_eq!(events().last(), Some(&announced));
		run_blocks(9);
		assert_noop!(carry_out(&old, &new), Error::<Test>::ColdkeySwapTooEarly);
		run_blocks(1);
		assert_noop!(
			carry_out(&old, &account(51)),
			Error::<Test>::AnnouncedColdkeyHashDoesNotMatch
		);
		assert_ok!(carry_out(&old, &new));
		assert_noop!(
			carry_out(&old, &new),
			Error::<Test>::ColdkeySwapAnnouncementNotFound
		);
	});
}

#[test]
fn new_coldkey_should_be_nobody_yet() {
	let attempt = |prepare: &dyn Fn(), new: AccountId, error: Error<Test>| {
		TestChain::default().build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(0), &hotkey(1), FIRST, 5);
			assert_ok!(announce(&coldkey(0), &new));
			prepare();
			run_blocks(10);
			assert_noop!(carry_out(&coldkey(0), &new), error);
		});
	};
	attempt(&|| (), coldkey(0), Error::<Test>::ColdKeyAlreadyAssociated);
	attempt(
		&|| stake(&coldkey(1), &hotkey(1), FIRST, 1),
		coldkey(1),
		Error::<Test>::ColdKeyAlreadyAssociated,
	);
	attempt(
		&|| {
			register(FIRST, &coldkey(1), &hotkey(2));
		},
		coldkey(1),
		Error::<Test>::ColdKeyAlreadyAssociated,
	);
	attempt(
		&|| {
			register(FIRST, &coldkey(2), &coldkey(1));
		},
		coldkey(1),
		Error::<Test>::NewColdKeyIsHotkey,
	);
	attempt(
		&|| announce(&coldkey(1), &coldkey(2)).unwrap(),
		coldkey(1),
		Error::<Test>::ColdkeySwapAnnounced,
	);
}

#[test]
fn announcement_should_be_replaced_or_cleared_when_it_has_stood() {
	TestChain::default().build_and_execute(|| {
		let old = coldkey(0);
		let clear = || SubtensorModule::clear_coldkey_swap_announcement(signed(&old));
		assert_noop!(clear(), Error::<Test>::ColdkeySwapAnnouncementNotFound);
		assert_ok!(announce(&old, &fresh()));
		let before = free(&old);
		run_blocks(14);
		assert_noop!(
			announce(&old, &account(51)),
			Error::<Test>::ColdkeySwapReannouncedTooEarly
		);
		assert_noop!(clear(), Error::<Test>::ColdkeySwapClearTooEarly);
		run_blocks(1);
		assert_ok!(announce(&old, &account(51)));
		assert_eq!(free(&old), before, "another one is free");
		assert_noop!(clear(), Error::<Test>::ColdkeySwapClearTooEarly);
		run_blocks(15);
		assert_ok!(clear());
		assert_eq!(
			events().last(),
			Some(&Event::ColdkeySwapCleared { who: old.clone() })
		);
		assert_ok!(Balances::transfer_allow_death(signed(&old), coldkey(1), TAO));
	});
}

#[test]
fn root_should_replace_a_coldkey_whether_its_swap_was_announced_disputed_or_neither() {
	for steps in 0..3 {
		TestChain::default().build_and_execute(|| {
			let old = coldkey(0);
			let swap = |origin, new| SubtensorModule::swap_coldkey(origin, old.clone(), new, TAO / 10);
			if steps > 0 {
				assert_ok!(announce(&old, &coldkey(7)));
			}
			if steps > 1 {
				assert_ok!(SubtensorModule::dispute_coldkey_swap(signed(&old)));
			}
			assert_noop!(swap(signed(&old), fresh()), sp_runtime::DispatchError::BadOrigin);
			assert_noop!(
				swap(RuntimeOrigin::root(), old.clone()),
				Error::<Test>::ColdKeyAlreadyAssociated
			);
			assert_noop!(
				swap(RuntimeOrigin::root(), zero_account::<Test>()),
				Error::<Test>::CannotUseSystemAccount
			);
			let before = free(&old);
			assert_noop!(
				SubtensorModule::swap_coldkey(RuntimeOrigin::root(), old.clone(), fresh(), before + 1),
				Error::<Test>::NotEnoughBalanceToPaySwapColdKey
			);
			assert_ok!(swap(RuntimeOrigin::root(), fresh()));
			assert_eq!((free(&old), free(&fresh())), (0, before - TAO / 10));
			assert!(!ColdkeySwapAnnouncements::<Test>::contains_key(&old));
			assert!(!ColdkeySwapDisputes::<Test>::contains_key(&old));
			assert_ok!(Balances::transfer_allow_death(signed(&fresh()), coldkey(1), TAO));
		});
	}
}

#[test]
fn dispute_should_hold_until_root_resets_it() {
	TestChain::default().build_and_execute(|| {
		let old = coldkey(0);
		let dispute = || SubtensorModule::dispute_coldkey_swap(signed(&old));
		let reset = |origin| SubtensorModule::reset_coldkey_swap(origin, old.clone());
		assert_noop!(dispute(), Error::<Test>::ColdkeySwapAnnouncementNotFound);
		assert_noop!(
			reset(RuntimeOrigin::root()),
			Error::<Test>::ColdkeySwapAnnouncementNotFound
		);
		assert_ok!(announce(&old, &fresh()));
		assert_ok!(dispute());
		let disputed = Event::ColdkeySwapDisputed { coldkey: old.clone() };
		assert_eq!(events().last(), Some(&disputed));
		assert_eq!(ColdkeySwapDisputes::<Test>::get(&old), Some(1));
		assert_noop!(dispute(), Error::<Test>::ColdkeySwapAlreadyDisputed);
		run_blocks(100);
		assert_noop!(carry_out(&old, &fresh()), Error::<Test>::ColdkeySwapDisputed);
		assert_noop!(announce(&old, &fresh()), Error::<Test>::ColdkeySwapDisputed);
		assert_noop!(
			SubtensorModule::clear_coldkey_swap_announcement(signed(&old)),
			Error::<Test>::ColdkeySwapDisputed
		);
		assert_noop!(reset(signed(&old)), sp_runtime::DispatchError::BadOrigin);
		assert_ok!(reset(RuntimeOrigin::root()));
		assert_eq!(
			events().last(),
			Some(&Event::ColdkeySwapReset { who: old.clone() })
		);
		assert_ok!(Balances::transfer_allow_death(signed(&old), coldkey(1), TAO));
	});
}

#[test]
fn announcement_should_be_refused_when_it_cannot_be_paid() {
	TestChain::default().build_and_execute(|| {
		assert_noop!(
			announce(&fresh(), &account(51)),
			Error::<Test>::NotEnoughBalanceToPaySwapColdKey
		);
	});
}

#[test]
fn calls_about_an_announced_swap_should_be_free_when_they_would_succeed() {
	TestChain::default().build_and_execute(|| {
		let old = coldkey(0);
		let first = Call::<Test>::announce_coldkey_swap {
			new_coldkey_hash: hash(&fresh()),
		};
		let swap = |new| Call::<Test>::swap_coldkey_announced { new_coldkey: new };
		let (dispute, clear) = (
			Call::<Test>::dispute_coldkey_swap {},
			Call::<Test>::clear_coldkey_swap_announcement {},
		);
		let missing = Some(Err(Refusal::ColdkeySwapAnnouncementNotFound));
		for call in [&swap(fresh()), &dispute, &clear] {
			assert_eq!(terms(call, &old), missing);
		}
		assert_eq!(
			terms(&first, &fresh()),
			Some(Err(Refusal::NotEnoughBalanceToPaySwapColdKey))
		);
		assert_eq!(terms(&first, &old), Some(Ok(Terms::Paid)));
		assert_ok!(announce(&old, &fresh()));
		for call in [&first, &clear, &swap(fresh())] {
			assert_eq!(terms(call, &old), Some(Err(Refusal::ColdkeySwapTooEarly)));
		}
		assert_eq!(
			terms(&swap(account(51)), &old),
			Some(Err(Refusal::AnnouncedColdkeyHashDoesNotMatch))
		);
		assert_eq!(terms(&dispute, &old), Some(Ok(Terms::Free)));
		run_blocks(15);
		for call in [&first, &clear, &swap(fresh())] {
			assert_eq!(terms(call, &old), Some(Ok(Terms::Free)));
		}
		register(FIRST, &coldkey(1), &fresh());
		assert_eq!(
			terms(&swap(fresh()), &old),
			Some(Err(Refusal::NewColdKeyIsHotkey))
		);
		assert_ok!(SubtensorModule::dispute_coldkey_swap(signed(&old)));
		assert_eq!(
			terms(&dispute, &old),
			Some(Err(Refusal::ColdkeySwapAlreadyDisputed))
		);
		for call in [&first, &clear, &swap(fresh())] {
			assert_eq!(terms(call, &old), Some(Err(Refusal::ColdkeySwapDisputed)));
		}
	});
}

#[test]
fn coldkey_swap_should_be_refused_when_it_has_too_many_positions() {
	TestChain::default().build_and_break(|| {
		assert_ok!(announce(&coldkey(0), &fresh()));
		for n in 0..=swaps::MAX_SWAPPED_POSITIONS {
			let key = AccountId::new(sp_io::hashing::blake2_256(&n.encode()));
			assert_ok!(StakeLedger::<Test>::credit(&key, &coldkey(0), FIRST, TAO));
		}
		System::set_block_number(11);
		assert_noop!(carry_out(&coldkey(0), &fresh()), Error::<Test>::TooManyPositions);
		let call = Call::<Test>::swap_coldkey_announced { new_coldkey: fresh() };
		assert_eq!(terms(&call, &coldkey(0)), Some(Err(Refusal::TooManyPositions)));
	});
}

#[test]
fn coldkey_swap_should_cost_no_more_than_it_weighs() {
	for keys in [1u8, 8] {
		let before = || {
			let second = create_subnet(&hotkey(99));
			StakeCooldownPeriod::<Test>::put(1_000);
			for key in 1..=keys {
				for netuid in [FIRST, second] {
					register(netuid, &coldkey(0), &hotkey(key));
					stake(&coldkey(0), &hotkey(key), netuid, 1);
				}
			}
			for netuid in [FIRST, second] {
				let origin = signed(&coldkey(0));
				assert_ok!(SubtensorModule::set_coldkey_auto_stake_hotkey(
					origin,
					netuid,
					hotkey(1)
				));
			}
			IdentityRegistry::<Test>::set_of_coldkey(&coldkey(0), ChainIdentityV2::default()).unwrap();
			HotkeysSwappedAt::<Test>::insert(coldkey(0), 1);
			assert_ok!(announce(&coldkey(0), &fresh()));
			System::set_block_number(11);
		};
		let mut weight = Weight::zero();
		let touched = TestChain::default().count_accesses(before, || {
			weight = carry_out(&coldkey(0), &fresh()).unwrap().actual_weight.unwrap();
		});
		let measured = touched.weight();
		assert!(weight.all_gte(measured), "{touched:?}");
	}
}
