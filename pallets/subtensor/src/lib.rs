//! # SubtensorModule
//!
//! Subnets of AI miners compete; validators who stake TAO rank them; Yuma consensus turns rankings into rewards; TAO is minted
//! block by block and divided 18 / 41 / 41 among the owner, the miners and the validators of each subnet.
//!
//! ## Where to find what
//!
//! The pallet is made of domains. Each has a handler that alone writes the domain's storage, which stands beside it.
//!
//! | domain | handler | owns |
//! |---|---|---|
//! | [`ledger`] | [`Ledger`] | the pots: every rao that the pallet keeps lies in one |
//! | [`keys`] | [`KeyRegistry`] | who owns which hotkey, takes |
//! | [`swaps`] | [`KeySwapper`] | another key takes the place of a hotkey or of a coldkey |
//! | [`hyperparameters`] | [`HyperparameterTable`] | what can be set about a subnet and about the chain, by whom, when and within which bounds |
//! | [`subnets`] | [`SubnetRegistry`] | which subnets exist, creation, start |
//! | [`mechanisms`] | [`MechanismRegistry`] | how many kinds of work a subnet rates, and how they share its emission |
//! | [`identities`] | [`IdentityRegistry`] | what subnets and coldkeys say of themselves, symbols |
//! | [`neurons`] | [`NeuronRegistry`] | uids, registration, replacement, endpoints |
//! | [`stake`] | [`StakeLedger`] | share pools, cooling down, stake weight, dividends |
//! | [`children`] | [`ChildkeyRegistry`] | parents and children: which hotkey lends its weight to which |
//! | [`validator_weights`] | [`WeightBook`] | the weights that validators set, in the open, by commit and reveal, or locked until a beacon's round |
//! | [`root`] | [`RootCouncil`] | root's seats, weights and judgement |
//! | [`emission`] | [`EmissionPlanner`], [`Payout`] | minting, shares of subnets, **the 18 / 41 / 41 split** |
//! | [`epoch`] | [`EpochRunner`], [`EpochCalendar`] | when epochs run; gather, compute, apply, pay |
//! | [`closing`] | [`SubnetCloser`] | how a subnet ends: when, and step by step |
//! | [`guards`] | [`FreeCall`](guards::FreeCall), [`CheckNonce`](guards::CheckNonce) | what is checked before a transaction enters the pool |
//! | [`views`] | [`Views`] | what clients can ask without a transaction |
//! | [`vacant`] | none | what clients read in passing: nobody writes it |
//! | [`block`] | [`BlockStep`] | what happens at the start and end of each block |
//!
//! Calls go one way: `subnets <- neurons <- {stake, validator_weights} <- epoch <- emission <- block`. The mathematics is in
//! crates without storage: `yuma`, `subtensor-emission`, `subtensor-registration`, `subtensor-stake-pool`.
//!
//! ## One ledger
//!
//! `pallet_balances` knows every rao. What is staked, locked or pending lies in pot accounts, and `invariants.rs` says what holds
//! between the pots and this pallet's storage. Numbers here say whose part of a pot is whose; they are never money of their own.
//!
//! ## Decisions
//!
//! - **Owners may be absent.** `Owner`, `SubnetOwner`, `SubnetOwnerHotkey` and `Keys` answer nothing where there is nobody, instead of
//!   an account of zeros that somebody could mistake for one.
//! - **The creator of a subnet endows its pot** with one existential deposit on top of the lock, so that the lock is a round number
//!   and the pot outlives every payment.
//! - **A hotkey that names its owner never fails for want of room in that coldkey's list**, and takes no more than half of it: the
//!   coldkey was not asked, and whoever could fill the list could keep it from registering anything. Beyond that the hotkey is owned, but not listed.
//! - **A hotkey that changes its provisional owner** takes its take back to the default and keeps everything else: its uids, its seat,
//!   its place as an owner's hotkey. Stake and its cooling belong to coldkeys and stay with them.
//! - **A new subnet's price opens at 1 TAO**, as on the existing chain, and falls to its lowest within hours where nobody comes. Opened at
//!   the lowest, 27 places could be had for 1 TAO in its first block and 46 for 100; like this it is 1 for 1 TAO and 14 for 100. Root's price is 0: it is paid in stake.
//! - **Present prices are computed from anchors**, not from what clients read: a price that was rounded up at every epoch and fell on
//!   from there would stand still where an epoch takes less than one unit off it.
//! - **Trimming counts the owner's hotkey as spared, not as immune**, unless it is young: of the places that are left immune neurons may
//!   take 80 %, and it may have one of the others. Numbers that root has set, such as `MinAllowedUids`, bind it.
//! - **A claim of a hotkey is no ownership.** `try_associate_hotkey` notes, for the signer alone, that it may stake on a hotkey that nobody
//!   owns; the owner is who uses the hotkey first. If a claim showed in `Owner`, whoever claims others' hotkeys would keep them from
//!   registering, for a fee each.
//! - **A released hotkey keeps its account's reference**, so its nonce; it is counted once however often it finds an owner.
//! - **A swap renames, and never merges:** the new hotkey has no pool and no neuron where the old one's is to come. So no share is
//!   computed anew, and whoever nominates finds the same pool under another key.
//! - **A swap on one subnet is of a neuron:** its stake there goes along; stake without a neuron moves on all subnets at once.
//! - **Pay that others let be staked on a hotkey follows a swap** where they have stake on it already; who never was paid there is paid
//!   on its miners until it chooses anew. A list of those who only named it could be made as long as anybody likes.
//! - **An announced coldkey is frozen in the ledger**, so its calls about the swap cannot pay a fee: they are free if they would succeed.
//! - **An announcement can be replaced or taken back** only some time after it could have been carried out: whoever stole the key
//!   cannot put the owner's own swap off on its day.
//! - **One cooling lock** for what a coldkey brings itself to a hotkey and subnet: what still cools when more enters waits with it.
//!   Only the staker itself can bring that about.
//! - **What others send cools apart**, so that no gift delays what was there: each receipt ends for itself, in full, and no later
//!   one changes that. Receipts of the same fifteenth of the period share an entry, which ends up to that much late, so 16 entries
//!   have room for all that can be sent in a period, and dust cannot keep other gifts out. Only after the period was lengthened can
//!   the list be full; then a transfer is refused. A gift is worth the minimum stake at least, adds to no more than half of the
//!   receiver's list of hotkeys, and does not hold back `remove_stake_full_limit`.
//! - **A price is never met in part:** it is 1 TAO, so a limit lets all through or nothing.
//! - **Who recycles or burns stake gets a remainder below the minimum paid out:** it did not ask to lose that.
//! - **Lowering the take starts the interval** after which it can rise, so that raising, lowering and raising is no way around it.
//! - **A direct call of a free kind that would fail is refused by the pool**, for nothing, with a number that says why; so it never
//!   takes room in a block. What would succeed but is not free, as rating oneself without a permit, pays. Within another call all pay.
//! - **A certificate stays** until its neuron publishes another or loses its uid, whatever the endpoint does; one that is none is refused.
//! - **A parent that changes its part keeps its place** with a child whose list of parents is full, whatever it lends then: only newcomers
//!   are compared, with the least of those who are there. Of equals the one who is there stays.
//! - **A child needs an owner, but no uid.** What is lent to a hotkey that is no neuron on the subnet weighs nothing in its epochs.
//! - **Choices of children are applied in their order.** A cooldown that root shortens does not let later ones overtake.
//! - **The bounds of a child's take count at the payout,** not only when it is set: nothing has to be rewritten when they change.
//! - **Within an epoch's payout** all pools are raised first, then the owner's cut buys shares, then each neuron's own part does, by
//!   uid: no new share takes part in a dividend that it was not there for.
//! - **A reward never fails because of its receiver.** What is too little for one share is recycled; a coldkey whose list of hotkeys
//!   is full is paid to its free balance.
//! - **A fair launch pays free balance**, unlike every other pay of a neuron: without a premine somebody must be able to pay the
//!   first fee, and pay as stake would end the launch at its first epoch. It lasts until somebody stakes on the subnet, or root's
//!   stakers rate its miners; if all stake leaves, it goes on.
//! - **Weights speak as of the commit**, not of the reveal: each row keeps that block, and what it says of a uid that changed hands in it
//!   or later does not count. The validator's last update would not do, since a later commit moves it.
//! - **Activity is a validator's, not a mechanism's:** whoever set weights in any mechanism recently counts in all. Else a single small
//!   validator could have all to say in a mechanism that the others left alone; so a mechanism pays only for what a majority rates there.
//! - **Work that nobody did in one mechanism is not paid in another:** its part of emission is recycled, as a subnet's would be.
//! - **A mechanism that comes back begins anew.** What lowering their number removes is gone, and so is the split of emission.
//! - **A new mechanism can be rated at once:** in it a neuron has set nothing since it registered.
//! - **An owner's hotkey sets weights whatever its stake**, since its stake counts in epochs whatever the threshold.
//! - **Trimming forgets commits:** a hash hides uids of the old numbering, and nobody can number those anew.
//! - **A commit needs no permit, but then it costs:** who has none can still rate itself when it reveals.
//! - **A time-locked commit needs a permit:** the chain opens it, and who has none could only rate itself, which counts for nothing.
//! - **One time-locked commit waits per neuron and mechanism.** Another takes its place only when its epoch has come and its round has
//!   not: so nobody has to wait for a round that never comes.
//! - **A missing round delays weights, and never drops them:** they are set whenever it comes, unless newer ones stand there.
//!   One that was left out, or whose pulse is forgotten before the weights may open, never comes: the validator commits again.
//! - **Commits are void where weights are no longer hidden,** hashed and time-locked alike: they go with the next epoch, and from the
//!   moment of the change on weights can be set in the open.
//! - **Root decides whether owners choose when epochs come:** `OwnerTempoControl`, off by default. Bonds move and windows of commits
//!   close once per epoch; who chose the moment could let a window close before others reveal. So where it is on, neither `set_tempo`
//!   nor `trigger_epoch` is possible while weights are hidden, no epoch comes sooner than a freeze window after either, tempos are not
//!   shorter than that of new subnets, and the two share the cooldown of a hyperparameter. What is left for root to weigh: stake that
//!   came just before an epoch and cools can serve one more that its owner brings forward, once in two tempos by the defaults.
//! - **Before its first epoch a subnet's `LastEpochBlock` is one tempo before that is due,** so that clients, who add the tempo to it, find
//!   when that is.
//! - **Commits are kept for an epoch after they expired**, so that whoever reveals too late is told so.
//! - **A subnet ends at once and is taken apart later.** What could pay or be asked about it goes in the block in which it closes: emission,
//!   pending, lock, register, identity, calendar. What there can be many of, stakers and neurons, goes in bounded steps; until then the
//!   netuid is not free, so ids can exceed the limit of subnets.
//! - **Nothing is remembered of where closing stands:** each step takes what it still finds, so no entry can be left out by a counter.
//! - **An owner's dissolution cannot be taken back**, so that whoever leaves because of it was not fooled.
//! - **The lock pays cuts first:** the owner gets back what its cuts have not paid it yet, and nothing within the immunity period,
//!   whoever closes the subnet.
//! - **The subnet of genesis can close too.** Where only subnets of genesis share while root does not decide, nothing is minted then
//!   until root does.
//! - **An epoch that fails keeps its turn:** nothing changes, what is pending waits, the next epoch is due one tempo later.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic
)]
#![cfg_attr(
	test,
	allow(
		clippy::arithmetic_side_effects,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic
	)
)]

