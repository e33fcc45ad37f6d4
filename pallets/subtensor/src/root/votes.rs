//! Root's votes: setting them and counting them.

use super::{EmissionPolicy, RootCouncil, RootShare};
use crate::{
	Config, Error, Event, Kappa, KeyRegistry, NetworkRegisteredAt, NetworksAdded, NeuronRegistry, Pallet,
	Rho, RootWeightLifetime, StakeThreshold, SubnetRegistry, SubnetTAO, WeightBook,
	validator_weights::Submission,
};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use subtensor_emission::{RootVotes, Voter};
use subtensor_types::{NetUid, Uid};

impl<T: Config> RootCouncil<T> {
	/// Stores the weights of a root validator over subnets.
	pub fn set_weights(
		coldkey: &T::AccountId,
		netuid: NetUid,
		hotkey: &T::AccountId,
		submission: Submission,
	) -> DispatchResult {
		let uid = Self::check_weights(coldkey, netuid, hotkey, submission)?;
		WeightBook::<T>::store_as_of_now(NetUid::ROOT.into(), uid, submission)?;
		Pallet::<T>::deposit_event(Event::RootWeightsSet(uid));
		Ok(())
	}

	/// Whether the weights would be accepted in this block; then the seat's uid.
	pub fn check_weights(
		coldkey: &T::AccountId,
		netuid: NetUid,
		hotkey: &T::AccountId,
		submission: Submission,
	) -> Result<Uid, sp_runtime::DispatchError> {
		ensure!(netuid.is_root(), Error::<T>::NotRootSubnet);
		KeyRegistry::<T>::ensure_owned(coldkey, hotkey)?;
		WeightBook::<T>::ensure_shape(submission, usize::from(crate::TotalNetworks::<T>::get()))?;
		let uid = NeuronRegistry::<T>::uid(NetUid::ROOT, hotkey)?;
		ensure!(
			Self::stake(hotkey) >= StakeThreshold::<T>::get(),
			Error::<T>::NotEnoughStakeToSetWeights
		);
		WeightBook::<T>::ensure_version(NetUid::ROOT, submission.version_key)?;
		WeightBook::<T>::ensure_rate(NetUid::ROOT.into(), uid, Error::<T>::SettingWeightsTooFast)?;
		WeightBook::<T>::ensure_unique(submission.dests)?;
		let votable = |dest: &u16| *dest != 0 && NetworksAdded::<T>::get(NetUid(*dest));
		ensure!(
			submission.dests.iter().all(votable),
			Error::<T>::UidVecContainInvalidOne
		);
		Ok(uid)
	}

	/// The subnets' shares by the votes that count. `None` while root does not decide: while voters hold no more than half of all
	/// root stake, or their votes make no share.
	pub(super) fn count_votes() -> Result<Option<Vec<RootShare>>, Error<T>> {
		let subnets = SubnetRegistry::<T>::eligible();
		let votes = RootVotes {
			voters: Self::voters(&subnets)?,
			columns: u16::try_from(subnets.len()).map_err(|_too_many| Error::<T>::Inconsistent)?,
			kappa: Kappa::<T>::get(NetUid::ROOT),
			rho: Rho::<T>::get(NetUid::ROOT),
		};
		if !votes.hold_majority(SubnetTAO::<T>::get(NetUid::ROOT)) {
			return Ok(None);
		}
		let shares = T::EmissionPolicy::shares(&votes);
		let named = |shares: Vec<u64>| {
			subnets
				.iter()
				.zip(shares)
				.map(|(netuid, share)| RootShare {
					netuid: *netuid,
					created: NetworkRegisteredAt::<T>::get(netuid),
					share,
				})
				.collect()
		};
		Ok(shares.map(named))
	}

	/// Per seat that votes: its stake and its weights on `subnets`, as far as they count.
	///
	/// A weight counts if it was set after the subnet's creation and within the lifetime of root weights.
	fn voters(subnets: &[NetUid]) -> Result<Vec<Voter>, Error<T>> {
		let created: Vec<u64> = subnets.iter().map(NetworkRegisteredAt::<T>::get).collect();
		let oldest = Pallet::<T>::now().saturating_sub(RootWeightLifetime::<T>::get()); // clamp: all count in a young chain
		let mut voters = Vec::new();
		for (hotkey, uid) in NeuronRegistry::<T>::hotkeys(NetUid::ROOT)?.iter().zip(0u16..) {
			let set_at = NeuronRegistry::<T>::last_update(NetUid::ROOT.into(), uid)?;
			if set_at < oldest {
				continue;
			}
			let weights: Vec<(u16, u16)> = WeightBook::<T>::row(NetUid::ROOT.into(), uid)
				.iter()
				.filter_map(|(netuid, weight)| {
					let column = subnets.binary_search(&NetUid(*netuid)).ok()?;
					let younger = created.get(column).is_some_and(|created| set_at > *created);
					(younger && *weight > 0).then_some((u16::try_from(column).ok()?, *weight))
				})
				.collect();
			if !weights.is_empty() {
				voters.push(Voter {
					stake: Self::stake(hotkey),
					weights,
				});
			}
		}
		Ok(voters)
	}
}
