// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * How a process ended.
 *
 * @param exitCode its exit code
 * @param output   what it wrote to standard output
 * @param errors   what it wrote to standard error
 */
record Outcome(int exitCode, byte[] output, String errors) {

    private static final long PATIENCE_SECONDS = 240;
    /** Not the common pool: with two processors it has one thread, and these tasks wait for each other. */
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());

    /** Runs a process to its end with {@code input} as its standard input; one that lasts too long is killed and fails the test. */
    static Outcome of(ProcessBuilder builder, byte[] input) {
        try {
            Process process = builder.start();
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()), THREADS);
            CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()), THREADS);
            CompletableFuture.runAsync(() -> write(process.getOutputStream(), input), THREADS);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " still runs; it wrote "
                        + new String(output.join(), UTF_8) + new String(errors.join(), UTF_8));
            }
            return new Outcome(process.exitValue(), output.join(), new String(errors.join(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Standard output as text. */
    String text() {
        return new String(output, UTF_8);
    }

    private static byte[] readAll(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException e) {
            // The program ended without reading all of it, as it may.
            return;
        }
    }
}
