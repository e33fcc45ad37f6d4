#!/usr/bin/env bash
# A local network of two nodes, as clients' own test suites start one: scripts/localnet.sh [True|False] [options]
#
#   True         blocks each 250 ms (chain `local-fast`), the default
#   False        blocks each 12 s (chain `local`)
#
#   --port N     RPC of the first node, authority One; LOCALNET_PORT, else 9944. 0 takes a free one.
#   --second N   RPC of the second node, authority Two; LOCALNET_SECOND_PORT, else 9945. 0 takes a free one.
#   --folder D   where the chain's data and both logs go; LOCALNET_FOLDER, else a temporary folder that is removed at the end.
#                What an earlier start left there is removed: each start is a new chain.
#   --node PATH  the node's binary; LOCALNET_NODE, else the one in the target folder, which is built if it is not there.
#
# Prints both addresses, then the line `Imported #1` of the first node's log, and runs until it gets SIGINT or SIGTERM or a node ends.
# It ends the two nodes that it started and no other process. Alice is sudo.
set -euo pipefail

readonly START_SECONDS=60 STOP_SECONDS=10
# Longer than two blocks of the slow chain.
readonly BLOCK_SECONDS=90
# Tells a folder that an earlier start made from one with something else in it.
readonly MARK=.subtensor-localnet

say() { printf 'localnet: %s\n' "$*"; }
fail() { printf 'localnet: error: %s\n' "$*" >&2; exit 1; }

chain=local-fast
port=${LOCALNET_PORT:-9944} second=${LOCALNET_SECOND_PORT:-9945}
folder=${LOCALNET_FOLDER:-} binary=${LOCALNET_NODE:-}
while [ $# -gt 0 ]; do
  case "$1" in
    True) chain=local-fast ;;
    False) chain=local ;;
    --port | --second | --folder | --node)
      [ $# -ge 2 ] || fail "$1 needs a value"
      case "$1" in
        --port) port=$2 ;;
        --second) second=$2 ;;
        --folder) folder=$2 ;;
        --node) binary=$2 ;;
      esac
      shift
      ;;
    -h | --help) sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) fail "unknown argument: $1 (known: True, False, --port, --second, --folder, --node)" ;;
  esac
  shift
done
for number in "$port" "$second"; do
  [[ $number =~ ^[0-9]{1,5}$ ]] && [ "$number" -le 65535 ] || fail "not a port: $number"
done
[ "$port" -eq 0 ] || [ "$port" -ne "$second" ] || fail "both nodes on port $port: give another --second"

# Paths of the caller, before the folder changes.
[ -z "$folder" ] || folder=$(realpath -m -- "$folder")
[ -z "$binary" ] || binary=$(realpath -m -- "$binary")

find_binary() {
  if [ -n "$binary" ]; then
    [ -x "$binary" ] || fail "no node at $binary"
    return
  fi
  . "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
  binary=$node_binary
  [ -x "$binary" ] && return
  command -v cargo >/dev/null || fail "no node at $binary, and no cargo to build it: run scripts/setup.sh, or give --node PATH"
  say "building the node"
  cargo build --release --locked -p subtensor-node || fail "the node could not be built"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

make_folder() {
  if [ -z "$folder" ]; then
    folder=$(mktemp -d "${TMPDIR:-/tmp}/subtensor-localnet-XXXXXX")
    own_folder=true
  elif [ -e "$folder/$MARK" ]; then
    rm -rf "$folder/one" "$folder/two" "$folder/one.log" "$folder/two.log"
  elif [ -n "$(ls -A "$folder" 2>/dev/null)" ]; then
    fail "$folder is not empty and no local network made it: give another --folder"
  fi
  mkdir -p "$folder" && touch "$folder/$MARK" || fail "cannot write to $folder"
}

# Starts the node $1 (one or two) with RPC on port $2 and the rest as options; its process id is in `pid`.
start() {
  local name=$1 rpc=$2
  shift 2
  : >"$folder/$name.log"
  "$binary" --chain "$chain" "--$name" --base-path "$folder/$name" --unsafe-force-node-key-generation \
    --rpc-port "$rpc" --listen-addr /ip4/127.0.0.1/tcp/0 --no-mdns --no-prometheus --no-telemetry "$@" \
    >"$folder/$name.log" 2>&1 </dev/null &
  pid=$!
  nodes+=("$pid")
}

# Waits until the log of node $1 has a line that matches $2, for $3 seconds at most, and prints its first one.
line_of() {
  local name=$1 pattern=$2 end=$((SECONDS + $3)) id=$4
  until grep -m 1 -E -- "$pattern" "$folder/$name.log"; do
    kill -0 "$id" 2>/dev/null || { tail -n 5 "$folder/$name.log" >&2; fail "node $name ended by itself"; }
    [ "$SECONDS" -lt "$end" ] || { tail -n 5 "$folder/$name.log" >&2; fail "node $name: no line \`$pattern\` within $3 s"; }
    sleep 0.1
  done
}

# The port on which node $1 (process $2) serves its RPC, once it does.
rpc_port() { line_of "$1" 'Running JSON-RPC server: addr=' "$START_SECONDS" "$2" | sed -E 's/.*addr=127\.0\.0\.1:([0-9]+).*/\1/'; }

# The node that serves its RPC elsewhere than asked would serve nobody.
expect_port() { [ "$2" -eq 0 ] || [ "$2" -eq "$3" ] || fail "port $2 is taken: node $1 got $3"; }

stop() {
  local status=$?
  trap - EXIT
  trap '' INT TERM
  local end=$((SECONDS + STOP_SECONDS)) id
  for id in "${nodes[@]}"; do kill "$id" 2>/dev/null || true; done
  for id in "${nodes[@]}"; do
    while kill -0 "$id" 2>/dev/null && [ "$SECONDS" -lt "$end" ]; do sleep 0.05; done
    kill -KILL "$id" 2>/dev/null || true
    wait "$id" 2>/dev/null || true
  done
  [ "$own_folder" = false ] || rm -rf "$folder"
  exit "$status"
}

nodes=() own_folder=false
find_binary
for number in "$port" "$second"; do
  [ "$number" -eq 0 ] || ! listens "$number" || fail "port $number is taken: give another by --port or --second"
done
trap stop EXIT
trap 'exit 0' INT TERM
make_folder

start one "$port"
one=$pid
got=$(rpc_port one "$one")
expect_port one "$port" "$got"
port=$got
address=$(curl --silent --fail --max-time 10 --header 'content-type: application/json' \
  --data '{"jsonrpc":"2.0","id":1,"method":"system_localListenAddresses","params":[]}' "http://127.0.0.1:$port" |
  grep -oE '/ip4/127\.0\.0\.1/tcp/[0-9]+/p2p/[A-Za-z0-9]+' | head -n 1) || fail "node one does not say where it listens"
# Reserved, so that it keeps on dialling: two authorities make no block until they have met.
start two "$second" --bootnodes "$address" --reserved-nodes "$address"
two=$pid
got=$(rpc_port two "$two")
expect_port two "$second" "$got"
second=$got

say "chain $chain, logs in $folder"
say "one: ws://127.0.0.1:$port"
say "two: ws://127.0.0.1:$second"
say "p2p: $address"
line_of one 'Imported #1 ' "$BLOCK_SECONDS" "$one"

# The logs go to files, since whoever started this may not read on: a full pipe would stop the chain.
wait -n "${nodes[@]}" || true
fail "a node ended by itself; the ends of both logs:
$(tail -n 3 "$folder/one.log" "$folder/two.log")"
