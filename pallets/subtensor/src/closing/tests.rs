//! How subnets close, and who gets what.

mod steps;

use super::steps::MOST_PER_BLOCK;
use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Hooks, fungible::Mutate},
};

const SECOND: NetUid = NetUid(2);

fn dissolve(netuid: NetUid) {
	assert_ok!(SubtensorModule::root_dissolve_network(
		RuntimeOrigin::root(),
		netuid
	));
}

fn schedule(who: &AccountId, netuid: NetUid) -> sp_runtime::DispatchResult {
	SubtensorModule::schedule_dissolve_network(signed(who), netuid)
}

/// Runs blocks until nothing closes any more; returns how many.
fn run_until_closed() -> u64 {
	let from = System::block_number();
	while !DissolveCleanupQueue::<Test>::get().is_empty() {
		run_blocks(1);
	}
	System::block_number() - from
}

/// Rao recycled in this block, by subnet.
fn recycled(netuid: NetUid) -> Rao {
	let amounts = events().into_iter().filter_map(|event| match event {
		Event::Recycled { netuid: of, amount } if of == netuid => Some(amount),
		_ => None,
	});
	amounts.sum()
}

/// A started subnet of coldkey 9 with a miner of coldkey 1, on which coldkeys 1 to 3 staked 10, 20 and 30 TAO.
fn staked_subnet() -> NetUid {
	let netuid = create_subnet(&hotkey(9));
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	register(netuid, &coldkey(1), &hotkey(1));
	for number in 1..=3u8 {
		stake(&coldkey(number), &hotkey(1), netuid, 10 * u64::from(number));
	}
	netuid
}

#[test]
fn subnet_should_be_unknown_to_every_call_when_it_closes() {
	TestChain::default().build_and_execute(|| {
		let netuid = staked_subnet();
		dissolve(netuid);
		assert!(events().contains(&Event::NetworkRemoved(netuid)));
		assert_eq!(TotalNetworks::<Test>::get(), 2);
		assert_eq!(SubnetRegistry::<Test>::eligible(), vec![FIRST]);
		assert!(EpochAgenda::<Test>::iter_values().all(|agenda| !agenda.contains(&netuid)));
		let (owner, key) = (signed(&coldkey(9)), hotkey(1));
		let refused = [
			SubtensorModule::add_stake(signed(&coldkey(1)), key.clone(), netuid, TAO),
			SubtensorModule::remove_stake(signed(&coldkey(1)), key.clone(), netuid, TAO),
			SubtensorModule::burned_register(signed(&coldkey(1)), netuid, hotkey(2)),
			SubtensorModule::register(signed(&hotkey(2)), netuid, 0, 0, vec![], hotkey(2), coldkey(1)),
			SubtensorModule::set_weights(signed(&key), netuid, vec![0], vec![1], 0),
			SubtensorModule::serve_axon(signed(&key), netuid, 0, 1, 1, 4, 0, 0, 0),
			SubtensorModule::start_call(owner.clone(), netuid),
			SubtensorModule::update_symbol(owner.clone(), netuid, "ω".into()),
			SubtensorModule::schedule_dissolve_network(owner, netuid),
			SubtensorModule::root_dissolve_network(RuntimeOrigin::root(), netuid),
		];
		for result in refused {
			assert_eq!(result, Err(Error::<Test>::SubnetNotExists.into()));
		}
	});
}

#[test]
fn dissolution_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let by_root = |netuid| SubtensorModule::root_dissolve_network(RuntimeOrigin::root(), netuid);
		assert_noop!(by_root(NetUid::ROOT), Error::<Test>::RootNetworkNeverCloses);
		assert_noop!(by_root(NetUid(7)), Error::<Test>::SubnetNotExists);
		assert_noop!(schedule(&coldkey(9), NetUid::ROOT), Error::<Test>::NotSubnetOwner);
		assert_noop!(schedule(&coldkey(9), NetUid(7)), Error::<Test>::SubnetNotExists);
		assert_noop!(schedule(&coldkey(0), netuid), Error::<Test>::NotSubnetOwner);
		assert_noop!(schedule(&hotkey(9), netuid), Error::<Test>::NotSubnetOwner);
		DissolveNetworkScheduleDuration::<Test>::put(5);
		assert_ok!(schedule(&coldkey(9), netuid));
		assert_noop!(
			schedule(&coldkey(9), netuid),
			Error::<Test>::NetworkDissolveAlreadyQueued
		);
	});
}

