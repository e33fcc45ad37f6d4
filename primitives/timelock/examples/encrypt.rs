//! Encrypts a text to a round of a beacon, without an envelope: what weights and commitments hold.
//!
//! ```text
//! cargo run -p subtensor-timelock --features encrypt --example encrypt -- <round> <text, hexadecimal> [public key, hexadecimal]
//! ```
//!
//! Without a public key to the test beacon of development chains, whose secret is known to everybody.

use array_bytes::Dehexify;
use std::process::ExitCode;
use subtensor_timelock::{Entropy, Native, PublicKey, SecretKey, TEST_SECRET, encrypt};

const USAGE: &str = "encrypt <round> <text, hexadecimal> [public key, hexadecimal; else the test beacon's]";

fn main() -> ExitCode {
	match run(std::env::args().skip(1).collect()) {
		Ok(ciphertext) => {
			println!("{ciphertext}");
			ExitCode::SUCCESS
		}
		Err(error) => {
			eprintln!("{error}\n{USAGE}");
			ExitCode::FAILURE
		}
	}
}

fn run(arguments: Vec<String>) -> Result<String, String> {
	let (round, text, key) = match &arguments[..] {
		[round, text] => (round, text, None),
		[round, text, key] => (round, text, Some(key)),
		_ => return Err("two or three arguments".into()),
	};
	let round = round.parse().map_err(|error| format!("the round: {error}"))?;
	let text = Vec::<u8>::dehexify(text).map_err(|error| format!("the text: {error:?}"))?;
	let public = match key {
		None => SecretKey::decode(&TEST_SECRET).map(|secret| secret.public::<Native>()),
		Some(key) => {
			let bytes: [u8; 96] = Dehexify::dehexify(key).map_err(|error| format!("the key: {error:?}"))?;
			PublicKey::decode(&bytes)
		}
	};
	let public = public.map_err(|_| "the key is no point of its group")?;
	let ciphertext = encrypt(&public, round, &text, &entropy()?).ok_or("the text is too long")?;
	Ok(ciphertext.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn entropy() -> Result<Entropy, String> {
	let mut entropy = Entropy {
		key: [0; 32],
		sigma: [0; 32],
		nonce: [0; 12],
	};
	for bytes in [&mut entropy.key[..], &mut entropy.sigma, &mut entropy.nonce] {
		getrandom::fill(bytes).map_err(|error| format!("no randomness: {error}"))?;
	}
	Ok(entropy)
}
