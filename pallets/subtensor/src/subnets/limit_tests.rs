//! The limit of subnets, and who makes room.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn create(key: u8) -> sp_runtime::DispatchResult {
	SubtensorModule::register_network(signed(&coldkey(8)), hotkey(key))
}

fn start(netuid: NetUid) {
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
}

/// Shares of emission summed so far, as a number of whole blocks and halves.
fn halves(netuid: NetUid) -> u128 {
	EmissionPlanner::<Test>::share_sum(&Plan::<Test>::get(), netuid) >> 63
}

#[test]
fn share_sum_should_count_each_blocks_share_whether_settled_or_not() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(1));
		run_blocks(3);
		assert_eq!(
			(halves(FIRST), halves(netuid)),
			(2 * 4, 0),
			"alone in blocks 1 to 4"
		);
		start(netuid);
		assert_eq!(halves(FIRST), 2 * 4, "settled by the new plan");
		run_blocks(2);
		assert_eq!((halves(FIRST), halves(netuid)), (2 * 4 + 2, 2));
		assert_ok!(EmissionPlanner::<Test>::settle(netuid));
		assert_eq!(halves(netuid), 2);
		assert_eq!(EmissionShareSum::<Test>::get(netuid), 1 << 64);
		run_blocks(1);
		assert_eq!(halves(netuid), 3);
	});
}

#[test]
fn creation_should_close_the_weakest_when_the_limit_is_reached() {
	TestChain::default().build_and_execute(|| {
		SubnetLimit::<Test>::put(3);
		let (started, idle) = (create_subnet(&hotkey(1)), create_subnet(&hotkey(2)));
		start(started);
		run_blocks(5);
		assert_ok!(create(3));
		assert_eq!(NetworksAdded::<Test>::iter_keys().count(), 4);
		assert!(!NetworksAdded::<Test>::get(idle));
		assert!(events().contains(&Event::NetworkRemoved(idle)));
		// The netuid of the one that closes is not free at once.
		assert!(events().contains(&Event::NetworkAdded(NetUid(4), 0)));
		run_blocks(5);
		assert!(!SubnetCloser::<Test>::is_closing(idle));
		SubnetLimit::<Test>::put(4);
		assert_ok!(create(4));
		assert!(events().contains(&Event::NetworkAdded(idle, 0)));
	});
}

#[test]
fn weakest_should_be_by_mean_share_and_not_by_the_present_one() {
	TestChain::default().build_and_execute(|| {
		SubnetLimit::<Test>::put(3);
		// Once strong, now without any share; and lately strong, but most of its life without.
		let once = create_subnet(&hotkey(1));
		let lately = create_subnet(&hotkey(2));
		start(once);
		run_blocks(30);
		start(lately);
		let shares = |netuid: NetUid, share| RootShare {
			netuid,
			created: NetworkRegisteredAt::<Test>::get(netuid),
			share,
		};
		let judged = vec![shares(FIRST, 9), shares(lately, 1)];
		RootShares::<Test>::put(Bounded::try_from(judged).unwrap());
		assert_ok!(EmissionPlanner::<Test>::replan());
		run_blocks(5);
		assert_ok!(create(3));
		assert!(events().contains(&Event::NetworkRemoved(lately)));
	});
}

#[test]
fn youngest_should_close_when_several_are_equally_weak() {
	TestChain::default().build_and_execute(|| {
		SubnetLimit::<Test>::put(4);
		for key in 1..=3 {
			assert_ok!(create(key));
			run_blocks(1);
		}
		assert_ok!(create(4));
		assert!(events().contains(&Event::NetworkRemoved(NetUid(4))));
		// Of the same block, and the fourth is gone: the higher netuid.
		assert_ok!(create(5));
		assert!(events().contains(&Event::NetworkRemoved(NetUid(5))));
	});
}

#[test]
fn immune_subnets_should_not_close_for_others() {
	TestChain::default().build_and_execute(|| {
		SubnetLimit::<Test>::put(2);
		NetworkImmunityPeriod::<Test>::put(10);
		assert_ok!(create(1));
		assert_noop!(create(2), Error::<Test>::AllNetworksInImmunity);
		run_blocks(8);
		assert_noop!(create(2), Error::<Test>::AllNetworksInImmunity);
		run_blocks(1);
		// The subnet of genesis earned most, but the other one is immune for a block yet.
		assert_ok!(create(2));
		assert!(events().contains(&Event::NetworkRemoved(FIRST)));
	});
}

#[test]
fn creation_should_wait_when_all_netuids_are_taken() {
	TestChain::default().build_and_break(|| {
		let closing: Vec<NetUid> = (2..1_024).map(NetUid).collect();
		DissolveCleanupQueue::<Test>::put(Bounded::try_from(closing).unwrap());
		assert_noop!(create(1), Error::<Test>::WaitingForDissolvedSubnetCleanup);
	});
}

#[test]
fn newcomers_should_not_close_anybody_when_they_cannot_pay() {
	TestChain::default().build_and_execute(|| {
		SubnetLimit::<Test>::put(1);
		let poor = SubtensorModule::register_network(signed(&account(50)), hotkey(1));
		assert_noop!(poor, Error::<Test>::CannotAffordLockCost);
	});
}
