//! Weights locked until a round of the beacon: true ones, copies of others', and bytes that are none.

use super::{Draft, Generators, Scene};
use codec::Encode;
use frame_support::BoundedVec;
use pallet_drand::{BeaconConfig, LastStoredRound};
use pallet_subtensor::{Call, MaxTimelockedBytes, Payload, SubnetworkN};
use subtensor_runtime::{AccountId, Runtime};
use subtensor_timelock::{Entropy, Native, PublicKey, encrypt};
use subtensor_types::{Mechanism, NetUid, RoundNumber};

pub(super) const GENERATORS: Generators = &[
	(
		"SubtensorModule.commit_crv3_mechanism_weights",
		commit_crv3_mechanism_weights,
	),
	(
		"SubtensorModule.commit_timelocked_mechanism_weights",
		commit_timelocked_mechanism_weights,
	),
	(
		"SubtensorModule.commit_timelocked_weights",
		commit_timelocked_weights,
	),
];

/// How many ciphertexts the accounts remember, to copy them.
const REMEMBERED: usize = 20;

/// Who commits to what.
struct Locked {
	hotkey: AccountId,
	mechanism: Mechanism,
	commit: BoundedVec<u8, MaxTimelockedBytes>,
	round: RoundNumber,
}

impl Scene<'_> {
	/// A round that comes soon; seldom one that is out, or never comes.
	pub(super) fn round_to_come(&mut self) -> RoundNumber {
		let last = LastStoredRound::<Runtime>::get();
		match self.dice.below(20) {
			0 => self.dice.one_of([0, last, last.saturating_sub(1), u64::MAX]), // clamp: 0 is as good
			1 => last.saturating_add(self.dice.one_of([100, 10_000_000, 11_000_000])), // clamp: never comes
			_ => last.saturating_add(self.dice.between(1, 5)),                  // clamp: never comes
		}
	}

	/// What somebody could hide; seldom what is of another, or no weights at all.
	fn hidden_text(&mut self, netuid: NetUid, hotkey: &AccountId) -> Vec<u8> {
		let (uids, values) = self.row((0..SubnetworkN::<Runtime>::get(netuid)).collect());
		let name = if self.dice.chance(92) {
			hotkey.encode()
		} else {
			self.hotkey().encode()
		};
		let payload = Payload {
			hotkey: name,
			uids,
			values,
			version_key: self.version_key(netuid),
		};
		let mut text = payload.encode();
		match self.dice.below(30) {
			0 => text.truncate(self.dice.below(text.len() as u64 + 1) as usize),
			1 => text.push(0),
			2 => text = self.noise(200),
			_ => (),
		}
		text
	}

	/// Up to so many bytes of nothing.
	pub(super) fn noise(&mut self, most: u64) -> Vec<u8> {
		let length = self.dice.below(most + 1);
		(0..length).map(|_| self.dice.number() as u8).collect()
	}

	/// A ciphertext as a client makes it.
	pub(super) fn encrypted(&mut self, text: &[u8], round: RoundNumber) -> Option<Vec<u8>> {
		let key = PublicKey::<Native>::decode_known(&BeaconConfig::<Runtime>::get().public_key).ok()?;
		let entropy = Entropy {
			key: [self.dice.number() as u8; 32],
			sigma: [self.dice.number() as u8; 32],
			nonce: [self.dice.number() as u8; 12],
		};
		encrypt(&key, round, text, &entropy)
	}

	/// A ciphertext to a round; often a copy, to another round, damaged, or none at all.
	fn ciphertext(&mut self, netuid: NetUid, hotkey: &AccountId, round: RoundNumber) -> Option<Vec<u8>> {
		if self.dice.chance(15) {
			let most = self.dice.one_of([0, 16, 300, 5_000]);
			return Some(self.noise(most));
		}
		if self.dice.chance(15) {
			return self.dice.pick(&self.memory.ciphertexts).cloned();
		}
		let text = self.hidden_text(netuid, hotkey);
		let to = if self.dice.chance(95) {
			round
		} else {
			round.wrapping_add(1)
		};
		let mut bytes = self.encrypted(&text, to)?;
		if self.dice.chance(12) {
			let at = self.dice.below(bytes.len() as u64) as usize;
			let bit = 1 << self.dice.below(8);
			if let Some(byte) = bytes.get_mut(at) {
				*byte ^= bit;
			}
		}
		if self.dice.chance(3) {
			bytes.truncate(self.dice.below(bytes.len() as u64) as usize);
		}
		self.memory.ciphertexts.push(bytes.clone());
		if self.memory.ciphertexts.len() > REMEMBERED {
			self.memory.ciphertexts.remove(0);
		}
		Some(bytes)
	}

	/// A commit of a validator in the main mechanism or in any.
	fn locked(&mut self, main: bool) -> Option<Locked> {
		let netuid = self.netuid_where_hidden(true);
		let hotkey = self.validator(netuid)?;
		let mechanism = if main {
			netuid.into()
		} else {
			self.mechanism(netuid)
		};
		let round = self.round_to_come();
		let commit = self.ciphertext(netuid, &hotkey, round)?.try_into().ok()?;
		Some(Locked {
			hotkey,
			mechanism,
			commit,
			round,
		})
	}

	/// The version of commits that the chain takes; seldom another.
	fn commit_version(&mut self) -> u16 {
		if self.dice.chance(97) {
			pallet_subtensor::validator_weights::TIMELOCK_VERSION
		} else {
			self.dice.number() as u16
		}
	}
}

fn commit_timelocked_weights(scene: &mut Scene) -> Option<Draft> {
	let Locked {
		hotkey,
		mechanism: Mechanism { netuid, .. },
		commit,
		round,
	} = scene.locked(true)?;
	let call = Call::commit_timelocked_weights {
		netuid,
		commit,
		reveal_round: round,
		commit_reveal_version: scene.commit_version(),
	};
	Draft::by(&hotkey, call)
}

fn commit_timelocked_mechanism_weights(scene: &mut Scene) -> Option<Draft> {
	let Locked {
		hotkey,
		mechanism: Mechanism { netuid, mecid },
		commit,
		round,
	} = scene.locked(false)?;
	let call = Call::commit_timelocked_mechanism_weights {
		netuid,
		mecid,
		commit,
		reveal_round: round,
		commit_reveal_version: scene.commit_version(),
	};
	Draft::by(&hotkey, call)
}

fn commit_crv3_mechanism_weights(scene: &mut Scene) -> Option<Draft> {
	let Locked {
		hotkey,
		mechanism: Mechanism { netuid, mecid },
		commit,
		round,
	} = scene.locked(false)?;
	let call = Call::commit_crv3_mechanism_weights {
		netuid,
		mecid,
		commit,
		reveal_round: round,
	};
	Draft::by(&hotkey, call)
}
