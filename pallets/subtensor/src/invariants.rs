//! What holds between the pots and this pallet's storage, at the end of every block. Checked after every unit test and by
//! `try-runtime`.
//!
//! | invariant | in words |
//! |---|---|
//! | [`pots_hold_what_they_owe`] | each pot holds its existential deposit, its stake, its pending emission and its lock |
//! | [`plan_divides_exactly`] | the plan's parts sum to the block's emission, for eligible subnets only; what is not settled lies in the emission pot |
//! | [`shares_sum_up`] | the shares of a pool sum to its total; pools sum to the subnet's stake, subnets to the total |
//! | [`issuance_is_capped`] | no more than 21,000,000 TAO exist |
//! | [`neurons_are_consistent`] | uids and hotkeys map one to one; every list has one entry per neuron; no rows beyond |
//! | [`owners_are_consistent`] | the hotkeys that are neurons or hold stake, and no others, have an owner and can sign |
//! | [`calendar_is_complete`] | each subnet with a tempo stands on the agenda once, not before it is due |
//! | [`weights_are_in_shape`] | destinations ascend and exist |
//! | [`bonds_are_in_shape`] | bonds are of neurons, to neurons |
//! | [`work_is_recent`] | seals are remembered for recent blocks only |
//! | [`cooling_is_staked`] | only stake that is there cools down |

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::Inspect};
use sp_runtime::TryRuntimeError;

/// Checks all invariants; says which one does not hold.
pub fn check<T: Config>() -> Result<(), TryRuntimeError> {
	pots_hold_what_they_owe::<T>()?;
	plan_divides_exactly::<T>()?;
	shares_sum_up::<T>()?;
	issuance_is_capped::<T>()?;
	neurons_are_consistent::<T>()?;
	owners_are_consistent::<T>()?;
	calendar_is_complete::<T>()?;
	weights_are_in_shape::<T>()?;
	bonds_are_in_shape::<T>()?;
	work_is_recent::<T>()?;
	cooling_is_staked::<T>()
}

fn subnets<T: Config>() -> Vec<NetUid> {
	NetworksAdded::<T>::iter()
		.filter_map(|(netuid, added)| added.then_some(netuid))
		.collect()
}

/// Each pot holds its existential deposit, its stake, its pending emission and its lock.
pub fn pots_hold_what_they_owe<T: Config>() -> Result<(), TryRuntimeError> {
	for netuid in subnets::<T>() {
		let owed = Ledger::<T>::owed(netuid)
			.map_err(|_| TryRuntimeError::Other("a pot owes more than can be counted"))?;
		let held = T::Currency::balance(&Ledger::<T>::pot(netuid));
		ensure!(held >= owed, "a pot holds less than it owes");
	}
	Ok(())
}

/// The plan's parts sum to the block's emission, for eligible subnets only; what is not settled lies in the emission pot.
pub fn plan_divides_exactly<T: Config>() -> Result<(), TryRuntimeError> {
	let plan = Plan::<T>::get();
	let eligible = SubnetRegistry::<T>::eligible();
	let (mut sum, mut unsettled) = (0u128, u128::from(Ledger::<T>::existential_deposit()));
	for line in plan.lines.iter() {
		ensure!(
			eligible.contains(&line.netuid),
			"the plan has a line for a subnet that is not eligible"
		);
		let open = plan
			.unsettled(line)
			.ok_or("a line has settled more blocks than were minted")?;
		sum = sum.checked_add(u128::from(line.per_block)).ok_or("overflow")?;
		unsettled = unsettled.checked_add(u128::from(open)).ok_or("overflow")?;
	}
	ensure!(
		sum == u128::from(plan.per_block),
		"the plan's lines do not sum to the block's emission"
	);
	let held = u128::from(T::Currency::balance(&Ledger::<T>::emission_pot()));
	ensure!(held >= unsettled, "the emission pot holds less than is unsettled");
	Ok(())
}

