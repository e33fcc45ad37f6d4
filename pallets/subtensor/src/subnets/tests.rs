//! Creating and starting subnets.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn create(owner: &AccountId, key: &AccountId) -> sp_runtime::DispatchResult {
	SubtensorModule::register_network(signed(owner), key.clone())
}

#[test]
fn genesis_should_have_root_and_a_started_subnet() {
	TestChain::default().build_and_execute(|| {
		assert!(NetworksAdded::<Test>::get(NetUid::ROOT) && NetworksAdded::<Test>::get(FIRST));
		assert_eq!(TotalNetworks::<Test>::get(), 2);
		assert_eq!(
			SubnetOwner::<Test>::get(FIRST),
			Some(Ledger::<Test>::keyless_owner())
		);
		assert_eq!(SubnetRegistry::<Test>::eligible(), vec![FIRST]);
		assert_eq!(SubnetOwner::<Test>::get(NetUid::ROOT), None);
	});
}

#[test]
fn creation_should_lock_the_cost_and_seat_the_owner() {
	TestChain::default().build_and_execute(|| {
		let before = free(&coldkey(0));
		assert_ok!(create(&coldkey(0), &hotkey(1)));
		let netuid = NetUid(2);
		assert_eq!(SubnetLocked::<Test>::get(netuid), 100 * TAO);
		assert_eq!(free(&coldkey(0)), before - 100 * TAO - 500);
		assert_eq!(free(&Ledger::<Test>::pot(netuid)), 100 * TAO + 500);
		assert_eq!(Keys::<Test>::get(netuid, 0), Some(hotkey(1)));
		assert_eq!(SubnetOwner::<Test>::get(netuid), Some(coldkey(0)));
		assert_eq!(
			HyperparameterTable::<Test>::read(netuid),
			SubnetDefaults::<Test>::get()
		);
		assert_eq!(
			events(),
			vec![
				Event::NetworkAdded(netuid, 0),
				Event::NeuronRegistered(netuid, 0, hotkey(1))
			]
		);
	});
}

#[test]
fn lock_cost_should_double_and_fall_back_when_time_passes() {
	TestChain::default().build_and_execute(|| {
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), 100 * TAO);
		assert_ok!(create(&coldkey(0), &hotkey(1)));
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), 200 * TAO);
		run_blocks(50);
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), 150 * TAO);
		run_blocks(100);
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), 100 * TAO);
	});
}

#[test]
fn creation_should_fail_when_the_hotkey_is_another_coldkeys() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_noop!(
			create(&coldkey(0), &hotkey(1)),
			Error::<Test>::NonAssociatedColdKey
		);
	});
}

#[test]
fn creation_should_fail_when_the_lock_is_not_affordable() {
	TestChain::default()
		.with(|genesis| genesis.network_min_lock_cost = 100_000 * TAO)
		.build_and_execute(|| {
			assert_noop!(
				create(&coldkey(0), &hotkey(1)),
				Error::<Test>::CannotAffordLockCost
			);
			assert_noop!(
				create(&account(50), &hotkey(1)),
				Error::<Test>::CannotAffordLockCost
			);
		});
}

#[test]
fn creation_should_fail_when_the_limit_is_reached() {
	TestChain::default()
		.with(|genesis| genesis.subnet_limit = 2)
		.build_and_execute(|| {
			assert_ok!(create(&coldkey(0), &hotkey(1)));
			assert_noop!(create(&coldkey(0), &hotkey(2)), Error::<Test>::SubnetLimitReached);
		});
}

#[test]
fn creation_should_fail_when_too_soon_after_the_last() {
	TestChain::default()
		.with(|genesis| genesis.network_rate_limit = 5)
		.build_and_execute(|| {
			assert_ok!(create(&coldkey(0), &hotkey(1)));
			run_blocks(4);
			assert_noop!(
				create(&coldkey(0), &hotkey(2)),
				Error::<Test>::NetworkTxRateLimitExceeded
			);
			run_blocks(1);
			assert_ok!(create(&coldkey(0), &hotkey(2)));
		});
}

#[test]
fn start_should_let_a_subnet_take_part_in_emission_from_the_next_block() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(1));
		assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
		assert_eq!(FirstEmissionBlockNumber::<Test>::get(netuid), Some(2));
		assert!(events().contains(&Event::FirstEmissionBlockNumberSet(netuid, 2)));
		run_blocks(1);
		assert_eq!(EmissionPlanner::<Test>::settle(netuid), Ok(TAO / 2));
	});
}

#[test]
fn start_should_fail_unless_the_owner_asks_once_and_in_time() {
	TestChain::default()
		.with(|genesis| genesis.start_call_delay = 3)
		.build_and_execute(|| {
			let netuid = create_subnet(&hotkey(1));
			let start = |who: &AccountId, netuid| SubtensorModule::start_call(signed(who), netuid);
			assert_noop!(start(&coldkey(9), NetUid(7)), Error::<Test>::SubnetNotExists);
			assert_noop!(start(&coldkey(0), netuid), Error::<Test>::NotSubnetOwner);
			assert_noop!(start(&hotkey(1), netuid), Error::<Test>::NotSubnetOwner);
			assert_noop!(start(&coldkey(9), NetUid::ROOT), Error::<Test>::NotSubnetOwner);
			assert_noop!(
				start(&coldkey(9), netuid),
				Error::<Test>::NeedWaitingMoreBlocksToStarCall
			);
			run_blocks(3);
			assert_ok!(start(&coldkey(9), netuid));
			assert_noop!(
				start(&coldkey(9), netuid),
				Error::<Test>::FirstEmissionBlockNumberAlreadySet
			);
		});
}

#[test]
fn calls_should_fail_when_not_signed() {
	TestChain::default().build_and_execute(|| {
		let refused = sp_runtime::DispatchError::BadOrigin;
		let (root, none) = (RuntimeOrigin::root(), RuntimeOrigin::none());
		assert_noop!(
			SubtensorModule::register_network(none.clone(), hotkey(1)),
			refused
		);
		assert_noop!(SubtensorModule::start_call(root.clone(), FIRST), refused);
		assert_noop!(
			SubtensorModule::burned_register(none.clone(), FIRST, hotkey(1)),
			refused
		);
		assert_noop!(SubtensorModule::root_register(none.clone(), hotkey(1)), refused);
		assert_noop!(
			SubtensorModule::add_stake(none.clone(), hotkey(1), FIRST, TAO),
			refused
		);
		assert_noop!(
			SubtensorModule::remove_stake(none.clone(), hotkey(1), FIRST, TAO),
			refused
		);
		assert_noop!(
			SubtensorModule::set_weights(none.clone(), FIRST, vec![], vec![], 0),
			refused
		);
		let root_weights =
			SubtensorModule::set_root_weights(none.clone(), NetUid::ROOT, hotkey(1), vec![], vec![], 0);
		assert_noop!(root_weights, refused);
		let work = SubtensorModule::register(none.clone(), FIRST, 0, 0, vec![], hotkey(1), coldkey(0));
		assert_noop!(work, refused);
		assert_noop!(
			SubtensorModule::serve_axon(none, FIRST, 0, 1, 1, 4, 0, 0, 0),
			refused
		);
	});
}
