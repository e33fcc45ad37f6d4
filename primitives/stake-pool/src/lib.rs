//! A share pool: one balance of rao, held by many, raised for all of them at once.
//!
//! A validator's stake on a subnet belongs to many coldkeys, and every epoch adds to it. Paying each holder
//! would cost a storage write per holder; here a holder owns **shares** of a [`Pool`], and a dividend raises
//! what every share is worth. Entering, leaving and raising cost the same however many hold.
//!
//! | file | idea |
//! |---|---|
//! | [`pool`] | the pool, what a share is worth, and why nothing overflows |
//! | [`transition`] | entering, leaving, raising: each returns the pool that follows |
//!
//! Source: section 4 of the protocol; the virtual offset is the defence known from tokenised vaults (ERC-4626).
//!
//! # What it never does
//!
//! It knows no accounts, no minimum stake and no storage, and moves no money: the caller keeps who holds how
//! many shares, applies the returned pool, and transfers exactly what a transition names. No floats, no panics.
//!
//! # What always holds
//!
//! For every pool reached from [`Pool::EMPTY`] by these transitions, the holders' shares adding up to `shares`:
//!
//! 1. *Solvent*: what all holders could take out together is at most `rao`.
//! 2. *Exact*: rao in (entries and raises) = rao out (payments and left-overs) + `rao`.
//! 3. *The price never falls* while anybody holds a share, so nobody can make another's stake smaller.
//! 4. *Never stuck*: leaving cannot overflow; the limit is enforced on the way in.
//!
//! # Decisions
//!
//! * **Every rounding favours the pool**, that is those who stay: shares bought and rao paid round down, shares
//!   burned round up.
//! * **A pool holds less than 2^56 rao** ([`MAX_RAO`], more than three times the supply cap). `u128` then
//!   suffices for every product, and anything beyond is refused on entry instead of trapping stake later.
//! * **A share worth less than a rao can still be given up**: `Withdrawal::All` then pays 0. Refusing would
//!   leave entries that nobody can remove.
//! * **An empty pool cannot be raised.** The rao would belong to nobody; the caller decides whose it is.
//! * **No codec traits here**: the crate has no dependencies. What is stored is two integers, and whoever
//!   stores them names their encoding.

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

pub mod pool;
pub mod transition;

pub use pool::{MAX_RAO, Pool, VIRTUAL_RAO, VIRTUAL_SHARES};
pub use transition::{Leaving, PoolError, Withdrawal};
