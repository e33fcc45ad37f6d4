//! The epoch in nested vectors: the yardstick that the crate is measured with.
//!
//! Owns a second, plain implementation of all three modes, which shares no code with the crate: matrices are
//! vectors of rows, every step makes a new matrix, a moving average fills a dense row for every uid, and
//! liquid alpha fills a dense matrix. It agrees with the golden vectors in every bit and is in no hurry. It
//! needs no standard library. It never checks its input.

extern crate alloc;

mod bonds;
mod liquid;
mod matrix;
mod median;
mod stake;
mod weights;

use alloc::{vec, vec::Vec};

use substrate_fixed::types::{I32F32, I96F32};
use yuma::{BondsMode, EpochInput, Rows};

use self::{bonds::Terms, matrix::Matrix};

const ZERO: I32F32 = I32F32::from_bits(0);
const ONE: I32F32 = I32F32::from_bits(1 << 32);

/// The result of one epoch, as it is stored: proportions over 65535, amounts in rao.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainOutput {
	/// Who set weights recently enough.
	pub active: Vec<bool>,
	/// Each neuron's share of all stake.
	pub stake_weight: Vec<u16>,
	/// The weight on each neuron that a majority supports.
	pub consensus: Vec<u16>,
	/// Each neuron's share of what is paid for being rated.
	pub incentive: Vec<u16>,
	/// Each neuron's share of what is paid for rating.
	pub dividends: Vec<u16>,
	/// How much of each neuron's weights the majority supports.
	pub validator_trust: Vec<u16>,
	/// Who may validate in the next epoch.
	pub new_validator_permits: Vec<bool>,
	/// What each neuron is paid for being rated.
	pub server_emission: Vec<u64>,
	/// What each neuron is paid for rating.
	pub validator_emission: Vec<u64>,
	/// What each neuron is paid.
	pub combined_emission: Vec<u64>,
	/// The bonds to pass to the next epoch; rows without a new permit are empty.
	pub bonds: Vec<Vec<(u16, u16)>>,
}

/// The same with every row by ascending uid, which is the only order that this epoch reads right.
#[allow(dead_code, reason = "the networks of the benchmarks are in order")]
pub fn in_order(input: EpochInput) -> EpochInput {
	let sorted = |rows: &Rows<u16>| {
		Rows::from_rows(rows.iter().map(|row| {
			let mut row: Vec<_> = row.collect();
			row.sort_unstable();
			row
		}))
	};
	EpochInput {
		weights: sorted(&input.weights),
		bonds: sorted(&input.bonds),
		..input
	}
}

/// Runs one epoch and shares out `rao`.
pub fn epoch(input: &EpochInput, rao: u64) -> PlainOutput {
	let active = stake::active(input);
	let stake = stake::shares(input);
	let permits = stake::old_permits(input);
	let new_permits = stake::new_permits(input, &stake);
	let active_stake = stake::active_shares(&stake, &active, &permits);

	let weights = weights::counted(input, &permits);
	let consensus = median::by_column(&active_stake, &weights, proportion(input.kappa));
	let clipped = weights::clipped(&weights, &consensus);
	let validator_trust = matrix::row_sums(&clipped);
	let mut incentive = matrix::weighted_column_sums(&clipped, &active_stake);
	normalise(&mut incentive);

	let target = weights::for_bonds(&weights, &clipped, input.bonds_penalty);
	let terms = Terms {
		active_stake: &active_stake,
		consensus: &consensus,
		incentive: &incentive,
		target: &target,
	};
	let (bonds, dividends) = match input.bonds_mode {
		BondsMode::Classic => bonds::classic(input, &terms),
		BondsMode::Yuma3 { liquid_alpha } => bonds::yuma3(input, &terms, liquid_alpha),
	};
	let [server, validator, combined] = shares_of_emission(&incentive, &dividends, &active_stake, &stake);

	PlainOutput {
		active,
		stake_weight: to_proportions(&stake),
		consensus: to_proportions(&consensus),
		incentive: to_proportions(&incentive),
		dividends: to_proportions(&dividends),
		validator_trust: to_proportions(&validator_trust),
		server_emission: to_rao(&server, rao),
		validator_emission: to_rao(&validator, rao),
		combined_emission: to_rao(&combined, rao),
		bonds: stored(&bonds, &new_permits),
		new_validator_permits: new_permits,
	}
}

/// Each neuron's part for being rated, for rating and for both. By stake if nobody is rated.
fn shares_of_emission(
	incentive: &[I32F32],
	dividends: &[I32F32],
	active_stake: &[I32F32],
	stake: &[I32F32],
) -> [Vec<I32F32>; 3] {
	let combined: Vec<I32F32> = incentive
		.iter()
		.zip(dividends)
		.map(|(incentive, dividends)| incentive.saturating_add(*dividends))
		.collect();
	let total = sum(&combined);
	if total == ZERO {
		let has_active = sum(active_stake) != ZERO;
		let fallback = if has_active { active_stake } else { stake }.to_vec();
		return [vec![ZERO; stake.len()], fallback.clone(), fallback];
	}
	let over_total = |values: &[I32F32]| values.iter().map(|value| divided(*value, total)).collect();
	[
		over_total(incentive),
		over_total(dividends),
		over_total(&combined),
	]
}

/// The rows of those with a new permit, as proportions.
fn stored(bonds: &Matrix, new_permits: &[bool]) -> Vec<Vec<(u16, u16)>> {
	let to_stored = |(row, permit): (&matrix::Row, &bool)| {
		let kept = if *permit { row.as_slice() } else { &[] };
		kept.iter()
			.map(|(column, value)| (*column, to_proportion(*value)))
			.collect()
	};
	bonds.iter().zip(new_permits).map(to_stored).collect()
}

/// Every value times `rao`, rounded down.
fn to_rao(shares: &[I32F32], rao: u64) -> Vec<u64> {
	let rao = I96F32::saturating_from_num(rao);
	shares
		.iter()
		.map(|share| I96F32::from_num(*share).saturating_mul(rao).saturating_to_num())
		.collect()
}

fn to_proportions(values: &[I32F32]) -> Vec<u16> {
	values.iter().map(|value| to_proportion(*value)).collect()
}

/// The value times 65535, rounded down and held at the ends.
fn to_proportion(value: I32F32) -> u16 {
	value
		.saturating_mul(I32F32::from_num(u16::MAX))
		.saturating_to_num()
}

/// `proportion / 65535`, rounded down.
fn proportion(proportion: u16) -> I32F32 {
	divided(I32F32::from_num(proportion), I32F32::from_num(u16::MAX))
}

/// The quotient, rounded towards zero; zero where it does not exist.
fn divided(numerator: I32F32, denominator: I32F32) -> I32F32 {
	numerator.checked_div(denominator).unwrap_or(ZERO)
}

fn sum(values: &[I32F32]) -> I32F32 {
	values
		.iter()
		.fold(ZERO, |total, value| total.saturating_add(*value))
}

/// Scales the values to a sum of one; all zeros stay zeros.
fn normalise(values: &mut [I32F32]) {
	let total = sum(values);
	if total == ZERO {
		return;
	}
	for value in values {
		*value = divided(*value, total);
	}
}
