//! Why a call is refused. The texts reach users through their clients.

use frame_support::pallet_macros::pallet_section;

/// Errors.
#[pallet_section]
mod errors {
	/// Why a call was refused. A refused call has changed nothing.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no subnet with this netuid.
		SubnetNotExists,
		/// The call is for the root network (netuid 0) only.
		NotRootSubnet,
		/// Root has no registration by burning - use `root_register` - and no parents and children.
		RegistrationNotPermittedOnRootSubnet,
		/// Weights of root are set with `set_root_weights`.
		CanNotSetRootNetworkWeights,
		/// The subnet does not accept new neurons.
		SubNetRegistrationDisabled,
		/// As many subnets exist as the chain can hold.
		SubnetLimitReached,
		/// As many subnets exist as the limit allows, and none is old enough to make room.
		AllNetworksInImmunity,
		/// No netuid is free until the subnets that close have been taken apart.
		WaitingForDissolvedSubnetCleanup,
		/// The subnet will be dissolved already.
		NetworkDissolveAlreadyQueued,
		/// The root network stays.
		RootNetworkNeverCloses,
		/// Another subnet was created too short a time ago.
		NetworkTxRateLimitExceeded,
		/// The balance does not cover the subnet's lock, the pot's deposit and the account's own existential deposit.
		CannotAffordLockCost,
		/// A text of the identity is too long.
		InvalidIdentity,
		/// None of the hotkeys that the coldkey lists is a neuron of any subnet.
		HotKeyNotRegisteredInNetwork,
		/// The symbol is not one letter of the catalogue.
		SymbolDoesNotExist,
		/// A subnet has this symbol already.
		SymbolAlreadyInUse,
		/// The signer does not own the subnet.
		NotSubnetOwner,
		/// The subnet has been started already.
		FirstEmissionBlockNumberAlreadySet,
		/// The subnet is too young to be started: wait for `StartCallDelay` blocks after its creation.
		NeedWaitingMoreBlocksToStarCall,
		/// The hotkey belongs to another coldkey.
		NonAssociatedColdKey,
		/// Nobody owns this hotkey: register it first.
		HotKeyAccountNotExists,
		/// The hotkey has signed for its owner already. It cannot name another any more: that takes a swap of keys, signed by the owner.
		OwnerAlreadyConfirmed,
		/// The coldkey's list of hotkeys that it owns, or of those on which it stakes, is full; for what others send it, half full.
		TooManyHotkeys,
		/// The price of a registration is above the limit that the caller named.
		RegistrationPriceLimitExceeded,
		/// The hotkey is not a neuron of this subnet.
		HotKeyNotRegisteredInSubNet,
		/// The hotkey is a neuron of this subnet already.
		HotKeyAlreadyRegisteredInSubNet,
		/// Root is not trimmed: its seats go to the largest stakes.
		RootCannotBeTrimmed,
		/// Immune neurons would take more than 80 % of the places, or there are too few others to go.
		TrimmingWouldExceedMaxImmunePercentage,
		/// The subnet is full and nobody in it can be replaced.
		NoNeuronIdAvailable,
		/// The block that was worked on is not a recent one.
		InvalidWorkBlock,
		/// The seal is not that of this nonce, block and hotkey.
		InvalidSeal,
		/// The seal is not small enough for the present difficulty.
		InvalidDifficulty,
		/// The seal has served already.
		WorkAlreadyUsed,
		/// Too many proofs of work over this block have been accepted.
		TooManyRegistrationsThisBlock,
		/// The call has to be signed by the hotkey that it names.
		TransactorAccountShouldBeHotKey,
		/// All seats of root are taken by hotkeys with at least as much root stake.
		StakeTooLowForRoot,
		/// The balance does not cover the amount and the account's existential deposit.
		NotEnoughBalanceToStake,
		/// The coldkey has less stake than that on this hotkey and subnet.
		NotEnoughStakeToWithdraw,
		/// The amount is zero or below the minimum stake.
		AmountTooLow,
		/// This stake entered too short a time ago to leave: `StakeCooldown` says until which block it stays.
		StakeCoolingDown,
		/// Too much of what the receiver was sent on this hotkey and subnet is cooling down to keep apart what comes now: try again
		/// when some of it is free. Happens only after the time that stake cools was lengthened.
		ReceiverStakeCoolingDown,
		/// The price is 1 TAO: the limit is not met.
		SlippageTooHigh,
		/// One of the two subnets does not let stake pass from one coldkey to another.
		TransferDisallowed,
		/// The stake is to go where it is: same coldkey, same hotkey, same subnet.
		SameNetuid,
		/// Root stake can neither be burned nor recycled.
		CannotBurnOrRecycleOnRootSubnet,
		/// Root has no miners whose pay could be staked.
		RootHasNoMiners,
		/// The pay of the coldkey's miners on this subnet is staked on this hotkey already.
		SameAutoStakeHotkeyAlreadySet,
		/// The take is below the minimum, or is to be increased and would not be higher than it is.
		DelegateTakeTooLow,
		/// The take is above the maximum, or is to be decreased and would not be lower than it is.
		DelegateTakeTooHigh,
		/// The hotkey's take was changed too short a time ago to be increased.
		DelegateTxRateLimitExceeded,
		/// The neuron may not set weights: it has no validator permit from the last epoch.
		NeuronNoValidatorPermit,
		/// There are not as many weights as destinations.
		WeightVecNotEqualSize,
		/// There are more weights than neurons.
		UidsLengthExceedUidsInSubNet,
		/// A destination is named twice.
		DuplicateUids,
		/// A destination does not exist.
		UidVecContainInvalidOne,
		/// Fewer neurons are rated than the subnet demands.
		WeightVecLengthIsLow,
		/// The subnet demands a newer version of the validator's software.
		IncorrectWeightVersionKey,
		/// The neuron set weights, or registered, too short a time ago.
		SettingWeightsTooFast,
		/// The stake of the hotkey, with its part of root's, is below `StakeThreshold`: its weights do not count.
		NotEnoughStakeToSetWeights,
		/// The subnet hides weights: use `commit_weights` and `reveal_weights`.
		CommitRevealEnabled,
		/// The subnet does not hide weights: use `set_weights`.
		CommitRevealDisabled,
		/// The neuron committed, set weights or registered too short a time ago.
		CommittingWeightsTooFast,
		/// The neuron has ten commits that can still be revealed.
		TooManyUnrevealedCommits,
		/// The neuron has no commit to reveal on this subnet.
		NoWeightsCommitFound,
		/// The salt has more than 64 numbers.
		SaltTooLong,
		/// No commit of the neuron has the hash of these weights, salt and version.
		InvalidRevealCommitHashNotMatch,
		/// The commit cannot be revealed yet: wait for the epoch that its `reveal_epoch` names.
		RevealTooEarly,
		/// The commit can no longer be revealed: its epoch is over.
		ExpiredWeightCommit,
		/// The lists of the batch do not have the same length.
		InputLengthsUnequal,
		/// The batch has more than 128 items.
		BatchTooLong,
		/// The kind of address is neither 4 nor 6.
		InvalidIpType,
		/// Nobody else can reach this address.
		InvalidIpAddress,
		/// The port is 0.
		InvalidPort,
		/// The certificate is not one byte for the algorithm and a public key of 1 to 64 bytes.
		InvalidCertificate,
		/// The neuron published this too short a time ago.
		ServingRateLimitExceeded,
		/// A hotkey has five children on a subnet at most.
		TooManyChildren,
		/// The parts of the children sum to more than the whole, `u64::MAX`.
		ProportionOverflow,
		/// A child is named twice.
		DuplicateChild,
		/// A child is the hotkey itself, has no owner, has children of its own on this subnet, or would get no part.
		InvalidChild,
		/// The hotkey's stake weighs less than `StakeThreshold` on this subnet.
		NotEnoughStakeToSetChildkeys,
		/// The take is outside of the bounds of the subnet or of the chain.
		InvalidChildkeyTake,
		/// The take was changed too short a time ago to be raised: wait for `TxChildkeyTakeRateLimit` blocks.
		TxChildkeyTakeRateLimitExceeded,
		/// The two hotkeys are not child and parent on this subnet, nor about to be.
		ChildParentInconsistency,
		/// What the hotkey was to parents and children under its former owner is being ended: try again in a few blocks.
		ChildkeysAreEnding,
		/// The value lies outside of the bounds of this hyperparameter, or of those within which the owner may set it.
		ValueNotInBounds,
		/// The value contradicts another hyperparameter: a lowest value would exceed its highest.
		ContradictsHyperparameters,
		/// The subnet has no mechanism of this number.
		MechanismDoesNotExist,
		/// The most neurons times the mechanisms would be more than 4,096.
		TooManyUIDsPerMechanism,
		/// The parts of emission are not one for each mechanism, or do not sum to 65,535.
		InvalidEmissionSplit,
		/// The subnet has more neurons than that: trim them first.
		MaxAllowedUIdsLessThanCurrentUIds,
		/// Alpha values can be set only where liquid alpha is enabled: LiquidAlphaDisabled.
		LiquidAlphaDisabled,
		/// The subnet's next epoch is too near: its terms stay as they are until it has run.
		AdminActionProhibitedDuringWeightsWindow,
		/// The owner has set the same too short a time ago.
		TxRateLimitExceeded,
		/// The new hotkey is the old one.
		NewHotKeyIsSameWithOld,
		/// The hotkey is a neuron nowhere, and its stake is to stay: nothing would be swapped.
		NothingToSwap,
		/// The new hotkey has a pool of stake on a subnet of which the old one's is to move: `keep_stake` leaves that where it is.
		NewHotKeyHasStake,
		/// The new hotkey has parents, children or a take from parents on a subnet of which the old one's are to move. Another one has none.
		NewHotKeyHasChildkeys,
		/// Others have stake on the hotkey, and it has not signed for its owner yet: it must, before their stake goes elsewhere.
		OwnerNotConfirmed,
		/// More than 512 positions - a coldkey's shares of one pool each - would go along with the key, or what is kept of it on more than 128
		/// subnets.
		TooManyPositions,
		/// The balance does not cover the swap of the hotkey and the account's existential deposit.
		NotEnoughBalanceToPaySwapHotKey,
		/// The coldkey swapped a hotkey on all subnets too short a time ago.
		HotKeySetTxRateLimitExceeded,
		/// The neuron changed its hotkey within the last 7,200 blocks: a swap on its subnet alone has to wait.
		HotKeySwapOnSubnetIntervalNotPassed,
		/// The balance does not cover the announcement and the account's existential deposit.
		NotEnoughBalanceToPaySwapColdKey,
		/// A swap of this coldkey is announced: until then it can move nothing, nor be sent stake.
		ColdkeySwapAnnounced,
		/// The announced swap of this coldkey is disputed: root decides.
		ColdkeySwapDisputed,
		/// The announced swap is disputed already.
		ColdkeySwapAlreadyDisputed,
		/// No swap of this coldkey is announced.
		ColdkeySwapAnnouncementNotFound,
		/// The announced swap cannot be carried out yet: `ColdkeySwapAnnouncements` says from which block on.
		ColdkeySwapTooEarly,
		/// The announcement can be replaced only `ColdkeySwapReannouncementDelay` blocks after it could have been carried out.
		ColdkeySwapReannouncedTooEarly,
		/// The announcement can be taken back only `ColdkeySwapReannouncementDelay` blocks after it could have been carried out.
		ColdkeySwapClearTooEarly,
		/// Another coldkey was announced.
		AnnouncedColdkeyHashDoesNotMatch,
		/// The new coldkey is somebody's hotkey.
		NewColdKeyIsHotkey,
		/// The new coldkey has hotkeys or stake already.
		ColdKeyAlreadyAssociated,
		/// A number would become too large.
		Overflow,
		/// A pot refused money. This is a defect of the chain.
		PotClosed,
		/// Stored values contradict each other. This is a defect of the chain.
		Inconsistent,
	}
}
