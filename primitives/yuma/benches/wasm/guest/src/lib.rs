//! What the benchmark runs, natively and in Wasm: the crate's epoch and the plain one, on the same networks.
//!
//! The host links this crate for the native runs; its build script makes the Wasm module from the same source.

#![no_std]

extern crate alloc;

#[path = "../../../networks/mod.rs"]
pub mod networks;
#[path = "../../../plain/mod.rs"]
pub mod plain;
#[cfg(target_family = "wasm")]
mod wasm;

use core::fmt::{self, Debug, Write};

use networks::{LIQUID_ALPHA, Network};
use plain::PlainOutput;
use yuma::{BondsMode, EpochInput, EpochOutput};

/// What an epoch of the plain implementation shares out, in rao.
const EMISSION: u64 = 1_000_000_000;

/// How bonds follow from weights, as a number that crosses the border of the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Mode {
	/// Bonds are bought with stake.
	Classic,
	/// Bonds follow the weights.
	Yuma3,
	/// The same, each at its own speed.
	LiquidAlpha,
}

impl Mode {
	/// All modes, in the order of their numbers.
	pub const ALL: [Self; 3] = [Self::Classic, Self::Yuma3, Self::LiquidAlpha];

	fn bonds(self) -> BondsMode {
		match self {
			Self::Classic => BondsMode::Classic,
			Self::Yuma3 => BondsMode::Yuma3 { liquid_alpha: None },
			Self::LiquidAlpha => BondsMode::Yuma3 {
				liquid_alpha: Some(LIQUID_ALPHA),
			},
		}
	}
}

/// What both epochs are measured with.
pub fn prepare(network: Network, mode: Mode) -> EpochInput {
	network.third_epoch(mode.bonds())
}

/// An epoch of the crate.
pub fn run_ours(input: &EpochInput) -> EpochOutput {
	yuma::epoch(input).expect("the network has the right shape")
}

/// An epoch of the plain implementation.
pub fn run_plain(input: &EpochInput) -> PlainOutput {
	plain::epoch(input, EMISSION)
}

/// A checksum of all that an output holds.
pub fn digest(output: &impl Debug) -> u64 {
	let mut digest = Fnv1a(0xCBF2_9CE4_8422_2325);
	write!(digest, "{output:?}").expect("a checksum takes everything");
	digest.0
}

/// The checksum FNV-1a of all text that is written to it.
struct Fnv1a(u64);

impl Write for Fnv1a {
	fn write_str(&mut self, text: &str) -> fmt::Result {
		for byte in text.bytes() {
			self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
		}
		Ok(())
	}
}
