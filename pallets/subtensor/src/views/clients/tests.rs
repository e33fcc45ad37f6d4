//! What clients see of a small market.

use super::{hyperparameters, locks, metagraph, neuron, staking, subnet, swap};
use crate::{mock::*, *};
use codec::Compact;
use frame_support::assert_ok;

/// A subnet of coldkey 9 (uid 0) with a validator of coldkey 1 (uid 1, 5 TAO staked) and a miner of coldkey 2 (uid 2), rated and
/// paid once.
fn market() -> NetUid {
	let netuid = create_subnet(&hotkey(9));
	register(netuid, &coldkey(1), &hotkey(1));
	register(netuid, &coldkey(2), &hotkey(2));
	stake(&coldkey(1), &hotkey(1), netuid, 5);
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	run_to_epoch(netuid);
	set_weights(netuid, &hotkey(9), &[(2, 1)]);
	set_weights(netuid, &hotkey(1), &[(2, 1)]);
	run_to_epoch(netuid);
	netuid
}

#[test]
fn neurons_should_be_told_as_they_are_stored() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let all = neuron::neurons::<Test>(netuid);
		assert_eq!(all.len(), 3);
		for (uid, neuron) in (0u16..).zip(&all) {
			let place = usize::from(uid);
			assert_eq!(Keys::<Test>::get(netuid, uid).as_ref(), Some(&neuron.hotkey));
			assert_eq!(owner_of::<Test>(&neuron.hotkey).as_ref(), Some(&neuron.coldkey));
			assert_eq!((neuron.uid, neuron.netuid), (Compact(uid), Compact(netuid)));
			assert_eq!(neuron.emission.0, Emission::<Test>::get(netuid)[place]);
			assert_eq!(neuron.dividends.0, Dividends::<Test>::get(netuid)[place]);
			let index = NetUidStorageIndex::from(netuid);
			assert_eq!(neuron.incentive.0, Incentive::<Test>::get(index)[place]);
			assert_eq!(neuron.last_update.0, LastUpdate::<Test>::get(index)[place]);
			let influence = StakeLedger::<Test>::influence(&neuron.hotkey, netuid);
			assert_eq!(
				neuron.stake,
				[(
					neuron.coldkey.clone(),
					Compact(influence.total() - influence.lock)
				)]
			);
			assert_eq!(neuron::neuron::<Test>(netuid, uid).as_ref(), Some(neuron));
		}
		assert_eq!(all[1].weights, [(Compact(2), Compact(u16::MAX))]);
		assert!(!all[1].bonds.is_empty() && all[1].validator_permit && !all[2].validator_permit);
		assert_eq!(neuron::neuron::<Test>(netuid, 3), None);
		assert_eq!(neuron::neurons_lite::<Test>(NetUid(7)), []);
	});
}

#[test]
fn metagraph_should_hold_every_neuron_in_every_list() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let graph = metagraph::whole::<Test>(netuid.into()).unwrap();
		assert_eq!(graph.hotkeys, [hotkey(9), hotkey(1), hotkey(2)]);
		assert_eq!(graph.coldkeys, [coldkey(9), coldkey(1), coldkey(2)]);
		assert_eq!((graph.owner_hotkey, graph.owner_coldkey), (hotkey(9), coldkey(9)));
		assert_eq!(graph.num_uids, Compact(3));
		assert_eq!(graph.alpha_out.0, SubnetTAO::<Test>::get(netuid));
		// Clients that divide by reserves come to one for one.
		assert_eq!((graph.alpha_in.0, graph.tao_in.0), (swap::DEPTH, swap::DEPTH));
		assert_eq!(graph.total_stake.len(), 3);
		assert_eq!(graph.subnet_emission, Compact(TAO / 2));
		assert_eq!(graph.burn.0, NeuronRegistry::<Test>::price(netuid));
		assert_eq!(metagraph::whole::<Test>(NetUid(7).into()), None);
		// The first subnet has no hotkey of its owner.
		let first = metagraph::whole::<Test>(FIRST.into()).unwrap();
		assert_eq!(first.owner_hotkey, AccountId::new([0; 32]));
	});
}

