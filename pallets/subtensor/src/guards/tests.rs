//! What the pool lets in, what it refuses with which number, and what the checks weigh.

use super::*;
use crate::{mock::*, *};
use frame_support::{traits::UnfilteredDispatchable, weights::constants::ParityDbWeight};
use sp_runtime::traits::TransactionExtension;

fn weights_call(netuid: NetUid, dests: &[u16], weights: &[u16], version_key: u64) -> Call<Test> {
	Call::set_weights {
		netuid,
		dests: dests.to_vec(),
		weights: weights.to_vec(),
		version_key,
	}
}

fn root_call(netuid: NetUid, key: u8, dests: &[u16]) -> Call<Test> {
	Call::set_root_weights {
		netuid,
		hotkey: hotkey(key),
		dests: dests.to_vec(),
		weights: vec![1; dests.len()],
		version_key: 0,
	}
}

fn axon_call(netuid: NetUid, ip: u128, port: u16, ip_type: u8) -> Call<Test> {
	Call::serve_axon {
		netuid,
		version: 1,
		ip,
		port,
		ip_type,
		protocol: 0,
		placeholder1: 0,
		placeholder2: 0,
	}
}

/// A registration by work over block `block` with a seal that is right, whatever its size.
fn work_call(netuid: NetUid, block: u64, key: u8, nonce: u64) -> Call<Test> {
	let hash = System::block_hash(block);
	Call::register {
		netuid,
		block_number: block,
		nonce,
		work: neurons::seal(nonce, hash.as_ref(), &hotkey(key)).to_vec(),
		hotkey: hotkey(key),
		coldkey: coldkey(0),
	}
}

/// Asserts that the pool refuses the call with this number, and that dispatching it fails as well.
fn assert_refused(call: Call<Test>, signer: &AccountId, refusal: Refusal) {
	assert_eq!(terms(&call, signer), Some(Err(refusal)), "{call:?}");
	let dispatched = call.clone().dispatch_bypass_filter(signed(signer));
	assert!(dispatched.is_err(), "{call:?} was refused without need");
}

/// Asserts that the pool lets the call in, and that it succeeds then.
fn assert_free(call: Call<Test>, signer: &AccountId) {
	assert_eq!(terms(&call, signer), Some(Ok(Terms::Free)), "{call:?}");
	frame_support::assert_ok!(call.dispatch_bypass_filter(signed(signer)));
}

/// Three neurons on subnet 1, uid 0 with a permit; coldkey 0 has a seat on root with hotkey 1. A block has passed.
fn chain(test: impl FnOnce()) {
	let genesis = |genesis: &mut GenesisConfig<Test>| {
		genesis.subnet_defaults.min_difficulty = 1;
		genesis.work_window = 3;
	};
	TestChain::default().with(genesis).build_and_execute(|| {
		for key in 1..=3 {
			register(FIRST, &coldkey(0), &hotkey(key));
		}
		frame_support::assert_ok!(SubtensorModule::root_register(signed(&coldkey(0)), hotkey(1)));
		ValidatorPermit::<Test>::insert(FIRST, PerUid::try_from(vec![true, false, false]).unwrap());
		run_blocks(1);
		test();
	});
}

#[test]
fn weights_should_be_refused_with_their_numbers() {
	chain(|| {
		let key = hotkey(1);
		let of = |dests: &[u16]| weights_call(FIRST, dests, &vec![1; dests.len()], 0);
		let root = weights_call(NetUid::ROOT, &[1], &[1], 0);
		assert_refused(root, &key, Refusal::CanNotSetRootNetworkWeights);
		let nowhere = weights_call(NetUid(9), &[1], &[1], 0);
		assert_refused(nowhere, &key, Refusal::SubnetNotExists);
		let uneven = weights_call(FIRST, &[1, 2], &[1], 0);
		assert_refused(uneven, &key, Refusal::InputLengthsUnequal);
		assert_refused(of(&[0, 1, 2, 3]), &key, Refusal::UidsLengthExceedUidsInSubNet);
		assert_refused(of(&[1]), &hotkey(8), Refusal::HotKeyNotRegisteredInSubNet);
		assert_refused(of(&[0]), &hotkey(2), Refusal::NeuronNoValidatorPermit);
		assert_refused(of(&[1, 1]), &key, Refusal::DuplicateUids);
		assert_refused(of(&[3]), &key, Refusal::UidNotFound);
		assert_refused(of(&[]), &key, Refusal::WeightVecLengthIsLow);
		WeightsVersionKey::<Test>::insert(FIRST, 1);
		assert_refused(of(&[1]), &key, Refusal::IncorrectWeightVersionKey);
		let current = weights_call(FIRST, &[1], &[1], 1);
		StakeThreshold::<Test>::put(1);
		assert_refused(current.clone(), &key, Refusal::NotEnoughStakeToSetWeights);
		StakeThreshold::<Test>::kill();
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		assert_refused(current.clone(), &key, Refusal::CommitRevealEnabled);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, false);
		assert_free(current.clone(), &key);
		assert_refused(current, &key, Refusal::RateLimitExceeded);
	});
}

