//! No call that carries others carries one past the list of its delegate.

use super::*;

#[test]
fn nothing_should_carry_a_call_past_the_list() {
	let batch = |calls| pallet_utility::Call::batch { calls }.into();
	let boxed = || Box::new(transfer(1_000));
	let weight = frame_support::weights::Weight::zero();
	let as_root = || Box::new(OriginCaller::system(frame_system::RawOrigin::Root));
	let (dave, bob) = (Dave.to_account_id(), Bob.to_account_id());
	let carriers: Vec<RuntimeCall> = vec![
		transfer(1_000),
		batch(vec![transfer(1_000)]),
		batch(vec![batch(vec![remark(), transfer(1_000)])]),
		pallet_utility::Call::batch_all {
			calls: vec![transfer(1_000)],
		}
		.into(),
		pallet_utility::Call::force_batch {
			calls: vec![transfer(1_000)],
		}
		.into(),
		pallet_utility::Call::as_derivative {
			index: 0,
			call: boxed(),
		}
		.into(),
		pallet_utility::Call::with_weight {
			call: boxed(),
			weight,
		}
		.into(),
		pallet_utility::Call::if_else {
			main: boxed(),
			fallback: boxed(),
		}
		.into(),
		pallet_utility::Call::if_else {
			main: Box::new(frame_system::Call::set_code { code: vec![] }.into()),
			fallback: boxed(),
		}
		.into(),
		pallet_utility::Call::dispatch_as {
			as_origin: as_root(),
			call: boxed(),
		}
		.into(),
		pallet_utility::Call::dispatch_as_fallible {
			as_origin: as_root(),
			call: boxed(),
		}
		.into(),
		pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![bob.clone()],
			call: boxed(),
		}
		.into(),
		pallet_multisig::Call::as_multi {
			threshold: 2,
			other_signatories: vec![bob.clone()],
			maybe_timepoint: None,
			call: boxed(),
			max_weight: weight,
		}
		.into(),
		pallet_multisig::Call::approve_as_multi {
			threshold: 2,
			other_signatories: vec![bob.clone()],
			maybe_timepoint: None,
			call_hash: [0; 32],
			max_weight: weight,
		}
		.into(),
		proxied(Charlie, transfer(1_000)),
		pallet_proxy::Call::announce {
			real: Charlie.to_account_id().into(),
			call_hash: Hash::zero(),
		}
		.into(),
		pallet_proxy::Call::proxy_announced {
			delegate: Alice.to_account_id().into(),
			real: Charlie.to_account_id().into(),
			force_proxy_type: None,
			call: boxed(),
		}
		.into(),
		pallet_proxy::Call::add_proxy {
			delegate: dave.clone().into(),
			proxy_type: ProxyType::Any,
			delay: 0,
		}
		.into(),
		pallet_proxy::Call::create_pure {
			proxy_type: ProxyType::Any,
			delay: 0,
			index: 0,
		}
		.into(),
		pallet_proxy::Call::remove_proxies {}.into(),
		pallet_sudo::Call::sudo { call: boxed() }.into(),
		pallet_sudo::Call::sudo_unchecked_weight {
			call: boxed(),
			weight,
		}
		.into(),
		pallet_sudo::Call::sudo_as {
			who: Charlie.to_account_id().into(),
			call: boxed(),
		}
		.into(),
	];
	for kind in ProxyType::ALL {
		if matches!(
			kind,
			ProxyType::Any | ProxyType::Transfer | ProxyType::NonCritical | ProxyType::SmallTransfer
		) {
			continue;
		}
		delegated(kind, || {
			// Alice may do everything for Charlie, and her derivative account has money.
			assert_ok!(Proxy::add_proxy(
				signed(Charlie),
				Alice.to_account_id().into(),
				ProxyType::Any,
				0
			));
			let derivative = pallet_utility::derivative_account_id(Alice.to_account_id(), 0);
			Balances::mint_into(&derivative, constants::TAO).expect("it is a test's");
			let accounts = [
				&Alice.to_account_id(),
				&Charlie.to_account_id(),
				&derivative,
				&dave,
			];
			let balances =
				|| accounts.map(|who| (Balances::free_balance(who), Balances::reserved_balance(who)));
			let before = balances();
			for call in &carriers {
				let _ = bob_makes(call.clone());
				assert_eq!(balances(), before, "{kind:?} made {call:?}");
			}
			let delegates = pallet_proxy::Proxies::<Runtime>::get(Alice.to_account_id()).0;
			assert_eq!(delegates.len(), 1, "{kind:?} changed who is trusted");
		});
	}
	// Nor do transfers' own types go beyond them.
	for kind in [
		ProxyType::Transfer,
		ProxyType::SmallTransfer,
		ProxyType::NonCritical,
	] {
		delegated(kind, || {
			for call in &carriers[11..] {
				assert_eq!(bob_makes(call.clone()), filtered(), "{kind:?} made {call:?}");
			}
		});
	}
}

#[test]
fn batches_should_work_for_what_the_type_may_do() {
	delegated(ProxyType::SmallTransfer, || {
		let before = Balances::free_balance(Dave.to_account_id());
		let calls = vec![transfer(1_000), transfer(2_000)];
		assert_eq!(
			bob_makes(pallet_utility::Call::batch_all { calls }.into()),
			Ok(())
		);
		assert_eq!(Balances::free_balance(Dave.to_account_id()) - before, 3_000);
		// One of them is too large: none is made.
		let calls = vec![transfer(1_000), transfer(SMALL_TRANSFER_LIMIT)];
		assert_eq!(
			bob_makes(pallet_utility::Call::batch_all { calls }.into()),
			filtered()
		);
		assert_eq!(Balances::free_balance(Dave.to_account_id()) - before, 3_000);
	});
}
