//! Delegates: what each type of proxy may do, that no shell carries more, and what it costs.

mod shells;

use super::{docs::assert_current, views::metadata, *};
use crate::proxies::{AllowedCalls, FilterMode, ProxyType, SMALL_TRANSFER_LIMIT, TABLE};
use frame_support::{
	assert_noop, assert_ok,
	traits::{InstanceFilter, fungible::Mutate},
};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::{DispatchError, traits::Dispatchable, transaction_validity::InvalidTransaction};
use std::{collections::BTreeMap, fmt::Write};

/// All calls by the metadata: pallet and its index -> index and name of each call.
fn calls() -> BTreeMap<(u8, String), Vec<(u8, String)>> {
	let metadata = metadata();
	let of_pallet = |calls: u32| {
		let ty = metadata.types.resolve(calls).expect("it is registered");
		let scale_info::TypeDef::Variant(calls) = &ty.type_def else {
			panic!("calls are an enum");
		};
		let mut calls: Vec<(u8, String)> = calls
			.variants
			.iter()
			.map(|call| (call.index, call.name.clone()))
			.collect();
		calls.sort();
		calls
	};
	metadata
		.pallets
		.iter()
		.filter_map(|pallet| {
			let calls = of_pallet(pallet.calls.as_ref()?.ty.id);
			(!calls.is_empty()).then(|| ((pallet.index, pallet.name.clone()), calls))
		})
		.collect()
}

#[test]
fn table_should_have_one_line_for_each_call_of_the_runtime() {
	sp_io::TestExternalities::default().execute_with(|| {
		let mut table = BTreeMap::new();
		for pallet in TABLE {
			let mut calls: Vec<(u8, String)> = pallet
				.calls
				.iter()
				.map(|call| (call.index, call.name.into()))
				.collect();
			calls.sort();
			table.insert((pallet.index, pallet.name.to_owned()), calls);
		}
		assert_eq!(table.len(), TABLE.len(), "a pallet is named twice");
		for (pallet, calls) in calls() {
			let lines = table.remove(&pallet).unwrap_or_default();
			assert_eq!(
				lines, calls,
				"runtime/src/proxies/table.rs: {} has other lines (left) than the pallet has calls (right)",
				pallet.1
			);
		}
		assert!(table.is_empty(), "lines without calls: {table:?}");
	});
}

#[test]
fn owners_setters_should_be_those_that_an_owners_delegate_may_make() {
	use pallet_subtensor::hyperparameters::{ChainParameter, Hyperparameter, Setter};
	let rows = Hyperparameter::ROWS.iter().copied().chain(ChainParameter::ROWS);
	for row in rows {
		let pallet = TABLE.iter().find(|pallet| pallet.name == row.pallet);
		let call = pallet.and_then(|pallet| pallet.calls.iter().find(|call| call.name == row.setter));
		let types = call.expect("each setter has a line").types;
		let owners = matches!(row.setter_is, Setter::Owner { .. });
		for delegate in [ProxyType::Owner, ProxyType::SubnetLeaseBeneficiary] {
			assert_eq!(types.contains(&delegate), owners, "{}", row.setter);
		}
	}
}

#[test]
fn types_should_have_the_names_and_indices_that_clients_know() {
	let names = [
		"Any",
		"Owner",
		"NonCritical",
		"NonTransfer",
		"Senate",
		"NonFungible",
		"Triumvirate",
		"Governance",
		"Staking",
		"Registration",
		"Transfer",
		"SmallTransfer",
		"RootWeights",
		"ChildKeys",
		"SudoUncheckedSetCode",
		"SwapHotkey",
		"SubnetLeaseBeneficiary",
		"RootClaim",
	];
	for (index, name) in (0u8..).zip(names) {
		let kind = ProxyType::ALL[usize::from(index)];
		assert_eq!(kind.encode(), [index]);
		assert_eq!(format!("{kind:?}"), name);
		assert_eq!(kind.info().name, name.as_bytes());
	}
	assert_eq!(ProxyType::ALL.len(), names.len());
	assert_eq!(
		ProxyType::default(),
		ProxyType::Any,
		"clients' default is everything"
	);
}

