//! Ciphertexts that the Python package made.

use super::*;
use serde_json::Value;

const REAL: &str = include_str!("../../tests/vectors/real.json");

#[test]
fn open_should_read_what_clients_write() {
	let cases: Vec<Value> = serde_json::from_str(REAL).unwrap();
	assert_eq!(cases.len(), 5);
	for case in cases {
		let bytes = |name: &str| Vec::<u8>::dehexify(case[name].as_str().unwrap()).unwrap();
		let function = case["function"].as_str().unwrap();
		assert_eq!(case["round"], ROUND, "{function}");
		let ciphertext = bytes("ciphertext");
		let parts = Ciphertext::parse(&ciphertext).unwrap();
		let enveloped = function.starts_with("encrypt_at_round");
		assert_eq!(parts.round, enveloped.then_some(ROUND), "{function}");
		assert_eq!(open(&parts, &pulse()), Ok(bytes("text")), "{function}");
	}
}
