//! What joining costs, and who makes room for a newcomer.
//!
//! | file | idea |
//! |---|---|
//! | [`price`] | the burn price of a place in a subnet: halves over time, rises with every registration |
//! | [`lock`] | the TAO that creating a subnet locks: doubles with every creation, falls back linearly |
//! | [`pruning`] | which neuron a full subnet replaces, and which go when it shrinks |
//!
//! Source: section 6 of the protocol.
//!
//! # What it never does
//!
//! No storage, no accounts, no money moved, no floats, no panics. It does not know what makes a neuron immune
//! or spared, nor whether registration is open: the caller gathers facts and applies the answer. Proof-of-work
//! seals are not here; the curve that their difficulty follows is ([`price::decayed`], [`price::raised`]).
//!
//! # Decisions
//!
//! * **The price is computed when asked, not kept up to date.** It is a function of the price after the last
//!   registration and of the blocks since, so a subnet costs nothing in a block in which nobody registers, and
//!   the path does not matter: no rounding accumulates.
//! * **Every price rounds up**, at the newcomer's expense. A positive price therefore never decays to 0.
//! * **A half-life of 0, and a lock interval of 0**, mean the limit of ever shorter ones: in the block of the
//!   registration the raised price stands, one block later it has fallen all the way.
//! * **The minimum wins over the maximum** where a subnet's owner has set them the wrong way round: dear is
//!   safer than free.
//! * **A price of 0 rises as if it were 1 rao**, or demand could never move it.
//! * **Time never runs backwards**: a block before the last registration counts as that block.
//! * **The lock's opening cost** (no subnet yet) falls from block 0, as on the existing chain.

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
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::unwrap_used))]

pub mod lock;
pub mod price;
pub mod pruning;

pub use lock::{LockTerms, lock_cost};
pub use price::{BurnPrice, MIN_INCREASE, PriceTerms, decayed, raised};
pub use pruning::{Standing, replaced, trimmed};
