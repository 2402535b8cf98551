// Debian's clang 14 has no setjmp for Wasm, so Lua's use of it is replaced by the macros in build-large.sh.
