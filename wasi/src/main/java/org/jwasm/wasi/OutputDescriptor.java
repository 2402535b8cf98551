// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.OutputStreamCapability;

/** A granted output stream. */
final class OutputDescriptor extends Descriptor {

    private final OutputStreamCapability stream;

    OutputDescriptor(OutputStreamCapability stream) {
        super(Rights.STREAM | Rights.FD_WRITE, 0, 0);
        this.stream = stream;
    }

    OutputStreamCapability stream() {
        return stream;
    }

    @Override
    Capability capability() {
        return stream;
    }

    @Override
    FileType type() {
        return stream.isTerminal() ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
    }

    @Override
    FileStatus status() {
        return new FileStatus(0, 0, type(), 1, 0, 0, 0, 0);
    }

    @Override
    void setTimes(FileTimes times) throws WasiException {
        throw new WasiException(Errno.NOTSUP);
    }

    @Override
    void sync(boolean dataOnly) throws CapabilityException {
        stream.flush();
    }

    @Override
    void applyFlags(int changed) {
        // Writes always wait, and always append.
    }

    @Override
    void close() {
        // It belongs to whoever granted it.
    }
}
