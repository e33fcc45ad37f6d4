//! Subnets: creating and starting them.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{Call, FirstEmissionBlockNumber};
use subtensor_runtime::Runtime;

pub(super) const GENERATORS: Generators = &[
	("SubtensorModule.register_network", register_network),
	(
		"SubtensorModule.set_activity_cutoff_factor",
		set_activity_cutoff_factor,
	),
	("SubtensorModule.start_call", start_call),
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
