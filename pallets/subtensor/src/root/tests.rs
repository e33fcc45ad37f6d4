//! Root's seats, votes and judgement.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn root_register(owner: &AccountId, key: &AccountId) -> sp_runtime::DispatchResult {
	SubtensorModule::root_register(signed(owner), key.clone())
}

fn vote(owner: &AccountId, key: &AccountId, dests: &[u16], weights: &[u16]) -> sp_runtime::DispatchResult {
	SubtensorModule::set_root_weights(
		signed(owner),
		NetUid::ROOT,
		key.clone(),
		dests.to_vec(),
		weights.to_vec(),
		0,
	)
}

/// Seats for coldkeys `0..stakes.len()` with hotkeys of the same numbers, and so much root stake in TAO.
fn seat(stakes: &[u64]) {
	for (number, tao) in (0u8..).zip(stakes) {
		assert_ok!(root_register(&coldkey(number), &hotkey(number)));
		if *tao > 0 {
			stake(&coldkey(number), &hotkey(number), NetUid::ROOT, *tao);
		}
	}
}

fn started_subnet(key: u8) -> NetUid {
	let netuid = create_subnet(&hotkey(key));
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	netuid
}

fn parts() -> Vec<(u16, Rao)> {
	Plan::<Test>::get()
		.lines
		.iter()
		.map(|line| (line.netuid.0, line.per_block))
		.collect()
}

#[test]
fn seat_should_go_to_the_larger_stake_when_root_is_full() {
	TestChain::default()
		.with(|genesis| genesis.root.max_allowed_uids = 2)
		.with(|genesis| genesis.root.max_allowed_validators = 2)
		.build_and_execute(|| {
			seat(&[5, 3]);
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(2), &hotkey(2)));
			stake(&coldkey(2), &hotkey(2), NetUid::ROOT, 3);
			assert_noop!(
				root_register(&coldkey(2), &hotkey(2)),
				Error::<Test>::StakeTooLowForRoot
			);
			stake(&coldkey(2), &hotkey(2), NetUid::ROOT, 1);
			assert_ok!(root_register(&coldkey(2), &hotkey(2)));
			assert_eq!(Uids::<Test>::get(NetUid::ROOT, hotkey(2)), Some(1));
			assert_eq!(Uids::<Test>::get(NetUid::ROOT, hotkey(1)), None);
		});
}

fn two_seats(genesis: &mut GenesisConfig<Test>) {
	genesis.root.max_allowed_uids = 2;
	genesis.root.max_allowed_validators = 2;
}

#[test]
fn seat_of_the_last_uid_should_go_when_the_weakest_are_equal() {
	TestChain::default().with(two_seats).build_and_execute(|| {
		seat(&[3, 3]);
		assert_ok!(KeyRegistry::<Test>::associate(&coldkey(2), &hotkey(2)));
		stake(&coldkey(2), &hotkey(2), NetUid::ROOT, 4);
		assert_ok!(root_register(&coldkey(2), &hotkey(2)));
		assert_eq!(Keys::<Test>::get(NetUid::ROOT, 0), Some(hotkey(0)));
		assert_eq!(Keys::<Test>::get(NetUid::ROOT, 1), Some(hotkey(2)));
		// The one who lost the seat has its stake still, but not enough of it.
		assert_noop!(
			root_register(&coldkey(1), &hotkey(1)),
			Error::<Test>::StakeTooLowForRoot
		);
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 1);
		assert_ok!(root_register(&coldkey(1), &hotkey(1)));
		assert_eq!(Keys::<Test>::get(NetUid::ROOT, 0), Some(hotkey(1)));
	});
}

