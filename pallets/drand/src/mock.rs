//! A chain for tests: this pallet and a clock, and a builder that checks all invariants when a test ends.

use crate as pallet_drand;
use crate::*;
use frame_support::{
	assert_ok, derive_impl,
	traits::{ConstU64, Hooks},
	weights::Weight,
};
use sp_runtime::BuildStorage;
use subtensor_timelock::{Entropy, Native, SecretKey, encrypt};
use subtensor_types::RoundNumber;

type Block = frame_system::mocking::MockBlock<Test>;
/// An extrinsic.
pub type Extrinsic = frame_system::mocking::MockUncheckedExtrinsic<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(26)]
	pub type Drand = pallet_drand;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type DbWeight = frame_support::weights::constants::ParityDbWeight;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

impl Config for Test {
	type Clock = Timestamp;
	type Curve = Native;
	type HttpFetchTimeout = ConstU64<2_000>;
	type UnsignedPriority = ConstU64<1_000>;
	type WeightInfo = weights::SubstrateWeight<Test>;
}

impl frame_system::offchain::CreateTransactionBase<Call<Test>> for Test {
	type Extrinsic = Extrinsic;
	type RuntimeCall = RuntimeCall;
}

impl frame_system::offchain::CreateBare<Call<Test>> for Test {
	fn create_bare(call: RuntimeCall) -> Extrinsic {
		Extrinsic::new_bare(call)
	}
}

/// When the first round of the tests' beacon was, in seconds.
pub const BEGIN: u64 = 1_000;
/// The last round before the block in which a test begins.
pub const NOW: RoundNumber = 5_000;

/// A secret.
pub fn secret(number: u8) -> [u8; 32] {
	let mut bytes = [0; 32];
	bytes[31] = number;
	bytes
}

/// The pulse of a round of the beacon whose secret is 7.
pub fn pulse(round: RoundNumber) -> Pulse {
	pulse_of(7, round)
}

/// The pulse of a round of a beacon.
pub fn pulse_of(beacon: u8, round: RoundNumber) -> Pulse {
	let key = SecretKey::decode(&secret(beacon)).unwrap();
	Pulse::new(round, key.sign::<Native>(round).unwrap().encode())
}

/// The description of a beacon.
pub fn config(beacon: u8) -> BeaconConfiguration {
	let timed = BeaconConfiguration {
		genesis_time: BEGIN,
		..BeaconConfiguration::default()
	};
	TestBeacon::<Test>::describe(timed, &secret(beacon)).unwrap()
}

/// A ciphertext of `hello` to a round of a beacon.
pub fn locked(beacon: u8, round: RoundNumber) -> Vec<u8> {
	let public = SecretKey::decode(&secret(beacon)).unwrap().public::<Native>();
	let entropy = Entropy {
		key: [1; 32],
		sigma: [2; 32],
		nonce: [3; 12],
	};
	encrypt(&public, round, b"hello", &entropy).unwrap()
}

/// What a call brings.
pub fn payload(rounds: impl IntoIterator<Item = RoundNumber>) -> PulsesPayload {
	of(rounds.into_iter().map(pulse).collect())
}

/// These pulses as a call brings them.
pub fn of(pulses: Vec<Pulse>) -> PulsesPayload {
	PulsesPayload {
		pulses: pulses.try_into().unwrap(),
	}
}

/// Brings the pulses of these rounds.
pub fn write(rounds: impl IntoIterator<Item = RoundNumber>) -> sp_runtime::DispatchResult {
	Drand::write_pulse(RuntimeOrigin::none(), payload(rounds), None)
}

/// Sets the clock to a round.
pub fn set_clock(round: RoundNumber) {
	Timestamp::set_timestamp((BEGIN + (round - 1) * 3) * 1_000);
}

/// Begins the next block; the weight of its hook.
pub fn next_block() -> Weight {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	Drand::on_initialize(number)
}

/// The rounds that are stored.
pub fn stored() -> Vec<RoundNumber> {
	let mut rounds: Vec<_> = Pulses::<Test>::iter_keys().collect();
	rounds.sort_unstable();
	rounds
}

/// Runs a test on a chain of a beacon, or of a built-in one, with the clock at [`NOW`].
pub fn on_chain(test: impl FnOnce()) {
	run(None, |_| (), test);
}

/// As [`on_chain`], with the beacon built in.
pub fn on_test_chain(test: impl FnOnce()) {
	run(Some(secret(7)), |_| (), test);
}

/// As [`on_chain`], on a node with more than a chain.
pub fn with_extensions(extend: impl FnOnce(&mut sp_io::TestExternalities), test: impl FnOnce()) {
	run(None, extend, test);
}

fn run(
	test_secret: Option<[u8; 32]>,
	extend: impl FnOnce(&mut sp_io::TestExternalities),
	test: impl FnOnce(),
) {
	let genesis = RuntimeGenesisConfig {
		drand: GenesisConfig {
			test_secret,
			genesis_time: BEGIN,
			..Default::default()
		},
		..Default::default()
	};
	let mut externalities = sp_io::TestExternalities::new(genesis.build_storage().unwrap());
	extend(&mut externalities);
	externalities.execute_with(|| {
		System::set_block_number(1);
		if test_secret.is_none() {
			BeaconConfig::<Test>::put(config(7));
		}
		set_clock(NOW);
		test();
		assert_ok!(invariants::check::<Test>());
	});
}
