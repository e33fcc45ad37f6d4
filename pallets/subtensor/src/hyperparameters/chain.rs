//! The table of the chain's parameters: one row per value that root sets for the chain as a whole.

use super::{HyperparameterTable, Row, Setter};
use crate::{Config, Event};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::Perbill;
use subtensor_types::{MechId, RAO_PER_TAO, Rao};

/// Reads: name: type = default, unit, bounds; setter and index [in another pallet than AdminUtils]; storage item; event.
macro_rules! chain_parameter_table {
	($(
		#[doc = $doc:literal]
		$field:ident: $type:ty = $default:expr, $unit:literal $within:expr; $setter:ident $index:literal $(in $pallet:ident)?
			=> $item:ident, $event:ident;
	)+) => {
		/// Parameters of the chain that root can set, as genesis has them.
		#[derive(
			Clone, Debug, Decode, Deserialize, Encode, Eq, MaxEncodedLen, PartialEq, Serialize, TypeInfo,
		)]
		#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
		pub struct ChainParameters {
			$( #[doc = $doc] pub $field: $type, )+
		}

		impl Default for ChainParameters {
			fn default() -> Self {
				Self { $( $field: $default, )+ }
			}
		}

		/// A value for one parameter of the chain.
		#[derive(Clone, Copy, Debug, Eq, PartialEq)]
		pub enum ChainParameter {
			$( #[doc = $doc] $item($type), )+
		}

		impl ChainParameter {
			/// All rows of the table, in its order.
			pub const ROWS: &'static [Row] = &[$( Row {
				name: stringify!($field),
				item: stringify!($item),
				doc: $doc,
				value: stringify!($type),
				unit: $unit,
				bounds: stringify!($within),
				owner_bounds: None,
				setter: stringify!($setter),
				pallet: pallet!($($pallet)?),
				index: $index,
				setter_is: Setter::Root,
			}, )+];

			pub(super) fn is_within(&self) -> bool {
				match self {
					$( Self::$item(value) => ($within).contains(value), )+
				}
			}

			/// The chain's parameters with this one changed.
			pub(super) fn applied_to(self, mut values: ChainParameters) -> ChainParameters {
				match self {
					$( Self::$item(value) => values.$field = value, )+
				}
				values
			}

			pub(super) fn write<T: Config>(self) {
				match self {
					$( Self::$item(value) => crate::$item::<T>::put(value), )+
				}
			}

			pub(super) fn event<T: Config>(self) -> Event<T> {
				match self {
					$( Self::$item(value) => Event::$event(value), )+
				}
			}
		}

		impl ChainParameters {
			/// The first value that is out of its bounds.
			fn first_out_of_bounds(&self) -> Option<&'static str> {
				$( if !($within).contains(&self.$field) {
					return Some(concat!(stringify!($field), " must be within ", stringify!($within)));
				} )+
				None
			}
		}

		impl<T: Config> HyperparameterTable<T> {
			/// Writes every parameter of the chain.
			pub(crate) fn write_chain(values: &ChainParameters) {
				$( crate::$item::<T>::put(values.$field); )+
			}

			/// The parameters of the chain.
			pub fn read_chain() -> ChainParameters {
				ChainParameters { $( $field: crate::$item::<T>::get(), )+ }
			}
		}
	};
}

