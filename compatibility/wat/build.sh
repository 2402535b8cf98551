#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Makes the modules of src/test/resources from the text here, with ./jwasm.
set -eu
cd "$(dirname "$0")"
for text in *.wat; do
    ../../jwasm wat2wasm "$text" -o "../src/test/resources/org/jwasm/compatibility/${text%.wat}.wasm"
done
