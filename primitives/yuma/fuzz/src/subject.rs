//! An epoch's input as a fuzzer's bytes spell it, and what must hold for its output.
//!
//! Most bytes spell a valid input: lengths follow from the number of neurons, columns from a mask. One input
//! in eight has a [`Flaw`], which may break its shape. Whoever includes this file has `benches/plain` as
//! `crate::plain`.

use arbitrary::{Arbitrary, Result, Unstructured};
use yuma::{BondsMode, EpochInput, EpochOutput, Fixed, LiquidAlpha, Rows, emission, epoch};

use crate::plain::{self, PlainOutput};

/// The largest network; a row's mask has one bit for each neuron.
const MAX_NEURONS: usize = 32;
/// Parts per million in one.
const MILLION: u32 = 1_000_000;
/// What the plain epoch has room for in a sum of stakes.
const PLAIN_STAKE: u128 = 1 << 62;

/// Everything that an input has, and an amount to share out.
#[derive(Arbitrary, Debug)]
pub struct Subject {
	current_block: Number<u64>,
	tempo: Number<u16>,
	activity_cutoff: Number<u64>,
	kappa: u16,
	bonds_moving_average: u32,
	bonds_mode: Mode,
	bonds_penalty: u16,
	max_validators: Number<u16>,
	owner: Option<u8>,
	stake_threshold: Stake,
	last_mechanism_step_block: Number<u64>,
	hides_weights: bool,
	rao: u64,
	#[arbitrary(with = rarely)]
	flaw: Option<Flaw>,
	#[arbitrary(with = neurons)]
	neurons: Vec<Neuron>,
}

/// What an epoch made of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
	/// The shape was wrong.
	Refused,
	/// An epoch ran, with stakes that the plain one has no room for.
	Ran,
	/// An epoch ran, and the plain one agreed.
	Agreed,
}

/// A small number, so that comparisons are often equal, or any.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Number<N> {
	Small(u8),
	Any(N),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Stake {
	None,
	Small(u8),
	/// In units of 2^24 rao: all neurons together stay below what the plain epoch has room for.
	Usual(u32),
	Any(u64),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Mode {
	Classic,
	Yuma3,
	LiquidAlpha { ends: [u16; 2], steepness: i16 },
}

#[derive(Arbitrary, Debug)]
struct Neuron {
	stake: Stake,
	last_update: Number<u64>,
	block_at_registration: Number<u64>,
	has_permit: bool,
	commit_block: Number<u64>,
	weights: Row,
	bonds: Row,
}

/// A value for every bit of a mask, the entry of some bit first.
#[derive(Debug)]
struct Row {
	entries: Vec<(u16, u16)>,
	first: u8,
}

/// What may make a shape wrong; it may also change nothing.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Flaw {
	LastUpdates(u8),
	Registrations(u8),
	Permits(u8),
	CommitBlocks(u8),
	WeightRows(u8),
	BondRows(u8),
	Weight(Entry),
	Bond(Entry),
	Owner(u16),
	MovingAverage(u64),
	LiquidAlpha { low: u16, high: u16, steepness: i16 },
}

/// One more entry of a matrix.
#[derive(Arbitrary, Clone, Copy, Debug)]
struct Entry {
	row: u8,
	column: Number<u16>,
	value: u16,
}

fn rarely(bytes: &mut Unstructured<'_>) -> Result<Option<Flaw>> {
	let is_rare = bytes.arbitrary::<u8>()? >= 224;
	is_rare.then(|| bytes.arbitrary()).transpose()
}

fn neurons(bytes: &mut Unstructured<'_>) -> Result<Vec<Neuron>> {
	let count = bytes.int_in_range(0..=MAX_NEURONS)?;
	(0..count).map(|_| bytes.arbitrary()).collect()
}

impl<'a> Arbitrary<'a> for Row {
	fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
		let mask: u32 = bytes.arbitrary()?;
		let columns = (0..MAX_NEURONS as u16).filter(|column| mask >> column & 1 == 1);
		let entries = columns.map(|column| Ok((column, bytes.arbitrary()?)));
		Ok(Self {
			entries: entries.collect::<Result<_>>()?,
			first: bytes.arbitrary()?,
		})
	}
}

impl<N: From<u8>> Number<N> {
	fn get(self) -> N {
		match self {
			Self::Small(number) => number.into(),
			Self::Any(number) => number,
		}
	}
}

impl Stake {
	fn rao(self) -> u64 {
		match self {
			Self::None => 0,
			Self::Small(rao) => rao.into(),
			Self::Usual(units) => u64::from(units) << 24,
			Self::Any(rao) => rao,
		}
	}
}

