//! Trimming: a subnet with fewer places. Neurons go in the order of replacement, the others move up.
//!
//! A uid is a place, and others refer to it: weights and bonds name their destinations by uid. So whoever stays is given its new
//! number wherever the old one stands.

#[cfg(test)]
mod tests;

use super::NeuronRegistry;
use crate::{
	BlockAtRegistration, Config, EpochRunner, Error, Event, HotkeySwappedAt, HyperparameterTable, Keys,
	Pallet, RegisteredByWork, SubnetRegistry, SubnetworkN, Uids, WeightBook,
};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_registration::trimmed;
use subtensor_types::{NetUid, Uid};

/// The most of a trimmed subnet's places that immune neurons may take, in percent.
const MAX_IMMUNE_PERCENT: u32 = 80;

/// Which uids stay, and under which numbers.
pub struct Renumbering(Vec<Option<Uid>>);

impl Renumbering {
	/// `0..n` without `gone`, which ascend: whoever stays moves up, in the same order.
	fn without(n: Uid, gone: &[Uid]) -> Self {
		let mut next = 0..n;
		let moved = (0..n).map(|uid| match gone.binary_search(&uid) {
			Ok(_) => None,
			Err(_) => next.next(),
		});
		Self(moved.collect())
	}

	/// Each uid there was, and its new number if it stays.
	pub fn iter(&self) -> impl Iterator<Item = (Uid, Option<Uid>)> + '_ {
		(0u16..).zip(self.0.iter().copied())
	}

	/// Whether the neuron at this place of a list stays.
	pub(super) fn keeps(&self, place: usize) -> bool {
		self.0.get(place).is_some_and(Option::is_some)
	}

	/// What others gave to uids, under the new numbers, without what was given to those that are gone.
	pub fn row<V: Copy>(&self, row: &[(Uid, V)]) -> Vec<(Uid, V)> {
		let moved = |(uid, value): &(Uid, V)| {
			let to = self.0.get(usize::from(*uid)).copied().flatten();
			to.map(|to| (to, *value))
		};
		row.iter().filter_map(moved).collect()
	}
}

impl<T: Config> NeuronRegistry<T> {
	/// Gives a subnet `max_n` places, no more than it has. Neurons beyond go in the order of replacement, but neither the owner's
	/// hotkey nor immune ones; the others keep their order and are numbered anew.
	pub fn trim(netuid: NetUid, max_n: u16) -> DispatchResult {
		let gone = Self::to_be_trimmed(netuid, max_n)?;
		let n = SubnetworkN::<T>::get(netuid);
		let numbers = Renumbering::without(n, &gone);
		for uid in &gone {
			Self::unseat(netuid, *uid)?;
		}
		for (from, to) in numbers.iter() {
			if let Some(to) = to.filter(|to| *to != from) {
				Self::reseat(netuid, from, to)?;
			}
		}
		Self::trim_columns(netuid, &numbers);
		WeightBook::<T>::renumber(netuid, &numbers)?;
		EpochRunner::<T>::renumber_bonds(netuid, &numbers)?;
		let removed = u16::try_from(gone.len()).map_err(|_too_many| Error::<T>::Inconsistent)?;
		let left = n.checked_sub(removed).ok_or(Error::<T>::Inconsistent)?;
		SubnetworkN::<T>::insert(netuid, left);
		HyperparameterTable::<T>::lower_uids(netuid, max_n);
		Pallet::<T>::deposit_event(Event::SubnetTrimmed {
			netuid,
			removed,
			left,
		});
		Ok(())
	}

	/// The uids that have to go, ascending.
	fn to_be_trimmed(netuid: NetUid, max_n: u16) -> Result<Vec<Uid>, sp_runtime::DispatchError> {
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		ensure!(!netuid.is_root(), Error::<T>::RootCannotBeTrimmed);
		HyperparameterTable::<T>::ensure_can_lower_uids(netuid, max_n)?;

		let standings = Self::standings(netuid)?;
		let immune = standings.iter().filter(|standing| standing.immune).count();
		let immune = u32::try_from(immune).map_err(|_too_many| Error::<T>::Inconsistent)?;
		let most = u32::from(max_n).checked_mul(MAX_IMMUNE_PERCENT);
		ensure!(
			immune.checked_mul(100) <= most,
			Error::<T>::TrimmingWouldExceedMaxImmunePercentage
		);
		let beyond = standings.len().saturating_sub(usize::from(max_n)); // clamp: there may be room already
		let gone = trimmed(standings, beyond).ok_or(Error::<T>::TrimmingWouldExceedMaxImmunePercentage)?;
		Ok(gone)
	}

	/// Moves a neuron to a lower uid, which is free.
	fn reseat(netuid: NetUid, from: Uid, to: Uid) -> DispatchResult {
		let hotkey = Keys::<T>::take(netuid, from).ok_or(Error::<T>::Inconsistent)?;
		Uids::<T>::insert(netuid, &hotkey, to);
		Keys::<T>::insert(netuid, to, hotkey);
		let registered_at = BlockAtRegistration::<T>::take(netuid, from);
		BlockAtRegistration::<T>::insert(netuid, to, registered_at);
		if RegisteredByWork::<T>::take(netuid, from).is_some() {
			RegisteredByWork::<T>::insert(netuid, to, ());
		}
		if let Some(block) = HotkeySwappedAt::<T>::take(netuid, from) {
			HotkeySwappedAt::<T>::insert(netuid, to, block);
		}
		Ok(())
	}
}
