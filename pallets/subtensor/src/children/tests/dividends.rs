//! What parents and children earn.

use super::{
	weight::{choices, family, stakes},
	*,
};
use proptest::prelude::*;

/// One as a 32.32 share.
const ONE: u64 = 1 << 32;

/// What an epoch of subnet 1 pays to validators if all dividends are the second neuron's and the first one mined.
fn pay_second() -> Rao {
	let n = usize::from(SubnetworkN::<Test>::get(FIRST));
	let share = |uid: usize| {
		(0..n)
			.map(|other| if other == uid { ONE } else { 0 })
			.collect::<Vec<u64>>()
	};
	pay(&share(0), &share(1))
}

fn pay(incentive: &[u64], dividends: &[u64]) -> Rao {
	let earnings = Earnings {
		share: 1,
		incentive: incentive.to_vec(),
		dividends: dividends.to_vec(),
	};
	let pending = EmissionPlanner::<Test>::settle(FIRST).unwrap();
	Payout::<Test>::run(FIRST, &[earnings], dividends).unwrap();
	subtensor_emission::cut(pending, OwnerCut::<Test>::get()).validators
}

fn staked(owner: u8, key: u8, netuid: NetUid) -> Rao {
	StakeLedger::<Test>::stake(&hotkey(key), &coldkey(owner), netuid)
}

/// Miner 0, validator 1 with 10 TAO of its own. Hotkey 2, no neuron here, lends it half of 60 TAO: 20 of coldkey 2, 40 of a nominator.
fn lent() -> NetUid {
	let second = create_subnet(&hotkey(9));
	neurons(&[0, 1]);
	register(second, &coldkey(2), &hotkey(2));
	stake(&coldkey(1), &hotkey(1), FIRST, 10);
	stake(&coldkey(2), &hotkey(2), FIRST, 20);
	stake(&coldkey(3), &hotkey(2), FIRST, 40);
	relate(2, &[(HALF, 1)]);
	run_blocks(5);
	second
}

fn take_of(amount: Rao, take: u16) -> Rao {
	amount * u64::from(take) / 65_535
}

#[test]
fn parent_should_be_paid_for_what_it_lends_and_its_nominators_too() {
	TestChain::default().build_and_execute(|| {
		lent();
		let paid = pay_second();
		// 30 of the 40 TAO that earned this are the parent's, but for a rao.
		let part = paid * 3 / 4;
		let rest = part - take_of(part, DEFAULT_TAKE);
		let gain = |owner, key, before: u64| staked(owner, key, FIRST) - before * TAO;
		assert!(gain(3, 2, 40).abs_diff(rest * 2 / 3) <= 3);
		assert!(gain(2, 2, 20).abs_diff(rest / 3 + take_of(part, DEFAULT_TAKE)) <= 3);
		assert!(gain(1, 1, 10).abs_diff(paid - part) <= 3);
	});
}

#[test]
fn childs_owner_should_keep_its_take() {
	TestChain::default().build_and_execute(|| {
		lent();
		let take = 6_553;
		assert_ok!(SubtensorModule::set_childkey_take(
			signed(&coldkey(1)),
			hotkey(1),
			FIRST,
			take
		));
		let paid = pay_second();
		let part = paid * 3 / 4;
		let kept = take_of(part, take);
		let gain = staked(1, 1, FIRST) - 10 * TAO;
		assert!(gain.abs_diff(paid - part + kept) <= 3);
		let parents = staked(2, 2, FIRST) + staked(3, 2, FIRST) - 60 * TAO;
		assert!(parents.abs_diff(part - kept) <= 3);
	});
}

#[test]
fn take_should_not_be_charged_when_parent_and_child_have_the_same_owner() {
	TestChain::default().build_and_execute(|| {
		neurons(&[0, 1]);
		register(FIRST, &coldkey(1), &hotkey(2));
		stake(&coldkey(3), &hotkey(2), FIRST, 40);
		assert_ok!(SubtensorModule::set_childkey_take(
			signed(&coldkey(1)),
			hotkey(1),
			FIRST,
			11_796
		));
		relate(2, &[(u64::MAX, 1)]);
		let paid = pay_second();
		let rest = paid - take_of(paid, DEFAULT_TAKE);
		assert!((staked(3, 2, FIRST) - 40 * TAO).abs_diff(rest) <= 2);
		assert_eq!(staked(1, 1, FIRST), 0);
	});
}

#[test]
fn root_stake_of_a_parent_should_earn_on_root() {
	TestChain::default().build_and_execute(|| {
		neurons(&[0, 1, 2]);
		stake(&coldkey(3), &hotkey(2), NetUid::ROOT, 100);
		relate(2, &[(HALF, 1)]);
		let pot = free(&Ledger::<Test>::pot(NetUid::ROOT));
		let paid = pay_second();
		let rest = paid - take_of(paid, DEFAULT_TAKE);
		assert_eq!(free(&Ledger::<Test>::pot(NetUid::ROOT)) - pot, rest);
		assert!((staked(3, 2, NetUid::ROOT) - 100 * TAO).abs_diff(rest) <= 1);
	});
}

#[test]
fn dividends_should_follow_the_stake_of_the_epoch_when_a_parent_has_several_children() {
	TestChain::default().build_and_execute(|| {
		neurons(&[0, 1, 2, 3]);
		stake(&coldkey(1), &hotkey(1), FIRST, 10);
		stake(&coldkey(2), &hotkey(2), FIRST, 10);
		stake(&coldkey(3), &hotkey(3), FIRST, 20);
		relate(3, &[(HALF, 1), (HALF, 2)]);
		pay(&[ONE, 0, 0, 0], &[0, ONE / 2, ONE / 2, 0]);
		let gains = [1, 2].map(|key| staked(key, key, FIRST) - 10 * TAO);
		assert!(
			gains[0].abs_diff(gains[1]) <= 2,
			"the first raised the parent: {gains:?}"
		);
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn every_rao_should_reach_somebody_whoever_lends(
		stakes in stakes(),
		choices in choices(),
		takes in proptest::collection::vec(0u16..=11_796, 9),
		dividends in proptest::collection::vec(0u64..=ONE, 9),
	) {
		TestChain::default().build_and_execute(|| {
			family(&stakes, &choices);
			for (key, take) in (1..).zip(&takes) {
				let set = SubtensorModule::set_childkey_take(signed(&coldkey(key)), hotkey(key), FIRST, *take);
				assert_ok!(set);
			}
			let before = TotalStake::<Test>::get();
			let pending = EmissionPlanner::<Test>::settle(FIRST).unwrap();
			let issuance = Balances::total_issuance();
			let owner = free(&Ledger::<Test>::keyless_owner());
			let mut incentive = vec![0; 9];
			incentive[0] = ONE;
			let dividends = if dividends.iter().all(|share| *share == 0) { vec![ONE; 9] } else { dividends };
			pay(&incentive, &dividends);
			let staked = TotalStake::<Test>::get() - before;
			let recycled = issuance - Balances::total_issuance();
			let cut = free(&Ledger::<Test>::keyless_owner()) - owner;
			assert_eq!(staked + recycled + cut, pending);
			for netuid in [FIRST, NetUid::ROOT] {
				assert_eq!(free(&Ledger::<Test>::pot(netuid)), Ledger::<Test>::owed(netuid).unwrap());
			}
			assert!(recycled < 100, "shares of nothing only");
		});
	}
}
