//! A node ends well by SIGTERM, and the next start takes the database as it is.

use crate::process::{Folder, Node, wait_until};

/// A method that is there where all states are.
const ARCHIVE: &str = "archive_v1_genesisHash";

#[test]
fn node_should_end_well_when_signal_comes() {
	let node = Node::start(&["--dev", "--tmp"]);
	wait_until("two blocks", || node.best() >= 2);
	node.stop();
}

#[test]
fn node_should_end_well_when_it_seals() {
	Node::start(&["--dev", "--sealing=interval=50"]).stop();
}

#[test]
fn node_should_keep_all_states_when_it_starts_again() {
	let folder = Folder::new("archive");
	let base = folder.path("base");
	for _ in 0..2 {
		let node = Node::start(&["--dev", "--sealing=manual", "--base-path", &base]);
		assert!(node.has_method(ARCHIVE));
		node.stop();
	}
}

#[test]
fn node_should_keep_some_states_when_it_starts_again_without_the_option() {
	let folder = Folder::new("pruned");
	let base = folder.path("base");
	let options = ["--dev", "--sealing=manual", "--base-path", &base];
	for pruning in [&["--state-pruning=256"][..], &[]] {
		let node = Node::start(&[&options, pruning].concat());
		assert!(!node.has_method(ARCHIVE));
		node.stop();
	}
}