#[test]
fn hidden_weights_should_be_refused_with_their_numbers() {
	chain(|| {
		let key = hotkey(1);
		let commit = |values: &[u16]| {
			let submission = Submission {
				dests: &[1],
				values,
				version_key: 0,
			};
			let reveal = Reveal {
				submission,
				salt: &[],
			};
			Call::commit_weights {
				netuid: FIRST,
				commit_hash: validator_weights::commit_hash(&key, FIRST.into(), reveal),
			}
		};
		let reveal = |values: &[u16]| Call::reveal_weights {
			netuid: FIRST,
			uids: vec![1],
			values: values.to_vec(),
			salt: vec![],
			version_key: 0,
		};
		assert_refused(commit(&[1]), &key, Refusal::CommitRevealDisabled);
		assert_refused(reveal(&[1]), &key, Refusal::CommitRevealDisabled);
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		RevealPeriodEpochs::<Test>::insert(FIRST, 1);
		assert_refused(reveal(&[1]), &key, Refusal::CommitNotFound);
		assert_free(commit(&[1]), &key);
		assert_refused(commit(&[1]), &key, Refusal::RateLimitExceeded);
		assert_refused(reveal(&[2]), &key, Refusal::CommitNotFound);
		assert_refused(reveal(&[1]), &key, Refusal::CommitBlockNotInRevealRange);
		run_to_epoch(FIRST);
		// Nobody has stake, so the epoch gave nobody a permit.
		ValidatorPermit::<Test>::insert(FIRST, PerUid::try_from(vec![true, false, false]).unwrap());
		assert_free(reveal(&[1]), &key);
		for _ in 0..MAX_WEIGHT_COMMITS {
			let again = commit(&[1]).dispatch_bypass_filter(signed(&key));
			frame_support::assert_ok!(again);
			System::set_block_number(System::block_number() + 1);
		}
		assert_refused(commit(&[1]), &key, Refusal::TooManyUnrevealedCommits);
	});
}

#[test]
fn batches_should_take_the_places_of_their_items() {
	let places = |call: &Call<Test>| FreeCall::own(call).unwrap().places(&hotkey(1));
	let second = NetUid(2);
	let netuids = vec![codec::Compact(FIRST), codec::Compact(second)];
	let set = |netuid| places(&weights_call(netuid, &[1], &[1], 0));
	let batch = Call::batch_set_weights {
		netuids: netuids.clone(),
		weights: vec![],
		version_keys: vec![],
	};
	assert_eq!(places(&batch), [set(FIRST), set(second)].concat());

	let commit = |netuid| {
		places(&Call::commit_weights {
			netuid,
			commit_hash: H256::zero(),
		})
	};
	let batch = Call::batch_commit_weights {
		netuids,
		commit_hashes: vec![],
	};
	assert_eq!(places(&batch), [commit(FIRST), commit(second)].concat());
	assert_ne!(commit(FIRST), set(FIRST));

	let reveal = Call::reveal_weights {
		netuid: FIRST,
		uids: vec![],
		values: vec![],
		salt: vec![],
		version_key: 0,
	};
	let batch = Call::batch_reveal_weights {
		netuid: FIRST,
		uids_list: vec![],
		values_list: vec![],
		salts_list: vec![],
		version_keys: vec![],
	};
	assert_eq!(places(&batch), places(&reveal));
}

