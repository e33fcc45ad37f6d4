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
//! Everything below is the specification: whoever follows it gets the same result to the last bit.
//!
//! # Symbols
//!
//! | symbol | what | range, unit |
//! |---|---|---|
//! | i, j | who rates, who is rated: uids | 0 to n - 1 |
//! | `S_i` | stake: the share of all stake, `A_i` of the stake that has a say | 0 to 1 |
//! | `W_ij` | weight: a rater's row sums to one | 0 to 1 |
//! | `c_j` | consensus: the weight on j that a majority supports | 0 to 1 |
//! | `kappa` | how much stake is a majority | 0 to 1 |
//! | `R_j`, `I_j` | rank, and incentive: the share of all rank | 0 to 1 |
//! | `T_i` | validator trust | 0 to 1 |
//! | `beta` | bonds penalty: how far bonds follow clipped weights | 0 to 1 |
//! | `V_ij` | weight for bonds | 0 to 1 |
//! | `alpha` | the part of the new in a bond: 1 less `bonds_moving_average / 10^6` rounded down, but by liquid alpha | 0 to 1 |
//! | `B_ij` | bond of i in j, `B'_ij` the one of the epoch before | 0 to 1 |
//! | `D_i` | dividend | 0 to 1 |
//!
//! # Steps
//!
//! Each step has a file, which defines it to the last rounding (`cargo doc -p yuma --document-private-items` shows
//! all of it). Numbers in parentheses are the equations of the
//! paper on Yuma consensus (`docs/consensus.md` of the existing network).
//!
//! | step | file | formula |
//! |---|---|---|
//! | 1 activity | [`activity`] | i is inactive if `last_update_i + activity_cutoff < current_block` |
//! | 2 stake | [`mod@stake`] | `S_i = stake_i / sum(stake)`, below the threshold 0 |
//! | 3 permits | [`permits`] | the `max_validators` largest `S_i` validate in the next epoch |
//! | 4 active stake | [`mod@stake`] | `A = S / sum(S)` over the active with a permit |
//! | 5 weights | [`mod@weights`] | `W_ij = w_ij / sum_j(w_ij)` over those that count |
//! | 6 consensus | [`mod@consensus`] | (3) `c_j = max { w : sum of A_i with W_ij >= w is at least kappa }` |
//! | 7 clip | [`rating`] | `T_i = sum_j min(W_ij, c_j)` |
//! | 8 incentive | [`rating`] | `R_j = sum_i A_i * min(W_ij, c_j)`, `I = R / sum(R)` |
//! | 9 penalty | [`bonds::penalty`] | (4) `V_ij = (1 - beta) * W_ij + beta * min(W_ij, c_j)` |
//! | 10 old bonds | [`bonds::storage`] | `B'_ij` counts if j did not change hands since |
//! | 11 classic bonds | [`bonds::classic`] | (5) `N_ij = A_i * V_ij / sum_i(A_i * V_ij)`, (6) `B = alpha * N + (1 - alpha) * B'`, then `B / sum_i(B)`; `B'` scaled to column sums of one |
//! | 11 Yuma3 | [`bonds::yuma3`] | `B = alpha * V + (1 - alpha) * B'`, `B'` as it is |
//! | 11 liquid alpha | [`bonds::liquid_alpha`] | `alpha_ij = low + (high - low) / (1 + e^(-steepness * (d - 1/2)))`, `d` = `V - c` or, if `V < B'`, `B' - V`, at least 0 |
//! | 12 dividends | [`mod@dividends`] | `D_i = sum_j B_ij * I_j`, in Yuma3 with `B / sum_i(B)` and times `A_i`; then `D / sum(D)` |
//! | 13 emission | [`mod@emission`] | (7) `E = (I + D) / sum(I + D)`, as parts of an amount |
//! | 14 new bonds | [`bonds::storage`] | as `u16`: classic `B_ij / max_i(B_ij)`, Yuma3 `B_ij`; only rows with a new permit |
//! | mechanisms | [`mechanisms`] | several epochs of one subnet: means by share, amounts exactly |
//!
//! Dividing by a sum of zero gives zeros, except for step 13, which then goes by stake.
//!
//! # Numbers
//!
//! - Amounts are rao in `u64`, blocks are `u64`, uids are `u16`.
//! - A *proportion* is a `u16` over 65535; the moving average of bonds alone is in parts per million, the
//!   steepness in hundredths.
//! - All fractions have 32 fraction bits. What comes out is a [`Fixed`], signed 32.32; what is computed with is
//!   from zero to one and unsigned, so that every product and quotient fits 64 bits.
//! - Products and quotients are rounded down, conversions to integers too. The correction of step 9 is rounded
//!   up; of liquid alpha the slope `steepness / -100` is rounded towards zero, and then the exponent
//!   `slope * (d - 1/2)` towards minus infinity. Nothing is ever rounded to nearest.
//! - Sums are exact, so no result depends on the order of entries.
//! - Matrices are [`Rows`], with no work or memory for entries that are not there.
//!
//! # Errors, and who gets remainders
//!
//! A quotient is short by less than one bit, 2^-32. So shares of `k` neurons sum to one less `k` bits at most,
//! and the difference is nobody's. Everything else follows: consensus is within a few bits of the exact
//! mathematics, but where a median lies on the boundary between two scores, there the lower one wins. A rank is
//! short by less than a bit per rater, and incentive by that over the sum of ranks. Bonds that come from a purchase of a few bits are as coarse as that. `tests/oracle.rs` carries the bound of
//! every value through the whole epoch in 64-bit floats and holds each output to it.
//!
//! Amounts: [`emission()`] rounds every part down as the existing network does: each is short by less than one
//! unit and what a bit is worth, `amount / 2^32`, and that is nobody's. [`exact_emission`] and [`combine`] give the rest to the largest remainders, ties to the lower uid,
//! and nothing is lost.
//!
//! # Laws
//!
//! Tested for random subnets, to the bit unless said otherwise (`tests/laws.rs`, `tests/economics.rs`):
//!
//! - Renaming uids renames the result, if no two stakes tie at the edge of the permits.
//! - Scaling all stakes and the threshold, or a rater's weights, changes nothing.
//! - Raters with less than `kappa` of the vote cannot lift consensus above the largest weight of the others, and
//!   a neuron that they alone rate earns nothing.
//! - Raising a weight never lowers the rated neuron's consensus or incentive, nor raises another's consensus.
//! - With full penalty, who gives every neuron at least its consensus earns at least as much as anyone with the
//!   same stake and old bonds: classic and Yuma3, and with liquid alpha to one `u16` step if its steepness is not
//!   negative. Without penalty that is false, and two tests show how.
//! - Who has no permit, no stake or is inactive has no say in consensus and incentive.
//!
//! # What consensus is for
//!
//! The paper's experiment, with its sizes and deviations: 64 validators and 448 miners in two teams. The honest
//! one holds a part `S_H` of the stake and finds a part `W_H` of its own team's use, which it says; the cabal puts
//! a part `W_C` on its own miners, whatever they are worth. Who earns less than its share of the stake loses it
//! over time.
//!
#![doc = include_str!("../docs/retention.svg")]
//!
//! - **Without consensus** every line ends at `W_H = 1`: a cabal that rates only itself wins against any majority
//!   that finds any use in it. At `W_H = 0.8` 60 % of honest stake is lost from `W_C = 0.70` on, 80 % from 0.20 on.
//! - **With consensus** the lines turn up: from some honest utility on no self-weight helps the cabal. It is 0.67
//!   for 60 % of honest stake, 0.72 for 70 %, 0.81 for 80 %. The paper publishes 67 % for 60 % of honest stake;
//!   for weights that do not deviate 60 % (here 60 %), for a deviation of 0.4 and penalties of 100, 50 and 0 %
//!   73, 76 and 78 % (here 74, 77 and 79 %).
//! - **Half of the stake is no majority**: at `S_H = 0.50` consensus changes nothing.
//!
//! `cargo run --release -p yuma --example retention -- OUT.svg` draws the figure and prints the numbers.
//!
//!
//! # Speed and memory
//!
//! Beside a plain implementation in nested vectors with the structure of the existing network's
//! (`benches/plain`, itself bit for bit on all vectors), natively and in Wasm with the engine settings and the
//! allocator of a Substrate node, on bonds of the third epoch with full penalty:
//!
//! | neurons / validators, rated | mode | plain / this, native | plain / this, Wasm | Wasm / native |
//! |---|---|---|---|---|
//! | 256 / 64, all | classic | 10.7 | 17.3 | 1.7 |
//! | 1024 / 64, all | classic | 11.2 | 18.7 | 1.3 |
//! | 4096 / 128, all | classic | 10.9 | 18.0 | 1.2 |
//! | 4096 / 128, 10 % | classic | 17.2 | 33.6 | 1.5 |
//! | 256 / 64, all | Yuma3 | 10.5 | 18.2 | 1.5 |
//! | 1024 / 64, all | Yuma3 | 10.1 | 18.1 | 1.5 |
//! | 4096 / 128, all | Yuma3 | 11.2 | 17.9 | 1.2 |
//! | 4096 / 128, 10 % | Yuma3 | 18.1 | 35.9 | 1.4 |
//! | 256 / 64, all | liquid alpha | 131 | 269 | 1.7 |
//! | 1024 / 64, all | liquid alpha | 384 | 914 | 1.5 |
//! | 4096 / 128, all | liquid alpha | 787 | 1838 | 1.5 |
//! | 4096 / 128, 10 % | liquid alpha | 7524 | 15849 | 1.7 |
//!
//! `cargo run --release --manifest-path primitives/yuma/benches/wasm/Cargo.toml -p host` measures all of this in
//! one run, each the least of at least ten rounds in turn (the plain one with liquid alpha at 4096 neurons runs
//! once); this was one on an idle machine with two cores.
//!
//! Time is linear in the number of weights, but for what is done per neuron: over 100 million weights a second at 256
//! neurons, over 80 million at 4,096 (the same run). Liquid alpha costs where a weight is
//! above consensus or below its bond: one series of up to 31 terms each. With full penalty that is rare; without, an
//! epoch takes several times as long. (`cargo bench -p yuma -- neurons`, `density`, `penalty`)
//!
//! An epoch allocates 27 times, whatever its size, and holds at most 2.9 times what its input does, output
//! included (`tests/memory.rs`); in Wasm, where Substrate's allocator hands out powers of two, 2.6 to 3.5 times (the
//! run above). Rows out of order take one more for each of the two matrices.
//!
//! # Decisions
//!
//! - **Roundings are part of the protocol.** Truncating `A_i * V_ij` to 32 bits before scaling it costs
//!   precision where stake is small, and a median on a boundary falls to the lower side. Results must agree
//!   to the bit with those of the existing network, so neither is improved upon. The golden vectors in
//!   `tests/vectors` hold every field to that.
//! - **Order within a row does not matter**, here. The existing network, with liquid alpha, looks a weight up by
//!   a walk that takes the row for sorted, and reads a weight that comes after one of a higher uid as zero. The
//!   submitter's order deciding what a bond is worth is an accident. Two golden vectors record it, and differ
//!   here in bonds and what follows from them: `shared` 56, where dividends of uid 0 are 239 instead of 237, and
//!   `shared` 57, 48464 instead of 48550. `tests/vectors.rs` lists all differences; with sorted rows both agree.
//! - **With liquid alpha a bond ends when its holder no longer lists the neuron**, at once, while it fades
//!   otherwise. An explicit zero keeps it, unless the penalty is partial; a weight that clipping takes to zero does
//!   not. Where no consensus is above zero bonds fade, as without liquid alpha. That may be an accident too (the existing network has a second
//!   implementation, used in tests only, in which it fades), but it is what the network does with the same rows
//!   in any order, so it is kept: all vectors tagged `dense-differs` agree.
//! - **Consensus of this epoch, not of the one before,** is what liquid alpha measures from.
//! - **Rows of inactive validators** still get a trust, and in Yuma3 new bonds. In both modes their old bonds dilute
//!   those of others; classic ones are still paid for, those of Yuma3 are not.
//! - **Order of uids matters in one place of an epoch:** of equal stakes at the edge of [`permits`] the higher uid goes
//!   first.
//! - **The owner has a permit in this epoch too**, whatever is stored, not only in the next.
//! - **Zero total stake** is no error: nothing is shared out, all shares are zero.
//! - **A shape that is wrong is an error, and so are a moving average above one and a liquid alpha whose ends are
//!   swapped**; any other value of any field is an epoch. Duplicate entries are refused rather than added up or
//!   overwritten, as either would be a guess.
//! - **Shares stay in 32.32 in the output.** `u16` is what clients see, but paying by it would lose up to
//!   1/65535 per neuron.
//! - **Everything happens by column**: both matrices are turned around once. Scaling and medians are within a
//!   column, and listing a matrix by column sorts it as a by-product, so rows may come in any order. A column is
//!   overwritten on its way from weights to bonds.
//! - **Usual cases have a shorter way** where that is measurably faster: rows that list all uids from
//!   one to another, rows of which every weight counts, columns in which the holders of new and old bonds are the
//!   same, a full penalty, quotients that are not next to a whole number of units. Each says so where it stands, and gives what the general way gives.

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
