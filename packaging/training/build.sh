#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds train.wasm with Debian 12's clang and wasi-libc; `build.sh --check` builds elsewhere and compares.
set -eu
cd "$(dirname "$0")"
out=train.wasm
[ "${1:-}" = --check ] && out=$(mktemp)
clang --target=wasm32-wasi -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -Wl,--strip-debug train.c -o "$out"
chmod -x "$out"
[ "$out" = train.wasm ] || cmp "$out" train.wasm
