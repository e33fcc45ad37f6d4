//! The calls that cost nothing: one table, from which the pool's check, its weight, the places in the pool and the waiver of the fee come.
//!
//! To make a call free, give it a row in [`FreeCall::own`]; nothing else is needed but codes for what its check can meet
//! ([`Refusal`]) and a test for each of them. Other pallets give theirs by [`FreeCalls`].

use super::Refusal;
use crate::{
	Call, CommitBatch, Config, Error, KeyRegistry, KeySwapper, MAX_BATCH_ITEMS, MAX_HOTKEYS,
	MAX_WEIGHT_COMMITS, MaxTimelockedBytes, NeuronRegistry, Reveal, RevealBatch, RootCouncil, Sealed,
	SetBatch, WeightBook, Work,
	swaps::MAX_SWAPPED_POSITIONS,
	validator_weights::Submission,
	weights::{COMMIT_READS, ITEM_READS, REVEAL_READS, SET_READS, TIMELOCK_READS},
};
use alloc::{boxed::Box, vec, vec::Vec};
use codec::{Compact, Encode};
use frame_support::{BoundedVec, ensure, pallet_prelude::DispatchError, traits::IsSubType};
use subtensor_types::{Endpoint, MechId, Mechanism, NetUid, RoundNumber};

/// What a free call is about. A neuron has one place per kind and mechanism of a subnet in the pool.
#[derive(Clone, Copy, Debug, Encode, Eq, PartialEq)]
pub enum Kind {
	/// Weights over neurons.
	Weights,
	/// Root's weights over subnets.
	RootWeights,
	/// The endpoint at which a neuron answers, with a certificate or without.
	Axon,
	/// The endpoint of a neuron's metrics.
	Prometheus,
	/// A registration by proof of work.
	Work,
	/// Whose a hotkey is.
	Owner,
	/// A commit to weights.
	Commit,
	/// Weights that were committed to.
	Reveal,
	/// What a neuron says of itself to its subnet.
	Commitment,
	/// The announced swap of a coldkey.
	ColdkeySwap,
}

impl Kind {
	/// Whether calls of this kind go on while an emergency holds others back: consensus needs them.
	pub fn goes_on_in_safe_mode(self) -> bool {
		match self {
			Self::Weights
			| Self::RootWeights
			| Self::Commit
			| Self::Reveal
			| Self::Axon
			| Self::Prometheus
			| Self::Commitment => true,
			Self::Work | Self::Owner | Self::ColdkeySwap => false,
		}
	}
}

/// On which terms a call that would succeed gets into a block.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Terms {
	/// It costs nothing.
	Free,
	/// It pays like any other.
	Paid,
}

/// Whether a call would succeed in the block at hand if this account signed it, and on which terms.
type Check<'a, T> = Box<dyn Fn(&<T as frame_system::Config>::AccountId) -> Result<Terms, DispatchError> + 'a>;

/// The free calls of another pallet.
pub trait FreeCalls<T: Config> {
	/// The row of a call; `None` if it is none of the pallet's, or its kind always pays.
	fn of(call: &T::RuntimeCall) -> Option<FreeCall<'_, T>>;

	/// The refusal that an error of the pallet's checks becomes.
	fn refusal(error: DispatchError) -> Refusal;
}

/// No other pallet has any.
impl<T: Config> FreeCalls<T> for () {
	fn of(_call: &T::RuntimeCall) -> Option<FreeCall<'_, T>> {
		None
	}

	fn refusal(_error: DispatchError) -> Refusal {
		Refusal::BadRequest
	}
}

/// A row of the table: a call of a kind that can be free.
pub struct FreeCall<'a, T: Config> {
	/// What it is about.
	pub kind: Kind,
	/// The mechanisms of subnets in which it takes a place in the pool: the main one where it names none, root's where it is about no subnet.
	pub mechanisms: Vec<Mechanism>,
	/// The hotkey whose place it takes. `None`: the signer.
	pub hotkey: Option<&'a T::AccountId>,
	/// The most items of storage that the check reads, the signer's account among them.
	pub reads: u64,
	check: Check<'a, T>,
}

