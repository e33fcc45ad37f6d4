//! What clients ask through runtime APIs, in the structs that they decode by name.
//!
//! Each view is a bulk read: [`Snapshot`] goes once over the lists of a subnet, and the structs are filled from it; what several of them
//! say is computed in one place and passed on. There is no newer shape of the whole beside those that clients know, since none of them is
//! wasteful: of 4,096 neurons `get_metagraph` has 758 kB, 185 bytes each, of which 128 are four accounts; and `get_selective_mechagraph`
//! reads what is chosen alone (`cargo run --release -p subtensor-node --example bulk_reads`).
//!
//! Every subnet is denominated in TAO at the price 1, so what clients call alpha is TAO that is staked: pools of a
//! market are empty, prices are one, slippage is nothing.
//!
//! | view | for |
//! |---|---|
//! | [`neuron`] | neurons of a subnet, one or all |
//! | [`metagraph`] | a subnet with all its neurons, whole or by chosen fields |
//! | [`subnet`] | subnets and their parameters |
//! | [`hyperparameters`] | hyperparameters by name |
//! | [`staking`] | stakes of coldkeys, hotkeys as delegates |
//! | [`locks`] | locks of stake: none |
//! | [`swap`] | prices and simulated swaps: one to one |

/// Two structs that share most of their fields, and the way from the first to the second. Clients know the fields in this order: what
/// both begin with, what only one of them has, what follows in both, what the second ends with.
macro_rules! two_versions {
	(
		$(#[doc = $first_doc:literal])+ $first:ident$(<$account:ident>)? { $( $(#[doc = $only_doc:literal])+ $only:ident: $only_type:ty, )* }
		$(#[doc = $second_doc:literal])+ $second:ident { $( $(#[doc = $more_doc:literal])+ $more:ident: $more_type:ty, )+ }
		both { $( $(#[doc = $doc:literal])+ $field:ident: $type:ty, )+ }
		$( then { $( $(#[doc = $then_doc:literal])+ $then:ident: $then_type:ty, )+ } )?
		$( last { $( $(#[doc = $last_doc:literal])+ $last:ident: $last_type:ty, )+ } )?
	) => {
		$(#[doc = $first_doc])+
		#[derive(Clone, Debug, codec::Decode, codec::Encode, Eq, PartialEq, scale_info::TypeInfo)]
		pub struct $first$(<$account>)? {
			$( $(#[doc = $doc])+ pub $field: $type, )+
			$( $(#[doc = $only_doc])+ pub $only: $only_type, )*
			$( $( $(#[doc = $then_doc])+ pub $then: $then_type, )+ )?
		}

		$(#[doc = $second_doc])+
		#[derive(Clone, Debug, codec::Decode, codec::Encode, Eq, PartialEq, scale_info::TypeInfo)]
		pub struct $second$(<$account>)? {
			$( $(#[doc = $doc])+ pub $field: $type, )+
			$( $(#[doc = $more_doc])+ pub $more: $more_type, )+
			$( $( $(#[doc = $then_doc])+ pub $then: $then_type, )+ )?
			$( $( $(#[doc = $last_doc])+ pub $last: $last_type, )+ )?
		}

		impl$(<$account>)? $first$(<$account>)? {
			/// The second version, with what it has more.
			fn widened(self, $( $more: $more_type, )+ $( $( $last: $last_type, )+ )?) -> $second$(<$account>)? {
				$second {
					$( $field: self.$field, )+
					$( $more, )+
					$( $( $then: self.$then, )+ )?
					$( $( $last, )+ )?
				}
			}
		}
	};
}

pub mod hyperparameters;
pub mod locks;
pub mod metagraph;
pub mod neuron;
mod snapshot;
pub mod staking;
pub mod subnet;
pub mod swap;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use codec::Compact;

pub use snapshot::{Columns, Neurons, Snapshot};

/// Bytes of a text as clients read them: compact numbers.
fn text(bytes: &[u8]) -> Vec<Compact<u8>> {
	bytes.iter().copied().map(Compact).collect()
}

/// A list of compact numbers.
fn compact<V: Copy>(values: &[V]) -> Vec<Compact<V>> {
	values.iter().copied().map(Compact).collect()
}
