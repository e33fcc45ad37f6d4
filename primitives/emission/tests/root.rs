//! Shares among subnets: examples by hand, numbers recomputed elsewhere, an oracle in floating point, laws.

use proptest::{collection::vec, prelude::*};
use subtensor_emission::{RootVotes, Voter, root_shares};

const ONE: u64 = 1 << 32;
const TAO: u64 = 1_000_000_000;
/// What the existing network uses: slightly under a half, and 10.
const KAPPA: u16 = 32_767;
const RHO: u16 = 10;

fn votes(columns: u16, voters: &[(u64, &[(u16, u16)])]) -> RootVotes {
	let voters = voters.iter().map(|&(stake, weights)| Voter {
		stake,
		weights: weights.to_vec(),
	});
	RootVotes {
		voters: voters.collect(),
		columns,
		kappa: KAPPA,
		rho: RHO,
	}
}

#[test]
fn shares_should_be_the_weights_when_there_is_one_voter() {
	let shares = root_shares(&votes(2, &[(1, &[(0, 1), (1, 3)])])).unwrap();
	assert_eq!(shares, [ONE / 4 - 1, 3 * (ONE / 4)], "the unit short is rounding");
}

#[test]
fn minority_should_feed_nobody_when_it_votes_alone() {
	let dissent = votes(2, &[(60 * TAO, &[(0, 65_535)]), (40 * TAO, &[(1, 65_535)])]);
	assert_eq!(root_shares(&dissent), Some(vec![ONE, 0]));
}

#[test]
fn minority_should_be_clipped_when_it_gives_more_than_the_majority() {
	// 60 TAO: half and half. 40 TAO: all to 0, of which a half counts. Ranks .5 and .3; trusts 1 and .6;
	// consensus 1 / (1 + e^-5) = .99331 and 1 / (1 + e^-1) = .73106; products .49665 and .21932; shares .69368,
	// .30632.
	let lopsided = votes(2, &[(60 * TAO, &[(0, 1), (1, 1)]), (40 * TAO, &[(0, 1)])]);
	let shares = root_shares(&lopsided).unwrap();
	assert!(
		(shares[0] as f64 / ONE as f64 - 0.69368).abs() < 1e-5,
		"{shares:?}"
	);
	assert!(
		(shares[1] as f64 / ONE as f64 - 0.30632).abs() < 1e-5,
		"{shares:?}"
	);
}

#[test]
fn shares_should_be_those_recomputed_with_big_integers_when_compared_to_the_bit() {
	// Written by a program of its own, from the formulas in the documentation of `root`.
	assert_eq!(
		root_shares(&votes(2, &[(60 * TAO, &[(0, 1), (1, 1)]), (40 * TAO, &[(0, 1)])])).unwrap(),
		[2_979_306_907, 1_315_660_388]
	);
	assert_eq!(
		root_shares(&votes(
			3,
			&[
				(7 * TAO, &[(0, 3), (1, 2), (2, 1)]),
				(5 * TAO, &[(0, 1), (1, 1), (2, 1)]),
				(3 * TAO, &[(2, 65_535), (0, 9)]),
			]
		))
		.unwrap(),
		[1_472_325_620, 1_411_808_251, 1_410_833_423]
	);
	let four = votes(
		4,
		&[
			(1, &[(0, 1)]),
			(2, &[(0, 1), (1, 5)]),
			(3, &[(1, 1), (2, 5)]),
			(4, &[(0, 10), (1, 20), (2, 30), (3, 40)]),
		],
	);
	let with = |kappa, rho| {
		root_shares(&RootVotes {
			kappa,
			rho,
			..four.clone()
		})
	};
	assert_eq!(
		with(22_000, 3),
		Some(vec![510_603_656, 1_398_455_386, 1_531_810_985, 854_097_267])
	);
	assert_eq!(
		with(0, 1),
		Some(vec![742_720_360, 1_352_546_559, 1_585_422_311, 614_278_063])
	);
	assert_eq!(with(65_535, 30), None, "no column that all of the stake supports");
}

