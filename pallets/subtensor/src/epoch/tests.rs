//! When epochs run, and what they leave behind.

use crate::{mock::*, *};
use frame_support::assert_ok;

/// A started subnet of coldkey 9 with validators 1 to 3 (60, 40 and 20 TAO) and miners 4 and 5. All validators rate miner 4
/// (uid 4) and 5 (uid 5) alike, but the third rates only uid 5. The next epoch pays.
fn market() -> NetUid {
	let netuid = create_subnet(&hotkey(9));
	for key in 1..=5 {
		register(netuid, &coldkey(key), &hotkey(key));
	}
	for (key, tao) in [(1, 600), (2, 400), (3, 200)] {
		stake(&coldkey(key), &hotkey(key), netuid, tao);
	}
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	run_to_epoch(netuid);
	for key in [1, 2] {
		set_weights(netuid, &hotkey(key), &[(4, 3), (5, 1)]);
	}
	set_weights(netuid, &hotkey(3), &[(5, 1)]);
	netuid
}

#[test]
fn epoch_should_run_once_per_tempo_staggered_by_netuid() {
	TestChain::default().build_and_execute(|| {
		assert_eq!(EpochDue::<Test>::get(NetUid::ROOT), Some(10));
		assert_eq!(EpochDue::<Test>::get(FIRST), Some(11));
		run_to_epoch(FIRST);
		assert_eq!(LastEpochBlock::<Test>::get(FIRST), 11);
		run_to_epoch(FIRST);
		assert_eq!(
			(
				LastEpochBlock::<Test>::get(FIRST),
				SubnetEpochIndex::<Test>::get(FIRST)
			),
			(21, 2)
		);
	});
}

#[test]
fn epochs_beyond_the_limit_should_wait_a_block_without_shifting() {
	TestChain::default()
		.with(|genesis| genesis.chain.max_epochs_per_block = 1)
		.build_and_execute(|| {
			EpochAgenda::<Test>::remove(11);
			EpochAgenda::<Test>::mutate(10, |agenda| agenda.try_push(FIRST).unwrap());
			EpochDue::<Test>::insert(FIRST, 10);
			run_to_epoch(NetUid::ROOT);
			assert_eq!(Pallet::<Test>::now(), 10);
			assert_eq!(SubnetEpochIndex::<Test>::get(FIRST), 0);
			assert!(events().contains(&Event::EpochDeferred {
				netuid: FIRST,
				from_block: 10,
				to_block: 11
			}));
			run_blocks(1);
			assert_eq!(SubnetEpochIndex::<Test>::get(FIRST), 1);
			assert_eq!(EpochDue::<Test>::get(FIRST), Some(20));
		});
}

#[test]
fn epochs_should_not_be_lost_when_the_agenda_is_overfull() {
	TestChain::default()
		.with(|genesis| genesis.chain.max_epochs_per_block = 1)
		.build_and_execute(|| {
			// What cannot be: lists full of subnets that do not exist, and some twice.
			let ghosts = |first: u16| (first..).take(MAX_SUBNETS as usize - 2).map(NetUid);
			let due: Vec<NetUid> = [NetUid::ROOT, FIRST].into_iter().chain(ghosts(100)).collect();
			let next: Vec<NetUid> = [FIRST, NetUid(7)].into_iter().chain(ghosts(2_000)).collect();
			EpochAgenda::<Test>::insert(10, Bounded::try_from(due).unwrap());
			EpochAgenda::<Test>::insert(11, Bounded::try_from(next).unwrap());
			EpochDue::<Test>::insert(FIRST, 10);
			while Pallet::<Test>::now() < 10 {
				System::set_block_number(System::block_number() + 1);
				BlockStep::<Test>::start();
			}
			assert_eq!(SubnetEpochIndex::<Test>::get(NetUid::ROOT), 1);
			assert_eq!(EpochAgenda::<Test>::get(11).to_vec(), vec![FIRST]);
			run_blocks(1);
			assert_eq!(SubnetEpochIndex::<Test>::get(FIRST), 1);
		});
}

