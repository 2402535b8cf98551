// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.List;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;

/** A directory, granted or opened by the guest, with the entries that were listed last. */
final class DirectoryDescriptor extends Descriptor {

    private final DirectoryCapability directory;
    private final String preopenName;
    private List<DirectoryEntry> batch = List.of();
    private long batchCookie;
    private int nextIndex;

    private DirectoryDescriptor(DirectoryCapability directory, String preopenName, long base, long inheriting, int flags) {
        super(base & Rights.of(directory), inheriting, flags);
        this.directory = directory;
        this.preopenName = preopenName;
    }

    static DirectoryDescriptor preopen(String name, DirectoryCapability directory) {
        return new DirectoryDescriptor(directory, name, Rights.DIRECTORY, Rights.INHERITING, 0);
    }

    static DirectoryDescriptor opened(DirectoryCapability directory, long base, long inheriting, int flags) {
        return new DirectoryDescriptor(directory, null, base, inheriting, flags);
    }

    DirectoryCapability directory() {
        return directory;
    }

    /** Null unless it was granted. */
    String preopenName() {
        return preopenName;
    }

    /**
     * The entry at a cookie, or null at the end. Cookies are the file system's own, so they stay right while entries come and go;
     * the start is always listed anew.
     */
    synchronized DirectoryEntry entryAt(long cookie) throws CapabilityException {
        int index = indexOf(cookie);
        if (index < 0 || index == batch.size()) {
            batch = directory.list(cookie);
            batchCookie = cookie;
            index = 0;
        }
        nextIndex = index + 1;
        return batch.isEmpty() ? null : batch.get(index);
    }

    /** Where the cookie is in the batch, or -1; usually it is the one after the last asked for. */
    private int indexOf(long cookie) {
        if (cookie == 0) {
            return -1;
        }
        if (nextIndex > 0 && nextIndex <= batch.size() && batch.get(nextIndex - 1).next() == cookie) {
            return nextIndex;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).next() == cookie) {
                return i + 1;
            }
        }
        return cookie == batchCookie && !batch.isEmpty() ? 0 : -1;
    }

    @Override
    Capability capability() {
        return directory;
    }

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    FileStatus status() throws CapabilityException {
        return directory.status();
    }

    @Override
    void setTimes(FileTimes times) throws CapabilityException {
        directory.setTimes(times);
    }

    @Override
    void sync(boolean dataOnly) throws CapabilityException {
        directory.sync(dataOnly);
    }

    @Override
    void applyFlags(int changed) {
        // Neither appending nor waiting means anything here.
    }

    @Override
    void close() {
        if (preopenName == null) {
            directory.close();
        }
    }
}
