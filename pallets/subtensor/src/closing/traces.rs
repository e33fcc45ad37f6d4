//! What is left of a subnet that closed: nothing.
//!
//! A table names every storage item of the pallet and how it refers to subnets. It is compared with the metadata, so that an item
//! without an entry fails here; then a subnet with an entry in each is closed, and its netuid must be gone from all keys and values.

mod items;

use crate::{mock::*, *};
use Names::{Both, ByKey, InValue};
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::{assert_ok, storage::storage_prefix};
use items::{ITEMS, Names};
use scale_info::{MetaType, TypeDef, meta_type};
use sp_io::storage::next_key;
use sp_metadata_ir::{StorageEntryTypeIR, StorageHasherIR};

/// The subnets' own key parts in a full key of an item, read with its metadata.
fn netuids_in_key(parts: &[(StorageHasherIR, MetaType)], key: &[u8]) -> Vec<NetUid> {
	let mut rest = &key[32..];
	let mut found = vec![];
	for (hasher, part) in parts {
		let hash = match hasher {
			StorageHasherIR::Identity => 0,
			StorageHasherIR::Twox64Concat => 8,
			StorageHasherIR::Blake2_128Concat => 16,
			other => panic!("a key cannot be read back from {other:?}"),
		};
		let length = length_of(part);
		let bytes = &rest[hash..hash + length];
		if is_netuid(part) {
			// A mechanism's index is its number times 4,096 plus the netuid.
			found.push(NetUid(u16::from_le_bytes([bytes[0], bytes[1]]) % 4_096));
		}
		rest = &rest[hash + length..];
	}
	assert!(rest.is_empty(), "the key is longer than its parts");
	found
}

fn is_netuid(part: &MetaType) -> bool {
	[meta_type::<NetUid>(), meta_type::<NetUidStorageIndex>()].contains(part)
}

fn length_of(part: &MetaType) -> usize {
	let lengths = [
		(meta_type::<NetUid>(), 2),
		(meta_type::<NetUidStorageIndex>(), 2),
		(meta_type::<u8>(), 1),
		(meta_type::<u16>(), 2),
		(meta_type::<u64>(), 8),
		(meta_type::<H256>(), 32),
		(meta_type::<AccountId>(), 32),
		(meta_type::<[u8; 8]>(), 8),
	];
	let known = lengths.into_iter().find(|(known, _length)| known == part);
	known.expect("say here how long a key of this type is").1
}

/// The key parts of each storage item of the pallet, by name.
fn items() -> BTreeMap<&'static str, Vec<(StorageHasherIR, MetaType)>> {
	let metadata = Pallet::<Test>::storage_metadata();
	let parts = |ty: StorageEntryTypeIR| match ty {
		StorageEntryTypeIR::Plain(_) => vec![],
		StorageEntryTypeIR::Map { hashers, key, .. } if hashers.len() == 1 => vec![(hashers[0].clone(), key)],
		StorageEntryTypeIR::Map { hashers, key, .. } => match key.type_info().type_def {
			TypeDef::Tuple(tuple) => hashers.into_iter().zip(tuple.fields).collect(),
			other => panic!("several hashers for a key that is no tuple: {other:?}"),
		},
	};
	metadata
		.entries
		.into_iter()
		.map(|entry| (entry.name, parts(entry.ty)))
		.collect()
}

/// All keys under a prefix.
fn keys(prefix: &[u8]) -> Vec<Vec<u8>> {
	let mut found = vec![];
	let mut last = prefix.to_vec();
	while let Some(key) = next_key(&last).filter(|key| key.starts_with(prefix)) {
		found.push(key.clone());
		last = key;
	}
	found
}

/// The items that name a subnet in a key.
fn named_in_keys(netuid: NetUid) -> BTreeSet<&'static str> {
	let items = items();
	let names = items.iter().filter(|(name, parts)| {
		let prefix = storage_prefix(b"SubtensorModule", name.as_bytes());
		keys(&prefix)
			.iter()
			.any(|key| netuids_in_key(parts, key).contains(&netuid))
	});
	names.map(|(name, _parts)| *name).collect()
}

