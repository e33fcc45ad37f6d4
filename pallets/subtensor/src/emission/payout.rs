//! The payout at a subnet's epoch: 18 % to the owner, 41 % to the miners, 41 % to the validators.
//!
//! ```text
//!   pending ── no miner earned ──▶ recycled, all of it
//!      │
//!      ├─ owner       floor(18 %)        stake on the owner's hotkey; nothing where it waives its cut
//!      ├─ miners      floor(rest / 2)    by incentive   ──▶ stake of the hotkey's owner, on the hotkey that it names for that
//!      └─ validators  what remains       by dividends   ──▶ `dividends`
//! ```
//!
//! Several mechanisms first divide what is pending by their shares: the part of one in which no miner earned is recycled, and the rest
//! goes as above. A neuron gets the sum of what it earned in each.
//!
//! Every rao that was pending is paid or recycled: nothing is lost to rounding and nothing is carried over.
//!
//! A subnet of genesis on which nobody has any stake yet launches the chain: as long as no miner earned, the 82 % go to the free
//! balances of those who worked their way in.

use super::{
	EmissionPlanner,
	dividends::{Dividend, divided},
};
use crate::{
	Config, Error, Event, Ledger, NeuronRegistry, OwnerCut, OwnerCutEnabled, OwnerCutsPaid, Pallet,
	RegisteredByWork, StakeLedger, SubnetOwner, SubnetOwnerHotkey, SubnetRegistry, SubnetTAO, owner_of,
};
use alloc::{vec, vec::Vec};
use core::marker::PhantomData;
use frame_support::pallet_prelude::DispatchResult;
use sp_runtime::Perbill;
use subtensor_emission::{Cuts, Division, Earned, apportion, cut, divide};
use subtensor_types::{NetUid, Rao};

/// Pays out what is pending for a subnet. Alone writes [`OwnerCutsPaid`].
pub struct Payout<T>(PhantomData<T>);

/// What is the owners' own of the dividends of a subnet, still to be paid, in rao.
struct OwnersParts<AccountId> {
	/// By uid, of the owner of each hotkey.
	by_uid: Vec<Rao>,
	/// Of the owners of parents: parent, rao.
	of_parents: Vec<(AccountId, Rao)>,
}

/// What the neurons of a subnet earned in one of its mechanisms, by uid, in units of 2^-32.
pub struct Earnings {
	/// The mechanism's part in the subnet's emission, as a proportion of all parts.
	pub share: u16,
	/// Shares of the miners' part.
	pub incentive: Vec<u64>,
	/// Shares of the validators' part.
	pub dividends: Vec<u64>,
}

impl Earnings {
	fn as_earned(&self) -> Earned<'_> {
		Earned {
			share: self.share.into(),
			incentive: &self.incentive,
			dividends: &self.dividends,
		}
	}
}

/// How a reward reached a coldkey, in rao. What is too little to reach anybody was recycled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Reward {
	/// As stake.
	Staked(Rao),
	/// As free balance, or not at all.
	Paid(Rao),
}

impl Reward {
	fn rao(self) -> Rao {
		match self {
			Self::Staked(rao) | Self::Paid(rao) => rao,
		}
	}
}

impl<T: Config> Payout<T> {
	/// Pays all that is pending for a subnet by what its neurons earned in each mechanism. Shares of active stake stand in for
	/// dividends where nobody has any. Returns what each neuron was paid, by uid, in rao.
	pub fn run(
		netuid: NetUid,
		earnings: &[Earnings],
		active_stake: &[u64],
	) -> Result<Vec<Rao>, sp_runtime::DispatchError> {
		let pending = EmissionPlanner::<T>::settle(netuid)?;
		Ledger::<T>::recycle_gifts(netuid)?;
		EmissionPlanner::<T>::take_pending(netuid);
		let hotkeys = NeuronRegistry::<T>::hotkeys(netuid)?;
		let owner_cut = if OwnerCutEnabled::<T>::get(netuid) {
			OwnerCut::<T>::get()
		} else {
			Perbill::zero()
		};

		let earned: Vec<Earned> = earnings.iter().map(Earnings::as_earned).collect();
		if let Some(division) = divide(pending, owner_cut, &earned, active_stake) {
			let Division {
				recycled,
				cuts,
				miners,
				validators,
			} = division;
			Ledger::<T>::recycle_from_pot(netuid, recycled)?;
			let dividends = Self::divide_dividends(netuid, &hotkeys, &validators)?;
			let owners = Self::raise_pools(netuid, dividends)?;
			Self::pay_owner(netuid, cuts.owner)?;
			Self::pay_neurons(netuid, &hotkeys, &miners, &owners.by_uid)?;
			Self::pay_parents(netuid, owners.of_parents)?;
			Self::report(netuid, cuts);
			return sum_by_uid::<T>(&miners, &validators);
		}
		let cuts = cut(pending, owner_cut);
		if let Some(founders) = Self::fair_launch(netuid, cuts, hotkeys.len())? {
			Self::pay_owner(netuid, cuts.owner)?;
			Self::pay_founders(netuid, &hotkeys, &founders)?;
			Self::report(
				netuid,
				Cuts {
					miners: founders.iter().sum(),
					validators: 0,
					..cuts
				},
			);
			return Ok(founders);
		}
		Ledger::<T>::recycle_from_pot(netuid, pending)?;
		Ok(vec![0; hotkeys.len()])
	}

