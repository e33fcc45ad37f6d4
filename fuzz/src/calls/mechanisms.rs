//! Mechanisms: how many a subnet has, how they share its emission, and weights in each.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{Call, MechanismCountCurrent, SubnetworkN};
use subtensor_runtime::Runtime;
use subtensor_types::{MechId, Mechanism, NetUid};

pub(super) const GENERATORS: Generators = &[
	("AdminUtils.sudo_set_mechanism_emission_split", split_emission),
	(
		"SubtensorModule.commit_mechanism_weights",
		commit_mechanism_weights,
	),
	(
		"SubtensorModule.reveal_mechanism_weights",
		reveal_mechanism_weights,
	),
	("SubtensorModule.set_mechanism_weights", set_mechanism_weights),
];

impl Scene<'_> {
	/// A mechanism of a subnet; seldom one that does not exist.
	pub(super) fn mechanism(&mut self, netuid: NetUid) -> Mechanism {
		let count = MechanismCountCurrent::<Runtime>::get(netuid).0;
		let mecid = match self.dice.below(30) {
			0 => self.dice.one_of([count, 15, 16, u8::MAX]),
			_ => self.dice.below(u64::from(count)) as u8,
		};
		Mechanism {
			netuid,
			mecid: MechId(mecid),
		}
	}
}

fn set_mechanism_weights(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid_where_hidden(false);
	let signer = scene.validator(netuid)?;
	let mecid = scene.mechanism(netuid).mecid;
	let (dests, weights) = scene.row((0..SubnetworkN::<Runtime>::get(netuid)).collect());
	let version_key = scene.version_key(netuid);
	Draft::by(
		&signer,
		Call::set_mechanism_weights {
			netuid,
			mecid,
			dests,
			weights,
			version_key,
		},
	)
}

fn commit_mechanism_weights(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid_where_hidden(true);
	let hotkey = scene.validator(netuid)?;
	let mechanism = scene.mechanism(netuid);
	let commit_hash = scene.secret(mechanism, &hotkey).hash();
	let mecid = mechanism.mecid;
	Draft::by(
		&hotkey,
		Call::commit_mechanism_weights {
			netuid,
			mecid,
			commit_hash,
		},
	)
}

fn reveal_mechanism_weights(scene: &mut Scene) -> Option<Draft> {
	let (signer, committed) = scene.revealed(false)?;
	let Mechanism { netuid, mut mecid } = committed.mechanism;
	if scene.dice.chance(4) {
		mecid = scene.mechanism(netuid).mecid; // what was committed to for another is worth nothing there
	}
	Draft::by(
		&signer,
		Call::reveal_mechanism_weights {
			netuid,
			mecid,
			uids: committed.uids,
			values: committed.values,
			salt: committed.salt,
			version_key: committed.version_key,
		},
	)
}

/// A split that is whole; seldom one that is not, or none.
fn split_emission(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let count = MechanismCountCurrent::<Runtime>::get(netuid).0;
	let mut left = u16::MAX;
	let mut parts = vec![];
	for _ in 1..count {
		let part = scene.dice.between(0, u64::from(left)) as u16;
		left -= part;
		parts.push(part);
	}
	parts.push(left);
	match scene.dice.below(20) {
		0 => parts.clear(),
		1 => parts.push(0),
		2 => parts.push(1),
		3 => parts = vec![u16::MAX; 5_000],
		_ => {}
	}
	let maybe_split = (!scene.dice.chance(10)).then_some(parts);
	let call = pallet_admin_utils::Call::sudo_set_mechanism_emission_split { netuid, maybe_split };
	Draft::by_owner(scene, netuid, call)
}
