//! What clients are told is what the calls do.

use super::*;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn price_should_be_what_a_registration_costs() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		run_blocks(3);
		let (price, before) = (Views::<Test>::registration_price(FIRST), free(&coldkey(0)));
		register(FIRST, &coldkey(0), &hotkey(2));
		assert_eq!(price, Some(before - free(&coldkey(0))));
		assert_eq!(
			Views::<Test>::registration_difficulty(FIRST),
			Some(NeuronRegistry::<Test>::difficulty(FIRST))
		);
	});
}

#[test]
fn price_should_be_none_where_nobody_can_register() {
	TestChain::default().build_and_break(|| {
		for netuid in [NetUid::ROOT, NetUid(9)] {
			assert_eq!(Views::<Test>::registration_price(netuid), None);
			assert_eq!(Views::<Test>::registration_difficulty(netuid), None);
		}
		NetworkRegistrationAllowed::<Test>::insert(FIRST, false);
		assert_eq!(Views::<Test>::registration_price(FIRST), None);
		assert!(Views::<Test>::registration_difficulty(FIRST).is_some());
		NetworkPowRegistrationAllowed::<Test>::insert(FIRST, false);
		assert_eq!(Views::<Test>::registration_difficulty(FIRST), None);
	});
}

#[test]
fn cost_should_be_what_a_subnet_locks() {
	TestChain::default().build_and_execute(|| {
		create_subnet(&hotkey(8));
		run_blocks(7);
		let cost = Views::<Test>::creation_cost();
		let netuid = create_subnet(&hotkey(9));
		assert_eq!(
			SubnetLocked::<Test>::get(netuid),
			cost - 500,
			"and the deposit of its pot"
		);
	});
}

fn limit(who: &AccountId, netuid: NetUid, call: &str) -> Option<RateLimit> {
	let limits = Views::<Test>::rate_limits(who, netuid);
	limits.into_iter().find(|limit| limit.call == call.as_bytes())
}

/// The act is refused until the block that the view names, and then it is not.
fn assert_kept(
	who: &AccountId,
	netuid: NetUid,
	call: &str,
	refusal: Error<Test>,
	act: impl Fn() -> sp_runtime::DispatchResult,
) {
	assert_ok!(act());
	let told = limit(who, netuid, call).unwrap();
	assert_eq!(told.last_used, Some(Pallet::<Test>::now()), "{call}");
	assert_eq!(told.next_allowed, Pallet::<Test>::now() + told.limit);
	run_blocks(told.limit - 1);
	assert_noop!(act(), refusal);
	run_blocks(1);
	assert_ok!(act());
}

fn limited(genesis: &mut GenesisConfig<Test>) {
	genesis.subnet_defaults.serving_rate_limit = 4;
	genesis.subnet_defaults.weights_set_rate_limit = 3;
}

#[test]
fn limits_of_a_neuron_should_be_kept_to_the_block() {
	TestChain::default().with(limited).build_and_execute(|| {
		let key = hotkey(1);
		register(FIRST, &coldkey(0), &key);
		let fresh = limit(&key, FIRST, "serve_axon").unwrap();
		assert_eq!((fresh.last_used, fresh.next_allowed, fresh.limit), (None, 0, 4));
		// A registration counts as having set weights.
		assert_eq!(limit(&key, FIRST, "set_weights").unwrap().next_allowed, 4);
		run_blocks(3);
		let too_fast = Error::SettingWeightsTooFast;
		assert_kept(&key, FIRST, "set_weights", too_fast, || {
			SubtensorModule::set_weights(signed(&key), FIRST, vec![0], vec![1], 0)
		});
		let exceeded = || Error::ServingRateLimitExceeded;
		assert_kept(&key, FIRST, "serve_axon", exceeded(), || {
			SubtensorModule::serve_axon(signed(&key), FIRST, 1, 0x0808_0808, 1, 4, 0, 0, 0)
		});
		assert_eq!(
			limit(&key, FIRST, "serve_axon_tls").unwrap().next_allowed,
			limit(&key, FIRST, "serve_axon").unwrap().next_allowed
		);
		assert_kept(&key, FIRST, "serve_prometheus", exceeded(), || {
			SubtensorModule::serve_prometheus(signed(&key), FIRST, 1, 0x0808_0808, 1, 4)
		});
	});
}

#[test]
fn limits_of_a_neuron_should_name_commits_where_weights_are_hidden() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		assert!(limit(&hotkey(1), FIRST, "commit_weights").is_some());
		assert_eq!(limit(&hotkey(1), FIRST, "set_weights"), None);
	});
}

#[test]
fn limit_of_a_take_should_be_kept_to_the_block() {
	TestChain::default().build_and_execute(|| {
		let key = hotkey(1);
		assert_eq!(limit(&key, NetUid(9), "increase_take"), None, "nobody owns it");
		register(FIRST, &coldkey(0), &key);
		Delegates::<Test>::insert(&key, 5);
		TxDelegateTakeRateLimit::<Test>::put(5);
		let refusal = Error::DelegateTxRateLimitExceeded;
		assert_kept(&key, NetUid(9), "increase_take", refusal, || {
			let take = Delegates::<Test>::get(&key) + 1;
			SubtensorModule::increase_take(signed(&coldkey(0)), key.clone(), take)
		});
	});
}

