//! Commitments: who may commit how much, that it is free and checked by the pool, and that it goes with the neuron.

use super::*;
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use pallet_commitments::{CommitmentInfo, CommitmentOf, Data, Error, LastBondsReset, MaxSpace, UsedSpaceOf};
use pallet_subtensor::{
	Bonds, BondsResetOn, LastEpochBlock, NeuronRegistry, SubnetEpochIndex, guards::Refusal,
};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Dave, Eve};
use sp_runtime::{DispatchError, transaction_validity::InvalidTransaction};
use subtensor_types::{NetUid, NetUidStorageIndex};

const SUBNET: NetUid = NetUid(1);

type Info = CommitmentInfo<<Runtime as pallet_commitments::Config>::MaxFields>;

fn info(fields: Vec<Data>) -> Box<Info> {
	let fields = fields.try_into().expect("three fields at most");
	Box::new(CommitmentInfo { fields })
}

fn bytes(length: usize) -> Data {
	Data::BigRaw(vec![7; length].try_into().expect("512 at most"))
}

fn commit(fields: Vec<Data>) -> RuntimeCall {
	let info = info(fields);
	pallet_commitments::Call::set_commitment { netuid: SUBNET, info }.into()
}

fn set(who: Sr25519Keyring, fields: Vec<Data>) -> Result<(), DispatchError> {
	let origin = RuntimeOrigin::signed(who.to_account_id());
	Commitments::set_commitment(origin, SUBNET, info(fields))
		.map(|_weight| ())
		.map_err(|refused| refused.error)
}

fn sound() {
	pallet_commitments::invariants::check::<Runtime>().expect("commitments are in order");
}

#[test]
fn commitment_should_be_encoded_as_clients_do() {
	let raw = Data::Raw(b"hello".to_vec().try_into().expect("it fits"));
	let call = commit(vec![raw, Data::ResetBondsFlag]);
	let mut expected = vec![18, 0, 1, 0, 2 << 2, 6];
	expected.extend(b"hello");
	expected.push(135);
	assert_eq!(call.encode(), expected);
	let limit = pallet_commitments::Call::<Runtime>::set_max_space { new_limit: 1 };
	assert_eq!(RuntimeCall::from(limit).encode()[..2], [18, 2]);
}

#[test]
fn neuron_should_commit_for_nothing() {
	chain_with_a_poor_neuron(false, || {
		let eve = Eve.to_account_id();
		assert_eq!(Balances::free_balance(&eve), 0);
		let validity = validate(commit(vec![bytes(10)]), Eve, 1).expect("a neuron commits");
		assert_eq!(validity.provides.len(), 2, "it has a place of its own");
		assert_eq!(apply(commit(vec![bytes(10)]), Eve, 1), Ok(Ok(())));
		let first = CommitmentOf::<Runtime>::get(SUBNET, &eve).expect("it is kept");
		assert_eq!((first.deposit, first.block), (0, System::block_number()));
		assert_eq!(first.info, *info(vec![bytes(10)]));
		System::assert_has_event(
			pallet_commitments::Event::Commitment {
				netuid: SUBNET,
				who: eve.clone(),
			}
			.into(),
		);
		// The next takes its place.
		assert_eq!(apply(commit(vec![Data::None]), Eve, 2), Ok(Ok(())));
		assert_eq!(CommitmentOf::<Runtime>::iter().count(), 1);
		sound();
	});
}

#[test]
fn commitment_should_be_refused_by_the_pool_when_it_would_fail_and_could_not_pay() {
	chain_with_a_poor_neuron(false, || {
		let failed = Data::TimelockRevealFailed {
			encrypted: Default::default(),
			reveal_round: 1,
		};
		MaxSpace::<Runtime>::put(1_000);
		frame_system::Pallet::<Runtime>::inc_sufficients(&Dave.to_account_id());
		let cases = [
			(
				Dave,
				vec![],
				Refusal::HotKeyNotRegisteredInSubNet,
				Error::AccountNotAllowedCommit,
			),
			(
				Eve,
				vec![failed],
				Refusal::TimelockRevealFailedNotAllowed,
				Error::TimelockRevealFailedNotAllowed,
			),
			(
				Eve,
				vec![bytes(512), bytes(512)],
				Refusal::SpaceLimitExceeded,
				Error::SpaceLimitExceeded,
			),
		];
		for (who, fields, refusal, error) in cases {
			let nonce = System::account_nonce(who.to_account_id());
			assert_eq!(validate(commit(fields.clone()), who, nonce), Err(refusal.into()));
			assert_eq!(apply(commit(fields.clone()), who, nonce), Err(refusal.into()));
			let error: Error<Runtime> = error;
			assert_noop!(set(who, fields), error);
		}
		let nowhere = pallet_commitments::Call::set_commitment {
			netuid: NetUid(9),
			info: info(vec![]),
		};
		let refused = Err(Refusal::HotKeyNotRegisteredInSubNet.into());
		assert_eq!(validate(nowhere.into(), Eve, 1), refused);
	});
}