/// The items that name a subnet in a value.
fn named_in_values(netuid: NetUid) -> BTreeSet<&'static str> {
	let root_weights = Weights::<Test>::iter_prefix_values(NetUidStorageIndex::from(NetUid::ROOT));
	let names = [
		(
			"Plan",
			Plan::<Test>::get().lines.iter().any(|line| line.netuid == netuid),
		),
		(
			"RootShares",
			RootShares::<Test>::get()
				.iter()
				.any(|share| share.netuid == netuid),
		),
		(
			"EpochAgenda",
			EpochAgenda::<Test>::iter_values().any(|agenda| agenda.contains(&netuid)),
		),
		(
			"ScheduledDissolutions",
			ScheduledDissolutions::<Test>::get()
				.iter()
				.any(|(_block, other)| *other == netuid),
		),
		("DissolveCleanupQueue", SubnetCloser::<Test>::is_closing(netuid)),
		(
			"ChildkeyQueue",
			ChildkeyQueue::<Test>::iter_values().any(|(other, _hotkey)| other == netuid),
		),
		(
			"Weights",
			root_weights
				.flat_map(PerUid::into_inner)
				.any(|(dest, _weight)| dest == netuid.0),
		),
	];
	names
		.into_iter()
		.filter_map(|(name, named)| named.then_some(name))
		.collect()
}

/// The items of the table for which `wanted` holds.
fn table(wanted: fn(Names) -> bool) -> BTreeSet<&'static str> {
	let items = ITEMS.iter().filter(|(_name, names)| wanted(*names));
	items.map(|(name, _names)| *name).collect()
}

/// A subnet of coldkey 9 with something in every storage item that can name it.
pub(crate) fn full_subnet() -> NetUid {
	let netuid = create_subnet(&hotkey(9));
	assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
	assert_ok!(MechanismRegistry::<Test>::set_count(netuid, MechId(2)));
	assert_ok!(MechanismRegistry::<Test>::set_split(
		netuid,
		Some(vec![1, 65_534])
	));
	for key in 1..=3 {
		register(netuid, &coldkey(key), &hotkey(key));
		stake(&coldkey(4), &hotkey(key), netuid, 20 * u64::from(key));
	}
	RegisteredByWork::<Test>::insert(netuid, 3, ());
	lend(1, 2, netuid);
	PendingChildKeyCooldown::<Test>::put(10_000);
	lend(3, 2, netuid);
	assert_ok!(SubtensorModule::set_childkey_take(
		signed(&coldkey(2)),
		hotkey(2),
		netuid,
		1
	));
	HotkeySwappedAt::<Test>::insert(netuid, 3, 1);
	StakeCooldownPeriod::<Test>::put(1_000);
	stake(&coldkey(5), &hotkey(1), netuid, 5);
	StakeCooldownPeriod::<Test>::put(0);
	assert_ok!(SubtensorModule::serve_axon(
		signed(&hotkey(1)),
		netuid,
		0,
		1,
		1,
		4,
		0,
		0,
		0
	));
	let tls = SubtensorModule::serve_axon_tls(signed(&hotkey(2)), netuid, 0, 1, 1, 4, 0, 0, 0, vec![1, 2]);
	assert_ok!(tls);
	assert_ok!(SubtensorModule::serve_prometheus(
		signed(&hotkey(2)),
		netuid,
		0,
		1,
		1,
		4
	));
	assert_ok!(HyperparameterTable::<Test>::set_owner_hotkey(
		signed(&coldkey(9)),
		netuid,
		&hotkey(9)
	));
	assert_ok!(IdentityRegistry::<Test>::set_of_subnet(
		&coldkey(9),
		netuid,
		SubnetIdentityV3::default()
	));
	assert_ok!(HyperparameterTable::<Test>::set(
		signed(&coldkey(9)),
		netuid,
		Hyperparameter::ServingRateLimit(10)
	));
	assert_ok!(SubtensorModule::root_register(signed(&coldkey(0)), hotkey(0)));
	stake(&coldkey(0), &hotkey(0), NetUid::ROOT, 5);
	run_to_epoch(netuid);
	let second = MechId(1);
	for key in [9, 1, 2] {
		set_weights(netuid, &hotkey(key), &[(3, 1)]);
		let set = SubtensorModule::set_mechanism_weights;
		assert_ok!(set(signed(&hotkey(key)), netuid, second, vec![3], vec![1], 0));
	}
	vote(&[netuid]);
	run_to_epoch(NetUid::ROOT);
	CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
	for mechanism in MechanismRegistry::<Test>::of(netuid) {
		for key in [2, 9] {
			lock_weights(mechanism, &hotkey(key), &[(3, 1)], 5);
		}
	}
	run_to_epoch(netuid); // their round is not out
	run_to_epoch(netuid);
	run_blocks(1);
	assert_ok!(EmissionPlanner::<Test>::settle(netuid));
	assert_ok!(SubtensorModule::set_coldkey_auto_stake_hotkey(
		signed(&coldkey(6)),
		netuid,
		hotkey(1)
	));
	assert_ok!(SubtensorModule::commit_weights(
		signed(&hotkey(1)),
		netuid,
		H256::zero()
	));
	assert_ok!(SubtensorModule::commit_mechanism_weights(
		signed(&hotkey(1)),
		netuid,
		second,
		H256::zero()
	));
	assert_ok!(EpochCalendar::<Test>::bring_forward(netuid, 3));
	DissolveNetworkScheduleDuration::<Test>::put(100);
	assert_ok!(SubtensorModule::schedule_dissolve_network(
		signed(&coldkey(9)),
		netuid
	));
	netuid
}

