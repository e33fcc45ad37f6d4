//! Laws about incentives: what a minority can do, what copying and deviating earn, and who has no influence.
//!
//! All hold to the bit unless a law says otherwise: every rounding of an epoch is monotone, and what compares
//! two neurons of one epoch compares numbers that were rounded alike.

mod markets;

use markets::{ONE, bits, market, run, scaled, validators, votes, with_row};
use proptest::{prelude::*, sample::Index, test_runner::FileFailurePersistence};
use yuma::{BondsMode, EpochInput, EpochOutput, LiquidAlpha, Rows};

/// The modes that the laws hold in. Liquid alpha must have a slope that is not negative: with one that is,
/// a bond can fall faster when its weight is a little below it than when far below, and the copier law is
/// false.
const MODES: &[BondsMode] = &[
	BondsMode::Classic,
	BondsMode::Yuma3 { liquid_alpha: None },
	BondsMode::Yuma3 {
		liquid_alpha: Some(LiquidAlpha {
			low: 45_875,
			high: 58_982,
			steepness: 1_000,
		}),
	},
];

/// How many bits below a deviator's dividend a copier's can be: none. But with liquid alpha two bonds come
/// from two sigmoids, each off by some 50 bits, which is far less than a step of a proportion by the end.
fn copier_slack(mode: BondsMode) -> u64 {
	match mode {
		BondsMode::Yuma3 {
			liquid_alpha: Some(_),
		} => ONE / 65_535,
		_ => 0,
	}
}

fn config() -> ProptestConfig {
	let file = "proptest-regressions/economics.txt";
	ProptestConfig {
		failure_persistence: Some(Box::new(FileFailurePersistence::Direct(file))),
		..Default::default()
	}
}

/// A proportion in bits.
fn kappa_bits(kappa: u16) -> u64 {
	u64::from(kappa) * ONE / 65_535
}

/// A market split in two at random, both sides not empty: the uids of the honest and those of the cabal.
fn split_market() -> impl Strategy<Value = (EpochInput, Vec<usize>, Vec<usize>)> {
	(market(MODES), any::<u64>()).prop_map(|(input, sides)| {
		let count = validators(&input);
		let sides = 1 + sides % ((1 << count) - 2);
		let (honest, cabal) = (0..count).partition(|uid| sides >> uid & 1 == 0);
		(input, honest, cabal)
	})
}

/// Of some raters the smallest and the largest scaled weight on a neuron.
fn extremes(input: &EpochInput, raters: &[usize], miner: usize) -> (u64, u64) {
	let weights = || raters.iter().map(|&rater| scaled(input, rater)[miner]);
	(weights().min().unwrap_or(0), weights().max().unwrap_or(0))
}

/// How much of the vote some raters have.
fn vote_of(output: &EpochOutput, raters: &[usize]) -> u64 {
	let votes = votes(output);
	raters.iter().map(|&rater| votes[rater]).sum()
}

/// The row of a copier: every column's consensus over 65535, rounded up.
///
/// If these sum to 65535 or less, no weight is below its consensus once scaled to a sum of one.
fn copy_of(consensus: &[u64]) -> Vec<(u16, u16)> {
	let rounded_up = |consensus: &u64| (consensus * 65_535).div_ceil(ONE) as u16;
	let weights = (0..).zip(consensus.iter().map(rounded_up));
	weights.filter(|&(_, weight)| weight > 0).collect()
}

/// A market in which validators 0 and 1 are alike but for their weights, which bonds follow at full penalty.
fn twin_market() -> impl Strategy<Value = EpochInput> {
	market(MODES).prop_map(|mut input| {
		input.bonds_penalty = u16::MAX;
		// Below a half consensus sums to more than one too often.
		input.kappa = input.kappa.max(32_767);
		input.stake[1] = input.stake[0];
		let bonds: Vec<_> = input.bonds.row(0).collect();
		input.bonds = with_row(&input.bonds, 1, &bonds);
		input
	})
}

