// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.FileType;

/**
 * The cookies of a directory whose file system has none: each name gets the next number when it is first seen, and keeps it. So a
 * listing that goes on after changes misses and repeats nothing that was there all the time.
 */
final class JavaListing {

    private static final long SELF = 1;
    private static final long ABOVE = 2;

    /** Puts the names with their attributes. */
    @FunctionalInterface
    interface Reader {
        void read(Map<String, BasicFileAttributes> names) throws IOException;
    }

    private final Map<String, Long> cookies = new HashMap<>();
    private long last = ABOVE;

    /** All entries behind the cookie; those of the directory itself have its number. */
    synchronized List<DirectoryEntry> from(long cookie, long inode, Reader reader) throws IOException {
        Map<String, BasicFileAttributes> names = new LinkedHashMap<>();
        reader.read(names);
        // A name that is gone and comes again is a new one; else a guest could have us remember names without end.
        cookies.keySet().retainAll(names.keySet());
        TreeMap<Long, DirectoryEntry> entries = new TreeMap<>();
        entries.put(SELF, new DirectoryEntry(".", inode, FileType.DIRECTORY, SELF));
        entries.put(ABOVE, new DirectoryEntry("..", inode, FileType.DIRECTORY, ABOVE));
        names.forEach((name, attributes) -> {
            long own = cookies.computeIfAbsent(name, _ -> ++last);
            entries.put(own, new DirectoryEntry(name, JavaStatus.inode(attributes, name), JavaStatus.type(attributes), own));
        });
        return new ArrayList<>(entries.tailMap(cookie, false).values());
    }
}
