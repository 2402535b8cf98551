#!/bin/sh
# Builds the kernels of src/main/c into the resources, with Debian 12's clang and lld.
set -eu
cd "$(dirname "$0")/src/main"
for source in c/*.c; do
    name=$(basename "$source" .c)
    clang --target=wasm32 -std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding -fno-builtin -nostdlib \
        -Wl,--no-entry -Wl,--strip-debug -Wl,-z,stack-size=65536 "$source" -o "resources/org/jwasm/benchmarks/$name.wasm"
    chmod 644 "resources/org/jwasm/benchmarks/$name.wasm"
done
