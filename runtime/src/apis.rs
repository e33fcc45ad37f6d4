//! What the node and clients can ask of the runtime without a transaction.

use crate::{
	AccountId, Aura, Balance, Block, Executive, Grandpa, InherentDataExt, Nonce, Runtime, RuntimeCall,
	RuntimeGenesisConfig, System, TransactionPayment, UncheckedExtrinsic, VERSION, genesis,
	opaque::SessionKeys,
	proxies::{ProxyFilterInfo, ProxyType, ProxyTypeInfo},
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	weights::Weight,
};
use pallet_aura::Authorities;
use pallet_subtensor::{
	LockState, MechanismRegistry, SubnetRegistry, Views,
	views::{
		RateLimit,
		clients::{
			hyperparameters::{self, HyperparamEntry, SubnetHyperparams, SubnetHyperparamsV2},
			locks,
			metagraph::{self, Metagraph, SelectiveMetagraph},
			neuron::{self, NeuronInfo, NeuronInfoLite},
			staking::{self, DelegateInfo, Delegated, StakeAvailability, StakeInfo},
			subnet::{self, DynamicInfo, SubnetInfo, SubnetInfov2, SubnetState},
			swap::{self, SimSwapResult, SubnetPrice},
		},
	},
};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::OpaqueMetadata;
use sp_runtime::{
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use subtensor_types::{MechId, Mechanism, NetUid, Rao, U64F64, Uid};

/// The answers of all subnets, root among them, by ascending netuid.
fn of_all_subnets<Answer>(of: impl Fn(NetUid) -> Option<Answer>) -> Vec<Option<Answer>> {
	SubnetRegistry::<Runtime>::all().into_iter().map(of).collect()
}

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			// In the format that all clients read; the newer one of bare extrinsics says no more.
			data.create_extrinsics()
				.into_iter()
				.map(|inherent| UncheckedExtrinsic::new_bare_legacy(inherent.function))
				.collect()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			_proof: sp_consensus_grandpa::EquivocationProof<<Block as BlockT>::Hash, NumberFor<Block>>,
			_key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			None
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			_authority: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			None
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, sp_core::crypto::KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			extrinsic: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(extrinsic, len)
		}

		fn query_fee_details(
			extrinsic: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(extrinsic, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall> for Runtime {
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_subtensor_runtime_api::SubnetRegistrationRuntimeApi<Block> for Runtime {
		fn get_network_registration_cost() -> Rao {
			Views::<Runtime>::creation_cost()
		}
	}

	impl pallet_subtensor_runtime_api::MarketRuntimeApi<Block, AccountId> for Runtime {
		fn registration_price(netuid: NetUid) -> Option<Rao> {
			Views::<Runtime>::registration_price(netuid)
		}

		fn registration_difficulty(netuid: NetUid) -> Option<u64> {
			Views::<Runtime>::registration_difficulty(netuid)
		}

		fn rate_limits(who: AccountId, netuid: NetUid) -> Vec<RateLimit> {
			Views::<Runtime>::rate_limits(&who, netuid)
		}
	}

	impl crate::proxies::ProxyFilterRuntimeApi<Block> for Runtime {
		fn get_proxy_types() -> Vec<ProxyTypeInfo> {
			ProxyType::ALL.map(ProxyType::info).into()
		}

		fn get_proxy_filter(proxy_type: Option<u8>) -> Vec<ProxyFilterInfo> {
			let asked = |kind: &ProxyType| proxy_type.is_none_or(|index| *kind as u8 == index);
			ProxyType::ALL.into_iter().filter(asked).map(ProxyType::filter_info).collect()
		}
	}

	impl pallet_subtensor_runtime_api::SubnetInfoRuntimeApi<Block, AccountId> for Runtime {
		fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo<AccountId>> {
			subnet::info::<Runtime>(netuid)
		}

		fn get_subnets_info() -> Vec<Option<SubnetInfo<AccountId>>> {
			of_all_subnets(subnet::info::<Runtime>)
		}

		fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfov2<AccountId>> {
			subnet::info_v2::<Runtime>(netuid)
		}

		fn get_subnets_info_v2() -> Vec<Option<SubnetInfov2<AccountId>>> {
			of_all_subnets(subnet::info_v2::<Runtime>)
		}

		fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams> {
			hyperparameters::first::<Runtime>(netuid)
		}

		fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
			hyperparameters::second::<Runtime>(netuid)
		}

		fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<Vec<HyperparamEntry>> {
			hyperparameters::entries::<Runtime>(netuid)
		}

		fn get_all_dynamic_info() -> Vec<Option<DynamicInfo<AccountId>>> {
			of_all_subnets(subnet::dynamic::<Runtime>)
		}

		fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo<AccountId>> {
			subnet::dynamic::<Runtime>(netuid)
		}

		fn get_metagraph(netuid: NetUid) -> Option<Metagraph<AccountId>> {
			metagraph::whole::<Runtime>(netuid.into())
		}

		fn get_all_metagraphs() -> Vec<Option<Metagraph<AccountId>>> {
			of_all_subnets(|netuid| metagraph::whole::<Runtime>(netuid.into()))
		}

		fn get_mechagraph(netuid: NetUid, mecid: MechId) -> Option<Metagraph<AccountId>> {
			metagraph::whole::<Runtime>(Mechanism { netuid, mecid })
		}

		fn get_all_mechagraphs() -> Vec<Option<Metagraph<AccountId>>> {
			let mechanisms = SubnetRegistry::<Runtime>::all().into_iter().flat_map(MechanismRegistry::<Runtime>::of);
			mechanisms.map(metagraph::whole::<Runtime>).collect()
		}

		fn get_selective_metagraph(
			netuid: NetUid,
			metagraph_indexes: Vec<u16>,
		) -> Option<SelectiveMetagraph<AccountId>> {
			metagraph::selected::<Runtime>(netuid.into(), &metagraph_indexes)
		}

		fn get_selective_mechagraph(
			netuid: NetUid,
			subid: MechId,
			metagraph_indexes: Vec<u16>,
		) -> Option<SelectiveMetagraph<AccountId>> {
			metagraph::selected::<Runtime>(Mechanism { netuid, mecid: subid }, &metagraph_indexes)
		}

		fn get_subnet_state(netuid: NetUid) -> Option<SubnetState<AccountId>> {
			subnet::state::<Runtime>(netuid)
		}

		fn get_coldkey_auto_stake_hotkey(coldkey: AccountId, netuid: NetUid) -> Option<AccountId> {
			subnet::auto_stake_hotkey::<Runtime>(&coldkey, netuid)
		}

		fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId> {
			subnet::account::<Runtime>(netuid)
		}

		fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64> {
			subnet::next_epoch_start_block::<Runtime>(netuid)
		}

		fn get_subnet_to_prune() -> Option<NetUid> {
			subnet::to_prune::<Runtime>()
		}
	}

	impl pallet_subtensor_runtime_api::NeuronInfoRuntimeApi<Block, AccountId> for Runtime {
		fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo<AccountId>> {
			neuron::neurons::<Runtime>(netuid)
		}

		fn get_neuron(netuid: NetUid, uid: Uid) -> Option<NeuronInfo<AccountId>> {
			neuron::neuron::<Runtime>(netuid, uid)
		}

		fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite<AccountId>> {
			neuron::neurons_lite::<Runtime>(netuid)
		}

		fn get_neuron_lite(netuid: NetUid, uid: Uid) -> Option<NeuronInfoLite<AccountId>> {
			neuron::neuron_lite::<Runtime>(netuid, uid)
		}
	}

	impl pallet_subtensor_runtime_api::StakeInfoRuntimeApi<Block, AccountId> for Runtime {
		fn get_stake_info_for_coldkey(coldkey_account: AccountId) -> Vec<StakeInfo<AccountId>> {
			staking::stakes_of::<Runtime>(&coldkey_account)
		}

		fn get_stake_info_for_coldkeys(
			coldkey_accounts: Vec<AccountId>,
		) -> Vec<(AccountId, Vec<StakeInfo<AccountId>>)> {
			let with_stakes = |coldkey: AccountId| (coldkey.clone(), staking::stakes_of::<Runtime>(&coldkey));
			coldkey_accounts.into_iter().map(with_stakes).collect()
		}

		fn get_stake_info_for_hotkey_coldkey_netuid(
			hotkey_account: AccountId,
			coldkey_account: AccountId,
			netuid: NetUid,
		) -> Option<StakeInfo<AccountId>> {
			Some(staking::stake_info::<Runtime>(&hotkey_account, &coldkey_account, netuid))
		}

		fn get_stake_availability_for_coldkeys(
			coldkey_accounts: Vec<AccountId>,
			netuids: Option<Vec<NetUid>>,
		) -> BTreeMap<AccountId, BTreeMap<NetUid, StakeAvailability>> {
			staking::availability::<Runtime>(coldkey_accounts, netuids)
		}

		fn get_coldkey_lock(coldkey: AccountId, netuid: NetUid) -> Option<LockState> {
			locks::of_coldkey::<Runtime>(&coldkey, netuid)
		}

		fn get_hotkey_conviction(hotkey: AccountId, netuid: NetUid) -> U64F64 {
			locks::conviction::<Runtime>(&hotkey, netuid)
		}

		fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId> {
			locks::most_convicted::<Runtime>(netuid)
		}

		fn get_stake_fee(
			_origin: Option<(AccountId, NetUid)>,
			_origin_coldkey_account: AccountId,
			_destination: Option<(AccountId, NetUid)>,
			_destination_coldkey_account: AccountId,
			_amount: u64,
		) -> u64 {
			swap::FEE
		}
	}

	impl pallet_subtensor_runtime_api::DelegateInfoRuntimeApi<Block, AccountId> for Runtime {
		fn get_delegates() -> Vec<DelegateInfo<AccountId>> {
			staking::delegates::<Runtime>()
		}

		fn get_delegate(delegate_account: AccountId) -> Option<DelegateInfo<AccountId>> {
			staking::delegate::<Runtime>(&delegate_account)
		}

		fn get_delegated(delegatee_account: AccountId) -> Vec<Delegated<AccountId>> {
			staking::delegated::<Runtime>(&delegatee_account)
		}
	}

	impl pallet_subtensor_runtime_api::BetaBasketRuntimeApi<Block, AccountId> for Runtime {
		fn get_root_basket_owed(_coldkey: AccountId) -> Rao {
			0
		}

		fn get_root_basket_positions(_coldkey: AccountId) -> Vec<(AccountId, u64, Rao)> {
			Vec::new()
		}
	}

	impl pallet_subtensor_runtime_api::SwapRuntimeApi<Block> for Runtime {
		fn current_alpha_price(_netuid: NetUid) -> u64 {
			swap::PRICE
		}

		fn current_alpha_price_all() -> Vec<SubnetPrice> {
			swap::prices::<Runtime>()
		}

		fn sim_swap_tao_for_alpha(_netuid: NetUid, tao: Rao) -> SimSwapResult {
			swap::simulate(tao)
		}

		fn sim_swap_alpha_for_tao(_netuid: NetUid, alpha: Rao) -> SimSwapResult {
			swap::simulate(alpha)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis::preset_names()
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).expect("a failed check stops the upgrade");
			(weight, crate::configs::RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("a block that fails a check is reported")
		}
	}
}
