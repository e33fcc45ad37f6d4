//! Several mechanisms in a subnet: what is apart, what is shared, and that every rao of both is accounted for.

mod commits;

use crate::{guards::Terms, mock::*, *};
use frame_support::{assert_noop, assert_ok};
use proptest::{collection::vec, prelude::*};
use sp_runtime::{DispatchResult, traits::BadOrigin};

fn mechanism(netuid: NetUid, mecid: u8) -> Mechanism {
	Mechanism {
		netuid,
		mecid: MechId(mecid),
	}
}

fn set_count(netuid: NetUid, count: u8) -> DispatchResult {
	HyperparameterTable::<Test>::set_mechanism_count(RuntimeOrigin::root(), netuid, MechId(count))
}

fn split(netuid: NetUid, parts: Option<&[u16]>) -> DispatchResult {
	let parts = parts.map(<[u16]>::to_vec);
	HyperparameterTable::<Test>::split_emission(RuntimeOrigin::root(), netuid, parts)
}

fn rate(mechanism: Mechanism, key: &AccountId, row: &[(u16, u16)]) -> DispatchResult {
	let (dests, weights) = row.iter().copied().unzip();
	let Mechanism { netuid, mecid } = mechanism;
	SubtensorModule::set_mechanism_weights(signed(key), netuid, mecid, dests, weights, 0)
}

fn row(mechanism: Mechanism, uid: Uid) -> Vec<(u16, u16)> {
	WeightBook::<Test>::row(mechanism, uid).into_inner()
}

/// A started subnet of coldkey 9 with two mechanisms, validators 1 to 3 (600, 400 and 200 TAO) and miners 4 to 6. The next epoch
/// pays; nothing is rated yet. Validators have permits.
fn market() -> NetUid {
	let netuid = create_subnet(&hotkey(9));
	for key in 1..=6 {
		register(netuid, &coldkey(key), &hotkey(key));
	}
	for (key, tao) in [(1, 600), (2, 400), (3, 200)] {
		stake(&coldkey(key), &hotkey(key), netuid, tao);
	}
	assert_ok!(set_count(netuid, 2));
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	run_to_epoch(netuid);
	netuid
}

/// Runs the next epoch of a subnet. Returns what was pending, what was recycled, and what the owner and the neurons got, in rao.
fn epoch(netuid: NetUid) -> (Rao, Rao, Rao, Vec<Rao>) {
	while EpochDue::<Test>::get(netuid) != Some(Pallet::<Test>::now() + 1) {
		run_blocks(1);
	}
	// Half of what the next block mints is pending, too.
	let pending = EmissionPlanner::<Test>::settle(netuid).unwrap() + TAO / 2;
	run_blocks(1);
	let mut owners = 0;
	let mut recycled = 0;
	for event in events() {
		match event {
			Event::EmissionPaid {
				netuid: of, owner, ..
			} if of == netuid => owners = owner,
			Event::Recycled { netuid: of, amount } if of == netuid => recycled += amount,
			_ => {}
		}
	}
	(
		pending,
		recycled,
		owners,
		Emission::<Test>::get(netuid).into_inner(),
	)
}

#[test]
fn mechanisms_should_be_rated_apart() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let [first, second] = [0, 1].map(|mecid| mechanism(netuid, mecid));
		assert_ok!(rate(second, &hotkey(1), &[(4, 1), (5, 3)]));
		assert!(events().contains(&Event::WeightsSet(second.index(), 1)));
		assert_eq!(row(second, 1), [(4, 21_845), (5, 65_535)]);
		assert_eq!(row(first, 1), []);
		// Each has a rate limit of its own; the calls without a number mean the first.
		set_weights(netuid, &hotkey(1), &[(6, 1)]);
		assert_eq!(row(first, 1), [(6, 65_535)]);
		for again in [first, second] {
			assert_noop!(
				rate(again, &hotkey(1), &[(5, 1)]),
				Error::<Test>::SettingWeightsTooFast
			);
		}
		run_blocks(1);
		assert_ok!(rate(first, &hotkey(1), &[(5, 1)]));
		assert_eq!(row(first, 1), [(5, 65_535)]);
		assert_eq!(row(second, 1), [(4, 21_845), (5, 65_535)]);
		let last = |mechanism| NeuronRegistry::<Test>::last_update(mechanism, 1).ok();
		let now = Pallet::<Test>::now();
		assert_eq!([last(first), last(second)], [Some(now), Some(now - 1)]);
	});
}

