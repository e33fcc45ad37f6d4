#!/usr/bin/env bash
# Sets up the machine and runs every test: formatting, lints, unit and property tests, golden vectors, random calls, docs, the demo as
# end-to-end test on the real node, and unmodified clients against a local network.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

# What runs without the node; the node's own dependencies are built in release only.
readonly PURE=(--workspace --exclude subtensor-node --locked)

formatting() {
  cargo fmt --all -- --check &&
    cargo fmt --manifest-path primitives/yuma/benches/wasm/Cargo.toml -p guest -p host -- --check &&
    cargo fmt --manifest-path primitives/timelock/fuzz/Cargo.toml -- --check &&
    cargo fmt --manifest-path primitives/yuma/fuzz/Cargo.toml -- --check &&
    cargo fmt --manifest-path scripts/clients/rust/Cargo.toml -- --check
}
lint() { SKIP_WASM_BUILD=1 cargo clippy "${PURE[@]}" --all-targets -- -D warnings; }
# In release, so that the dependencies are those of the build, and after it, so that the runtime's Wasm is there.
lint_node() { cargo clippy --release --locked -p subtensor-node --all-targets -- -D warnings; }
check_try_runtime() { SKIP_WASM_BUILD=1 cargo check -p subtensor-runtime --features try-runtime --locked; }
unit_tests() { SKIP_WASM_BUILD=1 cargo nextest run "${PURE[@]}"; }
fuzzing() { scripts/fuzz.sh --seed 1 --blocks 1800; }
doc_tests() { SKIP_WASM_BUILD=1 cargo test --quiet --doc -p yuma -p subtensor-emission -p subtensor-registration -p subtensor-stake-pool --locked; }
# Of the consensus crate the private items, too: they say what each step does to the last rounding.
docs() {
  SKIP_WASM_BUILD=1 RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps "${PURE[@]}" &&
    RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --locked -p yuma --document-private-items
}
vectors() { cargo run --quiet --release --locked -p yuma --example check-vectors -- primitives/yuma/tests/vectors/*.json.gz; }
client() { npm ci --prefix scripts/demo --no-audit --no-fund --loglevel=error; }

step "set up" scripts/setup.sh --tests
find_tools
step "formatting" formatting
step "storage has one writer" scripts/check-storage-owners.sh
step "lessons are tested" scripts/check-lessons.sh
step "lints" lint
step "runtime with try-runtime" check_try_runtime
step "unit and property tests" unit_tests
step "random calls" fuzzing
step "examples in docs" doc_tests
step "docs" docs
step "golden vectors" vectors
step "build the node" cargo build --release --locked -p subtensor-node
step "lints of the node" lint_node
step "tests of the node" cargo test --release --locked -p subtensor-node
step "install the client" client
step "tests of the demo's arithmetic" npm test --prefix scripts/demo
step "end to end" node scripts/demo/main.mjs --node "$node_binary"
step "unmodified clients" scripts/clients.sh
