//! The round that clients pick: it must come within the epoch in which the chain opens the weights.

use super::*;

/// Rounds of three seconds in a block of twelve.
const ROUNDS_PER_BLOCK: u64 = 4;

/// Tempo, reveal period, blocks from `LastEpochBlock` to the block in which a client looks, and how many rounds ahead of that moment's
/// the client's pick is: recorded from `bittensor_drand` 2.0.0, `get_encrypted_commit_v2` with `pending_epoch_at` 0 and `block_time` 12.
const PICKED: [(u16, u64, u64, u64); 24] = [
	(10, 1, 0, 51),
	(10, 1, 1, 47),
	(10, 1, 5, 31),
	(10, 1, 8, 19),
	(10, 1, 9, 55),
	(10, 2, 0, 91),
	(10, 2, 5, 71),
	(10, 2, 8, 59),
	(10, 2, 9, 95),
	(10, 5, 0, 211),
	(10, 5, 8, 179),
	(10, 5, 9, 215),
	(100, 1, 0, 411),
	(100, 1, 50, 211),
	(100, 1, 98, 19),
	(100, 1, 99, 415),
	(100, 2, 0, 811),
	(100, 2, 98, 419),
	(100, 2, 99, 815),
	(360, 1, 0, 1_451),
	(360, 1, 180, 731),
	(360, 1, 358, 19),
	(360, 1, 359, 1_455),
	(360, 2, 358, 1_459),
];

/// Ends a block and begins the next, in which the rounds of its twelve seconds come out.
fn next_block() {
	run_blocks(1);
	(1..=ROUNDS_PER_BLOCK).for_each(|_| Beacon::emit(Beacon::last_round() + 1));
}

#[test]
fn round_of_clients_should_come_within_the_epoch_that_opens_their_weights() {
	for (tempo, period, since, ahead) in PICKED {
		TestChain::default()
			.with(|genesis| {
				genesis.subnet_defaults.tempo = tempo;
				genesis.subnet_defaults.reveal_period_epochs = period;
				genesis.subnet_defaults.commit_reveal_weights_enabled = true;
			})
			.build_and_break(|| {
				register(FIRST, &coldkey(0), &hotkey(1));
				register(FIRST, &coldkey(0), &hotkey(2));
				stake(&coldkey(0), &hotkey(1), FIRST, 100);
				run_to_epoch(FIRST);
				Beacon::emit(1_000);
				while Pallet::<Test>::now() < LastEpochBlock::<Test>::get(FIRST) + since {
					next_block();
				}
				let round = Beacon::last_round() + ahead;
				assert_eq!(PendingEpochAt::<Test>::get(FIRST), 0);
				next_block(); // the commit is in the block after the one in which the client looked
				assert_ok!(commit(1, &[(1, 1)], round));
				let commit = TimelockedCommits::<Test>::get(index(), hotkey(1)).unwrap();
				while SubnetEpochIndex::<Test>::get(FIRST) < commit.reveal_epoch {
					assert!(!Beacon::has_pulse(round), "out before its epoch");
					next_block();
				}
				let opened = |after: u64| {
					let case = (tempo, period, since, after);
					assert!(after < 6, "{case:?}");
					!row(0).is_empty()
				};
				let mut after = 0;
				while !opened(after) {
					next_block();
					after += 1;
				}
				assert_eq!(SubnetEpochIndex::<Test>::get(FIRST), commit.reveal_epoch);
			});
	}
}

#[test]
fn first_epoch_should_be_where_clients_expect_it() {
	TestChain::default().build_and_execute(|| {
		let subnets = [
			NetUid::ROOT,
			FIRST,
			create_subnet(&hotkey(1)),
			create_subnet(&hotkey(2)),
		];
		for netuid in subnets {
			let expected = LastEpochBlock::<Test>::get(netuid) + u64::from(TEMPO);
			assert_eq!(EpochDue::<Test>::get(netuid), Some(expected));
			run_to_epoch(netuid);
			assert_eq!(LastEpochBlock::<Test>::get(netuid), expected);
		}
	});
}

#[test]
fn payload_should_be_that_of_clients() {
	// What `get_encrypted_commit_v2` of `bittensor_drand` 2.0.0 encrypts, opened with its round's pulse: hotkey 0, 1, ..., 31, uids
	// 0, 1 and 300, values 65,535, 1 and 20,000, version 7.
	let hotkey: Vec<u8> = (0..32).collect();
	let rest = [
		0x0c, 0, 0, 1, 0, 0x2c, 1, 0x0c, 0xff, 0xff, 1, 0, 0x20, 0x4e, 7, 0, 0, 0, 0, 0, 0, 0,
	];
	let text = [&[0x80][..], &hotkey, &rest].concat();
	let expected = Payload {
		hotkey: hotkey.clone(),
		uids: vec![0, 1, 300],
		values: vec![65_535, 1, 20_000],
		version_key: 7,
	};
	assert_eq!(Payload::read(&text), Some(expected.clone()));
	assert_eq!(expected.encode(), text);
	assert!(expected.is_of(&AccountId::new(hotkey.try_into().unwrap())));
}