#[test]
fn owners_dissolution_should_wait_and_respect_immunity() {
	TestChain::default().build_and_execute(|| {
		DissolveNetworkScheduleDuration::<Test>::put(5);
		NetworkImmunityPeriod::<Test>::put(10);
		let (second, third) = (create_subnet(&hotkey(1)), create_subnet(&hotkey(2)));
		assert_ok!(schedule(&coldkey(9), second));
		assert!(events().contains(&Event::DissolveNetworkScheduled {
			account: coldkey(9),
			netuid: second,
			execution_block: 11,
		}));
		run_blocks(7);
		assert_ok!(schedule(&coldkey(9), third));
		assert!(events().contains(&Event::DissolveNetworkScheduled {
			account: coldkey(9),
			netuid: third,
			execution_block: 13,
		}));
		run_blocks(2);
		assert!(NetworksAdded::<Test>::get(second));
		run_blocks(1);
		assert_eq!(System::block_number(), 11);
		assert!(events().contains(&Event::NetworkRemoved(second)));
		assert!(NetworksAdded::<Test>::get(third));
		run_blocks(2);
		assert!(events().contains(&Event::NetworkRemoved(third)));
		assert!(ScheduledDissolutions::<Test>::get().is_empty());
	});
}

#[test]
fn dissolutions_due_together_should_begin_one_per_block() {
	TestChain::default().build_and_execute(|| {
		DissolveNetworkScheduleDuration::<Test>::put(2);
		let netuids: Vec<NetUid> = (1..=3).map(|key| create_subnet(&hotkey(key))).collect();
		for netuid in netuids.iter().rev() {
			assert_ok!(schedule(&coldkey(9), *netuid));
		}
		run_blocks(1);
		for netuid in netuids.iter().rev() {
			run_blocks(1);
			let removed: Vec<_> = events()
				.into_iter()
				.filter(|event| matches!(event, Event::NetworkRemoved(_)))
				.collect();
			assert_eq!(removed, vec![Event::NetworkRemoved(*netuid)]);
		}
	});
}

#[test]
fn scheduled_dissolution_should_be_forgotten_when_the_subnet_closes_before() {
	TestChain::default().build_and_execute(|| {
		DissolveNetworkScheduleDuration::<Test>::put(20);
		let netuid = create_subnet(&hotkey(1));
		assert_ok!(schedule(&coldkey(9), netuid));
		dissolve(netuid);
		run_until_closed();
		assert_eq!(create_subnet(&hotkey(1)), netuid);
		run_blocks(30);
		assert!(
			NetworksAdded::<Test>::get(netuid),
			"its successor is not dissolved"
		);
	});
}

#[test]
fn owner_should_get_its_lock_back_less_its_cuts() {
	TestChain::default().build_and_execute(|| {
		let netuid = staked_subnet();
		run_to_epoch(netuid);
		set_weights(netuid, &hotkey(9), &[(1, 1)]);
		run_to_epoch(netuid);
		let cuts = OwnerCutsPaid::<Test>::get(netuid);
		// Half of a TAO for ten blocks, 18 % of it.
		assert_eq!(cuts, 900_000_000);
		// With what the lock earned as a validator, which is no cut.
		let earned = StakeLedger::<Test>::stake(&hotkey(9), &coldkey(9), netuid);
		assert!(earned > cuts);
		let before = free(&coldkey(9));
		dissolve(netuid);
		assert_eq!(free(&coldkey(9)), before + 100 * TAO - cuts);
		assert!(recycled(netuid) >= cuts);
		// The cuts themselves are its stake, and come back as that; a rounding stays in the pool.
		run_until_closed();
		assert!((before + 100 * TAO + earned - cuts).abs_diff(free(&coldkey(9))) <= 1);
	});
}

#[test]
fn owner_should_get_nothing_when_its_cuts_exceed_the_lock_or_the_subnet_is_immune() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		OwnerCutsPaid::<Test>::insert(netuid, 101 * TAO);
		let before = free(&coldkey(9));
		dissolve(netuid);
		assert_eq!((free(&coldkey(9)), recycled(netuid)), (before, 100 * TAO));
	});
	TestChain::default().build_and_execute(|| {
		NetworkImmunityPeriod::<Test>::put(10);
		let netuid = create_subnet(&hotkey(9));
		run_blocks(9);
		let before = free(&coldkey(9));
		dissolve(netuid);
		assert_eq!((free(&coldkey(9)), recycled(netuid)), (before, 100 * TAO));
	});
}

#[test]
fn owners_cut_should_be_counted_only_as_far_as_it_reaches_the_owner() {
	TestChain::default().build_and_execute(|| {
		let count = |amount: Rao| {
			assert_ok!(Balances::mint_into(&Ledger::<Test>::pot(FIRST), amount));
			assert_ok!(Payout::<Test>::pay_owner(FIRST, amount));
			OwnerCutsPaid::<Test>::get(FIRST)
		};
		// The owner of the subnet of genesis has no account and named no hotkey: dust does not reach it.
		assert_eq!(count(499), 0);
		assert_eq!(count(500), 500);
		assert_eq!(count(3), 503);
	});
}

