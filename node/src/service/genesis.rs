//! The first block of a new database, made by the executor that runs all others.
//!
//! The SDK's own builder compiles the runtime for each look at the specification, on every start, and drops the
//! result. Compiling is nearly all that a start consists of: once is enough.

use super::parts::{Executor, FullBackend};
use codec::{Decode, Encode};
use sc_chain_spec::{BuildGenesisBlock, GenesisBlockBuilder, json_merge};
use sc_client_api::Backend;
use sc_executor::error::Error as ExecutorError;
use sc_service::{ChainSpec, Configuration};
use serde::Deserialize;
use serde_json::Value;
use sp_consensus_grandpa::AuthorityList;
use sp_core::{
	storage::{Storage, well_known_keys},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_runtime::traits::{Hash, HashingFor};
use sp_state_machine::BasicExternalities;
use std::sync::Arc;
use subtensor_runtime::opaque::Block;

/// The genesis of a chain, if it has to be made.
pub struct Genesis<'a> {
	spec: &'a dyn ChainSpec,
	/// Whether the state is written; a node that syncs by warp gets a later one from others.
	keeps_state: bool,
	backend: Arc<FullBackend>,
	executor: Executor,
}

impl<'a> Genesis<'a> {
	/// The genesis of the chain that `config` is for.
	pub fn new(config: &'a Configuration, backend: Arc<FullBackend>, executor: Executor) -> Self {
		Self {
			spec: &*config.chain_spec,
			keeps_state: !config.no_genesis(),
			backend,
			executor,
		}
	}

	/// The state of the genesis, with somebody in it to finalise blocks: no node can start without.
	fn storage(&self) -> Result<Storage, String> {
		let json = self.spec.as_json(false)?;
		let specification: Specification = serde_json::from_str(&json).map_err(|error| error.to_string())?;
		let storage = match specification.genesis.runtime_genesis {
			Some(RuntimeGenesis { code, config }) => self.runtime(code).build(config)?,
			None => self.spec.as_storage_builder().build_storage()?,
		};

		let code = storage
			.top
			.get(well_known_keys::CODE)
			.ok_or("it contains no runtime")?
			.clone();
		let mut state = BasicExternalities::new(storage);
		if self.runtime(code).authorities(&mut state)?.is_empty() {
			return Err("it names no authorities; add some to its exported specification".into());
		}
		Ok(state.into_storages())
	}

	/// The runtime of this code.
	fn runtime(&self, code: Vec<u8>) -> Runtime<'_> {
		Runtime {
			code,
			executor: &self.executor,
		}
	}
}

impl BuildGenesisBlock<Block> for Genesis<'_> {
	type BlockImportOperation = <FullBackend as Backend<Block>>::BlockImportOperation;

	fn build_genesis_block(self) -> sp_blockchain::Result<(Block, Self::BlockImportOperation)> {
		let storage = self.storage().map_err(|reason| {
			let name = self.spec.name();
			let refusal = format!("the specification of `{name}` makes no genesis: {reason}");
			sp_blockchain::Error::Application(refusal.into())
		})?;
		GenesisBlockBuilder::new_with_storage(storage, self.keeps_state, self.backend, self.executor)?
			.build_genesis_block()
	}
}

/// What a chain specification says about the genesis.
#[derive(Deserialize)]
struct Specification {
	genesis: SpecifiedGenesis,
}

/// The genesis in a chain specification: for the runtime to build, unless it is raw.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpecifiedGenesis {
	runtime_genesis: Option<RuntimeGenesis>,
}

/// A runtime's code, and a configuration that it builds its genesis from.
#[derive(Deserialize)]
struct RuntimeGenesis {
	#[serde(with = "sp_core::bytes")]
	code: Vec<u8>,
	#[serde(flatten)]
	config: GenesisConfig,
}

/// A configuration of the genesis.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum GenesisConfig {
	/// The whole.
	Config(Value),
	/// What differs from the runtime's default.
	Patch(Value),
}

/// A runtime, outside of any chain.
struct Runtime<'a> {
	code: Vec<u8>,
	executor: &'a Executor,
}

impl Runtime<'_> {
	/// The state that the runtime builds from `config`, with itself in it.
	fn build(self, config: GenesisConfig) -> Result<Storage, String> {
		let config = match config {
			GenesisConfig::Config(config) => config,
			GenesisConfig::Patch(patch) => {
				let mut config = self.default_config()?;
				json_merge(&mut config, patch);
				config
			}
		};
		let mut state = BasicExternalities::new_empty();
		self.call::<sp_genesis_builder::Result>(
			"GenesisBuilder_build_state",
			&config.to_string(),
			&mut state,
		)??;

		let mut storage = state.into_storages();
		storage.top.insert(well_known_keys::CODE.to_vec(), self.code);
		Ok(storage)
	}

	/// The default configuration of the genesis.
	fn default_config(&self) -> Result<Value, String> {
		let no_preset = None::<sp_genesis_builder::PresetId>;
		let mut state = BasicExternalities::new_empty();
		let config: Option<Vec<u8>> = self.call("GenesisBuilder_get_preset", &no_preset, &mut state)?;
		let config = config.ok_or("the runtime has no default genesis")?;
		serde_json::from_slice(&config).map_err(|error| error.to_string())
	}

	/// Who finalises blocks on top of `state`.
	fn authorities(&self, state: &mut BasicExternalities) -> Result<AuthorityList, String> {
		self.call("GrandpaApi_grandpa_authorities", &(), state)
	}

	/// Calls a function of the runtime.
	fn call<Answer: Decode>(
		&self,
		function: &str,
		argument: &impl Encode,
		state: &mut BasicExternalities,
	) -> Result<Answer, String> {
		let code = RuntimeCode {
			code_fetcher: &WrappedRuntimeCode(self.code.as_slice().into()),
			heap_pages: None,
			hash: HashingFor::<Block>::hash(&self.code).encode(),
		};
		let (answer, _) =
			self.executor
				.call(state, &code, function, &argument.encode(), CallContext::Offchain);
		let answer = answer.map_err(one_sentence)?;
		Answer::decode(&mut answer.as_slice()).map_err(|error| error.to_string())
	}
}

/// What went wrong in a runtime, without the trace of the functions that it went through.
fn one_sentence(error: ExecutorError) -> String {
	match error {
		ExecutorError::AbortedDueToPanic(panic) => said_by_panic(&panic.message),
		ExecutorError::AbortedDueToTrap(trap) => trap.message,
		other => other.to_string(),
	}
}

/// The message of a panic in one line, without the place of the panic: that is no business of who wrote the genesis.
fn said_by_panic(report: &str) -> String {
	let message = match report.split_once(":\n") {
		Some((place, message)) if place.starts_with("panicked at ") => message,
		_ => report,
	};
	message.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
	use super::said_by_panic;

	#[test]
	fn message_of_panic_should_lose_place_when_it_has_one() {
		let report = "panicked at src/lib.rs:1:2:\nassertion failed\n  left: 1\n right: 2";
		assert_eq!(said_by_panic(report), "assertion failed left: 1 right: 2");
		assert_eq!(
			said_by_panic("Runtime memory exhausted."),
			"Runtime memory exhausted."
		);
	}
}
