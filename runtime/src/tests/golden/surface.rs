//! What the metadata says, in the words of the tables.

use super::{super::views, types};
use crate::{Runtime, genesis};
use frame_metadata::v15::{
	PalletMetadata, RuntimeMetadataV15, StorageEntryModifier, StorageEntryType, StorageHasher,
};
use pallet_subtensor::views::clients::hyperparameters::{self, HyperparamValue};
use scale_info::{TypeDef, Variant, form::PortableForm};
use subtensor_types::NetUid;

/// The metadata, and the answers whose names it does not have.
pub struct Surface {
	/// As clients decode it.
	pub metadata: RuntimeMetadataV15,
	/// Names and variants of hyperparameters, in order.
	hyperparameters: Vec<(String, &'static str)>,
}

impl Surface {
	/// Of a chain with one subnet.
	pub fn read() -> Self {
		genesis::tests::chain(genesis::DEVELOPMENT).execute_with(|| {
			let entries = hyperparameters::entries::<Runtime>(NetUid(1)).expect("subnet 1 is there");
			let shown = entries.into_iter().map(|entry| {
				let name = String::from_utf8(entry.name).expect("names are text");
				(name, variant(&entry.value))
			});
			Self {
				metadata: views::metadata(),
				hyperparameters: shown.collect(),
			}
		})
	}

	/// A type, in the words of the tables.
	pub fn show(&self, id: u32) -> String {
		types::show(&self.metadata.types, id)
	}

	fn fields(&self, fields: &[scale_info::Field<PortableForm>]) -> Vec<String> {
		types::fields(&self.metadata.types, fields)
	}

	fn find_pallet(&self, name: &str) -> Option<&PalletMetadata<PortableForm>> {
		self.metadata.pallets.iter().find(|pallet| pallet.name == name)
	}

	/// The pallet and the rest of a name.
	fn split<'a>(&self, name: &'a str) -> Option<(&PalletMetadata<PortableForm>, &'a str)> {
		let (pallet, item) = name.split_once('.').expect("things of pallets have two names");
		Some((self.find_pallet(pallet)?, item))
	}

	/// The variant of an enum.
	fn variant(&self, id: Option<u32>, name: &str) -> Option<&Variant<PortableForm>> {
		let TypeDef::Variant(variants) = &self.metadata.types.resolve(id?)?.type_def else {
			return None;
		};
		variants.variants.iter().find(|variant| variant.name == name)
	}

	/// A pallet's index.
	pub fn pallet(&self, name: &str) -> Option<String> {
		self.find_pallet(name).map(|pallet| pallet.index.to_string())
	}

	/// A call's index and arguments.
	pub fn call(&self, name: &str) -> Option<String> {
		let (pallet, item) = self.split(name)?;
		let call = self.variant(pallet.calls.as_ref().map(|calls| calls.ty.id), item)?;
		Some(format!(
			"{} | {}",
			call.index,
			self.fields(&call.fields).join(", ")
		))
	}

	/// An event's fields.
	pub fn event(&self, name: &str) -> Option<String> {
		let (pallet, item) = self.split(name)?;
		let event = self.variant(pallet.event.as_ref().map(|event| event.ty.id), item)?;
		Some(self.fields(&event.fields).join(", "))
	}

	/// Nothing is known of an error but that it is there.
	pub fn error(&self, name: &str) -> Option<String> {
		let (pallet, item) = self.split(name)?;
		self.variant(pallet.error.as_ref().map(|error| error.ty.id), item)
			.map(|_error| String::new())
	}

	/// A storage item's hashers and keys, value, and what an absent one is.
	pub fn storage(&self, name: &str) -> Option<String> {
		let (pallet, item) = self.split(name)?;
		let entries = &pallet.storage.as_ref()?.entries;
		let entry = entries.iter().find(|entry| entry.name == item)?;
		let (keys, value) = match &entry.ty {
			StorageEntryType::Plain(value) => ("-".to_owned(), value.id),
			StorageEntryType::Map { hashers, key, value } => (self.keys(hashers, key.id), value.id),
		};
		let modifier = match entry.modifier {
			StorageEntryModifier::Optional => "Optional",
			StorageEntryModifier::Default => "Default",
		};
		Some(format!("{keys} | {} | {modifier}", self.show(value)))
	}

