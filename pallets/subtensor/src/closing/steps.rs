//! Taking a closed subnet apart: a bounded number of things per block.
//!
//! A list of sweeps says what there can be more of than one block can bear; each takes so many things at most and says how many it
//! found. A block does the first sweep that finds something; when none does, what is left is a fixed number of values, and the subnet
//! is gone. Nothing is remembered between blocks but the queue: what is not there any more is done.

use super::SubnetCloser;
use crate::{
	ChildkeyRegistry, Config, DissolveCleanupQueue, EmissionPlanner, EpochCalendar, Event,
	HyperparameterTable, Ledger, MechanismRegistry, NeuronRegistry, Pallet, ScheduledDissolutions,
	StakeLedger, SubnetworkN, WeightBook, WeightInfo,
};
use frame_support::{pallet_prelude::DispatchResult, storage::with_storage_layer, weights::Weight};
use sp_runtime::DispatchError;
use subtensor_types::NetUid;

/// The most things of one kind that a block takes away.
pub const MOST_PER_BLOCK: u32 = 64;

/// Takes away up to so many things of one kind; returns how many there were.
type Sweep = fn(NetUid, u32) -> Result<u32, DispatchError>;

/// A sweep and what it costs for so many things.
type Priced = (Sweep, fn(u32) -> Weight);

impl<T: Config> SubnetCloser<T> {
	/// What closing takes in this block: at most one owner's dissolution begins, and the oldest closing subnet is taken apart a bit
	/// further. Returns what was done, as weight.
	pub fn run() -> Weight {
		let begun = Self::begin_scheduled();
		let stepped = Self::step_first();
		// clamp: a sum of weights
		T::WeightInfo::closing_idle()
			.saturating_add(begun)
			.saturating_add(stepped)
	}

	/// Begins the first dissolution that is due. The others wait a block.
	fn begin_scheduled() -> Weight {
		let first = ScheduledDissolutions::<T>::get().first().copied();
		let Some((_block, netuid)) = first.filter(|(block, _netuid)| *block <= Pallet::<T>::now()) else {
			return Weight::zero();
		};
		if let Err(error) = with_storage_layer(|| Self::begin(netuid)) {
			log::error!("subnet {netuid} is not dissolved: {error:?}");
			Self::unschedule(netuid); // its owner may ask again; the others shall not wait for it
		}
		T::WeightInfo::close_subnet(Self::known())
	}

	/// Takes a step of the subnet that is first in the queue. Then it is the others' turn, so that none can hold up another's stakers
	/// however much there is to take apart, or if it cannot be taken apart at all: a step that fails changes nothing.
	fn step_first() -> Weight {
		let Some(netuid) = DissolveCleanupQueue::<T>::get().first().copied() else {
			return Weight::zero();
		};
		let stepped = with_storage_layer(|| Self::step(netuid)).unwrap_or_else(|error| {
			log::error!("subnet {netuid} cannot be taken apart: {error:?}");
			Self::worst_step()
		});
		Self::postpone(netuid);
		stepped
	}

	/// Puts a subnet that still closes to the end of the queue.
	fn postpone(netuid: NetUid) {
		DissolveCleanupQueue::<T>::mutate(|queue| {
			if queue.contains(&netuid) {
				queue.retain(|other| *other != netuid);
				let _fits = queue.try_push(netuid); // it has just made room
			}
		});
	}

	/// What there can be many of, in the order in which it goes.
	fn sweeps() -> [Priced; 5] {
		[
			(ChildkeyRegistry::<T>::forget_some, T::WeightInfo::close_childkeys),
			(StakeLedger::<T>::pay_stakers, T::WeightInfo::close_stakes),
			(
				StakeLedger::<T>::forget_auto_stakes,
				T::WeightInfo::close_auto_stakes,
			),
			(
				WeightBook::<T>::forget_some_timelocked,
				T::WeightInfo::close_timelocked,
			),
			(NeuronRegistry::<T>::dismiss, T::WeightInfo::close_neurons),
		]
	}

	fn step(netuid: NetUid) -> Result<Weight, DispatchError> {
		for (sweep, weight) in Self::sweeps() {
			let found = sweep(netuid, MOST_PER_BLOCK)?;
			if found > 0 {
				return Ok(weight(found));
			}
		}
		let seats = u32::from(SubnetworkN::<T>::get(NetUid::ROOT));
		Self::finish(netuid)?;
		Ok(T::WeightInfo::close_rest(seats))
	}

	/// Takes away what is left, and the pot last: whatever it holds beyond what was paid out is recycled with its deposit.
	fn finish(netuid: NetUid) -> DispatchResult {
		WeightBook::<T>::forget_subnet(netuid);
		NeuronRegistry::<T>::forget_subnet(netuid);
		MechanismRegistry::<T>::forget_subnet(netuid);
		EpochCalendar::<T>::forget_subnet(netuid);
		EmissionPlanner::<T>::forget_subnet(netuid);
		StakeLedger::<T>::forget_subnet(netuid);
		HyperparameterTable::<T>::forget_subnet(netuid);
		Ledger::<T>::close(netuid)?;
		DissolveCleanupQueue::<T>::mutate(|queue| queue.retain(|other| *other != netuid));
		Pallet::<T>::deposit_event(Event::NetworkDissolveCleanupCompleted { netuid });
		Ok(())
	}

	/// The dearest step.
	fn worst_step() -> Weight {
		let seats = u32::from(SubnetworkN::<T>::get(NetUid::ROOT));
		let sweeps = Self::sweeps()
			.into_iter()
			.map(|(_sweep, weight)| weight(MOST_PER_BLOCK));
		sweeps.fold(T::WeightInfo::close_rest(seats), |worst, weight| {
			worst.max(weight)
		})
	}
}
