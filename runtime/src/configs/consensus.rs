//! Who makes blocks and who finalises them: Aura and GRANDPA, their authorities by session.

use crate::{
	AccountId, Aura, Balances, BlockNumber, Runtime, RuntimeEvent,
	constants::{BYTE_DEPOSIT, ITEM_DEPOSIT},
	opaque::SessionKeys,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64, FindAuthor, Get},
};
use pallet_session::PeriodicSessions;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::{
	ConsensusEngineId,
	traits::{ConvertInto, OpaqueKeys},
};

/// The most authorities that the chain can have.
const MAX_AUTHORITIES: u32 = 128;

/// Milliseconds between blocks: a genesis value, so that clients that read Aura's constant read the truth.
pub struct SlotDuration;
impl Get<u64> for SlotDuration {
	fn get() -> u64 {
		pallet_subtensor::SlotDuration::<Runtime>::get()
	}
}

/// Blocks in a session: a genesis value.
pub struct SessionLength;
impl Get<BlockNumber> for SessionLength {
	fn get() -> BlockNumber {
		pallet_subtensor::SessionLength::<Runtime>::get()
	}
}

parameter_types! {
	pub const SessionOffset: BlockNumber = 0;
	/// One item with two public keys.
	pub const SessionKeyDeposit: crate::Balance = ITEM_DEPOSIT + 64 * BYTE_DEPOSIT;
}

impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuraId;
	type DisabledValidators = crate::Session;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type SlotDuration = SlotDuration;
}

impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem = ();
	type KeyOwnerProof = sp_core::Void;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<0>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

/// Authorities stay as they are: nobody is elected yet.
impl pallet_session::Config for Runtime {
	type Currency = Balances;
	type DisablingStrategy = ();
	type KeyDeposit = SessionKeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = PeriodicSessions<SessionLength, SessionOffset>;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = ();
	type ShouldEndSession = PeriodicSessions<SessionLength, SessionOffset>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

/// Finds the account of a block's author: Aura knows its index, the session the account.
pub struct AuthorAccount;
impl FindAuthor<AccountId> for AuthorAccount {
	fn find_author<'a, I>(digests: I) -> Option<AccountId>
	where
		I: 'a + IntoIterator<Item = (ConsensusEngineId, &'a [u8])>,
	{
		let index = usize::try_from(Aura::find_author(digests)?).ok()?;
		pallet_session::Validators::<Runtime>::get()
			.into_iter()
			.nth(index)
	}
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = AuthorAccount;
}
