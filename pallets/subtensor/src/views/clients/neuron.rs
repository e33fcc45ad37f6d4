//! Neurons, as `NeuronInfoRuntimeApi` gives them.

use super::{Columns, Neurons, Snapshot};
use crate::{Bonds, Config, PerUid, SubnetRegistry, Weights};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use codec::Compact;
use subtensor_types::{AxonInfo, NetUid, NetUidStorageIndex, PrometheusInfo, Rao, Uid};

/// Whom a neuron rates, or holds bonds of: uids and u16 fractions.
pub type CompactRow = Vec<(Compact<u16>, Compact<u16>)>;

two_versions! {
	/// A neuron without its weights and bonds.
	NeuronInfoLite<AccountId> {
	}
	/// A neuron with its weights and bonds.
	NeuronInfo {
		/// Its weights.
		weights: CompactRow,
		/// Its bonds.
		bonds: CompactRow,
	}
	both {
		/// Its hotkey.
		hotkey: AccountId,
		/// The hotkey's owner.
		coldkey: AccountId,
		/// Its uid.
		uid: Compact<Uid>,
		/// Its subnet.
		netuid: Compact<NetUid>,
		/// Whether it set weights recently enough at the last epoch.
		active: bool,
		/// Where it answers.
		axon_info: AxonInfo,
		/// Where its metrics are.
		prometheus_info: PrometheusInfo,
		/// Its owner and the stake that weighs for it in rao, without a subnet's lock: one entry, in the form of the list that clients sum up.
		stake: Vec<(AccountId, Compact<Rao>)>,
		/// Always 0: epochs keep no rank.
		rank: Compact<u16>,
		/// Rao that the last epoch paid.
		emission: Compact<Rao>,
		/// Incentive, a u16 fraction.
		incentive: Compact<u16>,
		/// Consensus weight, a u16 fraction.
		consensus: Compact<u16>,
		/// Always 0: epochs keep no trust of miners.
		trust: Compact<u16>,
		/// Validator trust, a u16 fraction.
		validator_trust: Compact<u16>,
		/// Dividends, a u16 fraction.
		dividends: Compact<u16>,
		/// Block at which it last set weights.
		last_update: Compact<u64>,
		/// Whether it may set weights.
		validator_permit: bool,
	}
	then {
		/// Always 0: who is replaced is decided by emission.
		pruning_score: Compact<u16>,
	}
}

/// All neurons of a subnet, without weights and bonds; none where there is no such subnet.
pub fn neurons_lite<T: Config>(netuid: NetUid) -> Vec<NeuronInfoLite<T::AccountId>> {
	existing::<T>(netuid, Neurons::All)
}

/// All neurons of a subnet; none where there is no such subnet.
pub fn neurons<T: Config>(netuid: NetUid) -> Vec<NeuronInfo<T::AccountId>> {
	let index = NetUidStorageIndex::from(netuid);
	// Only validators have rows.
	let mut weights: BTreeMap<Uid, PerUid<(u16, u16)>> = Weights::<T>::iter_prefix(index).collect();
	let mut bonds: BTreeMap<Uid, PerUid<(u16, u16)>> = Bonds::<T>::iter_prefix(index).collect();
	let mut with_rows = |neuron: NeuronInfoLite<T::AccountId>| {
		let uid = neuron.uid.0;
		let rows = [&mut weights, &mut bonds].map(|rows| compact_row(rows.remove(&uid).unwrap_or_default()));
		let [weights, bonds] = rows;
		neuron.widened(weights, bonds)
	};
	let neurons = neurons_lite::<T>(netuid).into_iter();
	neurons.map(&mut with_rows).collect()
}

/// One neuron, without weights and bonds.
pub fn neuron_lite<T: Config>(netuid: NetUid, uid: Uid) -> Option<NeuronInfoLite<T::AccountId>> {
	existing::<T>(netuid, Neurons::One(uid)).pop()
}

/// One neuron.
pub fn neuron<T: Config>(netuid: NetUid, uid: Uid) -> Option<NeuronInfo<T::AccountId>> {
	let index = NetUidStorageIndex::from(netuid);
	let neuron = neuron_lite::<T>(netuid, uid)?;
	let weights = compact_row(Weights::<T>::get(index, uid));
	let bonds = compact_row(Bonds::<T>::get(index, uid));
	Some(neuron.widened(weights, bonds))
}

/// Neurons of a subnet that exist.
fn existing<T: Config>(netuid: NetUid, neurons: Neurons) -> Vec<NeuronInfoLite<T::AccountId>> {
	let snapshot = SubnetRegistry::<T>::ensure_exists(netuid)
		.ok()
		.and_then(|()| Snapshot::<T>::of(netuid.into(), neurons, Columns::ALL));
	let Some(snapshot) = snapshot else {
		return Vec::new();
	};
	(0..snapshot.uids.len())
		.filter_map(|place| lite(&snapshot, place))
		.collect()
}

fn lite<T: Config>(snapshot: &Snapshot<T>, place: usize) -> Option<NeuronInfoLite<T::AccountId>> {
	let coldkey = snapshot.coldkeys.get(place)?.clone();
	Some(NeuronInfoLite {
		hotkey: snapshot.hotkeys.get(place)?.clone(),
		uid: Compact(*snapshot.uids.get(place)?),
		netuid: Compact(snapshot.netuid),
		active: *snapshot.active.get(place)?,
		axon_info: snapshot.axons.get(place)?.clone(),
		prometheus_info: snapshot.prometheus.get(place)?.clone(),
		stake: vec![(coldkey.clone(), Compact(snapshot.influence.get(place)?.staked()))],
		coldkey,
		rank: Compact(0),
		emission: Compact(*snapshot.emission.get(place)?),
		incentive: Compact(*snapshot.incentive.get(place)?),
		consensus: Compact(*snapshot.consensus.get(place)?),
		trust: Compact(0),
		validator_trust: Compact(*snapshot.validator_trust.get(place)?),
		dividends: Compact(*snapshot.dividends.get(place)?),
		last_update: Compact(*snapshot.last_update.get(place)?),
		validator_permit: *snapshot.validator_permit.get(place)?,
		pruning_score: Compact(0),
	})
}

/// A row as clients read it.
fn compact_row(row: PerUid<(u16, u16)>) -> CompactRow {
	row.iter()
		.map(|(uid, value)| (Compact(*uid), Compact(*value)))
		.collect()
}
