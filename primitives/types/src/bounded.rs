//! A bounded list that looks like a plain one to clients.

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, Get};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::{StaticTypeInfo, Type, TypeInfo};

/// A list of at most `N` items.
///
/// Metadata describes it as `Vec<T>`, and it encodes as one: `BoundedVec`'s own description is a struct with one field, which
/// some clients decode into a tuple of one.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen)]
#[codec(mel_bound(T: MaxEncodedLen))]
pub struct Bounded<T, N: Get<u32>>(BoundedVec<T, N>);

impl<T, N: Get<u32>> Bounded<T, N> {
	/// The items.
	pub fn as_slice(&self) -> &[T] {
		&self.0
	}

	/// Appends an item, or gives it back when the list is full.
	pub fn try_push(&mut self, item: T) -> Result<(), T> {
		self.0.try_push(item)
	}

	/// The item at `index`, to be changed in place.
	pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
		self.0.get_mut(index)
	}

	/// Whether no further item fits.
	pub fn is_full(&self) -> bool {
		self.0.is_full()
	}

	/// Keeps the items for which `keep` holds.
	pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
		self.0.retain(keep)
	}

	/// The items as a vector.
	pub fn into_inner(self) -> Vec<T> {
		self.0.into_inner()
	}
}

impl<T, N: Get<u32>> TryFrom<Vec<T>> for Bounded<T, N> {
	type Error = Vec<T>;

	/// Gives the items back when there are more than `N`.
	fn try_from(items: Vec<T>) -> Result<Self, Vec<T>> {
		BoundedVec::try_from(items).map(Self)
	}
}

impl<T, N: Get<u32>> From<BoundedVec<T, N>> for Bounded<T, N> {
	fn from(items: BoundedVec<T, N>) -> Self {
		Self(items)
	}
}

impl<T, N: Get<u32>> core::ops::Deref for Bounded<T, N> {
	type Target = [T];

	fn deref(&self) -> &[T] {
		self.as_slice()
	}
}

impl<T, N: Get<u32>> Default for Bounded<T, N> {
	fn default() -> Self {
		Self(BoundedVec::default())
	}
}

impl<T: Clone, N: Get<u32>> Clone for Bounded<T, N> {
	fn clone(&self) -> Self {
		Self(self.0.clone())
	}
}

impl<T: PartialEq, N: Get<u32>> PartialEq for Bounded<T, N> {
	fn eq(&self, other: &Self) -> bool {
		self.as_slice() == other.as_slice()
	}
}

impl<T: Eq, N: Get<u32>> Eq for Bounded<T, N> {}

impl<T: core::fmt::Debug, N: Get<u32>> core::fmt::Debug for Bounded<T, N> {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		self.as_slice().fmt(f)
	}
}

impl<T: StaticTypeInfo, N: Get<u32> + 'static> TypeInfo for Bounded<T, N> {
	type Identity = Vec<T>;

	fn type_info() -> Type {
		Vec::<T>::type_info()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use bounded_collections::ConstU32;

	type Three = Bounded<u16, ConstU32<3>>;

	#[test]
	fn bounded_should_encode_like_a_vec() {
		let items = vec![1u16, 2, 3];
		let bounded = Three::try_from(items.clone()).unwrap();
		assert_eq!(bounded.encode(), items.encode());
		assert_eq!(Three::decode(&mut &items.encode()[..]).unwrap(), bounded);
		assert_eq!(Three::type_info(), Vec::<u16>::type_info());
		assert_eq!(Three::max_encoded_len(), 7);
	}

	#[test]
	fn bounded_should_refuse_when_too_long() {
		assert_eq!(Three::try_from(vec![0u16; 4]), Err(vec![0u16; 4]));
		assert!(Three::decode(&mut &vec![0u16; 4].encode()[..]).is_err());
		let mut full = Three::try_from(vec![0u16; 3]).unwrap();
		assert_eq!(full.try_push(9), Err(9));
	}
}
