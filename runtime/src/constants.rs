//! Numbers that are the same on every chain of this runtime. What differs between chains is in the genesis presets.

use crate::Balance;
use frame_support::weights::{Weight, constants::WEIGHT_REF_TIME_PER_SECOND};
use sp_runtime::Perbill;

/// The least that an account holds, in rao.
pub const EXISTENTIAL_DEPOSIT: Balance = subtensor_types::EXISTENTIAL_DEPOSIT;
/// Rao in one TAO.
pub const TAO: Balance = subtensor_types::RAO_PER_TAO;
/// Prefix of addresses.
pub const SS58_PREFIX: u16 = 42;
/// The most computation in a block. A block of 250 ms has no more of it than one of 12 s; fast chains are for development.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), u64::MAX);
/// The part of a block that ordinary extrinsics can fill.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// The most bytes of extrinsics in a block.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;
/// Deposit for each item that somebody makes the chain keep, in rao.
pub const ITEM_DEPOSIT: Balance = 20_000_000;
/// Deposit for each byte of it, in rao.
pub const BYTE_DEPOSIT: Balance = 1_000_000;
