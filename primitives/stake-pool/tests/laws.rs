//! What holds for every history of a pool.

use proptest::{collection::vec, prelude::*};
use subtensor_stake_pool::{MAX_RAO, Pool, PoolError, VIRTUAL_SHARES, Withdrawal};

const HOLDERS: usize = 5;

/// One step of a history.
#[derive(Clone, Debug)]
enum Step {
	Enter(usize, u64),
	/// A part of the worth, in units of 1/256.
	LeavePart(usize, u8),
	LeaveAll(usize),
	Raise(u64),
}

/// Amounts of every order of magnitude up to the supply cap.
fn rao() -> impl Strategy<Value = u64> {
	(0u32..=54, any::<u64>())
		.prop_map(|(bits, noise)| (noise & ((1 << bits) - 1)).min(21_000_000_000_000_000 / 64))
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		3 => (0..HOLDERS, rao()).prop_map(|(who, rao)| Step::Enter(who, rao)),
		2 => (0..HOLDERS, any::<u8>()).prop_map(|(who, part)| Step::LeavePart(who, part)),
		1 => (0..HOLDERS).prop_map(Step::LeaveAll),
		2 => rao().prop_map(Step::Raise),
	]
}

/// A pool with its holders and the rao that went in and came out.
#[derive(Default)]
struct History {
	pool: Pool,
	held: [u128; HOLDERS],
	rao_in: u128,
	rao_out: u128,
}

impl History {
	fn apply(&mut self, step: &Step) {
		match *step {
			Step::Enter(who, rao) => match self.pool.enter(rao) {
				Ok((pool, shares)) => {
					self.held[who] += shares;
					self.rao_in += u128::from(rao);
					self.pool = pool;
				}
				Err(error) => assert_eq!(error, PoolError::ZeroShares),
			},
			Step::LeavePart(who, part) => {
				let worth = self.pool.rao_for(self.held[who]).unwrap();
				let amount = u128::from(worth) * u128::from(part) / 255;
				self.leave(who, Withdrawal::Amount(amount as u64));
			}
			Step::LeaveAll(who) => self.leave(who, Withdrawal::All),
			Step::Raise(rao) => match self.pool.raise(rao) {
				Ok(pool) => {
					self.rao_in += u128::from(rao);
					self.pool = pool;
				}
				Err(error) => assert_eq!((error, self.pool.shares), (PoolError::Empty, 0)),
			},
		}
	}

	fn leave(&mut self, who: usize, withdrawal: Withdrawal) {
		// Never stuck: whatever came before, leaving works.
		let leaving = self.pool.leave(self.held[who], withdrawal).unwrap();
		assert!(leaving.shares <= self.held[who]);
		self.held[who] -= leaving.shares;
		self.rao_out += u128::from(leaving.paid) + u128::from(leaving.left_over);
		self.pool = leaving.pool;
	}

	fn check(&self) {
		assert_eq!(self.held.iter().sum::<u128>(), self.pool.shares, "shares add up");
		assert_eq!(
			self.rao_in,
			self.rao_out + u128::from(self.pool.rao),
			"rao add up"
		);
		let worth: u128 = self
			.held
			.iter()
			.map(|held| u128::from(self.pool.rao_for(*held).unwrap()))
			.sum();
		assert!(worth <= u128::from(self.pool.rao), "solvent");
		assert!(
			self.pool.shares <= VIRTUAL_SHARES * u128::from(self.pool.rao),
			"the bound that the docs prove"
		);
		assert!(
			self.pool.shares > 0 || self.pool == Pool::EMPTY,
			"no rao without a holder"
		);
	}
}

