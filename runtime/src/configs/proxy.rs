//! Accounts that act for others, within what [`ProxyType`] lets them.

use crate::{
	Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, System,
	constants::{BYTE_DEPOSIT, ITEM_DEPOSIT},
	proxies::ProxyType,
};
use frame_support::{parameter_types, traits::ConstU32};
use sp_runtime::traits::BlakeTwo256;

parameter_types! {
	/// One item: an account as its key, and the deposit: 0.06 TAO.
	pub const ProxyDepositBase: Balance = ITEM_DEPOSIT + 40 * BYTE_DEPOSIT;
	/// An account, a type and a delay: 0.037 TAO.
	pub const ProxyDepositFactor: Balance = 37 * BYTE_DEPOSIT;
	/// One item: an account as its key, and the deposit: 0.06 TAO.
	pub const AnnouncementDepositBase: Balance = ITEM_DEPOSIT + 40 * BYTE_DEPOSIT;
	/// An account, a hash and a block: 0.068 TAO.
	pub const AnnouncementDepositFactor: Balance = 68 * BYTE_DEPOSIT;
}

/// An account lays a deposit down for each of its delegates, a delegate for each of its announcements, until it is removed.
impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Balances;
	type MaxPending = ConstU32<75>;
	type MaxProxies = ConstU32<20>;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
}