chain_parameter_table! {
	#[doc = "The most subnets, root not counted."]
	subnet_limit: u16 = 64, "subnets" 1..=512; sudo_set_subnet_limit 37 => SubnetLimit, SubnetLimitSet;
	#[doc = "The least that creating a subnet locks."]
	network_min_lock_cost: Rao = 1_000 * RAO_PER_TAO, "rao" 0..=1_000_000 * RAO_PER_TAO;
		sudo_set_network_min_lock_cost 36 => NetworkMinLockCost, NetworkMinLockCostSet;
	#[doc = "Blocks within which the cost of creating a subnet falls by the last cost."]
	network_lock_reduction_interval: u64 = 100_800, "blocks" 1..=10_000_000;
		sudo_set_lock_reduction_interval 38 => NetworkLockReductionInterval, NetworkLockCostReductionIntervalSet;
	#[doc = "Blocks that must pass between two creations of subnets."]
	network_rate_limit: u64 = 7_200, "blocks" 0..=1_000_000;
		sudo_set_network_rate_limit 29 => NetworkRateLimit, NetworkRateLimitSet;
	#[doc = "Blocks after its creation for which a subnet is not closed to make room, and its lock is not given back."]
	network_immunity_period: u64 = 50_400, "blocks" 0..=10_000_000;
		sudo_set_network_immunity_period 35 => NetworkImmunityPeriod, NetworkImmunityPeriodSet;
	#[doc = "Blocks between the creation of a subnet and the first moment at which its owner can start it."]
	start_call_delay: u64 = 50_400, "blocks" 0..=1_000_000;
		sudo_set_start_call_delay 85 => StartCallDelay, StartCallDelaySet;
	#[doc = "Blocks between an owner's decision to dissolve its subnet and the moment at which that begins."]
	dissolve_network_schedule_duration: u32 = 36_000, "blocks" 0..=1_000_000;
		sudo_set_dissolve_network_schedule_duration 55 => DissolveNetworkScheduleDuration, DissolveNetworkScheduleDurationSet;
	#[doc = "The owner's cut of a subnet's emission."]
	owner_cut: Perbill = subtensor_emission::OWNER_CUT, "parts per billion" Perbill::zero()..=Perbill::from_percent(50);
		sudo_set_subnet_owner_cut 28 => OwnerCut, SubnetOwnerCutSet;
	#[doc = "The most epochs that run in one block; others wait for the next."]
	max_epochs_per_block: u8 = 2, "epochs" 1..=8; sudo_set_max_epochs_per_block 96 => MaxEpochsPerBlock, MaxEpochsPerBlockSet;
	#[doc = "The most mechanisms that a subnet can be given; those that have more keep them."]
	max_mechanism_count: MechId = MechId(2), "mechanisms" MechId(1)..=MechId::MOST;
		sudo_set_max_mechanism_count 88 => MaxMechanismCount, MaxMechanismCountSet;
	#[doc = "Blocks before an epoch in which a subnet's owner cannot change what the epoch makes of the weights."]
	admin_freeze_window: u16 = 10, "blocks" 0..=360; sudo_set_admin_freeze_window 74 => AdminFreezeWindow, AdminFreezeWindowSet;
	#[doc = "Tempos that an owner has to wait before it sets the same hyperparameter again."]
	owner_hyperparam_rate_limit: u16 = 2, "tempos" 0..=100;
		sudo_set_owner_hparam_rate_limit 75 => OwnerHyperparamRateLimit, OwnerHyperparamRateLimitSet;
	#[doc = "Whether owners of subnets can set their tempo (`set_tempo`) and bring their next epoch forward (`trigger_epoch`)."]
	owner_tempo_control: bool = false, "" false..=true;
		sudo_set_owner_tempo_control 200 => OwnerTempoControl, OwnerTempoControlSet;
	#[doc = "The least stake weight with which a validator can set weights and get a permit."]
	stake_threshold: u64 = 0, "rao" 0..=1_000_000 * RAO_PER_TAO; sudo_set_stake_threshold 42 => StakeThreshold, StakeThresholdSet;
	#[doc = "The least stake of somebody who does not own the hotkey, where it is more than the minimum for all. What is less when it is raised is paid out in the next blocks."]
	nominator_min_required_stake: u64 = 0, "rao" 0..=1_000_000 * RAO_PER_TAO;
		sudo_set_nominator_min_required_stake 43 => NominatorMinRequiredStake, NominatorMinRequiredStakeSet;
	#[doc = "Blocks between two swaps of hotkeys on all subnets by one coldkey."]
	tx_rate_limit: u64 = 1_000, "blocks" 0..=1_000_000; sudo_set_tx_rate_limit 2 => TxRateLimit, TxRateLimitSet;
	#[doc = "Blocks between the announcement of a coldkey's swap and the first moment at which it can be carried out."]
	coldkey_swap_announcement_delay: u32 = 36_000, "blocks" 0..=1_000_000;
		sudo_set_coldkey_swap_announcement_delay 86 => ColdkeySwapAnnouncementDelay, ColdkeySwapAnnouncementDelaySet;
	#[doc = "Blocks after that moment until the announcement can be replaced or taken back."]
	coldkey_swap_reannouncement_delay: u32 = 7_200, "blocks" 0..=1_000_000;
		sudo_set_coldkey_swap_reannouncement_delay 87 => ColdkeySwapReannouncementDelay, ColdkeySwapReannouncementDelaySet;
	#[doc = "The lowest take."]
	min_delegate_take: u16 = 0, "u16 fraction" 0..=u16::MAX; sudo_set_min_delegate_take 46 => MinDelegateTake, MinDelegateTakeSet;
	#[doc = "The highest take that an owner can set."]
	max_delegate_take: u16 = 11_796, "u16 fraction" 0..=11_796; sudo_set_default_take 1 => MaxDelegateTake, MaxDelegateTakeSet;
	#[doc = "Blocks between two changes of a take of which the second raises it."]
	tx_delegate_take_rate_limit: u64 = 216_000, "blocks" 0..=1_000_000;
		sudo_set_tx_delegate_take_rate_limit 45 => TxDelegateTakeRateLimit, TxDelegateTakeRateLimitSet;
	#[doc = "The lowest take from parents."]
	min_childkey_take: u16 = 0, "u16 fraction" 0..=11_796;
		sudo_set_min_childkey_take 76 in SubtensorModule => MinChildkeyTake, MinChildKeyTakeSet;
	#[doc = "The highest take from parents."]
	max_childkey_take: u16 = 11_796, "u16 fraction" 0..=11_796;
		sudo_set_max_childkey_take 77 in SubtensorModule => MaxChildkeyTake, MaxChildKeyTakeSet;
	#[doc = "Blocks between two changes of a take from parents of which the second raises it."]
	tx_childkey_take_rate_limit: u64 = 216_000, "blocks" 0..=1_000_000;
		sudo_set_tx_childkey_take_rate_limit 69 in SubtensorModule => TxChildkeyTakeRateLimit, TxChildKeyTakeRateLimitSet;
	#[doc = "Blocks between the choice of children and the moment from which it counts."]
	pending_child_key_cooldown: u64 = 7_200, "blocks" 0..=1_000_000;
		set_pending_childkey_cooldown 109 in SubtensorModule => PendingChildKeyCooldown, PendingChildKeyCooldownSet;
}

impl ChainParameters {
	/// The first reason why these values cannot be used together, in words.
	pub fn check(&self) -> Result<(), &'static str> {
		if let Some(reason) = self.first_out_of_bounds() {
			return Err(reason);
		}
		if self.min_delegate_take > self.max_delegate_take {
			return Err("minDelegateTake must not exceed maxDelegateTake");
		}
		if self.min_childkey_take > self.max_childkey_take {
			return Err("minChildkeyTake must not exceed maxChildkeyTake");
		}
		Ok(())
	}
}
