//! Swaps of keys.

mod attacks;
mod coldkeys;
mod hotkeys;
mod laws;
mod succession;

use crate::{closing::traces::dump, mock::*, *};
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::{assert_ok, pallet_prelude::DispatchResultWithPostInfo};
use sp_io::hashing::{blake2_128, twox_64};

/// Coldkey `owner` swaps a hotkey, on all subnets or one, and its stake with it.
fn swap(owner: u8, old: u8, new: u8, only: Option<NetUid>) -> DispatchResultWithPostInfo {
	SubtensorModule::swap_hotkey(signed(&coldkey(owner)), hotkey(old), hotkey(new), only)
}

/// As [`swap`], but the stake stays.
fn swap_without_stake(owner: u8, old: u8, new: u8, only: Option<NetUid>) -> DispatchResultWithPostInfo {
	SubtensorModule::swap_hotkey_v2(signed(&coldkey(owner)), hotkey(old), hotkey(new), only, true)
}

/// Announces the swap of a coldkey.
fn announce(old: &AccountId, new: &AccountId) -> sp_runtime::DispatchResult {
	SubtensorModule::announce_coldkey_swap(signed(old), hash(new))
}

/// Carries an announced swap out.
fn carry_out(old: &AccountId, new: &AccountId) -> DispatchResultWithPostInfo {
	SubtensorModule::swap_coldkey_announced(signed(old), new.clone())
}

fn hash(who: &AccountId) -> H256 {
	who.using_encoded(sp_io::hashing::blake2_256).into()
}

/// A hotkey signs: its owner is confirmed.
fn confirm(owner: u8, key: u8) {
	assert_ok!(SubtensorModule::confirm_owner(
		signed(&hotkey(key)),
		coldkey(owner)
	));
}

/// The whole state as it would be if `new` stood wherever `old` does.
fn renamed(old: &AccountId, new: &AccountId) -> BTreeMap<Vec<u8>, Vec<u8>> {
	let rename = |bytes: Vec<u8>| {
		let parts = [
			(old.encode(), new.encode()),
			(
				blake2_128(&old.encode()).to_vec(),
				blake2_128(&new.encode()).to_vec(),
			),
			(twox_64(&old.encode()).to_vec(), twox_64(&new.encode()).to_vec()),
		];
		parts
			.iter()
			.fold(bytes, |bytes, (from, to)| replace(bytes, from, to))
	};
	dump()
		.into_iter()
		.map(|(key, value)| (rename(key), rename(value)))
		.collect()
}

/// Replaces all occurrences of `from` by `to`, which is as long.
fn replace(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
	let mut place = 0;
	while place + from.len() <= bytes.len() {
		if bytes[place..].starts_with(from) {
			bytes[place..place + to.len()].copy_from_slice(to);
			place += from.len();
		} else {
			place += 1;
		}
	}
	bytes
}

/// How an account is named among [differences](crate::closing::traces::differences).
fn account_of(who: &AccountId) -> String {
	format!("account {}", sp_core::hexdisplay::HexDisplay::from(&who.encode()))
}