#[test]
fn root_weights_should_be_refused_with_their_numbers() {
	chain(|| {
		let (owner, root) = (coldkey(0), NetUid::ROOT);
		assert_refused(root_call(FIRST, 1, &[1]), &owner, Refusal::NotRootSubnet);
		assert_refused(root_call(root, 9, &[1]), &owner, Refusal::HotKeyAccountNotExists);
		assert_refused(
			root_call(root, 1, &[1]),
			&coldkey(1),
			Refusal::NonAssociatedColdKey,
		);
		assert_refused(
			root_call(root, 2, &[1]),
			&owner,
			Refusal::HotKeyNotRegisteredInSubNet,
		);
		assert_refused(root_call(root, 1, &[1, 1]), &owner, Refusal::DuplicateUids);
		assert_refused(root_call(root, 1, &[0]), &owner, Refusal::UidNotFound);
		let many = root_call(root, 1, &[1, 2, 3]);
		assert_refused(many, &owner, Refusal::UidsLengthExceedUidsInSubNet);
		assert_free(root_call(root, 1, &[1]), &owner);
		assert_refused(root_call(root, 1, &[1]), &owner, Refusal::RateLimitExceeded);
	});
}

#[test]
fn axon_should_be_refused_with_its_numbers() {
	chain(|| {
		let (key, ip) = (hotkey(1), 0x0808_0808);
		assert_refused(axon_call(NetUid(9), ip, 1, 4), &key, Refusal::SubnetNotExists);
		let stranger = hotkey(8);
		assert_refused(
			axon_call(FIRST, ip, 1, 4),
			&stranger,
			Refusal::HotKeyNotRegisteredInSubNet,
		);
		assert_refused(axon_call(FIRST, ip, 1, 5), &key, Refusal::InvalidIpType);
		assert_refused(
			axon_call(FIRST, 0x7F00_0001, 1, 4),
			&key,
			Refusal::InvalidIpAddress,
		);
		assert_refused(axon_call(FIRST, ip, 0, 4), &key, Refusal::InvalidPort);
		assert_free(axon_call(FIRST, ip, 1, 4), &key);
		assert_refused(
			axon_call(FIRST, ip, 2, 4),
			&key,
			Refusal::ServingRateLimitExceeded,
		);
	});
}

#[test]
fn certificate_should_be_refused_with_its_numbers() {
	chain(|| {
		let of = |certificate| Call::serve_axon_tls {
			netuid: FIRST,
			version: 1,
			ip: 0x0808_0808,
			port: 1,
			ip_type: 4,
			protocol: 0,
			placeholder1: 0,
			placeholder2: 0,
			certificate,
		};
		let key = hotkey(1);
		assert_refused(of(vec![1]), &key, Refusal::InvalidCertificate);
		assert_free(of(vec![1, 2]), &key);
		assert_refused(of(vec![1, 2]), &key, Refusal::ServingRateLimitExceeded);
	});
}

#[test]
fn metrics_should_be_refused_with_their_numbers() {
	chain(|| {
		let (key, address) = (hotkey(1), 0x0808_0808);
		let of = |netuid, ip, port, ip_type| Call::serve_prometheus {
			netuid,
			version: 1,
			ip,
			port,
			ip_type,
		};
		assert_refused(of(NetUid(9), address, 1, 4), &key, Refusal::SubnetNotExists);
		let stranger = Refusal::HotKeyNotRegisteredInSubNet;
		assert_refused(of(FIRST, address, 1, 4), &hotkey(8), stranger);
		assert_refused(of(FIRST, address, 1, 5), &key, Refusal::InvalidIpType);
		assert_refused(of(FIRST, 1, 1, 6), &key, Refusal::InvalidIpAddress);
		assert_refused(of(FIRST, address, 0, 4), &key, Refusal::InvalidPort);
		assert_free(of(FIRST, address, 1, 4), &key);
		assert_free(axon_call(FIRST, address, 1, 4), &key);
		let again = Refusal::ServingRateLimitExceeded;
		assert_refused(of(FIRST, address, 1, 4), &key, again);
	});
}

