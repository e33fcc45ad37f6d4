//! The node of the subtensor chain: consensus, network and JSON-RPC around the runtime.
//!
//! - [`cli`]: what the command line accepts.
//! - [`command`]: what each sub-command does.
//! - [`chain_spec`]: the chains that a node knows by name.
//! - [`service`]: the tasks of a running node.
//! - [`rpc`]: the JSON-RPC methods that the SDK's service does not bring by itself.

#![allow(
	clippy::result_large_err,
	reason = "the SDK's errors are large, and most of ours are theirs; each ends the process"
)]

mod chain_spec;
mod cli;
mod command;
mod rpc;
mod service;

use std::process::ExitCode;

/// Execution of Wasm allocates and frees in large steps, which the system's allocator gives back late.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		}
	}
}
