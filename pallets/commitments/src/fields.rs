//! What a commitment is made of, as clients encode it.

use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen, Output};
use frame_support::{
	BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
	pallet_prelude::{ConstU32, Get},
};
use scale_info::{
	Path, Type, TypeInfo,
	build::{Fields, Variants},
};

/// The most bytes of a plain field.
pub const MAX_RAW: u32 = 128;
/// The most bytes of a large field.
pub const MAX_BIG_RAW: u32 = 512;
/// The most bytes of a locked field.
pub const MAX_LOCKED: u32 = 1_024;

/// A field of a commitment.
///
/// Plain bytes have an index for each length, as clients know it: `Raw0` is 1, `Raw128` is 129.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Data {
	/// Nothing.
	None,
	/// Up to 128 bytes.
	Raw(BoundedVec<u8, ConstU32<MAX_RAW>>),
	/// A Blake2 hash.
	BlakeTwo256([u8; 32]),
	/// A SHA-2 hash.
	Sha256([u8; 32]),
	/// A Keccak hash.
	Keccak256([u8; 32]),
	/// A SHA-3 hash.
	ShaThree256([u8; 32]),
	/// Bytes that a round of a beacon opens.
	TimelockEncrypted {
		/// The locked bytes.
		encrypted: BoundedVec<u8, ConstU32<MAX_LOCKED>>,
		/// The round.
		reveal_round: u64,
	},
	/// Asks for the end of all bonds to the neuron.
	ResetBondsFlag,
	/// Up to 512 bytes.
	BigRaw(BoundedVec<u8, ConstU32<MAX_BIG_RAW>>),
	/// Bytes that were locked and did not open. Only the chain puts it there.
	TimelockRevealFailed {
		/// The locked bytes.
		encrypted: BoundedVec<u8, ConstU32<MAX_LOCKED>>,
		/// The round.
		reveal_round: u64,
	},
}

impl Data {
	/// The field's index on the wire.
	fn index(&self) -> u8 {
		match self {
			Self::None => 0,
			// clamp: 129 at the most
			Self::Raw(bytes) => u8::try_from(bytes.len()).unwrap_or(u8::MAX).saturating_add(1),
			Self::BlakeTwo256(_) => 130,
			Self::Sha256(_) => 131,
			Self::Keccak256(_) => 132,
			Self::ShaThree256(_) => 133,
			Self::TimelockEncrypted { .. } => 134,
			Self::ResetBondsFlag => 135,
			Self::BigRaw(_) => 136,
			Self::TimelockRevealFailed { .. } => 137,
		}
	}
}

impl Encode for Data {
	fn encode_to<O: Output + ?Sized>(&self, to: &mut O) {
		to.push_byte(self.index());
		match self {
			Self::None | Self::ResetBondsFlag => {}
			Self::Raw(bytes) => to.write(bytes),
			Self::BlakeTwo256(hash)
			| Self::Sha256(hash)
			| Self::Keccak256(hash)
			| Self::ShaThree256(hash) => {
				to.write(hash);
			}
			Self::TimelockEncrypted {
				encrypted,
				reveal_round,
			}
			| Self::TimelockRevealFailed {
				encrypted,
				reveal_round,
			} => {
				encrypted.encode_to(to);
				reveal_round.encode_to(to);
			}
			Self::BigRaw(bytes) => bytes.encode_to(to),
		}
	}
}

impl codec::EncodeLike for Data {}

impl Decode for Data {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		Ok(match input.read_byte()? {
			0 => Self::None,
			130 => Self::BlakeTwo256(Decode::decode(input)?),
			131 => Self::Sha256(Decode::decode(input)?),
			132 => Self::Keccak256(Decode::decode(input)?),
			133 => Self::ShaThree256(Decode::decode(input)?),
			134 => Self::TimelockEncrypted {
				encrypted: Decode::decode(input)?,
				reveal_round: Decode::decode(input)?,
			},
			135 => Self::ResetBondsFlag,
			136 => Self::BigRaw(Decode::decode(input)?),
			137 => Self::TimelockRevealFailed {
				encrypted: Decode::decode(input)?,
				reveal_round: Decode::decode(input)?,
			},
			index @ 1..=129 => {
				let length = usize::from(index).saturating_sub(1); // clamp: it is one at least
				let mut bytes = alloc::vec![0; length];
				input.read(&mut bytes)?;
				Self::Raw(BoundedVec::try_from(bytes).map_err(|_too_long| "more than 128 bytes")?)
			}
			_ => return Err("no kind of field".into()),
		})
	}
}

impl DecodeWithMemTracking for Data {}

impl MaxEncodedLen for Data {
	fn max_encoded_len() -> usize {
		// A locked field is the longest. clamp: small numbers
		<(u8, BoundedVec<u8, ConstU32<MAX_LOCKED>>, u64)>::max_encoded_len()
	}
}

/// Adds the variants of plain bytes, one for each length.
macro_rules! raw_variants {
	($variants:expr, $($length:literal)+) => {
		$variants.variant("Raw0", |raw| raw.index(1))
		$(
			.variant(concat!("Raw", $length), |raw| {
				raw.index($length + 1)
					.fields(Fields::unnamed().field(|bytes| bytes.ty::<[u8; $length]>()))
			})
		)+
	};
}

