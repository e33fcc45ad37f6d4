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
fn root_should_take_no_part_in_emission_when_somebody_starts_it() {
	TestChain::default().build_and_execute(|| {
		SubnetOwner::<Test>::insert(NetUid::ROOT, coldkey(1));
		assert_ok!(SubtensorModule::start_call(signed(&coldkey(1)), NetUid::ROOT));
		run_blocks(3);
		assert_eq!(SubnetRegistry::<Test>::eligible(), vec![FIRST]);
		assert_eq!(EmissionPlanner::<Test>::per_block(NetUid::ROOT), 0);
		SubnetOwner::<Test>::remove(NetUid::ROOT);
	});
}

#[test]
fn lock_cost_should_double_and_fall_back_when_time_passes() {
	TestChain::default().build_and_execute(|| {
		let least = NetworkMinLockCost::<Test>::get();
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), least);
		assert_ok!(create(&coldkey(0), &hotkey(1)));
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), 2 * least);
		run_blocks(50);
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), least + least / 2);
		run_blocks(100);
		assert_eq!(SubnetRegistry::<Test>::lock_cost(), least);
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
		.with(|genesis| genesis.chain.network_min_lock_cost = 100_000 * TAO)
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
fn creation_should_fail_when_too_soon_after_the_last() {
	TestChain::default()
		.with(|genesis| genesis.chain.network_rate_limit = 5)
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
		.with(|genesis| genesis.chain.start_call_delay = 3)
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
fn owners_hotkey_should_be_a_neuron_of_its_own() {
	TestChain::default().build_and_execute(|| {
		let netuid = create_subnet(&hotkey(1));
		let by = |origin, key| HyperparameterTable::<Test>::set_owner_hotkey(origin, netuid, &hotkey(key));
		let name = |who: &AccountId, key| by(signed(who), key);
		assert_noop!(name(&coldkey(9), 2), Error::<Test>::HotKeyAccountNotExists);
		register(netuid, &coldkey(0), &hotkey(2));
		assert_noop!(name(&coldkey(9), 2), Error::<Test>::NonAssociatedColdKey);
		register(FIRST, &coldkey(9), &hotkey(3));
		assert_noop!(name(&coldkey(9), 3), Error::<Test>::HotKeyNotRegisteredInSubNet);
		register(netuid, &coldkey(9), &hotkey(3));
		assert_noop!(name(&coldkey(0), 2), Error::<Test>::NotSubnetOwner);
		assert_ok!(name(&coldkey(9), 3));
		assert!(SubnetRegistry::<Test>::is_owner_hotkey(netuid, &hotkey(3)));
		assert!(events().contains(&Event::SubnetOwnerHotkeySet(netuid, hotkey(3))));
		assert_ok!(by(RuntimeOrigin::root(), 1));
		assert!(SubnetRegistry::<Test>::is_owner_hotkey(netuid, &hotkey(1)));
		assert_noop!(by(RuntimeOrigin::root(), 2), Error::<Test>::NonAssociatedColdKey);
		assert_noop!(by(RuntimeOrigin::none(), 1), sp_runtime::DispatchError::BadOrigin);
		let of =
			|netuid| HyperparameterTable::<Test>::set_owner_hotkey(RuntimeOrigin::root(), netuid, &hotkey(1));
		assert_noop!(of(NetUid::ROOT), Error::<Test>::NotSubnetOwner);
		assert_noop!(of(NetUid(7)), Error::<Test>::SubnetNotExists);
	});
}

/// Each call once, with arguments that a signed one might bring.
pub(crate) fn one_of_each_call() -> Vec<Call<Test>> {
	let (key, netuid) = (hotkey(1), FIRST);
	vec![
		Call::set_weights {
			netuid,
			dests: vec![0],
			weights: vec![1],
			version_key: 0,
		},
		Call::add_stake {
			hotkey: key.clone(),
			netuid,
			amount_staked: TAO,
		},
		Call::remove_stake {
			hotkey: key.clone(),
			netuid,
			amount_unstaked: TAO,
		},
		Call::serve_axon {
			netuid,
			version: 0,
			ip: 1,
			port: 1,
			ip_type: 4,
			protocol: 0,
			placeholder1: 0,
			placeholder2: 0,
		},
		Call::serve_prometheus {
			netuid,
			version: 1,
			ip: 1,
			port: 1,
			ip_type: 4,
		},
		Call::register {
			netuid,
			block_number: 0,
			nonce: 0,
			work: vec![],
			hotkey: key.clone(),
			coldkey: coldkey(0),
		},
		Call::burned_register {
			netuid,
			hotkey: key.clone(),
		},
		Call::set_root_weights {
			netuid: NetUid::ROOT,
			hotkey: key.clone(),
			dests: vec![1],
			weights: vec![1],
			version_key: 0,
		},
		Call::serve_axon_tls {
			netuid,
			version: 1,
			ip: 1,
			port: 1,
			ip_type: 4,
			protocol: 0,
			placeholder1: 0,
			placeholder2: 0,
			certificate: vec![1, 2],
		},
		Call::register_network { hotkey: key.clone() },
		Call::root_register { hotkey: key.clone() },
		Call::decrease_take {
			hotkey: key.clone(),
			take: 1,
		},
		Call::increase_take {
			hotkey: key.clone(),
			take: 1,
		},
		Call::set_children {
			hotkey: key.clone(),
			netuid,
			children: vec![],
		},
		Call::set_identity {
			name: vec![],
			url: vec![],
			github_repo: vec![],
			image: vec![],
			discord: vec![],
			description: vec![],
			additional: vec![],
		},
		Call::sudo_set_tx_childkey_take_rate_limit { tx_rate_limit: 0 },
		Call::swap_hotkey {
			hotkey: key.clone(),
			new_hotkey: hotkey(2),
			netuid: None,
		},
		Call::swap_hotkey_v2 {
			hotkey: key.clone(),
			new_hotkey: hotkey(2),
			netuid: Some(netuid),
			keep_stake: true,
		},
		Call::schedule_dissolve_network { netuid },
		Call::set_childkey_take {
			hotkey: key.clone(),
			netuid,
			take: 1,
		},
		Call::sudo_set_min_childkey_take { take: 1 },
		Call::sudo_set_max_childkey_take { take: 1 },
		Call::set_subnet_identity {
			netuid,
			subnet_name: vec![],
			github_repo: vec![],
			subnet_contact: vec![],
			subnet_url: vec![],
			discord: vec![],
			description: vec![],
			logo_url: vec![],
			additional: vec![],
		},
		Call::register_network_with_identity {
			hotkey: key.clone(),
			identity: None,
		},
		Call::batch_set_weights {
			netuids: vec![Compact(netuid)],
			weights: vec![vec![(Compact(0), Compact(1))]],
			version_keys: vec![Compact(0)],
		},
		Call::unstake_all { hotkey: key.clone() },
		Call::unstake_all_alpha { hotkey: key.clone() },
		Call::move_stake {
			origin_hotkey: key.clone(),
			destination_hotkey: hotkey(2),
			origin_netuid: netuid,
			destination_netuid: netuid,
			alpha_amount: TAO,
		},
		Call::transfer_stake {
			destination_coldkey: coldkey(1),
			hotkey: key.clone(),
			origin_netuid: netuid,
			destination_netuid: netuid,
			alpha_amount: TAO,
		},
		Call::swap_stake {
			hotkey: key.clone(),
			origin_netuid: netuid,
			destination_netuid: NetUid::ROOT,
			alpha_amount: TAO,
		},
		Call::add_stake_limit {
			hotkey: key.clone(),
			netuid,
			amount_staked: TAO,
			limit_price: TAO,
			allow_partial: false,
		},
		Call::remove_stake_limit {
			hotkey: key.clone(),
			netuid,
			amount_unstaked: TAO,
			limit_price: TAO,
			allow_partial: false,
		},
		Call::swap_stake_limit {
			hotkey: key.clone(),
			origin_netuid: netuid,
			destination_netuid: NetUid::ROOT,
			alpha_amount: TAO,
			limit_price: TAO,
			allow_partial: false,
		},
		Call::try_associate_hotkey { hotkey: key.clone() },
		Call::start_call { netuid },
		Call::commit_weights {
			netuid,
			commit_hash: H256::zero(),
		},
		Call::reveal_weights {
			netuid,
			uids: vec![0],
			values: vec![1],
			salt: vec![],
			version_key: 0,
		},
		Call::batch_reveal_weights {
			netuid,
			uids_list: vec![vec![0]],
			values_list: vec![vec![1]],
			salts_list: vec![vec![]],
			version_keys: vec![0],
		},
		Call::batch_commit_weights {
			netuids: vec![Compact(netuid)],
			commit_hashes: vec![H256::zero()],
		},
		Call::recycle_alpha {
			hotkey: key.clone(),
			amount: TAO,
			netuid,
		},
		Call::burn_alpha {
			hotkey: key.clone(),
			amount: TAO,
			netuid,
		},
		Call::remove_stake_full_limit {
			hotkey: key.clone(),
			netuid,
			limit_price: None,
		},
		Call::set_pending_childkey_cooldown { cooldown: 1 },
		Call::update_symbol {
			netuid,
			symbol: vec![],
		},
		Call::set_coldkey_auto_stake_hotkey {
			netuid,
			hotkey: key.clone(),
		},
		Call::commit_timelocked_weights {
			netuid,
			commit: Default::default(),
			reveal_round: 1,
			commit_reveal_version: 4,
		},
		Call::commit_mechanism_weights {
			netuid,
			mecid: MechId(1),
			commit_hash: H256::zero(),
		},
		Call::reveal_mechanism_weights {
			netuid,
			mecid: MechId(1),
			uids: vec![],
			values: vec![],
			salt: vec![],
			version_key: 0,
		},
		Call::commit_crv3_mechanism_weights {
			netuid,
			mecid: MechId(1),
			commit: Default::default(),
			reveal_round: 1,
		},
		Call::commit_timelocked_mechanism_weights {
			netuid,
			mecid: MechId(1),
			commit: Default::default(),
			reveal_round: 1,
			commit_reveal_version: 4,
		},
		Call::set_mechanism_weights {
			netuid,
			mecid: MechId(1),
			dests: vec![],
			weights: vec![],
			version_key: 0,
		},
		Call::root_dissolve_network { netuid },
		Call::announce_coldkey_swap {
			new_coldkey_hash: H256::zero(),
		},
		Call::swap_coldkey_announced {
			new_coldkey: coldkey(1),
		},
		Call::swap_coldkey {
			old_coldkey: coldkey(0),
			new_coldkey: coldkey(1),
			swap_cost: 0,
		},
		Call::dispute_coldkey_swap {},
		Call::reset_coldkey_swap { coldkey: coldkey(0) },
		Call::clear_coldkey_swap_announcement {},
		Call::register_limit {
			netuid,
			hotkey: key.clone(),
			limit_price: TAO,
		},
		Call::reject_parent {
			hotkey: key,
			netuid,
			parent: hotkey(2),
		},
		Call::set_tempo { netuid, tempo: 360 },
		Call::set_activity_cutoff_factor {
			netuid,
			factor_milli: 1_000,
		},
		Call::trigger_epoch { netuid },
		Call::confirm_owner { coldkey: coldkey(0) },
	]
}

#[test]
fn calls_should_fail_when_the_origin_is_not_theirs() {
	use frame_support::traits::{GetCallName, UnfilteredDispatchable};
	let calls = one_of_each_call();
	let named: Vec<&str> = calls.iter().map(GetCallName::get_call_name).collect();
	assert_eq!(named, Call::<Test>::get_call_names(), "the table has every call");
	TestChain::default().build_and_execute(|| {
		for call in calls {
			let strangers = match call {
				// What root alone may do.
				Call::root_dissolve_network { .. }
				| Call::swap_coldkey { .. }
				| Call::reset_coldkey_swap { .. }
				| Call::sudo_set_tx_childkey_take_rate_limit { .. }
				| Call::sudo_set_min_childkey_take { .. }
				| Call::sudo_set_max_childkey_take { .. }
				| Call::set_pending_childkey_cooldown { .. } => vec![RuntimeOrigin::none(), signed(&coldkey(0))],
				// Root, too, may do what only changes a subnet's terms.
				Call::set_activity_cutoff_factor { .. } | Call::set_tempo { .. } => {
					vec![RuntimeOrigin::none()]
				}
				_ => vec![RuntimeOrigin::none(), RuntimeOrigin::root()],
			};
			for origin in strangers {
				assert_noop!(
					call.clone()
						.dispatch_bypass_filter(origin)
						.map_err(|refused| refused.error),
					sp_runtime::DispatchError::BadOrigin
				);
			}
		}
	});
}
