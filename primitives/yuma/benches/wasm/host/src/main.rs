//! Measures the epoch in Wasm, as a node runs its runtime, next to native: the crate's and the plain one.
//!
//! Run it, from the root of the repository, with
//!
//! ```text
//! cargo run --release --manifest-path primitives/yuma/benches/wasm/Cargo.toml -p host
//! ```
//!
//! `-- --quick` leaves out the plain epoch with liquid alpha at 4096 neurons, which takes most of the time.
//! The build script builds the guest and needs the target `wasm32v1-none`.
//!
//! Only the epoch itself is timed, in wall time, so nothing else should run. Times are the least of some
//! rounds, each of which runs all four in turn, except that the plain epoch that `--quick` leaves out runs
//! once. Natively the system's allocator serves, in Wasm the node's. Every output must have the same checksum
//! both ways.
//!
//! Allocations are calls to the host for memory; each block is given back in a call of its own, but for those
//! that hold the output. Memory is what linear memory has to grow by over the input, output included.

mod measure;
mod report;
mod runtime;

use guest::{Mode, networks::Network};
use measure::{Plain, measured};
use report::{memory_table, time_table};
use runtime::Runtime;

const NETWORKS: [Network; 4] = [
	network(256, 64, 100),
	network(1024, 64, 100),
	network(4096, 128, 100),
	network(4096, 128, 10),
];

const fn network(neurons: u16, validators: u16, rated: u64) -> Network {
	Network {
		neurons,
		validators,
		rated,
	}
}

fn main() -> wasmtime::Result<()> {
	let is_quick = std::env::args().skip(1).any(|argument| argument == "--quick");
	let runtime = Runtime::new()?;
	let mut results = Vec::new();
	for mode in Mode::ALL {
		for network in NETWORKS {
			let plain = plain_rounds(network, mode, is_quick);
			results.push(measured(&runtime, network, mode, plain)?);
		}
	}
	println!("{}\n{}", time_table(&results), memory_table(&results));
	Ok(())
}

/// How often the plain epoch runs.
fn plain_rounds(network: Network, mode: Mode, is_quick: bool) -> Plain {
	let is_slow = network.neurons >= 4096 && mode == Mode::LiquidAlpha;
	match (is_slow, is_quick) {
		(false, _) => Plain::EveryRound,
		(true, false) => Plain::Once,
		(true, true) => Plain::Never,
	}
}
