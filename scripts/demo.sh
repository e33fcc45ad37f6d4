#!/usr/bin/env bash
# Sets up the machine, builds the node and shows the chain's main job on a development chain that it starts itself:
# subnets, miners, validators, stake, weights, Yuma consensus, TAO minted and split.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

step "set up" scripts/setup.sh
find_tools
step "build the node" cargo build --release --locked -p subtensor-node
step "install the demo's client" npm ci --prefix scripts/demo --no-audit --no-fund --loglevel=error
exec node scripts/demo/main.mjs --node "$node_binary" "$@"
