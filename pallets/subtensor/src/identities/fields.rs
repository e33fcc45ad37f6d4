//! The fields of identities and how long they may be.
//!
//! Each identity has two forms with the same bytes and the same description in metadata: one as a call brings it, of any length,
//! and one as it is stored, bounded. So that too long a text is refused with an error that says so.

use crate::{Config, Error};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::pallet_prelude::ConstU32;
use scale_info::{Type, TypeInfo};
use subtensor_types::Bounded;

macro_rules! identity {
	(
		$(#[doc = $brought_doc:literal])+ $brought:ident;
		$(#[doc = $stored_doc:literal])+ $stored:ident;
		$( $(#[doc = $doc:literal])+ $field:ident: $most:literal, )+
	) => {
		$(#[doc = $brought_doc])+
		#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo)]
		pub struct $brought {
			$( $(#[doc = $doc])+ pub $field: Vec<u8>, )+
		}

		$(#[doc = $stored_doc])+
		#[derive(Clone, Debug, Decode, Default, Encode, Eq, MaxEncodedLen, PartialEq)]
		pub struct $stored {
			$( $(#[doc = $doc])+ pub $field: Bounded<u8, ConstU32<$most>>, )+
		}

		impl $brought {
			/// The identity as it is stored. Refused if a field is too long.
			pub fn bounded<T: Config>(self) -> Result<$stored, Error<T>> {
				let too_long = |_field| Error::<T>::InvalidIdentity;
				Ok($stored {
					$( $field: Bounded::try_from(self.$field).map_err(too_long)?, )+
				})
			}
		}

		impl TypeInfo for $stored {
			type Identity = $brought;

			fn type_info() -> Type {
				$brought::type_info()
			}
		}
	};
}

identity! {
	/// What the owner of a subnet says of it, as a call brings it.
	SubnetIdentityV3;
	/// What the owner of a subnet says of it, in bytes of text.
	BoundedSubnetIdentity;
	/// The subnet's name: at most 256 bytes.
	subnet_name: 256,
	/// Where its code is: at most 1,024 bytes.
	github_repo: 1_024,
	/// How to reach its owner: at most 1,024 bytes.
	subnet_contact: 1_024,
	/// Its web page: at most 1,024 bytes.
	subnet_url: 1_024,
	/// Its place on Discord: at most 256 bytes.
	discord: 256,
	/// What it is for: at most 1,024 bytes.
	description: 1_024,
	/// Where its logo is: at most 1,024 bytes.
	logo_url: 1_024,
	/// Anything else: at most 1,024 bytes.
	additional: 1_024,
}

identity! {
	/// What a coldkey says of itself, as a call brings it.
	ChainIdentityV2;
	/// What a coldkey says of itself, in bytes of text.
	BoundedChainIdentity;
	/// Its name: at most 256 bytes.
	name: 256,
	/// Its web page: at most 256 bytes.
	url: 256,
	/// Where its code is: at most 256 bytes.
	github_repo: 256,
	/// Where its picture is: at most 1,024 bytes.
	image: 1_024,
	/// Its place on Discord: at most 256 bytes.
	discord: 256,
	/// Who it is: at most 1,024 bytes.
	description: 1_024,
	/// Anything else: at most 1,024 bytes.
	additional: 1_024,
}
