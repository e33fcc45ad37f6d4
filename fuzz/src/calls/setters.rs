//! Setters of hyperparameters and of the chain's parameters: all calls of AdminUtils.
//!
//! They are alike, so their calls are made from the metadata: a subnet where one is asked for, and values within what a small
//! chain can live with. A setter that is missing here has no generator.

use super::{Draft, Generator, Scene, variants};
use codec::{Compact, Decode, Encode};
use frame_metadata::v14::RuntimeMetadataV14;
use scale_info::{PortableRegistry, TypeDef, TypeDefPrimitive};
use std::rc::Rc;
use subtensor_runtime::RuntimeCall;
use subtensor_types::{NetUid, RAO_PER_TAO};

const PALLET: &str = "AdminUtils";
const TAO: u128 = RAO_PER_TAO as u128;
/// 1 as a number with 64 bits behind the point.
const ONE: u128 = 1 << 64;

/// Setter, lowest and highest value with which the other accounts still have something to do.
const SETTERS: &[(&str, u128, u128)] = &[
	("sudo_set_admin_freeze_window", 0, 2),
	("sudo_set_alpha_sigmoid_steepness", 0, 3_000),
	("sudo_set_alpha_values", 1_638, 65_535),
	("sudo_set_bonds_moving_average", 0, 975_000),
	("sudo_set_bonds_penalty", 0, 65_535),
	("sudo_set_bonds_reset_enabled", 0, 1),
	("sudo_set_burn_half_life", 1, 80),
	("sudo_set_burn_increase_mult", ONE * 11 / 10, ONE * 3),
	("sudo_set_commit_reveal_weights_enabled", 0, 1),
	("sudo_set_commit_reveal_weights_interval", 1, 3),
	("sudo_set_default_take", 3_000, 11_796),
	("sudo_set_coldkey_swap_announcement_delay", 0, 12),
	("sudo_set_coldkey_swap_reannouncement_delay", 0, 8),
	("sudo_set_difficulty", 1, 200),
	("sudo_set_dissolve_network_schedule_duration", 0, 8),
	("sudo_set_immunity_period", 0, 12),
	("sudo_set_kappa", 0, 65_535),
	("sudo_set_liquid_alpha_enabled", 0, 1),
	("sudo_set_lock_reduction_interval", 1, 40),
	("sudo_set_max_allowed_uids", 1, 20),
	("sudo_set_max_allowed_validators", 1, 8),
	("sudo_set_max_burn", TAO / 10, 4 * TAO),
	("sudo_set_max_difficulty", 50, 500),
	("sudo_set_max_epochs_per_block", 1, 3),
	("sudo_set_max_mechanism_count", 2, 4),
	("sudo_set_mechanism_count", 1, 4),
	("sudo_set_min_allowed_uids", 1, 6),
	("sudo_set_min_allowed_weights", 0, 4),
	("sudo_set_min_burn", 1, TAO / 20),
	("sudo_set_min_childkey_take_per_subnet", 0, 4_000),
	("sudo_set_min_delegate_take", 0, 2_500),
	("sudo_set_min_difficulty", 1, 20),
	("sudo_set_network_immunity_period", 1, 60),
	("sudo_set_network_min_lock_cost", TAO, 10 * TAO),
	("sudo_set_network_pow_registration_allowed", 0, 1),
	("sudo_set_network_rate_limit", 0, 10),
	("sudo_set_network_registration_allowed", 0, 1),
	("sudo_set_nominator_min_required_stake", 0, TAO / 10),
	("sudo_set_owner_cut_enabled", 0, 1),
	("sudo_set_owner_hparam_rate_limit", 0, 2),
	("sudo_set_owner_tempo_control", 0, 1),
	("sudo_set_rho", 1, 30),
	("sudo_set_serving_rate_limit", 0, 14),
	("sudo_set_stake_threshold", 0, TAO),
	("sudo_set_start_call_delay", 0, 6),
	("sudo_set_subnet_emission_enabled", 0, 1),
	("sudo_set_subnet_limit", 1, 9),
	("sudo_set_subnet_owner_cut", 0, 32_767),
	("sudo_set_tempo", 2, 14),
	("sudo_set_toggle_transfer", 0, 1),
	("sudo_set_tx_delegate_take_rate_limit", 0, 10),
	("sudo_set_tx_rate_limit", 0, 8),
	("sudo_set_weights_set_rate_limit", 0, 4),
	("sudo_set_weights_version_key", 0, 5),
	("sudo_set_yuma3_enabled", 0, 1),
	("sudo_trim_to_max_allowed_uids", 1, 8),
];

