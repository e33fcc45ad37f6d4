//! Step 12, dividends: a validator earns on the incentive of those in whom it holds bonds.

use alloc::vec::Vec;

use crate::share::{Factor, Share, normalised};

/// What a holder has earned so far.
#[derive(Clone, Copy, Default)]
pub(crate) struct Dividend(Share);

impl Dividend {
	/// Pays for a part of the bonds in a neuron that part of its incentive, rounded down.
	pub(crate) const fn pay(&mut self, part: Share, incentive: Factor) {
		// At most one: no more is paid than there is incentive.
		self.0 = self.0.plus(incentive.times(part));
	}
}

/// Each holder's share of all that was paid, rounded down.
pub(crate) fn shares(dividends: impl Iterator<Item = Dividend>) -> Vec<Share> {
	let mut shares: Vec<_> = dividends.map(|dividend| dividend.0).collect();
	normalised(&mut shares);
	shares
}

/// The same after every dividend was multiplied with the holder's active stake, rounded down.
pub(crate) fn shares_by_stake(
	dividends: impl Iterator<Item = Dividend>,
	active_stake: &[Share],
) -> Vec<Share> {
	let with_stake = dividends.zip(active_stake);
	shares(with_stake.map(|(dividend, &stake)| Dividend(dividend.0.times(stake))))
}

#[cfg(test)]
mod tests {
	use super::*;

	const HALF: Share = Share::from_bits(1 << 31);
	const QUARTER: Share = Share::from_bits(1 << 30);

	/// Three quarters of the incentive fall to the first, a quarter to the second.
	fn paid() -> [Dividend; 3] {
		let mut dividends = [Dividend::default(); 3];
		dividends[0].pay(HALF, Factor::new(HALF));
		dividends[1].pay(HALF, Factor::new(HALF));
		dividends[0].pay(Share::ONE, Factor::new(HALF));
		dividends
	}

	#[test]
	fn dividends_should_follow_bonds_and_incentive() {
		let three_quarters = Share::from_bits(3 << 30);
		assert_eq!(shares(paid().into_iter()), [three_quarters, QUARTER, Share::ZERO]);
	}

	#[test]
	fn dividends_should_follow_stake_too_when_asked() {
		// Three quarters of a third are as much as one quarter of one.
		let third = Share::from_bits(Share::ONE.bits() / 3);
		let shares = shares_by_stake(paid().into_iter(), &[third, Share::ONE, Share::ONE]);
		assert_eq!(shares[2], Share::ZERO);
		assert!(shares[0] <= HALF && HALF.bits() - shares[0].bits() < 4);
		assert!(shares[1] >= HALF && shares[1].bits() - HALF.bits() < 4);
	}

	#[test]
	fn dividends_should_be_zero_when_nothing_is_paid() {
		assert_eq!(shares([Dividend::default(); 2].into_iter()), [Share::ZERO; 2]);
	}
}