extern crate alloc;

pub mod block;
mod calls;
pub mod children;
pub mod closing;
pub mod emission;
pub mod epoch;
mod errors;
mod events;
mod genesis;
pub mod guards;
pub mod hyperparameters;
pub mod identities;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub mod keys;
pub mod ledger;
pub mod mechanisms;
#[cfg(test)]
mod mock;
pub mod neurons;
pub mod pace;
pub mod root;
pub mod stake;
pub mod subnets;
pub mod swaps;
pub mod vacant;
pub mod validator_weights;
pub mod views;
pub mod weights;

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Compact;
use frame_support::{
	PalletId,
	pallet_macros::import_section,
	pallet_prelude::*,
	traits::{
		ConstU16, ConstU64,
		fungible::{Balanced, Inspect, Mutate, MutateFreeze},
	},
};
use frame_system::pallet_prelude::*;
use sp_core::{H160, H256};
use sp_runtime::{Perbill, SaturatedConversion};
use subtensor_types::{
	AxonInfo, Bounded, I64F64, I96F32, MechId, Mechanism, NetUid, NetUidStorageIndex, NeuronCertificate,
	PrometheusInfo, Rao, RoundNumber, Shares, U64F64, Uid,
};

pub use block::BlockStep;
pub use children::{ChildkeyChoice, ChildkeyRegistry, Children, Parents};
pub use closing::SubnetCloser;
pub use emission::{Earnings, EmissionPlan, EmissionPlanner, Payout};
pub use epoch::{EpochCalendar, EpochRunner};
pub use hyperparameters::{
	ChainParameter, ChainParameters, Hyperparameter, HyperparameterTable, Hyperparameters,
};
pub use identities::{
	BoundedChainIdentity, BoundedSubnetIdentity, ChainIdentityV2, IdentityRegistry, SubnetIdentityV3, Symbol,
};
pub use keys::{KeyRegistry, owner_of, zero_account};
pub use ledger::Ledger;
pub use mechanisms::MechanismRegistry;
pub use neurons::{Anchor, NeuronRecords, NeuronRegistry, Renumbering, Work};
pub use pace::Pace;
pub use pallet::*;
pub use root::{BootstrapShares, EmissionPolicy, RootCouncil, RootShare};
pub use stake::{CoolingStake, StakeLedger};
pub use subnets::SubnetRegistry;
pub use swaps::{ColdkeySwap, HotkeySwap, KeySwapper, StakeOnSwap};
pub use vacant::{EpochConsensus, LockState, RootClaimTypeEnum};
pub use validator_weights::{
	CommitBatch, Payload, Reveal, RevealBatch, Sealed, SetBatch, Submission, TimelockFailure,
	TimelockedCommit, WeightBook, WeightCommit,
};
pub use views::Views;
pub use weights::WeightInfo;