#[test]
fn stakers_should_be_paid_what_their_shares_are_worth_though_cooling() {
	TestChain::default().build_and_execute(|| {
		StakeCooldownPeriod::<Test>::put(1_000);
		let netuid = staked_subnet();
		assert_ok!(Balances::mint_into(&Ledger::<Test>::pot(netuid), 7 * TAO));
		assert_ok!(StakeLedger::<Test>::raise(&hotkey(1), netuid, 7 * TAO));
		let worth: Vec<Rao> = (1..=3)
			.map(|number| StakeLedger::<Test>::stake(&hotkey(1), &coldkey(number), netuid))
			.collect();
		let before: Vec<Rao> = (1..=3).map(|number| free(&coldkey(number))).collect();
		dissolve(netuid);
		run_blocks(1);
		for ((number, worth), before) in (1..=3).zip(&worth).zip(&before) {
			let paid = free(&coldkey(number)) - before;
			assert!(paid >= *worth && paid <= worth + 3, "{paid} for {worth}");
		}
		let paid: Rao =
			(1..=3).map(|number| free(&coldkey(number))).sum::<Rao>() - before.iter().sum::<Rao>();
		assert_eq!(recycled(netuid), 67 * TAO - paid);
		assert_eq!(StakeCooldown::<Test>::iter().count(), 0);
		assert_eq!(StakingHotkeys::<Test>::iter().count(), 0);
		assert_eq!(TotalStake::<Test>::get(), 0);
		assert_eq!(
			owner_of::<Test>(hotkey(1)),
			Some(coldkey(1)),
			"it is a neuron yet"
		);
		run_until_closed();
		assert_eq!(owner_of::<Test>(hotkey(1)), None);
		assert!(!OwnedHotkeys::<Test>::contains_key(coldkey(1)));
	});
}

/// Nominators `0..count` of hotkey 1, one TAO each, without accounts of their own.
fn nominate(netuid: NetUid, count: u32) {
	for number in 0..count {
		assert_ok!(Balances::mint_into(&Ledger::<Test>::pot(netuid), TAO));
		assert_ok!(StakeLedger::<Test>::credit(
			&hotkey(1),
			&nominator(number),
			netuid,
			TAO
		));
	}
}

fn nominator(number: u32) -> AccountId {
	AccountId::new(sp_io::hashing::blake2_256(&number.to_le_bytes()))
}

#[test]
fn dust_should_be_recycled_when_it_cannot_open_an_account() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(1), &hotkey(1));
		let pot = Ledger::<Test>::pot(netuid);
		for (number, rao) in (0..).zip([499, 500, 1, 1_000_000]) {
			assert_ok!(Balances::mint_into(&pot, rao));
			assert_ok!(StakeLedger::<Test>::credit(
				&hotkey(1),
				&nominator(number),
				netuid,
				rao
			));
		}
		dissolve(netuid);
		run_blocks(1);
		let paid: Vec<Rao> = (0..4).map(|number| free(&nominator(number))).collect();
		// Each is paid within a rao of what it put in; what is too little to open an account is recycled.
		assert_eq!(paid[0], 0);
		assert_eq!(paid[2], 0);
		assert!(paid[1] == 0 || paid[1] == 500);
		assert!((999_999..=1_000_000).contains(&paid[3]), "{paid:?}");
		assert_eq!(recycled(netuid), 1_001_000 - paid.iter().sum::<Rao>());
		run_until_closed();
	});
}

#[test]
fn emission_should_go_to_the_others_from_the_next_block_and_what_is_pending_be_recycled() {
	TestChain::default().build_and_execute(|| {
		let netuid = staked_subnet();
		run_blocks(4);
		let before = free(&coldkey(9));
		dissolve(netuid);
		// Half of a TAO in four blocks; the lock goes back.
		assert_eq!(recycled(netuid), 2 * TAO);
		assert_eq!(free(&coldkey(9)), before + 100 * TAO);
		let plan = Plan::<Test>::get();
		assert_eq!(
			(plan.lines.len(), plan.lines[0].netuid, plan.per_block),
			(1, FIRST, TAO)
		);
	});
}

#[test]
fn no_rao_should_be_lost_or_made_by_closing() {
	TestChain::default().build_and_execute(|| {
		let netuid = staked_subnet();
		run_to_epoch(netuid);
		set_weights(netuid, &hotkey(9), &[(1, 1)]);
		run_to_epoch(netuid);
		run_blocks(3);
		let pot = Ledger::<Test>::pot(netuid);
		assert_ok!(EmissionPlanner::<Test>::settle(netuid));
		let (held, issuance) = (free(&pot), Balances::total_issuance());
		let users = || (0..10).map(|number| free(&coldkey(number))).sum::<Rao>();
		let before = users();
		dissolve(netuid);
		let mut burned = recycled(netuid);
		let mut minted = 0;
		while !DissolveCleanupQueue::<Test>::get().is_empty() {
			run_blocks(1);
			burned += recycled(netuid);
			minted += TAO;
		}
		assert_eq!(
			users() - before + burned,
			held,
			"all that the pot held is paid or recycled"
		);
		assert_eq!(Balances::total_issuance(), issuance + minted - burned);
		assert!(
			!frame_system::Account::<Test>::contains_key(&pot),
			"the account is no more"
		);
	});
}

