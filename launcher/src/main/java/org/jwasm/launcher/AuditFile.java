// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.AuditLog;

/** Where events of capabilities go: to a file as JSON Lines if the user wants one; denials to standard error too, each kind once. */
final class AuditFile implements AutoCloseable {

    /** A guest that tries everything shall not flood the terminal. */
    private static final int MOST_DENIALS = 20;

    private final String file;
    private final BufferedWriter writer;
    private final Set<String> denials = new HashSet<>();
    private final AuditLog log;

    /** @param file null for none */
    AuditFile(String file) throws LoadException {
        this.file = file;
        this.writer = file == null ? null : open(file);
        AuditLog.Builder builder = AuditLog.builder().plainArguments().sink(this::accept).capacity(1 << 10);
        this.log = (file == null ? builder : builder.uses(1)).build();
    }

    private static BufferedWriter open(String file) throws LoadException {
        try {
            return Files.newBufferedWriter(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new LoadException(file, "no such directory");
        } catch (IOException e) {
            throw new LoadException(file, "can't be written: " + e.getMessage());
        }
    }

    AuditLog log() {
        return log;
    }

    private synchronized void accept(AuditEvent event) {
        if (writer != null) {
            try {
                writer.write(event.toJson());
                writer.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": the audit log can't be written", e);
            }
        }
        if (event.type() == AuditEvent.Type.DENIAL) {
            String text = denial(event);
            if (denials.size() < MOST_DENIALS && denials.add(text)) {
                Messages.error("denied: " + text);
                if (denials.size() == MOST_DENIALS) {
                    Messages.error("denied: more isn't shown" + (writer == null ? "; --audit FILE records all" : ""));
                }
            }
        }
    }

    /** Who tried what through which import, and why it was denied. */
    static String denial(AuditEvent event) {
        StringBuilder text = new StringBuilder(event.holder()).append(": ");
        if (!event.importName().isEmpty()) {
            text.append(event.importName()).append(": ");
        }
        if (event.capability() != 0) {
            text.append(event.kind()).append(' ').append(event.operation());
            if (!event.detail().isEmpty()) {
                text.append(' ').append(Messages.printable(event.detail()));
            }
            text.append(": ");
        }
        return text.append(event.reason()).toString();
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                Messages.error(file + ": the audit log can't be written: " + e.getMessage());
            }
        }
    }
}
