//! How prices open, move and show.

use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::{collection::vec, prelude::*};

fn price(netuid: NetUid) -> Rao {
	NeuronRegistry::<Test>::price(netuid)
}

/// What the next block charges.
fn next_price(netuid: NetUid) -> Rao {
	let now = System::block_number();
	System::set_block_number(now + 1);
	let price = price(netuid);
	System::set_block_number(now);
	price
}

#[test]
fn price_of_a_new_subnet_should_open_high_and_fall() {
	TestChain::default()
		.with(|genesis| genesis.opening_burn = TAO)
		.build_and_execute(|| {
			let netuid = create_subnet(&hotkey(90));
			assert_eq!(price(netuid), TAO);
			assert_eq!(Burn::<Test>::get(netuid), next_price(netuid));
			// 14 places in one block for less than 100 TAO, 15 for more.
			let before = free(&coldkey(0));
			for key in 1..=14 {
				register(netuid, &coldkey(0), &hotkey(key));
			}
			let paid = before - free(&coldkey(0));
			assert!((90 * TAO..95 * TAO).contains(&paid), "{paid}");
			assert!(paid + price(netuid) > 100 * TAO);
			assert!((25 * TAO..26 * TAO).contains(&price(netuid)));
			run_blocks(360);
			assert!((12 * TAO..13 * TAO).contains(&price(netuid)));
		});
}

#[test]
fn opening_price_should_lie_within_the_subnets_bounds() {
	for (opening, opened) in [(0, 500_000), (TAO, TAO), (1_000 * TAO, 100 * TAO)] {
		TestChain::default()
			.with(|genesis| genesis.opening_burn = opening)
			.build_and_execute(|| {
				let netuid = create_subnet(&hotkey(90));
				assert_eq!(price(netuid), opened);
				assert_eq!(Burn::<Test>::get(netuid), next_price(netuid));
				// That of genesis is a block older.
				assert_eq!(Burn::<Test>::get(FIRST), price(FIRST));
				assert_eq!(BurnAnchor::<Test>::get(FIRST).value, opened);
				assert_eq!(
					Difficulty::<Test>::get(netuid),
					MinDifficulty::<Test>::get(netuid)
				);
			});
	}
}

#[test]
fn price_that_clients_read_should_be_the_next_blocks_when_an_epoch_showed_it() {
	TestChain::default()
		.with(|genesis| genesis.opening_burn = TAO)
		.build_and_execute(|| {
			run_to_epoch(FIRST);
			assert!(next_price(FIRST) < price(FIRST));
			assert_eq!(Burn::<Test>::get(FIRST), next_price(FIRST));
		});
}

#[test]
fn root_should_have_no_price() {
	TestChain::default().build_and_execute(|| {
		run_to_epoch(NetUid::ROOT);
		assert!(!Burn::<Test>::contains_key(NetUid::ROOT));
		assert!(!Difficulty::<Test>::contains_key(NetUid::ROOT));
	});
}

#[test]
fn price_should_fall_alike_however_often_it_is_shown() {
	let after = |tempo: u16| {
		let mut left = 0;
		TestChain::default()
			.with(|genesis| genesis.subnet_defaults.tempo = tempo)
			.with(|genesis| genesis.subnet_defaults.min_burn = 1)
			.with(|genesis| genesis.subnet_defaults.burn_half_life = 100)
			.build_and_execute(|| {
				set_price(FIRST, 40);
				run_blocks(200);
				left = price(FIRST);
			});
		left
	};
	assert_eq!((after(1), after(7), after(1_000)), (10, 10, 10));
}

#[test]
fn price_should_stand_still_when_its_bounds_are_one() {
	let fixed = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.min_burn = TAO;
		genesis.subnet_defaults.max_burn = TAO;
		genesis.subnet_defaults.burn_half_life = 1;
	};
	TestChain::default().with(fixed).build_and_execute(|| {
		for key in 1..=5 {
			register(FIRST, &coldkey(0), &hotkey(key));
			assert_eq!(price(FIRST), TAO);
			run_blocks(3);
			assert_eq!((Burn::<Test>::get(FIRST), price(FIRST)), (TAO, TAO));
		}
	});
}

/// What moves a price.
#[derive(Clone, Debug)]
enum Move {
	Register,
	Wait(u64),
	Set(Hyperparameter),
}

fn a_move() -> impl Strategy<Value = Move> {
	let bound = || (0u32..10).prop_map(|tens| 10u64.pow(tens));
	prop_oneof![
		Just(Move::Register),
		(1u64..40).prop_map(Move::Wait),
		bound().prop_map(|rao| Move::Set(Hyperparameter::MinBurn(rao))),
		bound().prop_map(|rao| Move::Set(Hyperparameter::MaxBurn(rao * 1_000))),
		(1u16..50).prop_map(|blocks| Move::Set(Hyperparameter::BurnHalfLife(blocks))),
		(110u64..300).prop_map(|mult| Move::Set(Hyperparameter::BurnIncreaseMult(U64F64::ratio(mult, 100)))),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn price_should_be_what_clients_read_or_less_and_jump_only_when_somebody_registers(moves in vec(a_move(), 1..25)) {
		TestChain::default().build_and_execute(|| {
			let mut keys = 1u8..;
			for step in moves {
				let (before, read) = (price(FIRST), Burn::<Test>::get(FIRST));
				assert!(next_price(FIRST) <= read);
				match step {
					Move::Register if before < 1_000 * TAO => {
						let held = free(&coldkey(0));
						register(FIRST, &coldkey(0), &hotkey(keys.next().unwrap()));
						assert_eq!(held - free(&coldkey(0)), before);
						assert_eq!(Burn::<Test>::get(FIRST), next_price(FIRST));
						assert!(price(FIRST) > before || before == MaxBurn::<Test>::get(FIRST));
					}
					Move::Register => {}
					Move::Wait(blocks) => {
						run_blocks(blocks);
						assert!(price(FIRST) <= before);
					}
					Move::Set(value) => {
						let set = HyperparameterTable::<Test>::set(RuntimeOrigin::root(), FIRST, value);
						// New terms do not reach back: at once only a bound can move the price, and no further than to itself.
						let bounds = MinBurn::<Test>::get(FIRST)..=MaxBurn::<Test>::get(FIRST);
						let expected = before.min(*bounds.end()).max(*bounds.start());
						assert_eq!(price(FIRST), expected);
						if set.is_ok() {
							assert_eq!(Burn::<Test>::get(FIRST), next_price(FIRST));
						}
					}
				}
				assert!(next_price(FIRST) <= Burn::<Test>::get(FIRST));
			}
			assert_ok!(HyperparameterTable::<Test>::read(FIRST).check());
		});
	}
}