#[test]
fn seat_should_come_without_votes_when_its_holder_is_replaced() {
	TestChain::default().with(two_seats).build_and_execute(|| {
		let netuid = started_subnet(9);
		seat(&[9, 3]);
		run_blocks(1);
		assert_ok!(vote(&coldkey(1), &hotkey(1), &[netuid.0], &[1]));
		assert_ok!(KeyRegistry::<Test>::associate(&coldkey(2), &hotkey(2)));
		stake(&coldkey(2), &hotkey(2), NetUid::ROOT, 20);
		assert_ok!(root_register(&coldkey(2), &hotkey(2)));
		assert!(WeightBook::<Test>::row(NetUid::ROOT.into(), 1).is_empty());
		run_to_epoch(NetUid::ROOT);
		// Most of the stake sits on a seat whose former holder voted; now nobody did.
		assert_eq!(parts(), vec![(1, TAO / 2), (2, TAO / 2)]);
		assert_noop!(
			vote(&coldkey(1), &hotkey(1), &[1], &[1]),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
	});
}

#[test]
fn hotkey_should_be_released_when_its_seat_was_all_it_had() {
	TestChain::default()
		.with(|genesis| genesis.root.max_allowed_uids = 1)
		.with(|genesis| genesis.root.max_allowed_validators = 1)
		.build_and_execute(|| {
			seat(&[0]);
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(1), &hotkey(1)));
			stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 1);
			assert_ok!(root_register(&coldkey(1), &hotkey(1)));
			assert_eq!(owner_of::<Test>(hotkey(0)), None);
			assert!(!OwnedHotkeys::<Test>::contains_key(coldkey(0)));
			assert!(!ProvisionalOwner::<Test>::contains_key(hotkey(0)));
		});
}

#[test]
fn seat_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		seat(&[1]);
		assert_noop!(
			root_register(&coldkey(0), &hotkey(0)),
			Error::<Test>::HotKeyAlreadyRegisteredInSubNet
		);
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_noop!(
			root_register(&coldkey(0), &hotkey(1)),
			Error::<Test>::NonAssociatedColdKey
		);
	});
}

#[test]
fn votes_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		seat(&[1]);
		register(FIRST, &coldkey(1), &hotkey(1));
		run_blocks(1);
		let (owner, key) = (coldkey(0), hotkey(0));
		let elsewhere =
			SubtensorModule::set_root_weights(signed(&owner), FIRST, key.clone(), vec![1], vec![1], 0);
		assert_noop!(elsewhere, Error::<Test>::NotRootSubnet);
		assert_noop!(
			vote(&owner, &hotkey(8), &[1], &[1]),
			Error::<Test>::HotKeyAccountNotExists
		);
		assert_noop!(
			vote(&coldkey(1), &key, &[1], &[1]),
			Error::<Test>::NonAssociatedColdKey
		);
		// The hotkey itself is no coldkey of its own.
		assert_noop!(vote(&key, &key, &[1], &[1]), Error::<Test>::NonAssociatedColdKey);
		assert_noop!(
			vote(&coldkey(1), &hotkey(1), &[1], &[1]),
			Error::<Test>::HotKeyNotRegisteredInSubNet
		);
		assert_noop!(
			vote(&owner, &key, &[1], &[1, 2]),
			Error::<Test>::WeightVecNotEqualSize
		);
		assert_noop!(
			vote(&owner, &key, &[1, 2, 3], &[1; 3]),
			Error::<Test>::UidsLengthExceedUidsInSubNet
		);
		assert_noop!(vote(&owner, &key, &[1, 1], &[1, 1]), Error::<Test>::DuplicateUids);
		assert_noop!(
			vote(&owner, &key, &[0], &[1]),
			Error::<Test>::UidVecContainInvalidOne
		);
		assert_noop!(
			vote(&owner, &key, &[7], &[1]),
			Error::<Test>::UidVecContainInvalidOne
		);
		WeightsVersionKey::<Test>::insert(NetUid::ROOT, 1);
		assert_noop!(
			vote(&owner, &key, &[1], &[1]),
			Error::<Test>::IncorrectWeightVersionKey
		);
		WeightsVersionKey::<Test>::insert(NetUid::ROOT, 0);
		assert_ok!(vote(&owner, &key, &[1], &[1]));
		assert!(events().contains(&Event::RootWeightsSet(0)));
		assert_noop!(
			vote(&owner, &key, &[1], &[1]),
			Error::<Test>::SettingWeightsTooFast
		);
	});
}

#[test]
fn shares_should_be_equal_when_root_does_not_decide() {
	TestChain::default().build_and_execute(|| {
		started_subnet(9);
		assert_eq!(parts(), vec![(1, TAO / 2), (2, TAO / 2)]);
	});
	TestChain::default()
		.with(|genesis| genesis.bootstrap = BootstrapShares::Genesis)
		.build_and_execute(|| {
			started_subnet(9);
			assert_eq!(parts(), vec![(1, TAO), (2, 0)]);
		});
}

