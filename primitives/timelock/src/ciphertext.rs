//! The bytes of a ciphertext. All that is hostile about a ciphertext is dealt with here, but for its point.
//!
//! ```text
//!  U    96 bytes, a compressed point of G2
//!  V    8 bytes: 32; 32 bytes
//!  W    8 bytes: 32; 32 bytes
//!  body 8 bytes: its length
//!         text   8 bytes: its length, 16 at least; the encrypted text and 16 bytes of authentication
//!         nonce  8 bytes: 12; 12 bytes
//!  name 8 bytes: 8; "AES_GCM_"
//! ```
//!
//! Lengths are numbers with the small end first. The general functions of the package put that into an envelope: its length, SCALE-compact,
//! before it, and the round's number, eight bytes with the small end first, behind.

/// The only cipher.
pub(crate) const CIPHER: [u8; 8] = *b"AES_GCM_";
/// Bytes of authentication at a text's end.
pub(crate) const TAG: usize = 16;

/// The parts of a ciphertext. Every length is right; what they contain is anybody's guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ciphertext<'a> {
	/// `U`, a compressed point.
	pub u: &'a [u8; 96],
	/// `V`.
	pub v: &'a [u8; 32],
	/// `W`.
	pub w: &'a [u8; 32],
	/// The encrypted text with its authentication, 16 bytes or more.
	pub text: &'a [u8],
	/// The cipher's nonce.
	pub nonce: &'a [u8; 12],
	/// The round that the envelope names, if there is one.
	pub round: Option<u64>,
}

impl<'a> Ciphertext<'a> {
	/// The parts of `bytes`, with or without an envelope; `None` if they are not exactly that.
	///
	/// Takes time by the number of bytes, and no memory.
	pub fn parse(bytes: &'a [u8]) -> Option<Self> {
		Self::bare(bytes).or_else(|| Self::in_envelope(bytes))
	}

	fn bare(bytes: &'a [u8]) -> Option<Self> {
		let mut reader = Reader(bytes);
		let u = reader.array()?;
		let v = reader.counted()?.try_into().ok()?;
		let w = reader.counted()?.try_into().ok()?;
		let mut body = Reader(reader.counted()?);
		let cipher = reader.counted()?;
		reader.end()?;
		let text = body.counted()?;
		let nonce = body.counted()?.try_into().ok()?;
		body.end()?;
		(cipher == CIPHER && text.len() >= TAG).then_some(Self {
			u,
			v,
			w,
			text,
			nonce,
			round: None,
		})
	}

	fn in_envelope(bytes: &'a [u8]) -> Option<Self> {
		let mut reader = Reader(bytes);
		let length = reader.compact()?;
		let bare = reader.take(length)?;
		let round = u64::from_le_bytes(*reader.array()?);
		reader.end()?;
		Some(Self {
			round: Some(round),
			..Self::bare(bare)?
		})
	}
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
	fn take(&mut self, length: usize) -> Option<&'a [u8]> {
		let (taken, rest) = self.0.split_at_checked(length)?;
		self.0 = rest;
		Some(taken)
	}

	fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
		let (taken, rest) = self.0.split_first_chunk()?;
		self.0 = rest;
		Some(taken)
	}

	/// Bytes behind their number.
	fn counted(&mut self) -> Option<&'a [u8]> {
		let length = u64::from_le_bytes(*self.array()?);
		self.take(usize::try_from(length).ok()?)
	}

	/// A SCALE-compact number, as short as it can be written. More than 2^30 is none: no ciphertext is that long.
	fn compact(&mut self) -> Option<usize> {
		let mode = *self.0.first()? & 0b11;
		let (number, least) = match mode {
			0 => (u32::from(u8::from_le_bytes(*self.array()?)), 0),
			1 => (u32::from(u16::from_le_bytes(*self.array()?)), 1 << 6),
			2 => (u32::from_le_bytes(*self.array()?), 1 << 14),
			_ => return None,
		};
		let number = number >> 2;
		if number < least {
			return None;
		}
		usize::try_from(number).ok()
	}

	fn end(&self) -> Option<()> {
		self.0.is_empty().then_some(())
	}
}
