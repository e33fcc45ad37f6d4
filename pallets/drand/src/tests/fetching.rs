//! The off-chain worker, with servers that say what a test makes them say.

use crate::{fetching::*, mock::*, *};
use codec::Decode;
use frame_support::traits::Hooks;
use parking_lot::RwLock;
use sp_core::offchain::{
	OffchainDbExt, OffchainWorkerExt, Timestamp, TransactionPoolExt,
	testing::{OffchainState, PendingRequest, PoolState, TestOffchainExt, TestTransactionPoolExt},
};
use sp_runtime::traits::ExtrinsicLike;
use std::sync::Arc;
use subtensor_types::RoundNumber;

const HASH: &str = "0909090909090909090909090909090909090909090909090909090909090909";
const SERVER: &str = "https://api.drand.sh";
const NEXT_SERVER: &str = "https://api2.drand.sh";

/// When a round is the newest.
fn when(round: RoundNumber) -> Timestamp {
	Timestamp::from_unix_millis((BEGIN + (round - 1) * 3) * 1_000)
}

struct World {
	servers: Arc<RwLock<OffchainState>>,
	pool: Arc<RwLock<PoolState>>,
}

/// A chain whose beacon has servers, the node's clock at [`NOW`].
fn on_node(test: impl FnOnce(World)) {
	let (offchain, servers) = TestOffchainExt::new();
	let (pool_ext, pool) = TestTransactionPoolExt::new();
	servers.write().timestamp = when(NOW);
	with_extensions(
		|ext| {
			ext.register_extension(OffchainDbExt::new(offchain.clone()));
			ext.register_extension(OffchainWorkerExt::new(offchain));
			ext.register_extension(TransactionPoolExt::new(pool_ext));
		},
		|| {
			BeaconConfig::<Test>::mutate(|config| config.hash = [9; 32]);
			test(World { servers, pool });
		},
	);
}

impl World {
	fn expect(&self, server: &str, round: RoundNumber, body: String) {
		self.servers.write().expect_request(PendingRequest {
			method: "GET".into(),
			uri: format!("{server}/{HASH}/public/{round}"),
			response: Some(body.into_bytes()),
			sent: true,
			..Default::default()
		});
	}

	/// The rounds that the pool was given, submission by submission.
	fn submitted(&self) -> Vec<Vec<RoundNumber>> {
		let transactions = self.pool.read().transactions.clone();
		transactions
			.iter()
			.map(|bytes| {
				let extrinsic = Extrinsic::decode(&mut &bytes[..]).unwrap();
				assert!(extrinsic.is_bare());
				match extrinsic.function {
					RuntimeCall::Drand(Call::write_pulse {
						pulses_payload,
						signature: None,
					}) => pulses_payload.pulses.iter().map(|pulse| pulse.round).collect(),
					other => panic!("{other:?}"),
				}
			})
			.collect()
	}
}

/// What a server says of a pulse.
fn json(pulse: &Pulse) -> String {
	let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
	format!(
		r#"{{"round":{},"randomness":"{}","signature":"{}"}}"#,
		pulse.round,
		hex(&pulse.randomness),
		hex(&pulse.signature),
	)
}

fn answer(round: RoundNumber) -> String {
	json(&pulse(round))
}

#[test]
fn worker_should_begin_with_the_newest_round_and_go_on_with_all() {
	on_node(|world| {
		world.expect(SERVER, NOW, answer(NOW));
		Drand::offchain_worker(1);
		frame_support::assert_ok!(write([NOW - 2]));
		for round in [NOW - 1, NOW] {
			world.expect(SERVER, round, answer(round));
		}
		Drand::offchain_worker(2);
		assert_eq!(world.submitted(), [vec![NOW], vec![NOW - 1, NOW]]);
		frame_support::assert_ok!(write([NOW - 1, NOW]));
		Drand::offchain_worker(3);
		assert_eq!(world.submitted().len(), 2);
	});
}

