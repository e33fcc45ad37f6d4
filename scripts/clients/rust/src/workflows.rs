//! What a program does with subxt, each step compared with the chain's own state.

use crate::{
	report::{Outcome, Report, expect},
	state::{Account, Chain},
};
use subxt::{
	OnlineClient, PolkadotConfig,
	client::Blocks,
	dynamic::{self, At, Value},
	ext::scale_decode::DecodeAsFields,
	extrinsics::ExtrinsicEvents,
	utils::H256,
};
use subxt_signer::{
	SecretUri,
	sr25519::{Keypair, dev},
};

type Api = OnlineClient<PolkadotConfig>;

const TAO: u64 = 1_000_000_000;

/// Runs all workflows against the node at `url`.
pub async fn run(url: &str, report: &mut Report) {
	let mut connected = None;
	report
		.run("connect", async {
			connected = Some(connect(url).await?);
			Ok(())
		})
		.await;
	let Some(client) = connected else { return };
	report.run("balance", client.balance()).await;
	report.run("transfer", client.transfer()).await;
	report.run("subnets and prices", client.prices()).await;
	let mut created = None;
	report
		.run("subnet: create and start", client.subnet(&mut created))
		.await;
	report.run("stake: add", client.stake(created)).await;
	report.run("weights: set", client.weights(created)).await;
	report
		.run("subscription to storage and blocks", client.subscription())
		.await;
	report.run("refusal names the error", client.refusal()).await;
}

/// A client and the chain that it talks to.
struct Client {
	api: Api,
	chain: Chain,
}

/// A transaction that succeeded, in its final block.
struct Sent {
	block: H256,
	events: ExtrinsicEvents<PolkadotConfig>,
}

/// A final block that the client was told of, and an account in it.
#[derive(Debug)]
struct Seen {
	number: u64,
	hash: H256,
	parent: H256,
	account: Account,
}

/// The key of a secret's address.
fn key(uri: &str) -> Outcome<Keypair> {
	Ok(Keypair::from_uri(&uri.parse::<SecretUri>()?)?)
}

/// Bytes of an account as a value.
fn bytes(key: &Keypair) -> Value {
	Value::from_bytes(key.public_key().0)
}

/// The subnet that an earlier workflow created.
fn known(netuid: Option<u16>) -> Outcome<u16> {
	netuid.ok_or_else(|| "no subnet was created".into())
}

async fn connect(url: &str) -> Outcome<Client> {
	let api = Api::from_insecure_url(url).await?;
	let chain = Chain::connect(url).await?;
	let (told, genesis) = (api.genesis_hash(), chain.genesis().await?);
	expect(told == genesis, format!("genesis {told:?}, not {genesis:?}"))?;
	Ok(Client { api, chain })
}

impl Sent {
	/// The fields of its only event of a name.
	fn event<Fields: DecodeAsFields>(&self, pallet: &str, name: &str) -> Outcome<Fields> {
		let events = self.events.iter().collect::<Result<Vec<_>, _>>()?;
		let mut named = events
			.iter()
			.filter(|event| event.pallet_name() == pallet && event.event_name() == name);
		match (named.next(), named.next()) {
			(Some(event), None) => Ok(event.decode_fields_unchecked_as()?),
			(None, _) => Err(format!("no event {name}").into()),
			_ => Err(format!("events {name}").into()),
		}
	}

	/// What it cost its sender, by its events.
	fn fee(&self) -> Outcome<u64> {
		let (_who, fee, _tip): ([u8; 32], u64, u64) =
			self.event("TransactionPayment", "TransactionFeePaid")?;
		Ok(fee)
	}
}

