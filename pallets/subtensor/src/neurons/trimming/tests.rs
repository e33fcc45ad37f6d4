//! What a trimming takes away and what it leaves.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeMap;

/// All that is kept of a neuron, with hotkeys in place of uids.
#[derive(Clone, Debug, PartialEq)]
struct Neuron {
	hotkey: AccountId,
	registered_at: u64,
	by_work: bool,
	axon: Option<AxonInfo>,
	active: bool,
	stake_weight: u16,
	consensus: u16,
	incentive: u16,
	dividends: u16,
	validator_trust: u16,
	permit: bool,
	emission: Rao,
	last_update: u64,
	weights: BTreeMap<AccountId, u16>,
	weights_as_of: Option<u64>,
	bonds: BTreeMap<AccountId, u16>,
}

/// The neurons of a subnet, by uid.
fn neurons(netuid: NetUid) -> Vec<Neuron> {
	let index = NetUidStorageIndex::from(netuid);
	let named = |row: PerUid<(u16, u16)>| {
		row.iter()
			.map(|(uid, value)| (Keys::<Test>::get(netuid, uid).unwrap(), *value))
			.collect()
	};
	(0..SubnetworkN::<Test>::get(netuid))
		.map(|uid| {
			let at = usize::from(uid);
			let hotkey = Keys::<Test>::get(netuid, uid).unwrap();
			Neuron {
				registered_at: BlockAtRegistration::<Test>::get(netuid, uid),
				by_work: RegisteredByWork::<Test>::contains_key(netuid, uid),
				axon: Axons::<Test>::get(netuid, &hotkey),
				active: Active::<Test>::get(netuid)[at],
				stake_weight: StakeWeight::<Test>::get(netuid)[at],
				consensus: Consensus::<Test>::get(netuid)[at],
				incentive: Incentive::<Test>::get(index)[at],
				dividends: Dividends::<Test>::get(netuid)[at],
				validator_trust: ValidatorTrust::<Test>::get(netuid)[at],
				permit: ValidatorPermit::<Test>::get(netuid)[at],
				emission: Emission::<Test>::get(netuid)[at],
				last_update: LastUpdate::<Test>::get(index)[at],
				weights: named(Weights::<Test>::get(index, uid)),
				weights_as_of: WeightsAsOf::<Test>::get(index, uid),
				bonds: named(Bonds::<Test>::get(index, uid)),
				hotkey,
			}
		})
		.collect()
}

/// What should be left of neurons when those that `stays` does not name are gone.
fn left_of(before: &[Neuron], stays: impl Fn(&Neuron) -> bool) -> Vec<Neuron> {
	let left: Vec<AccountId> = before
		.iter()
		.filter(|n| stays(n))
		.map(|n| n.hotkey.clone())
		.collect();
	let mut neurons: Vec<Neuron> = before.iter().filter(|n| stays(n)).cloned().collect();
	for neuron in &mut neurons {
		neuron.weights.retain(|hotkey, _| left.contains(hotkey));
		neuron.weights_as_of = neuron.weights_as_of.filter(|_| !neuron.weights.is_empty());
		neuron.bonds.retain(|hotkey, _| left.contains(hotkey));
	}
	neurons
}

fn trim(netuid: NetUid, max_n: u16) -> sp_runtime::DispatchResult {
	NeuronRegistry::<Test>::trim(netuid, max_n)
}

/// A subnet of coldkey 9 with its hotkey as uid 0 and hotkeys 1 to `others` after it; each paid as `paid` says, from uid 0 on.
fn subnet(others: u8, paid: &[Rao]) -> NetUid {
	let netuid = create_subnet(&hotkey(90));
	for key in 1..=others {
		register(netuid, &coldkey(key % 9), &hotkey(key));
	}
	Emission::<Test>::insert(netuid, PerUid::try_from(paid.to_vec()).unwrap());
	netuid
}

