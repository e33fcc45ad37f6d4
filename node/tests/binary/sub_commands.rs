//! The sub-commands on a database, from export to purge, and those that need none.

use crate::process::{Folder, Node, accepted, wait_until};
use serde_json::Value;
use std::{fs, path::Path};

/// How many blocks go from one database to the other.
const BLOCKS: u64 = 6;

/// The JSON that the binary prints on `arguments`.
fn json(arguments: &[&str]) -> Value {
	serde_json::from_str(&accepted(arguments)).expect("the output is JSON")
}

/// The number of the best block in the database below `base`.
fn best(base: &str) -> u64 {
	let info = json(&["chain-info", "--dev", "--base-path", base]);
	info["best_number"].as_u64().expect("the best block has a number")
}

#[test]
fn blocks_should_arrive_when_exported_and_imported() {
	let folder = Folder::new("sub-commands");
	let (from, to, file) = (folder.path("from"), folder.path("to"), folder.path("blocks"));
	let node = Node::start(&["--dev", "--no-grandpa", "--base-path", &from]);
	wait_until("blocks to export", || node.best() >= BLOCKS);
	node.stop();

	let last = BLOCKS.to_string();
	accepted(&[
		"export-blocks",
		"--dev",
		"--base-path",
		&from,
		"--to",
		&last,
		&file,
	]);
	accepted(&["import-blocks", "--dev", "--base-path", &to, &file]);
	assert_eq!(best(&to), BLOCKS);
	accepted(&["check-block", "--dev", "--base-path", &to, &last]);

	let state = json(&["export-state", "--dev", "--base-path", &to]);
	let entries = state["genesis"]["raw"]["top"].as_object();
	assert!(entries.is_some_and(|entries| entries.len() > 100));

	accepted(&["revert", "--dev", "--base-path", &to, "2"]);
	assert_eq!(best(&to), BLOCKS - 2);

	let database = folder.path("to/chains/subtensor_dev/paritydb/full");
	assert!(Path::new(&database).exists());
	accepted(&["purge-chain", "--dev", "--base-path", &to, "-y"]);
	assert!(!Path::new(&database).exists());
}

#[test]
fn specification_should_be_the_same_when_either_command_writes_it() {
	let folder = Folder::new("specification");
	let file = folder.path("spec.json");
	accepted(&["export-chain-spec", "--chain=local", "--output", &file]);
	let exported = fs::read_to_string(&file).expect("the command wrote the file");
	let exported: Value = serde_json::from_str(&exported).expect("the specification is JSON");
	let built = json(&["build-spec", "--chain=local", "--disable-default-bootnode"]);
	assert_eq!(exported, built);
	assert_eq!(exported["id"], "subtensor_local");

	let again = json(&[
		"build-spec",
		"--disable-default-bootnode",
		"--raw",
		"--chain",
		&file,
	]);
	assert!(again["genesis"]["raw"]["top"].is_object());
}

#[test]
fn key_should_be_inspected_when_generated() {
	let key = json(&["key", "generate", "--output-type=json"]);
	let phrase = key["secretPhrase"].as_str().expect("a key comes from a phrase");
	let inspected = json(&["key", "inspect", "--output-type=json", phrase]);
	assert_eq!(inspected["ss58Address"], key["ss58Address"]);
}
