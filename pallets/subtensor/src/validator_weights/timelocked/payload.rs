//! What a time-locked commit hides, as clients encrypt it.

use super::super::Submission;
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, Encode};

/// Weights with the hotkey whose they are: a ciphertext that somebody copied opens to another's name.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub struct Payload {
	/// The hotkey, as 32 bytes.
	pub hotkey: Vec<u8>,
	/// Who is scored.
	pub uids: Vec<u16>,
	/// The scores, in any scale.
	pub values: Vec<u16>,
	/// Version of the validator's software.
	pub version_key: u64,
}

impl Payload {
	/// Reads a payload; nothing if the text is none, or goes on behind it.
	pub fn read(text: &[u8]) -> Option<Self> {
		Self::decode_all(&mut &text[..]).ok()
	}

	/// Whether the weights are of this hotkey.
	pub fn is_of<AccountId: Encode>(&self, hotkey: &AccountId) -> bool {
		hotkey.using_encoded(|bytes| bytes == self.hotkey)
	}

	/// The weights.
	pub fn submission(&self) -> Submission<'_> {
		Submission {
			dests: &self.uids,
			values: &self.values,
			version_key: self.version_key,
		}
	}
}
