// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, for tests that need one. */
final class ChildJvm {

    private final Class<?> main;
    private final List<String> prefix = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
                    "-Dpolyglot.engine.WarnInterpreterOnly=false"));

    ChildJvm(Class<?> main) {
        this.main = main;
    }

    /** With the Graal compiler if this JVM has it. */
    ChildJvm compiling() {
        if (Boolean.getBoolean("jwasm.graal")) {
            options.addAll(compilerArguments());
        }
        return this;
    }

    ChildJvm options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** A command that starts another: what comes before {@code java}. */
    ChildJvm startedBy(String... command) {
        prefix.addAll(List.of(command));
        return this;
    }

    /** Runs the class; it is to say {@code done} and nothing else. */
    void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).isEqualToIgnoringNewLines("done");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What gives this JVM the Graal compiler, and lets it compile at once. */
    private static List<String> compilerArguments() {
        List<String> arguments = new ArrayList<>(List.of("-Dpolyglot.engine.CompileImmediately=true", "-Dpolyglot.engine.BackgroundCompilation=false",
                        "-Dpolyglot.engine.CompilationFailureAction=Print"));
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("-XX:") || argument.startsWith("--upgrade-module-path") || argument.contains("jdk.graal.compiler")) {
                arguments.add(argument);
            }
        }
        return arguments;
    }

    /** All that this JVM has its classes from. */
    private String classPath() throws Exception {
        String tests = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        String patched = Path.of(tests).resolveSibling("test-classes").toString();
        return String.join(File.pathSeparator, patched, tests, System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path", ""));
    }
}
