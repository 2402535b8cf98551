// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;

/**
 * An open directory of a host's file system. Paths are relative, with {@code /} between their components, and whatever
 * links and {@code ..} they go through: no operation leaves the tree below the directory. The object may be closed by
 * another thread at any time.
 */
public non-sealed interface HostDirectory extends HostNode {

    /** @param flags the {@link org.jwasm.capabilities.OpenFlag#bit()}s together */
    HostNode open(String path, int flags) throws CapabilityException;

    FileStatus status(String path, boolean follow) throws CapabilityException;

    void setTimes(String path, boolean follow, FileTimes times) throws CapabilityException;

    void createDirectory(String path) throws CapabilityException;

    void removeDirectory(String path) throws CapabilityException;

    void removeFile(String path) throws CapabilityException;

    /** A target of another kind of host directory is on another file system. */
    void rename(String path, HostDirectory target, String targetPath) throws CapabilityException;

    void link(String path, HostDirectory target, String targetPath) throws CapabilityException;

    void createLink(String contents, String path) throws CapabilityException;

    String readLink(String path) throws CapabilityException;

    /** Some of the entries from the cookie on, which is 0 or an entry's {@link DirectoryEntry#next()}; none at the end. */
    List<DirectoryEntry> list(long cookie) throws CapabilityException;
}