#[test]
fn mechanism_should_be_refused_when_it_does_not_exist() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		for mecid in [2, 15, 16, u8::MAX] {
			assert_noop!(
				rate(mechanism(netuid, mecid), &hotkey(1), &[(5, 1)]),
				Error::<Test>::MechanismDoesNotExist
			);
		}
		// The key of a mechanism is not that of a subnet.
		let alias = NetUid(mechanism(netuid, 1).index().0);
		let (dests, weights) = (vec![5], vec![1]);
		assert_noop!(
			SubtensorModule::set_weights(signed(&hotkey(1)), alias, dests, weights, 0),
			Error::<Test>::SubnetNotExists
		);
		assert_noop!(
			rate(mechanism(NetUid::ROOT, 0), &hotkey(1), &[(1, 1)]),
			Error::<Test>::CanNotSetRootNetworkWeights
		);
		let commit = |mecid| {
			SubtensorModule::commit_mechanism_weights(signed(&hotkey(1)), netuid, mecid, H256::zero())
		};
		CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
		assert_noop!(commit(MechId(2)), Error::<Test>::MechanismDoesNotExist);
		assert_ok!(commit(MechId(1)));
	});
}

#[test]
fn emission_should_be_divided_by_each_mechanisms_own_ratings() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let [first, second] = [0, 1].map(|mecid| mechanism(netuid, mecid));
		for key in [1, 2] {
			assert_ok!(rate(first, &hotkey(key), &[(4, 1)]));
		}
		for key in [1, 3] {
			assert_ok!(rate(second, &hotkey(key), &[(5, 1)]));
		}
		assert_ok!(split(netuid, Some(&[49_151, 16_384])));

		let (pending, recycled, owner, paid) = epoch(netuid);
		assert_eq!((pending, recycled, owner), (5 * TAO, 0, 900_000_000));
		// 41 % of 5 TAO are 2.05; times 49,151 / 65,535 and 16,384 / 65,535.
		assert_eq!(paid[4..], [1_537_492_180, 512_507_820, 0]);
		assert_eq!(paid.iter().sum::<Rao>() + owner, pending);
		// Who rated in both earned in both; the others in their own.
		assert!(paid[1] > paid[2] && paid[2] > paid[3] && paid[3] > 0, "{paid:?}");
		let incentive = |mechanism: Mechanism| Incentive::<Test>::get(mechanism.index()).into_inner();
		assert_eq!(incentive(first), [0, 0, 0, 0, 65_535, 0, 0]);
		assert_eq!(incentive(second), [0, 0, 0, 0, 0, 65_535, 0]);
		// What the subnet has once is the mean by the same shares.
		let consensus = Consensus::<Test>::get(netuid);
		assert_eq!(consensus[4..], [49_150, 16_383, 0], "rounded down");
		assert!(!Bonds::<Test>::get(first.index(), 2).is_empty());
		assert!(Bonds::<Test>::get(second.index(), 2).is_empty());
		assert!(Bonds::<Test>::get(first.index(), 3).is_empty());
		assert!(!Bonds::<Test>::get(second.index(), 3).is_empty());
	});
}

