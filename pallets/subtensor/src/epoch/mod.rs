//! Epochs: once per tempo a subnet's weights become rewards.
//!
//! Owns the items in `storage.rs`. When an epoch runs is decided by `calendar`; what it does is gather -> compute -> apply -> pay,
//! in `runner`. The computation is the crate `yuma`, the payment [`emission`](crate::emission).

mod calendar;
mod gather;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod runner;
pub(crate) mod storage;
#[cfg(test)]
mod tests;

pub use calendar::EpochCalendar;
pub use runner::EpochRunner;
