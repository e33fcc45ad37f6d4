//! Weights that are committed to and revealed by somebody who has nothing.

use super::*;
use frame_support::traits::Hooks;
use pallet_subtensor::{Call, Reveal, Submission, guards::Refusal, validator_weights::commit_hash};
use sp_keyring::Sr25519Keyring::Eve;

#[test]
fn weights_should_be_hidden_and_revealed_without_funds() {
	let netuid = subtensor_types::NetUid(1);
	chain_with_a_poor_neuron(true, || {
		pallet_subtensor::CommitRevealWeightsEnabled::<Runtime>::insert(netuid, true);
		let submission = Submission {
			dests: &[0],
			values: &[1],
			version_key: 0,
		};
		let reveal = Reveal {
			submission,
			salt: &[5],
		};
		let commit = Call::commit_weights {
			netuid,
			commit_hash: commit_hash(&Eve.to_account_id(), netuid.into(), reveal),
		};
		let reveal = || Call::reveal_weights {
			netuid,
			uids: vec![0],
			values: vec![1],
			salt: vec![5],
			version_key: 0,
		};
		assert_eq!(
			apply(rate(0).into(), Eve, 1),
			Err(Refusal::CommitRevealEnabled.into())
		);
		assert_eq!(apply(commit.into(), Eve, 1), Ok(Ok(())));
		let early = Refusal::CommitBlockNotInRevealRange;
		assert_eq!(apply(reveal().into(), Eve, 2), Err(early.into()));
		let due = pallet_subtensor::EpochDue::<Runtime>::get(netuid).expect("subnet 1 has a tempo");
		let due = u32::try_from(due).expect("block numbers are u32");
		System::set_block_number(due);
		SubtensorModule::on_initialize(due);
		// Nobody has stake, so the epoch gave nobody a permit.
		let permits = pallet_subtensor::PerUid::try_from(vec![true]).expect("one fits");
		pallet_subtensor::ValidatorPermit::<Runtime>::insert(netuid, permits);
		let validity = validate(reveal().into(), Eve, 2).expect("its epoch has begun");
		assert_eq!(validity.provides.len(), 2, "one for the nonce, one for the call");
		assert_eq!(apply(reveal().into(), Eve, 2), Ok(Ok(())));
		assert_eq!(pallet_subtensor::Weights::<Runtime>::iter().count(), 1);
	});
}
