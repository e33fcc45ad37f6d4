//! Minting, and the division of what is minted among subnets.
//!
//! Shares change only when root judges, when a subnet starts and when the block emission halves. Between such moments every block
//! divides alike, so the division is written down once, in a plan, and a block only counts itself: one read and one write however
//! many subnets there are. A subnet's part is settled, from the emission pot to its own, when its epoch asks or the plan changes.

use crate::{
	Bootstrap, BootstrapShares, Config, EmissionShareSum, Error, Event, FirstHalving, Ledger, MaxSubnets,
	NetworkRegisteredAt, Pallet, PendingEmission, Plan, RootShares, SubnetRegistry, TotalIssuance,
};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{pallet_prelude::DispatchResult, traits::fungible::Inspect};
use scale_info::TypeInfo;
use subtensor_emission::{Schedule, apportion};
use subtensor_types::{Bounded, NetUid, Rao};

/// How each block's emission is divided, and how far that has been settled.
#[derive(Clone, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct EmissionPlan {
	/// Rao that a block mints. 0 while no subnet is eligible.
	pub per_block: Rao,
	/// Blocks minted under this plan.
	pub blocks: u64,
	/// The division, by ascending netuid. Its parts sum to `per_block`.
	pub lines: Bounded<PlanLine, MaxSubnets>,
}

/// A subnet's part of each block's emission.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct PlanLine {
	/// The subnet.
	pub netuid: NetUid,
	/// Rao per block.
	pub per_block: Rao,
	/// How many of the plan's blocks have reached the subnet's pot.
	pub settled: u64,
}

impl EmissionPlan {
	/// Rao of a line that still lie in the emission pot.
	pub fn unsettled(&self, line: &PlanLine) -> Option<Rao> {
		self.blocks.checked_sub(line.settled)?.checked_mul(line.per_block)
	}

	/// A line's share of the block emission, summed over the blocks that it has not settled, in units of 2^-64.
	pub fn unsettled_share(&self, line: &PlanLine) -> Option<u128> {
		let blocks = self.blocks.checked_sub(line.settled)?;
		let share = u128::from(line.per_block)
			.checked_shl(u64::BITS)?
			.checked_div(u128::from(self.per_block))
			.unwrap_or(0); // of nothing everybody has nothing
		share.checked_mul(u128::from(blocks))
	}
}

/// Mints and divides. Alone writes [`Plan`], [`PendingEmission`], [`EmissionShareSum`] and [`TotalIssuance`].
pub struct EmissionPlanner<T>(PhantomData<T>);

impl<T: Config> EmissionPlanner<T> {
	/// The issuance schedule of this chain.
	pub fn schedule() -> Result<Schedule, Error<T>> {
		Schedule::new(FirstHalving::<T>::get()).ok_or(Error::<T>::Inconsistent)
	}

	/// Whether minting starts with a new plan: the block emission is no longer what the plan divides.
	pub fn will_replan() -> bool {
		let plan = Plan::<T>::get();
		let emission =
			Self::schedule().map(|schedule| schedule.block_emission(T::Currency::total_issuance()));
		!plan.lines.is_empty() && emission.is_ok_and(|emission| emission != plan.per_block)
	}

	/// Mints this block's emission, if any subnet is eligible.
	pub fn mint() -> DispatchResult {
		let mut plan = Plan::<T>::get();
		if plan.lines.is_empty() {
			return Ok(());
		}
		if Self::will_replan() {
			Self::replan()?;
			plan = Plan::<T>::get();
		}
		if plan.per_block == 0 {
			return Ok(());
		}
		Ledger::<T>::mint(plan.per_block)?;
		plan.blocks = plan.blocks.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Plan::<T>::put(plan);
		Ok(())
	}

	/// Copies the issuance to where clients of this pallet read it.
	pub fn publish_issuance() {
		TotalIssuance::<T>::put(T::Currency::total_issuance());
	}

	/// Moves what blocks have minted for a subnet into its pot, and returns all that is pending for it.
	pub fn settle(netuid: NetUid) -> Result<Rao, sp_runtime::DispatchError> {
		let mut plan = Plan::<T>::get();
		let line = plan.lines.iter().position(|line| line.netuid == netuid);
		if let Some(index) = line {
			Self::settle_line(&mut plan, index)?;
			Plan::<T>::put(plan);
		}
		Ok(PendingEmission::<T>::get(netuid))
	}

	/// Rao that each block mints for a subnet under the present plan.
	pub fn per_block(netuid: NetUid) -> Rao {
		let plan = Plan::<T>::get();
		let line = plan.lines.iter().find(|line| line.netuid == netuid);
		line.map_or(0, |line| line.per_block)
	}

