//! Coverage-guided bytes for ciphertexts: what is read is what would be written, and no bytes make opening panic.
//!
//! In `primitives/timelock`, with cargo-fuzz and a nightly toolchain:
//!
//! ```text
//! mkdir -p fuzz/found
//! cargo +nightly fuzz run -s none ciphertext fuzz/found fuzz/corpus/ciphertext -- -max_total_time=600 -max_len=1024
//! ```
//!
//! There is no unsafe code to watch, so it runs without the address sanitizer. The corpus is ciphertexts that the Python package made.

#![no_main]

use libfuzzer_sys::fuzz_target;
use subtensor_timelock::{Ciphertext, Native, SecretKey, encrypt::written, open};

fuzz_target!(|bytes: &[u8]| {
	let Some(parts) = Ciphertext::parse(bytes) else {
		return;
	};
	assert_eq!(written(&parts), bytes);
	let pulse = SecretKey::decode(&[7; 32])
		.unwrap()
		.sign::<Native>(1_000)
		.unwrap();
	// Nobody can have locked anything to this secret.
	assert!(open(&parts, &pulse).is_err());
});
