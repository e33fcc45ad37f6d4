//! Swapping hotkeys: what follows, what it costs, what is refused.

use super::*;
use crate::closing::traces::{differences, full_subnet};
use alloc::collections::BTreeSet;
use frame_support::assert_noop;

#[test]
fn state_should_be_as_before_with_the_hotkey_renamed() {
	TestChain::default().build_and_execute(|| {
		let netuid = full_subnet();
		assert_ok!(SubtensorModule::root_register(signed(&coldkey(1)), hotkey(1)));
		stake(&coldkey(4), &hotkey(1), NetUid::ROOT, 5);
		for (owner, key) in [(1, 1), (2, 2), (9, 9), (3, 3)] {
			let new = key + 50;
			ProvisionalOwner::<Test>::remove(hotkey(key));
			assert_ok!(SubtensorModule::decrease_take(
				signed(&coldkey(owner)),
				hotkey(key),
				900
			));
			let expected = renamed(&hotkey(key), &hotkey(new));
			assert_ok!(swap(owner, key, new, None));
			let mut known = BTreeSet::from([
				// When; and that the new one did not sign yet.
				"HotkeysSwappedAt".into(),
				"HotkeySwappedAt".into(),
				"ProvisionalOwner".into(),
				// What it cost, and the references of both accounts.
				account_of(&coldkey(owner)),
				account_of(&hotkey(key)),
			]);
			if key == 1 {
				// Its hash names it.
				known.insert("WeightCommits".into());
				// Coldkey 6 has no stake on it.
				known.insert("AutoStakeDestination".into());
			}
			if [2, 9].contains(&key) {
				// What they lock names them.
				known.extend(
					["TimelockQueue", "TimelockedCommits", "TimelockedWeightCommits"].map(String::from),
				);
			}
			if key == 2 {
				// Hotkey 3 chose it as a child, and that does not count yet: it will find nobody.
				known.insert("PendingChildKeys".into());
			}
			let found = differences(&expected, &dump());
			assert!(found.is_subset(&known), "{key}: {found:?}");
			assert_eq!(System::sufficients(&hotkey(key)), 1, "its nonce is remembered");
			assert_eq!(System::sufficients(&hotkey(new)), 1);
			assert!(!Owner::<Test>::contains_key(hotkey(key)));
		}
		assert!(SubnetRegistry::<Test>::is_owner_hotkey(netuid, &hotkey(59)));
		assert!(ProvisionalOwner::<Test>::contains_key(hotkey(51)));
		run_blocks(3 * u64::from(TEMPO));
	});
}

/// Hotkey 1 of coldkey 0 is a neuron of subnets 1 and 2, and coldkeys 0 and 5 have stake on it on both and on root.
fn on_two_subnets() -> NetUid {
	let second = create_subnet(&hotkey(9));
	for netuid in [FIRST, second] {
		register(netuid, &coldkey(0), &hotkey(1));
	}
	confirm(0, 1);
	for netuid in [NetUid::ROOT, FIRST, second] {
		stake(&coldkey(0), &hotkey(1), netuid, 3);
		stake(&coldkey(5), &hotkey(1), netuid, 5);
	}
	second
}

fn stake_of(owner: u8, key: u8, netuid: NetUid) -> Rao {
	StakeLedger::<Test>::stake(&hotkey(key), &coldkey(owner), netuid)
}

