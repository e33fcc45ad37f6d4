//! Well-known development accounts: their keys are public, so a chain that funds them is for development only.

use crate::{AccountId, Balance, constants::TAO, opaque::SessionKeys};
use alloc::vec::Vec;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// An authority at genesis: its account, as validator and as owner of its session keys.
pub type Authority = (AccountId, AccountId, SessionKeys);

/// The authority of a well-known account.
pub fn authority(sr25519: Sr25519Keyring, ed25519: Ed25519Keyring) -> Authority {
	let account = sr25519.to_account_id();
	let keys = SessionKeys {
		aura: sr25519.public().into(),
		grandpa: ed25519.public().into(),
	};
	(account.clone(), account, keys)
}

/// The account of `//Three`, which the keyring does not know.
pub const THREE: AccountId = AccountId::new(sp_core::hex2array!(
	"9026941b7aa2328a8c5ea4e25bb747a2bf92a066fae0cc3722faf58cf44d3502"
));

/// What development chains give to the well-known accounts.
pub fn balances() -> Vec<(AccountId, Balance)> {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie, One, Two};
	let rich = [Alice, Bob, Charlie].map(|key| (key.to_account_id(), 1_000_000 * TAO));
	let others = [Dave, Eve, Ferdie, One, Two].map(|key| (key.to_account_id(), 2_000 * TAO));
	rich.into_iter()
		.chain(others)
		.chain([(THREE, 2_000 * TAO)])
		.collect()
}
