//! The golden vectors: their inputs, and what the existing network made of them.

use super::{
	agreement::{Found, proportion},
	dense, each,
};
use crate::support::{self, Outcome};
use yuma::{EpochInput, Rows};

/// One golden vector.
pub struct Case {
	pub name: String,
	pub input: EpochInput,
	pub found: Found,
	/// Whether its rows are not in the order of uids.
	pub is_unsorted: bool,
}

/// Every golden vector of every file.
pub fn golden_vectors() -> Vec<Case> {
	let files = support::files().unwrap();
	let cases = files.iter().flat_map(|file| support::read(file).unwrap());
	cases
		.map(|case| Case {
			is_unsorted: case.tags.iter().any(|tag| tag == support::UNSORTED),
			name: case.name,
			found: found(case.expected),
			input: case.input,
		})
		.collect()
}

fn found(recorded: Outcome) -> Found {
	let bonds = dense(&Rows::from_rows(recorded.bonds), |_, _, bond| Some(bond));
	let [active, stake, consensus, incentive, dividends, trust, permits, ..] = recorded.vectors;
	let proportions = |values: Vec<u64>| {
		let values = values.into_iter().map(|value| u16::try_from(value).unwrap());
		values.map(proportion).collect::<Vec<_>>()
	};
	let flags = |values: Vec<u64>| values.into_iter().map(|flag| flag != 0).collect::<Vec<_>>();
	Found {
		active: flags(active),
		stake: proportions(stake),
		active_stake: None,
		consensus: proportions(consensus),
		incentive: proportions(incentive),
		dividends: proportions(dividends),
		validator_trust: proportions(trust),
		new_permits: flags(permits),
		bonds: each(&bonds, |_, _, bond| proportion(bond.unwrap_or(0))),
	}
}
