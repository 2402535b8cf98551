// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.OpenFlag;

/** A file that the guest opened. */
final class FileDescriptor extends Descriptor {

    private final FileCapability file;

    FileDescriptor(FileCapability file, long base, long inheriting, int flags) {
        super(base & Rights.FILE, inheriting, flags);
        this.file = file;
    }

    FileCapability file() {
        return file;
    }

    @Override
    Capability capability() {
        return file;
    }

    @Override
    FileType type() {
        return file.type();
    }

    @Override
    FileStatus status() throws CapabilityException {
        return file.status();
    }

    @Override
    void setTimes(FileTimes times) throws CapabilityException {
        file.setTimes(times);
    }

    @Override
    void sync(boolean dataOnly) throws CapabilityException {
        file.sync(dataOnly);
    }

    @Override
    void applyFlags(int changed) throws CapabilityException {
        file.setFlags(OpenFlag.ofMask(FdFlags.open(changed & FdFlags.CHANGEABLE)));
    }

    @Override
    void close() {
        file.close();
    }
}