	/// Fair launch: while a subnet of genesis has no stake at all, the miners' and validators' parts go equally to the neurons
	/// that got in by proof of work, so that the first TAO can exist without a premine. It rests while anybody has stake there.
	fn fair_launch(netuid: NetUid, cuts: Cuts, n: usize) -> Result<Option<Vec<Rao>>, Error<T>> {
		if !SubnetRegistry::<T>::is_of_genesis(netuid) || SubnetTAO::<T>::get(netuid) > 0 {
			return Ok(None);
		}
		let both = cuts
			.miners
			.checked_add(cuts.validators)
			.ok_or(Error::<T>::Overflow)?;
		let workers: Vec<u64> = (0u16..)
			.take(n)
			.map(|uid| u64::from(RegisteredByWork::<T>::contains_key(netuid, uid)))
			.collect();
		Ok(apportion(both, &workers))
	}

	/// Pays the founders' coldkeys to their free balances, not as stake: on a chain without a premine nobody could otherwise pay a
	/// fee, and the first payment would be the stake that ends the launch.
	fn pay_founders(netuid: NetUid, hotkeys: &[T::AccountId], founders: &[Rao]) -> DispatchResult {
		for (hotkey, amount) in hotkeys.iter().zip(founders) {
			let owner = owner_of::<T>(hotkey).ok_or(Error::<T>::Inconsistent)?;
			Ledger::<T>::pay(netuid, &owner, *amount)?;
		}
		Ok(())
	}

	/// Pays the owner's cut: as stake on the owner's hotkey, to its free balance where it named none. Without an owner the cut is
	/// recycled. What reaches the owner is counted.
	pub(crate) fn pay_owner(netuid: NetUid, amount: Rao) -> DispatchResult {
		let Some(owner) = SubnetOwner::<T>::get(netuid) else {
			return Ledger::<T>::recycle_from_pot(netuid, amount);
		};
		let received = match SubnetOwnerHotkey::<T>::get(netuid) {
			Some(hotkey) => Self::reward(netuid, &hotkey, &owner, amount)?.rao(),
			None => Ledger::<T>::pay(netuid, &owner, amount)?,
		};
		if received > 0 {
			let sum = OwnerCutsPaid::<T>::get(netuid)
				.checked_add(received)
				.ok_or(Error::<T>::Overflow)?;
			OwnerCutsPaid::<T>::insert(netuid, sum);
		}
		Ok(())
	}

	/// Forgets what is kept of a subnet that closed.
	pub(super) fn forget_subnet(netuid: NetUid) {
		OwnerCutsPaid::<T>::remove(netuid);
	}

	/// Divides the dividends of validators, by uid: each into the validator's own and those of its parents. All are divided before
	/// any is paid, so by the stake that earned them.
	fn divide_dividends(
		netuid: NetUid,
		hotkeys: &[T::AccountId],
		validators: &[Rao],
	) -> Result<Vec<Vec<Dividend<T>>>, Error<T>> {
		let dividends = hotkeys.iter().zip(validators);
		dividends
			.map(|(hotkey, amount)| divided::<T>(netuid, hotkey, *amount))
			.collect()
	}