impl<'a, T: Config> FreeCall<'a, T> {
	/// The row of a call; `None` if its kind always pays.
	pub fn of(call: &'a T::RuntimeCall) -> Option<Self>
	where
		T::RuntimeCall: IsSubType<Call<T>>,
	{
		match call.is_sub_type() {
			Some(call) => Self::own(call),
			None => T::OtherFreeCalls::of(call),
		}
	}

	/// A row for another pallet's call about one subnet, signed by the neuron that it is about. `check` reads up to so many items.
	pub fn of_neuron(
		kind: Kind,
		netuid: NetUid,
		reads: u64,
		check: impl Fn(&T::AccountId) -> Result<Terms, DispatchError> + 'a,
	) -> Self {
		Self {
			kind,
			mechanisms: vec![netuid.into()],
			hotkey: None,
			reads,
			check: Box::new(check),
		}
	}

	/// The row of a call of this pallet.
	pub fn own(call: &'a Call<T>) -> Option<Self> {
		Some(match call {
			Call::set_weights {
				netuid,
				dests,
				weights,
				version_key,
			} => Self::weights((*netuid).into(), submission(dests, weights, *version_key)),
			Call::set_mechanism_weights {
				netuid,
				mecid,
				dests,
				weights,
				version_key,
			} => Self::weights(mechanism(netuid, mecid), submission(dests, weights, *version_key)),
			Call::serve_axon {
				netuid,
				ip,
				port,
				ip_type,
				..
			} => Self::axon(netuid, endpoint(*ip, *port, *ip_type), None),
			Call::serve_axon_tls {
				netuid,
				ip,
				port,
				ip_type,
				certificate,
				..
			} => Self::axon(netuid, endpoint(*ip, *port, *ip_type), Some(certificate)),
			Call::serve_prometheus {
				netuid,
				ip,
				port,
				ip_type,
				..
			} => Self {
				kind: Kind::Prometheus,
				mechanisms: vec![(*netuid).into()],
				hotkey: None,
				reads: 6,
				check: Box::new(move |hotkey| {
					let endpoint = endpoint(*ip, *port, *ip_type);
					NeuronRegistry::<T>::check_prometheus(hotkey, *netuid, endpoint).map(|()| Terms::Free)
				}),
			},
			Call::register {
				netuid,
				block_number,
				nonce,
				work,
				hotkey,
				coldkey,
			} => Self {
				kind: Kind::Work,
				mechanisms: vec![(*netuid).into()],
				hotkey: Some(hotkey),
				reads: 23,
				check: Box::new(move |signer| {
					ensure!(signer == hotkey, Error::<T>::TransactorAccountShouldBeHotKey);
					let work = Work {
						block: *block_number,
						nonce: *nonce,
						seal: work,
					};
					NeuronRegistry::<T>::check_registration_by_work(hotkey, coldkey, *netuid, &work)
						.map(|_| Terms::Free)
				}),
			},
			Call::set_root_weights {
				netuid,
				hotkey,
				dests,
				weights,
				version_key,
			} => Self {
				kind: Kind::RootWeights,
				mechanisms: vec![(*netuid).into()],
				hotkey: Some(hotkey),
				// Each destination has to be a subnet.
				reads: (dests.len() as u64).saturating_add(17), // clamp: a length
				check: Box::new(move |coldkey| {
					let submission = submission(dests, weights, *version_key);
					RootCouncil::<T>::check_weights(coldkey, *netuid, hotkey, submission).map(|_| Terms::Free)
				}),
			},
			Call::confirm_owner { .. } => Self {
				kind: Kind::Owner,
				mechanisms: vec![NetUid::ROOT.into()],
				hotkey: None,
				reads: 3,
				check: Box::new(|hotkey| KeyRegistry::<T>::ensure_provisional(hotkey).map(|()| Terms::Free)),
			},
			Call::batch_set_weights {
				netuids,
				weights,
				version_keys,
			} => {
				let batch = SetBatch {
					netuids,
					weights,
					version_keys,
				};
				Self {
					kind: Kind::Weights,
					mechanisms: each(netuids),
					hotkey: None,
					reads: of_items(netuids, SET_READS),
					check: Box::new(move |hotkey| WeightBook::<T>::set_all_terms(hotkey, batch)),
				}
			}
			Call::commit_weights { netuid, .. } => Self::commit((*netuid).into()),
			Call::commit_mechanism_weights { netuid, mecid, .. } => Self::commit(mechanism(netuid, mecid)),
			Call::commit_timelocked_weights {
				netuid,
				commit,
				reveal_round,
				commit_reveal_version,
			} => Self::timelocked(
				(*netuid).into(),
				sealed(commit, *reveal_round, *commit_reveal_version),
			),
			Call::commit_crv3_mechanism_weights {
				netuid,
				mecid,
				commit,
				reveal_round,
			} => Self::timelocked(
				mechanism(netuid, mecid),
				Sealed::of_present_version(commit, *reveal_round),
			),
			Call::commit_timelocked_mechanism_weights {
				netuid,
				mecid,
				commit,
				reveal_round,
				commit_reveal_version,
			} => Self::timelocked(
				mechanism(netuid, mecid),
				sealed(commit, *reveal_round, *commit_reveal_version),
			),
			Call::batch_commit_weights {
				netuids,
				commit_hashes,
			} => {
				let batch = CommitBatch {
					netuids,
					hashes: commit_hashes,
				};
				Self {
					kind: Kind::Commit,
					mechanisms: each(netuids),
					hotkey: None,
					reads: of_items(netuids, COMMIT_READS),
					check: Box::new(move |hotkey| WeightBook::<T>::commit_all_terms(hotkey, batch)),
				}
			}
			Call::reveal_weights {
				netuid,
				uids,
				values,
				salt,
				version_key,
			} => {
				let submission = submission(uids, values, *version_key);
				Self::reveal((*netuid).into(), Reveal { submission, salt })
			}
			Call::reveal_mechanism_weights {
				netuid,
				mecid,
				uids,
				values,
				salt,
				version_key,
			} => {
				let submission = submission(uids, values, *version_key);
				Self::reveal(mechanism(netuid, mecid), Reveal { submission, salt })
			}
			Call::batch_reveal_weights {
				netuid,
				uids_list,
				values_list,
				salts_list,
				version_keys,
			} => {
				let batch = RevealBatch {
					uids: uids_list,
					values: values_list,
					salts: salts_list,
					version_keys,
				};
				Self {
					kind: Kind::Reveal,
					mechanisms: vec![(*netuid).into()],
					hotkey: None,
					reads: REVEAL_AT_MOST,
					check: Box::new(move |hotkey| WeightBook::<T>::reveal_all_terms(hotkey, *netuid, batch)),
				}
			}
			Call::announce_coldkey_swap { .. } => {
				Self::coldkey_swap(ANNOUNCE_READS, KeySwapper::<T>::announce_terms)
			}
			Call::swap_coldkey_announced { new_coldkey } => Self::coldkey_swap(SWAP_READS, move |old| {
				KeySwapper::<T>::check_coldkey_swap(old, new_coldkey).map(|_positions| Terms::Free)
			}),
			Call::dispute_coldkey_swap {} => Self::coldkey_swap(ANNOUNCE_READS, |coldkey| {
				KeySwapper::<T>::check_dispute(coldkey).map(|()| Terms::Free)
			}),
			Call::clear_coldkey_swap_announcement {} => Self::coldkey_swap(ANNOUNCE_READS, |coldkey| {
				KeySwapper::<T>::check_clear(coldkey).map(|()| Terms::Free)
			}),
			_ => return None,
		})
	}

	/// The row of weights in the open.
	fn weights(mechanism: Mechanism, submission: Submission<'a>) -> Self {
		Self {
			kind: Kind::Weights,
			mechanisms: vec![mechanism],
			hotkey: None,
			reads: SET_READS,
			check: Box::new(move |hotkey| WeightBook::<T>::terms(hotkey, mechanism, submission)),
		}
	}

	/// The row of a commit.
	fn commit(mechanism: Mechanism) -> Self {
		Self {
			kind: Kind::Commit,
			mechanisms: vec![mechanism],
			hotkey: None,
			reads: COMMIT_READS,
			check: Box::new(move |hotkey| WeightBook::<T>::commit_terms(hotkey, mechanism)),
		}
	}

	/// The row of a time-locked commit.
	fn timelocked(mechanism: Mechanism, sealed: Sealed<'a>) -> Self {
		Self {
			kind: Kind::Commit,
			mechanisms: vec![mechanism],
			hotkey: None,
			reads: TIMELOCK_READS,
			check: Box::new(move |hotkey| WeightBook::<T>::timelocked_terms(hotkey, mechanism, sealed)),
		}
	}

	/// The row of a reveal.
	fn reveal(mechanism: Mechanism, reveal: Reveal<'a>) -> Self {
		Self {
			kind: Kind::Reveal,
			mechanisms: vec![mechanism],
			hotkey: None,
			reads: REVEAL_READS.saturating_add(ITEM_READS), // clamp: small numbers
			check: Box::new(move |hotkey| WeightBook::<T>::reveal_terms(hotkey, mechanism, &[reveal])),
		}
	}

	/// The row of an endpoint, with a certificate or without.
	fn axon(netuid: &NetUid, endpoint: Endpoint, certificate: Option<&'a Vec<u8>>) -> Self {
		let netuid = *netuid;
		Self {
			kind: Kind::Axon,
			mechanisms: vec![netuid.into()],
			hotkey: None,
			reads: 6,
			check: Box::new(move |hotkey| {
				let certificate = certificate.map(Vec::as_slice);
				NeuronRegistry::<T>::check_axon(hotkey, netuid, endpoint, certificate).map(|_| Terms::Free)
			}),
		}
	}

	/// The row of a call about the announced swap of the signer, which can pay for nothing.
	fn coldkey_swap(reads: u64, check: impl Fn(&T::AccountId) -> Result<Terms, DispatchError> + 'a) -> Self {
		Self {
			kind: Kind::ColdkeySwap,
			mechanisms: vec![NetUid::ROOT.into()],
			hotkey: None,
			reads,
			check: Box::new(check),
		}
	}

	/// Whether the call would succeed in the block at hand if `signer` signed it, and on which terms.
	pub fn terms(&self, signer: &T::AccountId) -> Result<Terms, Refusal> {
		(self.check)(signer).map_err(Refusal::of::<T>)
	}

	/// Whether a coldkey may make the call while its swap is announced: it moves neither money nor ownership, or is about the swap.
	pub fn goes_on_in_a_swap(&self) -> bool {
		self.kind == Kind::ColdkeySwap || self.kind.goes_on_in_safe_mode()
	}

	/// The places in the pool that the call takes, as tags: of two calls with a tag in common only one gets in.
	pub fn places(&self, signer: &T::AccountId) -> Vec<Vec<u8>> {
		let neuron = self.hotkey.unwrap_or(signer);
		self.mechanisms
			.iter()
			.map(|mechanism| (b"free", self.kind, mechanism, neuron).encode())
			.collect()
	}
}

/// The most items that a batch of reveals reads: no more can be opened than there are commits.
const REVEAL_AT_MOST: u64 = REVEAL_READS + MAX_WEIGHT_COMMITS as u64 * ITEM_READS;

/// Items read to see whether a swap can be announced, disputed or taken back.
const ANNOUNCE_READS: u64 = 5;
/// The most items read to see whether an announced swap can be carried out: each position, and each hotkey of the list.
const SWAP_READS: u64 = 10 + MAX_SWAPPED_POSITIONS as u64 + MAX_HOTKEYS as u64;

/// The main mechanisms of the subnets of a batch.
fn each(netuids: &[Compact<NetUid>]) -> Vec<Mechanism> {
	netuids.iter().map(|netuid| netuid.0.into()).collect()
}

/// What the items of a batch read. A batch that is too long is refused unread.
fn of_items(netuids: &[Compact<NetUid>], reads: u64) -> u64 {
	let items = netuids.len().min(MAX_BATCH_ITEMS as usize) as u64;
	items.saturating_mul(reads) // clamp: small numbers
}

/// A mechanism as a call names it.
fn mechanism(netuid: &NetUid, mecid: &MechId) -> Mechanism {
	Mechanism {
		netuid: *netuid,
		mecid: *mecid,
	}
}

/// Weights as a call names them.
fn submission<'a>(dests: &'a [u16], values: &'a [u16], version_key: u64) -> Submission<'a> {
	Submission {
		dests,
		values,
		version_key,
	}
}

/// Time-locked weights as a call names them.
fn sealed(ciphertext: &BoundedVec<u8, MaxTimelockedBytes>, round: RoundNumber, version: u16) -> Sealed<'_> {
	Sealed {
		ciphertext,
		round,
		version,
	}
}

/// An endpoint as a call names it.
fn endpoint(ip: u128, port: u16, ip_type: u8) -> Endpoint {
	Endpoint { ip, port, ip_type }
}