/// The most subnets that the pallet can hold, root included, whatever the limit in storage says.
pub const MAX_SUBNETS: u32 = 1_024;
/// The most neurons that a subnet can have, whatever its hyperparameters say, and the most times its mechanisms.
pub const MAX_UIDS: u32 = 4_096;
/// The most hotkeys that a coldkey can own, or stake on.
pub const MAX_HOTKEYS: u32 = 1_024;
/// The most hotkeys without an owner that a coldkey can claim.
pub const MAX_CLAIMS: u32 = 16;
/// The most children that a hotkey can have on a subnet.
pub const MAX_CHILDREN: u32 = 5;
/// The most parents that a hotkey can have on a subnet.
pub const MAX_PARENTS: u32 = 16;
/// Take of a hotkey's owner where none is set, as a u16 fraction: 18 %.
pub const DEFAULT_TAKE: u16 = 11_796;
/// Weight of root stake on each subnet where genesis does not say: 0.18, rounded down, as a fraction of `u64::MAX`.
pub const DEFAULT_TAO_WEIGHT: u64 = 3_320_413_933_267_719_290;
/// Milliseconds between blocks where genesis does not say.
pub const DEFAULT_SLOT_DURATION: u64 = 12_000;
/// Blocks in a session where genesis does not say: an hour.
pub const DEFAULT_SESSION_LENGTH: u32 = 300;

