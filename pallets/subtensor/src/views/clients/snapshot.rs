//! One pass over what is stored of a subnet's neurons.

use crate::{
	Active, Axons, BlockAtRegistration, Config, Consensus, Dividends, Emission, Incentive, Keys, LastUpdate,
	Owner, Prometheus, StakeLedger, SubnetworkN, ValidatorPermit, ValidatorTrust, stake::Influence,
};
use alloc::{collections::BTreeMap, vec::Vec};
use subtensor_types::{AxonInfo, Mechanism, NetUid, PrometheusInfo, Rao, Uid};

/// All that views say of the neurons of a subnet, by uid, as one of its mechanisms sees them. Every list has one entry per neuron.
pub struct Snapshot<T: Config> {
	/// The subnet.
	pub netuid: NetUid,
	/// Hotkeys.
	pub hotkeys: Vec<T::AccountId>,
	/// Their owners.
	pub coldkeys: Vec<T::AccountId>,
	/// Endpoints; empty ones where none is published.
	pub axons: Vec<AxonInfo>,
	/// Endpoints of metrics; empty ones where none is published.
	pub prometheus: Vec<PrometheusInfo>,
	/// Who set weights recently enough at the last epoch.
	pub active: Vec<bool>,
	/// Who may set weights.
	pub validator_permit: Vec<bool>,
	/// Rao that the last epoch paid.
	pub emission: Vec<Rao>,
	/// Incentive in the mechanism, a u16 fraction.
	pub incentive: Vec<u16>,
	/// Consensus weight, a u16 fraction.
	pub consensus: Vec<u16>,
	/// Validator trust, a u16 fraction.
	pub validator_trust: Vec<u16>,
	/// Dividends, a u16 fraction.
	pub dividends: Vec<u16>,
	/// Block at which weights were last set in the mechanism.
	pub last_update: Vec<u64>,
	/// Block at which the hotkey took its uid.
	pub block_at_registration: Vec<u64>,
	/// Stake weight by its sources, in rao.
	pub influence: Vec<Influence<T::AccountId>>,
}

impl<T: Config> Snapshot<T> {
	/// Reads a mechanism of a subnet. Nothing if stored lists contradict each other, which is a defect of the chain.
	pub fn of(mechanism: Mechanism) -> Option<Self> {
		let (netuid, index) = (mechanism.netuid, mechanism.index());
		let n = SubnetworkN::<T>::get(netuid);
		let by_uid: BTreeMap<Uid, T::AccountId> = Keys::<T>::iter_prefix(netuid).collect();
		let mut registered: BTreeMap<Uid, u64> = BlockAtRegistration::<T>::iter_prefix(netuid).collect();
		let mut axons: BTreeMap<T::AccountId, AxonInfo> = Axons::<T>::iter_prefix(netuid).collect();
		let mut metrics: BTreeMap<T::AccountId, PrometheusInfo> =
			Prometheus::<T>::iter_prefix(netuid).collect();
		let hotkeys: Vec<T::AccountId> = by_uid.into_values().collect();
		let coldkeys: Option<Vec<T::AccountId>> = hotkeys.iter().map(Owner::<T>::get).collect();
		let snapshot = Self {
			netuid,
			coldkeys: coldkeys?,
			axons: hotkeys
				.iter()
				.map(|hotkey| axons.remove(hotkey).unwrap_or_default())
				.collect(),
			prometheus: hotkeys
				.iter()
				.map(|hotkey| metrics.remove(hotkey).unwrap_or_default())
				.collect(),
			active: Active::<T>::get(netuid).into_inner(),
			validator_permit: ValidatorPermit::<T>::get(netuid).into_inner(),
			emission: Emission::<T>::get(netuid).into_inner(),
			incentive: Incentive::<T>::get(index).into_inner(),
			consensus: Consensus::<T>::get(netuid).into_inner(),
			validator_trust: ValidatorTrust::<T>::get(netuid).into_inner(),
			dividends: Dividends::<T>::get(netuid).into_inner(),
			last_update: LastUpdate::<T>::get(index).into_inner(),
			block_at_registration: (0..n)
				.map(|uid| registered.remove(&uid).unwrap_or_default())
				.collect(),
			influence: hotkeys
				.iter()
				.map(|hotkey| StakeLedger::<T>::influence(hotkey, netuid))
				.collect(),
			hotkeys,
		};
		snapshot.is_whole(usize::from(n)).then_some(snapshot)
	}

	fn is_whole(&self, n: usize) -> bool {
		[
			self.hotkeys.len(),
			self.active.len(),
			self.validator_permit.len(),
			self.emission.len(),
			self.incentive.len(),
			self.consensus.len(),
			self.validator_trust.len(),
			self.dividends.len(),
			self.last_update.len(),
		]
		.iter()
		.all(|length| *length == n)
	}

	/// Rao staked on this subnet itself that weigh for each neuron, after what parents lend.
	pub fn subnet_stakes(&self) -> Vec<Rao> {
		self.influence.iter().map(Influence::subnet_stake).collect()
	}

	/// Thinned root stake that weighs for each neuron, after what parents lend.
	pub fn root_stakes(&self) -> Vec<Rao> {
		self.influence.iter().map(Influence::root_stake).collect()
	}

	/// Whole stake weight of each neuron.
	pub fn stake_weights(&self) -> Vec<Rao> {
		self.influence.iter().map(Influence::total).collect()
	}
}