#[test]
fn least_paid_should_go_and_the_others_move_up() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet(5, &[0, 4, 1, 9, 2, 7]);
		let index = NetUidStorageIndex::from(netuid);
		let row = PerUid::try_from(vec![(1, 10), (2, 20), (3, 30), (4, 40)]).unwrap();
		Weights::<Test>::insert(index, 5, row.clone());
		Bonds::<Test>::insert(index, 5, row.clone());
		Weights::<Test>::insert(index, 4, row);
		for uid in [4, 5] {
			WeightsAsOf::<Test>::insert(index, uid, 1);
		}
		RegisteredByWork::<Test>::insert(netuid, 5, ());
		RegisteredByWork::<Test>::insert(netuid, 2, ());
		let before = neurons(netuid);

		assert_ok!(trim(netuid, 4));
		// Uids 2 and 4 were paid least; uid 0 even less, but it is the owner's.
		let after = neurons(netuid);
		assert_eq!(
			after,
			left_of(&before, |n| ![hotkey(2), hotkey(4)].contains(&n.hotkey))
		);
		let left: Vec<AccountId> = after.into_iter().map(|n| n.hotkey).collect();
		assert_eq!(left, [hotkey(90), hotkey(1), hotkey(3), hotkey(5)]);
		assert_eq!(
			WeightBook::<Test>::row(netuid.into(), 3).to_vec(),
			[(1, 10), (2, 30)]
		);
		assert_eq!(Bonds::<Test>::get(index, 3).to_vec(), [(1, 10), (2, 30)]);
		assert_eq!(MaxAllowedUids::<Test>::get(netuid), 4);
		let gone = Event::SubnetTrimmed {
			netuid,
			removed: 2,
			left: 4,
		};
		assert!(events().contains(&gone));
		// Those who went are released, and whoever comes now replaces somebody.
		for key in [2, 4] {
			assert_eq!(owner_of::<Test>(hotkey(key)), None);
		}
		assert_eq!(register(netuid, &coldkey(0), &hotkey(6)), 1);
	});
}

#[test]
fn commits_should_be_void_when_they_hide_old_numbers() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.commit_reveal_weights_enabled = true)
		.build_and_execute(|| {
			let netuid = subnet(3, &[9, 1, 9, 9]);
			run_blocks(1);
			let commit =
				|key: &AccountId| SubtensorModule::commit_weights(signed(key), netuid, H256::repeat_byte(1));
			for key in [hotkey(90), hotkey(3)] {
				assert_ok!(commit(&key));
			}
			let index = NetUidStorageIndex::from(netuid);
			assert_eq!(WeightCommits::<Test>::iter_key_prefix(index).count(), 2);
			assert_ok!(trim(netuid, 3));
			assert_eq!(WeightCommits::<Test>::iter_key_prefix(index).count(), 0);
			run_blocks(1);
			assert_ok!(commit(&hotkey(3)));
		});
}

#[test]
fn nobody_should_go_when_there_is_room() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet(3, &[0; 4]);
		let before = neurons(netuid);
		for max_n in [10, 4] {
			assert_ok!(trim(netuid, max_n));
			assert_eq!(neurons(netuid), before);
			assert_eq!(MaxAllowedUids::<Test>::get(netuid), max_n);
		}
	});
}

#[test]
fn trimming_should_be_refused_when_the_rules_say_so() {
	TestChain::default().build_and_execute(|| {
		let netuid = subnet(3, &[0; 4]);
		assert_noop!(trim(NetUid(9), 2), Error::<Test>::SubnetNotExists);
		assert_noop!(trim(NetUid::ROOT, 2), Error::<Test>::RootCannotBeTrimmed);
		assert_noop!(trim(netuid, 0), Error::<Test>::ValueNotInBounds);
		assert_noop!(trim(netuid, 257), Error::<Test>::ValueNotInBounds);
		// What root has set stays true.
		MinAllowedUids::<Test>::insert(netuid, 3);
		assert_noop!(trim(netuid, 2), Error::<Test>::ContradictsHyperparameters);
		assert_ok!(trim(netuid, 3));
	});
}

#[test]
fn immune_neurons_should_stay_and_take_no_more_than_four_fifths() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.immunity_period = 10)
		.build_and_execute(|| {
			let netuid = subnet(4, &[0; 5]);
			run_blocks(10);
			for key in 5..=8 {
				register(netuid, &coldkey(key), &hotkey(key));
			}
			let before = neurons(netuid);
			let too_many = Error::<Test>::TrimmingWouldExceedMaxImmunePercentage;
			// Four of four are immune.
			assert_noop!(trim(netuid, 4), too_many);
			// Four of five are 80 %: with the owner's hotkey they are what is left.
			assert_ok!(trim(netuid, 5));
			let stays = |n: &Neuron| n.hotkey == hotkey(90) || n.registered_at == Pallet::<Test>::now();
			assert_eq!(neurons(netuid), left_of(&before, stays));
		});
}

