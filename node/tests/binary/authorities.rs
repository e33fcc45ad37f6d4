//! Nodes that find each other make one chain and agree on what is final, over either network backend.

use crate::process::{Node, wait_until};

/// A final block that takes votes of both authorities, and some rounds of them.
const FINAL: u64 = 10;

/// A node of `local-fast` on `backend`.
fn node(backend: &str, options: &[&str]) -> Node {
	let chain = [
		"--chain=local-fast",
		"--tmp",
		"--unsafe-force-node-key-generation",
		"--network-backend",
		backend,
	];
	Node::start(&[&chain, options].concat())
}

/// Starts both authorities of the chain and a node that only follows, and compares what they hold for final.
fn assert_agreement(backend: &str) {
	let one = node(backend, &["--one"]);
	let known = one.address();
	let two = node(backend, &["--two", "--bootnodes", &known]);
	wait_until("a final block of two authorities", || two.finalized() >= FINAL);
	let full = node(backend, &["--bootnodes", &known]);

	let nodes = [one, two, full];
	wait_until("final blocks everywhere", || {
		nodes.iter().all(|node| node.finalized() >= FINAL)
	});
	for node in &nodes {
		assert!(node.peers() > 0);
		assert_eq!(node.hash(FINAL), nodes[0].hash(FINAL));
	}
	nodes.into_iter().for_each(Node::stop);
}

#[test]
fn authorities_should_agree_when_network_is_libp2p() {
	assert_agreement("libp2p");
}

#[test]
fn authorities_should_agree_when_network_is_litep2p() {
	assert_agreement("litep2p");
}
