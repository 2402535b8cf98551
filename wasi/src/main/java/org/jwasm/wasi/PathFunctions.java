// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.wasi.WasiFunction.Body;
import org.jwasm.wasi.WasiFunction.Definition;

/** The {@code path_} functions. What keeps a path in its directory is {@link DirectoryCapability}, not this class. */
final class PathFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("path_create_directory", "iii", (wasi, guest, a) -> directory(wasi, a[0], Rights.PATH_CREATE_DIRECTORY)
                                    .createDirectory(guest.path(a[1], a[2]))),
                    Definition.of("path_filestat_get", "iiiii", PathFunctions::getStatus),
                    Definition.of("path_filestat_set_times", "iiiilli", PathFunctions::setTimes),
                    Definition.of("path_link", "iiiiiii", PathFunctions::link),
                    Definition.of("path_open", "iiiiillii", new Open()),
                    Definition.of("path_readlink", "iiiiii", PathFunctions::readLink),
                    Definition.of("path_remove_directory", "iii", (wasi, guest, a) -> directory(wasi, a[0], Rights.PATH_REMOVE_DIRECTORY)
                                    .removeDirectory(guest.path(a[1], a[2]))),
                    Definition.of("path_rename", "iiiiii", PathFunctions::rename),
                    Definition.of("path_symlink", "iiiii", PathFunctions::symlink),
                    Definition.of("path_unlink_file", "iii", (wasi, guest, a) -> directory(wasi, a[0], Rights.PATH_UNLINK_FILE)
                                    .removeFile(guest.path(a[1], a[2]))));

    private static final int SYMLINK_FOLLOW = 1;
    private static final int CREAT = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCL = 4;
    private static final int TRUNC = 8;
    private static final int OPEN_FLAGS = 15;

    private PathFunctions() {
    }

    private static DirectoryCapability directory(Wasi wasi, long number, long rights) throws WasiException {
        DirectoryDescriptor descriptor = wasi.descriptors().directory(number);
        descriptor.require(rights);
        return descriptor.directory();
    }

    private static boolean follow(long flags) throws WasiException {
        if ((flags & ~SYMLINK_FOLLOW) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        return flags == SYMLINK_FOLLOW;
    }

    private static void getStatus(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryCapability directory = directory(wasi, a[0], Rights.PATH_FILESTAT_GET);
        boolean follow = follow(a[1]);
        String path = guest.path(a[2], a[3]);
        Layout.storeStatus(guest, a[4], directory.status(path, follow));
    }

    private static void setTimes(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryCapability directory = directory(wasi, a[0], Rights.PATH_FILESTAT_SET_TIMES);
        boolean follow = follow(a[1]);
        String path = guest.path(a[2], a[3]);
        FileTimes times = Layout.times(a[4], a[5], a[6]);
        directory.setTimes(path, follow, times);
    }

    private static void link(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryCapability from = directory(wasi, a[0], Rights.PATH_LINK_SOURCE);
        DirectoryCapability to = directory(wasi, a[4], Rights.PATH_LINK_TARGET);
        if (follow(a[1])) {
            // Giving a link's target a name would need its directory, which only the kernel knows.
            throw new WasiException(Errno.INVAL);
        }
        from.link(guest.path(a[2], a[3]), to, guest.path(a[5], a[6]));
    }

    private static void rename(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryCapability from = directory(wasi, a[0], Rights.PATH_RENAME_SOURCE);
        DirectoryCapability to = directory(wasi, a[3], Rights.PATH_RENAME_TARGET);
        from.rename(guest.path(a[1], a[2]), to, guest.path(a[4], a[5]));
    }

    private static void symlink(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryCapability directory = directory(wasi, a[2], Rights.PATH_SYMLINK);
        directory.createLink(guest.path(a[0], a[1]), guest.path(a[3], a[4]));
    }

    private static void readLink(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryCapability directory = directory(wasi, a[0], Rights.PATH_READLINK);
        String path = guest.path(a[1], a[2]);
        long size = Guest.unsigned(a[4]);
        guest.range(a[3], size);
        guest.range(a[5], 4);
        byte[] contents = directory.readLink(path).getBytes(StandardCharsets.UTF_8);
        int length = (int) Math.min(contents.length, size);
        guest.write(a[3], contents, 0, length);
        guest.storeInt(a[5], length);
    }

    private static final class Open implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
            open(wasi, guest, a);
        }
    }

    private static void open(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryDescriptor directory = wasi.descriptors().directory(a[0]);
        long oflags = a[4] & 0xFFFF;
        long base = a[5];
        long inheriting = a[6] & directory.inheriting();
        int fdFlags = (int) a[7] & 0xFFFF;
        long allowed = base & directory.inheriting();
        int flags = openFlags(oflags, allowed, fdFlags) | (follow(a[1]) ? 0 : OpenFlag.NOFOLLOW.bit());
        requireRights(directory, oflags, base);
        String path = guest.path(a[2], a[3]);
        guest.range(a[8], 4);
        wasi.descriptors().requireRoom();
        Capability opened = directory.directory().open(path, flags);
        Descriptor descriptor = opened instanceof DirectoryCapability subdirectory
                        ? DirectoryDescriptor.opened(subdirectory, allowed, inheriting, fdFlags)
                        : new FileDescriptor((FileCapability) opened, allowed, inheriting, fdFlags);
        guest.storeInt(a[8], wasi.descriptors().add(descriptor));
    }

    /** Rights beyond the directory's are cut off, but reading or writing is never dropped in silence. */
    private static void requireRights(DirectoryDescriptor directory, long oflags, long base) throws WasiException {
        directory.require(Rights.PATH_OPEN | ((oflags & CREAT) != 0 ? Rights.PATH_CREATE_FILE : 0) |
                        ((oflags & TRUNC) != 0 ? Rights.PATH_FILESTAT_SET_SIZE : 0));
        if ((base & (Rights.FD_READ | Rights.FD_WRITE) & ~directory.inheriting()) != 0) {
            throw directory.notCapable("the descriptor lacks the right");
        }
    }

    /** The {@link OpenFlag#bit()}s. */
    private static int openFlags(long oflags, long rights, int fdFlags) throws WasiException {
        boolean wantsDirectory = (oflags & DIRECTORY) != 0;
        if ((oflags & ~OPEN_FLAGS) != 0 || (fdFlags & ~FdFlags.ALL) != 0 || wantsDirectory && (oflags & (CREAT | EXCL | TRUNC)) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        int flags = FdFlags.open(fdFlags);
        if (oflags != 0) {
            int given = (int) oflags;
            flags |= FdFlags.open(given, CREAT, OpenFlag.CREATE) | FdFlags.open(given, DIRECTORY, OpenFlag.DIRECTORY) |
                            FdFlags.open(given, EXCL, OpenFlag.EXCLUSIVE) | FdFlags.open(given, TRUNC, OpenFlag.TRUNCATE);
        }
        flags |= (rights & Rights.READS) != 0 ? OpenFlag.READ.bit() : 0;
        return flags | ((rights & Rights.WRITES) != 0 ? OpenFlag.WRITE.bit() : 0);
    }
}
