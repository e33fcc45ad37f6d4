//! The table of hyperparameters.

use crate::{mock::*, *};

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
	assert!(wrong(|values| values.max_allowed_validators = 257).is_err());
	assert!(wrong(|values| values.bonds_moving_average = 1_000_001).is_err());
	assert!(wrong(|values| values.min_burn = 0).is_err());
	assert!(wrong(|values| values.max_burn = 1).is_err());
	assert!(wrong(|values| values.burn_half_life = 0).is_err());
	assert!(wrong(|values| values.burn_increase = 1_000_000).is_err());
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
