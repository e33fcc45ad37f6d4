//! Networks to measure with: some validators who rate all others, or mostly the same part of them, roughly
//! alike. The same on every machine, and without the standard library.

extern crate alloc;

use alloc::vec::Vec;

use yuma::{BondsMode, EpochInput, LiquidAlpha, Rows, epoch};

/// How large a network is, and how many of its miners are rated.
#[derive(Clone, Copy, Debug)]
pub struct Network {
	/// All neurons.
	pub neurons: u16,
	/// Those of them who rate the others; they have the lowest uids.
	pub validators: u16,
	/// How many of a hundred miners are rated. Below a hundred, each validator leaves out one in ten of these,
	/// so that the others still make a majority.
	pub rated: u64,
}

/// What bonds are like on the existing network: no new ones for what is above consensus.
const FULL_PENALTY: u16 = u16::MAX;
/// The existing network's defaults.
pub const LIQUID_ALPHA: LiquidAlpha = LiquidAlpha {
	low: 45_875,
	high: 58_982,
	steepness: 1_000,
};

/// The ways in which bonds can follow from weights, by name.
pub const MODES: [(&str, BondsMode); 3] = [
	("classic", BondsMode::Classic),
	("yuma3", BondsMode::Yuma3 { liquid_alpha: None }),
	(
		"liquid-alpha",
		BondsMode::Yuma3 {
			liquid_alpha: Some(LIQUID_ALPHA),
		},
	),
];

impl Network {
	/// The input of this network's third epoch, with the bonds that two epochs before it made.
	pub fn third_epoch(self, bonds_mode: BondsMode) -> EpochInput {
		let mut input = self.first_epoch(bonds_mode);
		for _ in 0..2 {
			let output = epoch(&input).expect("the network has the right shape");
			input.bonds = output.bonds;
			input.current_block += u64::from(input.tempo);
			input.last_update.fill(input.current_block - 1);
		}
		input
	}

	fn first_epoch(self, bonds_mode: BondsMode) -> EpochInput {
		let neurons = usize::from(self.neurons);
		let is_validator = |uid: u16| uid < self.validators;
		let mut random = SplitMix(u64::from(self.neurons));
		let stake = (0..self.neurons).map(|uid| {
			let stake = 1_000_000_000_000 + random.below(1_000_000_000_000_000);
			if is_validator(uid) { stake } else { 0 }
		});
		EpochInput {
			current_block: 10_000,
			tempo: 360,
			activity_cutoff: 5_000,
			kappa: 32_767,
			bonds_moving_average: 900_000,
			bonds_mode,
			bonds_penalty: FULL_PENALTY,
			max_validators: self.validators,
			stake: stake.collect(),
			last_update: alloc::vec![9_900; neurons],
			block_at_registration: (0..self.neurons).map(u64::from).collect(),
			validator_permits: (0..self.neurons).map(is_validator).collect(),
			weights: self.weights(),
			bonds: Rows::empty(neurons),
			..Default::default()
		}
	}

	/// What every validator says of every miner: what the miner is worth, give or take a fifth.
	fn weights(self) -> Rows<u16> {
		let mut random = SplitMix(1);
		let worth: Vec<u64> = (0..self.neurons)
			.map(|_| {
				let is_rated = random.below(100) < self.rated;
				if is_rated { 1_000 + random.below(49_000) } else { 0 }
			})
			.collect();
		Rows::from_rows((0..self.neurons).map(|rater| {
			let mut random = SplitMix(u64::from(rater) << 32);
			let miners = (self.validators..self.neurons).filter(|_| rater < self.validators);
			let rated = miners.filter_map(|miner| {
				let worth = worth[usize::from(miner)];
				let left_out = self.rated < 100 && random.below(10) == 0;
				let opinion = worth * (80 + random.below(41)) / 100;
				(worth > 0 && !left_out).then_some((miner, opinion as u16))
			});
			rated.collect::<Vec<_>>()
		}))
	}
}

/// A generator of numbers that look random.
struct SplitMix(u64);

impl SplitMix {
	fn below(&mut self, end: u64) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		(mixed ^ (mixed >> 31)) % end
	}
}
