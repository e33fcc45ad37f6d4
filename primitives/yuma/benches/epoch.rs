//! The epoch beside the plain one, and how its time grows: `cargo bench -p yuma`
//!
//! `epoch` compares on the networks of the crate's front page. `neurons` and `density` vary one thing at a time;
//! with elements per second level over a sweep, time is linear in the number of weights. `penalty` shows what
//! liquid alpha costs where weights are not clipped.

#![allow(missing_docs, reason = "criterion's macros make functions without any")]

mod networks;
mod plain;

use std::{hint::black_box, time::Duration};

use criterion::{
	BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
	measurement::WallTime,
};
use networks::{LIQUID_ALPHA, MODES, Network};
use yuma::{BondsMode, EpochInput, epoch};

const NETWORKS: [Network; 4] = [
	Network {
		neurons: 256,
		validators: 64,
		rated: 100,
	},
	Network {
		neurons: 1_024,
		validators: 64,
		rated: 100,
	},
	Network {
		neurons: 4_096,
		validators: 128,
		rated: 10,
	},
	Network {
		neurons: 4_096,
		validators: 128,
		rated: 100,
	},
];

/// Above this many neurons the plain epoch takes seconds with liquid alpha.
const MOST_FOR_PLAIN_LIQUID_ALPHA: u16 = 1_024;

fn compare(criterion: &mut Criterion) {
	let mut group = group(criterion, "epoch");
	for network in NETWORKS {
		for (mode, bonds_mode) in MODES {
			let input = network.third_epoch(bonds_mode);
			let name = format!(
				"{}/{}/{}%/{mode}",
				network.neurons, network.validators, network.rated
			);
			measure(&mut group, &name, &input);
			if mode != "liquid-alpha" || network.neurons <= MOST_FOR_PLAIN_LIQUID_ALPHA {
				group.bench_with_input(BenchmarkId::new("plain", &name), &input, |bencher, input| {
					bencher.iter(|| plain::epoch(black_box(input), 1_000_000_000));
				});
			}
		}
	}
}

fn vary_neurons(criterion: &mut Criterion) {
	let mut group = group(criterion, "neurons");
	for neurons in [256, 512, 1_024, 2_048, 4_096] {
		let network = Network {
			neurons,
			validators: 64,
			rated: 100,
		};
		let input = network.third_epoch(BondsMode::Classic);
		measure(&mut group, &neurons.to_string(), &input);
	}
}

fn vary_density(criterion: &mut Criterion) {
	let mut group = group(criterion, "density");
	for rated in [5, 10, 25, 50, 100] {
		let network = Network {
			neurons: 4_096,
			validators: 128,
			rated,
		};
		let input = network.third_epoch(BondsMode::Classic);
		measure(&mut group, &format!("{rated}%"), &input);
	}
}

fn vary_penalty(criterion: &mut Criterion) {
	let mut group = group(criterion, "penalty");
	let liquid_alpha = Some(LIQUID_ALPHA);
	for percent in [0, 50, 100] {
		let network = Network {
			neurons: 1_024,
			validators: 64,
			rated: 100,
		};
		let input = EpochInput {
			bonds_penalty: (u32::from(u16::MAX) * percent / 100) as u16,
			..network.third_epoch(BondsMode::Yuma3 { liquid_alpha })
		};
		measure(&mut group, &format!("{percent}%"), &input);
	}
}

fn measure(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, input: &EpochInput) {
	group.throughput(Throughput::Elements(input.weights.entries() as u64));
	group.bench_with_input(BenchmarkId::new("yuma", name), input, |bencher, input| {
		bencher.iter(|| epoch(black_box(input)));
	});
}

fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
	let mut group = criterion.benchmark_group(name);
	group
		.sample_size(10)
		.warm_up_time(Duration::from_millis(300))
		.measurement_time(Duration::from_secs(1));
	group
}

criterion_group!(benches, compare, vary_neurons, vary_density, vary_penalty);
criterion_main!(benches);