#[test]
fn commitment_should_pay_and_give_its_own_error_when_it_fails() {
	chain_with_a_poor_neuron(false, || {
		let alice = Alice.to_account_id();
		assert_ok!(Balances::mint_into(&alice, constants::TAO));
		let before = Balances::free_balance(&alice);
		let nonce = System::account_nonce(&alice);
		assert_eq!(
			apply(commit(vec![bytes(10)]), Alice, nonce),
			Ok(Err(Error::<Runtime>::AccountNotAllowedCommit.into()))
		);
		assert!(Balances::free_balance(&alice) < before);
		assert!(!CommitmentOf::<Runtime>::contains_key(SUBNET, &alice));
	});
}

#[test]
fn budget_should_last_until_the_next_epoch() {
	chain_with_a_poor_neuron(false, || {
		let spent = Err(Error::<Runtime>::SpaceLimitExceeded.into());
		// A short one counts as 100 bytes: 31 of them, and the 32nd is too much.
		for _ in 0..31 {
			assert_ok!(set(Eve, vec![]));
		}
		assert_eq!(set(Eve, vec![]), spent);
		let usage = UsedSpaceOf::<Runtime>::get(SUBNET, Eve.to_account_id()).expect("it is counted");
		assert_eq!(usage.used_space, 3_100);
		assert_ok!(Commitments::set_max_space(RuntimeOrigin::root(), 3_200));
		assert_ok!(set(Eve, vec![]));
		assert_eq!(set(Eve, vec![]), spent);
		assert_noop!(
			Commitments::set_max_space(RuntimeOrigin::signed(Alice.to_account_id()), 1),
			DispatchError::BadOrigin
		);

		SubnetEpochIndex::<Runtime>::mutate(SUBNET, |index| *index += 1);
		// 512 bytes, two of their length, two of index and number of fields.
		assert_ok!(set(Eve, vec![bytes(512)]));
		let usage = UsedSpaceOf::<Runtime>::get(SUBNET, Eve.to_account_id()).expect("it is counted");
		assert_eq!(usage.used_space, 516);
		sound();
	});
}

#[test]
fn commitment_should_go_with_its_neuron() {
	chain_with_a_poor_neuron(false, || {
		let eve = Eve.to_account_id();
		BondsResetOn::<Runtime>::insert(SUBNET, true);
		let uid = NeuronRegistry::<Runtime>::uid(SUBNET, &eve).expect("she is one");
		assert_ok!(set(Eve, vec![Data::ResetBondsFlag]));
		assert!(LastBondsReset::<Runtime>::contains_key(SUBNET, &eve));
		assert_ok!(NeuronRegistry::<Runtime>::replace(
			SUBNET,
			uid,
			&Bob.to_account_id()
		));
		assert_eq!(CommitmentOf::<Runtime>::iter().count(), 0);
		assert_eq!(UsedSpaceOf::<Runtime>::iter().count(), 0);
		assert_eq!(LastBondsReset::<Runtime>::iter().count(), 0);
		assert_eq!(
			set(Eve, vec![]),
			Err(Error::<Runtime>::AccountNotAllowedCommit.into())
		);
		sound();
	});
}

#[test]
fn commitments_should_go_with_their_subnet() {
	use frame_support::traits::Hooks;
	chain_with_a_poor_neuron(false, || {
		assert_ok!(set(Eve, vec![bytes(10)]));
		assert_ok!(SubtensorModule::root_dissolve_network(
			RuntimeOrigin::root(),
			SUBNET
		));
		assert_eq!(
			set(Eve, vec![]),
			Err(Error::<Runtime>::AccountNotAllowedCommit.into()),
			"it is no subnet any more"
		);
		for block in 201..260 {
			System::set_block_number(block);
			SubtensorModule::on_initialize(block);
			sound();
		}
		assert_eq!(CommitmentOf::<Runtime>::iter().count(), 0);
		assert_eq!(UsedSpaceOf::<Runtime>::iter().count(), 0);
	});
}

