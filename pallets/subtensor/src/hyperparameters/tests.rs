//! The table of hyperparameters.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

#[test]
fn table_should_give_back_what_was_written() {
	TestChain::default().build_and_break(|| {
		let values = Hyperparameters {
			tempo: 77,
			kappa: 1,
			min_burn: 5,
			..Default::default()
		};
		HyperparameterTable::<Test>::write(NetUid(5), &values);
		assert_eq!(HyperparameterTable::<Test>::read(NetUid(5)), values);
	});
}

#[test]
fn check_should_name_the_first_value_that_is_wrong() {
	let wrong = |change: fn(&mut Hyperparameters)| {
		let mut values = Hyperparameters::default();
		change(&mut values);
		values.check()
	};
	assert_eq!(Hyperparameters::default().check(), Ok(()));
	assert!(wrong(|values| values.max_allowed_uids = 0).is_err());
	assert!(wrong(|values| values.max_allowed_uids = 4_097).is_err());
	assert!(wrong(|values| values.min_allowed_uids = 257).is_err());
	assert!(wrong(|values| values.bonds_moving_average = 1_000_001).is_err());
	assert!(wrong(|values| values.min_burn = 0).is_err());
	assert!(wrong(|values| values.max_burn = 1).is_err());
	assert!(wrong(|values| values.burn_half_life = 0).is_err());
	assert!(wrong(|values| values.burn_increase_mult = U64F64::ratio(1, 1)).is_err());
}

#[test]
fn activity_cutoff_should_follow_the_tempo() {
	TestChain::default().build_and_execute(|| {
		// 13.889 tempos of 10 blocks, rounded down.
		assert_eq!(HyperparameterTable::<Test>::activity_cutoff(FIRST), 138);
	});
}

#[test]
#[should_panic(expected = "genesis of SubtensorModule: slotDuration must not be 0")]
fn genesis_should_be_refused_when_a_value_is_senseless() {
	TestChain::default()
		.with(|genesis| genesis.slot_duration = 0)
		.build_and_execute(|| {});
}

/// A chain on which coldkey 0 has so many rao.
fn chain_of(rao: Rao) -> sp_io::TestExternalities {
	let mut storage = sp_runtime::BuildStorage::build_storage(&pallet_balances::GenesisConfig::<Test> {
		balances: vec![(coldkey(0), rao)],
		..Default::default()
	})
	.unwrap();
	sp_runtime::BuildStorage::assimilate_storage(&GenesisConfig::<Test>::default(), &mut storage).unwrap();
	storage.into()
}

#[test]
#[should_panic(expected = "the balances and the deposits of three pots exceed 21,000,000 TAO")]
fn genesis_should_be_refused_when_more_exists_than_ever_may() {
	chain_of(subtensor_emission::CAP - 3 * 500 + 1);
}

#[test]
fn genesis_should_be_accepted_when_exactly_the_cap_exists() {
	chain_of(subtensor_emission::CAP - 3 * 500).execute_with(|| {
		assert_eq!(Balances::total_issuance(), subtensor_emission::CAP);
		assert_eq!(invariants::issuance_is_capped::<Test>(), Ok(()));
	});
}

#[test]
#[should_panic(expected = "workWindow must be shorter")]
fn genesis_should_be_refused_when_work_could_be_on_forgotten_blocks() {
	TestChain::default()
		.with(|genesis| genesis.work_window = 1_000_000)
		.build_and_execute(|| {});
}

fn set(origin: RuntimeOrigin, netuid: NetUid, value: Hyperparameter) -> DispatchResult {
	HyperparameterTable::<Test>::set(origin, netuid, value)
}

#[test]
fn owner_should_set_its_rows_and_root_all() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let (owner, stranger) = (signed(&coldkey(9)), signed(&coldkey(1)));
		let immunity = Hyperparameter::ImmunityPeriod(7);
		assert_ok!(set(owner.clone(), netuid, immunity));
		assert_eq!(ImmunityPeriod::<Test>::get(netuid), 7);
		assert!(events().contains(&Event::ImmunityPeriodSet(netuid, 7)));
		assert_noop!(set(stranger, netuid, immunity), Error::<Test>::NotSubnetOwner);
		assert_noop!(
			set(owner.clone(), NetUid(9), immunity),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(set(RuntimeOrigin::none(), netuid, immunity), BadOrigin);

		let kappa = Hyperparameter::Kappa(40_000);
		assert_noop!(set(owner, netuid, kappa), BadOrigin);
		assert_ok!(set(RuntimeOrigin::root(), netuid, kappa));
		assert_eq!(Kappa::<Test>::get(netuid), 40_000);
	});
}

