//! What holds of share pools and of stake that cools down.

use crate::{
	invariants::{Verdict, with_pot},
	*,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;

/// The shares of a pool sum to its total; pools sum to the subnet's stake, subnets to the total.
pub fn shares_sum_up<T: Config>() -> Verdict {
	let mut shares: BTreeMap<(T::AccountId, NetUid), u128> = BTreeMap::new();
	for ((hotkey, _coldkey, netuid), held) in Alpha::<T>::iter() {
		ensure!(held.bits > 0, "an empty holding is stored");
		let keeper = HotkeySuccessor::<T>::get(&hotkey).unwrap_or(hotkey);
		let sum = shares.entry((keeper, netuid)).or_default();
		*sum = sum.checked_add(held.bits).ok_or("overflow")?;
	}
	let by_subnet: BTreeSet<(NetUid, T::AccountId, T::AccountId)> = Stakers::<T>::iter_keys().collect();
	let holdings = Alpha::<T>::iter_keys().map(|(hotkey, coldkey, netuid)| (netuid, hotkey, coldkey));
	ensure!(
		holdings.collect::<BTreeSet<_>>() == by_subnet,
		"the stakers of the subnets are not those who hold shares"
	);
	let listed: BTreeSet<(T::AccountId, T::AccountId)> = StakingHotkeys::<T>::iter()
		.flat_map(|(coldkey, hotkeys)| {
			hotkeys
				.into_inner()
				.into_iter()
				.map(move |hotkey| (hotkey, coldkey.clone()))
		})
		.collect();
	let staking = Alpha::<T>::iter_keys().map(|(hotkey, coldkey, _netuid)| (hotkey, coldkey));
	ensure!(
		staking.collect::<BTreeSet<_>>() == listed,
		"the lists of hotkeys that coldkeys stake on are not those of their shares"
	);
	let pools = TotalHotkeyShares::<T>::iter().count();
	ensure!(
		pools == shares.len(),
		"there are not as many pools as hotkeys with shares"
	);
	for ((hotkey, netuid), sum) in &shares {
		ensure!(
			TotalHotkeyShares::<T>::get(hotkey, netuid).bits == *sum,
			"shares do not sum to their pool's total"
		);
	}
	let mut stakes: BTreeMap<NetUid, Rao> = BTreeMap::new();
	for (hotkey, netuid, rao) in TotalHotkeyAlpha::<T>::iter() {
		ensure!(
			shares.contains_key(&(hotkey, netuid)),
			"a pool holds rao but has no shares"
		);
		let sum = stakes.entry(netuid).or_default();
		*sum = sum.checked_add(rao).ok_or("overflow")?;
	}
	let mut total: Rao = 0;
	for netuid in with_pot::<T>() {
		let stake = SubnetTAO::<T>::get(netuid);
		ensure!(
			stakes.get(&netuid).copied().unwrap_or(0) == stake,
			"pools do not sum to their subnet's stake"
		);
		total = total.checked_add(stake).ok_or("overflow")?;
	}
	ensure!(
		TotalStake::<T>::get() == total,
		"subnets' stakes do not sum to the total"
	);
	Ok(())
}

/// Who takes the place of a hotkey knows it. The hotkey has no pool, nobody owns it, and it takes nobody's place.
pub fn successions_are_mutual<T: Config>() -> Verdict {
	for (old, new) in HotkeySuccessor::<T>::iter() {
		ensure!(
			HotkeyPredecessor::<T>::get(&new).as_ref() == Some(&old),
			"a hotkey does not know whose place it takes"
		);
		ensure!(
			TotalHotkeyShares::<T>::iter_key_prefix(&old).next().is_none() && !Owner::<T>::contains_key(&old),
			"a hotkey whose positions follow another has a pool or an owner"
		);
		ensure!(
			!HotkeySuccessor::<T>::contains_key(&new) && !HotkeyPredecessor::<T>::contains_key(&old),
			"a hotkey takes a place that is taken over in turn"
		);
	}
	ensure!(
		HotkeyPredecessor::<T>::iter_values().all(HotkeySuccessor::<T>::contains_key),
		"a hotkey takes the place of one that has it still"
	);
	Ok(())
}

/// Only stake that is there cools down; what others sent is listed by ascending end.
pub fn cooling_is_staked<T: Config>() -> Verdict {
	for (place, cooling) in StakeCooldown::<T>::iter() {
		ensure!(
			Alpha::<T>::contains_key(place),
			"stake that is not there cools down"
		);
		ensure!(
			cooling.received.is_sorted_by(|one, next| one.until < next.until),
			"what others sent is not listed by its end"
		);
	}
	Ok(())
}

/// Where coldkeys' miners' pay is staked is listed by coldkey and by subnet, for subnets that exist.
pub fn auto_stakes_are_indexed<T: Config>() -> Verdict {
	let by_subnet: BTreeSet<(NetUid, T::AccountId)> = AutoStakers::<T>::iter_keys().collect();
	let by_coldkey = AutoStakeDestination::<T>::iter_keys().map(|(coldkey, netuid)| (netuid, coldkey));
	ensure!(
		by_coldkey.collect::<BTreeSet<_>>() == by_subnet,
		"the destinations of pay by coldkey are not those by subnet"
	);
	ensure!(
		by_subnet
			.iter()
			.all(|(netuid, _coldkey)| with_pot::<T>().contains(netuid)),
		"pay on a subnet that does not exist has a destination"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn shares_should_be_noticed_when_they_do_not_sum_up() {
		assert_noticed("shares do not sum to their pool's total", || {
			Alpha::<Test>::mutate((hotkey(1), coldkey(0), FIRST), |held| held.bits -= 1);
		});
		assert_noticed("there are not as many pools as hotkeys with shares", || {
			Alpha::<Test>::remove((hotkey(1), coldkey(0), FIRST));
			Stakers::<Test>::remove((FIRST, hotkey(1), coldkey(0)));
			StakingHotkeys::<Test>::remove(coldkey(0));
		});
		assert_noticed("the stakers of the subnets are not those who hold shares", || {
			Stakers::<Test>::remove((FIRST, hotkey(1), coldkey(0)));
		});
		assert_noticed(
			"the lists of hotkeys that coldkeys stake on are not those of their shares",
			|| StakingHotkeys::<Test>::remove(coldkey(0)),
		);
		assert_noticed("pools do not sum to their subnet's stake", || {
			TotalHotkeyAlpha::<Test>::mutate(hotkey(1), FIRST, |rao| *rao -= 1);
		});
		assert_noticed("subnets' stakes do not sum to the total", || {
			TotalStake::<Test>::put(1)
		});
	}

	#[test]
	fn successions_should_be_noticed_when_they_are_not_mutual() {
		assert_noticed("a hotkey does not know whose place it takes", || {
			HotkeySuccessor::<Test>::insert(hotkey(50), hotkey(51));
		});
		assert_noticed("a hotkey takes the place of one that has it still", || {
			HotkeyPredecessor::<Test>::insert(hotkey(51), hotkey(50));
		});
		assert_noticed(
			"a hotkey whose positions follow another has a pool or an owner",
			|| {
				Owner::<Test>::insert(hotkey(50), coldkey(0));
				HotkeySuccessor::<Test>::insert(hotkey(50), hotkey(51));
				HotkeyPredecessor::<Test>::insert(hotkey(51), hotkey(50));
			},
		);
		assert_noticed("a hotkey takes a place that is taken over in turn", || {
			for (old, new) in [(50, 51), (51, 52)] {
				HotkeySuccessor::<Test>::insert(hotkey(old), hotkey(new));
				HotkeyPredecessor::<Test>::insert(hotkey(new), hotkey(old));
			}
		});
	}

	#[test]
	fn cooling_should_be_noticed_when_nothing_is_staked() {
		let cooling = stake::CoolingStake {
			own: stake::Cooling { rao: 1, until: 9 },
			..Default::default()
		};
		for place in [
			(hotkey(1), coldkey(1), FIRST),
			(hotkey(1), coldkey(0), NetUid::ROOT),
		] {
			assert_noticed("stake that is not there cools down", || {
				StakeCooldown::<Test>::insert(place, &cooling);
			});
		}
	}

	#[test]
	fn receipts_should_be_noticed_when_they_are_out_of_order() {
		let receipt = stake::Cooling { rao: 1, until: 9 };
		assert_noticed("what others sent is not listed by its end", || {
			StakeCooldown::<Test>::insert(
				(hotkey(1), coldkey(0), FIRST),
				stake::CoolingStake {
					received: Bounded::try_from(vec![receipt, receipt]).unwrap(),
					..Default::default()
				},
			);
		});
	}

	#[test]
	fn destinations_should_be_noticed_when_they_are_not_indexed() {
		assert_noticed(
			"the destinations of pay by coldkey are not those by subnet",
			|| {
				AutoStakers::<Test>::insert(FIRST, coldkey(0), ());
			},
		);
		assert_noticed("pay on a subnet that does not exist has a destination", || {
			AutoStakers::<Test>::insert(NetUid(7), coldkey(0), ());
			AutoStakeDestination::<Test>::insert(coldkey(0), NetUid(7), hotkey(1));
		});
	}
}
