// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts the real {@code ./jwasm} as users do. */
final class Command {

    /** With the Graal compiler, also where the guest has no use for it, or without. */
    enum Mode {
        GRAAL("always"),
        NO_GRAAL("off");

        private final String jit;

        Mode(String jit) {
            this.jit = jit;
        }
    }

    private static final Path ROOT = Path.of(System.getProperty("jwasm.root", "..")).toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 60;

    /** Each reader blocks, and the common pool may have one thread only. */
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    private final ProcessBuilder builder;

    private Command(Mode mode, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // Started in the background, these tests would hand on that SIGINT is ignored.
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        words.add(ROOT.resolve("jwasm").toString());
        words.addAll(arguments);
        builder = new ProcessBuilder(words);
        builder.environment().put("JWASM_JIT", mode.jit);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JWASM_BUILD", "off");
    }

    static Command jwasm(Mode mode, String... arguments) {
        return new Command(mode, List.of(arguments));
    }

    /** A test module, made of {@code src/test/wat}. */
    static String module(String name) {
        return ROOT.resolve("launcher/src/test/resources/org/jwasm/launcher/" + name + ".wasm").toString();
    }

    static Path root() {
        return ROOT;
    }

    Command with(String variable, String value) {
        builder.environment().put(variable, value);
        return this;
    }

    Command in(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    /** Runs to the end, with {@code input} as standard input. */
    Result run(byte... input) {
        Running running = start();
        try {
            running.process.getOutputStream().write(input);
            running.process.getOutputStream().close();
        } catch (IOException e) {
            running.process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
        return running.end();
    }

    /** Starts, and leaves standard input open. */
    Running start() {
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a command ended. */
    record Result(int exitCode, String out, String err) {
    }

    /** A command that runs. */
    static final class Running {

        private final Process process;
        private final CompletableFuture<String> err;
        private final StringBuffer out = new StringBuffer();

        private Running(Process process) {
            this.process = process;
            this.err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), THREADS);
        }

        /** Waits for a line on standard output. */
        String readLine() {
            try {
                String line = CompletableFuture.supplyAsync(this::nextLine, THREADS).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                out.append(line).append('\n');
                return line;
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                process.destroyForcibly();
                throw new AssertionError("no line came; standard error says " + err.join(), e);
            }
        }

        private String nextLine() {
            try {
                StringBuilder line = new StringBuilder();
                for (int next = process.getInputStream().read(); next >= 0 && next != '\n'; next = process.getInputStream().read()) {
                    line.append((char) next);
                }
                return line.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void write(String input) throws IOException {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        /** Sends a signal such as {@code INT}. */
        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).inheritIO().start().waitFor();
        }

        Result end() {
            CompletableFuture<String> rest = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), THREADS);
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running; so far it printed " + out + rest.join() + err.join());
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw new AssertionError(e);
            }
            return new Result(process.exitValue(), out + rest.join(), err.join());
        }

        private static String text(InputStream stream) {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
