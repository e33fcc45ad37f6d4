//! What joining costs: the price of a burn and the difficulty of work, which follow demand by the same curve.
//!
//! Both are computed when they are asked for: from an anchor, which is what the last registration or change of terms left, and the blocks
//! since. What clients read in `Burn` and `Difficulty` is a copy as of the last registration, change of terms or epoch: of the price it
//! is what the next block charges, since who reads it registers then at the earliest. In between the true value only falls, so whoever
//! goes by the copy never pays more; and since nothing is computed from it, no rounding adds up.

#[cfg(test)]
mod tests;

use super::NeuronRegistry;
use crate::{
	Burn, BurnAnchor, BurnHalfLife, BurnIncreaseMult, Config, Difficulty, DifficultyAnchor, Error, Event,
	MaxBurn, MaxDifficulty, MinBurn, MinDifficulty, OpeningBurn, Pallet,
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use scale_info::TypeInfo;
use subtensor_registration::{BurnPrice, PriceTerms};
use subtensor_types::{NetUid, Rao};

/// A price or a difficulty at a block, from which it falls.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Anchor {
	/// Rao, or tries.
	pub value: u64,
	/// The block.
	pub block: u64,
}

impl Anchor {
	fn curve(self) -> BurnPrice {
		BurnPrice {
			last: self.value,
			at: self.block,
		}
	}
}

impl<T: Config> NeuronRegistry<T> {
	/// What a registration costs in this block, in rao.
	pub fn price(netuid: NetUid) -> Rao {
		let curve = BurnAnchor::<T>::get(netuid).curve();
		curve.current(Pallet::<T>::now(), &Self::price_terms(netuid))
	}

	/// The present difficulty of a subnet: how many tries a seal takes on average.
	pub fn difficulty(netuid: NetUid) -> u64 {
		let curve = DifficultyAnchor::<T>::get(netuid).curve();
		curve.current(Pallet::<T>::now(), &Self::difficulty_terms(netuid))
	}

	/// Shows clients, which read them from storage, the next block's price and the present difficulty.
	pub fn show_prices(netuid: NetUid) {
		Self::show_price(netuid, BurnAnchor::<T>::get(netuid));
		Difficulty::<T>::insert(netuid, Self::difficulty(netuid));
	}

	/// Anchors price and difficulty in this block, by the present terms. This comes before a change of the terms, so that the new ones
	/// do not count for the past, and after it, so that what clients read lies within the new bounds.
	pub fn reprice(netuid: NetUid) {
		Self::anchor_price(netuid, Self::price(netuid));
		Self::anchor_difficulty(netuid, Self::difficulty(netuid));
	}

	/// Starts a new subnet's price at the opening one, as far as its bounds allow, and its difficulty at the lowest.
	pub fn open_prices(netuid: NetUid) {
		Self::anchor_price(netuid, OpeningBurn::<T>::get());
		Self::anchor_difficulty(netuid, MinDifficulty::<T>::get(netuid));
		Self::reprice(netuid);
	}

	/// Sets the present difficulty, within its bounds, and reports it.
	pub fn set_difficulty(netuid: NetUid, difficulty: u64) -> DispatchResult {
		let terms = Self::difficulty_terms(netuid);
		ensure!(
			(terms.min..=terms.max).contains(&difficulty),
			Error::<T>::ValueNotInBounds
		);
		Self::anchor_difficulty(netuid, difficulty);
		Pallet::<T>::deposit_event(Event::DifficultySet(netuid, difficulty));
		Ok(())
	}

	/// A registration by burning makes the next one dearer.
	pub(super) fn raise_price(netuid: NetUid) {
		let curve = BurnAnchor::<T>::get(netuid).curve();
		let raised = curve.after_registration(Pallet::<T>::now(), &Self::price_terms(netuid));
		Self::anchor_price(netuid, raised.last);
	}

	/// A registration by work makes the next one harder.
	pub(super) fn raise_difficulty(netuid: NetUid) {
		let curve = DifficultyAnchor::<T>::get(netuid).curve();
		let raised = curve.after_registration(Pallet::<T>::now(), &Self::difficulty_terms(netuid));
		Self::anchor_difficulty(netuid, raised.last);
	}

	fn anchor_price(netuid: NetUid, price: Rao) {
		let anchor = Anchor {
			value: price,
			block: Pallet::<T>::now(),
		};
		BurnAnchor::<T>::insert(netuid, anchor);
		Self::show_price(netuid, anchor);
	}

	/// Shows what the next block charges.
	fn show_price(netuid: NetUid, anchor: Anchor) {
		let next = Pallet::<T>::now().saturating_add(1); // clamp: block numbers are u32
		Burn::<T>::insert(netuid, anchor.curve().current(next, &Self::price_terms(netuid)));
	}

	fn anchor_difficulty(netuid: NetUid, difficulty: u64) {
		let anchor = Anchor {
			value: difficulty,
			block: Pallet::<T>::now(),
		};
		DifficultyAnchor::<T>::insert(netuid, anchor);
		Difficulty::<T>::insert(netuid, difficulty);
	}

	fn price_terms(netuid: NetUid) -> PriceTerms {
		PriceTerms {
			half_life: u64::from(BurnHalfLife::<T>::get(netuid)),
			increase: BurnIncreaseMult::<T>::get(netuid).bits,
			min: MinBurn::<T>::get(netuid),
			max: MaxBurn::<T>::get(netuid),
		}
	}

	fn difficulty_terms(netuid: NetUid) -> PriceTerms {
		PriceTerms {
			half_life: u64::from(BurnHalfLife::<T>::get(netuid)),
			increase: BurnIncreaseMult::<T>::get(netuid).bits,
			min: MinDifficulty::<T>::get(netuid),
			max: MaxDifficulty::<T>::get(netuid),
		}
	}
}
