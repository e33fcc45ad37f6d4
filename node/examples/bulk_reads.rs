//! What one bulk question costs beside the single reads that it replaces.
//!
//! ```text
//! cargo run --release --locked -p subtensor-node --example bulk_reads
//! ```
//!
//! A subnet full of neurons, of which 64 are validators with weights and bonds, is written to the database of a test chain. Then each
//! question is asked in the runtime's Wasm with nothing cached, as a client's `state_call` would; and what it replaces, one key after the other,
//! each with nothing cached, as `state_getStorage` would. Printed: entries of the database read, the least time of several runs, and the size of
//! the answer. The way to the node and back, which each single read would take, is not counted.

mod wasm;

use codec::Encode;
use frame_support::storage::generator::{StorageDoubleMap, StorageMap};
use pallet_subtensor::{
	Active, Axons, BlockAtRegistration, Bonds, ChildKeys, Consensus, Dividends, Emission, IdentitiesV2,
	Incentive, IsNetworkMember, Keys, LastUpdate, NetworksAdded, Owner, ParentKeys, StakeWeight, SubnetworkN,
	TotalHotkeyAlpha, Uids, ValidatorPermit, ValidatorTrust, Weights,
};
use sp_externalities::Externalities;
use sp_io::TestExternalities;
use sp_state_machine::{Ext, OverlayedChanges};
use std::time::{Duration, Instant};
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::{AxonInfo, Bounded, MechId, NetUid, NetUidStorageIndex};
use wasm::Wasm;

const SUBNET: NetUid = NetUid(1);
const VALIDATORS: u16 = 64;
const RUNS: usize = 5;

fn account(kind: u8, uid: u16) -> AccountId {
	let mut bytes = [kind; 32];
	bytes[..2].copy_from_slice(&uid.to_le_bytes());
	sp_io::hashing::blake2_256(&bytes).into()
}

fn list<T: Clone, N: frame_support::traits::Get<u32>>(value: T, n: u16) -> Bounded<T, N> {
	Bounded::try_from(vec![value; usize::from(n)]).unwrap_or_default()
}

/// A subnet with `n` neurons in the database.
fn chain(n: u16) -> TestExternalities {
	let mut chain = TestExternalities::default();
	chain.execute_with(|| {
		let index = NetUidStorageIndex::from(SUBNET);
		NetworksAdded::<Runtime>::insert(SUBNET, true);
		SubnetworkN::<Runtime>::insert(SUBNET, n);
		for uid in 0..n {
			let (hotkey, coldkey) = (account(1, uid), account(2, uid / 4));
			Keys::<Runtime>::insert(SUBNET, uid, &hotkey);
			Uids::<Runtime>::insert(SUBNET, &hotkey, uid);
			IsNetworkMember::<Runtime>::insert(&hotkey, SUBNET, true);
			BlockAtRegistration::<Runtime>::insert(SUBNET, uid, 7);
			Owner::<Runtime>::insert(&hotkey, coldkey);
			TotalHotkeyAlpha::<Runtime>::insert(&hotkey, SUBNET, 1_000_000);
			Axons::<Runtime>::insert(SUBNET, &hotkey, AxonInfo::default());
			if uid < VALIDATORS {
				TotalHotkeyAlpha::<Runtime>::insert(&hotkey, NetUid::ROOT, 1_000_000);
				let row: Vec<(u16, u16)> = (0..n.min(256)).map(|uid| (uid, 1)).collect();
				Weights::<Runtime>::insert(index, uid, Bounded::try_from(row.clone()).unwrap_or_default());
				Bonds::<Runtime>::insert(index, uid, Bounded::try_from(row).unwrap_or_default());
			}
		}
		Active::<Runtime>::insert(SUBNET, list(true, n));
		ValidatorPermit::<Runtime>::insert(SUBNET, list(true, n));
		StakeWeight::<Runtime>::insert(SUBNET, list(1, n));
		Consensus::<Runtime>::insert(SUBNET, list(1, n));
		Incentive::<Runtime>::insert(index, list(1, n));
		Dividends::<Runtime>::insert(SUBNET, list(1, n));
		ValidatorTrust::<Runtime>::insert(SUBNET, list(1, n));
		Emission::<Runtime>::insert(SUBNET, list(1, n));
		LastUpdate::<Runtime>::insert(index, list(1, n));
	});
	chain.commit_all().expect("the database takes it");
	chain
}