	fn keys(&self, hashers: &[StorageHasher], key: u32) -> String {
		let parts = match &self.metadata.types.resolve(key).map(|key| &key.type_def) {
			Some(TypeDef::Tuple(parts)) if hashers.len() > 1 => {
				parts.fields.iter().map(|part| part.id).collect()
			}
			_ => vec![key],
		};
		let shown: Vec<String> = hashers
			.iter()
			.zip(parts)
			.map(|(hasher, part)| format!("{hasher:?} {}", self.show(part)))
			.collect();
		shown.join(", ")
	}

	/// Nothing is known of a constant but that it is there.
	pub fn constant(&self, name: &str) -> Option<String> {
		let (pallet, item) = self.split(name)?;
		pallet
			.constants
			.iter()
			.any(|constant| constant.name == item)
			.then(String::new)
	}

	/// A runtime API's parameters and answer.
	pub fn api(&self, name: &str) -> Option<String> {
		let (api, item) = name.split_once('.').expect("methods have two names");
		let api = self.metadata.apis.iter().find(|known| known.name == api)?;
		let method = api.methods.iter().find(|method| method.name == item)?;
		let inputs: Vec<String> = method
			.inputs
			.iter()
			.map(|input| format!("{}: {}", input.name, self.show(input.ty.id)))
			.collect();
		Some(format!("{} | {}", inputs.join(", "), self.show(method.output.id)))
	}

	/// All that types of this name are.
	fn named(
		&self,
		name: &str,
		describe: impl Fn(&TypeDef<PortableForm>) -> Option<String>,
	) -> Option<String> {
		let mut shapes: Vec<String> = self
			.metadata
			.types
			.types
			.iter()
			.filter(|known| known.ty.path.ident().as_deref() == Some(name))
			.filter_map(|known| describe(&known.ty.type_def))
			.collect();
		shapes.dedup();
		(!shapes.is_empty()).then(|| shapes.join("   or   "))
	}

	/// A struct's fields.
	pub fn composite(&self, name: &str) -> Option<String> {
		self.named(name, |definition| match definition {
			TypeDef::Composite(composite) => Some(self.fields(&composite.fields).join("; ")),
			_ => None,
		})
	}

	/// An enum's variants, by their indices.
	pub fn variants(&self, name: &str) -> Option<String> {
		self.named(name, |definition| match definition {
			TypeDef::Variant(variants) => {
				let shown = variants.variants.iter().map(|variant| {
					let fields = self.fields(&variant.fields);
					let fields = if fields.is_empty() {
						String::new()
					} else {
						format!("({})", fields.join(", "))
					};
					format!("{} {}{fields}", variant.index, variant.name)
				});
				Some(shown.collect::<Vec<_>>().join("; "))
			}
			_ => None,
		})
	}

	/// The kind of a hyperparameter's value.
	pub fn hyperparameter(&self, name: &str) -> Option<String> {
		self.hyperparameters
			.iter()
			.find(|(known, _variant)| known == name)
			.map(|(_known, variant)| (*variant).to_owned())
	}

	/// Hyperparameters in their order.
	pub fn hyperparameter_names(&self) -> Vec<String> {
		self.hyperparameters
			.iter()
			.map(|(name, _variant)| name.clone())
			.collect()
	}

	/// Extensions of transactions in their order, and whether they have no bytes.
	pub fn extensions(&self) -> Vec<(String, bool)> {
		let is_empty = |id| types::is_empty(&self.metadata.types, id);
		self.metadata
			.extrinsic
			.signed_extensions
			.iter()
			.map(|extension| {
				let empty = is_empty(extension.ty.id) && is_empty(extension.additional_signed.id);
				(extension.identifier.clone(), empty)
			})
			.collect()
	}
}

fn variant(value: &HyperparamValue) -> &'static str {
	match value {
		HyperparamValue::Bool(_) => "Bool",
		HyperparamValue::U16(_) => "U16",
		HyperparamValue::U32(_) => "U32",
		HyperparamValue::U64(_) => "U64",
		HyperparamValue::U128(_) => "U128",
		HyperparamValue::TaoBalance(_) => "TaoBalance",
		HyperparamValue::I32F32(_) => "I32F32",
		HyperparamValue::U64F64(_) => "U64F64",
	}
}
