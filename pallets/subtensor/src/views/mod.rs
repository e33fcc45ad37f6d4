//! Views: what clients can ask without a transaction. They write nothing, and compute by the functions that the calls use.
//! [`clients`] has the structs that clients decode by name; the rest is this chain's own.

pub mod clients;
mod market;
mod rate_limits;
#[cfg(test)]
mod tests;

use core::marker::PhantomData;

pub use rate_limits::RateLimit;

/// Answers questions about the state of a block. Owns no storage and writes none.
pub struct Views<T>(PhantomData<T>);
