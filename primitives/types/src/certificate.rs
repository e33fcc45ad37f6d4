//! The certificate with which a neuron's endpoint answers over TLS.

use crate::Bounded;
use bounded_collections::ConstU32;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The most bytes of a public key.
const MAX_PUBLIC_KEY: u32 = 64;

/// The public key of a neuron's certificate, as stored and as clients read it.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct NeuronCertificate {
	/// The key, 1 to 64 bytes.
	pub public_key: Bounded<u8, ConstU32<MAX_PUBLIC_KEY>>,
	/// The key's algorithm, by the clients' own numbering.
	pub algorithm: u8,
}

impl NeuronCertificate {
	/// A certificate as clients send it: a byte for the algorithm, then the key. `None` if there is no key, or one of more than 64 bytes.
	pub fn parse(bytes: &[u8]) -> Option<Self> {
		let (algorithm, key) = bytes.split_first()?;
		if key.is_empty() || key.len() > MAX_PUBLIC_KEY as usize {
			return None;
		}
		Some(Self {
			public_key: Bounded::try_from(key.to_vec()).ok()?,
			algorithm: *algorithm,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn certificate_should_be_an_algorithm_and_a_key() {
		let certificate = NeuronCertificate::parse(&[1, 2, 3]).unwrap();
		assert_eq!(
			(certificate.algorithm, certificate.public_key.to_vec()),
			(1, vec![2, 3])
		);
		assert!(NeuronCertificate::parse(&[7; 65]).is_some());
	}

	#[test]
	fn certificate_should_be_refused_when_its_key_is_missing_or_too_long() {
		assert_eq!(NeuronCertificate::parse(&[]), None);
		assert_eq!(NeuronCertificate::parse(&[1]), None);
		assert_eq!(NeuronCertificate::parse(&[7; 66]), None);
	}
}