	/// Raises the pools of validators and their parents by their dividends. This comes before anything buys shares, so that no new share
	/// takes part in an old dividend. Returns what is left to the owners.
	fn raise_pools(
		netuid: NetUid,
		dividends: Vec<Vec<Dividend<T>>>,
	) -> Result<OwnersParts<T::AccountId>, sp_runtime::DispatchError> {
		let mut by_uid = Vec::with_capacity(dividends.len());
		let mut of_parents = Vec::new();
		for divided in dividends {
			let mut divided = divided.into_iter();
			let first = divided.next().map(|first| first.raise_pools(netuid));
			by_uid.push(first.transpose()?.map_or(0, |(_hotkey, own)| own));
			for dividend in divided {
				of_parents.push(dividend.raise_pools(netuid)?);
			}
		}
		Ok(OwnersParts { by_uid, of_parents })
	}

	/// Pays the owners of parents: their takes.
	fn pay_parents(netuid: NetUid, parents: Vec<(T::AccountId, Rao)>) -> DispatchResult {
		for (hotkey, own) in parents.into_iter().filter(|(_hotkey, own)| *own > 0) {
			let owner = owner_of::<T>(&hotkey).ok_or(Error::<T>::Inconsistent)?;
			let _staked = Self::reward(netuid, &hotkey, &owner, own)?;
		}
		Ok(())
	}

	/// Pays the owner of each hotkey: what it earned as a miner and its own part of the dividend.
	fn pay_neurons(netuid: NetUid, hotkeys: &[T::AccountId], miners: &[Rao], own: &[Rao]) -> DispatchResult {
		for ((hotkey, &miner), &own) in hotkeys.iter().zip(miners).zip(own) {
			let owner = owner_of::<T>(hotkey).ok_or(Error::<T>::Inconsistent)?;
			let left = Self::stake_automatically(netuid, hotkey, &owner, miner)?;
			let amount = left.checked_add(own).ok_or(Error::<T>::Overflow)?;
			let _staked = Self::reward(netuid, hotkey, &owner, amount)?;
		}
		Ok(())
	}

	/// Stakes a miner's pay on the hotkey that its owner named for that. Returns what is left for the miner itself: all of it if
	/// the owner named none, or one that has no owner any more.
	fn stake_automatically(
		netuid: NetUid,
		hotkey: &T::AccountId,
		owner: &T::AccountId,
		incentive: Rao,
	) -> Result<Rao, sp_runtime::DispatchError> {
		if incentive == 0 {
			return Ok(0);
		}
		let Some(destination) = StakeLedger::<T>::auto_stake(owner, netuid) else {
			return Ok(incentive);
		};
		if Self::reward(netuid, &destination, owner, incentive)? != Reward::Staked(incentive) {
			return Ok(0);
		}
		Pallet::<T>::deposit_event(Event::AutoStakeAdded {
			netuid,
			destination,
			hotkey: hotkey.clone(),
			owner: owner.clone(),
			incentive,
		});
		Ok(0)
	}

	/// Stakes a reward. What is too little for a single share is recycled; a coldkey that has stake on as many hotkeys as it can is
	/// paid to its free balance, so that it cannot hold up the others' pay.
	fn reward(
		netuid: NetUid,
		hotkey: &T::AccountId,
		coldkey: &T::AccountId,
		amount: Rao,
	) -> Result<Reward, sp_runtime::DispatchError> {
		if amount == 0 {
			return Ok(Reward::Paid(0));
		}
		if !StakeLedger::<T>::can_list_reward(hotkey, coldkey) {
			return Ledger::<T>::pay(netuid, coldkey, amount).map(Reward::Paid);
		}
		if StakeLedger::<T>::pool(hotkey, netuid).shares_for(amount) == Some(0) {
			Ledger::<T>::recycle_from_pot(netuid, amount)?;
			return Ok(Reward::Paid(0));
		}
		StakeLedger::<T>::credit(hotkey, coldkey, netuid, amount)?;
		Ok(Reward::Staked(amount))
	}

	fn report(netuid: NetUid, cuts: Cuts) {
		Pallet::<T>::deposit_event(Event::EmissionPaid {
			netuid,
			owner: cuts.owner,
			miners: cuts.miners,
			validators: cuts.validators,
		});
	}
}

fn sum_by_uid<T: Config>(miners: &[Rao], validators: &[Rao]) -> Result<Vec<Rao>, sp_runtime::DispatchError> {
	let sums = miners
		.iter()
		.zip(validators)
		.map(|(miner, validator)| miner.checked_add(*validator));
	sums.collect::<Option<Vec<Rao>>>()
		.ok_or_else(|| Error::<T>::Overflow.into())
}
