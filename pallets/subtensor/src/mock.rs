//! A chain for tests: this pallet on `pallet_balances`, and a builder that checks all invariants when a test ends.

use crate as pallet_subtensor;
use crate::*;
use alloc::collections::BTreeSet;
use codec::Encode;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	storage::unhashed,
	traits::{Hooks, fungible::Inspect},
};
use sp_runtime::{AccountId32, BuildStorage, traits::IdentityLookup};
use subtensor_types::{Opening, RAO_PER_TAO, Timelock, TimelockError};

pub type AccountId = AccountId32;
type Block = frame_system::mocking::MockBlock<Test>;

/// One TAO, in rao.
pub const TAO: Rao = RAO_PER_TAO;
/// Subnet 1, there from genesis.
pub const FIRST: NetUid = NetUid(1);
/// Tempo of all subnets in tests.
pub const TEMPO: u16 = 10;

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
	#[runtime::pallet_index(5)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(7)]
	pub type SubtensorModule = pallet_subtensor;
}

parameter_types! {
	pub const TestPalletId: PalletId = PalletId(*b"subtensr");
	pub const ExistentialDeposit: Rao = subtensor_types::EXISTENTIAL_DEPOSIT;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Rao>;
	type AccountId = AccountId;
	type Block = Block;
	type DbWeight = frame_support::weights::constants::ParityDbWeight;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Rao;
	type ExistentialDeposit = ExistentialDeposit;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = frame_support::traits::VariantCountOf<RuntimeFreezeReason>;
}

impl Config for Test {
	type Currency = Balances;
	type EmissionPolicy = root::RootJudgement;
	type NeuronRecords = ();
	type OtherFreeCalls = ();
	type PalletId = TestPalletId;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type Timelock = Beacon;
	type WeightInfo = weights::SubstrateWeight<Test>;
}

/// A beacon for tests. Its rounds are out when a test says so; a ciphertext is its round, then the text with all bits flipped.
pub struct Beacon;

impl Beacon {
	/// A round is out.
	pub fn emit(round: RoundNumber) {
		let mut rounds = Self::rounds();
		rounds.insert(round);
		unhashed::put(b":beacon", &rounds);
	}

	/// A round is remembered no longer.
	pub fn forget(round: RoundNumber) {
		let mut rounds = Self::rounds();
		rounds.remove(&round);
		unhashed::put(b":beacon", &rounds);
	}

	/// What hides a text until a round is out.
	pub fn lock(text: &[u8], round: RoundNumber) -> BoundedVec<u8, MaxTimelockedBytes> {
		let text = text.iter().map(|byte| !byte);
		let bytes: Vec<u8> = round.to_be_bytes().into_iter().chain(text).collect();
		bytes.try_into().unwrap()
	}

	/// From here on it takes that many picoseconds to open any ciphertext.
	pub fn make_dear(picos: u64) {
		unhashed::put(b":beacon:price", &picos);
	}

	fn rounds() -> BTreeSet<RoundNumber> {
		unhashed::get_or_default(b":beacon")
	}
}

impl Timelock for Beacon {
	fn last_round() -> RoundNumber {
		Self::rounds().last().copied().unwrap_or(0)
	}

	fn has_pulse(round: RoundNumber) -> bool {
		Self::rounds().contains(&round)
	}

	fn open(ciphertext: &[u8], round: RoundNumber) -> Opening {
		let text = ciphertext
			.strip_prefix(&round.to_be_bytes())
			.map(|text| text.iter().map(|byte| !byte).collect())
			.ok_or(TimelockError::Broken);
		let picos = unhashed::get_or(b":beacon:price", 1_000_000 * ciphertext.len() as u64);
		Opening {
			text: if Self::has_pulse(round) {
				text
			} else {
				Err(TimelockError::NoPulse)
			},
			weight: Weight::from_parts(picos, 0),
		}
	}
}

/// An account by a number.
pub fn account(number: u8) -> AccountId {
	AccountId::new([number; 32])
}

/// A coldkey that genesis gave 100,000 TAO.
pub fn coldkey(number: u8) -> AccountId {
	assert!(number < RICH, "genesis funds coldkeys 0 to 9");
	account(100 + number)
}

