//! How often something may be done.

/// A limit on how often something may be done, and when it was done last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Pace {
	/// Blocks that have to pass between one time and the next. 0: no limit.
	pub limit: u64,
	/// Block of the last time. `None`: never.
	pub last: Option<u64>,
}

impl Pace {
	/// The limit, but never twice in one block: what costs nothing must not fill a block.
	pub fn once_per_block(limit: u64, last: Option<u64>) -> Self {
		Self {
			limit: limit.max(1),
			last,
		}
	}

	/// The first block in which it may be done; 0 if it never was.
	pub fn next(&self) -> u64 {
		// clamp: a limit beyond all blocks means never again
		self.last.map_or(0, |last| last.saturating_add(self.limit))
	}

	/// Whether it may be done in block `now`.
	pub fn allows(&self, now: u64) -> bool {
		now >= self.next()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn pace_should_allow_again_when_the_limit_has_passed() {
		let pace = Pace {
			limit: 5,
			last: Some(10),
		};
		assert_eq!(pace.next(), 15);
		assert!(!pace.allows(14) && pace.allows(15));
		let free = Pace {
			limit: 0,
			last: Some(10),
		};
		assert!(free.allows(10));
		assert!(Pace { limit: 5, last: None }.allows(0));
		assert!(
			!Pace {
				limit: u64::MAX,
				last: Some(1)
			}
			.allows(u64::MAX - 1)
		);
	}

	#[test]
	fn pace_should_not_allow_twice_in_a_block_when_it_is_for_free_calls() {
		let pace = Pace::once_per_block(0, Some(10));
		assert!(!pace.allows(10) && pace.allows(11));
	}
}
