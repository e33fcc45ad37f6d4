//! # Drand
//!
//! Pulses of a randomness beacon, one every few seconds. What was encrypted to a round opens with the round's pulse: [`subtensor_types::Timelock`].
//!
//! | module | what |
//! |---|---|
//! | [`fetching`] | the off-chain worker of a node: pulses from the beacon's servers |
//! | [`pulses`] | which pulses are taken, kept and forgotten |
//! | [`test_beacon`] | a beacon within the chain, for development |
//! | `opening` | opening what is locked to a round |
//! | [`types`] | pulses and the beacon's description, as clients encode them |
//! | `invariants` | what holds at the end of every block |
//! | [`weights`] | what the calls and the hook cost |
//!
//! ```text
//!      forgotten      │ kept: Oldest ..= Last, at most 216,000      │ next: Last + 1
//!  ───────────────────┼─────────────────────────────────────────────┼──────────────────▶ round
//!   at most 64 a block│  (a gap, where the beacon was out of reach) │ at most 16 a call
//! ```
//!
//! ## Decisions
//!
//! - **A pulse proves itself**: the beacon's signature is checked, in the pool and in the block, and nothing else. So nobody needs a key to bring it,
//!   `write_pulse` is unsigned, and its argument `signature`, which clients know, must be `None`.
//! - **No round is left out** as long as the chain is less than a day behind the beacon: a pulse that is missing would lock what was encrypted to its
//!   round for ever. A chain that was away for longer, and a new one, begins at a round near its clock.
//! - **A pulse is taken once**: rounds only go up, and the pool holds one submission for each last round. A longer one
//!   replaces a shorter one.
//! - **Another beacon's pulses go before the first one of the new beacon is taken**, over the next blocks: rounds of both could have the same numbers.
//! - **A built-in beacon makes up for an hour at most**, in steps of 16 rounds a block; if the clock jumps further, it begins anew near the clock.
//! - **Bare extrinsics are checked by `ValidateUnsigned`**, although FRAME wants to do without it in 2027: the new way needs another
//!   transaction extension, which clients would have to know.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod fetching;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
#[cfg(test)]
mod mock;
mod opening;
pub mod pulses;
pub mod test_beacon;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use fetching::Fetcher;
pub use pallet::*;
pub use pulses::PulseBook;
pub use test_beacon::TestBeacon;
pub use types::{BeaconConfiguration, BeaconConfigurationPayload, Pulse, PulsesPayload};
pub use weights::WeightInfo;

use frame_support::pallet_prelude::ConstU32;

/// The most pulses in a call: so many can be verified in half a block.
pub const MAX_PULSES: u32 = 16;
/// How many pulses are kept: seven and a half days of quicknet's.
pub const RETENTION: u64 = 216_000;
/// The most pulses that a block forgets.
pub const FORGOTTEN_PER_BLOCK: u32 = 64;
/// How far the chain may be behind the beacon before it leaves rounds out: a day of quicknet's.
pub const CATCH_UP: u64 = 28_800;
/// How far from the chain's clock the first pulse may be, and any pulse ahead of it: 5 minutes of quicknet's rounds.
pub const NEAR: u64 = 100;
/// The most pulses that the built-in beacon makes in a block.
pub const MADE_PER_BLOCK: u32 = 16;
/// How far the built-in beacon may be behind the clock before it leaves rounds out: an hour of quicknet's.
pub const BACKLOG: u64 = 1_200;

/// The bound of the pulses in a call.
pub type MaxPulses = ConstU32<MAX_PULSES>;

