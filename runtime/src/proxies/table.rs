//! The table: every call of the runtime, and which types of proxies may make it. `Any` may make them all.
//!
//! A test reads the calls from the metadata: a call without its line fails it, so who adds a call says here who may be trusted with it.
//! When in doubt it is `ANY`. Not for lists are calls that act as another account (`Multisig`, `Proxy.proxy`, `Proxy.announce` and the like: the list
//! would not reach what they call), that change who holds keys (`Session.set_keys`, `confirm_owner`,
//! `sudo_set_sn_owner_hotkey`), that end a subnet, or that root alone can make.

use super::ProxyType::{self, *};
use crate::RuntimeCall;
use frame_support::traits::GetCallMetadata;

/// A call, and the types that may make it, beside `Any`.
pub struct AllowedCall {
	/// Its index in the pallet.
	pub index: u8,
	/// Its name.
	pub name: &'static str,
	/// The types.
	pub types: &'static [ProxyType],
}

/// A pallet's calls.
pub struct AllowedCalls {
	/// The pallet's name.
	pub name: &'static str,
	/// The pallet's index.
	pub index: u8,
	/// Its calls.
	pub calls: &'static [AllowedCall],
}

/// The entry of a call.
pub fn row(call: &RuntimeCall) -> Option<&'static AllowedCall> {
	let names = call.get_call_metadata();
	let pallet = TABLE.iter().find(|pallet| pallet.name == names.pallet_name)?;
	pallet.calls.iter().find(|call| call.name == names.function_name)
}

const fn pallet(name: &'static str, index: u8, calls: &'static [AllowedCall]) -> AllowedCalls {
	AllowedCalls { name, index, calls }
}

const fn call(index: u8, name: &'static str, types: &'static [ProxyType]) -> AllowedCall {
	AllowedCall { index, name, types }
}

/// No list names it.
const ANY: &[ProxyType] = &[];
/// What a neuron or its owner does every day. It moves no money.
const DAILY: &[ProxyType] = &[NonCritical, NonTransfer, NonFungible];
/// What a subnet's owner decides.
const OWNER: &[ProxyType] = &[Owner, NonCritical, NonTransfer, NonFungible];
/// What somebody decides who runs a subnet for others.
const LEASED: &[ProxyType] = &[
	Owner,
	SubnetLeaseBeneficiary,
	NonCritical,
	NonTransfer,
	NonFungible,
];
/// Stake that stays the account's own.
const STAKING: &[ProxyType] = &[Staking, NonCritical, NonTransfer];
/// Who lends weight to whom, and on which terms.
const RELATIONS: &[ProxyType] = &[ChildKeys, NonCritical, NonTransfer];
/// Money that goes to others, up to all there is.
const TRANSFERS: &[ProxyType] = &[Transfer, NonCritical];
/// Money that goes to others, as much as is said.
const SMALL_TRANSFERS: &[ProxyType] = &[SmallTransfer, Transfer, NonCritical];
/// A neuron's registration.
const REGISTRATION: &[ProxyType] = &[Registration, NonTransfer];
/// What costs without a receiver, or destroys.
const NO_TRANSFER: &[ProxyType] = &[NonTransfer];
/// Root's weights.
const ROOT_WEIGHTS: &[ProxyType] = &[RootWeights, NonCritical, NonTransfer, NonFungible];
/// Another hotkey in the place of one.
const SWAPS: &[ProxyType] = &[SwapHotkey];
/// A new runtime.
const SET_CODE: &[ProxyType] = &[SudoUncheckedSetCode];
/// Shells of other calls, for each of which the type is asked anew.
const SHELLS: &[ProxyType] = &[
	Owner,
	NonCritical,
	NonTransfer,
	NonFungible,
	Staking,
	Registration,
	Transfer,
	SmallTransfer,
	RootWeights,
	ChildKeys,
	SudoUncheckedSetCode,
	SwapHotkey,
	SubnetLeaseBeneficiary,
	RootClaim,
];

