//! Random inputs of an epoch for the property tests: small subnets in which blocks, stakes and weights often
//! meet.

use proptest::{collection::vec, option, prelude::*};
use yuma::{BondsMode, EpochInput, LiquidAlpha, Rows};

/// The largest random subnet.
const MAX_NEURONS: usize = 10;

/// Any value, with the ends and the middle more often.
fn proportion() -> impl Strategy<Value = u16> + Clone {
	prop_oneof![Just(0), Just(32_767), Just(u16::MAX), any::<u16>()]
}

/// Few different blocks, so that comparisons are often equal.
fn block() -> impl Strategy<Value = u64> + Clone {
	prop_oneof![9 => 0..30_u64, 1 => Just(u64::MAX)]
}

/// None, equal, small, usual and the largest stakes.
fn stake() -> impl Strategy<Value = u64> + Clone {
	prop_oneof![Just(0), Just(1 << 40), 1..10_u64, 1..1_u64 << 50, Just(u64::MAX)]
}

/// Rows with about half of the entries, in random order.
fn matrix(neurons: usize) -> impl Strategy<Value = Rows<u16>> {
	let row = vec(option::of(proportion()), neurons).prop_map(|values| {
		let entries = (0..).zip(values);
		entries
			.filter_map(|(column, value)| Some((column, value?)))
			.collect::<Vec<(u16, u16)>>()
	});
	vec(row.prop_shuffle(), neurons).prop_map(Rows::from_rows)
}

/// Classic, Yuma3, or Yuma3 with any liquid alpha.
fn bonds_mode() -> impl Strategy<Value = BondsMode> {
	let steepness = prop_oneof![Just(1_000), Just(0), any::<i16>()];
	let liquid_alpha =
		(proportion(), proportion(), steepness).prop_map(|(one, other, steepness)| LiquidAlpha {
			low: one.min(other),
			high: one.max(other),
			steepness,
		});
	prop_oneof![
		Just(BondsMode::Classic),
		option::of(liquid_alpha).prop_map(|liquid_alpha| BondsMode::Yuma3 { liquid_alpha }),
	]
}

/// Any valid input.
pub fn subnet() -> impl Strategy<Value = EpochInput> {
	(0..=MAX_NEURONS).prop_flat_map(|neurons| {
		let owner = option::of(any::<prop::sample::Index>());
		let owner = owner.prop_map(move |index| {
			index
				.filter(|_| neurons > 0)
				.map(|index| index.index(neurons) as u16)
		});
		let parameters = (
			proportion(),
			bonds_mode(),
			0..=1_000_000_u64,
			proportion(),
			0..12_u16,
			owner,
			stake(),
		);
		let time = (block(), 0..20_u16, block(), block());
		let vectors = (
			vec(stake(), neurons),
			vec(block(), neurons),
			vec(block(), neurons),
			vec(any::<bool>(), neurons),
			option::of(vec(block(), neurons)),
		);
		let matrices = (matrix(neurons), matrix(neurons));
		(parameters, time, vectors, matrices).prop_map(|(parameters, time, vectors, matrices)| {
			let (
				kappa,
				bonds_mode,
				bonds_moving_average,
				bonds_penalty,
				max_validators,
				owner_uid,
				stake_threshold,
			) = parameters;
			let (current_block, tempo, activity_cutoff, last_mechanism_step_block) = time;
			let (stake, last_update, block_at_registration, validator_permits, commit_blocks) = vectors;
			let (weights, bonds) = matrices;
			EpochInput {
				current_block,
				tempo,
				activity_cutoff,
				kappa,
				bonds_moving_average,
				bonds_penalty,
				bonds_mode,
				max_validators,
				owner_uid,
				stake_threshold,
				last_mechanism_step_block,
				stake,
				last_update,
				block_at_registration,
				validator_permits,
				commit_blocks,
				weights,
				bonds,
			}
		})
	})
}

