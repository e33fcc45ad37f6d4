//! Becoming a neuron, and what a neuron says of itself.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{
	Call, IsNetworkMember, NeuronRegistry, Owner, ProvisionalOwner, TotalHotkeyAlpha, WorkWindow,
	neurons::seal, owner_of,
};
use sp_core::U256;
use subtensor_runtime::{AccountId, Runtime, System};
use subtensor_types::NetUid;

pub(super) const GENERATORS: Generators = &[
	("SubtensorModule.burned_register", burned_register),
	("SubtensorModule.confirm_owner", confirm_owner),
	("SubtensorModule.register", register),
	("SubtensorModule.register_limit", register_limit),
	("SubtensorModule.root_register", root_register),
	("SubtensorModule.serve_axon", serve_axon),
	("SubtensorModule.serve_axon_tls", serve_axon_tls),
	("SubtensorModule.serve_prometheus", serve_prometheus),
	("SubtensorModule.try_associate_hotkey", try_associate_hotkey),
];

fn burned_register(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let (coldkey, hotkey) = scene.pair();
	Draft::by(&coldkey, Call::burned_register { netuid, hotkey })
}

fn register_limit(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let (coldkey, hotkey) = scene.pair();
	let price = NeuronRegistry::<Runtime>::price(netuid);
	let limit_price = scene
		.dice
		.one_of([price, price, u64::MAX, price.saturating_sub(1), 0]); // clamp: 0 is as good
	Draft::by(
		&coldkey,
		Call::register_limit {
			netuid,
			hotkey,
			limit_price,
		},
	)
}

fn confirm_owner(scene: &mut Scene) -> Option<Draft> {
	let provisional: Vec<AccountId> = ProvisionalOwner::<Runtime>::iter_keys().collect();
	let signer = match scene.dice.pick(&provisional) {
		Some(hotkey) if scene.dice.chance(90) => hotkey.clone(),
		_ => scene.hotkey(),
	};
	let coldkey = match owner_of::<Runtime>(&signer) {
		Some(owner) if scene.dice.chance(60) => owner,
		_ => scene.coldkey(),
	};
	Draft::by(&signer, Call::confirm_owner { coldkey })
}

/// Mostly a hotkey without an owner.
fn try_associate_hotkey(scene: &mut Scene) -> Option<Draft> {
	let (coldkey, mut hotkey) = scene.pair();
	for _ in 0..8 {
		if !Owner::<Runtime>::contains_key(&hotkey) {
			break;
		}
		hotkey = scene.hotkey();
	}
	Draft::by(&coldkey, Call::try_associate_hotkey { hotkey })
}

/// Mostly the hotkey without a seat that has most root stake.
fn root_register(scene: &mut Scene) -> Option<Draft> {
	let strongest = TotalHotkeyAlpha::<Runtime>::iter()
		.filter(|(hotkey, netuid, _)| netuid.is_root() && !IsNetworkMember::<Runtime>::get(hotkey, netuid))
		.max_by_key(|(.., stake)| *stake);
	let (coldkey, hotkey) = match strongest {
		Some((hotkey, ..)) if scene.dice.chance(60) => (owner_of::<Runtime>(&hotkey)?, hotkey),
		_ => scene.pair(),
	};
	Draft::by(&coldkey, Call::root_register { hotkey })
}

fn register(scene: &mut Scene) -> Option<Draft> {
	if scene.dice.chance(5)
		&& let Some(old) = scene.dice.pick(&scene.memory.seals)
	{
		let signer = scene.cast.anybody(scene.dice);
		return Draft::by(&signer, old.clone());
	}
	let netuid = scene.netuid();
	let (coldkey, hotkey) = match scene.free_hotkey() {
		Some(hotkey) if scene.dice.chance(70) => (scene.coldkey(), hotkey),
		_ => scene.pair(),
	};
	let call = work(scene, netuid, &hotkey, &coldkey)?;
	let signer = if scene.dice.chance(4) { coldkey } else { hotkey };
	scene.memory.seals.push(call.clone().into());
	if scene.memory.seals.len() > 64 {
		scene.memory.seals.remove(0);
	}
	Draft::by(&signer, call)
}

