//! Hyperparameters: what can be set about a subnet, and the parameters of the chain as a whole.
//!
//! Owns the items in `storage.rs`. Two tables say all that there is to say of each value: [`subnet`] for hyperparameters of subnets,
//! [`chain`] for parameters of the chain. From a row come the storage that is written and read, what genesis can say, the bounds,
//! who may set it and when, its event, and its line in `docs/hyperparameters.md`; the setters in pallet AdminUtils are checked
//! against it. How a setter is judged is in `setting`.

/// The pallet of a setter, where it is not AdminUtils.
macro_rules! pallet {
	() => {
		"AdminUtils"
	};
	($pallet:ident) => {
		stringify!($pallet)
	};
}

pub mod chain;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod setting;
pub(crate) mod storage;
pub mod subnet;
#[cfg(test)]
mod tests;

use crate::{Config, LastHyperparameterUpdate, SubnetDefaults};
use alloc::vec::Vec;
use core::marker::PhantomData;
use subtensor_types::NetUid;

pub use chain::{ChainParameter, ChainParameters};
pub use setting::{MECHANISM_COUNT, MECHANISM_SPLIT, OWNER_HOTKEY, SET_TEMPO, Setter, TRIGGER_EPOCH, TRIM};
pub use subnet::{
	Hyperparameter, Hyperparameters, MAX_ACTIVITY_CUTOFF_FACTOR, MAX_TEMPO, MIN_ACTIVITY_CUTOFF_FACTOR,
};

/// Keeps hyperparameters and parameters of the chain. Alone writes the items of this domain.
pub struct HyperparameterTable<T>(PhantomData<T>);

impl<T: Config> HyperparameterTable<T> {
	/// Gives a new subnet the chain's defaults.
	pub fn start_with_defaults(netuid: NetUid) {
		Self::write(netuid, &SubnetDefaults::<T>::get());
	}

	/// Forgets what is kept of a subnet that closed: its hyperparameters, and when its owner set them.
	pub fn forget_subnet(netuid: NetUid) {
		Self::remove(netuid);
		// At most one per index of a call, so 256.
		let settings: Vec<u8> = LastHyperparameterUpdate::<T>::iter_key_prefix(netuid).collect();
		for index in settings {
			LastHyperparameterUpdate::<T>::remove(netuid, index);
		}
	}

	/// Blocks of silence after which a validator of the subnet counts as inactive.
	pub fn activity_cutoff(netuid: NetUid) -> u64 {
		let factor = u64::from(crate::ActivityCutoffFactorMilli::<T>::get(netuid));
		let tempo = u64::from(crate::Tempo::<T>::get(netuid));
		// clamp: u32 * u16 fits in u64
		factor.saturating_mul(tempo) / 1_000
	}
}

/// A line of one of the tables, for documentation and checks.
#[derive(Clone, Copy, Debug)]
pub struct Row {
	/// Name in genesis, in snake case.
	pub name: &'static str,
	/// Storage item of SubtensorModule.
	pub item: &'static str,
	/// What it is, in a sentence.
	pub doc: &'static str,
	/// Rust's name of the type.
	pub value: &'static str,
	/// What the number counts.
	pub unit: &'static str,
	/// The bounds as written in the table.
	pub bounds: &'static str,
	/// The bounds for the subnet's owner, where they are narrower.
	pub owner_bounds: Option<&'static str>,
	/// Name of the call that sets it.
	pub setter: &'static str,
	/// The pallet that has this call.
	pub pallet: &'static str,
	/// Index of that call.
	pub index: u8,
	/// Who may set it, and when.
	pub setter_is: Setter,
}
