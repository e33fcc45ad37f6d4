//! Minting, division among subnets, and the payout of a subnet, to the rao.

use crate::{mock::*, *};
use frame_support::assert_ok;

/// One as a 32.32 share.
const ONE: u64 = 1 << 32;

fn pay(netuid: NetUid, incentive: &[u64], dividends: &[u64], active_stake: &[u64]) -> Vec<Rao> {
	let earnings = Earnings {
		share: 1,
		incentive: incentive.to_vec(),
		dividends: dividends.to_vec(),
	};
	Payout::<Test>::run(netuid, &[earnings], active_stake).unwrap()
}

/// A subnet of coldkey 9 (hotkey 9, uid 0) with two more neurons: hotkey 1 of coldkey 1, hotkey 2 of coldkey 2. Started; its
/// pending emission is 10 TAO. Subnet 1 gets the same.
fn subnet_with_ten_tao() -> NetUid {
	let netuid = create_subnet(&hotkey(9));
	register(netuid, &coldkey(1), &hotkey(1));
	register(netuid, &coldkey(2), &hotkey(2));
	for netuid in [NetUid::ROOT, FIRST, netuid] {
		let never = Hyperparameter::Tempo(10_000);
		assert_ok!(HyperparameterTable::<Test>::set(
			RuntimeOrigin::root(),
			netuid,
			never
		));
	}
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	run_blocks(20);
	netuid
}

fn staked(who: &AccountId, key: &AccountId, netuid: NetUid) -> Rao {
	StakeLedger::<Test>::stake(key, who, netuid)
}

#[test]
fn block_should_mint_one_tao_from_the_first_on() {
	TestChain::default().build_and_execute(|| {
		let genesis = 10 * 100_000 * TAO + 3 * 500;
		assert_eq!(Balances::total_issuance(), genesis + TAO);
		run_blocks(5);
		assert_eq!(Balances::total_issuance(), genesis + 6 * TAO);
		assert_eq!(
			TotalIssuance::<Test>::get(),
			genesis + 5 * TAO,
			"written at the end of a block"
		);
		assert_eq!(free(&Ledger::<Test>::emission_pot()), 500 + 6 * TAO);
	});
}

#[test]
fn nothing_should_be_minted_when_no_subnet_is_eligible() {
	TestChain::default().build_and_execute(|| {
		FirstEmissionBlockNumber::<Test>::remove(FIRST);
		assert_ok!(EmissionPlanner::<Test>::replan());
		let issuance = Balances::total_issuance();
		run_blocks(3);
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn emission_should_halve_when_the_threshold_is_reached() {
	let issuance = 10 * 100_000 * TAO + 3 * 500;
	TestChain::default()
		.with(|genesis| genesis.first_halving = issuance + 3 * TAO)
		.build_and_execute(|| {
			run_blocks(2);
			assert_eq!(Balances::total_issuance(), issuance + 3 * TAO);
			run_blocks(1);
			assert_eq!(Balances::total_issuance(), issuance + 3 * TAO + TAO / 2);
			assert!(events().contains(&Event::EmissionReplanned { per_block: TAO / 2 }));
		});
}

#[test]
fn uneven_emission_should_be_divided_to_the_last_rao() {
	TestChain::default().build_and_execute(|| {
		for key in 1..=2 {
			let netuid = create_subnet(&hotkey(key));
			assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
		}
		let parts: Vec<Rao> = Plan::<Test>::get()
			.lines
			.iter()
			.map(|line| line.per_block)
			.collect();
		assert_eq!(parts, vec![333_333_334, 333_333_333, 333_333_333]);
		run_blocks(7);
		assert_eq!(EmissionPlanner::<Test>::settle(NetUid(2)), Ok(7 * 333_333_333));
		assert_eq!(EmissionPlanner::<Test>::settle(NetUid(2)), Ok(7 * 333_333_333));
		assert_eq!(EmissionPlanner::<Test>::settle(NetUid::ROOT), Ok(0));
	});
}

#[test]
fn payout_should_split_eighteen_fortyone_fortyone() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		stake(&coldkey(1), &hotkey(1), netuid, 50);
		let paid = pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		assert_eq!(paid, vec![0, 4_100_000_000, 4_100_000_000]);
		assert!(events().contains(&Event::EmissionPaid {
			netuid,
			owner: 1_800_000_000,
			miners: 4_100_000_000,
			validators: 4_100_000_000,
		}));
		assert_eq!(staked(&coldkey(9), &hotkey(9), netuid), 1_800_000_000);
		assert_eq!(staked(&coldkey(2), &hotkey(2), netuid), 4_100_000_000);
		assert!(staked(&coldkey(1), &hotkey(1), netuid).abs_diff(54_100_000_000) <= 1);
		assert_eq!(PendingEmission::<Test>::get(netuid), 0);
		assert_eq!(SubnetTAO::<Test>::get(netuid), 60 * TAO);
	});
}

