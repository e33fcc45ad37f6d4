#!/usr/bin/env bash
# Runs unmodified clients, each from its registry, against a local network of this node: scripts/clients.sh [python] [js] [rust]
#
# Without arguments all of them, and the results are compared with docs/compatibility.md; with WRITE_DOCS=1 that page is written anew.
# Results are JSON files in $CARGO_TARGET_DIR/clients/results, one for each client. NODE_BINARY names another node than the one in the target folder.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

readonly NETWORK_SECONDS=120
# A client that hangs ends the run.
readonly CLIENT_SECONDS=1800
bounded() { timeout --kill-after=10 "$CLIENT_SECONDS" "$@"; }
fail() { printf 'clients: error: %s\n' "$*" >&2; exit 1; }

[ $# -gt 0 ] && families=("$@") || families=(python js rust)
for family in "${families[@]}"; do
  case "$family" in
    python | js | rust) ;;
    *) fail "unknown family of clients: $family (known: python, js, rust)" ;;
  esac
done

binary=${NODE_BINARY:-$node_binary}
[ -x "$binary" ] || fail "no node at $binary: cargo build --release -p subtensor-node"
folder="$CARGO_TARGET_DIR/clients"
results="$folder/results"
python="$folder/python" python_11="$folder/python-11"
work=$(mktemp -d "${TMPDIR:-/tmp}/subtensor-clients-XXXXXX")
mkdir -p "$results"
# A client that runs no more says nothing any more.
[ $# -gt 0 ] || rm -f "$results"/*.json
network=

finish() {
  local status=$?
  trap - EXIT
  if [ -n "$network" ]; then
    kill "$network" 2>/dev/null || true
    wait "$network" 2>/dev/null || true
  fi
  if [ "$status" -eq 0 ]; then rm -rf "$work"; else printf 'clients: logs are in %s\n' "$work" >&2; fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Starts a fresh local network; its addresses are in `url` and `second`.
start_network() {
  scripts/localnet.sh True --port 0 --second 0 --node "$binary" --folder "$work/chain" >"$work/network" 2>&1 &
  network=$!
  local end=$((SECONDS + NETWORK_SECONDS))
  until grep -q 'Imported #1 ' "$work/network"; do
    kill -0 "$network" 2>/dev/null && [ "$SECONDS" -lt "$end" ] || { cat "$work/network" >&2; fail "the local network did not start"; }
    sleep 0.2
  done
  url=$(sed -n 's/^localnet: one: //p' "$work/network")
  second=$(sed -n 's/^localnet: two: //p' "$work/network")
}

# Each generation of the SDK in an environment of its own: their packages, and the commands these install, have the same names.
install_python() {
  command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null || fail "python3 with venv is missing: scripts/setup.sh --tests installs it"
  install_encrypt && make_environment "$python" requirements.txt && make_environment "$python_11" requirements-11.txt
}
# Installs what the lock file $2 names into the environment $1, made anew when the lock file, the Python or the folder changes.
make_environment() {
  local environment=$1 lock=scripts/clients/python/$2 stamp
  stamp="$(python3 --version) $environment $(sha256sum <"$lock")"
  [ "$(cat "$environment/stamp" 2>/dev/null)" = "$stamp" ] && return
  rm -rf "$environment"
  python3 -m venv "$environment" &&
    "$environment/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement "$lock" &&
    printf '%s\n' "$stamp" >"$environment/stamp"
}
# What locks to the beacon of development chains: the SDK knows the world's alone.
install_encrypt() { cargo build --quiet --release --locked -p subtensor-timelock --features encrypt --example encrypt; }
install_js() { npm ci --prefix scripts/clients/js --no-audit --no-fund --loglevel=error; }
install_rust() { CARGO_TARGET_DIR="$folder/rust" cargo build --quiet --locked --manifest-path scripts/clients/rust/Cargo.toml; }

# The second environment's clients run whatever came of the first's.
run_python() {
  local failed=0
  python_clients "$python" btcli btcli-refusals bittensor --encrypt "$CARGO_TARGET_DIR/release/examples/encrypt" || failed=1
  python_clients "$python_11" bittensor-11 || failed=1
  return "$failed"
}
# Runs clients of the environment $1.
python_clients() {
  local environment=$1
  shift
  mkdir -p "$work/home"
  PYTHONDONTWRITEBYTECODE=1 bounded "$environment/bin/python" scripts/clients/python/run.py "$@" --url "$url" --home "$work/home" --results "$results"
}
run_js() {
  bounded node scripts/clients/js/run.mjs --url "$url" --second "$second" --node "$binary" --work "$work/js" --results "$results"
}
run_rust() { bounded "$folder/rust/debug/subtensor-clients" --url "$url" --results "$results"; }

for family in "${families[@]}"; do step "install the clients: $family" "install_$family"; done
step "start a local network" start_network
for family in "${families[@]}"; do step "clients: $family" "run_$family"; done
if [ $# -eq 0 ]; then step "docs/compatibility.md" node scripts/clients/compatibility.mjs --results "$results"; fi