#[test]
fn shares_should_follow_votes_when_a_majority_of_stake_votes() {
	TestChain::default().build_and_execute(|| {
		let netuid = started_subnet(9);
		seat(&[6, 4]);
		run_blocks(1);
		assert_ok!(vote(&coldkey(0), &hotkey(0), &[1, netuid.0], &[1, 3]));
		run_to_epoch(NetUid::ROOT);
		// One voter holds 60 % of root stake: as the only one who votes, consensus is its own weights.
		let shares = parts();
		assert_eq!(shares.iter().map(|(_, rao)| rao).sum::<Rao>(), TAO);
		assert!(
			shares[0].1.abs_diff(TAO / 4) < 10_000 && shares[1].1.abs_diff(3 * TAO / 4) < 10_000,
			"{shares:?}"
		);
	});
}

#[test]
fn shares_should_stay_equal_when_half_of_the_stake_votes() {
	TestChain::default().build_and_execute(|| {
		let netuid = started_subnet(9);
		seat(&[5, 5]);
		run_blocks(1);
		assert_ok!(vote(&coldkey(0), &hotkey(0), &[netuid.0], &[1]));
		run_to_epoch(NetUid::ROOT);
		assert_eq!(parts(), vec![(1, TAO / 2), (2, TAO / 2)]);
	});
}

#[test]
fn minority_should_not_move_shares_when_it_exaggerates() {
	TestChain::default().build_and_execute(|| {
		let netuid = started_subnet(9);
		seat(&[4, 4, 2]);
		run_blocks(1);
		assert_ok!(vote(&coldkey(0), &hotkey(0), &[1, netuid.0], &[1, 1]));
		assert_ok!(vote(&coldkey(1), &hotkey(1), &[1, netuid.0], &[1, 1]));
		assert_ok!(vote(&coldkey(2), &hotkey(2), &[netuid.0], &[1]));
		run_to_epoch(NetUid::ROOT);
		let shares = parts();
		// The exaggeration is clipped to the majority's one half; only the minority's missing vote for subnet 1 is felt.
		assert!(shares[1].1 < TAO * 6 / 10, "{shares:?}");
		assert!(shares[1].1 > shares[0].1);
	});
}

#[test]
fn votes_should_not_count_when_outlived_or_older_than_the_subnet() {
	TestChain::default()
		.with(|genesis| genesis.root_weight_lifetime = 25)
		.build_and_execute(|| {
			started_subnet(9);
			seat(&[6]);
			run_blocks(1);
			assert_ok!(vote(&coldkey(0), &hotkey(0), &[1], &[1]));
			run_to_epoch(NetUid::ROOT);
			assert_eq!(parts(), vec![(1, TAO), (2, 0)]);
			run_blocks(30);
			assert_eq!(parts(), vec![(1, TAO / 2), (2, TAO / 2)]);
		});
	TestChain::default().build_and_execute(|| {
		seat(&[6]);
		run_blocks(1);
		// Subnet 2 is created in the block in which it is voted for: the vote is not younger.
		let netuid = create_subnet(&hotkey(9));
		assert_ok!(vote(&coldkey(0), &hotkey(0), &[netuid.0], &[1]));
		assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
		run_to_epoch(NetUid::ROOT);
		assert_eq!(parts(), vec![(1, TAO / 2), (2, TAO / 2)]);
	});
}

/// What blocks give subnet 1 and subnets 2 and 3, which belong to coldkey 9, when `honest` - 60 and 40 TAO of root stake - rate the
/// first two alike, and a seat with so many milli-TAO rates only the third.
fn parts_with_a_seat_for_its_own(milli_tao: u64) -> Vec<(u16, Rao)> {
	let mut found = Vec::new();
	TestChain::default().build_and_execute(|| {
		let (second, third) = (started_subnet(8), started_subnet(9));
		seat(&[60, 40, 0]);
		if milli_tao > 0 {
			assert_ok!(SubtensorModule::add_stake(
				signed(&coldkey(2)),
				hotkey(2),
				NetUid::ROOT,
				milli_tao * TAO / 1_000
			));
		}
		run_blocks(1);
		for honest in [0, 1] {
			let voted = vote(&coldkey(honest), &hotkey(honest), &[1, second.0], &[1, 1]);
			assert_ok!(voted);
		}
		assert_ok!(vote(&coldkey(2), &hotkey(2), &[third.0], &[u16::MAX]));
		run_to_epoch(NetUid::ROOT);
		found = parts();
	});
	found
}

