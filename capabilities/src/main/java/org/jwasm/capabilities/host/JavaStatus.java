// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;

/** Status and times as Java's file systems have them. */
final class JavaStatus {

    private static final long HASH_START = 0xCBF29CE484222325L;
    private static final long HASH_FACTOR = 0x100000001B3L;

    private JavaStatus() {
    }

    static FileType type(BasicFileAttributes attributes) {
        return attributes.isDirectory() ? FileType.DIRECTORY : attributes.isSymbolicLink() ? FileType.SYMBOLIC_LINK
                        : attributes.isRegularFile() ? FileType.REGULAR_FILE : FileType.UNKNOWN;
    }

    /** @param name that identifies it where the file system has no better key */
    static FileStatus of(BasicFileAttributes attributes, String name, long size) {
        FileType type = type(attributes);
        return new FileStatus(1, inode(attributes, name), type, 1, type == FileType.REGULAR_FILE ? size : attributes.size(),
                        nanos(attributes.lastAccessTime()), nanos(attributes.lastModifiedTime()), nanos(attributes.lastModifiedTime()));
    }

    static long inode(BasicFileAttributes attributes, String name) {
        Object key = attributes.fileKey();
        if (key instanceof Number number) {
            return number.longValue();
        }
        long hash = HASH_START;
        for (byte b : (key == null ? name : key.toString()).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xFF) * HASH_FACTOR;
        }
        return hash;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    static void setTimes(BasicFileAttributeView view, FileTimes times) throws IOException {
        view.setTimes(time(times.modified()), time(times.accessed()), null);
    }

    private static FileTime time(long nanos) {
        return nanos == FileTimes.KEEP ? null : nanos == FileTimes.NOW ? FileTime.from(java.time.Instant.now())
                        : FileTime.from(nanos, TimeUnit.NANOSECONDS);
    }
}
