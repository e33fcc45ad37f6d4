//! The rounds of one network in one mode.

use std::{
	cmp::min_by_key,
	fmt::Debug,
	hint::black_box,
	time::{Duration, Instant},
};

use guest::{Mode, digest, networks::Network, prepare, run_ours, run_plain};
use wasmtime::Result;
use yuma::{EpochInput, Rows};

use crate::runtime::{Epoch, Guest, Run, Runtime};

const LEAST_ROUNDS: u32 = 10;
const LEAST_TIME: Duration = Duration::from_secs(2);

/// How often the plain epoch runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Plain {
	/// As often as the crate's.
	EveryRound,
	/// In the first round only.
	Once,
	/// Not at all.
	Never,
}

/// What was found.
pub struct Measured {
	/// What was measured with.
	pub network: Network,
	/// The mode of both epochs.
	pub mode: Mode,
	/// The size of the input in Wasm, in bytes.
	pub input: usize,
	/// The crate's epoch.
	pub ours: Pair,
	/// The plain one, if it ran.
	pub plain: Option<Pair>,
}

/// One epoch, both ways.
#[derive(Clone, Copy)]
pub struct Pair {
	/// The least time of the native runs.
	pub native: Duration,
	/// The fastest run in Wasm.
	pub wasm: Run,
}

/// Runs both epochs both ways, in turn, for some rounds.
pub fn measured(runtime: &Runtime, network: Network, mode: Mode, plain: Plain) -> Result<Measured> {
	let input = prepare(network, mode);
	let mut guest = runtime.prepared(network, mode)?;
	let mut ours = round(&mut guest, &input, Epoch::Ours, true)?;
	let mut of_plain = match plain {
		Plain::Never => None,
		_ => Some(round(&mut guest, &input, Epoch::Plain, true)?),
	};
	let start = Instant::now();
	let mut rounds = 1;
	while rounds < LEAST_ROUNDS || start.elapsed() < LEAST_TIME {
		ours = ours.or_faster(round(&mut guest, &input, Epoch::Ours, false)?);
		if let (Plain::EveryRound, Some(pair)) = (plain, of_plain) {
			of_plain = Some(pair.or_faster(round(&mut guest, &input, Epoch::Plain, false)?));
		}
		rounds += 1;
	}
	Ok(Measured {
		network,
		mode,
		input: size_in_wasm(&input),
		ours,
		plain: of_plain,
	})
}

impl Pair {
	fn or_faster(self, other: Self) -> Self {
		Self {
			native: self.native.min(other.native),
			wasm: min_by_key(self.wasm, other.wasm, |run| run.time),
		}
	}
}

/// One run natively and one in Wasm.
fn round(guest: &mut Guest, input: &EpochInput, epoch: Epoch, is_checked: bool) -> Result<Pair> {
	let (native, output) = match epoch {
		Epoch::Ours => timed(|| run_ours(input)),
		Epoch::Plain => timed(|| run_plain(input)),
	};
	let wasm = guest.run(epoch)?;
	if is_checked {
		let found = guest.digest(epoch, &wasm)?;
		assert_eq!(found, digest(&output), "Wasm and native differ");
	}
	Ok(Pair { native, wasm })
}

fn timed<T: Debug + 'static>(run: impl FnOnce() -> T) -> (Duration, Box<dyn Debug>) {
	let start = Instant::now();
	let output = black_box(run());
	(start.elapsed(), Box::new(output))
}

/// The bytes of all vectors where `usize` has four.
fn size_in_wasm(input: &EpochInput) -> usize {
	let rows = |rows: &Rows<u16>| 4 * (rows.entries() + rows.len());
	let per_neuron = 3 * size_of::<u64>() + size_of::<bool>();
	input.neurons() * per_neuron + rows(&input.weights) + rows(&input.bonds)
}
