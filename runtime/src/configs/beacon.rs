//! The randomness beacon whose pulses open time locks.

use crate::{Runtime, RuntimeCall, Timestamp, UncheckedExtrinsic};
use frame_support::{parameter_types, traits::ConstU64};
use frame_system::offchain::{CreateBare, CreateTransactionBase};
use sp_runtime::transaction_validity::TransactionPriority;

parameter_types! {
	/// Before what pays no tip, far below what is operational: nobody can crowd pulses out for little.
	pub const UnsignedPriority: TransactionPriority = 1 << 40;
}

impl pallet_drand::Config for Runtime {
	type Clock = Timestamp;
	type Curve = sp_crypto_ec_utils::bls12_381::Bls12_381;
	type HttpFetchTimeout = ConstU64<2_000>;
	type UnsignedPriority = UnsignedPriority;
	type WeightInfo = pallet_drand::weights::SubstrateWeight<Runtime>;
}

/// What the off-chain worker submits.
impl<Call> CreateTransactionBase<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<Call> CreateBare<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		// As inherents are written: old clients read it.
		UncheckedExtrinsic::new_bare_legacy(call)
	}
}
