//! The chains that a node knows by name, and the loading of any other from a file.
//!
//! A chain is a genesis preset of the runtime with a name and an id; what the genesis contains is the
//! runtime's business.

use sc_service::{ChainSpec as AnyChainSpec, ChainType, GenericChainSpec, NoExtension, Properties};
use std::path::Path;
use subtensor_runtime::{
	CurveFunctions, WASM_BINARY,
	genesis::{DEVELOPMENT, LOCAL, LOCAL_FAST, MAIN, preset},
};

/// Format number in the addresses of accounts.
const SS58_FORMAT: u16 = 42;
/// Decimals of the token: one TAO is 10^9 of the units that the chain counts.
const TOKEN_DECIMALS: u8 = 9;
/// Symbol of the token.
const TOKEN_SYMBOL: &str = "TAO";

/// A specification whose genesis is made by a runtime that may import what ours does.
type Specification = GenericChainSpec<NoExtension, CurveFunctions>;

/// A chain that is known by name.
struct KnownChain {
	/// What follows `--chain`.
	argument: &'static str,
	/// The genesis preset of the runtime.
	preset: &'static str,
	/// The name that people read.
	name: &'static str,
	/// The id: names the database's folder and the network protocols.
	id: &'static str,
	/// Whether the chain is one that people trust with value.
	chain_type: ChainType,
}

/// All chains that are known by name.
const KNOWN_CHAINS: [KnownChain; 4] = [
	KnownChain {
		argument: "dev",
		preset: DEVELOPMENT,
		name: "Subtensor Development",
		id: "subtensor_dev",
		chain_type: ChainType::Development,
	},
	KnownChain {
		argument: "local",
		preset: LOCAL,
		name: "Subtensor Local",
		id: "subtensor_local",
		chain_type: ChainType::Local,
	},
	KnownChain {
		argument: "local-fast",
		preset: LOCAL_FAST,
		name: "Subtensor Local Fast",
		id: "subtensor_local_fast",
		chain_type: ChainType::Local,
	},
	KnownChain {
		argument: "main",
		preset: MAIN,
		name: "Subtensor",
		id: "subtensor_main",
		chain_type: ChainType::Live,
	},
];

/// The specification of `chain`: the argument of a known chain, nothing for `main`, or the path of a JSON file.
pub fn load(chain: &str) -> Result<Box<dyn AnyChainSpec>, String> {
	let argument = if chain.is_empty() { "main" } else { chain };
	if let Some(known) = KNOWN_CHAINS.iter().find(|known| known.argument == argument) {
		return Ok(Box::new(known.specification()?));
	}

	let path = Path::new(chain);
	if !path.is_file() {
		return Err(format!(
			"`{chain}` is neither a chain that this node knows ({}) nor the file of a chain specification",
			known_arguments(),
		));
	}
	let spec = Specification::from_json_file(path.into()).map_err(|error| {
		format!(
			"the file `{chain}` is not a chain specification ({error}); chains known by name are {}",
			known_arguments(),
		)
	})?;
	Ok(Box::new(spec))
}

/// The arguments of all known chains, for messages.
fn known_arguments() -> String {
	KNOWN_CHAINS
		.map(|known| format!("`{}`", known.argument))
		.join(", ")
}

impl KnownChain {
	/// The specification with the runtime that this binary contains.
	///
	/// The preset comes from the runtime as it is compiled into the node: the same one in its Wasm would cost a
	/// compilation of that.
	fn specification(&self) -> Result<Specification, String> {
		let code = WASM_BINARY.ok_or(
			"this node was built without the runtime's Wasm: build it again without SKIP_WASM_BUILD, \
			 or give the file of a chain specification with --chain",
		)?;
		let preset = preset(&self.preset.into()).ok_or("the runtime has no such genesis preset")?;
		let genesis = serde_json::from_slice(&preset).map_err(|error| error.to_string())?;
		Ok(Specification::builder(code, None)
			.with_name(self.name)
			.with_id(self.id)
			.with_protocol_id(self.id)
			.with_chain_type(self.chain_type.clone())
			.with_genesis_config_patch(genesis)
			.with_properties(properties())
			.build())
	}
}

/// What wallets need for displaying accounts and amounts.
fn properties() -> Properties {
	Properties::from_iter([
		("ss58Format".into(), SS58_FORMAT.into()),
		("tokenDecimals".into(), TOKEN_DECIMALS.into()),
		("tokenSymbol".into(), TOKEN_SYMBOL.into()),
	])
}

#[cfg(test)]
mod tests {
	use super::{KNOWN_CHAINS, load};

	#[test]
	fn load_should_name_known_chains_when_argument_is_unknown() {
		let error = load("finney").expect_err("there is no such chain or file; qed");
		for known in KNOWN_CHAINS {
			assert!(error.contains(known.argument), "{error}");
		}
	}

	#[test]
	fn load_should_refuse_file_when_it_is_not_a_specification() {
		let error = load(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
			.expect_err("a manifest is no chain specification; qed");
		assert!(error.contains("is not a chain specification"), "{error}");
	}
}
