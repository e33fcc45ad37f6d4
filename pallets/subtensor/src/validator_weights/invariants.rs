//! What holds of the weights that validators set.

use crate::{invariants::Verdict, *};
use frame_support::ensure;

/// Destinations ascend and exist.
pub fn weights_are_in_shape<T: Config>() -> Verdict {
	for (index, uid, row) in Weights::<T>::iter() {
		let netuid = NetUid(index.0);
		let n = SubnetworkN::<T>::get(netuid);
		ensure!(uid < n, "weights of a uid that does not exist");
		ensure!(
			row.iter().zip(row.iter().skip(1)).all(|(a, b)| a.0 < b.0),
			"destinations do not ascend"
		);
		let exists = |dest: u16| {
			if netuid.is_root() {
				NetworksAdded::<T>::get(NetUid(dest))
			} else {
				dest < n
			}
		};
		ensure!(
			row.iter().all(|(dest, _)| exists(*dest)),
			"weights name a destination that does not exist"
		);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{invariants::broken::assert_noticed, mock::*};

	#[test]
	fn weights_should_be_noticed_when_out_of_shape() {
		let put = |row: Vec<(u16, u16)>| {
			Weights::<Test>::insert(NetUidStorageIndex::from(FIRST), 0, PerUid::try_from(row).unwrap());
		};
		assert_noticed("destinations do not ascend", || put(vec![(0, 1), (0, 1)]));
		assert_noticed("weights name a destination that does not exist", || {
			put(vec![(3, 1)])
		});
		assert_noticed("weights of a uid that does not exist", || {
			Weights::<Test>::insert(NetUidStorageIndex::from(FIRST), 4, PerUid::default());
		});
	}
}
