//! Weights that are committed to and revealed later, and batches of weights.

use super::{Draft, Generators, Scene};
use codec::Compact;
use pallet_subtensor::{
	Call, CommitRevealWeightsEnabled, IsNetworkMember, Submission, SubnetEpochIndex, SubnetworkN,
	WeightCommits,
	validator_weights::{Reveal, commit_hash},
};
use sp_core::H256;
use subtensor_runtime::{AccountId, Runtime};
use subtensor_types::{MechId, Mechanism, NetUid};

pub(super) const GENERATORS: Generators = &[
	("SubtensorModule.batch_commit_weights", batch_commit_weights),
	("SubtensorModule.batch_reveal_weights", batch_reveal_weights),
	("SubtensorModule.batch_set_weights", batch_set_weights),
	("SubtensorModule.commit_weights", commit_weights),
	("SubtensorModule.reveal_weights", reveal_weights),
];

/// How many commits the accounts remember.
const REMEMBERED: usize = 400;

/// Weights that somebody keeps to itself for now.
#[derive(Clone)]
pub(super) struct Committed {
	pub hotkey: AccountId,
	pub mechanism: Mechanism,
	pub uids: Vec<u16>,
	pub values: Vec<u16>,
	pub salt: Vec<u16>,
	pub version_key: u64,
}

impl Committed {
	pub fn hash(&self) -> H256 {
		let submission = Submission {
			dests: &self.uids,
			values: &self.values,
			version_key: self.version_key,
		};
		let salt = &self.salt;
		commit_hash(&self.hotkey, self.mechanism, Reveal { submission, salt })
	}

	/// Whether it can be revealed in this moment.
	fn is_due(&self) -> bool {
		let epoch = SubnetEpochIndex::<Runtime>::get(self.mechanism.netuid);
		let hash = self.hash();
		WeightCommits::<Runtime>::get(self.mechanism.index(), &self.hotkey)
			.iter()
			.any(|commit| commit.hash == hash && commit.reveal_epoch == epoch)
	}
}

impl Scene<'_> {
	/// A subnet on which weights are hidden, or are not; seldom any other.
	pub(super) fn netuid_where_hidden(&mut self, hidden: bool) -> NetUid {
		let all: Vec<NetUid> = self
			.subnets()
			.into_iter()
			.filter(|netuid| CommitRevealWeightsEnabled::<Runtime>::get(netuid) == hidden)
			.collect();
		match self.dice.pick(&all) {
			Some(netuid) if self.dice.clone().chance(95) => *netuid,
			_ => self.netuid(),
		}
	}

	/// Weights that somebody could commit to in a mechanism, remembered.
	pub(super) fn secret(&mut self, mechanism: Mechanism, hotkey: &AccountId) -> Committed {
		let netuid = mechanism.netuid;
		let (uids, values) = self.row((0..SubnetworkN::<Runtime>::get(netuid)).collect());
		let committed = Committed {
			hotkey: hotkey.clone(),
			mechanism,
			uids,
			values,
			salt: vec![self.dice.number() as u16; self.dice.clone().below(10) as usize],
			version_key: self.version_key(netuid),
		};
		self.memory.commits.push(committed.clone());
		if self.memory.commits.len() > REMEMBERED {
			self.memory.commits.remove(0);
		}
		committed
	}

	/// Weights to reveal, in the main mechanism or in any: mostly what can be revealed now.
	fn known(&mut self, main: bool) -> Option<Committed> {
		let due: Vec<&Committed> = self
			.memory
			.commits
			.iter()
			.filter(|commit| commit.is_due() && (!main || commit.mechanism.mecid == MechId::MAIN))
			.collect();
		match self.dice.pick(&due) {
			Some(committed) if self.dice.clone().chance(90) => Some((*committed).clone()),
			_ if self.dice.chance(30) => self.dice.pick(&self.memory.commits).cloned(),
			_ => None,
		}
	}

	/// A reveal: of whom, in which mechanism, and what.
	pub(super) fn revealed(&mut self, main: bool) -> Option<(AccountId, Committed)> {
		let mut committed = self.known(main)?;
		if self.dice.chance(4) {
			committed.values.reverse();
		}
		let signer = if self.dice.chance(97) {
			committed.hotkey.clone()
		} else {
			self.hotkey()
		};
		Some((signer, committed))
	}

	/// A validator with the subnets on which it is a neuron; seldom others, or the same one twice.
	fn validator_and_subnets(&mut self, hidden: bool) -> Option<(AccountId, Vec<NetUid>)> {
		let netuid = self.netuid_where_hidden(hidden);
		let hotkey = self.validator(netuid)?;
		let mut netuids = vec![netuid];
		for other in self.subnets() {
			let takes_part = IsNetworkMember::<Runtime>::get(&hotkey, other);
			if other != netuid && (takes_part || self.dice.chance(5)) {
				netuids.push(other);
			}
		}
		match self.dice.below(30) {
			0 => netuids.push(netuid),
			1 => netuids.clear(),
			2 => netuids = vec![netuid; 129],
			_ => {}
		}
		Some((hotkey, netuids))
	}
}

