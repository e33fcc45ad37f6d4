//! Registration by proof of work.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::UnfilteredDispatchable};

/// Works on the last block until a seal is small enough.
fn work_for(key: &AccountId, netuid: NetUid) -> (u64, u64, Vec<u8>) {
	let block = Pallet::<Test>::now() - 1;
	let hash = System::block_hash(block);
	let most = sp_core::U256::MAX / NeuronRegistry::<Test>::difficulty(netuid);
	let solved = |nonce: &u64| {
		sp_core::U256::from_big_endian(&crate::neurons::seal(*nonce, hash.as_ref(), key)) <= most
	};
	let nonce = (0..).find(solved).unwrap();
	(
		block,
		nonce,
		crate::neurons::seal(nonce, hash.as_ref(), key).to_vec(),
	)
}

fn register_by_work(
	key: &AccountId,
	netuid: NetUid,
	work: &(u64, u64, Vec<u8>),
) -> sp_runtime::DispatchResult {
	let dispatched = call_of(key, netuid, work).dispatch_bypass_filter(signed(key));
	dispatched.map(|_| ()).map_err(|refused| refused.error)
}

/// The registration of a hotkey for coldkey 0.
fn call_of(key: &AccountId, netuid: NetUid, work: &(u64, u64, Vec<u8>)) -> Call<Test> {
	Call::register {
		netuid,
		block_number: work.0,
		nonce: work.1,
		work: work.2.clone(),
		hotkey: key.clone(),
		coldkey: coldkey(0),
	}
}

fn lonely(genesis: &mut GenesisConfig<Test>) {
	genesis.subnet_defaults.max_allowed_uids = 1;
	genesis.subnet_defaults.max_allowed_validators = 1;
}

fn easy(genesis: &mut GenesisConfig<Test>) {
	genesis.subnet_defaults.min_difficulty = 16;
	genesis.work_window = 3;
}

#[test]
fn work_should_seat_the_hotkey_and_raise_the_difficulty() {
	TestChain::default().with(easy).build_and_execute(|| {
		run_blocks(2);
		let before = free(&coldkey(0));
		assert_ok!(register_by_work(&hotkey(1), FIRST, &work_for(&hotkey(1), FIRST)));
		assert_eq!(Uids::<Test>::get(FIRST, hotkey(1)), Some(0));
		assert!(RegisteredByWork::<Test>::contains_key(FIRST, 0));
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(0)));
		assert_eq!(free(&coldkey(0)), before);
		assert_eq!(Difficulty::<Test>::get(FIRST), 21); // 16 * 1.26, rounded up
	});
}

#[test]
fn seal_should_be_the_one_that_miners_compute() {
	// Step by step: a little-endian nonce before the hash of block and hotkey.
	let seal = crate::neurons::seal(258, &[7; 32], &AccountId::new([9; 32]));
	let place = sp_io::hashing::keccak_256(&[[7u8; 32], [9u8; 32]].concat());
	let inner = sp_io::hashing::sha2_256(&[&[2, 1, 0, 0, 0, 0, 0, 0][..], &place[..]].concat());
	assert_eq!(seal, sp_io::hashing::keccak_256(&inner));
}

#[test]
fn work_should_be_refused_when_the_rules_say_so() {
	TestChain::default().with(easy).build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		run_blocks(7);
		let (key, work) = (hotkey(1), work_for(&hotkey(1), FIRST));
		let foreign = SubtensorModule::register(
			signed(&hotkey(2)),
			FIRST,
			work.0,
			work.1,
			work.2.clone(),
			key.clone(),
			coldkey(0),
		);
		assert_noop!(foreign, Error::<Test>::TransactorAccountShouldBeHotKey);
		assert_noop!(
			register_by_work(&key, NetUid::ROOT, &work),
			Error::<Test>::RegistrationNotPermittedOnRootSubnet
		);
		assert_noop!(
			register_by_work(&key, NetUid(9), &work),
			Error::<Test>::SubnetNotExists
		);
		let now = Pallet::<Test>::now();
		for block in [now, now + 1, now - 4] {
			let stale = (block, work.1, work.2.clone());
			assert_noop!(
				register_by_work(&key, FIRST, &stale),
				Error::<Test>::InvalidWorkBlock
			);
		}
		let short = (work.0, work.1, work.2[1..].to_vec());
		assert_noop!(register_by_work(&key, FIRST, &short), Error::<Test>::InvalidSeal);
		let other_nonce = (work.0, work.1 + 1, work.2.clone());
		assert_noop!(
			register_by_work(&key, FIRST, &other_nonce),
			Error::<Test>::InvalidSeal
		);
		assert_noop!(
			register_by_work(&hotkey(2), FIRST, &work),
			Error::<Test>::InvalidSeal
		);
		set_difficulty(FIRST, u64::MAX / 4);
		assert_noop!(
			register_by_work(&key, FIRST, &work),
			Error::<Test>::InvalidDifficulty
		);
		NeuronRegistry::<Test>::open_prices(FIRST);
		assert_ok!(register_by_work(&key, FIRST, &work));
		assert_noop!(
			register_by_work(&key, FIRST, &work),
			Error::<Test>::HotKeyAlreadyRegisteredInSubNet
		);
		assert_noop!(
			register_by_work(&key, second, &work),
			Error::<Test>::WorkAlreadyUsed
		);
		NetworkPowRegistrationAllowed::<Test>::insert(FIRST, false);
		assert_noop!(
			register_by_work(&hotkey(2), FIRST, &work),
			Error::<Test>::SubNetRegistrationDisabled
		);
	});
}

