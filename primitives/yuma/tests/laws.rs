//! Laws that hold for every input: symmetry, scale, sums and bounds, and that no input makes an epoch panic.

mod subnets;

use proptest::prelude::*;
use subnets::{any_shape, calm_subnet, distinct_stakes, permuted, subnet};
use yuma::{
	BondsMode, EpochInput, EpochOutput, Fixed, LiquidAlpha, Mechanism, Rows, combine, emission, epoch,
	exact_emission, exp, weighted_median,
};

/// A row of a matrix by ascending column.
fn sorted<V: Copy + Ord>(matrix: &Rows<V>, row: usize) -> Vec<(u16, V)> {
	let mut entries: Vec<_> = matrix.row(row).collect();
	entries.sort_unstable();
	entries
}

/// Whether the values are all zero, or sum to one less than one bit for each.
fn is_zero_or_whole(values: &[Fixed]) -> bool {
	let total: Fixed = values.iter().copied().sum();
	let lost = Fixed::ONE.minus(total).bits();
	total == Fixed::ZERO || (0..=values.len() as i64).contains(&lost)
}

fn run(input: &EpochInput) -> EpochOutput {
	epoch(input).expect("the generator makes valid inputs")
}

proptest! {
	#[test]
	fn output_should_be_permuted_when_uids_are_and_no_stakes_tie(
		(input, order) in subnet().prop_map(distinct_stakes).prop_flat_map(|input| {
			let order: Vec<u16> = (0..input.neurons() as u16).collect();
			(Just(input), Just(order).prop_shuffle())
		}),
	) {
		let before = run(&input);
		let after = run(&permuted(&input, &order));
		for (from, to) in order.iter().map(|&to| usize::from(to)).enumerate() {
			prop_assert_eq!(before.active[from], after.active[to]);
			prop_assert_eq!(before.stake[from], after.stake[to]);
			prop_assert_eq!(before.active_stake[from], after.active_stake[to]);
			prop_assert_eq!(before.consensus[from], after.consensus[to]);
			prop_assert_eq!(before.incentive[from], after.incentive[to]);
			prop_assert_eq!(before.dividends[from], after.dividends[to]);
			prop_assert_eq!(before.validator_trust[from], after.validator_trust[to]);
			prop_assert_eq!(before.new_validator_permits[from], after.new_validator_permits[to]);
			let mut bonds: Vec<_> =
				before.bonds.row(from).map(|(rated, bond)| (order[usize::from(rated)], bond)).collect();
			bonds.sort_unstable();
			prop_assert_eq!(bonds, sorted(&after.bonds, to));
		}
	}

	#[test]
	fn output_should_not_depend_on_the_order_within_rows(input in subnet()) {
		let reversed = |rows: &Rows<u16>| {
			Rows::from_rows(rows.iter().map(|row| row.collect::<Vec<_>>().into_iter().rev()))
		};
		let (weights, bonds) = (reversed(&input.weights), reversed(&input.bonds));
		prop_assert_eq!(run(&input), run(&EpochInput { weights, bonds, ..input.clone() }));
	}

	#[test]
	fn output_should_be_the_same_when_all_stakes_are_scaled(input in subnet(), factor in 1..1_000_u64) {
		let mut small = input;
		small.stake.iter_mut().for_each(|stake| *stake >>= 12);
		small.stake_threshold >>= 12;
		let mut scaled = small.clone();
		scaled.stake.iter_mut().for_each(|stake| *stake *= factor);
		scaled.stake_threshold *= factor;
		prop_assert_eq!(run(&small), run(&scaled));
	}

	#[test]
	fn output_should_be_the_same_when_all_weights_are_scaled(input in subnet(), factor in 1..100_u16) {
		let scaled_by = |factor: u16| {
			let rows = input.weights.iter();
			Rows::from_rows(rows.map(|row| row.map(move |(rated, weight)| (rated, weight / 100 * factor))))
		};
		let small = EpochInput { weights: scaled_by(1), ..input.clone() };
		let large = EpochInput { weights: scaled_by(factor), ..input.clone() };
		prop_assert_eq!(run(&small), run(&large));
	}

	#[test]
	fn shares_should_sum_to_one_or_be_all_zero(input in subnet()) {
		let output = run(&input);
		prop_assert!(is_zero_or_whole(&output.stake));
		prop_assert!(is_zero_or_whole(&output.active_stake));
		prop_assert!(is_zero_or_whole(&output.incentive));
		prop_assert!(is_zero_or_whole(&output.dividends));
	}

	#[test]
	fn values_should_lie_between_zero_and_one(input in subnet()) {
		let output = run(&input);
		let fields = [
			&output.stake,
			&output.active_stake,
			&output.consensus,
			&output.incentive,
			&output.dividends,
			&output.validator_trust,
		];
		for value in fields.into_iter().flatten() {
			prop_assert!((Fixed::ZERO..=Fixed::ONE).contains(value));
		}
	}

	#[test]
	fn consensus_should_not_exceed_the_largest_weight(input in calm_subnet()) {
		let mut largest = vec![Fixed::ZERO; input.neurons()];
		for (rater, row) in input.weights.iter().enumerate() {
			let others = row.filter(|&(rated, _)| usize::from(rated) != rater);
			let total: u128 = others.clone().map(|(_, weight)| u128::from(weight)).sum();
			for (rated, weight) in others {
				let largest = &mut largest[usize::from(rated)];
				*largest = Fixed::ratio(weight.into(), total).max(*largest);
			}
		}
		for (consensus, largest) in run(&input).consensus.into_iter().zip(largest) {
			prop_assert!(consensus <= largest);
		}
	}

	#[test]
	fn stored_bonds_should_peak_at_65535_when_classic_and_every_holder_has_a_permit(input in calm_subnet()) {
		let output = run(&EpochInput { bonds_mode: BondsMode::Classic, ..input.clone() });
		for uid in 0..input.neurons() as u16 {
			let column = output.bonds.iter().flat_map(|row| row.filter(|&(rated, _)| rated == uid));
			let largest = column.map(|(_, bond)| bond).max();
			prop_assert!(largest.is_none_or(|bond| bond == u16::MAX));
		}
	}

	#[test]
	fn stored_bonds_should_be_only_of_those_with_a_new_permit(input in subnet()) {
		let output = run(&input);
		for (row, permit) in output.bonds.iter().zip(&output.new_validator_permits) {
			prop_assert!(*permit || row.count() == 0);
		}
	}

	#[test]
	fn emission_should_not_exceed_the_amount(input in subnet(), rao in any::<u64>()) {
		let parts = emission(&run(&input), rao);
		let sum = |values: &[u64]| values.iter().copied().map(u128::from).sum::<u128>();
		prop_assert!(sum(&parts.server) + sum(&parts.validator) <= rao.into());
		prop_assert!(sum(&parts.combined) <= rao.into());
		// Each part is short by less than one and what a bit is worth.
		if parts.server.iter().any(|&part| part > 0) {
			let short = parts.server.len() as u128 * 2 * (1 + u128::from(rao.div_ceil(1 << 32)));
			prop_assert!(sum(&parts.server) + sum(&parts.validator) + short >= rao.into());
		}
		let bit = rao.div_ceil(1 << 32);
		let apart = parts.server.iter().zip(&parts.validator).map(|(server, validator)| server + validator);
		for (combined, apart) in parts.combined.iter().zip(apart) {
			prop_assert!((apart..=apart + 1 + bit).contains(combined));
		}
	}

	#[test]
	fn exact_emission_should_sum_to_the_amount_and_be_within_one_of_the_quota(
		input in subnet(),
		amount in any::<u64>(),
	) {
		let output = run(&input);
		let Some(parts) = exact_emission(&output, amount) else {
			prop_assert!(output.stake.iter().all(|stake| *stake == Fixed::ZERO));
			return Ok(());
		};
		let sum = |values: &[u64]| values.iter().copied().map(u128::from).sum::<u128>();
		prop_assert_eq!(sum(&parts.server) + sum(&parts.validator), u128::from(amount));
		prop_assert_eq!(sum(&parts.combined), u128::from(amount));
		// What the existing network rounds down twice is less by what a bit is worth.
		let rounded = emission(&output, amount);
		let bit = amount.div_ceil(1 << 32);
		let pairs = [(&parts.server, &rounded.server), (&parts.validator, &rounded.validator)];
		for (exact, rounded) in pairs.into_iter().flat_map(|(exact, rounded)| exact.iter().zip(rounded)) {
			let most = rounded.saturating_add(bit).saturating_add(1);
			// Stakes sum to less than one, and the exact split gives away the rest, too.
			let rest = amount / (1 << 28);
			prop_assert!((*rounded..=most.saturating_add(rest)).contains(exact), "{exact} for {rounded}");
		}
	}

	#[test]
	fn mechanisms_should_be_paid_the_amount_between_them(
		input in subnet(),
		shares in any::<[u16; 2]>(),
		amount in any::<u64>(),
	) {
		prop_assume!(shares != [0, 0]);
		let (weights, bonds) = (input.bonds.clone(), input.weights.clone());
		let other = EpochInput { weights, bonds, ..input.clone() };
		let outputs = [run(&input), run(&other)];
		let mechanisms = [0, 1].map(|index| Mechanism { output: &outputs[index], share: shares[index] });
		let combined = combine(&mechanisms, amount).unwrap();
		let paid: u128 = combined.emission.combined.iter().copied().map(u128::from).sum();
		prop_assert_eq!(paid + u128::from(combined.unpaid), u128::from(amount));
		for (mean, (one, other)) in
			combined.incentive.iter().zip(outputs[0].incentive.iter().zip(&outputs[1].incentive))
		{
			prop_assert!((one.min(other)..=one.max(other)).contains(&mean));
		}
	}

	#[test]
	fn epoch_should_refuse_exactly_the_shapes_that_do_not_fit(input in any_shape()) {
		prop_assert_eq!(epoch(&input).is_ok(), fits(&input));
	}

	#[test]
	fn exp_should_be_positive_and_not_fall_when_the_exponent_grows_by_a_thousandth(bits in any::<i64>()) {
		let grown = Fixed::from_bits(bits.saturating_add(1 << 22));
		let [before, after] = [exp(Fixed::from_bits(bits)), exp(grown)];
		prop_assert!(Fixed::ZERO < before && before <= after);
	}

	#[test]
	fn median_should_satisfy_its_definition(
		ballots in prop::collection::vec((0..4_u32, 0..6_i64), 1..12),
		together in 0..12_usize,
		beside in -1..=1_i64,
	) {
		let stake: Vec<_> = ballots.iter().map(|&(stake, _)| Fixed::from_bits(stake.into())).collect();
		let scores: Vec<_> = ballots.iter().map(|&(_, score)| Fixed::from_bits(score)).collect();
		// Where some of the voters together are exactly enough, and one bit beside.
		let some: Fixed = stake.iter().copied().take(together).sum();
		let all: Fixed = stake.iter().copied().sum();
		let kappa = some.over(all).plus(Fixed::from_bits(beside));
		let expected = naive_median(&ballots, kappa.bits().into());
		prop_assert_eq!(weighted_median(&stake, &scores, kappa).bits(), expected);
	}
}

