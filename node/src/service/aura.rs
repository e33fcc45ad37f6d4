//! Aura: authorities take turns in writing blocks, a slot each.
//!
//! The length of a slot comes from the runtime, so that one binary serves chains of any pace.

use super::{
	grandpa::GrandpaImport,
	parts::{FullClient, Node},
	spawner::ServantSpawner,
};
use sc_consensus::DefaultImportQueue;
use sc_consensus_aura::{ImportQueueParams, SlotProportion, StartAuraParams, standalone};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_network_sync::SyncingService;
use sc_service::{Error, TaskManager};
use sp_consensus_aura::{inherents::InherentDataProvider as SlotInherent, sr25519::AuthorityPair};
use sp_timestamp::InherentDataProvider as TimestampInherent;
use std::{
	error::Error as StdError,
	future::{Ready, ready},
	sync::Arc,
};
use subtensor_runtime::{Hash, opaque::Block};

/// The part of a slot that goes into putting a block together; the rest is for sending and executing it.
const PROPOSAL_PORTION: f32 = 2.0 / 3.0;

/// What a block says about time.
type Inherents = (SlotInherent, TimestampInherent);
/// Why it says nothing.
type InherentsError = Box<dyn StdError + Send + Sync>;

/// The queue that checks and imports the blocks of other authors.
pub fn import_queue(
	node: &Node,
	tasks: &TaskManager,
	block_import: GrandpaImport,
) -> Result<DefaultImportQueue<Block>, Error> {
	let queue = sc_consensus_aura::import_queue::<AuthorityPair, _, _, _, _, _>(ImportQueueParams {
		justification_import: Some(Box::new(block_import.clone())),
		block_import,
		client: node.client.clone(),
		create_inherent_data_providers: inherents(node.client.clone()),
		spawner: &ServantSpawner::new(tasks),
		registry: node.registry.as_ref(),
		check_for_equivocation: Default::default(),
		telemetry: node.telemetry.clone(),
		compatibility_mode: Default::default(),
	})?;
	Ok(queue)
}

/// Spawns the task that writes a block in each slot of ours.
///
/// Authors slow down while finality lags, unless they are forced to go on.
pub fn spawn_authoring(
	node: &Node,
	tasks: &TaskManager,
	block_import: GrandpaImport,
	sync_service: Arc<SyncingService<Block>>,
) -> Result<(), Error> {
	let authoring =
		sc_consensus_aura::start_aura::<AuthorityPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
			slot_duration: sc_consensus_aura::slot_duration(&*node.client)?,
			client: node.client.clone(),
			select_chain: node.select_chain.clone(),
			block_import,
			proposer_factory: node.proposer_factory(tasks),
			sync_oracle: sync_service.clone(),
			justification_sync_link: sync_service,
			create_inherent_data_providers: inherents(node.client.clone()),
			force_authoring: node.force_authoring,
			backoff_authoring_blocks: (!node.force_authoring)
				.then(BackoffAuthoringOnFinalizedHeadLagging::default),
			keystore: node.keystore.clone(),
			block_proposal_slot_portion: SlotProportion::new(PROPOSAL_PORTION),
			max_block_proposal_slot_portion: None,
			telemetry: node.telemetry.clone(),
			compatibility_mode: Default::default(),
		})?;
	tasks
		.spawn_essential_handle()
		.spawn_blocking("aura", Some("block-authoring"), authoring);
	Ok(())
}

/// What a block on a given parent says about time: the clock's time, and the slot that it falls into.
fn inherents(client: Arc<FullClient>) -> impl Fn(Hash, ()) -> Ready<Result<Inherents, InherentsError>> {
	move |parent, ()| {
		ready(
			standalone::slot_duration_at(&*client, parent)
				.map_err(Into::into)
				.map(|duration| {
					let timestamp = TimestampInherent::from_system_time();
					(
						SlotInherent::from_timestamp_and_slot_duration(*timestamp, duration),
						timestamp,
					)
				}),
		)
	}
}