#[test]
fn seat_should_not_feed_its_own_subnet_when_nobody_else_rates_it() {
	let without = parts_with_a_seat_for_its_own(0);
	assert_eq!(without, vec![(1, TAO / 2), (2, TAO / 2), (3, 0)]);
	// From dust to two fifths of the votes: no majority supports the third subnet, so it gets nothing, and nobody else more.
	for milli_tao in [2, 1_000, 70_000] {
		assert_eq!(parts_with_a_seat_for_its_own(milli_tao), without, "{milli_tao}");
	}
}

#[test]
fn dust_should_move_shares_by_no_more_than_its_part_of_stake() {
	let second_with = |dust: bool| {
		let mut part = 0;
		TestChain::default().build_and_execute(|| {
			let second = started_subnet(9);
			seat(&[60, 40, 0]);
			assert_ok!(SubtensorModule::add_stake(
				signed(&coldkey(2)),
				hotkey(2),
				NetUid::ROOT,
				2_000_000
			));
			run_blocks(1);
			assert_ok!(vote(&coldkey(0), &hotkey(0), &[1, second.0], &[1, 1]));
			assert_ok!(vote(&coldkey(1), &hotkey(1), &[1, second.0], &[1, 1]));
			if dust {
				assert_ok!(vote(&coldkey(2), &hotkey(2), &[second.0], &[u16::MAX]));
			}
			run_to_epoch(NetUid::ROOT);
			part = parts()[1].1;
		});
		part
	};
	// 0.002 of 100.002 TAO: two parts in 100,000 of the stake. Its missing vote for the other subnet is all that is felt.
	let gained = second_with(true).checked_sub(second_with(false)).unwrap();
	assert!(gained <= TAO * 2 / 100_000, "{gained}");
}

#[test]
fn seat_without_stake_should_count_for_nothing() {
	TestChain::default().build_and_execute(|| {
		let second = started_subnet(9);
		seat(&[0, 10]);
		run_blocks(1);
		assert_ok!(vote(&coldkey(0), &hotkey(0), &[second.0], &[1]));
		run_to_epoch(NetUid::ROOT);
		assert_eq!(parts(), vec![(1, TAO / 2), (2, TAO / 2)]);
		assert_ok!(vote(&coldkey(1), &hotkey(1), &[1], &[1]));
		run_to_epoch(NetUid::ROOT);
		assert_eq!(parts(), vec![(1, TAO), (2, 0)]);
	});
}

#[test]
fn dust_should_not_decide_when_most_of_the_stake_is_silent() {
	TestChain::default().build_and_execute(|| {
		let second = started_subnet(9);
		seat(&[1, 100]);
		run_blocks(1);
		assert_ok!(vote(&coldkey(0), &hotkey(0), &[second.0], &[1]));
		run_to_epoch(NetUid::ROOT);
		assert_eq!(parts(), vec![(1, TAO / 2), (2, TAO / 2)]);
	});
}

#[test]
fn vote_should_be_refused_when_the_seat_has_too_little_stake() {
	TestChain::default().build_and_execute(|| {
		seat(&[5]);
		run_blocks(1);
		StakeThreshold::<Test>::put(5 * TAO + 1);
		assert_noop!(
			vote(&coldkey(0), &hotkey(0), &[1], &[1]),
			Error::<Test>::NotEnoughStakeToSetWeights
		);
		StakeThreshold::<Test>::put(5 * TAO);
		assert_ok!(vote(&coldkey(0), &hotkey(0), &[1], &[1]));
	});
}

#[test]
fn vote_should_count_for_its_lifetime_to_the_block() {
	assert_eq!(GenesisConfig::<Test>::default().root_weight_lifetime, 50_400);
	// A vote of block 2, counted in root's epoch of block 20.
	let decided_after = |lifetime: u64| {
		let mut parts_then = Vec::new();
		TestChain::default()
			.with(|genesis| genesis.root_weight_lifetime = lifetime)
			.build_and_execute(|| {
				started_subnet(9);
				seat(&[6]);
				run_blocks(1);
				assert_ok!(vote(&coldkey(0), &hotkey(0), &[1], &[1]));
				run_to_epoch(NetUid::ROOT);
				run_to_epoch(NetUid::ROOT);
				assert_eq!(Pallet::<Test>::now(), 20);
				parts_then = parts();
			});
		parts_then
	};
	assert_eq!(decided_after(18), vec![(1, TAO), (2, 0)]);
	assert_eq!(decided_after(17), vec![(1, TAO / 2), (2, TAO / 2)]);
}
