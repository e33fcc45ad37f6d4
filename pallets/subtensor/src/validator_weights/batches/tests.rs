//! Batches over several subnets.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

type Row = Vec<(Compact<u16>, Compact<u16>)>;

fn nets(netuids: &[NetUid]) -> Vec<Compact<NetUid>> {
	netuids.iter().copied().map(Compact).collect()
}

fn row(entries: &[(u16, u16)]) -> Row {
	entries
		.iter()
		.map(|(uid, value)| (Compact(*uid), Compact(*value)))
		.collect()
}

fn set_all(netuids: &[NetUid], rows: &[Row]) -> DispatchResult {
	let versions = vec![Compact(0); rows.len()];
	SubtensorModule::batch_set_weights(signed(&hotkey(1)), nets(netuids), rows.to_vec(), versions)
}

fn commit_all(netuids: &[NetUid], hashes: &[H256]) -> DispatchResult {
	SubtensorModule::batch_commit_weights(signed(&hotkey(1)), nets(netuids), hashes.to_vec())
}

/// Hotkey 1 validates on subnet 1 and on another, each with two neurons more. On the second it is the first to come.
fn two_subnets(test: impl FnOnce(NetUid)) {
	TestChain::default().build_and_execute(|| {
		let second = create_subnet(&hotkey(9));
		for netuid in [FIRST, second] {
			for key in 1..=3 {
				register(netuid, &coldkey(0), &hotkey(key));
			}
			let mut permits = ValidatorPermit::<Test>::get(netuid).into_inner();
			let uid = Uids::<Test>::get(netuid, hotkey(1)).unwrap();
			permits[usize::from(uid)] = true;
			ValidatorPermit::<Test>::insert(netuid, PerUid::try_from(permits).unwrap());
		}
		run_blocks(1);
		test(second);
	});
}

#[test]
fn batch_should_set_each_item() {
	two_subnets(|second| {
		assert_ok!(set_all(
			&[FIRST, second],
			&[row(&[(1, 1), (2, 2)]), row(&[(2, 7)])]
		));
		assert_eq!(
			WeightBook::<Test>::row(FIRST.into(), 0).to_vec(),
			vec![(1, 32_768), (2, 65_535)]
		);
		assert_eq!(
			WeightBook::<Test>::row(second.into(), 1).to_vec(),
			vec![(2, 65_535)]
		);
		let done = Event::BatchWeightsCompleted(nets(&[FIRST, second]), hotkey(1));
		assert_eq!(events().last(), Some(&done));
	});
}

#[test]
fn batch_should_go_on_when_an_item_fails() {
	two_subnets(|second| {
		let rows = [row(&[(9, 1)]), row(&[(2, 7)]), row(&[(1, 1)]), row(&[(2, 8)])];
		assert_ok!(set_all(&[FIRST, second, NetUid::ROOT, second], &rows));
		assert!(WeightBook::<Test>::row(FIRST.into(), 0).is_empty());
		assert_eq!(
			WeightBook::<Test>::row(second.into(), 1).to_vec(),
			vec![(2, 65_535)]
		);
		let failed = |netuid, error: Error<Test>| Event::BatchWeightItemFailed(netuid, error.into());
		assert_eq!(
			events(),
			vec![
				failed(FIRST, Error::<Test>::UidVecContainInvalidOne),
				Event::OwnerConfirmed {
					hotkey: hotkey(1),
					coldkey: coldkey(0)
				},
				Event::WeightsSet(second.into(), 1),
				failed(NetUid::ROOT, Error::<Test>::CanNotSetRootNetworkWeights),
				failed(second, Error::<Test>::SettingWeightsTooFast),
				Event::BatchCompletedWithErrors(),
			]
		);
	});
}

