//! New bonds, and the dividends that they pay.

use substrate_fixed::types::I32F32;
use yuma::{EpochInput, LiquidAlpha};

use super::{
	ONE, ZERO,
	alloc::vec::Vec,
	divided, liquid,
	matrix::{self, Matrix, Row},
	normalise, proportion,
};

/// What the earlier steps found.
pub struct Terms<'a> {
	/// Shares of the stake that counts.
	pub active_stake: &'a [I32F32],
	/// The weight on each neuron that a majority supports.
	pub consensus: &'a [I32F32],
	/// Shares of what is paid for being rated.
	pub incentive: &'a [I32F32],
	/// The weights that bonds follow.
	pub target: &'a Matrix,
}

/// Bonds that are bought with stake times weight, scaled for storage, and the dividends.
pub fn classic(input: &EpochInput, terms: &Terms) -> (Matrix, Vec<I32F32>) {
	let mut old = old_bonds(input, I32F32::from_num);
	matrix::normalise_columns(&mut old);
	let mut bought = matrix::scaled_rows(terms.target, terms.active_stake);
	matrix::normalise_columns(&mut bought);
	let mut bonds = averaged(&bought, &old, new_part(input));
	matrix::normalise_columns(&mut bonds);
	let mut dividends = matrix::weighted_row_sums(&bonds, terms.incentive);
	normalise(&mut dividends);
	matrix::upscale_columns(&mut bonds);
	(bonds, dividends)
}

/// Bonds that follow the weights themselves, and the dividends.
pub fn yuma3(input: &EpochInput, terms: &Terms, liquid_alpha: Option<LiquidAlpha>) -> (Matrix, Vec<I32F32>) {
	let old = old_bonds(input, proportion);
	let has_consensus = terms.consensus.iter().any(|consensus| *consensus != ZERO);
	let bonds = match liquid_alpha {
		Some(bounds) if has_consensus => {
			let alphas = liquid::alphas(terms.target, &old, terms.consensus, bounds);
			liquid::averaged(terms.target, &old, &alphas)
		}
		_ => averaged(terms.target, &old, new_part(input)),
	};
	let mut shares = bonds.clone();
	matrix::normalise_columns(&mut shares);
	let earned = matrix::weighted_row_sums(&shares, terms.incentive);
	let mut dividends: Vec<I32F32> = earned
		.iter()
		.zip(terms.active_stake)
		.map(|(earned, stake)| earned.saturating_mul(*stake))
		.collect();
	normalise(&mut dividends);
	(bonds, dividends)
}

/// The stored bonds, without those in whoever registered since the epoch before.
fn old_bonds(input: &EpochInput, read: impl Fn(u16) -> I32F32) -> Matrix {
	let last_epoch = match input.last_mechanism_step_block {
		0 => input.current_block.saturating_sub(input.tempo.into()),
		block => block.saturating_add(1),
	};
	let bonds = matrix::loaded(&input.bonds, read);
	matrix::filtered(&bonds, |_, column| {
		last_epoch > input.block_at_registration[column]
	})
}

/// The new bonds' part in the moving average.
fn new_part(input: &EpochInput) -> I32F32 {
	let old_part = divided(
		I32F32::saturating_from_num(input.bonds_moving_average),
		I32F32::from_num(1_000_000),
	);
	ONE.saturating_sub(old_part)
}

/// `part` of the new matrix and the rest of the old one, rows by ascending column and without zeros.
fn averaged(new: &Matrix, old: &Matrix, part: I32F32) -> Matrix {
	new.iter()
		.zip(old)
		.map(|(new_row, old_row)| averaged_row(new_row, old_row, part, new.len()))
		.collect()
}

fn averaged_row(new: &Row, old: &Row, part: I32F32, len: usize) -> Row {
	let mut average = matrix::dense_row(&Row::new(), len);
	for (row, factor) in [(new, part), (old, ONE.saturating_sub(part))] {
		for (column, value) in row {
			let sum = &mut average[usize::from(*column)];
			*sum = sum.saturating_add(factor.saturating_mul(*value));
		}
	}
	matrix::sparse_row(&average)
}
