#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds into bin/ the programs for what WebAssembly got since its first version: exceptions, vectors, 64-bit memories,
# threads, a collected heap. `build-features.sh NODE_MODULES`, by default .jwasm/npm/node_modules, where scripts/test-deps.sh puts
# clang 22 (@yowasp/clang); AssemblyScript is wanted there for as/, else its program is left as it is. Needs node.
# The same packages give the same bytes: `build-features.sh --check [NODE_MODULES]` builds elsewhere and compares.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
check=
if [ "${1:-}" = --check ]; then
    check=yes
    shift
fi
modules=$(cd "${1:-$here/../../.jwasm/npm/node_modules}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/c" "$here/cpp" "$here/as" "$work"
cd "$work"

C_FLAGS="-std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -O2 -Wl,--strip-debug"
CXX_FLAGS="-std=c++17 -Wall -Wextra -Werror -O2 -fwasm-exceptions -Wl,--strip-debug"

compile() {
    node "$here/clang.mjs" "$modules/@yowasp/clang" "$@"
}

# shellcheck disable=SC2086 # the flags are words
build_all() {
    for format in legacy exnref; do
        legacy=$([ $format = legacy ] && echo true || echo false)
        compile clang++ $CXX_FLAGS -mllvm -wasm-use-legacy-eh=$legacy cpp/exceptions.cpp cpp/runtime/exceptions.cpp \
            -o out/exceptions-$format.wasm
        compile clang $C_FLAGS -mexception-handling -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=$legacy c/jumps.c -lsetjmp \
            -o out/jumps-$format.wasm
    done
    compile clang $C_FLAGS -msimd128 c/vectors.c -o out/vectors.wasm
    compile clang $C_FLAGS c/vectors.c -o out/vectors-plain.wasm
    compile clang --target=wasm64-unknown-unknown $C_FLAGS -nostdlib -Wl,--no-entry c/beyond.c -o out/beyond.wasm
    compile clang --target=wasm32-unknown-unknown $C_FLAGS -fno-builtin -matomics -mbulk-memory -ftls-model=local-exec -nostdlib \
        -Ic/runtime/threads -Wl,--no-entry,--import-memory,--export-memory,--shared-memory,--max-memory=67108864 \
        c/threads.c c/runtime/threads/pthread.c -o out/threads.wasm
    if [ -d "$modules/assemblyscript" ]; then
        node "$modules/assemblyscript/bin/asc.js" as/library.ts -O2 --runtime incremental --use abort= -o out/library.wasm
    else
        echo "build-features.sh: no assemblyscript: library.wasm is left as it is" >&2
    fi
}

build_all
for file in out/*.wasm; do
    if [ "$check" ]; then
        cmp "$file" "$here/bin/$(basename "$file")"
    else
        cp "$file" "$here/bin/"
    fi
done
