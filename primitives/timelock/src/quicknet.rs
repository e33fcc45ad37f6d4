//! Quicknet, the beacon of the League of Entropy. Source: `https://api.drand.sh/52db...e971/info`.

/// Its public key.
pub const PUBLIC_KEY: [u8; 96] = hex(
	b"83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451\
	  0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
);
/// The hash that names it.
pub const CHAIN_HASH: [u8; 32] = hex(b"52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971");
/// When its first round was, in seconds since 1970.
pub const GENESIS_TIME: u64 = 1_692_803_367;
/// Seconds from round to round.
pub const PERIOD: u32 = 3;

/// Bytes of hexadecimal digits, spaces left out. For constants: anything else does not compile.
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)]
const fn hex<const N: usize>(text: &[u8]) -> [u8; N] {
	let mut bytes = [0; N];
	let (mut at, mut digits) = (0, 0);
	while at < text.len() {
		let digit = match text[at] {
			digit @ b'0'..=b'9' => digit - b'0',
			letter @ b'a'..=b'f' => letter - b'a' + 10,
			_ => panic!("no hexadecimal digit"),
		};
		bytes[digits / 2] = bytes[digits / 2] << 4 | digit;
		(at, digits) = (at + 1, digits + 1);
	}
	assert!(digits == 2 * N, "a wrong number of digits");
	bytes
}
