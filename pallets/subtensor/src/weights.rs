//! Weights of calls and of the parts of the block step.
//!
//! Reads and writes are counted from the code, in the worst case; times are estimates on the safe side.

use core::marker::PhantomData;
use frame_support::{pallet_prelude::Get, weights::Weight};

/// What each call and each part of the block step costs.
pub trait WeightInfo {
	/// `set_weights` with `d` destinations.
	fn set_weights(d: u32) -> Weight;
	/// `set_root_weights` with `d` destinations.
	fn set_root_weights(d: u32) -> Weight;
	/// `batch_set_weights` with `i` items that have `d` destinations together.
	fn batch_set_weights(i: u32, d: u32) -> Weight;
	/// `commit_weights`.
	fn commit_weights() -> Weight;
	/// `commit_timelocked_weights` and its like, with lists of `v` ciphertexts.
	fn commit_timelocked_weights(v: u32) -> Weight;
	/// `reveal_weights` with `d` destinations and a salt of `s` numbers.
	fn reveal_weights(d: u32, s: u32) -> Weight;
	/// `batch_reveal_weights` with `i` items that have `d` destinations and salts of `s` numbers together.
	fn batch_reveal_weights(i: u32, d: u32, s: u32) -> Weight;
	/// `batch_commit_weights` with `i` items.
	fn batch_commit_weights(i: u32) -> Weight;
	/// `add_stake`, on a hotkey that was claimed.
	fn add_stake() -> Weight;
	/// `remove_stake`.
	fn remove_stake() -> Weight;
	/// `move_stake`, `swap_stake` and `swap_stake_limit`.
	fn move_stake() -> Weight;
	/// `transfer_stake`.
	fn transfer_stake() -> Weight;
	/// `unstake_all` with stake on `s` subnets.
	fn unstake_all(s: u32) -> Weight;
	/// `unstake_all_alpha` with stake on `s` subnets.
	fn unstake_all_alpha(s: u32) -> Weight;
	/// `recycle_alpha` and `burn_alpha`.
	fn give_up_stake() -> Weight;
	/// `increase_take` and `decrease_take`.
	fn change_take() -> Weight;
	/// `set_coldkey_auto_stake_hotkey`.
	fn set_coldkey_auto_stake_hotkey() -> Weight;
	/// `serve_axon`.
	fn serve_axon() -> Weight;
	/// `serve_axon_tls`.
	fn serve_axon_tls() -> Weight;
	/// `serve_prometheus`.
	fn serve_prometheus() -> Weight;
	/// `burned_register` on a full subnet of `n` neurons with `m` mechanisms.
	fn burned_register(n: u32, m: u32) -> Weight;
	/// `register` on a full subnet of `n` neurons with `m` mechanisms.
	fn register(n: u32, m: u32) -> Weight;
	/// `root_register` with all `n` seats taken.
	fn root_register(n: u32) -> Weight;
	/// `register_network` with at most `s` subnets.
	fn register_network(s: u32) -> Weight;
	/// `try_associate_hotkey`, with full lists of hotkeys and claims.
	fn try_associate_hotkey() -> Weight;
	/// `confirm_owner`, with both coldkeys' lists of hotkeys full.
	fn confirm_owner() -> Weight;
	/// `set_identity`.
	fn set_identity() -> Weight;
	/// `set_subnet_identity`.
	fn set_subnet_identity() -> Weight;
	/// `update_symbol` with `s` subnets.
	fn update_symbol(s: u32) -> Weight;
	/// `start_call` with `s` subnets.
	fn start_call(s: u32) -> Weight;
	/// `set_children` with the most children.
	fn set_children() -> Weight;
	/// `set_childkey_take`.
	fn set_childkey_take() -> Weight;
	/// `reject_parent`.
	fn reject_parent() -> Weight;
	/// Setting a hyperparameter, with `s` subnets among which emission may be divided anew.
	fn set_hyperparameter(s: u32) -> Weight;
	/// `trigger_epoch`.
	fn trigger_epoch() -> Weight;
	/// Trimming a subnet of `n` neurons, each of which rates all in each of `m` mechanisms.
	fn trim(n: u32, m: u32) -> Weight;
	/// Changing the number of mechanisms of a subnet with `n` neurons by `m`.
	fn set_mechanism_count(n: u32, m: u32) -> Weight;
	/// Splitting emission among mechanisms.
	fn split_emission() -> Weight;
	/// Setting a parameter of the chain.
	fn set_chain_parameter() -> Weight;
	/// `swap_hotkey` and `swap_hotkey_v2`, with a neuron, a pool, parents and children on each of `s` subnets and `p` positions.
	fn swap_hotkey(s: u32, p: u32) -> Weight;
	/// A block's look for positions that have to follow a hotkey.
	fn succession_idle() -> Weight;
	/// Looking at `p` positions, of which `c` are paid out.
	fn clear_nominations(p: u32, c: u32) -> Weight;
	/// Letting `p` positions follow a hotkey.
	fn succession(p: u32) -> Weight;
	/// `announce_coldkey_swap`.
	fn announce_coldkey_swap() -> Weight;
	/// `swap_coldkey_announced` with `h` hotkeys, `p` positions and `s` subnets.
	fn swap_coldkey(h: u32, p: u32, s: u32) -> Weight;
	/// `dispute_coldkey_swap`, `clear_coldkey_swap_announcement` and `reset_coldkey_swap`.
	fn end_coldkey_swap() -> Weight;
	/// Minting under the present plan.
	fn mint() -> Weight;
	/// Minting with a new plan for `s` subnets.
	fn mint_and_replan(s: u32) -> Weight;
	/// Looking up which epochs are due, of which `d` have to wait, and which proofs of work are old.
	fn take_due(d: u32) -> Weight;
	/// A block's look at choices of children and at relations that end.
	fn childkeys_idle() -> Weight;
	/// A look at a number in the queue of choices of children.
	fn look_at_choice() -> Weight;
	/// A choice of children begins to count: `lists` of parents or children are written, from `full` ones the least parent goes.
	fn apply_choice(lists: u32, full: u32) -> Weight;
	/// Relations of `ended` hotkeys on a subnet end.
	fn end_relations(ended: u32) -> Weight;
	/// An epoch of a subnet with `n` neurons of which `v` validate, each rating all in each of `m` mechanisms.
	fn epoch(n: u32, v: u32, m: u32) -> Weight;
	/// What the `loans` of parents that count in an epoch add to it: to weigh them twice, to pay each.
	fn epoch_loans(loans: u32) -> Weight;
	/// Looking at `c` lists of commits in `m` mechanisms after an epoch.
	fn prune_commits(c: u32, m: u32) -> Weight;
	/// After an epoch, looking at `c` time-locked commits in `m` mechanisms: each begins to wait for its round, or goes.
	fn ripen_timelocked(c: u32, m: u32) -> Weight;
	/// Seeing which time-locked weights can be opened in a block.
	fn open_timelocked_idle() -> Weight;
	/// Seeing whether time-locked weights can be opened.
	fn look_at_timelocked() -> Weight;
	/// Taking time-locked weights, which have been opened, off a list of `l`, and setting them: `d` destinations.
	fn set_timelocked(l: u32, d: u32) -> Weight;
	/// Root's epoch with `v` seats and `s` subnets.
	fn root_epoch(v: u32, s: u32) -> Weight;
	/// `sudo_set_sn_owner_hotkey`.
	fn set_owner_hotkey() -> Weight;
	/// `schedule_dissolve_network`.
	fn schedule_dissolve_network() -> Weight;
	/// The beginning of a subnet's end, with `s` subnets.
	fn close_subnet(s: u32) -> Weight;
	/// Seeing that no subnet has to be closed.
	fn closing_idle() -> Weight;
	/// Paying out `k` stakers of a closing subnet.
	fn close_stakes(k: u32) -> Weight;
	/// Forgetting where `k` coldkeys had their miners' pay on a closing subnet staked.
	fn close_auto_stakes(k: u32) -> Weight;
	/// Forgetting the parents and children of `k` hotkeys on a closing subnet.
	fn close_childkeys(k: u32) -> Weight;
	/// Forgetting `k` time-locked commits on a closing subnet, off a list of as many as there can be.
	fn close_timelocked(k: u32) -> Weight;
	/// Taking neurons of a closing subnet off their uids: `k` of them, counted once for each mechanism.
	fn close_neurons(k: u32) -> Weight;
	/// Removing the last values of a closing subnet with all mechanisms that there can be, with `v` seats on root.
	fn close_rest(v: u32) -> Weight;
	/// Writing the totals at the end of a block.
	fn end_block() -> Weight;
}