#[test]
fn work_should_be_refused_with_its_numbers() {
	chain(|| {
		run_blocks(1);
		set_difficulty(FIRST, 1);
		let (key, signer) = (5, hotkey(5));
		let of = |netuid| work_call(netuid, 2, key, 0);
		assert_refused(of(FIRST), &hotkey(6), Refusal::TransactorAccountShouldBeHotKey);
		let root = Refusal::RegistrationNotPermittedOnRootSubnet;
		assert_refused(of(NetUid::ROOT), &signer, root);
		assert_refused(of(NetUid(9)), &signer, Refusal::SubnetNotExists);
		let registered = Refusal::HotKeyAlreadyRegisteredInSubNet;
		assert_refused(work_call(FIRST, 2, 1, 0), &hotkey(1), registered);
		assert_refused(work_call(FIRST, 3, key, 0), &signer, Refusal::InvalidWorkBlock);
		let Call::register {
			netuid,
			block_number,
			work,
			hotkey,
			coldkey: owner,
			..
		} = of(FIRST)
		else {
			unreachable!();
		};
		let other = Call::register {
			netuid,
			block_number,
			nonce: 1,
			work,
			hotkey,
			coldkey: owner,
		};
		assert_refused(other, &signer, Refusal::InvalidSeal);

		set_difficulty(FIRST, u64::MAX / 4);
		assert_refused(of(FIRST), &signer, Refusal::InvalidDifficulty);
		set_difficulty(FIRST, 1);
		NetworkPowRegistrationAllowed::<Test>::insert(FIRST, false);
		assert_refused(of(FIRST), &signer, Refusal::SubNetRegistrationDisabled);
		NetworkPowRegistrationAllowed::<Test>::insert(FIRST, true);

		KeyRegistry::<Test>::confirm(&crate::mock::hotkey(1));
		let second = create_subnet(&crate::mock::hotkey(9));
		let foreign = Call::register {
			netuid: second,
			block_number: 2,
			nonce: 0,
			work: neurons::seal(0, System::block_hash(2).as_ref(), &crate::mock::hotkey(1)).to_vec(),
			hotkey: crate::mock::hotkey(1),
			coldkey: coldkey(1),
		};
		assert_refused(foreign, &crate::mock::hotkey(1), Refusal::NonAssociatedColdKey);
		MaxAllowedValidators::<Test>::insert(second, 1);
		MaxAllowedUids::<Test>::insert(second, 1);
		assert_refused(of(second), &signer, Refusal::NoNeuronIdAvailable);
		MaxAllowedUids::<Test>::insert(second, 2);

		assert_free(of(FIRST), &signer);
		set_difficulty(second, 1);
		assert_refused(of(second), &signer, Refusal::WorkAlreadyUsed);
		let seals = (0..u64::from(MAX_SEALS)).map(H256::from_low_u64_be);
		UsedWork::<Test>::insert(2, Bounded::try_from(seals.collect::<Vec<_>>()).unwrap());
		set_difficulty(FIRST, 1);
		let full = Refusal::TooManyRegistrationsThisBlock;
		assert_refused(work_call(FIRST, 2, 6, 0), &crate::mock::hotkey(6), full);
	});
}

#[test]
fn owner_should_be_refused_with_its_numbers() {
	chain(|| {
		let call = Call::confirm_owner { coldkey: coldkey(2) };
		assert_refused(call.clone(), &hotkey(8), Refusal::HotKeyAccountNotExists);
		assert_free(call.clone(), &hotkey(1));
		assert_refused(call, &hotkey(1), Refusal::OwnerAlreadyConfirmed);
	});
}

#[test]
fn refusal_should_be_a_bad_request_when_the_error_is_none_of_this_pallets() {
	TestChain::default().build_and_execute(|| {
		let foreign = pallet_balances::Error::<Test>::InsufficientBalance.into();
		assert_eq!(Refusal::of::<Test>(foreign), Refusal::BadRequest);
		assert_eq!(
			Refusal::of::<Test>(sp_runtime::DispatchError::BadOrigin),
			Refusal::BadRequest
		);
		let ours = Error::<Test>::Overflow.into();
		assert_eq!(Refusal::of::<Test>(ours), Refusal::BadRequest);
	});
}

