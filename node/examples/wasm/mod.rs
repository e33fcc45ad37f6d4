//! The runtime's Wasm, run as the node runs it.

use sc_executor::WasmExecutor;
use sp_core::{
	Blake2Hasher,
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_externalities::Externalities;
use sp_io::TestExternalities;
use sp_state_machine::{Ext, OverlayedChanges, TrieBackendBuilder};
use sp_trie::recorder::Recorder;
use std::time::{Duration, Instant};
use subtensor_runtime::{HostFunctions, WASM_BINARY};

/// The runtime's Wasm.
pub struct Wasm {
	executor: WasmExecutor<HostFunctions>,
	code: &'static [u8],
}

/// What came of a call.
pub struct Called {
	/// The answer, encoded.
	pub answer: Vec<u8>,
	/// How long it took, without compiling.
	pub time: Duration,
	/// What was written.
	#[allow(dead_code)] // not every example looks at it
	pub written: OverlayedChanges<Blake2Hasher>,
}

impl Wasm {
	/// Compiles with the first call.
	pub fn new() -> Self {
		Self {
			executor: WasmExecutor::builder().build(),
			code: WASM_BINARY.expect("the node is built with the runtime's Wasm"),
		}
	}

	/// Calls a method on the state that was committed to `state`.
	pub fn call(&self, state: &TestExternalities, method: &str, data: &[u8]) -> Called {
		let mut written = OverlayedChanges::default();
		let mut ext = Ext::new(&mut written, &state.backend, None);
		let start = Instant::now();
		let answer = self.answer(&mut ext, method, data);
		Called {
			answer,
			time: start.elapsed(),
			written,
		}
	}

	/// How many entries of the database that call reads.
	#[allow(dead_code)] // not every example counts
	pub fn reads(&self, state: &TestExternalities, method: &str, data: &[u8]) -> usize {
		let recorder = Recorder::default();
		let backend = TrieBackendBuilder::wrap(&state.backend)
			.with_recorder(recorder.clone())
			.build();
		let mut written = OverlayedChanges::default();
		self.answer(&mut Ext::new(&mut written, &backend, None), method, data);
		recorder.recorded_keys().values().map(|keys| keys.len()).sum()
	}

	fn answer(&self, ext: &mut dyn Externalities, method: &str, data: &[u8]) -> Vec<u8> {
		let fetcher = WrappedRuntimeCode(self.code.into());
		let code = RuntimeCode {
			code_fetcher: &fetcher,
			heap_pages: None,
			hash: vec![1],
		};
		let context = CallContext::Offchain;
		let (answer, _native) = self.executor.call(ext, &code, method, data, context);
		answer.expect("the runtime answers")
	}
}
