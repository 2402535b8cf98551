#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds io.wasm with Debian 12's clang and wasi-libc.
set -eu
cd "$(dirname "$0")"
clang --target=wasm32-wasi -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -Wl,--strip-all io.c -o io.wasm
chmod -x io.wasm