/// Three validators with a third of the stake each but for dust; two more, 3 and 4, who have the dust; three
/// miners, 5 to 7. Bonds have no memory and full penalty.
fn trio(weights: [&[(u16, u16)]; 5]) -> EpochInput {
	EpochInput {
		current_block: 1_000,
		tempo: 99,
		activity_cutoff: 500,
		kappa: 32_767,
		bonds_penalty: u16::MAX,
		max_validators: 5,
		stake: vec![100_000, 100_000, 100_000, 1_000, 1_000, 0, 0, 0],
		last_update: vec![950; 8],
		block_at_registration: vec![0; 8],
		validator_permits: [[true; 5].as_slice(), &[false; 3]].concat(),
		weights: Rows::from_rows((0..8).map(|uid| weights.get(uid).copied().unwrap_or(&[]).to_vec())),
		bonds: Rows::empty(8),
		..Default::default()
	}
}

proptest! {
	#![proptest_config(config())]

	/// A cabal with less than kappa of the votes cannot lift a consensus above the largest weight of the
	/// others; the others with at least kappa cannot be pushed below their smallest. Votes and kappa are
	/// compared in bits.
	#[test]
	fn consensus_should_stay_within_the_honest_weights_when_the_rest_is_a_minority(
		(input, honest, cabal) in split_market(), beside in -1..=1_i32,
	) {
		// Votes do not depend on kappa, so kappa can be put where the cabal just fails, or just does not.
		let [with, against] = [&honest, &cabal].map(|side| vote_of(&run(&input), side));
		let kappa = (against * 65_535).div_ceil(ONE) as i32 + beside;
		let input = EpochInput { kappa: kappa.clamp(0, 65_535) as u16, ..input };
		let output = run(&input);
		let kappa = kappa_bits(input.kappa);
		let incentive = bits(&output.incentive);
		for (miner, &consensus) in bits(&output.consensus).iter().enumerate() {
			let (smallest, largest) = extremes(&input, &honest, miner);
			prop_assert!(against >= kappa || consensus <= largest);
			prop_assert!(with < kappa || consensus >= smallest);
			// Who is rated by such a cabal alone earns nothing.
			prop_assert!(against >= kappa || largest > 0 || incentive[miner] == 0);
		}
	}

	/// Who rates every neuron at or above its consensus earns at least as much as anyone with the same stake
	/// and the same old bonds, if penalty is full, and holds at least as much of every bond.
	#[test]
	fn dividends_should_not_be_beaten_by_deviating_when_copying_consensus(input in twin_market()) {
		let mut input = input;
		// Copying may move the consensus that was copied, but settles soon.
		for _ in 0..4 {
			let copy = copy_of(&bits(&run(&input).consensus));
			prop_assume!(copy.iter().map(|&(_, weight)| u32::from(weight)).sum::<u32>() <= 65_535);
			input.weights = with_row(&input.weights, 0, &copy);
		}
		let output = run(&input);
		let consensus = bits(&output.consensus);
		let is_liquid = copier_slack(input.bonds_mode) > 0;
		prop_assume!(scaled(&input, 0).iter().zip(&consensus).all(|(weight, consensus)| weight >= consensus));
		let dividends = bits(&output.dividends);
		prop_assert!(dividends[0] + copier_slack(input.bonds_mode) >= dividends[1]);
		prop_assert!(output.validator_trust[0] >= output.validator_trust[1]);
		for (miner, bond) in output.bonds.row(1) {
			let copied = output.bonds.row(0).find(|&(uid, _)| uid == miner).map_or(0, |(_, bond)| bond);
			// With liquid alpha a listed zero keeps an old bond and an omitted one drops it.
			let is_dropped = is_liquid && consensus[usize::from(miner)] == 0;
			prop_assert!(is_dropped || copied.saturating_add(is_liquid.into()) >= bond);
		}
	}

	/// Without memory and with full penalty a dividend is stake times validator trust, shared out: what a
	/// column pays for a bond is the same in every column, as both its incentive and its bonds are the sum of
	/// stake times clipped weight. So nothing beats to agree as far as possible, wherever consensus is.
	///
	/// Every cell of a column brings a few bits of truncation, and the last scaling, by one over the sum of
	/// stake times trust, makes them that much more. Half of the bound was seen.
	#[test]
	fn dividends_should_be_stake_times_trust_when_penalty_is_full_and_bonds_have_no_memory(
		input in market(&[BondsMode::Classic]),
	) {
		let input = EpochInput { bonds_penalty: u16::MAX, bonds_moving_average: 0, ..input };
		let output = run(&input);
		let [stake, trust, dividends] =
			[&output.active_stake, &output.validator_trust, &output.dividends].map(|values| bits(values));
		let earned: Vec<_> = stake.iter().zip(&trust).map(|(&a, &t)| u128::from(a) * u128::from(t)).collect();
		let total: u128 = earned.iter().sum();
		let cells = (validators(&input) + 2) * (input.neurons() - validators(&input));
		for (earned, dividend) in earned.into_iter().zip(dividends) {
			let expected = (earned * u128::from(ONE)).checked_div(total).unwrap_or(0) as u64;
			let agreement = (total / u128::from(ONE)) as u64;
			let bound = (cells as u64 * ONE).checked_div(agreement).unwrap_or(0) + 2;
			prop_assert!(expected.abs_diff(dividend) <= bound, "{expected} {dividend} {bound}");
		}
	}

	/// A share that is not zero loses less than a bit, so k of them fall short of the whole by less than k
	/// bits. And if anyone is paid for being rated, someone is paid for rating, as long as new bonds count at
	/// all.
	#[test]
	fn shares_should_fall_short_of_the_whole_by_less_than_a_bit_each(input in market(MODES)) {
		let output = run(&input);
		let shares = [&output.stake, &output.active_stake, &output.incentive, &output.dividends];
		let [stake, active_stake, incentive, dividends] = shares.map(|values| bits(values));
		for shares in [&stake, &active_stake, &incentive, &dividends] {
			let parts = shares.iter().filter(|&&share| share > 0).count();
			let total: u64 = shares.iter().sum();
			prop_assert!(parts == 0 || (total <= ONE && ONE - total < parts as u64));
		}
		// Where all have a say, scaling what roundings left to a sum of one again can lift a share.
		prop_assert!(stake.iter().zip(&active_stake).all(|(stake, active)| stake <= active));
		prop_assert_eq!(incentive.iter().any(|&share| share > 0), dividends.iter().any(|&share| share > 0));
	}

	/// The weights of a neuron without a permit change nothing at all. Those of a validator that is inactive
	/// or has no stake change its own trust and nothing else, in Yuma3 also bonds and with them dividends:
	/// there its bonds keep following its weights and take their part of each column.
	#[test]
	fn weights_should_have_no_influence_when_the_rater_has_no_say(
		input in market(MODES), rater in any::<Index>(), why in 0..3_u8,
	) {
		let rater = rater.index(validators(&input));
		let mut input = input;
		match why {
			0 => input.stake[rater] = 0,
			1 => input.last_update[rater] = 499,
			_ => input.validator_permits[rater] = false,
		}
		let with = run(&input);
		let mut without = run(&EpochInput { weights: with_row(&input.weights, rater, &[]), ..input.clone() });
		if why < 2 {
			prop_assert_eq!(without.validator_trust[rater].to_u16(), 0);
			without.validator_trust[rater] = with.validator_trust[rater];
			if input.bonds_mode != BondsMode::Classic {
				without.dividends = with.dividends.clone();
				without.bonds = with.bonds.clone();
			}
		}
		prop_assert_eq!(with, without);
	}

	/// If one rater raises its weight on one neuron, that neuron's consensus and incentive do not fall. Its
	/// other weights fall then, and no other consensus rises. The incentive of others can rise: see the test
	/// of what is wasted.
	#[test]
	fn consensus_and_incentive_should_not_fall_when_a_weight_is_raised(
		input in market(MODES), rater in any::<Index>(), miner in any::<Index>(), by in 1..5_000_u16,
	) {
		let count = validators(&input);
		let rater = rater.index(count);
		let miner = count + miner.index(input.neurons() - count);
		let mut row: Vec<_> = input.weights.row(rater).collect();
		match row.iter_mut().find(|(uid, _)| usize::from(*uid) == miner) {
			Some((_, weight)) => *weight += by,
			None => row.push((miner as u16, by)),
		}
		let before = run(&input);
		let after = run(&EpochInput { weights: with_row(&input.weights, rater, &row), ..input });
		prop_assert!(after.incentive[miner] >= before.incentive[miner]);
		for (uid, (before, after)) in before.consensus.iter().zip(&after.consensus).enumerate() {
			let is_right = if uid == miner { after >= before } else { after <= before };
			prop_assert!(is_right);
		}
	}
}