/// Every call of the runtime.
#[rustfmt::skip]
pub const TABLE: &[AllowedCalls] = &[
	pallet("System", 0, &[
		call(0, "remark", DAILY),
		call(1, "set_heap_pages", ANY),
		call(2, "set_code", ANY),
		call(3, "set_code_without_checks", ANY),
		call(4, "set_storage", ANY),
		call(5, "kill_storage", ANY),
		call(6, "kill_prefix", ANY),
		call(7, "remark_with_event", DAILY),
		call(9, "authorize_upgrade", ANY),
		call(10, "authorize_upgrade_without_checks", ANY),
		call(11, "apply_authorized_upgrade", ANY),
	]),
	pallet("Timestamp", 2, &[
		call(0, "set", ANY),
	]),
	pallet("Grandpa", 4, &[
		call(0, "report_equivocation", ANY),
		call(1, "report_equivocation_unsigned", ANY),
		call(2, "note_stalled", ANY),
	]),
	pallet("Balances", 5, &[
		call(0, "transfer_allow_death", SMALL_TRANSFERS),
		call(2, "force_transfer", ANY),
		call(3, "transfer_keep_alive", SMALL_TRANSFERS),
		call(4, "transfer_all", TRANSFERS),
		call(5, "force_unreserve", ANY),
		call(6, "upgrade_accounts", ANY),
		call(8, "force_set_balance", ANY),
		call(9, "force_adjust_total_issuance", ANY),
		call(10, "burn", ANY),
	]),
	pallet("SubtensorModule", 7, &[
		call(0, "set_weights", DAILY),
		call(2, "add_stake", STAKING),
		call(3, "remove_stake", STAKING),
		call(4, "serve_axon", DAILY),
		call(5, "serve_prometheus", DAILY),
		call(6, "register", REGISTRATION),
		call(7, "burned_register", REGISTRATION),
		call(8, "set_root_weights", ROOT_WEIGHTS),
		call(40, "serve_axon_tls", DAILY),
		call(59, "register_network", NO_TRANSFER),
		call(62, "root_register", NO_TRANSFER),
		call(65, "decrease_take", DAILY),
		call(66, "increase_take", DAILY),
		call(67, "set_children", RELATIONS),
		call(68, "set_identity", DAILY),
		call(69, "sudo_set_tx_childkey_take_rate_limit", ANY),
		call(70, "swap_hotkey", SWAPS),
		call(71, "swap_coldkey", ANY),
		call(72, "swap_hotkey_v2", SWAPS),
		call(74, "schedule_dissolve_network", ANY),
		call(75, "set_childkey_take", RELATIONS),
		call(76, "sudo_set_min_childkey_take", ANY),
		call(77, "sudo_set_max_childkey_take", ANY),
		call(78, "set_subnet_identity", LEASED),
		call(79, "register_network_with_identity", NO_TRANSFER),
		call(80, "batch_set_weights", DAILY),
		call(83, "unstake_all", STAKING),
		call(84, "unstake_all_alpha", STAKING),
		call(85, "move_stake", STAKING),
		call(86, "transfer_stake", SMALL_TRANSFERS),
		call(87, "swap_stake", STAKING),
		call(88, "add_stake_limit", STAKING),
		call(89, "remove_stake_limit", STAKING),
		call(90, "swap_stake_limit", STAKING),
		call(91, "try_associate_hotkey", ANY),
		call(92, "start_call", LEASED),
		call(96, "commit_weights", DAILY),
		call(97, "reveal_weights", DAILY),
		call(98, "batch_reveal_weights", DAILY),
		call(100, "batch_commit_weights", DAILY),
		call(101, "recycle_alpha", NO_TRANSFER),
		call(102, "burn_alpha", NO_TRANSFER),
		call(103, "remove_stake_full_limit", STAKING),
		call(109, "set_pending_childkey_cooldown", ANY),
		call(112, "update_symbol", OWNER),
		call(113, "commit_timelocked_weights", DAILY),
		call(114, "set_coldkey_auto_stake_hotkey", STAKING),
		call(115, "commit_mechanism_weights", DAILY),
		call(116, "reveal_mechanism_weights", DAILY),
		call(117, "commit_crv3_mechanism_weights", DAILY),
		call(118, "commit_timelocked_mechanism_weights", DAILY),
		call(119, "set_mechanism_weights", DAILY),
		call(120, "root_dissolve_network", ANY),
		call(125, "announce_coldkey_swap", ANY),
		call(126, "swap_coldkey_announced", ANY),
		call(127, "dispute_coldkey_swap", ANY),
		call(128, "reset_coldkey_swap", ANY),
		call(133, "clear_coldkey_swap_announcement", ANY),
		call(134, "register_limit", REGISTRATION),
		call(139, "set_tempo", LEASED),
		call(140, "set_activity_cutoff_factor", LEASED),
		call(141, "trigger_epoch", LEASED),
		call(200, "confirm_owner", ANY),
		call(201, "reject_parent", RELATIONS),
	]),
	pallet("Session", 9, &[
		call(0, "set_keys", ANY),
		call(1, "purge_keys", ANY),
	]),
	pallet("Utility", 11, &[
		call(0, "batch", SHELLS),
		call(1, "as_derivative", DAILY),
		call(2, "batch_all", SHELLS),
		call(3, "dispatch_as", ANY),
		call(4, "force_batch", SHELLS),
		call(5, "with_weight", ANY),
		call(6, "if_else", SHELLS),
		call(7, "dispatch_as_fallible", ANY),
	]),
	pallet("Sudo", 12, &[
		call(0, "sudo", ANY),
		call(1, "sudo_unchecked_weight", SET_CODE),
		call(2, "set_key", ANY),
		call(3, "sudo_as", ANY),
		call(4, "remove_key", ANY),
	]),
	pallet("Multisig", 13, &[
		call(0, "as_multi_threshold_1", ANY),
		call(1, "as_multi", ANY),
		call(2, "approve_as_multi", ANY),
		call(3, "cancel_as_multi", ANY),
		call(4, "poke_deposit", ANY),
	]),
	pallet("Preimage", 14, &[
		call(0, "note_preimage", ANY),
		call(1, "unnote_preimage", ANY),
		call(2, "request_preimage", ANY),
		call(3, "unrequest_preimage", ANY),
		call(4, "ensure_updated", ANY),
	]),
	pallet("Scheduler", 15, &[
		call(0, "schedule", ANY),
		call(1, "cancel", ANY),
		call(2, "schedule_named", ANY),
		call(3, "cancel_named", ANY),
		call(4, "schedule_after", ANY),
		call(5, "schedule_named_after", ANY),
		call(6, "set_retry", ANY),
		call(7, "set_retry_named", ANY),
		call(8, "cancel_retry", ANY),
		call(9, "cancel_retry_named", ANY),
	]),
	pallet("Proxy", 16, &[
		call(0, "proxy", ANY),
		call(1, "add_proxy", ANY),
		call(2, "remove_proxy", ANY),
		call(3, "remove_proxies", ANY),
		call(4, "create_pure", ANY),
		call(5, "kill_pure", ANY),
		call(6, "announce", ANY),
		call(7, "remove_announcement", ANY),
		call(8, "reject_announcement", ANY),
		call(9, "proxy_announced", ANY),
		call(10, "poke_deposit", ANY),
	]),
	pallet("Commitments", 18, &[
		call(0, "set_commitment", DAILY),
		call(2, "set_max_space", ANY),
	]),
	pallet("AdminUtils", 19, &[
		call(1, "sudo_set_default_take", ANY),
		call(2, "sudo_set_tx_rate_limit", ANY),
		call(3, "sudo_set_serving_rate_limit", LEASED),
		call(4, "sudo_set_min_difficulty", ANY),
		call(5, "sudo_set_max_difficulty", ANY),
		call(6, "sudo_set_weights_version_key", LEASED),
		call(7, "sudo_set_weights_set_rate_limit", ANY),
		call(13, "sudo_set_immunity_period", LEASED),
		call(14, "sudo_set_min_allowed_weights", LEASED),
		call(15, "sudo_set_max_allowed_uids", LEASED),
		call(16, "sudo_set_kappa", ANY),
		call(17, "sudo_set_rho", ANY),
		call(19, "sudo_set_network_registration_allowed", ANY),
		call(20, "sudo_set_network_pow_registration_allowed", LEASED),
		call(22, "sudo_set_min_burn", LEASED),
		call(23, "sudo_set_max_burn", LEASED),
		call(24, "sudo_set_difficulty", ANY),
		call(25, "sudo_set_max_allowed_validators", ANY),
		call(26, "sudo_set_bonds_moving_average", LEASED),
		call(28, "sudo_set_subnet_owner_cut", ANY),
		call(29, "sudo_set_network_rate_limit", ANY),
		call(30, "sudo_set_tempo", ANY),
		call(35, "sudo_set_network_immunity_period", ANY),
		call(36, "sudo_set_network_min_lock_cost", ANY),
		call(37, "sudo_set_subnet_limit", ANY),
		call(38, "sudo_set_lock_reduction_interval", ANY),
		call(42, "sudo_set_stake_threshold", ANY),
		call(43, "sudo_set_nominator_min_required_stake", ANY),
		call(45, "sudo_set_tx_delegate_take_rate_limit", ANY),
		call(46, "sudo_set_min_delegate_take", ANY),
		call(49, "sudo_set_commit_reveal_weights_enabled", LEASED),
		call(50, "sudo_set_liquid_alpha_enabled", LEASED),
		call(51, "sudo_set_alpha_values", LEASED),
		call(55, "sudo_set_dissolve_network_schedule_duration", ANY),
		call(57, "sudo_set_commit_reveal_weights_interval", LEASED),
		call(60, "sudo_set_bonds_penalty", LEASED),
		call(61, "sudo_set_toggle_transfer", LEASED),
		call(67, "sudo_set_sn_owner_hotkey", ANY),
		call(68, "sudo_set_alpha_sigmoid_steepness", LEASED),
		call(69, "sudo_set_yuma3_enabled", LEASED),
		call(70, "sudo_set_bonds_reset_enabled", LEASED),
		call(74, "sudo_set_admin_freeze_window", ANY),
		call(75, "sudo_set_owner_hparam_rate_limit", ANY),
		call(76, "sudo_set_mechanism_count", OWNER),
		call(77, "sudo_set_mechanism_emission_split", LEASED),
		call(78, "sudo_trim_to_max_allowed_uids", OWNER),
		call(79, "sudo_set_min_allowed_uids", ANY),
		call(85, "sudo_set_start_call_delay", ANY),
		call(86, "sudo_set_coldkey_swap_announcement_delay", ANY),
		call(87, "sudo_set_coldkey_swap_reannouncement_delay", ANY),
		call(88, "sudo_set_max_mechanism_count", ANY),
		call(89, "sudo_set_burn_half_life", LEASED),
		call(90, "sudo_set_burn_increase_mult", LEASED),
		call(92, "sudo_set_owner_cut_enabled", LEASED),
		call(93, "sudo_set_min_childkey_take_per_subnet", LEASED),
		call(94, "sudo_set_subnet_emission_enabled", ANY),
		call(96, "sudo_set_max_epochs_per_block", ANY),
		call(200, "sudo_set_owner_tempo_control", ANY),
	]),
	pallet("SafeMode", 20, &[
		call(0, "enter", ANY),
		call(1, "force_enter", ANY),
		call(2, "extend", ANY),
		call(3, "force_extend", ANY),
		call(4, "force_exit", ANY),
		call(5, "force_slash_deposit", ANY),
		call(6, "release_deposit", ANY),
		call(7, "force_release_deposit", ANY),
	]),
	pallet("Drand", 26, &[
		call(0, "write_pulse", ANY),
		call(1, "set_beacon_config", ANY),
		call(2, "set_oldest_stored_round", ANY),
	]),
];