#[test]
fn gifts_should_be_recycled_when_a_pot_closes_or_is_reopened() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let pot = Ledger::<Test>::pot(netuid);
		let give = |rao| Ledger::<Test>::transfer(&coldkey(5), &pot, rao).unwrap();
		give(1);
		dissolve(netuid);
		give(2);
		run_blocks(1);
		give(3);
		run_blocks(1);
		assert_eq!(recycled(netuid), 506, "with the pot's existential deposit");
		assert_eq!(free(&pot), 0);
		// Into the pot of nobody: whoever comes next finds it there, and its first epoch recycles it.
		give(TAO);
		assert_eq!(create_subnet(&hotkey(9)), netuid);
		assert_eq!(free(&pot), SubnetLocked::<Test>::get(netuid) + 500 + TAO);
		run_to_epoch(netuid);
		assert_eq!(recycled(netuid), TAO);
	});
}

#[test]
fn root_should_judge_neither_the_dead_nor_their_successors_by_old_votes() {
	TestChain::default().build_and_execute(|| {
		let netuid = staked_subnet();
		assert_ok!(SubtensorModule::root_register(signed(&coldkey(0)), hotkey(0)));
		stake(&coldkey(0), &hotkey(0), NetUid::ROOT, 5);
		run_blocks(1);
		assert_ok!(SubtensorModule::set_root_weights(
			signed(&coldkey(0)),
			NetUid::ROOT,
			hotkey(0),
			vec![netuid.0],
			vec![1],
			0
		));
		run_to_epoch(NetUid::ROOT);
		let parts = || {
			Plan::<Test>::get()
				.lines
				.iter()
				.map(|line| line.per_block)
				.collect::<Vec<_>>()
		};
		assert_eq!(parts(), vec![0, TAO]);
		dissolve(netuid);
		assert_eq!(parts(), vec![TAO], "nobody is judged: equal shares");
		run_until_closed();
		assert!(WeightBook::<Test>::row(NetUid::ROOT.into(), 0).is_empty());
		assert_eq!(create_subnet(&hotkey(9)), netuid);
		assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
		run_to_epoch(NetUid::ROOT);
		assert_eq!(parts(), vec![TAO / 2, TAO / 2]);
	});
}

#[test]
fn subnet_of_genesis_should_close_like_any_other() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(1), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), FIRST, 1);
		dissolve(FIRST);
		assert!(Plan::<Test>::get().lines.is_empty(), "nobody is left to mint for");
		run_until_closed();
		let issuance = Balances::total_issuance();
		run_blocks(3);
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(create_subnet(&hotkey(9)), FIRST);
		assert!(!SubnetRegistry::<Test>::is_of_genesis(FIRST));
	});
}

#[test]
fn agenda_should_forget_an_epoch_that_was_put_off() {
	TestChain::default().build_and_execute(|| {
		MaxEpochsPerBlock::<Test>::put(1);
		let netuid = create_subnet(&hotkey(9));
		assert_eq!(netuid, SECOND);
		// Made late by hand: due in the present block, on the agenda of the next.
		let due = EpochDue::<Test>::get(netuid).unwrap();
		EpochAgenda::<Test>::remove(due);
		let now = System::block_number();
		EpochDue::<Test>::insert(netuid, now);
		EpochAgenda::<Test>::insert(now + 1, Bounded::try_from(vec![netuid]).unwrap());
		dissolve(netuid);
		assert!(!EpochAgenda::<Test>::contains_key(now + 1));
		run_until_closed();
	});
}

#[test]
fn churning_should_cost_the_locks_of_the_young_and_rising_prices() {
	TestChain::default().build_and_execute(|| {
		NetworkImmunityPeriod::<Test>::put(1_000);
		let before = free(&coldkey(9));
		let least = NetworkMinLockCost::<Test>::get();
		let mut price = least;
		for _ in 0..5 {
			let netuid = create_subnet(&hotkey(9));
			assert_eq!(SubnetLocked::<Test>::get(netuid), price - 500);
			dissolve(netuid);
			price *= 2;
		}
		assert_eq!(before - free(&coldkey(9)), 31 * least);
		assert_eq!(
			DissolveCleanupQueue::<Test>::get().len(),
			5,
			"each had a netuid of its own"
		);
		run_until_closed();
		assert_eq!(NetworksAdded::<Test>::iter().count(), 2);
	});
}