#[test]
fn nothing_should_be_shared_when_nobody_votes() {
	assert_eq!(root_shares(&votes(3, &[])), None);
	assert_eq!(root_shares(&votes(0, &[(5, &[(0, 1)])])), None, "no columns");
	assert_eq!(root_shares(&votes(3, &[(0, &[(0, 1)])])), None, "no stake");
	assert_eq!(root_shares(&votes(3, &[(5, &[])])), None, "no weights");
	assert_eq!(
		root_shares(&votes(3, &[(5, &[(1, 0)]), (5, &[(3, 9)])])),
		None,
		"none that counts"
	);
}

#[test]
fn nothing_should_be_shared_when_no_majority_agrees_on_any() {
	assert_eq!(
		root_shares(&votes(3, &[(1, &[(0, 1)]), (1, &[(1, 1)]), (1, &[(2, 1)])])),
		None
	);
}

#[test]
fn abstainer_should_make_no_difference_when_it_has_stake() {
	let alone = votes(2, &[(3, &[(0, 1), (1, 2)])]);
	let with_others = votes(2, &[(900, &[]), (3, &[(0, 1), (1, 2)]), (900, &[(0, 0)])]);
	assert_eq!(root_shares(&alone), root_shares(&with_others));
}

#[test]
fn weights_should_add_up_or_drop_out_when_repeated_or_out_of_range() {
	let plain = votes(2, &[(1, &[(0, 3), (1, 5)])]);
	let untidy = votes(2, &[(1, &[(1, 5), (7, 40_000), (0, 1), (0, 2), (2, 1)])]);
	assert_eq!(root_shares(&plain), root_shares(&untidy));
}

#[test]
fn majority_should_be_more_than_half_when_asked() {
	let votes = votes(
		2,
		&[(30, &[(0, 1)]), (20, &[(1, 1)]), (999, &[]), (999, &[(2, 1)])],
	);
	assert!(votes.hold_majority(99));
	assert!(!votes.hold_majority(100));
	assert!(!RootVotes::default().hold_majority(0));
}

#[test]
fn shares_should_be_found_when_numbers_are_the_largest() {
	let voter = Voter {
		stake: u64::MAX,
		weights: vec![(0, u16::MAX), (u16::MAX - 1, u16::MAX)],
	};
	let votes = RootVotes {
		voters: vec![voter; 64],
		columns: 300,
		kappa: u16::MAX,
		rho: u16::MAX,
	};
	let shares = root_shares(&votes).unwrap();
	assert_eq!(shares[0], ONE);
	assert_eq!(shares.len(), 300);
}

/// The same mathematics in floating point, without any rounding; with it the sum of the products.
fn oracle(votes: &RootVotes) -> (Vec<f64>, f64) {
	let kappa = f64::from(votes.kappa) / 65_535.0;
	let total: f64 = votes.voters.iter().map(|voter| voter.stake as f64).sum();
	let rows: Vec<(f64, Vec<f64>)> = votes
		.voters
		.iter()
		.map(|voter| {
			let sum: f64 = voter.weights.iter().map(|(_, weight)| f64::from(*weight)).sum();
			let mut row = vec![0.0; usize::from(votes.columns)];
			for (column, weight) in &voter.weights {
				row[usize::from(*column)] = f64::from(*weight) / sum;
			}
			(voter.stake as f64 / total, row)
		})
		.collect();
	let products: Vec<f64> = (0..usize::from(votes.columns))
		.map(|column| {
			let supported = |score: f64| {
				rows.iter()
					.filter(|(_, row)| row[column] >= score)
					.map(|(stake, _)| stake)
					.sum::<f64>() >= kappa
			};
			let median = rows
				.iter()
				.map(|(_, row)| row[column])
				.filter(|score| supported(*score))
				.fold(0.0, f64::max);
			let rank: f64 = rows
				.iter()
				.map(|(stake, row)| stake * row[column].min(median))
				.sum();
			let trust: f64 = rows
				.iter()
				.filter(|(_, row)| row[column] > 0.0)
				.map(|(stake, _)| stake)
				.sum();
			rank / (1.0 + (-f64::from(votes.rho) * (trust - kappa)).exp())
		})
		.collect();
	let sum = products.iter().sum();
	(products.iter().map(|product| product / sum).collect(), sum)
}

const COLUMNS: u16 = 12;

