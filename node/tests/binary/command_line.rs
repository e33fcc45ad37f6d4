//! The binary refuses what it can not do, in one sentence, and says which version it is.

use crate::process::{Folder, Node, accepted, refusal};
use serde_json::json;
use std::fs;

/// A manifest, which is no chain specification.
const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");

#[test]
fn version_should_carry_commit_when_asked() {
	let version = accepted(&["--version"]);
	let (_, commit) = version
		.trim()
		.rsplit_once('-')
		.expect("a dash precedes the commit; qed");
	assert!(
		commit.len() == 11 && commit.chars().all(|digit| digit.is_ascii_hexdigit()),
		"{version}"
	);
}

#[test]
fn version_should_be_the_same_when_rpc_is_asked() {
	let node = Node::start(&["--dev", "--sealing=manual"]);
	let version = node.call("system_version", json!([]));
	let version = version.as_str().expect("the version is a string");
	assert_eq!(
		accepted(&["--version"]).trim(),
		format!("subtensor-node {version}")
	);
}

#[test]
fn chain_should_be_refused_when_unknown() {
	let error = refusal(&["--chain", "finney", "--tmp"]);
	assert!(
		error.contains("`finney`") && error.contains("`local-fast`"),
		"{error}"
	);
}

#[test]
fn chain_should_be_refused_when_file_is_not_json() {
	let error = refusal(&["--chain", MANIFEST, "--tmp"]);
	assert!(error.contains("not a chain specification"), "{error}");
}

#[test]
fn sealing_should_be_refused_when_chain_is_live() {
	let folder = Folder::new("live");
	let spec = folder.path("live.json");
	let json = r#"{ "name": "Treasure", "id": "treasure", "chainType": "Live", "bootNodes": [],
		"genesis": { "raw": { "top": {}, "childrenDefault": {} } } }"#;
	fs::write(&spec, json).expect("the folder is there; qed");

	let error = refusal(&["--chain", &spec, "--tmp", "--sealing", "instant"]);
	assert!(error.contains("`Treasure`"), "{error}");
}
