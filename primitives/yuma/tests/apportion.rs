//! Division without loss: examples, and the laws of the method.

use proptest::{collection::vec, prelude::*};
use yuma::apportion;

#[test]
fn parts_should_be_quotas_when_they_are_whole() {
	assert_eq!(apportion(100, &[1, 2, 1]), Some(vec![25, 50, 25]));
	assert_eq!(apportion(0, &[1, 2]), Some(vec![0, 0]));
	assert_eq!(apportion(7, &[9]), Some(vec![7]));
}

#[test]
fn unit_left_should_go_to_the_largest_fraction_when_they_differ() {
	// Quotas 1.25, 3.75, 5.
	assert_eq!(apportion(10, &[1, 3, 4]), Some(vec![1, 4, 5]));
	// Quotas 0.4, 0.2, 0.2, 0.2.
	assert_eq!(apportion(1, &[2, 1, 1, 1]), Some(vec![1, 0, 0, 0]));
	assert_eq!(apportion(1, &[1, 1, 1, 2]), Some(vec![0, 0, 0, 1]));
}

#[test]
fn unit_left_should_go_to_the_lower_index_when_fractions_tie() {
	assert_eq!(apportion(11, &[1, 1, 1]), Some(vec![4, 4, 3]));
	assert_eq!(apportion(1, &[0, 5, 5]), Some(vec![0, 1, 0]));
}

#[test]
fn nobody_should_be_given_anything_when_there_is_no_weight() {
	assert_eq!(apportion(10, &[]), None);
	assert_eq!(apportion(10, &[0, 0, 0]), None);
	assert_eq!(apportion(0, &[]), None);
}

#[test]
fn parts_should_be_exact_when_numbers_are_the_largest() {
	assert_eq!(apportion(u64::MAX, &[u64::MAX; 3]), Some(vec![u64::MAX / 3; 3]));
	assert_eq!(apportion(u64::MAX, &[u64::MAX, 1]), Some(vec![u64::MAX - 1, 1]));
}

/// Weights with many zeros and ties, small and large.
fn weights() -> impl Strategy<Value = Vec<u64>> {
	vec(prop_oneof![Just(0), 1u64..5, 0u64..=1 << 32, any::<u64>()], 0..80)
}

fn amount() -> impl Strategy<Value = u64> {
	prop_oneof![0u64..200, 0u64..2_000_000_000, any::<u64>()]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(3_000))]

	#[test]
	fn parts_should_sum_to_the_whole_when_there_is_any_weight(total in amount(), weights in weights()) {
		let Some(parts) = apportion(total, &weights) else {
			prop_assert!(weights.iter().all(|weight| *weight == 0));
			return Ok(());
		};
		prop_assert_eq!(parts.len(), weights.len());
		prop_assert_eq!(parts.iter().map(|part| u128::from(*part)).sum::<u128>(), u128::from(total));
		let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
		for (part, weight) in parts.iter().zip(&weights) {
			let floor = u128::from(total) * u128::from(*weight) / sum;
			let exact = u128::from(total) * u128::from(*weight) % sum == 0;
			prop_assert!(u128::from(*part) == floor || (!exact && u128::from(*part) == floor + 1));
		}
	}

	#[test]
	fn parts_should_be_ordered_as_weights_when_compared(total in amount(), weights in weights()) {
		if let Some(parts) = apportion(total, &weights) {
			for first in 0..weights.len() {
				for second in first + 1..weights.len() {
					if weights[first] >= weights[second] {
						prop_assert!(parts[first] >= parts[second]);
					} else {
						prop_assert!(parts[first] <= parts[second]);
					}
				}
			}
		}
	}

	#[test]
	fn parts_should_follow_their_weights_when_permuted(total in amount(), weights in weights(), by in any::<prop::sample::Index>()) {
		if let Some(parts) = apportion(total, &weights) {
			let mut turned = weights.clone();
			turned.rotate_left(by.index(weights.len()));
			let turned = turned.iter().copied().zip(apportion(total, &turned).unwrap());
			// Up to ties: who has which weight may change places, the pairs may not.
			let mut pairs: Vec<(u64, u64)> = weights.iter().copied().zip(parts).collect();
			let mut turned: Vec<(u64, u64)> = turned.collect();
			pairs.sort_unstable();
			turned.sort_unstable();
			// Fractions can tie between unlike weights, too; then only the multiset of quotas rounded agrees.
			let moved: u64 = pairs.iter().zip(&turned).map(|(a, b)| a.1.abs_diff(b.1)).sum();
			prop_assert!(moved == 0 || fractions_tie(total, &weights), "{} moved", moved);
		}
	}

	#[test]
	fn parts_should_not_change_when_weights_are_scaled(total in amount(), weights in vec(0u64..1 << 40, 0..80), by in 1u64..1 << 20) {
		let scaled: Vec<u64> = weights.iter().map(|weight| weight * by).collect();
		prop_assert_eq!(apportion(total, &weights), apportion(total, &scaled));
	}
}

/// Do two unlike weights leave the same fraction?
fn fractions_tie(total: u64, weights: &[u64]) -> bool {
	let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
	let mut fractions: Vec<(u128, u64)> = weights
		.iter()
		.map(|weight| (u128::from(total) * u128::from(*weight) % sum, *weight))
		.collect();
	fractions.sort_unstable();
	fractions.dedup();
	fractions.windows(2).any(|pair| pair[0].0 == pair[1].0)
}
