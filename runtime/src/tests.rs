//! What clients rely on in the runtime as a whole: indices, order of extensions, free calls of accounts without funds.

use crate::*;
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

#[test]
fn calls_should_have_the_indices_that_clients_know() {
	use codec::Encode;
	use pallet_subtensor::Call;
	use sp_keyring::Sr25519Keyring::{Alice, Bob};
	use subtensor_types::NetUid;
	let (hotkey, coldkey, netuid) = (Alice.to_account_id(), Bob.to_account_id(), NetUid(1));
	let (dests, weights) = (vec![1u16], vec![2u16]);
	let calls: [(Call<Runtime>, u8); 10] = [
		(
			Call::set_weights {
				netuid,
				dests: dests.clone(),
				weights: weights.clone(),
				version_key: 0,
			},
			0,
		),
		(
			Call::add_stake {
				hotkey: hotkey.clone(),
				netuid,
				amount_staked: 1,
			},
			2,
		),
		(
			Call::remove_stake {
				hotkey: hotkey.clone(),
				netuid,
				amount_unstaked: 1,
			},
			3,
		),
		(
			Call::serve_axon {
				netuid,
				version: 1,
				ip: 1,
				port: 1,
				ip_type: 4,
				protocol: 0,
				placeholder1: 0,
				placeholder2: 0,
			},
			4,
		),
		(
			Call::register {
				netuid,
				block_number: 1,
				nonce: 1,
				work: vec![],
				hotkey: hotkey.clone(),
				coldkey,
			},
			6,
		),
		(
			Call::burned_register {
				netuid,
				hotkey: hotkey.clone(),
			},
			7,
		),
		(
			Call::set_root_weights {
				netuid,
				hotkey: hotkey.clone(),
				dests,
				weights,
				version_key: 0,
			},
			8,
		),
		(
			Call::register_network {
				hotkey: hotkey.clone(),
			},
			59,
		),
		(Call::root_register { hotkey }, 62),
		(Call::start_call { netuid }, 92),
	];
	for (call, index) in calls {
		assert_eq!(RuntimeCall::from(call).encode()[..2], [7, index]);
	}
}
