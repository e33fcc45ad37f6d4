//! The burn price: examples, an oracle in floating point, and what holds for all inputs.

use proptest::prelude::*;
use subtensor_registration::{BurnPrice, MIN_INCREASE, PriceTerms, decayed, raised};

const TAO: u64 = 1_000_000_000;

/// So many millionths in units of 2^-64, rounded down.
const fn millionths(count: u128) -> u128 {
	(count << 64) / 1_000_000
}

const TERMS: PriceTerms = PriceTerms {
	half_life: 360,
	increase: millionths(1_260_000),
	min: 500_000,
	max: 100 * TAO,
};

#[test]
fn price_should_halve_exactly_when_half_lives_are_whole() {
	for halvings in 0..64 {
		assert_eq!(decayed(1 << 63, halvings * 360, 360), 1 << (63 - halvings));
		assert_eq!(
			decayed(u64::MAX, halvings * 7, 7),
			(u128::from(u64::MAX).div_ceil(1 << halvings)) as u64
		);
	}
}

#[test]
fn price_should_follow_the_curve_when_half_lives_are_parts() {
	// 10^9 * 2^-(1/4) = 840,896,415.25; * 2^-(1/2) = 707,106,781.19; * 2^-(3/4) = 594,603,557.50
	assert_eq!(decayed(TAO, 90, 360), 840_896_416);
	assert_eq!(decayed(TAO, 180, 360), 707_106_782);
	assert_eq!(decayed(TAO, 270, 360), 594_603_558);
}

#[test]
fn price_should_stay_above_zero_when_it_was() {
	assert_eq!(decayed(1, u64::MAX, 1), 1);
	assert_eq!(decayed(u64::MAX, 64, 1), 1);
	assert_eq!(decayed(u64::MAX, u64::MAX, 360), 1);
	assert_eq!(decayed(0, 5, 360), 0);
}

#[test]
fn price_should_fall_at_once_when_half_life_is_zero() {
	assert_eq!(decayed(TAO, 0, 0), TAO);
	assert_eq!(decayed(TAO, 1, 0), 1);
	assert_eq!(decayed(0, 1, 0), 0);
	let terms = PriceTerms {
		half_life: 0,
		..TERMS
	};
	assert_eq!(BurnPrice { last: TAO, at: 9 }.current(9, &terms), TAO);
	assert_eq!(BurnPrice { last: TAO, at: 9 }.current(10, &terms), terms.min);
}

#[test]
fn registration_should_raise_by_the_least_factor_when_terms_name_less() {
	assert_eq!(raised(TAO, millionths(1_260_000)), 1_260_000_000);
	assert_eq!(raised(TAO, 0), 1_100_000_000);
	assert_eq!(raised(TAO, MIN_INCREASE), 1_100_000_000);
	assert_eq!(raised(1, millionths(1_260_000)), 2, "rounded up");
	assert_eq!(raised(0, millionths(1_260_000)), 2, "nothing is raised as one");
	assert_eq!(raised(u64::MAX, u128::MAX), u64::MAX);
}

#[test]
fn price_should_stay_within_bounds_when_nobody_or_everybody_comes() {
	let start = BurnPrice { last: TAO, at: 100 };
	assert_eq!(start.current(100, &TERMS), TAO);
	assert_eq!(start.current(460, &TERMS), TAO / 2);
	assert_eq!(start.current(1_000_000, &TERMS), TERMS.min);
	let mut price = start;
	for _ in 0..30 {
		price = price.after_registration(100, &TERMS);
	}
	assert_eq!(
		price,
		BurnPrice {
			last: TERMS.max,
			at: 100
		}
	);
}

#[test]
fn minimum_should_win_when_bounds_are_the_wrong_way_round() {
	let terms = PriceTerms {
		min: 10,
		max: 5,
		..TERMS
	};
	assert_eq!(BurnPrice { last: 7, at: 0 }.current(0, &terms), 10);
}

#[test]
fn price_should_stand_when_now_lies_before_the_last_registration() {
	let price = BurnPrice { last: TAO, at: 100 };
	assert_eq!(price.current(50, &TERMS), TAO);
	assert_eq!(price.after_registration(50, &TERMS).at, 100);
}

