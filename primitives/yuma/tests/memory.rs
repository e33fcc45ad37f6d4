//! How much memory an epoch takes beside its input, and how often it asks for some.
//!
//! `cargo test -p yuma --test memory -- --nocapture` prints the figures. A block that moves to a larger one
//! counts as one more allocation, and for that moment both are there.

#[allow(dead_code, reason = "the benchmarks use the rest")]
#[path = "../benches/networks/mod.rs"]
mod networks;

use std::{fmt, hint::black_box};

use allocation_counter::measure;
use networks::{MODES, Network};
use yuma::{BondsMode, EpochInput, epoch};

const SPARSE: Network = Network {
	neurons: 4_096,
	validators: 128,
	rated: 10,
};
const DENSE: Network = Network { rated: 100, ..SPARSE };
/// Dense, of other sizes.
const SMALLER: [Network; 2] = [
	Network {
		neurons: 256,
		validators: 64,
		rated: 100,
	},
	Network {
		neurons: 1_024,
		validators: 64,
		rated: 100,
	},
];
/// The most allocations of one epoch on these networks.
const ALLOCATIONS: u64 = 27;

/// What one epoch takes; all in bytes but `allocations`.
struct Figures {
	input: u64,
	output: u64,
	/// The most that is there at once beside the input, the output included.
	peak: u64,
	allocations: u64,
}

impl Figures {
	fn measure(input: &EpochInput) -> Self {
		let copy = measure(|| drop(black_box(input.clone())));
		let mut output = None;
		let run = measure(|| output = epoch(input).ok());
		assert!(output.is_some());
		Self {
			input: copy.bytes_max,
			output: run.bytes_current.unsigned_abs(),
			peak: run.bytes_max,
			allocations: run.count_total,
		}
	}

	/// The most that is there at once beside the input and the size of the output.
	fn working(&self) -> u64 {
		self.peak - self.output
	}

	fn check(&self) {
		assert!(self.peak <= 3 * self.input);
		assert!(self.working() <= 2 * self.input);
		assert!(self.allocations <= ALLOCATIONS);
	}
}

impl fmt::Display for Figures {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let over_input = |bytes: u64| bytes as f64 / self.input as f64;
		write!(
			f,
			"input {} B, peak {} B ({:.2} of it), {:.2} without the output, {} allocations",
			self.input,
			self.peak,
			over_input(self.peak),
			over_input(self.working()),
			self.allocations,
		)
	}
}

/// The allocations of every mode; all figures are checked and printed.
fn checked(network: Network) -> [u64; MODES.len()] {
	let mut input = network.third_epoch(BondsMode::Classic);
	MODES.map(|(mode, bonds_mode)| {
		input.bonds_mode = bonds_mode;
		let figures = Figures::measure(&input);
		println!("{network:?}, {mode}: {figures}");
		figures.check();
		figures.allocations
	})
}

#[test]
fn epoch_should_take_little_memory_in_as_many_blocks_when_the_network_is_dense_as_when_sparse() {
	assert_eq!(checked(DENSE), checked(SPARSE));
	for network in SMALLER {
		checked(network);
	}
}
