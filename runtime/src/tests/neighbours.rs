//! Multisig, Preimage, Scheduler, SafeMode and Utility beside the market: who may use them, what they cost, how deep they go.

use super::*;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	traits::{Hooks, UnfilteredDispatchable, fungible::Mutate},
};
use pallet_subtensor::guards::Refusal;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Eve};
use sp_runtime::{DispatchError, traits::Dispatchable, transaction_validity::InvalidTransaction};

fn remark(byte: u8) -> RuntimeCall {
	frame_system::Call::remark_with_event { remark: vec![byte] }.into()
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	pallet_utility::Call::batch_all { calls }.into()
}

/// A chain for developers, in block 1; Alice holds the sudo key.
fn developers_chain(test: impl FnOnce()) {
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		System::initialize(&1, &Hash::repeat_byte(7), &Default::default());
		test();
	});
}

fn signed(who: sp_keyring::Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

#[test]
fn batches_within_batches_should_weigh_all_that_they_hold() {
	let weight = |call: &RuntimeCall| call.get_dispatch_info().call_weight;
	let one = remark(1);
	// Doubled ten times: 1,024 calls in ten shells.
	let nested = (0..10).fold(one.clone(), |inner, _| batch(vec![inner.clone(), inner]));
	let least = weight(&one).saturating_mul(1 << 10);
	assert!(weight(&nested).all_gte(least));
	let flat = batch(vec![one; 1 << 10]);
	assert!(
		weight(&nested).all_gte(weight(&flat)),
		"nesting makes nothing cheaper"
	);
}

#[test]
fn batches_should_be_refused_when_they_weigh_more_than_a_block_takes() {
	developers_chain(|| {
		let register = RuntimeCall::from(pallet_subtensor::Call::burned_register {
			netuid: subtensor_types::NetUid(1),
			hotkey: Eve.to_account_id(),
		});
		let doubled = |times| (0..times).fold(register.clone(), |inner, _| batch(vec![inner.clone(), inner]));
		assert!(validate(doubled(2), Alice, 0).is_ok());
		assert_eq!(
			validate(doubled(11), Alice, 0),
			Err(InvalidTransaction::ExhaustsResources.into())
		);
	});
}

#[test]
fn batches_should_not_be_decoded_when_they_are_too_deep() {
	developers_chain(|| {
		let nested = |depth| (0..depth).fold(remark(1), |inner, _| batch(vec![inner]));
		assert!(validate(nested(10), Alice, 0).is_ok());
		assert_eq!(
			validate(nested(300), Alice, 0),
			Err(InvalidTransaction::Call.into())
		);
	});
}

#[test]
fn multisig_should_hold_its_deposit_until_it_is_done() {
	developers_chain(|| {
		let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
		let call = remark(1);
		let hash = sp_io::hashing::blake2_256(&call.encode());
		let weight = call.get_dispatch_info().call_weight;
		assert_ok!(Multisig::approve_as_multi(
			signed(Alice),
			2,
			vec![bob],
			None,
			hash,
			weight
		));
		// 0.108 TAO, and 0.032 for each who has to agree.
		assert_eq!(Balances::reserved_balance(&alice), 172_000_000);
		let timepoint = Some(Multisig::timepoint());
		assert_ok!(Multisig::as_multi(
			signed(Bob),
			2,
			vec![alice.clone()],
			timepoint,
			Box::new(call),
			weight
		));
		assert_eq!(Balances::reserved_balance(&alice), 0);
		pallet_subtensor::invariants::check::<Runtime>().expect("money is where it was");
	});
}

#[test]
fn free_call_should_pay_when_a_multisig_makes_it() {
	chain_with_a_poor_neuron(true, || {
		let call = pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![Alice.to_account_id()],
			call: Box::new(rate(0).into()),
		};
		let poor = Err(InvalidTransaction::Payment.into());
		assert_eq!(apply(call.into(), Eve, 1), poor);
	});
}

#[test]
fn schedule_should_be_roots_alone_and_run() {
	developers_chain(|| {
		let later = || Box::new(frame_system::Call::remark { remark: vec![1] }.into());
		assert_noop!(
			Scheduler::schedule(signed(Alice), 3, None, 0, later()),
			DispatchError::BadOrigin
		);
		assert_ok!(Scheduler::schedule(RuntimeOrigin::root(), 3, None, 0, later()));
		System::set_block_number(3);
		let used = Scheduler::on_initialize(3);
		let share = <Runtime as pallet_scheduler::Config>::MaximumWeight::get();
		assert!(used.all_lte(share));
		let most = configs::RuntimeBlockWeights::get().max_block.ref_time();
		assert_eq!(share.ref_time(), most / 5, "a fifth of a block");
		let dispatched = |record: &frame_system::EventRecord<RuntimeEvent, Hash>| {
			matches!(
				record.event,
				RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched { result: Ok(()), .. })
			)
		};
		assert!(System::events().iter().any(dispatched));
	});
}

