#!/bin/sh
# Copyright 2026 the jwasm developers
# SPDX-License-Identifier: Apache-2.0

# Builds Lua 5.4 and SQLite's shell from Debian's source packages, for WASI and natively: `build-large.sh [DIRECTORY]`,
# by default .jwasm/large. Fetches the sources with apt-get (from a list of its own, without touching the system's),
# which checks their hashes, and needs the compiler of build.sh, a native cc, and tclsh for SQLite.
#
# Debian's clang 14 has neither setjmp nor exceptions for Wasm: in this Lua an error that would be caught ends the program.
# Its wasi-libc has no locks of files: SQLite wants the option `-vfs unix-none` for databases in files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$here/../../.jwasm/large}
mkdir -p "$target"
cd "$target"

WASI="clang --target=wasm32-wasi -O2 -w -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_GETPID
    -include $here/large/missing.h -I$here/large -Wl,--strip-debug -Wl,-z,stack-size=1048576 $here/large/missing.c"
WASI_LIBRARIES="-lwasi-emulated-signal -lwasi-emulated-process-clocks -lwasi-emulated-getpid"
NATIVE="${CC:-cc} -O1 -w"
SQLITE="-DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_WAL -DSQLITE_OMIT_POPEN -DSQLITE_NOHAVE_SYSTEM"

fetch() {
    mkdir -p apt/lists/partial apt/cache/archives/partial apt/sources
    # The system's own sources, asked for source packages.
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -f "$list" ] || sed -n 's/^deb /deb-src /p' "$list" > "apt/sources/$(basename "$list" .list).list"
    done
    for list in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" > "apt/sources/$(basename "$list")"
    done
    apt="apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=$PWD/apt/sources
        -o Dir::State::Lists=$PWD/apt/lists -o Dir::Cache=$PWD/apt/cache -o APT::Sandbox::User=root"
    $apt update
    $apt source --download-only lua5.4 sqlite3
    for archive in lua5.4_*.orig.tar.gz sqlite3_*.orig.tar.xz; do
        tar xf "$archive"
    done
    : > fetched
}

# shellcheck disable=SC2046,SC2086 # the lists are words
build_lua() {
    sources=$(ls lua-5.4*/src/*.c | grep -v /luac.c)
    $WASI '-DLUAI_THROW(L,c)=end_by_error((c)->status)' '-DLUAI_TRY(L,c,a)={ a }' -Dluai_jmpbuf=int $sources -o lua.wasm $WASI_LIBRARIES
    $NATIVE $sources -o lua -lm
}

# shellcheck disable=SC2086
build_sqlite() {
    cd sqlite3-3.*/
    ./configure --disable-tcl --disable-readline > configure.log 2>&1
    make -s sqlite3.c shell.c > make.log 2>&1
    $WASI $SQLITE sqlite3.c shell.c -o ../sqlite3.wasm $WASI_LIBRARIES
    $NATIVE $SQLITE sqlite3.c shell.c -o ../sqlite3 -lm
    cd ..
}

[ -e fetched ] || fetch
[ -e lua ] || build_lua
[ -e sqlite3 ] || build_sqlite
ls -l lua.wasm sqlite3.wasm
