//! Draws where an honest majority keeps its stake against a cabal, without and with consensus:
//! `cargo run --release -p yuma --example retention -- OUT.svg`
//!
//! The experiment is the one of the paper on Yuma consensus. The neurons of a subnet are two teams that share
//! a fixed reward. The honest team holds a part `S_H` of the stake, half or more. Its validators put a part
//! `W_H` of their weight on honest miners, the honest utility, and the rest on the cabal's miners, because
//! they rate what they see. The cabal's validators are free to put any part `W_C` on their own miners, and the
//! rest on the honest ones.
//!
//! An epoch pays a part `E_H` of the reward to honest neurons, miners and validators together, and `E_C` to
//! the cabal's. Half of a reward is for being rated and half for rating. Stake grows by what was paid, so the
//! honest team keeps its part of it if and only if
//!
//! ```text
//! E_H / (E_H + E_C) >= S_H
//! ```
//!
//! and otherwise loses it epoch by epoch, majority or not. For each `S_H` the drawing has the line in the
//! plane of `W_H` and `W_C` on which both sides are equal. Right of its line stake is kept.
//!
//! Both panels come from [`yuma::epoch`] and differ in `kappa` only. At zero the consensus on a neuron is the
//! largest weight that anyone gives it, so nothing is clipped: this is the plain ranking by stake. At a half
//! it is Yuma consensus.
//!
//! As a check, these are the lines for teams whose members all agree. Without consensus dividends are equal to
//! stake, so incentive decides. With consensus, for more than half of the stake, a cabal that rates only itself
//! (`W_C = 1`) is clipped to what honest validators say of it. The best that it can do is to agree with them
//! (`W_C = 1 - W_H`), then nothing is clipped and `E_H = (W_H + S_H) / 2`:
//!
//! ```text
//! without:  W_C = 1 - (1 - W_H) * S_H / (1 - S_H)
//! with:     W_H = 1 / (3 - 2 * S_H)                  at W_C = 1
//!           W_H = S_H                                at W_C = 1 - W_H
//! ```
//!
//! Members do not agree here, each weight and stake is drawn at random: see [`network`]. That costs the
//! honest team some of its lead, most where the majority is small: then the few lowest honest weights decide
//! what the consensus on an honest miner is.

mod chart;
mod contour;
mod network;

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use chart::Panel;
use contour::{Grid, STEPS};
use network::{Network, Rules};

/// The parts of the stake that are honest, in percent: one line each.
const HONEST_PERCENT: [u32; 10] = [50, 55, 60, 65, 70, 75, 80, 85, 90, 95];

/// A majority of a half, over 65535.
const HALF: u16 = 32_767;
/// How weights deviate in the drawing, as a part of their mean.
const DEVIATION: f64 = 0.2;
/// What the paper publishes of its own runs: for 60 % of honest stake and a deviation of weights and a bonds
/// penalty in percent, the honest utility in percent that keeps it.
const PUBLISHED: [(f64, u16, u32); 5] = [
	(0.0, 100, 60),
	(0.2, 100, 67),
	(0.4, 100, 73),
	(0.4, 50, 76),
	(0.4, 0, 78),
];

/// The columns of the table: honest utility in tenths.
const TABLE_TENTHS: [usize; 5] = [6, 7, 8, 9, 10];

fn main() -> ExitCode {
	let Some(file) = env::args_os().nth(1) else {
		eprintln!("usage: retention OUT.svg");
		return ExitCode::FAILURE;
	};
	match run(Path::new(&file)) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}

fn run(file: &Path) -> Result<(), Box<dyn Error>> {
	let panels = [
		panel("Without consensus: weights count as given", 0)?,
		panel("With Yuma consensus: weights are clipped", HALF)?,
	];
	fs::write(file, chart::svg(&panels))?;
	panels.iter().for_each(print_table);
	print_comparison()
}

/// Runs the experiment for every part of honest stake.
fn panel(title: &'static str, kappa: u16) -> Result<Panel, Box<dyn Error>> {
	let bonds_penalty = u16::MAX;
	let rules = Rules { kappa, bonds_penalty };
	let grids = HONEST_PERCENT.map(|percent| Ok((percent, grid(percent, DEVIATION, rules)?)));
	let grids: Result<Vec<_>, Box<dyn Error>> = grids.into_iter().collect();
	Ok(Panel { title, grids: grids? })
}

/// By how much the honest team wins, for every utility and self-weight.
fn grid(honest_percent: u32, deviation: f64, rules: Rules) -> Result<Grid, Box<dyn Error>> {
	let network = Network::sample(honest_percent, deviation);
	Grid::of(|utility, self_weight| {
		let retention = network.retention(utility, self_weight, rules)?;
		Ok(retention - network.honest_stake())
	})
}

/// The honest utility that keeps 60 % of honest stake against any self-weight, here and in the paper.
fn print_comparison() -> Result<(), Box<dyn Error>> {
	println!("Honest utility that keeps 60 % of honest stake");
	println!("deviation  penalty   here  paper");
	for (deviation, penalty, published) in PUBLISHED {
		let bonds_penalty = (u32::from(u16::MAX) * u32::from(penalty) / 100) as u16;
		let rules = Rules {
			kappa: HALF,
			bonds_penalty,
		};
		let needed = 100.0 * grid(60, deviation, rules)?.rightmost();
		println!("{deviation:>9.1} {penalty:>6} % {needed:>4.0} % {published:>4} %");
	}
	Ok(())
}

/// For every honest stake and some honest utilities: with which self-weights the cabal wins, and the honest
/// utility at which it wins with none.
fn print_table(panel: &Panel) {
	println!("{}", panel.title);
	println!("The W_C at which honest stake is lost, and the W_H at which no W_C is enough");
	let heads = TABLE_TENTHS.map(|tenths| format!("{:>11.1}", tenths as f64 / 10.0));
	println!("S_H  W_H{}   safe W_H", heads.concat());
	for (percent, grid) in &panel.grids {
		let cells = TABLE_TENTHS.map(|tenths| format!("{:>11}", lost(grid, tenths * STEPS / 10)));
		let stake = f64::from(*percent) / 100.0;
		println!("{stake:.2}    {}{:>11.2}", cells.concat(), grid.rightmost());
	}
	println!();
}

/// From which to which self-weight the cabal wins at an honest utility.
fn lost(grid: &Grid, column: usize) -> String {
	match grid.below_zero(column) {
		Some((0.0, 1.0)) => "all".into(),
		Some((from, to)) => format!("{from:.2}-{to:.2}"),
		None => "none".into(),
	}
}
