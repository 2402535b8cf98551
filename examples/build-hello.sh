#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Makes examples/hello.wasm of examples/hello.wat; needs wat2wasm (Debian: apt install wabt).
set -eu
cd "$(dirname "$0")"
wat2wasm --debug-names -o hello.wasm hello.wat
