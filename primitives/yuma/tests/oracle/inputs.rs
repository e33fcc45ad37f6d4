//! Random inputs to compare on: the small subnets of the other laws, and larger ones in which validators
//! mostly agree, as on a network at work.

use crate::subnets::{calm_subnet, subnet};
use proptest::{collection::vec, prelude::*, sample::select};
use yuma::{BondsMode, EpochInput, LiquidAlpha, Rows};

/// The ways in which bonds can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
	Classic,
	Yuma3,
	Liquid,
}

/// Any input, however strange.
pub fn strange(modes: &'static [Mode]) -> impl Strategy<Value = EpochInput> {
	in_modes(subnet(), modes)
}

/// An input in which everyone has stake and a permit, and no two agree.
pub fn calm(modes: &'static [Mode]) -> impl Strategy<Value = EpochInput> {
	in_modes(calm_subnet(), modes)
}

/// An input with up to 7 validators who rate up to 16 miners, mostly alike.
pub fn lively(modes: &'static [Mode]) -> impl Strategy<Value = EpochInput> {
	let sizes = (1..8_usize, 1..=16_usize);
	in_modes(
		sizes.prop_flat_map(|(validators, miners)| network(validators, miners)),
		modes,
	)
}

fn in_modes(
	inputs: impl Strategy<Value = EpochInput>,
	modes: &'static [Mode],
) -> impl Strategy<Value = EpochInput> {
	(inputs, bonds_mode(modes)).prop_map(|(input, bonds_mode)| EpochInput { bonds_mode, ..input })
}

fn bonds_mode(modes: &'static [Mode]) -> impl Strategy<Value = BondsMode> {
	let steepness = prop_oneof![Just(1_000), Just(0), any::<i16>()];
	(select(modes), any::<[u16; 2]>(), steepness).prop_map(|(mode, [one, other], steepness)| {
		let (low, high) = (one.min(other), one.max(other));
		let liquid = LiquidAlpha { low, high, steepness };
		match mode {
			Mode::Classic => BondsMode::Classic,
			Mode::Yuma3 => BondsMode::Yuma3 { liquid_alpha: None },
			Mode::Liquid => BondsMode::Yuma3 {
				liquid_alpha: Some(liquid),
			},
		}
	})
}

fn network(validators: usize, miners: usize) -> impl Strategy<Value = EpochInput> {
	let neurons = validators + miners;
	let parameters = (
		prop_oneof![4 => Just(32_767), 1 => any::<u16>()],
		prop_oneof![4 => Just(900_000), 1 => 0..=1_000_000_u64],
		prop_oneof![Just(0), Just(u16::MAX), any::<u16>()],
	);
	let vectors = (
		vec(1_000_000_000..1_000_000_000_000_000_u64, validators),
		vec(prop_oneof![9 => Just(0), 1 => 900..1_000_u64], neurons),
		vec(prop_oneof![9 => Just(990), 1 => 0..1_000_u64], neurons),
		vec(100..6_000_u16, miners),
	);
	let matrices = (ratings(validators, miners), ratings(validators, miners));
	(parameters, vectors, matrices).prop_map(move |(parameters, vectors, (opinions, bonds))| {
		let (kappa, bonds_moving_average, bonds_penalty) = parameters;
		let (mut stake, block_at_registration, last_update, quality) = vectors;
		stake.resize(neurons, 0);
		let rated = |i: usize| {
			opinions
				.get(i)
				.into_iter()
				.flat_map(|row| row.iter().zip(&quality))
		};
		let weight = |(&opinion, &quality): (&u16, &u16)| opinion.saturating_sub(5) * (quality / 10);
		let bond = |&bond: &u16| bond.saturating_sub(5) * 4_000;
		EpochInput {
			current_block: 1_000,
			tempo: 99,
			activity_cutoff: 500,
			kappa,
			bonds_moving_average,
			bonds_penalty,
			max_validators: validators as u16,
			stake,
			last_update,
			block_at_registration,
			validator_permits: (0..neurons).map(|uid| uid < validators).collect(),
			weights: rows(neurons, validators, |i| rated(i).map(weight).collect()),
			bonds: rows(neurons, validators, |i| {
				bonds.get(i).into_iter().flatten().map(bond).collect()
			}),
			..Default::default()
		}
	})
}

/// How every validator likes every miner: 0 to 5 not at all, to 20.
fn ratings(validators: usize, miners: usize) -> impl Strategy<Value = Vec<Vec<u16>>> {
	vec(
		vec(prop_oneof![1 => Just(0), 4 => 10..=20_u16], miners),
		validators,
	)
}

/// A matrix of what validators say of miners; zeros are left out.
fn rows(neurons: usize, validators: usize, row: impl Fn(usize) -> Vec<u16>) -> Rows<u16> {
	let entries = |i: usize| {
		let entries = (validators as u16..).zip(row(i));
		entries.filter(|&(_, value)| value > 0).collect::<Vec<_>>()
	};
	Rows::from_rows((0..neurons).map(entries))
}