fn commit_weights(scene: &mut Scene) -> Option<Draft> {
	let netuid = scene.netuid_where_hidden(true);
	let hotkey = scene.validator(netuid)?;
	let commit_hash = scene.secret(netuid.into(), &hotkey).hash();
	Draft::by(&hotkey, Call::commit_weights { netuid, commit_hash })
}

fn reveal_weights(scene: &mut Scene) -> Option<Draft> {
	let (signer, committed) = scene.revealed(true)?;
	Draft::by(
		&signer,
		Call::reveal_weights {
			netuid: committed.mechanism.netuid,
			uids: committed.uids,
			values: committed.values,
			salt: committed.salt,
			version_key: committed.version_key,
		},
	)
}

fn batch_reveal_weights(scene: &mut Scene) -> Option<Draft> {
	let first = scene.known(true)?;
	let mut all = vec![first.clone()];
	let more: Vec<Committed> = scene
		.memory
		.commits
		.iter()
		.filter(|other| other.hotkey == first.hotkey && other.mechanism == first.mechanism && other.is_due())
		.cloned()
		.collect();
	match scene.dice.below(20) {
		0 => all.clear(),
		1 => all.push(first.clone()),
		2 => all = vec![first.clone(); 200],
		_ if !more.is_empty() => all = more,
		_ => {}
	}
	let mut version_keys: Vec<u64> = all.iter().map(|commit| commit.version_key).collect();
	if scene.dice.chance(3) {
		version_keys.push(0);
	}
	Draft::by(
		&first.hotkey,
		Call::batch_reveal_weights {
			netuid: first.mechanism.netuid,
			uids_list: all.iter().map(|commit| commit.uids.clone()).collect(),
			values_list: all.iter().map(|commit| commit.values.clone()).collect(),
			salts_list: all.into_iter().map(|commit| commit.salt).collect(),
			version_keys,
		},
	)
}

fn batch_commit_weights(scene: &mut Scene) -> Option<Draft> {
	let (hotkey, netuids) = scene.validator_and_subnets(true)?;
	let mut commit_hashes: Vec<H256> = netuids
		.iter()
		.map(|netuid| scene.secret((*netuid).into(), &hotkey).hash())
		.collect();
	if scene.dice.chance(3) {
		commit_hashes.push(H256::zero());
	}
	let netuids = netuids.into_iter().map(Compact).collect();
	Draft::by(
		&hotkey,
		Call::batch_commit_weights {
			netuids,
			commit_hashes,
		},
	)
}

fn batch_set_weights(scene: &mut Scene) -> Option<Draft> {
	let (hotkey, netuids) = scene.validator_and_subnets(false)?;
	let (mut weights, mut version_keys) = (vec![], vec![]);
	for netuid in &netuids {
		let (uids, values) = scene.row((0..SubnetworkN::<Runtime>::get(netuid)).collect());
		let pairs = uids.into_iter().zip(values);
		weights.push(pairs.map(|(uid, value)| (Compact(uid), Compact(value))).collect());
		version_keys.push(Compact(scene.version_key(*netuid)));
	}
	if scene.dice.chance(3) {
		version_keys.pop();
	}
	let netuids = netuids.into_iter().map(Compact).collect();
	Draft::by(
		&hotkey,
		Call::batch_set_weights {
			netuids,
			weights,
			version_keys,
		},
	)
}
