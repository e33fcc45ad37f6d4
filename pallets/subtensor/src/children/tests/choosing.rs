//! What owners choose, and what is refused.

use super::*;
use frame_support::assert_noop;
use sp_runtime::traits::BadOrigin;

fn with_cooldown(blocks: u64) -> TestChain {
	TestChain::default().with(|genesis| genesis.chain.pending_child_key_cooldown = blocks)
}

#[test]
fn children_should_count_when_the_cooldown_is_over() {
	with_cooldown(5).build_and_execute(|| {
		neurons(&[1, 2, 3]);
		let children = listed(&[(HALF, 2), (1, 3)]);
		assert_ok!(choose(1, &[(HALF, 2), (1, 3)]));
		assert!(events().contains(&Event::SetChildrenScheduled(
			hotkey(1),
			FIRST,
			6,
			children.clone()
		)));
		run_blocks(4);
		assert_eq!(children_of(1), vec![]);
		assert_eq!(PendingChildKeys::<Test>::get(FIRST, hotkey(1)).1, 6);
		run_blocks(1);
		assert_eq!(children_of(1), children);
		assert_eq!((parents_of(2), parents_of(3)), (vec![hotkey(1)], vec![hotkey(1)]));
		assert!(!PendingChildKeys::<Test>::contains_key(FIRST, hotkey(1)));
		assert!(events().contains(&Event::SetChildren(hotkey(1), FIRST, children)));
	});
}

#[test]
fn newer_choice_should_replace_one_that_does_not_count_yet() {
	with_cooldown(5).build_and_execute(|| {
		neurons(&[1, 2, 3]);
		assert_ok!(choose(1, &[(HALF, 2)]));
		run_blocks(2);
		assert_ok!(choose(1, &[(HALF, 3)]));
		assert_eq!(ChildkeyQueue::<Test>::iter().count(), 1);
		run_blocks(4);
		assert_eq!(children_of(1), vec![], "the older one never counts");
		run_blocks(1);
		assert_eq!(children_of(1), listed(&[(HALF, 3)]));
	});
}

#[test]
fn taking_weight_back_should_wait_too() {
	with_cooldown(5).build_and_execute(|| {
		neurons(&[1, 2]);
		assert_ok!(choose(1, &[(HALF, 2)]));
		run_blocks(5);
		assert_ok!(choose(1, &[]));
		run_blocks(4);
		assert_eq!(children_of(1), listed(&[(HALF, 2)]));
		run_blocks(1);
		assert!(!ChildKeys::<Test>::contains_key(hotkey(1), FIRST));
		assert!(!ParentKeys::<Test>::contains_key(hotkey(2), FIRST));
		assert!(events().contains(&Event::SetChildren(hotkey(1), FIRST, vec![])));
	});
}

#[test]
fn choices_that_were_made_should_keep_their_date_when_the_cooldown_changes() {
	with_cooldown(5).build_and_execute(|| {
		neurons(&[1, 2, 3]);
		assert_ok!(choose(1, &[(HALF, 2)]));
		assert_noop!(
			SubtensorModule::set_pending_childkey_cooldown(signed(&coldkey(1)), 0),
			BadOrigin
		);
		assert_ok!(SubtensorModule::set_pending_childkey_cooldown(
			RuntimeOrigin::root(),
			0
		));
		assert_ok!(choose(3, &[(HALF, 2)]));
		run_blocks(4);
		assert_eq!(children_of(3), vec![], "it does not overtake");
		run_blocks(1);
		assert_eq!(parents_of(2), vec![hotkey(1), hotkey(3)]);
	});
}

#[test]
fn choice_should_be_refused_too_soon_after_the_last() {
	TestChain::default()
		.with(|genesis| genesis.childkey_rate_limit = 3)
		.build_and_execute(|| {
			neurons(&[1, 2, 3]);
			assert_ok!(choose(1, &[(HALF, 2)]));
			run_blocks(2);
			assert_noop!(choose(1, &[]), Error::<Test>::TxRateLimitExceeded);
			assert_ok!(choose(3, &[(HALF, 2)]));
			run_blocks(1);
			assert_ok!(choose(1, &[]));
		});
}