#[test]
fn permits_should_go_to_the_staked() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		assert_eq!(
			ValidatorPermit::<Test>::get(netuid).to_vec(),
			vec![true, true, true, true, false, false]
		);
		assert!(StakeWeight::<Test>::get(netuid)[1] > StakeWeight::<Test>::get(netuid)[2]);
	});
}

#[test]
fn epoch_should_pay_miners_by_consensus_and_validators_by_bonds() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		run_to_epoch(netuid);
		let emission = Emission::<Test>::get(netuid);
		// Uid 4 and 5 as the majority sees them: three to one. The third validator's excess for uid 5 is clipped.
		let incentive = Incentive::<Test>::get(NetUidStorageIndex::from(netuid));
		assert!(
			incentive[4] > 2 * incentive[5] && incentive[5] > 0,
			"{incentive:?}"
		);
		assert_eq!(incentive[..4], [0; 4]);
		let dividends = Dividends::<Test>::get(netuid);
		assert!(
			dividends[1] > dividends[2] && dividends[2] > dividends[3],
			"{dividends:?}"
		);
		// Half of a TAO per block for ten blocks; 82 % go to neurons, all of it.
		assert_eq!(emission.iter().sum::<Rao>(), 4_100_000_000);
		assert_eq!(emission[4..].iter().sum::<Rao>(), 2_050_000_000);
		assert!(!Bonds::<Test>::get(NetUidStorageIndex::from(netuid), 1).is_empty());
	});
}

#[test]
fn deviating_minority_should_earn_less_than_its_stake() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		run_to_epoch(netuid);
		let (dividends, stake) = (Dividends::<Test>::get(netuid), StakeWeight::<Test>::get(netuid));
		let part = |list: &PerUid<u16>, uid: usize| {
			f64::from(list[uid]) / list.iter().map(|v| f64::from(*v)).sum::<f64>()
		};
		assert!(part(&dividends, 3) < part(&stake, 3));
	});
}

#[test]
fn replaced_miner_should_inherit_neither_weights_nor_bonds() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.max_allowed_uids = 6)
		.with(|genesis| genesis.subnet_defaults.max_allowed_validators = 6)
		.build_and_execute(|| {
			let netuid = market();
			run_to_epoch(netuid);
			// Right after an epoch, in its own block: the newcomer takes the uid of the least paid, the unpaid validator or miner.
			let uid = register(netuid, &coldkey(6), &hotkey(6));
			run_to_epoch(netuid);
			assert_eq!(Emission::<Test>::get(netuid)[usize::from(uid)], 0);
			assert_eq!(
				Incentive::<Test>::get(NetUidStorageIndex::from(netuid))[usize::from(uid)],
				0
			);
			for (_, row) in Bonds::<Test>::iter_prefix(NetUidStorageIndex::from(netuid)) {
				assert!(row.iter().all(|(dest, _)| *dest != uid));
			}
		});
}

#[test]
fn silent_validators_should_not_count_when_inactive() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		ActivityCutoffFactorMilli::<Test>::insert(netuid, 1_000);
		run_to_epoch(netuid);
		assert!(Active::<Test>::get(netuid)[1], "exactly at the cutoff");
		run_to_epoch(netuid);
		assert!(!Active::<Test>::get(netuid)[1]);
		assert_eq!(
			Emission::<Test>::get(netuid).iter().sum::<Rao>(),
			0,
			"nobody rates, nobody is paid"
		);
	});
}

/// Runs the blocks up to the subnet's next epoch with a list of permits that is too short: no state that the pallet can reach.
fn fail_next_epoch(netuid: NetUid) -> u64 {
	let permits = ValidatorPermit::<Test>::take(netuid);
	let due = EpochDue::<Test>::get(netuid).unwrap();
	while Pallet::<Test>::now() < due {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		<SubtensorModule as frame_support::traits::Hooks<u64>>::on_initialize(next);
	}
	ValidatorPermit::<Test>::insert(netuid, permits);
	due
}

