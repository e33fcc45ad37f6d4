//! How a hotkey becomes a neuron by proof of work.
//!
//! The work is a seal over a recent block and the hotkey, `keccak256(sha256(nonce ++ keccak256(block hash ++ hotkey)))`, that is small
//! enough: as a big-endian number, times the difficulty, it must not exceed 256 bits. Its difficulty follows demand as the burn price does. A seal
//! serves once on the whole chain; it is remembered for as long as its block is recent.

#[cfg(test)]
mod tests;

use super::NeuronRegistry;
use crate::{
	Config, Error, KeyRegistry, NetworkPowRegistrationAllowed, Pallet, RegisteredByWork, SubnetRegistry,
	Uids, UsedWork, WorkWindow,
};
use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::{H256, U256};
use sp_io::hashing::{keccak_256, sha2_256};
use subtensor_types::NetUid;

/// A solution of the puzzle, as its finder presents it.
pub struct Work<'a> {
	/// The block over which the seal is.
	pub block: u64,
	/// What the finder tried.
	pub nonce: u64,
	/// The seal, 32 bytes.
	pub seal: &'a [u8],
}

impl<T: Config> NeuronRegistry<T> {
	/// Registers `hotkey`, which signs, for `coldkey`, which is its owner by that.
	pub fn register_by_work(
		hotkey: &T::AccountId,
		coldkey: &T::AccountId,
		netuid: NetUid,
		work: Work,
	) -> DispatchResult {
		let seal = Self::check_registration_by_work(hotkey, coldkey, netuid, &work)?;
		UsedWork::<T>::try_mutate(work.block, |used| used.try_push(seal))
			.map_err(|_full| Error::<T>::TooManyRegistrationsThisBlock)?;
		Self::raise_difficulty(netuid);
		KeyRegistry::<T>::name_owner(hotkey, coldkey)?;
		let uid = Self::admit(netuid, hotkey)?;
		RegisteredByWork::<T>::insert(netuid, uid, ());
		Ok(())
	}

	/// Whether the registration would be accepted in this block; then the seal.
	pub fn check_registration_by_work(
		hotkey: &T::AccountId,
		coldkey: &T::AccountId,
		netuid: NetUid,
		work: &Work,
	) -> Result<H256, sp_runtime::DispatchError> {
		ensure!(
			!netuid.is_root(),
			Error::<T>::RegistrationNotPermittedOnRootSubnet
		);
		SubnetRegistry::<T>::ensure_exists(netuid)?;
		ensure!(
			NetworkPowRegistrationAllowed::<T>::get(netuid),
			Error::<T>::SubNetRegistrationDisabled
		);
		ensure!(
			!Uids::<T>::contains_key(netuid, hotkey),
			Error::<T>::HotKeyAlreadyRegisteredInSubNet
		);
		KeyRegistry::<T>::ensure_can_name(hotkey, coldkey)?;
		Self::ensure_room(netuid)?;
		Ok(Self::check_work(hotkey, netuid, work)?)
	}

	/// Forgets the seals over a block that is no longer recent.
	pub fn prune_work() {
		let first = Pallet::<T>::now().checked_sub(WorkWindow::<T>::get());
		let old = first.and_then(|first| first.checked_sub(1));
		if let Some(old) = old.filter(|old| UsedWork::<T>::contains_key(old)) {
			UsedWork::<T>::remove(old);
		}
	}

	/// The seal, if it is over a recent block, right, small enough and fresh, and can be remembered.
	fn check_work(hotkey: &T::AccountId, netuid: NetUid, work: &Work) -> Result<H256, Error<T>> {
		let age = Pallet::<T>::now()
			.checked_sub(work.block)
			.ok_or(Error::<T>::InvalidWorkBlock)?;
		ensure!(
			age > 0 && age <= WorkWindow::<T>::get(),
			Error::<T>::InvalidWorkBlock
		);
		let number = BlockNumberFor::<T>::try_from(work.block).map_err(|_| Error::<T>::InvalidWorkBlock)?;
		let hash = frame_system::Pallet::<T>::block_hash(number);
		let seal = H256(seal(work.nonce, hash.as_ref(), hotkey));
		ensure!(work.seal == seal.as_bytes(), Error::<T>::InvalidSeal);
		let difficulty = U256::from(Self::difficulty(netuid));
		let small = U256::from_big_endian(seal.as_bytes())
			.checked_mul(difficulty)
			.is_some();
		ensure!(small, Error::<T>::InvalidDifficulty);
		let used = UsedWork::<T>::get(work.block);
		ensure!(!used.contains(&seal), Error::<T>::WorkAlreadyUsed);
		ensure!(!used.is_full(), Error::<T>::TooManyRegistrationsThisBlock);
		Ok(seal)
	}
}

/// The seal of a nonce over a block and a hotkey.
pub fn seal(nonce: u64, block_hash: &[u8], hotkey: &impl Encode) -> [u8; 32] {
	let place = keccak_256(&[block_hash, &hotkey.encode()].concat());
	keccak_256(&sha2_256(&[&nonce.to_le_bytes()[..], &place[..]].concat()))
}
