// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.InputStreamCapability;

/** A granted input stream. */
final class InputDescriptor extends Descriptor {

    private final InputStreamCapability stream;

    InputDescriptor(InputStreamCapability stream) {
        super(Rights.STREAM | Rights.FD_READ, 0, 0);
        this.stream = stream;
    }

    InputStreamCapability stream() {
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
    void sync(boolean dataOnly) throws WasiException {
        throw new WasiException(Errno.INVAL);
    }

    @Override
    void applyFlags(int changed) {
        // NONBLOCK is looked at by each read.
    }

    @Override
    void close() {
        // It belongs to whoever granted it.
    }
}
