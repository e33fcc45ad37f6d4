#!/usr/bin/env bash
# Every test that docs/lessons.md names exists.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing=0
for test in $(grep -oE '`[a-z0-9_]+_should_[a-z0-9_]+`' docs/lessons.md | tr -d '`' | sort -u); do
  if ! grep -rqE "fn $test\(" --include='*.rs' pallets primitives runtime node; then
    echo "docs/lessons.md names a test that does not exist: $test" >&2
    missing=1
  fi
done
[ "$missing" -eq 0 ] && echo "every test that docs/lessons.md names exists"
exit "$missing"