/// A valid input in which everyone has stake and permits, nobody is new and nobody owns the subnet.
pub fn calm_subnet() -> impl Strategy<Value = EpochInput> {
	subnet().prop_map(|input| EpochInput {
		current_block: 100,
		max_validators: MAX_NEURONS as u16,
		owner_uid: None,
		stake_threshold: 0,
		commit_blocks: None,
		// Within 32 bits of each other, or the smaller ones would round to no stake at all.
		stake: input
			.stake
			.iter()
			.map(|stake| stake % (1 << 20) + (1 << 20))
			.collect(),
		last_update: vec![90; input.neurons()],
		block_at_registration: vec![0; input.neurons()],
		validator_permits: vec![true; input.neurons()],
		..input
	})
}

/// Any input whose parts may or may not fit together.
pub fn any_shape() -> impl Strategy<Value = EpochInput> {
	let whose = || vec(0..6_u8, 17);
	(subnet(), subnet(), whose(), 0..1_500_000_u64).prop_map(|(one, other, whose, bonds_moving_average)| {
		let part = |index: usize| if whose[index] > 0 { &one } else { &other };
		EpochInput {
			bonds_moving_average: if whose[0] > 0 {
				one.bonds_moving_average
			} else {
				bonds_moving_average
			},
			bonds_mode: if whose[10] > 0 {
				one.bonds_mode
			} else {
				with_swapped_ends(one.bonds_mode)
			},
			owner_uid: part(1).owner_uid,
			last_update: part(2).last_update.clone(),
			block_at_registration: part(3).block_at_registration.clone(),
			validator_permits: part(4).validator_permits.clone(),
			commit_blocks: part(5).commit_blocks.clone(),
			weights: with_an_entry(&part(6).weights, whose[7]),
			bonds: with_an_entry(&part(8).bonds, whose[9]),
			..one.clone()
		}
	})
}

/// The same with liquid alpha upside down, if there is any.
fn with_swapped_ends(mode: BondsMode) -> BondsMode {
	let swapped = |alpha: LiquidAlpha| LiquidAlpha {
		low: alpha.high,
		high: alpha.low,
		..alpha
	};
	match mode {
		BondsMode::Classic => BondsMode::Classic,
		BondsMode::Yuma3 { liquid_alpha } => BondsMode::Yuma3 {
			liquid_alpha: liquid_alpha.map(swapped),
		},
	}
}

/// One more entry in the first row, if chance has it: there already, or pointing nowhere, or fine.
fn with_an_entry(matrix: &Rows<u16>, chance: u8) -> Rows<u16> {
	let extra = (chance == 0).then_some((3, 1));
	let rows = matrix.iter().enumerate();
	Rows::from_rows(rows.map(|(index, row)| row.chain(extra.filter(|_| index == 0))))
}

/// The same with stakes that no share of 32 bits confuses.
pub fn distinct_stakes(mut input: EpochInput) -> EpochInput {
	for (uid, stake) in (0..).zip(&mut input.stake) {
		*stake = if *stake == 0 {
			0
		} else {
			(*stake % (1 << 20)) * MAX_NEURONS as u64 + uid
		};
	}
	input.stake_threshold %= 1 << 20;
	input
}

/// The same subnet with uid `i` called `order[i]`.
pub fn permuted(input: &EpochInput, order: &[u16]) -> EpochInput {
	EpochInput {
		owner_uid: input.owner_uid.map(|owner| order[usize::from(owner)]),
		stake: moved(&input.stake, order),
		last_update: moved(&input.last_update, order),
		block_at_registration: moved(&input.block_at_registration, order),
		validator_permits: moved(&input.validator_permits, order),
		commit_blocks: input.commit_blocks.as_ref().map(|blocks| moved(blocks, order)),
		weights: moved_rows(&input.weights, order),
		bonds: moved_rows(&input.bonds, order),
		..input.clone()
	}
}

fn moved<V: Clone + Default>(values: &[V], order: &[u16]) -> Vec<V> {
	let mut moved = vec![V::default(); values.len()];
	for (value, &to) in values.iter().zip(order) {
		moved[usize::from(to)] = value.clone();
	}
	moved
}

fn moved_rows(rows: &Rows<u16>, order: &[u16]) -> Rows<u16> {
	let renamed: Vec<Vec<(u16, u16)>> = rows
		.iter()
		.map(|row| {
			row.map(|(column, value)| (order[usize::from(column)], value))
				.collect()
		})
		.collect();
	Rows::from_rows(moved(&renamed, order))
}
