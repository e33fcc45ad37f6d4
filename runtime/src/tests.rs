//! What clients rely on in the runtime as a whole: indices, order of extensions, free calls of accounts without funds.

mod beacon;
mod commitments;
mod docs;
mod golden;
mod hidden_weights;
mod indices;
mod locked_commitments;
mod neighbours;
mod proxies;
mod setters;
mod swaps;
mod views;

use crate::*;
use codec::Encode;
use frame_support::traits::PalletInfoAccess;

#[test]
fn pallets_should_have_the_indices_that_clients_know() {
	let indices = [
		(System::index(), System::name(), 0, "System"),
		(Timestamp::index(), Timestamp::name(), 2, "Timestamp"),
		(Aura::index(), Aura::name(), 3, "Aura"),
		(Grandpa::index(), Grandpa::name(), 4, "Grandpa"),
		(Balances::index(), Balances::name(), 5, "Balances"),
		(
			TransactionPayment::index(),
			TransactionPayment::name(),
			6,
			"TransactionPayment",
		),
		(
			SubtensorModule::index(),
			SubtensorModule::name(),
			7,
			"SubtensorModule",
		),
		(Authorship::index(), Authorship::name(), 8, "Authorship"),
		(Session::index(), Session::name(), 9, "Session"),
		(Utility::index(), Utility::name(), 11, "Utility"),
		(Sudo::index(), Sudo::name(), 12, "Sudo"),
		(Multisig::index(), Multisig::name(), 13, "Multisig"),
		(Preimage::index(), Preimage::name(), 14, "Preimage"),
		(Scheduler::index(), Scheduler::name(), 15, "Scheduler"),
		(Proxy::index(), Proxy::name(), 16, "Proxy"),
		(Commitments::index(), Commitments::name(), 18, "Commitments"),
		(SafeMode::index(), SafeMode::name(), 20, "SafeMode"),
		(AdminUtils::index(), AdminUtils::name(), 19, "AdminUtils"),
		(Drand::index(), Drand::name(), 26, "Drand"),
	];
	for (index, name, known_index, known_name) in indices {
		assert_eq!((index, name), (known_index, known_name));
	}
}