#[test]
fn superset_should_be_what_the_table_says() {
	let lines = |kind: ProxyType| -> Vec<(u8, u8)> {
		let of_pallet = |pallet: &'static AllowedCalls| {
			let allowed = pallet.calls.iter().filter(move |call| call.types.contains(&kind));
			allowed.map(move |call| (pallet.index, call.index))
		};
		TABLE.iter().flat_map(of_pallet).collect()
	};
	for kind in ProxyType::ALL {
		for other in ProxyType::ALL {
			let (ours, theirs) = (lines(kind), lines(other));
			let holds = theirs.iter().all(|call| ours.contains(call));
			if kind.is_superset(&other) && kind != ProxyType::Any {
				assert!(holds, "{kind:?} may do less than {other:?}");
			}
		}
		assert!(ProxyType::Any.is_superset(&kind));
		assert!(kind.is_superset(&kind));
		assert!(kind == ProxyType::Any || !kind.is_superset(&ProxyType::Any));
		assert_eq!(
			lines(kind).is_empty(),
			kind == ProxyType::Any || kind.is_deprecated()
		);
	}
	// A smaller transfer is a transfer, not the other way round.
	assert!(ProxyType::Transfer.is_superset(&ProxyType::SmallTransfer));
	assert!(!ProxyType::SmallTransfer.is_superset(&ProxyType::Transfer));
}

fn transfer(value: Balance) -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive {
		dest: Dave.to_account_id().into(),
		value,
	}
	.into()
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![1] }.into()
}

fn proxied(real: Sr25519Keyring, call: RuntimeCall) -> RuntimeCall {
	pallet_proxy::Call::proxy {
		real: real.to_account_id().into(),
		force_proxy_type: None,
		call: Box::new(call),
	}
	.into()
}

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

/// A developers' chain in block 1, on which Bob is Alice's delegate of a type.
fn delegated(kind: ProxyType, test: impl FnOnce()) {
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		System::initialize(&1, &Hash::repeat_byte(7), &Default::default());
		assert_ok!(Proxy::add_proxy(
			signed(Alice),
			Bob.to_account_id().into(),
			kind,
			0
		));
		test();
	});
}

/// What came of the last call that a delegate made.
fn outcome() -> Result<(), DispatchError> {
	let executed = System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
			_ => None,
		});
	executed.expect("a delegate has acted")
}

/// What comes of it if Bob makes a call for Alice.
fn bob_makes(call: RuntimeCall) -> Result<(), DispatchError> {
	System::reset_events();
	proxied(Alice, call)
		.dispatch(signed(Bob))
		.map_err(|refused| refused.error)?;
	outcome()
}

fn filtered() -> Result<(), DispatchError> {
	Err(frame_system::Error::<Runtime>::CallFiltered.into())
}

#[test]
fn delegate_should_move_money_only_if_its_type_says_so() {
	for kind in ProxyType::ALL {
		delegated(kind, || {
			let before = Balances::free_balance(Dave.to_account_id());
			let result = bob_makes(transfer(SMALL_TRANSFER_LIMIT));
			let moved = Balances::free_balance(Dave.to_account_id()) - before;
			if matches!(
				kind,
				ProxyType::Any | ProxyType::Transfer | ProxyType::NonCritical
			) {
				assert_eq!((result, moved), (Ok(()), SMALL_TRANSFER_LIMIT));
			} else {
				assert_eq!((result, moved), (filtered(), 0), "{kind:?}");
			}
		});
	}
	delegated(ProxyType::SmallTransfer, || {
		assert_eq!(bob_makes(transfer(SMALL_TRANSFER_LIMIT - 1)), Ok(()));
		let all = pallet_balances::Call::transfer_all {
			dest: Dave.to_account_id().into(),
			keep_alive: true,
		};
		assert_eq!(bob_makes(all.into()), filtered());
		let stake = |alpha_amount| -> RuntimeCall {
			pallet_subtensor::Call::transfer_stake {
				destination_coldkey: Dave.to_account_id(),
				hotkey: Alice.to_account_id(),
				origin_netuid: subtensor_types::NetUid(1),
				destination_netuid: subtensor_types::NetUid(1),
				alpha_amount,
			}
			.into()
		};
		assert!(ProxyType::SmallTransfer.filter(&stake(SMALL_TRANSFER_LIMIT - 1)));
		assert!(!ProxyType::SmallTransfer.filter(&stake(SMALL_TRANSFER_LIMIT)));
	});
}

