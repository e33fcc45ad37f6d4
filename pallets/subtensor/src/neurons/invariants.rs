//! What holds of neurons and of the work that let them in.

use crate::{
	invariants::{Verdict, subnets},
	*,
};
use frame_support::ensure;

/// Uids and hotkeys map one to one; every list has one entry per neuron; no rows beyond.
pub fn neurons_are_consistent<T: Config>() -> Verdict {
	for netuid in subnets::<T>() {
		let n = usize::from(SubnetworkN::<T>::get(netuid));
		let lengths = [
			Active::<T>::get(netuid).len(),
			StakeWeight::<T>::get(netuid).len(),
			Consensus::<T>::get(netuid).len(),
			Dividends::<T>::get(netuid).len(),
			ValidatorTrust::<T>::get(netuid).len(),
			ValidatorPermit::<T>::get(netuid).len(),
			Emission::<T>::get(netuid).len(),
			Keys::<T>::iter_prefix(netuid).count(),
			Uids::<T>::iter_prefix(netuid).count(),
			BlockAtRegistration::<T>::iter_prefix(netuid).count(),
		];
		let of_mechanisms = MechanismRegistry::<T>::of(netuid).flat_map(|mechanism| {
			[
				Incentive::<T>::get(mechanism.index()).len(),
				LastUpdate::<T>::get(mechanism.index()).len(),
			]
		});
		ensure!(
			lengths.into_iter().chain(of_mechanisms).all(|length| length == n),
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
		let is_neuron = |hotkey: T::AccountId| Uids::<T>::contains_key(netuid, hotkey);
		ensure!(
			Axons::<T>::iter_key_prefix(netuid).all(is_neuron),
			"somebody who is no neuron has an endpoint"
		);
		ensure!(
			Prometheus::<T>::iter_key_prefix(netuid).all(is_neuron),
			"somebody who is no neuron publishes metrics"
		);
		ensure!(
			NeuronCertificates::<T>::iter_key_prefix(netuid)
				.all(|hotkey| Axons::<T>::contains_key(netuid, hotkey)),
			"a certificate is there without an endpoint"
		);
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

/// Seals are remembered for recent blocks only: those before the present one, as far as the window reaches.
pub fn work_is_recent<T: Config>() -> Verdict {
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

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

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
		assert_noticed("somebody who is no neuron publishes metrics", || {
			Prometheus::<Test>::insert(FIRST, hotkey(5), PrometheusInfo::default());
		});
		assert_noticed("a certificate is there without an endpoint", || {
			let certificate = NeuronCertificate::parse(&[1, 2]).unwrap();
			NeuronCertificates::<Test>::insert(FIRST, hotkey(1), certificate);
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
}
