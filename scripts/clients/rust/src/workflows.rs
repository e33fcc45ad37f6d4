//! What a program does with subxt, each step compared with the state that follows.

use crate::report::{Outcome, Report, expect};
use subxt::{
	OnlineClient, PolkadotConfig,
	dynamic::{self, At, Value},
};
use subxt_signer::{
	SecretUri,
	sr25519::{Keypair, dev},
};

type Api = OnlineClient<PolkadotConfig>;

const TAO: u128 = 1_000_000_000;

/// Runs all workflows against the node at `url`.
pub async fn run(url: &str, report: &mut Report) {
	let mut connected = None;
	report
		.run("connect", async {
			connected = Some(Api::from_insecure_url(url).await?);
			Ok(())
		})
		.await;
	let Some(api) = connected else { return };
	report.run("balance", balance(&api)).await;
	report.run("transfer", transfer(&api)).await;
	report.run("subnets and prices", prices(&api)).await;
	report.run("subnet: create and start", subnet(&api)).await;
	report.run("stake: add", stake(&api)).await;
	report.run("weights: set", weights(&api)).await;
	report
		.run("subscription to storage and blocks", blocks(&api))
		.await;
	report.run("refusal names the error", refusal(&api)).await;
}

/// The key of a secret's address.
fn key(uri: &str) -> Result<Keypair, Box<dyn std::error::Error>> {
	Ok(Keypair::from_uri(&uri.parse::<SecretUri>()?)?)
}

/// Bytes of an account as a value.
fn account(key: &Keypair) -> Value {
	Value::from_bytes(key.public_key().0)
}

/// Free balance in rao.
async fn free(api: &Api, key: &Keypair) -> Result<u128, Box<dyn std::error::Error>> {
	let at = api.at_current_block().await?;
	let address = dynamic::storage::<([u8; 32],), Value>("System", "Account");
	let account = at
		.storage()
		.fetch(address, (key.public_key().0,))
		.await?
		.decode()?;
	let free = account.at("data").at("free").and_then(|free| free.as_u128());
	free.ok_or_else(|| "no free balance in an account".into())
}

/// Sends a call and waits until it is final; fails if the call failed.
async fn send(api: &Api, key: &Keypair, pallet: &str, call: &str, fields: Vec<Value>) -> Outcome {
	let at = api.at_current_block().await?;
	let payload = dynamic::transaction(pallet, call, fields);
	at.transactions()
		.sign_and_submit_then_watch_default(&payload, key)
		.await?
		.wait_for_finalized_success()
		.await?;
	Ok(())
}

async fn balance(api: &Api) -> Outcome {
	expect(free(api, &dev::alice()).await? > 0, "Alice has nothing")?;
	let deposit = dynamic::constant::<u128>("Balances", "ExistentialDeposit");
	let deposit = api.at_current_block().await?.constants().entry(deposit)?;
	expect(deposit == 500, format!("existential deposit {deposit}"))
}

async fn transfer(api: &Api) -> Outcome {
	let to = key("//Subxt")?;
	let destination = Value::unnamed_variant("Id", [account(&to)]);
	send(
		api,
		&dev::alice(),
		"Balances",
		"transfer_keep_alive",
		vec![destination, Value::u128(2 * TAO)],
	)
	.await?;
	let got = free(api, &to).await?;
	expect(got == 2 * TAO, format!("got {got}"))
}

async fn prices(api: &Api) -> Outcome {
	let at = api.at_current_block().await?;
	let call = dynamic::runtime_api_call::<_, u64>("SwapRuntimeApi", "current_alpha_price", (1_u16,));
	let price = at.runtime_apis().call(call).await?;
	expect(u128::from(price) == TAO, format!("price {price}"))
}

/// The netuid of the subnet that was created last.
async fn newest(api: &Api) -> Result<u16, Box<dyn std::error::Error>> {
	let at = api.at_current_block().await?;
	let networks = dynamic::storage::<(), u16>("SubtensorModule", "TotalNetworks");
	let networks = at.storage().fetch(networks, ()).await?.decode()?;
	networks
		.checked_sub(1)
		.ok_or_else(|| "there is no network".into())
}

async fn subnet(api: &Api) -> Outcome {
	let (alice, hotkey) = (dev::alice(), key("//Alice//subxt")?);
	send(
		api,
		&alice,
		"SubtensorModule",
		"register_network",
		vec![account(&hotkey)],
	)
	.await?;
	let netuid = newest(api).await?;
	let at = api.at_current_block().await?;
	let owner = dynamic::storage::<(u16,), [u8; 32]>("SubtensorModule", "SubnetOwner");
	let owner = at.storage().fetch(owner, (netuid,)).await?.decode()?;
	expect(owner == alice.public_key().0, "somebody else owns the subnet")?;
	send(
		api,
		&alice,
		"SubtensorModule",
		"start_call",
		vec![Value::u128(netuid.into())],
	)
	.await
}

async fn stake(api: &Api) -> Outcome {
	let (alice, hotkey) = (dev::alice(), key("//Alice//subxt")?);
	let netuid = newest(api).await?;
	let fields = vec![
		account(&hotkey),
		Value::u128(netuid.into()),
		Value::u128(10 * TAO),
	];
	send(api, &alice, "SubtensorModule", "add_stake", fields).await?;
	let at = api.at_current_block().await?;
	let call = dynamic::runtime_api_call::<_, Value>(
		"StakeInfoRuntimeApi",
		"get_stake_info_for_hotkey_coldkey_netuid",
		(hotkey.public_key().0, alice.public_key().0, netuid),
	);
	let info = at.runtime_apis().call(call).await?;
	let stake = info.at(0).at("stake").and_then(|stake| stake.as_u128());
	expect(stake >= Some(10 * TAO), format!("stake {stake:?}"))
}

async fn weights(api: &Api) -> Outcome {
	let hotkey = key("//Alice//subxt")?;
	let netuid = newest(api).await?;
	let fields = vec![
		Value::u128(netuid.into()),
		Value::unnamed_composite([Value::u128(0)]),
		Value::unnamed_composite([Value::u128(65_535)]),
		Value::u128(0),
	];
	send(api, &hotkey, "SubtensorModule", "set_weights", fields).await?;
	let at = api.at_current_block().await?;
	let stored = dynamic::storage::<(u16, u16), Vec<(u16, u16)>>("SubtensorModule", "Weights");
	let stored = at.storage().fetch(stored, (netuid, 0)).await?.decode()?;
	expect(stored == [(0, 65_535)], format!("weights {stored:?}"))
}

async fn blocks(api: &Api) -> Outcome {
	let mut blocks = api.stream_blocks().await?;
	for _ in 0..3 {
		let block = blocks.next().await.ok_or("the stream ended")??;
		let at = block.at().await?;
		let extrinsics = at.extrinsics().fetch().await?;
		let first = extrinsics.iter().next().ok_or("a block without extrinsics")??;
		expect(
			first.pallet_name() == "Timestamp",
			format!("first extrinsic of {}", first.pallet_name()),
		)?;
	}
	Ok(())
}

async fn refusal(api: &Api) -> Outcome {
	let fields = vec![account(&dev::bob()), Value::u128(77), Value::u128(TAO)];
	match send(api, &dev::alice(), "SubtensorModule", "add_stake", fields).await {
		Ok(()) => Err("staked on a subnet that is not there".into()),
		Err(error) => expect(error.to_string().contains("SubnetNotExists"), error.to_string()),
	}
}