/// A hotkey that nobody owns yet.
pub fn hotkey(number: u8) -> AccountId {
	assert!(number < 100, "hotkeys are numbered 0 to 99");
	account(number)
}

/// As signer.
pub fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

const RICH: u8 = 10;
const RICHES: Rao = 100_000 * TAO;

/// Builds a chain in block 1. By default: blocks of the default preset with tempo 10, no waiting times, no rate limits, equal
/// shares for all started subnets.
pub struct TestChain(GenesisConfig<Test>);

impl Default for TestChain {
	fn default() -> Self {
		let subnet_defaults = Hyperparameters {
			tempo: TEMPO,
			immunity_period: 0,
			min_allowed_uids: 1,
			weights_set_rate_limit: 0,
			serving_rate_limit: 0,
			..Default::default()
		};
		let defaults = GenesisConfig::<Test>::default();
		Self(GenesisConfig {
			stake_cooldown: Some(0),
			childkey_rate_limit: 0,
			opening_burn: 0,
			bootstrap: BootstrapShares::Started,
			chain: ChainParameters {
				start_call_delay: 0,
				network_min_lock_cost: 100 * TAO + subtensor_types::EXISTENTIAL_DEPOSIT, // and so the lock is 100 TAO
				network_lock_reduction_interval: 100,
				network_rate_limit: 0,
				network_immunity_period: 0,
				dissolve_network_schedule_duration: 0,
				admin_freeze_window: 0,
				owner_hyperparam_rate_limit: 0,
				tx_delegate_take_rate_limit: 0,
				tx_childkey_take_rate_limit: 0,
				pending_child_key_cooldown: 0,
				tx_rate_limit: 0,
				coldkey_swap_announcement_delay: 10,
				coldkey_swap_reannouncement_delay: 5,
				..Default::default()
			},
			root: Hyperparameters {
				weights_set_rate_limit: 0,
				tempo: TEMPO,
				..defaults.root.clone()
			},
			subnet_defaults,
			..defaults
		})
	}
}

impl TestChain {
	/// Changes genesis values.
	pub fn with(mut self, change: impl FnOnce(&mut GenesisConfig<Test>)) -> Self {
		change(&mut self.0);
		self
	}

	/// Runs the test in block 1, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			assert_ok!(invariants::check::<Test>());
		});
	}

	/// Runs a test that breaks the chain: invariants are its own business.
	pub fn build_and_break(self, test: impl FnOnce()) {
		self.build().execute_with(test);
	}

	/// Runs `before`, writes it to the database, then says how many entries `measured` reads from there and how many it changes.
	pub fn count_accesses(self, before: impl FnOnce(), measured: impl FnOnce()) -> Accesses {
		let mut externalities = self.build();
		externalities.execute_with(before);
		externalities.commit_all().unwrap();
		let recorder = sp_trie::recorder::Recorder::default();
		externalities.execute_with_recorder(recorder.clone(), measured);
		let (read, changed) = (recorder.recorded_keys(), externalities.overlayed_changes());
		Accesses {
			reads: read
				.values()
				.flat_map(|keys| keys.keys())
				.filter(|key| counts(key))
				.count(),
			writes: changed.changes().filter(|(key, _)| counts(key)).count(),
		}
	}

	fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.unwrap();
		let balances = (0..RICH).map(|number| (coldkey(number), RICHES)).collect();
		pallet_balances::GenesisConfig::<Test> {
			balances,
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		self.0.assimilate_storage(&mut storage).unwrap();
		let mut externalities = sp_io::TestExternalities::from(storage);
		externalities.execute_with(|| start_block(1));
		externalities
	}
}

/// Entries of the database that were read and changed, each counted once.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Accesses {
	pub reads: usize,
	pub writes: usize,
}

impl Accesses {
	/// What the database takes for them: the least that is declared.
	pub fn weight(&self) -> Weight {
		<Test as frame_system::Config>::DbWeight::get().reads_writes(self.reads as u64, self.writes as u64)
	}
}

/// Whether access to an entry costs: what every block has at hand, its number and its events, does not.
fn counts(key: &[u8]) -> bool {
	use frame_support::{storage::storage_prefix, storage::transactional::TRANSACTION_LEVEL_KEY};
	let accounts = storage_prefix(b"System", b"Account");
	let of_the_system = key.starts_with(&accounts[..16]) && !key.starts_with(&accounts);
	!of_the_system && key != TRANSACTION_LEVEL_KEY
}

