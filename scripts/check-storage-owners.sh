#!/usr/bin/env bash
# A storage item of the subtensor pallet is written only in the folder that declares it, and by genesis; one that is vacant, nowhere.
# Tests may break this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../pallets/subtensor/src"

# Files are searched whole (-z), since a path may be broken over lines.
writes='(insert|put|set|mutate|mutate_extant|try_mutate|mutate_exists|try_mutate_exists|swap|try_append|append|remove|take|kill|clear|clear_prefix|remove_prefix|remove_all|drain|drain_prefix|translate|translate_values)'
gap='[[:space:]]*'
to="$gap::$gap"
of="<${gap}T$gap>"
bad=0
for sheet in */storage.rs; do
  domain=$(dirname "$sheet")
  owners="$domain/|genesis\.rs:|mock\.rs:"
  # Its tests plant violations, and stand beside the invariant.
  if [ "$domain" = vacant ]; then owners='vacant/invariants\.rs:'; fi
  for item in $(sed -n 's/^\tpub type \([A-Za-z0-9]*\)<T: Config>.*/\1/p' "$sheet"); do
    strangers=$(grep -rozE "\b$item$to$of$to$writes$gap\(" --include='*.rs' . |
      tr '\n\0' ' \n' | sed 's/[[:space:]]//g' |
      grep -vE "^\./($owners)" | grep -v '/tests\.rs:' || true)
    if [ -n "$strangers" ]; then
      printf '%s belongs to %s but is written here:\n%s\n' "$item" "$domain" "$strangers" >&2
      bad=1
    fi
  done
done
[ "$bad" -eq 0 ] && echo "every storage item is written by its own domain alone"
exit "$bad"
