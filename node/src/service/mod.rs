//! The service: puts the parts of a node together and starts its tasks.
//!
//! - [`parts`]: database, client, pool and import queue; all that the sub-commands need.
//! - [`spawner`]: tasks that end with the pool or the queue that they serve.
//! - [`genesis`]: the first block of a new database.
//! - [`network`]: the connection to other nodes.
//! - [`aura`]: who writes the next block, and the check of blocks that others wrote.
//! - [`grandpa`]: which blocks are final.
//! - [`sealing`]: both at once, on demand, on the chains of developers.

mod aura;
mod genesis;
mod grandpa;
mod network;
mod parts;
mod sealing;
mod spawner;

pub use grandpa::GrandpaLink;
pub use parts::{FullBackend, FullClient, Node, Parts, TransactionPool};
pub use sealing::{SealCommands, Sealing};

use crate::rpc;
use network::Network;
use sc_client_api::Backend;
use sc_consensus_grandpa::SharedVoterState;
use sc_network::service::traits::NetworkService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{Configuration, Error, PruningMode, SpawnTasksParams, TaskManager};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::sync::Arc;

/// Starts a node, with blocks by Aura and GRANDPA or by `sealing`.
pub fn start(mut config: Configuration, sealing: Option<Sealing>) -> Result<TaskManager, Error> {
	if sealing.is_some() {
		sealing::isolate(&mut config);
	}
	let Parts {
		node,
		mut tasks,
		import_queue,
		block_import,
		grandpa_link,
		mut telemetry,
	} = Parts::new(&config)?;
	let network = Network::new(&node, &tasks, &config, import_queue, &grandpa_link)?;
	if config.offchain_worker.enabled {
		spawn_offchain_workers(&node, &tasks, network.service.clone())?;
	}

	// The methods `archive` are there if this says so; it says nothing where an existing database decides.
	if node.backend.requires_full_sync() {
		config.state_pruning.get_or_insert(PruningMode::ArchiveAll);
	}
	let (seal_commands, sealer) = sealing.map(Sealing::engine).unzip();
	let voter_state = SharedVoterState::empty();
	let rpc = rpc::Handles::new(&node, &grandpa_link, voter_state.clone(), seal_commands);
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: node.client.clone(),
		backend: node.backend.clone(),
		task_manager: &mut tasks,
		keystore: node.keystore.clone(),
		transaction_pool: node.pool.clone(),
		rpc_builder: Box::new(move |executor| {
			rpc.module(executor)
				.map_err(|error| Error::Application(error.into()))
		}),
		network: network.service.clone(),
		system_rpc_tx: network.system_requests,
		tx_handler_controller: network.transactions,
		sync_service: network.sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	// Only now: the tasks above put the keys of `--dev` and `--alice` into the keystore.
	if let Some(sealer) = sealer {
		sealer.spawn(&node, &tasks)?;
		return Ok(tasks);
	}
	if node.role.is_authority() {
		aura::spawn_authoring(&node, &tasks, block_import, network.sync.clone())?;
	}
	if let Some(gossip) = network.gossip {
		gossip.spawn_voter(
			&node,
			&tasks,
			grandpa_link,
			voter_state,
			network.service,
			network.sync,
		)?;
	}
	Ok(tasks)
}

/// Spawns the task that runs the runtime's off-chain workers after each block.
fn spawn_offchain_workers(
	node: &Node,
	tasks: &TaskManager,
	network: Arc<dyn NetworkService>,
) -> Result<(), Error> {
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: node.client.clone(),
		keystore: Some(node.keystore.clone()),
		offchain_db: node.backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(node.pool.clone())),
		network_provider: Arc::new(network),
		is_validator: node.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: |_| Vec::new(),
	})?;
	tasks.spawn_handle().spawn(
		"offchain-workers-runner",
		Some("offchain-worker"),
		workers.run(node.client.clone(), tasks.spawn_handle()),
	);
	Ok(())
}