fn start_block(number: u64) {
	let parent = sp_core::H256(sp_io::hashing::blake2_256(&number.to_le_bytes()));
	System::reset_events();
	System::initialize(&number, &parent, &Default::default());
	SubtensorModule::on_initialize(number);
}

/// Ends this block and begins the next, `blocks` times.
pub fn run_blocks(blocks: u64) {
	for _ in 0..blocks {
		let now = System::block_number();
		SubtensorModule::on_finalize(now);
		start_block(now + 1);
		assert_ok!(invariants::check::<Test>());
	}
}

/// Runs until the block in which the subnet's next epoch runs has begun.
pub fn run_to_epoch(netuid: NetUid) {
	let index = SubnetEpochIndex::<Test>::get(netuid);
	while SubnetEpochIndex::<Test>::get(netuid) == index {
		run_blocks(1);
	}
}

/// Makes this the price of a registration by burning, from this block on.
pub fn set_price(netuid: NetUid, value: Rao) {
	let block = Pallet::<Test>::now();
	BurnAnchor::<Test>::insert(netuid, Anchor { value, block });
	Burn::<Test>::insert(netuid, value);
}

/// Makes this the difficulty of work, from this block on.
pub fn set_difficulty(netuid: NetUid, value: u64) {
	let block = Pallet::<Test>::now();
	DifficultyAnchor::<Test>::insert(netuid, Anchor { value, block });
	Difficulty::<Test>::insert(netuid, value);
}

/// Registers a hotkey by burning.
pub fn register(netuid: NetUid, owner: &AccountId, key: &AccountId) -> Uid {
	assert_ok!(SubtensorModule::burned_register(
		signed(owner),
		netuid,
		key.clone()
	));
	Uids::<Test>::get(netuid, key).unwrap()
}

/// Stakes TAO.
pub fn stake(owner: &AccountId, key: &AccountId, netuid: NetUid, tao: u64) {
	assert_ok!(SubtensorModule::add_stake(
		signed(owner),
		key.clone(),
		netuid,
		tao * TAO
	));
}

/// Creates a subnet of coldkey 9, not started.
pub fn create_subnet(key: &AccountId) -> NetUid {
	let before: Vec<NetUid> = NetworksAdded::<Test>::iter_keys().collect();
	assert_ok!(SubtensorModule::register_network(
		signed(&coldkey(9)),
		key.clone()
	));
	NetworksAdded::<Test>::iter_keys()
		.find(|netuid| !before.contains(netuid))
		.unwrap()
}

/// What an account has free.
pub fn free(who: &AccountId) -> Rao {
	Balances::balance(who)
}

/// A row of weights as its call wants it.
pub fn set_weights(netuid: NetUid, key: &AccountId, row: &[(u16, u16)]) {
	let (dests, weights) = row.iter().copied().unzip();
	assert_ok!(SubtensorModule::set_weights(
		signed(key),
		netuid,
		dests,
		weights,
		0
	));
}

/// A commit to a row of weights that opens with a round.
pub fn lock_weights(mechanism: Mechanism, key: &AccountId, row: &[(u16, u16)], round: RoundNumber) {
	let (uids, values) = row.iter().copied().unzip();
	let payload = Payload {
		hotkey: key.encode(),
		uids,
		values,
		version_key: 0,
	};
	assert_ok!(SubtensorModule::commit_timelocked_mechanism_weights(
		signed(key),
		mechanism.netuid,
		mechanism.mecid,
		Beacon::lock(&payload.encode(), round),
		round,
		validator_weights::TIMELOCK_VERSION
	));
}

/// On which terms the pool lets a direct call in; nothing if its kind always pays.
pub fn terms(call: &Call<Test>, who: &AccountId) -> Option<Result<guards::Terms, guards::Refusal>> {
	guards::FreeCall::own(call).map(|free| free.terms(who))
}

/// This pallet's events in this block, oldest first.
pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::SubtensorModule(event) => Some(event),
			_ => None,
		})
		.collect()
}
