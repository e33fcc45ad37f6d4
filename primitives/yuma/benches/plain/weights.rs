//! What counts of the weights: for consensus, for ranks and for bonds.

use substrate_fixed::types::I32F32;
use yuma::EpochInput;

use super::{
	ZERO,
	alloc::vec::Vec,
	matrix::{self, Matrix, Row},
	proportion, stake,
};

/// The weights of those with a permit, without ratings of oneself and of whoever was replaced since; rows sum
/// to one.
pub fn counted(input: &EpochInput, permits: &[bool]) -> Matrix {
	let registered = &input.block_at_registration;
	let weights = matrix::loaded(&input.weights, I32F32::from_num);
	let weights = matrix::filtered(&weights, |uid, _| permits[uid]);
	let weights = matrix::filtered(&weights, |uid, column| {
		uid != column || stake::is_owner(input, uid)
	});
	let weights = matrix::filtered(&weights, |uid, column| {
		input.last_update[uid] > registered[column]
	});
	let mut weights = match &input.commit_blocks {
		None => weights,
		Some(committed) => matrix::filtered(&weights, |uid, column| committed[uid] >= registered[column]),
	};
	matrix::normalise_rows(&mut weights);
	weights
}

/// The weights, none above consensus; an entry that is cut to nothing disappears.
pub fn clipped(weights: &Matrix, consensus: &[I32F32]) -> Matrix {
	let clip = |(column, value): &(u16, I32F32)| {
		let most = consensus[usize::from(*column)];
		let is_gone = *value > most && most <= ZERO;
		(!is_gone).then(|| (*column, (*value).min(most)))
	};
	weights
		.iter()
		.map(|row| row.iter().filter_map(clip).collect())
		.collect()
}

/// The weights that bonds follow: `penalty` of the way from those submitted to those clipped.
pub fn for_bonds(weights: &Matrix, clipped: &Matrix, penalty: u16) -> Matrix {
	match penalty {
		0 => weights.clone(),
		u16::MAX => clipped.clone(),
		_ => weights
			.iter()
			.zip(clipped)
			.map(|(from, to)| between(from, to, proportion(penalty), weights.len()))
			.collect(),
	}
}

/// The row that is `part` of the way from one row to the other, by ascending column and without zeros.
fn between(from: &Row, to: &Row, part: I32F32, len: usize) -> Row {
	let from = matrix::dense_row(from, len);
	let to = matrix::dense_row(to, len);
	let values: Vec<I32F32> = from
		.iter()
		.zip(&to)
		.map(|(from, to)| from.saturating_add(part.saturating_mul(to.saturating_sub(*from))))
		.collect();
	matrix::sparse_row(&values)
}