#[test]
fn metagraph_of_a_mechanism_should_tell_what_is_its_own() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let second = Mechanism {
			netuid,
			mecid: MechId(1),
		};
		assert_eq!(metagraph::whole::<Test>(second), None);
		assert_ok!(MechanismRegistry::<Test>::set_count(netuid, MechId(2)));
		for key in [9, 1] {
			let set = SubtensorModule::set_mechanism_weights;
			assert_ok!(set(
				signed(&hotkey(key)),
				netuid,
				second.mecid,
				vec![2, 0],
				vec![1, 1],
				0
			));
		}
		run_to_epoch(netuid);
		let graph = |mechanism| metagraph::whole::<Test>(mechanism).unwrap();
		let (first, second) = (graph(netuid.into()), graph(second));
		let of = |values: &[u16]| values.iter().copied().map(Compact).collect::<Vec<_>>();
		assert_eq!(first.incentives, of(&[0, 0, 65_535]));
		assert_eq!(second.incentives, of(&[32_767, 0, 32_767]));
		assert!(second.last_update[1] > first.last_update[1]);
		assert_eq!((first.emission, first.hotkeys), (second.emission, second.hotkeys));
	});
}

#[test]
fn selection_should_give_what_was_chosen_and_nothing_else() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let graph = metagraph::whole::<Test>(netuid.into()).unwrap();
		// hotkeys are the 52nd field after netuid, validators the 72nd, commitments the 73rd.
		let some = metagraph::selected::<Test>(netuid.into(), &[52, 72, 73, 9_999]).unwrap();
		assert_eq!(some.hotkeys, Some(graph.hotkeys));
		let weight = |uid: &Compact<Uid>| graph.total_stake[usize::from(uid.0)].0;
		let validators = some.validators.unwrap();
		assert_eq!(validators.len(), 2);
		assert!(validators.is_sorted_by_key(weight), "the heaviest comes last");
		assert_eq!(some.commitments, Some(vec![]));
		assert_eq!((some.name, some.coldkeys, some.emission), (None, None, None));
		let all: Vec<u16> = (0..74).collect();
		let all = metagraph::selected::<Test>(netuid.into(), &all).unwrap();
		let hotkeys = all.hotkeys.unwrap().into_iter();
		let nothing: Vec<_> = hotkeys.map(|hotkey| (hotkey, Compact(0))).collect();
		assert_eq!(all.alpha_dividends_per_hotkey, Some(nothing));
		assert_eq!(all.total_stake, Some(graph.total_stake));
	});
}

#[test]
fn subnets_should_be_denominated_in_tao() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		run_blocks(3);
		let info = subnet::dynamic::<Test>(netuid).unwrap();
		assert_eq!(info.pending_alpha_emission, Compact(3 * TAO / 2));
		assert_eq!(info.blocks_since_last_step, Compact(3));
		assert_eq!(info.moving_price.bits, 1 << 32);
		assert_eq!(
			subnet::dynamic::<Test>(NetUid::ROOT).unwrap().subnet_name,
			[114, 111, 111, 116].map(Compact)
		);
		let prices = swap::prices::<Test>();
		assert!(prices.iter().all(|price| price.price == 1_000_000_000));
		assert_eq!(prices.len(), 3);
		assert_eq!(swap::simulate(7).alpha_amount, 7);
		assert_eq!(subnet::info::<Test>(netuid).unwrap().subnetwork_n, Compact(3));
		assert_eq!(
			subnet::info_v2::<Test>(netuid).unwrap().emission_value,
			Compact(TAO / 2)
		);
		let state = subnet::state::<Test>(netuid).unwrap();
		assert_eq!(state.hotkeys.len(), state.alpha_stake.len());
	});
}

