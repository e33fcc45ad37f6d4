//! One golden vector: reading it from the format that `tests/vectors/README.md` describes, and comparing
//! every field of an output with it.

use std::{collections::BTreeMap, fmt, fs, io::Read, path::Path};

use flate2::read::GzDecoder;
use serde_json::Value;
use yuma::{BondsMode, EpochInput, LiquidAlpha, Rows};

/// Every mode that a case can have.
pub const MODES: [&str; 4] = ["classic", "classic+liquid-flag", "yuma3", "yuma3+liquid"];
/// The fields that have one number per uid, as files name them.
const VECTORS: [&str; 10] = [
	"active",
	"stake_weight",
	"consensus",
	"incentive",
	"dividends",
	"validator_trust",
	"new_validator_permits",
	"server_emission",
	"validator_emission",
	"combined_emission",
];

/// The fields that follow from bonds.
const FROM_BONDS: [&str; 4] = ["dividends", "validator_emission", "combined_emission", "bonds"];

/// A case: an input and the output that the reference has for it.
pub struct Case {
	/// Its number in the file and its name.
	pub name: String,
	/// One of [`MODES`].
	pub mode: &'static str,
	/// What else is said of it, the mode first.
	pub tags: Vec<String>,
	/// What the epoch is given.
	pub input: EpochInput,
	/// What it shares out.
	pub rao: u64,
	/// What comes out.
	pub expected: Outcome,
}

/// The output of an epoch as a case records it; a flag is 0 or 1.
pub struct Outcome {
	/// `active`, `stake_weight`, `consensus`, `incentive`, `dividends`, `validator_trust`,
	/// `new_validator_permits`, `server_emission`, `validator_emission`, `combined_emission`.
	pub vectors: [Vec<u64>; 10],
	/// The new bonds.
	pub bonds: Vec<Vec<(u16, u16)>>,
}

/// The cases of a file, plain or gzipped.
pub fn read(path: &Path) -> Result<Vec<Case>, String> {
	let mut bytes = fs::read(path).map_err(|error| error.to_string())?;
	if bytes.starts_with(&[0x1f, 0x8b]) {
		let mut plain = Vec::new();
		GzDecoder::new(&bytes[..])
			.read_to_end(&mut plain)
			.map_err(|error| error.to_string())?;
		bytes = plain;
	}
	let file: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
	if file["format"] != "refepoch-1" {
		return Err(format!("unknown format {}", file["format"]));
	}
	let cases = file["cases"].as_array().ok_or("no cases")?;
	cases.iter().map(Case::read).collect()
}

impl Case {
	fn read(case: &Value) -> Result<Self, String> {
		let name = format!("#{} {}", case["id"], case["name"]);
		let parts = || {
			let tags = case["tags"].as_array().ok_or("no tags")?.iter();
			let tags: Vec<String> = tags.filter_map(|tag| Some(tag.as_str()?.into())).collect();
			let mode = MODES
				.into_iter()
				.find(|known| tags.first().is_some_and(|tag| tag == known));
			let mode = mode.ok_or("unknown mode")?;
			let rao = number(&case["in"]["rao_emission"])?;
			Ok((mode, tags, input(&case["in"])?, rao, Outcome::read(&case["out"])?))
		};
		let (mode, tags, input, rao, expected) =
			parts().map_err(|error: String| format!("{name}: {error}"))?;
		Ok(Self {
			name,
			mode,
			tags,
			input,
			rao,
			expected,
		})
	}
}

/// How a field of an output differs from what is recorded.
pub struct Difference {
	field: &'static str,
	how: String,
}

impl Difference {
	/// Whether the field follows from bonds.
	pub fn is_from_bonds(&self) -> bool {
		FROM_BONDS.contains(&self.field)
	}
}

impl fmt::Display for Difference {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{} {}", self.field, self.how)
	}
}

impl Outcome {
	fn read(out: &Value) -> Result<Self, String> {
		let mut vectors = [const { Vec::new() }; VECTORS.len()];
		for (vector, field) in vectors.iter_mut().zip(VECTORS) {
			*vector = numbers(&out[field]).map_err(|error| format!("{field}: {error}"))?;
		}
		Ok(Self {
			vectors,
			bonds: rows(&out["bonds"])?,
		})
	}

	/// The first difference of every field in which `found` differs from this.
	pub fn differences(&self, found: &Self) -> Vec<Difference> {
		let vectors = VECTORS.into_iter().zip(self.vectors.iter().zip(&found.vectors));
		let in_vectors = vectors.map(|(field, (expected, found))| (field, difference(expected, found)));
		let in_bonds = ("bonds", bonds_difference(&self.bonds, &found.bonds));
		in_vectors
			.chain([in_bonds])
			.filter_map(|(field, how)| Some(Difference { field, how: how? }))
			.collect()
	}
}

