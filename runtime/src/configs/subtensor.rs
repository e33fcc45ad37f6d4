//! The market: subnets, neurons, stake, epochs, emission.

use crate::{Balances, Runtime};
use frame_support::{PalletId, parameter_types};
use pallet_subtensor::root::RootJudgement;

parameter_types! {
	pub const SubtensorPalletId: PalletId = PalletId(*b"subtensr");
}

impl pallet_subtensor::Config for Runtime {
	type Currency = Balances;
	type EmissionPolicy = RootJudgement;
	type PalletId = SubtensorPalletId;
	type WeightInfo = pallet_subtensor::weights::SubstrateWeight<Runtime>;
}

impl pallet_admin_utils::Config for Runtime {}