#[test]
fn stakes_should_be_told_with_what_cools_down() {
	let slow = |genesis: &mut GenesisConfig<Test>| genesis.stake_cooldown = Some(100);
	TestChain::default().with(slow).build_and_execute(|| {
		register(FIRST, &coldkey(1), &hotkey(1));
		stake(&coldkey(5), &hotkey(1), FIRST, 3);
		stake(&coldkey(5), &hotkey(1), NetUid::ROOT, 2);
		run_blocks(60);
		stake(&coldkey(5), &hotkey(1), NetUid::ROOT, 1);
		run_blocks(50);
		let stakes = staking::stakes_of::<Test>(&coldkey(5));
		let told: Vec<(u16, u64, u64)> = stakes
			.iter()
			.map(|s| (s.netuid.0.0, s.stake.0, s.locked.0))
			.collect();
		assert_eq!(told, [(0, 3 * TAO, 3 * TAO), (1, 3 * TAO, 0)]);
		assert!(!stakes[0].is_registered && stakes[1].is_registered);
		let available = staking::availability::<Test>(vec![coldkey(5), coldkey(6)], None);
		assert_eq!(available[&coldkey(5)][&FIRST].available, Compact(3 * TAO));
		assert_eq!(available[&coldkey(5)][&NetUid::ROOT].available, Compact(0));
		assert!(available[&coldkey(6)].is_empty());
		let nothing = staking::stake_info::<Test>(&hotkey(1), &coldkey(6), FIRST);
		assert_eq!(nothing.stake, Compact(0));

		let delegate = staking::delegate::<Test>(&hotkey(1)).unwrap();
		assert_eq!(delegate.owner_ss58, coldkey(1));
		let holdings = vec![
			(Compact(NetUid::ROOT), Compact(3 * TAO)),
			(Compact(FIRST), Compact(3 * TAO)),
		];
		assert_eq!(delegate.nominators, [(coldkey(5), holdings)]);
		assert_eq!(delegate.registrations, [Compact(FIRST)]);
		assert_eq!(staking::delegates::<Test>(), [delegate]);
		assert_eq!(staking::delegated::<Test>(&coldkey(5)).len(), 2);
	});
}

#[test]
fn hyperparameters_should_come_by_their_clients_names() {
	TestChain::default().build_and_execute(|| {
		let entries = hyperparameters::entries::<Test>(FIRST).unwrap();
		let value = |name: &str| {
			let entry = entries.iter().find(|entry| entry.name == name.as_bytes());
			entry.unwrap_or_else(|| panic!("{name}")).value.clone()
		};
		use hyperparameters::HyperparamValue::*;
		assert_eq!(value("tempo"), U16(Compact(TEMPO)));
		assert_eq!(value("commit_reveal_period"), U64(Compact(1)));
		assert_eq!(value("min_burn"), TaoBalance(Compact(500_000)));
		assert_eq!(value("subnet_is_active"), Bool(true));
		assert_eq!(
			value("alpha_sigmoid_steepness"),
			I32F32(subtensor_types::I32F32::whole(1_000))
		);
		let names: std::collections::BTreeSet<_> = entries.iter().map(|entry| &entry.name).collect();
		assert_eq!(names.len(), entries.len());
		assert_eq!(
			hyperparameters::first::<Test>(FIRST).unwrap().tempo,
			Compact(TEMPO)
		);
		assert_eq!(
			hyperparameters::second::<Test>(FIRST).unwrap().yuma_version,
			Compact(2)
		);
		assert_eq!(hyperparameters::entries::<Test>(NetUid(7)), None);
	});
}

/// The market, with hotkey 1 lending a third of its weight there to hotkey 2, which also publishes its endpoints.
fn lending_market() -> NetUid {
	let netuid = market();
	PendingChildKeyCooldown::<Test>::put(0);
	assert_ok!(SubtensorModule::set_children(
		signed(&coldkey(1)),
		hotkey(1),
		netuid,
		vec![(u64::MAX / 3, hotkey(2))]
	));
	assert_ok!(SubtensorModule::serve_axon(
		signed(&hotkey(2)),
		netuid,
		1,
		134_744_072,
		8_091,
		4,
		0,
		0,
		0
	));
	run_blocks(2);
	netuid
}

