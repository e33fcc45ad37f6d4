//! What holds of announced swaps.

use crate::{invariants::Verdict, *};
use frame_support::{ensure, traits::fungible::InspectFreeze};

/// The balance of a coldkey whose swap is announced is frozen; only announced swaps are disputed.
pub fn announced_are_frozen<T: Config>() -> Verdict {
	let reason = T::RuntimeFreezeReason::from(FreezeReason::ColdkeySwap);
	let frozen = |coldkey: &T::AccountId| T::Currency::balance_frozen(&reason, coldkey) == Rao::MAX;
	ensure!(
		ColdkeySwapAnnouncements::<T>::iter_keys().all(|coldkey| frozen(&coldkey)),
		"a coldkey whose swap is announced is not frozen"
	);
	ensure!(
		ColdkeySwapDisputes::<T>::iter_keys().all(ColdkeySwapAnnouncements::<T>::contains_key),
		"a swap is disputed that was not announced"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn announcements_should_be_noticed_when_nothing_is_frozen() {
		assert_noticed("a coldkey whose swap is announced is not frozen", || {
			ColdkeySwapAnnouncements::<Test>::insert(coldkey(0), (1, sp_core::H256::zero()));
		});
		assert_noticed("a swap is disputed that was not announced", || {
			ColdkeySwapDisputes::<Test>::insert(coldkey(0), 1);
		});
	}
}
