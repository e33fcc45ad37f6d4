//! What clients can ask of the types of proxies. Names and shapes are those that clients know.

use super::{ProxyType, SMALL_TRANSFER_LIMIT, TABLE, table::AllowedCall};
use alloc::{format, vec::Vec};
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// A type of proxy.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct ProxyTypeInfo {
	/// Its name.
	pub name: Vec<u8>,
	/// Its index in the enum of types.
	pub index: u8,
	/// Whether what it was for is gone: it may do nothing.
	pub deprecated: bool,
}

/// How to read the list of a type's calls.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum FilterMode {
	/// Every call may be made; the list is empty.
	AllowAll,
	/// No call may be made; the list is empty.
	DenyAll,
	/// The calls of the list may be made, and no others.
	Allow,
	/// All calls but those of the list may be made. No type here is read so.
	Deny,
}

/// What is demanded of a call beside its name.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum Condition {
	/// A parameter has to be below a limit.
	ParamLessThan {
		/// The parameter's name.
		param_name: Vec<u8>,
		/// The limit, in rao.
		limit: u128,
	},
	/// The call within has to be this one.
	NestedCallMustBe {
		/// Its pallet.
		pallet_name: Vec<u8>,
		/// Its name.
		call_name: Vec<u8>,
	},
}

/// A call of a type's list.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct CallInfo {
	/// Its pallet.
	pub pallet_name: Vec<u8>,
	/// The pallet's index.
	pub pallet_index: u8,
	/// Its name.
	pub call_name: Option<Vec<u8>>,
	/// Its index in the pallet.
	pub call_index: Option<u8>,
	/// What is demanded of it beside its name.
	pub condition: Option<Condition>,
}

/// The calls that a type may make.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct ProxyFilterInfo {
	/// The type's index.
	pub proxy_type: u8,
	/// The type's name.
	pub name: Vec<u8>,
	/// Whether what it was for is gone.
	pub deprecated: bool,
	/// How to read the list.
	pub filter_mode: FilterMode,
	/// The list.
	pub calls: Vec<CallInfo>,
	/// What is excepted from it: nothing, in this chain.
	pub exceptions: Vec<CallInfo>,
}

impl ProxyType {
	fn name(self) -> Vec<u8> {
		format!("{self:?}").into_bytes()
	}

	/// The type, as clients read it.
	pub fn info(self) -> ProxyTypeInfo {
		ProxyTypeInfo {
			name: self.name(),
			index: self as u8,
			deprecated: self.is_deprecated(),
		}
	}

	/// The list of its calls, as clients read it.
	pub fn filter_info(self) -> ProxyFilterInfo {
		let calls: Vec<_> = TABLE
			.iter()
			.flat_map(|pallet| pallet.calls.iter().map(move |call| (pallet, call)))
			.filter(|(_, call)| call.types.contains(&self))
			.map(|(pallet, call)| CallInfo {
				pallet_name: pallet.name.into(),
				pallet_index: pallet.index,
				call_name: Some(call.name.into()),
				call_index: Some(call.index),
				condition: self.condition(call),
			})
			.collect();
		ProxyFilterInfo {
			proxy_type: self as u8,
			name: self.name(),
			deprecated: self.is_deprecated(),
			filter_mode: match self {
				Self::Any => FilterMode::AllowAll,
				_ if calls.is_empty() => FilterMode::DenyAll,
				_ => FilterMode::Allow,
			},
			calls,
			exceptions: Vec::new(),
		}
	}

	/// What [`accepts`](Self::accepts) demands, in words of clients.
	fn condition(self, call: &AllowedCall) -> Option<Condition> {
		let below = |name: &str| Condition::ParamLessThan {
			param_name: name.into(),
			limit: SMALL_TRANSFER_LIMIT.into(),
		};
		match (self, call.name) {
			(Self::SmallTransfer, "transfer_allow_death" | "transfer_keep_alive") => Some(below("value")),
			(Self::SmallTransfer, "transfer_stake") => Some(below("alpha_amount")),
			(Self::SudoUncheckedSetCode, "sudo_unchecked_weight") => Some(Condition::NestedCallMustBe {
				pallet_name: b"System".to_vec(),
				call_name: b"set_code".to_vec(),
			}),
			_ => None,
		}
	}
}

sp_api::decl_runtime_apis! {
	/// Which types of proxies there are, and what they may do.
	pub trait ProxyFilterRuntimeApi {
		/// All types, by index.
		fn get_proxy_types() -> Vec<ProxyTypeInfo>;

		/// The calls that a type may make, by its index; of all types for `None`. Empty where there is no such type.
		fn get_proxy_filter(proxy_type: Option<u8>) -> Vec<ProxyFilterInfo>;
	}
}
