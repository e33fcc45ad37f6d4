//! The tables, and the excuses.

use std::collections::{BTreeMap, BTreeSet};

/// A thing that clients know.
pub struct Row {
	/// Its name; with its pallet or trait before a dot, where it has one.
	pub name: String,
	/// What the table says of it, in this chain's names of types.
	pub shape: String,
}

/// A table of things of one kind.
pub struct Table {
	/// Its rows, in order.
	pub rows: Vec<Row>,
}

/// The lines that say something, in columns.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
	text.lines()
		.filter(|line| !line.is_empty() && !line.starts_with('#'))
		.map(|line| line.split('|').map(str::trim).collect())
}

/// A type, with the names that are aliases replaced.
fn translate(text: &str, aliases: &BTreeMap<String, String>) -> String {
	let mut translated = String::new();
	let mut word = String::new();
	for letter in text.chars().chain([' ']) {
		if letter.is_alphanumeric() || letter == '_' {
			word.push(letter);
		} else {
			translated.push_str(aliases.get(&word).unwrap_or(&word));
			word.clear();
			translated.push(letter);
		}
	}
	translated.trim_end().to_owned()
}

/// The variants of an enum, with the types that they hold translated.
fn within_parentheses(text: &str, aliases: &BTreeMap<String, String>) -> String {
	let mut parts = text.split("; ").map(|variant| match variant.split_once('(') {
		Some((name, fields)) => format!("{name}({}", translate(fields, aliases)),
		None => variant.to_owned(),
	});
	let first = parts.next().unwrap_or_default();
	parts.fold(first, |shown, variant| format!("{shown}; {variant}"))
}

fn aliases() -> BTreeMap<String, String> {
	lines(include_str!("aliases.txt"))
		.map(|columns| (columns[0].to_owned(), columns[1].to_owned()))
		.collect()
}

impl Table {
	/// Reads the table of a kind.
	pub fn read(kind: &str, text: &str) -> Self {
		let aliases = aliases();
		let row = |mut columns: Vec<&str>| {
			let name = columns.remove(0).to_owned();
			if kind == "storage" {
				// The clients that read it are for people.
				columns.remove(0);
			}
			let shape = columns.join(" | ");
			let shape = match kind {
				// Names of variants are no types.
				"hyperparameter" => shape,
				"enum" => within_parentheses(&shape, &aliases),
				_ => translate(&shape, &aliases),
			};
			Row {
				name,
				shape: shape.trim().to_owned(),
			}
		};
		Self {
			rows: lines(text).map(row).collect(),
		}
	}
}

/// What is not here, and what is here otherwise.
#[derive(Default)]
pub struct Excuses {
	absent: Vec<(String, String)>,
	different: BTreeMap<(String, String), String>,
}

impl Excuses {
	/// Reads both files. Every line has a reason.
	pub fn read() -> Self {
		let mut excuses = Self::default();
		for columns in lines(include_str!("absent.txt")) {
			assert!(
				columns.len() == 3 && !columns[2].is_empty(),
				"kind | name | why: {columns:?}"
			);
			excuses.absent.push((columns[0].into(), columns[1].into()));
		}
		for mut columns in lines(include_str!("differs.txt")) {
			let why = columns.pop().unwrap_or_default();
			assert!(
				columns.len() > 2 && !why.is_empty(),
				"kind | name | shape | why: {columns:?}"
			);
			let (kind, name) = (columns.remove(0).to_owned(), columns.remove(0).to_owned());
			let before = excuses.different.insert((kind, name), columns.join(" | "));
			assert!(before.is_none(), "differs.txt says something twice: {before:?}");
		}
		excuses
	}

	/// Whether a thing is excused from being here: by its name, or with all that a pallet has of its kind.
	pub fn absent(&self, kind: &str, name: &str) -> bool {
		self.absent
			.iter()
			.any(|(of, pattern)| of == kind && matches(pattern, name))
	}

	/// What is here instead of what clients know.
	pub fn different(&self, kind: &str, name: &str) -> Option<String> {
		self.different.get(&(kind.to_owned(), name.to_owned())).cloned()
	}

	/// The excuses that excuse nothing.
	pub fn without_row(&self, rows: &BTreeSet<(&str, String)>) -> Vec<String> {
		let excused = |kind: &str, pattern: &str| {
			rows.iter()
				.any(|(of, name)| *of == kind && matches(pattern, name))
		};
		let absent = self
			.absent
			.iter()
			// Extensions have an order of their own, so they are not among the rows.
			.filter(|(kind, pattern)| kind != "extension" && !excused(kind, pattern))
			.map(|(kind, pattern)| format!("absent.txt: {kind} {pattern} excuses no row"));
		let different = self
			.different
			.keys()
			.filter(|(kind, name)| !excused(kind, name))
			.map(|(kind, name)| format!("differs.txt: {kind} {name} excuses no row"));
		absent.chain(different).collect()
	}
}

/// `*` at the end stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
	match pattern.strip_suffix('*') {
		Some(start) => name.starts_with(start),
		None => name == pattern,
	}
}