/// Up to 20 voters who all have stake and a weight; each rates some columns, none of them the last.
fn electorate() -> impl Strategy<Value = RootVotes> {
	let row = vec(prop_oneof![Just(0), any::<u16>()], usize::from(COLUMNS) - 1);
	let voter = (1u64..1_000_000 * TAO, row, 0..COLUMNS - 1).prop_map(|(stake, row, sure)| {
		let mut weights: Vec<(u16, u16)> = (0..).zip(row).filter(|(_, weight)| *weight > 0).collect();
		weights.retain(|(column, _)| *column != sure);
		weights.push((sure, 1_000));
		Voter { stake, weights }
	});
	vec(voter, 1..20).prop_map(|voters| RootVotes {
		voters,
		columns: COLUMNS,
		kappa: KAPPA,
		rho: RHO,
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(1_000))]

	#[test]
	fn shares_should_be_near_the_oracle_when_computed_in_integers(votes in electorate()) {
		let (exact, sum) = oracle(&votes);
		match root_shares(&votes) {
			None => prop_assert!(sum < 1e-6, "sum {}", sum),
			Some(shares) => {
				// Each product is off by a few units per voter; scaling magnifies that by one over their sum.
				let bound = 2e-8 + 2f64.powi(-32) * 30.0 * f64::from(COLUMNS) / sum;
				for (share, exact) in shares.iter().zip(&exact) {
					let off = (*share as f64 / ONE as f64 - exact).abs();
					prop_assert!(off < bound, "off by {} of {}", off, bound);
				}
			},
		}
	}

	#[test]
	fn shares_should_sum_to_one_when_all_are_added(votes in electorate()) {
		if let Some(shares) = root_shares(&votes) {
			prop_assert_eq!(shares.len(), usize::from(COLUMNS));
			let sum: u64 = shares.iter().sum();
			prop_assert!(sum <= ONE && sum > ONE - u64::from(COLUMNS));
		}
	}

	#[test]
	fn column_should_get_nothing_when_nobody_gives_it_weight(votes in electorate()) {
		if let Some(shares) = root_shares(&votes) {
			prop_assert_eq!(shares[usize::from(COLUMNS) - 1], 0);
		}
	}

	#[test]
	fn shares_should_not_change_when_stakes_are_scaled(votes in electorate(), by in 2u64..10_000) {
		let mut scaled = votes.clone();
		scaled.voters.iter_mut().for_each(|voter| voter.stake *= by);
		prop_assert_eq!(root_shares(&scaled), root_shares(&votes));
	}

	#[test]
	fn shares_should_follow_when_columns_and_voters_are_permuted(votes in electorate(), by in 0..COLUMNS) {
		let mut turned = votes.clone();
		turned.voters.reverse();
		for voter in &mut turned.voters {
			voter.weights.iter_mut().for_each(|(column, _)| *column = (*column + by) % COLUMNS);
			voter.weights.reverse();
		}
		let expected = root_shares(&votes).map(|mut shares| {
			shares.rotate_right(usize::from(by));
			shares
		});
		prop_assert_eq!(root_shares(&turned), expected);
	}

	#[test]
	fn minority_should_not_feed_its_own_when_the_rest_gives_it_nothing(votes in electorate(), greed in any::<u16>()) {
		// Somebody with less than half of all stake gives everything to the last column.
		let others: u64 = votes.voters.iter().map(|voter| voter.stake).sum();
		let mut joined = votes.clone();
		joined.voters.push(Voter { stake: others * 9 / 10, weights: vec![(COLUMNS - 1, greed)] });
		if let Some(shares) = root_shares(&joined) {
			prop_assert_eq!(shares[usize::from(COLUMNS) - 1], 0);
		}
	}

	#[test]
	fn shares_should_stay_within_one_when_given_anything(
		voters in vec((any::<u64>(), vec((0u16..40, any::<u16>()), 0..40)), 0..20),
		columns in 0u16..40,
		kappa in any::<u16>(),
		rho in any::<u16>(),
	) {
		let voters = voters.into_iter().map(|(stake, weights)| Voter { stake, weights }).collect();
		if let Some(shares) = root_shares(&RootVotes { voters, columns, kappa, rho }) {
			let sum: u64 = shares.iter().sum();
			prop_assert!(sum <= ONE && sum > ONE - u64::from(columns));
		}
	}
}
