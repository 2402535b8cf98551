#!/bin/sh
# Makes the modules of the example of their texts; needs wat2wasm (Debian: apt install wabt).
set -eu
cd "$(dirname "$0")"
for text in *.wat; do
    wat2wasm --debug-names -o "../src/main/resources/example/${text%.wat}.wasm" "$text"
done
