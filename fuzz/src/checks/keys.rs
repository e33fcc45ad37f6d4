//! Storage keys: each belongs to an item of the metadata, decodes with its types, and is about a subnet that exists, or is
//! being taken apart.

use super::{Finding, KEYS_ARE_KNOWN};
use crate::state::{Key, State};
use codec::{Compact, Decode};
use frame_metadata::v14::{StorageEntryType, StorageHasher};
use scale_info::{PortableRegistry, TypeDef, TypeDefPrimitive, form::PortableForm};
use sp_core::hexdisplay::HexDisplay;
use sp_io::hashing::{blake2_128, twox_64, twox_128};
use std::collections::{BTreeMap, BTreeSet};

/// Netuids of one mechanism: `mechanism * 4096 + netuid`.
const MECHANISM: u16 = 4_096;

/// How many odd keys are named.
const MOST_SAID: usize = 5;

/// All storage items of the runtime.
pub struct Catalogue {
	types: PortableRegistry,
	items: BTreeMap<[u8; 32], Item>,
	/// Prefixes under which FRAME keeps the versions of pallets.
	versions: BTreeSet<[u8; 32]>,
}

struct Item {
	name: String,
	/// The parts of a map's key.
	parts: Vec<(StorageHasher, u32)>,
	value: u32,
}

impl Catalogue {
	/// The items of the runtime's metadata.
	pub fn new() -> Result<Self, String> {
		let metadata = crate::calls::metadata()?;
		let (mut items, mut versions) = (BTreeMap::new(), BTreeSet::new());
		let prefix = |pallet: &str, item: &str| {
			let mut prefix = [0; 32];
			prefix[..16].copy_from_slice(&twox_128(pallet.as_bytes()));
			prefix[16..].copy_from_slice(&twox_128(item.as_bytes()));
			prefix
		};
		for pallet in &metadata.pallets {
			versions.insert(prefix(&pallet.name, ":__STORAGE_VERSION__:"));
			let Some(storage) = &pallet.storage else { continue };
			versions.insert(prefix(&storage.prefix, ":__STORAGE_VERSION__:"));
			for entry in &storage.entries {
				let (parts, value) = match &entry.ty {
					StorageEntryType::Plain(value) => (vec![], value.id),
					StorageEntryType::Map { hashers, key, value } => {
						(parts(&metadata.types, hashers, key.id), value.id)
					}
				};
				let name = format!("{}.{}", storage.prefix, entry.name);
				items.insert(prefix(&storage.prefix, &entry.name), Item { name, parts, value });
			}
		}
		Ok(Self {
			types: metadata.types,
			items,
			versions,
		})
	}

	/// Looks at all keys. Says the first few that are odd.
	pub fn check(&self, state: &State, living: &BTreeSet<u16>) -> Vec<Finding> {
		let odd = |(key, value): (&Key, &Vec<u8>)| {
			let what = self.oddity(key, value, living)?;
			Some(Finding::new(
				KEYS_ARE_KNOWN,
				format!("0x{}: {what}", HexDisplay::from(key)),
			))
		};
		state.under(&[]).filter_map(odd).take(MOST_SAID).collect()
	}

	/// What is odd about a key.
	fn oddity(&self, key: &[u8], value: &[u8], living: &BTreeSet<u16>) -> Option<String> {
		if key.starts_with(b":") {
			return None; // the well-known ones
		}
		let Some((prefix, rest)) = key.split_first_chunk::<32>() else {
			return Some("a foreign key".into());
		};
		if self.versions.contains(prefix) && rest.is_empty() {
			return None;
		}
		let Some(item) = self.items.get(prefix) else {
			return Some("a foreign key".into());
		};
		let Some(netuids) = self.netuids(item, rest) else {
			return Some(format!("{}: the key does not decode", item.name));
		};
		let mut value = value;
		if self.skip(item.value, &mut value, &mut vec![]).is_none() || !value.is_empty() {
			return Some(format!("{}: the value does not decode", item.name));
		}
		let orphan = netuids.into_iter().find(|netuid| !living.contains(netuid))?;
		Some(format!("{}: there is no subnet {orphan}", item.name))
	}