/// A hotkey chooses another as its child.
fn lend(parent: u8, child: u8, netuid: NetUid) {
	assert_ok!(SubtensorModule::set_children(
		signed(&coldkey(parent)),
		hotkey(parent),
		netuid,
		vec![(1, hotkey(child))]
	));
}

/// Root's only voter, hotkey 0, judges these subnets alike.
fn vote(netuids: &[NetUid]) {
	assert_ok!(SubtensorModule::set_root_weights(
		signed(&coldkey(0)),
		NetUid::ROOT,
		hotkey(0),
		netuids.iter().map(|netuid| netuid.0).collect(),
		vec![1; netuids.len()],
		0
	));
}

fn close(netuid: NetUid) {
	assert_ok!(SubtensorModule::root_dissolve_network(
		RuntimeOrigin::root(),
		netuid
	));
	while !DissolveCleanupQueue::<Test>::get().is_empty() {
		run_blocks(1);
	}
}

#[test]
fn table_should_name_every_storage_item_and_where_it_names_subnets() {
	let mut metadata = items();
	metadata.retain(|name, _parts| !vacant::invariants::ITEMS.contains(name));
	let listed: BTreeSet<&str> = table(|_names| true);
	assert_eq!(listed.len(), ITEMS.len(), "an item stands in the table twice");
	assert_eq!(listed, metadata.keys().copied().collect::<BTreeSet<_>>());
	let keyed = metadata
		.iter()
		.filter(|(_name, parts)| parts.iter().any(|(_hasher, part)| is_netuid(part)));
	assert_eq!(
		table(|names| matches!(names, ByKey | Both)),
		keyed.map(|(name, _parts)| *name).collect()
	);
}

#[test]
fn nothing_should_name_a_subnet_when_it_has_been_taken_apart() {
	TestChain::default().build_and_execute(|| {
		let netuid = full_subnet();
		// What names a subnet while it lives; the queue is of those that close.
		let mut values = table(|names| matches!(names, InValue | Both));
		assert!(values.remove("DissolveCleanupQueue"));
		assert_eq!(
			named_in_keys(netuid),
			table(|names| matches!(names, ByKey | Both))
		);
		assert_eq!(named_in_values(netuid), values);

		close(netuid);
		assert_eq!(named_in_keys(netuid), BTreeSet::new());
		assert_eq!(named_in_values(netuid), BTreeSet::new());
		assert!(!frame_system::Account::<Test>::contains_key(Ledger::<Test>::pot(
			netuid
		)));
	});
}

#[test]
fn successor_should_be_as_if_there_had_been_nobody() {
	TestChain::default().build_and_execute(|| {
		let netuid = full_subnet();
		close(netuid);
		assert_eq!(create_subnet(&hotkey(9)), netuid);
		let heir = entries(netuid);
		let fresh = create_subnet(&hotkey(9));
		// Under its own netuid, and apart from what differs for any two: block, price, symbol.
		let differ = ["SubnetLocked", "TokenSymbol"];
		let without = |entries: BTreeMap<&'static str, Vec<Vec<u8>>>| {
			let same = entries.into_iter().filter(|(name, _)| !differ.contains(name));
			same.collect::<BTreeMap<_, _>>()
		};
		assert_eq!(without(heir), without(entries(fresh)));
		assert_eq!(
			EpochDue::<Test>::get(fresh),
			EpochDue::<Test>::get(netuid).map(|due| due + 1)
		);
		for netuid in [netuid, fresh] {
			let due = LastEpochBlock::<Test>::get(netuid) + u64::from(TEMPO);
			assert_eq!(EpochDue::<Test>::get(netuid), Some(due));
		}

		// Root's old votes are not for it, nor does it find stake, emission or a date of its end.
		assert_ok!(SubtensorModule::start_call(signed(&coldkey(9)), netuid));
		run_to_epoch(NetUid::ROOT);
		assert!(RootShares::<Test>::get().is_empty());
		run_blocks(100);
		assert!(NetworksAdded::<Test>::get(netuid));
	});
}

