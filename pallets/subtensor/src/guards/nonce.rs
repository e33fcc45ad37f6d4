//! The check of nonces, with the pool's check of free calls and a door for newcomers.

use super::{FreeCall, Kind, Refusal, Terms};
use crate::{Call, Config, KeySwapper, Owner};
use alloc::vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
	dispatch::{DispatchInfo, PostDispatchInfo},
	ensure,
	pallet_prelude::{
		DispatchResult, InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
		Weight,
	},
	traits::{Contains, Get, IsSubType},
};
use scale_info::{StaticTypeInfo, Type, TypeInfo};
use sp_runtime::traits::{
	AsSystemOriginSigner, Dispatchable, Implication, TransactionExtension, ValidateResult, Zero,
};

/// FRAME's check of nonces, with a door for newcomers and the check of free calls. On the wire it is FRAME's.
#[derive(CloneNoBound, DebugNoBound, Decode, DecodeWithMemTracking, Encode, EqNoBound, PartialEqNoBound)]
pub struct CheckNonce<T: Config>(frame_system::CheckNonce<T>);

/// What validation found.
pub enum Val<Known, AccountId> {
	/// An account that exists, or no signer: FRAME's own finding.
	Known(Known),
	/// A hotkey that nobody ever funded, with valid proof of work.
	Newcomer(AccountId),
}

/// Items read to see whether the swap of a signer is announced, or disputed.
const SIGNER_READS: u64 = 2;

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

/// The refusal of a transaction that FRAME's check refuses. Whoever has no account is told why its call would fail, if it is of a free
/// kind: that it could pay for nothing would not help.
fn refuse<T: Config>(
	error: TransactionValidityError,
	direct: Option<&(T::AccountId, FreeCall<T>)>,
) -> TransactionValidityError {
	let without_account = error == InvalidTransaction::Payment.into();
	match direct
		.filter(|_direct| without_account)
		.map(|(who, call)| call.terms(who))
	{
		Some(Err(refusal)) => refusal.into(),
		Some(Ok(_)) | None => error,
	}
}

/// Whether a coldkey cannot make the call while its swap is announced.
fn stands_still<T: Config>(free: Option<&FreeCall<T>>) -> bool {
	!free.is_some_and(FreeCall::goes_on_in_a_swap)
}

/// Whether the signer has no account that could pay for a nonce, but brings work. That the work is valid is checked with the call.
fn is_newcomer<T: Config>(who: &T::AccountId, call: &FreeCall<T>) -> bool {
	let account = frame_system::Account::<T>::get(who);
	let unknown = account.providers.is_zero() && account.sufficients.is_zero();
	unknown && call.kind == Kind::Work && !Owner::<T>::contains_key(who)
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

	/// FRAME's, whether the signer's swap is announced, and for calls of free kinds what their check reads.
	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		let free = FreeCall::<T>::of(call);
		let check = free.as_ref().map_or(0, |free| free.reads);
		let signer = if stands_still(free.as_ref()) {
			SIGNER_READS
		} else {
			0
		};
		self.0
			.weight(call)
			.saturating_add(T::DbWeight::get().reads(check.saturating_add(signer))) // clamp: small weights
	}

	/// The nonce comes first: it is cheap, and what is stale deserves no more.
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
		let signer = origin.as_system_origin_signer().cloned();
		let free = FreeCall::<T>::of(call);
		if let Some(who) = signer.as_ref().filter(|_who| stands_still(free.as_ref())) {
			KeySwapper::<T>::ensure_not_announced(who).map_err(Refusal::of::<T>)?;
		}
		let direct = signer.zip(free);
		let newcomer = direct.as_ref().filter(|(who, call)| is_newcomer::<T>(who, call));
		let (mut validity, val, origin) = match newcomer {
			Some((who, _)) => (self.admit(who)?, Val::Newcomer(who.clone()), origin),
			None => {
				let (validity, val, origin) = self
					.0
					.validate(origin, call, info, len, implicit, implication, source)
					.map_err(|error| refuse::<T>(error, direct.as_ref()))?;
				(validity, Val::Known(val), origin)
			}
		};
		if let Some((who, free)) = direct {
			ensure!(T::BaseCallFilter::contains(call), Refusal::CallFiltered);
			if free.terms(&who)? == Terms::Free {
				validity.provides.extend(free.places(&who));
			}
		}
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
