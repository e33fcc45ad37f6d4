//! Registration by burning, replacement, endpoints.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::UnfilteredDispatchable};

fn burned_register(owner: &AccountId, netuid: NetUid, key: &AccountId) -> sp_runtime::DispatchResult {
	SubtensorModule::burned_register(signed(owner), netuid, key.clone())
}

#[test]
fn registration_should_recycle_the_price_and_seat_the_hotkey() {
	TestChain::default().build_and_execute(|| {
		let (before, issuance) = (free(&coldkey(0)), Balances::total_issuance());
		assert_eq!(register(FIRST, &coldkey(0), &hotkey(1)), 0);
		assert_eq!(register(FIRST, &coldkey(0), &hotkey(2)), 1);
		// The price starts at 500,000 rao and rises by 26 % at each registration.
		assert_eq!(before - free(&coldkey(0)), 500_000 + 630_000);
		assert_eq!(issuance - Balances::total_issuance(), 1_130_000);
		assert_eq!(Burn::<Test>::get(FIRST), 793_800);
		assert_eq!(Owner::<Test>::get(hotkey(1)), Some(coldkey(0)));
		assert!(IsNetworkMember::<Test>::get(hotkey(2), FIRST));
		assert!(events().contains(&Event::NeuronRegistered(FIRST, 1, hotkey(2))));
	});
}

#[test]
fn price_should_halve_when_a_half_life_passes() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.min_burn = 1)
		.build_and_execute(|| {
			let start = 8 * TAO;
			Burn::<Test>::insert(FIRST, start);
			BurnUpdatedAt::<Test>::insert(FIRST, Pallet::<Test>::now());
			run_blocks(360);
			// Each epoch wrote the price down, rounded up.
			let price = NeuronRegistry::<Test>::price(FIRST);
			assert!((4 * TAO..4 * TAO + 200).contains(&price), "{price}");
			assert!(
				Burn::<Test>::get(FIRST) >= price,
				"what clients read is never below what is charged"
			);
		});
}

#[test]
fn registration_should_fail_when_refused_by_the_rules() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		let owner = coldkey(0);
		let root = burned_register(&owner, NetUid::ROOT, &hotkey(2));
		assert_noop!(root, Error::<Test>::RegistrationNotPermittedOnRootSubnet);
		assert_noop!(
			burned_register(&owner, NetUid(9), &hotkey(2)),
			Error::<Test>::SubnetNotExists
		);
		let again = burned_register(&owner, FIRST, &hotkey(1));
		assert_noop!(again, Error::<Test>::HotKeyAlreadyRegisteredInSubNet);
		let netuid = create_subnet(&hotkey(9));
		let foreign = burned_register(&coldkey(1), netuid, &hotkey(1));
		assert_noop!(foreign, Error::<Test>::NonAssociatedColdKey);
		assert_noop!(
			burned_register(&account(50), FIRST, &hotkey(2)),
			Error::<Test>::NotEnoughBalanceToStake
		);
		NetworkRegistrationAllowed::<Test>::insert(FIRST, false);
		assert_noop!(
			burned_register(&owner, FIRST, &hotkey(2)),
			Error::<Test>::SubNetRegistrationDisabled
		);
	});
}

#[test]
fn registration_should_be_refused_when_the_price_is_above_the_limit() {
	TestChain::default().build_and_execute(|| {
		let register =
			|netuid, limit| SubtensorModule::register_limit(signed(&coldkey(0)), netuid, hotkey(1), limit);
		assert_noop!(
			register(NetUid::ROOT, TAO),
			Error::<Test>::RegistrationNotPermittedOnRootSubnet
		);
		assert_noop!(
			register(FIRST, 499_999),
			Error::<Test>::RegistrationPriceLimitExceeded
		);
		let before = free(&coldkey(0));
		assert_ok!(register(FIRST, 500_000));
		assert_eq!(before - free(&coldkey(0)), 500_000);
		assert_eq!(Uids::<Test>::get(FIRST, hotkey(1)), Some(0));
		assert_noop!(
			register(FIRST, TAO),
			Error::<Test>::HotKeyAlreadyRegisteredInSubNet
		);
	});
}

