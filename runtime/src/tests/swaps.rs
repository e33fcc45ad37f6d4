//! A coldkey whose swap is announced, before the pool and by way of others.

use super::*;
use frame_support::assert_ok;
use pallet_subtensor::{Call, guards::Refusal};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Eve};
use sp_runtime::traits::Dispatchable;

/// A chain for developers on which Bob announced that Eve takes his place, and Charlie is his delegate for everything.
fn chain_with_an_announcement(test: impl FnOnce()) {
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		System::initialize(&1, &Hash::repeat_byte(7), &Default::default());
		let delegate = RuntimeCall::from(trust(Charlie));
		assert_ok!(delegate.dispatch(RuntimeOrigin::signed(Bob.to_account_id())));
		let before = Balances::free_balance(Bob.to_account_id());
		assert_eq!(apply(announcement(), Bob, 0), Ok(Ok(())));
		let paid = before - Balances::free_balance(Bob.to_account_id());
		assert!(paid > constants::TAO / 10, "a fee comes on top");
		test();
		pallet_subtensor::invariants::check::<Runtime>().expect("nothing is broken");
	});
}

fn trust(delegate: sp_keyring::Sr25519Keyring) -> pallet_proxy::Call<Runtime> {
	pallet_proxy::Call::add_proxy {
		delegate: delegate.to_account_id().into(),
		proxy_type: crate::proxies::ProxyType::Any,
		delay: 0,
	}
}

fn announcement() -> RuntimeCall {
	let hash = Eve.to_account_id().using_encoded(sp_io::hashing::blake2_256);
	Call::announce_coldkey_swap {
		new_coldkey_hash: hash.into(),
	}
	.into()
}

fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_allow_death {
		dest: Alice.to_account_id().into(),
		value: 1_000,
	}
	.into()
}

fn stake() -> RuntimeCall {
	Call::add_stake {
		hotkey: Alice.to_account_id(),
		netuid: subtensor_types::NetUid(1),
		amount_staked: constants::TAO,
	}
	.into()
}

#[test]
fn pool_should_refuse_whatever_an_announced_coldkey_signs() {
	chain_with_an_announcement(|| {
		let batch = |calls| RuntimeCall::from(pallet_utility::Call::batch_all { calls });
		let remark = RuntimeCall::from(frame_system::Call::remark { remark: vec![] });
		for call in [transfer(), stake(), batch(vec![transfer()]), remark] {
			let announced = Refusal::ColdkeySwapAnnounced;
			assert_eq!(validate(call.clone(), Bob, 1), Err(announced.into()));
			assert_eq!(apply(call, Bob, 1), Err(announced.into()));
		}
		assert_eq!(apply(Call::dispute_coldkey_swap {}.into(), Bob, 1), Ok(Ok(())));
		let disputed = Err(Refusal::ColdkeySwapDisputed.into());
		assert_eq!(validate(transfer(), Bob, 2), disputed);
	});
}

#[test]
fn delegate_should_do_nothing_for_an_announced_coldkey() {
	chain_with_an_announcement(|| {
		let bob = Bob.to_account_id();
		let account = || frame_system::Account::<Runtime>::get(Bob.to_account_id());
		let before = account();
		let proxied = |call| {
			RuntimeCall::from(pallet_proxy::Call::proxy {
				real: Bob.to_account_id().into(),
				force_proxy_type: None,
				call: Box::new(call),
			})
		};
		let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
		for (nonce, call) in (0u32..).zip([transfer(), stake(), trust(Alice).into()]) {
			assert_eq!(apply(proxied(call), Charlie, nonce), Ok(Err(filtered)));
		}
		let batch = pallet_utility::Call::batch_all {
			calls: vec![proxied(transfer())],
		};
		assert_eq!(apply(batch.into(), Charlie, 3), Ok(Err(filtered)));
		assert_eq!(account(), before);
		assert_eq!(pallet_proxy::Proxies::<Runtime>::get(&bob).0.len(), 1);
		// For who acts for nobody else nothing changes.
		assert_eq!(apply(transfer(), Charlie, 4), Ok(Ok(())));
	});
}

#[test]
fn money_should_stand_still_when_a_call_comes_from_within_another() {
	chain_with_an_announcement(|| {
		let frozen = sp_runtime::TokenError::Frozen.into();
		let signed = || RuntimeOrigin::signed(Bob.to_account_id());
		let refused = |call: RuntimeCall| call.dispatch(signed()).unwrap_err().error;
		assert_eq!(refused(transfer()), frozen);
		let announced = pallet_subtensor::Error::<Runtime>::ColdkeySwapAnnounced.into();
		assert_eq!(refused(stake()), announced);
		let batch = pallet_utility::Call::batch_all { calls: vec![stake()] };
		assert_eq!(refused(batch.into()), announced);
	});
}

#[test]
fn swap_should_be_free_when_all_is_frozen() {
	chain_with_an_announcement(|| {
		let (bob, eve) = (Bob.to_account_id(), Eve.to_account_id());
		let swap = || {
			RuntimeCall::from(Call::swap_coldkey_announced {
				new_coldkey: Eve.to_account_id(),
			})
		};
		let too_early = Err(Refusal::ColdkeySwapTooEarly.into());
		assert_eq!(validate(swap(), Bob, 1), too_early);
		let announced = pallet_subtensor::ColdkeySwapAnnouncements::<Runtime>::get(&bob);
		System::set_block_number(announced.expect("it is announced").0);
		let validity = validate(swap(), Bob, 1).expect("its time has come");
		assert_eq!(validity.provides.len(), 2, "one place for what is free");
		let (bobs, eves) = (Balances::free_balance(&bob), Balances::free_balance(&eve));
		assert_eq!(apply(swap(), Bob, 1), Ok(Ok(())));
		let account = frame_system::Account::<Runtime>::get(&bob);
		assert_eq!(
			(account.nonce, account.sufficients),
			(2, 1),
			"nothing that he signed can be replayed"
		);
		// What is reserved for the delegate, and the existential deposit that this takes, stay with him.
		assert_eq!(account.data.free, constants::EXISTENTIAL_DEPOSIT);
		assert_eq!(
			Balances::free_balance(&eve) - eves,
			bobs - constants::EXISTENTIAL_DEPOSIT
		);
	});
}