#[test]
fn value_should_be_refused_when_out_of_bounds() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let owner = || signed(&coldkey(9));
		let bonds = Hyperparameter::BondsMovingAverage;
		assert_ok!(set(owner(), netuid, bonds(975_000)));
		assert_noop!(
			set(owner(), netuid, bonds(975_001)),
			Error::<Test>::ValueNotInBounds
		);
		assert_ok!(set(RuntimeOrigin::root(), netuid, bonds(1_000_000)));
		assert_noop!(
			set(RuntimeOrigin::root(), netuid, bonds(1_000_001)),
			Error::<Test>::ValueNotInBounds
		);
		assert_noop!(
			set(RuntimeOrigin::root(), netuid, Hyperparameter::Tempo(0)),
			Error::<Test>::ValueNotInBounds
		);
	});
}

#[test]
fn value_should_be_refused_when_it_contradicts_another() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let root = RuntimeOrigin::root;
		let contradicts = || Error::<Test>::ContradictsHyperparameters;
		assert_noop!(
			set(root(), netuid, Hyperparameter::MinAllowedUids(257)),
			contradicts()
		);
		assert_ok!(set(root(), netuid, Hyperparameter::MaxBurn(TAO / 10)));
		assert_noop!(set(root(), netuid, Hyperparameter::MinBurn(TAO)), contradicts());

		register(netuid, &coldkey(1), &hotkey(1));
		assert_noop!(
			set(root(), netuid, Hyperparameter::MaxAllowedUids(1)),
			Error::<Test>::MaxAllowedUIdsLessThanCurrentUIds
		);
		assert_noop!(
			set(root(), netuid, Hyperparameter::AlphaValues((2_000, 3_000))),
			Error::<Test>::LiquidAlphaDisabled
		);
		assert_ok!(set(root(), netuid, Hyperparameter::LiquidAlphaOn(true)));
		assert_ok!(set(root(), netuid, Hyperparameter::AlphaValues((2_000, 3_000))));
		for (low, high, refusal) in [
			(3_000, 2_000, Error::<Test>::AlphaLowOutOfRange),
			(1_637, 2_000, Error::<Test>::AlphaLowOutOfRange),
			(1_638, 1_637, Error::<Test>::AlphaHighTooLow),
		] {
			let values = Hyperparameter::AlphaValues((low, high));
			assert_noop!(set(root(), netuid, values), refusal);
		}
		assert_ok!(set(root(), netuid, Hyperparameter::AlphaValues((1_638, 1_638))));
	});
}

#[test]
fn owner_should_wait_when_it_has_just_set_the_same() {
	TestChain::default()
		.with(|genesis| genesis.chain.owner_hyperparam_rate_limit = 2)
		.build_and_execute(|| {
			let netuid = create_subnet(&hotkey(9));
			let owner = || signed(&coldkey(9));
			let set_penalty = |value| set(owner(), netuid, Hyperparameter::BondsPenalty(value));
			assert_ok!(set_penalty(1));
			assert_noop!(set_penalty(2), Error::<Test>::TxRateLimitExceeded);
			assert_ok!(set(owner(), netuid, Hyperparameter::ImmunityPeriod(1)));
			assert_ok!(set(
				RuntimeOrigin::root(),
				netuid,
				Hyperparameter::BondsPenalty(3)
			));
			run_blocks(19);
			assert_noop!(set_penalty(4), Error::<Test>::TxRateLimitExceeded);
			run_blocks(1);
			assert_ok!(set_penalty(4));

			let set_version = |value| set(owner(), netuid, Hyperparameter::WeightsVersionKey(value));
			assert_ok!(set_version(1));
			run_blocks(59);
			assert_noop!(set_version(2), Error::<Test>::TxRateLimitExceeded);
			run_blocks(1);
			assert_ok!(set_version(2));
		});
}

