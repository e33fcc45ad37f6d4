//! The presets by name.

use super::accounts::{Authority, authority, balances};
use crate::{
	BalancesConfig, DrandConfig, RuntimeGenesisConfig, SessionConfig, SubtensorModuleConfig, SudoConfig,
	constants::TAO,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_subtensor::{BootstrapShares, ChainParameters, Hyperparameters};
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// One authority (Alice), fast blocks.
pub const DEVELOPMENT: &str = "development";
/// Two authorities (One, Two), blocks of 12 s.
pub const LOCAL: &str = "local";
/// Two authorities (One, Two), fast blocks.
pub const LOCAL_FAST: &str = "local-fast";
/// The real network: no sudo, nobody funded. Its authorities are named by whoever launches it.
pub const MAIN: &str = "main";

/// The names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	[DEVELOPMENT, LOCAL, LOCAL_FAST, MAIN]
		.map(PresetId::from)
		.to_vec()
}

/// A preset as a JSON patch of the default genesis.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let alice = || authority(Sr25519Keyring::Alice, Ed25519Keyring::Alice);
	let one_and_two = || {
		vec![
			authority(Sr25519Keyring::One, Ed25519Keyring::One),
			authority(Sr25519Keyring::Two, Ed25519Keyring::Two),
		]
	};
	let patch = match id.as_ref() {
		DEVELOPMENT => development_chain(vec![alice()], fast()),
		LOCAL => development_chain(one_and_two(), as_clients_expect(relaxed(12_000, 360))),
		LOCAL_FAST => development_chain(one_and_two(), as_clients_expect(fast())),
		MAIN => build_struct_json_patch!(RuntimeGenesisConfig {
			subtensor_module: SubtensorModuleConfig::default(),
		}),
		_ => return None,
	};
	Some(serde_json::to_vec(&patch).expect("a JSON value can be written; qed"))
}

/// A chain of well-known keys: funded accounts, Alice as sudo, a beacon within.
fn development_chain(
	authorities: Vec<Authority>,
	subtensor_module: SubtensorModuleConfig,
) -> serde_json::Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: balances() },
		// Needs nobody who brings pulses. It keeps quicknet's time, by which clients choose rounds.
		drand: DrandConfig {
			test_secret: Some(subtensor_timelock::TEST_SECRET),
			..DrandConfig::default()
		},
		session: SessionConfig { keys: authorities },
		sudo: SudoConfig {
			key: Some(Sr25519Keyring::Alice.to_account_id())
		},
		subtensor_module,
	})
}

/// Blocks of 250 ms and epochs of 10 blocks.
fn fast() -> SubtensorModuleConfig {
	relaxed(250, 10)
}

/// Market rules for development: the same, with short delays and low limits.
fn relaxed(slot_duration: u64, tempo: u16) -> SubtensorModuleConfig {
	let subnet_defaults = Hyperparameters {
		tempo,
		immunity_period: tempo.saturating_mul(10), // clamp: small numbers
		min_difficulty: 1_000,
		weights_set_rate_limit: 0,
		serving_rate_limit: 0,
		..Hyperparameters::default()
	};
	let defaults = SubtensorModuleConfig::default();
	SubtensorModuleConfig {
		slot_duration,
		session_length: 50,
		stake_cooldown: Some(u64::from(tempo)),
		childkey_rate_limit: 0,
		bootstrap: BootstrapShares::Started,
		chain: ChainParameters {
			start_call_delay: 0,
			network_min_lock_cost: 100 * TAO,
			network_lock_reduction_interval: 100,
			network_rate_limit: 0,
			network_immunity_period: u64::from(tempo),
			dissolve_network_schedule_duration: u32::from(tempo),
			admin_freeze_window: 0,
			owner_hyperparam_rate_limit: 0,
			tx_delegate_take_rate_limit: 0,
			tx_childkey_take_rate_limit: 0,
			pending_child_key_cooldown: u64::from(tempo),
			tx_rate_limit: 0,
			coldkey_swap_announcement_delay: 50,
			coldkey_swap_reannouncement_delay: 10,
			..ChainParameters::default()
		},
		work_window: 36_000 / slot_duration,
		opening_burn: 0,
		root: Hyperparameters {
			weights_set_rate_limit: 0,
			tempo,
			..defaults.root.clone()
		},
		subnet_defaults,
		..defaults
	}
}

/// What suites of clients start from on a local network: prices and limits of the real one where they are looked at or run into on
/// purpose, limits short enough to wait for, and stake that leaves when it is asked to.
fn as_clients_expect(relaxed: SubtensorModuleConfig) -> SubtensorModuleConfig {
	let Hyperparameters {
		immunity_period,
		min_difficulty,
		..
	} = Hyperparameters::default();
	let ChainParameters {
		network_min_lock_cost,
		tx_rate_limit,
		..
	} = ChainParameters::default();
	SubtensorModuleConfig {
		stake_cooldown: None,
		childkey_rate_limit: 30,
		chain: ChainParameters {
			owner_hyperparam_rate_limit: 1,
			owner_tempo_control: true,
			network_min_lock_cost,
			tx_rate_limit,
			tx_delegate_take_rate_limit: 1_000,
			tx_childkey_take_rate_limit: 1_000,
			..relaxed.chain
		},
		subnet_defaults: Hyperparameters {
			immunity_period,
			min_difficulty,
			// What a registration costs, and a block later costs again.
			min_burn: TAO / 10,
			burn_half_life: 1,
			weights_set_rate_limit: 1,
			serving_rate_limit: 10,
			..relaxed.subnet_defaults
		},
		..relaxed
	}
}
