//! Storage of the neurons of each subnet. Written by the handlers in [`neurons`](super) alone.

use frame_support::pallet_macros::pallet_section;

/// Who holds which uid, and what the last epoch said of them. Every per-uid list of a subnet has `SubnetworkN` entries.
#[pallet_section]
mod neuron_storage {
	/// Subnet -> number of its neurons; uids are `0..SubnetworkN`.
	#[pallet::storage]
	pub type SubnetworkN<T: Config> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

	/// Subnet, hotkey -> uid.
	#[pallet::storage]
	pub type Uids<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, Uid, OptionQuery>;

	/// Subnet, uid -> hotkey.
	#[pallet::storage]
	pub type Keys<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Identity, Uid, T::AccountId, OptionQuery>;

	/// Hotkey, subnet -> whether the hotkey is a neuron of it.
	#[pallet::storage]
	pub type IsNetworkMember<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool, ValueQuery>;

	/// Subnet, uid -> block at which the present hotkey took the uid.
	#[pallet::storage]
	pub type BlockAtRegistration<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Identity, Uid, u64, ValueQuery>;

	/// Subnet, uid -> present if the neuron got in by proof of work.
	#[pallet::storage]
	pub type RegisteredByWork<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Identity, Uid, (), OptionQuery>;

	/// Subnet, uid -> block in which the neuron last changed its hotkey. Absent if it never did.
	#[pallet::storage]
	pub type HotkeySwappedAt<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Identity, Uid, u64, OptionQuery>;

	/// Subnet -> per uid, whether the last epoch found the neuron active.
	#[pallet::storage]
	pub type Active<T: Config> = StorageMap<_, Identity, NetUid, PerUid<bool>, ValueQuery>;

	/// Subnet -> per uid, normalised stake weight as a u16 fraction.
	#[pallet::storage]
	pub type StakeWeight<T: Config> = StorageMap<_, Identity, NetUid, PerUid<u16>, ValueQuery>;

	/// Subnet -> per uid, consensus weight as a u16 fraction: of several mechanisms the mean by their shares in emission, as below.
	#[pallet::storage]
	pub type Consensus<T: Config> = StorageMap<_, Identity, NetUid, PerUid<u16>, ValueQuery>;

	/// Mechanism -> per uid, incentive as a u16 fraction.
	#[pallet::storage]
	pub type Incentive<T: Config> = StorageMap<_, Identity, NetUidStorageIndex, PerUid<u16>, ValueQuery>;

	/// Subnet -> per uid, dividends as a u16 fraction.
	#[pallet::storage]
	pub type Dividends<T: Config> = StorageMap<_, Identity, NetUid, PerUid<u16>, ValueQuery>;

	/// Subnet -> per uid, validator trust as a u16 fraction.
	#[pallet::storage]
	pub type ValidatorTrust<T: Config> = StorageMap<_, Identity, NetUid, PerUid<u16>, ValueQuery>;

	/// Subnet -> per uid, whether the neuron may set weights.
	#[pallet::storage]
	pub type ValidatorPermit<T: Config> = StorageMap<_, Identity, NetUid, PerUid<bool>, ValueQuery>;

	/// Subnet -> per uid, rao that the last epoch paid: as a miner and as a validator, before take and nominators' parts.
	#[pallet::storage]
	pub type Emission<T: Config> = StorageMap<_, Identity, NetUid, PerUid<Rao>, ValueQuery>;

	/// Mechanism -> per uid, block at which the neuron last set weights in it, or registered.
	#[pallet::storage]
	pub type LastUpdate<T: Config> = StorageMap<_, Identity, NetUidStorageIndex, PerUid<u64>, ValueQuery>;

	/// Subnet, hotkey -> endpoint that the neuron publishes.
	#[pallet::storage]
	pub type Axons<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, AxonInfo, OptionQuery>;

	/// Subnet, hotkey -> public key of the certificate with which the neuron's endpoint answers over TLS.
	#[pallet::storage]
	pub type NeuronCertificates<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, NeuronCertificate, OptionQuery>;

	/// Subnet, hotkey -> endpoint at which the neuron's metrics can be fetched.
	#[pallet::storage]
	pub type Prometheus<T: Config> =
		StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, PrometheusInfo, OptionQuery>;

	/// Subnet -> price of a registration in rao in the block after the last registration, epoch or change of its terms. It
	/// has fallen since; whoever reads it never pays more in a later block. Root has none.
	#[pallet::storage]
	pub type Burn<T: Config> = StorageMap<_, Identity, NetUid, Rao, ValueQuery>;

	/// Subnet -> the price from which the present one follows, as the last registration or change of its terms left it.
	#[pallet::storage]
	pub type BurnAnchor<T: Config> = StorageMap<_, Identity, NetUid, Anchor, ValueQuery>;

	/// Price at which a new subnet opens registration by burning, in rao, within the subnet's own bounds. Written at genesis only.
	#[pallet::storage]
	pub type OpeningBurn<T: Config> = StorageValue<_, Rao, ValueQuery>;

	/// Subnet -> how many tries a proof of work takes on average, as of the last registration, epoch or change of its terms. It has
	/// fallen since; never below what is asked.
	#[pallet::storage]
	pub type Difficulty<T: Config> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

	/// Subnet -> the difficulty from which the present one follows, as the last registration or change of its terms left it.
	#[pallet::storage]
	pub type DifficultyAnchor<T: Config> = StorageMap<_, Identity, NetUid, Anchor, ValueQuery>;

	/// Block -> seals over it that have served. Kept while the block is recent.
	#[pallet::storage]
	pub type UsedWork<T: Config> = StorageMap<_, Twox64Concat, u64, Bounded<H256, MaxSeals>, ValueQuery>;

	/// Blocks for which a block is recent enough to be worked on. Written at genesis only.
	#[pallet::storage]
	pub type WorkWindow<T: Config> = StorageValue<_, u64, ValueQuery>;
}