/// A solution; seldom one over a block that is too old, or with a seal that is not its own.
fn work(scene: &mut Scene, netuid: NetUid, hotkey: &AccountId, coldkey: &AccountId) -> Option<Call<Runtime>> {
	let now = System::block_number();
	let window = WorkWindow::<Runtime>::get();
	let age = scene
		.dice
		.between(1, window + u64::from(scene.dice.clone().chance(5)));
	let block = now.checked_sub(age as u32)?;
	let hash = System::block_hash(block);
	let limit = U256::MAX / U256::from(NeuronRegistry::<Runtime>::difficulty(netuid).max(1));
	let fits = |nonce: &u64| U256::from_big_endian(&seal(*nonce, hash.as_ref(), hotkey)) <= limit;
	let first = scene.dice.below(u64::MAX / 2);
	let nonce = (first..first + 5_000).find(fits)?;
	let mut work = seal(nonce, hash.as_ref(), hotkey).to_vec();
	match scene.dice.below(40) {
		0 => work = vec![],
		1 => work.push(0),
		2 => work = vec![0; 32],
		_ => {}
	}
	Some(Call::register {
		netuid,
		block_number: u64::from(block),
		nonce,
		work,
		hotkey: hotkey.clone(),
		coldkey: coldkey.clone(),
	})
}

/// Somebody who says where it answers, and the address: seldom no neuron, seldom an address that nobody reaches.
struct Server {
	netuid: NetUid,
	hotkey: AccountId,
	ip: u128,
	port: u16,
	ip_type: u8,
}

fn server(scene: &mut Scene) -> Option<Server> {
	let netuid = scene.netuid();
	let hotkey = if scene.dice.chance(95) {
		scene.neuron(netuid)?
	} else {
		scene.hotkey()
	};
	let ip = match scene.dice.below(8) {
		0 => scene.dice.one_of([0, 1, u128::MAX, 0x7F00_0001, 0xFFFF_FFFF]),
		_ => u128::from(scene.dice.below(0xE000_0000)),
	};
	Some(Server {
		netuid,
		hotkey,
		ip,
		port: scene
			.dice
			.one_of([8_091, 1, u16::MAX, 30_333, 443, 9_944, 8_080, 0]),
		ip_type: scene.dice.one_of([4, 4, 4, 4, 6, 6, 6, 5]),
	})
}

fn serve_axon(scene: &mut Scene) -> Option<Draft> {
	let Server {
		netuid,
		hotkey,
		ip,
		port,
		ip_type,
	} = server(scene)?;
	Draft::by(
		&hotkey,
		Call::serve_axon {
			netuid,
			version: scene.dice.number() as u32,
			ip,
			port,
			ip_type,
			protocol: scene.dice.number() as u8,
			placeholder1: 0,
			placeholder2: 0,
		},
	)
}

fn serve_axon_tls(scene: &mut Scene) -> Option<Draft> {
	let Server {
		netuid,
		hotkey,
		ip,
		port,
		ip_type,
	} = server(scene)?;
	let length = scene.dice.one_of([0, 1, 2, 33, 65, 65, 66, 33, 33]);
	Draft::by(
		&hotkey,
		Call::serve_axon_tls {
			netuid,
			version: 1,
			ip,
			port,
			ip_type,
			protocol: scene.dice.number() as u8,
			placeholder1: 0,
			placeholder2: u8::MAX,
			certificate: vec![scene.dice.number() as u8; length],
		},
	)
}

fn serve_prometheus(scene: &mut Scene) -> Option<Draft> {
	let Server {
		netuid,
		hotkey,
		ip,
		port,
		ip_type,
	} = server(scene)?;
	Draft::by(
		&hotkey,
		Call::serve_prometheus {
			netuid,
			version: 1,
			ip,
			port,
			ip_type,
		},
	)
}
