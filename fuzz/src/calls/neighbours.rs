//! Calls of the other pallets: transfers, also to pots and hotkeys, delegates, and calls inside calls.

use super::{Draft, Generator, Generators, Scene, Signer};
use frame_support::traits::OriginTrait;
use pallet_subtensor::Ledger;
use subtensor_runtime::{
	AccountId, Address, OriginCaller, Runtime, RuntimeCall, RuntimeOrigin, proxies::ProxyType,
};

pub(super) const GENERATORS: Generators = &[
	("Balances.burn", burn),
	("Balances.transfer_all", transfer_all),
	("Balances.transfer_allow_death", transfer_allow_death),
	("Balances.transfer_keep_alive", transfer_keep_alive),
	("Proxy.add_proxy", add_proxy),
	("Proxy.proxy", proxy),
	("Proxy.remove_proxies", remove_proxies),
	("Sudo.sudo_as", sudo_as),
	("System.remark_with_event", remark),
	("Utility.as_derivative", as_derivative),
	("Utility.batch", batch),
	("Utility.batch_all", batch_all),
	("Utility.dispatch_as", dispatch_as),
	("Utility.force_batch", force_batch),
];

impl Scene<'_> {
	/// Who may be paid: anybody, a hotkey, a pot, a stranger.
	pub(super) fn payee(&mut self) -> AccountId {
		match self.dice.below(12) {
			0 => Ledger::<Runtime>::pot(self.pool_netuid()),
			1 => Ledger::<Runtime>::emission_pot(),
			2 => Ledger::<Runtime>::keyless_owner(),
			3 => AccountId::new([self.dice.number() as u8; 32]),
			_ => self.cast.anybody(self.dice),
		}
	}

	/// A call of any kind with its signer, where an account signs.
	pub(super) fn anything(&mut self) -> Option<(AccountId, RuntimeCall)> {
		let all: Vec<Generator> = self.generators.values().cloned().collect();
		for _ in 0..8 {
			// A wrapper may wrap another, not without end.
			self.memory.depth += 1;
			let generator = self.dice.pick(&all)?.clone();
			let draft = if self.memory.depth > 3 {
				None
			} else {
				generator(self)
			};
			self.memory.depth -= 1;
			if let Some(Draft {
				signer: Signer::Account(who),
				call,
			}) = draft
			{
				return Some((who, call));
			}
		}
		None
	}

	/// A call of any kind, or one for which an account needs nothing.
	pub(super) fn modest(&mut self) -> Option<(AccountId, RuntimeCall)> {
		let (signer, call) = self.anything()?;
		let remark = frame_system::Call::remark { remark: vec![] };
		Some((signer, if self.dice.chance(40) { remark.into() } else { call }))
	}

	/// Several calls, mostly made for the same signer.
	fn several(&mut self) -> Option<(AccountId, Vec<RuntimeCall>)> {
		let (signer, first) = self.anything()?;
		let mut calls = vec![first];
		for _ in 0..self.dice.below(4) {
			calls.extend(self.anything().map(|(_, call)| call));
		}
		Some((signer, calls))
	}
}

fn transfer_allow_death(scene: &mut Scene) -> Option<Draft> {
	let (signer, dest) = (scene.cast.anybody(scene.dice), Address::from(scene.payee()));
	let value = scene.payment(&signer);
	Draft::by(
		&signer,
		pallet_balances::Call::transfer_allow_death { dest, value },
	)
}

fn transfer_keep_alive(scene: &mut Scene) -> Option<Draft> {
	let (signer, dest) = (scene.cast.anybody(scene.dice), Address::from(scene.payee()));
	let value = scene.payment(&signer);
	Draft::by(
		&signer,
		pallet_balances::Call::transfer_keep_alive { dest, value },
	)
}

/// Hotkeys and poor coldkeys empty their accounts; a rich one that did could do nothing more.
fn transfer_all(scene: &mut Scene) -> Option<Draft> {
	let signer = if scene.dice.chance(60) {
		scene.hotkey()
	} else {
		scene.cast.coldkeys.last()?.clone()
	};
	let dest = Address::from(scene.coldkey());
	let keep_alive = scene.dice.chance(50);
	Draft::by(&signer, pallet_balances::Call::transfer_all { dest, keep_alive })
}

