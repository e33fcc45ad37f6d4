//! Guards: what is checked of a transaction before it enters the pool, and again before a block.
//!
//! Own no storage. [`FreeCall`] is the table of the calls that cost nothing: their check, what it reads, their places in the
//! pool. [`CheckNonce`] refuses a direct call of these kinds that would fail, with a [`Refusal`] that says why, and lets a hotkey in that nobody ever
//! funded if it brings valid proof of work. [`ChargeUnlessFree`] takes the fee of everything else.
//!
//! ```text
//!   direct call of a free kind ──▶ check ──▶ would fail                  ──▶ refused, no fee
//!                                        ├─▶ would succeed, free         ──▶ enters, no fee, one place per kind, subnet and neuron
//!                                        └─▶ would succeed, but not free ──▶ enters, pays
//!   any other call, and these within another ───────────────────────────▶ pays, whether it succeeds or not
//! ```

mod free_calls;
mod nonce;
mod payment;
mod refusals;
#[cfg(test)]
mod tests;

pub use free_calls::{FreeCall, FreeCalls, Kind, Terms};
pub use nonce::CheckNonce;
pub use payment::ChargeUnlessFree;
pub use refusals::Refusal;