/// Is the price of the second pool at least that of the first? Exact, in 256 bits by halves.
fn price_held(before: &Pool, after: &Pool) -> bool {
	let wide = |rao: u64, shares: u128| {
		let (rao, shares) = (u128::from(rao) + 1, shares + VIRTUAL_SHARES);
		let low = rao * (shares & u128::from(u64::MAX));
		let high = rao * (shares >> 64) + (low >> 64);
		(high, low & u128::from(u64::MAX))
	};
	wide(after.rao, before.shares) >= wide(before.rao, after.shares)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2_000))]

	#[test]
	fn history_should_never_pay_more_than_went_in_when_several_hold(steps in vec(step(), 1..60)) {
		let mut history = History::default();
		for step in &steps {
			let before = history.pool;
			let worths = history.held.map(|held| before.rao_for(held).unwrap());
			let shares = history.held;
			history.apply(step);
			history.check();
			if !history.pool.is_empty() {
				prop_assert!(price_held(&before, &history.pool), "price fell: {:?} -> {:?}", before, history.pool);
			}
			for who in 0..HOLDERS {
				if history.held[who] == shares[who] {
					prop_assert!(history.pool.rao_for(shares[who]).unwrap() >= worths[who], "a bystander lost");
				}
			}
		}
		for who in 0..HOLDERS {
			history.leave(who, Withdrawal::All);
			history.check();
		}
		prop_assert_eq!(history.pool, Pool::EMPTY);
		prop_assert_eq!(history.rao_in, history.rao_out);
	}

	#[test]
	fn round_trip_should_never_profit_when_made_at_once(steps in vec(step(), 0..30), amount in rao()) {
		let mut history = History::default();
		steps.iter().for_each(|step| history.apply(step));
		if let Ok((pool, shares)) = history.pool.enter(amount) {
			let leaving = pool.leave(shares, Withdrawal::All).unwrap();
			prop_assert!(leaving.paid <= amount);
			prop_assert!(history.pool.is_empty() || price_held(&history.pool, &leaving.pool));
			// And it costs at most the price of one share, and a rao.
			let share = history.pool.rao_for(1).unwrap();
			prop_assert!(amount - leaving.paid <= share + 2, "lost {}", amount - leaving.paid);
		}
	}

	#[test]
	fn donation_should_lose_when_made_to_inflate_a_share(
		seed in 1u64..1_000_000,
		kept in 0u8..=255,
		donated in rao(),
		victim in rao(),
	) {
		// The attacker is alone in the pool, thins its holding out, donates, waits for the victim, and leaves.
		let (pool, held) = Pool::EMPTY.enter(seed).unwrap();
		let mut spent = u128::from(seed) + u128::from(donated);
		let thinning = pool.leave(held, Withdrawal::Amount((u128::from(seed) * u128::from(kept) / 256) as u64)).unwrap();
		spent -= u128::from(thinning.paid);
		let held = held - thinning.shares;
		let pool = thinning.pool.raise(donated).unwrap();

		let (pool, victims) = match pool.enter(victim) {
			Ok((pool, shares)) => (pool, shares),
			// Refused: the victim keeps its rao.
			Err(error) => {
				prop_assert_eq!(error, PoolError::ZeroShares);
				(pool, 0)
			},
		};
		let leaving = pool.leave(held, Withdrawal::All).unwrap();
		prop_assert!(u128::from(leaving.paid) <= spent);
		// What the attacker gave up is at least 2^15 times what the victim lost by rounding.
		if victims > 0 {
			let lost = victim.saturating_sub(pool.rao_for(victims).unwrap() + 1);
			let burnt = spent - u128::from(leaving.paid);
			prop_assert!(burnt >= u128::from(lost) << 15 || lost == 0, "lost {} burnt {}", lost, burnt);
		}
	}

	#[test]
	fn transition_should_not_panic_when_given_any_numbers(
		rao in any::<u64>(), shares in any::<u128>(), amount in any::<u64>(), held in any::<u128>(), small in any::<u8>(),
	) {
		for pool in [Pool { rao, shares }, Pool { rao, shares: u128::from(small) }] {
			let _ = pool.shares_for(amount);
			let _ = pool.rao_for(held);
			let _ = pool.price_in_shares(amount);
			let _ = pool.raise(amount);
			if let Ok((next, _)) = pool.enter(amount) {
				prop_assert!(next.rao <= MAX_RAO);
			}
			for holding in [held, held % (pool.shares.max(1)), pool.shares] {
				for withdrawal in [Withdrawal::All, Withdrawal::Amount(amount)] {
					if let Ok(leaving) = pool.leave(holding, withdrawal) {
						prop_assert_eq!(leaving.paid + leaving.left_over + leaving.pool.rao, pool.rao);
						prop_assert_eq!(leaving.shares + leaving.pool.shares, pool.shares);
					}
				}
			}
		}
	}
}
