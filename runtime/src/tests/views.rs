//! What clients can ask without a transaction: the metadata names it, and the answers are there.

use super::*;
use codec::Decode;
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed, v15::RuntimeMetadataV15};
use subtensor_types::NetUid;

/// The metadata by which Python clients find runtime APIs.
pub fn metadata() -> RuntimeMetadataV15 {
	let opaque = Runtime::metadata_at_version(15).expect("version 15 is there");
	let prefixed = RuntimeMetadataPrefixed::decode(&mut &opaque[..]).expect("it is what clients decode");
	match prefixed.1 {
		RuntimeMetadata::V15(metadata) => metadata,
		_ => unreachable!("version 15 was asked for"),
	}
}

#[test]
fn metadata_should_name_the_questions_as_clients_ask_them() {
	let metadata = sp_io::TestExternalities::default().execute_with(metadata);
	let methods = |name: &str| -> Vec<String> {
		let api = metadata
			.apis
			.iter()
			.find(|api| api.name == name)
			.expect("the API is there");
		let shown = api.methods.iter().map(|method| {
			let inputs: Vec<&str> = method.inputs.iter().map(|input| input.name.as_str()).collect();
			format!("{}({})", method.name, inputs.join(", "))
		});
		shown.collect()
	};
	assert_eq!(
		methods("SubnetRegistrationRuntimeApi"),
		["get_network_registration_cost()"]
	);
	assert_eq!(
		methods("SubnetInfoRuntimeApi"),
		[
			"get_subnet_info(netuid)",
			"get_subnets_info()",
			"get_subnet_info_v2(netuid)",
			"get_subnets_info_v2()",
			"get_subnet_hyperparams(netuid)",
			"get_subnet_hyperparams_v2(netuid)",
			"get_subnet_hyperparams_v3(netuid)",
			"get_all_dynamic_info()",
			"get_dynamic_info(netuid)",
			"get_metagraph(netuid)",
			"get_all_metagraphs()",
			"get_mechagraph(netuid, mecid)",
			"get_all_mechagraphs()",
			"get_selective_metagraph(netuid, metagraph_indexes)",
			"get_selective_mechagraph(netuid, subid, metagraph_indexes)",
			"get_subnet_state(netuid)",
			"get_coldkey_auto_stake_hotkey(coldkey, netuid)",
			"get_subnet_account_id(netuid)",
			"get_next_epoch_start_block(netuid)",
		]
	);
	assert_eq!(
		methods("NeuronInfoRuntimeApi"),
		[
			"get_neurons(netuid)",
			"get_neuron(netuid, uid)",
			"get_neurons_lite(netuid)",
			"get_neuron_lite(netuid, uid)",
		]
	);
	assert_eq!(
		methods("StakeInfoRuntimeApi"),
		[
			"get_stake_info_for_coldkey(coldkey_account)",
			"get_stake_info_for_coldkeys(coldkey_accounts)",
			"get_stake_info_for_hotkey_coldkey_netuid(hotkey_account, coldkey_account, netuid)",
			"get_stake_availability_for_coldkeys(coldkey_accounts, netuids)",
		]
	);
	assert_eq!(
		methods("DelegateInfoRuntimeApi"),
		[
			"get_delegates()",
			"get_delegate(delegate_account)",
			"get_delegated(delegatee_account)"
		]
	);
	assert_eq!(
		methods("SwapRuntimeApi"),
		[
			"current_alpha_price(netuid)",
			"current_alpha_price_all()",
			"sim_swap_tao_for_alpha(netuid, tao)",
			"sim_swap_alpha_for_tao(netuid, alpha)",
		]
	);
	assert_eq!(
		methods("MarketRuntimeApi"),
		[
			"registration_price(netuid)",
			"registration_difficulty(netuid)",
			"rate_limits(who, netuid)"
		]
	);
}

#[test]
fn answers_should_be_those_of_the_chain() {
	genesis::tests::chain(genesis::MAIN).execute_with(|| {
		System::initialize(&1, &Hash::repeat_byte(7), &Default::default());
		let cost = pallet_subtensor::Views::<Runtime>::creation_cost();
		assert_eq!(cost, pallet_subtensor::NetworkMinLockCost::<Runtime>::get());
		// What storage says is older, and never below what is charged.
		let price = pallet_subtensor::Views::<Runtime>::registration_price(NetUid(1));
		let stored = pallet_subtensor::Burn::<Runtime>::get(NetUid(1));
		assert!(price.is_some_and(|price| 0 < price && price <= stored));
	});
}
