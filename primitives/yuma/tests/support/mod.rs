//! Golden vectors: reading files of the format that `tests/vectors/README.md` describes, running their cases
//! and comparing every field of the output.

use std::{collections::BTreeMap, fmt, fs, io::Read, path::Path};

use flate2::read::GzDecoder;
use serde_json::Value;
use yuma::{EpochInput, Fixed, Rows, emission, epoch};

/// The modes that this crate computes.
const BUILT: [&str; 2] = ["classic", "classic+liquid-flag"];
/// The modes that it does not compute yet.
const NOT_BUILT: [&str; 2] = ["yuma3", "yuma3+liquid"];
/// The fields that have one number per uid.
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

/// How many cases of each mode passed, failed or could not be run.
#[derive(Default)]
pub struct Summary {
	/// By mode.
	pub passed: BTreeMap<String, usize>,
	/// By mode.
	pub failed: BTreeMap<String, usize>,
	/// By mode.
	pub not_built: BTreeMap<String, usize>,
}

impl Summary {
	/// Runs every case of a file, with a line on stdout for each that fails; gives back how many ran.
	pub fn check_file(&mut self, path: &Path) -> Result<usize, String> {
		let within_file = |error: String| format!("{}: {error}", path.display());
		let file = read(path).map_err(within_file)?;
		let cases = file["cases"]
			.as_array()
			.ok_or("no cases")
			.map_err(|error| within_file(error.into()))?;
		let mut ran = 0;
		for case in cases {
			let name = format!("{} #{} {}", path.display(), case["id"], case["name"]);
			let within_case = |error: String| format!("{name}: {error}");
			let mode = mode(case).map_err(within_case)?;
			let count = if NOT_BUILT.contains(&mode) {
				&mut self.not_built
			} else {
				ran += 1;
				let differences = differences(case).unwrap_or_else(|error| vec![error]);
				if differences.is_empty() {
					&mut self.passed
				} else {
					println!("{name}: {}", differences.join("; "));
					&mut self.failed
				}
			};
			*count.entry(mode.into()).or_default() += 1;
		}
		Ok(ran)
	}

	/// Whether no case failed.
	pub fn is_clean(&self) -> bool {
		self.failed.is_empty()
	}
}

impl fmt::Display for Summary {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let [passed, failed, not_built] =
			[&self.passed, &self.failed, &self.not_built].map(|count| count.values().sum::<usize>());
		write!(
			f,
			"{passed} passed, {failed} failed, {not_built} of modes not built yet"
		)
	}
}

/// The content of a file, plain or gzipped.
fn read(path: &Path) -> Result<Value, String> {
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
	Ok(file)
}

/// The mode of a case, which is its first tag.
fn mode(case: &Value) -> Result<&str, String> {
	let mode = case["tags"][0].as_str().ok_or("no mode")?;
	let known = BUILT.contains(&mode) || NOT_BUILT.contains(&mode);
	if known {
		Ok(mode)
	} else {
		Err(format!("unknown mode {mode}"))
	}
}

/// Runs one case: the first difference of every field that differs.
fn differences(case: &Value) -> Result<Vec<String>, String> {
	let input = input(&case["in"])?;
	let output = epoch(&input).map_err(|error| error.to_string())?;
	let emission = emission(&output, number(&case["in"]["rao_emission"])?);
	let flags = |values: &[bool]| values.iter().copied().map(u64::from).collect::<Vec<_>>();
	let proportions = |values: &[Fixed]| values.iter().map(|x| x.to_u16().into()).collect::<Vec<_>>();
	// In the order of VECTORS.
	let found = [
		flags(&output.active),
		proportions(&output.stake),
		proportions(&output.consensus),
		proportions(&output.incentive),
		proportions(&output.dividends),
		proportions(&output.validator_trust),
		flags(&output.new_validator_permits),
		emission.server,
		emission.validator,
		emission.combined,
	];
	let mut differences = Vec::new();
	for (field, found) in VECTORS.into_iter().zip(found) {
		let expected: Vec<u64> = numbers(&case["out"][field]).map_err(|error| format!("{field}: {error}"))?;
		differences.extend(difference(&expected, &found).map(|difference| format!("{field} {difference}")));
	}
	let expected = rows(&case["out"]["bonds"])?;
	differences
		.extend(bonds_difference(&expected, &output.bonds).map(|difference| format!("bonds {difference}")));
	Ok(differences)
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
fn bonds_difference(expected: &Rows<u16>, found: &Rows<u16>) -> Option<String> {
	if expected.len() != found.len() {
		return Some(format!("has {} rows instead of {}", found.len(), expected.len()));
	}
	expected
		.iter()
		.zip(found.iter())
		.enumerate()
		.find_map(|(uid, (expected, found))| {
			let [expected, found] = [
				expected.collect::<BTreeMap<_, _>>(),
				found.collect::<BTreeMap<_, _>>(),
			];
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
		weights: rows(&case["weights"])?,
		bonds: rows(&case["bonds"])?,
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

fn rows(value: &Value) -> Result<Rows<u16>, String> {
	let entry = |entry: &Value| Ok((number(&entry[0])?, number(&entry[1])?));
	let row = |row: &Value| {
		row.as_array()
			.ok_or("a row is not a list")?
			.iter()
			.map(entry)
			.collect()
	};
	let rows = value.as_array().ok_or("a matrix is not a list of rows")?;
	Ok(Rows::from_rows(
		rows.iter()
			.map(row)
			.collect::<Result<Vec<Vec<(u16, u16)>>, String>>()?,
	))
}