/// As many seals over a block as can be remembered.
fn fill_used_work(block: u64) {
	let seals = (0..u64::from(MAX_SEALS)).map(H256::from_low_u64_be);
	UsedWork::<Test>::insert(block, Bounded::try_from(seals.collect::<Vec<_>>()).unwrap());
}

#[test]
fn work_should_be_refused_when_too_much_over_its_block_was_accepted() {
	use crate::guards::{Refusal, Terms};
	TestChain::default().with(easy).build_and_execute(|| {
		run_blocks(2);
		let (key, work) = (hotkey(1), work_for(&hotkey(1), FIRST));
		let call = call_of(&key, FIRST, &work);
		assert_eq!(terms(&call, &key), Some(Ok(Terms::Free)));
		fill_used_work(work.0);
		assert_noop!(
			register_by_work(&key, FIRST, &work),
			Error::<Test>::TooManyRegistrationsThisBlock
		);
		assert_eq!(
			terms(&call, &key),
			Some(Err(Refusal::TooManyRegistrationsThisBlock))
		);
		run_blocks(1);
		assert_ok!(register_by_work(&key, FIRST, &work_for(&key, FIRST)));
	});
}

#[test]
fn work_should_be_refused_when_nobody_can_be_replaced() {
	use crate::guards::{Refusal, Terms};
	TestChain::default()
		.with(easy)
		.with(lonely)
		.build_and_execute(|| {
			let netuid = create_subnet(&hotkey(9));
			run_blocks(1);
			let (key, work) = (hotkey(1), work_for(&hotkey(1), netuid));
			assert_noop!(
				register_by_work(&key, netuid, &work),
				Error::<Test>::NoNeuronIdAvailable
			);
			let refused = terms(&call_of(&key, netuid, &work), &key);
			assert_eq!(refused, Some(Err(Refusal::NoNeuronIdAvailable)));
			// Where the only neuron is not the owner's, it is replaced.
			register(FIRST, &coldkey(0), &hotkey(2));
			assert_eq!(terms(&call_of(&key, FIRST, &work), &key), Some(Ok(Terms::Free)));
			assert_ok!(register_by_work(&key, FIRST, &work));
			assert_eq!(Keys::<Test>::get(FIRST, 0), Some(key));
		});
}

#[test]
fn work_should_name_the_owner_when_the_hotkeys_is_provisional() {
	TestChain::default().with(easy).build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		run_blocks(1);
		// A squatter was first, but the hotkey's own word counts.
		register(FIRST, &coldkey(1), &hotkey(1));
		assert_ok!(register_by_work(
			&hotkey(1),
			second,
			&work_for(&hotkey(1), second)
		));
		assert_eq!(owner_of::<Test>(hotkey(1)), Some(coldkey(0)));
		assert!(!ProvisionalOwner::<Test>::contains_key(hotkey(1)));
		assert!(!OwnedHotkeys::<Test>::contains_key(coldkey(1)));
	});
}

#[test]
fn work_should_be_refused_when_another_coldkey_is_the_hotkeys_confirmed_owner() {
	TestChain::default().with(easy).build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		run_blocks(1);
		register(FIRST, &coldkey(1), &hotkey(1));
		KeyRegistry::<Test>::confirm(&hotkey(1));
		let work = work_for(&hotkey(1), second);
		assert_noop!(
			register_by_work(&hotkey(1), second, &work),
			Error::<Test>::NonAssociatedColdKey
		);
	});
}

#[test]
fn seals_should_be_forgotten_when_their_block_is_no_longer_recent() {
	TestChain::default().with(easy).build_and_execute(|| {
		run_blocks(2);
		let work = work_for(&hotkey(1), FIRST);
		assert_ok!(register_by_work(&hotkey(1), FIRST, &work));
		run_blocks(2);
		assert!(UsedWork::<Test>::contains_key(work.0));
		run_blocks(1);
		assert!(!UsedWork::<Test>::contains_key(work.0));
		let stale = register_by_work(&hotkey(1), FIRST, &work);
		assert!(stale.is_err());
	});
}

fn call_for(
	owner: &AccountId,
	key: &AccountId,
	netuid: NetUid,
	work: &(u64, u64, Vec<u8>),
) -> sp_runtime::DispatchResult {
	SubtensorModule::register(
		signed(key),
		netuid,
		work.0,
		work.1,
		work.2.clone(),
		key.clone(),
		owner.clone(),
	)
}

