// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;

/** An open file or directory of the host, whose rights have been checked by the caller. */
public sealed interface HostNode permits HostFile, HostDirectory {

    FileStatus status() throws CapabilityException;

    void setTimes(FileTimes times) throws CapabilityException;

    /** Waits until it is on the disk; with the metadata unless {@code dataOnly}. */
    void sync(boolean dataOnly) throws CapabilityException;

    /** Another owner of the same object: it is let go when each has closed it. */
    void share();

    void close();
}