#[test]
fn children_should_be_refused_when_they_cannot_be_any() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3, 4, 5, 6, 7]);
		type E = Error<Test>;
		let six: Vec<(u64, u8)> = (2..8).map(|key| (1, key)).collect();
		assert_noop!(choose(1, &six), E::TooManyChildren);
		assert_ok!(choose(1, &six[1..]));
		assert_ok!(choose(1, &[(u64::MAX, 2)]));
		assert_noop!(choose(1, &[(u64::MAX, 2), (1, 3)]), E::ProportionOverflow);
		assert_noop!(choose(1, &[(1, 2), (1, 3), (1, 2)]), E::DuplicateChild);
		assert_noop!(choose(1, &[(1, 1)]), E::InvalidChild);
		assert_noop!(choose(1, &[(0, 2)]), E::InvalidChild);
		assert_noop!(choose(1, &[(1, 50)]), E::InvalidChild);
		relate(1, &[(1, 2)]);
		assert_noop!(choose(3, &[(1, 1)]), E::InvalidChild);
	});
}

#[test]
fn children_should_be_refused_when_hotkey_or_subnet_do_not_fit() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2]);
		type E = Error<Test>;
		let set = |owner: u8, parent: u8, netuid| {
			SubtensorModule::set_children(signed(&coldkey(owner)), hotkey(parent), netuid, listed(&[(1, 2)]))
		};
		assert_noop!(set(1, 1, NetUid::ROOT), E::RegistrationNotPermittedOnRootSubnet);
		assert_noop!(set(1, 1, NetUid(9)), E::SubnetNotExists);
		assert_noop!(set(2, 1, FIRST), E::NonAssociatedColdKey);
		assert_noop!(set(1, 50, FIRST), E::NonAssociatedColdKey);
		assert_ok!(set(1, 1, FIRST));
	});
}

#[test]
fn children_should_be_refused_when_the_parent_weighs_too_little() {
	TestChain::default()
		.with(|genesis| genesis.chain.stake_threshold = 10 * TAO)
		.build_and_execute(|| {
			neurons(&[1, 2]);
			stake(&coldkey(1), &hotkey(1), FIRST, 9);
			assert_noop!(choose(1, &[(1, 2)]), Error::<Test>::NotEnoughStakeToSetChildkeys);
			assert_ok!(choose(1, &[]));
			stake(&coldkey(1), &hotkey(1), FIRST, 1);
			assert_ok!(choose(1, &[(1, 2)]));
		});
}

fn set_take(key: u8, take: u16) -> DispatchResult {
	SubtensorModule::set_childkey_take(signed(&coldkey(key)), hotkey(key), FIRST, take)
}

fn take(key: u8) -> u16 {
	ChildkeyRegistry::<Test>::take(&hotkey(key), FIRST)
}

#[test]
fn take_should_be_within_its_bounds() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2]);
		assert_eq!(take(1), 0);
		assert_ok!(set_take(1, 11_796));
		assert!(events().contains(&Event::ChildKeyTakeSet(hotkey(1), 11_796)));
		assert_noop!(set_take(1, 11_797), Error::<Test>::InvalidChildkeyTake);
		assert_noop!(
			SubtensorModule::set_childkey_take(signed(&coldkey(2)), hotkey(1), FIRST, 1),
			Error::<Test>::NonAssociatedColdKey
		);
		assert_noop!(
			SubtensorModule::set_childkey_take(signed(&coldkey(1)), hotkey(1), NetUid(9), 1),
			Error::<Test>::SubnetNotExists
		);

		let least = |take| Hyperparameter::MinChildkeyTakePerSubnet(take);
		let set = |value| HyperparameterTable::<Test>::set(RuntimeOrigin::root(), FIRST, value);
		let root = RuntimeOrigin::root;
		assert_ok!(set(least(100)));
		assert_eq!((take(1), take(2)), (11_796, 0), "it raises none that stands");
		assert_noop!(set_take(1, 99), Error::<Test>::InvalidChildkeyTake);
		assert_ok!(SubtensorModule::sudo_set_min_childkey_take(root(), 200));
		assert_noop!(set_take(1, 199), Error::<Test>::InvalidChildkeyTake);
		assert_eq!(take(2), 0);
		assert_ok!(SubtensorModule::sudo_set_max_childkey_take(root(), 300));
		assert_eq!(take(1), 300, "it lowers those that stand");
		assert_noop!(set(least(301)), Error::<Test>::ContradictsHyperparameters);
		assert_noop!(
			SubtensorModule::sudo_set_min_childkey_take(root(), 301),
			Error::<Test>::ContradictsHyperparameters
		);
		for refused in [
			SubtensorModule::sudo_set_min_childkey_take(signed(&coldkey(1)), 0),
			SubtensorModule::sudo_set_max_childkey_take(signed(&coldkey(1)), 300),
			SubtensorModule::sudo_set_tx_childkey_take_rate_limit(signed(&coldkey(1)), 0),
		] {
			assert_eq!(refused, Err(BadOrigin.into()));
		}
	});
}

