// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What tests need of the machine: without it they are skipped, or fail where {@code CI=true} says that all must run. */
final class Needs {

    private static final String REMEDY = "; scripts/test-deps.sh gets it";

    private Needs() {
    }

    /** A file below the project's directory, which {@code scripts/test-deps.sh} makes. */
    static Path file(String path) {
        Path file = Mode.ROOT.resolve(path);
        check(Files.exists(file), path);
        return file;
    }

    /** A command on the path of the machine. */
    static String command(String name) {
        check(has(name), name);
        return name;
    }

    private static boolean has(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    private static void check(boolean there, String what) {
        if (!there && "true".equals(System.getenv("CI"))) {
            fail("no " + what + REMEDY);
        }
        Assumptions.assumeTrue(there, "no " + what + REMEDY);
    }
}