#[test]
fn batch_should_leave_out_subnets_that_hide_weights() {
	two_subnets(|second| {
		CommitRevealWeightsEnabled::<Test>::insert(FIRST, true);
		assert_ok!(set_all(&[FIRST, second], &[row(&[(1, 1)]), row(&[(2, 7)])]));
		let hidden = Error::<Test>::CommitRevealEnabled.into();
		assert!(events().contains(&Event::BatchWeightItemFailed(FIRST, hidden)));
		run_blocks(1);
		let hashes = [1, 2].map(H256::repeat_byte);
		assert_ok!(commit_all(&[FIRST, second], &hashes));
		let open = Error::<Test>::CommitRevealDisabled.into();
		assert!(events().contains(&Event::WeightsCommitted(hotkey(1), FIRST.into(), hashes[0])));
		assert!(events().contains(&Event::BatchWeightItemFailed(second, open)));
		assert_eq!(events().last(), Some(&Event::BatchCompletedWithErrors()));
	});
}

#[test]
fn batch_of_commits_should_note_each_item() {
	two_subnets(|second| {
		for netuid in [FIRST, second] {
			CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
		}
		assert_ok!(commit_all(&[FIRST, second], &[1, 2].map(H256::repeat_byte)));
		assert_eq!(WeightCommits::<Test>::iter().count(), 2);
		let done = Event::BatchWeightsCompleted(nets(&[FIRST, second]), hotkey(1));
		assert_eq!(events().last(), Some(&done));
	});
}

#[test]
fn batch_should_be_refused_when_its_lists_are_unequal_or_long() {
	two_subnets(|second| {
		let unequal = Error::<Test>::InputLengthsUnequal;
		assert_noop!(set_all(&[FIRST], &[row(&[(1, 1)]), row(&[(1, 1)])]), unequal);
		let versions = |count: usize| {
			let rows = vec![row(&[(1, 1)])];
			let keys = vec![Compact(0); count];
			SubtensorModule::batch_set_weights(signed(&hotkey(1)), nets(&[second]), rows, keys)
		};
		assert_noop!(versions(2), Error::<Test>::InputLengthsUnequal);
		assert_noop!(commit_all(&[FIRST], &[]), Error::<Test>::InputLengthsUnequal);
		let long = MAX_BATCH_ITEMS as usize + 1;
		assert_noop!(
			set_all(&vec![FIRST; long], &vec![row(&[(1, 1)]); long]),
			Error::<Test>::BatchTooLong
		);
		assert_noop!(
			commit_all(&vec![FIRST; long], &vec![H256::zero(); long]),
			Error::<Test>::BatchTooLong
		);
	});
}

#[test]
fn batch_should_be_free_only_when_every_item_would_be() {
	use crate::guards::{Refusal, Terms};
	two_subnets(|second| {
		let set = |netuids: &[NetUid], rows: &[Row]| {
			let call = Call::<Test>::batch_set_weights {
				netuids: nets(netuids),
				weights: rows.to_vec(),
				version_keys: vec![Compact(0); rows.len()],
			};
			terms(&call, &hotkey(1))
		};
		let commit = |netuids: &[NetUid]| {
			let call = Call::<Test>::batch_commit_weights {
				netuids: nets(netuids),
				commit_hashes: vec![H256::zero(); netuids.len()],
			};
			terms(&call, &hotkey(1))
		};
		let (free, paid) = (Some(Ok(Terms::Free)), Some(Ok(Terms::Paid)));
		let good = row(&[(2, 7)]);
		let both = [good.clone(), good.clone()];
		assert_eq!(set(&[FIRST, second], &both), free);
		assert_eq!(set(&[FIRST, second], &[good.clone(), row(&[(9, 1)])]), paid);
		assert_eq!(set(&[second, second], &both), paid, "twice");
		assert_eq!(set(&[], &[]), paid, "nothing to do");
		let unequal = Some(Err(Refusal::InputLengthsUnequal));
		assert_eq!(set(&[FIRST], &both), unequal);
		let long = MAX_BATCH_ITEMS as usize + 1;
		let too_long = Some(Err(Refusal::BatchTooLong));
		assert_eq!(set(&vec![FIRST; long], &vec![good; long]), too_long);
		assert_eq!(commit(&[FIRST]), paid, "not hidden");
		for netuid in [FIRST, second] {
			CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
		}
		assert_eq!(commit(&[FIRST, second]), free);
		assert_eq!(commit(&[FIRST, FIRST]), paid, "twice");
		assert_eq!(commit(&[]), paid, "nothing to do");
		assert_eq!(set(&[FIRST, second], &both), paid, "hidden");
	});
}
