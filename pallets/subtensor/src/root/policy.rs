//! How votes become shares.

use crate::Config;
use alloc::vec::Vec;
use subtensor_emission::{RootVotes, root_shares};

/// How emission is shared among subnets: the votes of root in, one share per subnet out.
pub trait EmissionPolicy<T: Config> {
	/// Shares by column, in units of 2^-32; `None` if the votes decide nothing.
	fn shares(votes: &RootVotes) -> Option<Vec<u64>>;
}

/// Root's validators judge: weights clipped to their stake-weighted median, times consensus.
pub struct RootJudgement;

impl<T: Config> EmissionPolicy<T> for RootJudgement {
	fn shares(votes: &RootVotes) -> Option<Vec<u64>> {
		root_shares(votes)
	}
}