#[test]
fn owner_and_root_should_trim_when_the_owner_is_rested_and_no_epoch_is_near() {
	TestChain::default()
		.with(|genesis| genesis.chain.owner_hyperparam_rate_limit = 2)
		.with(|genesis| genesis.chain.admin_freeze_window = 3)
		.build_and_execute(|| {
			let trim = HyperparameterTable::<Test>::trim;
			let netuid = subnet(5, &[0; 6]);
			let owner = || signed(&coldkey(9));
			assert_noop!(trim(owner(), NetUid(9), 5), Error::<Test>::SubnetNotExists);
			assert_noop!(
				trim(signed(&coldkey(1)), netuid, 5),
				Error::<Test>::NotSubnetOwner
			);
			assert_noop!(
				trim(RuntimeOrigin::none(), netuid, 5),
				sp_runtime::traits::BadOrigin
			);
			assert_ok!(trim(owner(), netuid, 5));
			assert!(events().contains(&Event::MaxAllowedUidsSet(netuid, 5)));
			assert_noop!(trim(owner(), netuid, 4), Error::<Test>::TxRateLimitExceeded);
			assert_ok!(trim(RuntimeOrigin::root(), netuid, 4));
			run_to_epoch(netuid);
			run_to_epoch(netuid);
			run_blocks(7);
			assert_noop!(
				trim(owner(), netuid, 3),
				Error::<Test>::AdminActionProhibitedDuringWeightsWindow
			);
			run_to_epoch(netuid);
			assert_ok!(trim(owner(), netuid, 3));
			assert_eq!(SubnetworkN::<Test>::get(netuid), 3);
		});
}

#[test]
fn trimming_should_be_refused_when_too_few_can_go() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.immunity_period = 10)
		.build_and_execute(|| {
			let netuid = subnet(1, &[0; 2]);
			run_blocks(10);
			assert_ok!(trim(netuid, 2));
			assert_ok!(trim(netuid, 1));
			assert_eq!(
				Keys::<Test>::get(netuid, 0),
				Some(hotkey(90)),
				"the owner's is left"
			);
		});
}

/// A subnet with validators 1 and 2, who rate miners 3 and 4 three to one, and with 5 and 6, whom nobody rates, before them.
fn market() -> NetUid {
	let netuid = create_subnet(&hotkey(90));
	for key in [5, 1, 6, 2, 3, 4] {
		register(netuid, &coldkey(key), &hotkey(key));
	}
	for (key, tao) in [(1, 600), (2, 400)] {
		stake(&coldkey(key), &hotkey(key), netuid, tao);
	}
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	run_to_epoch(netuid);
	for key in [1, 2] {
		set_weights(netuid, &hotkey(key), &[(5, 3), (6, 1)]);
	}
	run_to_epoch(netuid);
	netuid
}

/// What the next epoch pays each hotkey.
fn next_pay(netuid: NetUid) -> BTreeMap<AccountId, Rao> {
	run_to_epoch(netuid);
	neurons(netuid)
		.into_iter()
		.map(|n| (n.hotkey, n.emission))
		.collect()
}

#[test]
fn pay_should_stay_the_same_when_those_whom_nobody_rates_go() {
	let pay_after = |max_n: Option<u16>| {
		let mut pay = BTreeMap::new();
		TestChain::default().build_and_execute(|| {
			let netuid = market();
			if let Some(max_n) = max_n {
				assert_ok!(trim(netuid, max_n));
			}
			pay = next_pay(netuid);
		});
		pay
	};
	let (mut untrimmed, trimmed) = (pay_after(None), pay_after(Some(5)));
	for key in [5, 6] {
		assert_eq!(untrimmed.remove(&hotkey(key)), Some(0));
	}
	assert_eq!(trimmed, untrimmed);
	assert!(trimmed[&hotkey(3)] > 2 * trimmed[&hotkey(4)] && trimmed[&hotkey(4)] > 0);
}

#[test]
fn pay_should_keep_its_proportions_when_somebody_who_earned_goes() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		// Three to one between 3 and 4, and the validators six to four; now 4 goes, and 3 earns for both.
		let before = next_pay(netuid);
		assert_ok!(trim(netuid, 4));
		let after = next_pay(netuid);
		assert_eq!(after.get(&hotkey(4)), None);
		let (miners, earned) = (before[&hotkey(3)] + before[&hotkey(4)], after[&hotkey(3)]);
		assert!(miners.abs_diff(earned) <= 1, "{before:?} {after:?}");
		let share = |pay: &BTreeMap<AccountId, Rao>| {
			let (one, two) = (pay[&hotkey(1)] as f64, pay[&hotkey(2)] as f64);
			one / (one + two)
		};
		assert!(
			(share(&before) - share(&after)).abs() < 0.01,
			"{before:?} {after:?}"
		);
	});
}

