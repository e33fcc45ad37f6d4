//! GRANDPA: the authorities vote on which blocks are final.

use super::parts::{FullBackend, FullClient, Node, SelectChain};
use sc_client_api::HeaderBackend;
use sc_consensus_grandpa::{
	Config, GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState, VotingRulesBuilder,
	warp_proof::NetworkProvider,
};
use sc_network::{
	NetworkBackend, NotificationService, ProtocolName,
	config::FullNetworkConfiguration,
	service::{NotificationMetrics, traits::NetworkService},
};
use sc_network_sync::SyncingService;
use sc_service::{Configuration, Error, TaskManager, WarpSyncConfig};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::{sync::Arc, time::Duration};
use subtensor_runtime::{Hash, opaque::Block};

/// The import that notes what GRANDPA needs to know of a block.
pub type GrandpaImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;
/// What the voter has to know of the import.
pub type GrandpaLink = LinkHalf<Block, FullClient, SelectChain>;

/// The most blocks between two proofs of finality that are kept for nodes that sync.
const JUSTIFICATION_PERIOD: u32 = 512;

/// How long a vote takes to reach all authorities of a chain with long slots.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// How many times it does so in a slot that is shorter: authorities of fast chains are near each other.
const GOSSIPS_PER_SLOT: u32 = 3;

/// The import of blocks, and its link to the voter.
pub fn block_import(node: &Node) -> Result<(GrandpaImport, GrandpaLink), Error> {
	let import = sc_consensus_grandpa::block_import(
		node.client.clone(),
		JUSTIFICATION_PERIOD,
		&node.client,
		node.select_chain.clone(),
		node.telemetry.clone(),
	)?;
	Ok(import)
}

/// Lets other nodes start from a recent block, proven by the changes of the authority set.
pub fn warp_sync(node: &Node, link: &GrandpaLink) -> WarpSyncConfig<Block> {
	let authority_set = link.shared_authority_set().clone();
	WarpSyncConfig::WithProvider(Arc::new(NetworkProvider::new(
		node.backend.clone(),
		authority_set,
		Vec::new(),
	)))
}

/// How long voters wait for each other's votes: a block is final some times that after it was made. Others wait for nobody.
fn gossip_duration(node: &Node) -> Result<Duration, Error> {
	if !node.role.is_authority() {
		return Ok(GOSSIP_DURATION);
	}
	let slot = sc_consensus_aura::slot_duration(&*node.client)?.as_duration();
	Ok(GOSSIP_DURATION.min(slot / GOSSIPS_PER_SLOT))
}

/// The network protocol that carries the votes.
pub struct Gossip {
	protocol_name: ProtocolName,
	notifications: Box<dyn NotificationService>,
}

impl Gossip {
	/// Adds the protocol to the network that `net_config` describes.
	pub fn register<Net: NetworkBackend<Block, Hash>>(
		node: &Node,
		config: &Configuration,
		net_config: &mut FullNetworkConfiguration<Block, Hash, Net>,
		metrics: NotificationMetrics,
	) -> Self {
		let genesis = node.client.info().genesis_hash;
		let protocol_name = sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
		let (protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, Net>(
			protocol_name.clone(),
			metrics,
			net_config.peer_store_handle(),
		);
		net_config.add_notification_protocol(protocol);
		Self {
			protocol_name,
			notifications,
		}
	}

	/// Spawns the task that votes if this node is an authority, and follows the votes of others.
	pub fn spawn_voter(
		self,
		node: &Node,
		tasks: &TaskManager,
		link: GrandpaLink,
		voter_state: SharedVoterState,
		network: Arc<dyn NetworkService>,
		sync: Arc<SyncingService<Block>>,
	) -> Result<(), Error> {
		let config = Config {
			gossip_duration: gossip_duration(node)?,
			justification_generation_period: JUSTIFICATION_PERIOD,
			observer_enabled: false,
			local_role: node.role,
			name: Some(node.name.clone()),
			keystore: node.role.is_authority().then(|| node.keystore.clone()),
			telemetry: node.telemetry.clone(),
			protocol_name: self.protocol_name,
		};
		let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
			config,
			link,
			network,
			sync,
			notification_service: self.notifications,
			voting_rule: VotingRulesBuilder::default().build(),
			prometheus_registry: node.registry.clone(),
			shared_voter_state: voter_state,
			telemetry: node.telemetry.clone(),
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(node.pool.clone()),
		})?;
		tasks
			.spawn_essential_handle()
			.spawn_blocking("grandpa-voter", None, voter);
		Ok(())
	}
}
