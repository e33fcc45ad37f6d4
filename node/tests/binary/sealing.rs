//! A sealing node makes blocks that the runtime accepts, finalises them, and keeps to itself.

use crate::process::{Node, wait_until};
use codec::{Compact, Encode};
use serde_json::{Value, json};
use sp_core::{Pair, bytes, sr25519};
use std::{thread::sleep, time::Duration};

/// A development node that seals by `mode`.
fn node(mode: &str) -> Node {
	Node::start(&["--dev", "--sealing", mode])
}

/// A first transaction of Alice, `System.remark` with nothing to say, as a client puts it together.
fn remark(node: &Node) -> String {
	let alice = sr25519::Pair::from_string("//Alice", None).expect("the path is well-formed; qed");
	let version = node.call("state_getRuntimeVersion", json!([]));
	let version_number = |name: &str| -> u32 {
		let number = version[name].as_u64().expect("versions are numbers");
		number.try_into().expect("versions are of 32 bits")
	};
	let genesis: Value = node.hash(0);
	let genesis =
		bytes::from_hex(genesis.as_str().expect("hashes are strings")).expect("hashes are hexadecimal");

	let call = (0u8, 0u8, Vec::<u8>::new());
	// Immortal, nonce and tip of nothing, no hash of the metadata.
	let extension = (0u8, Compact(0u32), Compact(0u64), 0u8);
	let mut implied = (
		version_number("specVersion"),
		version_number("transactionVersion"),
	)
		.encode();
	implied.extend([&genesis[..], &genesis[..], &[0]].concat());
	let payload = [call.encode(), extension.encode(), implied].concat();

	// Version 4, signed; the account by its key; a signature by sr25519.
	let signature = (0x84u8, 0u8, alice.public(), 1u8, alice.sign(&payload));
	let transaction = [signature.encode(), extension.encode(), call.encode()].concat();
	bytes::to_hex(&transaction.encode(), false)
}

#[test]
fn manual_should_seal_when_rpc_asks() {
	let node = node("manual");
	assert_eq!(node.finalized(), 0);
	for number in 1..=5 {
		node.call("engine_createBlock", json!([true, true]));
		assert_eq!(node.finalized(), number);
	}

	let block = node.call("engine_createBlock", json!([true, false]));
	assert_eq!(node.finalized(), 5);
	node.call("engine_finalizeBlock", json!([block["hash"]]));
	assert_eq!(node.finalized(), 6);
}

#[test]
fn instant_should_seal_when_transaction_enters_pool() {
	let node = node("instant");
	let transaction = remark(&node);
	node.call("author_submitExtrinsic", json!([transaction]));
	wait_until("a block for the transaction", || node.finalized() == 1);

	let block = node.call("chain_getBlock", json!([node.hash(1)]));
	let extrinsics = block["block"]["extrinsics"].as_array();
	assert!(extrinsics.is_some_and(|extrinsics| extrinsics.contains(&transaction.into())));
}

#[test]
fn interval_should_seal_when_period_is_over() {
	let node = node("interval=50");
	wait_until("five blocks", || node.finalized() >= 5);
}

#[test]
fn sealing_should_keep_to_itself_when_peers_are_reserved() {
	let chain = ["--chain=local-fast", "--tmp"];
	let other = Node::start(&chain);
	let known = other.address();
	let acquainted = [&chain[..], &["--reserved-nodes", &known]].concat();
	let follower = Node::start(&acquainted);
	wait_until("a connection", || other.peers() == 1);
	follower.stop();
	wait_until("the end of the connection", || other.peers() == 0);

	let sealing = Node::start(&[&acquainted[..], &["--sealing=manual"]].concat());
	// Three times as long as the follower takes.
	sleep(Duration::from_secs(3));
	assert_eq!((sealing.peers(), other.peers()), (0, 0));
}
