//! Every setter of a hyperparameter, or of the chain's parameters, against its row in the tables.

use crate::*;
use codec::{Decode, Encode};
use frame_support::{Blake2_128Concat, Identity, StorageHasher, Twox64Concat};
use pallet_subtensor::hyperparameters::{ChainParameter, Hyperparameter, Row};
use scale_info::{TypeDef, TypeInfo};
use sp_runtime::traits::Dispatchable;
use std::collections::{BTreeMap, BTreeSet};
use subtensor_types::{MechId, NetUid};

/// Index of the pallet.
const ADMIN_UTILS: u8 = 19;
const SUBNET: NetUid = NetUid(1);

/// Rows of both tables, each with whether it is a subnet's.
fn rows() -> Vec<(&'static Row, bool)> {
	let subnets = Hyperparameter::ROWS.iter().map(|row| (*row, true));
	let chain = ChainParameter::ROWS.iter().map(|row| (row, false));
	subnets.chain(chain).collect()
}

/// The calls of AdminUtils: name -> index and types of arguments.
fn calls() -> BTreeMap<&'static str, (u8, Vec<&'static str>)> {
	let TypeDef::Variant(calls) = pallet_admin_utils::Call::<Runtime>::type_info().type_def else {
		panic!("calls are an enum");
	};
	let types = |call: &scale_info::Variant| -> Vec<&'static str> {
		call.fields
			.iter()
			.map(|field| field.type_name.expect("it has one"))
			.collect()
	};
	calls
		.variants
		.iter()
		.map(|call| (call.name, (call.index, types(call))))
		.collect()
}

/// Where a row's value is stored.
fn key(row: &Row, of_subnet: bool) -> Vec<u8> {
	let mut key = frame_support::storage::storage_prefix(b"SubtensorModule", row.item.as_bytes()).to_vec();
	if of_subnet {
		let netuid = SUBNET.encode();
		key.extend(match row.item {
			"RevealPeriodEpochs" => Twox64Concat::hash(&netuid),
			"LiquidAlphaOn" | "Yuma3On" => Blake2_128Concat::hash(&netuid),
			_ => Identity::hash(&netuid).to_vec(),
		});
	}
	key
}

fn stored(row: &Row, of_subnet: bool) -> Vec<u8> {
	sp_io::storage::get(&key(row, of_subnet))
		.unwrap_or_else(|| panic!("{} is stored", row.item))
		.to_vec()
}

/// A call that sets a row to these encoded arguments, if they are of its type.
fn call(row: &Row, of_subnet: bool, value: &[u8]) -> Option<RuntimeCall> {
	let pallet = if row.pallet == "AdminUtils" {
		ADMIN_UTILS
	} else {
		7
	};
	let mut call = vec![pallet, row.index];
	if of_subnet {
		call.extend(SUBNET.encode());
	}
	call.extend(value);
	RuntimeCall::decode(&mut &call[..]).ok()
}

/// The number that these little-endian bytes hold, one down, one up; a switch thrown.
fn neighbours(value: &[u8]) -> [Vec<u8>; 3] {
	let mut wide = [0u8; 16];
	wide[..value.len()].copy_from_slice(value);
	let number = u128::from_le_bytes(wide);
	[number.wrapping_sub(1), number.wrapping_add(1), number ^ 1]
		.map(|near| near.to_le_bytes()[..value.len()].to_vec())
}

#[test]
fn every_row_should_have_its_setter_at_its_index() {
	let mut calls = calls();
	let ours = rows().into_iter().filter(|(row, _)| row.pallet == "AdminUtils");
	for (row, of_subnet) in ours {
		let (index, types) = calls
			.remove(row.setter)
			.unwrap_or_else(|| panic!("no call {}", row.setter));
		assert_eq!(index, row.index, "{}", row.setter);
		let value = match row.value {
			"(u16, u16)" => vec!["u16", "u16"],
			"Perbill" => vec!["u16"],
			value => vec![value],
		};
		let subnet = if of_subnet { vec!["NetUid"] } else { vec![] };
		assert_eq!(types, [subnet, value].concat(), "{}", row.setter);
	}
	// Those that do more than set a value, or set a present state.
	let left = calls.into_iter().map(|(name, (index, _))| (name, index));
	assert_eq!(
		left.collect::<Vec<_>>(),
		[
			("sudo_set_difficulty", 24),
			("sudo_set_mechanism_count", 76),
			("sudo_set_mechanism_emission_split", 77),
			("sudo_set_sn_owner_hotkey", 67),
			("sudo_trim_to_max_allowed_uids", 78)
		]
	);
}

#[test]
fn indices_and_items_should_be_there_once() {
	let rows = rows();
	let indices: BTreeSet<(&str, u8)> = rows.iter().map(|(row, _)| (row.pallet, row.index)).collect();
	let items: BTreeSet<&str> = rows.iter().map(|(row, _)| row.item).collect();
	assert_eq!((indices.len(), items.len()), (rows.len(), rows.len()));
}

#[test]
fn setter_should_write_its_own_item_and_report_it() {
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		System::set_block_number(1);
		for (row, of_subnet) in rows().into_iter().filter(|(row, _)| row.value != "Perbill") {
			let events = System::event_count();
			let set = |value: &Vec<u8>| {
				let call = call(row, of_subnet, value)?;
				call.dispatch(RuntimeOrigin::root()).ok()
			};
			let accepted = neighbours(&stored(row, of_subnet))
				.into_iter()
				.find(|value| set(value).is_some());
			let accepted = accepted.unwrap_or_else(|| panic!("{} accepts no neighbour", row.setter));
			assert_eq!(stored(row, of_subnet), accepted, "{}", row.setter);
			assert!(System::event_count() > events, "{}", row.setter);
		}
	});
}

#[test]
fn owner_cut_should_be_set_as_a_fraction() {
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		let set = |cut| AdminUtils::sudo_set_subnet_owner_cut(RuntimeOrigin::root(), cut);
		assert_eq!(set(6_553), Ok(()));
		assert_eq!(
			pallet_subtensor::OwnerCut::<Runtime>::get().deconstruct(),
			99_992_370
		);
		assert!(set(u16::MAX).is_err());
	});
}

#[test]
fn setter_should_be_refused_when_signed_by_a_stranger() {
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		let stranger = || RuntimeOrigin::signed(sp_keyring::Sr25519Keyring::Eve.to_account_id());
		for (row, of_subnet) in rows() {
			let value = if row.value == "Perbill" {
				vec![0, 0]
			} else {
				stored(row, of_subnet)
			};
			let before = stored(row, of_subnet);
			assert!(
				call(row, of_subnet, &value).is_some_and(|call| call.dispatch(stranger()).is_err()),
				"{}",
				row.setter
			);
			assert_eq!(stored(row, of_subnet), before, "{}", row.setter);
		}
		assert!(AdminUtils::sudo_trim_to_max_allowed_uids(stranger(), SUBNET, 100).is_err());
		assert!(AdminUtils::sudo_set_difficulty(stranger(), SUBNET, 20_000_000).is_err());
		assert!(AdminUtils::sudo_set_mechanism_count(stranger(), SUBNET, MechId(2)).is_err());
		assert!(AdminUtils::sudo_set_mechanism_emission_split(stranger(), SUBNET, None).is_err());
	});
}