fn burn(scene: &mut Scene) -> Option<Draft> {
	let signer = scene.cast.anybody(scene.dice);
	let value = scene.payment(&signer) / 10;
	let keep_alive = scene.dice.chance(50);
	Draft::by(&signer, pallet_balances::Call::burn { value, keep_alive })
}

fn remark(scene: &mut Scene) -> Option<Draft> {
	let signer = scene.cast.anybody(scene.dice);
	let remark = vec![7; scene.dice.below(2_000) as usize];
	Draft::by(&signer, frame_system::Call::remark_with_event { remark })
}

fn batch(scene: &mut Scene) -> Option<Draft> {
	let (signer, calls) = scene.several()?;
	Draft::by(&signer, pallet_utility::Call::batch { calls })
}

fn batch_all(scene: &mut Scene) -> Option<Draft> {
	let (signer, calls) = scene.several()?;
	Draft::by(&signer, pallet_utility::Call::batch_all { calls })
}

fn force_batch(scene: &mut Scene) -> Option<Draft> {
	let (signer, calls) = scene.several()?;
	Draft::by(&signer, pallet_utility::Call::force_batch { calls })
}

fn as_derivative(scene: &mut Scene) -> Option<Draft> {
	let (signer, call) = scene.modest()?;
	let index = scene.dice.below(3) as u16;
	let call = Box::new(call);
	Draft::by(&signer, pallet_utility::Call::as_derivative { index, call })
}

fn dispatch_as(scene: &mut Scene) -> Option<Draft> {
	let (who, call) = scene.anything()?;
	let origin: OriginCaller = RuntimeOrigin::signed(who).caller().clone();
	let call = pallet_utility::Call::dispatch_as {
		as_origin: Box::new(origin),
		call: Box::new(call),
	};
	Draft::by_root(scene, call)
}

fn sudo_as(scene: &mut Scene) -> Option<Draft> {
	let (who, call) = scene.anything()?;
	let signer = if scene.dice.chance(90) {
		scene.cast.sudo.clone()
	} else {
		who.clone()
	};
	Draft::by(
		&signer,
		pallet_sudo::Call::sudo_as {
			who: Address::from(who),
			call: Box::new(call),
		},
	)
}

fn add_proxy(scene: &mut Scene) -> Option<Draft> {
	let signer = scene.cast.anybody(scene.dice);
	let call = pallet_proxy::Call::add_proxy {
		delegate: scene.cast.anybody(scene.dice).into(),
		proxy_type: *scene.dice.pick(&ProxyType::ALL)?,
		delay: 0,
	};
	Draft::by(&signer, call)
}

/// A call for an account, mostly one that has delegates, and by one of them.
fn proxy(scene: &mut Scene) -> Option<Draft> {
	let has_delegates = |real: &AccountId| !pallet_proxy::Proxies::<Runtime>::get(real).0.is_empty();
	let for_one = (0..8).find_map(|_| scene.anything().filter(|(real, _)| has_delegates(real)));
	let (real, call) = for_one.or_else(|| scene.anything())?;
	let (delegates, _) = pallet_proxy::Proxies::<Runtime>::get(&real);
	let signer = match scene.dice.pick(&delegates) {
		Some(trusted) if scene.dice.chance(95) => trusted.delegate.clone(),
		_ => scene.cast.anybody(scene.dice),
	};
	let call = pallet_proxy::Call::proxy {
		real: real.into(),
		force_proxy_type: None,
		call: Box::new(call),
	};
	Draft::by(&signer, call)
}

fn remove_proxies(scene: &mut Scene) -> Option<Draft> {
	let signer = scene.cast.anybody(scene.dice);
	scene
		.dice
		.chance(10)
		.then(|| Draft::by(&signer, pallet_proxy::Call::remove_proxies {}))?
}
