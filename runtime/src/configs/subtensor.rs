//! The market: subnets, neurons, stake, epochs, emission, and what neurons say of themselves.

use crate::{Balances, Commitments, Drand, Runtime, RuntimeFreezeReason};
use frame_support::{PalletId, parameter_types, traits::ConstU32};
use pallet_subtensor::root::RootJudgement;

parameter_types! {
	pub const SubtensorPalletId: PalletId = PalletId(*b"subtensr");
}

impl pallet_subtensor::Config for Runtime {
	type Currency = Balances;
	type EmissionPolicy = RootJudgement;
	type NeuronRecords = Commitments;
	type OtherFreeCalls = Commitments;
	type PalletId = SubtensorPalletId;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type Timelock = Drand;
	type WeightInfo = pallet_subtensor::weights::SubstrateWeight<Runtime>;
}

impl pallet_admin_utils::Config for Runtime {}

impl pallet_commitments::Config for Runtime {
	type MaxFields = ConstU32<3>;
	type WeightInfo = pallet_commitments::weights::SubstrateWeight<Runtime>;
}