#[test]
fn limits_of_each_mechanism_should_be_told() {
	TestChain::default().with(limited).build_and_execute(|| {
		let key = hotkey(1);
		register(FIRST, &coldkey(0), &key);
		assert_ok!(MechanismRegistry::<Test>::set_count(FIRST, MechId(2)));
		run_blocks(3);
		let too_fast = Error::SettingWeightsTooFast;
		assert_kept(&key, FIRST, "set_mechanism_weights", too_fast, || {
			SubtensorModule::set_mechanism_weights(signed(&key), FIRST, MechId(1), vec![0], vec![1], 0)
		});
		let told = limit(&key, FIRST, "set_mechanism_weights").unwrap();
		assert_eq!(told.mechanism, MechId(1));
		assert_eq!(limit(&key, FIRST, "set_weights").unwrap().next_allowed, 4);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		assert!(limit(&key, FIRST, "commit_mechanism_weights").is_some());
		assert_eq!(limit(&key, FIRST, "set_mechanism_weights"), None);
	});
}

#[test]
fn limits_of_relations_should_be_kept_to_the_block() {
	let limited = |genesis: &mut GenesisConfig<Test>| {
		genesis.childkey_rate_limit = 3;
		genesis.chain.tx_childkey_take_rate_limit = 4;
	};
	TestChain::default().with(limited).build_and_execute(|| {
		let (owner, key) = (coldkey(0), hotkey(1));
		register(FIRST, &owner, &key);
		assert_kept(&key, FIRST, "set_children", Error::TxRateLimitExceeded, || {
			SubtensorModule::set_children(signed(&owner), key.clone(), FIRST, vec![])
		});
		let take = core::cell::Cell::new(0);
		let exceeded = Error::TxChildkeyTakeRateLimitExceeded;
		assert_kept(&key, FIRST, "set_childkey_take", exceeded, || {
			let raised = take.get() + 1;
			SubtensorModule::set_childkey_take(signed(&owner), key.clone(), FIRST, raised)
				.map(|()| take.set(raised))
		});
		assert_eq!(limit(&key, NetUid::ROOT, "set_children"), None);
	});
}

#[test]
fn limits_of_a_seat_should_be_those_of_root() {
	TestChain::default().build_and_execute(|| {
		assert_ok!(SubtensorModule::root_register(signed(&coldkey(0)), hotkey(1)));
		assert!(limit(&hotkey(1), NetUid::ROOT, "set_root_weights").is_some());
		assert_eq!(limit(&hotkey(1), NetUid::ROOT, "set_weights"), None);
	});
}

#[test]
fn limits_of_an_owner_should_be_kept_to_the_block() {
	TestChain::default().build_and_execute(|| {
		let (netuid, owner) = (create_subnet(&hotkey(9)), coldkey(9));
		AdminFreezeWindow::<Test>::put(0);
		OwnerHyperparamRateLimit::<Test>::put(2);
		let call = "sudo_set_serving_rate_limit";
		assert_kept(&owner, netuid, call, Error::TxRateLimitExceeded, || {
			let value = Hyperparameter::ServingRateLimit(19);
			HyperparameterTable::<Test>::set(signed(&owner), netuid, value)
		});
		let rare = limit(&owner, netuid, "sudo_trim_to_max_allowed_uids").unwrap();
		assert_eq!(rare.last_used, None);
		assert_eq!(limit(&owner, netuid, "sudo_set_tempo"), None, "that is root's");
		assert_eq!(limit(&coldkey(0), netuid, call), None, "somebody else's subnet");
		assert_eq!(limit(&owner, netuid, "trigger_epoch"), None, "that is root's too");
		OwnerTempoControl::<Test>::put(true);
		assert_kept(&owner, netuid, "set_tempo", Error::TxRateLimitExceeded, || {
			SubtensorModule::set_tempo(signed(&owner), netuid, 10)
		});
		let shared = |call| limit(&owner, netuid, call).unwrap().next_allowed;
		assert_eq!(shared("trigger_epoch"), shared("set_tempo"));
	});
}

#[test]
fn limits_should_be_those_of_anybody_where_the_account_has_no_part() {
	let rare = |genesis: &mut GenesisConfig<Test>| genesis.chain.network_rate_limit = 5;
	TestChain::default().with(rare).build_and_execute(|| {
		let anybody = Views::<Test>::rate_limits(&hotkey(1), NetUid(9));
		assert_eq!(anybody.len(), 1);
		let create = "register_network";
		let number = core::cell::Cell::new(10u8);
		let refusal = Error::NetworkTxRateLimitExceeded;
		assert_kept(&coldkey(3), FIRST, create, refusal, || {
			number.set(number.get() + 1);
			SubtensorModule::register_network(signed(&coldkey(9)), hotkey(number.get()))
		});
	});
}

#[test]
fn limits_of_swaps_should_be_kept_to_the_block() {
	TestChain::default()
		.with(|genesis| genesis.chain.tx_rate_limit = 4)
		.build_and_execute(|| {
			let owner = coldkey(0);
			register(FIRST, &owner, &hotkey(1));
			let swap = || {
				let (old, new) = match Uids::<Test>::contains_key(FIRST, hotkey(1)) {
					true => (hotkey(1), hotkey(2)),
					false => (hotkey(2), hotkey(1)),
				};
				let swapped = SubtensorModule::swap_hotkey(signed(&owner), old, new, None);
				swapped.map(|_| ()).map_err(|refused| refused.error)
			};
			let refusal = Error::HotKeySetTxRateLimitExceeded;
			assert_kept(&owner, FIRST, "swap_hotkey", refusal, swap);
			let neurons = limit(&hotkey(1), FIRST, "swap_hotkey").unwrap();
			assert_eq!(neurons.limit, swaps::HOTKEY_SWAP_ON_SUBNET_INTERVAL);
			assert_eq!(neurons.last_used, Some(Pallet::<Test>::now()));
		});
}
