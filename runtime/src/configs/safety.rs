//! Safe mode: in an emergency root can hold back all calls but those that keep the market going and those that end the emergency.

use crate::{AccountId, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains},
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess};
use pallet_subtensor::guards::FreeCall;

/// Blocks for which safe mode is entered, and extended: a day. It ends by itself.
const DAY: BlockNumber = 7_200;

/// What goes on in safe mode: blocks, root's decisions, the beacon's pulses, and what neurons say to each other - weights, endpoints, commitments - so that consensus
/// has what it needs. Money and stake rest, and nobody registers.
pub struct GoesOn;

impl Contains<RuntimeCall> for GoesOn {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::System(_)
			| RuntimeCall::Timestamp(_)
			| RuntimeCall::Sudo(_)
			| RuntimeCall::Multisig(_)
			| RuntimeCall::Drand(_)
			| RuntimeCall::SafeMode(_) => true,
			_ => FreeCall::<Runtime>::of(call).is_some_and(|free| free.kind.goes_on_in_safe_mode()),
		}
	}
}

parameter_types! {
	/// Nobody can enter or extend safe mode for a deposit.
	pub const NoDeposit: Option<crate::Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
}

impl pallet_safe_mode::Config for Runtime {
	type Currency = Balances;
	type EnterDepositAmount = NoDeposit;
	type EnterDuration = ConstU32<DAY>;
	type ExtendDepositAmount = NoDeposit;
	type ExtendDuration = ConstU32<DAY>;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type ForceEnterOrigin = EnsureRootWithSuccess<AccountId, ConstU32<DAY>>;
	type ForceExitOrigin = EnsureRoot<AccountId>;
	type ForceExtendOrigin = EnsureRootWithSuccess<AccountId, ConstU32<DAY>>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
	type WhitelistedCalls = GoesOn;
}
