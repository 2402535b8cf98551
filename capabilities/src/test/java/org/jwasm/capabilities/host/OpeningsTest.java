// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** What a FIFO does to who opens it by the portable way: as one does that was put there after the look at the name. */
@Timeout(60)
class OpeningsTest {

    private static final Path FIFO = Path.of("fifo");
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    @TempDir
    Path root;
    private SecureDirectoryStream<Path> directory;

    @BeforeEach
    void fill() throws Exception {
        Files.writeString(root.resolve("file"), "x");
        Files.createDirectory(root.resolve("sub"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor()).isZero();
        directory = (SecureDirectoryStream<Path>) Files.newDirectoryStream(root);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private static void assertKind(ThrowingCallable action, ErrorKind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** Lets whoever waits for the FIFO's other end go on. */
    private void release() throws IOException, InterruptedException {
        try (RandomAccessFile _ = new RandomAccessFile(root.resolve("fifo").toFile(), "rw")) {
            while (openers() > 0) {
                Thread.sleep(1);
            }
        }
    }

    private static long openers() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("jwasm-opening")).count();
    }

    @Test
    void filesAndDirectoriesAreOpened() throws Exception {
        Openings openings = new Openings();
        try (SeekableByteChannel file = openings.file(directory, Path.of("file"), READ)) {
            assertThat(file.read(ByteBuffer.allocate(10))).isEqualTo(1);
        }
        openings.directory(directory, Path.of("sub")).close();
        assertThatThrownBy(() -> openings.file(directory, Path.of("missing"), READ)).isInstanceOf(java.nio.file.NoSuchFileException.class);
        assertThatThrownBy(() -> openings.directory(directory, Path.of("file"))).isInstanceOf(java.nio.file.NotDirectoryException.class);
    }

    @Test
    void whatWaitsIsLeftBehindAndNotMuchOfIt() throws Exception {
        Openings openings = new Openings(20);
        for (int i = 0; i < Openings.MOST_LEFT_BEHIND; i++) {
            boolean file = i % 2 == 0;
            assertKind(() -> {
                if (file) {
                    openings.file(directory, FIFO, READ);
                } else {
                    openings.directory(directory, FIFO);
                }
            }, ErrorKind.AGAIN);
        }
        assertThat(openers()).isEqualTo(Openings.MOST_LEFT_BEHIND);
        assertKind(() -> openings.file(directory, Path.of("file"), READ), ErrorKind.AGAIN);
        assertThat(openers()).as("no further one waits").isEqualTo(Openings.MOST_LEFT_BEHIND);
        // Handles aren't held up, neither for use nor for closing.
        new Openings().file(directory, Path.of("file"), READ).close();
        directory.close();
        directory = (SecureDirectoryStream<Path>) Files.newDirectoryStream(root);
        release();
        openWithoutHurry(openings).close();
    }

    /** On a busy machine opening a file takes longer than the patience with a FIFO is here. */
    private SeekableByteChannel openWithoutHurry(Openings openings) throws Exception {
        while (true) {
            try {
                return openings.file(directory, Path.of("file"), READ);
            } catch (CapabilityException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.AGAIN);
            }
        }
    }

    /** Its other end is open, so opening doesn't wait, but reading would. */
    @Test
    void whatWouldLetReadersWaitIsRefused() throws Exception {
        try (RandomAccessFile _ = new RandomAccessFile(root.resolve("fifo").toFile(), "rw")) {
            assertKind(() -> new Openings().file(directory, FIFO, READ), ErrorKind.NOTSUP);
        }
    }

    @Test
    void whoWaitsCanBeInterrupted() throws Exception {
        Openings openings = new Openings(60_000);
        ErrorKind[] kind = new ErrorKind[1];
        Thread waiting = new Thread(() -> {
            try {
                openings.file(directory, FIFO, READ);
            } catch (CapabilityException e) {
                kind[0] = e.kind();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        waiting.start();
        while (openers() == 0) {
            Thread.sleep(1);
        }
        waiting.interrupt();
        waiting.join();
        assertThat(kind[0]).isEqualTo(ErrorKind.INTR);
        release();
    }
}