#[test]
fn owner_should_not_change_terms_when_the_epoch_is_near() {
	TestChain::default()
		.with(|genesis| genesis.chain.admin_freeze_window = 3)
		.build_and_execute(|| {
			let netuid = create_subnet(&hotkey(9));
			let penalty = Hyperparameter::BondsPenalty(1);
			let due = EpochDue::<Test>::get(netuid).unwrap();
			run_blocks(due - 4 - Pallet::<Test>::now());
			assert_ok!(set(signed(&coldkey(9)), netuid, penalty));
			for _ in 0..3 {
				run_blocks(1);
				assert_noop!(
					set(signed(&coldkey(9)), netuid, penalty),
					Error::<Test>::AdminActionProhibitedDuringWeightsWindow
				);
				assert_ok!(set(
					signed(&coldkey(9)),
					netuid,
					Hyperparameter::ImmunityPeriod(1)
				));
				assert_ok!(set(RuntimeOrigin::root(), netuid, penalty));
			}
			run_blocks(1);
			assert_ok!(set(signed(&coldkey(9)), netuid, penalty));
		});
}

#[test]
fn next_epoch_should_move_when_the_tempo_changes() {
	TestChain::default().build_and_execute(|| {
		let tempo = |blocks| set(RuntimeOrigin::root(), FIRST, Hyperparameter::Tempo(blocks));
		assert_eq!(EpochDue::<Test>::get(FIRST), Some(11));
		assert_ok!(tempo(4));
		assert_eq!(EpochDue::<Test>::get(FIRST), Some(5));
		run_blocks(5);
		assert_eq!(LastEpochBlock::<Test>::get(FIRST), 5);
		assert_ok!(tempo(30));
		assert_eq!(EpochDue::<Test>::get(FIRST), Some(35));
		run_blocks(10);
		// Already over when it is shortened: in the next block, and from there on.
		assert_ok!(tempo(2));
		assert_eq!(EpochDue::<Test>::get(FIRST), Some(17));
		run_blocks(1);
		assert_eq!(LastEpochBlock::<Test>::get(FIRST), 17);
		assert_eq!(EpochDue::<Test>::get(FIRST), Some(19));
	});
}

#[test]
fn price_should_have_fallen_by_the_old_terms_when_new_ones_come() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(1), &hotkey(1));
		register(FIRST, &coldkey(1), &hotkey(2));
		run_blocks(180);
		let before = NeuronRegistry::<Test>::price(FIRST);
		let root = RuntimeOrigin::root;
		assert_ok!(set(root(), FIRST, Hyperparameter::BurnHalfLife(1)));
		assert_eq!(NeuronRegistry::<Test>::price(FIRST), before);
		assert_eq!(Burn::<Test>::get(FIRST), 500_000, "half of it, but the least");
		assert_ok!(set(root(), FIRST, Hyperparameter::MinBurn(TAO / 2)));
		assert_eq!(NeuronRegistry::<Test>::price(FIRST), TAO / 2);
		assert_eq!(
			Burn::<Test>::get(FIRST),
			TAO / 2,
			"never below what the next block charges"
		);
	});
}

#[test]
fn emission_should_stop_and_go_on_when_root_says_so() {
	TestChain::default().build_and_execute(|| {
		let enable = |on| {
			set(
				RuntimeOrigin::root(),
				FIRST,
				Hyperparameter::SubnetEmissionEnabled(on),
			)
		};
		assert_ok!(enable(false));
		let issuance = Balances::total_issuance();
		run_blocks(3);
		assert_eq!(Balances::total_issuance(), issuance);
		assert_ok!(enable(true));
		run_blocks(3);
		assert_eq!(Balances::total_issuance(), issuance + 3 * TAO);
	});
}

