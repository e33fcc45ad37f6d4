//! The JSON-RPC methods beside those of the SDK's service (`author`, `chain`, `state`, `system`, `archive`,
//! `chainHead`, `chainSpec`, `transaction`): nonces, fees, finality proofs, sealing.

use crate::service::{FullBackend, FullClient, GrandpaLink, Node, SealCommands, TransactionPool};
use jsonrpsee::{RpcModule, core::RegisterMethodError};
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sp_runtime::traits::NumberFor;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};
use subtensor_runtime::{Hash, opaque::Block};

/// What the methods of this module read and call.
pub struct Handles {
	client: Arc<FullClient>,
	pool: Arc<TransactionPool>,
	authority_set: SharedAuthoritySet<Hash, NumberFor<Block>>,
	voter_state: SharedVoterState,
	justifications: GrandpaJustificationStream<Block>,
	finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
	seal_commands: Option<SealCommands>,
}

impl Handles {
	/// Handles of `node`; with `seal_commands` when its blocks are sealed on demand.
	pub fn new(
		node: &Node,
		grandpa: &GrandpaLink,
		voter_state: SharedVoterState,
		seal_commands: Option<SealCommands>,
	) -> Self {
		let authority_set = grandpa.shared_authority_set().clone();
		Self {
			client: node.client.clone(),
			pool: node.pool.clone(),
			finality_proofs: FinalityProofProvider::new_for_service(
				node.backend.clone(),
				Some(authority_set.clone()),
			),
			authority_set,
			voter_state,
			justifications: grandpa.justification_stream(),
			seal_commands,
		}
	}

	/// The module that the SDK's service merges into its own.
	pub fn module(&self, executor: SubscriptionTaskExecutor) -> Result<RpcModule<()>, RegisterMethodError> {
		let mut module = RpcModule::new(());
		module.merge(System::new(self.client.clone(), self.pool.clone()).into_rpc())?;
		module.merge(TransactionPayment::new(self.client.clone()).into_rpc())?;
		module.merge(
			Grandpa::new(
				executor,
				self.authority_set.clone(),
				self.voter_state.clone(),
				self.justifications.clone(),
				self.finality_proofs.clone(),
			)
			.into_rpc(),
		)?;
		if let Some(commands) = &self.seal_commands {
			module.merge(ManualSeal::new(commands.clone()).into_rpc())?;
		}
		Ok(module)
	}
}