#[test]
fn weights_of_all_should_be_those_of_each() {
	TestChain::default().build_and_execute(|| {
		let netuid = lending_market();
		stake(&coldkey(1), &hotkey(1), NetUid::ROOT, 7);
		let hotkeys = [hotkey(9), hotkey(1), hotkey(2), hotkey(3)];
		let each = hotkeys
			.each_ref()
			.map(|key| StakeLedger::<Test>::influence(key, netuid));
		assert_eq!(StakeLedger::<Test>::influences(&hotkeys, netuid), each);
		assert!(each[0].lock > 0 && !each[2].loans.is_empty() && each[3].total() == 0);
	});
}

#[test]
fn one_neuron_should_be_that_of_the_list_when_asked_alone() {
	TestChain::default().build_and_execute(|| {
		let netuid = lending_market();
		for (uid, listed) in (0u16..).zip(neuron::neurons::<Test>(netuid)) {
			assert_eq!(neuron::neuron::<Test>(netuid, uid), Some(listed));
		}
		assert_eq!(neuron::neuron::<Test>(NetUid(7), 0), None);
	});
}

#[test]
fn chosen_fields_should_be_those_of_the_whole() {
	TestChain::default().build_and_execute(|| {
		let netuid = lending_market();
		let whole = metagraph::whole::<Test>(netuid.into()).unwrap();
		let one = |number: u16| metagraph::selected::<Test>(netuid.into(), &[number]).unwrap();
		// Each of those that cost reads, asked for alone.
		assert_eq!(one(52).hotkeys, Some(whole.hotkeys));
		assert_eq!(one(53).coldkeys, Some(whole.coldkeys));
		assert_eq!(one(54).identities, Some(whole.identities));
		assert_eq!(one(55).axons, Some(whole.axons));
		assert_eq!(one(66).block_at_registration, Some(whole.block_at_registration));
		assert_eq!(one(67).alpha_stake, Some(whole.alpha_stake));
		assert_eq!(one(68).tao_stake, Some(whole.tao_stake));
		assert_eq!(one(69).total_stake, Some(whole.total_stake));
		assert_eq!(one(52).axons, None);
	});
}

#[test]
fn questions_about_locks_should_be_answered_with_none() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		assert_eq!(locks::of_coldkey::<Test>(&coldkey(1), netuid), None);
		assert_eq!(locks::conviction::<Test>(&hotkey(1), netuid), U64F64::default());
		assert_eq!(locks::most_convicted::<Test>(netuid), None);
		assert_eq!(RootClaimType::<Test>::get(coldkey(1)), RootClaimTypeEnum::Swap);
		// Clients divide by these.
		assert_ne!((UnlockRate::<Test>::get(), MaturityRate::<Test>::get()), (0, 0));
	});
}

#[test]
fn subnet_to_prune_should_be_the_one_that_a_creation_closes() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		assert_eq!(subnet::to_prune::<Test>(), None, "there is room");
		SubnetLimit::<Test>::put(2);
		run_blocks(NetworkImmunityPeriod::<Test>::get() + 1);
		let weakest = subnet::to_prune::<Test>().unwrap();
		assert!([FIRST, netuid].contains(&weakest));
		NetworkRateLimit::<Test>::put(0);
		assert_ok!(SubtensorModule::register_network(signed(&coldkey(8)), hotkey(8)));
		assert!(SubnetCloser::<Test>::is_closing(weakest));
	});
}

#[test]
fn state_should_tell_what_each_earned_on_every_subnet() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let state = subnet::state::<Test>(netuid).unwrap();
		assert!(state.emission.iter().any(|emission| emission.0 > 0));
		let all = SubnetRegistry::<Test>::all();
		assert_eq!(state.emission_history.len(), all.len());
		for (other, earned) in all.into_iter().zip(&state.emission_history) {
			if other == netuid {
				assert_eq!(earned, &state.emission);
			} else {
				assert_eq!(earned, &[Compact(0); 3]);
			}
		}
	});
}