#[test]
fn everything_should_be_recycled_when_no_miner_earned() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		stake(&coldkey(1), &hotkey(1), netuid, 50);
		let issuance = Balances::total_issuance();
		assert_eq!(pay(netuid, &[0; 3], &[0, ONE, 0], &[0, ONE, 0]), vec![0; 3]);
		assert_eq!(issuance - Balances::total_issuance(), 10 * TAO);
		assert!(events().contains(&Event::Recycled {
			netuid,
			amount: 10 * TAO
		}));
	});
}

#[test]
fn validators_part_should_follow_active_stake_when_nobody_has_dividends() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		let paid = pay(netuid, &[0, 0, ONE], &[0; 3], &[ONE / 4, ONE * 3 / 4, 0]);
		assert_eq!(paid, vec![1_025_000_000, 3_075_000_000, 4_100_000_000]);
	});
}

#[test]
fn owners_cut_should_be_recycled_when_there_is_no_owner() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		SubnetOwner::<Test>::remove(netuid);
		let issuance = Balances::total_issuance();
		pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		assert_eq!(issuance - Balances::total_issuance(), 1_800_000_000);
	});
}

#[test]
fn owners_cut_should_be_free_balance_when_it_named_no_hotkey() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		SubnetOwnerHotkey::<Test>::remove(netuid);
		let before = free(&coldkey(9));
		pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		assert_eq!(free(&coldkey(9)) - before, 1_800_000_000);
	});
}

#[test]
fn dividend_should_be_shared_with_nominators_after_the_take() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		stake(&coldkey(1), &hotkey(1), netuid, 10);
		stake(&coldkey(3), &hotkey(1), netuid, 30);
		pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		let take = 4_100_000_000u64 * 11_796 / 65_535;
		let rest = 4_100_000_000 - take;
		assert!(staked(&coldkey(3), &hotkey(1), netuid).abs_diff(30 * TAO + rest * 3 / 4) <= 2);
		assert!(staked(&coldkey(1), &hotkey(1), netuid).abs_diff(10 * TAO + rest / 4 + take) <= 2);
	});
}

#[test]
fn dividend_should_go_to_root_stakers_for_their_part_of_the_weight() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		stake(&coldkey(1), &hotkey(1), netuid, 18);
		stake(&coldkey(3), &hotkey(1), NetUid::ROOT, 100);
		let pot = free(&Ledger::<Test>::pot(NetUid::ROOT));
		pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		let rest = 4_100_000_000 - 4_100_000_000u64 * 11_796 / 65_535;
		let gain = staked(&coldkey(3), &hotkey(1), NetUid::ROOT) - 100 * TAO;
		assert!(gain.abs_diff(rest / 2) <= 2);
		assert!(free(&Ledger::<Test>::pot(NetUid::ROOT)).abs_diff(pot + rest / 2) <= 1);
	});
}

#[test]
fn dividend_of_the_lock_should_be_the_owners() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		// Uid 0 weighs by the lock alone: nobody holds its pools.
		pay(netuid, &[0, 0, ONE], &[ONE, 0, 0], &[0; 3]);
		assert!(staked(&coldkey(9), &hotkey(9), netuid).abs_diff(1_800_000_000 + 4_100_000_000) <= 1);
	});
}

#[test]
fn gift_to_a_pot_should_be_recycled() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		assert_ok!(Ledger::<Test>::transfer(
			&coldkey(5),
			&Ledger::<Test>::pot(netuid),
			7
		));
		pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		assert!(events().contains(&Event::Recycled { netuid, amount: 7 }));
		assert_eq!(
			free(&Ledger::<Test>::pot(netuid)),
			Ledger::<Test>::owed(netuid).unwrap()
		);
	});
}

#[test]
fn fair_launch_should_pay_workers_equally_when_a_genesis_subnet_has_no_stake() {
	TestChain::default().build_and_execute(|| {
		for key in 1..=3 {
			register(FIRST, &coldkey(key), &hotkey(key));
		}
		RegisteredByWork::<Test>::insert(FIRST, 0, ());
		RegisteredByWork::<Test>::insert(FIRST, 2, ());
		let keyless = free(&Ledger::<Test>::keyless_owner());
		let before = [1, 2, 3].map(|key| free(&coldkey(key)));
		run_blocks(4);
		let paid = pay(FIRST, &[0; 3], &[0; 3], &[0; 3]);
		assert_eq!(paid, vec![2_050_000_000, 0, 2_050_000_000]);
		let gains = [1, 2, 3].map(|key| free(&coldkey(key)) - before[usize::from(key) - 1]);
		assert_eq!(gains, [2_050_000_000, 0, 2_050_000_000]);
		assert_eq!(free(&Ledger::<Test>::keyless_owner()) - keyless, 900_000_000);
		assert_eq!(SubnetTAO::<Test>::get(FIRST), 0);
	});
}

#[test]
fn fair_launch_should_last_until_somebody_stakes() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(1), &hotkey(1));
		RegisteredByWork::<Test>::insert(FIRST, 0, ());
		for _ in 0..2 {
			run_blocks(1);
			assert!(pay(FIRST, &[0], &[0], &[0])[0] > 0);
		}
		stake(&coldkey(2), &hotkey(1), FIRST, 1);
		run_blocks(1);
		let issuance = Balances::total_issuance();
		assert_eq!(pay(FIRST, &[0], &[0], &[0]), vec![0], "no work, no pay");
		assert_eq!(issuance - Balances::total_issuance(), TAO);
	});
}

