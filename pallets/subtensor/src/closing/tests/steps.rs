//! What there can be many of goes over many blocks, and subnets take turns.

use super::*;

#[test]
fn many_nominators_of_one_hotkey_should_be_paid_over_many_blocks() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(1), &hotkey(1));
		nominate(netuid, 10_000);
		// The same hotkey has stake elsewhere, which is nobody's business here.
		stake(&coldkey(5), &hotkey(1), FIRST, 1);
		dissolve(netuid);
		let blocks = 10_000u64.div_ceil(u64::from(MOST_PER_BLOCK));
		for block in 0..blocks {
			let next = System::block_number() + 1;
			System::reset_events();
			System::set_block_number(next);
			let weight = SubtensorModule::on_initialize(next);
			assert!(
				weight.ref_time() < 200_000_000_000,
				"a tenth of two seconds: {weight}"
			);
			let paid = events()
				.iter()
				.filter(|event| matches!(event, Event::StakeRemoved(..)))
				.count();
			let rest = 10_000 - block * u64::from(MOST_PER_BLOCK);
			assert_eq!(paid as u64, rest.min(u64::from(MOST_PER_BLOCK)));
		}
		assert_eq!(Stakers::<Test>::iter_prefix((netuid,)).count(), 0);
		assert!((0..10_000).all(|number| free(&nominator(number)) == TAO));
		assert_eq!(run_until_closed(), 2, "the neurons, then the rest");
		assert_eq!(StakeLedger::<Test>::stake(&hotkey(1), &coldkey(5), FIRST), TAO);
	});
}

#[test]
fn many_neurons_should_leave_over_many_blocks() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let count = 2 * MOST_PER_BLOCK as u16 + 5;
		MaxAllowedUids::<Test>::insert(netuid, count);
		for number in 1..u32::from(count) {
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(1), &nominator(number)));
			assert_ok!(NeuronRegistry::<Test>::admit(netuid, &nominator(number)));
		}
		dissolve(netuid);
		let mut counts = vec![];
		while !DissolveCleanupQueue::<Test>::get().is_empty() {
			counts.push(Keys::<Test>::iter_prefix(netuid).count());
			run_blocks(1);
		}
		assert_eq!(counts, vec![133, 69, 5, 0]);
		assert!(events().contains(&Event::NetworkDissolveCleanupCompleted { netuid }));
		assert_eq!(Owner::<Test>::iter().count(), 0);
		assert_eq!(IsNetworkMember::<Test>::iter().count(), 0);
	});
}

#[test]
fn destinations_of_pay_should_be_forgotten_over_many_blocks() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let count = MOST_PER_BLOCK + 5;
		for number in 0..count {
			assert_ok!(StakeLedger::<Test>::set_auto_stake(
				&nominator(number),
				netuid,
				&hotkey(9)
			));
		}
		// The hotkey stays owned, so that what was named elsewhere still stands.
		register(FIRST, &coldkey(9), &hotkey(9));
		let elsewhere = StakeLedger::<Test>::set_auto_stake(&nominator(0), FIRST, &hotkey(9));
		assert_ok!(elsewhere);
		dissolve(netuid);
		run_blocks(1);
		assert_eq!(AutoStakers::<Test>::iter_prefix(netuid).count(), 5);
		run_until_closed();
		assert_eq!(AutoStakeDestination::<Test>::iter().count(), 1);
		assert_eq!(
			StakeLedger::<Test>::auto_stake(&nominator(0), FIRST),
			Some(hotkey(9))
		);
	});
}

#[test]
fn subnets_should_be_taken_apart_in_turn() {
	TestChain::default().build_and_execute(|| {
		let netuids: Vec<NetUid> = (1..=3).map(|key| create_subnet(&hotkey(key))).collect();
		for netuid in netuids.iter().rev() {
			dissolve(*netuid);
		}
		let mut gone = vec![];
		while !DissolveCleanupQueue::<Test>::get().is_empty() {
			run_blocks(1);
			gone.extend(events().into_iter().filter_map(|event| match event {
				Event::NetworkDissolveCleanupCompleted { netuid } => Some(netuid),
				_ => None,
			}));
		}
		assert_eq!(gone, netuids.into_iter().rev().collect::<Vec<_>>());
	});
}

#[test]
fn stakers_should_not_wait_for_a_subnet_that_has_more_to_take_apart() {
	TestChain::default().build_and_execute(|| {
		let (large, small) = (create_subnet(&hotkey(1)), create_subnet(&hotkey(2)));
		for number in 0..200u8 {
			let who = AccountId::new([number; 32]);
			assert_ok!(StakeLedger::<Test>::set_auto_stake(&who, large, &hotkey(1)));
		}
		stake(&coldkey(5), &hotkey(2), small, 7);
		let before = free(&coldkey(5));
		dissolve(large);
		dissolve(small);
		run_blocks(2);
		assert_eq!(free(&coldkey(5)) - before, 7 * TAO);
		assert!(DissolveCleanupQueue::<Test>::get().contains(&large));
		run_blocks(20);
		assert!(DissolveCleanupQueue::<Test>::get().is_empty());
	});
}

#[test]
fn others_should_get_their_turn_when_a_subnet_cannot_be_taken_apart() {
	TestChain::default().build_and_break(|| {
		let broken = staked_subnet();
		let sound = create_subnet(&hotkey(2));
		dissolve(broken);
		dissolve(sound);
		// No state that the pallet can reach.
		let staked = SubnetTAO::<Test>::take(broken);
		let step = || {
			System::set_block_number(System::block_number() + 1);
			BlockStep::<Test>::start();
		};
		for _ in 0..5 {
			step();
		}
		assert_eq!(DissolveCleanupQueue::<Test>::get().to_vec(), vec![broken]);
		assert_eq!(
			Stakers::<Test>::iter().count(),
			3,
			"a step that fails changes nothing"
		);
		SubnetTAO::<Test>::insert(broken, staked);
		for _ in 0..3 {
			step();
		}
		assert!(DissolveCleanupQueue::<Test>::get().is_empty());
	});
}
