//! Why the pool refuses a transaction, as a number that clients can read.
//!
//! Sent as `InvalidTransaction::Custom`; over JSON-RPC it is error 1010 with the data `Custom error: N`. Numbers below 64, and 255, mean
//! what Bittensor's clients know them to mean; those from 64 up are this chain's own. A number never changes its meaning.

use super::FreeCalls;
use crate::{Config, Error, Pallet};
use codec::Decode;
use frame_support::{
	pallet_prelude::{DispatchError, InvalidTransaction, TransactionValidityError},
	traits::PalletInfoAccess,
};
use scale_info::TypeInfo;
use sp_runtime::ModuleError;

/// Why the pool refuses a direct call of a free kind: it would fail.
#[derive(Clone, Copy, Debug, Eq, PartialEq, TypeInfo)]
#[repr(u8)]
#[scale_info(capture_docs = "always")]
pub enum Refusal {
	/// A swap of this coldkey is announced: until then it can move nothing.
	ColdkeySwapAnnounced = 0,
	/// There is no subnet with this netuid.
	SubnetNotExists = 3,
	/// Nobody owns this hotkey.
	HotKeyAccountNotExists = 4,
	/// The neuron set weights, or registered, too short a time ago.
	RateLimitExceeded = 6,
	/// The hotkey is not a neuron of this subnet.
	HotKeyNotRegisteredInSubNet = 10,
	/// Nobody else can reach this address.
	InvalidIpAddress = 11,
	/// The neuron published this too short a time ago.
	ServingRateLimitExceeded = 12,
	/// The port is 0.
	InvalidPort = 13,
	/// The round of a time-locked commit is out already, or lies more than a year ahead.
	InvalidRevealRound = 15,
	/// The neuron has no commit of these weights on this subnet.
	CommitNotFound = 16,
	/// The weights can be revealed in the epoch of their commit's window only: it has not begun, or is over.
	CommitBlockNotInRevealRange = 17,
	/// There are not as many weights as destinations, or the lists of a batch differ in length.
	InputLengthsUnequal = 18,
	/// A destination does not exist.
	UidNotFound = 19,
	/// The announced swap of this coldkey is disputed: root decides.
	ColdkeySwapDisputed = 21,
	/// The hotkey belongs to another coldkey.
	NonAssociatedColdKey = 25,
	/// The kind of address is neither 4 nor 6.
	InvalidIpType = 64,
	/// The neuron may not set weights: it has no validator permit from the last epoch.
	NeuronNoValidatorPermit = 65,
	/// A destination is named twice.
	DuplicateUids = 66,
	/// Fewer neurons are rated than the subnet demands.
	WeightVecLengthIsLow = 67,
	/// The subnet demands a newer version of the validator's software.
	IncorrectWeightVersionKey = 68,
	/// There are more weights than neurons.
	UidsLengthExceedUidsInSubNet = 69,
	/// Weights of root are set with `set_root_weights`.
	CanNotSetRootNetworkWeights = 70,
	/// The call is for the root network (netuid 0) only.
	NotRootSubnet = 71,
	/// Root has no registration by work: use `root_register`.
	RegistrationNotPermittedOnRootSubnet = 72,
	/// The subnet does not accept new neurons.
	SubNetRegistrationDisabled = 73,
	/// The hotkey is a neuron of this subnet already.
	HotKeyAlreadyRegisteredInSubNet = 74,
	/// The subnet is full and nobody in it can be replaced.
	NoNeuronIdAvailable = 75,
	/// The block that was worked on is not a recent one.
	InvalidWorkBlock = 76,
	/// The seal is not that of this nonce, block and hotkey.
	InvalidSeal = 77,
	/// The seal is not small enough for the present difficulty.
	InvalidDifficulty = 78,
	/// The seal has served already.
	WorkAlreadyUsed = 79,
	/// Too many proofs of work over this block have been accepted.
	TooManyRegistrationsThisBlock = 80,
	/// The call has to be signed by the hotkey that it names.
	TransactorAccountShouldBeHotKey = 81,
	/// The hotkey has signed for its owner already. It cannot name another any more.
	OwnerAlreadyConfirmed = 82,
	/// The certificate is not one byte for the algorithm and a public key of 1 to 64 bytes.
	InvalidCertificate = 83,
	/// The stake of the hotkey is below `StakeThreshold`.
	NotEnoughStakeToSetWeights = 84,
	/// The subnet hides weights: use `commit_weights` and `reveal_weights`.
	CommitRevealEnabled = 85,
	/// The subnet does not hide weights: use `set_weights`.
	CommitRevealDisabled = 86,
	/// The neuron has ten commits that can still be revealed, or time-locked weights that wait.
	TooManyUnrevealedCommits = 87,
	/// The batch has more than 128 items.
	BatchTooLong = 88,
	/// The chain is in safe mode, which holds this call back.
	CallFiltered = 89,
	/// The subnet has no mechanism of this number.
	MechanismDoesNotExist = 90,
	/// The neuron has committed as many bytes as it may until the subnet's next epoch.
	SpaceLimitExceeded = 91,
	/// The salt has more than 64 numbers.
	SaltTooLong = 93,
	/// The chain takes time-locked commits of version 4 only.
	IncorrectCommitRevealVersion = 94,
	/// Only the chain marks a field as one that did not open.
	TimelockRevealFailedNotAllowed = 95,
	/// The hotkey was swapped, and positions have to follow to the new one: try again in a few blocks.
	HotkeySwapUnderway = 99,
	/// No swap of this coldkey is announced.
	ColdkeySwapAnnouncementNotFound = 100,
	/// The announced swap cannot be carried out, replaced or taken back yet.
	ColdkeySwapTooEarly = 101,
	/// The announced swap is disputed already.
	ColdkeySwapAlreadyDisputed = 102,
	/// Another coldkey was announced.
	AnnouncedColdkeyHashDoesNotMatch = 103,
	/// The new coldkey is somebody's hotkey.
	NewColdKeyIsHotkey = 104,
	/// The new coldkey has hotkeys or stake already.
	ColdKeyAlreadyAssociated = 105,
	/// The balance does not cover the announcement of a swap.
	NotEnoughBalanceToPaySwapColdKey = 106,
	/// The coldkey has stake on too many hotkeys and subnets.
	TooManyPositions = 107,
	/// The account of zeros stands for nobody.
	CannotUseSystemAccount = 108,
	/// The call would fail for a reason that has no number. This is a defect of the chain.
	BadRequest = 255,
}

