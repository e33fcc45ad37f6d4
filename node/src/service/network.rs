//! The network: blocks, transactions and votes to and from other nodes, by either of the SDK's two backends.

use super::{
	grandpa::{self, Gossip, GrandpaLink},
	parts::Node,
};
use sc_consensus::DefaultImportQueue;
use sc_network::{
	Litep2pNetworkBackend, NetworkBackend, NetworkWorker,
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::traits::NetworkService,
};
use sc_network_sync::SyncingService;
use sc_network_transactions::TransactionsHandlerController;
use sc_rpc::system::Request;
use sc_service::{BuildNetworkParams, Configuration, Error, TaskManager};
use sc_utils::mpsc::TracingUnboundedSender;
use std::sync::Arc;
use subtensor_runtime::{Hash, opaque::Block};

/// The network of a running node.
pub struct Network {
	/// Peers, and what is said to them.
	pub service: Arc<dyn NetworkService>,
	/// Which blocks are asked for.
	pub sync: Arc<SyncingService<Block>>,
	/// Where the RPC asks about the network.
	pub system_requests: TracingUnboundedSender<Request<Block>>,
	/// Spreads transactions.
	pub transactions: TransactionsHandlerController<Hash>,
	/// Carries the votes of GRANDPA, unless that is disabled.
	pub gossip: Option<Gossip>,
}

impl Network {
	/// Spawns the tasks of the backend that `config` names.
	pub fn new(
		node: &Node,
		tasks: &TaskManager,
		config: &Configuration,
		import_queue: DefaultImportQueue<Block>,
		grandpa_link: &GrandpaLink,
	) -> Result<Self, Error> {
		let build = match config.network.network_backend {
			NetworkBackendType::Libp2p => Self::on::<NetworkWorker<Block, Hash>>,
			NetworkBackendType::Litep2p => Self::on::<Litep2pNetworkBackend>,
		};
		build(node, tasks, config, import_queue, grandpa_link)
	}

	/// Spawns the tasks of the backend `Net`.
	fn on<Net: NetworkBackend<Block, Hash>>(
		node: &Node,
		tasks: &TaskManager,
		config: &Configuration,
		import_queue: DefaultImportQueue<Block>,
		grandpa_link: &GrandpaLink,
	) -> Result<Self, Error> {
		let mut net_config =
			FullNetworkConfiguration::<_, _, Net>::new(&config.network, node.registry.clone());
		let metrics = Net::register_notification_metrics(node.registry.as_ref());
		let gossip = (!config.disable_grandpa)
			.then(|| Gossip::register(node, config, &mut net_config, metrics.clone()));
		let (service, system_requests, transactions, sync, _) =
			sc_service::build_network(BuildNetworkParams {
				config,
				net_config,
				client: node.client.clone(),
				transaction_pool: node.pool.clone(),
				spawn_handle: tasks.spawn_handle(),
				spawn_essential_handle: tasks.spawn_essential_handle(),
				import_queue,
				block_announce_validator_builder: None,
				warp_sync_config: Some(grandpa::warp_sync(node, grandpa_link)),
				block_relay: None,
				metrics,
				gap_sync_body_policy: None,
			})?;
		Ok(Self {
			service,
			sync,
			system_requests,
			transactions,
			gossip,
		})
	}
}
