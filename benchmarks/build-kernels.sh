#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds the kernels of src/main/c, with Debian 12's clang and lld, and of src/main/wat into the resources.
set -eu
cd "$(dirname "$0")/src/main"
out=resources/org/jwasm/benchmarks
for source in c/*.c; do
    name=$(basename "$source" .c)
    features="-mbulk-memory"
    case $name in dot | filter | base64) features="$features -msimd128" ;; esac
    # shellcheck disable=SC2086 # the options are words
    clang --target=wasm32 -std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding -fno-builtin -nostdlib $features \
        -Wl,--no-entry -Wl,--strip-debug -Wl,-z,stack-size=65536 "$source" -o "$out/$name.wasm"
    chmod 644 "$out/$name.wasm"
done
for source in wat/*.wat; do
    ../../../jwasm wat2wasm -o "$out/$(basename "$source" .wat).wasm" "$source"
done
