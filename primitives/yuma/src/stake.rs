//! Steps 2 and 4, stake: each neuron's share of all stake, and of the stake that has a say in this epoch.

use alloc::vec::Vec;

use crate::{
	by_uid::uids,
	fixed::Fixed,
	input::EpochInput,
	share::{Share, normalised},
};

/// Each neuron's share of all stake, rounded down; all zeros if there is none.
///
/// Stake below the threshold counts as none, except the owner's.
pub(crate) fn stake(input: &EpochInput) -> Vec<Share> {
	let counted = uids().zip(&input.stake).map(|(uid, &stake)| {
		let counts = stake >= input.stake_threshold || input.is_owner(uid);
		if counts { stake } else { 0 }
	});
	let total: u128 = counted.clone().map(u128::from).sum();
	counted.map(|stake| Fixed::ratio(stake, total).into()).collect()
}

/// Each neuron's share of the stake that is active and permitted, rounded down; all zeros if there is none.
pub(crate) fn active_stake(stake: &[Share], active: &[bool], permits: &[bool]) -> Vec<Share> {
	let with_a_say = stake.iter().zip(active).zip(permits);
	let mut shares = with_a_say
		.map(|((&stake, &active), &permit)| if active && permit { stake } else { Share::ZERO })
		.collect::<Vec<_>>();
	normalised(&mut shares);
	shares
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;

	const HALF: Share = Share::from_bits(1 << 31);

	#[test]
	fn stake_should_be_zero_when_there_is_none() {
		let input = EpochInput {
			stake: vec![0, 0],
			..Default::default()
		};
		assert_eq!(stake(&input), [Share::ZERO; 2]);
	}

	#[test]
	fn stake_should_not_count_when_below_threshold_unless_of_owner() {
		let input = EpochInput {
			stake: vec![4, 5, 4, 1],
			stake_threshold: 5,
			owner_uid: Some(3),
			..Default::default()
		};
		assert_eq!(
			stake(&input),
			[Fixed::ZERO, Fixed::ratio(5, 6), Fixed::ZERO, Fixed::ratio(1, 6)].map(Share::from)
		);
	}

	#[test]
	fn stake_should_be_exact_when_as_large_as_a_number_gets() {
		let input = EpochInput {
			stake: vec![u64::MAX, u64::MAX],
			..Default::default()
		};
		assert_eq!(stake(&input), [HALF; 2]);
	}

	#[test]
	fn active_stake_should_leave_out_the_inactive_and_the_unpermitted() {
		let shares = [Share::from_bits(1 << 30); 4];
		let found = active_stake(&shares, &[true, true, true, false], &[true, true, false, true]);
		assert_eq!(found, [HALF, HALF, Share::ZERO, Share::ZERO]);
	}
}
