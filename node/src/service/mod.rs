//! The service: puts the parts of a node together and starts its tasks.
//!
//! - [`parts`]: database, client, pool and import queue; all that the sub-commands need.
//! - [`genesis`]: the first block of a new database.
//! - [`aura`]: who writes the next block, and the check of blocks that others wrote.
//! - [`grandpa`]: which blocks are final.
//! - [`sealing`]: both at once, on demand, on the chains of developers.

mod aura;
mod genesis;
mod grandpa;
mod parts;
mod sealing;

pub use grandpa::GrandpaLink;
pub use parts::{FullBackend, FullClient, Node, Parts, TransactionPool};
pub use sealing::{SealCommands, Sealing};

use crate::rpc;
use sc_client_api::Backend;
use sc_consensus_grandpa::SharedVoterState;
use sc_network::{
	Litep2pNetworkBackend, NetworkBackend, NetworkWorker,
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::traits::NetworkService,
};
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{BuildNetworkParams, Configuration, Error, SpawnTasksParams, TaskManager};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::sync::Arc;
use subtensor_runtime::{Hash, opaque::Block};

/// Starts a node on the network backend of `config`, with blocks by Aura and GRANDPA or by `sealing`.
pub fn start(mut config: Configuration, sealing: Option<Sealing>) -> Result<TaskManager, Error> {
	if sealing.is_some() {
		sealing::isolate(&mut config);
	}
	match config.network.network_backend {
		NetworkBackendType::Libp2p => start_on::<NetworkWorker<Block, Hash>>(config, sealing),
		NetworkBackendType::Litep2p => start_on::<Litep2pNetworkBackend>(config, sealing),
	}
}

/// Starts a node on the network backend `Net`.
fn start_on<Net: NetworkBackend<Block, Hash>>(
	config: Configuration,
	sealing: Option<Sealing>,
) -> Result<TaskManager, Error> {
	let Parts {
		node,
		mut tasks,
		import_queue,
		block_import,
		grandpa_link,
		mut telemetry,
	} = Parts::new(&config)?;

	let mut net_config =
		FullNetworkConfiguration::<Block, Hash, Net>::new(&config.network, node.registry.clone());
	let metrics = Net::register_notification_metrics(node.registry.as_ref());
	let gossip = (sealing.is_none() && !config.disable_grandpa)
		.then(|| grandpa::Gossip::register(&node, &config, &mut net_config, metrics.clone()));
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: node.client.clone(),
			transaction_pool: node.pool.clone(),
			spawn_handle: tasks.spawn_handle(),
			spawn_essential_handle: tasks.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(grandpa::warp_sync(&node, &grandpa_link)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;
	if config.offchain_worker.enabled {
		spawn_offchain_workers(&node, &tasks, network.clone())?;
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
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	// Only now: the tasks above put the keys of `--dev` and `--alice` into the keystore.
	if let Some(sealer) = sealer {
		sealer.spawn(&node, &tasks)?;
	} else if node.role.is_authority() {
		aura::spawn_authoring(&node, &tasks, block_import, sync_service.clone())?;
	}
	if let Some(gossip) = gossip {
		gossip.spawn_voter(&node, &tasks, grandpa_link, voter_state, network, sync_service)?;
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
