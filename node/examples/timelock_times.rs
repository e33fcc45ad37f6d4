//! What pulses and openings take in the runtime's Wasm, as the node runs it. The weights of `pallet-drand` come from these times.
//!
//! ```text
//! cargo run --release --locked -p subtensor-node --example timelock_times
//! ```
//!
//! - *verify*: the pool checks pulses,
//! - *sign*: a block begins, and the built-in beacon makes pulses,
//! - *open*: a block begins, and opens commitments, each one a ciphertext that the Python package made to quicknet's round 1000,
//! - *refuse*: the same, but what the ciphertext hides was changed, which shows at the end,
//! - *refuse point*: the same, but the point in the ciphertext is none of the group,
//! - *refuse bytes*: the same with bytes that are no ciphertext.
//!
//! Each is run with one and with some, in turn, on the same state, and what was written is checked and dropped. Printed is how much longer
//! the latter takes for each one more: the difference of the least times.

mod wasm;

use array_bytes::Dehexify;
use codec::{Decode, Encode};
use pallet_commitments::{CommitmentInfo, CommitmentOf, Data, LockQueue, Registration, RevealedCommitments};
use pallet_drand::{
	BeaconConfig, BeaconConfiguration, LastStoredRound, Pulse, Pulses, TestBeacon, TestSecret,
	types::PulsesPayload,
};
use serde_json::Value;
use sp_externalities::Externalities;
use sp_io::TestExternalities;
use sp_runtime::{
	traits::Header as _,
	transaction_validity::{TransactionSource, TransactionValidity},
};
use sp_state_machine::Ext;
use std::time::Duration;
use subtensor_runtime::{AccountId, Header, Runtime, RuntimeCall, UncheckedExtrinsic};
use subtensor_timelock::{Native, SecretKey, TEST_SECRET};
use subtensor_types::NetUid;
use wasm::{Called, Wasm};

const RUNS: usize = 50;
const SUBNET: NetUid = NetUid(1);
/// A round of quicknet.
const ROUND: u64 = 1_000;
/// Its pulse.
const PULSE: &str =
	"b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
/// A point of the curve whose pairings are zero.
const POINT: &str = include_str!("../../primitives/timelock/tests/vectors/order13.hex");
const CIPHERTEXTS: &str = include_str!("../../primitives/timelock/tests/vectors/real.json");

/// A question to the runtime.
struct Question {
	/// The state on which it is asked.
	state: TestExternalities,
	method: &'static str,
	data: Vec<u8>,
	/// Whether this answer is the right one.
	is_right: fn(&[u8]) -> bool,
	/// The keys that have a value afterwards.
	written: Vec<Vec<u8>>,
	/// The keys that have none afterwards.
	removed: Vec<Vec<u8>>,
}

impl Question {
	/// How long the answer took.
	fn time(&self, wasm: &Wasm) -> Duration {
		let Called {
			answer,
			time,
			mut written,
		} = wasm.call(&self.state, self.method, &self.data);
		let mut after = Ext::new(&mut written, &self.state.backend, None);
		assert!((self.is_right)(&answer));
		assert!(self.written.iter().all(|key| after.storage(key).is_some()));
		assert!(self.removed.iter().all(|key| after.storage(key).is_none()));
		time
	}
}

/// How much longer the answer to `some` takes than to `one`, which is about one thing, for each one more.
fn each(wasm: &Wasm, one: &Question, some: &Question, more: u32) -> Duration {
	let (mut least_of_one, mut least_of_some) = (Duration::MAX, Duration::MAX);
	for _ in 0..RUNS {
		least_of_one = least_of_one.min(one.time(wasm));
		least_of_some = least_of_some.min(some.time(wasm));
	}
	least_of_some.saturating_sub(least_of_one) / more
}

/// A chain with the built-in beacon, whose last round is `last` while its clock is `ahead` rounds further.
fn beacon(last: u64, ahead: u64) -> TestExternalities {
	let mut state = TestExternalities::default();
	state.execute_with(|| {
		let timed = BeaconConfiguration {
			genesis_time: 0,
			period: 1,
			..Default::default()
		};
		let config = TestBeacon::<Runtime>::describe(timed, &TEST_SECRET).expect("a secret");
		BeaconConfig::<Runtime>::put(config);
		LastStoredRound::<Runtime>::put(last);
		pallet_timestamp::Now::<Runtime>::put((last + ahead - 1) * 1_000);
	});
	state
}

fn committed(mut state: TestExternalities) -> TestExternalities {
	state.commit_all().expect("no transaction is open");
	state
}

