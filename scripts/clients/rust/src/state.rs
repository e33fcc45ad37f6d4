//! The chain's own state, by raw keys and bytes, without metadata: what the client says is compared with this.

use crate::report::{Outcome, expect};
use sp_crypto_hashing::{blake2_128, twox_128};
use subxt::{
	PolkadotConfig,
	config::{Config, RpcConfigFor},
	ext::{codec::Decode, scale_decode::DecodeAsType},
	rpcs::{LegacyRpcMethods, RpcClient},
	utils::H256,
};
use subxt_signer::sr25519::Keypair;

/// What both the client and the chain say of an account.
#[derive(Debug, Default, PartialEq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Account {
	/// How many transactions it sent.
	pub nonce: u32,
	/// Its rao.
	pub data: Balance,
}

/// Rao of an account.
#[derive(Debug, Default, PartialEq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Balance {
	pub free: u64,
	pub reserved: u64,
	pub frozen: u64,
}

/// The node's JSON-RPC, on a connection of its own.
pub struct Chain(LegacyRpcMethods<RpcConfigFor<PolkadotConfig>>);

impl Chain {
	/// The chain of the node at `url`.
	pub async fn connect(url: &str) -> Outcome<Self> {
		let client = RpcClient::from_insecure_url(url).await?;
		Ok(Self(LegacyRpcMethods::new(client)))
	}

	/// Hash of the first block.
	pub async fn genesis(&self) -> Outcome<H256> {
		Ok(self.0.genesis_hash().await?)
	}

	/// Hash of the last final block.
	async fn finalized(&self) -> Outcome<H256> {
		Ok(self.0.chain_get_finalized_head().await?)
	}

	/// A block's header.
	pub async fn header(&self, block: H256) -> Outcome<<PolkadotConfig as Config>::Header> {
		let header = self.0.chain_get_header(Some(block)).await?;
		header.ok_or_else(|| format!("the chain has no block {block:?}").into())
	}

	/// The block before a block.
	pub async fn parent(&self, block: H256) -> Outcome<H256> {
		Ok(self.header(block).await?.parent_hash)
	}

	/// Fails unless a block is final.
	pub async fn expect_final(&self, block: H256) -> Outcome {
		let number = self.header(block).await?.number;
		let last = self.header(self.finalized().await?).await?.number;
		let there = self.0.chain_get_block_hash(Some(number.into())).await?;
		expect(
			number <= last && there == Some(block),
			format!("block {number} is {there:?} and not {block:?}, the last final one {last}"),
		)
	}

	/// The bytes of a storage item as of a block, none where nothing is stored.
	async fn stored(
		&self,
		(pallet, item): (&str, &str),
		key: &[u8],
		block: H256,
	) -> Outcome<Option<Vec<u8>>> {
		let key = [&prefix(pallet, item), key].concat();
		Ok(self.0.state_get_storage(&key, Some(block)).await?)
	}

	/// The netuids of all subnets, root among them.
	pub async fn netuids(&self, block: H256) -> Outcome<Vec<u16>> {
		let prefix = prefix("SubtensorModule", "NetworksAdded");
		let keys = self
			.0
			.state_get_keys_paged(&prefix, 1000, None, Some(block))
			.await?;
		let mut netuids = keys
			.iter()
			.map(|key| u16::decode(&mut &key[prefix.len()..]))
			.collect::<Result<Vec<_>, _>>()?;
		netuids.sort_unstable();
		Ok(netuids)
	}

	/// An account, all zero where there is none.
	pub async fn account(&self, key: &Keypair, block: H256) -> Outcome<Account> {
		let stored = self.stored(("System", "Account"), &hashed(key), block).await?;
		let Some(stored) = stored else {
			return Ok(Account::default());
		};
		let (nonce, _references, free, reserved, frozen) =
			<(u32, [u32; 3], u64, u64, u64)>::decode(&mut &stored[..])?;
		Ok(Account {
			nonce,
			data: Balance {
				free,
				reserved,
				frozen,
			},
		})
	}

	/// By how many rao an account's balance grew in a block.
	pub async fn gained(&self, key: &Keypair, block: H256) -> Outcome<i128> {
		let before = self.account(key, self.parent(block).await?).await?;
		let after = self.account(key, block).await?;
		Ok(i128::from(after.data.free) - i128::from(before.data.free))
	}

	/// What a storage item of `SubtensorModule` holds for a subnet.
	pub async fn of_subnet(&self, item: &str, netuid: u16, block: H256) -> Outcome<Option<Vec<u8>>> {
		self.stored(("SubtensorModule", item), &netuid.to_le_bytes(), block)
			.await
	}

	/// Weights that a validator set: uids and their scores.
	pub async fn weights(&self, netuid: u16, uid: u16, block: H256) -> Outcome<Vec<(u16, u16)>> {
		let key = [netuid.to_le_bytes(), uid.to_le_bytes()].concat();
		let stored = self.stored(("SubtensorModule", "Weights"), &key, block).await?;
		Ok(match stored {
			Some(stored) => Decode::decode(&mut &stored[..])?,
			None => Vec::new(),
		})
	}

	/// The rao staked on a hotkey in a subnet, whoever staked them.
	pub async fn stake_on(&self, hotkey: &Keypair, netuid: u16, block: H256) -> Outcome<u64> {
		let key = [hashed(hotkey), netuid.to_le_bytes().to_vec()].concat();
		let stored = self
			.stored(("SubtensorModule", "TotalHotkeyAlpha"), &key, block)
			.await?;
		Ok(match stored {
			Some(stored) => u64::decode(&mut &stored[..])?,
			None => 0,
		})
	}
}

/// What all keys of a storage item begin with.
fn prefix(pallet: &str, item: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

/// An account as part of a key: its Blake2 128, then itself.
fn hashed(key: &Keypair) -> Vec<u8> {
	let account = key.public_key().0;
	[&blake2_128(&account)[..], &account].concat()
}
