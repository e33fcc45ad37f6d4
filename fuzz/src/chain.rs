//! A chain of the real runtime, block by block as an author makes them.

use crate::{
	cast::Cast,
	state::{State, Touched},
};
use codec::Encode;
use frame_support::traits::BuildGenesisConfig;
use pallet_subtensor::{BootstrapShares, ChainParameters, Hyperparameters};
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_core::H256;
use sp_runtime::{
	ApplyExtrinsicResult, Digest, DigestItem,
	generic::Era,
	traits::{Block as _, Header as _, UniqueSaturatedInto},
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use subtensor_runtime::{
	AccountId, Address, BalancesConfig, Block, DrandConfig, Executive, Header, Runtime, RuntimeCall,
	RuntimeGenesisConfig, SessionConfig, SignedPayload, SubtensorModuleConfig, SudoConfig, System,
	TxExtension, UncheckedExtrinsic, opaque::SessionKeys,
};
use subtensor_types::RAO_PER_TAO;

/// Every so many blocks one is imported, too.
const IMPORT_EVERY: u32 = 8;

/// Milliseconds between blocks.
const SLOT: u64 = 250;

/// The secret of a beacon: the first is built in at first.
pub fn beacon_secret(beacon: u8) -> [u8; 32] {
	let mut secret = [0; 32];
	secret[31] = beacon + 1;
	secret
}

/// The chains that a run makes, each with its name. All have small subnets and short delays, so that everything happens often.
pub fn variants() -> Vec<(&'static str, SubtensorModuleConfig)> {
	vec![
		("crowded", crowded()),
		("halving", halving()),
		("hiding", hiding()),
		("launching", launching()),
	]
}

/// Few uids and seats, no waiting: neurons are replaced all the time.
fn crowded() -> SubtensorModuleConfig {
	let defaults = SubtensorModuleConfig::default();
	SubtensorModuleConfig {
		slot_duration: SLOT,
		session_length: 50,
		min_stake: RAO_PER_TAO / 500,
		opening_burn: RAO_PER_TAO / 10,
		stake_cooldown: Some(3),
		childkey_rate_limit: 3,
		bootstrap: BootstrapShares::Started,
		root_weight_lifetime: 60,
		chain: ChainParameters {
			max_epochs_per_block: 1,
			subnet_limit: 5,
			start_call_delay: 3,
			network_min_lock_cost: 5 * RAO_PER_TAO,
			network_lock_reduction_interval: 20,
			network_rate_limit: 5,
			network_immunity_period: 30,
			dissolve_network_schedule_duration: 6,
			admin_freeze_window: 1,
			owner_tempo_control: true,
			owner_hyperparam_rate_limit: 1,
			tx_delegate_take_rate_limit: 6,
			tx_childkey_take_rate_limit: 6,
			pending_child_key_cooldown: 4,
			tx_rate_limit: 3,
			coldkey_swap_announcement_delay: 5,
			coldkey_swap_reannouncement_delay: 4,
			..ChainParameters::default()
		},
		work_window: 8,
		root: Hyperparameters {
			tempo: 9,
			max_allowed_uids: 3,
			max_allowed_validators: 3,
			immunity_period: 4,
			weights_set_rate_limit: 2,
			..defaults.root.clone()
		},
		subnet_defaults: Hyperparameters {
			tempo: 5,
			immunity_period: 4,
			min_allowed_uids: 2,
			max_allowed_uids: 6,
			max_allowed_validators: 3,
			weights_set_rate_limit: 1,
			serving_rate_limit: 2,
			burn_half_life: 6,
			min_burn: RAO_PER_TAO / 100,
			max_burn: 2 * RAO_PER_TAO,
			min_difficulty: 4,
			max_difficulty: 200,
			activity_cutoff_factor_milli: 4_000,
			..Hyperparameters::default()
		},
		..defaults
	}
}

/// Validators stay, and hide their weights.
fn hiding() -> SubtensorModuleConfig {
	let base = crowded();
	SubtensorModuleConfig {
		subnet_defaults: Hyperparameters {
			immunity_period: 500,
			max_allowed_uids: 12,
			max_allowed_validators: 8,
			commit_reveal_weights_enabled: true,
			..base.subnet_defaults.clone()
		},
		..base
	}
}

/// Wider subnets; the block emission halves every few dozen blocks and ends.
fn halving() -> SubtensorModuleConfig {
	let base = crowded();
	SubtensorModuleConfig {
		first_halving: 180_030 * RAO_PER_TAO,
		chain: ChainParameters {
			max_epochs_per_block: 2,
			subnet_limit: 8,
			network_immunity_period: 60,
			admin_freeze_window: 0,
			..base.chain.clone()
		},
		root: Hyperparameters {
			tempo: 6,
			max_allowed_uids: 6,
			max_allowed_validators: 6,
			..base.root.clone()
		},
		subnet_defaults: Hyperparameters {
			tempo: 8,
			immunity_period: 10,
			max_allowed_uids: 16,
			max_allowed_validators: 5,
			weights_set_rate_limit: 0,
			serving_rate_limit: 0,
			min_allowed_weights: 2,
			bonds_penalty: 20_000,
			commit_reveal_weights_enabled: true,
			yuma3_on: true,
			liquid_alpha_on: true,
			..base.subnet_defaults.clone()
		},
		..base
	}
}

/// Only subnets of genesis share in emission while root does not decide; stake cools down for longer.
fn launching() -> SubtensorModuleConfig {
	let base = crowded();
	SubtensorModuleConfig {
		bootstrap: BootstrapShares::Genesis,
		stake_cooldown: Some(12),
		chain: ChainParameters {
			start_call_delay: 0,
			network_rate_limit: 0,
			subnet_limit: 3,
			network_immunity_period: 10,
			owner_hyperparam_rate_limit: 0,
			..base.chain.clone()
		},
		subnet_defaults: Hyperparameters {
			tempo: 3,
			immunity_period: 0,
			max_allowed_uids: 4,
			max_allowed_validators: 2,
			kappa: 20_000,
			..base.subnet_defaults.clone()
		},
		..base
	}
}

/// A chain and the block in the making.
pub struct Chain {
	/// The state.
	pub state: State,
	head: Header,
	number: u32,
	/// The state before the block and the extrinsics in it, where the block will be imported.
	to_import: Option<(State, Vec<UncheckedExtrinsic>)>,
}

impl Chain {
	/// The first state of a chain.
	pub fn new(cast: &Cast, subtensor_module: SubtensorModuleConfig) -> Self {
		let authorities = [1u8, 2].map(|number| {
			let keys = SessionKeys {
				aura: sp_core::sr25519::Public::from_raw([number; 32]).into(),
				grandpa: sp_core::ed25519::Public::from_raw([number; 32]).into(),
			};
			let account = AccountId::new([200 + number; 32]);
			(account.clone(), account, keys)
		});
		let genesis = RuntimeGenesisConfig {
			balances: BalancesConfig {
				balances: cast.balances(),
				..Default::default()
			},
			session: SessionConfig {
				keys: authorities.to_vec(),
				..Default::default()
			},
			sudo: SudoConfig {
				key: Some(cast.sudo.clone()),
			},
			subtensor_module,
			drand: DrandConfig {
				test_secret: Some(beacon_secret(0)),
				genesis_time: 0,
				period: 1,
				..Default::default()
			},
			..Default::default()
		};
		let mut state = State::default();
		state.run(|| genesis.build());
		state.seal();
		let head = Header::new(0, H256::zero(), H256::zero(), H256::zero(), Digest::default());
		Self {
			state,
			head,
			number: 0,
			to_import: None,
		}
	}

	/// The number of the block in the making.
	pub fn number(&self) -> u32 {
		self.number
	}

	/// Begins the next block: hooks. Returns what they touched.
	pub fn begin(&mut self) -> Touched {
		self.state.seal();
		self.number += 1;
		self.to_import = self
			.number
			.is_multiple_of(IMPORT_EVERY)
			.then(|| (self.state.clone(), vec![]));
		let slot = u64::from(self.number).encode();
		let digest = Digest {
			logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot)],
		};
		let header = Header::new(self.number, H256::zero(), H256::zero(), self.head.hash(), digest);
		let (_, touched) = self.state.watch(|| Executive::initialize_block(&header));
		touched
	}

	/// The inherents of the block.
	pub fn inherents(&self) -> Vec<UncheckedExtrinsic> {
		let now = u64::from(self.number) * SLOT;
		vec![UncheckedExtrinsic::new_bare(
			pallet_timestamp::Call::set { now }.into(),
		)]
	}

	/// Applies an extrinsic; one that is invalid leaves nothing behind, as with an author.
	pub fn apply(&mut self, extrinsic: UncheckedExtrinsic) -> (ApplyExtrinsicResult, Touched) {
		let copy = self.to_import.as_ref().map(|_| extrinsic.clone());
		let (result, touched) = self.state.watch(|| {
			sp_io::storage::start_transaction();
			let result = Executive::apply_extrinsic(extrinsic);
			match result {
				Ok(_) => sp_io::storage::commit_transaction(),
				Err(_) => sp_io::storage::rollback_transaction(),
			}
			result
		});
		if let (Some((_, block)), Some(extrinsic), Ok(_)) = (&mut self.to_import, copy, &result) {
			block.push(extrinsic);
		}
		(result, touched)
	}

	/// Imports the block that has just ended, if it is its turn, as another node would: on the state before it, every hash compared.
	/// `tamper` changes that state first. Why it was refused.
	pub fn import(&mut self, tamper: impl FnOnce()) -> Option<String> {
		let (mut state, extrinsics) = self.to_import.take()?;
		let block = Block::new(self.head.clone(), extrinsics);
		let refused = catch_unwind(AssertUnwindSafe(|| {
			state.run(|| {
				tamper();
				Executive::execute_block(block.into());
			});
		}));
		let reason = refused.err()?;
		let text = reason.downcast_ref::<String>().cloned();
		text.or_else(|| reason.downcast_ref::<&str>().map(|text| text.to_string()))
			.or(Some(String::new()))
	}

	/// Ends the block: hooks. Returns what they touched. The block's changes can still be looked at.
	pub fn end(&mut self) -> Touched {
		let (head, touched) = self.state.watch(Executive::finalize_block);
		self.head = head;
		touched
	}

	/// The hash of the last block.
	pub fn head(&self) -> H256 {
		self.head.hash()
	}

	/// A call, signed.
	pub fn sign(
		&mut self,
		cast: &Cast,
		who: &AccountId,
		call: RuntimeCall,
		tip: u64,
	) -> Option<UncheckedExtrinsic> {
		self.state.run(|| {
			let nonce: u32 = System::account_nonce(who).unique_saturated_into();
			let extension: TxExtension = (
				frame_system::CheckNonZeroSender::new(),
				frame_system::CheckSpecVersion::new(),
				frame_system::CheckTxVersion::new(),
				frame_system::CheckGenesis::new(),
				frame_system::CheckEra::from(Era::Immortal),
				pallet_subtensor::guards::CheckNonce::<Runtime>::from(nonce),
				frame_system::CheckWeight::new(),
				pallet_transaction_payment::ChargeTransactionPayment::from(tip).into(),
				frame_metadata_hash_extension::CheckMetadataHash::new(false),
				frame_system::WeightReclaim::new(),
			);
			let payload = SignedPayload::new(call.clone(), extension.clone()).ok()?;
			let signature = payload.using_encoded(|payload| cast.sign(who, payload))?;
			Some(UncheckedExtrinsic::new_signed(
				call,
				Address::from(who.clone()),
				signature,
				extension,
			))
		})
	}
}