#[test]
fn chain_should_be_set_by_root_alone() {
	TestChain::default().build_and_execute(|| {
		let limit = ChainParameter::SubnetLimit(9);
		let set = HyperparameterTable::<Test>::set_chain;
		assert_noop!(set(signed(&coldkey(0)), limit), BadOrigin);
		assert_ok!(set(RuntimeOrigin::root(), limit));
		assert_eq!(SubnetLimit::<Test>::get(), 9);
		assert!(events().contains(&Event::SubnetLimitSet(9)));
		assert_noop!(
			set(RuntimeOrigin::root(), ChainParameter::MaxEpochsPerBlock(0)),
			Error::<Test>::ValueNotInBounds
		);
		assert_noop!(
			set(RuntimeOrigin::root(), ChainParameter::MinDelegateTake(11_797)),
			Error::<Test>::ContradictsHyperparameters
		);
	});
}

#[test]
fn difficulty_should_be_set_within_its_bounds() {
	TestChain::default().build_and_execute(|| {
		let set = |difficulty| {
			HyperparameterTable::<Test>::set_difficulty(RuntimeOrigin::root(), FIRST, difficulty)
		};
		assert_ok!(set(20_000_000));
		assert_eq!(NeuronRegistry::<Test>::difficulty(FIRST), 20_000_000);
		assert_noop!(set(9_999_999), Error::<Test>::ValueNotInBounds);
		assert_noop!(
			HyperparameterTable::<Test>::set_difficulty(signed(&coldkey(0)), FIRST, 20_000_000),
			BadOrigin
		);
	});
}

#[test]
fn defaults_should_be_within_their_bounds() {
	assert_eq!(Hyperparameters::default().check(), Ok(()));
	assert_eq!(ChainParameters::default().check(), Ok(()));
}

#[test]
fn owner_should_not_make_joining_free() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		let by_owner = |value| set(signed(&coldkey(9)), netuid, value);
		for difficulty in [Hyperparameter::MinDifficulty(1), Hyperparameter::MaxDifficulty(1)] {
			assert_noop!(by_owner(difficulty), BadOrigin);
		}
		for cheap in [
			Hyperparameter::MinBurn(99_999),
			Hyperparameter::BurnHalfLife(59),
			Hyperparameter::ServingRateLimit(9),
		] {
			assert_noop!(by_owner(cheap), Error::<Test>::ValueNotInBounds);
		}
		assert_ok!(by_owner(Hyperparameter::MinBurn(100_000)));
		assert_ok!(set(RuntimeOrigin::root(), netuid, Hyperparameter::MinBurn(1)));
	});
}

#[test]
fn owners_hotkey_should_not_change_when_the_epoch_is_near() {
	let careful = |genesis: &mut GenesisConfig<Test>| {
		genesis.chain.admin_freeze_window = 3;
		genesis.chain.owner_hyperparam_rate_limit = 1;
	};
	TestChain::default().with(careful).build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(9), &hotkey(8));
		let name = |key| {
			let owner = signed(&coldkey(9));
			HyperparameterTable::<Test>::set_owner_hotkey(owner, netuid, &hotkey(key))
		};
		assert_ok!(name(8));
		assert_noop!(name(9), Error::<Test>::TxRateLimitExceeded);
		run_blocks(EpochDue::<Test>::get(netuid).unwrap() - 2 - Pallet::<Test>::now());
		assert_noop!(name(9), Error::<Test>::AdminActionProhibitedDuringWeightsWindow);
		run_to_epoch(netuid);
		assert_ok!(name(9));
	});
}

#[test]
fn constants_should_be_the_bounds_of_their_rows() {
	use crate::hyperparameters::{MAX_ACTIVITY_CUTOFF_FACTOR, MAX_TEMPO, MIN_ACTIVITY_CUTOFF_FACTOR};
	let bounds = |value: Hyperparameter| value.row().bounds.replace('_', "");
	assert_eq!(bounds(Hyperparameter::Tempo(1)), format!("1..={MAX_TEMPO}"));
	assert_eq!(
		bounds(Hyperparameter::ActivityCutoffFactorMilli(1)),
		format!("{MIN_ACTIVITY_CUTOFF_FACTOR}..={MAX_ACTIVITY_CUTOFF_FACTOR}")
	);
}

/// A chain on which owners set tempos, with a freeze window of three blocks.
fn tempo_control(test: impl FnOnce(NetUid)) {
	TestChain::default()
		.with(|genesis| {
			genesis.chain.owner_tempo_control = true;
			genesis.chain.admin_freeze_window = 3;
		})
		.build_and_execute(|| test(create_subnet(&hotkey(9))));
}

