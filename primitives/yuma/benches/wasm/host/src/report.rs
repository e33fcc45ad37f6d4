//! The tables.

use std::time::Duration;

use guest::Mode;

use crate::measure::{Measured, Pair};

const TIME_HEAD: &str = "\
| network | mode | ours native ms | ours Wasm ms | Wasm/native | plain Wasm ms | plain/ours native \
| plain/ours Wasm | allocations |
|---|---|---|---|---|---|---|---|---|
";
const MEMORY_HEAD: &str = "\
| network | mode | input KiB | memory of ours KiB | memory/input | memory of plain KiB | allocations of plain |
|---|---|---|---|---|---|---|
";
/// Stands for what was not measured.
const NONE: &str = "-";

/// How long the epochs take, and how often the crate's asks for memory.
pub fn time_table(results: &[Measured]) -> String {
	let rows = results.iter().map(|result| {
		let ours = &result.ours;
		let of_plain = |value: fn(&Pair, &Pair) -> String| of_plain(result, value);
		row([
			name(result),
			mode(result.mode).into(),
			milliseconds(ours.native),
			milliseconds(ours.wasm.time),
			ratio(ours.wasm.time, ours.native),
			of_plain(|plain, _| milliseconds(plain.wasm.time)),
			of_plain(|plain, ours| ratio(plain.native, ours.native)),
			of_plain(|plain, ours| ratio(plain.wasm.time, ours.wasm.time)),
			ours.wasm.allocations.to_string(),
		])
	});
	TIME_HEAD.to_owned() + &rows.collect::<String>()
}

/// How much linear memory the epochs take, over that of the input.
pub fn memory_table(results: &[Measured]) -> String {
	let rows = results.iter().map(|result| {
		let memory = result.ours.wasm.memory;
		row([
			name(result),
			mode(result.mode).into(),
			(result.input / 1024).to_string(),
			(memory / 1024).to_string(),
			format!("{:.1}", f64::from(memory) / result.input as f64),
			of_plain(result, |plain, _| (plain.wasm.memory / 1024).to_string()),
			of_plain(result, |plain, _| plain.wasm.allocations.to_string()),
		])
	});
	MEMORY_HEAD.to_owned() + &rows.collect::<String>()
}

fn row<const N: usize>(cells: [String; N]) -> String {
	format!("| {} |\n", cells.join(" | "))
}

fn of_plain(result: &Measured, value: fn(&Pair, &Pair) -> String) -> String {
	let plain = result.plain.as_ref();
	plain.map_or(NONE.into(), |plain| value(plain, &result.ours))
}

fn name(result: &Measured) -> String {
	let network = result.network;
	let rated = match network.rated {
		100 => "dense".into(),
		rated => format!("{rated} %"),
	};
	format!(
		"n={}, {} validators, {rated}",
		network.neurons, network.validators
	)
}

fn mode(mode: Mode) -> &'static str {
	match mode {
		Mode::Classic => "classic",
		Mode::Yuma3 => "yuma3",
		Mode::LiquidAlpha => "yuma3+liquid",
	}
}

fn milliseconds(time: Duration) -> String {
	format!("{:.2}", time.as_secs_f64() * 1e3)
}

fn ratio(time: Duration, other: Duration) -> String {
	format!("{:.2}", time.as_secs_f64() / other.as_secs_f64())
}
