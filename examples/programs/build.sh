#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds the example programs into bin/ with Debian 12's toolchain:
#   apt-get install clang lld wasi-libc libclang-rt-dev-wasm32 libc++-dev-wasm32 libc++abi-14-dev-wasm32
# The Rust programs need Debian's rustc 1.63 and libstd-rust-dev-wasm32; RUSTC names that compiler, or a directory with
# the unpacked packages is made by `build.sh --fetch-rust DIRECTORY`.
# The same compilers give the same bytes: `build.sh --check` builds elsewhere and compares.
set -eu
cd "$(dirname "$0")"

COMMON="--target=wasm32-wasi -O2 -Wall -Wextra -Werror -Wl,--strip-debug"
C_FLAGS="-std=c11 -D_GNU_SOURCE"
CXX_FLAGS="-std=c++17 -fno-exceptions -fno-rtti"

build_c() {
    name=$1
    shift
    # shellcheck disable=SC2086
    clang $COMMON $C_FLAGS "c/$name.c" -o "$out/$name.wasm" "$@"
}

build_cpp() {
    # shellcheck disable=SC2086
    clang++ $COMMON $CXX_FLAGS "cpp/$1.cpp" -o "$out/$1.wasm" -Wl,--strip-all
}

build_rust() {
    "$RUSTC" --target wasm32-wasi --edition 2021 -C opt-level=s -C lto=fat -C panic=abort -C codegen-units=1 -C strip=symbols -C linker=wasm-ld \
        -D warnings "rust/$1.rs" -o "$out/$1.wasm"
}

# Unpacks Debian's packages instead of installing them, so a rustc of the machine stays as it is.
fetch_rust() {
    mkdir -p "$1"
    cd "$1"
    apt-get download rustc libstd-rust-1.63 libstd-rust-dev libstd-rust-dev-wasm32
    for package in *.deb; do
        dpkg -x "$package" .
    done
    printf '#!/bin/sh\nLD_LIBRARY_PATH="%s/usr/lib/x86_64-linux-gnu" exec "%s/usr/bin/rustc" --sysroot "%s/usr" "$@"\n' \
        "$PWD" "$PWD" "$PWD" > rustc
    chmod +x rustc
    echo "$PWD/rustc"
}

if [ "${1:-}" = --fetch-rust ]; then
    fetch_rust "$2"
    exit
fi

out=bin
if [ "${1:-}" = --check ]; then
    out=$(mktemp -d)
    trap 'rm -rf "$out"' EXIT
fi

for name in words json copytree mandelbrot sha256 sudoku perft lz sort ask surroundings grow; do
    build_c "$name"
done
# The optimizer turns the endless recursion into a loop otherwise.
build_c traps -fno-optimize-sibling-calls -Wno-infinite-recursion
# 48 MiB of linear memory for the stack, so that the engine's own stack is what deep recursion needs.
build_c recursion -Wl,-z,stack-size=50331648
for name in regex calculator; do
    build_cpp "$name"
done
if [ -n "${RUSTC:-}" ]; then
    for name in count tree; do
        build_rust "$name"
    done
else
    echo "build.sh: RUSTC is not set: the Rust programs are left as they are" >&2
fi

if [ "$out" != bin ]; then
    for file in "$out"/*.wasm; do
        cmp "$file" "bin/$(basename "$file")"
    done
    echo "bin/ is what the sources give"
fi
