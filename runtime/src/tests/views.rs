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
fn metadata_should_name_the_questions_of_this_chain_alone() {
	let metadata = sp_io::TestExternalities::default().execute_with(metadata);
	let market = metadata.apis.iter().find(|api| api.name == "MarketRuntimeApi");
	let shown = market.expect("the API is there").methods.iter().map(|method| {
		let inputs: Vec<&str> = method.inputs.iter().map(|input| input.name.as_str()).collect();
		format!("{}({})", method.name, inputs.join(", "))
	});
	assert_eq!(
		shown.collect::<Vec<_>>(),
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
		// What storage says is older, and never below what the next block charges.
		let price = pallet_subtensor::Views::<Runtime>::registration_price(NetUid(1));
		let stored = pallet_subtensor::Burn::<Runtime>::get(NetUid(1));
		assert!(price.is_some_and(|price| 0 < price && price <= stored));
	});
}

#[test]
fn bare_extrinsics_should_have_the_format_that_old_clients_read() {
	use frame_system::offchain::CreateBare;
	use sp_block_builder::runtime_decl_for_block_builder::BlockBuilderV6;
	use sp_runtime::generic::Preamble;
	genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
		System::set_block_number(1);
		let mut data = sp_inherents::InherentData::new();
		let moment: u64 = 1_000;
		assert!(data.put_data(*b"timstap0", &moment).is_ok());
		let inherents = Runtime::inherent_extrinsics(data);
		let pulse = <Runtime as CreateBare<RuntimeCall>>::create_bare(inherents[0].function.clone());
		for extrinsic in [&inherents[0], &pulse] {
			assert!(matches!(extrinsic.preamble, Preamble::Bare(4)));
		}
	});
}
