//! What happens in each block, beside its extrinsics.
//!
//! At the start: mint, forget old proofs of work, apply what was chosen of children, open time-locked weights, let positions follow a hotkey
//! that was swapped, then the epochs that are due, then a step of closing subnets. At the end: the totals that clients read. A hook never
//! panics; what fails changes nothing and is reported.

use crate::{
	ChildkeyRegistry, Config, EmissionPlanner, EpochRunner, NeuronRegistry, StakeLedger, SubnetCloser,
	WeightBook, WeightInfo,
};
use core::marker::PhantomData;
use frame_support::{storage::with_storage_layer, weights::Weight};

/// The block step.
pub struct BlockStep<T>(PhantomData<T>);

impl<T: Config> BlockStep<T> {
	/// Before the block's extrinsics. Returns the weight of what was done, and of what [`Self::end`] will do.
	pub fn start() -> Weight {
		let subnets = u32::from(crate::TotalNetworks::<T>::get());
		let replans = EmissionPlanner::<T>::will_replan();
		if let Err(error) = with_storage_layer(EmissionPlanner::<T>::mint) {
			log::error!("this block mints nothing: {error:?}");
		}
		NeuronRegistry::<T>::prune_work();
		let minting = if replans {
			T::WeightInfo::mint_and_replan(subnets)
		} else {
			T::WeightInfo::mint()
		};
		let relations = ChildkeyRegistry::<T>::run(); // before epochs, which see what counts now
		let opened = WeightBook::<T>::open_timelocked(); // likewise
		minting
			.saturating_add(relations) // clamp: a sum of weights
			.saturating_add(opened) // clamp: a sum of weights
			.saturating_add(StakeLedger::<T>::run_succession()) // clamp: a sum of weights
			.saturating_add(StakeLedger::<T>::run_clearing()) // clamp: a sum of weights
			.saturating_add(EpochRunner::<T>::run_due()) // clamp: a sum of weights
			.saturating_add(SubnetCloser::<T>::run()) // clamp: a sum of weights
			.saturating_add(T::WeightInfo::end_block()) // clamp: a sum of weights
	}

	/// After the block's extrinsics.
	pub fn end() {
		EmissionPlanner::<T>::publish_issuance();
	}
}