/// The most commits to weights that a neuron can have on a subnet.
pub const MAX_WEIGHT_COMMITS: u32 = 10;
/// The most bytes of time-locked weights.
pub const MAX_TIMELOCKED_BYTES: u32 = 5_000;
/// The most items of a batch of weights.
pub const MAX_BATCH_ITEMS: u32 = 128;
/// The most proofs of work over one block that can be remembered.
pub const MAX_SEALS: u32 = 256;

/// The most entries, by the block in which they are free, of what others sent to a coldkey on one hotkey and subnet.
pub const MAX_RECEIPTS: u32 = 16;

/// Bound of lists of receipts that cool down.
pub type MaxReceipts = ConstU32<MAX_RECEIPTS>;
/// Bound of lists of subnets.
pub type MaxSubnets = ConstU32<MAX_SUBNETS>;
/// Bound of lists with an entry per mechanism.
pub type MaxMechanisms = ConstU32<{ MechId::MOST.0 as u32 }>;
/// Bound of lists of seals.
pub type MaxSeals = ConstU32<MAX_SEALS>;
/// Bound of lists of commits to weights.
pub type MaxWeightCommits = ConstU32<MAX_WEIGHT_COMMITS>;
/// Bound of time-locked weights, in bytes.
pub type MaxTimelockedBytes = ConstU32<MAX_TIMELOCKED_BYTES>;
/// Bound of the key of a position, in bytes: the item's, a hotkey and a coldkey with their hashes, a subnet.
pub type MaxPositionKey = ConstU32<{ 32 + 48 + 48 + 2 }>;
/// Bound of lists of hotkeys.
pub type MaxHotkeys = ConstU32<MAX_HOTKEYS>;
/// Bound of lists of claimed hotkeys.
pub type MaxClaims = ConstU32<MAX_CLAIMS>;
/// A list with one entry per neuron, or per rated neuron.
pub type PerUid<T> = Bounded<T, ConstU32<MAX_UIDS>>;