#[test]
fn small_transfers_should_all_have_a_limit() {
	let info = ProxyType::SmallTransfer.filter_info();
	let of_money = info.calls.iter().filter(|call| call.pallet_name != b"Utility");
	assert!(of_money.clone().count() > 0);
	for call in of_money {
		assert!(call.condition.is_some(), "{call:?}");
	}
}

#[test]
fn keys_should_change_hands_and_subnets_end_by_none_but_those_who_may_do_all() {
	let netuid = subtensor_types::NetUid(1);
	let hotkey = Dave.to_account_id();
	let keys: [RuntimeCall; 6] = [
		pallet_subtensor::Call::schedule_dissolve_network { netuid }.into(),
		pallet_subtensor::Call::root_dissolve_network { netuid }.into(),
		pallet_admin_utils::Call::sudo_set_sn_owner_hotkey { netuid, hotkey }.into(),
		pallet_subtensor::Call::confirm_owner {
			coldkey: Dave.to_account_id(),
		}
		.into(),
		pallet_session::Call::purge_keys {}.into(),
		pallet_sudo::Call::set_key {
			new: Dave.to_account_id().into(),
		}
		.into(),
	];
	for kind in ProxyType::ALL {
		for call in &keys {
			assert_eq!(kind.filter(call), kind == ProxyType::Any, "{kind:?}");
		}
	}
}

#[test]
fn code_should_be_all_that_its_delegate_sets() {
	let unchecked = |call: RuntimeCall| -> RuntimeCall {
		pallet_sudo::Call::sudo_unchecked_weight {
			call: Box::new(call),
			weight: frame_support::weights::Weight::zero(),
		}
		.into()
	};
	let set_code = || RuntimeCall::from(frame_system::Call::set_code { code: vec![] });
	for kind in ProxyType::ALL {
		let may = matches!(kind, ProxyType::Any | ProxyType::SudoUncheckedSetCode);
		assert_eq!(kind.filter(&unchecked(set_code())), may);
	}
	let kind = ProxyType::SudoUncheckedSetCode;
	let hidden = pallet_utility::Call::batch {
		calls: vec![set_code()],
	};
	assert!(
		!kind.filter(&unchecked(hidden.into())),
		"root's calls pass every list"
	);
	assert!(!kind.filter(&unchecked(transfer(1))));
	assert!(!kind.filter(&set_code()));
}

#[test]
fn deposits_should_be_held_until_the_delegate_is_removed() {
	delegated(ProxyType::Staking, || {
		let reserved = || Balances::reserved_balance(Alice.to_account_id());
		// 0.06 TAO, and 0.037 for each delegate.
		assert_eq!(reserved(), 97_000_000);
		let add = |index: u8| {
			let delegate = AccountId::from([index; 32]).into();
			Proxy::add_proxy(signed(Alice), delegate, ProxyType::Staking, 0)
		};
		for index in 1..20 {
			assert_ok!(add(index));
		}
		assert_noop!(add(20), pallet_proxy::Error::<Runtime>::TooMany);
		assert_eq!(reserved(), 60_000_000 + 20 * 37_000_000);
		pallet_subtensor::invariants::check::<Runtime>().expect("money is where it was");
		assert_ok!(Proxy::remove_proxies(signed(Alice)));
		assert_eq!(reserved(), 0);
	});
}