/// The law for a cabal below kappa is sharp: half of the votes is at least 32767/65535.
#[test]
fn consensus_should_be_that_of_a_cabal_when_it_has_kappa() {
	let input = trio([&[(5, 1)], &[(5, 1)], &[(5, 1)], &[], &[]]);
	let stake = vec![1_000, 1_000, 2_000, 0, 0, 0, 0, 0];
	let cabal: &[_] = &[(7, 1)];
	let weights = with_row(&input.weights, 2, cabal);
	let consensus = bits(
		&run(&EpochInput {
			stake,
			weights,
			..input
		})
		.consensus,
	);
	assert_eq!(consensus[5..], [ONE, 0, ONE]);
}

/// Weight above consensus is wasted, not given to others in proportion: a rater who shifts weight from one
/// miner to another that has all it can get lowers the first, and so raises the share of the third, which it
/// did not touch.
#[test]
fn incentive_of_others_should_rise_when_weight_is_wasted() {
	let even: &[_] = &[(5, 1), (6, 1), (7, 1)];
	let before = run(&trio([even, even, even, &[], &[]]));
	let after = run(&trio([even, even, &[(5, 4), (6, 1), (7, 1)], &[], &[]]));
	let [before, after] = [before, after].map(|output| bits(&output.incentive));
	assert!(after[5] > before[5] && after[6] < before[6]);
	let after = run(&trio([even, even, &[(5, 4), (6, 0), (7, 4)], &[], &[]]));
	let after = bits(&after.incentive);
	assert!(after[6] < before[6] && after[7] > before[7]);
}

