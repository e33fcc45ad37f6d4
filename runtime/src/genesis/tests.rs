//! Presets make chains: each builds, and says what it should.

use super::*;
use crate::{Balances, Grandpa, Runtime, RuntimeGenesisConfig, Session, constants::TAO};
use frame_support::{genesis_builder_helper, traits::fungible::Inspect};
use pallet_subtensor::{
	Difficulty, FirstEmissionBlockNumber, ImmunityPeriod, Ledger, NetworksAdded, SlotDuration, StakeLedger,
	SubnetOwner, SubnetRegistry, Tempo, TxRateLimit, WeightsSetRateLimit,
};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use subtensor_types::NetUid;

pub(crate) fn chain(name: &str) -> TestExternalities {
	let patch = preset(&name.into()).expect("the preset exists");
	let mut externalities = TestExternalities::default();
	externalities.execute_with(|| {
		let whole =
			genesis_builder_helper::get_preset::<RuntimeGenesisConfig>(&None, |_| None).expect("a default");
		let mut whole: serde_json::Value = serde_json::from_slice(&whole).expect("JSON");
		merge(&mut whole, serde_json::from_slice(&patch).expect("JSON"));
		genesis_builder_helper::build_state::<RuntimeGenesisConfig>(whole.to_string().into_bytes())
			.expect("the preset makes a chain");
	});
	externalities
}

/// Puts a JSON patch over a value, as chain specs do.
fn merge(value: &mut serde_json::Value, patch: serde_json::Value) {
	match (value, patch) {
		(serde_json::Value::Object(value), serde_json::Value::Object(patch)) => {
			for (key, patch) in patch {
				merge(value.entry(key).or_insert(serde_json::Value::Null), patch);
			}
		}
		(value, patch) => *value = patch,
	}
}

fn free(key: Sr25519Keyring) -> u64 {
	Balances::balance(&key.to_account_id())
}

#[test]
fn preset_should_fund_the_developers_accounts_to_the_rao() {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie, One, Two};
	for name in [DEVELOPMENT, LOCAL, LOCAL_FAST] {
		chain(name).execute_with(|| {
			for key in [Alice, Bob, Charlie] {
				assert_eq!(free(key), 1_000_000 * TAO, "{name}: {key:?}");
			}
			for key in [Dave, Eve, Ferdie, One, Two] {
				assert_eq!(free(key), 2_000 * TAO, "{name}: {key:?}");
			}
			assert_eq!(Balances::balance(&accounts::THREE), 2_000 * TAO, "{name}");
			// The pots of root, subnet 1 and emission hold their existential deposits.
			assert_eq!(Balances::total_issuance(), 3_012_000 * TAO + 3 * 500);
			assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(Alice.to_account_id()));
		});
	}
}

#[test]
fn preset_should_set_the_pace_of_its_chain() {
	for (name, slot, tempo, authorities) in [
		(DEVELOPMENT, 250, 10, 1),
		(LOCAL_FAST, 250, 10, 2),
		(LOCAL, 12_000, 360, 2),
		(MAIN, 12_000, 360, 0),
	] {
		chain(name).execute_with(|| {
			assert_eq!(SlotDuration::<Runtime>::get(), slot, "{name}");
			assert_eq!(Tempo::<Runtime>::get(NetUid(1)), tempo, "{name}");
			assert_eq!(Session::validators().len(), authorities, "{name}");
			assert_eq!(Grandpa::grandpa_authorities().len(), authorities, "{name}");
			assert_eq!(
				pallet_aura::Authorities::<Runtime>::get().len(),
				authorities,
				"{name}"
			);
		});
	}
}

#[test]
fn local_network_should_start_as_suites_of_clients_expect() {
	let first = NetUid(1);
	for name in [LOCAL, LOCAL_FAST] {
		chain(name).execute_with(|| {
			assert_eq!(SubnetRegistry::<Runtime>::lock_cost(), 1_000 * TAO, "{name}");
			assert_eq!(TxRateLimit::<Runtime>::get(), 1_000, "{name}");
			assert_eq!(ImmunityPeriod::<Runtime>::get(first), 5_000, "{name}");
			assert_eq!(Difficulty::<Runtime>::get(first), 10_000_000, "{name}");
			assert!(WeightsSetRateLimit::<Runtime>::get(first) > 0, "{name}");
			assert_eq!(StakeLedger::<Runtime>::cooling_period(first), 0, "{name}");
		});
	}
	for (name, blocks) in [(DEVELOPMENT, 10), (MAIN, 360)] {
		let cooling = || StakeLedger::<Runtime>::cooling_period(first);
		assert_eq!(chain(name).execute_with(cooling), blocks, "{name}");
	}
}

#[test]
fn real_chain_should_have_neither_sudo_nor_premine() {
	chain(MAIN).execute_with(|| {
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), None);
		assert_eq!(Balances::total_issuance(), 3 * 500);
	});
}

#[test]
fn every_chain_should_have_root_and_a_started_subnet_without_a_keyholder() {
	for name in preset_names() {
		chain(&name).execute_with(|| {
			assert!(NetworksAdded::<Runtime>::get(NetUid::ROOT) && NetworksAdded::<Runtime>::get(NetUid(1)));
			assert_eq!(FirstEmissionBlockNumber::<Runtime>::get(NetUid(1)), Some(1));
			assert_eq!(
				SubnetOwner::<Runtime>::get(NetUid(1)),
				Some(Ledger::<Runtime>::keyless_owner())
			);
		});
	}
}

#[test]
fn unknown_preset_should_not_exist() {
	assert_eq!(preset(&"nowhere".into()), None);
}

#[test]
fn three_should_be_the_account_of_its_derivation() {
	let pair = <sp_core::sr25519::Pair as sp_core::Pair>::from_string("//Three", None).expect("a valid path");
	assert_eq!(
		accounts::THREE.as_ref() as &[u8],
		&sp_core::Pair::public(&pair).0[..]
	);
}