#[test]
fn registration_should_leave_the_payer_its_existential_deposit() {
	TestChain::default().build_and_execute(|| {
		let poor = account(50);
		assert_ok!(Balances::transfer_allow_death(
			signed(&coldkey(0)),
			poor.clone(),
			500_000 + 499
		));
		assert_noop!(
			burned_register(&poor, FIRST, &hotkey(1)),
			Error::<Test>::NotEnoughBalanceToStake
		);
		assert_ok!(Balances::transfer_allow_death(
			signed(&coldkey(0)),
			poor.clone(),
			1
		));
		assert_ok!(burned_register(&poor, FIRST, &hotkey(1)));
		assert_eq!(free(&poor), 500);
	});
}

#[test]
fn newcomer_should_replace_the_least_paid_when_full() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.max_allowed_uids = 3)
		.with(three_validators)
		.build_and_execute(|| {
			for key in 1..=3 {
				register(FIRST, &coldkey(0), &hotkey(key));
			}
			Emission::<Test>::insert(FIRST, PerUid::try_from(vec![5, 3, 4]).unwrap());
			assert_ok!(SubtensorModule::serve_axon(
				signed(&hotkey(2)),
				FIRST,
				1,
				0x0808_0808,
				1,
				4,
				0,
				0,
				0
			));
			run_blocks(1);
			set_weights(FIRST, &hotkey(2), &[(1, 1)]);
			run_blocks(1);
			assert_eq!(register(FIRST, &coldkey(0), &hotkey(4)), 1);
			assert_eq!(Uids::<Test>::get(FIRST, hotkey(2)), None);
			assert!(!IsNetworkMember::<Test>::get(hotkey(2), FIRST));
			assert_eq!(Axons::<Test>::get(FIRST, hotkey(2)), None);
			assert!(WeightBook::<Test>::row(FIRST, 1).is_empty());
			assert_eq!(Emission::<Test>::get(FIRST).to_vec(), vec![5, 0, 4]);
			assert_eq!(BlockAtRegistration::<Test>::get(FIRST, 1), Pallet::<Test>::now());
			assert_eq!(SubnetworkN::<Test>::get(FIRST), 3);
		});
}

fn three_validators(genesis: &mut GenesisConfig<Test>) {
	genesis.subnet_defaults.max_allowed_validators = 3;
}

#[test]
fn newcomer_should_not_replace_the_owner_nor_the_immune() {
	let tiny = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.max_allowed_uids = 2;
		genesis.subnet_defaults.max_allowed_validators = 2;
		genesis.subnet_defaults.immunity_period = 100;
	};
	TestChain::default().with(tiny).build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		register(netuid, &coldkey(0), &hotkey(1));
		run_blocks(100);
		assert_eq!(
			register(netuid, &coldkey(0), &hotkey(2)),
			1,
			"uid 0 is the owner's"
		);
		// All but the owner are immune now: the same order applies among them.
		assert_eq!(register(netuid, &coldkey(0), &hotkey(3)), 1);
		assert_eq!(Keys::<Test>::get(netuid, 0), Some(hotkey(9)));
	});
}

fn lonely(genesis: &mut GenesisConfig<Test>) {
	genesis.subnet_defaults.max_allowed_uids = 1;
	genesis.subnet_defaults.max_allowed_validators = 1;
}

#[test]
fn newcomer_should_be_refused_when_only_the_owner_is_there() {
	TestChain::default().with(lonely).build_and_execute(|| {
		let netuid = create_subnet(&hotkey(9));
		assert_noop!(
			burned_register(&coldkey(0), netuid, &hotkey(1)),
			Error::<Test>::NoNeuronIdAvailable
		);
	});
}

fn serve(key: &AccountId, netuid: NetUid, ip: u128, port: u16, ip_type: u8) -> sp_runtime::DispatchResult {
	SubtensorModule::serve_axon(signed(key), netuid, 7, ip, port, ip_type, 1, 2, 3)
}

