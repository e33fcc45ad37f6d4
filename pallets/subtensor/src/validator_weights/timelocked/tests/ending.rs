//! What ends a commit before it opens: nothing of it is left behind.

use super::*;

/// Commits of hotkeys 1 to 3 wait, that of the first for its round alone.
fn some_wait() {
	assert_ok!(commit(1, &[(3, 1)], ROUND));
	run_to_epoch(FIRST);
	run_blocks(1);
	for key in [2, 3] {
		assert_ok!(commit(key, &[(3, 1)], ROUND));
	}
	assert_eq!(TimelockQueue::<Test>::iter().count(), 1);
}

#[test]
fn commit_should_go_when_the_neuron_is_replaced() {
	hidden(|| {
		some_wait();
		for (uid, key) in [(0, 6), (1, 7)] {
			assert_ok!(KeyRegistry::<Test>::associate(&coldkey(1), &hotkey(key)));
			assert_ok!(NeuronRegistry::<Test>::replace(FIRST, uid, &hotkey(key)));
		}
		assert_eq!(waiting(), vec![hotkey(3)]);
		assert_eq!(TimelockQueue::<Test>::iter().count(), 0);
		assert_eq!(TimelockedWeightCommits::<Test>::iter().count(), 1);
		// Who comes back by another name starts anew, and the old text opens nothing.
		Beacon::emit(ROUND);
		run_to_epoch(FIRST);
		run_blocks(1);
		assert!(row(0).is_empty() && row(1).is_empty());
		assert_eq!(row(2), vec![(3, 65_535)]);
	});
}

#[test]
fn commit_should_go_when_the_hotkey_is_swapped() {
	hidden(|| {
		some_wait();
		KeyRegistry::<Test>::confirm(&hotkey(1));
		for (old, new) in [(1, 51), (2, 52)] {
			assert_ok!(SubtensorModule::swap_hotkey(
				signed(&coldkey(0)),
				hotkey(old),
				hotkey(new),
				None
			));
		}
		assert_eq!(waiting(), vec![hotkey(3)]);
		assert_eq!(TimelockQueue::<Test>::iter().count(), 0);
		run_blocks(1);
		assert_ok!(commit(51, &[(3, 1)], ROUND + 1));
	});
}

#[test]
fn commits_should_go_when_the_neurons_are_numbered_anew() {
	hidden(|| {
		some_wait();
		assert_ok!(NeuronRegistry::<Test>::trim(FIRST, 3));
		assert_nothing_left();
	});
}

#[test]
fn commits_should_go_with_their_mechanism() {
	hidden(|| {
		assert_ok!(MechanismRegistry::<Test>::set_count(FIRST, MechId(2)));
		let second = Mechanism {
			netuid: FIRST,
			mecid: MechId(1),
		};
		lock_weights(second, &hotkey(2), &[(3, 1)], ROUND);
		run_to_epoch(FIRST);
		run_blocks(1);
		lock_weights(second, &hotkey(3), &[(3, 1)], ROUND);
		assert_ok!(commit(1, &[(3, 1)], ROUND));
		assert_ok!(MechanismRegistry::<Test>::set_count(FIRST, MechId(1)));
		assert_eq!(waiting(), vec![hotkey(1)]);
		assert_eq!(TimelockQueue::<Test>::iter().count(), 0);
		assert_eq!(TimelockedWeightCommits::<Test>::iter().count(), 1);
	});
}

#[test]
fn commits_should_be_void_when_weights_are_no_longer_hidden() {
	hidden(|| {
		some_wait();
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		Beacon::emit(ROUND);
		run_blocks(1);
		assert!(row(0).is_empty(), "nothing opens");
		set_weights(FIRST, &hotkey(1), &[(2, 1)]);
		run_to_epoch(FIRST);
		assert_nothing_left();
		assert_eq!(row(0), vec![(2, 65_535)]);
	});
}

#[test]
fn commits_should_fail_when_they_are_due_while_weights_are_not_hidden() {
	hidden(|| {
		some_wait();
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		Beacon::emit(ROUND);
		run_blocks(1);
		let disabled = Error::<Test>::CommitRevealDisabled.into();
		assert_eq!(failures(), vec![TimelockFailure::Refused(disabled)]);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		assert_eq!(waiting(), vec![hotkey(2), hotkey(3)]);
		run_to_epoch(FIRST);
		run_blocks(1);
		assert_eq!((row(0), row(1)), (vec![], vec![(3, 65_535)]));
	});
}

#[test]
fn commits_should_go_in_bounded_steps_when_the_subnet_closes() {
	hidden(|| {
		some_wait();
		assert_ok!(SubtensorModule::root_dissolve_network(
			RuntimeOrigin::root(),
			FIRST
		));
		Beacon::emit(ROUND);
		let forget = |most| WeightBook::<Test>::forget_some_timelocked(FIRST, most);
		let _opened = WeightBook::<Test>::open_timelocked();
		assert!(row(0).is_empty(), "nothing opens any more");
		assert_eq!(waiting().len(), 2);
		let mut steps = vec![];
		while let Ok(count @ 1..) = forget(1) {
			steps.push(count);
			assert_ok!(crate::invariants::timelocks_are_complete::<Test>());
		}
		assert_eq!(steps, vec![1, 1]);
		assert_nothing_left();
		while SubnetCloser::<Test>::is_closing(FIRST) {
			run_blocks(1);
		}
	});
}