	/// Rao that wait for a subnet's next epoch, settled or not.
	pub fn pending(netuid: NetUid) -> Rao {
		let plan = Plan::<T>::get();
		let line = plan.lines.iter().find(|line| line.netuid == netuid);
		let unsettled = line.and_then(|line| plan.unsettled(line)).unwrap_or(0);
		PendingEmission::<T>::get(netuid).saturating_add(unsettled) // clamp: parts of the supply
	}

	/// Takes all that is pending for a subnet; whoever takes it accounts for it in the same transaction.
	pub(super) fn take_pending(netuid: NetUid) -> Rao {
		PendingEmission::<T>::take(netuid)
	}

	/// A subnet's share of the block emission, summed over all blocks since its creation, in units of 2^-64.
	pub fn share_sum(plan: &EmissionPlan, netuid: NetUid) -> u128 {
		let line = plan.lines.iter().find(|line| line.netuid == netuid);
		let unsettled = line.and_then(|line| plan.unsettled_share(line)).unwrap_or(0);
		// clamp: at most one per block, and blocks are counted in 32 bits
		EmissionShareSum::<T>::get(netuid).saturating_add(unsettled)
	}

	/// Recycles all that is pending for a subnet that closes; the plan has no line for it any more.
	pub fn recycle_pending(netuid: NetUid) -> DispatchResult {
		Ledger::<T>::recycle_from_pot(netuid, Self::take_pending(netuid))
	}

	/// Forgets what is kept of a subnet that closed.
	pub fn forget_subnet(netuid: NetUid) {
		EmissionShareSum::<T>::remove(netuid);
		super::Payout::<T>::forget_subnet(netuid);
	}

	/// Settles the present plan and draws up the next one.
	pub fn replan() -> DispatchResult {
		let mut plan = Plan::<T>::get();
		for index in 0..plan.lines.len() {
			Self::settle_line(&mut plan, index)?;
		}
		Ledger::<T>::recycle_emission_gifts()?;
		let subnets = SubnetRegistry::<T>::eligible();
		let emission = Self::schedule()?.block_emission(T::Currency::total_issuance());
		let Some(parts) = apportion(emission, &Self::shares(&subnets)) else {
			Plan::<T>::put(EmissionPlan::default());
			return Ok(());
		};
		let lines: Vec<PlanLine> = subnets
			.into_iter()
			.zip(parts)
			.map(|(netuid, per_block)| PlanLine {
				netuid,
				per_block,
				settled: 0,
			})
			.collect();
		let lines = Bounded::try_from(lines).map_err(|_too_many| Error::<T>::Inconsistent)?;
		Plan::<T>::put(EmissionPlan {
			per_block: emission,
			blocks: 0,
			lines,
		});
		Pallet::<T>::deposit_event(Event::EmissionReplanned { per_block: emission });
		Ok(())
	}

	fn settle_line(plan: &mut EmissionPlan, index: usize) -> DispatchResult {
		let line = *plan.lines.get(index).ok_or(Error::<T>::Inconsistent)?;
		let amount = plan.unsettled(&line).ok_or(Error::<T>::Overflow)?;
		if amount > 0 {
			Ledger::<T>::transfer(
				&Ledger::<T>::emission_pot(),
				&Ledger::<T>::pot(line.netuid),
				amount,
			)?;
			let pending = PendingEmission::<T>::get(line.netuid)
				.checked_add(amount)
				.ok_or(Error::<T>::Overflow)?;
			PendingEmission::<T>::insert(line.netuid, pending);
		}
		let share = plan.unsettled_share(&line).ok_or(Error::<T>::Overflow)?;
		if share > 0 {
			let sum = EmissionShareSum::<T>::get(line.netuid)
				.checked_add(share)
				.ok_or(Error::<T>::Overflow)?;
			EmissionShareSum::<T>::insert(line.netuid, sum);
		}
		let settled = plan.blocks;
		if let Some(line) = plan.lines.get_mut(index) {
			line.settled = settled;
		}
		Ok(())
	}

	/// The shares of eligible subnets: root's judgement as far as it is about them, else equal ones by the bootstrap rule.
	fn shares(subnets: &[NetUid]) -> Vec<u64> {
		let judged = RootShares::<T>::get();
		let shares: Vec<u64> = subnets
			.iter()
			.map(|netuid| {
				let created = NetworkRegisteredAt::<T>::get(netuid);
				let own = judged
					.iter()
					.find(|share| share.netuid == *netuid && share.created == created);
				own.map_or(0, |share| share.share)
			})
			.collect();
		if shares.iter().any(|share| *share > 0) {
			shares
		} else {
			Self::bootstrap_shares(subnets)
		}
	}

	fn bootstrap_shares(subnets: &[NetUid]) -> Vec<u64> {
		let takes_part = |netuid: &NetUid| match Bootstrap::<T>::get() {
			BootstrapShares::Genesis => SubnetRegistry::<T>::is_of_genesis(*netuid),
			BootstrapShares::Started => true,
		};
		subnets
			.iter()
			.map(|netuid| u64::from(takes_part(netuid)))
			.collect()
	}
}