/// Dividends of the two with dust: of a copier and a deviator.
fn of_copier_and_deviator(input: &EpochInput) -> (u64, u64) {
	let dividends = bits(&run(input).dividends);
	(dividends[3], dividends[4])
}

/// Without penalty the copier law is false: validator 2 overrates miner 5, which buys bonds in it but no
/// incentive, so a bond in miner 5 pays less than one in miner 6. A copier of consensus buys both, the
/// deviator only the better. With full penalty what is above consensus buys nothing, and the deviator has the
/// less.
#[test]
fn dividends_should_be_larger_for_a_deviator_when_without_penalty() {
	let even: &[_] = &[(5, 1), (6, 1)];
	let input = |bonds_penalty| EpochInput {
		bonds_penalty,
		..trio([even, even, &[(5, 1)], even, &[(6, 1)]])
	};
	let half = ONE / 2;
	assert_eq!(bits(&run(&input(0)).consensus)[5..], [half, half, 0]);
	let (copier, deviator) = of_copier_and_deviator(&input(0));
	assert!(copier < deviator);
	let (copier, deviator) = of_copier_and_deviator(&input(u16::MAX));
	assert!(copier > deviator);
}

/// Where consensus sums to more than one nobody can rate everyone at consensus, and the copier law is false
/// even with full penalty: a column without old bonds pays all for new ones, while elsewhere new ones get
/// only the part that memory leaves. A deviator puts what it has on the new miner, and is clipped nowhere.
#[test]
fn dividends_should_be_larger_for_a_deviator_when_consensus_is_more_than_one() {
	let copy: &[_] = &[(5, 1), (6, 1), (7, 1)];
	let weights: [&[_]; 5] = [
		&[(5, 1), (6, 1)],
		&[(5, 1), (7, 1)],
		&[(6, 1), (7, 1)],
		copy,
		&[(5, 1), (7, 1)],
	];
	let old: &[_] = &[(5, 1), (6, 1)];
	let input = EpochInput {
		bonds_moving_average: 900_000,
		bonds: (0..3).fold(Rows::empty(8), |bonds, uid| with_row(&bonds, uid, old)),
		..trio(weights)
	};
	let output = run(&input);
	assert_eq!(bits(&output.consensus)[5..], [ONE / 2; 3]);
	assert_eq!(output.validator_trust[4].to_u16(), u16::MAX);
	let (copier, deviator) = of_copier_and_deviator(&input);
	assert!(copier < deviator);
}