impl Client {
	/// Sends a call and waits until it is final; fails if the call failed.
	async fn send(&self, key: &Keypair, pallet: &str, call: &str, fields: Vec<Value>) -> Outcome<Sent> {
		let at = self.api.at_current_block().await?;
		let payload = dynamic::transaction(pallet, call, fields);
		let sent = at
			.transactions()
			.sign_and_submit_then_watch_default(&payload, key)
			.await?
			.wait_for_finalized()
			.await?;
		let (block, events) = (sent.block_hash(), sent.wait_for_success().await?);
		self.chain.expect_final(block).await?;
		Ok(Sent { block, events })
	}

	/// Sends a call of `SubtensorModule`.
	async fn subtensor(&self, key: &Keypair, call: &str, fields: Vec<Value>) -> Outcome<Sent> {
		self.send(key, "SubtensorModule", call, fields).await
	}

	/// Sends rao of Alice.
	async fn give(&self, to: &Keypair, rao: u64) -> Outcome<Sent> {
		let to = Value::unnamed_variant("Id", [bytes(to)]);
		let fields = vec![to, Value::u128(rao.into())];
		self.send(&dev::alice(), "Balances", "transfer_keep_alive", fields)
			.await
	}

	/// An account as the client reads it.
	async fn account(&self, key: &Keypair, block: H256) -> Outcome<Account> {
		let at = self.api.at_block(block).await?;
		let address = dynamic::storage::<([u8; 32],), Account>("System", "Account");
		let account = at
			.storage()
			.fetch(address, (key.public_key().0,))
			.await?
			.decode()?;
		Ok(account)
	}

	/// Fails unless an account paid a transaction's fee and `rao` in its block, and nothing else.
	async fn expect_paid(&self, key: &Keypair, rao: u64, sent: &Sent) -> Outcome {
		let (gained, fee) = (self.chain.gained(key, sent.block).await?, sent.fee()?);
		expect(
			-gained == i128::from(rao) + i128::from(fee),
			format!("the sender gained {gained}, fee {fee}"),
		)
	}

	async fn balance(&self) -> Outcome {
		let at = self.api.at_current_block().await?;
		let block = at.block_hash();
		self.chain.expect_final(block).await?;
		let told = self.account(&dev::alice(), block).await?;
		let stored = self.chain.account(&dev::alice(), block).await?;
		expect(
			told.data.free > 0 && told == stored,
			format!("{told:?}, stored {stored:?}"),
		)?;
		let deposit = dynamic::constant::<u128>("Balances", "ExistentialDeposit");
		let deposit = at.constants().entry(deposit)?;
		expect(deposit == 500, format!("existential deposit {deposit}"))
	}

	async fn transfer(&self) -> Outcome {
		let to = key("//Subxt")?;
		let sent = self.give(&to, 2 * TAO).await?;
		let gained = self.chain.gained(&to, sent.block).await?;
		expect(
			gained == i128::from(2 * TAO),
			format!("the receiver gained {gained}"),
		)?;
		self.expect_paid(&dev::alice(), 2 * TAO, &sent).await?;
		let told = self.account(&to, sent.block).await?;
		let stored = self.chain.account(&to, sent.block).await?;
		expect(told == stored, format!("{told:?}, stored {stored:?}"))
	}

	async fn prices(&self) -> Outcome {
		let at = self.api.at_current_block().await?;
		let networks = dynamic::storage::<(u16,), bool>("SubtensorModule", "NetworksAdded");
		let mut networks = at.storage().iter(networks, ()).await?;
		let mut netuids = Vec::new();
		while let Some(network) = networks.next().await {
			netuids.push(network?.key()?.decode()?.0);
		}
		netuids.sort_unstable();
		let stored = self.chain.netuids(at.block_hash()).await?;
		expect(
			netuids.len() >= 2 && netuids == stored,
			format!("subnets {netuids:?}, stored {stored:?}"),
		)?;
		let all =
			dynamic::runtime_api_call::<_, Vec<(u16, u64)>>("SwapRuntimeApi", "current_alpha_price_all", ());
		let all = at.runtime_apis().call(all).await?;
		let expected: Vec<_> = netuids.iter().map(|netuid| (*netuid, TAO)).collect();
		expect(all == expected, format!("prices {all:?}"))?;
		for netuid in netuids {
			let price =
				dynamic::runtime_api_call::<_, u64>("SwapRuntimeApi", "current_alpha_price", (netuid,));
			let price = at.runtime_apis().call(price).await?;
			expect(price == TAO, format!("price {price} of subnet {netuid}"))?;
		}
		Ok(())
	}