#[test]
fn emission_should_follow_the_split_when_it_changes() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		for key in [1, 2] {
			assert_ok!(rate(mechanism(netuid, 0), &hotkey(key), &[(4, 1)]));
			assert_ok!(rate(mechanism(netuid, 1), &hotkey(key), &[(5, 1)]));
		}
		let miners = |split_is: Option<&[u16]>| {
			assert_ok!(split(netuid, split_is));
			let (pending, recycled, owner, paid) = epoch(netuid);
			assert_eq!(paid.iter().sum::<Rao>() + owner + recycled, pending);
			[paid[4], paid[5]]
		};
		assert_eq!(miners(None), [1_025_000_000; 2]);
		assert_eq!(miners(Some(&[0, 65_535])), [0, 2_050_000_000]);
		assert_eq!(miners(Some(&[65_535, 0])), [2_050_000_000, 0]);
		assert_eq!(miners(None), [1_025_000_000; 2]);
	});
}

#[test]
fn part_of_a_mechanism_should_be_recycled_when_no_majority_rates_in_it() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		for key in [1, 2] {
			assert_ok!(rate(mechanism(netuid, 0), &hotkey(key), &[(4, 1)]));
		}
		// The third validator has a sixth of the stake. The others are active, though they rate elsewhere.
		assert_ok!(rate(mechanism(netuid, 1), &hotkey(3), &[(6, 1)]));
		let (pending, recycled, owner, paid) = epoch(netuid);
		assert_eq!(recycled, pending / 2);
		assert_eq!(owner, 450_000_000);
		assert_eq!(paid[4..], [1_025_000_000, 0, 0]);
		assert_eq!(paid.iter().sum::<Rao>() + owner + recycled, pending);
		// All that has no part is nobody's loss.
		assert_ok!(split(netuid, Some(&[65_535, 0])));
		assert_eq!(epoch(netuid).1, 0);
		// All of it to where nobody works: recycled, owner's cut and all.
		assert_ok!(split(netuid, Some(&[0, 65_535])));
		let (pending, recycled, owner, paid) = epoch(netuid);
		assert_eq!((recycled, owner, paid), (pending, 0, vec![0; 7]));
	});
}

#[test]
fn validator_should_be_active_when_it_rates_in_any_mechanism() {
	let quick = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.activity_cutoff_factor_milli = 1_000;
	};
	TestChain::default().with(quick).build_and_execute(|| {
		let netuid = market();
		run_blocks(u64::from(TEMPO) - 2);
		assert_ok!(rate(mechanism(netuid, 1), &hotkey(1), &[(5, 1)]));
		epoch(netuid);
		let active = Active::<Test>::get(netuid);
		assert_eq!(active[..4], [false, true, false, false]);
		// A new mechanism makes nobody active: in it they have done nothing since they registered.
		assert_ok!(set_count(netuid, 1));
		assert_ok!(set_count(netuid, 2));
		epoch(netuid);
		assert!(!Active::<Test>::get(netuid)[1]);
	});
}

#[test]
fn mechanism_that_comes_back_should_inherit_nothing() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let second = mechanism(netuid, 1);
		let registered_at = Pallet::<Test>::now() - u64::from(TEMPO);
		for key in [1, 2, 3] {
			assert_ok!(rate(second, &hotkey(key), &[(5, 1)]));
			set_weights(netuid, &hotkey(key), &[(4, 1)]);
		}
		assert_ok!(split(netuid, Some(&[1, 65_534])));
		epoch(netuid);
		CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
		let commit = |mecid| {
			SubtensorModule::commit_mechanism_weights(signed(&hotkey(1)), netuid, MechId(mecid), H256::zero())
		};
		assert_ok!(commit(1));
		assert_ok!(commit(0));
		assert!(!Bonds::<Test>::get(second.index(), 1).is_empty());
		let main: Vec<_> = Weights::<Test>::iter_prefix(NetUidStorageIndex::from(netuid)).collect();

		assert_ok!(set_count(netuid, 1));
		assert!(events().contains(&Event::MechanismCountSet {
			netuid,
			count: MechId(1)
		}));
		assert_ok!(invariants::check::<Test>());
		assert!(!LastUpdate::<Test>::contains_key(second.index()));
		assert_noop!(commit(1), Error::<Test>::MechanismDoesNotExist);

		assert_ok!(set_count(netuid, 2));
		let index = second.index();
		assert_eq!(Weights::<Test>::iter_prefix(index).count(), 0);
		assert_eq!(WeightsAsOf::<Test>::iter_prefix(index).count(), 0);
		assert_eq!(Bonds::<Test>::iter_prefix(index).count(), 0);
		assert_eq!(WeightCommits::<Test>::iter_prefix(index).count(), 0);
		assert_eq!(Incentive::<Test>::get(index).into_inner(), [0; 7]);
		assert!(
			LastUpdate::<Test>::get(index)
				.iter()
				.all(|block| *block < registered_at)
		);
		assert_eq!(MechanismEmissionSplit::<Test>::get(netuid), None);
		// The other mechanism has lost nothing.
		assert_eq!(
			Weights::<Test>::iter_prefix(NetUidStorageIndex::from(netuid)).collect::<Vec<_>>(),
			main
		);
		assert_eq!(
			WeightCommits::<Test>::get(NetUidStorageIndex::from(netuid), hotkey(1)).len(),
			1
		);
		CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
		assert_ok!(rate(second, &hotkey(1), &[(6, 1)]), ());
	});
}

