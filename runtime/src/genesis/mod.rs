//! The chain's first states. One runtime serves all of them: what differs is data.

mod accounts;
mod presets;

pub use presets::{DEVELOPMENT, LOCAL, LOCAL_FAST, MAIN, preset, preset_names};

#[cfg(test)]
pub(crate) mod tests;
