//! What the pallet reports. Tuple forms are those that clients read; ours have named fields.

use frame_support::pallet_macros::pallet_section;

/// Events.
#[pallet_section]
mod events {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A subnet was created: netuid, kind of its mechanism (always 0).
		NetworkAdded(NetUid, u16),
		/// A subnet was started: netuid, first block in which it takes part in emission.
		FirstEmissionBlockNumberSet(NetUid, u64),
		/// A subnet does not exist any more. What is left of it is taken apart over the next blocks.
		NetworkRemoved(NetUid),
		/// A subnet's owner dissolves it.
		DissolveNetworkScheduled {
			/// The owner's coldkey.
			account: T::AccountId,
			/// The subnet.
			netuid: NetUid,
			/// First block in which it happens.
			execution_block: BlockNumberFor<T>,
		},
		/// Nothing is left of a subnet that closed: its netuid is free.
		NetworkDissolveCleanupCompleted {
			/// The subnet that was.
			netuid: NetUid,
		},
		/// A subnet's owner set its identity.
		SubnetIdentitySet(NetUid),
		/// A coldkey set its identity.
		ChainIdentitySet(T::AccountId),
		/// A subnet's owner chose its symbol.
		SymbolUpdated {
			/// The subnet.
			netuid: NetUid,
			/// The letter in UTF-8.
			symbol: Vec<u8>,
		},
		/// A subnet has another owner's hotkey: netuid, hotkey.
		SubnetOwnerHotkeySet(NetUid, T::AccountId),
		/// A hotkey became a neuron: netuid, uid, hotkey.
		NeuronRegistered(NetUid, Uid, T::AccountId),
		/// A subnet was given fewer places. Its neurons are numbered anew: 0 up to how many are left.
		SubnetTrimmed {
			/// The subnet.
			netuid: NetUid,
			/// How many neurons went.
			removed: u16,
			/// How many are left.
			left: u16,
		},
		/// A neuron published its endpoint: netuid, hotkey.
		AxonServed(NetUid, T::AccountId),
		/// A neuron published the endpoint of its metrics: netuid, hotkey.
		PrometheusServed(NetUid, T::AccountId),
		/// Stake entered: coldkey, hotkey, rao paid, rao staked, netuid, fee (always 0).
		StakeAdded(T::AccountId, T::AccountId, Rao, Rao, NetUid, u64),
		/// Stake left: coldkey, hotkey, rao paid out, rao unstaked, netuid, fee (always 0).
		StakeRemoved(T::AccountId, T::AccountId, Rao, Rao, NetUid, u64),
		/// Stake moved: coldkey, hotkey and netuid that it left, hotkey and netuid that it entered, rao.
		StakeMoved(T::AccountId, T::AccountId, NetUid, T::AccountId, NetUid, Rao),
		/// Stake changed hands: coldkey that gave, coldkey that received, hotkey, netuid that it left, netuid that it entered, rao.
		StakeTransferred(T::AccountId, T::AccountId, T::AccountId, NetUid, NetUid, Rao),
		/// Stake went to another subnet: coldkey, hotkey, netuid that it left, netuid that it entered, rao.
		StakeSwapped(T::AccountId, T::AccountId, NetUid, NetUid, Rao),
		/// Stake was recycled, so that it can be mined again: coldkey, hotkey, rao, netuid.
		AlphaRecycled(T::AccountId, T::AccountId, Rao, NetUid),
		/// Stake was burned, for ever: coldkey, hotkey, rao, netuid.
		AlphaBurned(T::AccountId, T::AccountId, Rao, NetUid),
		/// A hotkey's take fell: coldkey, hotkey, new take as a u16 fraction.
		TakeDecreased(T::AccountId, T::AccountId, u16),
		/// A hotkey's take rose: coldkey, hotkey, new take as a u16 fraction.
		TakeIncreased(T::AccountId, T::AccountId, u16),
		/// A coldkey said where the pay of its miners on a subnet is staked.
		AutoStakeDestinationSet {
			/// The coldkey.
			coldkey: T::AccountId,
			/// The subnet.
			netuid: NetUid,
			/// The hotkey that is staked on.
			hotkey: T::AccountId,
		},
		/// A miner's pay was staked where its coldkey wants it.
		AutoStakeAdded {
			/// The subnet.
			netuid: NetUid,
			/// The hotkey that was staked on.
			destination: T::AccountId,
			/// The hotkey that earned it.
			hotkey: T::AccountId,
			/// The coldkey whose stake it is.
			owner: T::AccountId,
			/// The pay, in rao.
			incentive: Rao,
		},
		/// A validator set its weights: storage index of the mechanism, uid.
		WeightsSet(NetUidStorageIndex, Uid),
		/// A validator committed to weights that it will reveal: hotkey, storage index of the mechanism, hash.
		WeightsCommitted(T::AccountId, NetUidStorageIndex, H256),
		/// A validator revealed weights, which are now set: hotkey, storage index of the mechanism, hash of the commit.
		WeightsRevealed(T::AccountId, NetUidStorageIndex, H256),
		/// A validator committed to time-locked weights: hotkey, storage index of the mechanism, BLAKE2b-256 of the ciphertext, round.
		TimelockedWeightsCommitted(T::AccountId, NetUidStorageIndex, H256, RoundNumber),
		/// Time-locked weights of a validator opened, and are now set: storage index of the mechanism, hotkey.
		TimelockedWeightsRevealed(NetUidStorageIndex, T::AccountId),
		/// Time-locked weights of a validator opened, but could not be set. The commit is gone.
		TimelockedWeightsFailed {
			/// Storage index of the mechanism.
			netuid_index: NetUidStorageIndex,
			/// The validator's hotkey.
			hotkey: T::AccountId,
			/// Why not.
			reason: TimelockFailure,
		},
		/// A validator revealed several weights, the last of which are now set: hotkey, netuid, hashes of the commits.
		WeightsBatchRevealed(T::AccountId, NetUid, Vec<H256>),
		/// All items of a batch were done: netuids, hotkey.
		BatchWeightsCompleted(Vec<Compact<NetUid>>, T::AccountId),
		/// A batch ended of which some items failed.
		BatchCompletedWithErrors(),
		/// An item of a batch failed and changed nothing: netuid, why.
		BatchWeightItemFailed(NetUid, DispatchError),
		/// A root validator set its weights over subnets: its uid on root.
		RootWeightsSet(Uid),
		/// The owner of a hotkey chose its children: hotkey, subnet, first block in which they count, parts of its weight and children.
		SetChildrenScheduled(T::AccountId, NetUid, u64, Vec<(u64, T::AccountId)>),
		/// A hotkey has these children from now on: hotkey, subnet, parts of its weight and children. Its choice counts, or a child is
		/// none any more.
		SetChildren(T::AccountId, NetUid, Vec<(u64, T::AccountId)>),
		/// The owner of a hotkey set its take from parents: hotkey, take as a u16 fraction.
		ChildKeyTakeSet(T::AccountId, u16),
		/// A child, or its owner, ended the relation to a parent.
		ParentRejected {
			/// The subnet.
			netuid: NetUid,
			/// The child.
			child: T::AccountId,
			/// The parent.
			parent: T::AccountId,
		},
		/// A coldkey noted that it will use a hotkey that nobody owns.
		HotkeyClaimed {
			/// The coldkey.
			coldkey: T::AccountId,
			/// The hotkey.
			hotkey: T::AccountId,
		},
		/// A hotkey signed for its owner, which was provisional until then.
		OwnerConfirmed {
			/// The hotkey.
			hotkey: T::AccountId,
			/// Its owner.
			coldkey: T::AccountId,
		},
		/// A hotkey named another coldkey than the one that used it first. From now on that is its confirmed owner.
		OwnerReassigned {
			/// The hotkey.
			hotkey: T::AccountId,
			/// The provisional owner until now.
			from: T::AccountId,
			/// The owner.
			to: T::AccountId,
		},
		/// A subnet's epoch paid what was pending, in rao. What is not in the parts was recycled.
		EmissionPaid {
			/// The subnet.
			netuid: NetUid,
			/// To the owner: 18 %.
			owner: Rao,
			/// To the miners: half of the rest.
			miners: Rao,
			/// To the validators and their nominators: the other half.
			validators: Rao,
		},
		/// Rao were burned out of a subnet's pot, so that they can be mined again.
		Recycled {
			/// The subnet.
			netuid: NetUid,
			/// Rao burned.
			amount: Rao,
		},
		/// From the next block on emission is divided anew.
		EmissionReplanned {
			/// Rao that a block mints.
			per_block: Rao,
		},
		/// A subnet's owner brought its next epoch forward.
		EpochTriggered {
			/// The subnet.
			netuid: NetUid,
			/// Its owner.
			by: T::AccountId,
			/// Block in which it is due.
			fires_at: u64,
		},
		/// An epoch has to wait because enough others run. Reported once, in the block in which it was due.
		EpochDeferred {
			/// The subnet.
			netuid: NetUid,
			/// Block in which it was due.
			from_block: u64,
			/// Block in which it is on the list now; it may have to wait again.
			to_block: u64,
		},
		/// An epoch failed and changed nothing; what is pending waits for the next.
		EpochSkipped {
			/// The subnet.
			netuid: NetUid,
			/// Block of the epoch.
			block: u64,
		},
		/// Hyperparameter `Tempo` was set: subnet, value.
		TempoSet(NetUid, u16),
		/// Hyperparameter `Kappa` was set: subnet, value.
		KappaSet(NetUid, u16),
		/// Hyperparameter `Rho` was set: subnet, value.
		RhoSet(NetUid, u16),
		/// Hyperparameter `ImmunityPeriod` was set: subnet, value.
		ImmunityPeriodSet(NetUid, u16),
		/// Hyperparameter `MinAllowedWeights` was set: subnet, value.
		MinAllowedWeightSet(NetUid, u16),
		/// Hyperparameter `MinAllowedUids` was set: subnet, value.
		MinAllowedUidsSet(NetUid, u16),
		/// Hyperparameter `MaxAllowedUids` was set: subnet, value.
		MaxAllowedUidsSet(NetUid, u16),
		/// Hyperparameter `MaxAllowedValidators` was set: subnet, value.
		MaxAllowedValidatorsSet(NetUid, u16),
		/// A subnet has so many mechanisms from now on. If the number changed, they share its emission equally.
		MechanismCountSet {
			/// The subnet.
			netuid: NetUid,
			/// How many there are.
			count: MechId,
		},
		/// A subnet's mechanisms share its emission like this from the next epoch on.
		MechanismEmissionSplitSet {
			/// The subnet.
			netuid: NetUid,
			/// Each mechanism's part, as u16 fractions that sum to 65,535. `None`: equal parts.
			split: Option<Vec<u16>>,
		},
		/// Hyperparameter `WeightsVersionKey` was set: subnet, value.
		WeightsVersionKeySet(NetUid, u64),
		/// Hyperparameter `WeightsSetRateLimit` was set: subnet, value.
		WeightsSetRateLimitSet(NetUid, u64),
		/// Hyperparameter `ActivityCutoffFactorMilli` was set: subnet, value.
		ActivityCutoffFactorMilliSet {
			/// The subnet.
			netuid: NetUid,
			/// The value.
			factor_milli: u32,
		},
		/// Hyperparameter `CommitRevealWeightsEnabled` was set: subnet, value.
		CommitRevealEnabled(NetUid, bool),
		/// Hyperparameter `RevealPeriodEpochs` was set: subnet, value.
		CommitRevealPeriodsSet(NetUid, u64),
		/// Hyperparameter `BondsMovingAverage` was set: subnet, value.
		BondsMovingAverageSet(NetUid, u64),
		/// Hyperparameter `BondsPenalty` was set: subnet, value.
		BondsPenaltySet(NetUid, u16),
		/// Hyperparameter `Yuma3On` was set: subnet, value.
		Yuma3EnableToggled(NetUid, bool),
		/// Hyperparameter `LiquidAlphaOn` was set: subnet, value.
		LiquidAlphaEnableToggled(NetUid, bool),
		/// Hyperparameter `AlphaValues` was set: subnet, value.
		AlphaValuesSet(NetUid, (u16, u16)),
		/// Hyperparameter `AlphaSigmoidSteepness` was set: subnet, value.
		AlphaSigmoidSteepnessSet(NetUid, i16),
		/// Hyperparameter `BondsResetOn` was set: subnet, value.
		BondsResetOnSet(NetUid, bool),
		/// Hyperparameter `ServingRateLimit` was set: subnet, value.
		ServingRateLimitSet(NetUid, u64),
		/// Hyperparameter `NetworkRegistrationAllowed` was set: subnet, value.
		RegistrationAllowed(NetUid, bool),
		/// Hyperparameter `NetworkPowRegistrationAllowed` was set: subnet, value.
		PowRegistrationAllowed(NetUid, bool),
		/// Hyperparameter `MinBurn` was set: subnet, value.
		MinBurnSet(NetUid, Rao),
		/// Hyperparameter `MaxBurn` was set: subnet, value.
		MaxBurnSet(NetUid, Rao),
		/// Hyperparameter `BurnHalfLife` was set: subnet, value.
		BurnHalfLifeSet {
			/// The subnet.
			netuid: NetUid,
			/// The value.
			burn_half_life: u16,
		},
		/// Hyperparameter `BurnIncreaseMult` was set: subnet, value.
		BurnIncreaseMultSet {
			/// The subnet.
			netuid: NetUid,
			/// The value.
			burn_increase_mult: U64F64,
		},
		/// Hyperparameter `MinDifficulty` was set: subnet, value.
		MinDifficultySet(NetUid, u64),
		/// Hyperparameter `MaxDifficulty` was set: subnet, value.
		MaxDifficultySet(NetUid, u64),
		/// Hyperparameter `MinChildkeyTakePerSubnet` was set: subnet, value.
		MinChildKeyTakePerSubnetSet(NetUid, u16),
		/// Hyperparameter `TransferToggle` was set: subnet, value.
		TransferToggle(NetUid, bool),
		/// Hyperparameter `OwnerCutEnabled` was set: subnet, value.
		OwnerCutEnabledSet(NetUid, bool),
		/// Hyperparameter `SubnetEmissionEnabled` was set: subnet, value.
		SubnetEmissionEnabledSet {
			/// The subnet.
			netuid: NetUid,
			/// The value.
			enabled: bool,
		},
		/// The chain's parameter `SubnetLimit` was set.
		SubnetLimitSet(u16),
		/// The chain's parameter `NetworkMinLockCost` was set.
		NetworkMinLockCostSet(Rao),
		/// The chain's parameter `NetworkLockReductionInterval` was set.
		NetworkLockCostReductionIntervalSet(u64),
		/// The chain's parameter `NetworkRateLimit` was set.
		NetworkRateLimitSet(u64),
		/// The chain's parameter `NetworkImmunityPeriod` was set.
		NetworkImmunityPeriodSet(u64),
		/// The chain's parameter `StartCallDelay` was set.
		StartCallDelaySet(u64),
		/// The chain's parameter `DissolveNetworkScheduleDuration` was set.
		DissolveNetworkScheduleDurationSet(u32),
		/// The chain's parameter `OwnerCut` was set.
		SubnetOwnerCutSet(Perbill),
		/// The chain's parameter `MaxMechanismCount` was set.
		MaxMechanismCountSet(MechId),
		/// The chain's parameter `MaxEpochsPerBlock` was set.
		MaxEpochsPerBlockSet(u8),
		/// The chain's parameter `AdminFreezeWindow` was set.
		AdminFreezeWindowSet(u16),
		/// The chain's parameter `OwnerHyperparamRateLimit` was set.
		OwnerHyperparamRateLimitSet(u16),
		/// The chain's parameter `OwnerTempoControl` was set.
		OwnerTempoControlSet(bool),
		/// The chain's parameter `StakeThreshold` was set.
		StakeThresholdSet(u64),
		/// The chain's parameter `NominatorMinRequiredStake` was set.
		NominatorMinRequiredStakeSet(u64),
		/// The chain's parameter `MinDelegateTake` was set.
		MinDelegateTakeSet(u16),
		/// The chain's parameter `MaxDelegateTake` was set.
		MaxDelegateTakeSet(u16),
		/// The chain's parameter `TxDelegateTakeRateLimit` was set.
		TxDelegateTakeRateLimitSet(u64),
		/// The chain's parameter `MinChildkeyTake` was set.
		MinChildKeyTakeSet(u16),
		/// The chain's parameter `MaxChildkeyTake` was set.
		MaxChildKeyTakeSet(u16),
		/// The chain's parameter `TxChildkeyTakeRateLimit` was set.
		TxChildKeyTakeRateLimitSet(u64),
		/// The chain's parameter `PendingChildKeyCooldown` was set.
		PendingChildKeyCooldownSet(u64),
		/// The chain's parameter `TxRateLimit` was set.
		TxRateLimitSet(u64),
		/// The chain's parameter `ColdkeySwapAnnouncementDelay` was set.
		ColdkeySwapAnnouncementDelaySet(u32),
		/// The chain's parameter `ColdkeySwapReannouncementDelay` was set.
		ColdkeySwapReannouncementDelaySet(u32),
		/// Another hotkey took the place of one on all subnets.
		HotkeySwapped {
			/// Owner of both.
			coldkey: T::AccountId,
			/// The hotkey before.
			old_hotkey: T::AccountId,
			/// The hotkey from now on.
			new_hotkey: T::AccountId,
		},
		/// Another hotkey took the place of one on one subnet.
		HotkeySwappedOnSubnet {
			/// Owner of both.
			coldkey: T::AccountId,
			/// The hotkey before.
			old_hotkey: T::AccountId,
			/// The hotkey from now on.
			new_hotkey: T::AccountId,
			/// The subnet.
			netuid: NetUid,
		},
		/// A coldkey will be swapped: it moves nothing any more.
		ColdkeySwapAnnounced {
			/// The coldkey.
			who: T::AccountId,
			/// Hash of the account that will take its place.
			new_coldkey_hash: T::Hash,
		},
		/// All positions have followed to the hotkey that took another's place. Of a hotkey with few positions this is not said: they go along
		/// at once.
		HotkeySwapCompleted {
			/// The hotkey before.
			old_hotkey: T::AccountId,
			/// The hotkey now.
			new_hotkey: T::AccountId,
		},
		/// The announced swap of a coldkey was disputed: root decides.
		ColdkeySwapDisputed {
			/// The coldkey.
			coldkey: T::AccountId,
		},
		/// A coldkey took its announcement back.
		ColdkeySwapCleared {
			/// The coldkey.
			who: T::AccountId,
		},
		/// Root took the announcement of a coldkey back.
		ColdkeySwapReset {
			/// The coldkey.
			who: T::AccountId,
		},
		/// Another coldkey took the place of one.
		ColdkeySwapped {
			/// The coldkey before.
			old_coldkey: T::AccountId,
			/// The coldkey from now on.
			new_coldkey: T::AccountId,
		},
		/// A subnet has another owner.
		SubnetOwnerChanged {
			/// The subnet.
			netuid: NetUid,
			/// The owner before.
			old_coldkey: T::AccountId,
			/// The owner from now on.
			new_coldkey: T::AccountId,
		},
		/// The difficulty of proofs of work was set by root: subnet, tries.
		DifficultySet(NetUid, u64),
	}
}
