// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./jwasm run} with the Graal compiler, also where the program has no use for it, or without. */
enum Mode {
    GRAAL("always"),
    STOCK("off");

    /** The project's directory. */
    static final Path ROOT = Path.of(System.getProperty("jwasm.root", "..")).toAbsolutePath().normalize();

    private final String jit;

    Mode(String jit) {
        this.jit = jit;
    }

    /** A process for {@code jwasm run OPTIONS MODULE ARGUMENTS}, to be started in {@code directory}. */
    ProcessBuilder run(Path directory, List<String> options, Path module, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve("jwasm").toString());
        command.add("run");
        command.addAll(options);
        command.add(module.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JWASM_JIT", jit);
        return builder;
    }

    /** A program of {@code examples/programs/bin}. */
    static Path example(String name) {
        return ROOT.resolve("examples/programs/bin").resolve(name + ".wasm");
    }
}
