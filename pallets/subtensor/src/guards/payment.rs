//! The fee, waived where a call is free.

use super::{FreeCall, Terms};
use crate::{Call, Config};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{
	dispatch::{DispatchInfo, PostDispatchInfo},
	pallet_prelude::{DispatchResult, TransactionSource, TransactionValidityError, Weight},
	traits::{Get, IsSubType},
};
use scale_info::{StaticTypeInfo, Type, TypeInfo};
use sp_runtime::traits::{
	AsSystemOriginSigner, Dispatchable, Implication, TransactionExtension, TransactionExtensionMetadata,
	ValidateResult,
};

/// Takes the fee by `Payment`, unless the call is free. On the wire it is `Payment`. A free call has no priority over one that pays.
#[derive(Clone, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq)]
pub struct ChargeUnlessFree<T, Payment>(Payment, PhantomData<T>);

impl<T, Payment: core::fmt::Debug> core::fmt::Debug for ChargeUnlessFree<T, Payment> {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		self.0.fmt(f)
	}
}

impl<T, Payment> From<Payment> for ChargeUnlessFree<T, Payment> {
	fn from(payment: Payment) -> Self {
		Self(payment, PhantomData)
	}
}

impl<T, Payment: StaticTypeInfo> TypeInfo for ChargeUnlessFree<T, Payment> {
	type Identity = Payment;

	fn type_info() -> Type {
		Payment::type_info()
	}
}

impl<T: Config + Send + Sync, Payment: TransactionExtension<T::RuntimeCall>>
	TransactionExtension<T::RuntimeCall> for ChargeUnlessFree<T, Payment>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo> + IsSubType<Call<T>>,
	T::RuntimeOrigin: AsSystemOriginSigner<T::AccountId>,
{
	const IDENTIFIER: &'static str = Payment::IDENTIFIER;
	type Implicit = Payment::Implicit;
	/// Nothing where the call is free.
	type Val = Option<Payment::Val>;
	type Pre = Option<Payment::Pre>;

	fn metadata() -> alloc::vec::Vec<TransactionExtensionMetadata> {
		Payment::metadata()
	}

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		self.0.implicit()
	}

	/// That of `Payment`, and for calls of free kinds what their check reads.
	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		let reads = FreeCall::<T>::of(call).map_or(0, |free| free.reads);
		self.0
			.weight(call)
			.saturating_add(T::DbWeight::get().reads(reads)) // clamp: small weights
	}

	fn validate(
		&self,
		origin: T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
		implicit: Self::Implicit,
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let free = FreeCall::<T>::of(call);
		if let Some((who, free)) = origin.as_system_origin_signer().zip(free)
			&& free.terms(who)? == Terms::Free
		{
			return Ok((Default::default(), None, origin));
		}
		let (validity, val, origin) =
			self.0
				.validate(origin, call, info, len, implicit, implication, source)?;
		Ok((validity, Some(val), origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &T::RuntimeOrigin,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		val.map(|val| self.0.prepare(val, origin, call, info, len))
			.transpose()
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfo,
		post_info: &PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Some(pre) => Payment::post_dispatch_details(pre, info, post_info, len, result),
			None => Ok(Weight::zero()),
		}
	}
}
