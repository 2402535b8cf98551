// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The example programs in C and C++, compiled natively once. */
final class NativePrograms {

    private final Path directory;
    private final Map<String, Path> compiled = new ConcurrentHashMap<>();

    NativePrograms(Path directory) {
        this.directory = directory;
    }

    /** The native program, compiled if it wasn't yet. */
    Path get(String name) {
        return compiled.computeIfAbsent(name, this::compile);
    }

    private Path compile(String name) {
        Path sources = Mode.ROOT.resolve("examples/programs");
        Path source = sources.resolve("c/" + name + ".c");
        Path program = directory.resolve(name);
        List<String> command = new ArrayList<>();
        if (Files.exists(source)) {
            command.addAll(List.of(Needs.command("cc"), "-std=c11", "-D_GNU_SOURCE"));
        } else {
            source = sources.resolve("cpp/" + name + ".cpp");
            command.addAll(List.of(Needs.command("c++"), "-std=c++17"));
        }
        // Wasm rounds after every operation, so no fused multiply-add here either.
        command.addAll(List.of("-O1", "-ffp-contract=off", source.toString(), "-o", program.toString(), "-lm", "-pthread"));
        Outcome outcome = Outcome.of(new ProcessBuilder(command), new byte[0]);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return program;
    }
}