/// One neuron of a random subnet: what it was paid, whether it is immune, worked, publishes an endpoint; and to whom it gave weights
/// and bonds.
type Anybody = (u64, bool, bool, bool, Vec<u8>, Vec<u8>);

fn anybody() -> impl Strategy<Value = Anybody> {
	let row = || vec(any::<u8>(), 0..6);
	(
		0u64..4,
		prop::bool::weighted(0.2),
		any::<bool>(),
		any::<bool>(),
		row(),
		row(),
	)
}

/// A row over `n` uids.
fn row(dests: &[u8], n: usize) -> PerUid<(u16, u16)> {
	let row: BTreeMap<u16, u16> = dests
		.iter()
		.map(|dest| (u16::from(*dest) % n as u16, u16::from(*dest) + 1))
		.collect();
	PerUid::try_from(row.into_iter().collect::<Vec<_>>()).unwrap()
}

/// Makes a subnet of these neurons; the first is the owner's.
fn subnet_of(people: &[Anybody]) -> NetUid {
	let n = people.len();
	let netuid = subnet(n as u8 - 1, &people.iter().map(|one| one.0).collect::<Vec<_>>());
	let index = NetUidStorageIndex::from(netuid);
	for (uid, (paid, immune, worked, serves, weights, bonds)) in (0u16..).zip(people) {
		if !immune {
			BlockAtRegistration::<Test>::insert(netuid, uid, paid % 2);
		}
		if *worked {
			RegisteredByWork::<Test>::insert(netuid, uid, ());
		}
		if *serves {
			let axon = AxonInfo {
				port: uid,
				..Default::default()
			};
			Axons::<Test>::insert(netuid, Keys::<Test>::get(netuid, uid).unwrap(), axon);
		}
		if !weights.is_empty() {
			Weights::<Test>::insert(index, uid, row(weights, n));
			WeightsAsOf::<Test>::insert(index, uid, u64::from(uid));
		}
		if !bonds.is_empty() {
			Bonds::<Test>::insert(index, uid, row(bonds, n));
		}
	}
	let numbers = || (0..n as u16).collect::<Vec<_>>();
	let columns = neurons::EpochColumns {
		active: people.iter().map(|one| one.2).collect(),
		stake_weight: numbers(),
		consensus: numbers(),
		incentives: vec![numbers()],
		dividends: numbers(),
		validator_trust: numbers(),
		validator_permit: people.iter().map(|one| one.3).collect(),
		emission: people.iter().map(|one| one.0).collect(),
	};
	assert_ok!(NeuronRegistry::<Test>::write_epoch(netuid, columns));
	LastUpdate::<Test>::insert(
		index,
		PerUid::try_from((0..n as u64).collect::<Vec<_>>()).unwrap(),
	);
	netuid
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(200))]

	#[test]
	fn trimming_should_leave_the_rest_as_it_was(people in vec(anybody(), 1..12), max_n in 1u16..14) {
		let immunity = |genesis: &mut GenesisConfig<Test>| genesis.subnet_defaults.immunity_period = 50;
		TestChain::default().with(immunity).build_and_execute(|| {
			System::set_block_number(100);
			let netuid = subnet_of(&people);
			let before = neurons(netuid);
			let is_immune = |n: &Neuron| n.registered_at == 100;
			let immune = before.iter().filter(|n| is_immune(n)).count();
			let mut can_go: Vec<&Neuron> =
				before.iter().filter(|n| !is_immune(n) && n.hotkey != hotkey(90)).collect();
			can_go.sort_by_key(|n| (n.emission, n.registered_at)); // stable: by uid
			let beyond = before.len().saturating_sub(usize::from(max_n));

			let trimmed = trim(netuid, max_n);
			if immune * 10 > usize::from(max_n) * 8 || can_go.len() < beyond {
				assert_eq!(trimmed, Err(Error::<Test>::TrimmingWouldExceedMaxImmunePercentage.into()));
				return;
			}
			assert_ok!(trimmed);
			let gone: Vec<&AccountId> = can_go.iter().take(beyond).map(|n| &n.hotkey).collect();
			assert_eq!(neurons(netuid), left_of(&before, |n| !gone.contains(&&n.hotkey)));
			for hotkey in gone {
				assert_eq!(owner_of::<Test>(hotkey), None);
				assert_eq!(Axons::<Test>::get(netuid, hotkey), None);
				assert_eq!(Uids::<Test>::get(netuid, hotkey), None);
			}
		});
	}
}
