//! What stake weighs on a subnet, and where that weight comes from.

use super::StakeLedger;
use crate::{Config, SubnetLocked, SubnetRegistry, TaoWeight, TotalHotkeyAlpha};
use subtensor_types::{NetUid, Rao};

/// The weight of a hotkey on a subnet by its sources, in rao. Dividends go back to the sources in these proportions.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Influence {
	/// Stake on the subnet itself.
	pub subnet: Rao,
	/// Root stake, thinned by the TAO weight, rounded down.
	pub root: Rao,
	/// The subnet's lock, which weighs for its owner's hotkey, so that a new subnet has a validator from the start.
	pub lock: Rao,
}

impl Influence {
	/// The whole weight. All of it is part of the supply, which is far below the largest number.
	pub fn total(&self) -> Rao {
		// clamp: at most the supply, 2^55
		self.subnet.saturating_add(self.root).saturating_add(self.lock)
	}
}

impl<T: Config> StakeLedger<T> {
	/// The weight of a hotkey on a subnet.
	pub fn influence(hotkey: &T::AccountId, netuid: NetUid) -> Influence {
		let owns = SubnetRegistry::<T>::is_owner_hotkey(netuid, hotkey);
		Influence {
			subnet: TotalHotkeyAlpha::<T>::get(hotkey, netuid),
			root: thinned(
				TotalHotkeyAlpha::<T>::get(hotkey, NetUid::ROOT),
				TaoWeight::<T>::get(),
			),
			lock: if owns { SubnetLocked::<T>::get(netuid) } else { 0 },
		}
	}
}

/// `rao * weight / u64::MAX`, rounded down.
fn thinned(rao: Rao, weight: u64) -> Rao {
	let product = u128::from(rao).checked_mul(u128::from(weight));
	product
		.and_then(|product| product.checked_div(u128::from(u64::MAX)))
		.and_then(|thin| Rao::try_from(thin).ok())
		.unwrap_or(0) // not reached: two 64-bit numbers multiply within 128 bits, and the quotient is at most `rao`
}

#[cfg(test)]
mod thinned_tests {
	use super::*;

	#[test]
	fn thinned_should_round_down_when_inexact() {
		assert_eq!(thinned(1_000, u64::MAX), 1_000);
		assert_eq!(thinned(1_000, 0), 0);
		assert_eq!(thinned(3, u64::MAX / 2), 1);
		assert_eq!(thinned(u64::MAX, u64::MAX), u64::MAX);
	}
}