/// The pool checks `n` pulses.
fn verify(n: u64) -> Question {
	let secret = SecretKey::decode(&TEST_SECRET).expect("a secret");
	let pulses: Vec<Pulse> = (ROUND + 1..=ROUND + n)
		.map(|round| Pulse::new(round, secret.sign::<Native>(round).expect("a point").encode()))
		.collect();
	let call = RuntimeCall::Drand(pallet_drand::Call::write_pulse {
		pulses_payload: PulsesPayload {
			pulses: pulses.try_into().expect("few enough"),
		},
		signature: None,
	});
	let extrinsic = UncheckedExtrinsic::new_bare(call);
	let parent = sp_core::H256::zero();
	Question {
		state: committed(beacon(ROUND, n)),
		method: "TaggedTransactionQueue_validate_transaction",
		data: (TransactionSource::External, extrinsic, parent).encode(),
		is_right: |answer| matches!(TransactionValidity::decode(&mut &answer[..]), Ok(Ok(_))),
		written: vec![],
		removed: vec![],
	}
}

/// A block begins on this state.
fn begin_block(state: TestExternalities, written: Vec<Vec<u8>>, removed: Vec<Vec<u8>>) -> Question {
	let zero = Default::default();
	let header = Header::new(1, zero, zero, zero, Default::default());
	Question {
		state: committed(state),
		method: "Core_initialize_block",
		data: header.encode(),
		is_right: |_mode| true,
		written,
		removed,
	}
}

/// A block begins, and the built-in beacon makes `n` pulses.
fn sign(n: u64) -> Question {
	let mut state = beacon(ROUND, n);
	state.execute_with(|| TestSecret::<Runtime>::put(TEST_SECRET));
	let made = (ROUND + 1..=ROUND + n).map(Pulses::<Runtime>::hashed_key_for);
	begin_block(state, made.collect(), vec![])
}

/// A ciphertext that the Python package made for a commitment.
fn ciphertext() -> Vec<u8> {
	let cases: Vec<Value> = serde_json::from_str(CIPHERTEXTS).expect("JSON");
	let case = cases
		.iter()
		.find(|case| case["function"] == "get_encrypted_commitment");
	let text = case.and_then(|case| case["ciphertext"].as_str());
	Dehexify::dehexify(text.expect("there is one")).expect("hexadecimal")
}

/// A block begins, and looks at `n` commitments with this locked field, which opens or does not.
fn open(n: u8, encrypted: &[u8], opens: bool) -> Question {
	let mut state = beacon(ROUND, 0);
	let (mut revealed, mut queued) = (vec![], vec![]);
	state.execute_with(|| {
		let signature = Dehexify::dehexify(PULSE).expect("hexadecimal");
		Pulses::<Runtime>::insert(ROUND, Pulse::new(ROUND, signature));
		for number in 0..n {
			let hotkey = AccountId::new([number; 32]);
			let fields = vec![Data::TimelockEncrypted {
				encrypted: encrypted.to_vec().try_into().expect("short"),
				reveal_round: ROUND,
			}];
			let kept = Registration {
				deposit: 0,
				block: 0,
				info: CommitmentInfo {
					fields: fields.try_into().expect("one"),
				},
			};
			CommitmentOf::<Runtime>::insert(SUBNET, &hotkey, kept);
			let place = (ROUND.to_be_bytes(), SUBNET, hotkey.clone());
			LockQueue::<Runtime>::insert(&place, ());
			queued.push(LockQueue::<Runtime>::hashed_key_for(place));
			revealed.push(RevealedCommitments::<Runtime>::hashed_key_for(SUBNET, hotkey));
		}
	});
	if opens {
		begin_block(state, revealed, queued)
	} else {
		begin_block(state, vec![], [revealed, queued].concat())
	}
}

fn main() {
	let wasm = Wasm::new();
	let print = |name: &str, each: Duration| println!("{name:<14}{:>9.3} ms", each.as_secs_f64() * 1e3);
	print("verify", each(&wasm, &verify(1), &verify(16), 15));
	print("sign", each(&wasm, &sign(1), &sign(16), 15));

	let good = ciphertext();
	let mut changed = good.clone();
	// In `V`, behind the point and a length.
	changed[96 + 8] ^= 1;
	let mut pointless = good.clone();
	let point: [u8; 96] = Dehexify::dehexify(POINT).expect("hexadecimal");
	pointless[..96].copy_from_slice(&point);
	let bytes = vec![0; good.len()];
	for (name, encrypted, opens) in [
		("open", good, true),
		("refuse", changed, false),
		("refuse point", pointless, false),
		("refuse bytes", bytes, false),
	] {
		let question = |n| open(n, &encrypted, opens);
		print(name, each(&wasm, &question(1), &question(3), 2));
	}
}
