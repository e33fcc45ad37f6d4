//! The parts of a node before its network: database, client, pool and import queue.
//!
//! The sub-commands that work on a database stop here.

use super::{
	aura,
	genesis::Genesis,
	grandpa::{self, GrandpaImport, GrandpaLink},
	spawner::ServantSpawner,
};
use sc_basic_authorship::ProposerFactory;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_grandpa::GrandpaPruningFilter;
use sc_executor::WasmExecutor;
use sc_service::{Configuration, Error, Role, TFullBackend, TFullClient, TaskManager};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool::TransactionPoolHandle;
use sp_keystore::KeystorePtr;
use std::sync::Arc;
use substrate_prometheus_endpoint::Registry;
use subtensor_runtime::{HostFunctions, RuntimeApi, opaque::Block};

/// What compiles and runs the runtime.
pub type Executor = WasmExecutor<HostFunctions>;
/// The client: blocks, states and calls into the runtime.
pub type FullClient = TFullClient<Block, RuntimeApi, Executor>;
/// The database below the client.
pub type FullBackend = TFullBackend<Block>;
/// The rule that picks the best of several chains: Aura's, the longest.
pub type SelectChain = LongestChain<FullBackend, Block>;
/// Transactions that wait for a block.
pub type TransactionPool = TransactionPoolHandle<Block, FullClient>;

/// What all tasks of a node share.
pub struct Node {
	/// Blocks, states and calls into the runtime.
	pub client: Arc<FullClient>,
	/// The database below the client.
	pub backend: Arc<FullBackend>,
	/// Transactions that wait for a block.
	pub pool: Arc<TransactionPool>,
	/// The rule that picks the best of several chains.
	pub select_chain: SelectChain,
	/// The keys of this node.
	pub keystore: KeystorePtr,
	/// Whether the node takes part in consensus.
	pub role: Role,
	/// The name that other nodes and telemetry see.
	pub name: String,
	/// Whether to write blocks while no other node can be seen.
	pub force_authoring: bool,
	/// Where metrics are registered.
	pub registry: Option<Registry>,
	/// Where telemetry goes.
	pub telemetry: Option<TelemetryHandle>,
}

impl Node {
	/// A factory of blocks out of the pool's transactions.
	pub fn proposer_factory(&self, tasks: &TaskManager) -> ProposerFactory<TransactionPool, FullClient> {
		ProposerFactory::new(
			tasks.spawn_handle(),
			self.client.clone(),
			self.pool.clone(),
			self.registry.as_ref(),
			self.telemetry.clone(),
		)
	}
}

/// A node before its network.
pub struct Parts {
	/// What all tasks share.
	pub node: Node,
	/// The tasks; they end when this is dropped.
	pub tasks: TaskManager,
	/// Checks and imports blocks that others wrote.
	pub import_queue: DefaultImportQueue<Block>,
	/// Imports blocks, and notes on the way what GRANDPA needs to know of them.
	pub block_import: GrandpaImport,
	/// What the voter of GRANDPA has to know of the import.
	pub grandpa_link: GrandpaLink,
	/// The connection to the telemetry servers, if there are any.
	pub telemetry: Option<Telemetry>,
}

impl Parts {
	/// Opens the database of `config`, or makes it from the genesis, and builds the parts on top.
	pub fn new(config: &Configuration) -> Result<Self, Error> {
		let (worker, telemetry) = connect_telemetry(config)?.unzip();
		let telemetry_handle = telemetry.as_ref().map(Telemetry::handle);
		let executor = sc_service::new_wasm_executor::<HostFunctions>(&config.executor);
		let backend = open_database(config)?;
		let (client, backend, keystore, tasks) =
			sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
				config,
				telemetry_handle.clone(),
				executor.clone(),
				backend.clone(),
				Genesis::new(config, backend, executor),
				false,
			)?;
		if let Some(worker) = worker {
			tasks.spawn_handle().spawn("telemetry", None, worker.run());
		}

		let client = Arc::new(client);
		let pool = sc_transaction_pool::Builder::new(
			ServantSpawner::new(&tasks),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build();
		let node = Node {
			select_chain: LongestChain::new(backend.clone()),
			client,
			backend,
			pool: Arc::new(pool),
			keystore: keystore.keystore(),
			role: config.role,
			name: config.network.node_name.clone(),
			force_authoring: config.force_authoring,
			registry: config.prometheus_registry().cloned(),
			telemetry: telemetry_handle,
		};

		let (block_import, grandpa_link) = grandpa::block_import(&node)?;
		let import_queue = aura::import_queue(&node, &tasks, block_import.clone())?;
		Ok(Self {
			node,
			tasks,
			import_queue,
			block_import,
			grandpa_link,
			telemetry,
		})
	}
}

/// The database of `config`. Its pruning leaves the proofs of finality that warp sync needs.
fn open_database(config: &Configuration) -> Result<Arc<FullBackend>, Error> {
	let mut settings = config.db_config();
	settings.pruning_filters = vec![Arc::new(GrandpaPruningFilter)];
	Ok(sc_service::new_db_backend(settings)?)
}

/// A worker and a connection for the telemetry servers of `config`, if there are any.
fn connect_telemetry(config: &Configuration) -> Result<Option<(TelemetryWorker, Telemetry)>, Error> {
	let Some(endpoints) = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
	else {
		return Ok(None);
	};
	let worker = TelemetryWorker::new(16)?;
	let telemetry = worker.handle().new_telemetry(endpoints);
	Ok(Some((worker, telemetry)))
}
