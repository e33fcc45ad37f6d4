//! Storage of the subnets' mechanisms. Written by [`MechanismRegistry`](super::MechanismRegistry) alone.

use frame_support::pallet_macros::pallet_section;

/// How many mechanisms subnets have, and how these share emission.
#[pallet_section]
mod mechanism_storage {
	/// Subnet -> how many mechanisms it has: their numbers are 0 up to that.
	#[pallet::storage]
	pub type MechanismCountCurrent<T: Config> =
		StorageMap<_, Twox64Concat, NetUid, MechId, ValueQuery, OneMechanism>;

	/// Every subnet has one mechanism from the start.
	#[pallet::type_value]
	pub fn OneMechanism() -> MechId {
		MechId(1)
	}

	/// Subnet -> each mechanism's part in the subnet's emission, as u16 fractions that sum to 65,535. Absent: equal parts.
	#[pallet::storage]
	pub type MechanismEmissionSplit<T: Config> =
		StorageMap<_, Twox64Concat, NetUid, Bounded<u16, MaxMechanisms>, OptionQuery>;
}