/// Bonds of two validators to neurons 0 and 1.
fn bonds() -> Vec<Vec<(u16, u16)>> {
	let index = NetUidStorageIndex::from(SUBNET);
	[0, 1]
		.map(|uid| Bonds::<Runtime>::get(index, uid).to_vec())
		.into()
}

fn give_bonds() {
	let index = NetUidStorageIndex::from(SUBNET);
	for (uid, row) in [(0, vec![(0, 5)]), (1, vec![(0, 7), (1, 9)])] {
		let row = pallet_subtensor::PerUid::try_from(row).expect("it fits");
		Bonds::<Runtime>::insert(index, uid, row);
	}
}

#[test]
fn bonds_to_a_neuron_should_end_when_it_asks_and_the_owner_lets_it() {
	chain_with_a_poor_neuron(false, || {
		let untouched = vec![vec![(0, 5)], vec![(0, 7), (1, 9)]];
		give_bonds();
		assert_ok!(set(Eve, vec![bytes(1), Data::ResetBondsFlag]));
		assert_eq!(bonds(), untouched, "the owner has not enabled it");
		assert_eq!(LastBondsReset::<Runtime>::iter().count(), 0);

		BondsResetOn::<Runtime>::insert(SUBNET, true);
		assert_ok!(set(Eve, vec![bytes(1)]));
		assert_eq!(bonds(), untouched, "she has not asked for it");
		assert_ok!(set(Eve, vec![bytes(1), Data::ResetBondsFlag]));
		assert_eq!(bonds(), [vec![], vec![(1, 9)]]);
		let reset = LastBondsReset::<Runtime>::get(SUBNET, Eve.to_account_id());
		assert_eq!(reset, Some(200));

		// Not again before an epoch gave new ones.
		give_bonds();
		System::set_block_number(210);
		assert_ok!(set(Eve, vec![Data::ResetBondsFlag]));
		assert_eq!(bonds(), untouched);
		LastEpochBlock::<Runtime>::insert(SUBNET, 205);
		assert_ok!(set(Eve, vec![Data::ResetBondsFlag]));
		assert_eq!(bonds(), [vec![], vec![(1, 9)]]);
		sound();
	});
}

#[test]
fn commitment_should_weigh_what_it_ends() {
	use frame_support::dispatch::GetDispatchInfo;
	chain_with_a_poor_neuron(false, || {
		let plain = commit(vec![bytes(1)]).get_dispatch_info().call_weight;
		let reset = || commit(vec![Data::ResetBondsFlag]).get_dispatch_info().call_weight;
		assert!(reset().all_gt(plain) || reset().ref_time() > plain.ref_time());
		let one = reset();
		pallet_subtensor::SubnetworkN::<Runtime>::insert(SUBNET, 256);
		assert!(reset().ref_time() > one.ref_time());
		let normal = configs::RuntimeBlockWeights::get().max_block.ref_time();
		assert!(
			reset().ref_time() < normal / 10,
			"a full subnet's is a small part of a block"
		);
	});
}

#[test]
fn commitment_should_pay_when_it_is_wrapped_and_go_on_in_safe_mode() {
	chain_with_a_poor_neuron(false, || {
		let batch = || pallet_utility::Call::batch_all {
			calls: vec![commit(vec![bytes(1)])],
		};
		let poor = Err(InvalidTransaction::Payment.into());
		assert_eq!(apply(batch().into(), Eve, 1), poor);
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert_eq!(apply(commit(vec![bytes(1)]), Eve, 1), Ok(Ok(())));
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		Balances::mint_into(&Eve.to_account_id(), constants::TAO).expect("it is a test's");
		assert_eq!(apply(batch().into(), Eve, 2), Ok(Ok(())));
		assert!(Balances::free_balance(Eve.to_account_id()) < constants::TAO);
	});
}

