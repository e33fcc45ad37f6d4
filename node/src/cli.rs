//! The command line: options of a running node, sub-commands, and what the SDK wants to know about this binary.

use crate::{chain_spec, service::Sealing};
use sc_cli::{ChainSpec, SubstrateCli};

/// Help on `--chain`, which the SDK can not write: the names are ours.
const CHAIN_HELP: &str = "The chain: `dev`, `local`, `local-fast`, `main` (the default without --dev), \
	or the path of a chain specification";

/// Help on `--state-pruning`: its default is ours too.
const STATE_PRUNING_HELP: &str =
	"The states to keep: `archive` (of all blocks), `archive-canonical` (of final blocks), \
	or a number (of that many final blocks).

It is set when the database is made, and can not be changed then, except for the number. The RPC methods `archive` \
are there with `archive` and `archive-canonical` only.

[default: archive on development and local chains, unless with --sync warp or fast; else 256]";

/// The pool of a node that is told nothing else.
///
/// Decision: not the SDK's default. In `sc-transaction-pool` 48.0.0 the fork-aware pool can refuse a transaction as
/// imported already that nobody sent before: between noting it and validating it, a view of a block that has just come
/// takes it. Its sender is told that it failed, and yet it is executed; who sends it again pays twice.
const POOL_TYPE: &str = "single-state";

/// Help on `--pool-type`: its default is ours too.
const POOL_TYPE_HELP: &str = "The transaction pool: `single-state` knows the best block alone, `fork-aware` the tips of all \
	forks, but now and then says of a new transaction that arrives together with a block that it is imported already";

/// Help on `--no-grandpa`: the SDK does not say what follows.
const NO_GRANDPA_HELP: &str = "Neither vote on which blocks are final nor follow the votes of others: \
	nothing becomes final on a chain whose authorities all do so";

/// Arguments of the binary.
#[derive(Debug, clap::Parser)]
#[command(mut_arg("chain", |argument| argument.help(CHAIN_HELP).long_help(CHAIN_HELP)))]
#[command(mut_arg("state_pruning", |argument| argument.long_help(STATE_PRUNING_HELP)))]
#[command(mut_arg("pool_type", |argument| {
	argument.default_value(POOL_TYPE).help(POOL_TYPE_HELP).long_help(POOL_TYPE_HELP)
}))]
#[command(mut_arg("no_grandpa", |argument| argument.help(NO_GRANDPA_HELP).long_help(NO_GRANDPA_HELP)))]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Produce blocks on demand and finalise them at once, without Aura and GRANDPA.
	///
	/// For tests, on development and local chains:
	/// - manual: a block for each RPC call of `engine_createBlock`.
	/// - instant: a block for each transaction that enters the pool.
	/// - interval=MS: a block every MS milliseconds.
	///
	/// The RPC calls `engine_createBlock` and `engine_finalizeBlock` are there in all three modes.
	/// Timestamps follow the clock, except that they advance by a slot at least from block to block.
	#[arg(long, value_name = "MODE", verbatim_doc_comment)]
	pub sealing: Option<Sealing>,

	/// Options of a running node.
	#[command(flatten)]
	pub run: sc_cli::RunCmd,
}

/// Everything that the binary does beside running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Generate, inspect and insert keys, sign and verify with them.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Write the specification of a chain as JSON.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Write the specification of a chain as JSON; `export-chain-spec` is its successor.
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Show the best and the finalised block of the database.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Verify and execute a block of the database again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks of the database to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state after a block as a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Import blocks from a file into the database.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Take the last blocks that are not finalised off the chain.
	Revert(sc_cli::RevertCmd),

	/// Remove the database of a chain.
	PurgeChain(sc_cli::PurgeChainCmd),
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Subtensor Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn executable_name() -> String {
		env!("CARGO_PKG_NAME").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		"the Subtensor developers".into()
	}

	fn support_url() -> String {
		"the issue tracker of the place where you got this software".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, chain: &str) -> Result<Box<dyn ChainSpec>, String> {
		chain_spec::load(chain)
	}
}

#[cfg(test)]
mod tests {
	use super::Cli;
	use clap::{CommandFactory, Parser};
	use sc_cli::TransactionPoolType;

	#[test]
	fn definition_should_be_consistent() {
		Cli::command().debug_assert();
	}

	/// The type of the pool that a node started with `options` makes.
	fn pool_type(options: &[&str]) -> TransactionPoolType {
		Cli::try_parse_from(["subtensor-node"].iter().chain(options))
			.expect("the options are known; qed")
			.run
			.pool_config
			.pool_type
	}

	#[test]
	fn pool_should_know_one_state_when_no_type_is_given() {
		assert!(matches!(pool_type(&[]), TransactionPoolType::SingleState));
		assert!(matches!(pool_type(&["--dev"]), TransactionPoolType::SingleState));
	}

	#[test]
	fn pool_should_be_aware_of_forks_when_told_so() {
		let options = ["--pool-type", "fork-aware"];
		assert!(matches!(pool_type(&options), TransactionPoolType::ForkAware));
	}

	#[test]
	fn sealing_should_be_refused_when_mode_is_unknown() {
		for mode in [
			"",
			"sometimes",
			"interval",
			"interval=",
			"interval=0",
			"interval=-1",
			"interval=1s",
		] {
			let error = Cli::try_parse_from(["subtensor-node", "--dev", "--sealing", mode])
				.expect_err("the mode is none of ours; qed");
			assert_eq!(error.kind(), clap::error::ErrorKind::ValueValidation, "{mode}");
		}
	}
}
