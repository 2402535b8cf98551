#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Makes the modules of the tests that are written in C; needs Debian's clang and lld.
set -eu
cd "$(dirname "$0")"
for name in store shop; do
    clang --target=wasm32 -std=c11 -O2 -Wall -Wextra -Werror -mbulk-memory -nostdlib -Wl,--no-entry -Wl,--strip-all \
        "$name.c" -o "../resources/org/jwasm/isolation/$name.wasm"
done
