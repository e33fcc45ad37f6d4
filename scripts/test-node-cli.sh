#!/usr/bin/env bash
# The node's command line: versions, and one sentence with a non-zero exit for what makes no sense.
# Usage: scripts/test-node-cli.sh PATH-TO-SUBTENSOR-NODE
set -euo pipefail
node=${1:?usage: scripts/test-node-cli.sh PATH-TO-SUBTENSOR-NODE}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0

# refuses WORDS ARGS...: the node must fail within 20 s and name WORDS in what it prints.
refuses() {
  local words=$1 output status=0
  shift
  output=$(timeout 20 "$node" "$@" 2>&1 </dev/null) || status=$?
  if [ "$status" -eq 0 ] || [ "$status" -eq 124 ] || ! grep -qi -- "$words" <<<"$output"; then
    printf 'subtensor-node %s: expected a refusal that says "%s", exit status %d, printed:\n%s\n' "$*" "$words" "$status" "$output" >&2
    exit 1
  fi
  passed=$((passed + 1))
}

# prints WORDS ARGS...: the node must succeed within 60 s and print WORDS.
prints() {
  local words=$1 output
  shift
  output=$(timeout 60 "$node" "$@" 2>/dev/null </dev/null) || { printf 'subtensor-node %s failed\n' "$*" >&2; exit 1; }
  grep -q -- "$words" <<<"$output" || { printf 'subtensor-node %s does not print "%s"\n' "$*" "$words" >&2; exit 1; }
  passed=$((passed + 1))
}

printf '{ "name": 1 ' >"$folder/broken.json"

prints "subtensor-node" --version
prints "$(git rev-parse --short=11 HEAD)" --version
prints '"id": "subtensor_dev"' export-chain-spec --chain dev
prints '"id": "subtensor_local"' build-spec --chain local
prints 'Secret seed' key generate
refuses "no such chain" --chain nowhere --tmp
refuses "broken.json" --chain "$folder/broken.json" --tmp
refuses "sealing" --dev --tmp --sealing sometimes
refuses "unexpected argument" --no-such-option
refuses "unrecognized subcommand" no-such-command

echo "$passed passed, 0 failed"