/// The score whose lower scores have at most the minority of the shares, and with it more; tried one by one.
fn naive_median(ballots: &[(u32, i64)], kappa: i128) -> i64 {
	let total: u64 = ballots.iter().map(|&(stake, _)| u64::from(stake)).sum();
	let voters: Vec<_> = ballots.iter().filter(|&&(stake, _)| stake > 0).collect();
	let share = |stake: u32| i128::from((u64::from(stake) << 32) / total);
	let stake_of = |belongs: &dyn Fn(i64) -> bool| {
		voters
			.iter()
			.filter(|&&&(_, score)| belongs(score))
			.map(|&&(stake, _)| share(stake))
			.sum::<i128>()
	};
	let minority = stake_of(&|_| true) - kappa;
	let scores = voters.iter().map(|&&(_, score)| score);
	let is_median =
		|&score: &i64| stake_of(&|x| x < score) <= minority && minority < stake_of(&|x| x <= score);
	let ends = if minority < 0 {
		scores.clone().min()
	} else {
		scores.clone().max()
	};
	scores.clone().find(is_median).or(ends).unwrap_or(0)
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
	let rows_fit = [&input.weights, &input.bonds]
		.into_iter()
		.flat_map(Rows::iter)
		.all(|row| {
			let mut columns: Vec<_> = row.map(|(column, _)| column).collect();
			let entries = columns.len();
			columns.sort_unstable();
			columns.dedup();
			columns.len() == entries && columns.last().is_none_or(|&last| usize::from(last) < neurons)
		});
	lengths.into_iter().all(|length| length == neurons)
		&& rows_fit
		&& input.owner_uid.is_none_or(|owner| usize::from(owner) < neurons)
		&& input.bonds_moving_average <= 1_000_000
		&& !matches!(
			input.bonds_mode,
			BondsMode::Yuma3 { liquid_alpha: Some(LiquidAlpha { low, high, .. }) } if low > high
		)
}
