//! Pages of `docs/` that are generated from the code. A page that is not what the code says fails its test;
//! `WRITE_DOCS=1 cargo test -p subtensor-runtime docs` writes it anew.

use pallet_subtensor::{
	ChainParameter, ChainParameters, Hyperparameter, Hyperparameters,
	hyperparameters::{Row, Setter},
};
use serde_json::Value;
use std::{fmt::Write, path::Path};

/// Compares a page with its file, or writes it where that is asked for.
pub fn assert_current(name: &str, page: &str) {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
	if std::env::var_os("WRITE_DOCS").is_some() {
		std::fs::write(&path, page).expect("docs/ can be written");
	}
	let written = std::fs::read_to_string(&path).unwrap_or_default();
	assert!(
		written == page,
		"docs/{name} is not what the code says: WRITE_DOCS=1 cargo test -p subtensor-runtime docs"
	);
}

fn setter_of(row: &Row) -> &'static str {
	match row.setter_is {
		Setter::Root => "root",
		Setter::Owner {
			frozen: false,
			cooldowns: 1,
		} => "owner",
		Setter::Owner { frozen: false, .. } => "owner, rarely",
		Setter::Owner { frozen: true, .. } => "owner, not before an epoch",
	}
}

/// A number with thousands apart, as far as it is one.
fn readable(value: &Value) -> String {
	let text = match value {
		Value::Array(values) => {
			return values.iter().map(readable).collect::<Vec<_>>().join(" and ");
		}
		Value::Object(fields) => return fields.get("bits").map_or_else(String::new, multiplier),
		Value::Bool(true) => return "on".into(),
		Value::Bool(false) => return "off".into(),
		value => value.to_string(),
	};
	let digits = text.len();
	let apart = text.chars().enumerate().flat_map(|(place, digit)| {
		let comma = place > 0 && (digits - place) % 3 == 0;
		comma.then_some(',').into_iter().chain([digit])
	});
	apart.collect()
}

/// A factor in units of 2^-64, to hundredths.
fn multiplier(bits: &Value) -> String {
	let bits = bits.to_string().parse::<u128>().expect("bits are a number");
	let hundredths = ((bits >> 32) * 100 + (1 << 31)) >> 32;
	format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Bounds as a reader says them.
fn bounds(text: &str) -> String {
	match text {
		"false..=true" => return "on, off".into(),
		"LEAST_INCREASE..=U64F64::ratio(3, 1)" => return "1.1 to 3".into(),
		"Perbill::zero()..=Perbill::from_percent(50)" => return "0 to 50 %".into(),
		"(1_638, 1_638)..=(u16::MAX, u16::MAX)" => return "1,638 to 65,535, low <= high".into(),
		_ => {}
	}
	let names = [
		("u16::MAX", "65,535"),
		("u64::MAX / 4", "2^62 - 1"),
		("u64::MAX", "2^64 - 1"),
		("i16::MIN", "-32,768"),
		("i16::MAX", "32,767"),
		("RAO_PER_TAO / 10", "0.1 TAO"),
		("21_000_000 * RAO_PER_TAO", "21,000,000 TAO"),
		("1_000_000 * RAO_PER_TAO", "1,000,000 TAO"),
		("1_000 * RAO_PER_TAO", "1,000 TAO"),
		("RAO_PER_TAO", "1 TAO"),
	];
	let named = names
		.iter()
		.fold(text.replace("..=", " to "), |text, (code, name)| {
			text.replace(code, name)
		});
	named.replace('_', ",")
}

fn line(page: &mut String, row: &Row, default: &Value) {
	let owner = row
		.owner_bounds
		.map_or_else(String::new, |narrow| format!("; owner: {}", bounds(narrow)));
	let unit = if row.value == "bool" {
		"on or off"
	} else {
		row.unit
	};
	let call = format!("`{}.{}` {}", row.pallet(), row.setter, row.index);
	let (doc, item) = (row.doc, row.item);
	let (default, bounds, who) = (readable(default), bounds(row.bounds), setter_of(row));
	writeln!(
		page,
		"| `{item}` | {doc} | {unit} | {default} | {bounds}{owner} | {who} | {call} |"
	)
	.expect("it is a string");
}

fn camel_case(name: &str) -> String {
	let mut words = name.split('_');
	let first = words.next().unwrap_or_default().to_owned();
	words.fold(first, |text, word| {
		let (head, tail) = word.split_at(1);
		text + &head.to_uppercase() + tail
	})
}

fn hyperparameters_page() -> String {
	let mut page = String::from(
		"# Hyperparameters

<!-- Generated: WRITE_DOCS=1 cargo test -p subtensor-runtime docs -->

What can be set, from the tables in [`hyperparameters/`](../pallets/subtensor/src/hyperparameters). Defaults are those of the real chain; development presets shorten delays and
lower limits. The calls take the subnet first, then the value; a value out of bounds is refused and changes nothing.

- *root*: root alone. *owner*: the subnet's owner or root.
- An owner may set the same hyperparameter again after `OwnerHyperparamRateLimit` tempos; *rarely*: after three times as long.
- *not before an epoch*: not by the owner within the last `AdminFreezeWindow` blocks before the subnet's next epoch, so that nobody is surprised between rating and reward.
- `Tempo` moves the next epoch: it is due one new tempo after the last one was.
- Terms of prices count from the block on in which they are set: up to then a price has fallen by the old ones.

## Of a subnet

| storage item | what | unit | default | bounds | who | call and index |
|---|---|---|---|---|---|---|
",
	);
	let subnet = serde_json::to_value(Hyperparameters::default()).expect("it is data");
	let chain = serde_json::to_value(ChainParameters::default()).expect("it is data");
	for row in Hyperparameter::ROWS {
		line(&mut page, row, &subnet[camel_case(row.name)]);
	}
	page.push_str(
		"
Root can also set the present difficulty of proofs of work, between its bounds: `AdminUtils.sudo_set_difficulty` 24.

`MaxAllowedUids` cannot be set below the number of neurons. `AdminUtils.sudo_trim_to_max_allowed_uids` 78, by the owner - not before an epoch, and not again until the same cooldown has passed - or root, lowers it and
lets neurons go: those that earned least first, never the owner's hotkey, never immune ones, and only if these leave a fifth of the places to others. Whoever stays is numbered anew, in the same order.

## Of the chain

| storage item | what | unit | default | bounds | who | call and index |
|---|---|---|---|---|---|---|
",
	);
	for row in ChainParameter::ROWS {
		line(&mut page, row, &chain[camel_case(row.name)]);
	}
	page
}

#[test]
fn hyperparameters_should_be_documented_as_they_are() {
	assert_current("hyperparameters.md", &hyperparameters_page());
}
