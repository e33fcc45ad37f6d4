//! Setting a value: who may, when, within which bounds.
//!
//! Root may set everything at any time. A subnet's owner may set the rows that say so, each once per `OwnerHyperparamRateLimit` tempos,
//! and those that change what an epoch makes of the weights not within the last `AdminFreezeWindow` blocks before one: nobody can be
//! surprised between rating and reward.

use super::{ChainParameter, Hyperparameter, HyperparameterTable};
use crate::{
	AdminFreezeWindow, CommitRevealWeightsEnabled, Config, EmissionPlanner, EpochCalendar, EpochDue, Error,
	Event, KeySwapper, LastHyperparameterUpdate, MechanismCountCurrent, MechanismRegistry, NeuronRegistry,
	NominatorMinRequiredStake, OwnerHyperparamRateLimit, OwnerTempoControl, Pace, Pallet, StakeLedger,
	SubnetDefaults, SubnetOwner, SubnetRegistry, Tempo,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use frame_system::{RawOrigin, ensure_root, ensure_signed, pallet_prelude::OriginFor};
use sp_runtime::traits::BadOrigin;
use subtensor_types::{MechId, NetUid};

/// Who may set a value, and when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Setter {
	/// Root alone.
	Root,
	/// Root, and the subnet's owner.
	Owner {
		/// Not within the freeze window before an epoch.
		frozen: bool,
		/// How many of the usual cooldowns lie between two settings: 1, or more.
		cooldowns: u16,
	},
}

/// The call that trims a subnet, its index, and who may make it. Its cooldown is kept under the index, as those of the rows are.
pub const TRIM: (&str, u8, Setter) = (
	"sudo_trim_to_max_allowed_uids",
	78,
	Setter::Owner {
		frozen: true,
		cooldowns: 1,
	},
);

/// The call that changes the number of a subnet's mechanisms. It ends what those that go had, so it is rare: with usual values once in
/// 7,200 blocks.
pub const MECHANISM_COUNT: (&str, u8, Setter) = (
	"sudo_set_mechanism_count",
	76,
	Setter::Owner {
		frozen: true,
		cooldowns: 10,
	},
);

/// The call that splits a subnet's emission among its mechanisms.
pub const MECHANISM_SPLIT: (&str, u8, Setter) = (
	"sudo_set_mechanism_emission_split",
	77,
	Setter::Owner {
		frozen: true,
		cooldowns: 1,
	},
);

/// How an owner may name another hotkey of its own: as rarely as a hyperparameter, and not before an epoch, since the lock's weight and
/// the right to rate go along.
pub const OWNER_HOTKEY: (&str, u8, Setter) = (
	"sudo_set_sn_owner_hotkey",
	67,
	Setter::Owner {
		frozen: true,
		cooldowns: 1,
	},
);

/// How an owner may set the tempo, where the chain lets owners do so.
pub const SET_TEMPO: (&str, u8, Setter) = (
	"set_tempo",
	139,
	Setter::Owner {
		frozen: true,
		cooldowns: 1,
	},
);

/// How an owner may bring the next epoch forward, where the chain lets owners do so. It comes after as many blocks as the freeze window has.
/// The cooldown is that of [`SET_TEMPO`]: both move epochs.
pub const TRIGGER_EPOCH: (&str, u8, Setter) = (
	"trigger_epoch",
	SET_TEMPO.1,
	Setter::Owner {
		frozen: false,
		cooldowns: 1,
	},
);

/// Who sets.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Authority {
	Root,
	Owner,
}

impl<T: Config> HyperparameterTable<T> {
	/// Sets a hyperparameter of a subnet, and reports it.
	pub fn set(origin: OriginFor<T>, netuid: NetUid, value: Hyperparameter) -> DispatchResult {
		let authority = Self::authority(origin, netuid)?;
		let row = value.row();
		Self::ensure_may_set(authority, netuid, row.index, row.setter_is)?;
		Self::apply(authority, netuid, value)?;
		Self::note_set(authority, netuid, row.index);
		Ok(())
	}

