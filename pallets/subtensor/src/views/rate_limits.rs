//! When an account may act again.

use super::Views;
use crate::{
	ChildkeyRegistry, CommitRevealWeightsEnabled, Config, Hyperparameter, HyperparameterTable, KeyRegistry,
	KeySwapper, MechanismRegistry, NetworksAdded, NeuronRegistry, OwnedHotkeys, Owner, OwnerTempoControl,
	Pace, SubnetRegistry, Uids, WeightBook,
	hyperparameters::{
		MECHANISM_COUNT, MECHANISM_SPLIT, OWNER_HOTKEY, SET_TEMPO, Setter, TRIGGER_EPOCH, TRIM,
	},
};
use alloc::{vec, vec::Vec};
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use subtensor_types::{MechId, Mechanism, NetUid, Uid};

/// A call that an account can make only so often.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct RateLimit {
	/// Name of the call, in UTF-8. Those named `sudo_` are of AdminUtils, the others of SubtensorModule.
	pub call: Vec<u8>,
	/// The mechanism that the call is about; 0 if it is about none.
	pub mechanism: MechId,
	/// Blocks that have to pass between one time and the next.
	pub limit: u64,
	/// Block of the last time; `None`: never.
	pub last_used: Option<u64>,
	/// First block in which it is possible again; 0 if it was never done.
	pub next_allowed: u64,
}

impl RateLimit {
	fn new(call: &str, pace: Pace) -> Self {
		Self {
			call: call.into(),
			mechanism: MechId::MAIN,
			limit: pace.limit,
			last_used: pace.last,
			next_allowed: pace.next(),
		}
	}
}

impl<T: Config> Views<T> {
	/// The calls about a subnet that `who` can make only so often.
	///
	/// As a hotkey: its owner's take, whatever the subnet, and there its children and its take from parents; as a neuron's: weights, or
	/// commits to them where they are hidden, endpoints, and a swap of the hotkey on that subnet alone. As a coldkey: swaps of its hotkeys on
	/// all subnets. As the subnet's owner: hyperparameters; that some of them cannot be set shortly
	/// before an epoch comes on top. As anybody: a new subnet, which counts from the last one that anybody created.
	pub fn rate_limits(who: &T::AccountId, netuid: NetUid) -> Vec<RateLimit> {
		let mut limits = vec![RateLimit::new(
			"register_network",
			SubnetRegistry::<T>::creation_pace(),
		)];
		if OwnedHotkeys::<T>::contains_key(who) {
			limits.push(RateLimit::new("swap_hotkey", KeySwapper::<T>::hotkeys_pace(who)));
		}
		if Owner::<T>::contains_key(who) {
			limits.push(RateLimit::new("increase_take", KeyRegistry::<T>::take_pace(who)));
		}
		if NetworksAdded::<T>::get(netuid) {
			limits.extend(Self::of_neuron(who, netuid));
			limits.extend(Self::of_relations(who, netuid));
			limits.extend(Self::of_owner(who, netuid));
		}
		limits
	}

	fn of_neuron(hotkey: &T::AccountId, netuid: NetUid) -> Vec<RateLimit> {
		let Some(uid) = Uids::<T>::get(netuid, hotkey) else {
			return Vec::new();
		};
		let mechanisms = MechanismRegistry::<T>::of(netuid);
		let weights = mechanisms.filter_map(|mechanism| Self::of_weights(mechanism, uid));
		let (axon, prometheus) = (
			NeuronRegistry::<T>::axon_pace(netuid, hotkey),
			NeuronRegistry::<T>::prometheus_pace(netuid, hotkey),
		);
		weights
			.chain([
				RateLimit::new("serve_axon", axon),
				RateLimit::new("serve_axon_tls", axon),
				RateLimit::new("serve_prometheus", prometheus),
				RateLimit::new("swap_hotkey", KeySwapper::<T>::on_subnet_pace(hotkey, netuid)),
			])
			.collect()
	}

	/// The limit of what a neuron has to say in a mechanism: its weights, or commits to them.
	fn of_weights(mechanism: Mechanism, uid: Uid) -> Option<RateLimit> {
		let Mechanism { netuid, mecid } = mechanism;
		let hidden = CommitRevealWeightsEnabled::<T>::get(netuid);
		let call = match (netuid.is_root(), mecid == MechId::MAIN, hidden) {
			(true, _, _) => "set_root_weights",
			(false, true, false) => "set_weights",
			(false, true, true) => "commit_weights",
			(false, false, false) => "set_mechanism_weights",
			(false, false, true) => "commit_mechanism_weights",
		};
		let pace = WeightBook::<T>::pace(mechanism, uid).ok()?;
		Some(RateLimit {
			mechanism: mecid,
			..RateLimit::new(call, pace)
		})
	}

	fn of_relations(hotkey: &T::AccountId, netuid: NetUid) -> Vec<RateLimit> {
		if netuid.is_root() || !Owner::<T>::contains_key(hotkey) {
			return Vec::new();
		}
		vec![
			RateLimit::new("set_children", ChildkeyRegistry::<T>::pace(hotkey, netuid)),
			RateLimit::new(
				"set_childkey_take",
				ChildkeyRegistry::<T>::take_pace(hotkey, netuid),
			),
		]
	}

	fn of_owner(coldkey: &T::AccountId, netuid: NetUid) -> Vec<RateLimit> {
		if SubnetRegistry::<T>::ensure_owner(coldkey, netuid).is_err() {
			return Vec::new();
		}
		let rows = Hyperparameter::ROWS
			.iter()
			.map(|row| (row.setter, row.index, row.setter_is));
		let dates = [SET_TEMPO, TRIGGER_EPOCH].into_iter();
		let dates = dates.filter(|_call| OwnerTempoControl::<T>::get());
		rows.chain([TRIM, OWNER_HOTKEY, MECHANISM_COUNT, MECHANISM_SPLIT])
			.chain(dates)
			.filter_map(|(setter, index, setter_is)| match setter_is {
				Setter::Root => None,
				Setter::Owner { cooldowns, .. } => {
					let pace = HyperparameterTable::<T>::setter_pace(netuid, index, cooldowns);
					Some(RateLimit::new(setter, pace))
				}
			})
			.collect()
	}
}
