//! A genesis that makes no chain is refused with the reason, in one sentence.

use crate::process::{Folder, accepted, refusal};
use serde_json::{Value, json};
use std::fs;

/// What the binary says to the specification of `local-fast` after `change`, on the first start and on the next.
fn refusal_of(name: &str, change: impl FnOnce(&mut Value)) -> String {
	let mut spec = serde_json::from_str(&accepted(&["export-chain-spec", "--chain=local-fast"]))
		.expect("the specification is JSON");
	change(&mut spec);
	let folder = Folder::new(name);
	let (path, base) = (folder.path("spec.json"), folder.path("base"));
	fs::write(&path, spec.to_string()).expect("the folder is there; qed");

	let arguments = ["--chain", &path, "--base-path", &base];
	let error = refusal(&arguments);
	assert_eq!(refusal(&arguments), error);
	error
}

/// The configuration of the genesis in a specification.
fn patch(spec: &mut Value) -> &mut Value {
	&mut spec["genesis"]["runtimeGenesis"]["patch"]
}

#[test]
fn genesis_should_be_refused_when_slot_takes_no_time() {
	let error = refusal_of("slot", |spec| {
		patch(spec)["subtensorModule"]["slotDuration"] = json!(0)
	});
	assert_eq!(
		error,
		"the specification of `Subtensor Local Fast` makes no genesis: \
		 genesis of SubtensorModule: slotDuration must not be 0"
	);
}

#[test]
fn genesis_should_be_refused_when_balance_is_below_existential_deposit() {
	let error = refusal_of("deposit", |spec| {
		patch(spec)["balances"]["balances"][0][1] = json!(1);
	});
	assert!(error.contains("at least the existential deposit"), "{error}");
}

#[test]
fn genesis_should_be_refused_when_field_is_unknown() {
	let error = refusal_of("field", |spec| {
		patch(spec)["subtensorModule"]["slotduration"] = json!(250);
	});
	assert!(error.contains("unknown field `slotduration`"), "{error}");
}

#[test]
fn genesis_should_be_refused_when_it_is_raw_and_empty() {
	let error = refusal_of("empty", |spec| {
		spec["genesis"] = json!({ "raw": { "top": {}, "childrenDefault": {} } });
	});
	assert!(error.contains("contains no runtime"), "{error}");
}

#[test]
fn genesis_should_be_refused_when_nobody_is_an_authority() {
	let error = refusal(&["--chain=main", "--tmp"]);
	assert!(
		error.contains("`Subtensor`") && error.contains("no authorities"),
		"{error}"
	);
}
