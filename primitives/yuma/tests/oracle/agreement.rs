//! Whether an epoch's output agrees with the oracle, value by value and within the slack of each.

use super::{Matrix, Oracle, real::Real};
use yuma::{EpochOutput, Fixed};

/// One step of a proportion. A value with less slack than this is compared in full: to the bit where the
/// slack is a bit, and never worse than what clients can see.
const STEP: f64 = 1.0 / 65_535.0;
/// 2^32 as f64.
const BITS_OF_ONE: f64 = 4_294_967_296.0;

/// Between which two values a number was found.
#[derive(Clone, Copy, Debug)]
pub struct Range {
	low: f64,
	high: f64,
}

/// What an implementation made of an input.
#[derive(Clone, Debug)]
pub struct Found {
	pub active: Vec<bool>,
	pub stake: Vec<Range>,
	/// `None` where it is not part of the result.
	pub active_stake: Option<Vec<Range>>,
	pub consensus: Vec<Range>,
	pub incentive: Vec<Range>,
	pub dividends: Vec<Range>,
	pub validator_trust: Vec<Range>,
	pub new_permits: Vec<bool>,
	pub bonds: Matrix<Range>,
}

impl Range {
	/// The same by so many steps of a proportion higher.
	pub fn shifted(self, steps: f64) -> Self {
		Self {
			low: self.low + steps * STEP,
			high: self.high + steps * STEP,
		}
	}
}

impl Found {
	/// Everything with one number per uid.
	pub fn vectors(&mut self) -> impl Iterator<Item = &mut Vec<Range>> {
		let Self {
			stake,
			active_stake,
			consensus,
			incentive,
			dividends,
			validator_trust,
			..
		} = self;
		let always = [stake, consensus, incentive, dividends, validator_trust];
		always.into_iter().chain(active_stake)
	}
}

/// What a comparison came to.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
	/// One line for each value beyond its slack.
	pub differences: Vec<String>,
	/// How many values were compared.
	pub values: usize,
	/// How many of them with a slack below one step.
	pub in_full: usize,
}

/// A number with all its bits.
pub fn fixed(value: Fixed) -> Range {
	let value = value.bits() as f64 / BITS_OF_ONE;
	Range {
		low: value,
		high: value,
	}
}

/// A number that was rounded down to a proportion.
pub fn proportion(value: u16) -> Range {
	let low = f64::from(value) * STEP;
	Range {
		low,
		high: low + STEP,
	}
}

impl From<&EpochOutput> for Found {
	fn from(output: &EpochOutput) -> Self {
		let all = |values: &[Fixed]| values.iter().copied().map(fixed).collect::<Vec<_>>();
		let bonds = super::dense(&output.bonds, |_, _, bond| Some(bond));
		Self {
			active: output.active.clone(),
			stake: all(&output.stake),
			active_stake: Some(all(&output.active_stake)),
			consensus: all(&output.consensus),
			incentive: all(&output.incentive),
			dividends: all(&output.dividends),
			validator_trust: all(&output.validator_trust),
			new_permits: output.new_validator_permits.clone(),
			bonds: super::each(&bonds, |_, _, bond| proportion(bond.unwrap_or(0))),
		}
	}
}

impl Agreement {
	/// Compares every value.
	pub fn of(oracle: &Oracle, found: &Found) -> Self {
		let mut agreement = Self::default();
		agreement.flags("active", oracle.active.iter().copied().map(Some), &found.active);
		agreement.flags("permit", oracle.new_permits.iter().copied(), &found.new_permits);
		agreement.numbers("stake", &oracle.stake, &found.stake);
		if let Some(active_stake) = &found.active_stake {
			agreement.numbers("active stake", &oracle.active_stake, active_stake);
		}
		agreement.numbers("consensus", &oracle.consensus, &found.consensus);
		agreement.numbers("incentive", &oracle.incentive, &found.incentive);
		agreement.numbers("dividends", &oracle.dividends, &found.dividends);
		agreement.numbers("trust", &oracle.validator_trust, &found.validator_trust);
		for (uid, (expected, found)) in oracle.bonds.iter().zip(&found.bonds).enumerate() {
			agreement.numbers(&format!("bond of {uid} in"), expected, found);
		}
		agreement
	}

	/// Whether every value was compared in full.
	pub fn is_full(&self) -> bool {
		self.in_full == self.values
	}

	/// Adds another comparison to this one.
	pub fn add_all(&mut self, name: &str, other: Self) {
		let differences = other.differences.into_iter();
		self.differences
			.extend(differences.map(|difference| format!("{name}: {difference}")));
		self.values += other.values;
		self.in_full += other.in_full;
	}

	fn flags(&mut self, field: &str, expected: impl Iterator<Item = Option<bool>>, found: &[bool]) {
		for (uid, (expected, &found)) in expected.zip(found).enumerate() {
			let agrees = expected.is_none_or(|expected| expected == found);
			self.add(agrees, expected.is_some(), || {
				format!("{field} {uid} is {found} instead of {expected:?}")
			});
		}
	}

	fn numbers(&mut self, field: &str, expected: &[Real], found: &[Range]) {
		if expected.len() != found.len() {
			self.differences.push(format!("{field}: wrong length"));
		}
		for (uid, (expected, found)) in expected.iter().zip(found).enumerate() {
			let agrees = expected.low() <= found.high && found.low <= expected.high();
			self.add(agrees, expected.slack < STEP, || {
				format!("{field} {uid} is {found:?} instead of {expected:?}")
			});
		}
	}

	fn add(&mut self, agrees: bool, in_full: bool, difference: impl FnOnce() -> String) {
		self.values += 1;
		self.in_full += usize::from(in_full);
		if !agrees {
			self.differences.push(difference());
		}
	}
}
