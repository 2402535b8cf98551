// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What runs modules, each in processes of its own; those on the JVM with the same Java, heap and collector. */
enum Engine {
    JWASM_GRAAL("jwasm, Graal", "jwasm", "graal", true),
    JWASM_STOCK("jwasm, stock JDK", "jwasm", "stock", true),
    GRAALWASM_GRAAL("GraalWasm, Graal", "graalwasm", "graal", true),
    GRAALWASM_STOCK("GraalWasm, stock JDK", "graalwasm", "stock", true),
    CHICORY_COMPILER("Chicory, compiler", "chicory", "chicory-compiler", true),
    CHICORY_INTERPRETER("Chicory, interpreter", "chicory", "chicory-interpreter", true),
    NODE("Node", null, null, true),
    WASM2C("wasm2c, gcc -O2", null, null, false);

    private final String label;
    private final String jars;
    private final String worker;
    private final boolean general;

    Engine(String label, String jars, String worker, boolean general) {
        this.label = label;
        this.jars = jars;
        this.worker = worker;
        this.general = general;
    }

    String label() {
        return label;
    }

    /** The name in results. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it has a warm-up worth a long look. */
    boolean compilesInBackground() {
        return this == JWASM_GRAAL || this == GRAALWASM_GRAAL;
    }

    /** Whether it runs everything, not only kernels. */
    boolean isGeneral() {
        return general;
    }

    /** The command of a worker with these arguments: the mode, the module, and what the mode asks for. */
    List<String> command(Path root, Path module, String mode, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        switch (this) {
            case NODE -> command.addAll(List.of(Tools.node(root), root.resolve("benchmarks/src/main/workers/worker.mjs").toString(), mode,
                            module.toString()));
            case WASM2C -> command.add(Tools.translated(root, module).toString());
            default -> {
                command.addAll(java(root));
                command.addAll(List.of(worker, mode, module.toString()));
            }
        }
        command.addAll(arguments);
        return command;
    }

    private List<String> java(Path root) {
        Path target = root.resolve("benchmarks/target");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-Xmx4g", "-Xss4m", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                        "-Dpolyglot.engine.WarnInterpreterOnly=false"));
        if (worker.equals("graal")) {
            command.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI", "--add-modules=jdk.graal.compiler",
                            "--upgrade-module-path=" + target.resolve("engines/" + jars + "-graal")));
        }
        command.addAll(List.of("-cp", target.resolve("classes") + ":" + target.resolve("engines/" + jars) + "/*",
                        "org.jwasm.benchmarks.worker.Worker"));
        return command;
    }

    /** Whether what it needs is on this machine. */
    boolean isThere(Path root) {
        return switch (this) {
            case NODE -> Files.isExecutable(Path.of(Tools.node(root)));
            case WASM2C -> Tools.hasWasm2c();
            default -> Files.isDirectory(root.resolve("benchmarks/target/engines/" + jars));
        };
    }

    /** The engine of a name in results. */
    static Engine of(String key) {
        return Arrays.stream(values()).filter(engine -> engine.key().equals(key)).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no engine is called " + key));
    }
}
