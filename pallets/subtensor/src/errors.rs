//! Why a call is refused. The texts reach users through their clients.

use frame_support::pallet_macros::pallet_section;

/// Errors.
#[pallet_section]
mod errors {
	/// Why a call was refused. A refused call has changed nothing.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no subnet with this netuid: `NetworksAdded` lists those that exist.
		SubnetNotExists,
		/// The call is for the root network only: name netuid 0.
		NotRootSubnet,
		/// Root has no registration by burning - use `root_register` - and no parents and children.
		RegistrationNotPermittedOnRootSubnet,
		/// Weights of root are set with `set_root_weights`.
		CanNotSetRootNetworkWeights,
		/// The subnet does not accept new neurons: its owner or root has closed this way in. Try the other one, or another subnet.
		SubNetRegistrationDisabled,
		/// As many subnets exist as the chain can hold: none can be created until one closes.
		SubnetLimitReached,
		/// As many subnets exist as the limit allows, and none is old enough to make room: try again when the oldest is past
		/// `NetworkImmunityPeriod`.
		AllNetworksInImmunity,
		/// No netuid is free until the subnets that close have been taken apart: try again in a few blocks.
		WaitingForDissolvedSubnetCleanup,
		/// The subnet will be dissolved already: nothing more has to be done.
		NetworkDissolveAlreadyQueued,
		/// The root network stays: name another netuid.
		RootNetworkNeverCloses,
		/// Another subnet was created too short a time ago: wait for `NetworkRateLimit` blocks after it.
		NetworkTxRateLimitExceeded,
		/// The balance does not cover the subnet's cost and the account's own existential deposit: `get_network_registration_cost` says what the
		/// cost is, lock and pot's deposit.
		CannotAffordLockCost,
		/// A text of the identity is too long: shorten it. Names and Discord have 256 bytes, most others 1,024.
		InvalidIdentity,
		/// None of the hotkeys that the coldkey lists is a neuron of any subnet: register one first.
		HotKeyNotRegisteredInNetwork,
		/// The symbol is not one letter of the catalogue: choose one of those that subnets have.
		SymbolDoesNotExist,
		/// A subnet has this symbol already: choose another.
		SymbolAlreadyInUse,
		/// The signer does not own the subnet: `SubnetOwner` says who does.
		NotSubnetOwner,
		/// The subnet has been started already: nothing more has to be done.
		FirstEmissionBlockNumberAlreadySet,
		/// The subnet is too young to be started: wait for `StartCallDelay` blocks after its creation.
		NeedWaitingMoreBlocksToStarCall,
		/// The hotkey belongs to another coldkey. If it is yours, let it sign `confirm_owner`, which is free while its owner is
		/// provisional.
		NonAssociatedColdKey,
		/// The account of zeros stands for nobody: name a coldkey whose key somebody has.
		CannotUseSystemAccount,
		/// Nobody owns this hotkey: register it first, or claim it with `try_associate_hotkey` and stake on it.
		HotKeyAccountNotExists,
		/// The hotkey has signed for its owner already. It cannot name another any more: that takes a swap of keys, signed by the owner.
		OwnerAlreadyConfirmed,
		/// The coldkey's list of hotkeys that it owns, or of those on which it stakes, is full; for what others send it, half full. Use
		/// another coldkey, or leave some.
		TooManyHotkeys,
		/// The price of a registration is above the limit that the caller named: name a higher one, or wait until it falls.
		RegistrationPriceLimitExceeded,
		/// The hotkey is not a neuron of this subnet: register it there first.
		HotKeyNotRegisteredInSubNet,
		/// The hotkey is a neuron of this subnet already: nothing more has to be done.
		HotKeyAlreadyRegisteredInSubNet,
		/// Root is not trimmed: its seats go to the largest stakes.
		RootCannotBeTrimmed,
		/// Immune neurons would take more than 80 % of the places, or there are too few others to go: leave more places, or wait until
		/// fewer are immune.
		TrimmingWouldExceedMaxImmunePercentage,
		/// The subnet is full and nobody in it can be replaced: try another subnet.
		NoNeuronIdAvailable,
		/// The block that was worked on is not a recent one: work on the newest.
		InvalidWorkBlock,
		/// The seal is not that of this nonce, block and hotkey: work it out anew.
		InvalidSeal,
		/// The seal is not small enough for the present difficulty: read `Difficulty` and go on working.
		InvalidDifficulty,
		/// The seal has served already: work out another.
		WorkAlreadyUsed,
		/// Too many proofs of work over this block have been accepted: work on the next one.
		TooManyRegistrationsThisBlock,
		/// The call has to be signed by the hotkey that it names: sign with it.
		TransactorAccountShouldBeHotKey,
		/// All seats of root are taken by hotkeys with at least as much root stake: stake more on netuid 0.
		StakeTooLowForRoot,
		/// The balance does not cover the amount and the account's existential deposit: stake less.
		NotEnoughBalanceToStake,
		/// The coldkey has less stake than that on this hotkey and subnet: name no more than it has.
		NotEnoughStakeToWithdraw,
		/// The amount is zero or below the minimum stake: name more than `MinStake`, for what is not the owner's also
		/// `NominatorMinRequiredStake`.
		AmountTooLow,
		/// This stake entered too short a time ago to leave: `StakeCooldown` says until which block it stays.
		StakeCoolingDown,
		/// Too much of what the receiver was sent on this hotkey and subnet is cooling down to keep apart what comes now: try again
		/// when some of it is free. Happens only after the time that stake cools was lengthened.
		ReceiverStakeCoolingDown,
		/// The price is 1 TAO, and the limit is not met: buy at 1 TAO or more, sell at 1 TAO or less.
		SlippageTooHigh,
		/// One of the two subnets does not let stake pass from one coldkey to another: unstake it instead.
		TransferDisallowed,
		/// The stake is to go where it is - same coldkey, same hotkey, same subnet: name another place.
		SameNetuid,
		/// Root stake can neither be burned nor recycled: move it to another subnet first.
		CannotBurnOrRecycleOnRootSubnet,
		/// Root has no miners whose pay could be staked: name another netuid.
		RootHasNoMiners,
		/// The pay of the coldkey's miners on this subnet is staked on this hotkey already: nothing more has to be done.
		SameAutoStakeHotkeyAlreadySet,
		/// The take is below `MinDelegateTake`, or is to be increased and would not be higher than it is.
		DelegateTakeTooLow,
		/// The take is above `MaxDelegateTake`, or is to be decreased and would not be lower than it is.
		DelegateTakeTooHigh,
		/// The hotkey's take was changed too short a time ago to be increased: wait for `TxDelegateTakeRateLimit` blocks.
		DelegateTxRateLimitExceeded,
		/// The neuron may not set weights: it has no validator permit from the last epoch. More stake gets one at the next.
		NeuronNoValidatorPermit,
		/// There are not as many weights as destinations: give one for each.
		WeightVecNotEqualSize,
		/// There are more weights than neurons: name each uid once at most.
		UidsLengthExceedUidsInSubNet,
		/// A destination is named twice: name each once.
		DuplicateUids,
		/// A destination does not exist: uids are below `SubnetworkN`, on root netuids.
		UidVecContainInvalidOne,
		/// Fewer neurons are rated than the subnet demands: rate `MinAllowedWeights` or all.
		WeightVecLengthIsLow,
		/// The subnet demands a newer version of the validator's software: update it. `WeightsVersionKey` is the lowest.
		IncorrectWeightVersionKey,
		/// The neuron set weights, or registered, too short a time ago: wait for `WeightsSetRateLimit` blocks.
		SettingWeightsTooFast,
		/// The stake of the hotkey, with its part of root's, is below `StakeThreshold`: its weights do not count. Stake more.
		NotEnoughStakeToSetWeights,
		/// The subnet hides weights: use `commit_weights` and `reveal_weights`.
		CommitRevealEnabled,
		/// The subnet does not hide weights: use `set_weights`.
		CommitRevealDisabled,
		/// The neuron committed, set weights or registered too short a time ago: wait for `WeightsSetRateLimit` blocks.
		CommittingWeightsTooFast,
		/// The neuron has ten commits that can still be revealed: reveal them, or wait until they expire.
		TooManyUnrevealedCommits,
		/// The neuron has no commit to reveal on this subnet: commit first.
		NoWeightsCommitFound,
		/// The salt has more than 64 numbers: use a shorter one.
		SaltTooLong,
		/// The hash does not match: no commit of the neuron has that of these weights, salt and version. Reveal exactly what was committed.
		InvalidRevealCommitHashNotMatch,
		/// The commit cannot be revealed yet: wait for the epoch that its `reveal_epoch` names.
		RevealTooEarly,
		/// The commit can no longer be revealed, its epoch is over: commit anew.
		ExpiredWeightCommit,
		/// The lists of the batch do not have the same length: give one entry for each item.
		InputLengthsUnequal,
		/// The chain takes time-locked commits of version 4, in which the weights name the hotkey: encrypt those, and say 4.
		IncorrectCommitRevealVersion,
		/// The round is out already, so that the weights would be hidden from nobody, or lies more than a year ahead: take one of the epoch
		/// in which they are to be opened.
		InvalidRevealRound,
		/// The batch has more than 128 items: send several.
		BatchTooLong,
		/// The kind of address is neither 4 nor 6: name the one that it is.
		InvalidIpType,
		/// Nobody else can reach this address: name a public one, or 0 for none.
		InvalidIpAddress,
		/// The port is 0: name the one on which the neuron answers.
		InvalidPort,
		/// The certificate is not one byte for the algorithm and a public key of 1 to 64 bytes.
		InvalidCertificate,
		/// The neuron published this too short a time ago: wait for `ServingRateLimit` blocks.
		ServingRateLimitExceeded,
		/// A hotkey has five children on a subnet at most: name fewer.
		TooManyChildren,
		/// The parts of the children sum to more than the whole, `u64::MAX`: lower them.
		ProportionOverflow,
		/// A child is named twice: name each once.
		DuplicateChild,
		/// A child is the hotkey itself, has no owner, has children of its own on this subnet, or would get no part.
		InvalidChild,
		/// The hotkey's stake weighs less than `StakeThreshold` on this subnet: stake more.
		NotEnoughStakeToSetChildkeys,
		/// The take is outside of the bounds of the subnet or of the chain: `MinChildkeyTakePerSubnet`, `MinChildkeyTake` and
		/// `MaxChildkeyTake` say which.
		InvalidChildkeyTake,
		/// The take was changed too short a time ago to be raised: wait for `TxChildkeyTakeRateLimit` blocks.
		TxChildkeyTakeRateLimitExceeded,
		/// The two hotkeys are not child and parent on this subnet, nor about to be.
		ChildParentInconsistency,
		/// What the hotkey was to parents and children under its former owner is being ended: try again in a few blocks.
		ChildkeysAreEnding,
		/// The value lies outside of the bounds of this hyperparameter, or of those within which the owner may set it:
		/// docs/hyperparameters.md lists them.
		ValueNotInBounds,
		/// The value contradicts another hyperparameter - a lowest value would exceed its highest: change the other one first.
		ContradictsHyperparameters,
		/// The subnet has no mechanism of this number: they are below `MechanismCountCurrent`.
		MechanismDoesNotExist,
		/// The most neurons times the mechanisms would be more than 4,096: lower `MaxAllowedUids`, or name fewer mechanisms.
		TooManyUIDsPerMechanism,
		/// The parts of emission are not one for each mechanism, or do not sum to 65,535: give them so.
		InvalidEmissionSplit,
		/// The subnet has more neurons than that: trim them first.
		MaxAllowedUIdsLessThanCurrentUIds,
		/// LiquidAlphaDisabled: alpha values can be set only where liquid alpha is enabled. Enable it first.
		LiquidAlphaDisabled,
		/// The high alpha value is below 1,638: set it higher.
		AlphaHighTooLow,
		/// The low alpha value is below 1,638 or above the high one: set it between the two.
		AlphaLowOutOfRange,
		/// The subnet's next epoch is too near: its terms stay as they are until it has run.
		AdminActionProhibitedDuringWeightsWindow,
		/// Root alone sets tempos and dates of epochs, since `OwnerTempoControl` is off: ask for root's `AdminUtils.sudo_set_tempo`.
		OwnerTempoControlDisabled,
		/// The subnet's next epoch has been brought forward already: `PendingEpochAt` says to which block.
		EpochTriggerAlreadyPending,
		/// The subnet's next epoch comes within `AdminFreezeWindow` blocks anyway: nothing has to be done.
		AutoEpochAlreadyImminent,
		/// While weights are hidden, epochs keep their dates, since what is committed could not be revealed in time: turn
		/// `CommitRevealWeightsEnabled` off first, or ask root.
		DynamicTempoBlockedByCommitReveal,
		/// The same was set too short a time ago: an owner's term of a subnet waits for `OwnerHyperparamRateLimit` tempos, a hotkey's children on
		/// a subnet for `ChildkeyRateLimit` blocks.
		TxRateLimitExceeded,
		/// The new hotkey is the old one: name another.
		NewHotKeyIsSameWithOld,
		/// The hotkey is a neuron nowhere, and its stake is to stay: nothing would be swapped. Let the stake go along.
		NothingToSwap,
		/// The new hotkey has a pool of stake on a subnet of which the old one's is to move: `keep_stake` leaves that where it is.
		NewHotKeyHasStake,
		/// The new hotkey has parents, children or a take from parents on a subnet of which the old one's are to move: name one that has
		/// none.
		NewHotKeyHasChildkeys,
		/// Others have stake on the hotkey, and it has not signed for its owner yet: it must, before their stake goes elsewhere.
		OwnerNotConfirmed,
		/// More than 512 positions - a coldkey's shares of one pool each - would go along with the coldkey, or with the hotkey on this subnet
		/// alone; or what is kept of the hotkey is on more than 128 subnets: swap with `keep_stake`, or unstake first.
		TooManyPositions,
		/// The balance does not cover the swap of the hotkey, 0.1 TAO or 0.001 on one subnet, and the account's existential deposit.
		NotEnoughBalanceToPaySwapHotKey,
		/// The coldkey swapped a hotkey on all subnets too short a time ago: wait for `TxRateLimit` blocks.
		HotKeySetTxRateLimitExceeded,
		/// The neuron changed its hotkey within the last 7,200 blocks: a swap on its subnet alone has to wait.
		HotKeySwapOnSubnetIntervalNotPassed,
		/// The balance does not cover the announcement, 0.1 TAO, and the account's existential deposit.
		NotEnoughBalanceToPaySwapColdKey,
		/// A swap of this coldkey is announced: until then it can move nothing, nor be sent stake.
		ColdkeySwapAnnounced,
		/// The announced swap of this coldkey is disputed: root decides.
		ColdkeySwapDisputed,
		/// The announced swap is disputed already: root decides.
		ColdkeySwapAlreadyDisputed,
		/// No swap of this coldkey is announced: announce one first.
		ColdkeySwapAnnouncementNotFound,
		/// The announced swap cannot be carried out yet: `ColdkeySwapAnnouncements` says from which block on.
		ColdkeySwapTooEarly,
		/// The announcement can be replaced only `ColdkeySwapReannouncementDelay` blocks after it could have been carried out.
		ColdkeySwapReannouncedTooEarly,
		/// The announcement can be taken back only `ColdkeySwapReannouncementDelay` blocks after it could have been carried out.
		ColdkeySwapClearTooEarly,
		/// Another coldkey was announced: the hash of this one is not that of the announcement.
		AnnouncedColdkeyHashDoesNotMatch,
		/// The new coldkey is somebody's hotkey: announce another.
		NewColdKeyIsHotkey,
		/// The new coldkey has hotkeys or stake already: announce one that has neither.
		ColdKeyAlreadyAssociated,
		/// The hotkey was swapped and many positions have to follow to the new one, some in each block: act on the new hotkey, or try again
		/// in a few blocks.
		HotkeySwapUnderway,
		/// A number would become too large: name a smaller one.
		Overflow,
		/// A pot refused money. This is a defect of the chain: please report it.
		PotClosed,
		/// Stored values contradict each other. This is a defect of the chain: please report it.
		Inconsistent,
	}
}
