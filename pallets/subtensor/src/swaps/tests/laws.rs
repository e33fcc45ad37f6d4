//! What holds of any sequence of swaps among other things.

use super::*;
use proptest::prelude::*;

/// One thing that happens. Numbers choose among four coldkeys, six hotkeys and three subnets.
#[derive(Clone, Debug)]
enum Act {
	Register(u8, u8, u8),
	Stake(u8, u8, u8, Rao),
	Leave(u8, u8, u8, Rao),
	Swap(u8, u8, Option<u8>, bool),
	Confirm(u8),
	Announce(u8, u8),
	CarryOut(u8, u8),
	Wait(u8),
}

fn act() -> impl Strategy<Value = Act> {
	let (who, key, net) = (0u8..4, 0u8..6, 0u8..3);
	prop_oneof![
		3 => (who.clone(), key.clone(), net.clone()).prop_map(|(w, k, n)| Act::Register(w, k, n)),
		4 => (who.clone(), key.clone(), net.clone(), TAO..9 * TAO).prop_map(|(w, k, n, a)| Act::Stake(w, k, n, a)),
		2 => (who.clone(), key.clone(), net.clone(), TAO..9 * TAO).prop_map(|(w, k, n, a)| Act::Leave(w, k, n, a)),
		6 => (key.clone(), key.clone(), prop::option::of(net), any::<bool>())
			.prop_map(|(k, t, n, s)| Act::Swap(k, t, n, s)),
		2 => key.prop_map(Act::Confirm),
		1 => (who.clone(), who.clone()).prop_map(|(w, t)| Act::Announce(w, t)),
		2 => (who.clone(), who).prop_map(|(w, t)| Act::CarryOut(w, t)),
		2 => (1u8..12).prop_map(Act::Wait),
	]
}

fn key(number: u8) -> AccountId {
	hotkey(1 + number)
}

/// All that coldkeys have, in rao and shares: what they could take out, and the numbers behind it.
fn holdings() -> (Rao, Vec<u128>, Vec<(Rao, u128)>) {
	let mut shares: Vec<u128> = Alpha::<Test>::iter_values().map(|held| held.bits).collect();
	shares.sort_unstable();
	let mut pools: Vec<(Rao, u128)> = TotalHotkeyShares::<Test>::iter()
		.map(|(hotkey, netuid, shares)| (TotalHotkeyAlpha::<Test>::get(hotkey, netuid), shares.bits))
		.collect();
	pools.sort_unstable();
	let free = (0..10).map(|number| free(&coldkey(number))).sum();
	(free, shares, pools)
}

/// Does it. A swap leaves all holdings as they were, but for its price.
fn perform(act: &Act) {
	let net = |number: u8| NetUid(u16::from(number));
	let before = holdings();
	let cost = match *act {
		Act::Register(w, k, n) => {
			let _refused = SubtensorModule::burned_register(signed(&coldkey(w)), net(n), key(k));
			let _refused = SubtensorModule::root_register(signed(&coldkey(w)), key(k));
			return;
		}
		Act::Stake(w, k, n, rao) => {
			let _refused = SubtensorModule::add_stake(signed(&coldkey(w)), key(k), net(n), rao);
			return;
		}
		Act::Leave(w, k, n, rao) => {
			let _refused = SubtensorModule::remove_stake(signed(&coldkey(w)), key(k), net(n), rao);
			return;
		}
		Act::Confirm(k) => {
			let owner = owner_of::<Test>(key(k)).unwrap_or(coldkey(0));
			let _refused = SubtensorModule::confirm_owner(signed(&key(k)), owner);
			return;
		}
		Act::Wait(blocks) => return run_blocks(u64::from(blocks)),
		Act::Swap(k, to, n, keep) => {
			let owner = owner_of::<Test>(key(k)).unwrap_or(coldkey(0));
			let origin = signed(&owner);
			match SubtensorModule::swap_hotkey_v2(origin, key(k), key(to), n.map(net), keep) {
				Ok(_) if n.is_some() => TAO / 1_000,
				Ok(_) => TAO / 10,
				Err(_) => 0,
			}
		}
		Act::Announce(w, to) => {
			let paid = !ColdkeySwapAnnouncements::<Test>::contains_key(coldkey(w));
			match announce(&coldkey(w), &coldkey(4 + to)) {
				Ok(()) if paid => TAO / 10,
				_ => 0,
			}
		}
		Act::CarryOut(w, to) => {
			let _refused = carry_out(&coldkey(w), &coldkey(4 + to));
			0
		}
	};
	let after = holdings();
	assert_eq!(before.0 - cost, after.0);
	assert_eq!((before.1, before.2), (after.1, after.2));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]
	#[test]
	fn money_and_shares_should_be_as_before_when_keys_are_swapped(acts in prop::collection::vec(act(), 1..60)) {
		TestChain::default().build_and_execute(|| {
			create_subnet(&hotkey(9));
			for act in &acts {
				perform(act);
				assert_ok!(invariants::check::<Test>());
			}
		});
	}
}