/// Weights for a runtime whose database is [`frame_system::Config::DbWeight`].
pub struct SubstrateWeight<T>(PhantomData<T>);

/// Items read for the weight of a hotkey's stake on a subnet, with two for each of the most parents.
const INFLUENCE_READS: u64 = 7 + 2 * crate::MAX_PARENTS as u64;
/// Items read to set weights, or to see whether that is free.
pub(crate) const SET_READS: u64 = 17 + INFLUENCE_READS;
/// Items read to commit to weights, or to see whether that is free.
pub(crate) const COMMIT_READS: u64 = 16 + INFLUENCE_READS;
/// Items read to commit to time-locked weights, or to see whether that is free.
pub(crate) const TIMELOCK_READS: u64 = COMMIT_READS + 5;
/// Microseconds to read and write a ciphertext of 5,000 bytes among others in a list.
const PER_CIPHERTEXT: u64 = 10;
/// Items read to reveal weights, or to see whether that is free, besides [`ITEM_READS`] for each.
pub(crate) const REVEAL_READS: u64 = 12 + INFLUENCE_READS;
/// Items read for the weights of each reveal.
pub(crate) const ITEM_READS: u64 = 5;

/// `micros` of computation with so many reads and writes of storage.
fn step<T: frame_system::Config>(micros: u64, reads: u64, writes: u64) -> Weight {
	const PICOS_PER_MICRO: u64 = 1_000_000;
	// clamp: a weight that does not fit stops the block from taking the call
	Weight::from_parts(micros.saturating_mul(PICOS_PER_MICRO), 0)
		.saturating_add(T::DbWeight::get().reads_writes(reads, writes)) // clamp: as above
}

