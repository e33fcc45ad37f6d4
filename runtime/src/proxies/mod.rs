//! What a delegate may do for another account, by the type of proxy that it was given.
//!
//! Every type but `Any` has a list of the calls that it may make ([`TABLE`]); a call without an entry is nobody's. The list applies to the call
//! itself and, in batches, to each call within. What would act as another account than the one that trusted the delegate - a multisig's
//! approval, an announcement, a proxy of a proxy - leaves the list behind, so `Any` alone may do it; and so it is with what changes
//! who holds an account's keys. While the swap of a coldkey is announced, nobody acts for it.

mod api;
mod table;

pub use api::*;
pub use table::{AllowedCall, AllowedCalls, TABLE, row};

use crate::{Balance, Runtime, RuntimeCall, constants::TAO};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{Contains, InstanceFilter};
use pallet_subtensor::KeySwapper;
use scale_info::TypeInfo;
use sp_runtime::MultiAddress;

/// Below this, in rao of TAO or alpha, a `SmallTransfer` has to stay. Each transfer on its own: it says nothing of how many there are.
pub const SMALL_TRANSFER_LIMIT: Balance = TAO / 2;

/// What a delegate may do for another account. Names and indices are those that clients know.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
#[repr(u8)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any = 0,
	/// A subnet's identity, symbol, start, trimming, and the hyperparameters that its owner sets.
	Owner = 1,
	/// What can be mended: all but registrations, destroying alpha, keys and proxies.
	NonCritical = 2,
	/// All but transfers, keys and proxies.
	NonTransfer = 3,
	/// Nothing: there is no senate.
	Senate = 4,
	/// What moves no money: weights, endpoints, commitments, takes, identities, settings of subnets.
	NonFungible = 5,
	/// Nothing: there is no triumvirate.
	Triumvirate = 6,
	/// Nothing: there is neither senate nor triumvirate.
	Governance = 7,
	/// Staking, leaving, and moving between hotkeys and subnets. All of it stays the account's own.
	Staking = 8,
	/// Registration of neurons, by burning or work.
	Registration = 9,
	/// Transfers of TAO and of stake.
	Transfer = 10,
	/// Transfers of less than half a TAO, or half an alpha, each.
	SmallTransfer = 11,
	/// Root's weights over subnets.
	RootWeights = 12,
	/// Children of hotkeys, and their take.
	ChildKeys = 13,
	/// A new runtime, by the sudo key.
	SudoUncheckedSetCode = 14,
	/// Swapping a hotkey for another.
	SwapHotkey = 15,
	/// A subnet's identity, start, and the hyperparameters that its owner sets.
	SubnetLeaseBeneficiary = 16,
	/// Claims of root's dividends.
	RootClaim = 17,
}

impl ProxyType {
	/// All types, by index.
	pub const ALL: [Self; 18] = [
		Self::Any,
		Self::Owner,
		Self::NonCritical,
		Self::NonTransfer,
		Self::Senate,
		Self::NonFungible,
		Self::Triumvirate,
		Self::Governance,
		Self::Staking,
		Self::Registration,
		Self::Transfer,
		Self::SmallTransfer,
		Self::RootWeights,
		Self::ChildKeys,
		Self::SudoUncheckedSetCode,
		Self::SwapHotkey,
		Self::SubnetLeaseBeneficiary,
		Self::RootClaim,
	];

	/// Whether what the type was for is gone: it may do nothing.
	pub const fn is_deprecated(self) -> bool {
		matches!(self, Self::Senate | Self::Triumvirate | Self::Governance)
	}

	/// What the type demands of a call that its list names, beside the name.
	fn accepts(self, call: &RuntimeCall) -> bool {
		match self {
			Self::SmallTransfer => moved(call).is_none_or(|amount| amount < SMALL_TRANSFER_LIMIT),
			Self::SudoUncheckedSetCode => match call {
				RuntimeCall::Sudo(pallet_sudo::Call::sudo_unchecked_weight { call, .. }) => {
					matches!(**call, RuntimeCall::System(frame_system::Call::set_code { .. }))
				}
				_ => true,
			},
			_ => true,
		}
	}
}

/// What a transfer moves, in rao; `None` for other calls.
fn moved(call: &RuntimeCall) -> Option<Balance> {
	match call {
		RuntimeCall::Balances(
			pallet_balances::Call::transfer_allow_death { value, .. }
			| pallet_balances::Call::transfer_keep_alive { value, .. },
		) => Some(*value),
		RuntimeCall::SubtensorModule(pallet_subtensor::Call::transfer_stake { alpha_amount, .. }) => {
			Some(*alpha_amount)
		}
		_ => None,
	}
}

/// No delegate acts for a coldkey whose swap is announced.
///
/// That account's balance is frozen, but deposits could be reserved of it, and would stay with the old key.
pub struct RealMayAct;

impl Contains<RuntimeCall> for RealMayAct {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::Proxy(
				pallet_proxy::Call::proxy { real, .. } | pallet_proxy::Call::proxy_announced { real, .. },
			) => match real {
				MultiAddress::Id(real) => KeySwapper::<Runtime>::ensure_not_announced(real).is_ok(),
				_ => true, // nobody: only ids are accounts
			},
			_ => true,
		}
	}
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		*self == Self::Any
			|| row(call).is_some_and(|allowed| allowed.types.contains(self) && self.accepts(call))
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other
			|| match self {
				Self::Any => true,
				Self::NonTransfer => matches!(
					other,
					Self::Owner
						| Self::NonFungible
						| Self::Staking | Self::Registration
						| Self::RootWeights
						| Self::ChildKeys | Self::SubnetLeaseBeneficiary
						| Self::RootClaim
				),
				Self::NonCritical => matches!(
					other,
					Self::Owner
						| Self::NonFungible
						| Self::Staking | Self::Transfer
						| Self::SmallTransfer
						| Self::RootWeights
						| Self::ChildKeys | Self::SubnetLeaseBeneficiary
						| Self::RootClaim
				),
				Self::NonFungible => matches!(
					other,
					Self::Owner | Self::RootWeights | Self::SubnetLeaseBeneficiary
				),
				Self::Owner => matches!(other, Self::SubnetLeaseBeneficiary),
				Self::Transfer => matches!(other, Self::SmallTransfer),
				_ => false,
			}
	}
}
