//! Types as the tables write them.

use scale_info::{Field, PortableRegistry, TypeDef, form::PortableForm};

/// A type: primitives, lists, tuples and options by their shape, lists with a bound as lists, fixed-point numbers by their field,
/// anything else by its name.
pub fn show(types: &PortableRegistry, id: u32) -> String {
	let ty = types.resolve(id).expect("the metadata is closed");
	let name = ty.path.ident().unwrap_or_default();
	let parameters = || -> Vec<String> {
		ty.type_params
			.iter()
			.filter_map(|parameter| parameter.ty.map(|ty| show(types, ty.id)))
			.collect()
	};
	match &ty.type_def {
		TypeDef::Composite(composite) => match (name.as_str(), composite.fields.as_slice()) {
			("BTreeMap" | "BTreeSet", _) => format!("{name}<{}>", parameters().join(", ")),
			("BoundedVec" | "WeakBoundedVec", [items]) => show(types, items.ty.id),
			(
				_,
				[
					Field {
						name: Some(field),
						ty,
						..
					},
				],
			) if field == "bits" => {
				format!("{{bits: {}}}", show(types, ty.id))
			}
			_ => name,
		},
		TypeDef::Variant(_) if name == "Option" || name == "Result" => {
			format!("{name}<{}>", parameters().join(", "))
		}
		TypeDef::Variant(_) => name,
		TypeDef::Sequence(items) => format!("Vec<{}>", show(types, items.type_param.id)),
		TypeDef::Array(items) => format!("[{}; {}]", show(types, items.type_param.id), items.len),
		TypeDef::Tuple(parts) => {
			let parts: Vec<String> = parts.fields.iter().map(|part| show(types, part.id)).collect();
			format!("({})", parts.join(", "))
		}
		TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
		TypeDef::Compact(inner) => format!("Compact<{}>", show(types, inner.type_param.id)),
		TypeDef::BitSequence(_) => "BitVec".into(),
	}
}

/// Fields with their names, where they have some.
pub fn fields(types: &PortableRegistry, fields: &[Field<PortableForm>]) -> Vec<String> {
	let shown = fields.iter().map(|field| match &field.name {
		Some(name) => format!("{name}: {}", show(types, field.ty.id)),
		None => show(types, field.ty.id),
	});
	shown.collect()
}

/// Whether values of a type have no bytes.
pub fn is_empty(types: &PortableRegistry, id: u32) -> bool {
	match &types.resolve(id).expect("the metadata is closed").type_def {
		TypeDef::Composite(composite) => composite.fields.iter().all(|field| is_empty(types, field.ty.id)),
		TypeDef::Tuple(parts) => parts.fields.iter().all(|part| is_empty(types, part.id)),
		_ => false,
	}
}
