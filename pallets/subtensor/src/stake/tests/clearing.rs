//! Nominations that are less than is asked of them now.

use super::*;
use crate::stake::clearing::POSITIONS_PER_BLOCK;

/// Hotkeys 1 to 5 of coldkey 0, each with stake of coldkeys 0 to 8: as many TAO as the hotkey has as number.
fn nominated() {
	for key in 1..=5 {
		register(FIRST, &coldkey(0), &hotkey(key));
		for who in 0..9 {
			stake(&coldkey(who), &hotkey(key), FIRST, key.into());
		}
	}
	assert!(Alpha::<Test>::iter().count() > POSITIONS_PER_BLOCK);
}

fn ask(rao: Rao) {
	let value = ChainParameter::NominatorMinRequiredStake(rao);
	assert_ok!(HyperparameterTable::<Test>::set_chain(
		RuntimeOrigin::root(),
		value
	));
}

#[test]
fn small_nominations_should_be_paid_out_in_the_next_blocks_when_more_is_asked() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = None)
		.build_and_execute(|| {
			nominated();
			let before = free(&coldkey(1));
			ask(3 * TAO);
			assert_eq!(Alpha::<Test>::iter().count(), 45);
			run_blocks(1);
			assert!(ClearingCursor::<Test>::exists());
			let mut seen = events();
			run_blocks(1);
			seen.extend(events());
			assert!(!ClearingCursor::<Test>::exists());
			for key in 1..=5 {
				let stays = |who: u8| Alpha::<Test>::contains_key((hotkey(key), coldkey(who), FIRST));
				assert!(stays(0), "it owns the hotkey");
				assert_eq!((1..9).all(stays), key >= 3);
				assert_eq!((1..9).any(stays), key >= 3);
			}
			assert_eq!(free(&coldkey(1)) - before, 3 * TAO);
			let paid = Event::StakeRemoved(coldkey(1), hotkey(2), 2 * TAO, 2 * TAO, FIRST, 0);
			assert!(seen.contains(&paid));
			assert_eq!(StakingHotkeys::<Test>::get(coldkey(1)).len(), 3);
		});
}

#[test]
fn nominations_should_stay_when_they_cool() {
	TestChain::default()
		.with(|genesis| genesis.stake_cooldown = Some(50))
		.build_and_execute(|| {
			nominated();
			ask(1_000 * TAO);
			run_blocks(2);
			assert_eq!(Alpha::<Test>::iter().count(), 45);
			assert!(!ClearingCursor::<Test>::exists());
		});
}

#[test]
fn clearing_should_touch_no_more_than_a_block_says() {
	let before = || {
		nominated();
		let _all = StakeCooldown::<Test>::clear(u32::MAX, None);
		ask(1_000 * TAO);
	};
	let mut weight = Weight::zero();
	let touched = TestChain::default().count_accesses(before, || {
		weight = StakeLedger::<Test>::run_clearing();
	});
	let measured = touched.weight();
	assert!(weight.all_gte(measured), "{touched:?}");
	assert!(touched.writes > POSITIONS_PER_BLOCK);
}
