//! 18, 41, 41, and nothing lost.

use proptest::prelude::*;
use sp_arithmetic::Perbill;
use subtensor_emission::{Cuts, OWNER_CUT, cut};

#[test]
fn parts_should_be_18_41_41_when_the_whole_is_hundreds() {
	assert_eq!(
		cut(100, OWNER_CUT),
		Cuts {
			owner: 18,
			miners: 41,
			validators: 41
		}
	);
	assert_eq!(
		cut(360_000_000_000, OWNER_CUT),
		Cuts {
			owner: 64_800_000_000,
			miners: 147_600_000_000,
			validators: 147_600_000_000
		}
	);
}

#[test]
fn fractions_should_go_to_the_others_and_the_odd_rao_to_validators_when_it_does_not_divide() {
	// 18 % of 7 is 1.26; of the 6 left 3 each.
	assert_eq!(
		cut(7, OWNER_CUT),
		Cuts {
			owner: 1,
			miners: 3,
			validators: 3
		}
	);
	// 18 % of 5 is 0.9.
	assert_eq!(
		cut(5, OWNER_CUT),
		Cuts {
			owner: 0,
			miners: 2,
			validators: 3
		}
	);
	assert_eq!(
		cut(1, OWNER_CUT),
		Cuts {
			owner: 0,
			miners: 0,
			validators: 1
		}
	);
	assert_eq!(cut(0, OWNER_CUT), Cuts::default());
}

#[test]
fn owner_should_get_nothing_or_all_when_the_cut_is_at_an_end() {
	assert_eq!(
		cut(9, Perbill::zero()),
		Cuts {
			owner: 0,
			miners: 4,
			validators: 5
		}
	);
	assert_eq!(
		cut(9, Perbill::one()),
		Cuts {
			owner: 9,
			miners: 0,
			validators: 0
		}
	);
	assert_eq!(cut(u64::MAX, Perbill::one()).owner, u64::MAX);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(3_000))]

	#[test]
	fn parts_should_sum_to_the_whole_when_cut_anywhere(pending in any::<u64>(), parts in 0u32..=1_000_000_000) {
		let owner_cut = Perbill::from_parts(parts);
		let cuts = cut(pending, owner_cut);
		prop_assert_eq!(cuts.owner.checked_add(cuts.miners).and_then(|sum| sum.checked_add(cuts.validators)), Some(pending));
		prop_assert_eq!(cuts.owner, owner_cut.mul_floor(pending));
		prop_assert!(cuts.validators - cuts.miners <= 1);
	}
}
