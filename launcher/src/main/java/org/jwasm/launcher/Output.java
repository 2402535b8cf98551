// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where what a command makes goes: a file, or standard output. */
final class Output {

    /** What stands for standard output where a file is expected. */
    static final String STANDARD_OUTPUT = "-";
    private static final int BUFFER = 1 << 16;

    /** What is written. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Nobody reads standard output any more; no failure to talk about. */
    static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClosedException() {
            super(null, null, false, false);
        }
    }

    private Output() {
    }

    /**
     * Writes to {@code file}, or to standard output for {@code -}.
     *
     * @throws ClosedException if standard output is closed
     */
    static void write(String file, Content content) throws LoadException {
        boolean standardOutput = file.equals(STANDARD_OUTPUT);
        // Not System.out, which keeps failures to itself.
        try (OutputStream out = new BufferedOutputStream(standardOutput ? new FileOutputStream(FileDescriptor.out)
                        : Files.newOutputStream(Path.of(file)), BUFFER)) {
            content.writeTo(out);
        } catch (IOException | InvalidPathException e) {
            if (standardOutput && "Broken pipe".equals(e.getMessage())) {
                throw new ClosedException();
            }
            throw new LoadException(standardOutput ? "standard output" : file, reason(file, e));
        }
    }

    private static String reason(String file, Exception failure) {
        return switch (failure) {
            case NoSuchFileException e -> "no such directory";
            case AccessDeniedException e -> "permission denied";
            case InvalidPathException e -> "not a file name: " + e.getReason();
            default -> !file.equals(STANDARD_OUTPUT) && Files.isDirectory(Path.of(file)) ? "is a directory"
                            : "can't be written: " + failure.getMessage();
        };
    }
}
