//! Builds the guest's Wasm module, with the flags that `substrate-wasm-builder` gives to a runtime.

use std::{
	env,
	path::{Path, PathBuf},
	process::Command,
};

const TARGET: &str = "wasm32v1-none";
const FLAGS: &str = "-C link-arg=--export-table -C link-arg=--export=__heap_base";
/// What the module is made of, as seen from this package.
const SOURCES: [&str; 6] = [
	"../Cargo.lock",
	"../Cargo.toml",
	"../guest",
	"../../networks",
	"../../plain",
	"../../../src",
];

fn main() {
	for source in SOURCES {
		println!("cargo::rerun-if-changed={source}");
	}
	let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));
	// Cargo holds the lock of its own target folder while this runs.
	let target_dir = out.join("guest");
	build(&target_dir);
	let module = target_dir.join(TARGET).join("release/guest.wasm");
	println!("cargo::rustc-env=GUEST={}", module.display());
}

fn build(target_dir: &Path) {
	let status = Command::new(env::var_os("CARGO").expect("Cargo sets it"))
		.args([
			"rustc",
			"--manifest-path=../Cargo.toml",
			"--package=guest",
			"--lib",
		])
		.args(["--crate-type=cdylib", "--release", "--locked", "--target", TARGET])
		.arg("--target-dir")
		.arg(target_dir)
		.env("RUSTFLAGS", FLAGS)
		.env_remove("CARGO_ENCODED_RUSTFLAGS")
		.env_remove("RUSTC_WORKSPACE_WRAPPER")
		.status()
		.expect("Cargo runs");
	assert!(
		status.success(),
		"the guest does not build: is the target {TARGET} installed?"
	);
}
