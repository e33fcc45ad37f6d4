//! What holds of identities and symbols.

use crate::{
	invariants::{Verdict, subnets},
	*,
};
use alloc::collections::BTreeSet;
use frame_support::ensure;

/// Each subnet has a symbol of its own; identities and symbols are of subnets that exist.
pub fn identities_are_of_subnets<T: Config>() -> Verdict {
	let existing: BTreeSet<NetUid> = subnets::<T>().into_iter().collect();
	ensure!(
		TokenSymbol::<T>::iter_keys().collect::<BTreeSet<_>>() == existing,
		"the subnets with a symbol are not those that exist"
	);
	let symbols: BTreeSet<Vec<u8>> = TokenSymbol::<T>::iter_values().map(Symbol::into_inner).collect();
	ensure!(
		symbols.len() == existing.len(),
		"two subnets have the same symbol"
	);
	ensure!(
		SubnetIdentitiesV3::<T>::iter_keys().all(|netuid| existing.contains(&netuid)),
		"a subnet that does not exist has an identity"
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn identities_should_be_noticed_when_not_of_a_subnet() {
		assert_noticed("the subnets with a symbol are not those that exist", || {
			TokenSymbol::<Test>::remove(FIRST)
		});
		assert_noticed("two subnets have the same symbol", || {
			TokenSymbol::<Test>::insert(FIRST, identities::symbols::root())
		});
		assert_noticed("a subnet that does not exist has an identity", || {
			SubnetIdentitiesV3::<Test>::insert(NetUid(9), BoundedSubnetIdentity::default())
		});
	}
}