#[test]
fn price_should_settle_when_registrations_come_evenly() {
	// One registration each `h * log2(1.26)` blocks holds the price: 120 blocks of 360 give 2^(1/3) = 1.25992.
	let mut price = BurnPrice { last: TAO, at: 0 };
	for round in 1..=50 {
		price = price.after_registration(round * 120, &TERMS);
	}
	assert!((TAO..TAO * 101 / 100).contains(&price.last), "{price:?}");
}

/// Half-lives and ages as they occur, and as they do not.
fn span() -> impl Strategy<Value = u64> {
	prop_oneof![0u64..100_000, any::<u32>().prop_map(u64::from), any::<u64>()]
}

fn price() -> impl Strategy<Value = u64> {
	(0u32..64, any::<u64>()).prop_map(|(shift, noise)| noise >> shift)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(5_000))]

	#[test]
	fn decay_should_be_near_the_oracle_when_computed_in_integers(price in price(), blocks in 0u64..500_000, half_life in 1u64..50_000) {
		let exact = price as f64 * (-(blocks as f64) / half_life as f64).exp2();
		let ours = decayed(price, blocks, half_life) as f64;
		// An f64 carries 53 bits; the exponent's own error counts per halving.
		let blur = exact * 1e-13 + 1e-9;
		prop_assert!(ours >= exact - blur, "{} < {}", ours, exact);
		prop_assert!(ours <= exact * (1.0 + 2f64.powi(-32)) + 1.0 + blur, "{} > {}", ours, exact);
	}

	#[test]
	fn decay_should_never_rise_when_blocks_pass(price in price(), blocks in span(), more in span(), half_life in span()) {
		let later = blocks.saturating_add(more);
		let next = blocks.saturating_add(1);
		let now = decayed(price, blocks, half_life);
		prop_assert!(now <= price);
		prop_assert!(decayed(price, next, half_life) <= now);
		prop_assert!(decayed(price, later, half_life) <= now);
		prop_assert_eq!(decayed(price, 0, half_life), price);
	}

	#[test]
	fn decay_should_not_rise_when_half_lives_are_long(price in price(), blocks in span(), half_life in (1u64 << 40)..) {
		let now = decayed(price, blocks, half_life);
		for step in 1..20 {
			prop_assert!(decayed(price, blocks.saturating_add(step), half_life) <= now);
		}
	}

	#[test]
	fn decay_should_keep_order_when_prices_differ(low in price(), high in price(), blocks in span(), half_life in span()) {
		let (low, high) = (low.min(high), low.max(high));
		prop_assert!(decayed(low, blocks, half_life) <= decayed(high, blocks, half_life));
	}

	#[test]
	fn raise_should_be_at_least_a_tenth_when_not_at_the_end(price in price(), increase in any::<u128>()) {
		let after = raised(price, increase);
		let far_above_the_supply = price > 1_000_000_000_000_000_000;
		prop_assert!(far_above_the_supply || u128::from(after) * 10 >= u128::from(price) * 11);
		prop_assert!(after > price || price == u64::MAX);
	}

	#[test]
	fn least_raise_should_be_a_tenth_rounded_up_when_somebody_could_pay_it(price in 1u64..1_000_000_000_000_000_000) {
		let tenths = (u128::from(price) * 11).div_ceil(10);
		prop_assert_eq!(u128::from(raised(price, MIN_INCREASE)), tenths);
	}

	#[test]
	fn registration_should_leave_the_price_within_bounds_when_terms_are_sane(
		last in price(), at in span(), now in span(), half_life in span(), increase in any::<u128>(), a in price(), b in price(),
	) {
		let terms = PriceTerms { half_life, increase, min: a.min(b), max: a.max(b) };
		let before = BurnPrice { last, at }.current(now, &terms);
		let after = BurnPrice { last, at }.after_registration(now, &terms);
		prop_assert!((terms.min..=terms.max).contains(&before));
		prop_assert!((terms.min..=terms.max).contains(&after.last));
		prop_assert!(after.last > before || after.last == terms.max);
		prop_assert_eq!(after.current(after.at, &terms), after.last);
	}
}
