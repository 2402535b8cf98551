// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory becomes a symbolic link to the outside and back, while paths through it are opened. */
class SymlinkRaceTest {

    private static final int TRIES = 10_000;

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neverOutside(boolean byKernel) throws Exception {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), "outside, and longer");
        Path root = Files.createDirectory(temporary.resolve("root"));
        Files.createDirectory(root.resolve("directory"));
        Files.writeString(root.resolve("directory/file"), "inside");
        Files.createSymbolicLink(root.resolve("link"), Path.of("../outside"));
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<IOException> failure = new AtomicReference<>();
        Thread swapper = Thread.ofPlatform().start(() -> {
            try {
                while (!done.get()) {
                    swap(root);
                }
            } catch (IOException e) {
                failure.set(e);
            }
        });
        try {
            openOften(root, byKernel, failure);
        } finally {
            done.set(true);
            swapper.join();
        }
    }

    private static void openOften(Path root, boolean byKernel, AtomicReference<IOException> failure) {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        for (int i = 0; i < TRIES || inside.get() == 0 || refused.get() == 0; i++) {
            String outcome = ResolverProbe.outcome(root, "current/file", "read", byKernel);
            if (outcome.startsWith("REGULAR_FILE 6 ")) {
                inside.incrementAndGet();
            } else {
                // AGAIN and NOTDIR if neither state lasted long enough for an attempt.
                assertThat(outcome).isIn("PERM", "NOENT", "AGAIN", "NOTDIR");
                refused.addAndGet(outcome.equals("PERM") ? 1 : 0);
            }
            assertThat(failure.get()).isNull();
        }
    }

    private static void swap(Path root) throws IOException {
        for (String name : new String[]{"directory", "link"}) {
            Files.move(root.resolve(name), root.resolve("current"));
            Files.move(root.resolve("current"), root.resolve(name));
        }
    }
}
