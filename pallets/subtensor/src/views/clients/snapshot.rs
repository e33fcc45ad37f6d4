//! One pass over what is stored of a subnet's neurons.
//!
//! What every neuron has is read by its key, once; what few have is gone through by its prefix; what is the subnet's own is read once
//! for all. So the whole of a subnet costs at most eight reads per neuron, and a part of it less.

use crate::{
	Active, Axons, BlockAtRegistration, Config, Consensus, Dividends, Emission, Incentive, Keys, LastUpdate,
	PerUid, Prometheus, StakeLedger, SubnetworkN, ValidatorPermit, ValidatorTrust, owner_of,
	stake::Influence,
};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use subtensor_types::{AxonInfo, Mechanism, NetUid, PrometheusInfo, Rao, Uid};

/// Which neurons are asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Neurons {
	/// All of the subnet.
	All,
	/// That of one uid.
	One(Uid),
}

/// What costs a read or more per neuron, and is read only when it is asked for. What is not is left empty.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Columns {
	/// Owners.
	pub coldkeys: bool,
	/// Endpoints.
	pub axons: bool,
	/// Endpoints of metrics.
	pub prometheus: bool,
	/// Blocks in which hotkeys took their uids.
	pub registrations: bool,
	/// Stake weight.
	pub influence: bool,
}

impl Columns {
	/// All.
	pub const ALL: Self = Self {
		coldkeys: true,
		axons: true,
		prometheus: true,
		registrations: true,
		influence: true,
	};
}

/// What views say of neurons of a subnet, as one of its mechanisms sees them. Every list has one entry per neuron that is asked for, by
/// uid, or none where it is not asked for.
pub struct Snapshot<T: Config> {
	/// The subnet.
	pub netuid: NetUid,
	/// Their uids.
	pub uids: Vec<Uid>,
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
	/// Reads neurons of a mechanism of a subnet. Nothing where one does not exist, or if stored lists contradict each other, which is a
	/// defect of the chain.
	pub fn of(mechanism: Mechanism, neurons: Neurons, columns: Columns) -> Option<Self> {
		let (netuid, index) = (mechanism.netuid, mechanism.index());
		let n = SubnetworkN::<T>::get(netuid);
		let uids: Vec<Uid> = match neurons {
			Neurons::All => (0..n).collect(),
			Neurons::One(uid) => vec![uid],
		};
		let hotkeys: Option<Vec<T::AccountId>> = uids.iter().map(|uid| Keys::<T>::get(netuid, uid)).collect();
		let hotkeys = hotkeys?;
		let pick = Pick { neurons, n };
		Some(Self {
			netuid,
			coldkeys: if columns.coldkeys {
				hotkeys.iter().map(owner_of::<T>).collect::<Option<_>>()?
			} else {
				Vec::new()
			},
			axons: given(columns.axons, &hotkeys, |hotkey| {
				Axons::<T>::get(netuid, hotkey).unwrap_or_default()
			}),
			prometheus: if columns.prometheus {
				Self::prometheus(netuid, neurons, &hotkeys)
			} else {
				Vec::new()
			},
			active: pick.from(Active::<T>::get(netuid))?,
			validator_permit: pick.from(ValidatorPermit::<T>::get(netuid))?,
			emission: pick.from(Emission::<T>::get(netuid))?,
			incentive: pick.from(Incentive::<T>::get(index))?,
			consensus: pick.from(Consensus::<T>::get(netuid))?,
			validator_trust: pick.from(ValidatorTrust::<T>::get(netuid))?,
			dividends: pick.from(Dividends::<T>::get(netuid))?,
			last_update: pick.from(LastUpdate::<T>::get(index))?,
			block_at_registration: given(columns.registrations, &uids, |uid| {
				BlockAtRegistration::<T>::get(netuid, uid)
			}),
			influence: match neurons {
				_ if !columns.influence => Vec::new(),
				Neurons::All => StakeLedger::<T>::influences(&hotkeys, netuid),
				Neurons::One(_) => hotkeys
					.iter()
					.map(|hotkey| StakeLedger::<T>::influence(hotkey, netuid))
					.collect(),
			},
			uids,
			hotkeys,
		})
	}

	/// Few publish where their metrics are, so all who do are gone through.
	fn prometheus(netuid: NetUid, neurons: Neurons, hotkeys: &[T::AccountId]) -> Vec<PrometheusInfo> {
		let mut published: BTreeMap<T::AccountId, PrometheusInfo> = match neurons {
			Neurons::All => Prometheus::<T>::iter_prefix(netuid).collect(),
			Neurons::One(_) => hotkeys
				.iter()
				.filter_map(|hotkey| Some((hotkey.clone(), Prometheus::<T>::get(netuid, hotkey)?)))
				.collect(),
		};
		hotkeys
			.iter()
			.map(|hotkey| published.remove(hotkey).unwrap_or_default())
			.collect()
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

/// A list with an entry for each item, if it is asked for.
fn given<Item, Entry>(asked: bool, items: &[Item], entry: impl Fn(&Item) -> Entry) -> Vec<Entry> {
	let items = if asked { items } else { &[] };
	items.iter().map(entry).collect()
}

/// Takes the entries of the neurons that are asked for out of the lists that the epoch writes.
#[derive(Clone, Copy)]
struct Pick {
	neurons: Neurons,
	n: Uid,
}

impl Pick {
	/// Nothing if the list does not have an entry per neuron.
	fn from<Value: Copy>(self, list: PerUid<Value>) -> Option<Vec<Value>> {
		if list.len() != usize::from(self.n) {
			return None;
		}
		match self.neurons {
			Neurons::All => Some(list.into_inner()),
			Neurons::One(uid) => list.get(usize::from(uid)).map(|value| vec![*value]),
		}
	}
}
