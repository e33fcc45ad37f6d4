//! Weights of validators, and root's weights over subnets.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{
	Call, Keys, SubnetOwnerHotkey, SubnetworkN, ValidatorPermit, WeightsVersionKey, owner_of,
};
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::NetUid;

pub(super) const GENERATORS: Generators = &[
	("SubtensorModule.set_root_weights", set_root_weights),
	("SubtensorModule.set_weights", set_weights),
];

impl Scene<'_> {
	/// A neuron that may rate others; seldom another one.
	pub(super) fn validator(&mut self, netuid: NetUid) -> Option<AccountId> {
		if self.dice.chance(6) {
			return self.neuron(netuid);
		}
		let permits = ValidatorPermit::<Runtime>::get(netuid);
		let permitted = (0u16..)
			.zip(permits.iter())
			.filter(|(_, permit)| **permit)
			.filter_map(|(uid, _)| Keys::<Runtime>::get(netuid, uid));
		let all: Vec<AccountId> = permitted
			.chain(SubnetOwnerHotkey::<Runtime>::get(netuid))
			.collect();
		self.dice.pick(&all).cloned()
	}

	/// Weights for some of `dests`; seldom lists that nobody should accept.
	pub(super) fn row(&mut self, mut dests: Vec<u16>) -> (Vec<u16>, Vec<u16>) {
		if self.dice.chance(60) {
			let keep = self.dice.between(1, 100);
			dests.retain(|_| self.dice.chance(keep));
		}
		match self.dice.below(60) {
			0 => dests.clear(),
			1 => dests.push(self.dice.one_of([0, 3, 4_095, 4_096, u16::MAX])),
			2 => dests.extend(dests.clone()),
			3 => dests = (0..self.dice.one_of([64, 300, 5_000])).collect(),
			_ => {}
		}
		let most = self.dice.one_of([u64::from(u16::MAX), 2, 1, 100]);
		let mut values: Vec<u16> = dests.iter().map(|_| self.dice.between(0, most) as u16).collect();
		if self.dice.chance(2) {
			values.pop();
		}
		(dests, values)
	}

	pub(super) fn version_key(&mut self, netuid: NetUid) -> u64 {
		match self.dice.below(30) {
			0 => 0,
			1 => u64::MAX,
			_ => WeightsVersionKey::<Runtime>::get(netuid),
		}
	}
}

fn set_weights(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let signer = scene.validator(netuid)?;
	let (dests, weights) = scene.row((0..SubnetworkN::<Runtime>::get(netuid)).collect());
	let version_key = scene.version_key(netuid);
	Draft::by(
		&signer,
		Call::set_weights {
			netuid,
			dests,
			weights,
			version_key,
		},
	)
}

fn set_root_weights(scene: &mut Scene) -> Option<Draft> {
	let hotkey = scene.neuron(NetUid::ROOT)?;
	let owner = owner_of::<Runtime>(&hotkey)?;
	let signer = if scene.dice.chance(4) {
		scene.coldkey()
	} else {
		owner
	};
	let subnets = scene.subnets().into_iter().map(|netuid| netuid.0).collect();
	let (dests, weights) = scene.row(subnets);
	let version_key = scene.version_key(NetUid::ROOT);
	let netuid = if scene.dice.chance(97) {
		NetUid::ROOT
	} else {
		scene.netuid()
	};
	Draft::by(
		&signer,
		Call::set_root_weights {
			netuid,
			hotkey,
			dests,
			weights,
			version_key,
		},
	)
}
