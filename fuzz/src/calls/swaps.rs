//! Swaps of keys.

use super::{Draft, Generators, Scene};
use codec::Encode;
use pallet_subtensor::{Call, ColdkeySwapAnnouncements, OwnedHotkeys};
use sp_io::hashing::blake2_256;
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::NetUid;

pub(super) const GENERATORS: Generators = &[
	("SubtensorModule.announce_coldkey_swap", announce_coldkey_swap),
	(
		"SubtensorModule.clear_coldkey_swap_announcement",
		clear_coldkey_swap_announcement,
	),
	("SubtensorModule.dispute_coldkey_swap", dispute_coldkey_swap),
	("SubtensorModule.reset_coldkey_swap", reset_coldkey_swap),
	("SubtensorModule.swap_coldkey", swap_coldkey),
	("SubtensorModule.swap_coldkey_announced", swap_coldkey_announced),
	("SubtensorModule.swap_hotkey", swap_hotkey),
	("SubtensorModule.swap_hotkey_v2", swap_hotkey_v2),
];

/// The most coldkeys that are announced at a time, so that the others can go on.
const MOST_ANNOUNCED: usize = 2;

impl Scene<'_> {
	/// A hotkey's owner, the hotkey, another hotkey, all subnets or one: mostly one that the owner can take.
	fn exchange(&mut self) -> (AccountId, AccountId, AccountId, Option<NetUid>) {
		let (coldkey, old) = self.pair();
		let owned = OwnedHotkeys::<Runtime>::get(&coldkey);
		let new = match self.dice.below(10) {
			0 => self.cast.anybody(self.dice),
			1..5 => self.dice.pick(&owned).cloned().unwrap_or(old.clone()),
			_ => self.free_hotkey().unwrap_or(old.clone()),
		};
		let only = self.dice.chance(50).then(|| self.pool_netuid());
		(coldkey, old, new, only)
	}

	/// A coldkey whose swap is announced; seldom another.
	fn announced(&mut self) -> AccountId {
		let mut announced: Vec<AccountId> = ColdkeySwapAnnouncements::<Runtime>::iter_keys().collect();
		announced.sort_unstable();
		match self.dice.pick(&announced) {
			Some(coldkey) if self.dice.chance(90) => coldkey.clone(),
			_ => self.coldkey(),
		}
	}

	/// The account of the cast that was announced to take a coldkey's place; seldom another.
	fn successor(&mut self, coldkey: &AccountId) -> AccountId {
		let hash = ColdkeySwapAnnouncements::<Runtime>::get(coldkey).map(|(_block, hash)| hash.0);
		let mut all = self.cast.coldkeys.iter().chain(&self.cast.hotkeys);
		match all.find(|who| Some(who.using_encoded(blake2_256)) == hash) {
			Some(who) if self.dice.chance(95) => who.clone(),
			_ => self.cast.anybody(self.dice),
		}
	}
}

fn swap_hotkey(scene: &mut Scene) -> Option<Draft> {
	let (coldkey, hotkey, new_hotkey, netuid) = scene.exchange();
	let call = Call::swap_hotkey {
		hotkey,
		new_hotkey,
		netuid,
	};
	Draft::by(&coldkey, call)
}

fn swap_hotkey_v2(scene: &mut Scene) -> Option<Draft> {
	let (coldkey, hotkey, new_hotkey, netuid) = scene.exchange();
	let keep_stake = scene.dice.chance(50);
	let call = Call::swap_hotkey_v2 {
		hotkey,
		new_hotkey,
		netuid,
		keep_stake,
	};
	Draft::by(&coldkey, call)
}

fn announce_coldkey_swap(scene: &mut Scene) -> Option<Draft> {
	let many = ColdkeySwapAnnouncements::<Runtime>::iter_keys().count() >= MOST_ANNOUNCED;
	let coldkey = if many { scene.announced() } else { scene.coldkey() };
	let new = match scene.free_hotkey() {
		Some(who) if scene.dice.chance(80) => who,
		_ => scene.cast.anybody(scene.dice),
	};
	let new_coldkey_hash = new.using_encoded(blake2_256).into();
	Draft::by(&coldkey, Call::announce_coldkey_swap { new_coldkey_hash })
}

fn swap_coldkey_announced(scene: &mut Scene) -> Option<Draft> {
	let coldkey = scene.announced();
	let new_coldkey = scene.successor(&coldkey);
	Draft::by(&coldkey, Call::swap_coldkey_announced { new_coldkey })
}

/// Seldom, since root has to end it.
fn dispute_coldkey_swap(scene: &mut Scene) -> Option<Draft> {
	let coldkey = if scene.dice.chance(10) {
		scene.announced()
	} else {
		scene.coldkey()
	};
	Draft::by(&coldkey, Call::dispute_coldkey_swap {})
}

fn clear_coldkey_swap_announcement(scene: &mut Scene) -> Option<Draft> {
	let coldkey = scene.announced();
	Draft::by(&coldkey, Call::clear_coldkey_swap_announcement {})
}

fn reset_coldkey_swap(scene: &mut Scene) -> Option<Draft> {
	let coldkey = if scene.dice.chance(20) {
		scene.announced()
	} else {
		scene.coldkey()
	};
	Draft::by_root(scene, Call::reset_coldkey_swap { coldkey })
}

fn swap_coldkey(scene: &mut Scene) -> Option<Draft> {
	let (old_coldkey, new_coldkey) = (scene.coldkey(), scene.coldkey());
	let swap_cost = if scene.dice.chance(50) { 0 } else { 100_000_000 };
	Draft::by_root(
		scene,
		Call::swap_coldkey {
			old_coldkey,
			new_coldkey,
			swap_cost,
		},
	)
}