/// `fixed + each * count`.
fn line(fixed: u64, each: u64, count: u32) -> u64 {
	each.saturating_mul(u64::from(count)).saturating_add(fixed) // clamp: small constants times 32-bit numbers
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_weights(d: u32) -> Weight {
		step::<T>(line(45, 1, d), SET_READS, 4)
	}

	fn set_root_weights(d: u32) -> Weight {
		step::<T>(line(40, 1, d), line(12, 1, d), 3)
	}

	fn batch_set_weights(i: u32, d: u32) -> Weight {
		step::<T>(line(line(20, 1, d), 50, i), line(0, SET_READS, i), line(0, 4, i))
	}

	fn commit_weights() -> Weight {
		step::<T>(55, COMMIT_READS, 3)
	}

	fn commit_timelocked_weights(v: u32) -> Weight {
		let ciphertexts = v.saturating_add(1).saturating_mul(2); // clamp: twice 4,097
		step::<T>(
			line(80, PER_CIPHERTEXT, ciphertexts),
			TIMELOCK_READS.saturating_add(4),
			6,
		) // clamp: small constants
	}

	fn reveal_weights(d: u32, s: u32) -> Weight {
		Self::batch_reveal_weights(1, d, s)
	}

	fn batch_reveal_weights(i: u32, d: u32, s: u32) -> Weight {
		let micros = line(line(line(20, 1, d), 1, s), 50, i);
		step::<T>(micros, line(line(REVEAL_READS, 1, d), ITEM_READS, i), 4)
	}

	fn batch_commit_weights(i: u32) -> Weight {
		step::<T>(line(20, 60, i), line(0, COMMIT_READS, i), line(0, 3, i))
	}

	fn add_stake() -> Weight {
		step::<T>(120, 24, 17)
	}

	fn remove_stake() -> Weight {
		step::<T>(110, 22, 16)
	}

	fn move_stake() -> Weight {
		step::<T>(210, 40, 25)
	}

	fn transfer_stake() -> Weight {
		step::<T>(220, 43, 25)
	}

	fn unstake_all(s: u32) -> Weight {
		step::<T>(line(60, 100, s), line(12, 19, s), line(8, 11, s))
	}

	fn unstake_all_alpha(s: u32) -> Weight {
		step::<T>(line(120, 110, s), line(24, 20, s), line(16, 11, s))
	}

	fn give_up_stake() -> Weight {
		step::<T>(120, 24, 18)
	}

	fn change_take() -> Weight {
		step::<T>(40, 5, 2)
	}

	fn set_coldkey_auto_stake_hotkey() -> Weight {
		step::<T>(40, 3, 2)
	}

	fn serve_axon() -> Weight {
		step::<T>(45, 7, 2)
	}

	fn serve_axon_tls() -> Weight {
		step::<T>(45, 7, 3)
	}

	fn serve_prometheus() -> Weight {
		step::<T>(45, 7, 2)
	}

	fn burned_register(n: u32, m: u32) -> Weight {
		let micros = line(line(line(120, 5, n), 20, m), PER_CIPHERTEXT, n.saturating_mul(m)); // clamp: at most 4,096
		step::<T>(micros, line(line(44, 2, n), 4, m), line(51, 9, m))
	}

	fn register(n: u32, m: u32) -> Weight {
		let micros = line(line(line(180, 5, n), 20, m), PER_CIPHERTEXT, n.saturating_mul(m)); // clamp: at most 4,096
		step::<T>(micros, line(line(52, 2, n), 4, m), line(55, 9, m))
	}

	fn root_register(n: u32) -> Weight {
		step::<T>(line(90, 4, n), line(36, 2, n), 49)
	}

	fn register_network(s: u32) -> Weight {
		step::<T>(line(300, 50, s), line(80, 10, s), line(100, 4, s))
	}

	fn try_associate_hotkey() -> Weight {
		step::<T>(60, 7, 2)
	}

	fn confirm_owner() -> Weight {
		step::<T>(80, 11, 11)
	}

	fn set_identity() -> Weight {
		step::<T>(200, u64::from(crate::MAX_HOTKEYS).saturating_add(2), 1) // clamp: a small constant
	}

	fn set_subnet_identity() -> Weight {
		step::<T>(60, 3, 1)
	}

	fn update_symbol(s: u32) -> Weight {
		step::<T>(line(40, 1, s), line(3, 1, s), 1)
	}

	fn start_call(s: u32) -> Weight {
		step::<T>(line(80, 40, s), line(10, 5, s), line(4, 3, s))
	}

	fn set_children() -> Weight {
		step::<T>(80, 30, 6)
	}

	fn set_childkey_take() -> Weight {
		step::<T>(50, 10, 3)
	}

	fn reject_parent() -> Weight {
		step::<T>(50, 6, 4)
	}

	fn set_hyperparameter(s: u32) -> Weight {
		step::<T>(line(120, 40, s), line(62, 6, s), line(14, 3, s))
	}

	fn trigger_epoch() -> Weight {
		step::<T>(50, 13, 5)
	}

	fn trim(n: u32, m: u32) -> Weight {
		let rows = n.saturating_mul(m); // clamp: at most 4,096
		let entries = u64::from(n).saturating_mul(u64::from(rows)); // clamp: two 32-bit numbers
		// Weights and bonds: a twentieth of a microsecond for each entry of a row.
		let micros = line(line(300, 40, n), 20, rows).saturating_add(entries.div_ceil(10)); // clamp: as in `line`
		step::<T>(
			micros,
			line(line(line(51, 17, n), 6, rows), 3, m),
			line(line(line(20, 21, n), 10, rows), 2, m),
		)
	}

	fn set_mechanism_count(n: u32, m: u32) -> Weight {
		let rows = n.saturating_mul(m); // clamp: at most 4,096
		step::<T>(
			line(60, 60, rows),
			line(line(16, 5, m), 3, rows),
			line(line(6, 2, m), 8, rows),
		)
	}

	fn split_emission() -> Weight {
		step::<T>(40, 10, 2)
	}

	fn set_chain_parameter() -> Weight {
		step::<T>(60, 26, 2)
	}

	fn swap_hotkey(s: u32, p: u32) -> Weight {
		step::<T>(
			line(line(150, 1_000, s), 30, p),
			line(line(30, 94, s), 8, p),
			line(line(14, 126, s), 9, p),
		)
	}

	fn succession_idle() -> Weight {
		step::<T>(3, 1, 0)
	}

	fn clear_nominations(p: u32, c: u32) -> Weight {
		let micros = line(line(3, 20, p), 80, c);
		step::<T>(micros, line(line(1, 16, p), 20, c), line(u64::from(p > 0), 16, c))
	}

	fn succession(p: u32) -> Weight {
		step::<T>(line(20, 40, p), line(6, 9, p), line(4, 9, p))
	}

	fn announce_coldkey_swap() -> Weight {
		step::<T>(80, 8, 4)
	}

	fn swap_coldkey(h: u32, p: u32, s: u32) -> Weight {
		step::<T>(
			line(line(line(150, 5, h), 30, p), 10, s),
			line(line(line(27, 1, h), 5, p), 2, s),
			line(line(line(17, 1, h), 6, p), 5, s),
		)
	}

	fn end_coldkey_swap() -> Weight {
		step::<T>(60, 6, 4)
	}

	fn mint() -> Weight {
		step::<T>(40, 5, 3)
	}

	fn mint_and_replan(s: u32) -> Weight {
		step::<T>(line(80, 40, s), line(12, 5, s), line(6, 3, s))
	}

	fn take_due(d: u32) -> Weight {
		step::<T>(line(10, 4, d), line(6, 1, d), line(3, 1, d))
	}

	fn childkeys_idle() -> Weight {
		step::<T>(5, 2, 1)
	}

	fn look_at_choice() -> Weight {
		step::<T>(5, 2, 0)
	}

	fn apply_choice(lists: u32, full: u32) -> Weight {
		let reads = line(6, 6, lists).saturating_add(line(0, 44, full)); // clamp: as in `line`
		let writes = line(8, 1, lists).saturating_add(line(0, 2, full)); // clamp: as in `line`
		let micros = line(50, 15, lists).saturating_add(line(0, 60, full)); // clamp: as in `line`
		step::<T>(micros, reads, writes)
	}

	fn end_relations(ended: u32) -> Weight {
		step::<T>(line(0, 60, ended), line(0, 28, ended), line(0, 28, ended))
	}

	fn epoch(n: u32, v: u32, m: u32) -> Weight {
		let rows = n.saturating_mul(m); // clamp: at most 4,096
		let entries = u64::from(v).saturating_mul(u64::from(rows)); // clamp: two 32-bit numbers
		let micros = line(line(300, 40, n), 20, rows).saturating_add(entries); // clamp: as in `line`
		step::<T>(
			micros,
			line(line(line(42, 25, n), 3, rows), 2, m),
			line(line(line(25, 13, n), 1, rows), 1, m),
		)
	}

	fn epoch_loans(loans: u32) -> Weight {
		step::<T>(line(0, 60, loans), line(0, 40, loans), line(0, 20, loans))
	}

	fn prune_commits(c: u32, m: u32) -> Weight {
		step::<T>(line(5, 10, c), line(line(3, 1, m), 2, c), line(0, 1, c))
	}

	fn ripen_timelocked(c: u32, m: u32) -> Weight {
		step::<T>(line(5, 30, c), line(line(3, 1, m), 2, c), line(0, 3, c))
	}

	fn open_timelocked_idle() -> Weight {
		step::<T>(10, 4, 1)
	}

	fn look_at_timelocked() -> Weight {
		step::<T>(10, 5, 0)
	}

	fn set_timelocked(l: u32, d: u32) -> Weight {
		let micros = line(line(60, PER_CIPHERTEXT, l), 1, d);
		step::<T>(micros, line(REVEAL_READS.saturating_add(12), 1, d), 6) // clamp: small constants
	}

	fn root_epoch(v: u32, s: u32) -> Weight {
		let votes = u64::from(v).saturating_mul(u64::from(s)); // clamp: two 32-bit numbers
		let reads = line(20, 4, v).saturating_add(line(0, 6, s)); // clamp: as in `line`
		let micros = line(200, 60, s).saturating_add(votes); // clamp: as in `line`
		step::<T>(micros, reads, line(6, 3, s))
	}

	fn set_owner_hotkey() -> Weight {
		step::<T>(40, 4, 1)
	}

	fn schedule_dissolve_network() -> Weight {
		step::<T>(60, 6, 1)
	}

	fn close_subnet(s: u32) -> Weight {
		step::<T>(line(200, 45, s), line(40, 6, s), line(35, 4, s))
	}

	fn closing_idle() -> Weight {
		step::<T>(5, 2, 0)
	}

	fn close_stakes(k: u32) -> Weight {
		step::<T>(line(20, 130, k), line(6, 24, k), line(3, 16, k))
	}

	fn close_auto_stakes(k: u32) -> Weight {
		step::<T>(line(20, 10, k), line(8, 1, k), line(1, 2, k))
	}

	fn close_childkeys(k: u32) -> Weight {
		step::<T>(line(20, 60, k), line(6, 26, k), line(2, 26, k))
	}

	fn close_timelocked(k: u32) -> Weight {
		let list = line(20, PER_CIPHERTEXT, crate::MAX_UIDS);
		step::<T>(line(list, 10, k), line(30, 2, k), line(1, 2, k))
	}

	fn close_neurons(k: u32) -> Weight {
		step::<T>(line(20, 60, k), line(6, 17, k), line(2, 28, k))
	}

	fn close_rest(v: u32) -> Weight {
		step::<T>(line(200, 10, v), line(34, 1, v), line(124, 1, v))
	}

	fn end_block() -> Weight {
		step::<T>(5, 1, 1)
	}
}