#[test]
fn one_subnet_should_follow_when_only_that_is_swapped() {
	TestChain::default().build_and_execute(|| {
		let second = on_two_subnets();
		let uid = Uids::<Test>::get(second, hotkey(1)).unwrap();
		let before = free(&coldkey(0));
		assert_ok!(swap(0, 1, 2, Some(second)));
		assert_eq!(before - free(&coldkey(0)), TAO / 1_000);
		assert_eq!(Keys::<Test>::get(second, uid), Some(hotkey(2)));
		assert_eq!(Uids::<Test>::get(second, hotkey(2)), Some(uid));
		assert_eq!(Uids::<Test>::get(second, hotkey(1)), None);
		assert!(Uids::<Test>::contains_key(FIRST, hotkey(1)));
		for owner in [0, 5] {
			let whole = if owner == 0 { 3 * TAO } else { 5 * TAO };
			assert_eq!(
				(stake_of(owner, 1, second), stake_of(owner, 2, second)),
				(0, whole)
			);
			for netuid in [NetUid::ROOT, FIRST] {
				assert_eq!(
					(stake_of(owner, 1, netuid), stake_of(owner, 2, netuid)),
					(whole, 0)
				);
			}
			assert_eq!(
				StakingHotkeys::<Test>::get(coldkey(owner)).to_vec(),
				vec![hotkey(1), hotkey(2)]
			);
		}
		assert_eq!(
			OwnedHotkeys::<Test>::get(coldkey(0)).to_vec(),
			vec![hotkey(1), hotkey(2)]
		);
		assert!(!ProvisionalOwner::<Test>::contains_key(hotkey(1)));
		assert_eq!(
			events().last(),
			Some(&Event::HotkeySwappedOnSubnet {
				coldkey: coldkey(0),
				old_hotkey: hotkey(1),
				new_hotkey: hotkey(2),
				netuid: second,
			})
		);
		// The rest follows later, to a hotkey of the same owner.
		confirm(0, 2);
		assert_ok!(swap(0, 1, 2, None));
		assert_eq!(owner_of::<Test>(hotkey(1)), None);
		for owner in [0, 5] {
			assert_eq!(
				StakingHotkeys::<Test>::get(coldkey(owner)).to_vec(),
				vec![hotkey(2)]
			);
		}
	});
}

#[test]
fn stake_should_stay_when_the_owner_says_so() {
	TestChain::default().build_and_execute(|| {
		let second = on_two_subnets();
		let before = free(&coldkey(0));
		assert_ok!(swap_without_stake(0, 1, 2, None));
		assert_eq!(before - free(&coldkey(0)), TAO / 10);
		for netuid in [FIRST, second] {
			assert!(Uids::<Test>::contains_key(netuid, hotkey(2)));
			assert!(!Uids::<Test>::contains_key(netuid, hotkey(1)));
		}
		for netuid in [NetUid::ROOT, FIRST, second] {
			assert_eq!((stake_of(5, 1, netuid), stake_of(5, 2, netuid)), (5 * TAO, 0));
		}
		assert_eq!(
			owner_of::<Test>(hotkey(1)),
			Some(coldkey(0)),
			"there is stake on it"
		);
		let swapped = Event::HotkeySwapped {
			coldkey: coldkey(0),
			old_hotkey: hotkey(1),
			new_hotkey: hotkey(2),
		};
		assert_eq!(events().last(), Some(&swapped));
		run_blocks(10);
		for owner in [0, 5] {
			assert_ok!(SubtensorModule::unstake_all(signed(&coldkey(owner)), hotkey(1)));
		}
		assert_eq!(owner_of::<Test>(hotkey(1)), None);
	});
}

#[test]
fn pay_should_follow_when_its_receiver_has_stake_there() {
	TestChain::default().build_and_execute(|| {
		let second = on_two_subnets();
		for owner in [5, 6] {
			let origin = signed(&coldkey(owner));
			assert_ok!(SubtensorModule::set_coldkey_auto_stake_hotkey(
				origin,
				second,
				hotkey(1)
			));
		}
		assert_ok!(swap(0, 1, 2, None));
		assert_eq!(
			StakeLedger::<Test>::auto_stake(&coldkey(5), second),
			Some(hotkey(2))
		);
		assert_eq!(
			StakeLedger::<Test>::auto_stake(&coldkey(6), second),
			None,
			"its pay is staked on its miners until it chooses again"
		);
	});
}

#[test]
fn votes_should_count_when_a_seat_was_swapped() {
	TestChain::default().build_and_execute(|| {
		full_subnet();
		let before = RootShares::<Test>::get();
		assert_eq!(before.iter().filter(|share| share.share > 0).count(), 1);
		assert_ok!(swap(0, 0, 50, Some(NetUid::ROOT)));
		run_to_epoch(NetUid::ROOT);
		assert_eq!(RootShares::<Test>::get(), before);
		assert_eq!(stake_of(0, 50, NetUid::ROOT), 5 * TAO);
	});
}

