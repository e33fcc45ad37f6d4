//! Coverage-guided bytes for pulses and keys: what is a point is written as it was read, and no bytes make verifying panic.
//!
//! In `primitives/timelock`, with cargo-fuzz and a nightly toolchain:
//!
//! ```text
//! mkdir -p fuzz/found
//! cargo +nightly fuzz run -s none points fuzz/found -- -max_total_time=600 -max_len=152
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use subtensor_timelock::{Native, PublicKey, Pulse};

fuzz_target!(|input: ([u8; 48], [u8; 96], u64)| {
	let (signature, key, round) = input;
	let pulse = Pulse::<Native>::decode(&signature);
	let public = PublicKey::<Native>::decode(&key);
	if let Ok(pulse) = &pulse {
		assert_eq!(pulse.encode(), signature);
	}
	if let Ok(public) = &public {
		assert_eq!(public.encode(), key);
	}
	if let (Ok(pulse), Ok(public)) = (pulse, public) {
		// Only who knows the secret of a key makes a pulse of it.
		assert!(!public.verify(round, &pulse));
	}
});
