//! Registration by burning, replacement.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use std::collections::BTreeMap;

fn burned_register(owner: &AccountId, netuid: NetUid, key: &AccountId) -> sp_runtime::DispatchResult {
	SubtensorModule::burned_register(signed(owner), netuid, key.clone())
}

#[test]
fn registration_should_recycle_the_price_and_seat_the_hotkey() {
	TestChain::default().build_and_execute(|| {
		let (before, issuance) = (free(&coldkey(0)), Balances::total_issuance());
		assert_eq!(register(FIRST, &coldkey(0), &hotkey(1)), 0);
		assert_eq!(register(FIRST, &coldkey(0), &hotkey(2)), 1);
		// The price starts at 500,000 rao and rises by 26 % at each registration.
		assert_eq!(before - free(&coldkey(0)), 500_000 + 630_000);
		assert_eq!(issuance - Balances::total_issuance(), 1_130_000);
		assert_eq!(NeuronRegistry::<Test>::price(FIRST), 793_800);
		assert_eq!(Burn::<Test>::get(FIRST), 792_274, "in the next block");
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(0)));
		assert!(IsNetworkMember::<Test>::get(hotkey(2), FIRST));
		assert!(events().contains(&Event::NeuronRegistered(FIRST, 1, hotkey(2))));
	});
}

#[test]
fn price_should_halve_when_a_half_life_passes() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.min_burn = 1)
		.build_and_execute(|| {
			let start = 8 * TAO;
			set_price(FIRST, start);
			run_blocks(360);
			let price = NeuronRegistry::<Test>::price(FIRST);
			assert!((4 * TAO..4 * TAO + 200).contains(&price), "{price}");
			let shown = Burn::<Test>::get(FIRST);
			run_blocks(1);
			assert!(
				shown >= NeuronRegistry::<Test>::price(FIRST),
				"what clients read is never below what the next block charges"
			);
		});
}

#[test]
fn registration_should_fail_when_refused_by_the_rules() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		let owner = coldkey(0);
		let root = burned_register(&owner, NetUid::ROOT, &hotkey(2));
		assert_noop!(root, Error::<Test>::RegistrationNotPermittedOnRootSubnet);
		assert_noop!(
			burned_register(&owner, NetUid(9), &hotkey(2)),
			Error::<Test>::SubnetNotExists
		);
		let again = burned_register(&owner, FIRST, &hotkey(1));
		assert_noop!(again, Error::<Test>::HotKeyAlreadyRegisteredInSubNet);
		let netuid = create_subnet(&hotkey(9));
		let foreign = burned_register(&coldkey(1), netuid, &hotkey(1));
		assert_noop!(foreign, Error::<Test>::NonAssociatedColdKey);
		assert_noop!(
			burned_register(&account(50), FIRST, &hotkey(2)),
			Error::<Test>::NotEnoughBalanceToStake
		);
		NetworkRegistrationAllowed::<Test>::insert(FIRST, false);
		assert_noop!(
			burned_register(&owner, FIRST, &hotkey(2)),
			Error::<Test>::SubNetRegistrationDisabled
		);
	});
}

#[test]
fn registration_should_be_refused_when_the_price_is_above_the_limit() {
	TestChain::default().build_and_execute(|| {
		let register =
			|netuid, limit| SubtensorModule::register_limit(signed(&coldkey(0)), netuid, hotkey(1), limit);
		assert_noop!(
			register(NetUid::ROOT, TAO),
			Error::<Test>::RegistrationNotPermittedOnRootSubnet
		);
		assert_noop!(
			register(FIRST, 499_999),
			Error::<Test>::RegistrationPriceLimitExceeded
		);
		let before = free(&coldkey(0));
		assert_ok!(register(FIRST, 500_000));
		assert_eq!(before - free(&coldkey(0)), 500_000);
		assert_eq!(Uids::<Test>::get(FIRST, hotkey(1)), Some(0));
		assert_noop!(
			register(FIRST, TAO),
			Error::<Test>::HotKeyAlreadyRegisteredInSubNet
		);
	});
}

#[test]
fn registration_should_leave_the_payer_its_existential_deposit() {
	TestChain::default().build_and_execute(|| {
		let poor = account(50);
		assert_ok!(Balances::transfer_allow_death(
			signed(&coldkey(0)),
			poor.clone(),
			500_000 + 499
		));
		assert_noop!(
			burned_register(&poor, FIRST, &hotkey(1)),
			Error::<Test>::NotEnoughBalanceToStake
		);
		assert_ok!(Balances::transfer_allow_death(
			signed(&coldkey(0)),
			poor.clone(),
			1
		));
		assert_ok!(burned_register(&poor, FIRST, &hotkey(1)));
		assert_eq!(free(&poor), 500);
	});
}