impl TypeInfo for Data {
	type Identity = Self;

	fn type_info() -> Type {
		let variants = raw_variants!(
			Variants::new().variant("None", |none| none.index(0)),
			1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33
			34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
			64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93
			94 95 96 97 98 99 100 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117
			118 119 120 121 122 123 124 125 126 127 128
		);
		let hash = || Fields::unnamed().field(|hash| hash.ty::<[u8; 32]>());
		let locked = || {
			Fields::named()
				.field(|field| {
					field
						.name("encrypted")
						.ty::<BoundedVec<u8, ConstU32<MAX_LOCKED>>>()
				})
				.field(|field| field.name("reveal_round").ty::<u64>())
		};
		let variants = variants
			.variant("BlakeTwo256", |kind| kind.index(130).fields(hash()))
			.variant("Sha256", |kind| kind.index(131).fields(hash()))
			.variant("Keccak256", |kind| kind.index(132).fields(hash()))
			.variant("ShaThree256", |kind| kind.index(133).fields(hash()))
			.variant("TimelockEncrypted", |kind| kind.index(134).fields(locked()))
			.variant("ResetBondsFlag", |kind| kind.index(135))
			.variant("BigRaw", |kind| {
				let bytes =
					Fields::unnamed().field(|bytes| bytes.ty::<BoundedVec<u8, ConstU32<MAX_BIG_RAW>>>());
				kind.index(136).fields(bytes)
			})
			.variant("TimelockRevealFailed", |kind| kind.index(137).fields(locked()));
		Type::builder()
			.path(Path::new("Data", module_path!()))
			.variant(variants)
	}
}

/// What a neuron commits: a few fields.
///
/// The list is described to clients as what it is, a `BoundedVec`: theirs wrap it in a tuple of one.
#[derive(
	CloneNoBound,
	DebugNoBound,
	Decode,
	DecodeWithMemTracking,
	Encode,
	EqNoBound,
	MaxEncodedLen,
	PartialEqNoBound,
	TypeInfo,
)]
#[codec(mel_bound())]
#[scale_info(skip_type_params(MaxFields))]
pub struct CommitmentInfo<MaxFields: Get<u32>> {
	/// The fields.
	pub fields: BoundedVec<Data, MaxFields>,
}

/// A commitment as it is kept.
#[derive(Clone, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
#[codec(mel_bound(Balance: MaxEncodedLen, BlockNumber: MaxEncodedLen))]
#[scale_info(skip_type_params(MaxFields))]
pub struct Registration<Balance, MaxFields: Get<u32>, BlockNumber> {
	/// Rao that is held for it: none.
	pub deposit: Balance,
	/// Block in which it was made.
	pub block: BlockNumber,
	/// What was committed.
	pub info: CommitmentInfo<MaxFields>,
}

/// How much a neuron has committed.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct UsageTracker {
	/// Number of epochs that the subnet had been through.
	pub last_epoch: u64,
	/// Bytes since.
	pub used_space: u64,
}

#[cfg(test)]
mod tests {
	use super::*;

	fn every() -> alloc::vec::Vec<Data> {
		let raw = |length: usize| Data::Raw(alloc::vec![7; length].try_into().expect("it fits"));
		let mut all: alloc::vec::Vec<Data> = (0..=128).map(raw).collect();
		all.extend([
			Data::None,
			Data::BlakeTwo256([1; 32]),
			Data::Sha256([2; 32]),
			Data::Keccak256([3; 32]),
			Data::ShaThree256([4; 32]),
			Data::TimelockEncrypted {
				encrypted: alloc::vec![5; 1_024].try_into().expect("it fits"),
				reveal_round: 6,
			},
			Data::ResetBondsFlag,
			Data::BigRaw(alloc::vec![8; 512].try_into().expect("it fits")),
			Data::TimelockRevealFailed {
				encrypted: alloc::vec![9; 1_024].try_into().expect("it fits"),
				reveal_round: 6,
			},
		]);
		all
	}

	#[test]
	fn fields_should_be_read_as_they_were_written() {
		for data in every() {
			let encoded = data.encode();
			assert!(encoded.len() <= Data::max_encoded_len());
			assert_eq!(Data::decode(&mut &encoded[..]), Ok(data));
		}
		assert!(
			Data::decode(&mut &[138u8, 0][..]).is_err(),
			"there is no such kind"
		);
		assert!(
			Data::decode(&mut &[4u8, 0][..]).is_err(),
			"three bytes were announced"
		);
		let big = (136u8, alloc::vec![0u8; 513]).encode();
		assert!(Data::decode(&mut &big[..]).is_err(), "too long");
	}

	#[test]
	fn metadata_should_describe_what_is_written() {
		let scale_info::TypeDef::Variant(described) = Data::type_info().type_def else {
			panic!("it is an enum");
		};
		assert_eq!(described.variants.len(), 138);
		for data in every() {
			let index = data.encode()[0];
			let variant = described.variants.iter().find(|variant| variant.index == index);
			let name = variant.expect("each index is described").name;
			match &data {
				Data::Raw(bytes) => assert_eq!(name, alloc::format!("Raw{}", bytes.len())),
				other => assert!(alloc::format!("{other:?}").starts_with(name)),
			}
		}
	}
}