#[test]
fn seal_should_serve_once_wherever_and_for_whomever_it_is_brought_again() {
	TestChain::default()
		.with(easy)
		.with(lonely)
		.build_and_execute(|| {
			let second = create_subnet(&hotkey(9));
			MaxAllowedUids::<Test>::insert(second, 2);
			run_blocks(2);
			let (key, work) = (hotkey(1), work_for(&hotkey(1), FIRST));
			assert_ok!(call_for(&coldkey(0), &key, FIRST, &work));
			NeuronRegistry::<Test>::open_prices(FIRST);
			assert_noop!(
				call_for(&coldkey(0), &key, second, &work),
				Error::<Test>::WorkAlreadyUsed
			);
			// Replaced and released, the hotkey could be anybody's; its old work is not fresh for that.
			register(FIRST, &coldkey(2), &hotkey(2));
			assert_eq!(owner_of::<Test>(&key), None);
			for (owner, netuid) in [(0, FIRST), (1, FIRST), (1, second)] {
				assert_noop!(
					call_for(&coldkey(owner), &key, netuid, &work),
					Error::<Test>::WorkAlreadyUsed
				);
			}
		});
}

#[test]
fn seal_should_serve_once_up_to_the_last_block_of_its_window() {
	TestChain::default().with(easy).build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		run_blocks(2);
		let (late, early) = (work_for(&hotkey(1), FIRST), work_for(&hotkey(2), FIRST));
		assert_ok!(register_by_work(&hotkey(2), FIRST, &early));
		// Three blocks count: the work is as old as it can be.
		run_blocks(2);
		assert_eq!(Pallet::<Test>::now() - late.0, WorkWindow::<Test>::get());
		MinDifficulty::<Test>::insert(FIRST, 1);
		NeuronRegistry::<Test>::open_prices(FIRST);
		assert_ok!(register_by_work(&hotkey(1), FIRST, &late));
		for (key, work) in [(hotkey(1), &late), (hotkey(2), &early)] {
			assert_noop!(
				register_by_work(&key, second, work),
				Error::<Test>::WorkAlreadyUsed
			);
		}
		run_blocks(1);
		assert!(!UsedWork::<Test>::contains_key(late.0), "and is forgotten");
		for (key, work) in [(hotkey(1), &late), (hotkey(2), &early)] {
			assert_noop!(
				register_by_work(&key, second, work),
				Error::<Test>::InvalidWorkBlock
			);
		}
	});
}

#[test]
fn difficulty_should_follow_demand() {
	TestChain::default().with(easy).build_and_execute(|| {
		run_blocks(2);
		let mut shown = vec![];
		for key in 1..=4 {
			assert_ok!(register_by_work(
				&hotkey(key),
				FIRST,
				&work_for(&hotkey(key), FIRST)
			));
			shown.push(Difficulty::<Test>::get(FIRST));
		}
		assert_eq!(shown, vec![21, 27, 35, 45], "times 1.26, rounded up");
		run_blocks(360);
		let now = NeuronRegistry::<Test>::difficulty(FIRST);
		assert!((23..=24).contains(&now), "{now}");
		assert!(Difficulty::<Test>::get(FIRST) >= now);
		run_blocks(360);
		assert_eq!(
			NeuronRegistry::<Test>::difficulty(FIRST),
			16,
			"not below the least"
		);
	});
}

#[test]
fn difficulty_should_be_sound_when_its_terms_are_extreme() {
	let dear = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.min_difficulty = u64::MAX / 4;
		genesis.subnet_defaults.max_difficulty = u64::MAX / 4;
	};
	TestChain::default().with(dear).build_and_execute(|| {
		run_blocks(1);
		assert_eq!(NeuronRegistry::<Test>::difficulty(FIRST), u64::MAX / 4);
		let seal = crate::neurons::seal(0, System::block_hash(1).as_ref(), &hotkey(1));
		assert_noop!(
			register_by_work(&hotkey(1), FIRST, &(1, 0, seal.to_vec())),
			Error::<Test>::InvalidDifficulty
		);
	});
	// Difficulty 1 asks for nothing: the product never overflows.
	let free_for_all = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.min_difficulty = 1;
		genesis.subnet_defaults.max_difficulty = 1;
		genesis.subnet_defaults.burn_half_life = 1;
	};
	TestChain::default().with(free_for_all).build_and_execute(|| {
		run_blocks(1);
		for key in 1..=3 {
			let seal = crate::neurons::seal(0, System::block_hash(1).as_ref(), &hotkey(key));
			assert_ok!(register_by_work(&hotkey(key), FIRST, &(1, 0, seal.to_vec())));
			assert_eq!(
				NeuronRegistry::<Test>::difficulty(FIRST),
				1,
				"least and highest are one"
			);
		}
	});
	TestChain::default()
		.with(easy)
		.with(|genesis| genesis.subnet_defaults.burn_half_life = 1)
		.build_and_execute(|| {
			set_difficulty(FIRST, u64::MAX / 4);
			run_blocks(1);
			assert_eq!(NeuronRegistry::<Test>::difficulty(FIRST), u64::MAX / 8 + 1);
			run_blocks(70);
			assert_eq!(NeuronRegistry::<Test>::difficulty(FIRST), 16);
		});
}
