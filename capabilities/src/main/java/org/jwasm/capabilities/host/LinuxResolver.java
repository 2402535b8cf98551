// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.jwasm.capabilities.host.LinuxSystem.O_CLOEXEC;
import static org.jwasm.capabilities.host.LinuxSystem.O_CREAT;
import static org.jwasm.capabilities.host.LinuxSystem.O_DIRECTORY;
import static org.jwasm.capabilities.host.LinuxSystem.O_EXCL;
import static org.jwasm.capabilities.host.LinuxSystem.O_NOFOLLOW;
import static org.jwasm.capabilities.host.LinuxSystem.O_PATH;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.host.LinuxSystem.Call;

/**
 * Opens a path below a directory without ever leaving its tree: by {@code openat2}, where the kernel sees to it, else one
 * component after the other, none of which the kernel may follow.
 */
final class LinuxResolver {

    static final int MAX_LINKS = 40;

    private static final int RESOLVE_NO_MAGICLINKS = 2;
    private static final int RESOLVE_NO_SYMLINKS = 4;
    private static final int RESOLVE_BENEATH = 8;
    static final int CONFINED = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    /** The kernel gives up with EAGAIN when something was renamed meanwhile; a guest must not be able to keep us here. */
    private static final int ATTEMPTS = 128;

    /** Absent from kernels before 5.6, and forbidden in some containers. */
    private static final boolean OPENAT2 = hasOpenat2();

    private LinuxResolver() {
    }

    private static boolean hasOpenat2() {
        try (Scratch scratch = Scratch.take()) {
            long result = openat2(scratch, LinuxSystem.AT_FDCWD, scratch.path("."), O_PATH | O_CLOEXEC, 0, RESOLVE_BENEATH);
            if (result >= 0) {
                LinuxNode.close((int) result);
            }
            return result >= 0;
        } catch (CapabilityException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens the path and returns the descriptor; {@code mode} is for created files. */
    static int open(int directory, String path, int flags, int mode) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            return open(scratch, directory, path, flags, mode);
        }
    }

    /** The same by somebody who has further use for the scratch. */
    static int open(Scratch scratch, int directory, String path, int flags, int mode) throws CapabilityException {
        return OPENAT2 ? openByKernel(scratch, directory, path, flags, mode, CONFINED)
                        : openByWalk(directory, path, flags, mode, true);
    }

    /** The same with symbolic links refused everywhere in the path. */
    static int openWithoutLinks(int directory, String path, int flags) throws CapabilityException {
        return OPENAT2 ? openByKernel(directory, path, flags, 0, CONFINED | RESOLVE_NO_SYMLINKS)
                        : openByWalk(directory, path, flags | O_NOFOLLOW, 0, false);
    }

    static int openByKernel(int directory, String path, int flags, int mode, int resolve) throws CapabilityException {
        try (Scratch scratch = Scratch.take()) {
            return openByKernel(scratch, directory, path, flags, mode, resolve);
        }
    }

    private static int openByKernel(Scratch scratch, int directory, String path, int flags, int mode, int resolve) throws CapabilityException {
        long address = scratch.path(path);
        int attempt = 0;
        long result;
        do {
            result = openat2(scratch, directory, address, flags | O_CLOEXEC, mode, resolve);
        } while (result == -LinuxSystem.EAGAIN && ++attempt < ATTEMPTS);
        if (result == -LinuxSystem.EXDEV) {
            throw escapes();
        }
        return (int) LinuxErrors.check(result, "open");
    }

    private static long openat2(Scratch scratch, int directory, long path, int flags, int mode, int resolve) {
        return LinuxSystem.call(Call.OPENAT2, directory, path, scratch.how(flags, (flags & O_CREAT) != 0 ? mode : 0, resolve), Scratch.HOW_SIZE, 0);
    }

    static CapabilityException escapes() {
        return new CapabilityException(ErrorKind.PERM, "the path leads out of its directory");
    }

    /**
     * Opens directory by directory; {@code ..} goes back to the descriptor that the walk came from, so that a directory moved
     * meanwhile can't lead elsewhere; up to {@value Trail#KEPT} times in succession. Symbolic links are read and put in front of the rest of the path, the magic ones of
     * {@code /proc} too: what those show is absolute or no path.
     */
    static int openByWalk(int directory, String path, int flags, int mode, boolean allowLinks) throws CapabilityException {
        try (Walk walk = new Walk(directory, path, allowLinks)) {
            return walk.open(flags, mode);
        }
    }

    private static final class Walk implements AutoCloseable {
        private final boolean allowLinks;
        private final Trail<Integer> trail;
        private final ArrayDeque<String> rest = new ArrayDeque<>();
        private boolean directoryNeeded;
        private int links;

