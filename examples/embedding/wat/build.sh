#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Makes the modules of the example of their texts; needs wat2wasm (Debian: apt install wabt).
set -eu
cd "$(dirname "$0")"
for text in *.wat; do
    wat2wasm --debug-names -o "../src/main/resources/example/${text%.wat}.wasm" "$text"
done
