//! Yuma consensus: how a subnet turns what its validators think of its neurons into pay.
//!
//! Once per tempo every subnet runs an [epoch](epoch()). In go the stakes, the weights with which validators
//! rate neurons, and the bonds of the epoch before; out come each neuron's incentive (pay for being rated)
//! and dividends (pay for rating), who may validate next, and new bonds. It is a pure function: the caller
//! gathers the [`EpochInput`] from storage and applies the [`EpochOutput`]; this crate never touches storage
//! itself.
//!
//! ```
//! use yuma::{EpochInput, Rows, emission, epoch};
//!
//! // Two validators agree on one miner, uid 2.
//! let input = EpochInput {
//!     current_block: 1_000,
//!     tempo: 360,
//!     activity_cutoff: 5_000,
//!     kappa: 32_767,
//!     bonds_moving_average: 900_000,
//!     max_validators: 2,
//!     stake: vec![3_000, 1_000, 0],
//!     last_update: vec![900, 900, 0],
//!     block_at_registration: vec![0, 0, 0],
//!     validator_permits: vec![true, true, false],
//!     weights: Rows::from_rows([vec![(2, 65_535)], vec![(2, 65_535)], vec![]]),
//!     bonds: Rows::empty(3),
//!     ..Default::default()
//! };
//! let output = epoch(&input)?;
//! assert_eq!(output.incentive[2].to_u16(), 65_535);
//! // Half for being rated, half for rating, and the roundings are nobody's.
//! assert_eq!(emission(&output, 1_000).combined, [375, 124, 500]);
//! # Ok::<(), yuma::YumaError>(())
//! ```
//!
//! # Steps
//!
//! Each step has a file, which defines it to the last rounding. S is stake, A active stake, W weights, c
//! consensus, I incentive, B bonds, i who rates, j who is rated.
//!
//! | step | file | in short |
//! |---|---|---|
//! | 1 activity | [`activity`] | inactive if `last_update_i + activity_cutoff < current_block` |
//! | 2 stake | [`mod@stake`] | `S_i`: share of all stake above the threshold |
//! | 3 permits | [`permits`] | the `max_validators` largest stakes validate in the next epoch |
//! | 4 active stake | [`mod@stake`] | `A_i`: share of the stake that is active and permitted |
//! | 5 weights | [`mod@weights`] | `W_ij`: what counts of the submitted weights, rows sum to one |
//! | 6 consensus | [`mod@consensus`] | `c_j`: the largest weight that stake `kappa` supports |
//! | 7 clip | [`rating`] | `min(W_ij, c_j)`; the row sum is the validator trust |
//! | 8 incentive | [`rating`] | `I_j`: share of `sum_i A_i * clipped_ij` |
//! | 9 penalty | [`bonds::penalty`] | the weights that bonds grow from, between W and clipped W |
//! | 10 old bonds | [`bonds::storage`] | bonds in a uid that changed hands do not count |
//! | 11 bonds | [`bonds::classic`] | `B_ij`: moving average of each validator's part in `A_i * W_ij` |
//! | 12 dividends | [`mod@dividends`] | share of `sum_j I_j * B_ij` |
//! | 13 emission | [`mod@emission`] | incentive and dividends as parts of an amount: [`emission()`] |
//! | 14 new bonds | [`bonds::storage`] | scaled to `u16`, for those with a new permit |
//!
//! # Numbers
//!
//! - Amounts are rao in `u64`, blocks are `u64`, uids are `u16`.
//! - A *proportion* is a `u16` over 65535; the moving average of bonds alone is in parts per million.
//! - All fractions are [`Fixed`]: signed 32.32 fixed point. Products round down, quotients towards zero and
//!   to zero when dividing by zero, conversions to integers down. Nothing ever rounds to nearest, so a column
//!   of shares sums to a few bits below one. Sums are exact, so no result depends on the order of entries.
//! - Matrices are [`Rows`], with no work or memory for entries that are not there.
//!
//! # Decisions
//!
//! - **Roundings are part of the protocol.** Truncating `A_i * W_ij` to 32 bits before scaling it costs
//!   precision where stake is small, and a median on a boundary falls to the lower side. Results must agree
//!   to the bit with those of the existing network, so neither is improved upon. The golden vectors in
//!   `tests/vectors` hold every field to that.
//! - **Order of uids matters in one place:** of equal stakes at the edge of [`permits`] the higher uid goes
//!   first.
//! - **The owner has a permit in this epoch too**, whatever is stored, not only in the next.
//! - **Zero total stake** is no error: nothing is shared out, all shares are zero.
//! - **A shape that is wrong is an error, and so is a moving average above one**; any other value of any
//!   field is an epoch. Duplicate entries are refused rather than added up or overwritten, as either would be
//!   a guess.
//! - **Shares stay in 32.32 in the output.** `u16` is what clients see, but paying by it would lose up to
//!   1/65535 per neuron. [`emission()`] rounds each part down; a caller who must pay out the last rao
//!   distributes by the bits.
//! - **Bonds are computed by column**, because every scaling of bonds is within a column. Listing a matrix by
//!   column sorts it as a by-product, so rows may come in any order.
//! - **The median is found by sorting**, not by selection: sums are exact, so both give the same, and sorting
//!   shows why.

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
#![cfg_attr(
	test,
	allow(
		clippy::arithmetic_side_effects,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic
	)
)]

extern crate alloc;

pub mod activity;
pub mod apportion;
pub mod bonds;
mod by_uid;
mod columns;
pub mod consensus;
pub mod dividends;
pub mod emission;
mod epoch;
mod error;
mod exp;
mod fixed;
mod input;
pub mod mechanisms;
mod output;
pub mod permits;
pub mod rating;
mod rows;
mod share;
pub mod stake;
mod validate;
pub mod weights;

pub use apportion::apportion;
pub use consensus::weighted_median;
pub use emission::{Emission, emission, exact_emission};
pub use epoch::epoch;
pub use error::YumaError;
pub use exp::exp;
pub use fixed::Fixed;
pub use input::{BondsMode, EpochInput, LiquidAlpha};
pub use mechanisms::{Combined, Mechanism, combine};
pub use output::EpochOutput;
pub use rows::Rows;
