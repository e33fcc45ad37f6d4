//! Sparse matrices as vectors of rows, and what is done with whole matrices.

use substrate_fixed::types::I32F32;
use yuma::Rows;

use super::{
	ZERO,
	alloc::{vec, vec::Vec},
	divided,
};

/// The entries of a row, in the order in which they were submitted.
pub type Row = Vec<(u16, I32F32)>;
/// One row per uid.
pub type Matrix = Vec<Row>;

/// The matrix with every value read by `read`.
pub fn loaded(rows: &Rows<u16>, read: impl Fn(u16) -> I32F32) -> Matrix {
	rows.iter()
		.map(|row| row.map(|(column, value)| (column, read(value))).collect())
		.collect()
}

/// The entries that `keep` wants, by row and column.
pub fn filtered(matrix: &Matrix, keep: impl Fn(usize, usize) -> bool) -> Matrix {
	matrix
		.iter()
		.enumerate()
		.map(|(uid, row)| {
			row.iter()
				.filter(|(column, _)| keep(uid, usize::from(*column)))
				.copied()
				.collect()
		})
		.collect()
}

/// Scales every row to a sum of one; all zeros stay zeros.
pub fn normalise_rows(matrix: &mut Matrix) {
	for row in matrix {
		let total = row_sum(row);
		if total == ZERO {
			continue;
		}
		for (_, value) in row {
			*value = divided(*value, total);
		}
	}
}

/// Scales every column to a sum of one; all zeros stay zeros.
pub fn normalise_columns(matrix: &mut Matrix) {
	let mut totals = vec![ZERO; matrix.len()];
	for (column, value) in matrix.iter().flatten() {
		let total = &mut totals[usize::from(*column)];
		*total = total.saturating_add(*value);
	}
	divide_columns(matrix, &totals);
}

/// Scales every column to a largest value of one; all zeros stay zeros.
pub fn upscale_columns(matrix: &mut Matrix) {
	let mut largest = vec![ZERO; matrix.len()];
	for (column, value) in matrix.iter().flatten() {
		let most = &mut largest[usize::from(*column)];
		*most = (*most).max(*value);
	}
	divide_columns(matrix, &largest);
}

/// The sum of every row.
pub fn row_sums(matrix: &Matrix) -> Vec<I32F32> {
	matrix.iter().map(row_sum).collect()
}

/// The sum of every column, with row `i` times `factors[i]`.
pub fn weighted_column_sums(matrix: &Matrix, factors: &[I32F32]) -> Vec<I32F32> {
	let mut sums = vec![ZERO; matrix.len()];
	for (row, factor) in matrix.iter().zip(factors) {
		for (column, value) in row {
			let sum = &mut sums[usize::from(*column)];
			*sum = sum.saturating_add(value.saturating_mul(*factor));
		}
	}
	sums
}

/// The sum of every row, with column `j` times `factors[j]`.
pub fn weighted_row_sums(matrix: &Matrix, factors: &[I32F32]) -> Vec<I32F32> {
	let mut sums = vec![ZERO; matrix.len()];
	for (row, sum) in matrix.iter().zip(&mut sums) {
		for (column, value) in row {
			*sum = sum.saturating_add(value.saturating_mul(factors[usize::from(*column)]));
		}
	}
	sums
}

/// Row `i` times `factors[i]`.
pub fn scaled_rows(matrix: &Matrix, factors: &[I32F32]) -> Matrix {
	matrix
		.iter()
		.zip(factors)
		.map(|(row, factor)| {
			row.iter()
				.map(|(column, value)| (*column, value.saturating_mul(*factor)))
				.collect()
		})
		.collect()
}

/// The values of a row, with zeros where it has no entry.
pub fn dense_row(row: &Row, len: usize) -> Vec<I32F32> {
	let mut dense = vec![ZERO; len];
	for (column, value) in row {
		dense[usize::from(*column)] = *value;
	}
	dense
}

/// The values above zero of a dense row, by ascending column.
pub fn sparse_row(dense: &[I32F32]) -> Row {
	(0..)
		.zip(dense)
		.filter(|(_, value)| **value > ZERO)
		.map(|(column, value)| (column, *value))
		.collect()
}

fn row_sum(row: &Row) -> I32F32 {
	row.iter()
		.fold(ZERO, |total, (_, value)| total.saturating_add(*value))
}

fn divide_columns(matrix: &mut Matrix, divisors: &[I32F32]) {
	for (column, value) in matrix.iter_mut().flatten() {
		let divisor = divisors[usize::from(*column)];
		if divisor != ZERO {
			*value = divided(*value, divisor);
		}
	}
}
