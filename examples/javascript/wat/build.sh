#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Makes the modules of the example of their texts, with ./jwasm.
set -eu
cd "$(dirname "$0")"
for text in *.wat; do
    ../../../jwasm wat2wasm "$text" -o "../src/main/resources/example/${text%.wat}.wasm"
done