#[test]
fn delegate_should_wait_when_it_has_to_announce() {
	delegated(ProxyType::Owner, || {
		let (eve, alice) = (Eve.to_account_id(), Alice.to_account_id());
		assert_ok!(Proxy::add_proxy(
			signed(Alice),
			eve.clone().into(),
			ProxyType::Transfer,
			10
		));
		Balances::mint_into(&eve, constants::TAO).expect("it is a test's");
		assert_noop!(
			Proxy::proxy(signed(Eve), alice.clone().into(), None, Box::new(transfer(1_000))),
			pallet_proxy::Error::<Runtime>::Unannounced
		);
		use sp_runtime::traits::Hash as _;
		let call_hash = sp_runtime::traits::BlakeTwo256::hash_of(&transfer(1_000));
		assert_ok!(Proxy::announce(signed(Eve), alice.clone().into(), call_hash));
		// 0.06 TAO, and 0.068 for each announcement.
		assert_eq!(Balances::reserved_balance(&eve), 128_000_000);
		let make = || {
			let call = Box::new(transfer(1_000));
			Proxy::proxy_announced(signed(Dave), eve.clone().into(), alice.clone().into(), None, call)
		};
		assert_noop!(make(), pallet_proxy::Error::<Runtime>::Unannounced);
		System::set_block_number(11);
		assert_ok!(make());
		assert_eq!(outcome(), Ok(()));
		assert_eq!(Balances::reserved_balance(&eve), 0);
	});
}

#[test]
fn free_call_should_pay_and_be_checked_when_a_delegate_makes_it() {
	chain_with_a_poor_neuron(true, || {
		let (eve, bob) = (Eve.to_account_id(), Bob.to_account_id());
		Balances::mint_into(&eve, constants::TAO).expect("it is a test's");
		assert_ok!(Proxy::add_proxy(
			signed(Eve),
			bob.clone().into(),
			ProxyType::NonFungible,
			0
		));
		frame_system::Pallet::<Runtime>::inc_sufficients(&bob);
		let poor = Err(InvalidTransaction::Payment.into());
		assert_eq!(apply(proxied(Eve, rate(0).into()), Bob, 0), poor);

		Balances::mint_into(&bob, constants::TAO).expect("it is a test's");
		// What would fail fails at dispatch, and has paid.
		assert_eq!(apply(proxied(Eve, rate(7).into()), Bob, 0), Ok(Ok(())));
		let unknown = pallet_subtensor::Error::<Runtime>::UidVecContainInvalidOne;
		assert_eq!(outcome(), Err(unknown.into()));
		let left = Balances::free_balance(&bob);
		assert!(left < constants::TAO);
		assert_eq!(apply(proxied(Eve, rate(0).into()), Bob, 1), Ok(Ok(())));
		assert_eq!(outcome(), Ok(()));
		assert!(Balances::free_balance(&bob) < left, "the delegate pays");
		assert_eq!(pallet_subtensor::Weights::<Runtime>::iter().count(), 1);
		// And so does what comes too soon.
		assert_eq!(apply(proxied(Eve, rate(0).into()), Bob, 2), Ok(Ok(())));
		let soon = pallet_subtensor::Error::<Runtime>::SettingWeightsTooFast;
		assert_eq!(outcome(), Err(soon.into()));
	});
}

#[test]
fn safe_mode_should_hold_delegates_back() {
	delegated(ProxyType::Any, || {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		assert_eq!(bob_makes(remark()), filtered());
		// Even where a shell of another kind goes on, what is within is asked anew.
		let within = pallet_sudo::Call::sudo_as {
			who: Bob.to_account_id().into(),
			call: Box::new(proxied(Alice, transfer(1_000))),
		};
		let before = Balances::free_balance(Dave.to_account_id());
		let _ = RuntimeCall::from(within).dispatch(signed(Alice));
		assert_eq!(Balances::free_balance(Dave.to_account_id()), before);
	});
}