#[test]
fn invariants_should_notice_what_is_broken() {
	let check = || pallet_commitments::invariants::check::<Runtime>();
	let assert_noticed = |expected: &'static str, breaking: fn()| {
		chain_with_a_poor_neuron(false, || {
			assert_ok!(set(Eve, vec![bytes(200)]));
			sound();
			breaking();
			assert_eq!(check(), Err(sp_runtime::TryRuntimeError::Other(expected)));
		});
	};
	assert_noticed("somebody who is no neuron has committed", || {
		LastBondsReset::<Runtime>::insert(SUBNET, Dave.to_account_id(), 1);
	});
	assert_noticed("a commitment is not counted", || {
		UsedSpaceOf::<Runtime>::mutate(SUBNET, Eve.to_account_id(), |usage| {
			if let Some(usage) = usage {
				usage.used_space = 100;
			}
		});
	});
	assert_noticed("a commitment was counted in an epoch to come", || {
		UsedSpaceOf::<Runtime>::mutate(SUBNET, Eve.to_account_id(), |usage| {
			if let Some(usage) = usage {
				usage.last_epoch += 1;
			}
		});
	});
}

#[test]
fn metadata_should_show_what_clients_read() {
	use frame_support::traits::{PalletInfoAccess, StorageInfoTrait};
	let items: Vec<String> = Commitments::storage_info()
		.into_iter()
		.map(|item| String::from_utf8(item.storage_name).expect("a name"))
		.collect();
	for item in ["CommitmentOf", "LastBondsReset", "MaxSpace", "UsedSpaceOf"] {
		assert!(items.contains(&item.to_owned()), "{item}");
	}
	assert_eq!(Commitments::name(), "Commitments");
}

#[test]
fn commitments_should_be_read_with_the_neurons() {
	use pallet_subtensor::views::clients::metagraph::selected;
	chain_with_a_poor_neuron(false, || {
		let text = Data::Raw(b"at home".to_vec().try_into().expect("it fits"));
		assert_ok!(set(Eve, vec![text]));
		let shown = selected::<Runtime>(SUBNET.into(), &[73]).expect("the subnet is there");
		let commitments = shown.commitments.expect("they were asked for");
		let [(hotkey, bytes)] = &commitments[..] else {
			panic!("one neuron has committed");
		};
		assert_eq!(*hotkey, Eve.to_account_id());
		// Clients skip the deposit, the block, the number of fields and the kind of the first: 14 bytes.
		let bytes: Vec<u8> = bytes[14..].iter().map(|byte| byte.0).collect();
		assert_eq!(bytes, b"at home");
		let other = selected::<Runtime>(SUBNET.into(), &[1]).expect("the subnet is there");
		assert_eq!(other.commitments, None);
	});
}

#[test]
fn bonds_should_end_in_all_mechanisms() {
	use subtensor_types::{MechId, Mechanism};
	chain_with_a_poor_neuron(false, || {
		pallet_subtensor::MechanismCountCurrent::<Runtime>::insert(SUBNET, MechId(2));
		let second = Mechanism {
			netuid: SUBNET,
			mecid: MechId(1),
		};
		let row = pallet_subtensor::PerUid::try_from(vec![(0, 5), (1, 6)]).expect("it fits");
		Bonds::<Runtime>::insert(second.index(), 3, row);
		BondsResetOn::<Runtime>::insert(SUBNET, true);
		assert_ok!(set(Eve, vec![Data::ResetBondsFlag]));
		assert_eq!(Bonds::<Runtime>::get(second.index(), 3).to_vec(), [(1, 6)]);
	});
}

#[test]
fn commitment_and_budget_should_follow_when_the_hotkey_is_swapped() {
	chain_with_a_poor_neuron(false, || {
		let (old, new) = (Eve.to_account_id(), Dave.to_account_id());
		assert_ok!(Balances::mint_into(&old, constants::TAO));
		assert_ok!(set(Eve, vec![bytes(512)]));
		LastBondsReset::<Runtime>::insert(SUBNET, &old, 7);
		let kept = |who: &AccountId| {
			(
				CommitmentOf::<Runtime>::get(SUBNET, who).encode(),
				UsedSpaceOf::<Runtime>::get(SUBNET, who).map(|usage| usage.used_space),
				LastBondsReset::<Runtime>::get(SUBNET, who),
			)
		};
		let before = kept(&old);
		assert_eq!((before.1, before.2), (Some(516), Some(7)));
		let signed = RuntimeOrigin::signed(old.clone());
		assert_ok!(SubtensorModule::swap_hotkey(
			signed,
			old.clone(),
			new.clone(),
			None
		));
		assert_eq!(kept(&new), before);
		assert_eq!(kept(&old), (vec![0], None, None));
		sound();
	});
}
