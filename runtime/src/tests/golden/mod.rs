//! What clients know of the chain by name and shape, against the metadata that they decode.
//!
//! The tables beside this file were written row by row from what the clients `bittensor` 10.5.0, `bittensor-cli` 9.23.2 and
//! `bittensor` 11.3.0 ask for. A row is either found as it stands, or `differs.txt` says what is here instead, or `absent.txt` that
//! it is not here; both say why. An excuse without a row, or for something that is there as clients know it, fails as well.
//!
//! | table | rows |
//! |---|---|
//! | `pallets.txt`, `calls.txt`, `events.txt`, `errors.txt`, `storage.txt`, `constants.txt` | what pallets have |
//! | `apis.txt`, `structs.txt`, `enums.txt`, `hyperparameters.txt` | what is asked without a transaction, and the answers |
//! | `extensions.txt` | how a transaction is put together |
//! | `aliases.txt` | types that have another name, or none, here |

mod surface;
mod tables;
mod types;

use super::*;
use std::collections::BTreeSet;
use surface::Surface;
use tables::{Excuses, Row, Table};

/// One kind of thing: its table, and what the metadata says of a thing with a name.
type Kind = (&'static str, &'static str, fn(&Surface, &str) -> Option<String>);

const KINDS: [Kind; 10] = [
	("pallet", include_str!("pallets.txt"), Surface::pallet),
	("call", include_str!("calls.txt"), Surface::call),
	("event", include_str!("events.txt"), Surface::event),
	("error", include_str!("errors.txt"), Surface::error),
	("storage", include_str!("storage.txt"), Surface::storage),
	("constant", include_str!("constants.txt"), Surface::constant),
	("api", include_str!("apis.txt"), Surface::api),
	("struct", include_str!("structs.txt"), Surface::composite),
	("enum", include_str!("enums.txt"), Surface::variants),
	(
		"hyperparameter",
		include_str!("hyperparameters.txt"),
		Surface::hyperparameter,
	),
];

/// What is wrong with a row, if something is.
fn complaint(kind: &str, row: &Row, found: Option<String>, excuses: &Excuses) -> Option<String> {
	let found = found.map(|found| match found.split_once(" | ") {
		Some((_index, arguments)) if row.shape.starts_with("- |") => format!("- | {arguments}").trim().into(),
		_ => found.trim().to_owned(),
	});
	let shown = found.clone().unwrap_or_else(|| "nothing".into());
	if excuses.absent(kind, &row.name) {
		return found.map(|_there| {
			format!(
				"{kind} {}\n  excused  in absent.txt\n  found    {shown}",
				row.name
			)
		});
	}
	let (expected, by) = match excuses.different(kind, &row.name) {
		Some(different) if different == row.shape => {
			return Some(format!(
				"{kind} {}\n  differs.txt says what clients know",
				row.name
			));
		}
		Some(different) => (different, "differs.txt"),
		None => (row.shape.clone(), "clients"),
	};
	(found.as_deref() != Some(&expected)).then(|| {
		format!(
			"{kind} {}\n  expected {expected}   ({by})\n  found    {shown}",
			row.name
		)
	})
}

#[test]
fn surface_should_be_what_clients_know_or_excused() {
	let surface = Surface::read();
	let excuses = Excuses::read();
	let mut complaints = Vec::new();
	let mut rows = BTreeSet::new();
	for (kind, text, find) in KINDS {
		for row in Table::read(kind, text).rows {
			complaints.extend(complaint(kind, &row, find(&surface, &row.name), &excuses));
			assert!(
				rows.insert((kind, row.name.clone())),
				"{kind} {} stands in two rows",
				row.name
			);
		}
	}
	complaints.extend(excuses.without_row(&rows));
	assert!(
		complaints.is_empty(),
		"{} rows:\n{}",
		complaints.len(),
		complaints.join("\n")
	);
}

#[test]
fn hyperparameters_should_come_in_the_order_that_clients_know() {
	let known: Vec<String> = Table::read("hyperparameter", include_str!("hyperparameters.txt"))
		.rows
		.into_iter()
		.map(|row| row.name)
		.collect();
	let here = Surface::read().hyperparameter_names();
	let both: Vec<&String> = here.iter().filter(|name| known.contains(name)).collect();
	let expected: Vec<&String> = known.iter().filter(|name| here.contains(name)).collect();
	assert_eq!(both, expected);
	// What clients do not know comes after what they know.
	assert_eq!(
		here.iter().take(both.len()).collect::<Vec<_>>(),
		both,
		"names of this chain's own come last"
	);
}

#[test]
fn transactions_should_be_put_together_as_clients_do() {
	let surface = Surface::read();
	let known: Vec<String> = Table::read("extension", include_str!("extensions.txt"))
		.rows
		.into_iter()
		.map(|row| row.name)
		.collect();
	let excuses = Excuses::read();
	let expected: Vec<&String> = known
		.iter()
		.filter(|name| !excuses.absent("extension", name))
		.collect();
	let here = surface.extensions();
	let found: Vec<&String> = here
		.iter()
		.map(|(name, _is_empty)| name)
		.filter(|name| known.contains(name))
		.collect();
	assert_eq!(found, expected);
	// Clients leave out what they do not know: it must have no bytes.
	for (name, is_empty) in &here {
		assert!(
			known.contains(name) || *is_empty,
			"{name} has bytes that no client writes"
		);
	}
	let extrinsic = &surface.metadata.extrinsic;
	assert_eq!(extrinsic.version, 4);
	assert_eq!(surface.show(extrinsic.address_ty.id), "MultiAddress");
	assert_eq!(surface.show(extrinsic.signature_ty.id), "MultiSignature");
}

#[test]
fn metadata_should_decode_in_each_version_that_clients_ask_for() {
	use codec::Decode;
	sp_io::TestExternalities::default().execute_with(|| {
		for version in [14u32, 15, 16] {
			let opaque = Runtime::metadata_at_version(version).expect("clients ask for it");
			let prefixed = frame_metadata::RuntimeMetadataPrefixed::decode(&mut &opaque[..]);
			assert_eq!(prefixed.expect("clients decode it").1.version(), version);
		}
	});
}

#[test]
fn a_changed_row_should_be_reported_with_what_was_expected_and_found() {
	let excuses = Excuses::default();
	let row = Row {
		name: "P.call".into(),
		shape: "2 | a: u16".into(),
	};
	let report = |found: Option<&str>| complaint("call", &row, found.map(str::to_owned), &excuses);
	assert_eq!(report(Some("2 | a: u16")), None);
	assert_eq!(
		report(Some("2 | b: u16")).as_deref(),
		Some("call P.call\n  expected 2 | a: u16   (clients)\n  found    2 | b: u16")
	);
	assert_eq!(
		report(None).as_deref(),
		Some("call P.call\n  expected 2 | a: u16   (clients)\n  found    nothing")
	);
}