	/// The netuids in a map's key.
	fn netuids(&self, item: &Item, mut rest: &[u8]) -> Option<Vec<u16>> {
		let mut netuids = vec![];
		for (hasher, part) in &item.parts {
			let (hash, raw) = match hasher {
				StorageHasher::Identity => rest.split_at_checked(0)?,
				StorageHasher::Twox64Concat => rest.split_at_checked(8)?,
				StorageHasher::Blake2_128Concat => rest.split_at_checked(16)?,
				StorageHasher::Twox128 | StorageHasher::Blake2_128 => {
					rest = rest.get(16..)?;
					continue;
				}
				StorageHasher::Twox256 | StorageHasher::Blake2_256 => {
					rest = rest.get(32..)?;
					continue;
				}
			};
			let mut left = raw;
			self.skip(*part, &mut left, &mut netuids)?;
			let plain = &raw[..raw.len() - left.len()];
			let right = match hasher {
				StorageHasher::Twox64Concat => hash == twox_64(plain),
				StorageHasher::Blake2_128Concat => hash == blake2_128(plain),
				_ => true,
			};
			if !right {
				return None;
			}
			rest = left;
		}
		rest.is_empty().then_some(netuids)
	}

	/// Reads a value of a type; notes the netuids in it.
	fn skip(&self, id: u32, input: &mut &[u8], netuids: &mut Vec<u16>) -> Option<()> {
		let ty = self.types.resolve(id)?;
		let fields =
			|fields: &[scale_info::Field<PortableForm>], input: &mut &[u8], netuids: &mut Vec<u16>| {
				fields
					.iter()
					.try_for_each(|field| self.skip(field.ty.id, input, netuids))
			};
		match ty.path.segments.last().map(String::as_str) {
			Some("NetUid") => {
				netuids.push(u16::decode(input).ok()?);
				return Some(());
			}
			Some("NetUidStorageIndex") => {
				netuids.push(u16::decode(input).ok()? % MECHANISM);
				return Some(());
			}
			_ => {}
		}
		match &ty.type_def {
			TypeDef::Composite(composite) => fields(&composite.fields, input, netuids),
			TypeDef::Tuple(tuple) => tuple
				.fields
				.iter()
				.try_for_each(|field| self.skip(field.id, input, netuids)),
			TypeDef::Variant(variants) => {
				let index = u8::decode(input).ok()?;
				let variant = variants.variants.iter().find(|variant| variant.index == index)?;
				fields(&variant.fields, input, netuids)
			}
			TypeDef::Sequence(sequence) => {
				let length = Compact::<u32>::decode(input).ok()?.0;
				(0..length).try_for_each(|_| self.skip(sequence.type_param.id, input, netuids))
			}
			TypeDef::Array(array) => {
				(0..array.len).try_for_each(|_| self.skip(array.type_param.id, input, netuids))
			}
			TypeDef::Compact(_) => Compact::<u128>::decode(input).ok().map(|_| ()),
			TypeDef::BitSequence(_) => None,
			TypeDef::Primitive(primitive) => {
				let bytes = match primitive {
					TypeDefPrimitive::Bool => return bool::decode(input).ok().map(|_| ()),
					TypeDefPrimitive::Char | TypeDefPrimitive::U32 | TypeDefPrimitive::I32 => 4,
					TypeDefPrimitive::Str => return String::decode(input).ok().map(|_| ()),
					TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => 1,
					TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => 2,
					TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => 8,
					TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => 16,
					TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => 32,
				};
				*input = input.get(bytes..)?;
				Some(())
			}
		}
	}
}

/// The parts of a key with their hashers: one, or those of a tuple.
fn parts(types: &PortableRegistry, hashers: &[StorageHasher], key: u32) -> Vec<(StorageHasher, u32)> {
	let ids: Vec<u32> = match (hashers, types.resolve(key).map(|ty| &ty.type_def)) {
		([_, _, ..], Some(TypeDef::Tuple(tuple))) => tuple.fields.iter().map(|field| field.id).collect(),
		_ => vec![key],
	};
	hashers.iter().cloned().zip(ids).collect()
}