#[test]
fn newcomer_should_replace_the_least_paid_when_full() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.max_allowed_uids = 3)
		.with(three_validators)
		.build_and_execute(|| {
			for key in 1..=3 {
				register(FIRST, &coldkey(0), &hotkey(key));
			}
			Emission::<Test>::insert(FIRST, PerUid::try_from(vec![5, 3, 4]).unwrap());
			assert_ok!(SubtensorModule::serve_axon(
				signed(&hotkey(2)),
				FIRST,
				1,
				0x0808_0808,
				1,
				4,
				0,
				0,
				0
			));
			run_blocks(1);
			set_weights(FIRST, &hotkey(2), &[(1, 1)]);
			run_blocks(1);
			assert_eq!(register(FIRST, &coldkey(0), &hotkey(4)), 1);
			assert_eq!(Uids::<Test>::get(FIRST, hotkey(2)), None);
			assert!(!IsNetworkMember::<Test>::get(hotkey(2), FIRST));
			assert_eq!(Axons::<Test>::get(FIRST, hotkey(2)), None);
			assert!(WeightBook::<Test>::row(FIRST.into(), 1).is_empty());
			assert_eq!(Emission::<Test>::get(FIRST).to_vec(), vec![5, 0, 4]);
			assert_eq!(BlockAtRegistration::<Test>::get(FIRST, 1), Pallet::<Test>::now());
			assert_eq!(SubnetworkN::<Test>::get(FIRST), 3);
		});
}

fn three_validators(genesis: &mut GenesisConfig<Test>) {
	genesis.subnet_defaults.max_allowed_validators = 3;
}

#[test]
fn newcomer_should_not_replace_the_owner_nor_the_immune() {
	let tiny = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.max_allowed_uids = 2;
		genesis.subnet_defaults.max_allowed_validators = 2;
		genesis.subnet_defaults.immunity_period = 100;
	};
	TestChain::default().with(tiny).build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(0), &hotkey(1));
		run_blocks(100);
		assert_eq!(
			register(netuid, &coldkey(0), &hotkey(2)),
			1,
			"uid 0 is the owner's"
		);
		// All but the owner are immune now: the same order applies among them.
		assert_eq!(register(netuid, &coldkey(0), &hotkey(3)), 1);
		assert_eq!(Keys::<Test>::get(netuid, 0), Some(hotkey(9)));
	});
}

fn lonely(genesis: &mut GenesisConfig<Test>) {
	genesis.subnet_defaults.max_allowed_uids = 1;
	genesis.subnet_defaults.max_allowed_validators = 1;
}

#[test]
fn newcomer_should_be_refused_when_only_the_owner_is_there() {
	TestChain::default().with(lonely).build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		assert_noop!(
			burned_register(&coldkey(0), netuid, &hotkey(1)),
			Error::<Test>::NoNeuronIdAvailable
		);
	});
}

/// What the pallet keeps: per storage item its keys and values.
type Kept = BTreeMap<String, Vec<(Vec<u8>, Vec<u8>)>>;

/// Everything that the pallet keeps now.
fn kept() -> Kept {
	let metadata = SubtensorModule::storage_metadata();
	let mut kept = Kept::new();
	for entry in metadata.entries {
		let prefix =
			frame_support::storage::storage_prefix(metadata.prefix.as_bytes(), entry.name.as_bytes());
		let mut rows = vec![];
		let mut key = prefix.to_vec();
		if let Some(value) = sp_io::storage::get(&key) {
			rows.push((key.clone(), value.to_vec()));
		}
		while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
			rows.push((next.clone(), sp_io::storage::get(&next).unwrap().to_vec()));
			key = next;
		}
		kept.insert(entry.name.to_string(), rows);
	}
	kept
}

/// The items of which two chains keep different things.
fn differing(one: &Kept, other: &Kept) -> Vec<String> {
	one.iter()
		.filter(|(name, rows)| other.get(*name) != Some(rows))
		.map(|(name, _)| name.clone())
		.collect()
}