#[test]
fn count_should_stay_within_its_bounds() {
	TestChain::default().build_and_execute(|| {
		let out_of_bounds = || Error::<Test>::ValueNotInBounds;
		assert_noop!(set_count(NetUid(9), 1), Error::<Test>::SubnetNotExists);
		for count in [0, 3, u8::MAX] {
			assert_noop!(set_count(FIRST, count), out_of_bounds());
		}
		assert_noop!(set_count(NetUid::ROOT, 2), out_of_bounds());
		assert_ok!(set_count(FIRST, 2));

		let most = |count| {
			HyperparameterTable::<Test>::set_chain(
				RuntimeOrigin::root(),
				ChainParameter::MaxMechanismCount(MechId(count)),
			)
		};
		assert_noop!(most(17), out_of_bounds());
		assert_ok!(most(16));
		assert_ok!(set_count(FIRST, 16));
		let max_uids = |most| {
			HyperparameterTable::<Test>::set(
				RuntimeOrigin::root(),
				FIRST,
				Hyperparameter::MaxAllowedUids(most),
			)
		};
		assert_noop!(max_uids(257), Error::<Test>::TooManyUIDsPerMechanism);
		assert_ok!(set_count(FIRST, 15));
		assert_ok!(max_uids(257));
		assert_noop!(set_count(FIRST, 16), Error::<Test>::TooManyUIDsPerMechanism);
		// Those that a subnet has it keeps.
		assert_ok!(most(1));
		assert_eq!(MechanismCountCurrent::<Test>::get(FIRST), MechId(15));
		assert_noop!(set_count(FIRST, 15), out_of_bounds());
		assert_ok!(set_count(FIRST, 1));
	});
}

#[test]
fn split_should_be_a_part_for_each_and_whole() {
	TestChain::default().build_and_execute(|| {
		assert_ok!(set_count(FIRST, 2));
		let wrong: [&[u16]; 5] = [&[], &[65_535], &[32_767, 32_767], &[65_535, 1], &[65_533, 1, 1]];
		for parts in wrong {
			assert_noop!(split(FIRST, Some(parts)), Error::<Test>::InvalidEmissionSplit);
		}
		let many = vec![u16::MAX; 100_000];
		assert_noop!(split(FIRST, Some(&many)), Error::<Test>::InvalidEmissionSplit);
		assert_ok!(split(FIRST, Some(&[65_535, 0])));
		assert!(events().contains(&Event::MechanismEmissionSplitSet {
			netuid: FIRST,
			split: Some(vec![65_535, 0])
		}));
		assert_ok!(split(FIRST, None));
		assert_eq!(MechanismRegistry::<Test>::shares(FIRST), [1, 1]);
	});
}