#[test]
fn extensions_should_be_those_that_clients_encode_in_their_order() {
	use sp_runtime::traits::TransactionExtension;
	let names: Vec<&str> = TxExtension::metadata()
		.iter()
		.map(|extension| extension.identifier)
		.collect();
	assert_eq!(
		names,
		[
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}

#[test]
fn metadata_should_come_in_the_versions_that_clients_ask_for() {
	assert_eq!(Runtime::metadata_versions(), [14, 15, 16]);
}

/// A signed transaction.
fn sign(call: RuntimeCall, signer: sp_keyring::Sr25519Keyring, nonce: u32) -> UncheckedExtrinsic {
	let extension: TxExtension = (
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(generic::Era::Immortal),
		pallet_subtensor::guards::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("the payload can be made");
	let signature = payload.using_encoded(|payload| signer.sign(payload));
	let account: Address = signer.to_account_id().into();
	UncheckedExtrinsic::new_signed(call, account, signature.into(), extension)
}

/// A signed transaction, applied as in block 1 of the chain.
fn apply(
	call: RuntimeCall,
	signer: sp_keyring::Sr25519Keyring,
	nonce: u32,
) -> sp_runtime::ApplyExtrinsicResult {
	Executive::apply_extrinsic(sign(call, signer, nonce))
}

/// What the pool says of a transaction. As the pool does, it looks at the end of a block, and leaves no trace.
fn validate(
	call: RuntimeCall,
	signer: sp_keyring::Sr25519Keyring,
	nonce: u32,
) -> sp_runtime::transaction_validity::TransactionValidity {
	use frame_support::storage::{TransactionOutcome, with_transaction_unchecked};
	let source = sp_runtime::transaction_validity::TransactionSource::External;
	let transaction = sign(call, signer, nonce);
	with_transaction_unchecked(|| {
		let validity = Executive::validate_transaction(source, transaction, System::block_hash(0));
		TransactionOutcome::Rollback(validity)
	})
}

/// Starts block 1 of the real chain, where nobody has anything.
fn real_chain(test: impl FnOnce()) {
	genesis::tests::chain(genesis::MAIN).execute_with(|| {
		System::initialize(&1, &Hash::repeat_byte(7), &Default::default());
		test();
	});
}

/// A solution for `hotkey` over block 0, at a difficulty that a test can meet.
fn work_of(hotkey: &AccountId) -> pallet_subtensor::Call<Runtime> {
	use sp_core::U256;
	let netuid = subtensor_types::NetUid(1);
	pallet_subtensor::MinDifficulty::<Runtime>::insert(netuid, 16);
	pallet_subtensor::NeuronRegistry::<Runtime>::open_prices(netuid);
	let seal = |nonce| pallet_subtensor::neurons::seal(nonce, System::block_hash(0).as_ref(), hotkey);
	let nonce = (0u64..)
		.find(|nonce| U256::from_big_endian(&seal(*nonce)) <= U256::MAX / 16)
		.expect("one in sixteen fits");
	pallet_subtensor::Call::register {
		netuid,
		block_number: 0,
		nonce,
		work: seal(nonce).to_vec(),
		hotkey: hotkey.clone(),
		coldkey: hotkey.clone(),
	}
}

#[test]
fn first_tao_should_exist_without_a_premine() {
	use frame_support::traits::Hooks;
	use sp_keyring::Sr25519Keyring::Eve;
	real_chain(|| {
		let (hotkey, netuid) = (Eve.to_account_id(), subtensor_types::NetUid(1));
		assert_eq!(apply(work_of(&hotkey).into(), Eve, 0), Ok(Ok(())));
		assert_eq!(System::account_nonce(&hotkey), 1);
		let due = pallet_subtensor::EpochDue::<Runtime>::get(netuid).expect("subnet 1 has a tempo");
		for block in [2, u32::try_from(due).expect("block numbers are u32")] {
			System::set_block_number(block);
			SubtensorModule::on_initialize(block);
		}
		// Two blocks were minted here: 82 % of them are the worker's, to spend as it likes.
		assert_eq!(Balances::free_balance(&hotkey), 1_640_000_000);

		let issuance = Balances::total_issuance();
		let remark = frame_system::Call::remark { remark: vec![] };
		assert_eq!(apply(remark.into(), Eve, 1), Ok(Ok(())));
		let fee = 1_640_000_000 - Balances::free_balance(&hotkey);
		assert!(fee > 0);
		assert_eq!(issuance - Balances::total_issuance(), fee, "a fee is burned");

		let stake = || pallet_subtensor::StakeLedger::<Runtime>::stake(&hotkey, &hotkey, netuid);
		let add = pallet_subtensor::Call::add_stake {
			hotkey: hotkey.clone(),
			netuid,
			amount_staked: 1_000_000_000,
		};
		assert_eq!(apply(add.into(), Eve, 2), Ok(Ok(())));
		assert_eq!(stake(), 1_000_000_000);
		let remove = || pallet_subtensor::Call::remove_stake {
			hotkey: hotkey.clone(),
			netuid,
			amount_unstaked: 1_000_000_000,
		};
		let cooling = pallet_subtensor::Error::<Runtime>::StakeCoolingDown.into();
		assert_eq!(apply(remove().into(), Eve, 3), Ok(Err(cooling)));
		System::set_block_number(System::block_number() + 360);
		let before = Balances::free_balance(&hotkey);
		assert_eq!(apply(remove().into(), Eve, 4), Ok(Ok(())));
		assert_eq!(stake(), 0);
		assert!(
			Balances::free_balance(&hotkey) > before,
			"the fee is far below what was staked"
		);
	});
}

#[test]
fn unfunded_account_should_be_refused_when_it_brings_no_valid_work() {
	use pallet_subtensor::guards::Refusal;
	use sp_keyring::Sr25519Keyring::{Dave, Eve};
	use sp_runtime::transaction_validity::InvalidTransaction;
	real_chain(|| {
		let call = work_of(&Eve.to_account_id());
		assert_eq!(
			apply(call.clone().into(), Dave, 0),
			Err(Refusal::TransactorAccountShouldBeHotKey.into()),
			"somebody else's work"
		);
		let remark = frame_system::Call::remark { remark: vec![] };
		assert_eq!(
			apply(remark.into(), Eve, 0),
			Err(InvalidTransaction::Payment.into())
		);
		assert_eq!(
			apply(call.clone().into(), Eve, 1),
			Err(InvalidTransaction::Future.into())
		);
		assert_eq!(apply(call.clone().into(), Eve, 0), Ok(Ok(())));
		assert_eq!(
			apply(call.into(), Eve, 0),
			Err(InvalidTransaction::Stale.into()),
			"a replay"
		);
	});
}

#[test]
fn stranger_should_be_told_why_its_call_would_fail_when_the_kind_is_free() {
	use pallet_subtensor::guards::Refusal;
	use sp_keyring::Sr25519Keyring::Eve;
	use sp_runtime::transaction_validity::InvalidTransaction;
	real_chain(|| {
		let axon = |netuid| pallet_subtensor::Call::serve_axon {
			netuid: subtensor_types::NetUid(netuid),
			version: 1,
			ip: 0x0808_0808,
			port: 8091,
			ip_type: 4,
			protocol: 4,
			placeholder1: 0,
			placeholder2: 0,
		};
		let no_neuron = Err(Refusal::HotKeyNotRegisteredInSubNet.into());
		assert_eq!(validate(axon(1).into(), Eve, 0), no_neuron);
		let nowhere = Err(Refusal::SubnetNotExists.into());
		assert_eq!(validate(axon(9).into(), Eve, 0), nowhere);
		let wrapped = pallet_utility::Call::batch_all {
			calls: vec![axon(1).into()],
		};
		let poor = Err(InvalidTransaction::Payment.into());
		assert_eq!(validate(wrapped.into(), Eve, 0), poor, "in a batch it would pay");
	});
}

/// A chain on which Eve, who has nothing, is a neuron of subnet 1; and a permitted validator of it if `permit`.
fn chain_with_a_poor_neuron(permit: bool, test: impl FnOnce()) {
	use sp_keyring::Sr25519Keyring::Eve;
	real_chain(|| {
		let netuid = subtensor_types::NetUid(1);
		assert_eq!(apply(work_of(&Eve.to_account_id()).into(), Eve, 0), Ok(Ok(())));
		let permits = pallet_subtensor::PerUid::try_from(vec![permit]).expect("one fits");
		pallet_subtensor::ValidatorPermit::<Runtime>::insert(netuid, permits);
		System::set_block_number(200);
		test();
	});
}

fn rate(uid: u16) -> pallet_subtensor::Call<Runtime> {
	pallet_subtensor::Call::set_weights {
		netuid: subtensor_types::NetUid(1),
		dests: vec![uid],
		weights: vec![1],
		version_key: 0,
	}
}

#[test]
fn free_call_should_have_one_place_in_the_pool() {
	use sp_keyring::Sr25519Keyring::Eve;
	real_chain(|| {
		let validity = validate(work_of(&Eve.to_account_id()).into(), Eve, 0).expect("valid work");
		assert_eq!(validity.provides.len(), 2, "one for the nonce, one for the call");
		assert_eq!(validity.priority, 0, "what pays comes first");
	});
	chain_with_a_poor_neuron(true, || {
		let validity = validate(rate(0).into(), Eve, 1).expect("a permitted validator");
		assert_eq!(validity.provides.len(), 2);
		assert_eq!(apply(rate(0).into(), Eve, 1), Ok(Ok(())));
		let row = pallet_subtensor::Weights::<Runtime>::iter().count();
		assert_eq!(row, 1);
	});
}

#[test]
fn free_call_should_neither_enter_nor_take_block_space_when_it_would_fail() {
	use pallet_subtensor::guards::Refusal;
	use sp_keyring::Sr25519Keyring::{Dave, Eve};
	chain_with_a_poor_neuron(true, || {
		let weight = || frame_system::BlockWeight::<Runtime>::get().total();
		let before = (weight(), System::extrinsic_count(), Balances::total_issuance());
		for (call, signer, nonce, refusal) in [
			(rate(7), Eve, 1, Refusal::UidNotFound),
			// Without an account the nonce is what is wrong, with one it is the call.
			(
				rate(0),
				sp_keyring::Sr25519Keyring::Ferdie,
				0,
				Refusal::HotKeyNotRegisteredInSubNet,
			),
		] {
			if signer != Eve {
				frame_system::Pallet::<Runtime>::inc_sufficients(&signer.to_account_id());
			}
			assert_eq!(validate(call.clone().into(), signer, nonce), Err(refusal.into()));
			assert_eq!(apply(call.into(), signer, nonce), Err(refusal.into()));
		}
		assert!(validate(rate(0).into(), Dave, 0).is_err(), "nobody knows Dave");
		assert_eq!(
			before,
			(weight(), System::extrinsic_count(), Balances::total_issuance())
		);
		assert_eq!(System::account_nonce(Eve.to_account_id()), 1);

		// Two in a block: the second would fail once the first is in.
		assert_eq!(apply(rate(0).into(), Eve, 1), Ok(Ok(())));
		let again = Err(Refusal::RateLimitExceeded.into());
		assert_eq!(apply(rate(0).into(), Eve, 2), again);
	});
}

#[test]
fn call_of_a_free_kind_should_pay_when_it_succeeds_without_being_free() {
	use frame_support::traits::fungible::Mutate;
	use sp_keyring::Sr25519Keyring::Eve;
	use sp_runtime::transaction_validity::InvalidTransaction;
	chain_with_a_poor_neuron(false, || {
		let poor = Err(InvalidTransaction::Payment.into());
		assert_eq!(apply(rate(0).into(), Eve, 1), poor, "rating itself costs");
		Balances::mint_into(&Eve.to_account_id(), constants::TAO).expect("it is a test's");
		let validity = validate(rate(0).into(), Eve, 1).expect("it can pay");
		assert!(validity.priority > 0);
		assert_eq!(validity.provides.len(), 1, "it has no place of its own");
		assert_eq!(apply(rate(0).into(), Eve, 1), Ok(Ok(())));
		assert!(Balances::free_balance(Eve.to_account_id()) < constants::TAO);
	});
}

#[test]
fn free_call_should_pay_when_it_is_wrapped() {
	use frame_support::traits::fungible::Mutate;
	use sp_keyring::Sr25519Keyring::Eve;
	use sp_runtime::transaction_validity::InvalidTransaction;
	chain_with_a_poor_neuron(true, || {
		let batch = |uid| pallet_utility::Call::batch_all {
			calls: vec![rate(uid).into()],
		};
		let poor = Err(InvalidTransaction::Payment.into());
		assert_eq!(apply(batch(0).into(), Eve, 1), poor);
		Balances::mint_into(&Eve.to_account_id(), constants::TAO).expect("it is a test's");
		assert!(apply(batch(7).into(), Eve, 1).is_ok_and(|outcome| outcome.is_err()));
		let left = Balances::free_balance(Eve.to_account_id());
		assert!(left < constants::TAO, "what fails within another call has paid");
		assert_eq!(apply(batch(0).into(), Eve, 2), Ok(Ok(())));
		assert!(Balances::free_balance(Eve.to_account_id()) < left);
	});
}

#[test]
fn squatted_hotkey_should_name_its_owner_when_it_was_never_funded() {
	use pallet_subtensor::{Call, ProvisionalOwner, guards::Refusal, owner_of};
	use sp_keyring::Sr25519Keyring::{Alice, AliceStash, Bob};
	use sp_runtime::transaction_validity::InvalidTransaction;
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		System::initialize(&1, &Hash::repeat_byte(7), &Default::default());
		let (hotkey, netuid) = (AliceStash.to_account_id(), subtensor_types::NetUid(1));
		let confirm = || Call::confirm_owner {
			coldkey: Bob.to_account_id(),
		};
		let unpaid = Err(InvalidTransaction::Payment.into());
		let nobodys = Err(Refusal::HotKeyAccountNotExists.into());
		assert_eq!(apply(confirm().into(), AliceStash, 0), nobodys);
		let squat = Call::burned_register {
			netuid,
			hotkey: hotkey.clone(),
		};
		assert_eq!(apply(squat.into(), Alice, 0), Ok(Ok(())));
		assert!(ProvisionalOwner::<Runtime>::contains_key(&hotkey));
		assert_eq!(owner_of::<Runtime>(&hotkey), Some(Alice.to_account_id()));
		let remark = frame_system::Call::remark { remark: vec![] };
		assert_eq!(
			apply(remark.into(), AliceStash, 0),
			unpaid,
			"nothing else is free"
		);
		assert_eq!(apply(confirm().into(), AliceStash, 0), Ok(Ok(())));
		assert_eq!(owner_of::<Runtime>(&hotkey), Some(Bob.to_account_id()));
		assert_eq!(System::account_nonce(&hotkey), 1);
		assert_eq!(Balances::free_balance(&hotkey), 0);
		let once = Err(pallet_subtensor::guards::Refusal::OwnerAlreadyConfirmed.into());
		assert_eq!(apply(confirm().into(), AliceStash, 1), once);
	});
}