#[test]
fn endpoint_should_be_published() {
	TestChain::default().build_and_execute(|| {
		register(FIRST, &coldkey(0), &hotkey(1));
		assert_ok!(serve(&hotkey(1), FIRST, 0x0808_0808, 8091, 4));
		let expected = AxonInfo {
			block: 1,
			version: 7,
			ip: 0x0808_0808,
			port: 8091,
			ip_type: 4,
			protocol: 1,
			placeholder1: 2,
			placeholder2: 3,
		};
		assert_eq!(Axons::<Test>::get(FIRST, hotkey(1)), Some(expected));
		assert!(events().contains(&Event::AxonServed(FIRST, hotkey(1))));
	});
}

#[test]
fn endpoint_should_be_refused_when_it_is_senseless() {
	TestChain::default()
		.with(|genesis| genesis.subnet_defaults.serving_rate_limit = 5)
		.build_and_execute(|| {
			register(FIRST, &coldkey(0), &hotkey(1));
			assert_noop!(
				serve(&hotkey(1), NetUid(9), 1, 1, 4),
				Error::<Test>::SubnetNotExists
			);
			assert_noop!(
				serve(&hotkey(2), FIRST, 1, 1, 4),
				Error::<Test>::HotKeyNotRegisteredInSubNet
			);
			// The coldkey that owns the neuron's hotkey does not speak for it.
			assert_noop!(
				serve(&coldkey(0), FIRST, 0x0808_0808, 1, 4),
				Error::<Test>::HotKeyNotRegisteredInSubNet
			);
			assert_noop!(serve(&hotkey(1), FIRST, 1, 1, 5), Error::<Test>::InvalidIpType);
			assert_noop!(
				serve(&hotkey(1), FIRST, 0x7F00_0001, 1, 4),
				Error::<Test>::InvalidIpAddress
			);
			assert_noop!(
				serve(&hotkey(1), FIRST, 0x0808_0808, 0, 4),
				Error::<Test>::InvalidPort
			);
			assert_ok!(serve(&hotkey(1), FIRST, 0x0808_0808, 1, 4));
			run_blocks(4);
			assert_noop!(
				serve(&hotkey(1), FIRST, 0x0808_0808, 2, 4),
				Error::<Test>::ServingRateLimitExceeded
			);
			run_blocks(1);
			assert_ok!(serve(&hotkey(1), FIRST, 0, 1, 4));
		});
}

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
		assert_eq!(Owner::<Test>::get(hotkey(1)), Some(coldkey(0)));
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
		Difficulty::<Test>::insert(FIRST, u64::MAX / 4);
		assert_noop!(
			register_by_work(&key, FIRST, &work),
			Error::<Test>::InvalidDifficulty
		);
		NeuronRegistry::<Test>::open_difficulty(FIRST);
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
	use frame_support::dispatch::CheckIfFeeless;
	TestChain::default().with(easy).build_and_execute(|| {
		run_blocks(2);
		let (key, work) = (hotkey(1), work_for(&hotkey(1), FIRST));
		let call = call_of(&key, FIRST, &work);
		assert!(call.is_feeless(&signed(&key)));
		fill_used_work(work.0);
		assert_noop!(
			register_by_work(&key, FIRST, &work),
			Error::<Test>::TooManyRegistrationsThisBlock
		);
		assert!(!call.is_feeless(&signed(&key)), "what would fail is not free");
		run_blocks(1);
		assert_ok!(register_by_work(&key, FIRST, &work_for(&key, FIRST)));
	});
}

#[test]
fn work_should_be_refused_when_nobody_can_be_replaced() {
	use frame_support::dispatch::CheckIfFeeless;
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
			assert!(!call_of(&key, netuid, &work).is_feeless(&signed(&key)));
			// Where the only neuron is not the owner's, it is replaced.
			register(FIRST, &coldkey(0), &hotkey(2));
			assert!(call_of(&key, FIRST, &work).is_feeless(&signed(&key)));
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
		assert_eq!(Owner::<Test>::get(hotkey(1)), Some(coldkey(0)));
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
