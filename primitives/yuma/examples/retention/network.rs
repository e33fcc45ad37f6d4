//! The subnet of the experiment: two teams with random weights and stakes, and what an epoch pays them.
//!
//! There are 64 validators and 448 miners, split between the teams like the stake. Within a team stakes are
//! drawn around an equal split and then scaled to the team's total. Every validator's weights are drawn around
//! an equal split as well, once among honest and once among the cabal's miners, and then scaled to the part
//! of its weight that each of the two gets. So `S_H`, `W_H` and `W_C` hold exactly, and only who gets how much
//! within a team is random. Everyone starts without bonds.
//!
//! Sizes, deviations and the order of scaling are the paper's.

use std::iter;

use yuma::{EpochInput, Rows, YumaError, emission, epoch};

const VALIDATORS: usize = 64;
const MINERS: usize = 448;

/// The standard deviation of a stake, as a part of its mean.
const STAKE_DEVIATION: f64 = 0.3;

/// All stake, and the amount that an epoch pays.
const RAO: u64 = 1_000_000_000_000_000;

/// Where the random numbers start.
const SEED: u64 = 2023;

/// The hyperparameters that the experiment varies, both over 65535.
#[derive(Clone, Copy)]
pub struct Rules {
	pub kappa: u16,
	pub bonds_penalty: u16,
}

/// A sampled subnet, whose validators have not decided yet how to split their weight between the teams.
pub struct Network {
	honest_percent: u32,
	stake: Vec<u64>,
	/// Of every validator the split of its weight within each team of miners: both teams sum to one.
	splits: Vec<Vec<f64>>,
}

impl Network {
	/// Draws stakes, and weights that deviate by a part of their mean; always the same for the same arguments.
	pub fn sample(honest_percent: u32, weight_deviation: f64) -> Self {
		let mut random = Random(SEED);
		let honest_validators = part_of(VALIDATORS, honest_percent);
		let honest_miners = part_of(MINERS, honest_percent);
		let honest_stake = f64::from(honest_percent) / 100.0;
		let mut stake = random.split(honest_validators, honest_stake, STAKE_DEVIATION);
		stake.extend(random.split(
			VALIDATORS - honest_validators,
			1.0 - honest_stake,
			STAKE_DEVIATION,
		));
		let splits = (0..VALIDATORS).map(|_| {
			let mut split = random.split(honest_miners, 1.0, weight_deviation);
			split.extend(random.split(MINERS - honest_miners, 1.0, weight_deviation));
			split
		});
		Self {
			honest_percent,
			splits: splits.collect(),
			stake: stake.iter().map(|share| (share * RAO as f64) as u64).collect(),
		}
	}

	/// The honest team's part of all stake.
	pub fn honest_stake(&self) -> f64 {
		f64::from(self.honest_percent) / 100.0
	}

	/// The honest team's part of what an epoch pays.
	pub fn retention(&self, utility: f64, self_weight: f64, rules: Rules) -> Result<f64, YumaError> {
		let output = epoch(&self.input(utility, self_weight, rules))?;
		let paid = emission(&output, RAO).combined;
		let honest = paid.iter().zip(0..).filter(|&(_, uid)| self.is_honest(uid));
		let honest: u64 = honest.map(|(paid, _)| paid).sum();
		Ok(honest as f64 / paid.iter().sum::<u64>() as f64)
	}

	fn input(&self, utility: f64, self_weight: f64, rules: Rules) -> EpochInput {
		let on_honest = |validator| {
			if self.is_honest(validator) {
				utility
			} else {
				1.0 - self_weight
			}
		};
		let weights = (0..VALIDATORS).map(|validator| self.weights(validator, on_honest(validator)));
		let idle = iter::repeat_n(Vec::new(), MINERS);
		EpochInput {
			current_block: 1,
			kappa: rules.kappa,
			bonds_penalty: rules.bonds_penalty,
			max_validators: VALIDATORS as u16,
			stake: padded(self.stake.clone(), 0),
			last_update: padded(vec![1; VALIDATORS], 1),
			block_at_registration: padded(vec![0; VALIDATORS], 0),
			validator_permits: padded(vec![true; VALIDATORS], false),
			weights: Rows::from_rows(weights.chain(idle)),
			bonds: Rows::empty(VALIDATORS + MINERS),
			..Default::default()
		}
	}

	/// A validator's weights, the largest 65535, if it puts the part `on_honest` on honest miners.
	fn weights(&self, validator: usize, on_honest: f64) -> Vec<(u16, u16)> {
		let miners = VALIDATORS..VALIDATORS + MINERS;
		let exact = miners.zip(&self.splits[validator]).map(|(uid, share)| {
			let part = if self.is_honest(uid) {
				on_honest
			} else {
				1.0 - on_honest
			};
			(uid as u16, share * part)
		});
		let largest = exact.clone().map(|(_, weight)| weight).fold(0.0, f64::max);
		let unit = f64::from(u16::MAX) / largest;
		exact
			.map(|(uid, weight)| (uid, (weight * unit).round() as u16))
			.collect()
	}

	/// Whose a uid is: validators come before miners, and honest ones before the cabal's.
	fn is_honest(&self, uid: usize) -> bool {
		match uid.checked_sub(VALIDATORS) {
			None => uid < part_of(VALIDATORS, self.honest_percent),
			Some(miner) => miner < part_of(MINERS, self.honest_percent),
		}
	}
}

/// `percent` of `count`, to the nearest.
fn part_of(count: usize, percent: u32) -> usize {
	(count * percent as usize + 50) / 100
}

/// One value per neuron: those of the validators, then the same for every miner.
fn padded<V: Clone>(mut validators: Vec<V>, miner: V) -> Vec<V> {
	validators.resize(VALIDATORS + MINERS, miner);
	validators
}

/// Random numbers by SplitMix64.
struct Random(u64);

impl Random {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut bits = self.0;
		bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		bits ^ (bits >> 31)
	}

	/// Evenly from zero to one.
	fn uniform(&mut self) -> f64 {
		(self.next() >> 11) as f64 / (1_u64 << 53) as f64
	}

	/// About normal, with mean zero and deviation one: additions alone are the same on every machine.
	fn normal(&mut self) -> f64 {
		(0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
	}

	/// `total` in `count` parts, drawn around equal ones.
	fn split(&mut self, count: usize, total: f64, deviation: f64) -> Vec<f64> {
		let parts: Vec<f64> = (0..count)
			.map(|_| (1.0 + deviation * self.normal()).max(0.0))
			.collect();
		let sum: f64 = parts.iter().sum();
		parts.iter().map(|part| part * total / sum).collect()
	}
}