/// The values under a subnet's keys, by item. Dates of epochs differ by the stagger and are compared on their own.
fn entries(netuid: NetUid) -> BTreeMap<&'static str, Vec<Vec<u8>>> {
	let mut entries = BTreeMap::<&'static str, Vec<Vec<u8>>>::new();
	let dates = ["EpochDue", "LastEpochBlock"];
	for (name, parts) in items().iter().filter(|(name, _parts)| !dates.contains(name)) {
		let prefix = storage_prefix(b"SubtensorModule", name.as_bytes());
		for key in keys(&prefix) {
			if netuids_in_key(parts, &key).contains(&netuid) {
				let value = sp_io::storage::get(&key).unwrap_or_default().to_vec();
				entries.entry(name).or_default().push(value);
			}
		}
	}
	entries
}

/// All of the pallet's storage and all accounts, as raw entries. Without those that say what their absence says too: zero, no, an
/// empty list.
pub(crate) fn dump() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let pallets = [
		sp_io::hashing::twox_128(b"SubtensorModule").to_vec(),
		storage_prefix(b"System", b"Account").to_vec(),
	];
	let entries = pallets.iter().flat_map(|prefix| keys(prefix));
	entries
		.map(|key| {
			(
				key.clone(),
				sp_io::storage::get(&key).unwrap_or_default().to_vec(),
			)
		})
		.filter(|(_key, value)| value.iter().any(|byte| *byte != 0))
		.collect()
}

/// Which entries differ between two states: the name of the item, or the account.
pub(crate) fn differences(
	before: &BTreeMap<Vec<u8>, Vec<u8>>,
	after: &BTreeMap<Vec<u8>, Vec<u8>>,
) -> BTreeSet<String> {
	let names: BTreeMap<Vec<u8>, &str> = items()
		.into_keys()
		.map(|name| (storage_prefix(b"SubtensorModule", name.as_bytes()).to_vec(), name))
		.collect();
	let changed = before
		.keys()
		.chain(after.keys())
		.filter(|key| before.get(*key) != after.get(*key));
	let name = |key: &Vec<u8>| match names.get(&key[..32]) {
		Some(name) => (*name).into(),
		None => format!(
			"account {}",
			sp_core::hexdisplay::HexDisplay::from(&&key[key.len() - 32..])
		),
	};
	changed.map(name).collect()
}

#[test]
fn state_should_be_as_before_when_a_subnet_came_and_went() {
	TestChain::default().build_and_execute(|| {
		let before = dump();
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(1), &hotkey(1));
		stake(&coldkey(1), &hotkey(1), netuid, 5);
		assert_ok!(SubtensorModule::serve_axon(
			signed(&hotkey(1)),
			netuid,
			0,
			1,
			1,
			4,
			0,
			0,
			0
		));
		// All in one block: nothing is mined meanwhile that would tell the states apart.
		assert_ok!(SubtensorModule::root_dissolve_network(
			RuntimeOrigin::root(),
			netuid
		));
		while !DissolveCleanupQueue::<Test>::get().is_empty() {
			SubnetCloser::<Test>::run();
		}
		let account =
			|who: &AccountId| format!("account {}", sp_core::hexdisplay::HexDisplay::from(&who.encode()));
		let expected = BTreeSet::from([
			// What a creation leaves behind: its date; its price is the one that stood there.
			"NetworkLastRegistered".into(),
			// Drawn up anew, alike but for the blocks that count; what those brought waits for subnet 1.
			"EmissionShareSum".into(),
			"PendingEmission".into(),
			"Plan".into(),
			// What the endowment and the registration cost; and the pots between which mined rao went.
			account(&coldkey(1)),
			account(&coldkey(9)),
			account(&Ledger::<Test>::emission_pot()),
			account(&Ledger::<Test>::pot(FIRST)),
			// A released hotkey keeps its reference, so its nonce.
			account(&hotkey(1)),
			account(&hotkey(9)),
		]);
		assert_eq!(differences(&before, &dump()), expected);
	});
}