fn trigger(netuid: NetUid) -> DispatchResult {
	SubtensorModule::trigger_epoch(signed(&coldkey(9)), netuid)
}

fn set_tempo(netuid: NetUid, tempo: u16) -> DispatchResult {
	SubtensorModule::set_tempo(signed(&coldkey(9)), netuid, tempo)
}

#[test]
fn owner_should_neither_set_the_tempo_nor_trigger_an_epoch_by_default() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		assert_noop!(set_tempo(netuid, 20), Error::<Test>::OwnerTempoControlDisabled);
		assert_noop!(trigger(netuid), Error::<Test>::OwnerTempoControlDisabled);
		// Not told to wait for what is not allowed then either.
		AdminFreezeWindow::<Test>::put(10);
		assert_noop!(set_tempo(netuid, 20), Error::<Test>::OwnerTempoControlDisabled);
	});
}

#[test]
fn epoch_should_not_come_without_notice_when_an_owner_shortens_the_tempo() {
	tempo_control(|netuid| {
		assert_ok!(set_tempo(netuid, 100));
		run_blocks(50);
		let now = Pallet::<Test>::now();
		assert_ok!(set_tempo(netuid, 10));
		assert_eq!(EpochDue::<Test>::get(netuid), Some(now + 3));
		assert_noop!(
			set_tempo(netuid, 20),
			Error::<Test>::AdminActionProhibitedDuringWeightsWindow
		);
		run_blocks(3);
		assert_eq!(LastEpochBlock::<Test>::get(netuid), now + 3);
		assert_eq!(EpochDue::<Test>::get(netuid), Some(now + 13));
	});
}

#[test]
fn triggered_epoch_should_wait_its_turn_when_others_run() {
	tempo_control(|netuid| {
		MaxEpochsPerBlock::<Test>::put(1);
		let block = Pallet::<Test>::now() + 3;
		EpochAgenda::<Test>::mutate(block, |agenda| agenda.try_push(NetUid::ROOT).unwrap());
		let due = EpochDue::<Test>::get(NetUid::ROOT).unwrap();
		EpochAgenda::<Test>::mutate(due, |agenda| agenda.retain(|other| !other.is_root()));
		EpochDue::<Test>::insert(NetUid::ROOT, block);
		assert_ok!(trigger(netuid));
		run_blocks(3);
		assert_eq!(LastEpochBlock::<Test>::get(NetUid::ROOT), block);
		assert_eq!(PendingEpochAt::<Test>::get(netuid), block);
		// Root, too, leaves it where it is.
		assert_ok!(set(RuntimeOrigin::root(), netuid, Hyperparameter::Tempo(30)));
		run_blocks(1);
		assert_eq!(LastEpochBlock::<Test>::get(netuid), block + 1);
		assert_eq!(PendingEpochAt::<Test>::try_get(netuid), Err(()));
		assert_eq!(EpochDue::<Test>::get(netuid), Some(block + 30));
	});
}

#[test]
fn owner_should_set_the_tempo_when_the_chain_lets_it() {
	tempo_control(|netuid| {
		let last = EpochDue::<Test>::get(netuid).unwrap() - 10;
		assert_ok!(set_tempo(netuid, 20));
		assert_eq!(Tempo::<Test>::get(netuid), 20);
		assert_eq!(EpochDue::<Test>::get(netuid), Some(last + 20));
		assert!(events().contains(&Event::TempoSet(netuid, 20)));
		// New subnets have one of 10.
		assert_noop!(set_tempo(netuid, 9), Error::<Test>::ValueNotInBounds);
		assert_noop!(set_tempo(netuid, 50_401), Error::<Test>::ValueNotInBounds);
		assert_noop!(
			SubtensorModule::set_tempo(signed(&coldkey(1)), netuid, 20),
			Error::<Test>::NotSubnetOwner
		);
		assert_noop!(
			SubtensorModule::set_tempo(signed(&coldkey(9)), NetUid(9), 20),
			Error::<Test>::SubnetNotExists
		);
		OwnerHyperparamRateLimit::<Test>::put(1);
		assert_noop!(set_tempo(netuid, 30), Error::<Test>::TxRateLimitExceeded);
		run_blocks(last + 20 - 3 - Pallet::<Test>::now());
		assert_noop!(
			set_tempo(netuid, 30),
			Error::<Test>::AdminActionProhibitedDuringWeightsWindow
		);
	});
}

