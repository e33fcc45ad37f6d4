//! Parents and children: hotkeys that lend part of their weight on a subnet to others, and share what these earn with it.
//!
//! Owns the items in `storage.rs`. What a relation does to weight is in [`stake`](crate::stake), what it does to dividends in
//! [`emission`](crate::emission).
//!
//! ```text
//!   parent's owner              cooldown
//!   set_children ──▶ pending ─────────────▶ parent ──▶ child
//!                       │  replaced by the next choice    │ ends: the parent's next choice counts, the child rejects the parent,
//!                       ▼                                 │ a parent that lends more takes its place, the child becomes a
//!                     never                               ▼ parent itself, either loses its owner, the subnet closes
//! ```
//!
//! One level: on a subnet a hotkey is parent or child, never both, so there are no cycles and nothing is lent twice. Nobody asks a
//! child; therefore what is unasked yields. A hotkey's own choice of children ends the relations to its parents; its owner, or the
//! hotkey itself, can reject each parent at once; and the least of its parents makes room for one that lends more, so that nobody
//! keeps others out by lending dust.
//!
//! | file | what |
//! |---|---|
//! | `choosing` | what owners ask: children, the take, the end of a relation |
//! | `applying` | what time does: choices that begin to count, relations that end |
//! | `renaming` | parents and children under another hotkey |
//! | `relations` | one relation begins, changes, ends: always on both sides |

mod applying;
mod choosing;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
mod relations;
mod renaming;
pub(crate) mod storage;
#[cfg(test)]
mod tests;

use crate::{
	ChildkeyChoices, ChildkeyHotkeys, ChildkeyTake, Config, EndingChildkeys, MAX_CHILDREN, MAX_PARENTS,
	MaxChildkeyTake, MinChildkeyTake, MinChildkeyTakePerSubnet, Pallet,
};
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::pallet_prelude::ConstU32;
use scale_info::TypeInfo;
use subtensor_types::{Bounded, NetUid};

/// A hotkey's children on a subnet: parts of its weight and hotkeys.
pub type Children<T> = Bounded<(u64, <T as frame_system::Config>::AccountId), ConstU32<MAX_CHILDREN>>;
/// A hotkey's parents on a subnet: parts of their weight and hotkeys.
pub type Parents<T> = Bounded<(u64, <T as frame_system::Config>::AccountId), ConstU32<MAX_PARENTS>>;

/// When the owner of a hotkey last chose something about it as a parent or a child on a subnet.
#[derive(Clone, Copy, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct ChildkeyChoice {
	/// Block of the last choice of children.
	pub children_at: Option<u64>,
	/// Block of the last change of the take.
	pub take_at: Option<u64>,
	/// Number in the queue of the choice that does not count yet.
	pub queued: Option<u64>,
	/// The take that counts until the one that was set does, and from which block on that is: since the take was raised last.
	pub standing: Option<(u16, u64)>,
}

/// Keeps the relations between parents and children. Alone writes the items of this domain.
pub struct ChildkeyRegistry<T>(PhantomData<T>);

impl<T: Config> ChildkeyRegistry<T> {
	/// The take of a child's owner from what its parents earn on a subnet in this block: as it was set, if that is not more than can be set now.
	///
	/// One that was raised counts after [`Self::notice`], so that parents see it coming and can leave. A least take that rises raises none
	/// that stands.
	pub fn take(child: &T::AccountId, netuid: NetUid) -> u16 {
		let standing = ChildkeyChoices::<T>::get(child, netuid)
			.and_then(|choice| choice.standing)
			.filter(|(_take, until)| Pallet::<T>::now() < *until);
		let take = standing.map_or_else(|| ChildkeyTake::<T>::get(child, netuid), |(take, _until)| take);
		take.min(MaxChildkeyTake::<T>::get())
	}

	/// The lowest take that can be set on a subnet.
	fn least_take(netuid: NetUid) -> u16 {
		MinChildkeyTake::<T>::get().max(MinChildkeyTakePerSubnet::<T>::get(netuid))
	}

	/// Whether relations of a hotkey that lost its owner still wait to be ended.
	fn is_ending(hotkey: &T::AccountId) -> bool {
		EndingChildkeys::<T>::contains_key(hotkey)
	}

	/// Notes what an owner chose.
	fn note_choice(hotkey: &T::AccountId, netuid: NetUid, choice: ChildkeyChoice) {
		ChildkeyChoices::<T>::insert(hotkey, netuid, choice);
		ChildkeyHotkeys::<T>::insert(netuid, hotkey, ());
	}
}