/// The shares of a pool sum to its total; pools sum to the subnet's stake, subnets to the total.
pub fn shares_sum_up<T: Config>() -> Result<(), TryRuntimeError> {
	let mut shares: BTreeMap<(T::AccountId, NetUid), u128> = BTreeMap::new();
	for ((hotkey, _coldkey, netuid), held) in Alpha::<T>::iter() {
		ensure!(held.bits > 0, "an empty holding is stored");
		let sum = shares.entry((hotkey, netuid)).or_default();
		*sum = sum.checked_add(held.bits).ok_or("overflow")?;
	}
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
	for netuid in subnets::<T>() {
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

/// No more than 21,000,000 TAO exist.
pub fn issuance_is_capped<T: Config>() -> Result<(), TryRuntimeError> {
	ensure!(
		T::Currency::total_issuance() <= subtensor_emission::CAP,
		"issuance exceeds the cap"
	);
	Ok(())
}

/// Uids and hotkeys map one to one; every list has one entry per neuron; no rows beyond.
pub fn neurons_are_consistent<T: Config>() -> Result<(), TryRuntimeError> {
	for netuid in subnets::<T>() {
		let n = usize::from(SubnetworkN::<T>::get(netuid));
		let index = NetUidStorageIndex::from(netuid);
		let lengths = [
			Active::<T>::get(netuid).len(),
			StakeWeight::<T>::get(netuid).len(),
			Consensus::<T>::get(netuid).len(),
			Incentive::<T>::get(index).len(),
			Dividends::<T>::get(netuid).len(),
			ValidatorTrust::<T>::get(netuid).len(),
			ValidatorPermit::<T>::get(netuid).len(),
			Emission::<T>::get(netuid).len(),
			LastUpdate::<T>::get(index).len(),
			Keys::<T>::iter_prefix(netuid).count(),
			Uids::<T>::iter_prefix(netuid).count(),
			BlockAtRegistration::<T>::iter_prefix(netuid).count(),
		];
		ensure!(
			lengths.iter().all(|length| *length == n),
			"a list has not one entry per neuron"
		);
		ensure!(
			n <= usize::from(MaxAllowedUids::<T>::get(netuid)),
			"a subnet has more neurons than it may"
		);
		for (uid, hotkey) in Keys::<T>::iter_prefix(netuid) {
			ensure!(usize::from(uid) < n, "a uid lies beyond the number of neurons");
			ensure!(
				Uids::<T>::get(netuid, &hotkey) == Some(uid),
				"a hotkey does not map back to its uid"
			);
			ensure!(
				IsNetworkMember::<T>::get(&hotkey, netuid),
				"a neuron is not marked as member"
			);
		}
		ensure!(
			RegisteredByWork::<T>::iter_key_prefix(netuid).all(|uid| usize::from(uid) < n),
			"a uid that does not exist got in by work"
		);
		for (hotkey, _axon) in Axons::<T>::iter_prefix(netuid) {
			ensure!(
				Uids::<T>::contains_key(netuid, &hotkey),
				"somebody who is no neuron has an endpoint"
			);
		}
	}
	let members = IsNetworkMember::<T>::iter()
		.filter(|(_, _, member)| *member)
		.count();
	ensure!(
		members == Uids::<T>::iter().count(),
		"somebody is marked as member of a subnet without being a neuron"
	);
	Ok(())
}

/// The hotkeys that are neurons or hold stake, and no others, have an owner and can sign; lists name hotkeys of their coldkey, once.
pub fn owners_are_consistent<T: Config>() -> Result<(), TryRuntimeError> {
	for (coldkey, hotkeys) in OwnedHotkeys::<T>::iter() {
		ensure!(
			hotkeys.iter().collect::<BTreeSet<_>>().len() == hotkeys.len(),
			"a coldkey lists a hotkey twice"
		);
		let own = |hotkey: &T::AccountId| Owner::<T>::get(hotkey).as_ref() == Some(&coldkey);
		ensure!(
			hotkeys.iter().all(own),
			"a coldkey lists a hotkey that it does not own"
		);
	}
	let owned: BTreeSet<T::AccountId> = Owner::<T>::iter_keys().collect();
	let neurons = Uids::<T>::iter_keys().map(|(_netuid, hotkey)| hotkey);
	let staked = TotalHotkeyShares::<T>::iter_keys().map(|(hotkey, _netuid)| hotkey);
	let used: BTreeSet<T::AccountId> = neurons.chain(staked).collect();
	ensure!(used.is_subset(&owned), "a hotkey that is used has no owner");
	ensure!(owned.is_subset(&used), "a hotkey that is not used has an owner");
	ensure!(
		owned
			.iter()
			.all(|hotkey| frame_system::Pallet::<T>::sufficients(hotkey) > 0),
		"a hotkey's account holds no reference"
	);
	Ok(())
}

/// Each subnet with a tempo stands on the agenda once, not before it is due.
pub fn calendar_is_complete<T: Config>() -> Result<(), TryRuntimeError> {
	let mut entries: BTreeMap<NetUid, u64> = BTreeMap::new();
	for (block, agenda) in EpochAgenda::<T>::iter() {
		for netuid in agenda.iter() {
			ensure!(
				entries.insert(*netuid, block).is_none(),
				"a subnet stands on the agenda twice"
			);
		}
	}
	for netuid in subnets::<T>() {
		let entry = entries.remove(&netuid);
		ensure!(
			entry.is_some() == (Tempo::<T>::get(netuid) > 0),
			"a subnet with a tempo has no next epoch"
		);
		if let Some(block) = entry {
			let due = EpochDue::<T>::get(netuid).ok_or("an epoch on the agenda has no due block")?;
			ensure!(block >= due, "an epoch is on the agenda before it is due");
		}
	}
	ensure!(
		entries.is_empty(),
		"the agenda names a subnet that does not exist"
	);
	Ok(())
}

/// Destinations ascend and exist.
pub fn weights_are_in_shape<T: Config>() -> Result<(), TryRuntimeError> {
	for (index, uid, row) in Weights::<T>::iter() {
		let netuid = NetUid(index.0);
		let n = SubnetworkN::<T>::get(netuid);
		ensure!(uid < n, "weights of a uid that does not exist");
		ensure!(
			row.iter().zip(row.iter().skip(1)).all(|(a, b)| a.0 < b.0),
			"destinations do not ascend"
		);
		let exists = |dest: u16| {
			if netuid.is_root() {
				NetworksAdded::<T>::get(NetUid(dest))
			} else {
				dest < n
			}
		};
		ensure!(
			row.iter().all(|(dest, _)| exists(*dest)),
			"weights name a destination that does not exist"
		);
	}
	Ok(())
}

/// Bonds are of neurons, to neurons.
pub fn bonds_are_in_shape<T: Config>() -> Result<(), TryRuntimeError> {
	for (index, uid, row) in Bonds::<T>::iter() {
		let n = SubnetworkN::<T>::get(NetUid(index.0));
		ensure!(uid < n, "bonds of a uid that does not exist");
		ensure!(
			row.iter().all(|(dest, _)| *dest < n),
			"bonds name a neuron that does not exist"
		);
	}
	Ok(())
}

/// Seals are remembered for recent blocks only: those before the present one, as far as the window reaches.
pub fn work_is_recent<T: Config>() -> Result<(), TryRuntimeError> {
	let (now, window) = (Pallet::<T>::now(), WorkWindow::<T>::get());
	for block in UsedWork::<T>::iter_keys() {
		let age = now.checked_sub(block).filter(|age| *age > 0);
		ensure!(
			age.is_some_and(|age| age <= window),
			"seals over a block that is not recent are remembered"
		);
	}
	Ok(())
}

/// Only stake that is there cools down.
pub fn cooling_is_staked<T: Config>() -> Result<(), TryRuntimeError> {
	for place in StakeCooldown::<T>::iter_keys() {
		ensure!(
			Alpha::<T>::contains_key(place),
			"stake that is not there cools down"
		);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	//! Each invariant notices a chain that is broken in its way.

	use super::*;
	use crate::mock::*;
	use frame_support::assert_ok;

	/// A chain with a bit of everything, sound; then broken.
	fn check_after(breaking: impl FnOnce()) -> Result<(), TryRuntimeError> {
		let mut verdict = Ok(());
		TestChain::default().build_and_break(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			stake(&coldkey(0), &hotkey(1), FIRST, 5);
			run_blocks(1);
			set_weights(FIRST, &hotkey(1), &[(0, 1)]);
			assert_ok!(check::<Test>());
			breaking();
			verdict = check::<Test>();
		});
		verdict
	}

	fn assert_noticed(expected: &'static str, breaking: impl FnOnce()) {
		assert_eq!(check_after(breaking), Err(TryRuntimeError::Other(expected)));
	}

	#[test]
	fn pots_should_be_noticed_when_they_hold_too_little() {
		assert_noticed("a pot holds less than it owes", || {
			assert_ok!(Ledger::<Test>::transfer(
				&Ledger::<Test>::pot(FIRST),
				&coldkey(0),
				1
			));
		});
	}

	#[test]
	fn plan_should_be_noticed_when_it_does_not_add_up() {
		assert_noticed("the plan's lines do not sum to the block's emission", || {
			Plan::<Test>::mutate(|plan| plan.per_block = 1);
		});
		assert_noticed("the plan has a line for a subnet that is not eligible", || {
			FirstEmissionBlockNumber::<Test>::remove(FIRST);
		});
		assert_noticed("the emission pot holds less than is unsettled", || {
			Plan::<Test>::mutate(|plan| plan.blocks += 1);
		});
	}

	#[test]
	fn shares_should_be_noticed_when_they_do_not_sum_up() {
		assert_noticed("shares do not sum to their pool's total", || {
			Alpha::<Test>::mutate((hotkey(1), coldkey(0), FIRST), |held| held.bits -= 1);
		});
		assert_noticed("there are not as many pools as hotkeys with shares", || {
			Alpha::<Test>::remove((hotkey(1), coldkey(0), FIRST));
			StakingHotkeys::<Test>::remove(coldkey(0));
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
	fn issuance_should_be_noticed_when_it_exceeds_the_cap() {
		assert_noticed("issuance exceeds the cap", || {
			pallet_balances::TotalIssuance::<Test>::put(subtensor_emission::CAP + 1);
		});
	}

	#[test]
	fn neurons_should_be_noticed_when_they_contradict_each_other() {
		assert_noticed("a list has not one entry per neuron", || {
			Consensus::<Test>::remove(FIRST)
		});
		assert_noticed("a hotkey does not map back to its uid", || {
			Uids::<Test>::insert(FIRST, hotkey(1), 7)
		});
		assert_noticed("a neuron is not marked as member", || {
			IsNetworkMember::<Test>::remove(hotkey(1), FIRST)
		});
		assert_noticed(
			"somebody is marked as member of a subnet without being a neuron",
			|| {
				IsNetworkMember::<Test>::insert(hotkey(5), FIRST, true);
			},
		);
		assert_noticed("somebody who is no neuron has an endpoint", || {
			Axons::<Test>::insert(FIRST, hotkey(5), AxonInfo::default());
		});
		assert_noticed("a subnet has more neurons than it may", || {
			MaxAllowedUids::<Test>::insert(FIRST, 0)
		});
	}

	#[test]
	fn work_should_be_noticed_when_out_of_bounds() {
		assert_noticed("a uid that does not exist got in by work", || {
			RegisteredByWork::<Test>::insert(FIRST, 1, ());
		});
		// The present block, and the youngest that is too old.
		for (blocks, over) in [(0, 2), (8, 6)] {
			assert_noticed("seals over a block that is not recent are remembered", || {
				run_blocks(blocks);
				UsedWork::<Test>::insert(over, Bounded::default());
			});
		}
	}

	#[test]
	fn cooling_should_be_noticed_when_nothing_is_staked() {
		let cooling = stake::CoolingStake { rao: 1, until: 9 };
		assert_noticed("stake that is not there cools down", || {
			StakeCooldown::<Test>::insert((hotkey(1), coldkey(1), FIRST), cooling);
		});
		assert_noticed("stake that is not there cools down", || {
			StakeCooldown::<Test>::insert((hotkey(1), coldkey(0), NetUid::ROOT), cooling);
		});
	}

	#[test]
	fn bonds_should_be_noticed_when_out_of_shape() {
		let put = |uid: Uid, dest: Uid| {
			let row = PerUid::try_from(vec![(dest, 1)]).unwrap();
			Bonds::<Test>::insert(NetUidStorageIndex::from(FIRST), uid, row);
		};
		assert_eq!(check_after(|| put(0, 0)), Ok(()));
		assert_noticed("bonds of a uid that does not exist", || put(1, 0));
		assert_noticed("bonds name a neuron that does not exist", || put(0, 1));
	}

	#[test]
	fn owners_should_be_noticed_when_they_contradict_each_other() {
		assert_noticed("a coldkey lists a hotkey that it does not own", || {
			Owner::<Test>::insert(hotkey(1), coldkey(1))
		});
		assert_noticed("a coldkey lists a hotkey twice", || {
			OwnedHotkeys::<Test>::mutate(coldkey(0), |owned| owned.try_push(hotkey(1)).unwrap());
		});
		assert_noticed("a hotkey that is used has no owner", || {
			Owner::<Test>::remove(hotkey(1));
			OwnedHotkeys::<Test>::remove(coldkey(0));
		});
		assert_noticed("a hotkey that is not used has an owner", || {
			Owner::<Test>::insert(hotkey(2), coldkey(0))
		});
		assert_noticed("a hotkey's account holds no reference", || {
			System::dec_sufficients(&hotkey(1));
		});
	}

	#[test]
	fn calendar_should_be_noticed_when_a_subnet_is_missing_or_double() {
		assert_noticed("a subnet with a tempo has no next epoch", || {
			EpochAgenda::<Test>::remove(11)
		});
		assert_noticed("a subnet stands on the agenda twice", || {
			EpochAgenda::<Test>::mutate(12, |agenda| agenda.try_push(FIRST).unwrap());
		});
		assert_noticed("an epoch is on the agenda before it is due", || {
			EpochDue::<Test>::insert(FIRST, 12)
		});
		assert_noticed("the agenda names a subnet that does not exist", || {
			EpochAgenda::<Test>::mutate(12, |agenda| agenda.try_push(NetUid(9)).unwrap());
		});
	}

	#[test]
	fn weights_should_be_noticed_when_out_of_shape() {
		let put = |row: Vec<(u16, u16)>| {
			Weights::<Test>::insert(NetUidStorageIndex::from(FIRST), 0, PerUid::try_from(row).unwrap());
		};
		assert_noticed("destinations do not ascend", || put(vec![(0, 1), (0, 1)]));
		assert_noticed("weights name a destination that does not exist", || {
			put(vec![(3, 1)])
		});
		assert_noticed("weights of a uid that does not exist", || {
			Weights::<Test>::insert(NetUidStorageIndex::from(FIRST), 4, PerUid::default());
		});
	}
}
