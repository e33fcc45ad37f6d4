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
		/// A neuron published its endpoint: netuid, hotkey.
		AxonServed(NetUid, T::AccountId),
		/// Stake entered: coldkey, hotkey, rao paid, rao staked, netuid, fee (always 0).
		StakeAdded(T::AccountId, T::AccountId, Rao, Rao, NetUid, u64),
		/// Stake left: coldkey, hotkey, rao paid out, rao unstaked, netuid, fee (always 0).
		StakeRemoved(T::AccountId, T::AccountId, Rao, Rao, NetUid, u64),
		/// A validator set its weights: subnet, uid.
		WeightsSet(NetUidStorageIndex, Uid),
		/// A root validator set its weights over subnets: its uid on root.
		RootWeightsSet(Uid),
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
	}
}