	async fn subnet(&self, created: &mut Option<u16>) -> Outcome {
		let (alice, hotkey) = (dev::alice(), key("//Alice//subxt")?);
		let sent = self
			.subtensor(&alice, "register_network", vec![bytes(&hotkey)])
			.await?;
		let (netuid, _kind): (u16, u16) = sent.event("SubtensorModule", "NetworkAdded")?;
		*created = Some(netuid);
		let owner = dynamic::storage::<(u16,), [u8; 32]>("SubtensorModule", "SubnetOwner");
		let at = self.api.at_block(sent.block).await?;
		let owner = at.storage().fetch(owner, (netuid,)).await?.decode()?;
		let stored = self.chain.of_subnet("SubnetOwner", netuid, sent.block).await?;
		let before = self.chain.parent(sent.block).await?;
		let before = self.chain.of_subnet("SubnetOwner", netuid, before).await?;
		expect(
			owner == alice.public_key().0 && stored.as_deref() == Some(&owner) && before.is_none(),
			format!("owner {owner:?}, stored {stored:?}, before {before:?}"),
		)?;
		let first = self
			.chain
			.of_subnet("FirstEmissionBlockNumber", netuid, sent.block)
			.await?;
		expect(first.is_none(), "the subnet started by itself")?;

		let sent = self
			.subtensor(&alice, "start_call", vec![Value::u128(netuid.into())])
			.await?;
		let at = self.api.at_block(sent.block).await?;
		let first = dynamic::storage::<(u16,), u64>("SubtensorModule", "FirstEmissionBlockNumber");
		let first = at.storage().fetch(first, (netuid,)).await?.decode()?;
		let stored = self
			.chain
			.of_subnet("FirstEmissionBlockNumber", netuid, sent.block)
			.await?;
		expect(
			first == at.block_number() + 1 && stored.as_deref() == Some(&first.to_le_bytes()),
			format!(
				"first block with emission {first}, stored {stored:?}, started in {}",
				at.block_number()
			),
		)
	}

	async fn stake(&self, netuid: Option<u16>) -> Outcome {
		let netuid = known(netuid)?;
		// A hotkey that is no neuron: no epoch pays it.
		let (alice, hotkey) = (dev::alice(), key("//Alice//subxt//stake")?);
		self.subtensor(&alice, "try_associate_hotkey", vec![bytes(&hotkey)])
			.await?;
		let fields = vec![
			bytes(&hotkey),
			Value::u128(netuid.into()),
			Value::u128((10 * TAO).into()),
		];
		let sent = self.subtensor(&alice, "add_stake", fields).await?;
		self.expect_paid(&alice, 10 * TAO, &sent).await?;
		let added: ([u8; 32], [u8; 32], u64, u64, u16, u64) = sent.event("SubtensorModule", "StakeAdded")?;
		let expected = (
			alice.public_key().0,
			hotkey.public_key().0,
			10 * TAO,
			10 * TAO,
			netuid,
			0,
		);
		expect(added == expected, format!("event {added:?}"))?;
		let call = dynamic::runtime_api_call::<_, Value>(
			"StakeInfoRuntimeApi",
			"get_stake_info_for_hotkey_coldkey_netuid",
			(hotkey.public_key().0, alice.public_key().0, netuid),
		);
		let at = self.api.at_block(sent.block).await?;
		let info = at.runtime_apis().call(call).await?;
		let told = info.at(0).at("stake").and_then(Value::as_u128);
		let stored = self.chain.stake_on(&hotkey, netuid, sent.block).await?;
		expect(
			told == Some((10 * TAO).into()) && stored == 10 * TAO,
			format!("stake {told:?}, stored {stored}"),
		)
	}