#[test]
fn swap_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		let second = on_two_subnets();
		register(FIRST, &coldkey(3), &hotkey(3));
		for swap in [swap, swap_without_stake] {
			assert_noop!(swap(0, 1, 1, None), Error::<Test>::NewHotKeyIsSameWithOld);
			assert_noop!(swap(0, 7, 8, None), Error::<Test>::HotKeyAccountNotExists);
			assert_noop!(swap(3, 1, 8, None), Error::<Test>::NonAssociatedColdKey);
			assert_noop!(swap(0, 1, 3, None), Error::<Test>::NonAssociatedColdKey);
			assert_noop!(swap(0, 1, 2, Some(NetUid(7))), Error::<Test>::SubnetNotExists);
			assert_noop!(
				swap(0, 1, 2, Some(NetUid::ROOT)),
				Error::<Test>::HotKeyNotRegisteredInSubNet
			);
		}
		register(second, &coldkey(0), &hotkey(2));
		assert_noop!(
			swap(0, 1, 2, None),
			Error::<Test>::HotKeyAlreadyRegisteredInSubNet
		);
		assert_noop!(
			swap(0, 1, 2, Some(second)),
			Error::<Test>::HotKeyAlreadyRegisteredInSubNet
		);
		stake(&coldkey(7), &hotkey(2), FIRST, 1);
		assert_noop!(swap(0, 1, 2, Some(FIRST)), Error::<Test>::NewHotKeyHasStake);
		assert_ok!(swap_without_stake(0, 1, 2, Some(FIRST)));
		let poor = account(60);
		assert_ok!(Balances::force_set_balance(
			RuntimeOrigin::root(),
			poor.clone(),
			TAO / 10
		));
		register(FIRST, &poor, &hotkey(4));
		assert_noop!(
			SubtensorModule::swap_hotkey(signed(&poor), hotkey(4), hotkey(5), None),
			Error::<Test>::NotEnoughBalanceToPaySwapHotKey
		);
		assert_ok!(SubtensorModule::swap_hotkey(
			signed(&poor),
			hotkey(4),
			hotkey(5),
			Some(FIRST)
		));
	});
}

#[test]
fn swap_should_wait_when_the_last_one_was_too_near() {
	TestChain::default()
		.with(|genesis| genesis.chain.tx_rate_limit = 20)
		.build_and_execute(|| {
			on_two_subnets();
			assert_ok!(swap(0, 1, 2, None));
			confirm(0, 2);
			assert_noop!(swap(0, 2, 3, None), Error::<Test>::HotKeySetTxRateLimitExceeded);
			assert_noop!(
				swap(0, 2, 3, Some(FIRST)),
				Error::<Test>::HotKeySwapOnSubnetIntervalNotPassed
			);
			run_blocks(20);
			assert_ok!(swap(0, 2, 3, None));
			System::set_block_number(7_220);
			assert_noop!(
				swap(0, 3, 4, Some(FIRST)),
				Error::<Test>::HotKeySwapOnSubnetIntervalNotPassed
			);
			System::set_block_number(7_221);
			confirm(0, 3);
			assert_ok!(swap(0, 3, 4, Some(FIRST)));
			System::set_block_number(22);
		});
}

#[test]
fn swap_should_be_refused_when_nothing_would_change() {
	TestChain::default().build_and_execute(|| {
		on_two_subnets();
		assert_ok!(swap_without_stake(0, 1, 2, None));
		assert_noop!(swap_without_stake(0, 1, 3, None), Error::<Test>::NothingToSwap);
		assert_ok!(swap(0, 1, 3, None));
	});
}

#[test]
fn issuance_should_fall_by_what_swaps_cost() {
	TestChain::default().build_and_execute(|| {
		on_two_subnets();
		let before = Balances::total_issuance();
		assert_ok!(swap(0, 1, 2, None));
		assert_eq!(before - Balances::total_issuance(), TAO / 10);
	});
}

