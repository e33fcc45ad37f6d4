//! How each pallet is configured, by theme.

mod beacon;
mod consensus;
mod currency;
mod governance;
mod proxy;
mod safety;
mod subtensor;
mod system;

pub use system::RuntimeBlockWeights;
