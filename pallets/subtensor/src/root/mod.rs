//! The root network: up to 64 seats, taken by stake, whose holders judge the subnets.
//!
//! Owns `RootShares` and the rules of root's votes. Its seats are the neurons of netuid 0, its votes their weights, with netuids
//! in place of uids. Once per root epoch the votes become the subnets' shares in emission; the policy behind that is a trait.

mod policy;
mod seats;
pub(crate) mod storage;
#[cfg(test)]
mod tests;
mod votes;

use crate::{Config, EmissionPlanner, Ledger, RootShares};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::pallet_prelude::DispatchResult;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use subtensor_types::{Bounded, NetUid};

pub use policy::{EmissionPolicy, RootJudgement};

/// Keeps root's seats, votes and judgement. Alone writes [`RootShares`].
pub struct RootCouncil<T>(PhantomData<T>);

/// A subnet's share in emission as root's last epoch found it.
#[derive(
	Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct RootShare {
	/// The subnet.
	pub netuid: NetUid,
	/// Block of its creation: the share is no successor's.
	pub created: u64,
	/// The share, in units of 2^-32.
	pub share: u64,
}

/// Who shares equally in emission while root does not decide.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Deserialize,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	Serialize,
	TypeInfo,
)]
#[serde(rename_all = "camelCase")]
pub enum BootstrapShares {
	/// The subnets of genesis.
	#[default]
	Genesis,
	/// All subnets that are started.
	Started,
}

impl<T: Config> RootCouncil<T> {
	/// Forgets the share of a subnet that closes.
	pub fn forget_share(netuid: NetUid) {
		RootShares::<T>::mutate(|shares| shares.retain(|share| share.netuid != netuid));
	}

	/// Root's epoch: the votes become shares, from the next block on.
	pub fn run_epoch() -> DispatchResult {
		Ledger::<T>::recycle_gifts(NetUid::ROOT)?;
		let shares = Self::count_votes()?.unwrap_or_default();
		let shares = Bounded::try_from(shares).map_err(|_too_many| crate::Error::<T>::Inconsistent)?;
		RootShares::<T>::put(shares);
		EmissionPlanner::<T>::replan()
	}
}
