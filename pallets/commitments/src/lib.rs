//! # Commitments
//!
//! What a neuron says of itself to its subnet: up to a few fields of bytes or hashes, which others can read. One commitment per neuron;
//! the next takes its place. It is free, within a budget of bytes until the subnet's next epoch.
//!
//! | module | what |
//! |---|---|
//! | [`book`] | who may commit what, and writing it down |
//! | [`fields`] | what a commitment is made of, as clients encode it |
//! | [`free`] | the pool's check: a commitment that would fail is refused |
//! | [`locks`] | fields that are locked until a round of a beacon, and what they reveal |
//! | `invariants` | what holds at the end of every block |
//! | [`weights`] | what the calls cost |
//!
//! ## Decisions
//!
//! - **A commitment counts as 100 bytes at least**, so that a neuron can make 31 in an epoch and no more.
//! - **No deposit is taken:** there is one commitment per neuron, and it goes when the neuron does.
//! - **Bonds to a neuron end once per epoch at most:** between two epochs nobody gets new ones, so there is nothing to end a second time.
//! - **A field may be locked to a round that has just come out:** a commitment can be late, and is opened in one of the next blocks. Earlier
//!   rounds are refused: what is locked to them would open before what others have locked to the present. If the chain left the round out,
//!   the field is marked as one that did not open, and the neuron commits again.
//! - **What is hidden need not name its neuron**, as it must in weights: clients hide any bytes. Who fears that a copy of the locked bytes opens as
//!   its own puts its hotkey into them.
//! - **A new commitment takes the place of locked fields, too:** who wants to reveal them waits for their rounds.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use frame_support::pallet_prelude::ConstU32;

pub mod book;
pub mod fields;
pub mod free;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub mod locks;
pub mod weights;

pub use book::CommitmentBook;
pub use fields::{CommitmentInfo, Data, Registration, UsageTracker};
pub use locks::{MOST_REVEALED, RevealFailure};
pub use pallet::*;
pub use weights::WeightInfo;

/// Bound of a neuron's revealed texts.
pub type MaxRevealed = ConstU32<MOST_REVEALED>;

// What FRAME expands to is not ours to mend.
#[allow(clippy::expect_used, clippy::cast_possible_truncation)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		CommitmentBook, CommitmentInfo, MaxRevealed, Registration, RevealFailure, UsageTracker, WeightInfo,
		locks::Text,
	};
	use alloc::boxed::Box;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use subtensor_types::{Bounded, NetUid, Rao};

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime: neurons and epochs are SubtensorModule's.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>> + pallet_subtensor::Config
	{
		/// The most fields of a commitment.
		#[pallet::constant]
		type MaxFields: Get<u32> + 'static;

		/// Weights of calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Rao that a commitment holds: none.
		#[pallet::constant_name(InitialDeposit)]
		fn initial_deposit() -> Rao {
			0
		}

		/// Rao that each of its fields holds: none.
		#[pallet::constant_name(FieldDeposit)]
		fn field_deposit() -> Rao {
			0
		}
	}

	/// Bytes that a neuron can commit on a subnet until its next epoch. Set by root.
	#[pallet::storage]
	pub type MaxSpace<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<3_100>>;

	/// Subnet, hotkey of a neuron -> what it committed last. Written by [`CommitmentBook`].
	#[pallet::storage]
	pub type CommitmentOf<T: Config> = StorageDoubleMap<
		_,
		Identity,
		NetUid,
		Twox64Concat,
		T::AccountId,
		Registration<Rao, T::MaxFields, BlockNumberFor<T>>,
		OptionQuery,
	>;

	/// Subnet, hotkey of a neuron -> how many bytes it has committed since which epoch. Written by [`CommitmentBook`].
	#[pallet::storage]
	pub type UsedSpaceOf<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, UsageTracker, OptionQuery>;

	/// Subnet, hotkey of a neuron -> block in which a commitment of its own last ended the bonds to it. Written by [`CommitmentBook`].
	#[pallet::storage]
	pub type LastBondsReset<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

	/// Round as eight bytes, the highest first, subnet, hotkey of a neuron -> a field of its commitment opens with the round. Written by
	/// [`CommitmentBook`].
	#[pallet::storage]
	pub type LockQueue<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, [u8; 8]>,
			NMapKey<Identity, NetUid>,
			NMapKey<Twox64Concat, T::AccountId>,
		),
		(),
		OptionQuery,
	>;

	/// Subnet, hotkey of a neuron -> texts of its locked fields that opened, each with the block in which it did, oldest first. Written by
	/// [`CommitmentBook`].
	#[pallet::storage]
	pub type RevealedCommitments<T: Config> = StorageDoubleMap<
		_,
		Identity,
		NetUid,
		Twox64Concat,
		T::AccountId,
		Bounded<(Text, u64), MaxRevealed>,
		OptionQuery,
	>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A neuron has committed.
		Commitment {
			/// Subnet.
			netuid: NetUid,
			/// Hotkey.
			who: T::AccountId,
		},
		/// A field of a commitment is locked.
		TimelockCommitment {
			/// Subnet.
			netuid: NetUid,
			/// Hotkey.
			who: T::AccountId,
			/// The round that opens it.
			reveal_round: u64,
		},
		/// A locked field opened: its text is among the revealed ones.
		CommitmentRevealed {
			/// Subnet.
			netuid: NetUid,
			/// Hotkey.
			who: T::AccountId,
		},
		/// A locked field did not open, and never will: it stays, marked.
		CommitmentRevealFailed {
			/// Subnet.
			netuid: NetUid,
			/// Hotkey.
			who: T::AccountId,
			/// The round that should have opened it.
			reveal_round: u64,
			/// Why not.
			error: RevealFailure,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// The signer is no neuron of this subnet, or there is no such subnet: register first, and sign with the hotkey.
		AccountNotAllowedCommit,
		/// The neuron has committed as many bytes as it may until the subnet's next epoch: wait for it, or commit less.
		SpaceLimitExceeded,
		/// Only the chain marks a field as one that did not open: commit the bytes as another kind of field.
		TimelockRevealFailedNotAllowed,
		/// A field is locked to a round that has long been out, so it would hide nothing: lock it to one to come.
		InvalidRevealRound,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Commits `info` in place of what the neuron has committed before.
		///
		/// Origin: the hotkey of a neuron of the subnet. Free within the budget of bytes. With `ResetBondsFlag` among the fields, where the
		/// subnet's owner has enabled that, bonds to the neuron end. Fields that are locked to a round of the beacon are opened by the chain when it
		/// is out. Emits `Commitment`, and `TimelockCommitment` for each of those.
		#[pallet::call_index(0)]
		#[pallet::weight(CommitmentBook::<T>::weight(*netuid, info))]
		pub fn set_commitment(
			origin: OriginFor<T>,
			netuid: NetUid,
			info: Box<CommitmentInfo<T::MaxFields>>,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			CommitmentBook::<T>::set(&who, netuid, *info)
		}

		/// Sets how many bytes a neuron can commit on a subnet until its next epoch.
		///
		/// Origin: root.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::set_max_space())]
		pub fn set_max_space(origin: OriginFor<T>, new_limit: u32) -> DispatchResult {
			ensure_root(origin)?;
			MaxSpace::<T>::put(new_limit);
			Ok(())
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			CommitmentBook::<T>::open_locks()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			crate::invariants::check::<T>()
		}
	}
}
