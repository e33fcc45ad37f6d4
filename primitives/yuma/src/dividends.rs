//! Step 12, dividends: a validator earns on the incentive of those in whom it holds bonds.

use alloc::{vec, vec::Vec};

use crate::share::{Share, normalised};

/// What every holder has earned so far.
pub(crate) struct Dividends(Vec<Share>);

impl Dividends {
	/// Nothing yet.
	pub(crate) fn new(neurons: usize) -> Self {
		Self(vec![Share::ZERO; neurons])
	}

	/// Pays a part of the incentive of one neuron to a holder of its bonds, rounded down.
	pub(crate) fn pay(&mut self, holder: u16, part: Share, incentive: Share) {
		if let Some(dividend) = self.0.get_mut(usize::from(holder)) {
			// At most one: no more is paid than there is incentive.
			*dividend = dividend.plus(incentive.times(part));
		}
	}

	/// Each holder's share of all that was paid, rounded down.
	pub(crate) fn shares(mut self) -> Vec<Share> {
		normalised(&mut self.0);
		self.0
	}

	/// The same after every dividend was multiplied with the holder's active stake, rounded down.
	pub(crate) fn shares_by_stake(mut self, active_stake: &[Share]) -> Vec<Share> {
		for (dividend, &stake) in self.0.iter_mut().zip(active_stake) {
			*dividend = dividend.times(stake);
		}
		self.shares()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const HALF: Share = Share::from_bits(1 << 31);
	const QUARTER: Share = Share::from_bits(1 << 30);

	/// Three quarters of the incentive fall to the first, a quarter to the second.
	fn paid() -> Dividends {
		let mut dividends = Dividends::new(3);
		dividends.pay(0, HALF, HALF);
		dividends.pay(1, HALF, HALF);
		dividends.pay(0, Share::ONE, HALF);
		dividends
	}

	#[test]
	fn dividends_should_follow_bonds_and_incentive() {
		let three_quarters = Share::from_bits(3 << 30);
		assert_eq!(paid().shares(), [three_quarters, QUARTER, Share::ZERO]);
	}

	#[test]
	fn dividends_should_follow_stake_too_when_asked() {
		// Three quarters of a third are as much as one quarter of one.
		let third = Share::from_bits(Share::ONE.bits() / 3);
		let shares = paid().shares_by_stake(&[third, Share::ONE, Share::ONE]);
		assert_eq!(shares[2], Share::ZERO);
		assert!(shares[0] <= HALF && HALF.bits() - shares[0].bits() < 4);
		assert!(shares[1] >= HALF && shares[1].bits() - HALF.bits() < 4);
	}

	#[test]
	fn dividends_should_be_zero_when_nothing_is_paid() {
		assert_eq!(Dividends::new(2).shares(), [Share::ZERO; 2]);
	}
}
