//! What holds of any sequence of entering, leaving, moving and dividends.

use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::prelude::*;

/// One thing that happens. Numbers choose among the three coldkeys, two hotkeys and three subnets.
#[derive(Clone, Debug)]
enum Act {
	Add(u8, u8, u8, Rao),
	Remove(u8, u8, u8, Rao),
	Move(u8, (u8, u8), (u8, u8), Rao),
	Transfer(u8, u8, u8, (u8, u8), Rao),
	LeaveAll(u8, u8),
	AllToRoot(u8, u8),
	Raise(u8, u8, Rao),
	Wait(u8),
}

fn amount() -> impl Strategy<Value = Rao> {
	prop_oneof![0..10_000u64, 1_000_000..4_000_000u64, TAO..500 * TAO]
}

fn act() -> impl Strategy<Value = Act> {
	let (who, key, net) = (0u8..3, 0u8..2, 0u8..3);
	let place = (key.clone(), net.clone());
	prop_oneof![
		4 => (who.clone(), key.clone(), net.clone(), amount()).prop_map(|(w, k, n, a)| Act::Add(w, k, n, a)),
		3 => (who.clone(), key.clone(), net.clone(), amount()).prop_map(|(w, k, n, a)| Act::Remove(w, k, n, a)),
		3 => (who.clone(), place.clone(), place, amount()).prop_map(|(w, f, t, a)| Act::Move(w, f, t, a)),
		2 => (who.clone(), who.clone(), key.clone(), (net.clone(), net.clone()), amount())
			.prop_map(|(w, r, k, n, a)| Act::Transfer(w, r, k, n, a)),
		1 => (who.clone(), key.clone()).prop_map(|(w, k)| Act::LeaveAll(w, k)),
		1 => (who, key.clone()).prop_map(|(w, k)| Act::AllToRoot(w, k)),
		2 => (key, net, 1..100 * TAO).prop_map(|(k, n, a)| Act::Raise(k, n, a)),
		3 => (1u8..12).prop_map(Act::Wait),
	]
}

fn who(number: u8) -> AccountId {
	coldkey(1 + number)
}

fn key(number: u8) -> AccountId {
	hotkey(1 + number)
}

/// Does it. Returns what came in as a dividend; a call that is refused changes nothing.
fn perform(act: &Act) -> Rao {
	let net = |number: u8| NetUid(u16::from(number));
	match *act {
		Act::Add(w, k, n, rao) => {
			let _refused = SubtensorModule::add_stake(signed(&who(w)), key(k), net(n), rao);
		}
		Act::Remove(w, k, n, rao) => {
			let _refused = SubtensorModule::remove_stake(signed(&who(w)), key(k), net(n), rao);
		}
		Act::Move(w, (k, n), (to, m), rao) => {
			let _refused = SubtensorModule::move_stake(signed(&who(w)), key(k), key(to), net(n), net(m), rao);
		}
		Act::Transfer(w, r, k, (n, m), rao) => {
			let (from, to) = (net(n), net(m));
			let _refused = SubtensorModule::transfer_stake(signed(&who(w)), who(r), key(k), from, to, rao);
		}
		Act::LeaveAll(w, k) => {
			let _refused = SubtensorModule::unstake_all(signed(&who(w)), key(k));
		}
		Act::AllToRoot(w, k) => {
			let _refused = SubtensorModule::unstake_all_alpha(signed(&who(w)), key(k));
		}
		Act::Raise(k, n, rao) => {
			if StakeLedger::<Test>::raise(&key(k), net(n), rao).is_ok() {
				assert_ok!(Ledger::<Test>::transfer(
					&coldkey(9),
					&Ledger::<Test>::pot(net(n)),
					rao
				));
				return rao;
			}
		}
		Act::Wait(blocks) => run_blocks(u64::from(blocks)),
	}
	0
}

/// What a coldkey has: its balance, and what its stake is worth.
fn wealth(who: &AccountId) -> Rao {
	let stakes = Alpha::<Test>::iter_keys().filter(|(_hotkey, coldkey, _netuid)| coldkey == who);
	let worth = stakes.map(|(hotkey, coldkey, netuid)| StakeLedger::<Test>::stake(&hotkey, &coldkey, netuid));
	free(who) + worth.sum::<Rao>()
}

fn coldkeys() -> [AccountId; 3] {
	[who(0), who(1), who(2)]
}

/// Who may be poorer after an act: whoever did it.
fn actor(act: &Act) -> Option<AccountId> {
	match act {
		Act::Add(w, ..) | Act::Remove(w, ..) | Act::Move(w, ..) => Some(who(*w)),
		Act::Transfer(w, ..) | Act::LeaveAll(w, _) | Act::AllToRoot(w, _) => Some(who(*w)),
		Act::Raise(..) | Act::Wait(_) => None,
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

	#[test]
	fn nobody_should_take_out_more_than_went_in_plus_dividends(acts in prop::collection::vec(act(), 1..60)) {
		TestChain::default().build_and_execute(|| {
			create_subnet(&hotkey(9));
			for key in 1..=2 {
				register(FIRST, &coldkey(0), &hotkey(key));
			}
			let start: Rao = coldkeys().iter().map(wealth).sum();
			let mut dividends: Rao = 0;
			for act in &acts {
				let before = coldkeys().map(|coldkey| wealth(&coldkey));
				let raised = perform(act);
				dividends += raised;
				assert_ok!(invariants::check::<Test>());
				let after = coldkeys().map(|coldkey| wealth(&coldkey));
				assert!(
					after.iter().sum::<Rao>() <= before.iter().sum::<Rao>() + raised + 18, // positions, each rounded down to a rao
					"{act:?} made {before:?} {after:?}"
				);
				for ((coldkey, before), after) in coldkeys().iter().zip(before).zip(after) {
					assert!(actor(act).as_ref() == Some(coldkey) || after >= before, "{act:?} took from another");
				}
			}
			run_blocks(40);
			for coldkey in coldkeys() {
				for number in 0..2 {
					let _nothing_there = SubtensorModule::unstake_all(signed(&coldkey), key(number));
				}
			}
			assert_eq!(TotalStake::<Test>::get(), 0, "everybody could leave");
			let end: Rao = coldkeys().iter().map(free).sum();
			assert!(end <= start + dividends, "{end} came out, {start} and {dividends} went in");
			for netuid in [NetUid::ROOT, FIRST, NetUid(2)] {
				assert_eq!(Ledger::<Test>::owed(netuid).unwrap(), free(&Ledger::<Test>::pot(netuid)));
			}
		});
	}
}