/// A neuron does and gets all that there is for one.
fn live_fully(netuid: NetUid, key: &AccountId) {
	let uid = Uids::<Test>::get(netuid, key).unwrap();
	let n = usize::from(SubnetworkN::<Test>::get(netuid));
	let of = |value: u64| {
		(0..n)
			.map(|at| if at == usize::from(uid) { value } else { 0 })
			.collect::<Vec<u64>>()
	};
	let small = |value: u64| {
		of(value)
			.into_iter()
			.map(|value| value as u16)
			.collect::<Vec<u16>>()
	};
	let columns = crate::neurons::EpochColumns {
		active: of(0)
			.iter()
			.zip(0..)
			.map(|(_, at)| at != usize::from(uid))
			.collect(),
		stake_weight: small(1),
		consensus: small(2),
		incentives: MechanismRegistry::<Test>::of(netuid).map(|_| small(3)).collect(),
		dividends: small(4),
		validator_trust: small(5),
		validator_permit: of(1).iter().map(|permit| *permit == 1).collect(),
		emission: of(6),
	};
	assert_ok!(NeuronRegistry::<Test>::write_epoch(netuid, columns));
	RegisteredByWork::<Test>::insert(netuid, uid, ());
	let commit = WeightCommit {
		hash: H256::zero(),
		block: Pallet::<Test>::now(),
		reveal_epoch: 1,
	};
	let commits = Bounded::try_from(vec![commit]).unwrap();
	for mechanism in MechanismRegistry::<Test>::of(netuid) {
		let bonds = PerUid::try_from(vec![(0, 7)]).unwrap();
		Bonds::<Test>::insert(mechanism.index(), uid, bonds);
		WeightCommits::<Test>::insert(mechanism.index(), key, commits.clone());
		let commit = TimelockedCommit {
			epoch: 0,
			reveal_epoch: 1,
			block: Pallet::<Test>::now(),
			round: 9,
		};
		TimelockedCommits::<Test>::insert(mechanism.index(), key, commit);
		TimelockedWeightCommits::<Test>::mutate(mechanism.index(), 0, |list| {
			list.try_push((key.clone(), commit.block, Bounded::default(), 9))
				.unwrap();
		});
		TimelockQueue::<Test>::insert((9u64.to_be_bytes(), mechanism.index(), key), ());
		let Mechanism { netuid, mecid } = mechanism;
		assert_ok!(SubtensorModule::set_mechanism_weights(
			signed(key),
			netuid,
			mecid,
			vec![0],
			vec![1],
			0
		));
	}
	let certificate = vec![1, 2, 3];
	let ip = 0x0808_0808;
	let serve_axon = SubtensorModule::serve_axon_tls(signed(key), netuid, 1, ip, 1, 4, 0, 0, 0, certificate);
	assert_ok!(serve_axon);
	assert_ok!(SubtensorModule::serve_prometheus(
		signed(key),
		netuid,
		1,
		ip,
		1,
		4
	));
}

#[test]
fn replaced_uid_should_start_as_clean_as_a_fresh_one() {
	/// Uid 1 is given to hotkey 5, fresh or after somebody who lived fully; what is kept then.
	fn chain(before: Option<AccountId>) -> Kept {
		let mut after = None;
		TestChain::default().build_and_execute(|| {
			assert_ok!(MechanismRegistry::<Test>::set_count(FIRST, MechId(2)));
			register(FIRST, &coldkey(0), &hotkey(0));
			if let Some(key) = &before {
				assert_ok!(KeyRegistry::<Test>::associate(&coldkey(6), key));
				assert_ok!(NeuronRegistry::<Test>::admit(FIRST, key));
			}
			run_blocks(3);
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(5), &hotkey(5)));
			match &before {
				None => assert_eq!(NeuronRegistry::<Test>::admit(FIRST, &hotkey(5)), Ok(1)),
				Some(key) => {
					let untouched = kept();
					live_fully(FIRST, key);
					let touched = differing(&untouched, &kept());
					let per_neuron = [
						"Active",
						"Axons",
						"Bonds",
						"Consensus",
						"Dividends",
						"Emission",
						"Incentive",
						"LastUpdate",
						"NeuronCertificates",
						"Prometheus",
						"ProvisionalOwner",
						"RegisteredByWork",
						"StakeWeight",
						"TimelockQueue",
						"TimelockedCommits",
						"TimelockedWeightCommits",
						"ValidatorPermit",
						"ValidatorTrust",
						"WeightCommits",
						"Weights",
						"WeightsAsOf",
					];
					assert_eq!(touched, per_neuron);
					assert_ok!(NeuronRegistry::<Test>::replace(FIRST, 1, &hotkey(5)));
				}
			}
			after = Some(kept());
		});
		after.unwrap()
	}
	assert_eq!(
		differing(&chain(None), &chain(Some(hotkey(6)))),
		Vec::<String>::new()
	);
}
