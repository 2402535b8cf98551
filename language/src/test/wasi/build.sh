#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds the test programs of WASI with Debian 12's clang and wasi-libc into ../resources/org/jwasm/language/wasi.
# `build.sh --check` builds elsewhere and compares.
set -eu
cd "$(dirname "$0")"
kept=../resources/org/jwasm/language/wasi
out=$kept
[ "${1:-}" = --check ] && out=$(mktemp -d)
mkdir -p "$out"
for source in *.c; do
    clang --target=wasm32-wasi -std=c11 -Oz -Wall -Wextra -Werror -Wl,--strip-all "$source" -o "$out/${source%.c}.wasm"
done
chmod -x "$out"/*.wasm
[ "$out" = "$kept" ] || diff -r "$out" "$kept"