	/// Writes a value within the setter's bounds, with all that follows from it, and reports it.
	fn apply(authority: Authority, netuid: NetUid, value: Hyperparameter) -> DispatchResult {
		if let Some(refusal) = value.refusal::<T>(authority) {
			return Err(refusal.into());
		}
		Self::ensure_fits(netuid, value)?;

		Self::before(authority, netuid, value)?;
		value.write::<T>(netuid);
		Self::after(netuid, value)?;
		Pallet::<T>::deposit_event(value.event::<T>(netuid));
		Ok(())
	}

	/// Sets a subnet's tempo by its owner, if the chain lets owners do so: not below that of new subnets, since each epoch costs
	/// everybody a part of a block.
	pub fn set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
		let authority = Self::ensure_may_move_epochs(origin, netuid)?;
		Self::act_as(authority, netuid, SET_TEMPO, || {
			ensure!(tempo >= Self::least_tempo(), Error::<T>::ValueNotInBounds);
			Self::apply(Authority::Owner, netuid, Hyperparameter::Tempo(tempo))
		})
	}

	/// The shortest tempo that owners can set, in blocks.
	pub fn least_tempo() -> u16 {
		SubnetDefaults::<T>::get().tempo
	}

	/// Brings a subnet's next epoch forward by its owner, if the chain lets owners do so: it comes when the freeze window from now is over.
	pub fn trigger_epoch(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
		let by = ensure_signed(origin.clone())?;
		let authority = Self::ensure_may_move_epochs(origin, netuid)?;
		Self::act_as(authority, netuid, TRIGGER_EPOCH, || {
			let fires_at = EpochCalendar::<T>::bring_forward(netuid, Self::notice(Authority::Owner))?;
			Pallet::<T>::deposit_event(Event::EpochTriggered { netuid, by, fires_at });
			Ok(())
		})
	}

	/// Refuses to move epochs where the chain does not let owners do so, and while weights are hidden: who committed some counts on the
	/// dates that were known.
	fn ensure_may_move_epochs(origin: OriginFor<T>, netuid: NetUid) -> Result<Authority, DispatchError> {
		let authority = Self::authority(origin, netuid)?;
		ensure!(
			OwnerTempoControl::<T>::get(),
			Error::<T>::OwnerTempoControlDisabled
		);
		ensure!(
			!CommitRevealWeightsEnabled::<T>::get(netuid),
			Error::<T>::DynamicTempoBlockedByCommitReveal
		);
		Ok(authority)
	}

	/// Blocks from now in which no epoch may come that was not due then.
	fn notice(authority: Authority) -> u64 {
		match authority {
			Authority::Root => 0,
			Authority::Owner => u64::from(AdminFreezeWindow::<T>::get()),
		}
	}

	/// Gives a subnet fewer places than it has neurons; those who go are chosen by [`NeuronRegistry::trim`].
	pub fn trim(origin: OriginFor<T>, netuid: NetUid, max_n: u16) -> DispatchResult {
		Self::act(origin, netuid, TRIM, || NeuronRegistry::<T>::trim(netuid, max_n))
	}

	/// Names another hotkey of the owner as that of the subnet: a neuron of it.
	pub fn set_owner_hotkey(origin: OriginFor<T>, netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
		Self::act(origin, netuid, OWNER_HOTKEY, || {
			SubnetRegistry::<T>::set_owner_hotkey(netuid, hotkey)
		})
	}

	/// Gives a subnet so many mechanisms; what becomes of the old and new ones is said by [`MechanismRegistry::set_count`].
	pub fn set_mechanism_count(origin: OriginFor<T>, netuid: NetUid, count: MechId) -> DispatchResult {
		Self::act(origin, netuid, MECHANISM_COUNT, || {
			MechanismRegistry::<T>::set_count(netuid, count)
		})
	}

	/// Splits a subnet's emission among its mechanisms.
	pub fn split_emission(origin: OriginFor<T>, netuid: NetUid, split: Option<Vec<u16>>) -> DispatchResult {
		Self::act(origin, netuid, MECHANISM_SPLIT, || {
			MechanismRegistry::<T>::set_split(netuid, split)
		})
	}

	/// Does what is more than setting a value, under the same rules.
	fn act(
		origin: OriginFor<T>,
		netuid: NetUid,
		setter: (&str, u8, Setter),
		act: impl FnOnce() -> DispatchResult,
	) -> DispatchResult {
		let authority = Self::authority(origin, netuid)?;
		Self::act_as(authority, netuid, setter, act)
	}

	fn act_as(
		authority: Authority,
		netuid: NetUid,
		(_call, index, setter): (&str, u8, Setter),
		act: impl FnOnce() -> DispatchResult,
	) -> DispatchResult {
		Self::ensure_may_set(authority, netuid, index, setter)?;
		act()?;
		Self::note_set(authority, netuid, index);
		Ok(())
	}

	/// Refuses to lower the most neurons of a subnet to what is more than that, or contradicts its other values.
	pub fn ensure_can_lower_uids(netuid: NetUid, max_n: u16) -> DispatchResult {
		let values = Self::read(netuid);
		let lower = 1..=values.max_allowed_uids;
		ensure!(lower.contains(&max_n), Error::<T>::ValueNotInBounds);
		let lowered = Hyperparameter::MaxAllowedUids(max_n).applied_to(values);
		lowered
			.check()
			.map_err(|_reason| Error::<T>::ContradictsHyperparameters)?;
		Ok(())
	}

	/// Lowers the most neurons of a subnet, which has been checked and has no more.
	pub fn lower_uids(netuid: NetUid, max_n: u16) {
		let value = Hyperparameter::MaxAllowedUids(max_n);
		value.write::<T>(netuid);
		Pallet::<T>::deposit_event(value.event::<T>(netuid));
	}

	/// Sets a parameter of the chain, and reports it. Root alone.
	pub fn set_chain(origin: OriginFor<T>, value: ChainParameter) -> DispatchResult {
		ensure_root(origin)?;
		ensure!(value.is_within(), Error::<T>::ValueNotInBounds);
		let values = value.applied_to(Self::read_chain());
		values
			.check()
			.map_err(|_reason| Error::<T>::ContradictsHyperparameters)?;
		let before = NominatorMinRequiredStake::<T>::get();
		value.write::<T>();
		if NominatorMinRequiredStake::<T>::get() > before {
			StakeLedger::<T>::begin_clearing();
		}
		Pallet::<T>::deposit_event(value.event::<T>());
		Ok(())
	}

	/// Sets the present difficulty of proofs of work, within the subnet's bounds. Root alone.
	pub fn set_difficulty(origin: OriginFor<T>, netuid: NetUid, difficulty: u64) -> DispatchResult {
		ensure_root(origin)?;
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		NeuronRegistry::<T>::set_difficulty(netuid, difficulty)
	}

	/// How often the owner may set this row. That it is frozen before an epoch comes on top.
	pub fn setter_pace(netuid: NetUid, index: u8, cooldowns: u16) -> Pace {
		let tempos = u64::from(OwnerHyperparamRateLimit::<T>::get());
		Pace {
			// clamp: three 16-bit numbers fit in u64
			limit: tempos
				.saturating_mul(u64::from(cooldowns))
				.saturating_mul(u64::from(Tempo::<T>::get(netuid))),
			last: LastHyperparameterUpdate::<T>::get(netuid, index),
		}
	}

	/// Refuses anybody but root and the owner of a subnet that exists, and this one while its swap is announced.
	fn authority(origin: OriginFor<T>, netuid: NetUid) -> Result<Authority, DispatchError> {
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		match origin.into() {
			Ok(RawOrigin::Root) => Ok(Authority::Root),
			Ok(RawOrigin::Signed(who)) => {
				let owner = SubnetOwner::<T>::get(netuid);
				ensure!(owner.as_ref() == Some(&who), Error::<T>::NotSubnetOwner);
				KeySwapper::<T>::ensure_not_announced(&who)?;
				Ok(Authority::Owner)
			}
			_ => Err(BadOrigin.into()),
		}
	}

	/// Refuses the owner where only root may set, where the epoch is too near and where it has just done so.
	fn ensure_may_set(authority: Authority, netuid: NetUid, index: u8, setter: Setter) -> DispatchResult {
		match (authority, setter) {
			(Authority::Root, _) => Ok(()),
			(Authority::Owner, Setter::Root) => Err(BadOrigin.into()),
			(Authority::Owner, Setter::Owner { frozen, cooldowns }) => {
				ensure!(
					!frozen || !Self::is_frozen(netuid),
					Error::<T>::AdminActionProhibitedDuringWeightsWindow
				);
				Self::ensure_rested(netuid, index, cooldowns)
			}
		}
	}

	/// Notes that the owner has set something: its cooldown begins.
	fn note_set(authority: Authority, netuid: NetUid, index: u8) {
		if authority == Authority::Owner {
			LastHyperparameterUpdate::<T>::insert(netuid, index, Pallet::<T>::now());
		}
	}

	/// Whether the subnet's next epoch is near, or late.
	pub fn is_frozen(netuid: NetUid) -> bool {
		let window = u64::from(AdminFreezeWindow::<T>::get());
		let Some(due) = EpochDue::<T>::get(netuid) else {
			return false;
		};
		window > 0 && due.saturating_sub(Pallet::<T>::now()) <= window // clamp: an epoch that is late is near
	}

	fn ensure_rested(netuid: NetUid, index: u8, cooldowns: u16) -> DispatchResult {
		ensure!(
			Self::setter_pace(netuid, index, cooldowns).allows(Pallet::<T>::now()),
			Error::<T>::TxRateLimitExceeded
		);
		Ok(())
	}

	/// Refuses what contradicts the subnet's other values, or its neurons.
	fn ensure_fits(netuid: NetUid, value: Hyperparameter) -> DispatchResult {
		let values = value.applied_to(Self::read(netuid));
		values
			.check()
			.map_err(|_reason| Error::<T>::ContradictsHyperparameters)?;
		match value {
			Hyperparameter::MaxAllowedUids(most) => {
				ensure!(
					most >= crate::SubnetworkN::<T>::get(netuid),
					Error::<T>::MaxAllowedUIdsLessThanCurrentUIds
				);
				MechanismRegistry::<T>::ensure_room(most, MechanismCountCurrent::<T>::get(netuid))?;
			}
			Hyperparameter::MinChildkeyTakePerSubnet(least) => {
				ensure!(
					least <= crate::MaxChildkeyTake::<T>::get(),
					Error::<T>::ContradictsHyperparameters
				);
			}
			Hyperparameter::AlphaValues(_) => {
				ensure!(values.liquid_alpha_on, Error::<T>::LiquidAlphaDisabled);
			}
			_ => {}
		}
		Ok(())
	}

	/// What follows from the old value is settled before a new one counts: prices have fallen by the terms of their time.
	fn before(authority: Authority, netuid: NetUid, value: Hyperparameter) -> DispatchResult {
		if value.moves_prices() {
			NeuronRegistry::<T>::reprice(netuid);
		}
		match value {
			Hyperparameter::Tempo(tempo) => {
				EpochCalendar::<T>::change_tempo(netuid, tempo, Self::notice(authority))
			}
			_ => Ok(()),
		}
	}

	/// What follows from the new value.
	fn after(netuid: NetUid, value: Hyperparameter) -> DispatchResult {
		if value.moves_prices() {
			NeuronRegistry::<T>::reprice(netuid);
		}
		match value {
			Hyperparameter::SubnetEmissionEnabled(_) => EmissionPlanner::<T>::replan(),
			_ => Ok(()),
		}
	}
}
