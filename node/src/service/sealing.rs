//! Sealing: blocks on demand, final at once, for tests on the chains of developers.
//!
//! The blocks name a slot as those of Aura do, so that the runtime accepts them, but carry no seal: they are
//! worth nothing to any other node. A sealing node therefore keeps to itself.

use super::parts::{FullClient, Node, TransactionPool};
use futures::{
	StreamExt,
	channel::mpsc,
	future,
	stream::{self, BoxStream},
};
use sc_consensus_manual_seal::{
	EngineCommand, ManualSealParams, consensus::aura::AuraConsensusDataProvider, run_manual_seal,
};
use sc_network::config::{NonReservedPeerMode, SetConfig};
use sc_service::{Configuration, Error, TaskManager};
use sc_transaction_pool_api::TransactionPool as _;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::{Slot, SlotDuration, sr25519::AuthoritySignature};
use sp_timestamp::{InherentDataProvider, Timestamp};
use std::{error::Error as StdError, str::FromStr, sync::Arc, time::Duration};
use subtensor_runtime::{Hash, opaque::Block};
use tokio::time::MissedTickBehavior;

/// What the engine can be told: to seal a block, or to finalise one.
type Command = EngineCommand<Hash>;
/// Where the RPC sends its commands.
pub type SealCommands = mpsc::Sender<Command>;

/// Commands of the RPC that wait for the engine, at most.
const WAITING_COMMANDS: usize = 1024;

/// When blocks are sealed beside those that the RPC asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
	/// Never.
	Manual,
	/// Whenever a transaction enters the pool.
	Instant,
	/// Each time that the period is over.
	Interval(Duration),
}

impl FromStr for Sealing {
	type Err = &'static str;

	fn from_str(mode: &str) -> Result<Self, Self::Err> {
		match mode.split_once('=') {
			None if mode == "manual" => Ok(Self::Manual),
			None if mode == "instant" => Ok(Self::Instant),
			Some(("interval", period)) => match period.parse() {
				Ok(milliseconds @ 1..) => Ok(Self::Interval(Duration::from_millis(milliseconds))),
				_ => Err("the interval is a whole number of milliseconds, at least 1"),
			},
			_ => Err("the modes are `manual`, `instant` and `interval=MS`"),
		}
	}
}

impl Sealing {
	/// An engine for this mode, and where it takes commands of the RPC.
	pub fn engine(self) -> (SealCommands, Sealer) {
		let (sender, requests) = mpsc::channel(WAITING_COMMANDS);
		(sender, Sealer { mode: self, requests })
	}

	/// The commands that this mode gives by itself.
	fn commands(self, pool: Arc<TransactionPool>) -> BoxStream<'static, Command> {
		match self {
			Self::Manual => stream::pending().boxed(),
			Self::Instant => {
				let notifications = pool.import_notification_stream();
				notifications
					.filter(move |_| future::ready(pool.status().ready > 0))
					.map(|_| seal_block(OfNothing::Refuse))
					.boxed()
			}
			Self::Interval(period) => {
				let mut ticks = tokio::time::interval(period);
				ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
				stream::unfold(ticks, |mut ticks| async {
					ticks.tick().await;
					Some((seal_block(OfNothing::Accept), ticks))
				})
				.boxed()
			}
		}
	}
}

/// What to do when there are no transactions for a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OfNothing {
	/// Seal an empty block.
	Accept,
	/// Seal no block.
	Refuse,
}

/// The command to seal a block on the best one and to finalise it.
fn seal_block(of_nothing: OfNothing) -> Command {
	Command::SealNewBlock {
		create_empty: of_nothing == OfNothing::Accept,
		finalize: true,
		parent_hash: None,
		sender: None,
	}
}

/// An engine that does not run yet.
pub struct Sealer {
	mode: Sealing,
	requests: mpsc::Receiver<Command>,
}

