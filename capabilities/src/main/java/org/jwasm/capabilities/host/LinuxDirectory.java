// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.jwasm.capabilities.host.LinuxSystem.O_CLOEXEC;
import static org.jwasm.capabilities.host.LinuxSystem.O_CREAT;
import static org.jwasm.capabilities.host.LinuxSystem.O_DIRECTORY;
import static org.jwasm.capabilities.host.LinuxSystem.O_NOFOLLOW;
import static org.jwasm.capabilities.host.LinuxSystem.O_PATH;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryEntry;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.FileStatus;
import org.jwasm.capabilities.FileTimes;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.host.LinuxSystem.Call;

/**
 * A directory of Linux, held by its descriptor. Names are only ever used together with a descriptor: of this directory, or of
 * one that {@link LinuxResolver} opened below it.
 */
final class LinuxDirectory extends LinuxNode implements HostDirectory {

    private static final int FILE_MODE = 0666;
    private static final int DIRECTORY_MODE = 0777;

    private LinuxDirectory(int descriptor) {
        super(descriptor);
    }

    /** Opens a directory that the embedder names; this path may lead anywhere. */
    static LinuxDirectory open(String path) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            int flags = O_DIRECTORY | O_CLOEXEC;
            long descriptor = LinuxSystem.call(Call.OPENAT, LinuxSystem.AT_FDCWD, scratch.path(path), flags);
            return new LinuxDirectory((int) LinuxErrors.check(descriptor, "opening " + path));
        }
    }

    /** Something to do with a descriptor. */
    @FunctionalInterface
    private interface Operation<R> {
        R run(int descriptor) throws CapabilityException;
    }

    private <R> R with(Operation<R> operation) throws CapabilityException {
        int descriptor = acquire();
        try {
            return operation.run(descriptor);
        } finally {
            release();
        }
    }

    /** Runs an operation on what a path names, without opening its contents. */
    private <R> R withNamed(String path, boolean follow, Operation<R> operation) throws CapabilityException {
        return with(directory -> {
            int named = LinuxResolver.open(directory, path, follow ? O_PATH : O_PATH | O_NOFOLLOW, 0);
            try {
                return operation.run(named);
            } finally {
                LinuxNode.close(named);
            }
        });
    }

    /** Runs an operation on the directory that holds the last component of a path. */
    private <R> R withParent(RelativePath path, Operation<R> operation) throws CapabilityException {
        if (path.parent().equals(".")) {
            return with(operation);
        }
        return withNamed(path.parent(), true, operation);
    }

    private static void denyDots(RelativePath path, ErrorKind kind) throws CapabilityException {
        if (path.isDots()) {
            throw new CapabilityException(kind, "the path ends with " + path.name());
        }
    }

    @Override
    public HostNode open(String path, int flags) throws CapabilityException {
        // Without functions as objects, and each thing once: programs open many files, and are done with most before all of this is compiled.
        int directory = acquire();
        try (Scratch scratch = Scratch.take()) {
            int descriptor = LinuxResolver.open(scratch, directory, path, LinuxFile.flags(flags), FILE_MODE);
            FileType type = typeOf(descriptor, scratch);
            return type == FileType.DIRECTORY ? new LinuxDirectory(descriptor) : new LinuxFile(descriptor, type, flags);
        } finally {
            release();
        }
    }

    /** Closes the descriptor if it can't be said. */
    private static FileType typeOf(int descriptor, Scratch scratch) throws CapabilityException {
        try {
            return LinuxStatus.typeOf(scratch, descriptor);
        } catch (CapabilityException e) {
            LinuxNode.close(descriptor);
            throw e;
        }
    }

    @Override
    public FileStatus status() throws CapabilityException {
        return with(LinuxStatus::of);
    }

    @Override
    public FileStatus status(String path, boolean follow) throws CapabilityException {
        return withNamed(path, follow, LinuxStatus::of);
    }

    @Override
    public void setTimes(FileTimes times) throws CapabilityException {
        with(directory -> setTimes(directory, times));
    }

    @Override
    public void setTimes(String path, boolean follow, FileTimes times) throws CapabilityException {
        withNamed(path, follow, named -> setTimes(named, times));
    }

    private static Void setTimes(int descriptor, FileTimes times) throws CapabilityException {
        LinuxStatus.setTimes(descriptor, times);
        return null;
    }

    @Override
    public void createDirectory(String path) throws CapabilityException {
        RelativePath split = RelativePath.of(path);
        denyDots(split, ErrorKind.EXIST);
        withParent(split, parent -> call(Call.MKDIRAT, parent, split.nameWithSlash(), DIRECTORY_MODE));
    }

    @Override
    public void removeDirectory(String path) throws CapabilityException {
        RelativePath split = RelativePath.of(path);
        denyDots(split, split.name().equals(".") ? ErrorKind.INVAL : ErrorKind.NOTEMPTY);
        withParent(split, parent -> call(Call.UNLINKAT, parent, split.nameWithSlash(), LinuxSystem.AT_REMOVEDIR));
    }

    @Override
    public void removeFile(String path) throws CapabilityException {
        RelativePath split = RelativePath.of(path);
        denyDots(split, ErrorKind.ISDIR);
        withParent(split, parent -> call(Call.UNLINKAT, parent, split.nameWithSlash(), 0));
    }

    /** The calls that act on a name itself: none of them follows a symbolic link there, even with a slash behind it. */
    private static Void call(Call call, int parent, String name, int argument) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            LinuxErrors.check(LinuxSystem.call(call, parent, scratch.path(name), argument), call.name());
            return null;
        }
    }

    private static LinuxDirectory sameSystem(HostDirectory target) throws CapabilityException {
        if (target instanceof LinuxDirectory directory) {
            return directory;
        }
        throw new CapabilityException(ErrorKind.XDEV, "the target is on another file system");
    }

    @Override
    public void rename(String path, HostDirectory target, String targetPath) throws CapabilityException {
        RelativePath from = RelativePath.of(path);
        RelativePath to = RelativePath.of(targetPath);
        denyDots(from, ErrorKind.BUSY);
        denyDots(to, ErrorKind.BUSY);
        LinuxDirectory other = sameSystem(target);
        withParent(from, fromParent -> other.withParent(to, toParent -> {
            try (Scratch scratch = Scratch.take()) {
                long result = LinuxSystem.call(Call.RENAMEAT2, fromParent, scratch.path(from.nameWithSlash()),
                                toParent, scratch.otherPath(to.nameWithSlash()), 0);
                return LinuxErrors.check(result, "rename");
            }
        }));
    }

    @Override
    public void link(String path, HostDirectory target, String targetPath) throws CapabilityException {
        RelativePath from = RelativePath.of(path);
        RelativePath to = RelativePath.of(targetPath);
        denyDots(to, ErrorKind.EXIST);
        LinuxDirectory other = sameSystem(target);
        if (from.slash() || from.isDots()) {
            // The kernel would follow a link here; what it must be, a directory, can't have a second name anyway.
            with(directory -> {
                LinuxNode.close(LinuxResolver.open(directory, path, O_PATH | O_DIRECTORY, 0));
                throw new CapabilityException(ErrorKind.PERM, "a directory has only one name");
            });
        }
        withParent(from, fromParent -> other.withParent(to, toParent -> {
            try (Scratch scratch = Scratch.take()) {
                long result = LinuxSystem.call(Call.LINKAT, fromParent, scratch.path(from.name()),
                                toParent, scratch.otherPath(to.nameWithSlash()), 0);
                return LinuxErrors.check(result, "link");
            }
        }));
    }

    @Override
    public void createLink(String contents, String path) throws CapabilityException {
        RelativePath split = RelativePath.of(path);
        denyDots(split, ErrorKind.EXIST);
        if (contents.startsWith("/")) {
            throw LinuxResolver.escapes();
        }
        if (!RelativePath.hasDotDot(contents)) {
            withParent(split, parent -> symlinkAt(contents, parent, split));
            return;
        }
        int depth = RelativePath.depth(split.parent(), 0);
        if (depth < 0 || RelativePath.depth(contents, depth) < 0) {
            throw LinuxResolver.escapes();
        }
        // The depth is that of the path's text, so no link may make the real one less.
        with(directory -> {
            int parent = openParentWithoutLinks(directory, split);
            try {
                return symlinkAt(contents, parent, split);
            } finally {
                LinuxNode.close(parent);
            }
        });
    }

    private static int openParentWithoutLinks(int directory, RelativePath path) throws CapabilityException {
        try {
            return LinuxResolver.openWithoutLinks(directory, path.parent(), O_PATH | O_DIRECTORY);
        } catch (CapabilityException e) {
            throw e.kind() == ErrorKind.LOOP ? LinuxResolver.escapes() : e;
        }
    }

    private static Void symlinkAt(String contents, int parent, RelativePath path) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            long name = scratch.otherPath(path.nameWithSlash());
            long result = LinuxSystem.call(Call.SYMLINKAT, scratch.path(contents), parent, name);
            LinuxErrors.check(result, "symbolic link");
            return null;
        }
    }

    @Override
    public String readLink(String path) throws CapabilityException {
        return withNamed(path, false, named -> {
            try (Scratch scratch = Scratch.take()) {
                MemorySegment data = scratch.data();
                long length = LinuxSystem.call(Call.READLINKAT, named, scratch.noPath(), data.address(), Scratch.DATA_SIZE, 0);
                if (length == -LinuxSystem.ENOENT || length == -LinuxSystem.EINVAL) {
                    throw new CapabilityException(ErrorKind.INVAL, "not a symbolic link");
                }
                LinuxErrors.check(length, "reading a link");
                String contents = string(data, 0, length);
                if (contents.startsWith("/")) {
                    throw LinuxResolver.escapes();
                }
                return contents;
            }
        });
    }

    private static String string(MemorySegment data, long start, long length) {
        return new String(data.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    @Override
    public List<DirectoryEntry> list(long cookie) throws CapabilityException {
        return with(directory -> {
            try (Scratch scratch = Scratch.take()) {
                long length;
                // Position and listing belong together, whichever capability shares the descriptor.
                synchronized (this) {
                    LinuxErrors.check(LinuxSystem.call(Call.LSEEK, directory, cookie, 0), "list");
                    long data = scratch.data().address();
                    length = LinuxSystem.call(Call.GETDENTS, directory, data, Scratch.DATA_SIZE);
                }
                // The kernel's word for a directory that was removed: it is empty.
                length = length == -LinuxSystem.ENOENT ? 0 : LinuxErrors.check(length, "list");
                return entries(scratch.data(), length, directory);
            }
        });
    }

    private static List<DirectoryEntry> entries(MemorySegment data, long length, int directory) throws CapabilityException {
        List<DirectoryEntry> entries = new ArrayList<>();
        for (long at = 0; at < length; at += data.get(ValueLayout.JAVA_SHORT, at + 16) & 0xFFFF) {
            String name = data.getString(at + 19, StandardCharsets.UTF_8);
            // What lies above is not to be seen, not even by its number.
            long inode = name.equals("..") ? LinuxStatus.of(directory).inode() : data.get(ValueLayout.JAVA_LONG, at);
            entries.add(new DirectoryEntry(name, inode, LinuxStatus.type(data.get(ValueLayout.JAVA_BYTE, at + 18)),
                            data.get(ValueLayout.JAVA_LONG, at + 8)));
        }
        return entries;
    }

    @Override
    public void sync(boolean dataOnly) throws CapabilityException {
        with(directory -> {
            try (Scratch scratch = Scratch.take()) {
                return LinuxErrors.check(LinuxSystem.call(dataOnly ? Call.FDATASYNC : Call.FSYNC, directory, 0, 0), "sync");
            }
        });
    }

}