#[test]
fn clients_should_read_what_is_enforced() {
	let modes: Vec<(FilterMode, bool)> = ProxyType::ALL
		.into_iter()
		.map(|kind| {
			let info = kind.filter_info();
			assert!(info.exceptions.is_empty());
			for call in &info.calls {
				let name = call.call_name.as_deref().expect("each call is named");
				let pallet = TABLE
					.iter()
					.find(|pallet| pallet.name.as_bytes() == call.pallet_name);
				let line =
					pallet.and_then(|pallet| pallet.calls.iter().find(|line| line.name.as_bytes() == name));
				assert!(line.is_some_and(|line| line.types.contains(&kind)));
			}
			(info.filter_mode, info.deprecated)
		})
		.collect();
	assert_eq!(modes[0], (FilterMode::AllowAll, false));
	for (kind, mode) in ProxyType::ALL.into_iter().zip(modes).skip(1) {
		let deny = if kind.is_deprecated() {
			FilterMode::DenyAll
		} else {
			FilterMode::Allow
		};
		assert_eq!(mode, (deny, kind.is_deprecated()));
	}
	use crate::proxies::runtime_decl_for_proxy_filter_runtime_api::ProxyFilterRuntimeApi;
	assert_eq!(
		<Runtime as ProxyFilterRuntimeApi<Block>>::get_proxy_types().len(),
		18
	);
	let filter = <Runtime as ProxyFilterRuntimeApi<Block>>::get_proxy_filter;
	assert_eq!(filter(None).len(), 18);
	assert_eq!(filter(Some(8)), [ProxyType::Staking.filter_info()]);
	assert!(filter(Some(18)).is_empty());
}

fn proxies_page() -> String {
	let mut page = String::from(
		"# Proxies

<!-- Generated: WRITE_DOCS=1 cargo test -p subtensor-runtime docs -->

An account can name delegates that act for it, each of a type: `Proxy.add_proxy`. The type says which calls the delegate may make; `ProxyFilterRuntimeApi` tells clients the same. From
[`proxies/table.rs`](../runtime/src/proxies/table.rs).

- A type has a list of calls. What is not on it is refused, so a new call is nobody's until somebody puts it there.
- In `batch`, `batch_all`, `force_batch`, `if_else` and `as_derivative` each call within has to be on the list. What acts as another account - multisigs, a proxy of a proxy, announcements - `Any` alone may make,
  and also what adds or removes delegates, changes who holds a key, or closes a subnet.
- The delegate pays the fee. Calls that are free when a neuron makes them itself cost it, too. What fails within has paid; the event `Proxy.ProxyExecuted` says how it went.
- Deposits are held while they are needed: 0.06 TAO for the first delegate and 0.037 TAO for each, of the account; 0.06 TAO for the first announcement and 0.068 TAO for each, of the delegate. An account has up
  to 20 delegates, a delegate up to 75 pending announcements.

| type | index | may make |
|---|---|---|
",
	);
	for kind in ProxyType::ALL {
		let mut lists: Vec<String> = Vec::new();
		for pallet in TABLE.iter().filter(|pallet| pallet.name != "Utility") {
			let calls = pallet.calls.iter().filter(|call| call.types.contains(&kind));
			let names: Vec<String> = calls.map(|call| format!("`{}`", call.name)).collect();
			if !names.is_empty() {
				lists.push(format!("{}: {}", pallet.name, names.join(", ")));
			}
		}
		let may = match kind {
			ProxyType::Any => "every call".into(),
			ProxyType::SmallTransfer => format!("{}; each of less than 0.5 TAO or alpha", lists.join(". ")),
			ProxyType::SudoUncheckedSetCode => format!("{} of `System.set_code`", lists.join(". ")),
			_ if kind.is_deprecated() => "nothing: what it was for is gone".into(),
			_ if lists.is_empty() => "nothing yet".into(),
			_ => lists.join(". "),
		};
		writeln!(page, "| `{kind:?}` | {} | {may} |", kind as u8).expect("it is a string");
	}
	page
}

#[test]
fn proxies_should_be_documented_as_they_are() {
	assert_current("proxies.md", &proxies_page());
}