        Walk(int root, String path, boolean allowLinks) throws CapabilityException {
            this.trail = new Trail<>(root, LinuxNode::close);
            this.allowLinks = allowLinks;
            if (path.isEmpty()) {
                throw new CapabilityException(ErrorKind.NOENT, "the path is empty");
            }
            Scratch.requirePath(path);
            prepend(path, true);
        }

        private void prepend(String path, boolean last) throws CapabilityException {
            if (path.startsWith("/")) {
                throw escapes();
            }
            String[] components = path.split("/+");
            for (String component : Arrays.asList(components).reversed()) {
                rest.push(component);
            }
            directoryNeeded |= last && path.endsWith("/");
        }

        int open(int flags, int mode) throws CapabilityException {
            while (!rest.isEmpty()) {
                String name = rest.pop();
                if (name.equals(".")) {
                    continue;
                }
                if (name.equals("..")) {
                    trail.leave();
                } else if (rest.isEmpty()) {
                    int result = openLast(name, flags, mode);
                    if (result >= 0) {
                        return result;
                    }
                } else {
                    enter(name);
                }
            }
            if ((flags & O_CREAT) != 0) {
                throw new CapabilityException((flags & O_EXCL) != 0 ? ErrorKind.EXIST : ErrorKind.ISDIR, "the path is a directory's");
            }
            return (int) openat(".", flags | O_DIRECTORY, 0);
        }

        private long tryOpen(int at, String name, int flags, int mode) throws CapabilityException {
            try (Scratch scratch = Scratch.take()) {
                return LinuxSystem.call(Call.OPENAT, at, scratch.path(name), flags | O_CLOEXEC | O_NOFOLLOW, mode, 0);
            }
        }

        private long openat(String name, int flags, int mode) throws CapabilityException {
            return LinuxErrors.check(tryOpen(trail.current(), name, flags, mode), "open");
        }

        private void enter(String name) throws CapabilityException {
            long result = tryOpen(trail.current(), name, O_PATH | O_DIRECTORY, 0);
            if (result == -LinuxSystem.ENOTDIR || result == -LinuxSystem.ELOOP) {
                follow(name, (int) result);
                return;
            }
            trail.enter((int) LinuxErrors.check(result, "open"));
        }

        /** The descriptor, or -1 if the name was a link that is to be followed now. */
        private int openLast(String name, int flags, int mode) throws CapabilityException {
            boolean follows = directoryNeeded || (flags & O_NOFOLLOW) == 0;
            if (follows && (flags & O_EXCL) == 0 && isLink(name)) {
                follow(name, -LinuxSystem.ELOOP);
                return -1;
            }
            int needed = directoryNeeded ? flags | O_DIRECTORY : flags;
            if (directoryNeeded && (flags & O_CREAT) != 0) {
                throw new CapabilityException(ErrorKind.ISDIR, "a file's path ends with a slash");
            }
            long result = tryOpen(trail.current(), name, needed, mode);
            if (result == -LinuxSystem.ELOOP && follows && (flags & O_EXCL) == 0) {
                // It became a link since we looked.
                follow(name, (int) result);
                return -1;
            }
            return (int) LinuxErrors.check(result, "open");
        }

        private boolean isLink(String name) throws CapabilityException {
            return readLink(name) != null;
        }

        /** Null if it is not a link. */
        private String readLink(String name) throws CapabilityException {
            long link = tryOpen(trail.current(), name, O_PATH, 0);
            if (link < 0) {
                return null;
            }
            try (Scratch scratch = Scratch.take()) {
                MemorySegment data = scratch.data();
                long length = LinuxSystem.call(Call.READLINKAT, link, scratch.noPath(), data.address(), Scratch.MAX_PATH, 0);
                return length < 0 ? null : new String(data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
            } finally {
                LinuxNode.close((int) link);
            }
        }

        private void follow(String name, int otherwise) throws CapabilityException {
            String contents = readLink(name);
            if (contents == null && isNoLinkAnyMore(name, otherwise) && ++links <= MAX_LINKS) {
                rest.push(name);
                return;
            }
            if (contents == null) {
                throw new CapabilityException(LinuxErrors.kind(-otherwise), "open failed: E" + LinuxErrors.kind(-otherwise));
            }
            if (!allowLinks || ++links > MAX_LINKS) {
                throw new CapabilityException(ErrorKind.LOOP, "too many symbolic links");
            }
            prepend(contents, rest.isEmpty());
        }

        /** Whether a name that was refused as a link has become what was wanted, so that it is to be tried again. */
        private boolean isNoLinkAnyMore(String name, int refusal) throws CapabilityException {
            if (refusal == -LinuxSystem.ELOOP) {
                return true;
            }
            long directory = tryOpen(trail.current(), name, O_PATH | O_DIRECTORY, 0);
            if (directory >= 0) {
                LinuxNode.close((int) directory);
            }
            return directory >= 0;
        }

        @Override
        public void close() {
            trail.close();
        }
    }
}
