//! Guards: what is checked of a transaction before it enters the pool, and again before a block.
//!
//! Owns [`CheckNonce`]. It lets a hotkey that nobody ever funded in if it brings valid proof of work, and gives every free call one
//! place in the pool, so that nobody can fill it for nothing.

use crate::{Call, Config, Owner};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
	dispatch::{CheckIfFeeless, DispatchInfo, PostDispatchInfo},
	pallet_prelude::{
		DispatchResult, InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
		Weight,
	},
	traits::{Get, IsSubType},
};
use scale_info::{StaticTypeInfo, Type, TypeInfo};
use sp_runtime::traits::{
	AsSystemOriginSigner, Dispatchable, Implication, TransactionExtension, ValidateResult, Zero,
};
use subtensor_types::NetUid;

/// FRAME's check of nonces, with a door for newcomers and one place per free call. On the wire it is FRAME's.
#[derive(CloneNoBound, DebugNoBound, Decode, DecodeWithMemTracking, Encode, EqNoBound, PartialEqNoBound)]
pub struct CheckNonce<T: Config>(frame_system::CheckNonce<T>);

/// What validation found.
pub enum Val<Known, AccountId> {
	/// An account that exists, or no signer: FRAME's own finding.
	Known(Known),
	/// A hotkey that nobody ever funded, with valid proof of work.
	Newcomer(AccountId),
}

type Frames<T> = frame_system::CheckNonce<T>;
type CallOf<T> = <T as frame_system::Config>::RuntimeCall;

impl<T: Config> CheckNonce<T> {
	/// The check for a transaction with this nonce.
	pub fn from(nonce: T::Nonce) -> Self {
		Self(frame_system::CheckNonce::from(nonce))
	}

	/// Lets a newcomer in: its nonce has to be the first that is unused, since nothing of it can wait in the pool.
	fn admit(&self, who: &T::AccountId) -> Result<ValidTransaction, TransactionValidityError> {
		let (nonce, expected) = (self.0.0, frame_system::Account::<T>::get(who).nonce);
		if nonce < expected {
			return Err(InvalidTransaction::Stale.into());
		}
		if nonce > expected {
			return Err(InvalidTransaction::Future.into());
		}
		Ok(ValidTransaction {
			provides: vec![(who, nonce).encode()],
			..Default::default()
		})
	}
}

/// Whether the signer of a free call has no account that could pay for a nonce, but brings proof of work.
fn is_newcomer<T: Config>(who: &T::AccountId, call: &Call<T>) -> bool {
	let account = frame_system::Account::<T>::get(who);
	let unknown = account.providers.is_zero() && account.sufficients.is_zero();
	unknown && matches!(call, Call::register { .. }) && !Owner::<T>::contains_key(who)
}

/// The place of a free call in the pool: one per kind, subnet and neuron.
fn place<T: Config>(who: &T::AccountId, call: &Call<T>) -> Option<Vec<u8>> {
	let (kind, netuid, neuron) = match call {
		Call::set_weights { netuid, .. } => (0u8, netuid, who),
		Call::serve_axon { netuid, .. } => (4, netuid, who),
		Call::register { netuid, hotkey, .. } => (6, netuid, hotkey),
		Call::set_root_weights { netuid, hotkey, .. } => (8, netuid, hotkey),
		Call::confirm_owner { .. } => (200, &NetUid::ROOT, who),
		_ => return None,
	};
	Some((b"free", kind, netuid, neuron).encode())
}

impl<T: Config> TypeInfo for CheckNonce<T>
where
	frame_system::CheckNonce<T>: StaticTypeInfo,
{
	type Identity = frame_system::CheckNonce<T>;

	fn type_info() -> Type {
		<frame_system::CheckNonce<T> as TypeInfo>::type_info()
	}
}

impl<T: Config + Send + Sync> TransactionExtension<T::RuntimeCall> for CheckNonce<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo> + IsSubType<Call<T>>,
	T::RuntimeOrigin: AsSystemOriginSigner<T::AccountId> + Clone,
	frame_system::CheckNonce<T>: TransactionExtension<T::RuntimeCall, Implicit = ()> + StaticTypeInfo,
{
	const IDENTIFIER: &'static str = "CheckNonce";
	type Implicit = ();
	type Val = Val<<Frames<T> as TransactionExtension<CallOf<T>>>::Val, T::AccountId>;
	type Pre = Option<<Frames<T> as TransactionExtension<CallOf<T>>>::Pre>;

	/// FRAME's, and for calls of this pallet what it takes to see whether they are free: here, and when the fee is charged.
	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		let known = self.0.weight(call);
		let Some(call) = call.is_sub_type() else {
			return known;
		};
		let reads = free_check_reads(call).saturating_mul(2); // clamp: small numbers
		known.saturating_add(T::DbWeight::get().reads(reads)) // clamp: small weights
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
		implicit: (),
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let ours = origin.as_system_origin_signer().cloned().zip(call.is_sub_type());
		let free = ours.filter(|(_, call)| call.is_feeless(&origin));
		let place = free.as_ref().and_then(|(who, call)| place::<T>(who, call));
		let newcomer = free.filter(|(who, call)| is_newcomer::<T>(who, call));
		let (mut validity, val, origin) = match newcomer {
			Some((who, _)) => (self.admit(&who)?, Val::Newcomer(who), origin),
			None => {
				let (validity, val, origin) =
					self.0
						.validate(origin, call, info, len, implicit, implication, source)?;
				(validity, Val::Known(val), origin)
			}
		};
		validity.provides.extend(place);
		Ok((validity, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		match val {
			Val::Known(val) => self.0.prepare(val, origin, call, info, len).map(Some),
			Val::Newcomer(who) => {
				frame_system::CheckNonce::<T>::prepare_nonce_for_account(&who, self.0.0)?;
				Ok(None)
			}
		}
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfo,
		post_info: &PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Some(pre) => {
				frame_system::CheckNonce::<T>::post_dispatch_details(pre, info, post_info, len, result)
			}
			None => Ok(Weight::zero()),
		}
	}
}

/// The most items read to see whether a call is free, its signer's account among them.
fn free_check_reads<T: Config>(call: &Call<T>) -> u64 {
	match call {
		Call::set_weights { .. } => 12,
		Call::serve_axon { .. } => 6,
		Call::register { .. } => 23,
		Call::confirm_owner { .. } => 3,
		// Each destination has to be a subnet. clamp: a length
		Call::set_root_weights { dests, .. } => (dests.len() as u64).saturating_add(16),
		_ => 0,
	}
}

#[cfg(test)]
mod tests {
	//! What the check of nonces weighs.

	use super::*;
	use crate::mock::*;
	use frame_support::weights::constants::ParityDbWeight;

	fn reads(call: Call<Test>) -> u64 {
		let check = CheckNonce::<Test>::from(0);
		let known = frame_system::CheckNonce::<Test>::from(0).weight(&call.clone().into());
		let ours = check.weight(&call.into()) - known;
		ours.ref_time() / ParityDbWeight::get().read
	}

	#[test]
	fn weight_should_count_each_destination_twice_when_root_votes() {
		let vote = |dests: usize| {
			reads(Call::set_root_weights {
				netuid: NetUid::ROOT,
				hotkey: hotkey(1),
				dests: vec![1; dests],
				weights: vec![1; dests],
				version_key: 0,
			})
		};
		assert_eq!(vote(0), 32);
		assert_eq!(vote(64), 160);
	}

	#[test]
	fn weight_should_be_frames_when_a_call_is_never_free() {
		assert_eq!(reads(Call::start_call { netuid: FIRST }), 0);
	}
}
