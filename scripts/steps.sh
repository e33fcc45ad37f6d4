# Shell functions for scripts that run in steps. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
# The command of this folder that a machine without Rust gets from scripts/setup.sh.
[ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"
node_binary="$CARGO_TARGET_DIR/release/subtensor-node"

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
