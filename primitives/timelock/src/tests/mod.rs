mod hostile;
mod vectors;

use crate::*;
use array_bytes::Dehexify;

/// Of quicknet's round 1000.
const PULSE: &str =
	"b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
const ROUND: u64 = 1_000;

fn pulse() -> Pulse<Native> {
	Pulse::decode(&Dehexify::dehexify(PULSE).unwrap()).unwrap()
}

fn quicknet() -> PublicKey<Native> {
	PublicKey::decode(&quicknet::PUBLIC_KEY).unwrap()
}

fn secret(number: u8) -> SecretKey {
	let mut bytes = [0; 32];
	bytes[31] = number;
	SecretKey::decode(&bytes).unwrap()
}

fn sealed(text: &[u8], public: &PublicKey<Native>, round: u64) -> Vec<u8> {
	let entropy = Entropy {
		key: [1; 32],
		sigma: [2; 32],
		nonce: [3; 12],
	};
	encrypt(public, round, text, &entropy).unwrap()
}

fn opened(bytes: &[u8], pulse: &Pulse<Native>) -> Result<Vec<u8>, Broken> {
	open(&Ciphertext::parse(bytes).ok_or(Broken)?, pulse)
}

#[test]
fn verify_should_accept_quicknets_pulse_of_its_round_alone() {
	assert!(quicknet().verify(ROUND, &pulse()));
	for round in [0, 999, 1_001, u64::MAX] {
		assert!(!quicknet().verify(round, &pulse()), "{round}");
	}
	let other = Pulse(-pulse().0);
	assert!(!quicknet().verify(ROUND, &other));
	assert!(!secret(1).public::<Native>().verify(ROUND, &pulse()));
}

#[test]
fn verify_should_accept_what_the_secret_of_the_key_signed() {
	for (number, round) in [(1, 0), (2, 1), (255, u64::MAX)] {
		let pulse = secret(number).sign::<Native>(round).unwrap();
		assert!(secret(number).public().verify(round, &pulse));
		assert!(!secret(number).public().verify(round ^ 1, &pulse));
		assert_eq!(Pulse::decode(&pulse.encode()), Ok(pulse));
		assert_eq!(Pulse::decode_known(&pulse.encode()), Ok(pulse));
	}
}

#[test]
fn keys_should_decode_to_what_they_were() {
	assert_eq!(quicknet().encode(), quicknet::PUBLIC_KEY);
	assert_eq!(
		PublicKey::<Native>::decode_known(&quicknet::PUBLIC_KEY),
		Ok(quicknet())
	);
	let public = secret(9).public::<Native>();
	assert_eq!(PublicKey::decode(&public.encode()), Ok(public));
}

#[test]
fn secret_should_be_refused_when_it_is_zero_or_not_below_the_order() {
	const ORDER: &str = "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001";
	let mut order: [u8; 32] = Dehexify::dehexify(ORDER).unwrap();
	assert!(SecretKey::decode(&order) == Err(Broken));
	assert!(SecretKey::decode(&[255; 32]) == Err(Broken));
	assert!(SecretKey::decode(&[0; 32]) == Err(Broken));
	order[31] = 0;
	assert!(SecretKey::decode(&order).is_ok());
}

#[test]
fn randomness_should_be_what_the_beacon_publishes() {
	// `randomness` of https://api.drand.sh/52db...e971/public/1000.
	const RANDOMNESS: &str = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd";
	let expected: [u8; 32] = Dehexify::dehexify(RANDOMNESS).unwrap();
	assert_eq!(beacon::randomness(&pulse().encode()), expected);
}

#[test]
fn open_should_give_back_what_was_encrypted() {
	let (public, pulse) = (secret(5).public(), secret(5).sign(77).unwrap());
	for text in [&b""[..], b"hello", &[7; 5_000]] {
		let bytes = sealed(text, &public, 77);
		assert_eq!(opened(&bytes, &pulse).as_deref(), Ok(text));
		let enveloped = encrypt::in_envelope(&bytes, 77);
		assert_eq!(opened(&enveloped, &pulse).as_deref(), Ok(text));
		assert_eq!(Ciphertext::parse(&enveloped).unwrap().round, Some(77));
		assert_eq!(Ciphertext::parse(&bytes).unwrap().round, None);
	}
}

#[test]
fn open_should_fail_when_the_pulse_is_another_rounds_or_another_beacons() {
	let bytes = sealed(b"hello", &secret(5).public(), 77);
	assert_eq!(opened(&bytes, &secret(5).sign(78).unwrap()), Err(Broken));
	assert_eq!(opened(&bytes, &secret(6).sign(77).unwrap()), Err(Broken));
}
