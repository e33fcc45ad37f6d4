//! One behaviour each, with numbers that can be checked by hand.

use subtensor_stake_pool::{Leaving, MAX_RAO, Pool, PoolError, VIRTUAL_SHARES, Withdrawal};

const TAO: u64 = 1_000_000_000;

#[test]
fn first_entry_should_buy_65536_shares_per_rao_when_pool_is_empty() {
	let (pool, shares) = Pool::EMPTY.enter(TAO).unwrap();
	assert_eq!(shares, u128::from(TAO) << 16);
	assert_eq!(pool, Pool { rao: TAO, shares });
	assert_eq!(pool.rao_for(shares), Some(TAO));
}

#[test]
fn raise_should_lift_the_worth_of_all_when_two_hold() {
	let (pool, first) = Pool::EMPTY.enter(3 * TAO).unwrap();
	let (pool, second) = pool.enter(TAO).unwrap();
	let pool = pool.raise(400_000_000).unwrap();
	// 0.3 and 0.1 TAO, less the part of a rao that falls to the virtual shares.
	assert_eq!(pool.rao_for(first), Some(3_299_999_999));
	assert_eq!(pool.rao_for(second), Some(1_099_999_999));
}

#[test]
fn amount_should_be_paid_exactly_when_it_is_covered() {
	let (pool, held) = Pool::EMPTY.enter(10).unwrap();
	let pool = pool.raise(5).unwrap();
	// A share is worth 16 / (11 * 65536) rao; 7 rao cost 7 * 11 * 65536 / 16 = 315392 shares.
	let leaving = pool.leave(held, Withdrawal::Amount(7)).unwrap();
	assert_eq!(
		leaving,
		Leaving {
			pool: Pool {
				rao: 8,
				shares: 10 * VIRTUAL_SHARES - 315_392
			},
			shares: 315_392,
			paid: 7,
			left_over: 0,
		}
	);
}

#[test]
fn remainder_should_be_left_over_when_the_last_share_goes() {
	let (pool, held) = Pool::EMPTY.enter(10).unwrap();
	let pool = pool.raise(5).unwrap();
	// 10 * 16 / 11 = 14.5
	let leaving = pool.leave(held, Withdrawal::All).unwrap();
	assert_eq!(
		leaving,
		Leaving {
			pool: Pool::EMPTY,
			shares: held,
			paid: 14,
			left_over: 1
		}
	);
}

#[test]
fn dust_shares_should_go_for_nothing_when_they_are_worth_less_than_a_rao() {
	let pool = Pool {
		rao: 10,
		shares: 10 * VIRTUAL_SHARES,
	};
	let leaving = pool.leave(3, Withdrawal::All).unwrap();
	assert_eq!((leaving.shares, leaving.paid, leaving.left_over), (3, 0, 0));
	assert_eq!(
		leaving.pool,
		Pool {
			rao: 10,
			shares: 10 * VIRTUAL_SHARES - 3
		}
	);
}

#[test]
fn nothing_should_change_when_amount_is_zero() {
	let (pool, held) = Pool::EMPTY.enter(10).unwrap();
	let leaving = pool.leave(held, Withdrawal::Amount(0)).unwrap();
	assert_eq!(
		leaving,
		Leaving {
			pool,
			shares: 0,
			paid: 0,
			left_over: 0
		}
	);
}

#[test]
fn entry_should_be_refused_when_it_buys_no_share() {
	assert_eq!(Pool::EMPTY.enter(0), Err(PoolError::ZeroShares));
	let pool = Pool {
		rao: 1 << 40,
		shares: 1,
	};
	assert_eq!(pool.enter(1), Err(PoolError::ZeroShares));
}

#[test]
fn withdrawal_should_be_refused_when_it_exceeds_the_worth() {
	let (pool, held) = Pool::EMPTY.enter(TAO).unwrap();
	assert_eq!(
		pool.leave(held, Withdrawal::Amount(TAO + 1)),
		Err(PoolError::WorthLess)
	);
	assert_eq!(pool.leave(0, Withdrawal::Amount(1)), Err(PoolError::WorthLess));
}

#[test]
fn withdrawal_should_be_refused_when_more_is_held_than_exists() {
	let (pool, held) = Pool::EMPTY.enter(TAO).unwrap();
	assert_eq!(
		pool.leave(held + 1, Withdrawal::All),
		Err(PoolError::Inconsistent)
	);
}

#[test]
fn raise_should_be_refused_when_pool_is_empty() {
	assert_eq!(Pool::EMPTY.raise(1), Err(PoolError::Empty));
}

#[test]
fn growth_should_be_refused_when_it_passes_the_limit() {
	let (pool, held) = Pool::EMPTY.enter(MAX_RAO).unwrap();
	assert_eq!(pool.rao_for(held), Some(MAX_RAO));
	assert_eq!(pool.enter(1), Err(PoolError::TooLarge));
	assert_eq!(pool.raise(1), Err(PoolError::TooLarge));
	assert_eq!(Pool::EMPTY.enter(u64::MAX), Err(PoolError::TooLarge));
	// And out again in full, at the very edge of 128 bits.
	let leaving = pool.leave(held, Withdrawal::Amount(MAX_RAO)).unwrap();
	assert_eq!(
		(leaving.paid, leaving.shares, leaving.left_over),
		(MAX_RAO, held, 0)
	);
}