impl From<Mode> for BondsMode {
	fn from(mode: Mode) -> Self {
		let liquid_alpha = match mode {
			Mode::Classic => return Self::Classic,
			Mode::Yuma3 => None,
			Mode::LiquidAlpha { mut ends, steepness } => {
				ends.sort_unstable();
				let [low, high] = ends;
				Some(LiquidAlpha { low, high, steepness })
			}
		};
		Self::Yuma3 { liquid_alpha }
	}
}

impl Row {
	/// The entries for uids that exist.
	fn among(&self, neurons: usize) -> Vec<(u16, u16)> {
		let entries = self.entries.iter().copied();
		let mut entries: Vec<_> = entries
			.filter(|&(column, _)| usize::from(column) < neurons)
			.collect();
		let first = usize::from(self.first).checked_rem(entries.len());
		entries.rotate_left(first.unwrap_or(0));
		entries
	}
}

impl Flaw {
	fn apply(self, input: &mut EpochInput) {
		match self {
			Self::LastUpdates(len) => input.last_update.resize(len.into(), 0),
			Self::Registrations(len) => input.block_at_registration.resize(len.into(), 0),
			Self::Permits(len) => input.validator_permits.resize(len.into(), true),
			Self::CommitBlocks(len) => input.commit_blocks = Some(vec![0; len.into()]),
			Self::WeightRows(len) => input.weights = resized(&input.weights, len),
			Self::BondRows(len) => input.bonds = resized(&input.bonds, len),
			Self::Weight(entry) => input.weights = entry.added(&input.weights),
			Self::Bond(entry) => input.bonds = entry.added(&input.bonds),
			Self::Owner(uid) => input.owner_uid = Some(uid),
			Self::MovingAverage(average) => input.bonds_moving_average = average,
			Self::LiquidAlpha { low, high, steepness } => {
				let liquid_alpha = Some(LiquidAlpha { low, high, steepness });
				input.bonds_mode = BondsMode::Yuma3 { liquid_alpha };
			}
		}
	}
}

impl Entry {
	fn added(self, rows: &Rows<u16>) -> Rows<u16> {
		let extra = (self.column.get(), self.value);
		let at = usize::from(self.row).checked_rem(rows.len());
		let rows = rows.iter().enumerate();
		Rows::from_rows(rows.map(|(index, row)| row.chain((at == Some(index)).then_some(extra))))
	}
}

fn resized(rows: &Rows<u16>, len: u8) -> Rows<u16> {
	Rows::from_rows((0..usize::from(len)).map(|index| rows.row(index)))
}

impl Subject {
	/// Runs an epoch and panics unless all that must hold does.
	pub fn check(&self) -> Verdict {
		let input = self.input();
		let result = epoch(&input);
		assert_eq!(result.is_ok(), fits(&input), "{result:?} of {input:?}");
		let Ok(output) = result else {
			return Verdict::Refused;
		};
		check_lengths(&output, input.neurons());
		check_values(&output);
		check_bonds(&output);
		check_emission(&output, self.rao);
		let in_order = plain::in_order(input);
		assert_eq!(
			epoch(&in_order).as_ref(),
			Ok(&output),
			"the order within rows matters"
		);
		if total(&in_order.stake) >= PLAIN_STAKE {
			return Verdict::Ran;
		}
		check_plain(&in_order, &output, self.rao >> 4);
		Verdict::Agreed
	}

	/// The input that is spelled.
	pub fn input(&self) -> EpochInput {
		let mut input = self.flawless();
		if let Some(flaw) = self.flaw {
			flaw.apply(&mut input);
		}
		input
	}

	fn flawless(&self) -> EpochInput {
		let neurons = self.neurons.len();
		let blocks = |block: fn(&Neuron) -> Number<u64>| self.neurons.iter().map(block).map(Number::get);
		let matrix =
			|row: fn(&Neuron) -> &Row| Rows::from_rows(self.neurons.iter().map(|n| row(n).among(neurons)));
		let owner = self
			.owner
			.and_then(|owner| usize::from(owner).checked_rem(neurons));
		EpochInput {
			current_block: self.current_block.get(),
			tempo: self.tempo.get(),
			activity_cutoff: self.activity_cutoff.get(),
			kappa: self.kappa,
			bonds_moving_average: (self.bonds_moving_average % (MILLION + 1)).into(),
			bonds_mode: self.bonds_mode.into(),
			bonds_penalty: self.bonds_penalty,
			max_validators: self.max_validators.get(),
			owner_uid: owner.map(|owner| owner as u16),
			stake_threshold: self.stake_threshold.rao(),
			last_mechanism_step_block: self.last_mechanism_step_block.get(),
			stake: self.neurons.iter().map(|neuron| neuron.stake.rao()).collect(),
			last_update: blocks(|neuron| neuron.last_update).collect(),
			block_at_registration: blocks(|neuron| neuron.block_at_registration).collect(),
			validator_permits: self.neurons.iter().map(|neuron| neuron.has_permit).collect(),
			commit_blocks: self
				.hides_weights
				.then(|| blocks(|neuron| neuron.commit_block).collect()),
			weights: matrix(|neuron| &neuron.weights),
			bonds: matrix(|neuron| &neuron.bonds),
		}
	}
}

