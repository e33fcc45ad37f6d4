#!/usr/bin/env bash
# Random calls on the real runtime, every invariant checked after each block: --seed N --blocks B [--break NAME] | --list
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"
SKIP_WASM_BUILD=1 exec cargo run --quiet --locked -p subtensor-fuzz -- "$@"