#[test]
fn owner_should_change_mechanisms_rarely_and_not_before_an_epoch() {
	let limited = |genesis: &mut GenesisConfig<Test>| {
		genesis.chain.owner_hyperparam_rate_limit = 1;
		genesis.chain.admin_freeze_window = 2;
	};
	TestChain::default().with(limited).build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		run_blocks(3);
		let count = |who: u8, count| {
			HyperparameterTable::<Test>::set_mechanism_count(signed(&coldkey(who)), netuid, MechId(count))
		};
		let split =
			|who: u8| HyperparameterTable::<Test>::split_emission(signed(&coldkey(who)), netuid, None);
		assert_noop!(count(8, 2), Error::<Test>::NotSubnetOwner);
		assert_noop!(split(8), Error::<Test>::NotSubnetOwner);
		let none = HyperparameterTable::<Test>::set_mechanism_count(RuntimeOrigin::none(), netuid, MechId(2));
		assert_noop!(Err::<(), _>(none.unwrap_err()), BadOrigin);
		assert_ok!(count(9, 2));
		assert_ok!(split(9));
		assert_noop!(count(9, 1), Error::<Test>::TxRateLimitExceeded);
		assert_noop!(split(9), Error::<Test>::TxRateLimitExceeded);
		assert_ok!(set_count(netuid, 1));
		run_blocks(u64::from(TEMPO));
		assert_ok!(split(9));
		run_blocks(9 * u64::from(TEMPO) - 1);
		assert_noop!(count(9, 2), Error::<Test>::TxRateLimitExceeded);
		run_blocks(1);
		assert_ok!(count(9, 2));
		// With usual values it is once in 7,200 blocks.
		let (usual, chain) = (Hyperparameters::default(), ChainParameters::default());
		assert_eq!(
			u64::from(usual.tempo) * u64::from(chain.owner_hyperparam_rate_limit) * 10,
			7_200
		);

		let due = EpochDue::<Test>::get(netuid).unwrap() + 20 * u64::from(TEMPO);
		run_blocks(due - 2 - Pallet::<Test>::now());
		let frozen = Error::<Test>::AdminActionProhibitedDuringWeightsWindow;
		assert_noop!(count(9, 1), frozen);
		let frozen = Error::<Test>::AdminActionProhibitedDuringWeightsWindow;
		assert_noop!(split(9), frozen);
	});
}

#[test]
fn trimming_should_number_the_neurons_of_all_mechanisms_anew() {
	TestChain::default().build_and_execute(|| {
		let netuid = market();
		let second = mechanism(netuid, 1);
		for key in [1, 2] {
			set_weights(netuid, &hotkey(key), &[(6, 1)]);
			assert_ok!(rate(second, &hotkey(key), &[(4, 1), (6, 3)]));
		}
		epoch(netuid);
		let before = Bonds::<Test>::get(second.index(), 2).into_inner();
		let incentive = Incentive::<Test>::get(second.index()).into_inner();
		assert_eq!(before.iter().map(|(uid, _)| *uid).collect::<Vec<_>>(), [4, 6]);
		// Validator 3 and miner 5 earned nothing.
		assert_ok!(NeuronRegistry::<Test>::trim(netuid, 5));
		assert_eq!(row(second, 2), [(3, 21_845), (4, 65_535)]);
		let bonds: Vec<u16> = before.iter().map(|(_, bond)| *bond).collect();
		assert_eq!(
			Bonds::<Test>::get(second.index(), 2).to_vec(),
			[(3, bonds[0]), (4, bonds[1])]
		);
		assert_eq!(
			Incentive::<Test>::get(second.index()).to_vec(),
			[0, 0, 0, incentive[4], incentive[6]]
		);
		assert_eq!(LastUpdate::<Test>::get(second.index()).len(), 5);
	});
}

