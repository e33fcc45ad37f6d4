//! The runtime of the subtensor chain: which pallets it is made of, and the types that a node needs.
//!
//! How each pallet is configured is in [`configs`], by theme; what the node and clients can call in `apis`; what a delegate may do
//! for another account in [`proxies`]; the chain's first states in [`genesis`].
#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

mod apis;
pub mod configs;
pub mod constants;
pub mod genesis;
pub mod proxies;
#[cfg(test)]
mod tests;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
	MultiAddress, MultiSignature, generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
};
use sp_version::RuntimeVersion;

pub use apis::RuntimeApi;

/// Types that the node handles without knowing the runtime.
pub mod opaque {
	use super::*;
	use sp_runtime::impl_opaque_keys;

	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// Block header.
	pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
	/// Block with extrinsics that are bytes.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// Block id.
	pub type BlockId = generic::BlockId<Block>;

	impl_opaque_keys! {
		/// The keys with which an authority makes and finalises blocks.
		pub struct SessionKeys {
			/// Authors blocks.
			pub aura: crate::Aura,
			/// Finalises blocks.
			pub grandpa: crate::Grandpa,
		}
	}
}

/// The runtime's version.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("node-subtensor"),
	impl_name: Cow::Borrowed("node-subtensor"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// The functions that the runtime's Wasm may import.
#[cfg(feature = "std")]
pub type HostFunctions = (sp_io::SubstrateHostFunctions, CurveFunctions);
/// Those of them that not every Substrate node has: arithmetic on BLS12-381, for the beacon.
#[cfg(feature = "std")]
pub type CurveFunctions = sp_crypto_ec_utils::bls12_381::host_calls::HostFunctions;

/// Signature of an extrinsic.
pub type Signature = MultiSignature;
/// Account: 32 bytes, the public key or a hash of it.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// Amount of money in rao.
pub type Balance = subtensor_types::Rao;
/// Number of an account's transactions.
pub type Nonce = u32;
/// Hash of blocks and storage.
pub type Hash = sp_core::H256;
/// Block number.
pub type BlockNumber = u32;
/// How extrinsics name an account.
pub type Address = MultiAddress<AccountId, ()>;
/// Block header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// Block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// Block with its justification.
pub type SignedBlock = generic::SignedBlock<Block>;
/// Extrinsic.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// Extrinsic, as signed.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// What is checked of every extrinsic. Clients encode era, nonce, tip and metadata mode in this order.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	pallet_subtensor::guards::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_subtensor::guards::ChargeUnlessFree<
		Runtime,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// What executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The pallets, at the indices that clients know.
#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(3)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(4)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(5)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(6)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(7)]
	pub type SubtensorModule = pallet_subtensor;
	#[runtime::pallet_index(8)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(9)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(11)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(12)]
	pub type Sudo = pallet_sudo;
	#[runtime::pallet_index(13)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(14)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(15)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(16)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(18)]
	pub type Commitments = pallet_commitments;
	#[runtime::pallet_index(19)]
	pub type AdminUtils = pallet_admin_utils;
	#[runtime::pallet_index(20)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(26)]
	pub type Drand = pallet_drand;
}
