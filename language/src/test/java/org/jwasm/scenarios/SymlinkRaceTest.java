// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;

/** S6, R14: a guest opens {@code d/f} while {@code d} becomes a link to the outside and back. {@code scripts/symlink-race} runs it longer. */
@Timeout(600)
class SymlinkRaceTest extends Scenario {

    private static final long SECONDS = Long.getLong("jwasm.race.seconds", 3);
    private static final int INSIDE = 0x69736e69;
    private static final int TRIES = 1000;

    @TempDir
    Path temporary;

    private void layOut() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("f"), "outside");
        Path root = Files.createDirectory(temporary.resolve("root"));
        Files.createDirectory(root.resolve("inside"));
        Files.writeString(root.resolve("inside/f"), "inside");
        Files.createSymbolicLink(root.resolve("link"), Path.of("../outside"));
    }

    private static void swap(Path root) throws IOException {
        for (String name : new String[]{"inside", "link"}) {
            Files.move(root.resolve(name), root.resolve("d"));
            Files.move(root.resolve("d"), root.resolve(name));
        }
    }

    /** How often the guest read something else than what's inside. */
    private long race(Path granted, String path, long seconds, boolean untilFound) throws Exception {
        NanoProcess guest = spawn("guest", FileGuest.module(List.of(path)),
                        Endowment.builder().directory("/", DirectoryCapability.open(granted, Right.DIRECTORY)).build());
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> swapper = CompletableFuture.runAsync(() -> {
            try {
                while (!done.get()) {
                    swap(temporary.resolve("root"));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        long escapes = 0;
        long tries = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000;
        do {
            escapes += (int) guest.call("race", 3, 0, TRIES, INSIDE);
            tries += TRIES;
        } while (System.nanoTime() - end < 0 && !(untilFound && escapes > 0) || (int) guest.call("opened") == 0);
        done.set(true);
        swapper.get();
        System.out.println("symlink race: " + tries + " tries, " + guest.call("opened") + " opened, " + escapes + " outside");
        return escapes;
    }

    /** The guest has the directory above too, so that the link leads to something that it may open. */
    @Test
    void unprotectedTheLinkIsFollowed() throws Exception {
        layOut();
        assertThat(race(temporary, "root/d/f", 60, true)).isPositive();
    }

    @Test
    void neverOutside() throws Exception {
        layOut();
        assertThat(race(temporary.resolve("root"), "d/f", SECONDS, false)).isZero();
    }
}
