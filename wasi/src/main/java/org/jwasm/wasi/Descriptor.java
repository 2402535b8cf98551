// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;

/** What a descriptor of a guest stands for, with the rights that WASI attaches to it. They can only get fewer. */
abstract sealed class Descriptor permits InputDescriptor, OutputDescriptor, FileDescriptor, DirectoryDescriptor,
                SocketDescriptor, ListenerDescriptor {

    private volatile long base;
    private volatile long inheriting;
    private volatile int flags;

    Descriptor(long base, long inheriting, int flags) {
        this.base = base;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    /** What it stands for. */
    abstract Capability capability();

    abstract FileType type();

    abstract FileStatus status() throws CapabilityException;

    abstract void setTimes(FileTimes times) throws CapabilityException, WasiException;

    abstract void sync(boolean dataOnly) throws CapabilityException, WasiException;

    /** Tells the host of changed APPEND and NONBLOCK flags. */
    abstract void applyFlags(int changed) throws CapabilityException;

    /** Lets go of what the guest opened; what was granted stays alive. */
    abstract void close();

    final long base() {
        return base;
    }

    final long inheriting() {
        return inheriting;
    }

    /** The {@link FdFlags}. */
    final int flags() {
        return flags;
    }

    final boolean has(int flag) {
        return (flags & flag) != 0;
    }

    final void setFlags(int changed) throws CapabilityException {
        applyFlags(changed);
        flags = changed;
    }

    /** @throws WasiException NOTCAPABLE if one of the rights is missing */
    final void require(long rights) throws WasiException {
        if ((base & rights) != rights) {
            throw notCapable("the descriptor lacks the right");
        }
    }

    /** A refusal by WASI's rights, which the audit log tells like one of the capability's. */
    final WasiException notCapable(String reason) {
        capability().refused("descriptor", reason);
        return new WasiException(Errno.NOTCAPABLE);
    }

    /** @throws WasiException NOTCAPABLE if there is one among them that it doesn't have */
    final synchronized void setRights(long newBase, long newInheriting) throws WasiException {
        if ((newBase & ~base) != 0 || (newInheriting & ~inheriting) != 0) {
            throw notCapable("rights only get fewer");
        }
        base = newBase;
        inheriting = newInheriting;
    }
}
