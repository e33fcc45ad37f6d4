//! How much TAO a block mints, which subnets it goes to, and how a subnet's part is cut.
//!
//! | file | idea |
//! |---|---|
//! | [`schedule`] | what a block mints: 1 TAO, halved by supply, ended by the cap of 21 million |
//! | [`root`] | the shares of the subnets, as root's validators judge them |
//! | [`apportion()`], of the crate `yuma` | dividing rao by such shares so that nothing is lost |
//! | [`cuts`] | the owner's 18 %, and the halves of the rest |
//! | [`mechanisms`] | the parts of a subnet's mechanisms, and of the neurons in each |
//!
//! In the life of one block and one epoch:
//!
//! ```
//! use subtensor_emission::{OWNER_CUT, RootVotes, Schedule, TAO, Voter, apportion, cut, root_shares};
//!
//! let minted = Schedule::default().block_emission(5_000_000 * TAO);
//! let votes = RootVotes {
//!     voters: vec![
//!         Voter { stake: 700 * TAO, weights: vec![(0, 1), (1, 1)] },
//!         Voter { stake: 300 * TAO, weights: vec![(0, 1)] },
//!     ],
//!     columns: 2,
//!     kappa: 32_767,
//!     rho: 10,
//! };
//! let shares = if votes.hold_majority(1_500 * TAO) { root_shares(&votes) } else { None };
//! let pending = apportion(minted, &shares.unwrap_or(vec![1; 2])).unwrap();
//! assert_eq!(pending.iter().sum::<u64>(), minted);
//!
//! let cuts = cut(pending[0], OWNER_CUT);
//! assert_eq!(cuts.owner + cuts.miners + cuts.validators, pending[0]);
//! ```
//!
//! Source: section 3 of the protocol. Amounts are rao in `u64`.
//!
//! # What it never does
//!
//! No storage, no accounts, nothing minted or burned, no floats, no panics. It does not know which subnets are
//! eligible or which weights count: the caller gathers, and applies what comes back.
//!
//! # Decisions
//!
//! * **Halving by thresholds, not logarithms.** Exact at every rao; on the schedule of Bittensor's main network
//!   it gives what that computes with a fixed-point logarithm.
//! * **A first halving of 0 or above the cap is no [`Schedule`]**, so that a genesis in the wrong unit fails at
//!   once.
//! * **Parts by largest remainder**, since rounding down everywhere leaves rao unminted and "the rest to the
//!   last" favours a place. The unit left goes to the same subnets in every block while shares stand, so the
//!   parts of `n` equal blocks are `n` times those of one, and a caller may settle late.
//! * **A seat without weights is no voter**: it is left out before stakes are scaled, and so does not lower
//!   anyone's trust. Whether voters are enough to decide is a question of its own
//!   ([`RootVotes::hold_majority`]).
//! * **Weights for a column that does not exist do not count; several for the same column add up.** Either is
//!   the caller's oversight, and neither may stop an epoch.
//! * **The part of a mechanism in which no miner earned is recycled**, with the owner's cut on it, and not given to
//!   the others: no work, no pay, and no owner gains by a mechanism that it opens for nobody. The cut is taken once,
//!   of what the other mechanisms have together.
//! * **Shares are returned as they round, not filled up to one**: [`apportion()`] scales by their sum anyway.

#![no_std]
#![forbid(unsafe_code)]
#![deny(
	missing_docs,
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic
)]

extern crate alloc;

pub mod cuts;
pub mod mechanisms;
pub mod root;
pub mod schedule;

pub use cuts::{Cuts, OWNER_CUT, cut};
pub use mechanisms::{Division, Earned, divide};
pub use root::{RootVotes, Voter, root_shares};
pub use schedule::{CAP, DEFAULT_FIRST_HALVING, INITIAL_BLOCK_EMISSION, MAX_HALVINGS, Schedule, TAO};
pub use yuma::apportion;
