//! Who is replaced: each rank of the order, and that the order of the list does not matter.

use proptest::{collection::vec, prelude::*};
use subtensor_registration::{Standing, replaced, trimmed};

fn neuron(uid: u16, emission: u64, registered_at: u64) -> Standing {
	Standing {
		uid,
		emission,
		registered_at,
		immune: false,
		spared: false,
	}
}

fn immune(standing: Standing) -> Standing {
	Standing {
		immune: true,
		..standing
	}
}

fn spared(standing: Standing) -> Standing {
	Standing {
		spared: true,
		..standing
	}
}

#[test]
fn lowest_emission_should_go_when_nobody_is_immune() {
	assert_eq!(
		replaced([neuron(0, 5, 1), neuron(1, 3, 9), neuron(2, 4, 1)]),
		Some(1)
	);
}

#[test]
fn earliest_should_go_when_emissions_are_equal() {
	assert_eq!(
		replaced([neuron(0, 5, 3), neuron(1, 5, 2), neuron(2, 5, 4)]),
		Some(1)
	);
}

#[test]
fn lowest_uid_should_go_when_all_else_is_equal() {
	assert_eq!(
		replaced([neuron(2, 5, 3), neuron(1, 5, 3), neuron(3, 5, 3)]),
		Some(1)
	);
}

#[test]
fn immune_should_stay_when_another_can_go() {
	assert_eq!(replaced([immune(neuron(0, 0, 0)), neuron(1, 900, 9)]), Some(1));
}

#[test]
fn same_order_should_hold_when_all_are_immune() {
	assert_eq!(
		replaced([
			immune(neuron(0, 5, 1)),
			immune(neuron(1, 3, 9)),
			immune(neuron(2, 3, 8))
		]),
		Some(2)
	);
}

#[test]
fn spared_should_stay_when_only_immune_ones_are_left() {
	assert_eq!(
		replaced([spared(neuron(0, 0, 0)), immune(neuron(1, 9, 9))]),
		Some(1)
	);
}

#[test]
fn nobody_should_go_when_all_are_spared_or_there_is_none() {
	assert_eq!(
		replaced([spared(neuron(0, 0, 0)), spared(immune(neuron(1, 0, 0)))]),
		None
	);
	assert_eq!(replaced([]), None);
}

proptest! {
	#[test]
	fn choice_should_not_depend_on_order_when_list_is_shuffled(
		facts in vec((0u64..4, 0u64..4, any::<bool>(), any::<bool>()), 0..20),
		shuffled in any::<prop::sample::Index>(),
	) {
		let mut all: Vec<Standing> = facts
			.iter()
			.zip(0u16..)
			.map(|(&(emission, registered_at, immune, spared), uid)| Standing { uid, emission, registered_at, immune, spared })
			.collect();
		let chosen = replaced(all.iter().copied());
		if !all.is_empty() {
			let middle = shuffled.index(all.len());
			all.rotate_left(middle);
			prop_assert_eq!(replaced(all.iter().copied()), chosen);
			all.reverse();
			prop_assert_eq!(replaced(all.iter().copied()), chosen);
		}
		match chosen.and_then(|uid| all.iter().find(|standing| standing.uid == uid)) {
			None => prop_assert!(all.iter().all(|standing| standing.spared)),
			Some(gone) => {
				prop_assert!(!gone.spared);
				for other in all.iter().filter(|standing| !standing.spared && (!standing.immune || gone.immune)) {
					prop_assert!(!gone.immune || other.immune);
					prop_assert!(gone.emission <= other.emission);
				}
			},
		}
	}
}

#[test]
fn neither_spared_nor_immune_should_go_when_a_subnet_shrinks() {
	let neurons = [
		spared(neuron(0, 0, 0)),
		immune(neuron(1, 0, 0)),
		neuron(2, 9, 0),
		neuron(3, 1, 5),
		neuron(4, 1, 4),
	];
	assert_eq!(trimmed(neurons, 0), Some(vec![]));
	assert_eq!(trimmed(neurons, 1), Some(vec![4]));
	assert_eq!(trimmed(neurons, 2), Some(vec![3, 4]));
	assert_eq!(trimmed(neurons, 3), Some(vec![2, 3, 4]));
	assert_eq!(trimmed(neurons, 4), None);
}

proptest! {
	#[test]
	fn shrinking_should_be_repeated_replacement_when_nobody_is_immune(emissions in vec(0u64..5, 1..30), count in 0usize..30) {
		let neurons: Vec<Standing> = emissions.iter().zip(0..).map(|(emission, uid)| neuron(uid, *emission, emission % 3)).collect();
		let mut left = neurons.clone();
		let mut gone = Vec::new();
		for _ in 0..count.min(neurons.len()) {
			let next = replaced(left.clone()).unwrap();
			left.retain(|standing| standing.uid != next);
			gone.push(next);
		}
		gone.sort_unstable();
		prop_assert_eq!(trimmed(neurons.clone(), count), (count <= neurons.len()).then_some(gone));
	}
}
