//! Who may change the chain - the sudo key of development chains; the real chain has none - and what root schedules.

use crate::{
	AccountId, Balance, Balances, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, RuntimeOrigin, System,
	configs::RuntimeBlockWeights,
	constants::{BYTE_DEPOSIT, ITEM_DEPOSIT},
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, EqualPrivilegeOnly, LinearStoragePrice, fungible::HoldConsideration},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;

impl pallet_sudo::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// One item: an account and a hash as its key, and when, what and by whom: 0.108 TAO.
	pub const MultisigDepositBase: Balance = ITEM_DEPOSIT + 88 * BYTE_DEPOSIT;
	/// The account of each signatory: 0.032 TAO.
	pub const MultisigDepositFactor: Balance = 32 * BYTE_DEPOSIT;
}

/// Accounts that act together. Whoever opens an operation lays a deposit down until it is done or called off.
impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// Two items, the preimage and what is known of it, each under a hash: 0.104 TAO.
	pub const PreimageDepositBase: Balance = 2 * ITEM_DEPOSIT + 64 * BYTE_DEPOSIT;
	pub const PreimageDepositByte: Balance = BYTE_DEPOSIT;
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

/// Calls too long to be scheduled as they are. Whoever notes one pays a deposit by its length; root pays none.
impl pallet_preimage::Config for Runtime {
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageDepositBase, PreimageDepositByte, Balance>,
	>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// A fifth of a block: minting and epochs come first, and users keep their part.
	pub MaximumSchedulerWeight: Weight = Perbill::from_percent(20) * RuntimeBlockWeights::get().max_block;
}

/// Calls that root has put off.
impl pallet_scheduler::Config for Runtime {
	type BlockNumberProvider = System;
	type MaxScheduledPerBlock = ConstU32<50>;
	type MaximumWeight = MaximumSchedulerWeight;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
}
