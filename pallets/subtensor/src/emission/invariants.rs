//! What holds of money: pots, the plan, issuance.

use crate::{
	invariants::{Verdict, with_pot},
	*,
};
use frame_support::{ensure, traits::fungible::Inspect};
use sp_runtime::TryRuntimeError;

/// Each pot holds its existential deposit, its stake, its pending emission and its lock.
pub fn pots_hold_what_they_owe<T: Config>() -> Verdict {
	for netuid in with_pot::<T>() {
		let owed = Ledger::<T>::owed(netuid)
			.map_err(|_| TryRuntimeError::Other("a pot owes more than can be counted"))?;
		let held = T::Currency::balance(&Ledger::<T>::pot(netuid));
		ensure!(held >= owed, "a pot holds less than it owes");
	}
	Ok(())
}

/// The plan's parts sum to the block's emission, for eligible subnets only; what is not settled lies in the emission pot.
pub fn plan_divides_exactly<T: Config>() -> Verdict {
	let plan = Plan::<T>::get();
	let eligible = SubnetRegistry::<T>::eligible();
	let (mut sum, mut unsettled) = (0u128, u128::from(Ledger::<T>::existential_deposit()));
	for line in plan.lines.iter() {
		ensure!(
			eligible.contains(&line.netuid),
			"the plan has a line for a subnet that is not eligible"
		);
		let open = plan
			.unsettled(line)
			.ok_or("a line has settled more blocks than were minted")?;
		sum = sum.checked_add(u128::from(line.per_block)).ok_or("overflow")?;
		unsettled = unsettled.checked_add(u128::from(open)).ok_or("overflow")?;
	}
	ensure!(
		sum == u128::from(plan.per_block),
		"the plan's lines do not sum to the block's emission"
	);
	let held = u128::from(T::Currency::balance(&Ledger::<T>::emission_pot()));
	ensure!(held >= unsettled, "the emission pot holds less than is unsettled");
	Ok(())
}

/// No more than 21,000,000 TAO exist.
pub fn issuance_is_capped<T: Config>() -> Verdict {
	ensure!(
		T::Currency::total_issuance() <= subtensor_emission::CAP,
		"issuance exceeds the cap"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};
	use frame_support::assert_ok;

	#[test]
	fn pots_should_be_noticed_when_they_hold_too_little() {
		assert_noticed("a pot holds less than it owes", || {
			assert_ok!(Ledger::<Test>::transfer(
				&Ledger::<Test>::pot(FIRST),
				&coldkey(0),
				1
			));
		});
	}

	#[test]
	fn plan_should_be_noticed_when_it_does_not_add_up() {
		assert_noticed("the plan's lines do not sum to the block's emission", || {
			Plan::<Test>::mutate(|plan| plan.per_block = 1);
		});
		assert_noticed("the plan has a line for a subnet that is not eligible", || {
			FirstEmissionBlockNumber::<Test>::remove(FIRST);
		});
		assert_noticed("the emission pot holds less than is unsettled", || {
			Plan::<Test>::mutate(|plan| plan.blocks += 1);
		});
	}

	#[test]
	fn issuance_should_be_noticed_when_it_exceeds_the_cap() {
		assert_noticed("issuance exceeds the cap", || {
			pallet_balances::TotalIssuance::<Test>::put(subtensor_emission::CAP + 1);
		});
	}
}