impl Sealer {
	/// Spawns the task that seals and finalises.
	///
	/// It imports into the client directly: GRANDPA, whose votes there are none of, has no part in it.
	pub fn spawn(self, node: &Node, tasks: &TaskManager) -> Result<(), Error> {
		let slot_duration = sc_consensus_aura::slot_duration(&*node.client)?;
		let client = node.client.clone();
		let sealing = run_manual_seal(ManualSealParams {
			block_import: node.client.clone(),
			env: node.proposer_factory(tasks),
			client: node.client.clone(),
			pool: node.pool.clone(),
			commands_stream: stream::select(self.requests, self.mode.commands(node.pool.clone())),
			select_chain: node.select_chain.clone(),
			consensus_data_provider: Some(Box::new(AuraConsensusDataProvider::new_with_slot_duration(
				slot_duration,
			))),
			create_inherent_data_providers: move |parent, ()| {
				future::ready(timestamp_on(&client, parent, slot_duration).map(InherentDataProvider::new))
			},
		});
		tasks
			.spawn_essential_handle()
			.spawn_blocking("sealing", Some("block-authoring"), sealing);
		Ok(())
	}
}

/// Keeps other nodes and their votes away: they could make nothing of blocks without a seal.
pub fn isolate(config: &mut Configuration) {
	config.disable_grandpa = true;
	config.network.default_peers_set = SetConfig {
		in_peers: 0,
		out_peers: 0,
		reserved_nodes: Vec::new(),
		non_reserved_mode: NonReservedPeerMode::Deny,
	};
}

/// The timestamp of a block on `parent`, now.
fn timestamp_on(
	client: &FullClient,
	parent: Hash,
	slot_duration: SlotDuration,
) -> Result<Timestamp, Box<dyn StdError + Send + Sync>> {
	let header = client.expect_header(parent)?;
	let parent_slot = sc_consensus_aura::find_pre_digest::<Block, AuthoritySignature>(&header)?;
	next_timestamp(parent_slot, Timestamp::current(), slot_duration)
		.ok_or_else(|| "the parent's slot is beyond the end of time".into())
}

/// The start of the slot of `now`, or of the slot after the parent's when the chain is ahead of the clock.
///
/// Aura asks for a slot after the parent's and a timestamp inside of it; the pallet of timestamps for half a
/// slot between two of them. The starts of two slots satisfy both.
fn next_timestamp(parent_slot: Slot, now: Timestamp, slot_duration: SlotDuration) -> Option<Timestamp> {
	let slot = Slot::from_timestamp(now, slot_duration);
	slot.max(Slot::from(parent_slot.checked_add(1)?))
		.timestamp(slot_duration)
}

#[cfg(test)]
mod tests {
	use super::{Sealing, Slot, SlotDuration, Timestamp, next_timestamp};
	use std::time::Duration;

	/// The timestamp on a parent of slot `parent_slot` at `now` with slots of a quarter of a second.
	fn timestamp(parent_slot: u64, now: u64) -> Option<u64> {
		next_timestamp(
			Slot::from(parent_slot),
			Timestamp::new(now),
			SlotDuration::from_millis(250),
		)
		.map(|timestamp| timestamp.as_millis())
	}

	#[test]
	fn timestamp_should_be_start_of_current_slot_when_parent_is_older() {
		assert_eq!(timestamp(0, 10_000), Some(10_000));
		assert_eq!(timestamp(39, 10_249), Some(10_000));
	}

	#[test]
	fn timestamp_should_be_start_of_next_slot_when_parent_is_of_now_or_later() {
		assert_eq!(timestamp(40, 10_000), Some(10_250));
		assert_eq!(timestamp(100, 10_000), Some(25_250));
	}

	#[test]
	fn timestamp_should_be_none_when_there_is_no_later_slot() {
		assert_eq!(timestamp(u64::MAX, 0), None);
		assert_eq!(timestamp(u64::MAX - 1, 0), None);
	}

	#[test]
	fn mode_should_parse_when_it_is_known() {
		assert_eq!("manual".parse(), Ok(Sealing::Manual));
		assert_eq!("instant".parse(), Ok(Sealing::Instant));
		assert_eq!(
			"interval=250".parse(),
			Ok(Sealing::Interval(Duration::from_millis(250)))
		);
	}
}