#[test]
fn triggered_epoch_should_come_after_the_freeze_window() {
	tempo_control(|netuid| {
		let (now, index) = (Pallet::<Test>::now(), SubnetEpochIndex::<Test>::get(netuid));
		assert_ok!(trigger(netuid));
		assert_eq!(PendingEpochAt::<Test>::get(netuid), now + 3);
		let by = coldkey(9);
		let fires_at = now + 3;
		assert!(events().contains(&Event::EpochTriggered { netuid, by, fires_at }));
		assert_noop!(trigger(netuid), Error::<Test>::EpochTriggerAlreadyPending);
		assert_noop!(
			set(signed(&coldkey(9)), netuid, Hyperparameter::BondsPenalty(1)),
			Error::<Test>::AdminActionProhibitedDuringWeightsWindow
		);
		run_blocks(2);
		assert_eq!(SubnetEpochIndex::<Test>::get(netuid), index);
		run_blocks(1);
		assert_eq!(SubnetEpochIndex::<Test>::get(netuid), index + 1);
		assert_eq!(LastEpochBlock::<Test>::get(netuid), fires_at);
		assert_eq!(PendingEpochAt::<Test>::try_get(netuid), Err(()));
		assert_eq!(EpochDue::<Test>::get(netuid), Some(fires_at + 10));
	});
}

#[test]
fn epoch_should_not_be_triggered_when_somebody_counts_on_its_date() {
	tempo_control(|netuid| {
		let root = RuntimeOrigin::root;
		assert_noop!(SubtensorModule::trigger_epoch(root(), netuid), BadOrigin);
		assert_noop!(
			SubtensorModule::trigger_epoch(signed(&coldkey(1)), netuid),
			Error::<Test>::NotSubnetOwner
		);
		assert_ok!(set(
			root(),
			netuid,
			Hyperparameter::CommitRevealWeightsEnabled(true)
		));
		assert_noop!(trigger(netuid), Error::<Test>::DynamicTempoBlockedByCommitReveal);
		assert_noop!(
			set_tempo(netuid, 20),
			Error::<Test>::DynamicTempoBlockedByCommitReveal
		);
		assert_ok!(set(
			root(),
			netuid,
			Hyperparameter::CommitRevealWeightsEnabled(false)
		));
		let due = EpochDue::<Test>::get(netuid).unwrap();
		run_blocks(due - 3 - Pallet::<Test>::now());
		assert_noop!(trigger(netuid), Error::<Test>::AutoEpochAlreadyImminent);
		run_to_epoch(netuid);
		assert_ok!(trigger(netuid));
		OwnerHyperparamRateLimit::<Test>::put(1);
		run_to_epoch(netuid);
		assert_noop!(trigger(netuid), Error::<Test>::TxRateLimitExceeded);
		assert_noop!(set_tempo(netuid, 20), Error::<Test>::TxRateLimitExceeded);
	});
}

#[test]
fn triggered_epoch_should_stay_where_it_is_when_root_changes_the_tempo() {
	tempo_control(|netuid| {
		assert_ok!(trigger(netuid));
		let fires_at = PendingEpochAt::<Test>::get(netuid);
		assert_ok!(set(RuntimeOrigin::root(), netuid, Hyperparameter::Tempo(30)));
		assert_eq!(EpochDue::<Test>::get(netuid), Some(fires_at));
		run_to_epoch(netuid);
		assert_eq!(LastEpochBlock::<Test>::get(netuid), fires_at);
		assert_eq!(EpochDue::<Test>::get(netuid), Some(fires_at + 30));
	});
}

#[test]
fn triggered_epoch_should_be_forgotten_when_the_subnet_closes() {
	tempo_control(|netuid| {
		assert_ok!(trigger(netuid));
		assert_ok!(SubtensorModule::root_dissolve_network(
			RuntimeOrigin::root(),
			netuid
		));
		assert_eq!(PendingEpochAt::<Test>::try_get(netuid), Err(()));
	});
}
