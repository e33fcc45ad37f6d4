//! Subnets: creating, starting and closing them.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{Call, FirstEmissionBlockNumber, Keys, SubnetOwner, owner_of};
use subtensor_runtime::Runtime;

pub(super) const GENERATORS: Generators = &[
	("AdminUtils.sudo_set_sn_owner_hotkey", set_owner_hotkey),
	("SubtensorModule.register_network", register_network),
	("SubtensorModule.root_dissolve_network", root_dissolve_network),
	(
		"SubtensorModule.schedule_dissolve_network",
		schedule_dissolve_network,
	),
	(
		"SubtensorModule.set_activity_cutoff_factor",
		set_activity_cutoff_factor,
	),
	("SubtensorModule.set_tempo", set_tempo),
	("SubtensorModule.start_call", start_call),
	("SubtensorModule.trigger_epoch", trigger_epoch),
];

fn register_network(scene: &mut Scene) -> Option<Draft> {
	let (coldkey, hotkey) = scene.pair();
	Draft::by(&coldkey, Call::register_network { hotkey })
}

fn start_call(scene: &mut Scene) -> Option<Draft> {
	let waiting: Vec<_> = scene
		.subnets()
		.into_iter()
		.filter(|netuid| !FirstEmissionBlockNumber::<Runtime>::contains_key(netuid))
		.collect();
	let netuid = match scene.dice.pick(&waiting) {
		Some(netuid) if scene.dice.chance(90) => *netuid,
		_ => scene.netuid(),
	};
	let signer = scene.owner(netuid);
	Draft::by(&signer, Call::start_call { netuid })
}

fn set_activity_cutoff_factor(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let factor_milli = match scene.dice.below(20) {
		0 => scene.dice.one_of([0, 999, 50_001, u32::MAX]),
		_ => scene.dice.between(1_000, 9_000) as u32,
	};
	Draft::by_owner(
		scene,
		netuid,
		Call::set_activity_cutoff_factor { netuid, factor_milli },
	)
}

fn set_tempo(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let tempo = match scene.dice.below(20) {
		0 => scene.dice.one_of([0, 1, u16::MAX]),
		_ => scene.dice.between(8, 20) as u16,
	};
	Draft::by_owner(scene, netuid, Call::set_tempo { netuid, tempo })
}

fn trigger_epoch(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let owner = scene.owner(netuid);
	Draft::by(&owner, Call::trigger_epoch { netuid })
}

/// Rather seldom, so that subnets live for a while.
fn schedule_dissolve_network(scene: &mut Scene) -> Option<Draft> {
	if scene.dice.chance(70) {
		return None;
	}
	let netuid = scene.netuid();
	let signer = scene.owner(netuid);
	Draft::by(&signer, Call::schedule_dissolve_network { netuid })
}

/// Rather seldom, too.
fn root_dissolve_network(scene: &mut Scene) -> Option<Draft> {
	if scene.dice.chance(80) {
		return None;
	}
	let netuid = scene.netuid();
	Draft::by_root(scene, Call::root_dissolve_network { netuid })
}

fn set_owner_hotkey(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let owned: Vec<_> = Keys::<Runtime>::iter_prefix_values(netuid)
		.filter(|hotkey| owner_of::<Runtime>(hotkey) == SubnetOwner::<Runtime>::get(netuid))
		.collect();
	let hotkey = match scene.dice.pick(&owned) {
		Some(hotkey) if scene.dice.clone().chance(90) => hotkey.clone(),
		_ => scene.hotkey(),
	};
	Draft::by_owner(
		scene,
		netuid,
		pallet_admin_utils::Call::sudo_set_sn_owner_hotkey { netuid, hotkey },
	)
}
