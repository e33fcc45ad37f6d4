//! Units of money.

/// An amount of money in rao, the smallest unit. The whole supply, 21,000,000 TAO, takes 55 bits.
pub type Rao = u64;

/// Rao in one TAO.
pub const RAO_PER_TAO: Rao = 1_000_000_000;

/// The least that an account can hold, in rao. An account with less does not exist.
pub const EXISTENTIAL_DEPOSIT: Rao = 500;