#[test]
fn take_should_be_raised_only_after_it_has_stood() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1]);
		assert_ok!(SubtensorModule::sudo_set_tx_childkey_take_rate_limit(
			RuntimeOrigin::root(),
			5
		));
		assert_ok!(set_take(1, 100));
		let too_soon = Error::<Test>::TxChildkeyTakeRateLimitExceeded;
		assert_noop!(set_take(1, 101), too_soon);
		run_blocks(4);
		assert_ok!(set_take(1, 50));
		run_blocks(1);
		assert_noop!(set_take(1, 100), Error::<Test>::TxChildkeyTakeRateLimitExceeded);
		run_blocks(4);
		assert_ok!(set_take(1, 100));
	});
}

#[test]
fn raised_take_should_count_when_parents_could_have_left() {
	with_cooldown(5).build_and_execute(|| {
		TxChildkeyTakeRateLimit::<Test>::put(0);
		neurons(&[1]);
		assert_ok!(set_take(1, 100));
		// Twice the cooldown: who notices late can leave, too.
		assert_eq!(ChildkeyRegistry::<Test>::notice(), 10);
		run_blocks(9);
		assert_eq!(take(1), 0);
		// Lowered, but more than what counts.
		assert_ok!(set_take(1, 50));
		assert_eq!(take(1), 0);
		run_blocks(1);
		assert_eq!(take(1), 50);
		assert_ok!(set_take(1, 60));
		assert_ok!(set_take(1, 70));
		assert_eq!(take(1), 50);
		assert_ok!(set_take(1, 40));
		assert_eq!(take(1), 40, "a lower one counts at once");
		run_blocks(10);
		assert_eq!(take(1), 40);
	});
}

fn reject(signer: &AccountId, child: u8, parent: u8) -> DispatchResult {
	SubtensorModule::reject_parent(signed(signer), hotkey(child), FIRST, hotkey(parent))
}

#[test]
fn child_should_reject_a_parent_at_once() {
	TestChain::default().build_and_execute(|| {
		neurons(&[1, 2, 3, 4]);
		relate(1, &[(HALF, 2), (HALF, 3)]);
		relate(4, &[(HALF, 2)]);
		assert_noop!(reject(&coldkey(1), 2, 1), Error::<Test>::NonAssociatedColdKey);
		assert_noop!(reject(&coldkey(2), 2, 3), Error::<Test>::ChildParentInconsistency);
		assert_noop!(reject(&coldkey(5), 5, 1), Error::<Test>::HotKeyAccountNotExists);
		assert_ok!(reject(&coldkey(2), 2, 1));
		assert_eq!(
			(children_of(1), parents_of(2)),
			(listed(&[(HALF, 3)]), vec![hotkey(4)])
		);
		assert!(events().contains(&Event::ParentRejected {
			netuid: FIRST,
			child: hotkey(2),
			parent: hotkey(1)
		}));
		assert!(events().contains(&Event::SetChildren(hotkey(1), FIRST, listed(&[(HALF, 3)]))));
		assert!(ProvisionalOwner::<Test>::contains_key(hotkey(2)));
		assert_ok!(reject(&hotkey(2), 2, 4));
		assert!(!ChildKeys::<Test>::contains_key(hotkey(4), FIRST));
		assert!(
			!ProvisionalOwner::<Test>::contains_key(hotkey(2)),
			"it signed: its owner is confirmed"
		);
	});
}

#[test]
fn child_should_reject_a_parent_before_it_counts() {
	with_cooldown(5).build_and_execute(|| {
		neurons(&[1, 2, 3]);
		assert_ok!(choose(1, &[(HALF, 2), (HALF, 3)]));
		assert_ok!(reject(&coldkey(2), 2, 1));
		assert_noop!(reject(&coldkey(2), 2, 1), Error::<Test>::ChildParentInconsistency);
		run_blocks(5);
		assert_eq!(children_of(1), listed(&[(HALF, 3)]));
	});
}