#[import_section(subnets::storage::subnet_storage)]
#[import_section(mechanisms::storage::mechanism_storage)]
#[import_section(identities::storage::identity_storage)]
#[import_section(neurons::storage::neuron_storage)]
#[import_section(keys::storage::key_storage)]
#[import_section(swaps::storage::swap_storage)]
#[import_section(stake::storage::stake_storage)]
#[import_section(children::storage::children_storage)]
#[import_section(validator_weights::storage::validator_weight_storage)]
#[import_section(epoch::storage::epoch_storage)]
#[import_section(emission::storage::emission_storage)]
#[import_section(root::storage::root_storage)]
#[import_section(closing::storage::closing_storage)]
#[import_section(vacant::storage::vacant_storage)]
#[import_section(hyperparameters::storage::hyperparameter_storage)]
#[import_section(genesis::genesis)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[import_section(calls::calls)]
// What FRAME expands to is not ours to mend; nor are the argument lists that clients know.
#[allow(
	clippy::expect_used,
	clippy::cast_possible_truncation,
	clippy::arithmetic_side_effects,
	clippy::too_many_arguments
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The pallet.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The ledger of all money.
		type Currency: Mutate<Self::AccountId, Balance = Rao>
			+ Balanced<Self::AccountId, Balance = Rao>
			+ MutateFreeze<Self::AccountId, Id = Self::RuntimeFreezeReason>;

		/// Why money can be frozen on this chain.
		type RuntimeFreezeReason: From<FreezeReason>;

		/// Id from which the pots' accounts are derived.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// How emission is shared among subnets.
		type EmissionPolicy: EmissionPolicy<Self>;

		/// What other pallets keep of neurons.
		type NeuronRecords: NeuronRecords<Self::AccountId>;

		/// Which calls of other pallets cost nothing.
		type OtherFreeCalls: guards::FreeCalls<Self>;

		/// What opens time-locked weights.
		type Timelock: subtensor_types::Timelock;

		/// Weights of calls and of the parts of the block step.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet freezes money.
	#[pallet::composite_enum]
	pub enum FreezeReason {
		/// A swap of the coldkey is announced.
		#[codec(index = 0)]
		ColdkeySwap,
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// What a swap of a hotkey on all subnets costs, and the announcement of a coldkey's, in rao.
		#[pallet::constant_name(KeySwapCost)]
		fn key_swap_cost() -> Rao {
			swaps::KEY_SWAP_COST
		}

		/// What a swap of a hotkey on one subnet costs, in rao.
		#[pallet::constant_name(KeySwapOnSubnetCost)]
		fn key_swap_on_subnet_cost() -> Rao {
			swaps::KEY_SWAP_ON_SUBNET_COST
		}

		/// Blocks between two swaps of one neuron's hotkey of which the second is on that subnet alone.
		#[pallet::constant_name(HotkeySwapOnSubnetInterval)]
		fn hotkey_swap_on_subnet_interval() -> u64 {
			swaps::HOTKEY_SWAP_ON_SUBNET_INTERVAL
		}

		/// Blocks between the creation of a subnet and the first moment at which its owner can start it, as they are now.
		#[pallet::constant_name(InitialStartCallDelay)]
		fn initial_start_call_delay() -> u64 {
			StartCallDelay::<T>::get()
		}

		/// The most epochs that run in one block, as they are now.
		#[pallet::constant_name(MaxEpochsPerBlock)]
		fn max_epochs_per_block() -> u8 {
			MaxEpochsPerBlock::<T>::get()
		}

		/// The shortest tempo that owners of subnets can set, in blocks. Root can set any.
		#[pallet::constant_name(MinTempo)]
		fn min_tempo() -> u16 {
			HyperparameterTable::<T>::least_tempo()
		}

		/// The longest tempo that can be set, in blocks.
		#[pallet::constant_name(MaxTempo)]
		fn max_tempo() -> u16 {
			hyperparameters::MAX_TEMPO
		}

		/// The least number of tempos that can be set, in thousandths, for which a validator counts as active after it set weights.
		#[pallet::constant_name(MinActivityCutoffFactorMilli)]
		fn min_activity_cutoff_factor_milli() -> u32 {
			hyperparameters::MIN_ACTIVITY_CUTOFF_FACTOR
		}

		/// The greatest such number.
		#[pallet::constant_name(MaxActivityCutoffFactorMilli)]
		fn max_activity_cutoff_factor_milli() -> u32 {
			hyperparameters::MAX_ACTIVITY_CUTOFF_FACTOR
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			BlockStep::<T>::start()
		}

		fn on_finalize(_: BlockNumberFor<T>) {
			BlockStep::<T>::end();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			crate::invariants::check::<T>()
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The number of the present block.
	pub fn now() -> u64 {
		frame_system::Pallet::<T>::block_number().saturated_into::<u64>() // clamp: block numbers are u32
	}
}

/// How many entries lists have together.
fn entries<Entry>(lists: &[Vec<Entry>]) -> u32 {
	let sum = lists
		.iter()
		.fold(0usize, |sum, list| sum.saturating_add(list.len())); // clamp: they lie in memory
	u32::try_from(sum).unwrap_or(u32::MAX)
}