/// The first uid at which two vectors differ.
fn difference(expected: &[u64], found: &[u64]) -> Option<String> {
	if expected.len() != found.len() {
		return Some(format!(
			"has length {} instead of {}",
			found.len(),
			expected.len()
		));
	}
	let uid = expected
		.iter()
		.zip(found)
		.position(|(expected, found)| expected != found)?;
	Some(format!(
		"of uid {uid} is {} instead of {}",
		found[uid], expected[uid]
	))
}

/// The first pair of uids at which two matrices differ; a missing entry is a zero.
fn bonds_difference(expected: &[Vec<(u16, u16)>], found: &[Vec<(u16, u16)>]) -> Option<String> {
	if expected.len() != found.len() {
		return Some(format!("has {} rows instead of {}", found.len(), expected.len()));
	}
	expected
		.iter()
		.zip(found)
		.enumerate()
		.find_map(|(uid, (expected, found))| {
			let [expected, found] =
				[expected, found].map(|row| row.iter().copied().collect::<BTreeMap<_, _>>());
			let value = |row: &BTreeMap<u16, u16>, column: &u16| row.get(column).copied().unwrap_or(0);
			let columns = expected.keys().chain(found.keys());
			let column = columns
				.filter(|column| value(&expected, column) != value(&found, column))
				.min()?;
			let [expected, found] = [value(&expected, column), value(&found, column)];
			Some(format!(
				"of uid {uid} in {column} is {found} instead of {expected}"
			))
		})
}

/// The input of a case.
fn input(case: &Value) -> Result<EpochInput, String> {
	let optional = |field: &str| Some(&case[field]).filter(|value| !value.is_null());
	let flag = |number: u64| number != 0;
	Ok(EpochInput {
		current_block: number(&case["current_block"])?,
		tempo: number(&case["tempo"])?,
		activity_cutoff: number(&case["activity_cutoff"])?,
		kappa: number(&case["kappa"])?,
		bonds_moving_average: number(&case["bonds_moving_average"])?,
		bonds_mode: bonds_mode(case)?,
		bonds_penalty: number(&case["bonds_penalty"])?,
		max_validators: number(&case["max_validators"])?,
		owner_uid: optional("owner_uid").map(number).transpose()?,
		stake_threshold: optional("stake_threshold").map_or(Ok(0), number)?,
		last_mechanism_step_block: optional("last_mechanism_step_block").map_or(Ok(0), number)?,
		stake: numbers(&case["stake"])?,
		last_update: numbers(&case["last_update"])?,
		block_at_registration: numbers(&case["block_at_registration"])?,
		validator_permits: numbers(&case["validator_permits"])?
			.into_iter()
			.map(flag)
			.collect(),
		commit_blocks: optional("commit_blocks").map(numbers).transpose()?,
		weights: Rows::from_rows(rows(&case["weights"])?),
		bonds: Rows::from_rows(rows(&case["bonds"])?),
	})
}

/// How bonds follow from weights; without Yuma3 the flag of liquid alpha means nothing.
fn bonds_mode(case: &Value) -> Result<BondsMode, String> {
	let flag = |field: &str| number::<u64>(&case[field]).map(|number| number != 0);
	if !flag("yuma3")? {
		return Ok(BondsMode::Classic);
	}
	let steepness = &case["alpha_sigmoid_steepness"];
	let liquid_alpha = LiquidAlpha {
		low: number(&case["alpha_low"])?,
		high: number(&case["alpha_high"])?,
		steepness: steepness
			.as_i64()
			.and_then(|wide| wide.try_into().ok())
			.ok_or_else(|| format!("{steepness} is not a steepness"))?,
	};
	Ok(BondsMode::Yuma3 {
		liquid_alpha: flag("liquid_alpha")?.then_some(liquid_alpha),
	})
}

/// A number, which can be a decimal string.
fn number<N: TryFrom<u64>>(value: &Value) -> Result<N, String> {
	let wide = value.as_u64().or_else(|| value.as_str()?.parse().ok());
	wide.and_then(|wide| wide.try_into().ok())
		.ok_or_else(|| format!("{value} is not a number of the right size"))
}

fn numbers<N: TryFrom<u64>>(value: &Value) -> Result<Vec<N>, String> {
	value
		.as_array()
		.ok_or_else(|| format!("{value} is not a list"))?
		.iter()
		.map(number)
		.collect()
}

fn rows(value: &Value) -> Result<Vec<Vec<(u16, u16)>>, String> {
	let entry = |entry: &Value| Ok((number(&entry[0])?, number(&entry[1])?));
	let row = |row: &Value| {
		row.as_array()
			.ok_or("a row is not a list")?
			.iter()
			.map(entry)
			.collect()
	};
	let rows = value.as_array().ok_or("a matrix is not a list of rows")?;
	rows.iter().map(row).collect()
}
