//! What each sub-command does, and running a node when there is none.

use crate::{
	cli::{Cli, Subcommand},
	service::{self, Parts},
};
use sc_cli::{CliConfiguration, Result, Runner, SubstrateCli};
use sc_service::{ChainType, Configuration, PruningMode};
use subtensor_runtime::opaque::Block;

/// Does what the command line asks for.
pub fn run() -> Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		None => run_node(&cli),
		Some(subcommand) => run_subcommand(&cli, subcommand),
	}
}

/// Runs a node until a signal ends it.
fn run_node(cli: &Cli) -> Result<()> {
	let mut runner = cli.create_runner(&cli.run)?;
	let chain = &runner.config().chain_spec;
	if cli.sealing.is_some() && !is_for_developers(&chain.chain_type()) {
		return Err(format!(
			"--sealing is for development and local chains, `{}` is neither",
			chain.name()
		)
		.into());
	}
	keep_states_for_developers(runner.config_mut());
	runner.run_node_until_exit(|config| async move { Ok(service::start(config, cli.sealing)?) })
}

/// Runs one of the commands that need no running node.
fn run_subcommand(cli: &Cli, subcommand: &Subcommand) -> Result<()> {
	match subcommand {
		Subcommand::Key(command) => command.run(cli),
		Subcommand::ExportChainSpec(command) => command.run(cli.load_spec(&command.chain)?),
		Subcommand::BuildSpec(command) => {
			runner(cli, command)?.sync_run(|config| command.run(config.chain_spec, config.network))
		}
		Subcommand::ChainInfo(command) => {
			runner(cli, command)?.sync_run(|config| command.run::<Block>(&config))
		}
		Subcommand::PurgeChain(command) => {
			runner(cli, command)?.sync_run(|config| command.run(config.database))
		}
		Subcommand::CheckBlock(command) => runner(cli, command)?.async_run(|config| {
			let Parts {
				node,
				tasks,
				import_queue,
				..
			} = Parts::new(&config)?;
			Ok((command.run(node.client, import_queue), tasks))
		}),
		Subcommand::ExportBlocks(command) => runner(cli, command)?.async_run(|config| {
			let Parts { node, tasks, .. } = Parts::new(&config)?;
			Ok((command.run(node.client, config.database), tasks))
		}),
		Subcommand::ExportState(command) => runner(cli, command)?.async_run(|config| {
			let Parts { node, tasks, .. } = Parts::new(&config)?;
			Ok((command.run(node.client, config.chain_spec), tasks))
		}),
		Subcommand::ImportBlocks(command) => runner(cli, command)?.async_run(|config| {
			let Parts {
				node,
				tasks,
				import_queue,
				..
			} = Parts::new(&config)?;
			Ok((command.run(node.client, import_queue), tasks))
		}),
		Subcommand::Revert(command) => runner(cli, command)?.async_run(|config| {
			let Parts { node, tasks, .. } = Parts::new(&config)?;
			let revert_grandpa =
				Box::new(|client, _, blocks| Ok(sc_consensus_grandpa::revert(client, blocks)?));
			Ok((
				command.run(node.client, node.backend, Some(revert_grandpa)),
				tasks,
			))
		}),
	}
}

/// The SDK's runner for a sub-command. A database that it makes is as a node would make it.
fn runner(cli: &Cli, command: &impl CliConfiguration) -> Result<Runner<Cli>> {
	let mut runner = cli.create_runner(command)?;
	keep_states_for_developers(runner.config_mut());
	Ok(runner)
}

/// Makes `archive` the default of `--state-pruning` for new databases of developers' chains, unless the node
/// syncs by warp. An existing database stays as it was made.
///
/// 256 blocks, the default of all others, are a minute of a fast chain: too little for a test that looks back.
fn keep_states_for_developers(config: &mut Configuration) {
	let is_new = config.database.path().is_some_and(|path| !path.exists());
	if is_new && is_for_developers(&config.chain_spec.chain_type()) && !config.no_genesis() {
		config.state_pruning.get_or_insert(PruningMode::ArchiveAll);
	}
}

/// Whether nobody trusts a chain of this type with value.
fn is_for_developers(chain_type: &ChainType) -> bool {
	matches!(chain_type, ChainType::Development | ChainType::Local)
}