/// The keys that a client without bulk questions would read to know the same neurons: for each its own, then the lists.
fn single_keys(n: u16) -> Vec<Vec<u8>> {
	let index = NetUidStorageIndex::from(SUBNET);
	let mut keys = Vec::new();
	for uid in 0..n {
		let (hotkey, coldkey) = (account(1, uid), account(2, uid / 4));
		keys.extend([
			Keys::<Runtime>::storage_double_map_final_key(SUBNET, uid),
			BlockAtRegistration::<Runtime>::storage_double_map_final_key(SUBNET, uid),
			Owner::<Runtime>::storage_map_final_key(&hotkey),
			Axons::<Runtime>::storage_double_map_final_key(SUBNET, &hotkey),
			TotalHotkeyAlpha::<Runtime>::storage_double_map_final_key(&hotkey, SUBNET),
			TotalHotkeyAlpha::<Runtime>::storage_double_map_final_key(&hotkey, NetUid::ROOT),
			ChildKeys::<Runtime>::storage_double_map_final_key(&hotkey, SUBNET),
			ParentKeys::<Runtime>::storage_double_map_final_key(&hotkey, SUBNET),
			IdentitiesV2::<Runtime>::storage_map_final_key(&coldkey),
		]);
	}
	keys.extend([
		Active::<Runtime>::storage_map_final_key(SUBNET),
		ValidatorPermit::<Runtime>::storage_map_final_key(SUBNET),
		Consensus::<Runtime>::storage_map_final_key(SUBNET),
		Incentive::<Runtime>::storage_map_final_key(index),
		Dividends::<Runtime>::storage_map_final_key(SUBNET),
		ValidatorTrust::<Runtime>::storage_map_final_key(SUBNET),
		Emission::<Runtime>::storage_map_final_key(SUBNET),
		LastUpdate::<Runtime>::storage_map_final_key(index),
	]);
	keys
}

/// The least time of several runs.
fn least(mut time: impl FnMut() -> Duration) -> Duration {
	(0..RUNS).map(|_| time()).min().unwrap_or_default()
}

/// A question to the runtime: its name, its method and what it is asked with.
struct Question {
	name: &'static str,
	method: &'static str,
	data: Vec<u8>,
}

impl Question {
	fn new(name: &'static str, method: &'static str, data: impl Encode) -> Self {
		let data = data.encode();
		Self { name, method, data }
	}
}

fn questions() -> Vec<Question> {
	const SELECTIVE: &str = "SubnetInfoRuntimeApi_get_selective_mechagraph";
	// All fields that `bittensor` 10.5.0 asks for: everything but the commitments.
	let all: Vec<u16> = (0..73).collect();
	let axons = vec![52u16, 55];
	let main = MechId::MAIN;
	vec![
		Question::new("get_metagraph", "SubnetInfoRuntimeApi_get_metagraph", SUBNET),
		Question::new("get_selective_mechagraph, all", SELECTIVE, (SUBNET, main, all)),
		Question::new(
			"get_selective_mechagraph, axons",
			SELECTIVE,
			(SUBNET, main, axons),
		),
		Question::new(
			"get_subnet_state",
			"SubnetInfoRuntimeApi_get_subnet_state",
			SUBNET,
		),
		Question::new("get_neurons", "NeuronInfoRuntimeApi_get_neurons", SUBNET),
		Question::new("get_neuron", "NeuronInfoRuntimeApi_get_neuron", (SUBNET, 7u16)),
	]
}

fn print(name: &str, reads: usize, time: Duration, bytes: usize) {
	let milliseconds = time.as_secs_f64() * 1e3;
	println!("  {name:34} {reads:>7} reads {milliseconds:>10.1} ms {bytes:>9} bytes");
}

fn main() {
	let wasm = Wasm::new();
	for n in [256, 4_096] {
		let chain = chain(n);
		println!("{n} neurons");
		let keys = single_keys(n);
		let read_all = || {
			let start = Instant::now();
			let values = keys.iter().filter_map(|key| {
				let mut overlay = OverlayedChanges::default();
				Ext::new(&mut overlay, &chain.backend, None).storage(key)
			});
			let bytes: usize = values.map(|value| value.len()).sum();
			(start.elapsed(), bytes)
		};
		print("single reads", keys.len(), least(|| read_all().0), read_all().1);
		for Question { name, method, data } in questions() {
			let bytes = wasm.call(&chain, method, &data).answer.len();
			let time = least(|| wasm.call(&chain, method, &data).time);
			print(name, wasm.reads(&chain, method, &data), time, bytes);
		}
	}
}
