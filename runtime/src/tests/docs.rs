//! Pages of `docs/` that are generated from the code. A page that is not what the code says fails its test;
//! `WRITE_DOCS=1 cargo test -p subtensor-runtime docs` writes it anew.

use crate::Runtime;
use codec::Decode;
use pallet_subtensor::{
	ChainParameter, ChainParameters, Error, Hyperparameter, Hyperparameters,
	guards::{FreeCalls, Refusal},
	hyperparameters::{Row, Setter},
};
use scale_info::TypeInfo;
use serde_json::Value;
use std::{fmt::Write, path::Path};

/// Compares a page with its file, or writes it where that is asked for.
pub fn assert_current(name: &str, page: &str) {
	let path = Path::new("../docs").join(name);
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
		Setter::Owner { frozen: false, .. } => "owner",
		Setter::Owner {
			frozen: true,
			cooldowns: 3..,
		} => "owner, rarely, not before an epoch",
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
		"MechId(1)..=MechId::MOST" => return "1 to 16".into(),
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
	let call = format!("`{}.{}` {}", row.pallet, row.setter, row.index);
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
- Where `OwnerTempoControl` is on, an owner sets the tempo too (`SubtensorModule.set_tempo` 139, not below that of new subnets and not before an epoch), or brings the next epoch forward by `trigger_epoch` 141: it comes
  `AdminFreezeWindow` blocks later, as does an epoch that a shorter tempo makes due. Neither while weights are hidden; the two share a cooldown.
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

The owner or root can also change the mechanisms of a subnet, not before an epoch:

- `AdminUtils.sudo_set_mechanism_count` 76: how many there are (`MechanismCountCurrent`, 1 at first), from 1 to `MaxMechanismCount`, on root only 1; times `MaxAllowedUids` at most
  4,096. What mechanisms that go had - weights, bonds, commits, incentives - is gone, and new ones begin with nothing. An owner may do it again after ten times `OwnerHyperparamRateLimit` tempos: 7,200
  blocks with the defaults.
- `AdminUtils.sudo_set_mechanism_emission_split` 77: their parts in the subnet's emission (`MechanismEmissionSplit`), a u16 fraction for each, 65,535 together. Without a split, and whenever their number
  changes, the parts are equal.

All other hyperparameters hold for all mechanisms of the subnet; rates of weights and commits count in each mechanism by itself.

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

/// The variants of an enum: number, name, text.
fn variants<T: TypeInfo>() -> Vec<(u8, &'static str, String)> {
	let scale_info::TypeDef::Variant(kinds) = T::type_info().type_def else {
		unreachable!("it is an enum");
	};
	let text = |docs: &[&str]| docs.join(" ").trim().to_owned();
	kinds
		.variants
		.iter()
		.map(|variant| (variant.index, variant.name, text(&variant.docs)))
		.collect()
}

/// The number with which the pool refuses a free call that would fail with this error.
fn refused_as(index: u8) -> Option<Refusal> {
	let error = Error::<Runtime>::decode(&mut &[index][..]).expect("it is one of them");
	Some(Refusal::from(error)).filter(|refusal| *refusal != Refusal::BadRequest)
}

fn errors_page() -> String {
	let mut page = String::from(
		"# Errors

<!-- Generated: WRITE_DOCS=1 cargo test -p subtensor-runtime docs -->

Why something was refused, and what helps. Whatever is refused has changed nothing but, where a call was in a block, its fee and its nonce.

## Errors of calls

A call that got into a block and failed is reported by the event `System.ExtrinsicFailed` with a pallet's index and an error's number; clients show name and text. These are SubtensorModule's, pallet 7;
`AdminUtils`, pallet 19, has none of its own and answers with these. *Pool*: the number with which the transaction pool refuses a free call that would fail so.

| number | error | why | pool |
|---|---|---|---|
",
	);
	for (index, name, text) in variants::<Error<Runtime>>() {
		let pool = refused_as(index).map_or_else(String::new, |refusal| (refusal as u8).to_string());
		writeln!(page, "| {index} | `{name}` | {text} | {pool} |").expect("it is a string");
	}
	page.push_str(
		"
Of `Commitments`, pallet 18:

| number | error | why | pool |
|---|---|---|---|
",
	);
	for (index, name, text) in variants::<pallet_commitments::Error<Runtime>>() {
		let error =
			pallet_commitments::Error::<Runtime>::decode(&mut &[index][..]).expect("it is one of them");
		let pool = <crate::Commitments as FreeCalls<Runtime>>::refusal(error.into()) as u8;
		writeln!(page, "| {index} | `{name}` | {text} | {pool} |").expect("it is a string");
	}
	page.push_str(
		"
Of `Drand`, pallet 26. Pulses that would fail so are no valid transaction: their rounds are outdated or in the future, or their proof is bad.

| number | error | why |
|---|---|---|
",
	);
	for (index, name, text) in variants::<pallet_drand::Error<Runtime>>() {
		writeln!(page, "| {index} | `{name}` | {text} |").expect("it is a string");
	}
	page.push_str(
		"
## Refusals of the transaction pool

A direct call that is free if it succeeds never gets into a block if it would fail. The node refuses it with JSON-RPC error 1010, `Invalid Transaction`, and the data `Custom error: N`. N stays the same in all
versions. Below 64, and 255, it means what Bittensor's clients know it to mean.

| N | name | why |
|---|---|---|
",
	);
	for (number, name, text) in variants::<Refusal>() {
		writeln!(page, "| {number} | `{name}` | {text} |").expect("it is a string");
	}
	page.push_str(
		"
Other answers of the pool, the same on all chains of the Polkadot SDK:

| code | data | why |
|---|---|---|
| 1010 | `Inability to pay some fees (e.g. account balance too low)` | The signer cannot pay the fee, or has no account and brings no valid proof of work. |
| 1010 | `Transaction is outdated` | The nonce was used. |
| 1010 | `Transaction has a bad signature` | The signature does not fit, or was made for another chain or version of the runtime. |
| 1010 | `Transaction has an ancient birth block` | The transaction was made too long ago for its mortality. |
| 1010 | `Transaction would exhaust the block limits` | The call, with all that is in it, weighs more than a block takes. |
| 1012 | | The same transaction was refused a moment ago: wait, or change it. |
| 1013 | | The transaction is in the pool already. |
| 1014 | `The transaction has too low priority to replace another transaction already in the pool.` | The account's nonce is in the pool, or a free call of the same kind by the same neuron on the same subnet is: each has one place. |
| 1016 | `The transaction couldn't enter the pool because of the limit` | The pool is full of transactions that pay more: add a tip, or wait. |
",
	);
	page
}

#[test]
fn errors_should_be_documented_as_they_are() {
	assert_current("errors.md", &errors_page());
}

#[test]
fn errors_should_all_say_why() {
	let texts = variants::<Error<Runtime>>()
		.into_iter()
		.chain(variants::<pallet_commitments::Error<Runtime>>())
		.chain(variants::<pallet_drand::Error<Runtime>>())
		.chain(variants::<Refusal>());
	for (_, name, text) in texts {
		assert!(text.ends_with('.'), "{name} has no sentence: {text}");
	}
}

#[test]
fn hyperparameters_should_be_documented_as_they_are() {
	assert_current("hyperparameters.md", &hyperparameters_page());
}