/// What a setter asks for.
#[derive(Clone)]
enum Field {
	Subnet,
	/// A value of a type.
	Value(u32),
}

/// A generator for each setter.
pub(super) fn generators(metadata: &RuntimeMetadataV14) -> Result<Vec<(String, Generator)>, String> {
	let types = Rc::new(metadata.types.clone());
	let pallet = metadata.pallets.iter().find(|pallet| pallet.name == PALLET);
	let pallet = pallet.ok_or_else(|| format!("there is no pallet {PALLET}"))?;
	let mut generators: Vec<(String, Generator)> = vec![];
	for (name, low, high) in SETTERS.iter().copied() {
		let call = variants(metadata, pallet).iter().find(|call| call.name == name);
		let call = call.ok_or_else(|| format!("there is no setter {name}"))?;
		let head = vec![pallet.index, call.index];
		let fields: Vec<Field> = call
			.fields
			.iter()
			.map(
				|field| match types.resolve(field.ty.id).and_then(|ty| ty.path.segments.last()) {
					Some(last) if last == "NetUid" => Field::Subnet,
					_ => Field::Value(field.ty.id),
				},
			)
			.collect();
		let types = types.clone();
		let generator = move |scene: &mut Scene| set(scene, &types, &head, &fields, low, high);
		generators.push((format!("{PALLET}.{name}"), Rc::new(generator)));
	}
	Ok(generators)
}

fn set(
	scene: &mut Scene,
	types: &PortableRegistry,
	head: &[u8],
	fields: &[Field],
	low: u128,
	high: u128,
) -> Option<Draft> {
	let mut bytes = head.to_vec();
	let mut subnet = None;
	for field in fields {
		match field {
			Field::Subnet => {
				let netuid = scene.netuid();
				subnet = Some(netuid);
				netuid.encode_to(&mut bytes);
			}
			Field::Value(ty) => {
				let value = match scene.dice.below(60) {
					0 => 0,
					1 => u128::MAX,
					2 => high + 1,
					_ => low + u128::from(scene.dice.number()) % (high - low + 1),
				};
				encode(types, *ty, value, &mut bytes)?;
			}
		}
	}
	let call = RuntimeCall::decode(&mut &bytes[..]).ok()?;
	match subnet {
		Some(netuid) => Draft::by_owner(scene, netuid, call),
		None => Draft::by_owner(scene, NetUid::ROOT, call),
	}
}

/// A number as a value of a type, cut to its size.
fn encode(types: &PortableRegistry, ty: u32, value: u128, bytes: &mut Vec<u8>) -> Option<()> {
	let size = match &types.resolve(ty)?.type_def {
		TypeDef::Composite(composite) => {
			let [field] = &composite.fields[..] else {
				return None;
			};
			return encode(types, field.ty.id, value, bytes);
		}
		TypeDef::Compact(_) => {
			Compact(value).encode_to(bytes);
			return Some(());
		}
		TypeDef::Primitive(TypeDefPrimitive::Bool) => {
			(value % 2 == 1).encode_to(bytes);
			return Some(());
		}
		TypeDef::Primitive(TypeDefPrimitive::U8) => 1,
		TypeDef::Primitive(TypeDefPrimitive::U16 | TypeDefPrimitive::I16) => 2,
		TypeDef::Primitive(TypeDefPrimitive::U32) => 4,
		TypeDef::Primitive(TypeDefPrimitive::U64) => 8,
		TypeDef::Primitive(TypeDefPrimitive::U128) => 16,
		_ => return None,
	};
	bytes.extend(value.to_le_bytes().get(..size)?);
	Some(())
}
