//! Parents and children: who lends to whom, takes, rejections, and what root says of all three.

use super::{Draft, Generators, Scene};
use pallet_subtensor::{
	Call, ChildkeyTake, MaxChildkeyTake, MinChildkeyTake, ParentKeys, PendingChildKeys, owner_of,
};
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::NetUid;

pub(super) const GENERATORS: Generators = &[
	("SubtensorModule.reject_parent", reject_parent),
	("SubtensorModule.set_children", set_children),
	("SubtensorModule.set_childkey_take", set_childkey_take),
	(
		"SubtensorModule.set_pending_childkey_cooldown",
		set_pending_childkey_cooldown,
	),
	(
		"SubtensorModule.sudo_set_max_childkey_take",
		sudo_set_max_childkey_take,
	),
	(
		"SubtensorModule.sudo_set_min_childkey_take",
		sudo_set_min_childkey_take,
	),
	(
		"SubtensorModule.sudo_set_tx_childkey_take_rate_limit",
		sudo_set_tx_childkey_take_rate_limit,
	),
];

impl Scene<'_> {
	/// A hotkey that could be parent or child on a subnet, and who may say so. Seldom any two.
	fn relative(&mut self, netuid: NetUid) -> Option<(AccountId, AccountId)> {
		if self.dice.chance(10) {
			return Some(self.pair());
		}
		let hotkey = self.stakeable(netuid);
		Some((owner_of::<Runtime>(&hotkey)?, hotkey))
	}

	/// Children for a hotkey: mostly a few neurons with parts that fit together.
	fn children(&mut self, netuid: NetUid) -> Vec<(u64, AccountId)> {
		let count = self.dice.one_of([0, 1, 1, 1, 1, 1, 2, 2, 3, 6]);
		let most = if self.dice.chance(95) {
			u64::MAX / count.max(1)
		} else {
			u64::MAX
		};
		(0..count)
			.map(|_| {
				let part = if self.dice.chance(60) {
					most
				} else {
					self.dice.below(most)
				};
				(part, self.stakeable(netuid))
			})
			.collect()
	}
}

fn set_children(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let (coldkey, hotkey) = scene.relative(netuid)?;
	let children = scene.children(netuid);
	Draft::by(
		&coldkey,
		Call::set_children {
			hotkey,
			netuid,
			children,
		},
	)
}

fn set_childkey_take(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid();
	let (coldkey, hotkey) = scene.relative(netuid)?;
	let low = if scene.dice.chance(50) {
		ChildkeyTake::<Runtime>::get(&hotkey, netuid)
	} else {
		MinChildkeyTake::<Runtime>::get()
	};
	let take = scene.take(low, MaxChildkeyTake::<Runtime>::get());
	Draft::by(&coldkey, Call::set_childkey_take { hotkey, netuid, take })
}

/// A child and one of its parents, present or to be. Seldom any two hotkeys.
fn reject_parent(scene: &mut Scene) -> Option<Draft> {
	let present = ParentKeys::<Runtime>::iter().filter_map(|(child, netuid, parents)| {
		let (_part, parent) = parents.first()?;
		Some((child, netuid, parent.clone()))
	});
	let pending = PendingChildKeys::<Runtime>::iter().filter_map(|(netuid, parent, (children, _due))| {
		let (_part, child) = children.first()?;
		Some((child.clone(), netuid, parent))
	});
	let mut related: Vec<_> = present.chain(pending).collect();
	related.sort_unstable();
	let (hotkey, netuid, parent) = if scene.dice.chance(5) {
		(scene.hotkey(), scene.netuid(), scene.hotkey())
	} else {
		scene.dice.pick(&related)?.clone()
	};
	let signer = match owner_of::<Runtime>(&hotkey) {
		Some(owner) if scene.dice.chance(50) => owner,
		_ if scene.dice.chance(5) => scene.coldkey(),
		_ => hotkey.clone(),
	};
	Draft::by(
		&signer,
		Call::reject_parent {
			hotkey,
			netuid,
			parent,
		},
	)
}

fn set_pending_childkey_cooldown(scene: &mut Scene) -> Option<Draft> {
	let cooldown = scene.dice.below(6);
	Draft::by_root(scene, Call::set_pending_childkey_cooldown { cooldown })
}

fn sudo_set_max_childkey_take(scene: &mut Scene) -> Option<Draft> {
	let take = scene.take(5_000, 11_796);
	Draft::by_root(scene, Call::sudo_set_max_childkey_take { take })
}

fn sudo_set_min_childkey_take(scene: &mut Scene) -> Option<Draft> {
	let take = scene.take(0, 4_000);
	Draft::by_root(scene, Call::sudo_set_min_childkey_take { take })
}

fn sudo_set_tx_childkey_take_rate_limit(scene: &mut Scene) -> Option<Draft> {
	let tx_rate_limit = scene.dice.below(20);
	Draft::by_root(
		scene,
		Call::sudo_set_tx_childkey_take_rate_limit { tx_rate_limit },
	)
}