#[test]
fn worker_should_ask_the_next_server_when_one_has_nothing_true_to_say() {
	let lie = json(&pulse_of(8, NOW));
	let other_round = json(&pulse(NOW - 1));
	let long = format!("{}{}", json(&pulse(NOW)), " ".repeat(1_024));
	for body in [
		"{}".into(),
		lie,
		other_round,
		"[".repeat(1_000),
		long,
		String::new(),
	] {
		on_node(|world| {
			world.expect(SERVER, NOW, body);
			world.expect(NEXT_SERVER, NOW, answer(NOW));
			Drand::offchain_worker(1);
			assert_eq!(world.submitted(), [vec![NOW]]);
		});
	}
}

#[test]
fn worker_should_submit_what_comes_in_a_row() {
	on_node(|world| {
		frame_support::assert_ok!(write([NOW - 3]));
		world.expect(SERVER, NOW - 2, answer(NOW - 2));
		world.expect(SERVER, NOW - 1, String::new());
		world.expect(SERVER, NOW, answer(NOW));
		Drand::offchain_worker(1);
		assert_eq!(world.submitted(), [vec![NOW - 2]]);
	});
}

#[test]
fn worker_should_give_up_when_no_server_has_the_pulse() {
	on_node(|world| {
		for server in [
			SERVER,
			NEXT_SERVER,
			"https://api3.drand.sh",
			"https://drand.cloudflare.com",
		] {
			world.expect(server, NOW, "no such pulse".into());
		}
		Drand::offchain_worker(1);
		assert!(world.submitted().is_empty());
	});
}

#[test]
fn worker_should_ask_for_a_bounded_number_of_rounds() {
	on_node(|world| {
		let most = u64::from(MAX_PULSES);
		assert_eq!(Fetcher::<Test>::wanted(), [NOW]);
		frame_support::assert_ok!(write([NOW]));
		assert!(Fetcher::<Test>::wanted().is_empty());
		let set = |round: u64| world.servers.write().timestamp = when(round);
		set(NOW + 2);
		assert_eq!(Fetcher::<Test>::wanted(), [NOW + 1, NOW + 2]);
		set(NOW + CATCH_UP);
		assert_eq!(Fetcher::<Test>::wanted(), Vec::from_iter(NOW + 1..=NOW + most));
		set(NOW + CATCH_UP + 1);
		assert_eq!(Fetcher::<Test>::wanted(), [NOW + CATCH_UP + 1]);
		set(NOW - 10);
		assert!(Fetcher::<Test>::wanted().is_empty());
		world.servers.write().timestamp = Timestamp::from_unix_millis(0);
		assert!(Fetcher::<Test>::wanted().is_empty());
	});
}

#[test]
fn worker_should_ask_nobody_when_the_beacon_is_built_in_or_has_no_servers() {
	on_node(|world| {
		TestSecret::<Test>::put(secret(7));
		Drand::offchain_worker(1);
		TestSecret::<Test>::kill();
		BeaconConfig::<Test>::mutate(|config| config.hash = [0; 32]);
		Drand::offchain_worker(2);
		assert!(world.submitted().is_empty());
	});
}

#[test]
fn parse_should_read_what_drand_writes_and_nothing_else() {
	// Of https://api.drand.sh/52db...e971/public/1000.
	const REAL: &str = r#"{"round":1000,"randomness":"fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd","signature":"b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"}"#;
	let pulse = parse(REAL.as_bytes(), 1_000).unwrap();
	assert_eq!(
		(pulse.round, pulse.randomness[0], pulse.signature[0]),
		(1_000, 0xfe, 0xb4)
	);
	assert_eq!(parse(REAL.as_bytes(), 1_001), None);
	for (from, to) in [
		("1000", "-1"),
		("1000", "1e3"),
		("1000", "18446744073709551616"),
		("b446", "B4"),
		("b446", "0x46"),
		("b446", "+446"),
		("b446", "é46"),
		("signature", "signatur"),
		("}", ""),
		("}", "}}"),
	] {
		assert_eq!(
			parse(REAL.replacen(from, to, 1).as_bytes(), 1_000),
			None,
			"{from} {to}"
		);
	}
}
