//! What holds of hotkeys and their owners.

use crate::{invariants::Verdict, owner_of, *};
use alloc::collections::BTreeSet;
use frame_support::ensure;

/// The hotkeys that are neurons or hold stake, and no others, have an owner and can sign; lists name hotkeys of their coldkey, once;
/// what an owner chose goes with it; nobody claims a hotkey twice.
pub fn owners_are_consistent<T: Config>() -> Verdict {
	for (coldkey, hotkeys) in OwnedHotkeys::<T>::iter() {
		ensure!(
			hotkeys.iter().collect::<BTreeSet<_>>().len() == hotkeys.len(),
			"a coldkey lists a hotkey twice"
		);
		let own = |hotkey: &T::AccountId| owner_of::<T>(hotkey).as_ref() == Some(&coldkey);
		ensure!(
			hotkeys.iter().all(own),
			"a coldkey lists a hotkey that it does not own"
		);
	}
	ensure!(
		HotkeyClaims::<T>::iter_values().all(|claims| {
			!claims.is_empty() && claims.iter().collect::<BTreeSet<_>>().len() == claims.len()
		}),
		"a coldkey claims a hotkey twice, or none"
	);
	let owned: BTreeSet<T::AccountId> = Owner::<T>::iter_keys().collect();
	let neurons = Uids::<T>::iter_keys().map(|(_netuid, hotkey)| hotkey);
	let staked = TotalHotkeyShares::<T>::iter_keys().map(|(hotkey, _netuid)| hotkey);
	let used: BTreeSet<T::AccountId> = neurons.chain(staked).collect();
	ensure!(used.is_subset(&owned), "a hotkey that is used has no owner");
	ensure!(owned.is_subset(&used), "a hotkey that is not used has an owner");
	ensure!(
		ProvisionalOwner::<T>::iter_keys().all(|hotkey| owned.contains(&hotkey)),
		"a hotkey without an owner has a provisional one"
	);
	let with_take = Delegates::<T>::iter_keys().chain(DelegateTakeChangedAt::<T>::iter_keys());
	ensure!(
		with_take.collect::<BTreeSet<_>>().is_subset(&owned),
		"a hotkey without an owner has a take"
	);
	ensure!(
		owned
			.iter()
			.all(|hotkey| frame_system::Pallet::<T>::sufficients(hotkey) > 0),
		"a hotkey's account holds no reference"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn owners_should_be_noticed_when_they_contradict_each_other() {
		assert_noticed("a coldkey lists a hotkey that it does not own", || {
			Owner::<Test>::insert(hotkey(1), coldkey(1))
		});
		assert_noticed("a coldkey lists a hotkey twice", || {
			OwnedHotkeys::<Test>::mutate(coldkey(0), |owned| owned.try_push(hotkey(1)).unwrap());
		});
		assert_noticed("a coldkey claims a hotkey twice, or none", || {
			HotkeyClaims::<Test>::insert(coldkey(0), Bounded::try_from(vec![hotkey(5), hotkey(5)]).unwrap())
		});
		assert_noticed("a hotkey that is used has no owner", || {
			Owner::<Test>::remove(hotkey(1));
			OwnedHotkeys::<Test>::remove(coldkey(0));
		});
		assert_noticed("a hotkey that is not used has an owner", || {
			Owner::<Test>::insert(hotkey(2), coldkey(0))
		});
		assert_noticed("a hotkey without an owner has a provisional one", || {
			ProvisionalOwner::<Test>::insert(hotkey(2), ())
		});
		assert_noticed("a hotkey without an owner has a take", || {
			Delegates::<Test>::insert(hotkey(2), 1)
		});
		assert_noticed("a hotkey's account holds no reference", || {
			System::dec_sufficients(&hotkey(1));
		});
		assert_noticed("a hotkey without an owner has a take", || {
			DelegateTakeChangedAt::<Test>::insert(hotkey(2), 7)
		});
	}
}
