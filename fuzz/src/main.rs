//! The fuzzer's command line.

use std::{io::stdout, process::ExitCode};
use subtensor_fuzz::{Options, breaks, run};

const USAGE: &str = "usage: fuzz --seed N --blocks B [--break NAME] | --list";

fn main() -> ExitCode {
	match command(std::env::args().skip(1)) {
		Ok(clean) if clean => ExitCode::SUCCESS,
		Ok(_) => ExitCode::FAILURE,
		Err(wrong) => {
			eprintln!("{wrong}");
			ExitCode::from(2)
		}
	}
}

/// Does what the arguments say. Whether all is well.
fn command(mut arguments: impl Iterator<Item = String>) -> Result<bool, String> {
	let (mut seed, mut blocks, mut planted) = (None, None, None);
	while let Some(option) = arguments.next() {
		let mut value = || {
			arguments
				.next()
				.ok_or_else(|| format!("{option} needs a value; {USAGE}"))
		};
		match option.as_str() {
			"--seed" => seed = Some(number(&option, &value()?)?),
			"--blocks" => blocks = Some(number(&option, &value()?)?),
			"--break" => planted = Some(breaks::find(&value()?)?),
			"--list" => {
				breaks::all()?
					.iter()
					.for_each(|planted| println!("{}", planted.name));
				return Ok(true);
			}
			_ => return Err(format!("unknown option {option}; {USAGE}")),
		}
	}
	let options = Options {
		seed: seed.ok_or_else(|| format!("--seed is missing; {USAGE}"))?,
		blocks: blocks.ok_or_else(|| format!("--blocks is missing; {USAGE}"))?,
		planted,
	};
	Ok(run(&options, &mut stdout().lock())?.is_clean())
}

fn number<N: std::str::FromStr>(option: &str, value: &str) -> Result<N, String> {
	value
		.parse()
		.map_err(|_| format!("{option} {value}: not a number; {USAGE}"))
}