#[test]
fn failing_epoch_should_change_nothing_and_leave_others_alone() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let (stake, last) = (TotalStake::<Test>::get(), LastEpochBlock::<Test>::get(netuid));
		let index = SubnetEpochIndex::<Test>::get(FIRST);
		let due = fail_next_epoch(netuid);
		assert!(events().contains(&Event::EpochSkipped { netuid, block: due }));
		assert_eq!(EpochDue::<Test>::get(netuid), Some(due + 10));
		assert_eq!(LastEpochBlock::<Test>::get(netuid), last);
		assert_eq!(TotalStake::<Test>::get(), stake);
		assert_eq!(SubnetEpochIndex::<Test>::get(FIRST), index + 1);
		// What was pending waits: the next epoch pays for twenty blocks.
		run_to_epoch(netuid);
		assert_eq!(Emission::<Test>::get(netuid).iter().sum::<Rao>(), 8_200_000_000);
	});
}

#[test]
fn replaced_miner_should_not_inherit_bonds_when_an_epoch_failed_since() {
	let full = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.max_allowed_uids = 6;
		genesis.subnet_defaults.max_allowed_validators = 6;
	};
	TestChain::default().with(full).build_and_execute(|| {
		let netuid = market();
		run_to_epoch(netuid);
		let index = NetUidStorageIndex::from(netuid);
		assert!(
			Bonds::<Test>::get(index, 1)
				.iter()
				.any(|(dest, bond)| *dest == 4 && *bond > 0)
		);
		run_blocks(2);
		assert_ok!(KeyRegistry::<Test>::associate(&coldkey(6), &hotkey(6)));
		assert_ok!(NeuronRegistry::<Test>::replace(netuid, 4, &hotkey(6)));
		fail_next_epoch(netuid);
		run_to_epoch(netuid);
		for (_, row) in Bonds::<Test>::iter_prefix(index) {
			assert!(row.iter().all(|(dest, _)| *dest != 4));
		}
	});
}

#[test]
fn epoch_should_keep_bonds_as_the_owner_chose() {
	use super::gather::epoch_inputs;
	use yuma::{BondsMode, LiquidAlpha};
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let mode = || epoch_inputs::<Test>(netuid).unwrap().0[0].bonds_mode;
		let set = |value| HyperparameterTable::<Test>::set(signed(&coldkey(9)), netuid, value);
		assert_eq!(mode(), BondsMode::Classic);
		assert_ok!(set(Hyperparameter::LiquidAlphaOn(true)));
		assert_eq!(mode(), BondsMode::Classic, "liquid alpha is a way of Yuma3");
		assert_ok!(set(Hyperparameter::Yuma3On(true)));
		assert_ok!(set(Hyperparameter::AlphaValues((2_000, 3_000))));
		assert_ok!(set(Hyperparameter::AlphaSigmoidSteepness(7)));
		let liquid_alpha = Some(LiquidAlpha {
			low: 2_000,
			high: 3_000,
			steepness: 7,
		});
		assert_eq!(mode(), BondsMode::Yuma3 { liquid_alpha });
		assert_ok!(set(Hyperparameter::LiquidAlphaOn(false)));
		assert_eq!(mode(), BondsMode::Yuma3 { liquid_alpha: None });
	});
}

#[test]
fn bonds_should_grow_slower_when_they_are_kept_per_validator() {
	let bonds_after_an_epoch = |yuma3| {
		let mut bonds = Vec::new();
		TestChain::default()
			.with(|genesis| genesis.subnet_defaults.yuma3_on = yuma3)
			.build_and_execute(|| {
				let netuid = market();
				run_to_epoch(netuid);
				bonds = Bonds::<Test>::get(NetUidStorageIndex::from(netuid), 1).to_vec();
				assert_eq!(Emission::<Test>::get(netuid).iter().sum::<Rao>(), 4_100_000_000);
			});
		bonds
	};
	// Classic bonds are scaled so that the largest is whole; Yuma3's start at a tenth of the way to 3/4 and 1/4.
	assert_eq!(bonds_after_an_epoch(false), [(4, u16::MAX), (5, u16::MAX)]);
	assert_eq!(bonds_after_an_epoch(true), [(4, 4_915), (5, 1_638)]);
}
