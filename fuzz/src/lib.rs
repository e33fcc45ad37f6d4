//! Random calls of all kinds by random accounts on the real runtime, every invariant checked after each block.
//!
//! The runtime runs natively and in-process, block by block as an author makes them: hooks, inherents, signed extrinsics, hooks.
//! A run is a few chains one after the other, each with another genesis; the same seed does the same everywhere.
//!
//! | module | what |
//! |---|---|
//! | [`dice`] | chance |
//! | [`cast`] | the accounts |
//! | [`calls`] | what they try: a generator per kind of call |
//! | [`state`] | the state in memory, and what was read, written and changed |
//! | [`chain`] | genesis variants, blocks |
//! | [`checks`] | what must hold |
//! | [`breaks`] | planted violations |
//! | [`books`] | what is counted |
//! | [`run()`] | all of it |
//!
//! ## Decisions
//!
//! - **A run ends with the first block that violates anything.** What follows would only repeat it.
//! - **An extrinsic that is invalid is tried, but no part of the block,** as with an author.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::type_complexity
)]

pub mod books;
pub mod breaks;
pub mod calls;
pub mod cast;
pub mod chain;
pub mod checks;
pub mod dice;
pub mod run;
pub mod state;

pub use run::{Options, Outcome, run};
