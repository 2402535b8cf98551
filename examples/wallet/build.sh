#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds the wallet's modules with Debian's clang and lld: each part for itself, and all of them as one program.
set -eu
cd "$(dirname "$0")"
FLAGS="--target=wasm32 -O2 -nostdlib -Wall -Wextra -Werror -Wl,--no-entry -Wl,--strip-all"
for name in app vault gui notify-1 notify-2; do
    # shellcheck disable=SC2086
    clang $FLAGS "src/$name.c" -o "modules/$name.wasm"
done
# shellcheck disable=SC2086
clang $FLAGS -DTOGETHER src/app.c src/vault.c src/gui.c src/notify-2.c -o modules/together.wasm
