//! What one bulk question costs beside the single reads that it replaces.
//!
//! ```text
//! SKIP_WASM_BUILD=1 cargo run -p subtensor-runtime --example bulk_reads
//! ```
//!
//! A subnet full of neurons, of which 64 are validators with weights and bonds, is written to the database of a test chain. Then each
//! question is asked with nothing cached, as a client's `state_call` would; and what it replaces, one key after the other, each with
//! nothing cached, as `state_getStorage` would. Printed: entries of the database read, and the least time of several runs.

use codec::Encode;
use frame_support::storage::generator::{StorageDoubleMap, StorageMap};
use pallet_subtensor::{
	Active, Axons, BlockAtRegistration, Bonds, ChildKeys, Consensus, Dividends, Emission, IdentitiesV2,
	Incentive, IsNetworkMember, Keys, LastUpdate, NetworksAdded, Owner, ParentKeys, StakeWeight, SubnetworkN,
	TotalHotkeyAlpha, Uids, ValidatorPermit, ValidatorTrust, Weights,
	views::clients::{metagraph, neuron, subnet},
};
use sp_io::TestExternalities;
use std::time::{Duration, Instant};
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::{AxonInfo, Bounded, NetUid, NetUidStorageIndex};

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

/// Entries read, and the least time of several runs.
fn measure(chain: &mut TestExternalities, mut ask: impl FnMut(&mut TestExternalities)) -> Duration {
	let mut times = (0..RUNS).map(|_| {
		let start = Instant::now();
		ask(chain);
		start.elapsed()
	});
	let first = times.next().unwrap_or_default();
	times.fold(first, Duration::min)
}

fn reads(chain: &mut TestExternalities, ask: impl FnOnce() -> usize) -> (usize, usize) {
	let recorder = sp_trie::recorder::Recorder::default();
	let bytes = chain.execute_with_recorder(recorder.clone(), ask);
	let keys = recorder.recorded_keys();
	(keys.values().map(|keys| keys.len()).sum(), bytes)
}

type Question = (&'static str, fn() -> usize);

/// All fields that `bittensor` 10.5.0 asks of `get_selective_mechagraph`: everything but the commitments.
fn selected() -> usize {
	let numbers: Vec<u16> = (0..73).collect();
	metagraph::selected::<Runtime>(SUBNET.into(), &numbers)
		.encode()
		.len()
}

fn main() {
	let questions: [Question; 6] = [
		("get_metagraph", || {
			metagraph::whole::<Runtime>(SUBNET.into()).encode().len()
		}),
		("get_selective_mechagraph, all", selected),
		("get_selective_mechagraph, axons", || {
			metagraph::selected::<Runtime>(SUBNET.into(), &[52, 55])
				.encode()
				.len()
		}),
		("get_subnet_state", || {
			subnet::state::<Runtime>(SUBNET).encode().len()
		}),
		("get_neurons", || {
			neuron::neurons::<Runtime>(SUBNET).encode().len()
		}),
		("get_neuron", || {
			neuron::neuron::<Runtime>(SUBNET, 7).encode().len()
		}),
	];
	for n in [256, 4_096] {
		let mut chain = chain(n);
		println!("{n} neurons");
		let keys = single_keys(n);
		let time = measure(&mut chain, |chain| {
			for key in &keys {
				chain.execute_with(|| sp_io::storage::get(key));
			}
		});
		println!(
			"  {:34} {:>7} reads {:>10.1} ms",
			"single reads",
			keys.len(),
			time.as_secs_f64() * 1e3
		);
		for (name, ask) in questions {
			let (read, bytes) = reads(&mut chain, ask);
			let time = measure(&mut chain, |chain| {
				chain.execute_with(ask);
			});
			println!(
				"  {name:34} {read:>7} reads {:>10.1} ms {bytes:>9} bytes",
				time.as_secs_f64() * 1e3
			);
		}
	}
}
