#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds unzip.wasm with Debian's clang, lld and wasi-libc, and the archive.
set -eu
cd "$(dirname "$0")"
clang --target=wasm32-wasi -Os -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror src/unzip.c -o unzip.wasm -Wl,--strip-all
python3 make-archive.py
