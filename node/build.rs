//! Puts the version with the git commit into the environment that `cli.rs` is compiled in.
//!
//! Outside of a git checkout the commit reads as zeros, unless `SUBSTRATE_CLI_GIT_COMMIT_HASH` names it.

use substrate_build_script_utils::{generate_cargo_keys, rerun_if_git_head_changed};

fn main() {
	println!("cargo:rerun-if-env-changed=SUBSTRATE_CLI_GIT_COMMIT_HASH");
	generate_cargo_keys();
	rerun_if_git_head_changed();
}