// What FRAME expands to is not ours to mend.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		BeaconConfiguration, BeaconConfigurationPayload, Fetcher, Pulse, PulseBook, PulsesPayload,
		TestBeacon, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::{offchain::CreateBare, pallet_prelude::*};
	use sp_runtime::MultiSignature;
	use subtensor_types::RoundNumber;

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> + CreateBare<Call<Self>> {
		/// The chain's clock, in milliseconds since 1970.
		type Clock: Time<Moment = u64>;

		/// Where the pairings are computed.
		type Curve: subtensor_timelock::Curve;

		/// Priority of a call with pulses in the pool; one more for each pulse.
		#[pallet::constant]
		type UnsignedPriority: Get<TransactionPriority>;

		/// Milliseconds that a server has to answer the off-chain worker.
		#[pallet::constant]
		type HttpFetchTimeout: Get<u64>;

		/// Weights of calls and of the hook.
		type WeightInfo: WeightInfo;
	}

	/// The beacon. Written by genesis and root.
	#[pallet::storage]
	pub type BeaconConfig<T: Config> = StorageValue<_, BeaconConfiguration, ValueQuery>;

	/// Secret of the beacon, big end first, where the chain itself makes its pulses: everybody knows it. Written by genesis, and removed by root
	/// with the beacon.
	#[pallet::storage]
	pub type TestSecret<T: Config> = StorageValue<_, [u8; 32], OptionQuery>;

	/// Round -> its pulse. At most [`crate::RETENTION`] rounds and what is yet to be forgotten. Written by [`PulseBook`].
	#[pallet::storage]
	pub type Pulses<T: Config> = StorageMap<_, Blake2_128Concat, RoundNumber, Pulse, OptionQuery>;

	/// The newest round whose pulse is stored; 0 if none is. Written by [`PulseBook`].
	#[pallet::storage]
	pub type LastStoredRound<T: Config> = StorageValue<_, RoundNumber, ValueQuery>;

	/// The oldest round whose pulse is stored; 0 if none is. Written by [`PulseBook`].
	#[pallet::storage]
	pub type OldestStoredRound<T: Config> = StorageValue<_, RoundNumber, ValueQuery>;

	/// Pulses of rounds below this one are being forgotten, and open nothing. One more than the last round while the beacon
	/// changes. Written by [`PulseBook`].
	#[pallet::storage]
	pub type ForgetBelow<T: Config> = StorageValue<_, RoundNumber, ValueQuery>;

	/// Stored round before rounds that were left out -> the stored one after them. Written by [`PulseBook`].
	#[pallet::storage]
	pub type Gaps<T: Config> = StorageMap<_, Blake2_128Concat, RoundNumber, RoundNumber, OptionQuery>;

	/// The beacon at genesis: quicknet, or one within the chain.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Secret of a beacon within the chain, big end first; quicknet if there is none.
		pub test_secret: Option<[u8; 32]>,
		/// When the first round was, in seconds since 1970.
		pub genesis_time: u64,
		/// Seconds from round to round.
		pub period: u32,
		#[allow(missing_docs)]
		#[serde(skip)]
		pub _marker: PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			let quicknet = BeaconConfiguration::default();
			Self {
				test_secret: None,
				genesis_time: quicknet.genesis_time,
				period: quicknet.period,
				_marker: PhantomData,
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// Panics if the secret is none, or the period is 0: then there is no chain.
		fn build(&self) {
			let quicknet = BeaconConfiguration::default();
			assert!(
				self.period > 0,
				"a beacon's rounds follow each other after a second or more"
			);
			let timed = BeaconConfiguration {
				genesis_time: self.genesis_time,
				period: self.period,
				..quicknet
			};
			BeaconConfig::<T>::put(match self.test_secret {
				Some(secret) => {
					TestSecret::<T>::put(secret);
					TestBeacon::<T>::describe(timed, &secret)
						.expect("the secret is above 0 and below the group's order")
				}
				None => timed,
			});
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Root has described the beacon anew.
		BeaconConfigChanged,
		/// Pulses were stored.
		NewPulse {
			/// Their rounds.
			rounds: Vec<RoundNumber>,
		},
		/// Root has said which is the oldest round to be kept.
		SetOldestStoredRound(RoundNumber),
	}

	/// Why a call was refused.
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// The beacon did not sign this pulse, or its randomness is not that of its signature.
		UnverifiedPulse,
		/// The rounds are not those that come next: they follow the last stored one without a gap, while the chain is less than a day behind, and are near its
		/// clock otherwise. Or there is no such stored round.
		InvalidRoundNumber,
		/// No pulse could be verified with this configuration: the public key is no point of its group, or the period is 0.
		PulseVerificationError,
		/// There is nothing to sign: leave the signature out.
		SignatureNotExpected,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Forgets old pulses; where the beacon is built in, makes the pulses of the rounds that are over by the clock of the block before.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			let forgotten = PulseBook::<T>::forget();
			let made = TestBeacon::<T>::make();
			T::WeightInfo::forget(forgotten).saturating_add(T::WeightInfo::make(made)) // clamp: small weights
		}

		/// Fetches the pulses that come next from the beacon's servers, if it has any.
		fn offchain_worker(_: BlockNumberFor<T>) {
			Fetcher::<T>::run();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			crate::invariants::check::<T>()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Stores pulses of rounds that follow each other, the first one on the last that is stored.
		///
		/// Origin: nobody; the pulses prove themselves. `signature` is `None`. Emits `NewPulse`.
		#[pallet::call_index(0)]
		#[pallet::weight((T::WeightInfo::write_pulse(pulses_payload.pulses.len() as u32), DispatchClass::Operational))]
		pub fn write_pulse(
			origin: OriginFor<T>,
			pulses_payload: PulsesPayload,
			signature: Option<MultiSignature>,
		) -> DispatchResult {
			ensure_none(origin)?;
			ensure!(signature.is_none(), Error::<T>::SignatureNotExpected);
			PulseBook::<T>::accept(&pulses_payload.pulses)
		}

		/// Describes the beacon anew. With another public key it is another beacon: all pulses are forgotten over the next blocks, and only then
		/// are new ones taken; and if the chain made the pulses itself, it does so no more.
		///
		/// Origin: root. `signature` is `None`. Emits `BeaconConfigChanged`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_beacon_config())]
		pub fn set_beacon_config(
			origin: OriginFor<T>,
			config_payload: BeaconConfigurationPayload,
			signature: Option<MultiSignature>,
		) -> DispatchResult {
			ensure_root(origin)?;
			ensure!(signature.is_none(), Error::<T>::SignatureNotExpected);
			PulseBook::<T>::configure(config_payload.config)
		}

		/// Forgets the pulses of rounds below this one over the next blocks.
		///
		/// Origin: root. The newest pulse stays. Emits `SetOldestStoredRound`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_oldest_stored_round())]
		pub fn set_oldest_stored_round(origin: OriginFor<T>, oldest_round: RoundNumber) -> DispatchResult {
			ensure_root(origin)?;
			PulseBook::<T>::keep_from(oldest_round)
		}
	}

	/// What would fail takes no room in a block: pulses are verified before a block takes them, and once more by the call.
	#[allow(deprecated)]
	#[pallet::validate_unsigned]
	impl<T: Config> ValidateUnsigned for Pallet<T> {
		type Call = Call<T>;

		fn validate_unsigned(_: TransactionSource, call: &Self::Call) -> TransactionValidity {
			match call {
				Call::write_pulse {
					pulses_payload,
					signature: None,
				} => PulseBook::<T>::validate(&pulses_payload.pulses),
				_ => Err(InvalidTransaction::Call.into()),
			}
		}
	}
}