impl Refusal {
	/// The refusal that an error of a free call's check becomes.
	pub fn of<T: Config>(error: DispatchError) -> Self {
		match error {
			DispatchError::Module(ModuleError { index, error, .. })
				if usize::from(index) == Pallet::<T>::index() =>
			{
				Error::<T>::decode(&mut &error[..]).map_or(Self::BadRequest, Self::from)
			}
			error => T::OtherFreeCalls::refusal(error),
		}
	}
}

/// All errors of this pallet are named, so that a new one cannot be forgotten where a free call can meet it.
impl<T> From<Error<T>> for Refusal {
	fn from(error: Error<T>) -> Self {
		match error {
			Error::SubnetNotExists => Self::SubnetNotExists,
			Error::HotKeyAccountNotExists => Self::HotKeyAccountNotExists,
			Error::SettingWeightsTooFast | Error::CommittingWeightsTooFast => Self::RateLimitExceeded,
			Error::HotKeyNotRegisteredInSubNet => Self::HotKeyNotRegisteredInSubNet,
			Error::InvalidIpAddress => Self::InvalidIpAddress,
			Error::ServingRateLimitExceeded => Self::ServingRateLimitExceeded,
			Error::InvalidPort => Self::InvalidPort,
			Error::NoWeightsCommitFound | Error::InvalidRevealCommitHashNotMatch => Self::CommitNotFound,
			Error::RevealTooEarly | Error::ExpiredWeightCommit => Self::CommitBlockNotInRevealRange,
			Error::WeightVecNotEqualSize | Error::InputLengthsUnequal => Self::InputLengthsUnequal,
			Error::UidVecContainInvalidOne => Self::UidNotFound,
			Error::NonAssociatedColdKey => Self::NonAssociatedColdKey,
			Error::InvalidIpType => Self::InvalidIpType,
			Error::NeuronNoValidatorPermit => Self::NeuronNoValidatorPermit,
			Error::DuplicateUids => Self::DuplicateUids,
			Error::WeightVecLengthIsLow => Self::WeightVecLengthIsLow,
			Error::IncorrectWeightVersionKey => Self::IncorrectWeightVersionKey,
			Error::UidsLengthExceedUidsInSubNet => Self::UidsLengthExceedUidsInSubNet,
			Error::CanNotSetRootNetworkWeights => Self::CanNotSetRootNetworkWeights,
			Error::NotRootSubnet => Self::NotRootSubnet,
			Error::RegistrationNotPermittedOnRootSubnet => Self::RegistrationNotPermittedOnRootSubnet,
			Error::SubNetRegistrationDisabled => Self::SubNetRegistrationDisabled,
			Error::HotKeyAlreadyRegisteredInSubNet => Self::HotKeyAlreadyRegisteredInSubNet,
			Error::NoNeuronIdAvailable => Self::NoNeuronIdAvailable,
			Error::InvalidWorkBlock => Self::InvalidWorkBlock,
			Error::InvalidSeal => Self::InvalidSeal,
			Error::InvalidDifficulty => Self::InvalidDifficulty,
			Error::WorkAlreadyUsed => Self::WorkAlreadyUsed,
			Error::TooManyRegistrationsThisBlock => Self::TooManyRegistrationsThisBlock,
			Error::TransactorAccountShouldBeHotKey => Self::TransactorAccountShouldBeHotKey,
			Error::OwnerAlreadyConfirmed => Self::OwnerAlreadyConfirmed,
			Error::SaltTooLong => Self::SaltTooLong,
			Error::InvalidCertificate => Self::InvalidCertificate,
			Error::NotEnoughStakeToSetWeights => Self::NotEnoughStakeToSetWeights,
			Error::CommitRevealEnabled => Self::CommitRevealEnabled,
			Error::CommitRevealDisabled => Self::CommitRevealDisabled,
			Error::TooManyUnrevealedCommits => Self::TooManyUnrevealedCommits,
			Error::IncorrectCommitRevealVersion => Self::IncorrectCommitRevealVersion,
			Error::InvalidRevealRound => Self::InvalidRevealRound,
			Error::BatchTooLong => Self::BatchTooLong,
			Error::MechanismDoesNotExist => Self::MechanismDoesNotExist,
			Error::ColdkeySwapAnnounced => Self::ColdkeySwapAnnounced,
			Error::ColdkeySwapDisputed => Self::ColdkeySwapDisputed,
			Error::ColdkeySwapAnnouncementNotFound => Self::ColdkeySwapAnnouncementNotFound,
			Error::ColdkeySwapTooEarly
			| Error::ColdkeySwapReannouncedTooEarly
			| Error::ColdkeySwapClearTooEarly => Self::ColdkeySwapTooEarly,
			Error::ColdkeySwapAlreadyDisputed => Self::ColdkeySwapAlreadyDisputed,
			Error::AnnouncedColdkeyHashDoesNotMatch => Self::AnnouncedColdkeyHashDoesNotMatch,
			Error::NewColdKeyIsHotkey => Self::NewColdKeyIsHotkey,
			Error::ColdKeyAlreadyAssociated => Self::ColdKeyAlreadyAssociated,
			Error::NotEnoughBalanceToPaySwapColdKey => Self::NotEnoughBalanceToPaySwapColdKey,
			Error::CannotUseSystemAccount => Self::CannotUseSystemAccount,
			Error::HotkeySwapUnderway => Self::HotkeySwapUnderway,
			Error::TooManyPositions => Self::TooManyPositions,
			// No check of a free call meets these, unless the chain has a defect.
			Error::SubnetLimitReached
			| Error::AllNetworksInImmunity
			| Error::WaitingForDissolvedSubnetCleanup
			| Error::NetworkDissolveAlreadyQueued
			| Error::RootNetworkNeverCloses
			| Error::NetworkTxRateLimitExceeded
			| Error::CannotAffordLockCost
			| Error::NotSubnetOwner
			| Error::FirstEmissionBlockNumberAlreadySet
			| Error::NeedWaitingMoreBlocksToStarCall
			| Error::TooManyHotkeys
			| Error::RegistrationPriceLimitExceeded
			| Error::StakeTooLowForRoot
			| Error::NotEnoughBalanceToStake
			| Error::NotEnoughStakeToWithdraw
			| Error::AmountTooLow
			| Error::StakeCoolingDown
			| Error::ReceiverStakeCoolingDown
			| Error::SlippageTooHigh
			| Error::TransferDisallowed
			| Error::SameNetuid
			| Error::CannotBurnOrRecycleOnRootSubnet
			| Error::RootHasNoMiners
			| Error::SameAutoStakeHotkeyAlreadySet
			| Error::DelegateTakeTooLow
			| Error::DelegateTakeTooHigh
			| Error::DelegateTxRateLimitExceeded
			| Error::TooManyChildren
			| Error::ProportionOverflow
			| Error::DuplicateChild
			| Error::InvalidChild
			| Error::NotEnoughStakeToSetChildkeys
			| Error::InvalidChildkeyTake
			| Error::TxChildkeyTakeRateLimitExceeded
			| Error::ChildParentInconsistency
			| Error::ChildkeysAreEnding
			| Error::InvalidIdentity
			| Error::HotKeyNotRegisteredInNetwork
			| Error::SymbolDoesNotExist
			| Error::SymbolAlreadyInUse
			| Error::ValueNotInBounds
			| Error::ContradictsHyperparameters
			| Error::TooManyUIDsPerMechanism
			| Error::InvalidEmissionSplit
			| Error::MaxAllowedUIdsLessThanCurrentUIds
			| Error::RootCannotBeTrimmed
			| Error::TrimmingWouldExceedMaxImmunePercentage
			| Error::LiquidAlphaDisabled
			| Error::AlphaHighTooLow
			| Error::AlphaLowOutOfRange
			| Error::AdminActionProhibitedDuringWeightsWindow
			| Error::OwnerTempoControlDisabled
			| Error::EpochTriggerAlreadyPending
			| Error::AutoEpochAlreadyImminent
			| Error::DynamicTempoBlockedByCommitReveal
			| Error::TxRateLimitExceeded
			| Error::NewHotKeyIsSameWithOld
			| Error::NothingToSwap
			| Error::NewHotKeyHasStake
			| Error::NewHotKeyHasChildkeys
			| Error::OwnerNotConfirmed
			| Error::NotEnoughBalanceToPaySwapHotKey
			| Error::HotKeySetTxRateLimitExceeded
			| Error::HotKeySwapOnSubnetIntervalNotPassed
			| Error::Overflow
			| Error::PotClosed
			| Error::Inconsistent => Self::BadRequest,
			Error::__Ignore(..) => Self::BadRequest,
		}
	}
}

impl From<Refusal> for TransactionValidityError {
	fn from(refusal: Refusal) -> Self {
		InvalidTransaction::Custom(refusal as u8).into()
	}
}
