//! Liquid alpha: a part for every pair of uids, and the moving average with it.

use substrate_fixed::{transcendental, types::I32F32};
use yuma::LiquidAlpha;

use super::{
	ONE, ZERO,
	alloc::{vec, vec::Vec},
	divided,
	matrix::{Matrix, Row},
	proportion,
};

const HALF: I32F32 = I32F32::from_bits(1 << 31);

/// The bounds and the slope, as numbers.
struct Curve {
	low: I32F32,
	high: I32F32,
	/// Minus the slope.
	fall: I32F32,
}

/// The new bond's part for every pair of uids, whether there is a bond or not.
pub fn alphas(
	target: &Matrix,
	bonds: &Matrix,
	consensus: &[I32F32],
	bounds: LiquidAlpha,
) -> Vec<Vec<I32F32>> {
	let curve = Curve {
		low: proportion(bounds.low),
		high: proportion(bounds.high),
		fall: divided(I32F32::from_num(bounds.steepness), I32F32::from_num(-100)),
	};
	target
		.iter()
		.zip(bonds)
		.map(|(target, bonds)| alphas_of_row(target, bonds, consensus, &curve))
		.collect()
}

/// The moving average with a part per entry, for the entries that the new row has and in its order.
pub fn averaged(new: &Matrix, old: &Matrix, alphas: &[Vec<I32F32>]) -> Matrix {
	new.iter()
		.zip(old)
		.zip(alphas)
		.map(|((new, old), alphas)| averaged_row(new, old, alphas))
		.collect()
}

fn alphas_of_row(target: &Row, bonds: &Row, consensus: &[I32F32], curve: &Curve) -> Vec<I32F32> {
	let mut weight_at = ascending_walk(target);
	let mut bond_at = ascending_walk(bonds);
	(0..)
		.zip(consensus)
		.map(|(column, consensus)| curve.alpha(weight_at(column), bond_at(column), *consensus))
		.collect()
}

/// Looks up the values of a row by ascending column: an entry is seen only if no entry before it in the row
/// has a higher column, any other counts as zero.
fn ascending_walk(row: &Row) -> impl FnMut(u16) -> I32F32 {
	let mut entries = row.iter().peekable();
	move |column| {
		while entries.next_if(|(at, _)| *at < column).is_some() {}
		entries
			.next_if(|(at, _)| *at == column)
			.map_or(ZERO, |(_, value)| *value)
	}
}

impl Curve {
	/// The part of a new bond, by how far the weight is from consensus or below the old bond.
	fn alpha(&self, weight: I32F32, bond: I32F32, consensus: I32F32) -> I32F32 {
		let distance = if weight >= bond {
			weight.saturating_sub(consensus)
		} else {
			bond.saturating_sub(weight)
		}
		.clamp(ZERO, ONE);
		let exponent = self.fall.saturating_mul(distance.saturating_sub(HALF));
		let sigmoid = divided(ONE, ONE.saturating_add(exp(exponent)));
		let rise = sigmoid.saturating_mul(self.high.saturating_sub(self.low));
		self.low.saturating_add(rise).clamp(self.low, self.high)
	}
}

/// The exponential by a series of fixed length; exponents are held within -20 and 20.
fn exp(exponent: I32F32) -> I32F32 {
	let limit = I32F32::from_num(20);
	let held = exponent.clamp(-limit, limit);
	let failed = if held <= ZERO { ZERO } else { I32F32::max_value() };
	transcendental::exp(held).unwrap_or(failed)
}

fn averaged_row(new: &Row, old: &Row, alphas: &[I32F32]) -> Row {
	let mut kept = vec![ZERO; alphas.len()];
	for (column, bond) in old {
		let old_part = ONE.saturating_sub(alphas[usize::from(*column)]);
		kept[usize::from(*column)] = old_part.saturating_mul(*bond);
	}
	let average = |(column, weight): &(u16, I32F32)| {
		let bought = alphas[usize::from(*column)].saturating_mul(*weight);
		let bond = kept[usize::from(*column)].saturating_add(bought).min(ONE);
		(bond > ZERO).then_some((*column, bond))
	};
	new.iter().filter_map(average).collect()
}