/// The shape that an input must have, said in another way than the crate does.
fn fits(input: &EpochInput) -> bool {
	let neurons = input.neurons();
	let lengths = [
		input.last_update.len(),
		input.block_at_registration.len(),
		input.validator_permits.len(),
		input.commit_blocks.as_ref().map_or(neurons, Vec::len),
		input.weights.len(),
		input.bonds.len(),
	];
	let mut rows = input.weights.iter().chain(input.bonds.iter());
	lengths.into_iter().all(|length| length == neurons)
		&& rows.all(|row| row_fits(row, neurons))
		&& input.owner_uid.is_none_or(|owner| usize::from(owner) < neurons)
		&& input.bonds_moving_average <= u64::from(MILLION)
		&& ends_fit(input.bonds_mode)
}

fn row_fits(row: impl Iterator<Item = (u16, u16)>, neurons: usize) -> bool {
	let mut columns: Vec<_> = row.map(|(column, _)| column).collect();
	let entries = columns.len();
	columns.sort_unstable();
	columns.dedup();
	columns.len() == entries && columns.last().is_none_or(|&last| usize::from(last) < neurons)
}

fn ends_fit(mode: BondsMode) -> bool {
	match mode {
		BondsMode::Classic | BondsMode::Yuma3 { liquid_alpha: None } => true,
		BondsMode::Yuma3 {
			liquid_alpha: Some(alpha),
		} => alpha.low <= alpha.high,
	}
}

/// The fields that are shares of something.
fn shares(output: &EpochOutput) -> [&Vec<Fixed>; 4] {
	[
		&output.stake,
		&output.active_stake,
		&output.incentive,
		&output.dividends,
	]
}

fn check_lengths(output: &EpochOutput, neurons: usize) {
	let flags = [&output.active, &output.new_validator_permits].map(Vec::len);
	let others = [&output.consensus, &output.validator_trust].map(Vec::len);
	assert_eq!(flags, [neurons; 2]);
	assert_eq!(others, [neurons; 2]);
	assert_eq!(shares(output).map(Vec::len), [neurons; 4]);
	assert_eq!(output.bonds.len(), neurons);
}

/// All between zero and one; shares sum to zero, or to one less than one bit for each.
fn check_values(output: &EpochOutput) {
	let others = [&output.consensus, &output.validator_trust];
	let mut values = shares(output).into_iter().chain(others).flatten();
	assert!(values.all(|value| (Fixed::ZERO..=Fixed::ONE).contains(value)));
	for values in shares(output) {
		let total: Fixed = values.iter().copied().sum();
		let lost = Fixed::ONE.minus(total).bits();
		assert!(total == Fixed::ZERO || (0..=values.len() as i64).contains(&lost));
	}
}

/// Bonds are only of those with a new permit, and fit the next epoch.
fn check_bonds(output: &EpochOutput) {
	for (row, permit) in output.bonds.iter().zip(&output.new_validator_permits) {
		assert!(*permit || row.len() == 0);
		assert!(row_fits(row, output.bonds.len()));
	}
}

fn total(amounts: &[u64]) -> u128 {
	amounts.iter().copied().map(u128::from).sum()
}

/// Nobody is paid what is not there.
fn check_emission(output: &EpochOutput, rao: u64) {
	let parts = emission(output, rao);
	let rao = u128::from(rao);
	assert!(total(&parts.server) + total(&parts.validator) <= rao);
	assert!(total(&parts.combined) <= rao);
}

/// The plain epoch says the same, to the last bit of everything that both have.
fn check_plain(input: &EpochInput, output: &EpochOutput, rao: u64) {
	let mut expected = plain::epoch(input, rao);
	for row in &mut expected.bonds {
		row.retain(|&(_, bond)| bond > 0);
	}
	assert_eq!(as_plain(output, rao), expected);
}

/// An output as the plain epoch gives it, without bonds of zero.
fn as_plain(output: &EpochOutput, rao: u64) -> PlainOutput {
	let emission = emission(output, rao);
	let proportions = |values: &[Fixed]| values.iter().map(|value| value.to_u16()).collect();
	let bonds = output.bonds.iter();
	PlainOutput {
		active: output.active.clone(),
		stake_weight: proportions(&output.stake),
		consensus: proportions(&output.consensus),
		incentive: proportions(&output.incentive),
		dividends: proportions(&output.dividends),
		validator_trust: proportions(&output.validator_trust),
		new_validator_permits: output.new_validator_permits.clone(),
		server_emission: emission.server,
		validator_emission: emission.validator,
		combined_emission: emission.combined,
		bonds: bonds
			.map(|row| row.filter(|&(_, bond)| bond > 0).collect())
			.collect(),
	}
}