#[test]
fn numbers_should_stay_as_clients_know_them() {
	let numbers = [
		(Refusal::SubnetNotExists, 3),
		(Refusal::HotKeyAccountNotExists, 4),
		(Refusal::RateLimitExceeded, 6),
		(Refusal::HotKeyNotRegisteredInSubNet, 10),
		(Refusal::InvalidIpAddress, 11),
		(Refusal::ServingRateLimitExceeded, 12),
		(Refusal::InvalidPort, 13),
		(Refusal::CommitNotFound, 16),
		(Refusal::CommitBlockNotInRevealRange, 17),
		(Refusal::InputLengthsUnequal, 18),
		(Refusal::UidNotFound, 19),
		(Refusal::NonAssociatedColdKey, 25),
		(Refusal::InvalidIpType, 64),
		(Refusal::NeuronNoValidatorPermit, 65),
		(Refusal::DuplicateUids, 66),
		(Refusal::WeightVecLengthIsLow, 67),
		(Refusal::IncorrectWeightVersionKey, 68),
		(Refusal::UidsLengthExceedUidsInSubNet, 69),
		(Refusal::CanNotSetRootNetworkWeights, 70),
		(Refusal::NotRootSubnet, 71),
		(Refusal::RegistrationNotPermittedOnRootSubnet, 72),
		(Refusal::SubNetRegistrationDisabled, 73),
		(Refusal::HotKeyAlreadyRegisteredInSubNet, 74),
		(Refusal::NoNeuronIdAvailable, 75),
		(Refusal::InvalidWorkBlock, 76),
		(Refusal::InvalidSeal, 77),
		(Refusal::InvalidDifficulty, 78),
		(Refusal::WorkAlreadyUsed, 79),
		(Refusal::TooManyRegistrationsThisBlock, 80),
		(Refusal::TransactorAccountShouldBeHotKey, 81),
		(Refusal::OwnerAlreadyConfirmed, 82),
		(Refusal::InvalidCertificate, 83),
		(Refusal::NotEnoughStakeToSetWeights, 84),
		(Refusal::CommitRevealEnabled, 85),
		(Refusal::CommitRevealDisabled, 86),
		(Refusal::TooManyUnrevealedCommits, 87),
		(Refusal::BatchTooLong, 88),
		(Refusal::CallFiltered, 89),
		(Refusal::BadRequest, 255),
	];
	for (refusal, number) in numbers {
		assert_eq!(refusal as u8, number, "{refusal:?}");
	}
}

#[test]
fn places_should_be_one_per_kind_subnet_and_neuron() {
	let places = |call: &Call<Test>, signer: u8| FreeCall::own(call).unwrap().places(&hotkey(signer));
	let weights = weights_call(FIRST, &[1], &[1], 0);
	let same = weights_call(FIRST, &[2], &[1], 7);
	assert_eq!(places(&weights, 1), places(&same, 1));
	assert_ne!(places(&weights, 1), places(&weights, 2));
	assert_ne!(
		places(&weights, 1),
		places(&weights_call(NetUid(2), &[1], &[1], 0), 1)
	);
	assert_ne!(places(&weights, 1), places(&axon_call(FIRST, 1, 1, 4), 1));
	// Root's place is that of the hotkey, whoever signs.
	let vote = root_call(NetUid::ROOT, 1, &[1]);
	assert_eq!(places(&vote, 1), places(&vote, 2));
}

/// What the check of nonces weighs beyond FRAME's, in reads.
fn reads(call: Call<Test>) -> u64 {
	let known = frame_system::CheckNonce::<Test>::from(0).weight(&call.clone().into());
	let ours = CheckNonce::<Test>::from(0).weight(&call.into()) - known;
	ours.ref_time() / ParityDbWeight::get().read
}

#[test]
fn weight_should_count_each_destination_when_root_votes() {
	assert_eq!(reads(root_call(NetUid::ROOT, 1, &[])), 17);
	assert_eq!(reads(root_call(NetUid::ROOT, 1, &[1; 64])), 81);
}

#[test]
fn weight_should_count_each_item_when_a_batch_is_set() {
	let batch = |items: usize| {
		reads(Call::batch_set_weights {
			netuids: vec![codec::Compact(FIRST); items],
			weights: vec![vec![]; items],
			version_keys: vec![codec::Compact(0); items],
		})
	};
	let set = reads(weights_call(FIRST, &[], &[], 0));
	assert_eq!(batch(0), 0);
	assert_eq!(batch(3), 3 * set);
	assert_eq!(batch(1_000), 128 * set, "a longer batch is refused unread");
}

#[test]
fn weight_should_count_what_is_asked_of_the_signer_when_a_call_is_never_free() {
	assert_eq!(reads(Call::start_call { netuid: FIRST }), 2);
}
