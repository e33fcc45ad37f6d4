//! The indices of calls, by which clients encode them.

use crate::*;
use codec::Encode;

#[test]
fn calls_should_have_the_indices_that_clients_know() {
	use codec::Compact;
	use pallet_subtensor::Call;
	use sp_keyring::Sr25519Keyring::{Alice, Bob};
	use subtensor_types::{MechId, NetUid};
	let (hotkey, coldkey, netuid) = (Alice.to_account_id(), Bob.to_account_id(), NetUid(1));
	let (dests, weights) = (vec![1u16], vec![2u16]);
	let calls: [(Call<Runtime>, u8); 61] = [
		(
			Call::set_children {
				hotkey: hotkey.clone(),
				netuid,
				children: vec![],
			},
			67,
		),
		(
			Call::sudo_set_tx_childkey_take_rate_limit { tx_rate_limit: 1 },
			69,
		),
		(
			Call::set_childkey_take {
				hotkey: hotkey.clone(),
				netuid,
				take: 1,
			},
			75,
		),
		(Call::sudo_set_min_childkey_take { take: 1 }, 76),
		(Call::sudo_set_max_childkey_take { take: 1 }, 77),
		(Call::set_pending_childkey_cooldown { cooldown: 1 }, 109),
		(
			Call::reject_parent {
				hotkey: hotkey.clone(),
				netuid,
				parent: coldkey.clone(),
			},
			201,
		),
		(
			Call::swap_hotkey {
				hotkey: hotkey.clone(),
				new_hotkey: coldkey.clone(),
				netuid: None,
			},
			70,
		),
		(
			Call::swap_hotkey_v2 {
				hotkey: hotkey.clone(),
				new_hotkey: coldkey.clone(),
				netuid: Some(netuid),
				keep_stake: true,
			},
			72,
		),
		(
			Call::swap_coldkey {
				old_coldkey: coldkey.clone(),
				new_coldkey: coldkey.clone(),
				swap_cost: 0,
			},
			71,
		),
		(
			Call::announce_coldkey_swap {
				new_coldkey_hash: Hash::zero(),
			},
			125,
		),
		(
			Call::swap_coldkey_announced {
				new_coldkey: coldkey.clone(),
			},
			126,
		),
		(Call::dispute_coldkey_swap {}, 127),
		(
			Call::reset_coldkey_swap {
				coldkey: coldkey.clone(),
			},
			128,
		),
		(Call::clear_coldkey_swap_announcement {}, 133),
		(
			Call::decrease_take {
				hotkey: hotkey.clone(),
				take: 1,
			},
			65,
		),
		(
			Call::increase_take {
				hotkey: hotkey.clone(),
				take: 1,
			},
			66,
		),
		(
			Call::unstake_all {
				hotkey: hotkey.clone(),
			},
			83,
		),
		(
			Call::unstake_all_alpha {
				hotkey: hotkey.clone(),
			},
			84,
		),
		(
			Call::move_stake {
				origin_hotkey: hotkey.clone(),
				destination_hotkey: hotkey.clone(),
				origin_netuid: netuid,
				destination_netuid: netuid,
				alpha_amount: 1,
			},
			85,
		),
		(
			Call::transfer_stake {
				destination_coldkey: hotkey.clone(),
				hotkey: hotkey.clone(),
				origin_netuid: netuid,
				destination_netuid: netuid,
				alpha_amount: 1,
			},
			86,
		),
		(
			Call::swap_stake {
				hotkey: hotkey.clone(),
				origin_netuid: netuid,
				destination_netuid: netuid,
				alpha_amount: 1,
			},
			87,
		),
		(
			Call::add_stake_limit {
				hotkey: hotkey.clone(),
				netuid,
				amount_staked: 1,
				limit_price: 1,
				allow_partial: false,
			},
			88,
		),
		(
			Call::remove_stake_limit {
				hotkey: hotkey.clone(),
				netuid,
				amount_unstaked: 1,
				limit_price: 1,
				allow_partial: false,
			},
			89,
		),
		(
			Call::swap_stake_limit {
				hotkey: hotkey.clone(),
				origin_netuid: netuid,
				destination_netuid: netuid,
				alpha_amount: 1,
				limit_price: 1,
				allow_partial: false,
			},
			90,
		),
		(
			Call::recycle_alpha {
				hotkey: hotkey.clone(),
				amount: 1,
				netuid,
			},
			101,
		),
		(
			Call::burn_alpha {
				hotkey: hotkey.clone(),
				amount: 1,
				netuid,
			},
			102,
		),
		(
			Call::remove_stake_full_limit {
				hotkey: hotkey.clone(),
				netuid,
				limit_price: None,
			},
			103,
		),
		(
			Call::set_coldkey_auto_stake_hotkey {
				netuid,
				hotkey: hotkey.clone(),
			},
			114,
		),
		(
			Call::set_weights {
				netuid,
				dests: dests.clone(),
				weights: weights.clone(),
				version_key: 0,
			},
			0,
		),
		(
			Call::add_stake {
				hotkey: hotkey.clone(),
				netuid,
				amount_staked: 1,
			},
			2,
		),
		(
			Call::remove_stake {
				hotkey: hotkey.clone(),
				netuid,
				amount_unstaked: 1,
			},
			3,
		),
		(
			Call::serve_axon {
				netuid,
				version: 1,
				ip: 1,
				port: 1,
				ip_type: 4,
				protocol: 0,
				placeholder1: 0,
				placeholder2: 0,
			},
			4,
		),
		(
			Call::serve_prometheus {
				netuid,
				version: 1,
				ip: 1,
				port: 1,
				ip_type: 4,
			},
			5,
		),
		(
			Call::serve_axon_tls {
				netuid,
				version: 1,
				ip: 1,
				port: 1,
				ip_type: 4,
				protocol: 0,
				placeholder1: 0,
				placeholder2: 0,
				certificate: vec![1, 2],
			},
			40,
		),
		(
			Call::register {
				netuid,
				block_number: 1,
				nonce: 1,
				work: vec![],
				hotkey: hotkey.clone(),
				coldkey: coldkey.clone(),
			},
			6,
		),
		(
			Call::burned_register {
				netuid,
				hotkey: hotkey.clone(),
			},
			7,
		),
		(
			Call::set_root_weights {
				netuid,
				hotkey: hotkey.clone(),
				dests,
				weights,
				version_key: 0,
			},
			8,
		),
		(
			Call::register_network {
				hotkey: hotkey.clone(),
			},
			59,
		),
		(
			Call::root_register {
				hotkey: hotkey.clone(),
			},
			62,
		),
		(
			Call::set_identity {
				name: vec![],
				url: vec![],
				github_repo: vec![],
				image: vec![],
				discord: vec![],
				description: vec![],
				additional: vec![],
			},
			68,
		),
		(Call::schedule_dissolve_network { netuid }, 74),
		(
			Call::set_subnet_identity {
				netuid,
				subnet_name: vec![],
				github_repo: vec![],
				subnet_contact: vec![],
				subnet_url: vec![],
				discord: vec![],
				description: vec![],
				logo_url: vec![],
				additional: vec![],
			},
			78,
		),
		(
			Call::register_network_with_identity {
				hotkey: hotkey.clone(),
				identity: None,
			},
			79,
		),
		(
			Call::batch_set_weights {
				netuids: vec![Compact(netuid)],
				weights: vec![vec![(Compact(1), Compact(2))]],
				version_keys: vec![Compact(0)],
			},
			80,
		),
		(
			Call::try_associate_hotkey {
				hotkey: hotkey.clone(),
			},
			91,
		),
		(Call::start_call { netuid }, 92),
		(
			Call::commit_weights {
				netuid,
				commit_hash: Hash::zero(),
			},
			96,
		),
		(
			Call::reveal_weights {
				netuid,
				uids: vec![1],
				values: vec![2],
				salt: vec![3],
				version_key: 0,
			},
			97,
		),
		(
			Call::batch_reveal_weights {
				netuid,
				uids_list: vec![vec![1]],
				values_list: vec![vec![2]],
				salts_list: vec![vec![3]],
				version_keys: vec![0],
			},
			98,
		),
		(
			Call::commit_mechanism_weights {
				netuid,
				mecid: MechId(1),
				commit_hash: Hash::zero(),
			},
			115,
		),
		(
			Call::reveal_mechanism_weights {
				netuid,
				mecid: MechId(1),
				uids: vec![1],
				values: vec![2],
				salt: vec![3],
				version_key: 0,
			},
			116,
		),
		(
			Call::commit_timelocked_weights {
				netuid,
				commit: Default::default(),
				reveal_round: 1,
				commit_reveal_version: 4,
			},
			113,
		),
		(
			Call::commit_crv3_mechanism_weights {
				netuid,
				mecid: MechId(1),
				commit: Default::default(),
				reveal_round: 1,
			},
			117,
		),
		(
			Call::commit_timelocked_mechanism_weights {
				netuid,
				mecid: MechId(1),
				commit: Default::default(),
				reveal_round: 1,
				commit_reveal_version: 4,
			},
			118,
		),
		(
			Call::set_mechanism_weights {
				netuid,
				mecid: MechId(1),
				dests: vec![1],
				weights: vec![2],
				version_key: 0,
			},
			119,
		),
		(
			Call::batch_commit_weights {
				netuids: vec![Compact(netuid)],
				commit_hashes: vec![Hash::zero()],
			},
			100,
		),
		(
			Call::update_symbol {
				netuid,
				symbol: vec![],
			},
			112,
		),
		(Call::root_dissolve_network { netuid }, 120),
		(
			Call::register_limit {
				netuid,
				hotkey,
				limit_price: 1,
			},
			134,
		),
		(Call::confirm_owner { coldkey }, 200),
	];
	for (call, index) in calls {
		assert_eq!(RuntimeCall::from(call).encode()[..2], [7, index]);
	}
}

#[test]
fn calls_of_drand_should_have_the_indices_that_clients_know() {
	use codec::Encode;
	use pallet_drand::{BeaconConfiguration, BeaconConfigurationPayload, Call, PulsesPayload};
	let calls: [(Call<Runtime>, u8); 3] = [
		(
			Call::write_pulse {
				pulses_payload: PulsesPayload {
					pulses: Default::default(),
				},
				signature: None,
			},
			0,
		),
		(
			Call::set_beacon_config {
				config_payload: BeaconConfigurationPayload {
					config: BeaconConfiguration::default(),
				},
				signature: None,
			},
			1,
		),
		(Call::set_oldest_stored_round { oldest_round: 1 }, 2),
	];
	for (call, index) in calls {
		assert_eq!(RuntimeCall::from(call).encode()[..2], [26, index]);
	}
}