#[test]
fn what_mechanisms_cost_should_be_declared() {
	const N: u8 = 12;
	let full = |count: u8| {
		move || {
			MaxMechanismCount::<Test>::put(MechId(16));
			for key in 1..=N {
				register(FIRST, &coldkey(key % 9), &hotkey(key));
				stake(&coldkey(key % 9), &hotkey(key), FIRST, 10);
			}
			assert_ok!(set_count(FIRST, count));
			run_to_epoch(FIRST);
			run_blocks(1);
			let all: Vec<(u16, u16)> = (0..u16::from(N)).map(|uid| (uid, 1)).collect();
			for mecid in 0..count {
				for key in 1..=N {
					assert_ok!(rate(mechanism(FIRST, mecid), &hotkey(key), &all));
				}
			}
			while EpochDue::<Test>::get(FIRST) != Some(Pallet::<Test>::now() + 1) {
				run_blocks(1);
			}
		}
	};
	let assert_covers = |declared: Weight, touched: Accesses| {
		let needed = touched.weight();
		assert!(needed.all_lte(declared), "{touched:?} {declared:?}");
	};
	for count in [1, 2, 16] {
		let mut declared = Weight::zero();
		let touched = TestChain::default().count_accesses(full(count), || {
			let index = SubnetEpochIndex::<Test>::get(FIRST);
			System::set_block_number(System::block_number() + 1);
			declared = BlockStep::<Test>::start();
			assert_eq!(SubnetEpochIndex::<Test>::get(FIRST), index + 1);
		});
		assert_covers(declared, touched);

		let with_bonds = || {
			full(count)();
			run_blocks(1);
			MaxAllowedUids::<Test>::insert(FIRST, u16::from(N));
		};
		let m = u32::from(count);
		let lowered = TestChain::default().count_accesses(with_bonds, || {
			assert_ok!(set_count(FIRST, 1));
		});
		assert_covers(
			<Test as Config>::WeightInfo::set_mechanism_count(N.into(), m - 1),
			lowered,
		);
		let trimmed = TestChain::default().count_accesses(with_bonds, || {
			assert_ok!(NeuronRegistry::<Test>::trim(FIRST, 6));
		});
		assert_covers(<Test as Config>::WeightInfo::trim(N.into(), m), trimmed);
		let replaced = TestChain::default().count_accesses(with_bonds, || {
			register(FIRST, &coldkey(9), &hotkey(50));
		});
		assert_covers(
			<Test as Config>::WeightInfo::burned_register(N.into(), m),
			replaced,
		);
	}
	let raised = TestChain::default().count_accesses(full(1), || {
		assert_ok!(set_count(FIRST, 16));
	});
	assert_covers(
		<Test as Config>::WeightInfo::set_mechanism_count(N.into(), 15),
		raised,
	);
	let split = TestChain::default().count_accesses(full(2), || {
		assert_ok!(split(FIRST, Some(&[1, 65_534])));
	});
	assert_covers(<Test as Config>::WeightInfo::split_emission(), split);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(40))]

	/// Random ratings in three mechanisms, of all or a few, under a random split.
	#[test]
	fn every_rao_should_be_paid_or_recycled(
		rows in vec(vec((4u16..7, 0..3u16), 0..3), 9),
		parts in prop::option::of((0..=u16::MAX, 0..=u16::MAX)),
	) {
		TestChain::default().build_and_execute(|| {
			MaxMechanismCount::<Test>::put(MechId(3));
			let netuid = market();
			assert_ok!(set_count(netuid, 3));
			let parts = parts.map(|(one, other)| {
				let (low, high) = (one.min(other), one.max(other));
				vec![low, high - low, u16::MAX - high]
			});
			assert_ok!(split(netuid, parts.as_deref()));
			for (at, row) in rows.iter().enumerate() {
				let distinct: std::collections::BTreeMap<u16, u16> = row.iter().copied().collect();
				let row: Vec<(u16, u16)> = distinct.into_iter().collect();
				if !row.is_empty() {
					assert_ok!(rate(mechanism(netuid, (at / 3) as u8), &hotkey((at % 3) as u8 + 1), &row));
				}
			}
			let issuance = Balances::total_issuance();
			let before = Pallet::<Test>::now();
			let (pending, recycled, owner, paid) = epoch(netuid);
			assert_eq!(paid.iter().sum::<Rao>() + owner + recycled, pending);
			// Subnet 1, on which nobody works, recycles too.
			let minted = (Pallet::<Test>::now() - before) * TAO;
			assert!(Balances::total_issuance() <= issuance + minted - recycled);
		});
	}
}