#[test]
fn positions_should_be_refused_when_they_are_too_many_on_one_subnet() {
	TestChain::default().build_and_break(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		confirm(0, 1);
		for number in 0..=swaps::MAX_SWAPPED_POSITIONS {
			let holder = AccountId::new(sp_io::hashing::blake2_256(&number.encode()));
			assert_ok!(StakeLedger::<Test>::credit(&hotkey(1), &holder, FIRST, TAO));
		}
		assert_noop!(swap(0, 1, 2, Some(FIRST)), Error::<Test>::TooManyPositions);
		assert_ok!(swap_without_stake(0, 1, 2, Some(FIRST)));
	});
}

#[test]
fn swap_should_cost_no_more_than_it_weighs() {
	for neurons in [1u16, 6] {
		for holders in [1u8, 9] {
			let before = || {
				let netuids: Vec<NetUid> = (0..neurons)
					.map(|n| match n {
						0 => FIRST,
						n => create_subnet(&hotkey(90 + n as u8)),
					})
					.collect();
				for netuid in netuids {
					register(netuid, &coldkey(0), &hotkey(1));
					StakeCooldownPeriod::<Test>::put(1_000);
					for holder in 0..holders {
						stake(&coldkey(holder), &hotkey(1), netuid, 1);
						assert_ok!(SubtensorModule::set_coldkey_auto_stake_hotkey(
							signed(&coldkey(holder)),
							netuid,
							hotkey(1)
						));
					}
					assert_ok!(SubtensorModule::serve_prometheus(
						signed(&hotkey(1)),
						netuid,
						0,
						1,
						1,
						4
					));
					let publish = SubtensorModule::serve_axon_tls(
						signed(&hotkey(1)),
						netuid,
						0,
						1,
						1,
						4,
						0,
						0,
						0,
						vec![1, 2],
					);
					assert_ok!(publish);
				}
			};
			let mut weight = Weight::zero();
			let touched = TestChain::default().count_accesses(before, || {
				weight = swap(0, 1, 2, None).unwrap().actual_weight.unwrap();
			});
			let measured = touched.weight();
			assert!(weight.all_gte(measured), "{touched:?}");
		}
	}
}

#[test]
fn loans_should_stay_with_the_stake_and_follow_the_child() {
	TestChain::default().build_and_execute(|| {
		let netuid = full_subnet();
		let children = |key: u8| ChildKeys::<Test>::get(hotkey(key), netuid).into_inner();
		let parents = |key: u8| ParentKeys::<Test>::get(hotkey(key), netuid).into_inner();
		let part = children(1)[0].0;
		assert_eq!(children(1), vec![(part, hotkey(2))]);
		assert_ok!(swap_without_stake(1, 1, 51, None));
		assert_eq!((children(1), children(51)), (vec![(part, hotkey(2))], vec![]));
		assert_ok!(swap_without_stake(2, 2, 52, None));
		assert_eq!(children(1), vec![(part, hotkey(52))]);
		assert_eq!((parents(2), parents(52)), (vec![], vec![(part, hotkey(1))]));
		assert_eq!(ChildkeyTake::<Test>::get(hotkey(52), netuid), 1);
		let choice = |key: u8| ChildkeyChoices::<Test>::get(hotkey(key), netuid).unwrap();
		assert_eq!(choice(52).take_at, choice(2).take_at);
		run_blocks(2 * u64::from(TEMPO));
	});
}

#[test]
fn swap_should_be_refused_when_the_new_hotkey_has_relations_already() {
	TestChain::default().build_and_execute(|| {
		let netuid = full_subnet();
		register(FIRST, &coldkey(1), &hotkey(61));
		assert_ok!(SubtensorModule::set_childkey_take(
			signed(&coldkey(1)),
			hotkey(61),
			netuid,
			1
		));
		for swap in [swap, swap_without_stake] {
			assert_noop!(swap(1, 1, 61, None), Error::<Test>::NewHotKeyHasChildkeys);
			assert_noop!(swap(1, 1, 61, Some(netuid)), Error::<Test>::NewHotKeyHasChildkeys);
		}
		EndingChildkeys::<Test>::insert(hotkey(62), ());
		assert_noop!(swap(1, 1, 62, None), Error::<Test>::ChildkeysAreEnding);
		EndingChildkeys::<Test>::remove(hotkey(62));
		assert_ok!(swap_without_stake(1, 1, 62, None));
	});
}
