//! The binary refuses what it can not do, in one sentence, and says which version it is.

use std::{
	fs,
	process::{Command, Output},
};

/// What the binary says to `arguments`.
fn node(arguments: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_subtensor-node"))
		.args(arguments)
		.output()
		.expect("cargo built the binary before this test; qed")
}

/// The error that the binary ends with on `arguments`.
fn refusal(arguments: &[&str]) -> String {
	let output = node(arguments);
	assert!(!output.status.success(), "{arguments:?} was accepted");
	String::from_utf8(output.stderr).expect("messages are UTF-8; qed")
}

#[test]
fn version_should_carry_commit_when_asked() {
	let output = node(&["--version"]);
	let version = String::from_utf8(output.stdout).expect("versions are UTF-8; qed");
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
fn chain_should_be_refused_when_unknown() {
	let error = refusal(&["--chain", "finney", "--tmp"]);
	assert_eq!(error.lines().count(), 1, "{error}");
	assert!(
		error.contains("`finney`") && error.contains("`local-fast`"),
		"{error}"
	);
}

#[test]
fn chain_should_be_refused_when_file_is_not_json() {
	let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
	let error = refusal(&["--chain", manifest, "--tmp"]);
	assert_eq!(error.lines().count(), 1, "{error}");
	assert!(error.contains("not a chain specification"), "{error}");
}

#[test]
fn sealing_should_be_refused_when_chain_is_live() {
	let spec = concat!(env!("CARGO_TARGET_TMPDIR"), "/live.json");
	let json = r#"{ "name": "Treasure", "id": "treasure", "chainType": "Live", "bootNodes": [],
		"genesis": { "raw": { "top": {}, "childrenDefault": {} } } }"#;
	fs::write(spec, json).expect("cargo made the folder; qed");

	let error = refusal(&["--chain", spec, "--tmp", "--sealing", "instant"]);
	assert!(error.contains("`Treasure`"), "{error}");
}