#[test]
fn preimage_should_cost_a_deposit_by_its_length() {
	use frame_support::traits::fungible::InspectHold;
	developers_chain(|| {
		let held = || Balances::total_balance_on_hold(&Alice.to_account_id());
		assert_ok!(Preimage::note_preimage(signed(Alice), vec![7; 1_000]));
		// 0.104 TAO, and 0.001 for each byte.
		assert_eq!(held(), 1_104_000_000);
		let hash = sp_io::hashing::blake2_256(&[7; 1_000]).into();
		assert_ok!(Preimage::unnote_preimage(signed(Alice), hash));
		assert_eq!(held(), 0);
	});
}

#[test]
fn safe_mode_should_be_roots_alone() {
	developers_chain(|| {
		let safe_mode: [pallet_safe_mode::Call<Runtime>; 3] = [
			pallet_safe_mode::Call::force_enter {},
			pallet_safe_mode::Call::force_extend {},
			pallet_safe_mode::Call::force_exit {},
		];
		for call in safe_mode {
			let refused = call.clone().dispatch_bypass_filter(signed(Alice));
			assert_eq!(
				refused.map_err(|refused| refused.error),
				Err(DispatchError::BadOrigin)
			);
		}
		// Nor can anybody buy it.
		assert_noop!(
			SafeMode::enter(signed(Alice)),
			pallet_safe_mode::Error::<Runtime>::NotConfigured
		);
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert_eq!(pallet_safe_mode::EnteredUntil::<Runtime>::get(), Some(7_201));
		assert_noop!(
			SafeMode::extend(signed(Alice)),
			pallet_safe_mode::Error::<Runtime>::NotConfigured
		);
		assert_ok!(SafeMode::force_extend(RuntimeOrigin::root()));
		assert_eq!(pallet_safe_mode::EnteredUntil::<Runtime>::get(), Some(14_401));
		// It ends by itself.
		SafeMode::on_initialize(14_402);
		assert_eq!(pallet_safe_mode::EnteredUntil::<Runtime>::get(), None);
	});
}

#[test]
fn safe_mode_should_hold_back_all_but_what_keeps_the_market_going() {
	chain_with_a_poor_neuron(true, || {
		let hotkey = Eve.to_account_id();
		Balances::mint_into(&hotkey, constants::TAO).expect("it is a test's");
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let filtered: Result<(), DispatchError> = Err(frame_system::Error::<Runtime>::CallFiltered.into());
		let transfer = RuntimeCall::from(pallet_balances::Call::transfer_allow_death {
			dest: Alice.to_account_id().into(),
			value: 1_000,
		});
		let stake = RuntimeCall::from(pallet_subtensor::Call::add_stake {
			hotkey: hotkey.clone(),
			netuid: subtensor_types::NetUid(1),
			amount_staked: 1,
		});
		// A call within a call is held back like any other.
		for call in [transfer.clone(), stake, batch(vec![remark(1)])] {
			let dispatched = call
				.dispatch(signed(Eve))
				.map(|_| ())
				.map_err(|refused| refused.error);
			assert_eq!(dispatched, filtered);
		}
		let threshold_1 = RuntimeCall::from(pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![Alice.to_account_id()],
			call: Box::new(transfer),
		});
		let dispatched = threshold_1
			.dispatch(signed(Eve))
			.map(|_| ())
			.map_err(|refused| refused.error);
		assert_eq!(dispatched, filtered);
		// A free call that is held back would take block space for nothing: the pool refuses it.
		let refused = Err(Refusal::CallFiltered.into());
		let register = work_of(&Alice.to_account_id());
		assert_eq!(validate(register.into(), Alice, 0), refused);
		assert_eq!(apply(rate(0).into(), Eve, 1), Ok(Ok(())));
		let axon = pallet_subtensor::Call::serve_axon {
			netuid: subtensor_types::NetUid(1),
			version: 1,
			ip: 0x0808_0808,
			port: 1,
			ip_type: 4,
			protocol: 0,
			placeholder1: 0,
			placeholder2: 0,
		};
		assert_eq!(apply(axon.into(), Eve, 2), Ok(Ok(())));
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
	});
}
