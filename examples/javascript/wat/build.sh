#!/bin/sh
# Makes the modules of the example of their texts, with ./jwasm.
set -eu
cd "$(dirname "$0")"
for text in *.wat; do
    ../../../jwasm wat2wasm "$text" -o "../src/main/resources/example/${text%.wat}.wasm"
done
