//! The binary as its users meet it: everything here starts the compiled node and looks from outside.
//!
//! - [`command_line`]: what it refuses, in one sentence, and what it says about itself.
//! - [`chain_specification`]: the genesis that it refuses.
//! - [`sealing`]: blocks on demand.
//! - [`authorities`]: nodes that find and follow each other.
//! - [`shutdown`]: how it ends, and what it finds on the next start.
//! - [`sub_commands`]: a database from export to purge.
//! - [`process`]: the processes that all of these start.
//!
//! Needs the runtime's Wasm: nearly all fail where the node was built with SKIP_WASM_BUILD.

mod authorities;
mod chain_specification;
mod command_line;
mod process;
mod sealing;
mod shutdown;
mod sub_commands;