#[test]
fn fair_launch_should_recycle_what_cannot_open_an_account() {
	TestChain::default().build_and_execute(|| {
		let newcomer = account(50);
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_ok!(KeyRegistry::<Test>::associate(&newcomer, &hotkey(2)));
		assert_ok!(NeuronRegistry::<Test>::admit(FIRST, &hotkey(2)));
		for uid in 0..2 {
			RegisteredByWork::<Test>::insert(FIRST, uid, ());
		}
		// For each amount pending: what the account that exists gains, and what opens the other one.
		for (pending, gain, opened) in [(1_218, 500, 0), (1_220, 501, 500)] {
			assert_ok!(EmissionPlanner::<Test>::settle(FIRST));
			let surplus = PendingEmission::<Test>::get(FIRST) - pending;
			assert_ok!(Ledger::<Test>::recycle_from_pot(FIRST, surplus));
			PendingEmission::<Test>::insert(FIRST, pending);
			let before = free(&coldkey(1));
			pay(FIRST, &[0; 2], &[0; 2], &[0; 2]);
			let refused = Event::Recycled {
				netuid: FIRST,
				amount: 499,
			};
			assert_eq!(events().contains(&refused), opened == 0);
			assert_eq!(free(&coldkey(1)) - before, gain);
			assert_eq!(free(&newcomer), opened);
			run_blocks(1);
		}
	});
}

#[test]
fn owners_cut_should_take_no_part_in_the_dividend_that_it_comes_with() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet_with_ten_tao();
		stake(&coldkey(3), &hotkey(9), netuid, 100);
		// The owner's hotkey earns all dividends: half by the nominator's 100 TAO, half by the lock of 100 TAO.
		pay(netuid, &[0, 0, ONE], &[ONE, 0, 0], &[0; 3]);
		let rest = 4_100_000_000 - 4_100_000_000u64 * 11_796 / 65_535;
		let gain = staked(&coldkey(3), &hotkey(9), netuid) - 100 * TAO;
		assert!(gain.abs_diff(rest / 2) <= 2, "{gain}");
	});
}

#[test]
fn reward_should_be_paid_out_when_the_owner_stakes_on_too_many_hotkeys() {
	TestChain::default().build_and_break(|| {
		let netuid = subnet_with_ten_tao();
		stake(&coldkey(1), &hotkey(1), netuid, 50);
		let many = (0..MAX_HOTKEYS)
			.map(|n| AccountId::new(sp_io::hashing::blake2_256(&n.to_le_bytes())))
			.collect::<Vec<_>>();
		StakingHotkeys::<Test>::insert(coldkey(2), Bounded::try_from(many).unwrap());
		let before = free(&coldkey(2));
		pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		assert_eq!(free(&coldkey(2)) - before, 4_100_000_000);
		assert!(
			staked(&coldkey(1), &hotkey(1), netuid) > 54 * TAO,
			"the others are paid as ever"
		);
	});
}

#[test]
fn reward_should_be_paid_out_when_strangers_filled_half_of_the_list() {
	TestChain::default().build_and_break(|| {
		let netuid = subnet_with_ten_tao();
		let half = (0..MAX_HOTKEYS / 2)
			.map(|n| AccountId::new(sp_io::hashing::blake2_256(&n.to_le_bytes())))
			.collect::<Vec<_>>();
		StakingHotkeys::<Test>::insert(coldkey(2), Bounded::try_from(half).unwrap());
		// A hotkey that the coldkey lists as its own may go into the other half, one that it does not list may not.
		assert!(StakeLedger::<Test>::can_list_reward(&hotkey(2), &coldkey(2)));
		OwnedHotkeys::<Test>::remove(coldkey(2));
		assert!(!StakeLedger::<Test>::can_list_reward(&hotkey(2), &coldkey(2)));
		let before = free(&coldkey(2));
		pay(netuid, &[0, 0, ONE], &[0, ONE, 0], &[0; 3]);
		assert_eq!(free(&coldkey(2)) - before, 4_100_000_000);
	});
}

#[test]
fn gifts_to_the_pots_of_root_and_emission_should_be_recycled_at_roots_epoch() {
	TestChain::default().build_and_execute(|| {
		for pot in [Ledger::<Test>::pot(NetUid::ROOT), Ledger::<Test>::emission_pot()] {
			assert_ok!(Ledger::<Test>::transfer(&coldkey(5), &pot, 7));
		}
		run_to_epoch(NetUid::ROOT);
		assert_eq!(free(&Ledger::<Test>::pot(NetUid::ROOT)), 500);
		assert_eq!(free(&Ledger::<Test>::emission_pot()), 500);
		let recycled = events()
			.into_iter()
			.filter(|event| matches!(event, Event::Recycled { amount: 7, .. }));
		assert_eq!(recycled.count(), 2);
	});
}