	async fn weights(&self, netuid: Option<u16>) -> Outcome {
		let (netuid, hotkey) = (known(netuid)?, key("//Alice//subxt")?);
		let fields = vec![
			Value::u128(netuid.into()),
			Value::unnamed_composite([Value::u128(0)]),
			Value::unnamed_composite([Value::u128(65_535)]),
			Value::u128(0),
		];
		let sent = self.subtensor(&hotkey, "set_weights", fields).await?;
		let told = dynamic::storage::<(u16, u16), Vec<(u16, u16)>>("SubtensorModule", "Weights");
		let at = self.api.at_block(sent.block).await?;
		let told = at.storage().fetch(told, (netuid, 0)).await?.decode()?;
		let stored = self.chain.weights(netuid, 0, sent.block).await?;
		let before = self.chain.parent(sent.block).await?;
		let before = self.chain.weights(netuid, 0, before).await?;
		expect(
			told == [(0, 65_535)] && stored == told && before.is_empty(),
			format!("weights {told:?}, stored {stored:?}, before {before:?}"),
		)
	}

	/// The next final block of a stream, with an account in it.
	async fn see(&self, blocks: &mut Blocks<PolkadotConfig>, key: &Keypair) -> Outcome<Seen> {
		let block = blocks.next().await.ok_or("the stream ended")??;
		let at = block.at().await?;
		let extrinsics = at.extrinsics().fetch().await?;
		let first = extrinsics.iter().next().ok_or("a block without extrinsics")??;
		expect(
			first.pallet_name() == "Timestamp",
			format!("first extrinsic of {}", first.pallet_name()),
		)?;
		Ok(Seen {
			number: block.number(),
			hash: block.hash(),
			parent: block.header().parent_hash,
			account: self.account(key, block.hash()).await?,
		})
	}

	async fn subscription(&self) -> Outcome {
		let to = key("//Subxt//watched")?;
		let mut blocks = self.api.stream_blocks().await?;
		let mut seen = vec![self.see(&mut blocks, &to).await?];
		let watch = async {
			while seen.len() < 3 || seen.last().is_some_and(|last| last.account.data.free == 0) {
				seen.push(self.see(&mut blocks, &to).await?);
			}
			Ok(())
		};
		let (sent, ()) = tokio::try_join!(self.give(&to, 5 * TAO), watch)?;
		for next in &seen {
			self.chain.expect_final(next.hash).await?;
			let header = self.chain.header(next.hash).await?;
			let stored = self.chain.account(&to, next.hash).await?;
			expect(
				(next.number, next.parent) == (header.number, header.parent_hash) && next.account == stored,
				format!("{next:?}, the chain's {header:?}, stored {stored:?}"),
			)?;
		}
		expect(
			seen.windows(2).all(|pair| pair[1].parent == pair[0].hash),
			format!("blocks not in a row: {seen:?}"),
		)?;
		// The balance is there from the block of the transfer on, and not before.
		let first = seen.iter().position(|next| next.hash == sent.block);
		let expected = |index| if Some(index) < first { 0 } else { 5 * TAO };
		let as_expected = |(index, next): (usize, &Seen)| next.account.data.free == expected(index);
		expect(
			first > Some(0) && seen.iter().enumerate().all(as_expected),
			format!("transferred in {:?}: {seen:?}", sent.block),
		)
	}

	async fn refusal(&self) -> Outcome {
		let fields = vec![bytes(&dev::bob()), Value::u128(77), Value::u128(TAO.into())];
		match self.subtensor(&dev::alice(), "add_stake", fields).await {
			Ok(_) => Err("staked on a subnet that is not there".into()),
			Err(error) => expect(
				error.to_string().ends_with(": SubtensorModule::SubnetNotExists"),
				error.to_string(),
			),
		}
	}
}
