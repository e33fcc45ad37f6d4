//! Emission: what each block mints, how it reaches the subnets, how a subnet's epoch pays it out.
//!
//! Owns the items in `storage.rs`. Minting and division among subnets are in `planner`; the split among the owner, the miners and
//! the validators of a subnet - **where the 18 % is taken** - is in `payout`, the validators' part in `dividends`.

mod dividends;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod payout;
mod planner;
pub(crate) mod storage;
#[cfg(test)]
mod tests;

pub use payout::{Earnings, Payout};
pub use planner::{EmissionPlan, EmissionPlanner, PlanLine};
