#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Makes the modules of the launcher's tests of their texts in wat/; needs wat2wasm (Debian: apt install wabt).
set -eu
cd "$(dirname "$0")"
for text in wat/*.wat; do
    name=$(basename "$text" .wat)
    wat2wasm --debug-names -o "resources/org/jwasm/launcher/$name.wasm" "$text"
done
