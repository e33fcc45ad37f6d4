//! Small subnets for the laws about incentives: a few validators, all with a say, rate a few miners.

use proptest::{collection::vec, option, prelude::*, sample::select};
use yuma::{BondsMode, EpochInput, EpochOutput, Fixed, Rows, epoch};

/// One, in bits.
pub const ONE: u64 = 1 << 32;
/// The most validators, and the most miners.
const MANY: usize = 6;

/// Validators come first, miners have no stake and no permit, nobody is new and nobody owns the subnet.
pub fn market(modes: &'static [BondsMode]) -> impl Strategy<Value = EpochInput> {
	(2..=MANY, 1..=MANY).prop_flat_map(move |(validators, miners)| {
		let matrices = (
			vec(vec(option::weighted(0.8, 1..=1_000_u16), miners), validators),
			vec(vec(option::weighted(0.8, any::<u16>()), miners), validators),
		);
		let penalty = prop_oneof![Just(0), Just(u16::MAX), any::<u16>()];
		let kappa = prop_oneof![Just(32_767), any::<u16>()];
		let parameters = (select(modes), penalty, kappa, 0..=900_000_u64);
		(vec(1..1_000_u64, validators), matrices, parameters).prop_map(
			move |(mut stake, (weights, bonds), (bonds_mode, bonds_penalty, kappa, bonds_moving_average))| {
				let neurons = validators + miners;
				stake.resize(neurons, 0);
				EpochInput {
					current_block: 1_000,
					tempo: 99,
					activity_cutoff: 500,
					kappa,
					bonds_moving_average,
					bonds_mode,
					bonds_penalty,
					max_validators: MANY as u16,
					stake,
					last_update: vec![950; neurons],
					block_at_registration: vec![0; neurons],
					validator_permits: (0..neurons).map(|uid| uid < validators).collect(),
					weights: rows_of(&weights, neurons),
					bonds: rows_of(&bonds, neurons),
					..Default::default()
				}
			},
		)
	})
}

/// The rows of validators who rate miners.
fn rows_of(matrix: &[Vec<Option<u16>>], neurons: usize) -> Rows<u16> {
	let row = |uid: usize| {
		let values = matrix.get(uid).into_iter().flatten();
		let entries = (matrix.len() as u16..).zip(values);
		entries
			.filter_map(|(miner, value)| value.map(|value| (miner, value)))
			.collect::<Vec<_>>()
	};
	Rows::from_rows((0..neurons).map(row))
}

/// Runs the epoch.
pub fn run(input: &EpochInput) -> EpochOutput {
	epoch(input).expect("markets are valid inputs")
}

/// How many of the neurons validate; the others are miners.
pub fn validators(input: &EpochInput) -> usize {
	input.validator_permits.iter().filter(|&&permit| permit).count()
}

/// The same with another row of a matrix.
pub fn with_row(matrix: &Rows<u16>, uid: usize, row: &[(u16, u16)]) -> Rows<u16> {
	let rows = matrix.iter().enumerate();
	Rows::from_rows(rows.map(|(i, old)| if i == uid { row.to_vec() } else { old.collect() }))
}

/// The weights of a validator on all neurons, scaled to a sum of one and rounded down, in bits.
pub fn scaled(input: &EpochInput, uid: usize) -> Vec<u64> {
	let mut scaled = vec![0; input.neurons()];
	let total: u64 = input.weights.row(uid).map(|(_, weight)| u64::from(weight)).sum();
	for (miner, weight) in input.weights.row(uid) {
		scaled[usize::from(miner)] = (u64::from(weight) * ONE).checked_div(total).unwrap_or(0);
	}
	scaled
}

/// Everyone's share of the vote, in bits: active stake scaled to a sum of one once more.
pub fn votes(output: &EpochOutput) -> Vec<u64> {
	let stake = bits(&output.active_stake);
	let total: u64 = stake.iter().sum();
	let vote = |&stake: &u64| {
		(u128::from(stake) * u128::from(ONE))
			.checked_div(total.into())
			.unwrap_or(0)
	};
	stake.iter().map(vote).map(|vote| vote as u64).collect()
}

/// Numbers as their bits; f64 holds them exactly.
pub fn bits(values: &[Fixed]) -> Vec<u64> {
	values.iter().map(|value| value.bits() as f64 as u64).collect()
}
