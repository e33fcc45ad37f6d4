//! Swaps of keys: another key takes the place of a hotkey or of a coldkey.
//!
//! Owns the items in `storage.rs`. Everything that is kept under a key is written by the domain that owns it; here is who may ask, when,
//! and the order.
//!
//! A **hotkey** is swapped at once, by its owner, on one subnet or on all. The neurons go on under the new hotkey as they were: same uids,
//! weights, bonds, endpoints, dates. Pools go along as they are, with everybody's shares and locks, so nothing is bought or sold; or the
//! stake stays where it is. Where a hotkey that is swapped on all subnets has many positions, these follow its pools in the next blocks
//! (`stake/succession.rs`). What a hotkey committed to is forgotten, since the hash names it. The new hotkey is nobody's, and then
//! provisional until it signs, or its owner's already.
//!
//! A **coldkey** is swapped after an announcement, so that whoever finds the key stolen has time to say so:
//!
//! ```text
//!                            waiting time                again later: clear, or announce anew
//!   announce ──▶ announced ───────────────▶ can be swapped ──▶ swapped
//!   (a hash)         │ dispute                  │ dispute
//!                    └────────────┬─────────────┘
//!                                 ▼
//!                              disputed ──▶ root resets it: as if never announced
//! ```
//!
//! From the announcement on the coldkey's balance is frozen, every call of its that moves money or ownership fails, also within others and
//! through proxies, and the pool refuses what it signs, but for these calls, which are free. Nobody can send it stake: what
//! is to be swapped has a bound.
//!
//! | file | what |
//! |---|---|
//! | `hotkeys` | swaps of hotkeys |
//! | `announcements` | announcing, disputing, clearing, resetting |
//! | `coldkeys` | swaps of coldkeys |

mod announcements;
mod coldkeys;
mod hotkeys;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
pub(crate) mod storage;
#[cfg(test)]
mod tests;

use core::marker::PhantomData;
use subtensor_types::{RAO_PER_TAO, Rao};

pub use coldkeys::ColdkeySwap;
pub use hotkeys::{HotkeySwap, StakeOnSwap};

/// What a swap of a hotkey on all subnets costs, and an announcement of a coldkey's. Recycled.
pub const KEY_SWAP_COST: Rao = RAO_PER_TAO / 10;
/// What a swap of a hotkey on one subnet costs. Recycled.
pub const KEY_SWAP_ON_SUBNET_COST: Rao = RAO_PER_TAO / 1_000;
/// Blocks between two swaps of one neuron's hotkey of which the second is on that subnet alone.
pub const HOTKEY_SWAP_ON_SUBNET_INTERVAL: u64 = 7_200;
/// The most positions - a coldkey's shares of one pool each - that go along with a coldkey, or with a hotkey on one subnet.
pub const MAX_SWAPPED_POSITIONS: u32 = 512;
/// The most positions that go along at once with a hotkey on all subnets. More follow in the next blocks.
pub const POSITIONS_AT_ONCE: u32 = 8;

/// The most subnets on which something of a hotkey changes its key at once.
pub const MAX_SWAPPED_SUBNETS: u32 = 128;

/// Swaps keys. Alone writes the items of this domain.
pub struct KeySwapper<T>(PhantomData<T>);

/// What was done, as many as it is.
fn count<Item>(items: &[Item]) -> u32 {
	u32::try_from(items.len()).unwrap_or(u32::MAX) // not reached: they are bounded
}
