//! The stake-weighted median of every column, by quick-select.

use substrate_fixed::types::I32F32;

use super::{
	ZERO,
	alloc::{vec, vec::Vec},
	matrix::Matrix,
	normalise, sum,
};

/// The largest weight of every column that `majority` of the stake supports.
pub fn by_column(stake: &[I32F32], weights: &Matrix, majority: I32F32) -> Vec<I32F32> {
	let voters: Vec<usize> = (0..stake.len()).filter(|uid| stake[*uid] > ZERO).collect();
	let mut shares: Vec<I32F32> = voters.iter().map(|uid| stake[*uid]).collect();
	normalise(&mut shares);
	let total = sum(&shares);
	let minority = total.saturating_sub(majority);
	let scores = gathered(weights, &voters);
	scores
		.iter()
		.map(|scores| weighted_median(&shares, scores, minority, total))
		.collect()
}

/// The scores of every column, one per voter, zero where there is none.
fn gathered(weights: &Matrix, voters: &[usize]) -> Vec<Vec<I32F32>> {
	let mut scores = vec![vec![ZERO; voters.len()]; weights.len()];
	for (place, uid) in voters.iter().enumerate() {
		for (column, value) in &weights[*uid] {
			scores[usize::from(*column)][place] = *value;
		}
	}
	scores
}

/// The score with at most `minority` of the stake below it and more up to it.
fn weighted_median(stake: &[I32F32], scores: &[I32F32], minority: I32F32, total: I32F32) -> I32F32 {
	let mut part: Vec<usize> = (0..scores.len()).collect();
	let (mut below, mut up_to) = (ZERO, total);
	loop {
		match part[..] {
			[] => return ZERO,
			[only] => return scores[only],
			_ => {}
		}
		let pivot = scores[part[part.len() / 2]];
		let (lower, lower_stake) = selected(&part, stake, |voter| scores[voter] < pivot);
		let (upper, upper_stake) = selected(&part, stake, |voter| scores[voter] > pivot);
		let below_pivot = below.saturating_add(lower_stake);
		let up_to_pivot = up_to.saturating_sub(upper_stake);
		if minority < below_pivot && !lower.is_empty() {
			(part, up_to) = (lower, below_pivot);
		} else if up_to_pivot <= minority && !upper.is_empty() {
			(part, below) = (upper, up_to_pivot);
		} else {
			return pivot;
		}
	}
}

/// The voters of a part that `is_in` wants, and their stake.
fn selected(part: &[usize], stake: &[I32F32], is_in: impl Fn(usize) -> bool) -> (Vec<usize>, I32F32) {
	let mut voters = Vec::new();
	let mut total = ZERO;
	for &voter in part {
		if is_in(voter) {
			voters.push(voter);
			total = total.saturating_add(stake[voter]);
		}
	}
	(voters, total)
}
