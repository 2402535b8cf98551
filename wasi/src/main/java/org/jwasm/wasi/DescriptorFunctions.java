// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jwasm.capabilities.Advice;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.Whence;
import org.jwasm.wasi.WasiFunction.Body;
import org.jwasm.wasi.WasiFunction.Definition;

/** What the {@code fd_} functions do apart from the transfer of contents. */
final class DescriptorFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("fd_advise", "illi", (wasi, guest, a) -> advise(wasi, a)),
                    Definition.of("fd_allocate", "ill", (wasi, guest, a) -> file(wasi, a[0], Rights.FD_ALLOCATE).allocate(a[1], a[2])),
                    Definition.of("fd_close", "i", new Close()),
                    Definition.of("fd_datasync", "i", (wasi, guest, a) -> sync(wasi, a[0], Rights.FD_DATASYNC)),
                    Definition.of("fd_fdstat_get", "ii", new GetStatus()),
                    Definition.of("fd_fdstat_set_flags", "ii", (wasi, guest, a) -> setFlags(wasi, a)),
                    Definition.of("fd_fdstat_set_rights", "ill", (wasi, guest, a) -> wasi.descriptors().get(a[0]).setRights(a[1], a[2])),
                    Definition.of("fd_filestat_get", "ii", DescriptorFunctions::getFileStatus),
                    Definition.of("fd_filestat_set_size", "il",
                                    (wasi, guest, a) -> file(wasi, a[0], Rights.FD_FILESTAT_SET_SIZE).setSize(nonNegative(a[1]))),
                    Definition.of("fd_filestat_set_times", "illi", (wasi, guest, a) -> setTimes(wasi, a)),
                    Definition.of("fd_prestat_get", "ii", DescriptorFunctions::getPreopen),
                    Definition.of("fd_prestat_dir_name", "iii", DescriptorFunctions::getPreopenName),
                    Definition.of("fd_readdir", "iiili", DescriptorFunctions::readDirectory),
                    Definition.of("fd_renumber", "ii", (wasi, guest, a) -> renumber(wasi, a)),
                    Definition.of("fd_seek", "ilii", new Seek()),
                    Definition.of("fd_sync", "i", (wasi, guest, a) -> sync(wasi, a[0], Rights.FD_SYNC)),
                    Definition.of("fd_tell", "ii", DescriptorFunctions::tell));

    private DescriptorFunctions() {
    }

    /** The file of a descriptor with the rights: ISDIR for a directory, SPIPE for a stream. */
    private static FileCapability file(Wasi wasi, long number, long rights) throws WasiException {
        Descriptor descriptor = wasi.descriptors().get(number);
        if (descriptor instanceof FileDescriptor file) {
            file.require(rights);
            return file.file();
        }
        throw new WasiException(descriptor instanceof DirectoryDescriptor ? Errno.ISDIR : Errno.SPIPE);
    }

    private static long nonNegative(long size) throws WasiException {
        if (size < 0) {
            throw new WasiException(Errno.FBIG);
        }
        return size;
    }

    private static final class Close implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException {
            wasi.descriptors().remove(a[0]).close();
        }
    }

    private static void advise(Wasi wasi, long[] a) throws WasiException, CapabilityException {
        FileCapability file = file(wasi, a[0], Rights.FD_ADVISE);
        Advice[] advices = Advice.values();
        int advice = (int) a[3] & 0xFF;
        if (advice >= advices.length) {
            throw new WasiException(Errno.INVAL);
        }
        file.advise(a[1], a[2], advices[advice]);
    }

    private static void sync(Wasi wasi, long number, long right) throws WasiException, CapabilityException {
        Descriptor descriptor = wasi.descriptors().get(number);
        if (!(descriptor instanceof OutputDescriptor)) {
            descriptor.require(right);
        }
        descriptor.sync(right == Rights.FD_DATASYNC);
    }

    private static final class GetStatus implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException {
            getStatus(wasi, guest, a);
        }
    }

    private static void getStatus(Wasi wasi, Guest guest, long[] a) throws WasiException {
        Descriptor descriptor = wasi.descriptors().get(a[0]);
        long at = guest.range(a[1], Layout.FDSTAT_SIZE);
        guest.storeShort(at, Layout.fileType(descriptor.type()));
        guest.storeShort(at + 2, descriptor.flags());
        guest.storeInt(at + 4, 0);
        guest.storeLong(at + 8, descriptor.base());
        guest.storeLong(at + 16, descriptor.inheriting());
    }

    private static void setFlags(Wasi wasi, long[] a) throws WasiException, CapabilityException {
        Descriptor descriptor = wasi.descriptors().get(a[0]);
        int flags = (int) a[1] & 0xFFFF;
        if ((flags & ~FdFlags.ALL) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        descriptor.require(Rights.FD_FDSTAT_SET_FLAGS);
        if (((flags ^ descriptor.flags()) & ~FdFlags.CHANGEABLE) != 0) {
            throw new WasiException(Errno.NOTSUP);
        }
        descriptor.setFlags(flags);
    }

    private static void getFileStatus(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        Descriptor descriptor = wasi.descriptors().get(a[0]);
        descriptor.require(Rights.FD_FILESTAT_GET);
        Layout.storeStatus(guest, a[1], descriptor.status());
    }

    private static void setTimes(Wasi wasi, long[] a) throws WasiException, CapabilityException {
        Descriptor descriptor = wasi.descriptors().get(a[0]);
        FileTimes times = Layout.times(a[1], a[2], a[3]);
        if (descriptor instanceof FileDescriptor || descriptor instanceof DirectoryDescriptor) {
            descriptor.require(Rights.FD_FILESTAT_SET_TIMES);
        }
        descriptor.setTimes(times);
    }

    private static DirectoryDescriptor preopen(Wasi wasi, long number, Errno otherwise) throws WasiException {
        if (wasi.descriptors().get(number) instanceof DirectoryDescriptor directory && directory.preopenName() != null) {
            return directory;
        }
        throw new WasiException(otherwise);
    }

    private static void getPreopen(Wasi wasi, Guest guest, long[] a) throws WasiException {
        byte[] name = preopen(wasi, a[0], Errno.BADF).preopenName().getBytes(StandardCharsets.UTF_8);
        long at = guest.range(a[1], 8);
        guest.storeInt(at, 0);
        guest.storeInt(at + 4, name.length);
    }

    private static void getPreopenName(Wasi wasi, Guest guest, long[] a) throws WasiException {
        byte[] name = preopen(wasi, a[0], Errno.NOTDIR).preopenName().getBytes(StandardCharsets.UTF_8);
        if (Guest.unsigned(a[2]) < name.length) {
            throw new WasiException(Errno.NAMETOOLONG);
        }
        guest.write(a[1], name, 0, name.length);
    }

    /** Fills the buffer with entries; the last may be cut off, and an unfilled buffer says that there are no more. */
    private static void readDirectory(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        DirectoryDescriptor directory = wasi.descriptors().directory(a[0]);
        directory.require(Rights.FD_READDIR);
        long size = Guest.unsigned(a[2]);
        long buffer = guest.range(a[1], size);
        long used = 0;
        long cookie = a[3];
        while (used < size) {
            DirectoryEntry entry = directory.entryAt(cookie);
            if (entry == null) {
                break;
            }
            byte[] bytes = encode(entry);
            int length = (int) Math.min(bytes.length, size - used);
            guest.write(buffer + used, bytes, 0, length);
            used += length;
            cookie = entry.next();
            Safepoint.poll();
        }
        guest.storeInt(a[4], used);
    }

    private static byte[] encode(DirectoryEntry entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[Layout.DIRENT_SIZE + name.length];
        put(bytes, 0, entry.next(), 8);
        put(bytes, 8, entry.inode(), 8);
        put(bytes, 16, name.length, 4);
        put(bytes, 20, Layout.fileType(entry.type()), 4);
        System.arraycopy(name, 0, bytes, Layout.DIRENT_SIZE, name.length);
        return bytes;
    }

    private static void put(byte[] bytes, int at, long value, int width) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    private static void renumber(Wasi wasi, long[] a) throws WasiException {
        Descriptor replaced = wasi.descriptors().renumber(a[0], a[1]);
        if (replaced != null) {
            replaced.close();
        }
    }

    private static final class Seek implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
            seek(wasi, guest, a);
        }
    }

    private static void seek(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        Whence whence = guest.layout().whence((int) a[2] & 0xFF);
        boolean tells = a[1] == 0 && whence == Whence.CURRENT;
        FileCapability file = file(wasi, a[0], tells ? Rights.FD_TELL : Rights.FD_SEEK);
        guest.range(a[3], 8);
        guest.storeLong(a[3], file.seek(a[1], whence));
    }

    private static void tell(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        FileCapability file = file(wasi, a[0], Rights.FD_TELL);
        guest.storeLong(a[1], file.seek(0, Whence.CURRENT));
    }
}
