//! The catalogue of symbols: letters of many alphabets, enough for every subnet that there can be.

use core::ops::RangeInclusive;
use frame_support::pallet_prelude::ConstU32;
use subtensor_types::Bounded;

/// A symbol: one letter in UTF-8. Empty where there is none.
pub type Symbol = Bounded<u8, ConstU32<4>>;

/// The symbol of the root network, and of no other.
const ROOT: char = '\u{3c4}';

/// The letters of the catalogue, in the order in which new subnets take them.
const ALPHABETS: [RangeInclusive<char>; 9] = [
	'\u{3b1}'..='\u{3c1}',   // Greek, alpha to rho
	'\u{3c3}'..='\u{3c9}',   // Greek, sigma to omega; tau, root's, is passed over
	'\u{5d0}'..='\u{5ea}',   // Hebrew
	'\u{561}'..='\u{586}',   // Armenian
	'\u{10d0}'..='\u{10f0}', // Georgian
	'\u{16a0}'..='\u{16ea}', // Runes
	'\u{2c30}'..='\u{2c5e}', // Glagolitic
	'\u{30a2}'..='\u{30f3}', // Katakana
	'\u{ac00}'..='\u{afff}', // Korean syllables
];

/// Root's symbol.
pub fn root() -> Symbol {
	symbol(ROOT)
}

/// The symbols that subnets can have, in the order in which new ones take them.
pub fn catalogue() -> impl Iterator<Item = Symbol> {
	ALPHABETS
		.into_iter()
		.flatten()
		.filter(|letter| *letter != ROOT)
		.map(symbol)
}

/// The symbol of the catalogue with these bytes.
pub fn find(bytes: &[u8]) -> Option<Symbol> {
	let mut letters = core::str::from_utf8(bytes).ok()?.chars();
	let letter = letters.next().filter(|letter| *letter != ROOT)?;
	let listed = ALPHABETS.iter().any(|alphabet| alphabet.contains(&letter));
	(listed && letters.next().is_none()).then(|| symbol(letter))
}

fn symbol(letter: char) -> Symbol {
	let mut buffer = [0; 4];
	let bytes = letter.encode_utf8(&mut buffer).as_bytes().to_vec();
	Symbol::try_from(bytes).unwrap_or_default() // not reached: a letter has at most four bytes
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::MAX_SUBNETS;
	use alloc::collections::BTreeSet;

	#[test]
	fn catalogue_should_have_a_symbol_for_every_subnet_that_can_be() {
		let symbols: Vec<Vec<u8>> = catalogue().map(Symbol::into_inner).collect();
		assert!(symbols.len() >= MAX_SUBNETS as usize, "{}", symbols.len());
		assert_eq!(symbols.iter().collect::<BTreeSet<_>>().len(), symbols.len());
		assert_eq!(symbols[0], "α".as_bytes());
		assert!(!symbols.contains(&root().into_inner()));
		assert_eq!(root().to_vec(), "τ".as_bytes());
	}

	#[test]
	fn symbol_should_be_found_when_it_is_one_letter_of_the_catalogue() {
		for symbol in catalogue() {
			assert_eq!(find(&symbol), Some(symbol));
		}
		assert!(find("シ".as_bytes()).is_some());
		for none in ["", "τ", "a", "αβ", "\u{3c2}\u{3c2}", "🙂"] {
			assert_eq!(find(none.as_bytes()), None, "{none}");
		}
		assert_eq!(find(&[0xff, 0xfe]), None);
	}
}
