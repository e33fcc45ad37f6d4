//! Coverage-guided inputs for an epoch: libFuzzer makes bytes, `subject` reads them as an input and says what
//! must hold.
//!
//! In `primitives/yuma`, with cargo-fuzz and a nightly toolchain:
//!
//! ```text
//! mkdir -p fuzz/found
//! cargo +nightly fuzz run -s none epoch fuzz/found fuzz/corpus/epoch -- -max_total_time=600 -max_len=4096
//! ```
//!
//! There is no unsafe code to watch, so it runs without the address sanitizer, several times as fast. What it
//! finds goes to `fuzz/found`, which git ignores. The committed corpus is as few inputs as cover every edge
//! that was ever found (`-set_cover_merge=1 -use_counters=0`), and some that chance does not hit.
//! `tests/corpus.rs` runs it on the stable toolchain.

#![no_main]

#[path = "../../benches/plain/mod.rs"]
mod plain;
#[path = "../src/subject.rs"]
mod subject;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|subject: subject::Subject| {
	subject.check();
});
